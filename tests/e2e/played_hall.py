"""The demo hall on the evening before a played day: a sealed shift that leaves two things open."""

from __future__ import annotations

import asyncio
from pathlib import Path

from dutyterm.desk import items, people, sealing, shifts
from dutyterm.hall.credentials import CHEAP
from tests.desk.kit import PINS, START, Hall, done

LATE = "p3"
"""The duty manager of the late shift."""

LEFT_OPEN = ("叫号机屏幕花屏，厂家明天来", "SIM 卡不足，已申领，等到货")
"""What the shift before leaves to this day."""


def make_hall(root: Path) -> str:
    """Makes the hall and the late shift of the day before; returns its seal code, digits alone."""
    return asyncio.run(_make_hall(root))


async def _make_hall(root: Path) -> str:
    cost, people.COST = people.COST, CHEAP
    hall = Hall(root)
    try:
        hall.clock.at = START.replace(day=START.day - 1, hour=13, minute=40)
        session, _ = await hall.found()
        assert isinstance(await people.sign_in(session, LATE, PINS[LATE]), people.Signed)
        done(await shifts.open_shift(session, code="B"))
        for title in LEFT_OPEN:
            hall.clock.wait(hours=2)
            done(await items.note(session, title))
        hall.clock.wait(minutes=70)
        sealed = await sealing.seal(session, PINS[LATE])
        assert isinstance(sealed, sealing.Sealed)
        return sealed.code.replace("-", "")
    finally:
        await hall.close()
        people.COST = cost
