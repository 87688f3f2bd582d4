"""Every screen of the program by its class, and a way to it; what the test of F9 from everywhere walks."""

from __future__ import annotations

import importlib
import pkgutil
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from textual.screen import Screen

import dutyterm.tui
from dutyterm.desk import manuals, people
from dutyterm.desk.outcome import Notice
from dutyterm.i18n import Text
from dutyterm.journal.disk import NoSyncDisk
from dutyterm.tui.screens.notices import NoticesPage
from dutyterm.tui.screens.pin_slips import PinSlipsPage
from dutyterm.tui.screens.recovery import recover
from tests.desk.kit import done
from tests.ui.kit import MANAGER, PINS, Ui, running
from tests.ui.register_kit import opened
from tests.ui.test_cases import to_form, worked

Steps = Callable[[Ui], Awaitable[None]]
Prepare = Callable[[Path], Path]


class Way(NamedTuple):
    """How a screen is reached."""

    steps: Steps
    prepare: Prepare
    """Makes the data directory what the way needs; returns the one to open."""


BASES = {"Page", "FlowPage", "OverPage", "ListingPage", "Dialog"}
BASES |= {"SigningPage", "DoorWishes", "RoundWishes", "WalkWishes", "Choosing"}
"""What screens are made of; never shown themselves."""

WAYS: dict[str, Way] = {}
"""Class of a screen -> the way to it."""


def known_screens() -> set[str]:
    """Names of all screens that the program has, from its own modules."""
    for found in pkgutil.walk_packages(dutyterm.tui.__path__, "dutyterm.tui."):
        importlib.import_module(found.name)
    return {c.__name__ for c in _below(Screen) if c.__module__.startswith("dutyterm.")} - BASES


def _below(kind: type) -> set[type]:
    below: list[type] = kind.__subclasses__()
    return {found for one in below for found in (one, *_below(one))}


class WatchedDisk(NoSyncDisk):
    """Knows what the program itself, and not a thread beside it, waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.waited_for: list[str] = []

    def _asked(self, what: str) -> None:
        if threading.current_thread() is threading.main_thread():
            self.waited_for.append(what)

    def create(self, path: Path) -> int:
        self._asked(f"create {path.name}")
        return super().create(path)

    def write(self, handle: int, data: bytes) -> int:
        self._asked("write")
        return super().write(handle, data)

    def replace(self, source: Path, target: Path) -> None:
        self._asked(f"replace {target.name}")
        super().replace(source, target)


@asynccontextmanager
async def reached(name: str, data: Path, *, disk: NoSyncDisk | None = None) -> AsyncIterator[Ui]:
    """The program with this screen on top."""
    way = WAYS[name]
    async with running(way.prepare(data), disk=disk) as ui:
        await way.steps(ui)
        await ui.settle()
        yield ui


def _same(data: Path) -> Path:
    return data


def _new(data: Path) -> Path:
    return data.with_name("new")


def _unusable(data: Path) -> Path:
    data.with_name("file").write_text("a file where the directory should be")
    return data.with_name("file")


def _with_additions(data: Path) -> Path:
    (data / "additions").mkdir()
    (data / "additions" / "opening.toml").write_text(
        'adds_to = "opening"\n[[tighten]]\nid = "OPN-08"\ndue = "T-31"\n', "utf-8"
    )
    return data


def way(name: str, prepare: Prepare = _same) -> Callable[[Steps], Steps]:
    """Says that the steps lead to the screen of this name."""

    def keep(steps: Steps) -> Steps:
        assert name not in WAYS, name
        WAYS[name] = Way(steps, prepare)
        return steps

    return keep


async def _shift(ui: Ui, digit: str = "2") -> None:
    await ui.sign_in(digit)
    await ui.open_shift()


async def _command(ui: Ui, id: str) -> None:
    await ui.app.action_run(id)
    await ui.settle()


@way("SignInPage")
async def _(ui: Ui) -> None:
    await ui.press("2", "5", "9")


@way("BoardPage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await ui.press("down", "down")


@way("WalkPage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await ui.press("f3", "1", "enter", "down", "down", "down", "asterisk", "1")


@way("CashPage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await ui.press("f4", "down")


@way("GridPage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await ui.press("f4", "enter", "1", "7")


@way("NotesPage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await ui.press("f6")


@way("EntryForm")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await ui.press("plus", "1", "2", "space", "0", *"half ty")


@way("HandoverPage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await ui.press("f7", "enter", "1", "5", "9")


@way("ItemsPage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await _command(ui, "items")
    await ui.press("plus", "2", *"fridge")


@way("MessagesPage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await _command(ui, "messages")
    await ui.press("plus", *"to the next")


@way("PeoplePage")
async def _(ui: Ui) -> None:
    await ui.sign_in(MANAGER)
    await _command(ui, "people")
    await ui.press("0", *"82")


@way("HallPage")
async def _(ui: Ui) -> None:
    await ui.sign_in(MANAGER)
    await _command(ui, "hall")
    await ui.press("enter", *"new na")


@way("SearchPage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await _command(ui, "search")
    await ui.press(*"ref")


@way("FiguresPage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await _command(ui, "figures")
    await ui.press("enter", "4", "2")


@way("SealCodesPage")
async def _(ui: Ui) -> None:
    await ui.sign_in(MANAGER)
    await _command(ui, "seal_codes")


@way("AwayPage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await _command(ui, "away")


@way("OpenShiftPage")
async def _(ui: Ui) -> None:
    await ui.sign_in()
    await ui.press("enter")


@way("LockPage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await ui.press("ctrl+k", "5", "9")


@way("HelpPage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await ui.press("f1", "pagedown")


@way("NoticesPage")
async def _(ui: Ui) -> None:
    ui.session.notices = (Notice("cut", Text("中断", "cut off"), Text("", "")),)
    await ui.app.push_screen(NoticesPage())


@way("ReadingPage", _with_additions)
async def _(ui: Ui) -> None:
    if ui.page == "NoticesPage":
        await ui.press("enter")
    assert isinstance(await people.sign_in(ui.session, "p1", PINS[MANAGER]), people.Signed)
    done(await manuals.activate_waiting(ui.session))
    people.sign_out(ui.session)
    await ui.settle()
    await ui.sign_in()


@way("PinSlipsPage")
async def _(ui: Ui) -> None:
    await ui.sign_in(MANAGER)
    await ui.app.push_screen(PinSlipsPage(()))


@way("WizardPage", _new)
async def _(ui: Ui) -> None:
    await ui.press("1", "n", "o")


@way("UnusablePage", _unusable)
async def _(ui: Ui) -> None:
    await ui.settle()


@way("EmergencyPage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await ui.press("f9", "5")


@way("CardNotePage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await ui.press("f9", "1", "plus", "0", *"half")


@way("RegisterPage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await opened(ui)
    await ui.press("1", *"1380")


@way("CasesPage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await _command(ui, "cases")


@way("CasePage")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await worked(ui, "WATER")
    await to_form(ui)
    await ui.press("1", "4", "2")


@way("CashHistoryPage")
async def _(ui: Ui) -> None:
    await ui.sign_in(MANAGER)
    await _command(ui, "differences")


@way("AuditsPage")
async def _(ui: Ui) -> None:
    await ui.sign_in(MANAGER)
    await _command(ui, "audits")


@way("Menu")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await ui.press("slash", "t", "o")


@way("Choose")
async def _(ui: Ui) -> None:
    ui.app.run_worker(recover(ui.app))


async def _recovery(ui: Ui) -> None:
    ui.app.run_worker(recover(ui.app))
    await ui.settle()
    await ui.press("1")


@way("TextDialog")
async def _(ui: Ui) -> None:
    await _recovery(ui)
    await ui.press(*"12345")


@way("ChangePin")
async def _(ui: Ui) -> None:
    await ui.sign_in()
    await _command(ui, "change_pin")
    await ui.press("1", "2")


@way("PersonDialog")
async def _(ui: Ui) -> None:
    await ui.sign_in(MANAGER)
    await _command(ui, "reset_pin")


@way("PinDialog")
async def _(ui: Ui) -> None:
    await _recovery(ui)
    await ui.press(*"12345", "enter", "7", "3")


@way("Confirm")
async def _(ui: Ui) -> None:
    await ui.sign_in(MANAGER)
    await _command(ui, "reset_pin")
    await ui.press("3")


@way("ActivateDialog", _with_additions)
async def _(ui: Ui) -> None:
    if ui.page == "NoticesPage":
        await ui.press("enter")
    await ui.sign_in(MANAGER)
    await _command(ui, "manual")


@way("LeaveDialog")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await ui.press("ctrl+q")


@way("PaperDialog")
async def _(ui: Ui) -> None:
    await _shift(ui)
    await _command(ui, "print")
