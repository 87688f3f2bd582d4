"""Rules for who hands over: submit the shift, recall it, offer it again (e.7, S5, S8)."""

from __future__ import annotations

from datetime import datetime

from dutyterm.i18n import Text
from dutyterm.model.moment import Day
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.handover import facts
from dutyterm.shift.handover.family import Stage, of
from dutyterm.shift.handover.standing import chosen, too_early, waiting, window_opens
from dutyterm.shift.lists import reasons
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored

EARLY: reasons.Options = (
    ("relief_came", Text("接班人提前到", "the next manager came early")),
    ("ill", Text("身体不适", "feeling unwell")),
    ("errand", Text("临时外出、开会", "called away")),
    ("hall_closes", Text("本厅提前收尾", "the hall closes early")),
)
"""Why a shift is handed over early, by digit."""

_EARLY_ASKED = Text(
    "本班计划到 {end},{at} 起交班不问原因。现在就交,为什么?",
    "This shift goes to {end} by plan; from {at} on no reason is asked. Why hand over now?",
)


def submit(
    scene: Scene,
    successor: tuple[str, Day] | None,
    planned_end: datetime | None = None,
    early_reason: str = "",
) -> list[Event] | Refusal:
    """The last record before the seal. `successor` = code and day of the shift that is opened at once.

    Before the window of the handover it takes a reason (`early`); it is never forbidden (N34).
    """
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    reason: str | None = None
    wait = too_early(scene, planned_end)
    if wait is not None and planned_end is not None:
        if not early_reason:
            return Refusal("early", early_text(scene, planned_end), {"minutes": wait})
        checked = chosen(EARLY, early_reason)
        if isinstance(checked, Refusal):
            return checked
        reason = checked
    code, day = successor if successor is not None else (None, None)
    return [Event(facts.HandoverSubmitted(successor=code, day=day, early_reason=reason), scene.by)]


def early_text(scene: Scene, planned_end: datetime) -> Text:
    """Until when the shift goes by plan, from when on nobody asks, and the question why already now."""
    times = (planned_end, window_opens(scene, planned_end))
    end, opens = (at.astimezone(scene.now.tzinfo).strftime("%H:%M") for at in times)
    return _EARLY_ASKED.fill(end=end, at=opens)


def recall(scene: Scene, reason: str = "") -> list[Event] | Refusal:
    """Before anybody accepted, who handed over goes on in this shift; the sealed one stays sealed."""
    part = waiting(scene)
    if isinstance(part, Refusal):
        return part
    if scene.by is None or scene.by != part.giver:
        return Refusal(
            "not_yours",
            Text("只有交班人可以收回。请交班人登录。", "Only who handed over recalls it."),
        )
    words = stored(reason, NAME_LIMIT, empty_ok=True)
    if isinstance(words, Refusal):
        return words
    return [Event(facts.HandoverRecalled(reason=words or None), scene.by)]


def offer(scene: Scene) -> list[Event] | Refusal:
    """After a recall or a ruling: the shift is offered again, with what was written since."""
    part = of(scene.shift)
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    if part.stage is not Stage.RECALLED or opened.sort == "outside":
        return Refusal("nothing_to_offer", Text("现在没有要交的班。", "There is nothing to hand over now."))
    if scene.by is None or scene.by != part.responsible:
        return Refusal("not_yours", Text("由现在负责的人来交。", "Who is responsible now hands it over."))
    return [Event(facts.HandoverOffered(), scene.by)]
