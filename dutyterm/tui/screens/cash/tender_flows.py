"""Other tenders than cash: counted blind with the lock, then the report's figures beside them (N2, M10)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from dutyterm.desk.cash import settling
from dutyterm.desk.cash.proofs import Proof
from dutyterm.desk.outcome import Outcome
from dutyterm.i18n import Text, joined, same
from dutyterm.manual.cash import CashRules, Tender
from dutyterm.model.money import format_fen
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import parse_int
from dutyterm.shift.cash.facts import TenderFigures
from dutyterm.shift.cash.state import Span
from dutyterm.shift.cash.told import till_name
from dutyterm.shift.words import NAME_LIMIT, stored
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.screens.cash.asking import money, yuan
from dutyterm.tui.screens.cash.signing import signing, with_second
from dutyterm.tui.views.asks import Dialogue, Option, Question

MOST_PAPERS = 99_999
"""More papers of one tender than this are no day's work."""

_ASKS = "tenders"


def blind_questions(rules: CashRules) -> tuple[Question, ...]:
    """What came in by each tender, by its papers and lists. 1 says that there was nothing at all."""
    questions = [_choice(_ANY, _NOTHING)]
    for tender in rules.tenders:
        amount = f"actual_{tender.id}"
        title = _ACTUAL.fill(name=tender.name)
        questions.append(
            Question(amount, title, "text", take=money, told=yuan, label=tender.name, when=_each)
        )
        if tender.proofs:
            questions += _papers(tender, amount)
    return tuple(questions)


def _papers(tender: Tender, amount: str) -> Iterator[Question]:
    there = _where(amount)
    papers = tender.papers or _PAPERS_PLAIN
    yield Question(
        f"papers_{tender.id}",
        _PAPERS.fill(name=tender.name, papers=papers),
        "text",
        take=_number,
        label=_PAPERS_OF.fill(name=tender.name),
        when=there,
    )
    yield Question(
        f"missing_{tender.id}",
        _MISSING.fill(name=tender.name),
        "text",
        take=_number,
        label=_MISSING_OF.fill(name=tender.name),
        when=there,
    )
    if tender.note is not None:
        yield Question(
            f"note_{tender.id}",
            _NOTE.fill(name=tender.name, note=tender.note),
            options=(Option("1", "-", _NO_NOTE),),
            write=_WRITE_NOTE,
            take=_note,
            label=tender.note,
            when=there,
        )


def _note(typed: str) -> str | Text:
    found = stored(typed, NAME_LIMIT)
    return found.text if isinstance(found, Refusal) else found


def blind_figures(rules: CashRules, a: Mapping[str, str]) -> tuple[TenderFigures, ...]:
    """The answers, without what is nil."""
    found = []
    for tender in rules.tenders:
        actual, papers, missing = (
            int(a.get(f"{part}_{tender.id}", "0")) for part in ("actual", "papers", "missing")
        )
        note = a.get(f"note_{tender.id}", "-")
        if actual or papers or missing:
            found.append(
                TenderFigures(
                    tender=tender.id,
                    expected=0,
                    actual=actual,
                    papers=papers,
                    missing=missing,
                    note="" if note == "-" else note,
                )
            )
    return tuple(found)


def blind_told(title: Text, rules: CashRules, a: Mapping[str, str]) -> Text:
    """What is signed: each tender that brought something, with its papers, or that there was nothing."""
    parts = [_told(tender, one) for one in blind_figures(rules, a) for tender in rules.tenders
             if tender.id == one.tender]  # fmt: skip
    return _SIGNED.fill(title=title, told=joined(same("  "), parts) if parts else _NOTHING)


def _told(tender: Tender, one: TenderFigures) -> Text:
    said = _FIGURE.fill(name=tender.name, fen=format_fen(one.actual))
    parts = [said, _PIECES.fill(n=one.papers)] if one.papers else [said]
    parts += [_LACKS.fill(n=one.missing)] if one.missing else []
    return joined(same(" "), [*parts, same(one.note)] if one.note else parts)


def expected_questions(rules: CashRules) -> tuple[Question, ...]:
    """What the report says of each tender; what was counted is not shown while it is typed."""
    amounts = (
        Question(
            f"expected_{tender.id}",
            _EXPECTED.fill(name=tender.name),
            "text",
            take=money,
            told=yuan,
            label=tender.name,
            when=_each,
        )
        for tender in rules.tenders
    )
    return (_choice(_ANY_EXPECTED, _NOTHING_EXPECTED), *amounts)


def expected_figures(rules: CashRules, a: Mapping[str, str]) -> tuple[TenderFigures, ...]:
    """The report's figures, without what is nil."""
    named = ((tender.id, int(a.get(f"expected_{tender.id}", "0"))) for tender in rules.tenders)
    return tuple(TenderFigures(tender=id, expected=fen, actual=0) for id, fen in named if fen)


def count_apart(page: FlowPage, till: str, span: Span, rules: CashRules) -> Flow:
    """Apart from the cash, or once more with a reason; giver and taker of the papers sign."""
    title = _APART.fill(till=till_name(page.session.scene(), till))
    questions = blind_questions(rules)
    if span.actuals is not None:
        questions = (*questions, Question("reason", _WHY, "text"))

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        figures = blind_figures(rules, a)

        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await settling.count_tenders(
                page.session, till, span.number, figures, proofs, a.get("reason", "")
            )

        first = span.person if span.locked is None else span.locked.first
        told = blind_told(title, rules, a)
        page.open_flow(signing(page, told, with_second(page.session, first), wish))
        return None

    return Flow(f"{_ASKS}/{till}/{span.number}", Dialogue(title, questions), finish, keeps=True)


def _choice(title: Text, nothing: Text) -> Question:
    return Question(_ASKS, title, options=(Option("1", "none", nothing), Option("2", "each", _ONE_BY_ONE)))


def _each(a: Mapping[str, str]) -> bool:
    return a.get(_ASKS) == "each"


def _where(amount: str) -> Callable[[Mapping[str, str]], bool]:
    """Papers are asked of a tender that brought something."""
    return lambda a: _each(a) and a.get(amount, "0") != "0"


def _number(typed: str) -> str | Text:
    found = parse_int(typed, 0, MOST_PAPERS)
    return found.text if isinstance(found, Refusal) else str(found)


_SIGNED = Text("{title}\n现金以外: {told}", "{title}\nbeside the cash: {told}")
_FIGURE = Text("{name} {fen}", "{name} {fen}")
_PIECES = Text("凭证 {n} 张", "papers {n}")
_LACKS = Text("缺 {n} 张", "missing {n}")
_NOTE = Text("{name} {note}?", "{name}: {note}?")
_NO_NOTE = Text("不记", "not noted")
_WRITE_NOTE = Text("键入,几个用 + 隔开", "type it, + between several")
_PAPERS_OF = Text("{name} 凭证", "{name} papers")
_MISSING_OF = Text("{name} 缺凭证", "{name} papers missing")
_ANY = Text("现金以外的付款(POS、扫码、支票等)?", "Other than cash: POS, QR, cheques?")
_NOTHING = Text("一笔也没有", "none at all")
_ONE_BY_ONE = Text("逐项键入", "one by one")
_ACTUAL = Text("{name} 实有多少元?没有键 0", "{name}: how many yuan are there? 0 for none")
_PAPERS = Text("{name} 凭证几张?({papers})", "{name}: how many papers? ({papers})")
_PAPERS_PLAIN = Text("逐张交接", "handed over one by one")
_MISSING = Text("{name} 缺凭证几张?没有键 0", "{name}: papers missing? 0 for none")
_ANY_EXPECTED = Text("扎账单上现金以外的应有金额?", "Other tenders on the report?")
_NOTHING_EXPECTED = Text("都是 0", "all nil")
_EXPECTED = Text("{name} 应有多少元?没有键 0", "{name}: expected yuan? 0 for none")
_APART = Text("{till} 非现金盲点: 照单据、后台清单", "{till}: other tenders, by papers and lists")
_WHY = Text("为什么重新点?", "Why again?")
