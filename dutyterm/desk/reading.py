"""What changed in the manual since a person confirmed it last, and the wish to confirm it (R2-14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.hall import reading as rules
from dutyterm.i18n import Text
from dutyterm.manual.schema import Manual
from dutyterm.model.refusal import Refusal
from dutyterm.values import dataclass

if TYPE_CHECKING:
    from dutyterm.manual.diff import AnyChange


@dataclass(frozen=True)
class Reading:
    """What one person has to read."""

    before: Manual | None
    """The version that the person knows; None when it is not kept here: then all of the new one is new."""
    after: Manual
    """The version in force."""
    changes: tuple[AnyChange, ...]

    @property
    def id(self) -> str:
        """The same for the same two versions: half-read lists are kept under it."""
        return f"{'' if self.before is None else self.before.hash[:12]}-{self.after.hash[:12]}"


def due(session: Session) -> bool:
    """Has the person signed in something to read and confirm here? Never where nothing can be written."""
    who = session.who
    return who is not None and session.read_only is None and rules.must_read(session.hall, who)


def version(session: Session) -> str:
    """The version in force, e.g. `1.1`; empty before there is one."""
    return "" if session.hall.manual is None else session.hall.manual.version


def reading(session: Session) -> Reading | None:
    """What the person signed in has to read; None when nothing, or when the version in force is not here."""
    # the board asks `due` at every start; two manuals are compared only when somebody reads
    from dutyterm.manual.diff import diff_all
    from dutyterm.manual.wording import matters

    who, active = session.who, session.hall.manual
    if who is None or active is None or not due(session):
        return None
    after = _manual(session, active.content)
    if after is None:
        return None
    before = _manual(session, session.hall.read.get(who.id, ""))
    changes = () if before is None else tuple(c for c in diff_all(before, after) if matters(c))
    return Reading(before, after, changes)


async def confirm(session: Session, shown: Reading) -> Outcome:
    """The person signed in has read all that was shown."""
    who = session.who
    if who is None:
        return Refusal("sign_in", Text("请先登录。", "Sign in first."))
    return await session.wish_hall(
        lambda hall: rules.confirm(hall, who.id, shown.after.hash, len(shown.changes))
    )


def _manual(session: Session, content: str) -> Manual | None:
    active = session.active_manual
    if active is not None and active.hash == content:
        return active
    return session.manual_version(content) if content else None
