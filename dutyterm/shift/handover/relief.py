"""A small handover inside one shift: lunch, illness, an errand; somebody stands in and hands back."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.model.people import Person
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.handover import facts
from dutyterm.shift.handover.family import of
from dutyterm.shift.handover.standing import MANAGERS
from dutyterm.shift.lists import reasons
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored

REASONS: reasons.Options = (
    ("meal", Text("就餐", "meal")),
    ("ill", Text("身体不适", "feeling unwell")),
    ("errand", Text("外出、开会", "called away")),
    ("emergency", Text("处置突发事件", "dealing with an incident")),
)
"""Why somebody stands in, by digit."""


def begin(scene: Scene, taker: str, reason: str) -> list[Event] | Refusal:
    """Somebody stands in for the responsible manager; both sign, which is the desk's matter.

    Who stands in is a duty manager, or the hall manager. At the keyboard is one of the two.
    """
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    part = of(scene.shift)
    giver = part.responsible
    if part.waits:
        return Refusal("not_accepted", Text("先把接班办完。", "Finish the handover first."))
    if part.relief is not None:
        return Refusal(
            "relieved_already",
            Text("已有人顶班,先收回再换人。", "Somebody stands in already; end that first."),
        )
    person = _manager(opened, taker)
    if person is None:
        return Refusal(
            "manager_needed",
            Text("顶班要值班经理或厅经理。", "A duty manager or the hall manager stands in."),
        )
    if giver is None or person.id == giver:
        return Refusal("same_person", Text("顶班的人要换一位。", "It takes somebody else to stand in."))
    if scene.by not in (giver, taker):
        return _not_yours()
    words = reason if reasons.known(REASONS, reason) else stored(reason, NAME_LIMIT)
    if isinstance(words, Refusal):
        return words
    return [Event(facts.ReliefBegan(giver=giver, taker=taker, reason=words), scene.by)]


def end(scene: Scene) -> list[Event] | Refusal:
    """The relieved manager is back and responsible again."""
    part = of(scene.shift)
    relief = part.relief
    if relief is None:
        return Refusal("no_relief", Text("现在没有人顶班。", "Nobody stands in now."))
    if scene.by not in (relief.giver, relief.taker):
        return _not_yours()
    return [Event(facts.ReliefEnded(giver=relief.taker, taker=relief.giver), scene.by)]


def other(scene: Scene, taker: str) -> str | None:
    """Of the two who sign a relief, the one who is not signed in."""
    giver = of(scene.shift).responsible
    return taker if scene.by == giver else giver


def _manager(opened: life.ShiftOpened, id: str) -> Person | None:
    return next((p for p in opened.premises.roster if p.id == id and p.role in MANAGERS), None)


def _not_yours() -> Refusal:
    return Refusal("not_yours", Text("交的人或接的人登录后办。", "One of the two has to be signed in."))
