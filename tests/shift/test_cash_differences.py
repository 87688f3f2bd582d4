"""Over and short (e.3, e.4, N3): per till and tender, never netted, with what the ladder asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dutyterm.shift import open_items
from dutyterm.shift.cash import bags, counts, results, safe, tills
from dutyterm.shift.cash.facts import TenderFigures, Told
from dutyterm.shift.cash.hints import hints, set_aside, waiting_top_ups
from dutyterm.shift.cash.state import CASH
from dutyterm.shift.cash.transfers import leave_open, send_top_up
from dutyterm.shift.past import PastDifference
from tests.shift.cash_world import (
    AUDITOR,
    BOSS,
    CLERK,
    CREW,
    MANAGER,
    SECOND,
    CashWorld,
    minutes,
    sheet_of,
)
from tests.shift.world import DAY, premises


def short_by(fen: int, *, recounted_by: str | None = SECOND, **past: Any) -> CashWorld:
    """A closed till with this difference (over above 0), counted again by somebody."""
    world = CashWorld()
    world.past = replace(world.past, **past)
    world.reserve()
    world.issue()
    world.stop()
    counted = 80_000 + fen
    world.count("01", counted)
    world.report("01", 30_000)
    if recounted_by is not None:
        typed = world.typed(sheet_of(world, counted).pieces)
        world.do(counts.recount, "01", recounted_by, typed, world.by(recounted_by, CLERK)
                 if recounted_by != CLERK else world.by(CLERK, MANAGER))  # fmt: skip
    return world


def decision(world: CashWorld, **changes: Any) -> results.Decision:
    """Everything that any step could ask for."""
    wish = results.Decision(
        cause="unknown",
        words="找遍无果",
        told=(
            Told(person=BOSS, medium="phone", at=world.now),
            Told(person=AUDITOR, medium="phone", at=world.now),
        ),
        footage_from=world.now,
        footage_to=minutes(world.now, 60),
        signed=world.by(CLERK, MANAGER),
    )
    return replace(wish, **changes)


def refused(world: CashWorld, **changes: Any) -> str:
    return world.refused(results.decide, "01", 1, CASH, decision(world, **changes))


def test_a_small_difference_takes_a_cause_and_the_duty_manager() -> None:
    world = short_by(-500, recounted_by=CLERK)
    assert refused(world, cause=None) == "cause_needed"
    assert refused(world, cause="weather") == "cause_needed"
    assert refused(world, signed=world.by(CLERK, SECOND)[:1]) == "two_needed"
    bare = decision(world, words="", told=(), footage_from=None, footage_to=None, cause="change")
    world.do(results.decide, "01", 1, CASH, bare)
    done = world.span().decided[CASH]
    assert (done.fen, done.rung, done.cause) == (-500, "small", "change")


def test_any_difference_is_recounted_first() -> None:
    assert refused(short_by(-500, recounted_by=None)) == "recount_first"


def test_a_middle_difference_is_recounted_by_somebody_else_and_explained() -> None:
    assert refused(short_by(-1_100, recounted_by=CLERK)) == "recount_by_other"
    world = short_by(-1_100)
    assert refused(world, words="") == "words_needed"
    world.do(results.decide, "01", 1, CASH, decision(world, told=(), footage_from=None, footage_to=None))


def test_a_holder_whose_recount_finds_more_is_recounted_by_somebody_else_after_all() -> None:
    world = short_by(-500, recounted_by=None)
    less = world.typed(sheet_of(world, 76_000).pieces)  # not 5.00, but 40.00 are missing
    world.do(counts.recount, "01", CLERK, less, world.by(CLERK, MANAGER))
    assert refused(world, cause="change") == "recount_by_other"
    again = world.by(CLERK, SECOND)
    assert world.refused(counts.recount, "01", CLERK, less, again) == "recounted"
    right = world.typed(sheet_of(world, 79_500).pieces)
    world.do(counts.recount, "01", SECOND, right, world.by(SECOND, CLERK))
    assert world.refused(counts.recount, "01", MANAGER, right, world.by(MANAGER, CLERK)) == "recounted"
    world.do(results.decide, "01", 1, CASH, decision(world, cause="change"))
    assert world.span().decided[CASH].fen == -500
    assert [r.kind for r in world.records].count("cash.recounted") == 2


def test_who_recounts_is_asked_once_and_the_one_recount_stays_when_it_agrees() -> None:
    world = short_by(-500, recounted_by=CLERK)
    typed = world.typed(sheet_of(world, 79_500).pieces)
    assert world.refused(counts.recount, "01", SECOND, typed, world.by(SECOND, CLERK)) == "recounted"


def test_a_large_difference_is_told_to_the_hall_manager_with_the_camera_time() -> None:
    world = short_by(5_100)
    assert refused(world, told=()) == "tell_first"
    assert refused(world, footage_to=None) == "footage_needed"
    assert refused(world, footage_from=minutes(world.now, 90)) == "wrong_time"
    told = (Told(person=BOSS, medium="phone", at=world.now),)
    world.do(results.decide, "01", 1, CASH, decision(world, told=told))
    assert world.span().decided[CASH].rung == "large"


def test_a_grave_difference_is_told_to_the_auditor_too_and_the_footage_has_a_deadline() -> None:
    world = short_by(-20_100)
    assert refused(world, told=(Told(person=BOSS, medium="phone", at=world.now),)) == "tell_first"
    found = results.what_is_asked(world.scene, "01", 1, CASH, "unknown")
    assert isinstance(found, tuple)
    fen, asks = found
    assert fen == -20_100
    assert asks.footage_until == DAY + timedelta(days=30)
    assert asks.footage_warn == DAY + timedelta(days=20)
    world.do(results.decide, "01", 1, CASH, decision(world))


def test_in_a_hall_without_an_auditor_the_one_who_was_told_is_written_down_by_name() -> None:
    world = short_by(-20_100)
    boss = Told(person=BOSS, medium="phone", at=world.now)
    outside = Told(role="auditor", name="市公司 13800138000", medium="phone", at=world.now)
    assert refused(world, told=(boss, outside)) == "on_roster"  # this hall has one
    without = CashWorld(hall=premises(roster=tuple(p for p in CREW if p.id != AUDITOR)))
    without.reserve()
    without.issue()
    without.stop()
    without.count("01", 59_900)
    without.report("01", 30_000)
    typed = without.typed(sheet_of(without, 59_900).pieces)
    without.do(counts.recount, "01", SECOND, typed, without.by(SECOND, CLERK))
    assert refused(without, told=(boss,)) == "tell_first"
    nameless = outside.model_copy(update={"name": " "})
    assert refused(without, told=(boss, nameless)) == "name_needed"
    assert refused(without, told=(boss, Told(name="钱稽", medium="phone", at=world.now))) == "tell_first"
    without.do(results.decide, "01", 1, CASH, decision(without, told=(boss, outside)))
    (_, told) = without.span().decided[CASH].told
    assert (told.person, told.role) == (None, "auditor")
    assert "13800138000" not in told.name  # masked like every typed word (N30)
    assert told.name.startswith("市公司")


def earlier(*rows: tuple[int, str, int, str]) -> tuple[PastDifference, ...]:
    return tuple(PastDifference(DAY - timedelta(days=n), p, "01", CASH, fen, c) for n, p, fen, c in rows)


@pytest.mark.parametrize(
    ("differences", "fen", "cause", "rules"),
    [
        ([(1, CLERK, -100, "change"), (29, CLERK, -50, "change")], -100, "change", ("short_person",)),
        ([(1, CLERK, -100, "change"), (30, CLERK, -50, "change")], -100, "change", ()),
        ([(1, CLERK, -100, "change"), (2, SECOND, -50, "change")], -100, "change", ()),
        ([(1, CLERK, -100, "change"), (2, CLERK, 50, "change")], -100, "change", ()),
        ([(1, SECOND, 100, "unknown"), (5, CLERK, 50, "unknown")], 100, "unknown", ("over_days",)),
        ([(1, SECOND, 100, "unknown"), (1, CLERK, 50, "unknown")], 100, "unknown", ()),
        ([(1, SECOND, 100, "change"), (5, CLERK, 50, "unknown")], 100, "unknown", ()),
        ([(1, SECOND, 100, "unknown"), (5, CLERK, 50, "unknown")], 100, "change", ()),
    ],
    ids=[
        "third short of a person",
        "outside 30 days",
        "of somebody else",
        "an over between",
        "third day of overs",
        "two on one day",
        "one explained",
        "this one explained",
    ],
)  # fmt: skip
def test_repetition_within_thirty_days_is_grave(
    differences: list[tuple[int, str, int, str]], fen: int, cause: str, rules: tuple[str, ...]
) -> None:
    world = short_by(fen, differences=earlier(*differences))
    found = results.what_is_asked(world.scene, "01", 1, CASH, cause)
    assert isinstance(found, tuple)
    asks = found[1]
    assert tuple(r.id for r in asks.repeats) == rules
    assert asks.rung.id == ("grave" if rules else "small")


def test_every_tender_has_its_own_result_and_nothing_is_netted() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.count("01", 79_000)
    pos = TenderFigures(tender="pos", expected=10_000, actual=11_000, papers=4)
    qr = TenderFigures(tender="qr", expected=5_000, actual=5_000)
    world.report("01", 30_000, 0, pos, qr)
    span = world.span()
    assert [span.variance(t) for t in span.tenders] == [-1_000, 1_000, 0]
    world.do(results.decide_even, "01", 1, world.by(CLERK, MANAGER))
    assert set(world.span().decided) == {"qr"}
    assert not world.span().is_decided
    assert world.refused(results.keep, "01", 1, {"y100": 5}, world.by(CLERK, MANAGER)) == "not_decided"
    wish = results.Decision(cause="wrong_entry", signed=world.by(CLERK, MANAGER))
    world.do(results.decide, "01", 1, "pos", wish)
    assert world.refused(results.decide, "01", 1, "pos", wish) == "decided"


def test_a_missing_proof_is_no_shortage() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.count("01", 80_000)
    slips = TenderFigures(tender="pos", expected=10_000, actual=10_000, papers=3, missing=1, note="批次 88")
    world.report("01", 30_000, 0, slips)
    assert world.span().variance("pos") == 0
    assert world.span().expected is not None
    assert world.span().expected.tenders[0].missing == 1  # type: ignore[union-attr]


BAD = [-1, pytest.param(10**400, id="overflow"), True, 10**15]


@pytest.mark.parametrize("fen", BAD)
def test_an_amount_that_is_none_is_refused_without_any_write(fen: int) -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    signed = world.by(CLERK, MANAGER)
    assert world.refused(tills.drop, "01", "D1", fen, signed) == "not_an_amount"
    assert world.refused(tills.top_up, "01", fen, signed) == "not_an_amount"
    assert world.refused(tills.move_reserve, fen, "bank", "P1", signed) == "not_an_amount"
    world.stop()
    world.count("01", 50_000)
    wish = results.Report("R1", world.now, fen, 0)
    assert world.refused(results.enter_expected, "01", 1, wish) == "not_an_amount"


def of_till(fen: int, **steps: int) -> Iterator[tuple[str, str | None]]:
    world = CashWorld()
    world.reserve()
    world.issue(fen=steps.get("opened", 50_000), added=50_000)
    book = steps.get("opened", 50_000)
    if "dropped" in steps:
        world.do(tills.drop, "01", "D1", steps["dropped"], world.by(CLERK, MANAGER))
        book -= steps["dropped"]
    if "topped" in steps:
        world.do(tills.top_up, "01", steps["topped"], world.by(CLERK, MANAGER))
        book += steps["topped"]
    world.stop()
    receipts = 500_000
    refunds = steps.get("refunds", 0)
    world.count("01", book + receipts - refunds + fen)
    world.report("01", receipts, refunds)
    assert world.manual.cash is not None
    for hint in hints(world.span(), world.manual.cash):
        assert hint.text.zh
        assert hint.text.en
        yield hint.code, hint.row


@pytest.mark.parametrize(
    ("fen", "steps", "found"),
    [
        (0, {}, set()),
        (-900, {}, {("swapped", None), ("pieces", "y1n"), ("pieces", "y1c")}),
        (2_700, {}, {("swapped", None)}),
        (-30_000, {}, {("pieces", "y100"), ("pieces", "y50")}),
        (-4_000, {}, {("pieces", "y20"), ("pieces", "y10"), ("pieces", "y5")}),
        (4_000, {}, {("pieces", "y20")}),  # no 10s and no 5s were counted, so none too many
        (-123_450, {"dropped": 123_450}, {("movement", None)}),
        (123_450, {"dropped": 123_450}, {("movement", None)}),
        (-123_450, {"topped": 123_450}, {("movement", None)}),
        (71_110, {"refunds": 71_110}, {("movement", None)}),
        (-1_300, {"opened": 48_700}, {("opening", None)}),
        (-70, {}, {("pieces", "j1")}),
    ],
)
def test_a_difference_is_explained_in_words(
    fen: int, steps: dict[str, int], found: set[tuple[str, str | None]]
) -> None:
    assert set(of_till(fen, **steps)) == found


def test_a_row_that_was_counted_as_0_is_among_those_to_count_again() -> None:
    """A pile that was overlooked: 0 is a count, nothing typed is none."""
    world = CashWorld()
    world.reserve()
    world.issue(fen=50_000, added=50_000)
    world.stop()
    world.count("01", 549_100)
    world.report("01", 500_000, 0)
    counted = world.span().counted
    assert counted is not None
    assert world.manual.cash is not None
    zeros = {id for id, pieces in counted.pieces.items() if not pieces}
    assert "y1c" in zeros
    assert "y1c" in {hint.row for hint in hints(world.span(), world.manual.cash)}


@pytest.mark.parametrize(
    ("fen", "unkeyed", "fits"),
    [
        (8_800, (8_800, 120), True),
        (-8_800, (8_800, 120), True),
        (8_920, (8_800, 120), True),
        (8_800, (), False),
        (8_700, (8_800, 120), False),
        (8_800, (-8_800,), False),
    ],
)
def test_a_difference_of_the_size_of_an_unkeyed_manual_entry_is_named(
    fen: int, unkeyed: tuple[int, ...], fits: bool
) -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.count("01", 80_000 + fen)
    world.report("01", 30_000)
    assert world.manual.cash is not None
    found = [hint for hint in hints(world.span(), world.manual.cash, unkeyed) if hint.code == "unkeyed"]
    assert bool(found) is fits
    if found:
        assert ("抽屉" in found[0].text.zh) is (fen > 0)


def test_a_top_up_that_nobody_confirmed_may_lie_in_the_drawer() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.do(send_top_up, "01", 7_300, world.by(SECOND))
    world.stop()
    world.do(leave_open, "01", "忙", world.by(MANAGER))
    world.count("01", 87_300)
    world.report("01", 30_000)
    assert world.manual.cash is not None
    amounts = waiting_top_ups(world.cash, world.span(), "01")
    found = hints(world.span(), world.manual.cash, (), amounts)
    assert "under_way" in [hint.code for hint in found]
    assert waiting_top_ups(world.cash, world.span(), "02") == ()


def waiting(world: CashWorld) -> list[str]:
    return [item.title.zh for item in open_items.of(world.shift).open()]


def test_a_large_difference_leaves_a_reminder_of_the_camera_before_it_is_overwritten() -> None:
    world = short_by(5_100)
    world.do(results.decide, "01", 1, CASH, decision(world))
    (item,) = open_items.of(world.shift).open()
    assert "2026-12-22 前会被覆盖" in item.title.zh
    assert item.due is not None
    assert item.due.date() == DAY + timedelta(days=20)


def test_missing_papers_and_receipts_are_open_items_until_they_are_there() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.do(tills.drop, "01", "D-1", 10_000, world.by(CLERK, MANAGER))
    bag = world.bag_all()
    world.do(bags.move, bag, "bank", world.by(MANAGER, CLERK), paper="J-1")
    assert waiting(world) == [f"款包 {bag} 的银行回单"]
    world.do(bags.credit, bag, "H-1", world.now.date(), 10_000)
    assert waiting(world) == []
    world.stop()
    world.count("01", 70_000)
    world.report("01", 30_000, 0, TenderFigures(tender="pos", expected=100, actual=100, missing=2))
    assert waiting(world) == ["补凭证: 台席 1 缺 2 张,不是短款"]


def test_a_suspected_note_that_was_taken_out_explains_a_short_of_its_face() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.do(safe.hold, "X-1", 10_000, world.by(CLERK, MANAGER), "01")
    world.do(safe.hold, "X-2", 5_000, world.by(CLERK, MANAGER), "01", "", "damaged")
    world.stop()
    world.count("01", 70_000)
    world.report("01", 30_000)
    assert world.manual.cash is not None
    held = set_aside(world.cash, world.span(), "01")
    assert [one.envelope for one in held] == ["X-1"]
    codes = [hint.code for hint in hints(world.span(), world.manual.cash, held=held)]
    assert codes[0] == "set_aside"
    assert set_aside(world.cash, world.span(), "02") == ()
    assert "set_aside" not in [hint.code for hint in hints(world.span(), world.manual.cash)]
