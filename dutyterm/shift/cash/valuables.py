"""What is handed over with the cash: number ranges without gaps, quantities, lists (domain e.6). Pure."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from dutyterm.i18n import Text
from dutyterm.manual.cash import Valuable
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed
from dutyterm.shift import life
from dutyterm.shift.cash import facts, follow
from dutyterm.shift.cash.common import Signed, amount, ready, two
from dutyterm.shift.cash.state import of
from dutyterm.shift.cash.stock import Occasion, lost
from dutyterm.shift.lists.state import of as lists_of
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored
from dutyterm.values import dataclass

_SERIAL: Final = re.compile(r"([A-Z]{0,6})([0-9]{1,20})")
_NUMBER: Final = re.compile(r"[A-Z0-9][A-Z0-9./-]{0,29}")

CLOSING: Final = timedelta(hours=1)
"""A count within the last hour of the day is the closing one."""

MOST: Final = 10**6
"""No hall holds more of anything; a slip of the finger is."""


@dataclass(frozen=True)
class Count:
    """What was counted, as it is typed."""

    item: str
    """Id of the manual's valuable."""
    what: str = ""
    """Type, model or book, where there are several: `nano SIM`."""
    quantity: int | None = None
    fen: int = 0
    """Face times quantity, or the sum of digital invoices."""
    first: str = ""
    last: str = ""
    voids: tuple[str, ...] = ()
    """Numbers within the range that are void: every number is accounted for."""
    numbers: tuple[str, ...] = ()
    """For a list: keys, stamps, devices, boxes, one by one."""
    book: int | None = None
    """What the register or the system says; None = not compared."""
    occasion: str = ""
    """`opening`, `between` or `closing`; empty = by the clock and the doors."""


def count(scene: Scene, wish: Count, signed: Signed) -> list[Event] | Refusal:
    """Counted by two; what does not follow on from the last count is recorded as it is, not refused."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    known = next((v for v in rules.valuables if v.id == wish.item), None)
    if known is None:
        return Refusal("unknown_valuable", Text("手册里没有这一项。", "The manual has no such item."))
    what = stored(wish.what, NAME_LIMIT, empty_ok=True)
    if isinstance(what, Refusal):
        return what
    refused = two(scene, signed) or amount(wish.fen, least=0)
    if refused is not None:
        return refused
    if wish.book is not None and (type(wish.book) is not int or not 0 <= wish.book <= MOST):
        return Refusal(
            "quantity_needed", Text("账面数要 0 或正整数。", "The register's number is 0 or more.")
        )
    if wish.occasion not in ("", "opening", "between", "closing"):
        return Refusal("unknown_occasion", Text("领用、入柜,或中间清点。", "Issue, storing, or in between."))
    made = _fact(known, wish, what, signed)
    if isinstance(made, Refusal):
        return made
    when = wish.occasion or occasion(scene, key(made))
    body = {**made.model_dump(), "book": wish.book, "occasion": when}
    made = facts.ValuableCounted.model_validate(body)
    before = of(scene.shift).valuables.get(key(made))
    update = _against(before, made) if before is not None else {}
    made = made.model_copy(update={**update, "next": _next(before, made)})
    event = Event(made, scene.by)
    if lost(made):
        return [event, *follow.lost(scene, known.name, made)]
    return [event, *(follow.found_again(scene, known.name, before) if before is not None else [])]


def occasion(scene: Scene, name: str) -> Occasion:
    """opening: before the doors open. closing: from an hour before the end of the day on. Else between.

    What was not counted in the morning (`name`: item and type) can still be until the middle of the day.
    """
    part = life.of(scene.shift)
    opened = part.opened
    if part.closed is not None:
        return "closing"
    if opened is None or opened.opens is None or opened.closes is None:
        return "opening" if part.doors is None else "between"
    if scene.now >= opened.closes - CLOSING:
        return "closing"
    if part.doors is None:
        return "opening"
    late = f"opening/{name}" not in of(scene.shift).counts_now and not part.doors_taken_over
    return "opening" if late and scene.now < opened.opens + (opened.closes - opened.opens) / 2 else "between"


def closing_begun(scene: Scene) -> bool:
    """Is what is counted now put away for the night? By the clock, or because the closing list was begun."""
    begun = any(run.list == "closing" for run in lists_of(scene.shift).runs.values())
    return begun or occasion(scene, "") == "closing"


def counted_items(scene: Scene) -> frozenset[str]:
    """Items that were counted in this shift; once closing has begun only those counted for the night."""
    night = closing_begun(scene)
    found = of(scene.shift).counts_now.values()
    return frozenset(one.item for one in found if one.occasion == "closing" or not night)


def key(fact: facts.ValuableCounted) -> str:
    """What is compared with what: the same item of the same type."""
    return f"{fact.item}/{fact.what}"


def unfit(known: Valuable, wish: Count) -> Refusal | None:
    """What is wrong with the numbers of a count, before anybody signs it."""
    made = _fact(known, wish, wish.what, ())
    return made if isinstance(made, Refusal) else None


def wrong_range(first: str, last: str) -> Refusal | None:
    """None when these are the first and last number of a range."""
    found = _range(Count("", first=first, last=last))
    return found if isinstance(found, Refusal) else None


def wrong_void(typed: str, first: str, last: str) -> Refusal | None:
    """None when this void number lies in the range."""
    if _inside(_plain(typed), _plain(first), _plain(last)):
        return None
    words = Text("作废号 {n} 不在号段 {first}-{last} 里。", "The void number {n} is not in {first}-{last}.")
    return Refusal("void_outside", words.fill(n=typed, first=first, last=last))


def _plain(typed: str) -> str:
    return "".join(keyed(typed).split()).upper()


def _fact(known: Valuable, wish: Count, what: str, signed: Signed) -> facts.ValuableCounted | Refusal:
    if known.count == "list":
        return _of_list(wish, what, signed)
    ranged = bool(wish.first or wish.last)
    if known.count == "range" and not ranged and not known.digital and wish.quantity != 0:
        return Refusal("range_needed", Text("要起号和止号。", "First and last number are needed."))
    first, last, length = "", "", None
    if ranged:
        found = _range(wish)
        if isinstance(found, Refusal):
            return found
        first, last, length = found
    quantity = wish.quantity if wish.quantity is not None else length
    if type(quantity) is not int or not 0 <= quantity <= MOST:
        return Refusal("quantity_needed", Text("要数量;没有键 0。", "A quantity is needed; 0 for none."))
    voids = tuple(dict.fromkeys("".join(keyed(v).split()).upper() for v in wish.voids))
    if voids and (not ranged or any(not _inside(v, first, last) for v in voids)):
        return Refusal(
            "void_outside",
            Text(
                "作废号不在号段里: 先键起号、止号,作废号在两者之间。",
                "A void number is outside the range: type its first and last number, void ones lie between.",
            ),
        )
    return facts.ValuableCounted(
        item=wish.item,
        what=what,
        quantity=quantity,
        fen=wish.fen,
        first=first,
        last=last,
        voids=voids,
        # sheets of the range that are neither there nor void
        missing=max(0, length - quantity - len(voids)) if length is not None else 0,
        signed=signed,
    )


def _of_list(wish: Count, what: str, signed: Signed) -> facts.ValuableCounted | Refusal:
    numbers = tuple("".join(keyed(number).split()).upper() for number in wish.numbers)
    if len(set(numbers)) != len(numbers):
        return Refusal("twice", Text("同一个号出现两次。", "A number is there twice."))
    if any(_NUMBER.fullmatch(number) is None for number in numbers):
        return Refusal(
            "not_a_number", Text("号码只用字母、数字和 - / .", "Numbers take letters, digits, - / .")
        )
    return facts.ValuableCounted(
        item=wish.item, what=what, quantity=len(numbers), numbers=numbers, signed=signed
    )


def _range(wish: Count) -> tuple[str, str, int] | Refusal:
    first, last = _plain(wish.first), _plain(wish.last)
    low, high = _SERIAL.fullmatch(first), _SERIAL.fullmatch(last)
    if low is None or high is None or low[1] != high[1] or len(low[2]) != len(high[2]):
        return Refusal(
            "not_a_range",
            Text(
                "起号、止号位数和字头要一样: 照票面重键。",
                "First and last number have the same length and letters: type them as printed.",
            ),
        )
    length = int(high[2]) - int(low[2]) + 1
    if not 1 <= length <= MOST:
        return Refusal(
            "not_a_range",
            Text("止号在起号之前: 对调重键。", "The last number comes before the first: swap them."),
        )
    return first, last, length


def _inside(number: str, first: str, last: str) -> bool:
    known = _SERIAL.fullmatch(number)
    return known is not None and len(number) == len(first) and first <= number <= last


def _against(before: facts.ValuableCounted, now: facts.ValuableCounted) -> dict[str, object]:
    """Numbers that are gone or came, and how far the range is from the last one."""
    gone = tuple(number for number in before.numbers if number not in now.numbers)
    came = tuple(number for number in now.numbers if number not in before.numbers)
    return {"gone": gone, "came": came, "gap": _gap(before, now), "before": before.quantity}


def _gap(before: facts.ValuableCounted, now: facts.ValuableCounted) -> int:
    """Numbers that were skipped: the range begins behind the one that had to come next."""
    wanted, first = _SERIAL.fullmatch(before.next), _SERIAL.fullmatch(now.first)
    at_hand_twice = before.occasion != "closing" and now.occasion != "closing"
    if wanted is None or at_hand_twice:  # nobody knows how many were used in between
        old = _SERIAL.fullmatch(before.last)
        if old is None or now.first <= before.first:
            return 0
        wanted = _SERIAL.fullmatch(f"{old[1]}{int(old[2]) + 1:0{len(old[2])}d}")
    if wanted is None or first is None or first[1] != wanted[1] or len(first[2]) != len(wanted[2]):
        return 0
    return max(0, int(first[2]) - int(wanted[2]))


def _next(before: facts.ValuableCounted | None, now: facts.ValuableCounted) -> str:
    """The number that must come next. In the morning the range at hand is told, at night the one used up."""
    last = _SERIAL.fullmatch(now.last)
    if last is None:
        return before.next if before is not None else ""
    if now.occasion != "closing":
        return now.first
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}d}"
