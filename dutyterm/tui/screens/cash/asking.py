"""What questions about money take: amounts, numbers, times, days; what is wrong is said where it is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from dutyterm.i18n import Text, same
from dutyterm.model.money import format_fen, parse_amount
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash.common import amount, fresh, number
from dutyterm.tui.flow import FlowPage
from dutyterm.tui.views.asks import NOW, Option, Question

Reads = Callable[[str], str | Text]


def money(typed: str) -> str | Text:
    """Yuan as typed, as fen."""
    found = parse_amount(typed)
    return found.text if isinstance(found, Refusal) else str(int(found))


def some_money(typed: str) -> str | Text:
    """The same where nothing at all is no movement."""
    found = parse_amount(typed)
    refused = found if isinstance(found, Refusal) else amount(int(found))
    return refused.text if refused is not None else money(typed)


def yuan(answer: str) -> Text:
    """An amount that `money` read, as it is told again."""
    return same(format_fen(int(answer)))


def new_number(page: FlowPage, what: Text) -> Reads:
    """Reads the number of a bag, a seal, an envelope or a pouch: one that was never used."""

    def read(typed: str) -> str | Text:
        found = fresh(page.session.scene(), typed, what)
        return found.text if isinstance(found, Refusal) else found

    return read


def paper_number(what: Text) -> Reads:
    """Reads the number of a slip or a receipt."""

    def read(typed: str) -> str | Text:
        found = number(typed, what)
        return found.text if isinstance(found, Refusal) else found

    return read


def moment(page: FlowPage, fits: Callable[[datetime], Refusal | None] | None = None) -> Reads:
    """Reads a time of today: Space is now. `fits` says what is wrong with it here."""
    from dutyterm.model.typed_time import parse_time

    def read(typed: str) -> str | Text:
        now = page.duty.now
        found = now if typed == NOW else parse_time(typed, now)
        wrong = found if isinstance(found, Refusal) else fits(found) if fits is not None else None
        if wrong is not None:
            return wrong.text
        return found.isoformat(timespec="milliseconds") if isinstance(found, datetime) else _NO_TIME

    return read


def day_question(page: FlowPage, name: str, title: Text, fits: Callable[[date], Refusal | None]) -> Question:
    """A day that is past or today: 1 is today, or it is typed."""
    from dutyterm.model.typed_time import parse_date

    today = page.duty.now.date()

    def read(typed: str) -> str | Text:
        found = parse_date(typed, today, past=True)
        wrong = found if isinstance(found, Refusal) else fits(found)
        if wrong is not None:
            return wrong.text
        return found.isoformat() if isinstance(found, date) else _NO_TIME

    options = (Option("1", today.isoformat(), _TODAY.fill(day=f"{today:%m-%d}")),)
    return Question(name, title, options=options, write=_OTHER_DAY, take=read)


_NO_TIME = Text("还没有时间。", "No time yet.")
_TODAY = Text("今天 {day}", "today, {day}")
_OTHER_DAY = Text("键入日期,如 1121", "type the day, as 1121")
