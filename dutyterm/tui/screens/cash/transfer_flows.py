"""Money under way: given with one PIN, confirmed or sent back by the other side, left open by name (M8)."""

from __future__ import annotations

from collections.abc import Mapping

from dutyterm.desk.cash import transfers
from dutyterm.desk.cash.proofs import Proof
from dutyterm.desk.outcome import Outcome
from dutyterm.i18n import Text
from dutyterm.model.money import format_fen
from dutyterm.shift.cash import reasons
from dutyterm.shift.cash.common import MANAGERS
from dutyterm.shift.cash.state import Span, Transfer, of, till_of
from dutyterm.shift.cash.tills import ENVELOPE
from dutyterm.shift.cash.told import till_name, transfer_name
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.screens.cash.asking import money, new_number, some_money, yuan
from dutyterm.tui.screens.cash.signing import signing
from dutyterm.tui.views.asks import Dialogue, Option, Question, numbered


def send(page: FlowPage, till: str, span: Span, what: str) -> Flow:
    """One side gives while the other is not here: it stays under way until she confirms it."""
    drop = what == "send_drop"
    title = (_SEND_DROP if drop else _SEND_TOP_UP).fill(till=till_name(page.session.scene(), till))
    questions: tuple[Question, ...] = (Question("fen", _AMOUNT, "text", take=some_money, told=yuan),)
    if drop:
        envelope = Question("envelope", _ENVELOPE, "text", take=new_number(page, ENVELOPE))
        questions = (envelope, *questions)

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        fen = int(a["fen"])

        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            if drop:
                return await transfers.send_drop(page.session, till, a["envelope"], fen, proofs)
            return await transfers.send_top_up(page.session, till, fen, proofs)

        told = Text(f"{title.zh}  {format_fen(fen)}", f"{title.en}  {format_fen(fen)}")
        who = page.session.who
        giver = who.id if who is not None and who.id != span.person else None
        page.open_flow(signing(page, told, (span.person if drop else giver,), wish))
        return None

    return Flow(f"{what}/{till}", Dialogue(title, questions), finish)


def receive(page: FlowPage, one: Transfer) -> Flow:
    """The other side types what she counts, or sends it back; nothing is filled in for her."""
    words = _WAITS_DROP if one.sort == "drop" else _WAITS_TOP_UP
    title = words.fill(till=till_name(page.session.scene(), one.till), envelope=one.envelope)
    questions = (
        Question("what", _WHAT, options=(Option("1", "confirm", _CONFIRM), Option("2", "back", _BACK))),
        Question("fen", _COUNTED, "text", take=money, told=yuan, when=lambda a: a.get("what") == "confirm"),
        Question(
            "words",
            _SAME,
            "text",
            when=lambda a: a.get("what") == "confirm" and a.get("fen") != str(one.fen) and _closed(page, one),
        ),
        Question(
            "reason",
            _WHY_BACK,
            options=numbered(reasons.SENT_BACK),
            write=_WRITE,
            when=lambda a: a.get("what") == "back",
        ),
    )

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            if a["what"] == "back":
                return await transfers.send_back(page.session, one.ref, a["reason"], proofs)
            return await transfers.confirm(page.session, one.ref, int(a["fen"]), proofs, a.get("words", ""))

        page.open_flow(signing(page, title, (_receiver(page, one),), wish))
        return None

    return Flow(f"receive/{one.ref}", Dialogue(title, questions), finish)


def leave(page: FlowPage, till: str) -> Flow:
    """The named way out: the till is counted although something waits."""
    scene = page.session.scene()
    waiting = [one for one in of(scene.shift).transfers.values() if one.till == till and one.left is None]
    named = [transfer_name(scene, one) for one in waiting]
    title = _LEAVE.fill(
        what=Text("; ".join(n.zh for n in named), "; ".join(n.en for n in named)), till=till_name(scene, till)
    )

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await transfers.leave_open(page.session, till, a["reason"], proofs)

        page.open_flow(signing(page, title, (None,), wish, roles=MANAGERS))
        return None

    return Flow(f"leave/{till}", Dialogue(title, (Question("reason", _WHY_LEFT, "text"),)), finish)


def _receiver(page: FlowPage, one: Transfer) -> str | None:
    """The holder takes a top-up; a drop is taken by who is signed in, unless she gave it."""
    span = till_of(of(page.session.shift), one.till).at(one.number)
    if one.sort == "top_up" and span is not None:
        return span.person
    who = page.session.who
    return who.id if who is not None and who.id != one.by else None


def _closed(page: FlowPage, one: Transfer) -> bool:
    """Was the drawer counted since? Only then may another sum be taken, with words."""
    span = till_of(of(page.session.shift), one.till).at(one.number)
    return span is None or bool(span.turns) or span.locked is not None


_SEND_DROP = Text("{till} 缴款先交出,等人收进保险柜", "{till}: a drop is given, to be taken into the safe")
_SEND_TOP_UP = Text("{till} 追加先放下,等领用人收", "{till}: a top-up is given, the holder takes it later")
_AMOUNT = Text("多少元?", "How many yuan?")
_ENVELOPE = Text("信封号?", "Envelope number?")
_WAITS_DROP = Text("{till} 缴款信封 {envelope} 等确认", "{till}: drop {envelope} waits to be taken")
_WAITS_TOP_UP = Text("给{till}的追加等确认", "A top-up for {till} waits to be taken")
_WHAT = Text("收下,还是退回?", "Take it, or send it back?")
_CONFIRM = Text("点过,收下", "counted, taken")
_BACK = Text("退回", "send it back")
_COUNTED = Text("点到多少元?", "How many yuan were counted?")
_SAME = Text("与交出的数不一致,写明情况", "It is not what was given: explain")
_WRITE = Text("写几个字", "write it")
_WHY_BACK = Text("为什么退回?", "Why?")
_LEAVE = Text(
    "{what} 没有确认,{till}照样清点: 经理放行,记未结事项",
    "{what}, not confirmed; {till} is counted all the same: a manager lets it pass, an open item is made",
)
_WHY_LEFT = Text("为什么现在确认不了?", "Why can it not be confirmed now?")
