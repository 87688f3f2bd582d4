"""Papers as HTML: whole, by themselves, and safe whatever somebody typed."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dutyterm.i18n import LANGS, Lang, Text
from dutyterm.paper.as_html import html
from dutyterm.paper.day import day_report
from dutyterm.paper.document import Document
from dutyterm.paper.slip import slip
from tests.paper.kit import RECEIVED, REPORT, SLIP, texts_of

pytest.importorskip("jinja2")

PAPERS = [slip(SLIP), slip(RECEIVED), day_report(REPORT)]


class Reader(HTMLParser):
    """The words of a page, its open tags, and everything that it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.fetched += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in ("meta", "col", "link", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title"):
            self.words.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("paper", PAPERS, ids=["slip", "received", "day"])
def test_the_page_says_all_that_the_paper_says_and_fetches_nothing(paper: Document, lang: Lang) -> None:
    reader = read(html(paper, lang))
    assert reader.open == []
    assert reader.fetched == []
    said = squeezed("".join(reader.words))
    for one in texts_of(paper):
        for piece in one.to(lang).split("-"):  # a seal code stands in groups
            assert squeezed(piece) in said, one


def squeezed(words: str) -> str:
    return "".join(words.split())


def test_what_somebody_typed_is_never_markup() -> None:
    evil = '<script>alert("1")</script>&amp;'
    facts = replace(SLIP, hall=evil, summary=(Text(evil, evil),))
    page = html(slip(facts), "zh")
    assert "<script" not in page
    assert evil in "".join(read(page).words)


def test_a_page_is_of_the_language_that_was_asked_for() -> None:
    assert '<html lang="zh-CN">' in html(slip(SLIP), "zh")
    assert '<html lang="en">' in html(slip(SLIP), "en")
    assert "交接" not in "".join(read(html(slip(SLIP), "en")).words)
