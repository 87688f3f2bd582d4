"""The whole day on a real journal: rounds, figures, closing, sealing; the next day predicts from it (N27)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dutyterm.desk import day, lists, metrics, people, sealing
from dutyterm.desk.session import Session
from dutyterm.journal.disk import RealDisk
from dutyterm.model.moment import moment_text
from dutyterm.review.past import past_of
from dutyterm.review.shelf import newest
from dutyterm.shift import life
from dutyterm.shift.day.rows import Stand
from dutyterm.shift.lists import rules
from dutyterm.shift.lists.bulk import rounds
from dutyterm.shift.lists.state import Slot, of
from dutyterm.shift.metrics.rules import Wish
from tests.desk.kit import CLERK, DUTY, PINS, Hall, done, open_doors, refused, walk, whole_shift


async def put(session: Session, run: str, item: str, field: str, value: Any, part: str = "") -> None:
    wish = rules.Answer(run, Slot(item, part, field), value, confirmed=True)
    done(await lists.answer(session, wish))


@pytest.fixture
async def opened(hall: Hall) -> Session:
    """A shift with its doors open."""
    session = await hall.shift()
    await walk(hall, session)
    await open_doors(session)
    return session


async def test_a_patrol_with_nothing_to_report_is_one_record(opened: Session) -> None:
    done(await lists.start(opened, "patrol"))
    told = done(await lists.bulk(opened, "patrol-1", 9_000))
    assert [record.kind for record in told.records] == ["run.bulk", "run.completed"]
    assert rounds(opened.scene(), "patrol").done == 1
    assert not rounds(opened.scene(), "patrol").compliant, "two a shift (W2)"
    assert refused(await lists.bulk(opened, "opening-1")) == "one_by_one"


async def test_who_may_not_walk_may_not_tick_in_bulk_or_record_figures(opened: Session) -> None:
    done(await lists.start(opened, "patrol"))
    await people.sign_in(opened, CLERK, PINS[CLERK])
    assert refused(await lists.bulk(opened, "patrol-1")) == "not_permitted"
    assert refused(await metrics.record(opened, Wish("visitors", 3))) == "not_permitted"


async def test_samples_of_a_patrol_become_figures(hall: Hall, opened: Session) -> None:
    done(await lists.start(opened, "patrol"))
    hall.clock.wait(minutes=90)
    now = opened.clock.now()
    for part, minutes in (("first", 6), ("second", 9), ("third", 12)):
        printed, called = now - timedelta(minutes=20), now - timedelta(minutes=20 - minutes)
        await put(opened, "patrol-1", "PAT-02", "printed", moment_text(printed), part)
        await put(opened, "patrol-1", "PAT-02", "called", moment_text(called), part)
    await put(opened, "patrol-1", "PAT-01", "waiting", 8)
    await put(opened, "patrol-1", "PAT-01", "open_tills", 4)
    await put(opened, "patrol-1", "PAT-03", "type", "single", "first")
    await put(opened, "patrol-1", "PAT-03", "single", 3, "first")
    (wait,) = metrics.waits(opened)
    assert (wait.waiting, wait.open_tills, wait.minutes) == (8, 4, 6)
    done(await metrics.take_samples(opened, "wait_avg"))
    row = next(r for r in metrics.sheet(opened) if r.metric.id == "wait_avg")
    assert row.recorded is not None
    assert (row.recorded.figure.value, row.recorded.figure.samples, row.standing) == (27, 3, "ok")
    done(await metrics.record(opened, Wish("visitors", None, unknown_reason="no_source")))


async def test_the_board_of_the_day_goes_on_after_a_restart(hall: Hall, opened: Session) -> None:
    done(await lists.start(opened, "patrol"))
    done(await lists.bulk(opened, "patrol-1"))
    before = day.today(opened)
    assert before.entries
    await hall.kill(opened)
    again = await hall.start()
    assert [(e.id, e.due) for e in day.today(again).entries] == [(e.id, e.due) for e in before.entries]
    assert of(again.shift).runs["patrol-1"].given == of(opened.shift).runs["patrol-1"].given
    hall.assert_sound()


@pytest.mark.parametrize(
    ("first", "second", "handed"),
    [
        (("07:50", "14:00"), ("13:40", "18:50"), "14:00"),  # both are there for twenty minutes (WF-14)
        (("07:50", "14:00"), ("14:00", "18:50"), "14:00"),
        (("07:50", "12:00"), ("13:40", "18:50"), "13:40"),  # nobody takes over before
        (("07:50", "19:00"), ("13:40", "18:50"), "13:40"),  # the first is there all day
    ],
)
async def test_shifts_hand_over_when_the_first_ends_while_both_are_there(
    opened: Session, first: tuple[str, str], second: tuple[str, str], handed: str
) -> None:
    profile = opened.hall.profile
    assert profile is not None
    early, late = (
        plan.model_copy(update={"start": start, "end": end})
        for plan, (start, end) in zip(profile.shifts, (first, second), strict=True)
    )
    opened.hall = replace(opened.hall, profile=profile.model_copy(update={"shifts": (early, late)}))
    found = day.handover(opened)
    assert found is not None
    assert found.strftime("%H:%M") == handed
    assert [c.id for c in day.today(opened).countdowns] == ["handover", "close"]
    row = next(e for e in day.today(opened).entries if e.row.id == "WF-14")
    assert (row.due, row.until) == (found - timedelta(minutes=20), found)


async def test_one_shift_a_day_hands_over_to_nobody(opened: Session) -> None:
    profile = opened.hall.profile
    assert profile is not None
    alone = profile.model_copy(update={"shifts": profile.shifts[:1]})
    opened.hall = replace(opened.hall, profile=alone)
    assert day.handover(opened) is None
    assert not any(e.row.id == "WF-14" for e in day.today(opened).entries)


async def test_closing_and_sealing_leave_nothing_behind_but_what_is_away(hall: Hall, opened: Session) -> None:
    done(await lists.start(opened, "closing"))
    hall.clock.at += timedelta(hours=10)
    await put(opened, "closing-1", "CLS-02", "left_at", moment_text(opened.clock.now()))
    await put(opened, "closing-1", "CLS-02", "remaining", 0)
    assert life.of(opened.shift).closed is not None
    assert isinstance(await sealing.seal(opened, PINS[DUTY]), sealing.Sealed)
    left = opened.past.previous
    assert left is not None
    carried: Any = left.carried
    assert {item["item"] for item in carried["open_items"]["items"] if item["sort"] == "away"} >= {"CLS-34"}
    hall.assert_sound()


async def test_the_next_mornings_predict_from_this_halls_own_past_and_learn_their_error(hall: Hall) -> None:
    session, _ = await hall.found()
    await people.sign_in(session, DUTY, PINS[DUTY])
    begun = hall.clock.at
    sealed = await whole_shift(hall, session)
    for n in range(1, 3):
        hall.clock.at = begun + timedelta(days=n)
        predicted = day.will_be_done(session, "opening")
        assert predicted is not None
        assert (predicted.runs, predicted.few) == (n, True)
        assert predicted.left_ms is not None
        assert predicted.left_ms > 0
        sealed = await whole_shift(hall, session, sealed.code)
    found = newest(RealDisk(), session.layout.shifts)
    assert [shelved.summary["v"] for shelved in found] == [2, 2, 2]
    runs = [shelved.summary["figures"]["lists"]["opening-1"] for shelved in found]
    assert "predicted" not in runs[-1], "the first day had no past"
    assert [run["predicted"]["runs"] for run in runs[:2]] == [2, 1]
    assert all(ms >= 0 for run in runs for ms in run["ms"].values())
    errors = tuple(run["predicted"]["actual_ms"] - run["predicted"]["predicted_ms"] for run in runs[:2])
    assert past_of(found).walks["opening"].errors == errors, "newest first"
    assert past_of(found) == session.past
    hall.assert_sound()


async def test_a_late_round_stands_as_late_on_the_board(hall: Hall, opened: Session) -> None:
    begun = life.of(opened.shift).opened
    assert begun is not None
    assert begun.opens is not None
    hall.clock.at = begun.opens + timedelta(minutes=42)
    first = next(e for e in day.today(opened).entries if e.row.list == "patrol")
    assert (first.stand, first.late) == (Stand.LATE, 12)
    reminded = day.today(opened).reminder
    assert reminded is not None
    assert reminded.entry == first
    done(await lists.start(opened, "patrol"))
    assert day.today(opened).reminder is None or day.today(opened).reminder != reminded
