"""What the taker reads as rows: read mark, time, flag, words, where it comes from; and one of them whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from dutyterm.i18n import Lang, Text, same
from dutyterm.manual.schema import Category
from dutyterm.shift.handover.brief import Line, Number
from dutyterm.shift.handover.family import Stage
from dutyterm.shift.handover.reading import Reading, Row
from dutyterm.shift.item_told import beside_its_kind
from dutyterm.shift.messages import PRIORITIES
from dutyterm.tui.views import spans
from dutyterm.tui.views.cells import flow, pad, width, wrap
from dutyterm.tui.views.item_words import ITEM_SORTS, age
from dutyterm.tui.views.spans import Span, Tone, spread
from dutyterm.values import dataclass

TAG_CELLS: Final[dict[Lang, int]] = {"zh": 14, "en": 18}
"""Cells at the end of a row: where it comes from."""

_SORTS: Final = {
    "timer": Text("计时", "timer"),
    "step": Text("缓办步骤", "step"),
    "cash": Text("资金", "cash"),
    "slip": Text("待补录", "slip"),
    "message": Text("留言", "message"),
    "more": Text("日志", "log"),
}


@dataclass(frozen=True)
class ReadingDrawing:
    """What the views of a handover need beside its rows."""

    lang: Lang
    width: int
    now: datetime
    categories: Mapping[str, Category]
    name: Callable[[str | None], str]
    """What a person is called."""

    def to(self, text: Text) -> str:
        """The text in the language that is shown."""
        return text.to(self.lang)

    def clock(self, at: datetime) -> str:
        """`08:05`, or the day when it is another one."""
        local = at.astimezone(self.now.tzinfo)
        return local.strftime("%H:%M" if local.date() == self.now.date() else "%m-%d")

    def moment(self, at: datetime) -> str:
        """`08:05`, with the day when it is another one."""
        local = at.astimezone(self.now.tzinfo)
        return local.strftime("%H:%M" if local.date() == self.now.date() else "%m-%d %H:%M")


def mark(row: Row) -> tuple[str, Tone]:
    """`[x]` read, `[?]` with reservation, `[-]` one's own, `[ ]` still to be read."""
    if row.reservation is not None:
        return "[?]", "off"
    if row.tick is not None:
        return "[x]", "done"
    return ("[-]", "dim") if row.exempt else ("[ ]", "todo")


def tag(row: Row, d: ReadingDrawing) -> Text:
    """Where it comes from."""
    if row.reservation is not None:
        return Text("保留", "reserved")
    if row.sort == "item":
        name = ITEM_SORTS.get(row.kind, same(row.kind))
        return Text(f"{name.zh} #{row.number}", f"{name.en} #{row.number}")
    if row.sort == "entry":
        known = d.categories.get(row.kind)
        return known.name if known is not None else same(row.kind)
    return _SORTS[row.sort]


def reading_row(row: Row, d: ReadingDrawing, *, here: bool) -> spans.Row:
    """One thing to read, in one row."""
    sign, tone = mark(row)
    at = "     " if row.at is None else d.clock(row.at)
    where = pad(d.to(tag(row, d)), TAG_CELLS[d.lang] if d.width < 100 else 20)
    due = "" if row.due is None else d.to(Text("限 {at} ", "due {at} ").fill(at=d.moment(row.due)))
    lead = f" {at} {'!' if row.flagged else ' '} "
    room = d.width - 4 - width(lead) - width(where) - 2
    title = beside_its_kind(row.kind, row.title) if row.sort == "item" else row.title
    text = pad(due + d.to(title), max(8, room))
    return (
        Span(">" if here else " ", "strong"),
        Span(sign, tone),
        Span(lead, "block" if row.flagged else "plain"),
        Span(text, "input" if here else "plain" if not row.done else "dim"),
        Span(" " + where, "dim"),
    )


def reading_head(found: Reading, d: ReadingDrawing) -> spans.Row:
    """Who hands over to whom, and how far the reading is."""
    taker = d.name(found.taker) if found.taker is not None else "--"
    words = Text("交 {giver} > 接 {taker}", "from {giver} to {taker}")
    left = (
        Span(" " + d.to(TITLE) + "  ", "title"),
        Span(d.to(words.fill(giver=d.name(found.giver), taker=taker)), "strong"),
    )
    counts = Text("已读 {read}/{total}   ", "read {read}/{total}   ").fill(read=found.read, total=found.total)
    held = Text("保留 {n}   ", "reserved {n}   ").fill(n=found.reservations)
    state = (
        Text("有异议 ", "refused ")
        if found.stage is Stage.REFUSED
        else Text("尚未接收 ", "not yet received ")
    )
    right = (
        Span(d.to(counts)),
        Span(d.to(held) if found.reservations else "", "off"),
        Span(d.to(state), "warning"),
    )
    return spread(left, right, d.width)


def summary_rows(lines: tuple[Line, ...], d: ReadingDrawing) -> list[spans.Row]:
    """The three lines, each number with the digit that leads to what it counts."""
    digits = {id(number): digit for digit, number in sources(lines).items()}
    rows: list[spans.Row] = []
    for line in lines:
        said = [
            (f"[{digits[id(number)]}]" if id(number) in digits else "") + d.to(number.text)
            for number in line.numbers
        ]
        head = f" {d.to(line.head)}{':' if said else ''} "
        first, *more = flow(said, d.width - width(head)) or [""]
        rows.append(spans.fit(spans.row(head + first), d.width))
        rows += [spans.fit(spans.row(" " * width(head) + part), d.width) for part in more]
    return rows


def sources(lines: tuple[Line, ...]) -> dict[int, Number]:
    """The numbers that a digit leads to; 1 to 3 answer the handover itself, so they begin with 4 (N26)."""
    found = [number for line in lines for number in line.numbers if number.refs]
    return dict(zip(range(4, 10), found, strict=False))


def row_detail(row: Row, d: ReadingDrawing, words: Sequence[Text] = ()) -> list[spans.Row]:
    """The whole of what is carried of one thing, and who wrote it when; `words` are all there is of it."""
    at = "" if row.at is None else d.moment(row.at) + " "
    first, *more = list(words) or [row.title]
    rows = [spans.row(" " + part, "strong") for part in wrap(at + d.to(first), d.width - 2)]
    for text in more:
        rows += [spans.EMPTY, *(spans.row(" " + part) for part in wrap(d.to(text), d.width - 2))]
    said: list[Text] = []
    if row.by is not None:
        said.append(Text("{name} 记", "by {name}").fill(name=d.name(row.by)))
    if row.due is not None:
        said.append(Text("限 {at}", "due {at}").fill(at=d.moment(row.due)))
    if row.overdue is not None:
        said.append(Text("已超时 {t}", "overdue {t}").fill(t=age(row.overdue)))
    if row.owner is not None:
        said.append(Text("负责 {name}", "owner {name}").fill(name=d.name(row.owner)))
    if row.sort == "message" and row.kind in PRIORITIES:
        said.append(PRIORITIES[row.kind])  # type: ignore[index]
    if row.exempt:
        said.append(Text("您自己写的,不用读", "your own, nothing to read"))
    if row.tick is not None:
        said.append(Text("您 {at} 已读", "you read it {at}").fill(at=d.moment(row.tick.at)))
    rows += [spans.row("       " + line, "dim") for line in flow(map(d.to, said), d.width - 8, "   ")]
    if row.tick is not None and row.tick.remark:
        rows.append(spans.row("       " + d.to(Text("备注: ", "Remark: ")) + row.tick.remark))
    if row.reservation is not None:
        rows.append(spans.row("       " + d.to(Text("保留: ", "Reservation: ")) + row.reservation, "off"))
    return rows


TITLE: Final = Text("接班核对", "Handover")
