"""Closures that an auditor checked, for who looks back on them (e.3 step 14); writes nothing down."""

from __future__ import annotations

import asyncio

from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.review.cash_audits import Audits, audits


async def past_audits(session: Session) -> Audits | Refusal:
    """The newest of them; refused for who may not see them, and when the folder cannot be read."""
    refused = session.may(Act.READ_AUDITS)
    if refused is not None:
        return refused
    disk, shifts, now = session.disk, session.layout.shifts, session.clock.now()
    try:
        return await asyncio.to_thread(audits, disk, shifts, now)
    except OSError as error:
        words = Text("读不到: {why}。", "Cannot be read: {why}.").fill(why=error.strerror or str(error))
        return Refusal("unreadable", words)
