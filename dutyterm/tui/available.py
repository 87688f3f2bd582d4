"""When a command can be used: each predicate says why not, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from dutyterm.i18n import Text

if TYPE_CHECKING:
    from dutyterm.desk.session import Session
    from dutyterm.tui.app import DutyApp

Available = Callable[["DutyApp"], Text | None]
"""None when the command can be used, else why not and what to do."""


def always(_app: DutyApp) -> None:
    """Works in every state: help, the emergency, language, leaving."""


def unlocked(app: DutyApp) -> Text | None:
    """Not locked."""
    return _LOCKED if app.locked else None


def signed_in(app: DutyApp) -> Text | None:
    """Somebody is signed in, and the screen is not locked."""
    if app.locked:
        return _LOCKED
    session = app.session
    if session is None or session.hall.profile is None:
        return _NO_HALL
    return None if session.who is not None else _SIGN_IN


def takes_down(app: DutyApp) -> Text | None:
    """The register may be opened: in a shift of the plan by whoever is signed in, without one by anybody."""
    if app.locked:
        return _LOCKED
    session = app.session
    if session is None or session.hall.profile is None:
        return _NO_HALL
    regular = session.has_open_shift and not session.outside
    return _SIGN_IN if regular and session.who is None else None


def in_a_shift(app: DutyApp) -> Text | None:
    """A shift is open."""
    if (why := signed_in(app)) is not None:
        return why
    from dutyterm.hall.permissions import Act

    if app.session is None:
        return _NO_SHIFT
    if app.session.has_open_shift:
        return None
    return _NO_SHIFT if app.session.may(Act.OPEN_SHIFT) is None else _NOT_OPENED_YET


def working(app: DutyApp) -> Text | None:
    """A shift is open, and who is signed in may work in it: a manager who did not take over does not (S6)."""
    if (why := in_a_shift(app)) is not None or app.session is None:
        return why
    from dutyterm.shift.handover.standing import gate

    refused = gate(app.session.shift, app.session.who)
    return None if refused is None else refused.text


def in_a_regular_shift(app: DutyApp) -> Text | None:
    """A shift of the plan is open: one outside the plan has no lists."""
    if (why := working(app)) is not None:
        return why
    return _OUTSIDE if app.session is not None and app.session.outside else None


def manages(app: DutyApp) -> Text | None:
    """Who is signed in may change the hall."""
    from dutyterm.hall.permissions import Act

    if (why := signed_in(app)) is not None or app.session is None:
        return why
    refused = app.session.may(Act.SET_PROFILE)
    return None if refused is None else refused.text


def makes_paper(app: DutyApp) -> Text | None:
    """Who is signed in may make slips and reports."""
    from dutyterm.hall.permissions import Act

    if (why := signed_in(app)) is not None or app.session is None:
        return why
    refused = app.session.may(Act.MAKE_PAPER)
    return None if refused is None else refused.text


def seals(app: DutyApp) -> Text | None:
    """Who is signed in may seal a shift: the managers."""
    from dutyterm.hall.permissions import Act

    if (why := signed_in(app)) is not None or app.session is None:
        return why
    refused = app.session.may(Act.SEAL)
    return None if refused is None else refused.text


def reviews(app: DutyApp) -> Text | None:
    """Who is signed in may review shifts."""
    from dutyterm.hall.permissions import Act

    if (why := signed_in(app)) is not None or app.session is None:
        return why
    refused = app.session.may(Act.REVIEW)
    return None if refused is None else refused.text


def reads_audits(app: DutyApp) -> Text | None:
    """Who is signed in may look back on the audits: hall manager, auditor, county."""
    from dutyterm.hall.permissions import Act

    if (why := signed_in(app)) is not None or app.session is None:
        return why
    refused = app.session.may(Act.READ_AUDITS)
    return None if refused is None else refused.text


def writes_elsewhere(app: DutyApp) -> Text | None:
    """Another PC writes for this hall, and who is signed in may move the hall here."""
    if (why := manages(app)) is not None:
        return why
    return None if app.session is not None and app.session.elsewhere else _HERE


def manual_waits(app: DutyApp) -> Text | None:
    """A newer manual waits to be put into force."""
    if (why := signed_in(app)) is not None:
        return why
    return None if app.session is not None and app.session.manual_waits else _NO_MANUAL


def manual_unread(app: DutyApp) -> Text | None:
    """The manual changed, and who is signed in has not confirmed having read it."""
    from dutyterm.desk import reading

    if (why := signed_in(app)) is not None:
        return why
    return None if app.session is not None and reading.due(app.session) else _ALL_READ


def takes_over(session: Session) -> bool:
    """Does a handover wait for who is signed in?"""
    from dutyterm.shift.handover.standing import gate

    return session.has_open_shift and gate(session.shift, session.who) is not None


_ALL_READ: Final = Text("没有要您确认的手册更新。", "No change of the manual waits for you to confirm.")
_OUTSIDE: Final = Text(
    "现在是班外应急班,没有清单:在 F2 今日按 Enter 开班,它会自动封存。",
    "A shift outside hours has no lists: open a shift on F2 Today with Enter; this one is sealed by itself.",
)
_HERE: Final = Text("本机就是本厅的记录电脑。", "This PC writes for the hall already.")
_NO_MANUAL: Final = Text("没有等待启用的新手册。", "No newer manual is waiting.")
_LOCKED: Final = Text(
    "已锁屏:先用 PIN 解锁。F9 应急照常可用。", "Locked: unlock with your PIN first. F9 still works."
)
_NO_HALL: Final = Text(
    "还没有建厅:先走完设置。F9 应急可用。", "No hall yet: finish the set-up first. F9 works."
)
_SIGN_IN: Final = Text("先登录:按自己的数字,再输 PIN。", "Sign in first: your digit, then the PIN.")
_NO_SHIFT: Final = Text(
    "还没有开班:在 F2 今日按 Enter 开班。", "No shift is open: open one on F2 Today with Enter."
)
_NOT_OPENED_YET: Final = Text(
    "还没有开班:请厅经理、值班经理登录开班。", "No shift is open: a manager signs in and opens it."
)
"""For whoever may not open one."""
