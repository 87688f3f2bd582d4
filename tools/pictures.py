"""Makes the pictures of the guide: `python tools/pictures.py` (needs rsvg-convert and Noto Sans Mono CJK).

Each picture is a short key script played to the real program on a simulated clock and demo data, so that a
picture is never older than the screen it shows.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from textual.pilot import Pilot

from dutyterm.desk import lists
from dutyterm.desk.demo import make_demo
from dutyterm.desk.demo_clock import SimulatedClock
from dutyterm.desk.demo_stories import Story
from dutyterm.desk.demo_walk import Crew, Walker
from dutyterm.desk.handover import reading
from dutyterm.desk.house import open_house
from dutyterm.desk.outcome import Done, NotSaved
from dutyterm.hall.demo import DEMO_PEOPLE
from dutyterm.i18n import Lang
from dutyterm.journal.disk import NoSyncDisk
from dutyterm.model.refusal import Refusal
from dutyterm.options import Options
from dutyterm.shift.handover.family import of as handed_over
from dutyterm.shift.lists.facts import RunStarted
from dutyterm.shift.lists.rules import Answer
from dutyterm.shift.lists.state import Slot
from dutyterm.tui.app import DutyApp
from dutyterm.tui.screens.away import AwayPage

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 11, 22, 7, 51, tzinfo=ZONE)
FONT_PX = 22
STRETCH = 12.2 / (FONT_PX / 2)
SMALL, LARGE = (80, 24), (120, 40)
PIN = DEMO_PEOPLE[1].pin

_SIGN = ("space", "space", "4", *DEMO_PEOPLE[3].pin, "enter")
"""The time of disarming, one's own signature, the partner's digit and PIN."""

_WALK = ("enter", "enter", "1", *_SIGN, "1", "space", "space", "space", "8", "enter", "1", "0", "enter")
"""From the board into the opening list, to the clock of the cameras."""


@dataclass(frozen=True)
class Picture:
    """One picture: what is pressed before it is taken.

    `CODE` stands for the seal code of the slip, `TAKE` for reading what was handed over and taking over.
    """

    name: str
    size: tuple[int, int]
    lang: Lang
    keys: tuple[str, ...]
    until: time | None = None
    """The doors were opened as on a normal day, and it is so late now; then `later` is pressed."""
    later: tuple[str, ...] = ()


def _signed_in() -> tuple[str, ...]:
    return ("2", *PIN, "enter")


def _opened(shift: str = "1") -> tuple[str, ...]:
    return (*_signed_in(), "enter", shift, "CODE", "enter", "TAKE")


def _walking() -> tuple[str, ...]:
    return (*_opened(), *_WALK, "2", "0", "enter", "9", "6", "enter", "1", "4", "enter")


_ROWS = 11
"""Rows of the count sheet."""


def _column(**pieces: str) -> tuple[str, ...]:
    """A whole column of the count grid: `r1` is its first row; what is not named is 0."""
    typed = (pieces.get(f"r{n}", "0") for n in range(1, _ROWS + 1))
    return tuple(key for number in typed for key in (*number, "enter"))


def _counting() -> tuple[str, ...]:
    """Reserve counted, a till issued and stopped; its holder counts."""
    clerk, second = DEMO_PEOPLE[3].pin, DEMO_PEOPLE[2].pin
    return (
        *(
            *_opened(),
            "f4",
            "home",
            "enter",
            *_column(r1="40"),
            "space",
            *PIN,
            "enter",
            "3",
            *second,
            "enter",
        ),
        *("down", "enter", "4", *"500", "enter", *_column(r4="50"), "space", *clerk, "enter", *PIN, "enter"),
        *("enter", "1", *clerk, "enter", *"342", "enter", *"23", "enter", "5", "0", "plus", "1", "2"),
    )


PICTURES = tuple(
    Picture(f"{name}-{lang}", size, lang, keys)
    for lang in ("zh", "en")
    for name, size, keys in (
        ("search", SMALL, (*_opened(), "slash", "8", "修", "enter")),
        ("handover", SMALL, ("3", *DEMO_PEOPLE[2].pin, "enter", "enter", "1", "CODE", "enter", "space")),
        ("items", SMALL, (*_opened(), "slash", *("未结" if lang == "zh" else "items"), "enter")),
        ("board", LARGE, _opened()),
        ("walk", SMALL, _walking()),
        ("cash-grid", SMALL, _counting()),
        ("emergency", SMALL, ("f9", "1")),
    )
)

DAY_PICTURES = tuple(
    Picture(f"{name}-{lang}", size, lang, _opened(shift), until, keys)
    for lang in ("zh", "en")
    for name, size, shift, until, keys in (
        ("board-day", LARGE, "1", time(10, 4), ("home",)),
        ("patrol", SMALL, "1", time(9, 2), ("enter", "enter", "1")),
        ("closing", SMALL, "2", time(17, 52), ("f3", "4", "enter")),
    )
)


async def _open_the_doors(app: DutyApp, clock: SimulatedClock, until: time) -> None:
    """Everything normal until then."""
    session = app.session
    assert session is not None
    app.last_key_ms = clock.mono_ms() + 86_400_000  # somebody is there all day
    pins = {f"p{n}": person.pin for n, person in enumerate(DEMO_PEOPLE, 1)}
    walker = Walker(session, clock, Random(7), Crew("p2", "p4", "p1", pins), Story())
    await walker.walk(await walker.start())
    await walker.open_doors()
    if until.hour == 10:  # the board in the middle of the day
        await _walk_rounds(app, clock, until)
    clock.until(datetime.combine(MORNING.date(), until, ZONE))
    app.last_key_ms = clock.mono_ms()
    app.redraw()


ROUNDS = (
    (time(9, 1), "patrol", (("PAT-01", "waiting", 9), ("PAT-01", "open_tills", 5))),
    (time(9, 33), "fire-round", ()),
    (time(9, 58), "patrol", (("PAT-01", "waiting", 22), ("PAT-01", "open_tills", 5))),
)
"""When a round was made, which, and what was counted on it."""


async def _walk_rounds(app: DutyApp, clock: SimulatedClock, until: time) -> None:
    """The rounds before that time, so that a day in its middle looks like one."""
    session = app.session
    assert session is not None
    for n, (at, list_id, counted) in enumerate(ROUNDS):
        if at >= until:
            break
        clock.until(datetime.combine(MORNING.date(), at, ZONE))
        started = await lists.start(session, list_id)
        assert isinstance(started, Done)
        run = next(r.fact.run for r in started.records if isinstance(r.fact, RunStarted))
        single = (("PAT-03", "type", "single"), ("PAT-03", "single", 3)) if n == 0 else ()
        for item, name, value in (*counted, *single):
            slot = Slot(item, "first" if item == "PAT-03" else "", name)
            assert isinstance(await lists.answer(session, Answer(run, slot, value, confirmed=True)), Done)
        assert isinstance(await lists.bulk(session, run, 9_000), Done)


async def _take(picture: Picture, data: Path, code: str) -> str:
    clock = SimulatedClock(MORNING)
    house = await open_house(Options(data, lang=picture.lang), clock=clock, disk=NoSyncDisk())
    app = DutyApp(Options(data, lang=picture.lang), house)
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause()
        await _press(app, pilot, clock, picture.keys, code)
        if picture.until is not None:
            await _open_the_doors(app, clock, picture.until)
            await _press(app, pilot, clock, picture.later, code)
        svg = app.export_screenshot(title="dutyterm")
    if house.session is not None:
        await house.session.close()
    return svg


async def _press(
    app: DutyApp, pilot: Pilot[int], clock: SimulatedClock, keys: tuple[str, ...], code: str
) -> None:
    for key in keys:
        if key == "TAKE":
            await _take_over(app, pilot, clock)
            continue
        for one in code if key == "CODE" else (key,):
            await _pressed(app, pilot, clock, one)


async def _take_over(app: DutyApp, pilot: Pilot[int], clock: SimulatedClock) -> None:
    """Everything is read, then taken over; nothing when nothing waits."""
    session = app.session
    if session is None or not handed_over(session.shift).waits:
        return
    while not reading(session).complete:
        await _pressed(app, pilot, clock, "space")
    for key in ("1", *PIN, "enter"):
        await _pressed(app, pilot, clock, key)


async def _pressed(app: DutyApp, pilot: Pilot[int], clock: SimulatedClock, key: str) -> None:
    clock.wait(1_500)
    await pilot.press(key)
    await _settled(app, pilot)
    if isinstance(app.screen, AwayPage):  # what was missed is told once, at sign-in
        await pilot.press("escape")
        await _settled(app, pilot)


async def _settled(app: DutyApp, pilot: Pilot[int]) -> None:
    """Everything asked is on disk and drawn."""
    session = app.session
    for _ in range(500):
        await pilot.pause()
        if (session is None or session.idle) and not getattr(app.screen, "running", False):
            break
        await asyncio.sleep(0.01)  # a search has a thread of its own
    await pilot.pause()


def _stretched(text: re.Match[str]) -> str:
    x = float(text[2]) / STRETCH
    return f'{text[1]} xml:space="preserve" transform="scale({STRETCH:.4f} 1)" x="{x:.2f}"'


def _png(svg: str, target: Path) -> None:
    # the drawing must not ask the network for a font: a monospaced one of this computer with CJK is right
    local = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    local = local.replace("Fira Code", "Noto Sans Mono CJK SC")
    # the drawing counts on letters 12.2 px wide; those of this font are half an em: stretch the texts alone
    local = local.replace("font-size: 20px", f"font-size: {FONT_PX}px")
    local = re.sub(r'(<text class="terminal[^"]*") x="([\d.]+)"', _stretched, local)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "picture.svg"
        source.write_text(local, encoding="utf-8")
        subprocess.run(["rsvg-convert", "-z", "0.8", "-o", str(target), str(source)], check=True)


def main() -> int:
    """Makes every picture, or those whose names begin with a word given."""
    if shutil.which("rsvg-convert") is None:
        sys.stderr.write("rsvg-convert is needed to draw the pictures\n")
        return 2
    wanted = tuple(sys.argv[1:])
    target = Path(__file__).resolve().parent.parent / "docs" / "pictures"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        demo = asyncio.run(make_demo(made, 14, 7, now=MORNING))
        if isinstance(demo, Refusal | NotSaved):
            sys.stderr.write(demo.text.en + "\n")
            return 1
        code = (demo.seal_code or "").replace("-", "")
        for picture in (*PICTURES, *DAY_PICTURES):
            if wanted and not picture.name.startswith(wanted):
                continue
            # the path stands on some pictures: always the same one
            data = Path(tempfile.gettempdir()) / "dutyterm-demo"
            shutil.copytree(made, data)
            try:
                _png(asyncio.run(_take(picture, data, code)), target / f"{picture.name}.png")
            finally:
                shutil.rmtree(data)
            sys.stdout.write(f"{picture.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
