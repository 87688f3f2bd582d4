"""Reading what is handed over: the cursor, the whole text of one thing, and how both are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dutyterm.desk import handover
from dutyterm.i18n import Text
from dutyterm.shift.handover.brief import Number
from dutyterm.shift.handover.reading import Reading, Row
from dutyterm.tui.screens.handover.words import ALL_READ, FULL_HINTS, SAID, TAKE_HINTS, UNTIL_READ
from dutyterm.tui.views import spans
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import EMPTY, rule
from dutyterm.tui.views.takeover import ReadingDrawing, reading_head, reading_row, row_detail, summary_rows
from dutyterm.tui.views.walk_body import Body, lay_out

if TYPE_CHECKING:
    from dutyterm.desk.session import Session

_STEPS: Final = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8, "home": -100_000, "end": 100_000}


@dataclass
class Reader:
    """Where the taker is; what was read stands in the records."""

    ref: str | None = None
    """Row under the cursor; None = the first one that is not read."""
    full: tuple[Text, ...] | None = None
    """The whole text of it, when it is shown."""
    top: int = 0
    """First row of the whole text that is shown."""
    insists: bool = False
    """A refused handover is read again, to be taken over after all."""
    _offset: int = 0

    def row(self, found: Reading) -> Row | None:
        """The row under the cursor."""
        here = next((row for row in found.rows if row.ref == self.ref), None)
        return here or found.next or next(iter(found.rows), None)

    def moved(self, found: Reading, key: str) -> bool:
        """Moves the cursor, or scrolls the whole text; False for another key."""
        step = _STEPS.get(key)
        if step is None:
            return False
        if self.full is not None:
            self.top = max(0, self.top + step)
            return True
        current = self.row(found)
        if current is not None:
            at = next(n for n, row in enumerate(found.rows) if row.ref == current.ref)
            self.ref = found.rows[min(max(0, at + step), len(found.rows) - 1)].ref
        return True

    def next(self, found: Reading, step: int = 1) -> bool:
        """On to the next row that is not read, round and round; False when everything is."""
        current = self.row(found)
        if current is None:
            return False
        rows = found.rows
        at = next(n for n, row in enumerate(rows) if row.ref == current.ref)
        order = [rows[(at + step * n) % len(rows)] for n in range(1, len(rows) + 1)]
        unread = next((row for row in order if not row.done), None)
        if unread is not None:
            self.ref = unread.ref
        return unread is not None

    def source(self, found: Reading, number: Number) -> bool:
        """The cursor goes to what a number counts, pressed again to the next of it; False = none here."""
        refs = [row.ref for row in found.rows if row.ref in number.refs]
        if not refs:
            return False
        current = self.row(found)
        here = refs.index(current.ref) if current is not None and current.ref in refs else -1
        self.ref, self.full = refs[(here + 1) % len(refs)], None
        return True

    async def opened(self, session: Session, found: Reading) -> None:
        """Enter: the whole text of the row, or back to the rows."""
        from dutyterm.desk.whole import whole_text

        current = self.row(found)
        if self.full is not None or current is None:
            self.full = None
            return
        self.ref, self.top = current.ref, 0
        self.full = await whole_text(session, current.ref) if current.sort == "entry" else ()

    def drawn(
        self, session: Session, d: ReadingDrawing, height: int, pane: tuple[spans.Row, ...]
    ) -> tuple[list[spans.Row], Text]:
        """The rows of the page, and the hints."""
        found = handover.reading(session)
        current = self.row(found)
        lines = handover.lines(session)
        head = (reading_head(found, d), rule(d.width), *summary_rows(lines, d))
        if self.full is not None and current is not None and not pane:
            return self._whole(found, current, d, height), FULL_HINTS
        at = next((n for n, row in enumerate(found.rows) if row == current), 0)
        rows = tuple(reading_row(row, d, here=n == at) for n, row in enumerate(found.rows))
        if not pane:
            about = row_detail(current, d) if current is not None else []
            state = ALL_READ if found.complete else UNTIL_READ
            said = [spans.row(" " + part, "strong") for part in wrap(d.to(state), d.width - 2)]
            least = max(0, 5 - len(said))
            pane = (*about, *([EMPTY] * (least - len(about))), *said)
        laid = lay_out(Body(head, rows or (_none(d),), at, pane, 5, asks=True), d.width, height, self._offset)
        self._offset = laid.offset
        shown = list(laid.rows)
        line = height - laid.pane_rows - 1
        below = len(rows) - laid.offset - (line - len(head) - 1)
        if below > 0 and 0 < line < len(shown):
            shown[line] = spans.row("  " + d.to(SAID["below"].fill(n=below)), "dim")
        return shown, TAKE_HINTS

    def _whole(self, found: Reading, current: Row, d: ReadingDrawing, height: int) -> list[spans.Row]:
        rows = row_detail(current, d, self.full or ())
        room = max(1, height - 2)
        self.top = max(0, min(self.top, len(rows) - room))
        return [reading_head(found, d), rule(d.width), *rows[self.top : self.top + room]]


def _none(d: ReadingDrawing) -> spans.Row:
    return spans.row("  " + d.to(Text("没有要读的。", "There is nothing to read.")), "dim")
