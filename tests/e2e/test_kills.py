"""SIGKILL at any moment of a walk: what was confirmed is there, the walk goes on where it was (N20)."""

from __future__ import annotations

import asyncio
import os
import re
from pathlib import Path
from random import Random
from zlib import crc32

import pytest

from dutyterm.desk.drafts import Drafts
from dutyterm.desk.house import open_house
from dutyterm.hall.layout import Layout
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.verify import verify_paths
from dutyterm.options import Options
from dutyterm.review.carried import check_carry
from dutyterm.shift.lists import rules
from dutyterm.shift.lists.resume import LOOK_AGAIN
from dutyterm.shift.lists.view import Mark, RunView
from tests.e2e import walker
from tests.e2e.kit import REAL_TERMINAL, make_hall, morning, open_at, sign_in
from tests.e2e.terminal import Terminal

pytestmark = REAL_TERMINAL

LONG = os.environ.get("DUTYTERM_FAULTS") == "long"
KILLS = 10
"""In one hall: its list is long enough for them."""
HALLS = 100 if LONG else 5
SEED = os.environ.get("DUTYTERM_SEED", "20261120")


@pytest.mark.faults
@pytest.mark.parametrize("number", range(HALLS))
def test_a_killed_program_loses_nothing_that_it_had_shown(tmp_path: Path, number: int) -> None:
    random = Random(crc32(f"{SEED}-{number}".encode()))
    data = tmp_path / "hall"
    make_hall(data)
    moved, confirmed = morning(), walker.Confirmed()
    place, half_typed = "", ""
    for kill in range(KILLS):
        terminal = open_at(data, moved)
        try:
            at_the_list(terminal, confirmed)
            if place:
                assert walker.line(terminal) == place, terminal.text
            if half_typed:
                assert re.search(rf"\b{half_typed}_?\b", terminal.text), terminal.text
                terminal.press(*["Backspace"] * len(half_typed))
            walk_on(terminal, confirmed, random.randrange(1, 5))
            place, half_typed = "", ""
            if kill % 3 == 2:
                place, half_typed = leave_half_typed(terminal, data)
            else:
                in_full_swing(terminal, random)
        finally:
            terminal.kill()
        confirmed.look(terminal)
        hold_against(data, confirmed)


def at_the_list(terminal: Terminal, confirmed: walker.Confirmed) -> None:
    """Starts, hears what is on disk, signs in, and looks again at the last two lines."""
    known = re.compile(r"已写盘到第 (\d+) 条")
    terminal.wait("王敏").wait(known).settle()
    told = known.search(terminal.text)
    assert told is not None, terminal.text
    assert int(told[1]) >= confirmed.record
    sign_in(terminal)
    terminal.wait(re.compile(r"OPN-\d\d")).settle()
    if not walker.line(terminal):
        terminal.press("F3")
        terminal.wait(walker.line)
    for _ in range(20 + LOOK_AGAIN):  # the first ones may come before the page is there
        if walker.AGAIN.search(terminal.text):
            # of what was typed blindly a new value may stand half-typed over the one that is looked at again
            terminal.press("Backspace" if walker.HALF_TYPED in terminal.text else "Space")
    assert not walker.AGAIN.search(terminal.text), terminal.text
    confirmed.look(terminal)


def walk_on(terminal: Terminal, confirmed: walker.Confirmed, answers: int) -> None:
    """Answers so many fields, looking at the screen as a person does."""
    for _ in range(answers):
        terminal.press(*walker.keys(terminal))
        confirmed.look(terminal)


_TYPED = re.compile("数字 键入|digits type")
_ANSWERED = re.compile("已答|Answered")


def leave_half_typed(terminal: Terminal, data: Path) -> tuple[str, str]:
    """Types a number, no Enter, and waits until it is kept; the line and what was typed."""
    for _ in range(40):
        free = not _ANSWERED.search(terminal.text) and not kept(data, walker.line(terminal))
        if _TYPED.search(terminal.lines[-2]) and free:
            terminal.press("4", "7")
            terminal.wait(lambda t: "47" in kept(data, walker.line(t)))
            return walker.line(terminal), "47"
        terminal.press("Tab")
    return "", ""


def kept(data: Path, place: str) -> set[str]:
    """What is half-typed in a line, as it stands on disk; within a second, which `DELAY_S` promises."""
    drafts = Drafts(Layout(data).drafts)
    return {drafts.get(key) for key in drafts.begun_with("") if f"/{place}/" in key}


def in_full_swing(terminal: Terminal, random: Random) -> None:
    """Keys as fast as they come, and no look at what they do."""
    for _ in range(random.randrange(1, 4)):
        for key in walker.keys(terminal):
            terminal.press_blindly(key)
        terminal.linger(random.random() * 0.08)


def hold_against(data: Path, confirmed: walker.Confirmed) -> None:
    """The files are sound and hold everything that was ever shown as done."""
    report = verify_paths([data])
    assert report.sound, [(f.file, f.text.en) for f in report.findings]
    assert check_carry(data.rglob("*-a.*.duty"), RealDisk()) == ()
    record, marks = asyncio.run(_state(data))
    assert record >= confirmed.record
    missing = {item for item in confirmed.ticks if marks[item] is not Mark.DONE}
    assert not missing


async def _state(data: Path) -> tuple[int, dict[str, Mark]]:
    session = (await open_house(Options(data=data, read_only=True))).session
    assert session is not None
    try:
        view = rules.run_view(session.scene(), "opening-1")
        assert isinstance(view, RunView)
        return session.records[-1].id, {v.line.id: v.mark for v in view.lines}
    finally:
        await session.close()
