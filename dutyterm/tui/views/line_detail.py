"""Everything about one line: what was answered, by whom and when, what it was before, and the whole help."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from dutyterm.i18n import Text
from dutyterm.manual.schema import Source
from dutyterm.shift.lists import norms, reasons, values
from dutyterm.shift.lists.view import LineView, SlotView
from dutyterm.tui.views import line_help, slots
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.drawing import Drawing
from dutyterm.tui.views.lines import by_records, exempt_text, told_row
from dutyterm.tui.views.marks import MARKS
from dutyterm.tui.views.spans import EMPTY, Row, Span, Tone, row


def detail_rows(line: LineView, d: Drawing, legend: tuple[Source, ...] = ()) -> tuple[Row, ...]:
    """The detail of a line, in as many rows as it needs."""
    look = MARKS[line.mark]
    rows: list[Row] = [
        *_wrapped(f"{line.line.id} {d.to(line.line.title)}", d, "title"),
        (Span(" " + look.sign, look.tone), Span(" " + d.to(look.name), "strong")),
    ]
    if line.exempt is not None:
        rows += _wrapped(d.to(exempt_text(line, d)), d, "exempt")
        rows += _wrapped(_said(line.exempt.at, line.exempt.by, d), d, "dim")
    if line.records is not None:
        rows += _wrapped(d.to(by_records(line.records)), d, "off" if line.records.off else "plain")
        rows += [told_row(part, d) for part in line.records.told]
    old = d.changed.get(line.line.id)
    if old is not None:
        rows += _wrapped(d.to(old), d, "changed")
    for slot in line.slots:
        if slot.touched:
            rows += _slot_rows(slot, d)
        unset = norms.missing(line.line, slot.spec, d.premises)
        if unset:
            rows += _wrapped(d.to(norms.missing_text(unset)), d, "warning")
    for item in line.open_items:
        title = Text(f"未结 #{item.number} {item.title.zh}", f"open #{item.number} {item.title.en}")
        rows += _wrapped(d.to(title), d, "waiting")
    rows.append(EMPTY)
    rows += _wrapped(d.spelled(line.line.help), d)
    rows.append(EMPTY)
    rows += _wrapped(d.to(line_help.facts_text(line, d)), d, "dim")
    rows += _wrapped(d.spelled(line_help.fail_text(line.line)), d, "dim")
    if legend:
        rows += _wrapped(d.to(line_help.source_text(line.line.source, legend)), d, "dim")
    return tuple(rows)


def _wrapped(text: str, d: Drawing, tone: Tone = "plain") -> Iterable[Row]:
    return [row(" " + part, tone) for part in wrap(text, d.width - 2)]


def _name(person: str | None, d: Drawing) -> str:
    if person is None:
        return d.to(Text("程序", "the program"))
    return next((p.name for p in d.premises.roster if p.id == person), person)


def _said(at: datetime, by: str | None, d: Drawing) -> str:
    return f"{d.clock(at)} {_name(by, d)}"


def _slot_rows(slot: SlotView, d: Drawing) -> Iterable[Row]:
    name = d.to(slots.named(slot))
    lead = f"{name}: " if name else ""
    rows: list[Row] = []
    if slot.given is not None:
        off = slots.why_off(slot, d.premises)
        shown = slots.answer(slot, d.premises, d.services) if off is None else off
        when = _said(slot.given.at, slot.given.by, d)
        rows += _wrapped(f"{lead}{d.to(shown)}  {when}", d, "off" if off else "done")
        if slot.given.occurred_at is not None:
            at = d.clock(slot.given.occurred_at)
            rows += _wrapped(
                d.to(Text(f"  发生于 {at},后来补记", f"  happened {at}, recorded later")), d, "dim"
            )
        for earlier in reversed(slot.given.earlier):
            was = values.text_of(slot.spec, earlier.value, d.premises)
            why = reasons.text_of(reasons.CHANGE, earlier.reason)
            words = Text(f"  原为 {was.zh} ({why.zh})", f"  was {was.en} ({why.en})")
            rows += _wrapped(f"{d.to(words)}  {_said(earlier.at, earlier.by, d)}", d, "struck")
    for signature in slot.signatures:
        signed = Text("已签", "signed")
        rows += _wrapped(
            f"{lead}{_name(signature.person, d)} {d.to(signed)} {d.clock(signature.at)}", d, "done"
        )
    return rows
