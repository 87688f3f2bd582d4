"""Audited closures as rows: which, what was counted, how far off, what was found; one of them in full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dutyterm.i18n import Lang, Text, joined, same
from dutyterm.model.money import format_fen
from dutyterm.review.cash_audits import Audits, PastAudit
from dutyterm.shift.cash.state import CASH, Span
from dutyterm.tui.views import spans
from dutyterm.tui.views.cells import pad, pad_left, wrap
from dutyterm.tui.views.spans import Row, Tone, row
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Names:
    """What ids are called now."""

    people: dict[str, str]
    tills: dict[str, str]
    tenders: dict[str, Text]
    causes: dict[str, Text]

    def person(self, id: str) -> str:
        """A person; the id when nobody knows it any more."""
        return self.people.get(id, id)

    def till(self, id: str) -> Text:
        """A till."""
        return Text(self.tills.get(id, id), f"till {id}")


def head_rows(found: Audits, waiting: int, lang: Lang) -> tuple[Row, ...]:
    """How far back it goes, what still waits for an auditor, and the heading of the columns."""
    told = _MORE if found.more else _HEAD
    rows: list[Row] = [row(" " + told.fill(n=len(found.audits), files=found.files).to(lang), "title")]
    if waiting:
        rows.append(row(" " + _WAITING.fill(n=waiting).to(lang), "waiting"))
    if found.doubtful:
        rows.append(row(" " + _DOUBTFUL.fill(n=len(found.doubtful)).to(lang), "warning"))
    heading = "".join(
        (
            pad("", 3), pad(_CLOSED.to(lang), 14), pad(_TILL.to(lang), 13), pad(_HOLDER.to(lang), 9),
            pad_left(_COUNTED.to(lang), 12), pad_left(_OFF.to(lang), 11), "  ", pad(_FOUND.to(lang), 9),
            _CHECKED.to(lang),
        )
    )  # fmt: skip
    return (*rows, row(heading, "dim"))


def audit_row(one: PastAudit, n: int, names: Names, lang: Lang, *, here: bool) -> Row:
    """One closure; the first nine have a digit."""
    closure = one.closure.closure if one.closure is not None else None
    person = names.person(one.closure.person) if one.closure is not None else "-"
    counted = format_fen(closure.counted) if closure is not None else "-"
    off = closure.variance if closure is not None else 0
    tone: Tone = "strong" if here else "plain"
    return (
        spans.Span(">" if here else " ", "strong"),
        spans.Span(f"{n + 1 if n < 9 else ' '} ", "dim"),
        spans.Span(pad(f"{one.day.isoformat()} {one.shift}", 14), tone),
        spans.Span(pad(f"{names.till(one.till).to(lang)} #{one.number}", 13), tone),
        spans.Span(pad(person, 9)),
        spans.Span(pad_left(counted, 12)),
        spans.Span(pad_left(format_fen(off) if closure is not None else "-", 11), "off" if off else "plain"),
        spans.Span("  " + pad((_AGREES if one.agrees else _FINDING).to(lang), 9), _tone(one)),
        spans.Span(f"{one.at:%m-%d}", "dim"),
    )


def about_rows(one: PastAudit, names: Names, lang: Lang, cells: int) -> tuple[Row, ...]:
    """All about it: the audit first, then the closure as its records tell it."""
    found: list[Row] = []
    for text, tone in _about(one, names):
        found += [row(" " + part, tone) for part in wrap(text.to(lang), cells - 2)]
    return tuple(found)


def _about(one: PastAudit, names: Names) -> Iterator[tuple[Text, Tone]]:
    told = _AUDIT.fill(
        at=f"{one.at:%Y-%m-%d %H:%M}", name=names.person(one.by), found=_AGREES if one.agrees else _FINDING
    )
    yield told, _tone(one)
    if one.words:
        yield same(one.words), "plain"
    if one.closure is None:
        yield _GONE, "warning"
        return
    yield from _of_closure(one.closure, names)


def _of_closure(span: Span, names: Names) -> Iterator[tuple[Text, Tone]]:
    closure = span.closure
    if closure is None:
        return
    sums = _SUMS.fill(
        expected=format_fen(closure.expected),
        counted=format_fen(closure.counted),
        off=_signed(closure.variance),
    )
    yield sums, "off" if closure.variance else "done"
    for tender in span.tenders:
        fen, done = span.variance(tender), span.decided.get(tender)
        if tender != CASH and fen:
            yield _TENDER.fill(name=names.tenders.get(tender, same(tender)), off=_signed(fen)), "off"
        if done is not None and done.fen:
            cause = names.causes.get(done.cause or "", same(done.cause or ""))
            yield _DECIDED.fill(cause=cause, words=done.words), "plain"
    if span.kept is not None:
        paid = _PAID.fill(kept=format_fen(span.kept.total), fen=format_fen(closure.pay_in))
        yield paid, "plain"
    if span.locked is not None and span.recount is not None:
        again = _AGAIN.fill(
            locked=format_fen(span.locked.sheet.total),
            name=names.person(span.recount.person),
            fen=format_fen(span.recount.sheet.total),
        )
        yield again, "plain"
    if span.locked is not None:
        counters = _people((span.locked.first, span.locked.second), names)
        deciders = _people([s.person for done in span.decided.values() for s in done.signed], names)
        yield _SIGNED.fill(counters=counters, deciders=deciders), "plain"


def _people(ids: tuple[str, ...] | list[str], names: Names) -> Text:
    return joined(Text("、", ", "), [same(names.person(id)) for id in dict.fromkeys(ids)])


def _signed(fen: int) -> str:
    return f"+{format_fen(fen)}" if fen > 0 else format_fen(fen)


def _tone(one: PastAudit) -> Tone:
    return "done" if one.agrees else "warning"


_HEAD: Final = Text(
    "稽核过的结账 {n} 次,新的在前  查了 {files} 班",
    "Audited closures {n}, newest first  shifts looked through {files}",
)
_MORE: Final = Text(
    "稽核过的结账,最近 {n} 次,新的在前  更早的在菜单「翻查」",
    'Audited closures, the newest {n}  older ones: "Search" in the menu',
)
_WAITING: Final = Text("还有 {n} 次结账等稽核: F4", "closures that wait for the auditor: {n}, on F4")
_DOUBTFUL: Final = Text(
    "{n} 个文件读不出或有损坏,里面的稽核可能没列全",
    "files that cannot be read or are damaged: {n}; audits in them may be missing",
)
_CLOSED: Final = Text("结账", "closure")
_TILL: Final = Text("台席", "till")
_HOLDER: Final = Text("领用人", "clerk")
_COUNTED: Final = Text("实点", "counted")
_OFF: Final = Text("长短款", "difference")
_FOUND: Final = Text("结果", "found")
_CHECKED: Final = Text("稽核", "audited")
_AGREES: Final = Text("相符", "agrees")
_FINDING: Final = Text("有发现", "finding")
_AUDIT: Final = Text("{at} {name} 稽核: {found}", "{at} audited by {name}: {found}")
_GONE: Final = Text(
    "那一班的文件不在这里或太旧,只剩稽核记录。",
    "The file of that shift is not here, or too old: only the audit itself is left.",
)
_SUMS: Final = Text(
    "应有 {expected}  实点 {counted}  差 {off}", "expected {expected}, counted {counted}: {off}"
)
_TENDER: Final = Text("{name} 差 {off}", "{name}: {off}")
_DECIDED: Final = Text("原因: {cause} {words}", "cause: {cause} {words}")
_PAID: Final = Text("留存 {kept}  缴款 {fen}", "kept {kept}, paid in {fen}")
_AGAIN: Final = Text("锁定 {locked}  复点 {fen} {name}", "locked at {locked}, counted again by {name}: {fen}")
_SIGNED: Final = Text("清点: {counters}  结论: {deciders}", "counted by {counters}; decided by {deciders}")
