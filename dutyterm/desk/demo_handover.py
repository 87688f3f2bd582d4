"""A handover in the demo hall: the next manager reads what was left, and both sign."""

from __future__ import annotations

from random import Random

from dutyterm.desk import handover
from dutyterm.desk.demo_clock import SimulatedClock
from dutyterm.desk.demo_walk import Crew, done
from dutyterm.desk.session import Session
from dutyterm.shift.handover.family import of


async def take_over(session: Session, clock: SimulatedClock, rng: Random, crew: Crew) -> None:
    """Who leads the shift reads what was handed over and takes over. Raises DemoStuck."""
    part = of(session.shift)
    if not part.waits:
        return
    while (row := handover.reading(session).next) is not None:
        # the dice are for what the stories leave behind: money that is there takes none
        clock.wait(8_000 if row.sort == "cash" else rng.randint(4, 20) * 1000)
        done(await handover.read(session, row.ref))
    clock.wait(rng.randint(5, 15) * 1000)
    giver_pin = crew.pins.get(part.giver or "", "")
    shown = handover.reading(session).shown
    done(await handover.accept(session, shown, crew.pins[crew.lead], giver_pin))
