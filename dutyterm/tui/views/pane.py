"""The pane under a list: what is asked now, what is typed, what it would bring, what a signature covers."""

from __future__ import annotations

import re
from collections.abc import Collection

from dutyterm.i18n import Text, same
from dutyterm.model.people import POST_NAMES, Post
from dutyterm.model.premises import Premises
from dutyterm.model.privacy import mask
from dutyterm.shift.lists import norms
from dutyterm.shift.lists.rules import by_the_records
from dutyterm.shift.lists.view import LineView, SlotView
from dutyterm.tui.views import slots
from dutyterm.tui.views.cells import flow, tail, wrap
from dutyterm.tui.views.drawing import Drawing
from dutyterm.tui.views.lines import by_records
from dutyterm.tui.views.spans import Row, Span, row


def asked_rows(
    line: LineView, slot: SlotView | None, d: Drawing, again: Collection[str] = ()
) -> tuple[Row, ...]:
    """What is asked at the cursor, whole: the row in the list may be too short for it.

    `again`: lines that are to be looked at again after an interruption (N8).
    """
    if slot is None or line.exempt is not None or not slot.active:
        return ()
    if line.by_records:
        said = [by_records(line.records)] if line.records is not None else []
        told = [d.to(words) for words in (*said, by_the_records().text)]
        return tuple(row(" " + part, "strong") for words in told for part in wrap(words, d.width - 2))
    name = slots.named(slot)
    lead = d.to(name if name.zh else line.line.title)
    typed = d.drafts.get(slot.slot, "")
    spec = slot.spec
    if spec.kind in ("people", "assign"):
        return _people_rows(lead, slot, typed, d)
    if typed and spec.kind == "text":
        return _typed_rows(lead, typed, d)
    words = d.to(slots.prompt(slot, tail(typed, max(8, d.width // 2))))
    limits = limits_text(slot, d.premises)
    if limits is not None:
        words += f"   {d.to(limits)}"
    if spec.optional:
        words += d.to(Text("   可不填", "   optional"))
    if slot.touched and spec.kind != "dual" and line.line.id in again and not typed:
        words = d.to(_HOLDS)
    elif slot.touched and spec.kind != "dual":
        words = d.to(Text("已答。新答案要选原因", "Answered. A new answer takes a reason")) + f": {words}"
    rows = [row(" " + part, "strong") for part in wrap(f"{lead}: {words}", d.width - 2)]
    unset = norms.missing(line.line, spec, d.premises)
    if unset:
        rows += [row(" " + part, "warning") for part in wrap(d.to(norms.missing_text(unset)), d.width - 2)]
    return tuple(rows)


_HOLDS = Text(
    "再看一眼: 仍属实按 Space;变了就给新答案", "look again: Space if it still holds, else the new answer"
)

MOST_TYPED = 5
"""Rows of a half-typed text that are shown, the end of it."""


def _typed_rows(lead: str, typed: str, d: Drawing) -> tuple[Row, ...]:
    lines = wrap(f"{lead}: {typed[-1500:]}_", d.width - 2)
    rows = [row(" " + part, "input") for part in lines[-MOST_TYPED:]]
    masked = mask(typed)
    if masked.found:
        shown = Text(f" 存为: {masked.text}", f" stored as: {masked.text}")
        rows.append(row(d.to(shown), "warning"))
    return tuple(rows)


def limits_text(slot: SlotView, premises: Premises) -> Text | None:
    """The normal range: `正常 16 至 30`; None when there is none."""
    found = slot.spec.warn or slot.spec.block
    if found is None:
        return None
    low, high = norms.figure(found.min, premises), norms.figure(found.max, premises)
    if slot.spec.kind == "money":
        shown = ["" if n is None else f"{n // 100:,}.{n % 100:02d}" for n in (low, high)]
    else:
        shown = ["" if n is None else str(n) for n in (low, high)]
    if low is not None and high is not None:
        if low == high:
            return Text(f"正常 {shown[0]}", f"normal {shown[0]}")
        return Text(f"正常 {shown[0]} 至 {shown[1]}", f"normal {shown[0]} to {shown[1]}")
    if low is not None:
        return Text(f"至少 {shown[0]}", f"at least {shown[0]}")
    return Text(f"至多 {shown[1]}", f"at most {shown[1]}") if high is not None else None


def roster_digits(typed: str) -> tuple[str, ...]:
    """The roster numbers that were typed: a digit is a person, `012` the twelfth, `0` alone nobody."""
    if typed.strip() == "0":
        return ("0",)
    found = re.findall(r"0[0-9]{0,2}|[1-9]", typed)
    return tuple(number.lstrip("0") or "?" for number in found)


def _people_rows(lead: str, slot: SlotView, typed: str, d: Drawing) -> tuple[Row, ...]:
    roster = d.premises.roster
    chosen = () if typed.strip() == "0" else roster_digits(typed)
    names = [roster[int(n) - 1].name if n.isdecimal() and 0 < int(n) <= len(roster) else "?" for n in chosen]
    rows: list[Row] = []
    if slot.spec.kind == "assign":
        filled = [
            Text(f"{_post(post).zh} {names[n] if n < len(names) else '__'}", "")._replace(
                en=f"{_post(post).en} {names[n] if n < len(names) else '__'}"
            )
            for n, post in enumerate(slot.spec.posts)
        ]
        words = [d.to(text) for text in filled]
    else:
        words = names or [d.to(Text("0 无", "0 nobody"))]
    rows += [row(" " + part, "input") for part in flow([f"{lead}:", *words], d.width - 2)]
    people = (f"{n if n <= 9 else f'0{n}'} {person.name}" for n, person in enumerate(roster, 1))
    rows += [row("   " + part) for part in flow(people, d.width - 4)]
    how = Text("逐个按号,不隔开,Enter 记下", "numbers one after another, no Space; Enter records")
    return (*rows, *(row("   " + part, "dim") for part in wrap(d.to(how), d.width - 4)))


def _post(post: str) -> Text:
    return POST_NAMES[Post(post)] if post in set(Post) else same(post)


def consequence_rows(what: Text, consequence: Text | None, do: Text, d: Drawing) -> tuple[Row, ...]:
    """A marked answer with what it would bring (law 3)."""
    rows = [row(" " + part, "marked") for part in wrap(d.to(what), d.width - 2)]
    if consequence is not None:
        rows += [row(" " + part, "warning") for part in wrap(d.spelled(consequence), d.width - 2)]
        rows += [row(" " + part) for part in wrap(d.spelled(do), d.width - 2)]
    rows.append(
        (
            Span(" "),
            Span(d.to(Text("Enter 记下   Backspace 取消", "Enter records   Backspace clears")), "strong"),
        )
    )
    return tuple(rows)


def sheet_rows(texts: tuple[Text, ...], d: Drawing) -> tuple[Row, ...]:
    """The signing sheet: word for word what both signatures cover (N16)."""
    title = Text(f"签名单,共 {len(texts)} 项,一次签完", f"Signing sheet, {len(texts)} in all, signed at once")
    rows: list[Row] = [row(" " + d.to(title), "title")]
    for text in texts:
        first, *more = wrap(d.to(text), d.width - 4)
        rows += [row("  " + first), *(row("    " + part) for part in more)]
    return tuple(rows)
