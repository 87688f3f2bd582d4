"""Making papers about money of the open shift: count sheet and deposit slip, each copy counted (M15)."""

from __future__ import annotations

from collections.abc import Callable

from dutyterm import __version__
from dutyterm.desk.outcome import NotSaved
from dutyterm.desk.printing import Made, Paper, Wanted, make
from dutyterm.desk.refusals import NO_SHIFT
from dutyterm.desk.session import Session
from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.paper.cash import About, count_sheet, deposit_slip
from dutyterm.paper.document import Document
from dutyterm.shift import life
from dutyterm.shift.cash.state import of, till_of


async def make_count(session: Session, wanted: Wanted, till: str, number: int) -> Made | Refusal | NotSaved:
    """The count sheet of a closure; refused before its count is locked."""
    return await make(session, wanted, lambda: _count(session, till, number))


async def make_deposit(session: Session, wanted: Wanted, bag: str) -> Made | Refusal | NotSaved:
    """The deposit slip of a bag."""
    return await make(session, wanted, lambda: _deposit(session, bag))


def _count(session: Session, till: str, number: int) -> Paper | Refusal:
    opened, rules = life.of(session.shift).opened, session.manual.cash
    span = till_of(of(session.shift), till).at(number)
    if opened is None or rules is None:
        return NO_SHIFT
    if span is None or span.locked is None:
        return Refusal("not_locked", _NOT_LOCKED)

    def document(copy: int | None) -> Document:
        made = count_sheet(_about(session, opened, copy), till, span, rules)
        if made is None:
            raise ValueError("the count is not locked")
        return made

    return _paper("count", opened, f"till-{till}-{number}", document)


def _deposit(session: Session, bag: str) -> Paper | Refusal:
    opened, found = life.of(session.shift).opened, of(session.shift).bags.get(bag)
    if opened is None:
        return NO_SHIFT
    if found is None:
        return Refusal("unknown_bag", Text("没有这个款包。", "There is no such bag."))

    def document(copy: int | None) -> Document:
        return deposit_slip(_about(session, opened, copy), found)

    name = "".join(char if char.isalnum() else "-" for char in bag.lower())
    return _paper("deposit", opened, f"bag-{name}", document)


def _paper(
    sort: str, opened: life.ShiftOpened, what: str, document: Callable[[int | None], Document]
) -> Paper:
    name = f"{sort}-{opened.day.isoformat()}-{opened.code.lower()}-{what}"
    return Paper("count" if sort == "count" else "deposit", f"{opened.journal}/{what}", name, document, ())


def _about(session: Session, opened: life.ShiftOpened, copy: int | None) -> About:
    manual = session.manual
    version = f"{manual.cover.version} {manual.hash[:8]}"
    return About(
        hall=opened.premises.name,
        day=opened.day,
        shift=opened.code,
        printed_at=session.clock.now(),
        copy=copy,
        version=Text(
            f"dutyterm {__version__}   手册 {version}", f"dutyterm {__version__}   manual {version}"
        ),
        names={p.id: f"{p.name} {p.number}" for p in opened.premises.roster},
        tills={place.id: place.name for place in opened.premises.tills},
    )


_NOT_LOCKED = Text(
    "点数还没锁定,不出清点单: 出了就不是盲点了。",
    "The count is not locked yet: a sheet now would end its blindness.",
)
