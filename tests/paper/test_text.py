"""Papers as text: what they say in both languages, how they break over pages, how wide they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyterm.i18n import LANGS, Lang, Text, same
from dutyterm.model.cells import width
from dutyterm.paper.as_text import CELLS, LINES, PAGE_BREAK, text
from dutyterm.paper.day import day_report
from dutyterm.paper.document import Block, Column, Document, Heading, Paragraph, Signature, Signatures, Table
from dutyterm.paper.slip import slip
from tests.paper.kit import RECEIVED, REPORT, SLIP, item, matches


@pytest.mark.parametrize("lang", LANGS)
def test_the_slip_reads_as_it_was_kept_before_and_after_the_next_manager_took_over(lang: Lang) -> None:
    matches(f"slip-{lang}", text(slip(SLIP), lang))
    matches(f"slip-received-{lang}", text(slip(RECEIVED), lang))


@pytest.mark.parametrize("lang", LANGS)
def test_the_day_report_reads_as_it_was_kept(lang: Lang) -> None:
    matches(f"day-{lang}", text(day_report(REPORT), lang))


def test_a_slip_is_not_yet_received_until_somebody_took_over_m8() -> None:
    before, after = text(slip(SLIP), "en"), text(slip(RECEIVED), "en")
    assert "*** NOT YET RECEIVED ***" in before
    assert "NOT YET RECEIVED" not in after
    assert "TAKEN WITH RESERVATION" in after
    assert "TAKEN WITH RESERVATION" not in text(slip(replace(RECEIVED, reservations=())), "en")


def test_only_the_original_bears_no_copy_mark_m15() -> None:
    assert "COPY" not in text(slip(SLIP), "en")
    assert "*** COPY 2 ***" in text(slip(RECEIVED), "en")
    assert "*** 副本 未登记 ***" in text(slip(replace(SLIP, copy=None)), "zh")


def test_the_seal_code_stands_on_the_slip_in_its_groups_and_in_the_foot_n5() -> None:
    said = text(slip(SLIP), "zh")
    assert "48213  00907  55120" in said
    assert "封存码 48213-00907-55120" in said


def test_what_nobody_recorded_is_no_data_and_a_recorded_nought_is_a_nought() -> None:
    said = text(day_report(REPORT), "zh")
    assert any(line.split() == ["进厅人数", "0", "人"] for line in said.splitlines())
    assert "无数据(不是 0): 弃号数" in said


def test_a_day_that_is_not_over_says_so() -> None:
    assert "当日未完" in text(day_report(REPORT), "zh")
    assert "当日未完" not in text(day_report(replace(REPORT, final=True)), "zh")


@pytest.mark.parametrize("lang", LANGS)
def test_a_long_slip_breaks_between_rows_and_every_page_tells_its_number(lang: Lang) -> None:
    many = tuple(item(n, f"第 {n} 件事", f"matter {n}") for n in range(1, 131))
    pages = text(slip(replace(SLIP, items=many)), lang).split(PAGE_BREAK)
    assert len(pages) == 3
    for n, page in enumerate(pages, 1):
        lines = page.splitlines()
        assert len(lines) <= LINES
        assert ("第 {n} 页,共 3 页" if lang == "zh" else "page {n} of 3").format(n=n) in lines[-1]
        assert SLIP.hall in lines[0]
        assert any("事项" in line or "What" in line for line in lines)  # titles of the table again
    rows = [line for page in pages for line in page.splitlines() if "件事" in line or "matter" in line]
    assert len(rows) == 130


def test_a_heading_never_ends_a_page_and_signatures_stay_together() -> None:
    filler = [Paragraph(same(f"line {n}")) for n in range(LINES - 8)]
    end = (
        Heading(same("part")),
        Paragraph(same("words")),
        Signatures((Signature(same("one")), Signature(same("two")))),
    )
    for room in range(8):
        blocks: tuple[Block, ...] = (*filler[room:], *end)
        pages = text(Document(same("t"), same("h"), same("a"), blocks, same("f")), "en").split(PAGE_BREAK)
        holding = [page for page in pages if "[ part ]" in page]
        assert len(holding) == 1
        assert "words" in holding[0]
        assert [("one" in page, "two" in page) for page in pages if "one  " in page] == [(True, True)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text("a字 漢bcd，。-", max_size=200), max_size=12),
    st.lists(st.integers(1, 60), min_size=1, max_size=6),
)
def test_whatever_stands_in_it_no_line_is_wider_than_the_paper_and_nothing_is_lost(
    told: list[str], shares: list[int]
) -> None:
    columns = tuple(Column(same("c"), share) for share in shares)
    rows = tuple(tuple(Text(one, one) for _ in columns) for one in told)
    blocks: tuple[Block, ...] = (*(Paragraph(same(one)) for one in told), Table(columns, rows))
    pages = text(Document(same("t"), same("h"), same("a"), blocks, same("f")), "zh").split(PAGE_BREAK)
    for page in pages:
        lines = page.splitlines()
        assert len(lines) <= LINES
        assert all(width(line) <= CELLS for line in lines)
    signs = sum(one.count("漢") for one in told)
    assert "".join(pages).count("漢") == signs * (1 + len(columns))
