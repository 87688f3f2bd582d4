"""When the program itself fails: one line, a file that holds no value, and nothing that was saved is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.desk import log
from dutyterm.shift.entries import Draft
from dutyterm.tui.crash import told, written
from tests.ui.kit import DUTY, MANAGER, MORNING, PINS, Ui, running


class Broken(Exception):
    """A fault of the program."""


async def _fails(ui: Ui) -> None:
    typed = PINS[DUTY]  # a local variable, as a half-typed PIN would be

    def fail() -> None:
        raise Broken(f"call 13812345678 about {len(typed)}")

    ui.app.call_later(fail)
    await ui.settle()


async def _program_that_fails(data: Path, *, before_shift: bool) -> None:
    async with running(data) as ui:
        await ui.sign_in()
        if before_shift:
            await ui.press("ctrl+k", *PINS[DUTY][:5])
        else:
            await ui.open_shift()
        await _fails(ui)


async def test_a_failure_leaves_a_file_without_pins_and_with_masked_numbers(data: Path) -> None:
    with pytest.raises(Broken):
        await _program_that_fails(data, before_shift=True)
    report = next((data / "cache").glob("crash-*.txt")).read_text(encoding="utf-8")
    assert "Broken" in report
    assert PINS[DUTY] not in report
    assert "13812345678" not in report


async def test_after_a_failure_everything_saved_is_there(data: Path) -> None:
    with pytest.raises(Broken):
        await _program_that_fails(data, before_shift=False)
    async with running(data) as ui:
        assert ui.session.has_open_shift


def test_a_report_that_cannot_be_written_is_no_second_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert written(tmp_path / "file" / "cache", Broken("x"), MORNING) is None
    assert "重新打开" in told(None).zh


async def test_entries_that_are_not_for_everybody_are_not_on_the_board(ui: Ui) -> None:
    await ui.sign_in(MANAGER)
    await ui.open_shift()
    hidden = next(c for c in ui.session.manual.log.categories if c.only)
    await log.write(ui.session, Draft(category=hidden.id, text="late again", occurred_at=MORNING))
    await ui.settle()
    assert "late again" in ui.text
    await ui.app.action_run("sign_out")
    await ui.settle()
    await ui.sign_in(DUTY)
    assert ui.page == "BoardPage"
    assert "late again" not in ui.text
