"""Rules of money on its way to the bank: packets, bags, seals, couriers, receipts (CLS-15, 16, OPN-25)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal

from dutyterm.i18n import Text
from dutyterm.model.money import format_fen, parse_words
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed
from dutyterm.shift.cash import facts, follow
from dutyterm.shift.cash.common import MANAGERS, Signed, amount, fresh, number, ready, role_of, two
from dutyterm.shift.cash.state import Bag, of
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored

BAG = Text("款包号", "bag number")
SEAL = Text("封签号", "seal number")
BOX = Text("钞箱号", "box number")
RECEIPT = Text("回单号", "receipt number")
PAPER = Text("交接单号", "slip number")

SAME_NUMBER = Text(
    "款包号和封签号不能相同: 封签号印在封签上。",
    "Bag and seal have different numbers: that of the seal is printed on the seal.",
)

To = Literal["safe", "courier", "bank"]

_WAYS: dict[str, tuple[To, ...]] = {
    "sealed": ("safe", "courier", "bank"),
    "safe": ("courier", "bank"),
    "courier": ("safe",),  # the courier brought it back
    "bank": (),
    "credited": (),
}
"""Where a bag may go from where it is."""


def count_box(
    scene: Scene, terminal: str, box: str, fen: int, signed: Signed, slip: int | None = None
) -> list[Event] | Refusal:
    """The box of a terminal, counted apart from the tills; a guard may be the witness (CLS-13).

    `slip`: what the terminal printed. A difference is nobody's till: it goes to the auditor.
    """
    refused = _first(scene) or amount(fen, least=0) or two(scene, signed, guard=True)
    if refused is None and slip is not None:
        refused = amount(slip, least=0)
    if refused is not None:
        return refused
    name = stored(terminal, NAME_LIMIT)
    if isinstance(name, Refusal):
        return name
    known = number(box, BOX)
    if isinstance(known, Refusal):
        return known
    if f"box:{known}" in of(scene.shift).packets or known in of(scene.shift).boxes:
        words = Text("钞箱 {box} 本班已点过。", "Box {box} was counted in this shift.").fill(box=known)
        return Refusal("number_used", words)
    fact = facts.BoxCounted(terminal=name, box=known, fen=fen, slip=slip, signed=signed)
    return [Event(fact, scene.by), *(follow.box(scene, name, fen - slip) if slip not in (None, fen) else [])]


WORDS: Final = "amount_words"
"""Flag of a hall in which a signer may write the amount of a bag in words (N4)."""


def in_words(fen: int, typed: str) -> str | Refusal:
    """The capital numerals that a signer typed for this amount, as they are written down (N4).

    Any form that the rules for slips allow; refused when it is none, or names another amount.
    """
    named = parse_words(typed)
    if isinstance(named, Refusal):
        return named
    if named != fen:
        words = Text(
            "大写是 {words} 元,这一包是 {fen} 元。核对后重写。",
            "The words say {words} yuan, the bag holds {fen}. Check, and write them again.",
        )
        return Refusal("words_differ", words.fill(words=format_fen(named), fen=format_fen(fen)))
    return "".join(keyed(typed).split()).removeprefix("人民币")


def seal(
    scene: Scene,
    bag: str,
    seal_number: str,
    packets: tuple[str, ...],
    signed: Signed,
    words: str = "",
) -> list[Event] | Refusal:
    """Packets go into a bag; its amount is their sum, never typed.

    `words`: that sum in capital numerals, when a signer wrote it; empty = nobody did (N4).
    """
    refused = _first(scene) or two(scene, signed)
    if refused is not None:
        return refused
    cash = of(scene.shift)
    if not packets or len(set(packets)) != len(packets) or any(id not in cash.packets for id in packets):
        choose = Text("先选要装包的款。", "Choose the packets that go into the bag.")
        return Refusal("unknown_packet", choose)
    names = [fresh(scene, bag, BAG), fresh(scene, seal_number, SEAL)]
    taken, sealed = names
    if isinstance(taken, Refusal):
        return taken
    if isinstance(sealed, Refusal):
        return sealed
    if taken == sealed:
        return Refusal("same_number", SAME_NUMBER)
    chosen = [cash.packets[id] for id in packets]
    fen = sum(p.fen for p in chosen)
    written = in_words(fen, words) if words else None
    if isinstance(written, Refusal):
        return written
    fact = facts.BagSealed(
        bag=taken,
        seal=sealed,
        packets=packets,
        fen=fen,
        over=sum(p.over for p in chosen),
        words=written,
        signed=signed,
    )
    return [Event(fact, scene.by)]


def void_seal(scene: Scene, seal_number: str, reason: str) -> list[Event] | Refusal:
    """A torn or misread seal is void; the next number is used (CLS-15)."""
    refused = _first(scene)
    if refused is not None:
        return refused
    known = fresh(scene, seal_number, SEAL)
    if isinstance(known, Refusal):
        return known
    why = stored(reason, NAME_LIMIT)
    if isinstance(why, Refusal):
        return why
    return [Event(facts.SealVoided(seal=known, reason=why), scene.by)]


def move(
    scene: Scene,
    bag: str,
    to: str,
    signed: Signed,
    carrier: str = "",
    paper: str = "",
    occurred_at: datetime | None = None,
) -> list[Event] | Refusal:
    """A bag into the safe, to a courier whose identity was checked, or over the bank's counter."""
    known = _bag(scene, bag)
    if isinstance(known, Refusal):
        return known
    refused = two(scene, signed)
    if refused is not None:
        return refused
    if to not in _WAYS[known.where]:
        words = Text("款包 {bag} 不能这样移交。", "Bag {bag} cannot go there from where it is.").fill(bag=bag)
        return Refusal("wrong_way", words)
    if occurred_at is not None and occurred_at > scene.now:
        return Refusal("future", Text("时间不能晚于现在。", "It cannot be later than now."))
    who = stored(carrier, NAME_LIMIT, empty_ok=to != "courier")
    if isinstance(who, Refusal):
        return Refusal(
            "carrier_needed",
            Text(
                "先核对押运员身份,再记姓名;核不清不交。",
                "Check who the courier is and note the name; when in doubt, hand nothing over.",
            ),
        )
    slip = number(paper, PAPER) if paper or to != "safe" else ""
    if isinstance(slip, Refusal):
        return slip
    body = {
        "bag": bag, "to": to, "carrier": who, "paper": slip, "occurred_at": occurred_at, "signed": signed,
    }  # fmt: skip
    event = Event(facts.BagMoved.model_validate(body), scene.by)
    return [event, *(follow.receipt(scene, bag, known.ref) if to in ("courier", "bank") else [])]


def credit(scene: Scene, bag: str, receipt: str, day: date, fen: int) -> list[Event] | Refusal:
    """The bank's receipt; another amount than was sealed is a difference to be decided (缴存差异)."""
    known = _bag(scene, bag)
    if isinstance(known, Refusal):
        return known
    refused = amount(fen, least=0)
    if refused is not None:
        return refused
    if known.credited is not None:
        return Refusal("credited", Text("回单已登记。", "Its receipt is noted already."))
    if known.where not in ("bank", "courier"):
        words = Text("款包 {bag} 还没有离开营业厅。", "Bag {bag} has not left the hall yet.").fill(bag=bag)
        return Refusal("still_here", words)
    paper = number(receipt, RECEIPT)
    if isinstance(paper, Refusal):
        return paper
    wrong = wrong_receipt_day(scene, known, day)
    if wrong is not None:
        return wrong
    event = Event(facts.BagCredited(bag=bag, receipt=paper, day=day, fen=fen), scene.by)
    return [event, *follow.received(scene, known.ref, paper)]


def wrong_receipt_day(scene: Scene, bag: Bag, day: date) -> Refusal | None:
    """None when the bank's receipt for this bag can be of this day."""
    if bag.sealed_at.date() <= day <= scene.now.date():
        return None
    words = Text(
        "回单日期要在封包({day})之后、今天之前: 照回单上的日期重键。",
        "A receipt is not older than its bag ({day}) and not of a day to come: type the date on it.",
    )
    return Refusal("wrong_day", words.fill(day=f"{bag.sealed_at:%m-%d}"))


def decide_credit(scene: Scene, bag: str, cause: str, words: str, signed: Signed) -> list[Event] | Refusal:
    """What became of a difference with the bank; nothing is netted with a till."""
    known = _bag(scene, bag)
    if isinstance(known, Refusal):
        return known
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    if known.finished or known.credited is None:
        return Refusal("no_difference", Text("没有待定的缴存差异。", "No difference waits for a result."))
    refused = two(scene, signed)
    if refused is not None:
        return refused
    if all(role_of(scene, s.person) not in MANAGERS for s in signed):
        return Refusal(
            "manager_signs",
            Text(
                "缴存差异要有值班经理或厅经理签: 两人中换一位经理。",
                "A duty manager or the hall manager is one of the two who sign a difference with the bank.",
            ),
        )
    if all(cause != one.id for one in rules.causes):
        return Refusal("cause_needed", Text("选一个原因。", "Choose a cause."))
    text = stored(words, NAME_LIMIT)
    if isinstance(text, Refusal):
        return Refusal(
            "words_needed",
            Text("缴存差异 {fen} 元,要写明情况。", "The bank differs by {fen} yuan: explain it.").fill(
                fen=format_fen(known.difference)
            ),
        )
    fact = facts.CreditDecided(bag=bag, fen=known.difference, cause=cause, words=text, signed=signed)
    return [Event(fact, scene.by)]


def _bag(scene: Scene, bag: str) -> Bag | Refusal:
    refused = _first(scene)
    if refused is not None:
        return refused
    found = of(scene.shift).bags.get(bag)
    return found or Refusal("unknown_bag", Text("没有这个款包。", "There is no such bag."))


def _first(scene: Scene) -> Refusal | None:
    rules = ready(scene)
    return rules if isinstance(rules, Refusal) else None
