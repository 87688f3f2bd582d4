"""Hours, names, people, 工号 and manual change: the shifts before still show as they were (issue 3)."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime
from pathlib import Path
from threading import Event

import pytest

from dutyterm.__main__ import main
from dutyterm.desk import find, lists, log, manuals, people, roster, sealing, shifts
from dutyterm.desk.session import Session
from dutyterm.hall.profile_form import changed
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.reading import read_bytes
from dutyterm.model.people import Role
from dutyterm.model.refusal import Refusal
from dutyterm.shift import entries, life
from dutyterm.shift.day.rows import timetable
from dutyterm.shift.families import KINDS, fold_all
from dutyterm.shift.lists.place import run_view
from dutyterm.shift.lists.view import RunView
from dutyterm.shift.shift import Scene, Shift
from tests.desk.kit import DUTY, MANAGER, PINS, RUN, START, Hall, answer, done, finish, open_doors, walk
from tests.desk.test_manual_changes import upgrade

LEAVER = "p3"
"""The second duty manager, who signs in the first shift and then leaves."""


async def first_shift(hall: Hall) -> str:
    """A shift on Friday with the old names, hours and texts; its seal code."""
    session = await hall.shift()
    done(await answer(session, "OPN-07", 91))
    await walk(hall, session)
    await open_doors(session)
    category = session.manual.log.categories[0].id
    done(await log.write(session, entries.Draft(category, "雨伞架倒了")))
    await people.sign_in(session, LEAVER, PINS[LEAVER])
    done(await log.write(session, entries.Draft(category, "雨伞架扶好了")))
    await people.sign_in(session, DUTY, PINS[DUTY])
    hall.clock.wait(hours=5)
    sealed = await sealing.seal(session, PINS[DUTY])
    assert isinstance(sealed, sealing.Sealed), sealed
    return sealed.code


async def everything_changes(hall: Hall, session: Session) -> None:
    """Opening hours of every weekday, the hall's name, somebody's name, a leaver, and who has his 工号."""
    await people.sign_in(session, MANAGER, PINS[MANAGER])
    for key, typed in (("name", "城南新厅"), *((f"day:{n}", "1000 2000") for n in range(7))):
        profile = session.hall.profile
        assert profile is not None
        wish = changed(profile, key, typed)
        assert not isinstance(wish, Refusal)
        done(await roster.set_profile(session, wish))
    left = session.hall.people[LEAVER]
    done(await roster.change(session, DUTY, name="王大敏"))
    done(await roster.leave(session, LEAVER))
    done(await roster.add(session, left.number, "新来的", Role.DUTY_MANAGER))
    await people.sign_in(session, DUTY, PINS[DUTY])


def said(root: Path, capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    """What a subcommand prints of the first day."""
    capsys.readouterr()
    assert main([*argv, "--lang", "zh", "--data", str(root)]) == 0
    return capsys.readouterr().out


async def printed(root: Path, capsys: pytest.CaptureFixture[str], folder: Path) -> tuple[str, str]:
    """Slip and day report of the first day, without the moment at which they were made."""
    out = ("--read-only", "--out", str(folder), "--show")
    papers = (("slip", "2026-11-20-a"), ("day", "2026-11-20"))
    # a subcommand has a loop of its own
    slip, report = [await asyncio.to_thread(said, root, capsys, "paper", *paper, *out) for paper in papers]
    return MADE.sub("", slip), MADE.sub("", report)


MADE = re.compile(r"(打印|printed) \d{4}-\d\d-\d\d \d\d:\d\d")


def folded(hall: Hall, file: Path) -> Shift:
    documents = read_bytes(RealDisk().read(file)).documents
    return fold_all(KINDS.read(id, document) for id, document in documents.items())


FIRST_DAY = ("log", "--until", "2026-11-20")


async def test_an_old_shift_is_told_word_for_word_as_before_after_everything_has_changed(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code = await first_shift(hall)
    await hall.close()
    before = said(hall.root, capsys, *FIRST_DAY)
    found = said(hall.root, capsys, "search", "雨伞")
    table, later = tmp_path / "before.csv", tmp_path / "after.csv"
    said(hall.root, capsys, "export", "csv", str(table))
    slip, report = await printed(hall.root, capsys, tmp_path)
    assert "城北标准厅(演示)" in slip
    assert "08:30" in report
    (file,) = hall.shift_files()
    raw = file.read_bytes()
    upgrade(hall, monkeypatch)
    hall.clock.at = START.replace(day=21)
    session = await hall.start()
    await everything_changes(hall, session)
    await people.sign_in(session, MANAGER, PINS[MANAGER])
    done(await manuals.activate_waiting(session))
    await people.sign_in(session, DUTY, PINS[DUTY])
    answer_ = await find.find(session, find.Asked("雨伞"), Event())
    assert [line.who for line in answer_.lines] == ["赵琪", "王敏"], "a leaver and a former name"
    said_of = await find.find(session, find.Asked("OPN-28"), Event())
    assert any("仪容仪表" in line.whole.zh for line in said_of.lines)
    assert not any("工牌" in line.whole.zh for line in said_of.lines), "the words of the manual of that day"
    done(await shifts.open_shift(session, seal_code=code))
    await hall.close()
    assert said(hall.root, capsys, *FIRST_DAY) == before
    assert said(hall.root, capsys, "search", "雨伞") == found
    said(hall.root, capsys, "export", "csv", str(later), "--until", "2026-11-20")
    assert later.read_bytes() == table.read_bytes(), "with the staff numbers of that day"
    again, same_report = await printed(hall.root, capsys, tmp_path)
    assert same_report == report
    now = [line for line in again.splitlines() if line not in slip.splitlines()]
    taken = ("交班人  王敏 8012  ", "接班人    王大敏", "接班人  王大敏", "11-21 A", "*** 副本")
    assert [line for line in now if not any(word in line for word in taken)] == []
    assert file.read_bytes() == raw
    assert "王大敏" in said(hall.root, capsys, "log", "--since", "2026-11-21")
    said(hall.root, capsys, "verify")
    hall.assert_sound()


async def test_an_old_shift_keeps_its_hours_its_hall_and_its_roster(hall: Hall) -> None:
    code = await first_shift(hall)
    session = hall.open[0]
    await everything_changes(hall, session)
    hall.clock.at = START.replace(day=21, hour=9)
    done(await shifts.open_shift(session, seal_code=code))
    await hall.close()
    old, new = (folded(hall, file) for file in hall.shift_files())
    then, now = life.of(old).opened, life.of(new).opened
    assert then is not None
    assert now is not None
    assert (then.premises.name, now.premises.name) == ("城北标准厅(演示)", "城南新厅")
    assert (clock(then.opens), clock(then.closes)) == ("08:30", "18:00")
    assert (clock(now.opens), clock(now.closes)) == ("10:00", "20:00")
    numbers = {p.number: p.name for p in then.premises.roster}
    number = next(p.number for p in then.premises.roster if p.id == LEAVER)
    assert numbers[number] == "赵琪"
    assert {p.number: p.name for p in now.premises.roster}[number] == "新来的"
    manual = session.manual_version(then.manual_hash)
    assert manual is not None
    due = {e.id: clock(e.due) for e in timetable(Scene(old, manual, hall.clock.now()))}
    assert (due["WF-01/1"], due["WF-18/1"]) == ("07:50", "18:00"), "due times are those of its own hours"


def clock(at: datetime | None) -> str:
    return "" if at is None else at.strftime("%H:%M")


async def test_a_manual_upgraded_in_the_middle_of_a_run_leaves_that_run_as_it_began(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """L16: after the upgrade and another shift the run is shown with the texts that it was walked with."""
    session = await hall.shift()
    old = session.manual.hash
    done(await answer(session, "OPN-07", 91))
    await hall.close()
    upgrade(hall, monkeypatch)
    session = await hall.start(MANAGER)
    done(await manuals.activate_waiting(session))
    await people.sign_in(session, DUTY, PINS[DUTY])
    await finish(hall, session, "OPN-28")
    sealed = await sealing.seal(session, PINS[DUTY])
    assert isinstance(sealed, sealing.Sealed)
    done(await shifts.open_shift(session, seal_code=sealed.code))
    done(await lists.start(session, "opening"))
    assert session.manual.hash != old
    await hall.close()
    first, second = (folded(hall, file) for file in hall.shift_files())
    opened = life.of(first).opened
    assert opened is not None
    assert opened.manual_hash == old
    titles = []
    for shift in (first, second):
        made_with = life.of(shift).opened
        assert made_with is not None
        manual = session.manual_version(made_with.manual_hash)
        assert manual is not None
        view = run_view(Scene(shift, manual, hall.clock.now()), RUN)
        assert isinstance(view, RunView)
        line = view.line("OPN-28")
        assert line is not None
        titles.append(line.line.title.zh)
    assert titles == ["仪容仪表", "仪容仪表与工牌"]
    hall.assert_sound()
