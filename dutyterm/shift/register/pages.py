"""Rules of the numbered slips: given out in a row, given back blank, missing ones explained (N11). Pure."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift.procedures import state as procedures
from dutyterm.shift.register import facts
from dutyterm.shift.register.common import BOOK, Signed, number, ready, reason_of, taker, two
from dutyterm.shift.register.state import Book, of, slip_id
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored

MOST_NUMBER = 999_999
"""No book goes further."""


def issue(
    scene: Scene,
    book: str,
    person: str,
    first: int | None = None,
    count: int | None = None,
    run: str | None = None,
    *,
    drill: bool = False,
) -> list[Event] | Refusal:
    """Gives the next numbers of a book to a person. Only a book that is new begins where it is told.

    `first` None = the number that follows; `count` None = a page.
    """
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    name = number(book, BOOK)
    if isinstance(name, Refusal):
        return name
    who = taker(scene, person)
    if isinstance(who, Refusal):
        return who
    known = of(scene.shift).books.get(name)
    refused = _fits(scene, name, known, run, drill)
    if refused is not None:
        return refused
    begin = first if first is not None else (1 if known is None else known.lowest)
    if known is not None and begin != known.lowest:
        words = Text(
            "{book} 的下一号是 {next}: 号不能跳,也不能重。",
            "The next number of {book} is {next}: none is passed over, none comes twice.",
        )
        return Refusal("not_next", words.fill(book=name, next=known.lowest), {"next": known.lowest})
    most = rules.figures.page_numbers
    room = most if known is None or known.room is None else min(most, known.room)
    size = room if count is None else count
    if not 1 <= size <= most or size > room or not 1 <= begin <= MOST_NUMBER - size:
        words = Text("一次最多 {most} 个号。", "At most {most} numbers at a time.")
        return Refusal("too_many", words.fill(most=room), {"most": room})
    fact = facts.PagesIssued(
        book=name, first=begin, last=begin + size - 1, person=who.id, run=run, drill=drill
    )
    return [Event(fact, scene.by)]


def _fits(scene: Scene, name: str, book: Book | None, run: str | None, drill: bool) -> Refusal | None:
    """None when practice and earnest are kept apart, book by book (N13)."""
    if book is not None and book.drill != drill:
        words = Text("{book} 是练习簿,只在演练里用。", "{book} is a book of practice: in drills only.")
        other = Text(
            "{book} 是正式登记簿,演练用练习簿。", "{book} is in earnest: a drill takes another book."
        )
        return Refusal("wrong_book", (words if book.drill else other).fill(book=name))
    return drill_or_real(scene, run, drill)


def drill_or_real(scene: Scene, run: str | None, drill: bool) -> Refusal | None:
    """None when what is written belongs to its emergency: practice to a drill, the rest to a real one."""
    known = procedures.of(scene.shift).by_id.get(run or "")
    if run is not None and known is None:
        return Refusal("unknown_run", Text("没有这个应急事件。", "There is no such emergency."))
    if known is None or known.drill == drill:
        return None
    if known.drill:
        return Refusal("drill", Text("这是演练,请用练习簿。", "This is a drill: take a book of practice."))
    return Refusal("not_a_drill", Text("这不是演练,请用正式登记簿。", "This is no drill: take a real book."))


def take_back(scene: Scene, book: str, first: int) -> list[Event] | Refusal:
    """The numbers of a page from this one on come back blank; they are given out again later."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    page = of(scene.shift).page(book, first)
    if page is None:
        return not_out(book, first)
    blank = page.blank()
    if not blank or first != blank[0]:
        words = Text(
            "交回的要从没写过的第一个号起: {slips}。",
            "What comes back begins with the first blank one: {slips}.",
        )
        slips = slip_id(book, blank[0]) if blank else "-"
        return Refusal("not_blank", words.fill(slips=slips), {"first": blank[0] if blank else None})
    return [Event(facts.PagesReturned(book=book, first=first, last=page.last), scene.by)]


def explain(
    scene: Scene, book: str, first: int, last: int, cause: str, words: str, signed: Signed
) -> list[Event] | Refusal:
    """Says why nothing is under these numbers; two people sign, the numbers are never used again (N11)."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    chosen = reason_of(rules.gaps, cause, "cause_needed")
    if isinstance(chosen, Refusal):
        return chosen
    text = stored(words, NAME_LIMIT, empty_ok=True)
    if isinstance(text, Refusal):
        return text
    refused = two(scene, signed)
    if refused is not None:
        return refused
    register = of(scene.shift)
    for n in range(first, last + 1) if 0 < last - first + 1 <= rules.figures.page_numbers else (first,):
        page = register.page(book, n)
        if page is None or last < first:
            return not_out(book, n)
        if str(n) in page.used:
            return taken(book, n)
    if last - first + 1 > rules.figures.page_numbers:
        return not_out(book, last)
    fact = facts.GapExplained(book=book, first=first, last=last, cause=chosen.id, words=text, signed=signed)
    return [Event(fact, scene.by)]


def not_out(book: str, number: int) -> Refusal:
    """The number is on no page that somebody holds."""
    words = Text("{slip} 没有发出,先领页。", "{slip} was not given out: issue a page first.")
    return Refusal("not_issued", words.fill(slip=slip_id(book, number)))


def taken(book: str, number: int) -> Refusal:
    """Something became of the number already."""
    words = Text("{slip} 已经用过,一个号只用一次。", "{slip} was used already; a number is used once.")
    return Refusal("number_used", words.fill(slip=slip_id(book, number)))
