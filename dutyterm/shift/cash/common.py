"""What every rule of cash asks: an open shift, whole amounts, fresh numbers, two different people."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from dutyterm.i18n import Text
from dutyterm.manual.cash import CashRules
from dutyterm.model.money import MOST, format_fen
from dutyterm.model.people import Role
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed, shown
from dutyterm.shift import life
from dutyterm.shift.cash.facts import Signature
from dutyterm.shift.cash.state import Cash, Span, of, till_of
from dutyterm.shift.cash.told import hall_of, name_of, person_of, till_name
from dutyterm.shift.shift import Scene

Signed = tuple[Signature, ...]

APART: Final = timedelta(seconds=1)
"""Two PINs are at least this far apart (domain 5.22)."""

NEVER_CASH: Final = frozenset({Role.GUARD, Role.CLEANER, Role.GREETER, Role.COUNTY_REVIEWER})
"""Roles that never count money (1.2); a guard may be the witness at a terminal box (CLS-13)."""

MANAGERS: Final = frozenset({Role.DUTY_MANAGER, Role.HALL_MANAGER})
"""Who decides about money."""

_NUMBER: Final = re.compile(r"[A-Z0-9][A-Z0-9./-]{0,29}")


def ready(scene: Scene) -> CashRules | Refusal:
    """The rules of money, when a shift is open and its manual has them."""
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    if scene.manual.cash is None:
        return Refusal(
            "no_cash_rules",
            Text("本班的手册没有资金部分,下一班起可用。", "The manual of this shift has no part about cash."),
        )
    return scene.manual.cash


def known_till(scene: Scene, till: str) -> Refusal | None:
    """None when the hall has this till."""
    if any(place.id == till for place in hall_of(scene).tills):
        return None
    return Refusal("unknown_till", Text("本厅没有这个台席。", "The hall has no such till."))


def span_of(scene: Scene, till: str) -> Span | Refusal:
    """The newest closure of a till."""
    span = till_of(of(scene.shift), till).span
    if span is None:
        words = Text("{till}还没有领用备用金。", "{till} has no float yet.").fill(till=till_name(scene, till))
        return Refusal("not_issued", words)
    return span


def closure_of(scene: Scene, till: str, closure: int) -> Span | Refusal:
    """One closure of a till, by its number."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    span = till_of(of(scene.shift), till).at(closure)
    return span or Refusal("unknown_closure", Text("没有这一次结账。", "There is no such closure."))


def amount(fen: object, *, least: int = 1) -> Refusal | None:
    """None for a whole amount from `least`; bool, float, text, negative and too large are refused (M2)."""
    if type(fen) is int and least <= fen <= MOST:
        return None
    words = Text(
        "金额要在 {least} 到 {most} 元之间。", "An amount lies between {least} and {most} yuan."
    ).fill(least=format_fen(least), most=format_fen(MOST))
    return Refusal("not_an_amount", words)


def number(typed: str, what: Text) -> str | Refusal:
    """A number of a bag, seal, envelope, report or slip: letters, digits and - / . only."""
    text = "".join(keyed(typed).split()).upper()
    if _NUMBER.fullmatch(text):
        return text
    if not text:
        return Refusal("empty", Text("请键入{what}。", "Type the {what}.").fill(what=what))
    words = Text(
        "「{typed}」 不是{what}: 只用字母、数字和 - / .,最多 30 位。",
        '"{typed}" is no {what}: letters, digits and - / . only, at most 30.',
    )
    return Refusal("not_a_number", words.fill(typed=shown(text), what=what))


def fresh(scene: Scene, typed: str, what: Text) -> str | Refusal:
    """A number that was never used for a bag, a seal or an envelope, today or in earlier shifts."""
    found = number(typed, what)
    if isinstance(found, Refusal):
        return found
    cash: Cash = of(scene.shift)
    if found in cash.numbers or found in scene.past.numbers:
        words = Text(
            "{what} {number} 已经用过,一个号只用一次。核对后换下一个号。",
            "{what} {number} was used before; a number is used once. Check it and take the next one.",
        )
        return Refusal("number_used", words.fill(what=what, number=found))
    return found


def two(scene: Scene, signed: Signed, *, guard: bool = False, but: tuple[str, ...] = ()) -> Refusal | None:
    """None when two different people of the roster who may handle money signed, not in the same second.

    `but`: people who may not be among them, whoever is signed in (M9).
    """
    people = [s.person for s in signed]
    if len(people) < 2:
        return Refusal("two_needed", Text("资金要两个人签名。", "Money takes two signatures."))
    if len(set(people)) != len(people):
        return same_person(scene, people[0])
    for id in people:
        person = person_of(scene, id)
        if person is None or not person.active:
            return Refusal("not_on_roster", Text("签名人不在名册上。", "Who signs must be on the roster."))
        if person.role in NEVER_CASH and not (guard and person.role is Role.GUARD):
            words = Text("{name}的岗位不经手现金,请换一位。", "{name} does not handle cash; ask another.")
            return Refusal("never_cash", words.fill(name=person.name))
        if id in but:
            return same_person(scene, id)
    times = sorted(s.at for s in signed)
    if any(later - earlier < APART for earlier, later in zip(times, times[1:], strict=False)):
        return Refusal(
            "same_second", Text("两次签名太近,请稍等一秒再签。", "The two signatures are too close; wait.")
        )
    return None


def one_signs(scene: Scene, signed: Signed, *, but: tuple[str, ...] = ()) -> Refusal | None:
    """None when exactly one person of the roster who may handle money signed, and is none of `but`."""
    if len(signed) != 1:
        return Refusal("one_signs", Text("要一个人签名。", "One person signs."))
    person = person_of(scene, signed[0].person)
    if person is None or not person.active:
        return Refusal("not_on_roster", Text("签名人不在名册上。", "Who signs must be on the roster."))
    if person.role in NEVER_CASH:
        words = Text("{name}的岗位不经手现金,请换一位。", "{name} does not handle cash; ask another.")
        return Refusal("never_cash", words.fill(name=person.name))
    return same_person(scene, person.id) if person.id in but else None


def role_of(scene: Scene, id: str) -> Role | None:
    """Role of somebody of the roster; None for anybody else."""
    person = person_of(scene, id)
    return None if person is None else person.role


def same_person(scene: Scene, id: str) -> Refusal:
    """The same person cannot be both, also after the user was switched."""
    words = Text(
        "{name}不能既经手又复核,请换一位。", "{name} cannot be both; the second must be somebody else."
    )
    return Refusal("same_person", words.fill(name=name_of(scene, id)))
