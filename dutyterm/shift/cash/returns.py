"""Rules of an over whose customer is found later: it goes back, linked to its result (e.4); pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dutyterm.i18n import Text
from dutyterm.model.money import format_fen
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.cash import facts
from dutyterm.shift.cash.common import MANAGERS, Signed, amount, number, ready, role_of, two
from dutyterm.shift.cash.state import of, over_key
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored

REFUND = Text("退费单号", "refund number")
WAYS = ("system", "company")


@dataclass(frozen=True)
class Over:
    """A decided over of which something can still go back."""

    day: date
    till: str
    number: int
    tender: str
    person: str
    """Whose till it was."""
    fen: int
    left: int
    """What of it has not gone back."""

    @property
    def key(self) -> str:
        """By day, closure and tender: the same for ever."""
        return over_key(self.day, self.till, self.number, self.tender)


def overs(scene: Scene) -> tuple[Over, ...]:
    """Those of this shift and of earlier ones, as far back as rules look, newest first."""
    return tuple(over for over in _every(scene) if over.left > 0)


def _every(scene: Scene) -> Iterator[Over]:
    cash, past = of(scene.shift), scene.past
    opened = life.of(scene.shift).opened
    today = opened.day if opened is not None else scene.now.date()

    def over(day: date, till: str, n: int, tender: str, person: str, fen: int) -> Over:
        key = over_key(day, till, n, tender)
        return Over(
            day, till, n, tender, person, fen, fen - cash.returned.get(key, 0) - past.returned.get(key, 0)
        )

    for till in cash.tills.values():
        for span in till.spans:
            for done in span.decided.values():
                if done.fen > 0:
                    yield over(today, till.id, span.number, done.tender, span.person, done.fen)
    for one in past.differences:
        if one.fen > 0:
            yield over(one.day, one.till, one.number, one.tender, one.person, one.fen)


def give_back(
    scene: Scene, key: str, fen: int, way: str, paper: str, words: str, signed: Signed
) -> list[Event] | Refusal:
    """So much of this over went back to its customer; two sign, one of them a manager."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    over = next((one for one in overs(scene) if one.key == key), None)
    if over is None:
        return Refusal(
            "unknown_over",
            Text("没有这笔长款,或已全部退还。", "There is no such over, or all of it has gone back."),
        )
    refused = amount(fen) or too_much(over, fen) or two(scene, signed)
    if refused is not None:
        return refused
    if all(role_of(scene, s.person) not in MANAGERS for s in signed):
        return Refusal(
            "manager_signs",
            Text(
                "退还长款要有值班经理或厅经理签: 两人中换一位经理。",
                "A duty manager or the hall manager is one of the two who give an over back.",
            ),
        )
    if way not in WAYS:
        return Refusal(
            "unknown_way",
            Text("从系统退费,或由公司退。", "As a refund in the system, or from the company."),
        )
    slip = number(paper, REFUND)
    if isinstance(slip, Refusal):
        return slip
    text = stored(words, NAME_LIMIT)
    if isinstance(text, Refusal):
        return Refusal(
            "words_needed",
            Text("写明退给谁、怎么查到的。", "Say to whom it goes, and how that was found."),
        )
    body = {
        "day": over.day, "till": over.till, "number": over.number, "tender": over.tender, "fen": fen,
        "way": way, "paper": slip, "words": text, "signed": signed,
    }  # fmt: skip
    return [Event(facts.OverReturned.model_validate(body), scene.by)]


def too_much(over: Over, fen: int) -> Refusal | None:
    """None while no more goes back than was over."""
    if fen <= over.left:
        return None
    words = Text("这笔长款还剩 {left} 可退。", "{left} yuan of this over are left to give back.")
    return Refusal("too_much", words.fill(left=format_fen(over.left)))
