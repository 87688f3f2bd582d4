"""What the doctor says of the Chinese font of a PDF."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dutyterm.cli import doctor_paper
from dutyterm.cli.doctor_paper import paper_check
from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from tests.cli.conftest import Said

reportlab = pytest.importorskip("reportlab")
LATIN = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


def test_a_font_that_is_put_in_is_named_and_one_that_is_not_is_worth_a_note(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from dutyterm.paper import fonts

    monkeypatch.setattr(fonts, "chinese_font", lambda: fonts.embedded([LATIN], sample="ab"))
    found = paper_check()
    assert (found.state, "Vera.ttf" in found.text.en) == ("ok", True)
    monkeypatch.setattr(fonts, "chinese_font", fonts.named)
    found = paper_check()
    assert found.state == "note"
    assert "PostScript" in found.text.en
    assert "打印文本" in found.text.zh


def test_without_the_extra_for_paper_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    words = Text("没有", "not installed")
    monkeypatch.setattr(doctor_paper, "missing", lambda _: Refusal("no_paper_extra", words))
    found = paper_check()
    assert (found.state, found.text) == ("note", words)


def test_the_doctor_has_a_line_for_it(run: Callable[..., Said], tmp_path: Path) -> None:
    said = run("doctor", "--data", tmp_path / "none", "--read-only", "--json")
    assert "paper.pdf" in [check["id"] for check in json.loads(said.out)["checks"]]
