"""Papers as PDF: pages, words and fonts, read from the file itself."""

from __future__ import annotations

import base64
import re
import zlib
from dataclasses import replace

import pytest

from dutyterm.i18n import LANGS, Lang, same
from dutyterm.paper.as_pdf import pdf
from dutyterm.paper.day import day_report
from dutyterm.paper.document import Code, Document, Heading, Paragraph
from dutyterm.paper.slip import slip
from tests.paper.kit import RECEIVED, REPORT, SLIP, item, texts_of

pytest.importorskip("reportlab")

SHOWN = re.compile(rb"/(F\d+)(?:\+\d+)? [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages(data: bytes) -> list[str]:
    """What each page shows, without spaces: the Chinese font writes UTF-16, the others Latin 1."""
    chinese = set(re.findall(rb"/UniGB-UCS2-H /Name /(F\d+)", data))
    return [_shown(content, chinese) for content in contents(data)]


def contents(data: bytes) -> list[bytes]:
    """The drawing commands of each page."""
    objects = dict(re.findall(rb"(\d+) 0 obj\s(.*?)endobj", data, re.DOTALL))
    found = [
        re.search(rb"/Contents (\d+) 0 R", body)
        for body in objects.values()
        if b"/Type /Page\n" in body + b"\n"
    ]
    return [_stream(objects[ref[1]]) for ref in found if ref is not None]


def _stream(body: bytes) -> bytes:
    packed = re.search(rb"stream\r?\n(.*?)endstream", body, re.DOTALL)
    assert packed is not None
    return zlib.decompress(base64.a85decode(packed[1].strip().removesuffix(b"~>")))


def _shown(content: bytes, chinese: set[bytes]) -> str:
    wide = False
    told: list[str] = []
    for font, words in SHOWN.findall(content):
        if font:
            wide = font in chinese
            continue
        raw = ESCAPED.sub(_sign, words)
        told.append(raw.decode("utf-16-be" if wide else "latin-1"))
    return "".join("".join(told).split()).replace("\xa0", "")


def _sign(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    return bytes([int(sign, 8)]) if len(sign) == 3 else SIGNS.get(sign, sign)


PAPERS = [slip(SLIP), slip(RECEIVED), day_report(REPORT)]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("paper", PAPERS, ids=["slip", "received", "day"])
def test_one_page_says_all_that_the_paper_says(paper: Document, lang: Lang) -> None:
    found = pages(pdf(paper, lang))
    assert len(found) == 1
    for one in texts_of(paper):
        for piece in one.to(lang).split("-"):  # a seal code stands in groups
            assert "".join(piece.split()) in found[0], one


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert pdf(slip(SLIP), "zh") == pdf(slip(SLIP), "zh")


def test_a_long_slip_has_its_marks_and_its_number_on_every_page() -> None:
    many = tuple(item(n, f"第 {n} 件事", f"matter {n}") for n in range(1, 121))
    found = pages(pdf(slip(replace(SLIP, items=many, copy=3)), "zh"))
    assert len(found) > 2
    for n, page in enumerate(found, 1):
        assert f"第{n}页,共{len(found)}页" in page
        assert page.count("副本3") == 2  # across the page, and in its box
        assert page.count("尚未接收") >= 2
        assert SLIP.hall in page
    for n in range(1, 121):
        assert any(f"第{n}件事" in page for page in found)


def test_what_must_be_one_page_is_made_smaller_until_it_is() -> None:
    def long(lines: int, *, one_page: bool) -> Document:
        blocks = tuple(Paragraph(same(f"step {n}")) for n in range(lines))
        return Document(same("t"), same("h"), same("a"), blocks, same("f"), one_page=one_page)

    assert len(pages(pdf(long(60, one_page=False), "en"))) == 2
    assert len(pages(pdf(long(60, one_page=True), "en"))) == 1
    # beyond what can be read at arm's length it is several pages, and none of it is lost
    found = pages(pdf(long(300, one_page=True), "en"))
    assert len(found) > 1
    assert all(any(f"step{n}" in page for page in found) for n in range(300))


def test_a_sign_that_the_fonts_do_not_have_is_shown_as_missing_and_not_left_out() -> None:
    blocks = (Paragraph(same("𠮷野家 😀 한 naïve € “引”")),)
    found = pages(pdf(Document(same("𠮷"), same("h"), same("a"), blocks, same("f")), "zh"))
    assert "〓野家〓〓naïve" in found[0]
    assert "“引”" in found[0]
    assert found[0].count("〓") == 4


def test_what_somebody_typed_is_never_markup() -> None:
    evil = "<b>&lt;1</b> & <font size=99>"
    blocks = (Heading(same(evil)), Paragraph(same(evil), lead=same("-")), Code(same(evil), "1-2-3"))
    found = pages(pdf(Document(same(evil), same(evil), same("a"), blocks, same("f")), "en"))
    assert found[0].count("".join(evil.split())) == 5
