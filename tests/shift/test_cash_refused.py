"""Every wish about money is granted to those who sign it, and to nobody else, whoever is signed in (M9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import (
    bags,
    counts,
    results,
    reviews,
    safe,
    settling,
    tills,
    transfers,
    valuables,
)
from dutyterm.shift.cash.facts import Signature
from tests.shift.cash_world import AUDITOR, CLERK, GUARD, MANAGER, SECOND, CashWorld, sheet_of

Signed = tuple[Signature, ...]
Wish = tuple[Any, ...]
Ready = Callable[[CashWorld], Callable[[Signed], Wish]]


def in_use(world: CashWorld) -> None:
    world.reserve()
    world.issue()


def locked(world: CashWorld, fen: int = 80_000) -> None:
    in_use(world)
    world.stop()
    world.count("01", fen)


def settled(world: CashWorld) -> None:
    locked(world)
    world.report("01", 30_000)
    world.settle()


def bagged(world: CashWorld) -> str:
    settled(world)
    return world.bag_all()


def _reserve(world: CashWorld) -> Callable[[Signed], Wish]:
    return lambda by: (tills.count_reserve, sheet_of(world, 300_000), by)


def _move_reserve(world: CashWorld) -> Callable[[Signed], Wish]:
    world.reserve()
    return lambda by: (tills.move_reserve, 1_000, "bank", "P-1", by)


def _issue(world: CashWorld) -> Callable[[Signed], Wish]:
    world.reserve()
    return lambda by: (tills.issue, "01", CLERK, 50_000, sheet_of(world, 50_000), by)


def _top_up(world: CashWorld) -> Callable[[Signed], Wish]:
    in_use(world)
    return lambda by: (tills.top_up, "01", 100, by)


def _exchange(world: CashWorld) -> Callable[[Signed], Wish]:
    in_use(world)
    return lambda by: (tills.exchange, "01", 100, by)


def _drop(world: CashWorld) -> Callable[[Signed], Wish]:
    in_use(world)
    return lambda by: (tills.drop, "01", "D-1", 100, by)


def _lock(world: CashWorld) -> Callable[[Signed], Wish]:
    in_use(world)
    world.stop()
    for person in (CLERK, MANAGER):
        world.do(counts.count, "01", person, world.typed({"y100": 5}))
    return lambda by: (counts.lock, "01", by)


def _tenders(world: CashWorld) -> Callable[[Signed], Wish]:
    locked(world)
    return lambda by: (settling.count_tenders, "01", 1, (), by)


def _pending(world: CashWorld) -> Callable[[Signed], Wish]:
    locked(world)
    return lambda by: (settling.mark_pending, "01", 1, "W-1", "断", by)


def _recount(world: CashWorld) -> Callable[[Signed], Wish]:
    locked(world, 79_900)
    world.report("01", 30_000)
    return lambda by: (counts.recount, "01", CLERK, world.typed({"y100": 8}), by)


def _even(world: CashWorld) -> Callable[[Signed], Wish]:
    locked(world)
    world.report("01", 30_000)
    return lambda by: (results.decide_even, "01", 1, by)


def _keep(world: CashWorld) -> Callable[[Signed], Wish]:
    locked(world)
    world.report("01", 30_000)
    world.do(results.decide_even, "01", 1, world.by(CLERK, MANAGER))
    return lambda by: (results.keep, "01", 1, {"y100": 5}, by)


def _seal(world: CashWorld) -> Callable[[Signed], Wish]:
    settled(world)
    return lambda by: (bags.seal, "B-1", "S-1", tuple(world.cash.packets), by)


def _move(world: CashWorld) -> Callable[[Signed], Wish]:
    bag = bagged(world)
    return lambda by: (bags.move, bag, "safe", by)


def _credit_decided(world: CashWorld) -> Callable[[Signed], Wish]:
    bag = bagged(world)
    world.do(bags.move, bag, "bank", world.by(CLERK, MANAGER), paper="J-1")
    world.do(bags.credit, bag, "H-1", world.now.date(), 1)
    return lambda by: (bags.decide_credit, bag, "unknown", "已申诉", by)


def _check_safe(world: CashWorld) -> Callable[[Signed], Wish]:
    return lambda by: (safe.check_safe, "Z-1", by)


def _seal_safe(world: CashWorld) -> Callable[[Signed], Wish]:
    return lambda by: (safe.seal_safe, "Z-1", by)


def _hold(world: CashWorld) -> Callable[[Signed], Wish]:
    return lambda by: (safe.hold, "X-1", 10_000, by)


def _hand_in(world: CashWorld) -> Callable[[Signed], Wish]:
    world.do(safe.hold, "X-1", 10_000, world.by(CLERK, MANAGER))
    return lambda by: (safe.hand_in, "X-1", "H-1", by)


def _valuable(world: CashWorld) -> Callable[[Signed], Wish]:
    return lambda by: (valuables.count, valuables.Count("sim", quantity=3), by)


def _store(world: CashWorld) -> Callable[[Signed], Wish]:
    for wish in (
        valuables.Count("keys", numbers=("K1",), occasion="closing"),
        valuables.Count("seals", numbers=("Z1",), occasion="closing"),
        valuables.Count("receipts", quantity=0, occasion="closing"),
    ):
        world.do(valuables.count, wish, world.by(CLERK, MANAGER))
    return lambda by: (reviews.store_valuables, by)


BY_TWO: dict[str, Ready] = {
    "the reserve is counted": _reserve,
    "the reserve moves": _move_reserve,
    "a till is issued": _issue,
    "a top-up": _top_up,
    "notes are changed": _exchange,
    "a drop": _drop,
    "a count is locked": _lock,
    "other tenders": _tenders,
    "a report to come": _pending,
    "a recount": _recount,
    "an even result": _even,
    "a float is kept": _keep,
    "a bag is sealed": _seal,
    "a bag moves": _move,
    "a difference with the bank": _credit_decided,
    "the safe is checked": _check_safe,
    "the safe is sealed": _seal_safe,
    "a note is held": _hold,
    "a note is handed in": _hand_in,
    "valuables are counted": _valuable,
    "valuables are stored": _store,
}


@pytest.mark.parametrize("ready", BY_TWO.values(), ids=BY_TWO)
def test_money_takes_two_different_people_whoever_is_signed_in(ready: Ready) -> None:
    world = CashWorld()
    wish = ready(world)
    for who in (*world.hall.roster[:3], None):
        world.who = who
        assert world.refused(*wish(())) == "two_needed"
        assert world.refused(*wish(world.by(CLERK))) == "two_needed"
        assert world.refused(*wish(world.by(CLERK, CLERK))) == "same_person"
        assert world.refused(*wish(world.by(CLERK, "p99"))) == "not_on_roster"
        assert world.refused(*wish(world.by(CLERK, GUARD))) == "never_cash"
        first, second = world.by(CLERK, MANAGER)
        hasty = (first, second.model_copy(update={"at": first.at}))
        assert world.refused(*wish(hasty)) == "same_second"
    world.do(*wish(world.by(CLERK, MANAGER)))


def _give_drop(world: CashWorld) -> Callable[[Signed], Wish]:
    in_use(world)
    return lambda by: (transfers.send_drop, "01", "D-1", 100, by)


def _give_top_up(world: CashWorld) -> Callable[[Signed], Wish]:
    in_use(world)
    return lambda by: (transfers.send_top_up, "01", 100, by)


def _confirm(world: CashWorld) -> Callable[[Signed], Wish]:
    in_use(world)
    world.do(transfers.send_drop, "01", "D-1", 100, world.by(CLERK))
    return lambda by: (transfers.confirm, next(iter(world.cash.transfers)), 100, by)


def _send_back(world: CashWorld) -> Callable[[Signed], Wish]:
    _confirm(world)
    return lambda by: (transfers.send_back, next(iter(world.cash.transfers)), "少一张", by)


def _leave_open(world: CashWorld) -> Callable[[Signed], Wish]:
    _confirm(world)
    return lambda by: (transfers.leave_open, "01", "外出", by)


def _audit(world: CashWorld) -> Callable[[Signed], Wish]:
    bagged(world)
    return lambda by: (settling.audit, "01", 1, "agrees", "", by)


def _reversals(world: CashWorld) -> Callable[[Signed], Wish]:
    return lambda by: (reviews.review_reversals, 0, (), by)


BY_ONE: dict[str, tuple[Ready, str, dict[str, str]]] = {
    "a drop is given": (_give_drop, CLERK, {MANAGER: "holder_gives"}),
    "a top-up is given": (_give_top_up, SECOND, {CLERK: "same_person"}),
    "a drop is taken": (_confirm, MANAGER, {CLERK: "same_person"}),
    "a drop is sent back": (_send_back, MANAGER, {CLERK: "same_person"}),
    "it is left open": (_leave_open, MANAGER, {CLERK: "manager_signs"}),
    "a closure is audited": (_audit, AUDITOR, {MANAGER: "auditor_signs", CLERK: "auditor_signs"}),
    "reversals are reviewed": (_reversals, MANAGER, {CLERK: "manager_signs"}),
}
"""Who may sign alone, and what somebody else is told."""


@pytest.mark.parametrize(("ready", "right", "wrong"), BY_ONE.values(), ids=BY_ONE)
def test_what_one_signs_is_signed_by_the_right_one_whoever_is_signed_in(
    ready: Ready, right: str, wrong: dict[str, str]
) -> None:
    world = CashWorld()
    wish = ready(world)
    for who in (*world.hall.roster[:3], None):
        world.who = who
        assert world.refused(*wish(())) == "one_signs"
        assert world.refused(*wish(world.by(right, SECOND if right != SECOND else MANAGER))) == "one_signs"
        assert world.refused(*wish(world.by("p99"))) == "not_on_roster"
        assert world.refused(*wish(world.by(GUARD))) == "never_cash"
        for person, code in wrong.items():
            assert world.refused(*wish(world.by(person))) == code
    world.do(*wish(world.by(right)))


NUMBERED: dict[str, Ready] = {
    "bag": _seal,
    "seal": _seal,
    "envelope": _drop,
    "envelope given": _give_drop,
    "note": _hold,
    "safe": _seal_safe,
    "pouch": _pending,
}


@pytest.mark.parametrize("what", NUMBERED)
def test_a_number_of_an_earlier_shift_is_never_used_again(what: str) -> None:
    """Earlier shifts are known by what their seal lines tell (`Past`), also when the carry is lost."""
    world = CashWorld()
    wish = NUMBERED[what](world)
    used = {"bag": "B-1", "seal": "S-1", "envelope": "D-1", "envelope given": "D-1", "note": "X-1"}
    number = {**used, "safe": "Z-1", "pouch": "W-1"}[what]
    signed = world.by(CLERK) if what == "envelope given" else world.by(CLERK, MANAGER)
    world.past = replace(world.past, numbers=frozenset({number}))
    assert world.refused(*wish(signed)) == "number_used"
    world.past = replace(world.past, numbers=frozenset())
    done = world.do(*wish(signed))
    assert number in world.cash.used
    assert done


def test_without_a_shift_or_rules_of_money_nothing_is_asked_further() -> None:
    for world, code in (
        (CashWorld(opened=False), "no_shift"),
        (CashWorld(), "no_cash_rules"),
    ):
        if code == "no_cash_rules":
            world.manual = world.manual.model_copy(update={"cash": None})
        for wish in (
            (transfers.send_drop, "01", "D-1", 1, ()),
            (transfers.confirm, "x#1", 1, ()),
            (transfers.leave_open, "01", "x", ()),
            (settling.count_tenders, "01", 1, (), ()),
            (settling.mark_pending, "01", 1, "W", "x", ()),
            (settling.tell_drawer, "01", 1),
            (settling.audit, "01", 1, "agrees", "", ()),
            (reviews.review_reversals, 0, (), ()),
            (reviews.compare_forms, 0, 0),
            (reviews.store_valuables, ()),
        ):
            asked = wish[0](world.scene, *wish[1:])
            assert isinstance(asked, Refusal)
            assert asked.code == code
