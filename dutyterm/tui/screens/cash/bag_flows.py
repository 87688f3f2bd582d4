"""The questions about bags, envelopes and the safe."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from dutyterm.desk.cash import results
from dutyterm.desk.cash.proofs import Proof
from dutyterm.desk.outcome import Outcome
from dutyterm.i18n import Text, joined, same
from dutyterm.manual.cash import CashRules
from dutyterm.model.money import amount_in_words, format_fen
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash.bags import (
    BAG,
    PAPER,
    RECEIPT,
    SAME_NUMBER,
    SEAL,
    WORDS,
    in_words,
    wrong_receipt_day,
)
from dutyterm.shift.cash.state import Bag, Span, of
from dutyterm.shift.cash.tills import ENVELOPE
from dutyterm.shift.cash.told import hall_of
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.screens.cash.asking import day_question, money, new_number, paper_number, yuan
from dutyterm.tui.screens.cash.signing import manager_and_other, signing, with_second
from dutyterm.tui.views.asks import Dialogue, Option, Question, numbered


def seal_bag(page: FlowPage) -> Flow:
    """Everything that waits goes into one bag: numbers, then two PINs under the amount in words (N4).

    Where a signer may write these words, they are not shown before.
    """
    scene = page.session.scene()
    waiting = tuple(of(scene.shift).packets.values())
    fen = sum(packet.fen for packet in waiting)
    over = sum(packet.over for packet in waiting)
    sums = _SEAL.fill(n=len(waiting), fen=format_fen(fen))
    shown = _lines(sums, same(f"人民币{amount_in_words(fen)}"))
    if over:
        label = _OVER.fill(fen=format_fen(over))
        sums, shown = _lines(sums, label), _lines(shown, label)
    asks = hall_of(scene).flags.get(WORDS, False)
    questions: tuple[Question, ...] = (
        Question("bag", _BAG, "text", take=new_number(page, BAG)),
        Question("seal", _SEAL_NUMBER, "text", among=_other_than_bag(page)),
    )
    if asks:
        questions = (*questions, _words_question(fen))

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        ids = tuple(packet.id for packet in waiting)

        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await results.seal_bag(page.session, a["bag"], a["seal"], ids, proofs, words)

        words = "" if a.get("words", _UNWRITTEN) == _UNWRITTEN else a["words"]
        told = _BAG_SIGNED.fill(title=shown, bag=a["bag"].upper(), seal=a["seal"].upper())
        if words:
            told = _lines(told, _WRITTEN.fill(words=words))
        page.open_flow(signing(page, told, manager_and_other(page.session), wish))
        return None

    return Flow("bag", Dialogue(sums if asks else shown, questions), finish)


def _words_question(fen: int) -> Question:
    """The amount in capital numerals, written by who signs; 1 leaves it to the program (N4)."""

    def read(typed: str) -> str | Text:
        found = in_words(fen, typed)
        return found.text if isinstance(found, Refusal) else found

    return Question(
        "words", _IN_WORDS, options=(Option("1", _UNWRITTEN, _BY_PROGRAM),), write=_WRITE_WORDS, take=read
    )


def _lines(*texts: Text) -> Text:
    return joined(same("\n"), list(texts))


def _other_than_bag(page: FlowPage) -> Callable[[str, Mapping[str, str]], str | Text]:
    """A seal has another number than its bag."""
    read = new_number(page, SEAL)

    def among(typed: str, a: Mapping[str, str]) -> str | Text:
        found = read(typed)
        return SAME_NUMBER if found == a.get("bag") else found

    return among


def move_bag(page: FlowPage, bag: Bag) -> Flow:
    """Into the safe, to the courier, to the bank."""
    here = bag.where
    away = Text("已经离厅", "it has left")
    options = (
        Option("1", "safe", _TO_SAFE, None if here in ("sealed", "courier") else away),
        Option("2", "courier", _TO_COURIER, None if here in ("sealed", "safe") else away),
        Option("3", "bank", _TO_BANK, None if here in ("sealed", "safe") else away),
    )
    questions = (
        Question("to", _WHERE, options=options),
        Question("carrier", _CARRIER, "text", when=lambda a: a.get("to") == "courier"),
        Question(
            "paper",
            _PAPER,
            "text",
            take=paper_number(PAPER),
            when=lambda a: a.get("to") in ("courier", "bank"),
        ),
    )

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await results.move_bag(
                page.session, bag.bag, a["to"], proofs, a.get("carrier", ""), a.get("paper", "")
            )

        page.open_flow(signing(page, title, manager_and_other(page.session), wish))
        return None

    title = _MOVE.fill(bag=bag.bag, fen=format_fen(bag.fen))
    return Flow(f"move/{bag.bag}", Dialogue(title, questions), finish)


def credit(page: FlowPage, bag: Bag) -> Flow:
    """The bank's receipt: its number and date, the amount really credited (e.3 step 13)."""

    def fits(day: date) -> Refusal | None:
        return wrong_receipt_day(page.session.scene(), bag, day)

    questions = (
        Question("receipt", _RECEIPT, "text", take=paper_number(RECEIPT)),
        day_question(page, "day", _RECEIPT_DAY, fits),
        Question("fen", _CREDITED, "text", take=money, told=yuan),
    )

    async def finish(a: Mapping[str, str]) -> Outcome:
        day = date.fromisoformat(a["day"])
        return await results.credit(page.session, bag.bag, a["receipt"], day, int(a["fen"]))

    title = _CREDIT.fill(bag=bag.bag)
    return Flow(f"credit/{bag.bag}", Dialogue(title, questions), finish)


def decide_credit(page: FlowPage, bag: Bag, rules: CashRules) -> Flow:
    """The bank credited another amount: cause and words, two PINs."""
    causes = numbered(tuple((c.id, c.name) for c in rules.causes))
    questions = (Question("cause", _CAUSE, options=causes), Question("words", _WORDS, "text"))

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await results.decide_credit(page.session, bag.bag, a["cause"], a["words"], proofs)

        page.open_flow(signing(page, title, manager_and_other(page.session), wish))
        return None

    title = _DIFFERENCE.fill(bag=bag.bag, fen=format_fen(bag.difference))
    return Flow(f"difference/{bag.bag}", Dialogue(title, questions), finish)


def check_safe(page: FlowPage) -> Flow:
    """The seal of the safe: typed, never shown before it is (OPN-19)."""

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await results.check_safe(page.session, a["seal"], proofs)

        page.open_flow(signing(page, _CHECK_SAFE, manager_and_other(page.session), wish))
        return None

    return Flow(
        "safe/check",
        Dialogue(_CHECK_SAFE, (Question("seal", _SEAL_NUMBER, "text", take=paper_number(SEAL)),)),
        finish,
    )


def seal_safe(page: FlowPage) -> Flow:
    """Locked, code scrambled, sealed (CLS-18)."""

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await results.seal_safe(page.session, a["seal"], proofs)

        page.open_flow(signing(page, _SEAL_SAFE, manager_and_other(page.session), wish))
        return None

    return Flow(
        "safe/seal",
        Dialogue(_SEAL_SAFE, (Question("seal", _SEAL_NUMBER, "text", take=new_number(page, SEAL)),)),
        finish,
    )


def hold(page: FlowPage, till: str, span: Span, rules: CashRules) -> Flow:
    """A suspected or damaged note: which of the two, then what to do, in the words of the law (e.5)."""
    sorts = (Option("1", "suspect", _SUSPECT), Option("2", "damaged", _DAMAGED))

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        page.open_flow(_hold(page, till, span, rules, a["sort"]))
        return None

    words = rules.suspect[:2]
    title = Text("\n".join(w.zh for w in words), "\n".join(w.en for w in words))
    return Flow(f"hold/{till}", Dialogue(title, (Question("sort", _WHICH, options=sorts),)), finish)


def _hold(page: FlowPage, till: str, span: Span, rules: CashRules, sort: str) -> Flow:
    faces = tuple((str(d.fen), d.name) for d in rules.denominations if d.form == "note")
    questions = (
        Question("face", _FACE, options=numbered(faces)),
        Question("envelope", _ENVELOPE, "text", take=new_number(page, ENVELOPE)),
        Question("last4", _LAST4, options=(Option("1", "none", _NO_NUMBER),), write=_TYPE_LAST4),
    )

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        last4 = "" if a["last4"] == "none" else a["last4"]

        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await results.hold(page.session, a["envelope"], int(a["face"]), proofs, till, last4, sort)

        page.open_flow(signing(page, title, with_second(page.session, span.person), wish))
        return None

    words = rules.suspect[2:] if sort == "suspect" else rules.damaged
    title = Text("\n".join(w.zh for w in words), "\n".join(w.en for w in words))
    return Flow(f"hold/{till}/{sort}", Dialogue(title, questions), finish)


def hand_in(page: FlowPage, envelope: str) -> Flow:
    """The envelope goes to the bank."""

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await results.hand_in(page.session, envelope, a["receipt"], proofs)

        page.open_flow(signing(page, title, manager_and_other(page.session), wish))
        return None

    title = _HAND_IN.fill(envelope=same(envelope))
    return Flow(
        f"hand/{envelope}",
        Dialogue(title, (Question("receipt", _RECEIPT, "text", take=paper_number(RECEIPT)),)),
        finish,
    )


_SEAL = Text("封包: {n} 份,{fen}", "Seal a bag: packets {n}, {fen}")
_IN_WORDS = Text("金额大写?", "The amount in capital numerals?")
_UNWRITTEN = "-"
_BY_PROGRAM = Text("不写,由程序写", "not written: the program writes it")
_WRITE_WORDS = Text("自己写,如 壹佰零伍元整", "write it, as 壹佰零伍元整")
_WRITTEN = Text("签名人写的大写: {words},与数字相符", "written by a signer: {words}, as the figures")
_BAG_SIGNED = Text("{title}\n款包 {bag}  封签 {seal}", "{title}\nbag {bag}, seal {seal}")
_OVER = Text("其中长款 {fen},另贴标签", "of it over {fen}, labelled apart")
_BAG = Text("款包号?", "Bag number?")
_SEAL_NUMBER = Text("封签号?", "Seal number?")
_MOVE = Text("款包 {bag} {fen} 移交", "Bag {bag}, {fen}: hand over")
_WHERE = Text("交到哪里?", "Where to?")
_TO_SAFE = Text("放入保险柜过夜", "into the safe, overnight")
_TO_COURIER = Text("交押运(先核对身份)", "to the courier, identity checked first")
_TO_BANK = Text("送银行柜台", "over the bank's counter")
_CARRIER = Text("押运员姓名?", "Name of the courier?")
_PAPER = Text("交接单号?", "Slip number?")
_CREDIT = Text("款包 {bag} 银行回单", "Bag {bag}: the bank's receipt")
_RECEIPT = Text("回单号?", "Receipt number?")
_RECEIPT_DAY = Text("回单日期?", "Date of the receipt?")
_CREDITED = Text("实际入账(元)?", "Really credited (yuan)?")
_DIFFERENCE = Text("款包 {bag} 缴存差异 {fen}", "Bag {bag}: the bank differs by {fen}")
_CAUSE = Text("什么原因?", "What is the cause?")
_WORDS = Text("写明情况", "Explain it")
_CHECK_SAFE = Text("核对保险柜封签: 照柜上的抄", "The seal of the safe: as it is on the safe")
_SEAL_SAFE = Text("保险柜上锁乱码、贴封签", "The safe is locked, scrambled, sealed")
_WHICH = Text("哪一种?", "Which?")
_SUSPECT = Text("疑似假币(收款后发现)", "suspected, found after acceptance")
_DAMAGED = Text("残损币", "damaged")
_FACE = Text("面额?", "Which face?")
_ENVELOPE = Text("信封号?", "Envelope number?")
_LAST4 = Text("冠字号后四位?", "Last four of its number?")
_NO_NUMBER = Text("不记", "not noted")
_TYPE_LAST4 = Text("键入后四位", "type them")
_HAND_IN = Text("信封 {envelope} 交银行", "Envelope {envelope} to the bank")
