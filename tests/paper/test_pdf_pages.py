"""How a PDF page looks: sizes that can be read by torchlight, room for a hand, nothing that runs off it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dutyterm.i18n import LANGS, Lang, Text, same
from dutyterm.model.cells import width
from dutyterm.paper.document import Block, Column, Document, Heading, Paragraph, Signature, Signatures, Table
from dutyterm.paper.list_sheet import list_sheet
from dutyterm.paper.pieces import broken, packed
from tests.paper.test_pack import PREMISES, drawn, full, manual, sheets
from tests.paper.test_pdf import contents, pages

reportlab = pytest.importorskip("reportlab")

from dutyterm.paper.as_pdf import pdf  # noqa: E402
from dutyterm.paper.fonts import embedded, named  # noqa: E402
from dutyterm.paper.pdf_frame import MARGIN  # noqa: E402
from dutyterm.paper.pdf_rows import pieces  # noqa: E402
from dutyterm.paper.pdf_words import NO_GLYPH, fitted, markup, measure, runs  # noqa: E402

A4_WIDTH, FOOT = 595.28, 8.0
SIZE = re.compile(rb"/F\d+(?:\+\d+)? ([\d.]+) Tf")
READABLE = 9.0


@pytest.mark.parametrize("lang", LANGS)
def test_every_card_is_one_page_and_nothing_on_it_is_below_nine_points(lang: Lang) -> None:
    for sheet in sheets():
        if sheet.id.startswith("card-"):
            (page,) = contents(drawn(sheet, lang))
            sizes = {float(size) for size in SIZE.findall(page)} - {FOOT}
            assert min(sizes) >= READABLE, (sheet.id, sorted(sizes))


def test_a_card_with_few_steps_takes_the_page_that_it_has() -> None:
    water = next(sheet for sheet in sheets() if sheet.id == "card-WATER")
    (page,) = contents(drawn(water, "zh"))
    assert max(float(size) for size in SIZE.findall(page) if float(size) < 15) >= 12


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_whose_hall_filled_in_every_number_can_be_read_too(lang: Lang) -> None:
    for sheet in full():
        if sheet.id.startswith("card-"):
            (page,) = contents(drawn(sheet, lang))
            assert min({float(size) for size in SIZE.findall(page)} - {FOOT}) >= READABLE, sheet.id


@pytest.mark.parametrize("lang", LANGS)
def test_the_register_lies_on_its_side_and_is_one_page(lang: Lang) -> None:
    register = next(sheet for sheet in sheets() if sheet.id == "form-register")
    data = drawn(register, lang)
    assert data.count(b"/Type /Page\n") == 1
    box = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", data)
    assert box is not None
    assert float(box[1]) > float(box[2])


def test_a_heading_goes_to_the_next_page_with_the_first_row_of_its_table() -> None:
    tall = (same("\n".join(["row"] * 12)),)
    for above in range(20, 60):
        blocks: tuple[Block, ...] = (
            *(Paragraph(same(f"line {n}")) for n in range(above)),
            Heading(same("HEADING")),
            Table((Column(same("TITLE"), 10),), (tall, tall)),
        )
        for page in pages(pdf(Document(same("t"), same("h"), same("a"), blocks, same("f")), "en")):
            if "HEADING" in page:
                assert "TITLErow" in page, above


@pytest.mark.parametrize("lang", LANGS)
def test_the_closing_list_fills_its_first_page_and_a_line_that_goes_over_is_named_again(lang: Lang) -> None:
    closing = next(sheet for sheet in sheets() if sheet.id == "list-closing")
    found = pages(drawn(closing, lang))
    assert ["CLS-08" in page for page in found[:3]] == [True, True, False]
    first, second = (page.partition("CLS-08")[2].partition("CLS-09")[0] for page in found[:2])
    tills = [till.name for till in PREMISES.tills]
    assert [name in first for name in tills] != [True] * len(tills), "it does go over"
    assert [name in first for name in tills] == [name not in second for name in tills]
    assert "".join(found).count("CLS-08") == 2
    assert all("".join(found).count(line.id) == 1 for line in manual().lists[3].lines if line.id != "CLS-08")


def test_a_tall_row_may_be_broken_between_its_lines_and_others_stay_whole() -> None:
    tall = ["[ ]", "CLS-08", "\n".join(["title", *(f"till {n} ____" for n in range(12))]), "who"]
    rooms = [50.0, 50.0, 200.0, 50.0]
    first, *rest = pieces(tall, rooms, len)
    assert first.cells == ["[ ]", "CLS-08", "title\ntill 0 ____\ntill 1 ____", "who"]
    assert (first.name, first.goes_on) == (None, True)
    assert all(piece.name == (1, "CLS-08") for piece in rest)
    assert [piece.goes_on for piece in rest] == [True] * (len(rest) - 1) + [False]
    assert rest[-1].cells == ["", "", "till 10 ____\ntill 11 ____", ""]
    assert "\n".join(piece.cells[2] for piece in (first, *rest)) == tall[2]
    short = ["[ ]", "OPN-10", "\n".join(["title", *(f"{n} ____" for n in range(6))]), ""]
    assert [piece.cells for piece in pieces(short, rooms, len)] == [short]
    assert [piece.cells for piece in pieces(tall, [], len)] == [tall], "where no row is broken"


def test_signatures_stay_with_their_heading_and_the_sentence_between() -> None:
    for above in range(30, 60):
        blocks: tuple[Block, ...] = (
            *(Paragraph(same(f"line {n}")) for n in range(above)),
            Heading(same("SIGN")),
            Paragraph(same("signed on Monday")),
            Signatures((Signature(same("LEAD")), Signature(same("OTHER")))),
        )
        for page in pages(pdf(Document(same("t"), same("h"), same("a"), blocks, same("f")), "en")):
            assert ("SIGN" in page) == ("OTHER" in page), above


def test_a_slip_is_drawn_large_only_as_far_as_its_words_stay_whole() -> None:
    """Its columns are as narrow as they are: `promise` was broken when it was drawn in twelve points."""
    row = (same("promise"), same("x"))
    table = Table((Column(same("#"), 9), Column(same("What"), 81)), (row,))
    document = Document(same("t"), same("h"), same("a"), (table,), same("f"), one_page=True)
    (page,) = contents(pdf(document, "en"))
    assert b"(promise)" in page


def test_marks_and_names_too_long_for_their_place_are_drawn_smaller() -> None:
    own, words = named(), "TAKEN WITH RESERVATION, NOT SIGNED, NOT REGISTERED"
    size = fitted(words, 54, own, 300)
    assert size < 54
    assert measure(words, size, own) == pytest.approx(300)
    assert fitted("ok", 54, own, 300) == 54
    long = "中国某某通信集团有限公司某某省某某市某某区城北中心标准营业厅"
    room = A4_WIDTH - 2 * MARGIN
    document = Document(Text("应急事后总结表", "After-action review of an emergency"), same(long), same("a"),
                        (Paragraph(same("x")),), same("f"))  # fmt: skip
    (page,) = contents(pdf(document, "en"))
    sizes = sorted({float(size) for size in SIZE.findall(page)})
    title = next(size for size in reversed(sizes) if size <= 17)
    name = next(size for size in sizes if size not in (title, 8.0, 10.0, 10.5))
    assert measure(document.title.en, title, own) + measure(long, name, own) < room


def test_bold_words_with_chinese_are_outlined_and_others_have_a_bold_font() -> None:
    own = named()
    assert runs("A 停电", own, strong=True) == [("A ", "Helvetica"), ("停电", own)]
    assert runs("Power", own, strong=True) == [("Power", "Helvetica-Bold")]
    blocks = (Heading(same("步骤")), Paragraph(same("x")))
    (page,) = contents(pdf(Document(same("t"), same("h"), same("a"), blocks, same("f")), "zh"))
    assert page.count(b"2 Tr") == 1
    begun = page.index(b"2 Tr")
    assert b"Q" in page[begun : page.index(b"(x)")], "what comes after it is not bold"


def test_a_gap_of_several_spaces_neither_shrinks_nor_begins_a_line() -> None:
    assert markup("1 ok  2 slow", named(), strong=False) == "1 ok\xa0 2 slow"
    assert NO_GLYPH in markup("😀", named(), strong=False)


def test_a_line_breaks_between_its_answers_and_only_when_it_must() -> None:
    line = "result: 1 even  2 not used  3 over  4 short"
    assert packed(line, 60, len) == line
    assert packed(line, 30, len).split("\n") == ["result: 1 even  2 not used", "3 over  4 short"]
    assert packed("company/regulator 15 days", 10, len) == "company/ regulator 15 days"
    assert packed("a/b", 10, len) == "a/b"
    assert packed("\n", 10, len) == "\n"


def test_no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one() -> None:
    words = "别的业务请约时间或去邻近营业厅。耽误您了，请谅解。（如有）请拨 95598 或 company/regulator。"
    for room in range(8, 60):
        lines = broken(words, room, width).split("\n")
        assert "".join("".join(lines).split()) == "".join(words.split()), room
        assert all(line[0] not in "，。）" and line[-1] not in "（" for line in lines), (room, lines)
        assert all(width(line) <= max(room, len("company/regulator。") + 1) for line in lines)
    assert broken("高处摔下：马上打 120。", 20, width) == "高处摔下：马上打\n120。", "a number stays whole"
    assert broken("", 20, width) == ""
    assert broken("一\n二", 20, width) == "一\n二"


@pytest.mark.parametrize("lang", LANGS)
def test_a_list_on_paper_asks_for_money_in_yuan_and_puts_the_fields_of_a_till_together(lang: Lang) -> None:
    said = [
        words.to(lang)
        for checklist in manual().lists
        for block in list_sheet(checklist, PREMISES).blocks
        if isinstance(block, Table)
        for row in block.rows
        for words in row
    ]
    told = "\n".join(said).replace("\xa0", " ")
    assert "(500.00)" in told
    assert "50000" not in told
    assert "(..20,000.00)" in told
    over = next(words for words in said if ("长短款结论" if lang == "zh" else "Over or short") in words)
    lines = [line for line in over.split("\n") if "台席" in line]
    assert len(lines) == len(PREMISES.tills)
    assert all("____" in line and " 1 " in line for line in lines)


@pytest.mark.parametrize("lang", LANGS)
def test_a_list_on_paper_says_what_its_times_count_from(lang: Lang) -> None:
    for checklist in manual().lists:
        blocks = list_sheet(checklist, PREMISES).blocks
        told = " ".join(block.text.to(lang) for block in blocks if isinstance(block, Paragraph))
        assert all(f"{line.due[0]} =" in told for line in checklist.lines)


def test_a_collection_of_postscript_fonts_is_passed_over_as_is_one_without_chinese() -> None:
    noto = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
    latin = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    assert embedded([path for path in (noto, latin) if path.is_file()]) is None
