"""Evenings of the demo hall on which the closing list is walked, so that its time can be foreseen (N27)."""

from __future__ import annotations

from random import Random
from typing import Final

from dutyterm.desk import lists, metrics
from dutyterm.desk.demo_past import Floor
from dutyterm.desk.demo_stories import Story
from dutyterm.desk.demo_walk import Walker, done
from dutyterm.shift import life
from dutyterm.shift.metrics.rules import Wish

LIST: Final = "closing"

_EVENING: Final = Story(
    answers={
        **{("CLS-05", f"0{n}", "report"): f"0817{n}" for n in range(1, 7)},
        ("CLS-01", "", "waiting"): 4,
        ("CLS-09", "", "made"): 3,
        ("CLS-10", "", "forms"): 86,
        ("CLS-10", "", "system"): 86,
        ("CLS-15", "", "amount"): 1_986_500,
        ("CLS-15", "", "seal"): "S20416",
        ("CLS-17", "", "kept"): 300_000,
        ("CLS-18", "", "seal"): "G1107",
        ("CLS-30", "", "state"): "gaps",
        ("CLS-30", "", "why"): "not_sampled",
    }
)
"""An ordinary evening; six floats stay in the safe, and nobody sampled the transactions."""

_FIGURES: Final = {"visitors": 212, "tickets_issued": 187, "tickets_called": 181}
"""What the machines counted on such a day, more or less."""


async def close(floor: Floor) -> None:
    """A round, then the closing list from its first line to its last. Raises DemoStuck."""
    session = floor.session
    opened = life.of(session.shift).opened
    # dice of its own: those of the shift are for its story
    rng = Random(f"{LIST}/{opened.day.isoformat() if opened is not None else ''}")
    done(await lists.start(session, "fire-round"))
    done(await lists.bulk(session, "fire-round-1", 240_000))
    for metric, usual in _FIGURES.items():
        floor.clock.wait(20_000)
        figure = Wish(metric, usual - rng.randint(0, 5))
        done(await metrics.record(session, figure))
    walker = Walker(session, floor.clock, rng, floor.crew, _EVENING)
    walker.run = f"{LIST}-1"
    done(await lists.start(session, LIST))
    await walker.walk(line for line in walker.view().lines if not line.finished)
