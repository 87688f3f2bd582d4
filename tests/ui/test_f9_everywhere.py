"""F9 and a digit from every screen that the program has, as its own classes tell; a new one must be added."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest

from dutyterm.journal.disk import NoSyncDisk
from dutyterm.shift.procedures import state
from dutyterm.tui.app import RETRY_MS
from dutyterm.tui.commands import COMMANDS
from tests.ui.everywhere import WAYS, WatchedDisk, known_screens, reached
from tests.ui.kit import Ui, running
from tests.ui.test_wizard import SCRIPT


async def first_step(ui: Ui, key: str = "f9") -> None:
    """The key and the digit of a card lead to its first step; Esc leads back to what was there."""
    screen = ui.app.screen
    hush = getattr(screen, "hush", None)
    if hush is not None:
        hush()  # what was said last is hushed by any key
    ui.app.redraw()  # as on coming back: a bar at the edge may be one picture behind
    await ui.settle()
    before, depth = ui.text, len(ui.app.screen_stack)
    await ui.press(key)
    assert ui.page == "EmergencyPage", ui.text
    assert " 1  停电" in ui.text or " 1  Power outage" in ui.text, ui.text
    going = {view.card.id for view in ui.app.emergencies.running(ui.app.session)}
    digit, id = next(one for one in (("1", "PWR"), ("5", "FIRE")) if one[1] not in going)
    await ui.press(digit)
    assert ">  1 [ ]" in ui.text, ui.text
    assert f" {id} " in ui.text
    await ui.press("escape", "escape")
    assert len(ui.app.screen_stack) == depth
    assert ui.app.screen is screen
    assert ui.text == before


def test_every_screen_of_the_program_has_a_way_to_it_here() -> None:
    """A new page or dialog fails here until a way to it is written in `everywhere.py`."""
    assert known_screens() == set(WAYS)


@pytest.mark.parametrize("name", sorted(WAYS))
async def test_f9_and_a_digit_show_the_first_step_and_esc_leads_back(data: Path, name: str) -> None:
    disk = WatchedDisk()
    async with reached(name, data, disk=disk) as ui:
        assert ui.page == name, ui.text
        if ui.app.session is not None:
            ui.session.drafts.put("something", "half-typed")
        disk.waited_for.clear()
        if name != "EmergencyPage":
            await first_step(ui)
        else:
            await ui.press("f9", "1")
            assert ">  1 [ ]" in ui.text
        assert disk.waited_for == [], "a disk that hangs must not keep anybody from a card"


@pytest.mark.parametrize("command", [c.id for c in COMMANDS if c.scope == "app" and c.id != "emergency"])
async def test_after_every_command_f9_leads_to_the_first_step(data: Path, command: str) -> None:
    async with reached("BoardPage", data) as ui:
        await ui.app.action_run(command)
        await ui.settle()
        await first_step(ui, "ctrl+g")


# --- states -------------------------------------------------------------------------------------------


class FullDisk(NoSyncDisk):
    """Takes nothing while `full`."""

    full = False

    def write(self, handle: int, data: bytes) -> int:
        if self.full:
            raise OSError(28, "No space left on device")
        return super().write(handle, data)


async def recorded(ui: Ui) -> bool:
    """F9 1 Space: the step is done, on disk or in memory, and what is not on disk says so."""
    await ui.press("f9", "1", "space")
    assert ">  2 [ ]" in ui.text, ui.text
    unsaved = ui.app.unsaved > 0
    assert ("NOT SAVED" in ui.text) is unsaved
    await ui.press("escape", "escape")
    return unsaved


async def test_on_every_question_of_the_first_run_f9_leads_to_the_first_step(bare: Path) -> None:
    async with running(bare) as ui:
        for key in SCRIPT:
            assert ui.page == "WizardPage"
            await first_step(ui)
            await ui.press(key)
        await first_step(ui)  # the recovery code, shown only once, is still there


async def test_it_is_walked_before_there_is_a_hall(bare: Path) -> None:
    async with running(bare) as ui:
        assert await recorded(ui), "there is no disk to write to"


async def test_it_is_walked_when_the_data_directory_cannot_be_looked_at(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the directory should be")
    async with running(tmp_path / "data") as ui:
        assert ui.page == "UnusablePage"
        assert await recorded(ui)


@pytest.mark.parametrize("name", ["SignInPage", "BoardPage", "SearchPage", "LockPage"])
async def test_it_is_walked_by_a_program_that_only_looks(data: Path, name: str) -> None:
    async with running(data) as ui:
        await ui.sign_in()
        await ui.open_shift()
    async with running(data, read_only=True) as ui:
        if name != "SignInPage":
            await ui.sign_in()
        if name == "SearchPage":
            await ui.app.action_run("search")
        if name == "LockPage":
            await ui.press("ctrl+k")
        assert ui.page == name
        await first_step(ui)
        assert await recorded(ui)


async def test_it_is_walked_with_a_full_disk_and_written_when_there_is_room(data: Path) -> None:
    disk = FullDisk()
    async with running(data, disk=disk) as ui:
        await ui.sign_in()
        await ui.open_shift()
        disk.full = True
        assert await recorded(ui)
        disk.full = False
        await ui.tick(RETRY_MS)
        assert ui.app.unsaved == 0
        assert state.of(ui.session.shift).of_card("PWR") is not None


class HangingDisk(NoSyncDisk):
    """Answers no write while it is `hung`."""

    hung = False

    def __init__(self) -> None:
        super().__init__()
        self.released = threading.Event()

    def write(self, handle: int, data: bytes) -> int:
        if self.hung:
            self.released.wait()
        return super().write(handle, data)


async def test_on_a_disk_that_hangs_the_card_goes_on_from_step_to_step(data: Path) -> None:
    disk = HangingDisk()
    async with running(data, disk=disk) as ui:
        await ui.sign_in()
        await ui.open_shift()
        ui.app.emergencies.patience_s = 0.01
        disk.hung = True
        try:
            for key in ("f9", "1", "space"):
                await ui.pilot.press(key)
            await ui.until(lambda: ">  2 [ ]" in ui.text)
            await ui.pilot.press("space")
            await ui.until(lambda: ">  3 [ ]" in ui.text)
            await ui.until(lambda: "NOT SAVED" in ui.text)
            await ui.pilot.press("f9")
            await ui.until(lambda: "!进行中" in ui.text)
        finally:
            disk.hung = False
            disk.released.set()
        await ui.tick(RETRY_MS)
        await ui.until(lambda: ui.app.unsaved == 0)
        run = state.of(ui.session.shift).of_card("PWR")
        assert run is not None
        assert set(run.steps) == {"1", "2"}


def break_every_ninth(data: Path, first: int, what: str) -> None:
    """Takes files away or fills them with garbage."""
    files = sorted(path for path in data.rglob("*") if path.is_file() and path.name != "lock")
    for path in files[first::9]:
        path.unlink()
        if what == "garbage":
            path.write_bytes(b"\x00{]garbage")


@pytest.mark.parametrize("what", ["garbage", "gone"])
@pytest.mark.parametrize("index", range(9))
async def test_whatever_file_of_the_data_is_broken_the_card_is_walked(
    data: Path, index: int, what: str
) -> None:
    """Every file that a hall has, one after the other: PIN file, key, manual, journals, reserve ..."""
    async with running(data) as ui:
        await ui.sign_in()
        await ui.open_shift()
    break_every_ninth(data, index, what)
    async with running(data) as ui:
        await first_step(ui)
        await recorded(ui)


@pytest.mark.parametrize("damage", ["torn", "flipped", "garbage", "gone"])
async def test_it_is_walked_with_a_damaged_journal(data: Path, damage: str) -> None:
    async with running(data) as ui:
        await ui.sign_in()
        await ui.open_shift()
    (path,) = (data / "shifts").rglob("*.duty")
    kept = path.read_bytes()
    half = len(kept) // 2
    written = {
        "torn": kept[:-7],
        "flipped": kept[:half] + bytes([kept[half] ^ 1]) + kept[half + 1 :],
        "garbage": b"\0" * 500,
        "gone": b"",
    }
    path.write_bytes(written[damage])
    async with running(data) as ui:
        await first_step(ui)
        await recorded(ui)


async def test_with_no_open_shift_one_outside_the_plan_is_opened_n31(data: Path) -> None:
    async with running(data) as ui:
        assert not await recorded(ui)
        assert ui.session.outside


@pytest.mark.parametrize("name", ["BoardPage", "WalkPage", "Menu", "TextDialog"])
async def test_in_a_window_that_is_too_small_two_keys_are_enough(data: Path, name: str) -> None:
    async with reached(name, data) as ui:
        await ui.pilot.resize_terminal(20, 6)
        await ui.settle()
        await ui.press("f9", "1", "space")
        view = ui.app.emergencies.of_card(ui.session, "PWR")
        assert view is not None
        assert view.run.steps["1"].status == "done"


# --- keys as they come ----------------------------------------------------------------------------------

KEYS = (
    *"0123456789", *"19", "enter", "enter", "space", "down", "up", "tab", "pagedown", "escape", "backspace",
    "asterisk", "plus", "minus", "slash", "f2", "f3", "f4", "f6", "f7", "f1", "a",
)  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_wherever_any_keys_have_led_f9_leads_to_the_first_step(data: Path, seed: int) -> None:
    chosen = random.Random(seed)
    async with running(data) as ui:
        await ui.sign_in(str(seed))
        await ui.open_shift()
        for _ in range(30):
            await ui.press(*(chosen.choice(KEYS) for _ in range(3)))
            if ui.page == "EmergencyPage":
                await ui.press("escape", "escape", "escape", "escape")
            await first_step(ui)


async def test_clock_and_alarm_go_on_over_an_open_menu(shift: Ui) -> None:
    await shift.press("f9", "1", "space", "escape", "escape", "slash")
    assert shift.page == "Menu"
    before = shift.text.splitlines()[0]
    await shift.tick(60_000)
    header = shift.text.splitlines()[0]
    assert "07:47 [F9 应急]" in header
    assert " 1分00" in header, before
