"""Invoices, cards, keys and stamps beside the cash (e.6): ranges without gaps, lists without losses."""

from __future__ import annotations

import pytest

from dutyterm.shift import open_items
from dutyterm.shift.cash.facts import ValuableCounted
from dutyterm.shift.cash.valuables import Count, count
from tests.shift.cash_world import CLERK, MANAGER, CashWorld


def counted(world: CashWorld, wish: Count) -> ValuableCounted:
    record, *_ = world.do(count, wish, world.by(MANAGER, CLERK))
    assert isinstance(record.fact, ValuableCounted)
    return record.fact


def test_a_range_accounts_for_every_number() -> None:
    world = CashWorld()
    found = counted(world, Count("receipts", first="a0001", last="A0050", voids=("A0007",), quantity=48))
    assert (found.first, found.last, found.quantity) == ("A0001", "A0050", 48)
    assert found.missing == 1
    assert counted(world, Count("receipts", "二", first="0001", last="0050")).quantity == 50


def test_a_gap_to_the_last_range_is_recorded_also_over_a_handover() -> None:
    world = CashWorld()
    counted(world, Count("receipts", first="0001", last="0050"))
    morning = world.next_shift()
    assert counted(morning, Count("receipts", first="0051", last="0100")).gap == 0
    assert counted(morning.next_shift(2), Count("receipts", first="0104", last="0150")).gap == 3


def test_a_key_that_is_gone_is_named() -> None:
    world = CashWorld()
    counted(world, Count("keys", numbers=("K-1", "K-2", "K-3")))
    found = counted(world, Count("keys", numbers=("K-1", "K-3", "K-4")))
    assert (found.gone, found.came, found.before) == (("K-2",), ("K-4",), 3)


def test_digital_invoices_have_no_numbers_and_paper_ones_must_have_them() -> None:
    world = CashWorld()
    assert counted(world, Count("invoices", quantity=31, fen=824_000)).fen == 824_000
    refused = world.refused(count, Count("receipts", quantity=31), world.by(MANAGER, CLERK))
    assert refused == "range_needed"


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Count("gold", quantity=1), "unknown_valuable"),
        (Count("receipts", first="0050", last="0001"), "not_a_range"),
        (Count("receipts", first="A1", last="B2"), "not_a_range"),
        (Count("receipts", first="1", last="10"), "not_a_range"),
        (Count("receipts", first="1e3", last="2e3"), "not_a_range"),
        (Count("receipts", first="0001", last="0050", voids=("0099",)), "void_outside"),
        (Count("sim"), "quantity_needed"),
        (Count("sim", quantity=-1), "quantity_needed"),
        (Count("sim", quantity=True), "quantity_needed"),
        (Count("sim", quantity=10**400), "quantity_needed"),
        (Count("sim", quantity=1, fen=-1), "not_an_amount"),
        (Count("keys", numbers=("K1", "k1")), "twice"),
        (Count("keys", numbers=("K 1!",)), "not_a_number"),
    ],
    ids=range(13),
)
def test_what_cannot_be_counted_is_refused_without_any_write(wish: Count, code: str) -> None:
    world = CashWorld()
    assert world.refused(count, wish, world.by(MANAGER, CLERK)) == code


def test_valuables_take_two_people() -> None:
    world = CashWorld()
    wish = Count("value_cards", quantity=20, fen=100_000)
    assert world.refused(count, wish, world.by(CLERK)) == "two_needed"
    assert world.refused(count, wish, world.by(CLERK, CLERK)) == "same_person"


def test_what_is_missing_goes_to_the_hall_manager_the_same_day_until_it_is_found() -> None:
    world = CashWorld()
    counted(world, Count("sim", quantity=50, book=50))
    assert not open_items.of(world.shift).open()
    for _ in range(2):  # asked for once, however often it is counted
        counted(world, Count("sim", quantity=49, book=50))
    (item,) = open_items.of(world.shift).open()
    assert item.title.zh == "SIM 卡 差 -1: 当日报厅经理"
    assert item.due is not None
    assert item.due.date() == world.now.date()
    counted(world, Count("sim", quantity=50, book=50))
    assert not open_items.of(world.shift).open()
    (item,) = open_items.of(world.shift).by_ref.values()
    assert item.result == "复点相符"


def test_a_key_that_is_gone_is_named_in_what_the_hall_manager_is_told() -> None:
    world = CashWorld()
    counted(world, Count("keys", numbers=("K1", "K2")))
    counted(world, Count("keys", numbers=("K1",)))
    assert [i.title.zh for i in open_items.of(world.shift).open()] == ["钥匙 少 K2: 当日报厅经理"]
