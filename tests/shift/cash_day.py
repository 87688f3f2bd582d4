"""A day with a record of every kind of cash."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dutyterm.model.record import Record
from dutyterm.shift.cash import (
    bags,
    counts,
    results,
    returns,
    reviews,
    safe,
    settling,
    tills,
    transfers,
    valuables,
)
from dutyterm.shift.cash.facts import Lacking, TenderFigures
from dutyterm.shift.past import PastDifference
from tests.shift.cash_world import AUDITOR, CLERK, MANAGER, SECOND, CashWorld, sheet_of


def cash_day() -> CashWorld:
    """Two rounds of the reserve, one till with a difference, a bag with a difference at the bank."""
    world = CashWorld()
    two = world.by(MANAGER, SECOND)
    world.do(safe.check_safe, "Z-1", two)
    world.reserve(300_000)
    world.do(tills.move_reserve, 10_000, "bank", "P-1", two)
    world.reserve(309_000)
    world.issue()
    world.do(settling.tell_drawer, "01", 60_000)
    world.do(transfers.send_drop, "01", "D-0", 2_000, world.by(CLERK))
    world.do(transfers.confirm, *under_way(world), 2_000, world.by(SECOND))
    world.do(transfers.send_top_up, "01", 2_000, world.by(SECOND))
    world.do(transfers.confirm, *under_way(world), 2_000, world.by(CLERK))
    world.do(transfers.send_top_up, "01", 500, world.by(SECOND))
    world.do(tills.top_up, "01", 1_000, two)
    world.do(tills.exchange, "01", 1_000, two)
    world.do(tills.drop, "01", "D-1", 10_000, two)
    world.do(safe.hold, "X-1", 10_000, two, "01", "3A45")
    world.stop()
    world.do(transfers.leave_open, "01", "库管外出", world.by(MANAGER))
    world.do(counts.count, "01", CLERK, world.typed())
    world.do(counts.count_anew, "01", "点错抽屉")
    world.count("01", 70_000)
    world.do(transfers.send_back, *under_way(world), "多给了", world.by(MANAGER))
    world.do(settling.mark_pending, "01", 1, "W-1", "系统中断", two)
    world.report("01", 30_000, 0, TenderFigures(tender="pos", expected=500, actual=500, papers=2))
    typed = world.typed(sheet_of(world, 70_000).pieces)
    world.do(counts.recount, "01", SECOND, typed, world.by(SECOND, CLERK))
    wish = results.Decision(cause="change", signed=world.by(CLERK, MANAGER))
    world.do(results.decide, "01", 1, "cash", wish)
    world.do(results.decide_even, "01", 1, world.by(CLERK, MANAGER))
    world.keep()
    world.do(bags.count_box, "自助机 1", "K-1", 4_200, two)
    world.do(bags.void_seal, "S-0", "撕破")
    bag = world.bag_all()
    world.do(settling.audit, "01", 1, "finding", "回单迟到一天", world.by(AUDITOR))
    world.do(reviews.review_reversals, 3, (Lacking(paper="T-7", words="缺客户签字"),), world.by(MANAGER))
    world.do(reviews.compare_forms, 41, 42, "缺 0815 一单")
    world.do(bags.move, bag, "bank", two, paper="J-1")
    world.do(bags.credit, bag, "H-1", world.now.date(), 1)
    world.do(bags.decide_credit, bag, "unknown", "已申诉", two)
    world.do(safe.hand_in, "X-1", "H-2", two)
    world.do(safe.check_overnight)
    world.do(valuables.count, valuables.Count("keys", numbers=("K-1", "K-2")), two)
    for count in (
        valuables.Count("keys", numbers=("K-1", "K-2"), occasion="closing"),
        valuables.Count("seals", numbers=("Z1",), occasion="closing"),
        valuables.Count("receipts", first="0001", last="0050", occasion="closing"),
    ):
        world.do(valuables.count, count, two)
    world.do(reviews.store_valuables, two)
    world.do(safe.seal_safe, "Z-2", two)
    found = PastDifference(world.now.date() - timedelta(days=2), CLERK, "01", "cash", 2_000, "unknown", 7)
    world.past = replace(world.past, differences=(found, *world.past.differences))
    (over,) = returns.overs(world.scene)
    world.do(returns.give_back, over.key, 2_000, "system", "T-31", "监控核实", world.by(MANAGER, CLERK))
    return world


def under_way(world: CashWorld) -> tuple[str, ...]:
    """References of money that one side gave and nobody has confirmed."""
    return tuple(world.cash.transfers)


def cash_records() -> list[Record]:
    """Only those of cash."""
    return [record for record in cash_day().records if record.kind.startswith("cash.")]
