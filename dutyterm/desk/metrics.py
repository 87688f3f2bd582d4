"""Wishes about the figures of the day, and the sheet on which they stand (CLS-30)."""

from __future__ import annotations

from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.shift import life
from dutyterm.shift.metrics import rules
from dutyterm.shift.metrics.samples import Wait
from dutyterm.shift.metrics.samples import waits as computed


async def record(session: Session, wish: rules.Wish) -> Outcome:
    """Records a figure, that it is unknown, or a correction."""
    return await session.wish(lambda scene: rules.record(scene, wish), Act.WALK)


async def take_samples(session: Session, metric: str, reason: str = "") -> Outcome:
    """Records what the rounds of this shift sampled."""
    return await session.wish(lambda scene: rules.take_samples(scene, metric, reason), Act.WALK)


def sheet(session: Session) -> tuple[rules.Row, ...]:
    """Every figure of the manual with what is recorded and what was sampled."""
    return rules.sheet(session.scene())


def waits(session: Session) -> tuple[Wait, ...]:
    """The computed wait of every round of this business day, those of its earlier shifts too."""
    scene = session.scene()
    opened = life.of(scene.shift).opened
    before = [
        Wait("", past.at, past.waiting, past.open_tills, past.minutes)
        for past in scene.past.waits
        if opened is not None and past.day == opened.day
    ]
    return (*before, *computed(scene))
