"""What the header says of the shift: business day, shift code, person, state."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dutyterm.i18n import Text, same

if TYPE_CHECKING:
    from dutyterm.desk.session import Session


class Headline(NamedTuple):
    """The parts of the header between the hall's name and the clock."""

    day: date | None
    """Business day of the open shift."""
    code: str
    who: Text
    """Name and 工号."""
    name: Text
    """The name alone, where there is no room for both."""
    state: Text


NOT_OPENED = Text("未开班", "no shift")
BEFORE = Text("营业前", "before opening")
REST = Text("休息日", "closed day")
OPEN = Text("营业中", "open")
DEFECTS = Text("营业中 带缺陷", "open with defects")
CLOSED = Text("已关门", "closed")
TAKING = Text("接班", "taking over")
OUTSIDE = Text("班外应急", "outside hours")
NOBODY = Text("未登录", "not signed in")


def headline(session: Session) -> Headline:
    """As it stands now."""
    who = NOBODY if session.who is None else same(f"{session.who.name} {session.who.number}")
    name = NOBODY if session.who is None else same(session.who.name)
    if not session.has_open_shift:
        return Headline(None, "", who, name, NOT_OPENED)
    from dutyterm.shift import life

    part = life.of(session.shift)
    if part.opened is None:
        return Headline(None, "", who, name, NOT_OPENED)
    opened = part.opened
    if opened.sort == "outside":
        state = OUTSIDE
    elif _takes_over(session):
        state = TAKING
    elif part.closed is not None:
        state = CLOSED
    elif part.doors is None:
        state = BEFORE if opened.opens is not None else REST
    else:
        state = DEFECTS if part.doors.defects else OPEN
    return Headline(opened.day, opened.code, who, name, state)


def _takes_over(session: Session) -> bool:
    if session.who is None:
        return False
    from dutyterm.shift.handover.standing import gate

    return gate(session.shift, session.who) is not None
