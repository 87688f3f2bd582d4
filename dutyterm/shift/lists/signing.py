"""Rules of two signatures: two different people of the roster, never within the same second (R2, M9, P9)."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from dutyterm.i18n import LANGS, Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift.lists import facts
from dutyterm.shift.lists.rules import by_the_records, completed, locate, run_view
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import LineView, Mark, RunView, SlotView, premises_of
from dutyterm.shift.shift import Scene

APART = timedelta(seconds=1)
"""Two signatures are at least this far apart (domain 5.22)."""


def sheet(view: RunView, item: str) -> tuple[tuple[LineView, SlotView], ...]:
    """The signing sheet at this line: its open dual fields and those of neighbours ready to be signed.

    Neighbours are the lines before and after it, as far as they are dual lines with everything else answered.
    """
    # a line put off for want of a second person is signed when somebody comes back to it
    ready = [
        (line, _dual_ready(line) if line.exempt is None or line.line.id == item else ())
        for line in view.lines
    ]
    here = next((i for i, (line, _) in enumerate(ready) if line.line.id == item), None)
    if here is None or not ready[here][1]:
        return ()
    first = last = here
    while first > 0 and ready[first - 1][1]:
        first -= 1
    while last + 1 < len(ready) and ready[last + 1][1]:
        last += 1
    return tuple((line, slot) for line, slots in ready[first : last + 1] for slot in slots)


def _dual_ready(line: LineView) -> tuple[SlotView, ...]:
    if line.by_records:
        return ()
    if line.mark is Mark.INACTIVE or any(slot.open and slot.spec.kind != "dual" for slot in line.slots):
        return ()
    return tuple(slot for slot in line.slots if slot.open and slot.spec.kind == "dual")


def shown_text(line: LineView, slot: SlotView, facts_text: Text) -> Text:
    """Exactly what a signature covers: line, part and the facts answered in it."""
    return Text(
        f"{line.line.id} {line.line.title.zh} {slot.part_name.zh} {facts_text.zh}".rstrip(),
        f"{line.line.id} {line.line.title.en} {slot.part_name.en} {facts_text.en}".rstrip(),
    )


def hash_of(text: Text) -> str:
    """SHA-256 over both languages of what was shown (N16)."""
    return hashlib.sha256("\n".join(text.to(lang) for lang in LANGS).encode()).hexdigest()


def sign(scene: Scene, run: str, slots: tuple[tuple[Slot, str], ...], person: str) -> list[Event] | Refusal:
    """One person signs one or more dual fields; `slots` come with the hash of what was shown for each.

    Whether the person is who she says is the desk's matter (her PIN); here: on the roster, not the one
    who has signed already, and not in the same second.
    """
    view = run_view(scene, run)
    if isinstance(view, Refusal):
        return view
    known = next((p for p in premises_of(scene).roster if p.id == person), None)
    if known is None:
        return Refusal("not_on_roster", Text("签名人不在名册上。", "Who signs must be on the roster."))
    if not slots:
        return Refusal("nothing_to_sign", Text("现在没有要签的。", "There is nothing to sign now."))
    events: list[Event] = []
    for slot, shown in dict(slots).items():
        at = locate(scene, run, slot.item)
        if isinstance(at, Refusal):
            return at
        found = next((s for s in at.line.slots if s.slot == slot), None)
        refused = _may_sign(scene, at.line, found, person, known.name)
        if refused is not None:
            return refused
        fact = facts.ItemSigned(
            run=run, item=slot.item, part=slot.part, field=slot.field, person=person, shown=shown
        )
        events.append(Event(fact, scene.by))
    return completed(scene, run, events)


def _may_sign(scene: Scene, line: LineView, slot: SlotView | None, person: str, name: str) -> Refusal | None:
    if slot is None or slot.spec.kind != "dual":
        return Refusal("nothing_to_sign", Text("这一行不用签名。", "This line takes no signature."))
    if line.mark is Mark.INACTIVE or not slot.active:
        return Refusal(
            "inactive",
            Text(
                "这一行今天不用签(条件不成立)。",
                "This line is not signed today (its condition does not hold).",
            ),
        )
    if line.by_records:
        return by_the_records()
    if not line.facts_ready(slot):
        return Refusal(
            "facts_first",
            Text(
                "先答完这一行,再签名: 签名要盖住所答。",
                "Answer the line first: signatures cover what was answered.",
            ),
        )
    if not slot.open:
        return Refusal("already_signed", Text("两个人都签过了。", "Both have signed."))
    if any(s.person == person for s in slot.signatures):
        return Refusal(
            "same_person",
            Text(
                "{name} 已经签过,第二个人要换一位。",
                "{name} has signed already; the second must be somebody else.",
            ).fill(name=name),
        )
    # both ways: a clock that was set back must not hold up the second person
    if any(abs(scene.now - s.at) < APART for s in slot.signatures):
        return Refusal(
            "same_second",
            Text("两次签名太近,请稍等一秒再签。", "The two signatures are too close; wait a second."),
        )
    return None
