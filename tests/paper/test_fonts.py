"""The Chinese font of a PDF: put into the file where this PC has one that allows it, else named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.i18n import same
from dutyterm.paper.document import Document, Paragraph
from dutyterm.paper.formats import written

reportlab = pytest.importorskip("reportlab")

from dutyterm.paper.as_pdf import pdf  # noqa: E402
from dutyterm.paper.fonts import READERS_OWN, SAMPLE, embedded, file_of, installed, named  # noqa: E402

PAPER = Document(same("停电"), same("h"), same("a"), (Paragraph(same("各位客户 abc")),), same("f"))
LATIN = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
"""A TrueType font that is always there; it has no Chinese."""


def test_a_font_of_this_pc_is_put_into_the_file() -> None:
    name = embedded([LATIN], sample="ab")
    assert name is not None
    assert file_of(name) == str(LATIN)
    data = pdf(PAPER, "zh", name)
    assert b"/FontFile2" in data
    assert READERS_OWN.encode() not in data
    assert data == pdf(PAPER, "zh", name), "the same paper gives the same bytes"


def test_without_one_the_readers_own_is_named_and_nothing_is_put_in() -> None:
    assert file_of(named()) is None
    data = pdf(PAPER, "zh", named())
    assert READERS_OWN.encode() in data
    assert b"/FontFile" not in data
    assert data == pdf(PAPER, "zh")


def test_a_font_without_the_signs_or_that_is_none_is_passed_over(tmp_path: Path) -> None:
    broken = tmp_path / "simsun.ttc"
    outlines = tmp_path / "postscript.otf"
    broken.write_bytes(b"ttcf" + bytes(40))
    outlines.write_bytes(b"OTTO" + bytes(60))
    (tmp_path / "empty.ttf").write_bytes(b"")
    tried = [tmp_path / "gone.ttf", tmp_path / "empty.ttf", broken, outlines, LATIN]
    assert embedded(tried) is None
    assert embedded([*tried, LATIN], sample="ab") is not None


def test_what_this_pc_has_is_a_list_of_files_and_a_paper_can_be_made_with_it() -> None:
    assert all(path.is_file() for path in installed())
    made = written(PAPER, "pdf", "zh")
    assert isinstance(made, bytes)
    assert made.startswith(b"%PDF")


def test_the_sample_has_no_sign_twice_and_one_that_papers_use_for_missing_signs() -> None:
    assert len(set(SAMPLE)) == len(SAMPLE)
    assert "〓" in SAMPLE
