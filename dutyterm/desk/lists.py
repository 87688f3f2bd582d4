"""Wishes about walking a list: each is a rule of `shift.lists`, with PINs checked where a name is signed."""

from __future__ import annotations

from collections.abc import Mapping

from dutyterm.desk import people
from dutyterm.desk.outcome import NotSaved, Outcome
from dutyterm.desk.session import Rule, Session
from dutyterm.hall.permissions import Act
from dutyterm.i18n import Text
from dutyterm.manual.schema import FieldSpec
from dutyterm.model.premises import Premises
from dutyterm.model.refusal import Refusal
from dutyterm.shift.lists import bulk as all_normal
from dutyterm.shift.lists import doors, exceptions, resume, rules, signing, state, values, view
from dutyterm.shift.lists.changes import changed_lines as changes_between
from dutyterm.shift.lists.facts import Value
from dutyterm.shift.lists.state import Slot


async def start(session: Session, list_id: str) -> Outcome:
    """Begins a list."""
    return await session.wish(lambda scene: rules.start(scene, list_id), Act.WALK)


async def bulk(session: Session, run: str, took_ms: int | None = None) -> Outcome:
    """All that is not answered yet is normal: one deliberate act, for rounds only."""
    return await session.wish(lambda scene: all_normal.bulk(scene, run, took_ms), Act.WALK)


def parse(session: Session, run: str, slot: Slot, typed: str) -> Value | Refusal:
    """The value of what was typed into a field, or why it is none."""
    scene = session.scene()
    at = rules.locate(scene, run, slot.item)
    if isinstance(at, Refusal):
        return at
    found = next((s for s in at.line.slots if s.slot == slot), None)
    if found is None:
        return Refusal("no_field", Text("这一行没有这一栏。", "The line has no such field."))
    return values.parse(found.spec, typed, view.premises_of(scene), scene.now, found.total)


async def answer(session: Session, wish: rules.Answer) -> Outcome:
    """Answers or changes a field."""
    return await session.wish(lambda scene: rules.answer(scene, wish), Act.WALK)


async def defer(session: Session, run: str, item: str, until: str, reason: str) -> Outcome:
    """Puts a line off."""
    return await session.wish(lambda scene: exceptions.defer(scene, run, item, until, reason), Act.WALK)


async def not_applicable(session: Session, run: str, item: str, reason: str) -> Outcome:
    """Marks a line as not applicable today."""
    return await session.wish(lambda scene: exceptions.not_applicable(scene, run, item, reason), Act.WALK)


async def take_back(session: Session, run: str, item: str, reason: str) -> Outcome:
    """Takes back everything answered in a line."""
    return await session.wish(lambda scene: exceptions.take_back(scene, run, item, reason), Act.WALK)


async def reconfirm(session: Session, run: str, item: str) -> Outcome:
    """After an interruption: the line holds (N8)."""
    return await session.wish(lambda scene: resume.reconfirm(scene, run, item), Act.WALK)


async def override(
    session: Session,
    run: str,
    item: str,
    manager: str,
    medium: str,
    reason: str,
    pin: str,
    manager_pin: str = "",
) -> Outcome:
    """Goes on without a line on the word of a hall manager; signed by who is at the keyboard.

    When the manager is on site, it takes the manager's own PIN too.
    """
    return await _signed(
        session, lambda scene: exceptions.override(scene, run, item, manager, medium, reason),
        pin, manager, medium, manager_pin,
    )  # fmt: skip


async def open_doors(session: Session, wish: doors.Opening, pin: str = "", manager_pin: str = "") -> Outcome:
    """Opens the doors; with defects it is signed like an override (N34)."""
    if not wish.manager:
        return await session.wish(lambda scene: doors.open_doors(scene, wish), Act.OPEN_DOORS)
    return await _signed(
        session, lambda scene: doors.open_doors(scene, wish), pin, wish.manager, wish.medium, manager_pin
    )


async def _signed(
    session: Session, rule: Rule, pin: str, manager: str, medium: str, manager_pin: str
) -> Outcome:
    async def work() -> Outcome:
        refused = session.may(Act.WALK)
        if refused is not None or session.who is None:
            return refused or Refusal("sign_in", Text("请先登录。", "Sign in first."))
        # the rule is asked first: a wish that will be refused costs nobody a PIN
        would = rule(session.scene())
        if isinstance(would, Refusal):
            return would
        own = await _check(session, session.who.id, pin)
        if own is not None:
            return own
        if medium == "on_site" and manager != session.who.id:
            theirs = await _check(session, manager, manager_pin)
            if theirs is not None:
                return theirs
        return await session.do(rule, Act.WALK)

    return await session.queued(work)


async def _check(session: Session, person: str, pin: str) -> Refusal | NotSaved | None:
    found = await people.signs(session, person, pin)
    if isinstance(found, Refusal):
        name = session.hall.people[person].name if person in session.hall.people else person
        if not found.text.zh.startswith(name):
            words = Text("{name}: {why}", "{name}: {why}").fill(name=name, why=found.text)
            return Refusal(found.code, words, found.data)
    return found


def shown(session: Session, run: str, slots: tuple[Slot, ...]) -> tuple[tuple[Slot, Text], ...]:
    """What each signature covers, word for word: the signing sheet shows exactly this (N16)."""
    scene = session.scene()
    premises = view.premises_of(scene)
    found: list[tuple[Slot, Text]] = []
    for slot in slots:
        at = rules.locate(scene, run, slot.item)
        if isinstance(at, Refusal):
            continue
        place = next((s for s in at.line.slots if s.slot == slot), None)
        if place is None:
            continue
        answers = [
            _answer_text(s.spec, s.part_name, s.value, premises)
            for s in at.line.slots
            if s.value is not None
            and s.slot.part in ("", slot.part)
            or (s.value is not None and not slot.part)
        ]
        told = Text("; ".join(a.zh for a in answers), "; ".join(a.en for a in answers))
        found.append((slot, signing.shown_text(at.line, place, told)))
    return tuple(found)


def _answer_text(spec: FieldSpec, part: Text, value: Value, premises: Premises) -> Text:
    told = values.text_of(spec, value, premises)
    label = spec.label if spec.label is not None else Text("", "")
    return Text(
        " ".join(t for t in (part.zh, label.zh, told.zh) if t),
        " ".join(t for t in (part.en, label.en, told.en) if t),
    )


async def sign_first(session: Session, run: str, slots: tuple[Slot, ...]) -> Outcome:
    """The person signed in signs: being signed in is the identification (design 4)."""
    person = session.who.id if session.who is not None else ""
    covers = _covers(session, run, slots)

    async def work() -> Outcome:
        return _changed(session, run, slots, covers) or await session.do(
            lambda scene: signing.sign(scene, run, covers, person), Act.WALK
        )

    return await session.queued(work)


async def sign_second(session: Session, run: str, slots: tuple[Slot, ...], person: str, pin: str) -> Outcome:
    """The other person signs everything on the sheet with her own PIN."""
    covers = _covers(session, run, slots)

    async def work() -> Outcome:
        refused = session.may(Act.WALK)
        if refused is not None:
            return refused
        if session.who is not None and person == session.who.id:
            return Refusal(
                "same_person",
                Text("第二个人不能是登录的人自己。", "The second person cannot be the one signed in."),
            )
        would = _changed(session, run, slots, covers) or signing.sign(session.scene(), run, covers, person)
        if isinstance(would, Refusal):
            return would
        wrong = await _check(session, person, pin)
        if wrong is not None:
            return wrong
        return await session.do(lambda scene: signing.sign(scene, run, covers, person), Act.WALK)

    return await session.queued(work)


_Covers = tuple[tuple[Slot, str], ...]


def _covers(session: Session, run: str, slots: tuple[Slot, ...]) -> _Covers:
    return tuple((slot, signing.hash_of(text)) for slot, text in shown(session, run, slots))


def _changed(session: Session, run: str, slots: tuple[Slot, ...], covers: _Covers) -> Refusal | None:
    """A signature covers what was on screen; an earlier wish may have changed that meanwhile (N16)."""
    if _covers(session, run, slots) == covers:
        return None
    return Refusal(
        "shown_changed",
        Text("所签内容刚刚变了,请看过再签。", "What is signed has just changed; look at it and sign again."),
    )


def changed_lines(session: Session, run: str) -> Mapping[str, Text]:
    """Lines that changed since this person last walked a list: id -> the old wording (N17)."""
    known = state.of(session.shift).runs.get(run)
    before = session.past.manual_of.get(session.who.id) if session.who is not None else None
    if known is None or before is None or before == session.manual.hash:
        return {}
    old = session.manual_version(before)
    return changes_between(old, session.manual, known.list)
