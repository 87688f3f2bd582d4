"""What of the register is not done: numbers, entries, money; and the item that tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final, Literal

from dutyterm.i18n import Text, joined, same
from dutyterm.model.money import format_fen
from dutyterm.model.record import Event
from dutyterm.shift import open_items
from dutyterm.shift.cash.told import name_of
from dutyterm.shift.register.state import KEY, Entry, Page, Register, of, slip_id
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

HinderSort = Literal["gap", "blank", "open", "unchecked", "envelope", "reconcile"]
"""gap: numbers passed over. blank: numbers still in somebody's hands. open: entries to be keyed in.
unchecked: keyed in, and nobody else has looked. envelope: money that is not sealed. reconcile: sums to
compare."""

HOURS: Final = 24
"""An entry is keyed in within so many hours when the manual does not say."""

SHOWN: Final = 5
"""So many slips are named one by one."""


@dataclass(frozen=True)
class Hinder:
    """One thing that is to be done, or explained, before it is over."""

    sort: HinderSort
    text: Text
    slips: tuple[str, ...] = ()
    envelope: str | None = None


def hinders(scene: Scene, run: str | None = None) -> tuple[Hinder, ...]:
    """What stands between the register and its end; with `run` only what belongs to that emergency.

    Practice hinders nothing (N13). An entry that somebody explained in this shift does not either.
    """
    register = of(scene.shift)
    pages = [p for p in register.pages if not p.drill and run in (None, p.run)]
    entries = [e for e in real(register) if run in (None, e.written.run) and not e.left]
    found = [*_numbers(scene, pages)]
    if waiting := [e for e in entries if e.waits]:
        words = Text("手工登记 {n} 笔没补录: {slips}", "{n} entries not keyed in: {slips}")
        found.append(Hinder("open", words.fill(n=len(waiting), slips=named(waiting)), _slips(waiting)))
    if unchecked := [e for e in entries if e.unchecked]:
        words = Text("补录 {n} 笔没复核: {slips}", "{n} keyed in and not checked: {slips}")
        found.append(
            Hinder("unchecked", words.fill(n=len(unchecked), slips=named(unchecked)), _slips(unchecked))
        )
    return (*found, *(_money(register) if run is None else ()))


def _numbers(scene: Scene, pages: Iterable[Page]) -> Iterator[Hinder]:
    for page in pages:
        if gaps := page.gaps():
            slips = tuple(slip_id(page.book, n) for n in gaps)
            words = Text("号没交代: {slips}", "numbers without an entry: {slips}").fill(slips=_named(slips))
            yield Hinder("gap", words, slips)
        if blank := page.blank():
            words = Text(
                "空白页 {first} 起 {n} 号在{name}手里,交回", "{n} blank from {first}, {name}: to give back"
            )
            filled = words.fill(
                first=slip_id(page.book, blank[0]), n=len(blank), name=name_of(scene, page.person)
            )
            yield Hinder("blank", filled, tuple(slip_id(page.book, n) for n in blank))


def _money(register: Register) -> Iterator[Hinder]:
    for envelope in register.envelopes.values():
        held = register.held(envelope.envelope)
        if held and envelope.seal is None:
            words = Text("登记款信封 {e} 有 {fen} 元没封", "envelope {e} with {fen} is not sealed")
            filled = words.fill(e=envelope.envelope, fen=format_fen(held))
            yield Hinder("envelope", filled, envelope=envelope.envelope)
    if not register.settled:
        yield Hinder(
            "reconcile", Text("登记簿、信封、补录还没对账", "register and envelope are not reconciled")
        )


def real(register: Register) -> tuple[Entry, ...]:
    """Every entry that is no practice, in the order of registration."""
    return tuple(e for e in register.in_order() if not e.written.drill)


def open_entries(register: Register) -> tuple[Entry, ...]:
    """Entries that are to be keyed in or checked, in the order of registration."""
    return tuple(e for e in real(register) if e.waits or e.unchecked)


def due_of(scene: Scene, entry: Entry) -> datetime:
    """When it must be keyed in: the hours of the manual, or what was promised when that is earlier."""
    rules = scene.manual.by_hand
    limit = entry.written.at + timedelta(hours=rules.figures.rekey_hours if rules is not None else HOURS)
    return limit if entry.written.promise is None else min(limit, entry.written.promise)


def late(scene: Scene) -> tuple[Entry, ...]:
    """Entries that were, or are, keyed in later than they should be."""
    return tuple(
        entry
        for entry in real(of(scene.shift))
        if entry.written.rekey
        and entry.void is None
        and entry.returned is None
        and (scene.now if entry.rekeyed is None else entry.rekeyed.at) > due_of(scene, entry)
    )


def named(entries: Iterable[Entry]) -> Text:
    """Their slips, the first of them one by one."""
    return _named(_slips(entries))


def _slips(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(entry.slip for entry in entries)


def _named(slips: tuple[str, ...]) -> Text:
    shown = joined(same(" "), [same(slip) for slip in slips[:SHOWN]])
    if len(slips) <= SHOWN:
        return shown
    return Text(f"{shown.zh} 等", f"{shown.en} and more")


# --- the open item that comes back at every opening (CLS-14, OPN-33) -----------------------------------


def remember(scene: Scene, owner: str | None, due: datetime | None, *, by: str | None) -> list[Event]:
    """The one open item that tells of the open entries; nothing when it is there, or nothing is open.

    One that tells of other entries than those which are open now gives way to a new one.
    """
    entries = open_entries(of(scene.shift))
    words = Text("手工登记 {n} 笔待补录、复核: {slips}", "{n} manual entries to key in or check: {slips}")
    title = words.fill(n=len(entries), slips=named(entries))
    known = [item for item in _items(scene) if item.open]
    if not entries or any(item.title == title for item in known):
        return []
    opened = open_items.OpenItemOpened(
        sort="note",
        title=title,
        field=KEY,
        due=due or max(scene.now, min(due_of(scene, entry) for entry in entries)),
        owner=owner,
    )
    return [*(_closed(item, "笔数有变,见新的一条", by) for item in known), Event(opened, by)]


def _closed(item: open_items.Item, result: str, by: str | None) -> Event:
    return Event(open_items.OpenItemClosed(ref=item.ref, result=result, by_itself=True), by)


def forget(scene: Scene, events: list[Event]) -> list[Event]:
    """The events, and that the open item is settled when they leave nothing open."""
    after = scene.after(events)
    if open_entries(of(after.shift)):
        return events
    done = "手工登记已全部补录、复核"
    return [*events, *(_closed(item, done, scene.by) for item in _items(scene) if item.open)]


def _items(scene: Scene) -> Iterator[open_items.Item]:
    for item in open_items.of(scene.shift).by_ref.values():
        if item.field == KEY and item.item is None:
            yield item
