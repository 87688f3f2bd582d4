"""What the wizard does at its end: makes the hall, or makes and opens the demo hall."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal

if TYPE_CHECKING:
    from dutyterm.desk.setup import NewHall
    from dutyterm.hall.setup import Setup
    from dutyterm.tui.app import DutyApp

DEMO_SHIFTS: Final = 6
"""Past shifts of a demo hall that is made from the wizard."""


async def founded(app: DutyApp, setup: Setup) -> NewHall | Text:
    """The new hall with what is shown once, or why there is none."""
    from dutyterm.desk.outcome import NotSaved
    from dutyterm.desk.setup import found_hall

    made = await found_hall(app.house, setup.founding())
    if isinstance(made, Refusal | NotSaved):
        return made.text
    return made


def demo_place(data: Path) -> Path:
    """Beside the data directory, never in it: what is made up never mixes with what is real."""
    return data.with_name(data.name + "-demo")


async def demo_opened(app: DutyApp) -> Text | None:
    """Makes the demo hall unless it is there already, and opens it; why not, when that fails."""
    from dutyterm.desk.demo import Demo, make_demo
    from dutyterm.desk.house import open_house

    place = demo_place(app.options.data)

    def progress(done: int, wanted: int) -> None:
        app.say(_PROGRESS.fill(n=done, all=wanted))

    if not (place / "hall").is_dir():
        made = await make_demo(place, DEMO_SHIFTS, progress=progress)
        if not isinstance(made, Demo):
            return made.text
    options = replace(app.options, data=place)
    house = await open_house(options)
    if house.state != "ready":
        return house.message or _NOT_OPENED
    if app.session is not None:
        await app.session.close()
    app.options, app.house = options, house
    app.follow_session()
    return None


_PROGRESS: Final = Text("正在编演示班次 {n}/{all}", "Making up demo shifts {n}/{all}")
_NOT_OPENED: Final = Text("演示厅打不开。", "The demo hall cannot be opened.")
