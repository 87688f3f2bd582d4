"""Money under way (M6, M8): given by one, confirmed by the other, or left open by name and with a reason."""

from __future__ import annotations

import pytest

from dutyterm.shift import open_items
from dutyterm.shift.cash import counts, tills
from dutyterm.shift.cash.books import balanced, places
from dutyterm.shift.cash.family import blocks
from dutyterm.shift.cash.handing import handed
from dutyterm.shift.cash.prompts import prompts
from dutyterm.shift.cash.transfers import confirm, leave_open, send_back, send_drop, send_top_up
from dutyterm.shift.handover.brief import three_lines
from tests.shift.cash_world import BOSS, CLERK, GUARD, MANAGER, OTHER, SECOND, CashWorld


def in_use() -> CashWorld:
    """A till of the clerk with its float, the reserve counted."""
    world = CashWorld()
    world.reserve()
    world.issue()
    return world


def sent(world: CashWorld) -> str:
    """The one thing that is under way."""
    (ref,) = world.cash.transfers
    return ref


def waiting(world: CashWorld) -> list[str]:
    return [item.title.zh for item in open_items.of(world.shift).open()]


def test_a_drop_leaves_the_drawer_when_it_is_given_and_lies_in_the_safe_when_it_is_confirmed() -> None:
    world = in_use()
    world.do(send_drop, "01", "D-1", 10_000, world.by(CLERK))
    assert (places(world.cash)["till:01"], places(world.cash)["under way"]) == (40_000, 10_000)
    world.do(confirm, sent(world), 10_000, world.by(MANAGER))
    assert (places(world.cash)["under way"], places(world.cash)["packets"]) == (0, 10_000)
    assert list(world.cash.packets) == ["drop:D-1"]
    assert balanced(world.cash)


def test_a_top_up_is_in_the_till_only_when_its_holder_has_confirmed_it() -> None:
    world = in_use()
    world.do(send_top_up, "01", 5_000, world.by(SECOND))
    assert world.span().topups == ()
    assert world.cash.reserve == 245_000
    assert world.refused(confirm, sent(world), 5_000, world.by(MANAGER)) == "holder_confirms"
    world.do(confirm, sent(world), 5_000, world.by(CLERK))
    assert world.span().topups == (5_000,)
    assert balanced(world.cash)


def test_who_gave_it_cannot_take_it_whoever_is_signed_in() -> None:
    world = in_use()
    world.do(send_drop, "01", "D-1", 10_000, world.by(CLERK))
    for who in (None, *world.hall.roster):
        world.who = who
        assert world.refused(confirm, sent(world), 10_000, world.by(CLERK)) == "same_person"
        assert world.refused(send_back, sent(world), "少一张", world.by(CLERK)) == "same_person"
    assert world.refused(confirm, sent(world), 10_000, world.by(GUARD)) == "never_cash"
    assert world.refused(confirm, sent(world), 10_000, world.by("p99")) == "not_on_roster"
    assert world.refused(confirm, sent(world), 10_000, world.by(MANAGER, SECOND)) == "one_signs"
    assert world.refused(confirm, sent(world), 10_000, ()) == "one_signs"


def test_only_the_holder_gives_a_drop_and_never_a_top_up_to_herself() -> None:
    world = in_use()
    assert world.refused(send_drop, "01", "D-1", 100, world.by(OTHER)) == "holder_gives"
    assert world.refused(send_top_up, "01", 100, world.by(CLERK)) == "same_person"
    assert world.refused(send_top_up, "01", 300_001, world.by(SECOND)) == "reserve_short"
    assert world.refused(send_drop, "02", "D-1", 100, world.by(CLERK)) == "not_issued"
    world.do(send_drop, "01", "D-1", 100, world.by(CLERK))
    assert world.refused(send_drop, "01", "d-1", 100, world.by(CLERK)) == "number_used"


@pytest.mark.parametrize("fen", [-1, True, pytest.param(10**400, id="overflow"), 10**15])
def test_what_is_no_amount_is_refused_without_any_write(fen: int) -> None:
    world = in_use()
    assert world.refused(send_drop, "01", "D-1", fen, world.by(CLERK)) == "not_an_amount"
    assert world.refused(send_top_up, "01", fen, world.by(SECOND)) == "not_an_amount"
    world.do(send_drop, "01", "D-1", 100, world.by(CLERK))
    assert world.refused(confirm, sent(world), fen, world.by(MANAGER)) == "not_an_amount"


def test_another_sum_goes_back_while_the_drawer_is_open() -> None:
    world = in_use()
    world.do(send_drop, "01", "D-1", 10_000, world.by(CLERK))
    assert world.refused(confirm, sent(world), 9_900, world.by(MANAGER)) == "differs"
    assert world.refused(send_back, sent(world), "", world.by(MANAGER)) == "empty"
    world.do(send_back, sent(world), "少一张", world.by(MANAGER))
    assert not world.cash.transfers
    assert world.span().drops == ()
    assert places(world.cash)["till:01"] == 50_000
    assert world.refused(send_drop, "01", "D-1", 100, world.by(CLERK)) == "number_used"  # its number is spent


def test_counting_waits_until_everything_is_confirmed_and_names_what_is_not() -> None:
    world = in_use()
    world.do(send_drop, "01", "D-1", 10_000, world.by(CLERK))
    world.do(send_top_up, "01", 500, world.by(SECOND))
    world.stop()
    asked = counts.may_count(world.scene, "01", CLERK)
    assert asked is not None
    assert asked.code == "unconfirmed"
    assert "D-1" in asked.text.zh
    assert asked.data["transfers"] == tuple(world.cash.transfers)
    drop, top_up = world.cash.transfers
    world.do(confirm, drop, 10_000, world.by(MANAGER))
    assert world.refused(counts.count, "01", CLERK, world.typed()) == "unconfirmed"
    world.do(send_back, top_up, "不用了", world.by(CLERK))
    world.count("01", 40_000)
    assert world.cash.reserve == 250_000


def test_a_manager_lets_it_pass_by_name_with_a_reason_and_an_open_item() -> None:
    world = in_use()
    world.do(send_drop, "01", "D-1", 10_000, world.by(CLERK))
    world.stop()
    assert world.refused(leave_open, "01", "", world.by(MANAGER)) == "reason_needed"
    assert world.refused(leave_open, "01", "库管外出", world.by(OTHER)) == "manager_signs"
    assert world.refused(leave_open, "02", "库管外出", world.by(MANAGER)) == "nothing_waits"
    (record, *_) = world.do(leave_open, "01", "库管外出", world.by(MANAGER))
    assert record.raw["body"]["signed"][0]["person"] == MANAGER
    assert world.cash.transfers[sent(world)].left == "库管外出"
    assert waiting(world) == ["未确认的转移: 台席 1 缴款 D-1 100.00(李娟交出)"]
    world.count("01", 70_000)
    world.do(confirm, sent(world), 10_000, world.by(SECOND))
    assert waiting(world) == []


def test_who_gave_it_does_not_let_it_pass() -> None:
    world = in_use()
    world.do(send_top_up, "01", 500, world.by(MANAGER))
    world.stop()
    assert world.refused(leave_open, "01", "忙", world.by(MANAGER)) == "same_person"
    world.do(leave_open, "01", "忙", world.by(BOSS))


def test_after_the_count_a_drop_cannot_go_back_and_another_sum_takes_words() -> None:
    world = in_use()
    world.do(send_drop, "01", "D-1", 10_000, world.by(CLERK))
    world.stop()
    world.do(leave_open, "01", "忙", world.by(MANAGER))
    world.count("01", 70_000)
    assert world.refused(send_back, sent(world), "少一张", world.by(MANAGER)) == "counted_already"
    assert world.refused(confirm, sent(world), 9_900, world.by(MANAGER)) == "words_needed"
    world.do(confirm, sent(world), 9_900, world.by(MANAGER), "少一张一元")
    assert world.cash.packets["drop:D-1"].fen == 9_900
    assert world.cash.adjusted == -100  # its own difference, in no till's result
    assert balanced(world.cash)


def test_after_the_count_a_top_up_only_goes_back_to_the_reserve() -> None:
    world = in_use()
    world.do(send_top_up, "01", 500, world.by(SECOND))
    world.stop()
    world.do(leave_open, "01", "忙", world.by(MANAGER))
    world.count("01", 50_000)
    assert world.refused(confirm, sent(world), 500, world.by(CLERK)) == "send_back"
    world.do(send_back, sent(world), "已清点", world.by(CLERK))
    assert world.cash.reserve == 250_000
    assert balanced(world.cash)


def test_what_is_under_way_hinders_handing_over_and_is_handed_over_by_name() -> None:
    world = in_use()
    world.do(send_drop, "01", "D-1", 10_000, world.by(CLERK))
    for what in ("handover", "leave"):
        assert f"transfer:{sent(world)}" in [b.source for b in blocks(world.scene, what)]
    assert [p.code for p in prompts(world.scene)] == ["unconfirmed"]
    later = world.next_shift()
    (one,) = (t for t in handed(later.scene) if t.ref == sent(later))
    assert one.flagged
    assert one.carried
    assert "D-1" in one.title.zh
    assert any("D-1" in number.text.zh for number in three_lines(later.scene)[1].numbers)
    later.do(confirm, sent(later), 10_000, later.by(MANAGER))
    assert balanced(later.cash)
    assert not later.cash.transfers


def test_left_open_by_name_it_hinders_nobody_any_more() -> None:
    world = in_use()
    world.do(send_drop, "01", "D-1", 10_000, world.by(CLERK))
    world.do(leave_open, "01", "忙", world.by(MANAGER))
    assert not [b for b in blocks(world.scene, "handover") if b.source.startswith("transfer")]
    assert "忙" in next(t.title.zh for t in handed(world.scene) if t.ref == sent(world))


def test_what_a_forged_record_confirms_is_not_there() -> None:
    world = in_use()
    world.do(send_top_up, "01", 500, world.by(SECOND))
    world.stop()
    world.do(leave_open, "01", "忙", world.by(MANAGER))
    world.count("01", 50_000)
    before = places(world.cash)
    signed = [{"person": "p9", "at": "2026-11-22T08:00:00.000+08:00"}]
    for kind, body in (
        ("cash.transfer_confirmed", {"transfer": "none#1", "fen": 5, "signed": signed}),
        ("cash.transfer_confirmed", {"transfer": sent(world), "fen": 500, "signed": signed}),
        ("cash.transfer_returned", {"transfer": "none#1", "reason": "x", "signed": signed}),
        ("cash.transfers_left", {"till": "01", "transfers": ["none#1"], "reason": "x", "signed": signed}),
        ("cash.transfer_sent", {"sort": "drop", "till": "99", "fen": 5, "signed": signed}),
    ):
        world.forge(kind, body)
    assert places(world.cash) == before


def test_nothing_is_given_out_of_a_drawer_that_is_being_counted() -> None:
    world = in_use()
    world.stop()
    world.do(counts.count, "01", CLERK, world.typed())
    assert world.refused(send_drop, "01", "D-1", 100, world.by(CLERK)) == "counted_already"
    assert world.refused(send_top_up, "01", 100, world.by(SECOND)) == "counted_already"


def test_a_till_handed_to_another_clerk_takes_nothing_under_way_with_it() -> None:
    world = in_use()
    world.do(send_top_up, "01", 500, world.by(SECOND))
    world.do(tills.begin_closing, "01", purpose="handover", to=OTHER)
    assert world.refused(counts.count, "01", CLERK, world.typed()) == "unconfirmed"
    world.do(leave_open, "01", "忙", world.by(MANAGER))
    pieces = world.typed({"y100": 5})
    for person in (CLERK, OTHER):
        world.do(counts.count, "01", person, pieces)
    world.do(counts.lock, "01", world.by(CLERK, OTHER, MANAGER), MANAGER)
    # it was meant for the closure before: the new holder cannot have it
    assert world.refused(confirm, sent(world), 500, world.by(OTHER)) == "send_back"
