"""Money in words and rows: names of tills, results for the seal line, what still waits."""

from __future__ import annotations

from collections.abc import Iterator

from dutyterm.i18n import Text, same
from dutyterm.manual.cash import CashRules, stricter
from dutyterm.model.money import format_fen
from dutyterm.model.people import Person
from dutyterm.model.premises import Premises
from dutyterm.shift import life
from dutyterm.shift.cash.facts import RESERVE
from dutyterm.shift.cash.state import Cash, Packet, Transfer
from dutyterm.shift.shift import Blocker, Scene


def hall_of(scene: Scene) -> Premises:
    """The hall as it was when the shift was opened; an empty one before."""
    opened = life.of(scene.shift).opened
    return opened.premises if opened is not None else Premises(hall="", name="", hall_class="")


def till_name(scene: Scene, id: str) -> Text:
    """What a till is called."""
    if id == RESERVE:
        return Text("备用金库", "the reserve")
    name = next((place.name for place in hall_of(scene).tills if place.id == id), id)
    return Text(name, f"till {id}")


def person_of(scene: Scene, id: str) -> Person | None:
    """Somebody of the roster of this shift."""
    return next((p for p in hall_of(scene).roster if p.id == id), None)


def name_of(scene: Scene, id: str) -> Text:
    """What a person is called."""
    person = person_of(scene, id)
    return same(person.name if person is not None else id)


def figure(scene: Scene, rules: CashRules, name: str) -> int:
    """A limit: the hall's own figure, else the manual's; of what its additions tightened the stricter."""
    own, known = hall_of(scene).numbers.get(name), int(getattr(rules.figures, name))
    if own is None:
        return known
    return stricter(name, own, known) if name in rules.tightened else own


def transfer_name(scene: Scene, one: Transfer) -> Text:
    """What is under way, from where to where, and who gave it."""
    words = _DROP if one.sort == "drop" else _TOP_UP
    return words.fill(
        till=till_name(scene, one.till),
        envelope=one.envelope,
        fen=format_fen(one.fen),
        name=name_of(scene, one.by),
    )


def packet_name(scene: Scene, one: Packet) -> Text:
    """What waits to be bagged: from which till, or whose box."""
    sort, _, rest = one.id.partition(":")
    if sort == "box":
        return Text("钞箱 {id}", "box {id}").fill(id=rest)
    till = till_name(scene, one.till) if one.till is not None else same("")
    if sort == "drop":
        return Text("{till} 缴款 {id}", "{till}, drop {id}").fill(till=till, id=rest)
    return Text("{till} #{n} 结账款", "{till} #{n}, closing").fill(till=till, n=rest.rpartition("#")[2])


_DROP = Text("{till} 缴款 {envelope} {fen}({name}交出)", "drop {envelope} of {till}, {fen}, given by {name}")
_TOP_UP = Text("{till} 的追加 {fen}({name}交出)", "top-up for {till}, {fen}, given by {name}")


def differences_of(cash: Cash) -> list[dict[str, object]]:
    """Every decided result that is not even, with person, till, tender and cause."""
    return [
        {
            "till": till.id,
            "number": span.number,
            "person": span.person,
            "tender": decided.tender,
            "fen": decided.fen,
            "cause": decided.cause or "",
        }
        for till in cash.tills.values()
        for span in till.spans
        for decided in span.decided.values()
        if decided.fen
    ]


def waiting_bags(cash: Cash) -> Iterator[Blocker]:
    """Packets that are in no bag, for leaving (CLS-15)."""
    if cash.packets:
        words = Text("有 {n} 份款没有封包", "{n} packets of money are in no bag").fill(n=len(cash.packets))
        yield Blocker("leave", words, "bags")
