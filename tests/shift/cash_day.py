"""A day with a record of every kind of cash."""

from __future__ import annotations

from dutyterm.model.record import Record
from dutyterm.shift.cash import bags, counts, results, safe, tills, valuables
from tests.shift.cash_world import CLERK, MANAGER, SECOND, CashWorld, sheet_of


def cash_day() -> CashWorld:
    """Two rounds of the reserve, one till with a difference, a bag with a difference at the bank."""
    world = CashWorld()
    two = world.by(MANAGER, SECOND)
    world.do(safe.check_safe, "Z-1", two)
    world.reserve(300_000)
    world.do(tills.move_reserve, 10_000, "bank", "P-1", two)
    world.reserve(309_000)
    world.issue()
    world.do(tills.top_up, "01", 1_000, two)
    world.do(tills.exchange, "01", 1_000, two)
    world.do(tills.drop, "01", "D-1", 10_000, two)
    world.do(safe.hold, "X-1", 10_000, two, "01", "3A45")
    world.stop()
    world.do(counts.count, "01", CLERK, world.typed())
    world.do(counts.count_anew, "01", "点错抽屉")
    world.count("01", 70_000)
    world.report("01", 30_000)
    typed = world.typed(sheet_of(world, 70_000).pieces)
    world.do(counts.recount, "01", SECOND, typed, world.by(SECOND, CLERK))
    wish = results.Decision(cause="change", signed=world.by(CLERK, MANAGER))
    world.do(results.decide, "01", 1, "cash", wish)
    world.keep()
    world.do(bags.count_box, "自助机 1", "K-1", 4_200, two)
    world.do(bags.void_seal, "S-0", "撕破")
    bag = world.bag_all()
    world.do(bags.move, bag, "bank", two, paper="J-1")
    world.do(bags.credit, bag, "H-1", world.now.date(), 1)
    world.do(bags.decide_credit, bag, "unknown", "已申诉", two)
    world.do(safe.hand_in, "X-1", "H-2", two)
    world.do(safe.check_overnight)
    world.do(valuables.count, valuables.Count("keys", numbers=("K-1", "K-2")), two)
    world.do(safe.seal_safe, "Z-2", two)
    return world


def cash_records() -> list[Record]:
    """Only those of cash."""
    return [record for record in cash_day().records if record.kind.startswith("cash.")]
