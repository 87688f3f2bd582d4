"""What of the register the next duty manager accepts by name: slips, pages, envelopes (e.7, CLS-14)."""

from __future__ import annotations

from collections.abc import Iterator

from dutyterm.i18n import Text, same
from dutyterm.model.money import format_fen
from dutyterm.shift.cash.told import name_of
from dutyterm.shift.handed import Handed
from dutyterm.shift.register.state import Entry, Register, of, slip_id
from dutyterm.shift.register.waiting import due_of, real
from dutyterm.shift.register.words import customer
from dutyterm.shift.shift import Scene


def handed(scene: Scene) -> tuple[Handed, ...]:
    """Every entry that is not at its end, every page with blank numbers, every envelope with money."""
    return tuple(_handed(scene, of(scene.shift)))


def _handed(scene: Scene, register: Register) -> Iterator[Handed]:
    for entry in real(register):
        if not entry.ended:
            due = due_of(scene, entry)
            yield Handed(
                ref=entry.ref,
                sort="slip",
                title=_SLIP.fill(slip=entry.slip, what=_what(scene, entry), state=_state(entry)),
                due=due,
                owner=entry.written.clerk,
                flagged=entry.waits,
                carried=entry.carried,
            )
    for page in register.pages:
        free = page.free()
        if not page.drill and free:
            words = Text("登记页 {first} 至 {last} 在{name}手里", "slips {first} to {last} with {name}")
            title = words.fill(
                first=slip_id(page.book, page.first),
                last=slip_id(page.book, page.last),
                name=name_of(scene, page.person),
            )
            gap = bool(page.gaps())
            yield Handed(
                ref=page.ref, sort="slip", title=title, owner=page.person, flagged=gap, carried=page.carried
            )
    for envelope in register.envelopes.values():
        held = register.held(envelope.envelope)
        if held or envelope.off:
            seal = (
                Text("封签 {s}", "seal {s}").fill(s=envelope.seal)
                if envelope.seal
                else Text("未封", "not sealed")
            )
            words = Text("登记款信封 {e} {fen} {seal}", "register money, envelope {e}, {fen}, {seal}")
            title = words.fill(e=envelope.envelope, fen=format_fen(held), seal=seal)
            off = bool(envelope.off)
            yield Handed(ref=envelope.ref, sort="cash", title=title, flagged=off, carried=envelope.carried)


def _state(entry: Entry) -> Text:
    if entry.waits:
        return Text("未补录", "not keyed in")
    return Text("未复核", "not checked") if entry.unchecked else Text("待回访", "to be called")


def _what(scene: Scene, entry: Entry) -> Text:
    """Business, amount and customer: `现金缴费 98.00 张先生`."""
    written, rules = entry.written, scene.manual.by_hand
    business = rules.of(written.business) if rules is not None else None
    name = business.name if business is not None else same(written.business)
    fen = f" {format_fen(written.due)}" if written.due else ""
    who = customer(written.surname, written.title)
    return Text(f"{name.zh}{fen} {who.zh}".strip(), f"{name.en}{fen} {who.en}".strip())


_SLIP = Text("登记 {slip} {what} {state}", "entry {slip} {what}: {state}")
