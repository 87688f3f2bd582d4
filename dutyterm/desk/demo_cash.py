"""Money in the past of the demo hall: a till 5 yuan short, a deposit 10 yuan short, both explained (N25)."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from dutyterm.desk.cash import counting, results, settling, tills
from dutyterm.desk.demo_past import Floor
from dutyterm.desk.demo_walk import DemoStuck, done
from dutyterm.shift.cash.results import Decision, Report
from dutyterm.shift.cash.state import of

TILL: Final = "01"
FLOAT: Final = 50_000
"""Fen that the till begins with."""
RECEIPTS: Final = 124_000
"""Fen that the system says it took; 5 yuan more than lay in it."""
_RESERVE: Final = {"y100": 20, "y50": 20, "y10": 60, "y5": 40, "y1n": 200}
_ISSUED: Final = {"y100": 2, "y50": 2, "y10": 15, "y5": 6, "y1n": 20}
_COUNTED: Final = {"y100": 13, "y50": 5, "y10": 15, "y5": 5, "y1n": 10}
_KEPT: Final = {"y100": 3, "y50": 2, "y10": 7, "y5": 4, "y1n": 10}


async def till(floor: Floor) -> None:
    """The reserve is counted, a clerk serves, and hands in before the bank closes. Raises DemoStuck."""
    session, lead, clerk = floor.session, floor.crew.lead, floor.clerk(0)
    floor.clock.wait(90_000)
    done(await tills.count_reserve(session, _sheet(floor, _RESERVE), await floor.proofs(lead, clerk)))
    floor.clock.wait(60_000)
    both = await floor.proofs(clerk, lead)
    done(await tills.issue(session, TILL, clerk, FLOAT, _sheet(floor, _ISSUED), both))
    await _settle(floor)


async def _settle(floor: Floor) -> None:
    """Two count, the report says more, the cause is found; the bank takes the money. Raises DemoStuck."""
    session, clock, lead, clerk = floor.session, floor.clock, floor.crew.lead, floor.clerk(0)
    clock.wait(5_400_000)
    done(await tills.begin_closing(session, TILL))
    for person in (clerk, lead):
        clock.wait(150_000)
        await _count(floor, person)
    done(await tills.lock(session, TILL, await floor.proofs(clerk, lead), tenders=()))
    clock.wait(45_000)
    report = Report("0817", clock.now() - timedelta(minutes=1), RECEIPTS, 0)
    done(await results.enter_expected(session, TILL, 1, report))
    clock.wait(120_000)
    again = _sheet(floor, _COUNTED)
    done(await tills.recount(session, TILL, clerk, again, await floor.proofs(clerk, lead)))
    clock.wait(240_000)
    found = Decision("change", "给一位客户多找了 5 元，已回看录像核实")
    done(await results.decide(session, TILL, 1, "cash", found, await floor.proofs(clerk, lead)))
    clock.wait(40_000)
    done(await results.keep(session, TILL, 1, _KEPT, await floor.proofs(clerk, lead)))
    clock.wait(60_000)
    packets = tuple(of(session.shift).packets)
    done(await results.seal_bag(session, "B0417", "S20417", packets, await floor.proofs(lead, clerk)))
    clock.wait(30_000)
    both = await floor.proofs(lead, clerk)
    done(await results.move_bag(session, "B0417", "bank", both, "送存城北支行", "Y-3301"))
    clock.wait(2_700_000)
    (bag,) = of(session.shift).bags.values()
    done(await results.credit(session, bag.bag, "H-88231", clock.now().date(), bag.fen - 1_000))
    clock.wait(300_000)
    words = "银行退回一张残损的 10 元，已换回补缴"
    done(await results.decide_credit(session, bag.bag, "suspect", words, await floor.proofs(lead, clerk)))


async def audit(floor: Floor) -> None:
    """The auditor looks through the closure of the day before. Raises DemoStuck."""
    floor.clock.wait(200_000)
    own = await floor.proofs(floor.auditor)
    done(await settling.audit(floor.session, TILL, 1, "agrees", "清点单、扎账单、录像一致", own))


async def _count(floor: Floor, person: str) -> None:
    (proof,) = await floor.proofs(person)
    grid = counting.begin(floor.session, TILL, person, proof)
    if not isinstance(grid, counting.Grid):
        raise DemoStuck(grid)
    for row in grid.rows:
        refused = counting.take(floor.session, grid, row.id, str(_COUNTED.get(row.id, 0)))
        if refused is not None:
            raise DemoStuck(refused)
    done(await counting.submit(floor.session, grid))


def _sheet(floor: Floor, pieces: dict[str, int]) -> dict[str, str]:
    return {row.id: str(pieces.get(row.id, 0)) for row in counting.rows(floor.session, TILL)}
