"""The handover slip 交接单: what one duty manager leaves to the next, with the seal code (e.7, N5, N26)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal

from dutyterm.i18n import Text, same
from dutyterm.paper.document import (
    Block,
    Code,
    Column,
    Document,
    Heading,
    Pairs,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from dutyterm.paper.marks import copy_mark, day_of, moment_of
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Signer:
    """Somebody who hands over or takes over."""

    number: str
    """工号."""
    name: str

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


@dataclass(frozen=True)
class SlipItem:
    """Something that the next shift has to see to: an open item, a promise, a deferred step."""

    number: str
    title: Text
    """Masked."""
    sort: Text
    since: datetime
    due: datetime | None = None
    owner: str = ""
    overdue: bool = False
    """At the time of the handover."""


@dataclass(frozen=True)
class SlipHanded:
    """Something that is accepted by its name: a timer, cash, a step put off, a paper entry (N9, N10)."""

    name: Text
    sort: Text
    due: datetime | None = None
    flagged: bool = False


@dataclass(frozen=True)
class Reservation:
    """What was taken over with reservation 带保留意见, in words."""

    about: Text
    words: str
    by: str


@dataclass(frozen=True)
class Acceptance:
    """Who took over, when and how."""

    by: Signer
    at: datetime
    no_witness: str = ""
    """Why nobody was there to hand over in person (N15)."""
    ruled: str = ""
    """Words of the hall manager who decided so."""


Standing = Literal["waiting", "refused", "recalled"]
"""How a handover stands that nobody has accepted."""


@dataclass(frozen=True)
class SlipFacts:
    """Everything that a slip says. What is not known yet is left at its default."""

    hall: str
    day: date
    shift: str
    """Code, e.g. `A`."""
    seal_code: str
    records: int
    doors: Text
    """When the doors opened and closed."""
    sealed_at: datetime
    sealed_by: Signer | None
    """None: the program sealed a shift that was forgotten (S8)."""
    printed_at: datetime
    copy: int | None
    """1 = the original; None = nobody counts this one, because the program that counts was open elsewhere."""
    version: Text
    """Program and manual, for the foot."""
    next_shift: str = ""
    """Code of the shift that takes over, when it is known."""
    summary: tuple[Text, ...] = ()
    """Three lines, written by the program (N26)."""
    items: tuple[SlipItem, ...] = ()
    promises: tuple[SlipItem, ...] = ()
    deferred: tuple[SlipItem, ...] = ()
    handed: tuple[SlipHanded, ...] = ()
    entries: tuple[Text, ...] = ()
    """Log entries that are important or urgent."""
    notes: tuple[Text, ...] = ()
    """Message book 留言 for the next manager."""
    reservations: tuple[Reservation, ...] = ()
    accepted: Acceptance | None = None
    """None: not yet received, or as `standing` says."""
    standing: Standing = "waiting"
    doubts: tuple[Text, ...] = ()
    """What may be missing: a damaged file, another version of the manual."""


def slip(facts: SlipFacts) -> Document:
    """The paper."""
    about = _ABOUT.fill(day=day_of(facts.day), shift=facts.shift, at=moment_of(facts.printed_at, None))
    blocks: list[Block] = [_head(facts), Code(_CODE, facts.seal_code, _COUNT.fill(n=facts.records))]
    blocks += [Paragraph(doubt, strong=True, lead=same("!")) for doubt in facts.doubts]
    if facts.summary:
        blocks.append(Heading(_SUMMARY))
        blocks += [Paragraph(line, lead=same(f"{n}.")) for n, line in enumerate(facts.summary, 1)]
    blocks += _part(_ITEMS, facts.items, facts.sealed_at)
    if facts.promises:
        blocks += _part(_PROMISES, facts.promises, facts.sealed_at)
    if facts.deferred:
        blocks += _part(_DEFERRED, facts.deferred, facts.sealed_at)
    if facts.handed:
        rows = tuple(_handed(one, facts.sealed_at) for one in facts.handed)
        columns = (Column(_WHAT, 50), Column(_SORT, 14), Column(_DUE, 16))
        blocks += [Heading(_HANDED), Table(columns, rows)]
    for title, lines in ((_ENTRIES, facts.entries), (_NOTES, facts.notes)):
        if lines:
            blocks.append(Heading(title))
            blocks += [Paragraph(line, lead=same("-")) for line in lines]
    if facts.reservations:
        blocks.append(Heading(_RESERVATIONS))
        said = Text("{about}: {words}({by})", "{about}: {words} ({by})")
        blocks += [
            Paragraph(said.fill(about=r.about, words=r.words, by=r.by), lead=same("-"))
            for r in facts.reservations
        ]
    blocks += [Heading(_SIGN), Paragraph(_COVERS), _signatures(facts)]
    hall = same(facts.hall)
    return Document(_TITLE, hall, about, tuple(blocks), _foot(facts), _marks(facts), one_page=True)


def _head(facts: SlipFacts) -> Pairs:
    out = same(str(facts.sealed_by)) if facts.sealed_by is not None else _FORGOTTEN
    rows = [(_OUT, out), (_SEALED, moment_of(facts.sealed_at, None))]
    if facts.accepted is None:
        rows.append((_IN, _STANDS[facts.standing]))
    else:
        rows += [(_IN, same(str(facts.accepted.by))), (_TAKEN, moment_of(facts.accepted.at, None))]
        if facts.accepted.no_witness:
            rows.append((_WITNESS, _NO_WITNESS.fill(why=facts.accepted.no_witness)))
        if facts.accepted.ruled:
            rows.append((_RULED, same(facts.accepted.ruled)))
    rows.append((_DOORS, facts.doors))
    if facts.next_shift:
        rows.append((_NEXT, same(facts.next_shift)))
    return Pairs(tuple(rows))


def _part(title: Text, items: tuple[SlipItem, ...], at: datetime) -> list[Block]:
    columns = (
        Column(same("#"), 3, "right"),
        Column(_WHAT, 34),
        Column(_SORT, 7),
        Column(_SINCE, 11),
        Column(_DUE, 16),
        Column(_OWNER, 7),
    )
    rows = tuple(
        (
            same(item.number),
            item.title,
            item.sort,
            moment_of(item.since, at),
            _due(item, at),
            same(item.owner or "-"),
        )
        for item in items
    )
    return [Heading(title.fill(n=len(items))), Table(columns, rows, _NONE)]


def _handed(one: SlipHanded, at: datetime) -> tuple[Text, Text, Text]:
    name = Text(f"! {one.name.zh}", f"! {one.name.en}") if one.flagged else one.name
    return name, one.sort, same("-") if one.due is None else moment_of(one.due, at)


def _due(item: SlipItem, at: datetime) -> Text:
    if item.due is None:
        return same("-")
    due = moment_of(item.due, at)
    return Text(f"{due.zh} 逾期", f"{due.en} late") if item.overdue else due


def _signatures(facts: SlipFacts) -> Signatures:
    out = str(facts.sealed_by) if facts.sealed_by is not None else ""
    taken = str(facts.accepted.by) if facts.accepted is not None else ""
    return Signatures((Signature(_OUT, out), Signature(_IN, taken)))


def _marks(facts: SlipFacts) -> tuple[Text, ...]:
    found = [copy_mark(facts.copy)] if facts.copy != 1 else []
    if facts.accepted is None:
        found.append(_STANDS[facts.standing])
    elif facts.reservations:
        found.append(_WITH_RESERVATION)
    return tuple(found)


def _foot(facts: SlipFacts) -> Text:
    words = Text("{version}   封存码 {code}", "{version}   seal code {code}")
    return words.fill(version=facts.version, code=facts.seal_code)


_TITLE: Final = Text("值班交接单", "Handover slip")
_ABOUT: Final = Text(
    "营业日 {day}   {shift} 班   打印 {at}", "Business day {day}   shift {shift}   printed {at}"
)
_CODE: Final = Text("封存码", "Seal code")
_COUNT: Final = Text(
    "共 {n} 条记录。下一次开班时照此输入;对得上才说明文件没有动过。",
    "{n} records. Typed at the next opening: only when it matches is the file untouched.",
)
_SUMMARY: Final = Text("三行摘要", "In three lines")
_ITEMS: Final = Text("未结事项 {n}", "Open items: {n}")
_PROMISES: Final = Text("承诺 {n}", "Promises: {n}")
_DEFERRED: Final = Text("缓办 {n}", "Put off: {n}")
_HANDED: Final = Text("按名交接", "Handed over by name")
_ENTRIES: Final = Text("重要记事", "Important entries")
_NOTES: Final = Text("留言", "Messages")
_RESERVATIONS: Final = Text("保留意见", "Reservations")
_SIGN: Final = Text("签字", "Signatures")
_COVERS: Final = Text(
    "签字即确认以上内容和封存码;未接收前由交班人负责。",
    "Signed for all above and for the seal code. Until it is received, who hands over is responsible.",
)
_OUT: Final = Text("交班人", "Hands over")
_IN: Final = Text("接班人", "Takes over")
_SEALED: Final = Text("封存时间", "Sealed")
_TAKEN: Final = Text("接班时间", "Taken over")
_NEXT: Final = Text("接班班次", "Next shift")
_DOORS: Final = Text("门", "Doors")
_RULED: Final = Text("厅经理裁定", "Hall manager ruled")
_WITNESS: Final = Text("见证", "Witness")
_NO_WITNESS: Final = Text("无见证人: {why}", "NO WITNESS: {why}")
_FORGOTTEN: Final = Text("程序自动封存(无人签)", "sealed by the program, unsigned")
_STANDS: Final[dict[Standing, Text]] = {
    "waiting": Text("尚未接收", "NOT YET RECEIVED"),
    "refused": Text("有异议 未接收", "REFUSED, NOT RECEIVED"),
    "recalled": Text("交班已收回", "RECALLED"),
}
_WITH_RESERVATION: Final = Text("带保留意见接班", "TAKEN WITH RESERVATION")
_WHAT: Final = Text("事项", "What")
_SORT: Final = Text("类别", "Sort")
_SINCE: Final = Text("自", "Since")
_DUE: Final = Text("期限", "Due")
_OWNER: Final = Text("负责", "Owner")
_NONE: Final = Text("没有。", "None.")
