"""Which formats there are on this PC, and what is said when one is not."""

from __future__ import annotations

import sys

import pytest

from dutyterm.model.refusal import Refusal
from dutyterm.paper.formats import FORMATS, Format, missing, written
from dutyterm.paper.slip import slip
from tests.paper.kit import SLIP

BEGINS: dict[Format, bytes] = {"text": "城北".encode(), "html": b"<!DOCTYPE html>", "pdf": b"%PDF-"}


@pytest.mark.parametrize("wanted", FORMATS)
def test_every_format_is_written_with_the_extra(wanted: Format) -> None:
    if missing(wanted) is not None:
        pytest.skip("the extra `paper` is not installed")
    data = written(slip(SLIP), wanted, "zh")
    assert isinstance(data, bytes)
    assert data.startswith(BEGINS[wanted])


def test_without_the_extra_there_is_text_and_the_rest_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "reportlab", None)
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert isinstance(written(slip(SLIP), "text", "en"), bytes)
    for wanted in ("html", "pdf"):
        refused = written(slip(SLIP), wanted, "en")
        assert isinstance(refused, Refusal)
        assert refused.code == "no_paper_extra"
        assert ".[paper]" in refused.text.en
        assert ".[paper]" in refused.text.zh
