"""What happened in the demo hall some days ago: emergencies, a drill, a till that was short, an audit.

All of it lies before the days that a short demo has, leaves no open item behind, and takes no dice of the
shift into which it falls: the last days are the same with and without it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from dutyterm.desk.cash.proofs import Proof, prove
from dutyterm.desk.demo_clock import SimulatedClock
from dutyterm.desk.demo_walk import Crew, DemoStuck
from dutyterm.desk.session import Session
from dutyterm.hall.profile import Profile
from dutyterm.model.people import Role


@dataclass(frozen=True)
class Floor:
    """The open shift of a past day, and who is in it."""

    session: Session
    clock: SimulatedClock
    crew: Crew

    async def proofs(self, *people: str) -> list[Proof]:
        """Their PINs, one after another. Raises DemoStuck."""
        found = []
        for person in people:
            self.clock.wait(4_000)
            proof = await prove(self.session, person, self.crew.pins[person])
            if not isinstance(proof, Proof):
                raise DemoStuck(proof)
            found.append(proof)
        return found

    def clerk(self, n: int) -> str:
        """The n-th clerk of the roster."""
        return [p.id for p in self.session.hall.roster if p.role is Role.CLERK][n]

    @property
    def auditor(self) -> str:
        """Who audits."""
        return next(p.id for p in self.session.hall.roster if p.role is Role.AUDITOR)


When = Literal["early", "late"]
"""After the doors have opened or the shift was taken over; shortly before it is sealed."""

Episode = Callable[[Floor], Awaitable[None]]


def _episodes() -> Mapping[tuple[int, bool, When], Episode]:
    # a demo that is too short for them does not load what they work with
    from dutyterm.desk import demo_cases, demo_cash, demo_closing

    return {
        (5, False, "early"): demo_cases.power_cut,
        (5, False, "late"): demo_cases.conclude,
        (5, True, "late"): demo_closing.close,
        (4, False, "late"): demo_cases.drill,
        (4, True, "late"): demo_closing.close,
        (4, True, "early"): demo_cash.till,
        (3, True, "early"): demo_cases.outage,
        (3, True, "late"): demo_cash.audit,
    }


FIRST_DAYS: Final = 3
"""So many of the newest days have no episode."""
LAST_DAYS: Final = 5


async def live_through(back: int, evening: bool, when: When, floor: Floor) -> None:
    """What happened in the shift of so many days ago, if anything did. Raises DemoStuck."""
    if not FIRST_DAYS <= back <= LAST_DAYS:
        return
    episode = _episodes().get((back, evening, when))
    if episode is not None:
        await episode(floor)


def profile_of_demo(profile: Profile) -> Profile:
    """The hall as it is founded: its lines about money can be typed although it kept money here once."""
    return profile.model_copy(update={"flags": {**profile.flags, "cash_records": False}})
