"""`*`: full numbers are erased because the customer asks, of an entry or wherever they are kept (N22)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dutyterm.desk.outcome import Outcome
from dutyterm.desk.register import erasing
from dutyterm.desk.session import Session
from dutyterm.hall.facts import WHY_ERASED
from dutyterm.i18n import Text, same
from dutyterm.model.personal import masked_number, personal_number
from dutyterm.model.refusal import Refusal
from dutyterm.shift.register.state import Entry
from dutyterm.tui.flow import Flow
from dutyterm.tui.views.asks import Dialogue, Question, numbered

ERASE: Final = "erase/"
"""Begins the ids of these dialogues."""


def erase(session: Session, entry: Entry) -> Flow:
    """The reason is the last question: what is erased cannot be had back."""
    reasons = tuple((id, WHY_ERASED[id]) for id in ("asked", "needless"))
    title = _NEEDED if erasing.needed(entry) else _TITLE

    async def done(a: Mapping[str, str]) -> Outcome:
        return await erasing.erase(session, entry, a["why"])

    asked = Question("why", _WHY, options=numbered(reasons))
    return Flow(f"{ERASE}{entry.slip}", Dialogue(title.fill(slip=entry.slip), (asked,)), done)


def erase_number(session: Session) -> Flow:
    """By the number itself, typed: its entry may be sealed long ago. Half-typed it is written nowhere."""
    reasons = tuple((id, WHY_ERASED[id]) for id in ("asked", "needless"))

    def take(typed: str) -> str | Text:
        found = personal_number(typed)
        return found.text if isinstance(found, Refusal) else found

    async def done(a: Mapping[str, str]) -> Outcome:
        return await erasing.erase_number(session, a["number"], a["why"])

    def told(number: str) -> Text:
        return same(masked_number(number))

    which = Question("number", _NUMBER, "text", take=take, told=told, digits=True)
    why = Question("why", _WHY, options=numbered(reasons))
    return Flow(f"{ERASE}number", Dialogue(_ANY, (which, why)), done, drafted=False)


_TITLE: Final = Text(
    "删除 {slip} 的完整号码: 不能恢复,登记和遮住的号码留着",
    "Erase the full numbers of {slip}: for ever; the entry and the masked ones stay",
)
_NEEDED: Final = Text(
    "删除 {slip} 的完整号码: 不能恢复。还没办结,删后补录、回访看不到号码",
    "Erase the full numbers of {slip}: for ever. It is still to be keyed in or called; then nobody sees them",
)
_ANY: Final = Text(
    "按号码删除本机留存的完整号码: 各班的都删,不能恢复",
    "Erase a full number wherever this PC keeps it: of every shift, for ever",
)
_NUMBER: Final = Text("哪个号码?", "Which number?")
_WHY: Final = Text("为什么删? 选了就删", "Why? Choosing erases")
