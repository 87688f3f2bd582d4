"""Papers about money: the count sheet of a closure, and the deposit slip 缴款单 with 大写金额 (N4, M15)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from dutyterm.i18n import Text, same
from dutyterm.manual.cash import CashRules
from dutyterm.model.money import amount_in_words, format_fen
from dutyterm.paper.document import (
    Block,
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
from dutyterm.shift.cash.reasons import reason_text
from dutyterm.shift.cash.sheet import Sheet
from dutyterm.shift.cash.state import CASH, Bag, Span
from dutyterm.values import dataclass


@dataclass(frozen=True)
class About:
    """What every paper about money says of itself."""

    hall: str
    day: date
    shift: str
    """Code, e.g. `A`."""
    printed_at: datetime
    copy: int | None
    """1 = the original; None = not counted."""
    version: Text
    names: dict[str, str]
    """Person id -> name and number."""
    tills: dict[str, str]
    """Till id -> name."""

    def name(self, person: str) -> str:
        """Who it is."""
        return self.names.get(person, person)


def count_sheet(about: About, till: str, span: Span, rules: CashRules) -> Document | None:
    """The locked count of one closure with its result; None before the lock, for nothing may be told then."""
    locked = span.locked
    if locked is None:
        return None
    blocks: list[Block] = [
        Pairs(
            (
                (_TILL, same(about.tills.get(till, till))),
                (_NUMBER, same(str(span.number))),
                (_HOLDER, same(about.name(span.person))),
                (_LOCKED, moment_of(locked.at, None)),
                *_beside(about, span),
            )
        ),
        _count_table(span, locked.sheet, rules),
        *_sum(locked.sheet),
        *_result(about, span, rules),
        *_tenders(span, rules),
        Signatures(
            (
                Signature(_FIRST, about.name(locked.first)),
                Signature(_SECOND, about.name(locked.second)),
            )
        ),
    ]
    return _document(about, _SHEET_TITLE, blocks)


def _beside(about: About, span: Span) -> list[tuple[Text, Text]]:
    """What stands beside the agreed count: a difference of the morning, the one recount."""
    found: list[tuple[Text, Text]] = []
    if span.opening_difference:
        found.append((_OPENING, same(signed_fen(span.opening_difference))))
    if span.recount is not None:
        told = f"{format_fen(span.recount.sheet.total)}  {about.name(span.recount.person)}"
        found.append((_RECOUNT, same(told)))
    return found


def _count_table(span: Span, agreed: Sheet, rules: CashRules) -> Table:
    turns = span.turns
    rows: list[tuple[Text, ...]] = []
    for row in rules.denominations:
        if row.id not in agreed.pieces:
            continue
        n = agreed.pieces[row.id]
        counted = [str(turn.sheet.pieces.get(row.id, 0)) for turn in turns[:2]]
        first, second = (*counted, "", "")[:2]
        fen = same(format_fen(n * row.fen))
        rows.append((row.name, same(first), same(second), same(str(n)), fen))
    others = sum(face * n for face, n in agreed.other)
    told = ", ".join(f"{face // 100}x{n}" for face, n in agreed.other) or "0"
    rows.append((_OTHER, same(""), same(""), same(told), same(format_fen(others))))
    columns = (
        Column(_FACE, 16),
        Column(_FIRST, 12, "right"),
        Column(_SECOND, 12, "right"),
        Column(_AGREED, 12, "right"),
        Column(_AMOUNT, 16, "right"),
    )
    return Table(columns, tuple(rows))


def _sum(sheet: Sheet) -> list[Block]:
    found: list[Block] = [
        Pairs(
            (
                (_TOTAL, same(format_fen(sheet.total))),
                (_WORDS, same("人民币" + amount_in_words(sheet.total))),
            )
        )
    ]
    if sheet.withdrawn:
        found.append(Paragraph(_WITHDRAWN.fill(fen=format_fen(sheet.withdrawn))))
    return found


def _result(about: About, span: Span, rules: CashRules) -> list[Block]:
    closure = span.closure
    if closure is None or span.expected is None:
        if span.pending is None:
            return [Paragraph(_NO_REPORT)]
        told = _PENDING.fill(pouch=span.pending.pouch, reason=reason_text(span.pending.reason))
        return [Paragraph(told, strong=True)]
    figures: list[tuple[Text, Text]] = [
        (_REPORT, same(span.expected.report)),
        (_BASE, same(format_fen(closure.float))),
        (_TOPUPS, same(format_fen(closure.topups))),
        (_RECEIPTS, same(format_fen(closure.receipts))),
        (_REFUNDS, same(format_fen(closure.refunds))),
        (_DROPS, same(format_fen(closure.drops))),
        (_EXPECTED, same(format_fen(closure.expected))),
        (_COUNTED, same(format_fen(closure.counted))),
        (_DIFFERENCE, same(signed_fen(closure.variance))),
    ]
    if span.kept is not None:
        figures += [
            (_KEPT, same(format_fen(span.kept.total))),
            (_PAY_IN, same(format_fen(closure.pay_in))),
            (_PAY_IN_WORDS, same("人民币" + amount_in_words(max(0, closure.pay_in)))),
        ]
    found: list[Block] = [Heading(_RESULT), Pairs(tuple(figures))]
    causes = {cause.id: cause.name for cause in rules.causes}
    for tender in span.tenders:
        decided = span.decided.get(tender)
        if decided is None or not decided.fen:
            continue
        name = next((t.name for t in rules.tenders if t.id == tender), _CASH)
        said = _DECIDED.fill(
            name=name if tender != CASH else _CASH,
            fen=signed_fen(decided.fen),
            cause=causes.get(decided.cause or "", same("")),
            words=decided.words,
            who=", ".join(about.name(s.person) for s in decided.signed),
        )
        found.append(Paragraph(said, lead=same("-")))
    return found


def _tenders(span: Span, rules: CashRules) -> list[Block]:
    """What came in beside the cash: counted by papers and lists, compared with the report, never netted."""
    found = span.expected.tenders if span.expected is not None else ()
    if not found and span.actuals is not None:
        found = span.actuals.tenders
    if not found:
        return []
    names = {tender.id: tender.name for tender in rules.tenders}
    known = span.expected is not None
    rows = tuple(
        (
            names.get(one.tender, same(one.tender)),
            same(format_fen(one.expected) if known else ""),
            same(format_fen(one.actual)),
            same(signed_fen(one.actual - one.expected) if known else ""),
            same(str(one.papers)),
            same(str(one.missing)),
        )
        for one in found
    )
    columns = (
        Column(_TENDER, 16),
        Column(_EXPECTED, 16, "right"),
        Column(_COUNTED, 16, "right"),
        Column(_DIFFERENCE, 16, "right"),
        Column(_PAPERS, 8, "right"),
        Column(_MISSING, 8, "right"),
    )
    notes = (
        Paragraph(same(one.note), lead=names.get(one.tender, same(one.tender))) for one in found if one.note
    )
    return [Heading(_OTHERS), Table(columns, rows), *notes]


def signed_fen(fen: int) -> str:
    """An amount with its sign, as differences have it: `+110.00`, `-5.00`, `0.00`."""
    return f"+{format_fen(fen)}" if fen > 0 else format_fen(fen)


def deposit_slip(about: About, bag: Bag) -> Document:
    """缴款单: the bag with its amount in figures and capital numerals, and what became of it."""
    blocks: list[Block] = [
        Pairs(
            (
                (_BAG, same(bag.bag)),
                (_SEAL, same(bag.seal)),
                (_SEALED, moment_of(bag.sealed_at, None)),
                (_TOTAL, same(format_fen(bag.fen))),
                (_WORDS, same("人民币" + amount_in_words(bag.fen))),
                *(((_WRITTEN, same("人民币" + bag.words)),) if bag.words is not None else ()),
            )
        )
    ]
    if bag.over:
        blocks.append(Paragraph(_OVER.fill(fen=format_fen(bag.over)), strong=True))
    rows = tuple((same(_packet(about, id)),) for id in bag.packets)
    blocks.append(Table((Column(_PACKETS, 60),), rows))
    for moved in bag.moves:
        words = _MOVED[moved.to].fill(carrier=moved.carrier, paper=moved.paper)
        blocks.append(Paragraph(words, lead=same("-")))
    if bag.credited is not None:
        credited = _CREDITED.fill(
            receipt=bag.credited.receipt, day=bag.credited.day, fen=format_fen(bag.credited.fen)
        )
        blocks.append(Paragraph(credited, lead=same("-")))
    lines = tuple(Signature(_SEALER, about.name(person)) for person in bag.signers)
    blocks.append(Signatures((*lines, Signature(_TAKER))))
    return _document(about, _DEPOSIT_TITLE, blocks)


def _packet(about: About, id: str) -> str:
    sort, _, rest = id.partition(":")
    if sort != "till":
        return f"{sort} {rest}"
    till, _, number = rest.partition("#")
    return f"{about.tills.get(till, till)} #{number}"


def _document(about: About, title: Text, blocks: list[Block]) -> Document:
    day = day_of(about.day)
    told = Text(f"{day.zh} {about.shift} 班", f"{day.en}, shift {about.shift}")
    printed = moment_of(about.printed_at, None)
    foot = Text(f"{about.version.zh}   印于 {printed.zh}", f"{about.version.en}   printed {printed.en}")
    marks = (copy_mark(about.copy),) if about.copy != 1 else ()
    return Document(title, same(about.hall), told, tuple(blocks), foot, marks)


_SHEET_TITLE: Final = Text("现金清点单", "Count sheet")
_DEPOSIT_TITLE: Final = Text("缴款单", "Deposit slip")
_TILL: Final = Text("台席", "till")
_NUMBER: Final = Text("结账序号", "closure number")
_HOLDER: Final = Text("领用人", "holder")
_LOCKED: Final = Text("锁定", "locked")
_FACE: Final = Text("面值", "face")
_FIRST: Final = Text("第一人", "first")
_SECOND: Final = Text("第二人", "second")
_AGREED: Final = Text("张数", "pieces")
_AMOUNT: Final = Text("金额", "amount")
_OTHER: Final = Text("其他", "other")
_TOTAL: Final = Text("合计", "total")
_WORDS: Final = Text("大写", "in words")
_WITHDRAWN: Final = Text("停止流通币 {fen},不计入合计", "withdrawn money {fen}, outside the total")
_PENDING: Final = Text(
    "待扎账: {reason};现金封包 {pouch},扎账单来后再比。",
    "Closing report to come: {reason}; the cash is in pouch {pouch} until it is compared.",
)
_NO_REPORT: Final = Text("扎账单还没有录入。", "The closing report is not entered yet.")
_RESULT: Final = Text("核对", "Result")
_REPORT: Final = Text("扎账单号", "report")
_BASE: Final = Text("备用金", "float")
_TOPUPS: Final = Text("追加", "top-ups")
_RECEIPTS: Final = Text("现金收入", "receipts")
_REFUNDS: Final = Text("现金退费", "refunds")
_DROPS: Final = Text("中途缴款", "drops")
_EXPECTED: Final = Text("应有", "expected")
_COUNTED: Final = Text("实点", "counted")
_DIFFERENCE: Final = Text("长(+)短(-)", "over (+) short (-)")
_KEPT: Final = Text("留存备用金", "float kept")
_PAY_IN: Final = Text("缴款", "paid in")
_PAY_IN_WORDS: Final = Text("缴款大写", "paid in, in words")
_CASH: Final = Text("现金", "cash")
_OPENING: Final = Text("领用时差额", "opening difference")
_RECOUNT: Final = Text("复点", "recount")
_OTHERS: Final = Text("现金以外", "Other tenders")
_TENDER: Final = Text("付款方式", "tender")
_PAPERS: Final = Text("凭证", "papers")
_MISSING: Final = Text("缺", "missing")
_DECIDED: Final = Text(
    "{name} {fen}: {cause} {words} 签: {who}", "{name} {fen}: {cause} {words} signed: {who}"
)
_BAG: Final = Text("款包号", "bag")
_SEAL: Final = Text("封签号", "seal")
_WRITTEN: Final = Text("签名人写的大写", "words as a signer wrote them")
_SEALED: Final = Text("封包时间", "sealed")
_OVER: Final = Text("其中长款 {fen},单独标明", "of it over {fen}, labelled apart")
_PACKETS: Final = Text("内装", "contents")
_MOVED: Final = {
    "safe": Text("放入保险柜 {carrier}{paper}", "into the safe {carrier}{paper}"),
    "courier": Text("交押运 {carrier} {paper}", "to the courier {carrier} {paper}"),
    "bank": Text("送银行 {carrier} {paper}", "to the bank {carrier} {paper}"),
}
_CREDITED: Final = Text("回单 {receipt} {day} 入账 {fen}", "receipt {receipt} {day}, credited {fen}")
_SEALER: Final = Text("封包人", "sealed by")
_TAKER: Final = Text("接收", "taken by")
