"""The rows of a list: every line with its mark and answer, the current one with everything it asks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import Final

from dutyterm.i18n import Text, joined, same
from dutyterm.manual.schema import Block
from dutyterm.model.premises import Premises
from dutyterm.shift.line_answer import LineAnswer, PartTold
from dutyterm.shift.lists import reasons
from dutyterm.shift.lists.view import LineView, Mark, RunView, SlotView
from dutyterm.shift.periodic import Task
from dutyterm.tui.views import slots
from dutyterm.tui.views.cells import pad, tail, width
from dutyterm.tui.views.drawing import Drawing
from dutyterm.tui.views.marks import MARKS
from dutyterm.tui.views.spans import LateRows, Row, Span, Tone, spread

ID_CELLS = 6
ROOMY = 76
"""From so many cells on a title has all the room that the manual may use."""
PART_CELLS = 16
_BLOCKS: dict[Block, Text] = {
    "doors": Text("阻断", "blocks"),
    "cash": Text("阻断现金", "blocks cash"),
    "manual": Text("阻断手工", "blocks manual"),
    "handover": Text("阻断交接", "blocks handover"),
    "leave": Text("阻断离厅", "blocks leaving"),
}
"""Short, for the end of a row; the doors are what a list is mostly about."""

COMMA = same(", ")


def groups(line: LineView) -> tuple[tuple[SlotView, ...], ...]:
    """What a line asks, as it is drawn under it: one row a part, one row for each thing asked once.

    Things that are not asked now are left out, unless something was recorded there.
    """
    shown = [s for s in line.slots if s.active or s.touched]
    found: list[tuple[SlotView, ...]] = []
    for part, members in groupby(shown, key=lambda s: s.slot.part):
        rows = tuple(members)
        found += [rows] if part else [(slot,) for slot in rows]
    return tuple(found)


def unfolds(line: LineView) -> bool:
    """Does the line ask more than one thing, so that it unfolds when the cursor stands on it?

    One that only records answer asks nothing; what was typed before can still be looked at.
    """
    if line.by_records and not any(slot.touched for slot in line.slots):
        return False
    return line.mark is not Mark.INACTIVE and sum(len(g) for g in groups(line)) > 1


def title_cells(d: Drawing) -> int:
    """Cells for the titles; in a narrow window half of what is left beside mark and id."""
    if d.wide:
        return 34
    return 26 if d.width >= ROOMY else max(6, (d.width - 12) // 2 - 2)


def line_row(line: LineView, d: Drawing) -> Row:
    """The row of one line. One that nobody works on is not made anew at every key."""
    item = line.line.id
    typed = any(slot.item == item for slot in (*d.drafts, *d.marks))
    if typed or item in d.tasks or (d.place is not None and d.place.item == item):
        return _line_row(line, d)
    looks = (id(line), id(d.premises), d.lang, d.width, line.late_by(d.now), item in d.changed, d.now.tzinfo)
    made = _made.get(looks)
    if made is None:
        if len(_made) > _KEPT:
            _made.clear()
        # line and hall are kept with it: while they live, no other has their identity
        made = _made[looks] = (_line_row(line, d), line, d.premises)
    return made[0]


_KEPT: Final = 400
_made: dict[object, tuple[Row, LineView, Premises]] = {}


def _line_row(line: LineView, d: Drawing) -> Row:
    here = d.place is not None and d.place.item == line.line.id
    look = MARKS[line.mark]
    quiet = line.mark is Mark.INACTIVE
    left: list[Span] = [
        Span(">" if here else " ", "strong"),
        Span(look.sign, look.tone),
        Span(" " + pad(line.line.id, ID_CELLS) + " ", "dim" if quiet else "plain"),
        Span(pad(d.to(line.line.title), title_cells(d)), "dim" if quiet else "strong" if here else "plain"),
        Span(" "),
    ]
    if line.line.id in d.changed:
        left.append(Span(d.to(Text("改 ", "new ")), "changed"))
    left += _detail(line, d)
    return spread(tuple(left), _right(line, d), d.width)


def _detail(line: LineView, d: Drawing) -> list[Span]:
    match line.mark:
        case Mark.INACTIVE:
            return [Span(d.to(Text("今天不用答", "not asked today")), "dim")]
        case Mark.OVERRIDDEN | Mark.DEFERRED | Mark.NOT_APPLICABLE:
            return [Span(d.to(exempt_text(line, d)), "exempt")]
        case Mark.DONE | Mark.OFF:
            return _answers(line, d)
        case _ if line.records is not None:
            return [Span(d.to(by_records(line.records)), "warning")]
        case _:
            return _asked(line, d)


def exempt_text(line: LineView, d: Drawing) -> Text:
    """Why a line is finished without an answer: put off until when, overridden by whom, or why not needed."""
    exempt = line.exempt
    if exempt is None:
        return same("")
    if line.mark is Mark.DEFERRED:
        until = reasons.text_of(reasons.UNTIL, exempt.until or "")
        return Text(f"缓办 > {until.zh}", f"deferred > {until.en}")
    if line.mark is Mark.OVERRIDDEN:
        name = next((p.name for p in d.premises.roster if p.id == exempt.manager), exempt.manager or "")
        medium = reasons.text_of(reasons.MEDIA, exempt.medium or "")
        return Text(f"越权 {name} {medium.zh}", f"overridden {name}, {medium.en}")
    label = next((c.label for c in line.line.na if c.id == exempt.reason), same(exempt.reason))
    return Text(f"不适用: {label.zh}", f"not applicable: {label.en}")


def _answers(line: LineView, d: Drawing) -> list[Span]:
    if line.records is not None:
        return [Span(d.to(by_records(line.records)), "off" if line.mark is Mark.OFF else "plain")]
    off = [(s, why) for s in line.slots if (why := slots.why_off(s, d.premises)) is not None]
    spans: list[Span] = []
    if off:
        words = [Text(f"{s.part_name.zh} {w.zh}".strip(), f"{s.part_name.en} {w.en}".strip()) for s, w in off]
        spans.append(Span(d.to(joined(COMMA, words)), "off"))
    else:
        spans.append(Span(d.to(summary(line, d)), "plain"))
    if line.open_items:
        numbers = ", ".join(f"#{item.number}" for item in line.open_items)
        spans.append(Span(d.to(Text(f" > 未结 {numbers}", f" > open {numbers}")), "waiting"))
    return spans


def by_records(answer: LineAnswer) -> Text:
    """What the records say: `资金 6 台已锁定`, `登记簿 0 笔未补录`; a drill names itself."""
    if not answer.lead.zh:
        return answer.text
    return Text(f"{answer.lead.zh} {answer.text.zh}", f"{answer.lead.en}: {answer.text.en}")


def summary(line: LineView, d: Drawing) -> Text:
    """The answers of a finished line in a few words; equal answers of many parts are counted, not listed."""
    words = [slots.answer(s, d.premises, d.services) for s in line.slots if s.active and s.touched]
    counted: dict[Text, int] = {}
    for word in words:
        counted[word] = counted.get(word, 0) + 1
    return joined(COMMA, [w if n == 1 else Text(f"{w.zh} x{n}", f"{w.en} x{n}") for w, n in counted.items()])


def _asked(line: LineView, d: Drawing) -> list[Span]:
    asked = [s for s in line.slots if s.active and not s.spec.optional]
    left = [s for s in asked if s.open]
    spans: list[Span] = []
    if len(asked) > 1:
        spans.append(Span(f"{len(asked) - len(left)}/{len(asked)}  ", "progress"))
    here = d.place is not None and d.place.item == line.line.id
    slot = next((s for s in line.slots if here and s.slot == d.place), line.next_slot)
    if slot is not None and not (here and unfolds(line)):
        spans += field_spans(slot, d, labelled=len(asked) > 1)
    return spans


def _right(line: LineView, d: Drawing) -> Row:
    task = d.tasks.get(line.line.id)
    if task is not None and not line.finished:
        return (_comes_back(task, d),)
    late = line.late_by(d.now)
    spans: list[Span] = []
    if line.finished:
        if line.failing and line.blocking is not None:
            spans.append(Span(d.to(_blocks(line)) + " ", "block"))
        if line.done_at is not None and line.mark is not Mark.INACTIVE:
            spans.append(Span(d.clock(line.done_at), "dim"))
        return tuple(spans)
    if line.blocking is not None:
        spans.append(Span(d.to(_blocks(line)), "block"))
    elif line.limited:
        spans.append(Span(d.to(Text("限制", "limits")), "waiting"))
    if late is not None and late > 0:
        spans.append(Span(d.to(Text(f" 迟 {late} 分", f" late {late}m")), "warning"))
    return tuple(spans)


def _comes_back(task: Task, d: Drawing) -> Span:
    """A task of every week, month ...: its days count, not the minutes of this day (R2-16)."""
    if task.now and task.late:
        return Span(d.to(Text("过期 {n} 天", "{n} days over").fill(n=task.late)), "warning")
    if task.now or task.due is None:
        return Span(d.to(Text("到期", "due")), "waiting")
    return Span(d.to(Text("{day} 到期", "due {day}").fill(day=task.due.strftime("%m-%d"))), "dim")


def _blocks(line: LineView) -> Text:
    return Text("", "") if line.blocking is None else _BLOCKS[line.blocking]


def field_spans(slot: SlotView, d: Drawing, *, labelled: bool) -> list[Span]:
    """One thing to answer: its label, then what is typed, what was answered, or what to press."""
    spans: list[Span] = []
    label = slot.spec.label
    if labelled and label is not None:
        spans.append(Span(d.to(label) + " ", "dim"))
    typed = d.drafts.get(slot.slot, "")
    here = d.place == slot.slot
    if slot.slot in d.marks:
        spans.append(
            Span(d.to(d.marks[slot.slot]) + d.to(Text(" ? Enter 记下", " ? Enter records")), "marked")
        )
    elif typed:
        spans.append(Span(tail(typed, 30) + ("_" if here else ""), "input"))
    elif slot.touched or slot.value is not None:
        off = slots.why_off(slot, d.premises)
        spans.append(Span(d.to(slots.answer(slot, d.premises, d.services)), "off" if off else "plain"))
    else:
        spans.append(Span(d.to(slots.prompt(slot)), "input" if here else "dim"))
        if slot.spec.optional:
            spans.append(Span(d.to(Text(" (可不填)", " (optional)")), "dim"))
    return spans


def slot_mark(members: tuple[SlotView, ...]) -> Span:
    """The mark of a row under a line."""
    if any(s.given is not None and s.given.norm != "ok" for s in members):
        mark = Mark.OFF
    elif any(s.open for s in members):
        signed = any(s.signatures for s in members)
        mark = Mark.MARKED if signed else Mark.PROGRESS if any(s.touched for s in members) else Mark.TODO
    elif any(s.touched or s.value is not None for s in members):
        mark = Mark.DONE
    else:
        mark = Mark.TODO
    return Span(MARKS[mark].sign, MARKS[mark].tone)


def _part_cells(members: tuple[SlotView, ...], name: str, d: Drawing) -> int:
    """Cells for the name of a part; a long one (an open item) takes the room that its one field leaves."""
    usual = min(PART_CELLS, d.width // 4)
    return usual if len(members) > 1 else max(usual, min(width(name), d.width - 36))


def part_row(members: tuple[SlotView, ...], d: Drawing) -> Row:
    """A row under the current line: a part with all its fields, or one field."""
    here = any(s.slot == d.place for s in members)
    first = members[0]
    name = first.part_name if first.slot.part else (first.spec.label or same(""))
    spans = [
        Span("    > " if here else "      ", "strong"),
        slot_mark(members),
        Span(" " + pad(d.to(name), _part_cells(members, d.to(name), d)) + " ", "strong" if here else "plain"),
    ]
    for slot in members:
        spans += [*field_spans(slot, d, labelled=bool(slot.slot.part) and len(members) > 1), Span("  ")]
    times = [s.given.at for s in members if s.given is not None]
    right: Row = (Span(d.clock(max(times)), "dim"),) if times else ()
    return spread(tuple(spans), right, d.width)


def told_row(part: PartTold, d: Drawing) -> Row:
    """A row under the current line: what the records say of one till. Nothing is asked there."""
    look = MARKS[Mark.TODO if not part.done else Mark.OFF if part.off else Mark.DONE]
    name = pad(d.to(part.name), max(min(PART_CELLS, d.width // 4), width(d.to(part.name))))
    tone: Tone = "dim" if not part.done else "off" if part.off else "plain"
    return (Span("      "), Span(look.sign, look.tone), Span(f" {name} "), Span(d.to(part.text), tone))


def list_rows(view: RunView, d: Drawing) -> tuple[LateRows, int]:
    """All rows of the list, and the index of the row on which the cursor stands."""
    makers: list[Callable[[], Row]] = []
    cursor = 0
    for line in view.lines:
        here = d.place is not None and d.place.item == line.line.id
        if here:
            cursor = len(makers)
        makers.append(partial(line_row, line, d))
        if here and line.records is not None:
            makers.extend(partial(told_row, part, d) for part in line.records.told)
        if here and unfolds(line):
            for members in groups(line):
                if any(s.slot == d.place for s in members):
                    cursor = len(makers)
                makers.append(partial(part_row, members, d))
    return LateRows(makers), cursor
