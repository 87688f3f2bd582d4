"""A page of rows with one cursor and a dialogue under them: people, the hall's profile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from textual import events
from textual.widget import Widget

from dutyterm.desk.outcome import Done
from dutyterm.i18n import Text
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.views.ask_hints import asking_hint
from dutyterm.tui.views.ask_rows import dialogue_rows
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import Row, Span, row
from dutyterm.tui.views.walk_body import Body, lay_out
from dutyterm.tui.widgets.full_rows import FullRows

_STEPS: Final = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -100_000, "end": 100_000}


class ListingPage(FlowPage):
    """Arrows move, Enter opens what can be done with a row."""

    CSS_PATH = "notes/notes.tcss"
    HINTS: Text = Text("", "")
    KEEPS: Text = Text(
        "开着的班照旧用开班时的;下次开班起用新的。",
        "An open shift keeps what it was opened with; the next one takes the new.",
    )

    def __init__(self) -> None:
        super().__init__()
        self.cursor = 0
        self._offset = 0

    # --- what a page says -------------------------------------------------------------------------

    def listed(self) -> Sequence[Row]:
        """The rows, without cursor."""
        raise NotImplementedError

    def open_row(self, n: int) -> None:
        """Enter, or the row's digit."""
        raise NotImplementedError

    @property
    def foot(self) -> Text:
        """Under the list while nothing is asked."""
        return self.KEEPS

    # --- drawing ----------------------------------------------------------------------------------

    @property
    def takes_text(self) -> bool:
        """Do letters and signs go into a text now, exactly as typed?"""
        return self.flow is not None and self.flow.dialogue.takes_text

    def compose_body(self) -> Iterable[Widget]:
        """All rows are one widget: the list scrolls by itself."""
        yield FullRows(id="log")

    def on_full_rows_resized(self) -> None:
        """Rows are measured anew."""
        self.update_view()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """The page is on top again."""
        super().on_screen_resume(event)
        self.call_after_refresh(self.update_view)

    def update_view(self) -> None:
        """List, and what is asked."""
        if self.duty.session is None or not self.is_mounted:
            return
        widget = self.query_one("#log", FullRows)
        width, height = widget.size
        if width <= 0 or height <= 0:
            return
        found = self.listed()
        self.cursor = min(max(self.cursor, 0), max(0, len(found) - 1))
        rows = tuple((Span(">" if n == self.cursor else " ", "strong"), *r) for n, r in enumerate(found))
        head = (row(" " + self.TITLE_TEXT.to(self.lang), "title"),)
        if self.flow is not None:
            pane = dialogue_rows(self.flow.dialogue, width, lambda t: t.to(self.lang))
        else:
            pane = tuple(row(" " + line, "dim") for line in wrap(self.foot.to(self.lang), width - 2))
        body = Body(head, rows, self.cursor, pane, 2, asks=self.flow is not None, lang=self.lang)
        laid = lay_out(body, width, height, self._offset)
        self._offset = laid.offset
        widget.show(laid.rows)
        self.hint(self.HINTS if self.flow is None else asking_hint(self.flow.dialogue))

    def hold(self) -> None:
        """What is half-typed is on disk before anything covers the page."""
        self.session.drafts.flush()

    # --- keys -------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Moves and dialogues; what is left is for the command table."""
        if self.flow is None and self._moved(event.key, event.character or ""):
            event.stop()
            self.update_view()
        elif await self.key_in_flow(event.key, event.character):
            event.stop()

    def _moved(self, key: str, char: str) -> bool:
        if key in _STEPS:
            self.cursor = min(max(self.cursor + _STEPS[key], 0), max(0, len(self.listed()) - 1))
        elif key == "enter":
            self.open_row(self.cursor)
        elif len(char) == 1 and char in "0123456789":
            self.digit(int(char))
        else:
            return False
        return True

    def digit(self, digit: int) -> None:
        """A digit opens its row."""
        if 1 <= digit <= len(self.listed()):
            self.cursor = digit - 1
            self.open_row(self.cursor)
        else:
            self.say(_NO_ROW.fill(digit=digit))

    async def on_paste(self, event: events.Paste) -> None:
        """A paste goes into the words of an open dialogue."""
        event.stop()
        await self.paste_in_flow(event.text)

    def do_exception(self) -> None:
        """`*`: the same as Enter."""
        if self.flow is None:
            self.open_row(self.cursor)
            self.update_view()

    def do_next(self) -> None:
        """Tab: the next row."""
        self._step(1)

    def do_previous(self) -> None:
        """Shift+Tab: the row before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if self.flow is not None:
            self.say(_ANSWER)
            return
        count = max(1, len(self.listed()))
        self.cursor = (self.cursor + step) % count
        self.update_view()

    async def do_back(self) -> None:
        """Esc: out of the dialogue, then to the board."""
        if self.flow is not None:
            self.open_flow(None)
        else:
            await self.duty.show_page("today")

    def flow_done(self, flow: Flow, outcome: Done) -> None:
        """On disk."""
        del flow
        self.show_outcome(outcome)
        self.say(_SAVED.fill(keeps=self.KEEPS if self.session.has_open_shift else Text("", "")), "good")


_NO_ROW: Final = Text("没有第 {digit} 行。", "There is no row {digit}.")
_ANSWER: Final = Text("先答完,或按 Esc 离开。", "Answer first, or leave with Esc.")
_SAVED: Final = Text("已写盘。{keeps}", "Saved. {keeps}")
