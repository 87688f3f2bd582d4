"""Who still has to read what changed in the manual, and the confirmation of having read it (R2-14). Pure."""

from __future__ import annotations

from dutyterm.hall.facts import ManualRead
from dutyterm.hall.permissions import Act, may
from dutyterm.hall.state import HallState
from dutyterm.i18n import Text
from dutyterm.model.people import Person
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal


def must_read(state: HallState, person: Person) -> bool:
    """Is another version in force than the one that this person knows?

    Asked are all who may sign in. Guards and other people without a screen are told by word of mouth: the
    monthly line PER-M3 asks for that.
    """
    if state.manual is None or not person.active or not may(person.role, Act.SIGN_IN):
        return False
    return state.read.get(person.id) != state.manual.content


def unread(state: HallState) -> tuple[Person, ...]:
    """Everybody who has not confirmed yet, in roster order."""
    return tuple(person for person in state.roster if must_read(state, person))


def confirm(state: HallState, by: str, content: str, changes: int) -> list[Event] | Refusal:
    """This person has read every change up to the version with this hash.

    `changes` is how many were listed. Refused when another version came into force meanwhile.
    """
    person = state.people.get(by)
    if person is None or not person.active:
        return Refusal("not_on_roster", Text("此人不在本厅名册上。", "This person is not on the roster."))
    if state.manual is None or state.manual.content != content:
        return Refusal(
            "manual_changed",
            Text(
                "手册刚又换了版本,请重新打开再看。", "The manual has just changed again: open this page anew."
            ),
        )
    if not must_read(state, person):
        return Refusal("no_change", Text("已经确认过了。", "This was confirmed already."))
    read = ManualRead(
        person=by,
        content=content,
        version=state.manual.version,
        before=state.read.get(by),
        changes=changes,
    )
    return [Event(read, by)]
