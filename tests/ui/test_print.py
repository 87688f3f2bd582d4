"""Papers from the menu: a digit makes the slip or the report, and what came of it is said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dutyterm.desk import items
from dutyterm.desk.printer import set_printer
from dutyterm.desk.sealing import Sealed, seal
from dutyterm.tui.dialogs.paper import PaperDialog
from tests.ui.kit import DUTY, PINS, Ui, running


@pytest.fixture(autouse=True)
def _no_paper_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text only: what the PDF looks like is the matter of other tests."""
    monkeypatch.setitem(sys.modules, "reportlab", None)


async def sealed(ui: Ui) -> Sealed:
    await ui.sign_in()
    await ui.open_shift()
    await items.note(ui.session, "叫号机滴水")
    found = await seal(ui.session, PINS[DUTY])
    assert isinstance(found, Sealed)
    await ui.settle()
    return found


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


async def until_said(ui: Ui, words: str) -> None:
    await ui.until(lambda: words in ui.text)
    await ui.settle()


async def test_three_keys_from_the_menu_make_the_slip_of_the_shift_sealed_last(ui: Ui) -> None:
    found = await sealed(ui)
    await ui.press("slash")
    await ui.type("dy")
    await ui.press("enter")
    assert ui.page == "PaperDialog"
    await ui.press("1")
    await until_said(ui, "第 1 份")
    (path,) = (ui.data / "paper").iterdir()
    text = path.read_text(encoding="utf-8")
    assert found.code.replace("-", "  ") in text
    assert "叫号机滴水" in text
    await ui.app.action_run("print")
    await ui.settle()
    await ui.press("1")
    await until_said(ui, "第 2 份")
    assert "副本 2" in next((ui.data / "paper").glob("*-2-zh.txt")).read_text(encoding="utf-8")


async def test_the_report_of_the_day_goes_to_the_printer_in_the_language_shown(
    data: Path, tmp_path: Path
) -> None:
    took = tmp_path / "took.txt"
    code = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.argv[2], 'utf-8')"
    async with running(data, lang="en") as ui:
        set_printer(ui.session.layout, [sys.executable, "-c", code, str(took)])
        await ui.sign_in()
        await ui.open_shift()
        await ui.app.action_run("print")
        await ui.settle()
        assert "then sent to the printer" in ui.text
        await ui.press("2")
        await until_said(ui, "Sent to the printer")
    assert "DAY NOT OVER" in read(Path(read(took)))


async def test_a_printer_that_fails_is_said_and_the_file_is_there(ui: Ui) -> None:
    await sealed(ui)
    set_printer(ui.session.layout, [sys.executable, "-c", "raise SystemExit(4)"])
    await ui.app.action_run("print")
    await ui.settle()
    await ui.press("1")
    await until_said(ui, "报错 4")
    assert list((ui.data / "paper").iterdir())


async def test_all_cards_lists_and_forms_are_written_with_one_digit_n12(ui: Ui) -> None:
    await ui.sign_in()
    await ui.app.action_run("print")
    await ui.settle()
    await ui.press("3")
    await until_said(ui, "paper/pack-zh")
    names = {path.name for path in (ui.data / "paper" / "pack-zh").iterdir()}
    assert {"card-PWR.txt", "list-opening.txt", "form-register.txt"} <= names
    assert f"共 {len(names)} 张" in ui.text


async def test_without_a_sealed_shift_it_is_said_that_there_is_no_slip(ui: Ui) -> None:
    await ui.sign_in()
    await ui.app.action_run("print")
    await ui.settle()
    await ui.press("1")
    await until_said(ui, "还没有封存过的班")
    assert not (ui.data / "paper").exists()


async def test_esc_makes_no_paper_and_a_clerk_is_told_who_may(ui: Ui) -> None:
    await sealed(ui)
    await ui.app.action_run("print")
    await ui.settle()
    await ui.press("escape")
    assert ui.page != "PaperDialog"
    assert not (ui.data / "paper").exists()
    await ui.app.action_run("sign_out")
    await ui.settle()
    await ui.sign_in("4")
    await ui.app.action_run("print")
    await ui.settle()
    assert "不能" in ui.text
    assert ui.page != "PaperDialog"


async def test_without_the_extra_it_is_said_before_and_the_command_names_this_very_python(shift: Ui) -> None:
    await shift.app.action_run("print")
    await shift.settle()
    assert isinstance(shift.app.screen, PaperDialog)
    rows = shift.app.screen.body_rows()
    said = "".join(span.text for row in rows for span in row).replace(" ", "")
    assert "只写文本(.txt)" in said
    assert f'{sys.executable}-mpipinstall".[paper]"' in said
    assert "只写文本(.txt)" in shift.text
