"""What every rule of the register asks: the rules of the manual, numbers, people, words."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text
from dutyterm.manual.register import Reason, RegisterRules
from dutyterm.model.people import Person, Role
from dutyterm.model.privacy import Kind, mask
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.cash import state as cash_state
from dutyterm.shift.cash.common import Signed as Signed
from dutyterm.shift.cash.common import amount as amount
from dutyterm.shift.cash.common import number as _number
from dutyterm.shift.cash.common import same_person as same_person
from dutyterm.shift.cash.common import two as two
from dutyterm.shift.cash.told import name_of as name_of
from dutyterm.shift.cash.told import person_of as person_of
from dutyterm.shift.register.state import Entry, Register, of, slip_id
from dutyterm.shift.shift import Scene

NEVER_TAKES: Final = frozenset({Role.GUARD, Role.CLEANER, Role.COUNTY_REVIEWER, Role.AUDITOR})
"""Roles that take nothing down for customers."""

_PERSONAL: Final = {Kind.MOBILE, Kind.ID_CARD, Kind.BANK_CARD}

BOOK: Final = Text("登记簿号", "number of the book")
ENVELOPE: Final = Text("信封号", "envelope number")
SEAL: Final = Text("封签号", "seal number")
RECEIPT: Final = Text("临时收据号", "number of the receipt")
SERIAL: Final = Text("系统流水号", "reference of the system")


def ready(scene: Scene) -> RegisterRules | Refusal:
    """The rules of manual acceptance, when a shift is open and its manual has them."""
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    if scene.manual.by_hand is None:
        return Refusal(
            "no_register_rules",
            Text("本班的手册没有手工受理,先记在纸上。", "The manual of this shift lacks it: use paper."),
        )
    return scene.manual.by_hand


def number(typed: str, what: Text) -> str | Refusal:
    """A number of a book, an envelope, a receipt; never a telephone that was typed into the wrong column."""
    found = _number(typed, what)
    # a long reference of the system is none, although some of them could be the number of a card
    if isinstance(found, str) and _PERSONAL & set(mask(f"{what.zh} {found}").found):
        words = Text("这像客户的号码或证件号,不是{what}。", "That looks like a customer number, no {what}.")
        return Refusal("personal", words.fill(what=what))
    return found


def taker(scene: Scene, id: str) -> Person | Refusal:
    """Somebody of the roster who serves customers."""
    person = person_of(scene, id)
    if person is None or not person.active:
        return Refusal("not_on_roster", Text("按名册上的数字选人。", "Choose somebody by the roster digit."))
    if person.role in NEVER_TAKES:
        words = Text("{name}的岗位不办业务,请换一位。", "{name} serves no customers; choose another.")
        return Refusal("never_takes", words.fill(name=person.name))
    return person


def fresh(scene: Scene, typed: str, what: Text) -> str | Refusal:
    """A number of an envelope or a seal that was never used, in the register or in cash."""
    found = number(typed, what)
    if isinstance(found, Refusal):
        return found
    known = of(scene.shift).numbers | cash_state.of(scene.shift).numbers | scene.past.numbers
    if found in known:
        words = Text(
            "{what} {number} 已经用过,一个号只用一次。核对后换下一个号。",
            "{what} {number} was used before; a number is used once. Check it and take the next one.",
        )
        return Refusal("number_used", words.fill(what=what, number=found))
    return found


def reason_of(offered: tuple[Reason, ...], id: str | None, code: str = "reason_needed") -> Reason | Refusal:
    """One of the reasons of the manual."""
    found = next((reason for reason in offered if reason.id == id), None)
    if found is not None:
        return found
    zh = " ".join(f"{n} {one.name.zh}" for n, one in enumerate(offered, 1))
    en = " ".join(f"{n} {one.name.en}" for n, one in enumerate(offered, 1))
    return Refusal(code, Text(f"选一个原因: {zh}。", f"Choose a reason: {en}."))


def find(scene: Scene, book: str, number: int) -> Entry | Refusal:
    """What was written under a number."""
    register: Register = of(scene.shift)
    entry = register.entry(book, number)
    if entry is not None:
        return entry
    words = Text("{slip} 没有登记内容。", "Nothing is written under {slip}.")
    return Refusal("nothing_written", words.fill(slip=slip_id(book, number)))


def open_envelope_of(scene: Scene, envelope: str) -> Refusal | None:
    """None when money may go in or out of it: it is known and not sealed."""
    known = of(scene.shift).envelopes.get(envelope)
    if known is None:
        return Refusal("unknown_envelope", Text("没有这个登记款信封。", "There is no such envelope."))
    if known.seal is not None:
        words = Text(
            "信封 {envelope} 已封,先由两人拆封。", "Envelope {envelope} is sealed: two open it first."
        )
        return Refusal("envelope_sealed", words.fill(envelope=envelope), {"envelope": envelope})
    return None
