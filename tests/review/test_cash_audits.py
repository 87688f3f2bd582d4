"""Audited closures are found in the shift files, each with what its own records tell of it (e.3 step 14)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from dutyterm.journal.disk import NoSyncDisk
from dutyterm.review import cash_audits
from dutyterm.review.cash_audits import Audits, PastAudit
from dutyterm.shift.cash import counts, results, settling
from tests.review.kit import entry, shift
from tests.shift.cash_world import AUDITOR, CLERK, MANAGER, OTHER, CashWorld, sheet_of

FIRST, NEXT, THIRD = "2026-11-20", "2026-11-21", "2026-11-22"
JOURNALS = {
    "north.2026-11-22-a.d1": FIRST,
    "north.day-1.d1": NEXT,
    "north.day-2.d1": THIRD,
}
"""Journals of the worlds, and the days on which they are put on the shelf."""


def shelve(root: Path, world: CashWorld, day: str, people: Mapping[str, str] | None = None) -> Path:
    """Its records as a shift file of that day; a file numbers them from 1, a world from 0.

    `people`: whom those of the world stand for there.
    """
    text = json.dumps([(r.kind, r.raw["body"]) for r in world.records], ensure_ascii=False)
    text = re.sub(r"(north[^#\"]*)#(\d+)", lambda m: f"{m[1]}#{int(m[2]) + 1}", text)
    for journal, named in JOURNALS.items():
        text = text.replace(journal, f"demo.{named}-a.k3f9q2")
    text = re.sub(r'"(p\d)"', lambda m: f'"{(people or {}).get(m[1], m[1])}"', text)
    return shift(root, day, [(kind, body, "18:20") for kind, body in json.loads(text)])


def short_till(till: str = "01", holder: str = CLERK, world: CashWorld | None = None) -> CashWorld:
    """A till 5 yuan short, decided, its money bagged."""
    world = world or CashWorld()
    if world.cash.reserve is None:
        world.reserve()
    world.issue(till, holder)
    world.stop(till)
    world.count(till, 79_500, holder, MANAGER)
    world.report(till, 30_000)
    typed = world.typed(sheet_of(world, 79_500).pieces)
    world.do(counts.recount, till, holder, typed, world.by(holder, MANAGER))
    wish = results.Decision(cause="change", words="多找了 5 元", signed=world.by(holder, MANAGER))
    world.do(results.decide, till, 1, "cash", wish)
    world.keep(till)
    world.bag_all()
    return world


def audited(world: CashWorld, till: str = "01", finding: str = "agrees", words: str = "") -> None:
    world.do(settling.audit, till, 1, finding, words, world.by(AUDITOR))


def found(root: Path, files: int = cash_audits.FILES, most: int = cash_audits.MOST) -> Audits:
    now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    return cash_audits.audits(NoSyncDisk(), root / "shifts", now, files, most)


def only(root: Path) -> PastAudit:
    (one,) = found(root).audits
    return one


def test_the_audit_of_a_closure_of_the_day_before_tells_what_was_counted_and_who_signed(
    tmp_path: Path,
) -> None:
    world = short_till()
    shelve(tmp_path, world, FIRST)
    later = world.next_shift()
    audited(later, finding="finding", words="回单迟到一天")
    shelve(tmp_path, later, NEXT)
    one = only(tmp_path)
    assert (one.day, one.shift, one.till, one.number) == (date(2026, 11, 20), "A", "01", 1)
    assert (one.by, one.agrees, one.words) == (AUDITOR, False, "回单迟到一天")
    assert one.at == datetime(2026, 11, 21, 10, 20, tzinfo=UTC)
    assert one.closure is not None
    assert one.closure.person == CLERK
    figures = one.closure.closure
    assert figures is not None
    assert (figures.expected, figures.counted, figures.variance) == (80_000, 79_500, -500)
    assert one.closure.locked is not None
    assert (one.closure.locked.first, one.closure.locked.second) == (CLERK, MANAGER)


def test_a_closure_that_was_checked_on_its_own_day_is_found_in_its_own_file(tmp_path: Path) -> None:
    world = short_till()
    audited(world)
    shelve(tmp_path, world, FIRST)
    one = only(tmp_path)
    assert one.agrees
    assert one.closure is not None
    assert one.closure.closure is not None


def test_a_till_whose_report_came_a_day_later_is_told_as_it_was_finished_then(tmp_path: Path) -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.count("01", 80_000)
    world.do(settling.mark_pending, "01", 1, "W-1", "系统中断", world.by(CLERK, MANAGER))
    shelve(tmp_path, world, FIRST)
    later = world.next_shift()
    later.report("01", 30_000)
    later.settle()
    later.bag_all()
    shelve(tmp_path, later, NEXT)
    last = later.next_shift(2)
    audited(last)
    shelve(tmp_path, last, THIRD)
    one = only(tmp_path)
    assert one.day == date(2026, 11, 20)
    assert one.closure is not None
    assert one.closure.finished


def test_the_one_that_was_checked_last_comes_first_and_no_more_than_asked_for(tmp_path: Path) -> None:
    world = short_till()
    short_till("02", OTHER, world)
    shelve(tmp_path, world, FIRST)
    later = world.next_shift()
    audited(later, "01")
    shelve(tmp_path, later, NEXT)
    last = later.next_shift(2)
    audited(last, "02")
    shelve(tmp_path, last, THIRD)
    every = found(tmp_path)
    assert [(one.till, f"{one.at:%d}") for one in every.audits] == [("02", "22"), ("01", "21")]
    assert not every.more
    assert every.files == 3
    newest = found(tmp_path, most=1)
    assert [one.till for one in newest.audits] == ["02"]
    assert newest.more
    assert found(tmp_path, files=1).more


def test_without_the_file_of_its_shift_the_audit_itself_is_left(tmp_path: Path) -> None:
    world = short_till()
    path = shelve(tmp_path, world, FIRST)
    later = world.next_shift()
    audited(later)
    shelve(tmp_path, later, NEXT)
    path.unlink()
    one = only(tmp_path)
    assert one.closure is None
    assert one.till == "01"


def test_a_file_with_an_altered_audit_is_named_and_one_that_only_speaks_of_it_is_not(tmp_path: Path) -> None:
    world = short_till()
    audited(world)
    path = shelve(tmp_path, world, FIRST)
    shift(tmp_path, NEXT, [entry("cash.audited 是什么意思", "09:00", NEXT)])
    assert len(found(tmp_path).audits) == 1
    assert found(tmp_path).doubtful == ()
    path.write_bytes(path.read_bytes().replace(b'"finding":"agrees"', b'"finding":"finding"'))
    altered = found(tmp_path)
    assert altered.audits == ()
    assert altered.doubtful == (path.name,)


def test_a_record_of_a_newer_program_and_garbage_are_passed_over(tmp_path: Path) -> None:
    bodies: list[dict[str, object]] = [
        {"till": 1, "number": 1, "closure": "demo.2026-11-20-a.k3f9q2#1", "signed": [{"person": "p7"}]},
        {"till": "01", "number": True, "closure": "demo.2026-11-20-a.k3f9q2#1", "signed": [{"person": "p7"}]},
        {"till": "01", "number": 1, "closure": "nonsense", "signed": [{"person": "p7"}]},
        {"till": "01", "number": 1, "closure": "demo.2026-11-20-a.k3f9q2#1", "signed": []},
        {"till": "01", "number": 1, "closure": "demo.2026-11-20-a.k3f9q2#1"},
    ]
    shift(tmp_path, FIRST, [("cash.audited", body, "18:00") for body in bodies])
    assert found(tmp_path).audits == ()


def test_a_hall_without_shifts_has_none(tmp_path: Path) -> None:
    assert found(tmp_path).audits == ()
