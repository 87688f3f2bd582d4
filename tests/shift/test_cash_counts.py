"""The blind count (N2): each alone, both revealed, a third for what differs, locked for ever."""

from __future__ import annotations

from typing import Any

import pytest

from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import counts, results, tills
from dutyterm.shift.cash.sheet import differing
from dutyterm.shift.cash.sheet import made as made_sheet
from dutyterm.shift.cash.state import counting, of
from tests.shift.cash_world import CLERK, GUARD, MANAGER, OTHER, SECOND, CashWorld, sheet_of


def ready() -> CashWorld:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    return world


SAME = {"y100": 5, "y10": 7, "j5": 3}


def test_a_count_needs_two_people_who_enter_the_same() -> None:
    world = ready()
    assert counting(world.span()) == "none"
    world.do(counts.count, "01", CLERK, world.typed(SAME))
    assert counting(world.span()) == "first"
    assert world.refused(counts.lock, "01", world.by(CLERK, MANAGER)) == "not_agreed"
    world.do(counts.count, "01", MANAGER, world.typed(SAME))
    assert counting(world.span()) == "agreed"
    world.do(counts.lock, "01", world.by(CLERK, MANAGER))
    assert counting(world.span()) == "locked"


def test_the_third_count_asks_only_for_the_rows_that_differ() -> None:
    world = ready()
    world.do(counts.count, "01", CLERK, world.typed(SAME))
    world.do(counts.count, "01", MANAGER, world.typed({**SAME, "y10": 8}, other="10*1"))
    span = world.span()
    assert counting(span) == "differ"
    assert differing(span.turns[0].sheet, span.turns[1].sheet) == ("y10", "other")
    assert world.refused(counts.count, "01", CLERK, {"y10": "8"}) == "empty"
    assert world.refused(counts.count, "01", OTHER, {"y10": "8", "other": "0"}) == "both_together"
    world.do(counts.count, "01", CLERK, {"y10": "8", "other": "0", "y100": "999"})
    world.do(counts.lock, "01", world.by(CLERK, MANAGER))
    locked = world.span().locked
    assert locked is not None
    assert locked.sheet.pieces["y10"] == 8
    assert locked.sheet.pieces["y100"] == 5
    assert locked.sheet.other == ()
    # both versions are kept
    assert [turn.sheet.pieces["y10"] for turn in world.span().turns] == [7, 8, 8]


def test_a_locked_count_is_never_edited() -> None:
    world = ready()
    world.count("01", SAME)
    for who in (CLERK, MANAGER, SECOND):
        assert world.refused(counts.count, "01", who, world.typed(SAME)) == "locked"
    assert world.refused(counts.lock, "01", world.by(CLERK, MANAGER)) == "locked"
    assert world.refused(counts.count_anew, "01", "点错了") == "locked"


@pytest.mark.parametrize("signed_in", ["p1", "p3", None])
def test_the_second_counter_is_somebody_else_also_after_the_user_was_switched(signed_in: str | None) -> None:
    world = ready()
    world.do(counts.count, "01", CLERK, world.typed(SAME))
    world.who = next((p for p in world.hall.roster if p.id == signed_in), None)
    assert world.refused(counts.count, "01", CLERK, world.typed(SAME)) == "same_person"
    world.do(counts.count, "01", MANAGER, world.typed(SAME))
    assert world.refused(counts.lock, "01", world.by(CLERK, CLERK)) == "same_person"
    assert world.refused(counts.lock, "01", world.by(CLERK, SECOND)) == "counters_sign"


def test_nobody_counts_a_till_that_still_takes_money() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    assert world.refused(counts.count, "01", CLERK, world.typed(SAME)) == "still_open"
    assert world.refused(counts.count, "02", CLERK, world.typed(SAME)) == "not_issued"


def test_who_does_not_handle_cash_does_not_count_it() -> None:
    world = ready()
    assert world.refused(counts.count, "01", GUARD, world.typed(SAME)) == "never_cash"
    assert world.refused(counts.count, "01", "p99", world.typed(SAME)) == "not_on_roster"


def test_zero_must_be_typed_in_every_row() -> None:
    world = ready()
    typed = world.typed(SAME)
    for row in typed:
        assert world.refused(counts.count, "01", CLERK, {**typed, row: ""}) == "empty"


BAD_PIECES = ["-1", "NaN", "inf", "1" + "0" * 400, "True", "12.505", "1e3", "abc", "", "1000000", "٣٤x"]


@pytest.mark.parametrize("typed", BAD_PIECES)
@pytest.mark.parametrize("row", ["y100", "y1c", "j1", "other", "withdrawn"])
def test_what_is_no_count_is_refused_without_any_write(row: str, typed: str) -> None:
    world = ready()
    if row == "withdrawn" and typed == "1000000":
        typed = "12.505"
    code = world.refused(counts.count, "01", CLERK, world.typed(SAME, **{row: typed}))
    assert code in {"not_pieces", "empty", "too_many", "not_face_and_pieces", "not_an_amount", "too_fine",
                    "too_large", "signed"}  # fmt: skip


def test_withdrawn_money_stands_beside_the_total() -> None:
    world = ready()
    typed = world.typed({"y100": 5}, withdrawn="12.20", other="10*3+50*2")
    world.do(counts.count, "01", CLERK, typed)
    sheet = world.span().turns[0].sheet
    assert (sheet.total, sheet.withdrawn) == (50_000 + 13_000, 1_220)


def test_straps_are_typed_as_their_pieces_and_piles_are_added() -> None:
    world = ready()
    world.do(counts.count, "01", CLERK, world.typed(y100="100+12", y50="１００"))
    assert world.span().turns[0].sheet.total == 112 * 10_000 + 100 * 5_000


def test_rare_coins_are_counted_where_the_hall_has_them() -> None:
    rare = CashWorld().hall.model_copy(update={"flags": {"rare_coins": True}})
    world = CashWorld(hall=rare)
    assert {"f5", "f2", "f1"} <= set(world.typed())
    assert "f5" not in CashWorld().typed()


def test_counts_put_aside_stay_in_the_journal_and_counting_begins_anew() -> None:
    world = ready()
    world.do(counts.count, "01", CLERK, world.typed(SAME))
    assert world.refused(counts.count_anew, "01", " ") == "empty"
    world.do(counts.count_anew, "01", "点错抽屉")
    assert counting(world.span()) == "none"
    world.do(counts.count, "01", MANAGER, world.typed(SAME))
    assert [r.kind for r in world.records].count("cash.counted") == 2


def test_there_is_one_recount_and_it_leaves_the_locked_count_as_it_was() -> None:
    world = ready()
    world.count("01", 50_500)
    typed = world.typed(sheet_of(world, 50_000).pieces)
    signed = world.by(MANAGER, CLERK)
    assert world.refused(counts.recount, "01", MANAGER, typed, signed) == "nothing_to_recount"
    world.report("01", 0)
    assert world.refused(counts.recount, "01", SECOND, typed, signed) == "counter_signs"
    world.do(counts.recount, "01", MANAGER, typed, signed)
    span = world.span()
    assert span.locked is not None
    assert span.locked.sheet.total == 50_500
    assert span.counted is not None
    assert span.counted.total == 50_000
    assert span.variance("cash") == 0
    assert world.refused(counts.recount, "01", SECOND, typed, world.by(MANAGER, SECOND)) == "recounted"


def test_the_state_folded_again_from_the_records_is_the_same() -> None:
    world = ready()
    world.count("01", 50_500)
    world.report("01", 0)
    world.do(counts.recount, "01", MANAGER, world.typed(SAME), world.by(MANAGER, CLERK))
    assert of(world.folded_again()) == world.cash


def test_the_approver_is_not_the_holder_of_the_till() -> None:
    world = CashWorld()
    world.reserve()
    world.do(tills.issue, "01", MANAGER, 50_000, sheet_of(world, 50_000), world.by(MANAGER, CLERK))
    world.stop()
    world.count("01", 50_000, MANAGER, CLERK)
    world.report("01", 0)
    assert world.refused(results.decide_even, "01", 1, world.by(MANAGER, CLERK)) == "manager_signs"
    world.do(results.decide_even, "01", 1, world.by(MANAGER, SECOND))


@pytest.mark.parametrize("pieces", [True, 1.0, -1, float("nan"), float("inf"), "3", None])
def test_pieces_that_are_no_whole_number_make_no_sheet(pieces: Any) -> None:
    """Figures of a program, not of a field: `True` is an int in Python and no count of notes."""
    world = CashWorld()
    assert world.manual.cash is not None
    for sheet in (
        made_sheet(world.manual.cash, {"y100": pieces}),
        made_sheet(world.manual.cash, {}, ((1_000, pieces),)),
        made_sheet(world.manual.cash, {}, (), pieces),
    ):
        assert isinstance(sheet, Refusal)
        assert sheet.code == "not_pieces"
