"""Differences of money over many shifts, for who may review (N25); reads and writes nothing down."""

from __future__ import annotations

from datetime import date

from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.review.cash_history import Placed, placed
from dutyterm.review.cash_runs import Run, sign_tests
from dutyterm.review.shelf import newest
from dutyterm.shift import life
from dutyterm.shift.cash.state import CASH, of
from dutyterm.values import dataclass

MOST = 186
"""So many of the newest shifts: three months of two a day."""


@dataclass(frozen=True)
class History:
    """What there is to look back on."""

    differences: tuple[Placed, ...]
    """Of cash, newest first; the shift that is open among them."""
    elsewhere: int
    """Differences of other tenders: they have their own papers and are not tested."""
    tests: tuple[Run, ...]
    """The sign test of everybody who has enough small differences."""
    shifts: int
    """How many sealed shifts were read."""
    since: date | None
    """Business day of the oldest of them."""


async def history(session: Session) -> History | Refusal:
    """The differences; refused for who may not review, and when the folder cannot be read."""
    refused = session.may(Act.REVIEW)
    if refused is not None:
        return refused
    try:
        shelf = await session.in_writer(lambda: newest(session.disk, session.layout.shifts, MOST))
    except OSError as error:
        words = Text("读不到: {why}。", "Cannot be read: {why}.").fill(why=error.strerror or str(error))
        return Refusal("unreadable", words)
    found = (*_open(session), *placed(shelf))
    cash = tuple(one for one in found if one.tender == CASH)
    sealed = [one for one in shelf if one.seal is not None]
    return History(
        cash,
        len(found) - len(cash),
        sign_tests(cash),
        len(sealed),
        min((one.head.at.date() for one in sealed), default=None),
    )


def _open(session: Session) -> tuple[Placed, ...]:
    """What was decided in the shift that is still open."""
    opened = life.of(session.shift).opened if session.has_open_shift else None
    if opened is None:
        return ()
    return tuple(
        Placed(
            opened.day, span.person, till.id, done.tender, done.fen, done.cause or "", span.number,
            opened.code, False,
        )
        for till in of(session.shift).tills.values()
        for span in till.spans
        for done in span.decided.values()
        if done.fen
    )  # fmt: skip
