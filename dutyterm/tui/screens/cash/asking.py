"""What several questions about money take: amounts as fen, times of today."""

from __future__ import annotations

from collections.abc import Callable

from dutyterm.i18n import Text, same
from dutyterm.model.money import format_fen, parse_amount
from dutyterm.model.refusal import Refusal
from dutyterm.tui.flow import FlowPage
from dutyterm.tui.views.asks import NOW


def money(typed: str) -> str | Text:
    """Yuan as typed, as fen."""
    found = parse_amount(typed)
    return found.text if isinstance(found, Refusal) else str(int(found))


def yuan(answer: str) -> Text:
    """An amount that `money` read, as it is told again."""
    return same(format_fen(int(answer)))


def moment(page: FlowPage) -> Callable[[str], str | Text]:
    """Reads a time of today: Space is now."""
    from dutyterm.model.typed_time import parse_time

    def read(typed: str) -> str | Text:
        now = page.duty.now
        if typed == NOW:
            return now.isoformat(timespec="milliseconds")
        found = parse_time(typed, now)
        return found.text if isinstance(found, Refusal) else found.isoformat(timespec="milliseconds")

    return read
