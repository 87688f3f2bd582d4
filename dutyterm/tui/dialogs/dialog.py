"""What every dialog has: a question, a line for what is said, and Esc for the safe way out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from dutyterm.i18n import Lang, Text
from dutyterm.tui.page import HelpText
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import Row, row
from dutyterm.tui.views.spans import Tone as SpanTone
from dutyterm.tui.widgets.rows import STYLES, Rows
from dutyterm.tui.widgets.status import ROW_TONES, Tone

if TYPE_CHECKING:
    from dutyterm.tui.app import DutyApp

T = TypeVar("T")


class Dialog(ModalScreen[T | None], inherit_bindings=False):
    """Asks one thing over a page. Dismissed with None it means: nothing was chosen, the safe way."""

    CSS_PATH = "dialog.tcss"
    AUTO_FOCUS = ""
    CELLS: ClassVar[int] = 60
    """Width of the dialog, where the terminal has so many cells."""

    def __init__(self, title: Text, hints: Text) -> None:
        super().__init__()
        self.title_text = title
        self.hints = hints

    @property
    def duty(self) -> DutyApp:
        """The app."""
        from dutyterm.tui.app import DutyApp

        app = self.app
        assert isinstance(app, DutyApp)
        return app

    @property
    def lang(self) -> Lang:
        """The language that is shown now."""
        return self.duty.lang

    @property
    def cells(self) -> int:
        """Cells of a row inside the dialog."""
        return max(20, min(self.CELLS, self.app.size.width - 4) - 4)

    async def on_event(self, event: events.Event) -> None:
        """A key that is not to be understood here yet, or no longer, waits for its turn."""
        if not isinstance(event, events.Key | events.Paste) or self.duty.keys.reaches(self, event):
            await super().on_event(event)

    async def _on_key(self, event: events.Key) -> None:
        self.duty.keys.looked_at(self, event)

    def compose(self) -> ComposeResult:
        """The frame around `compose_question`."""
        with Vertical(id="dialog"):
            yield Rows(id="title")
            yield from self.compose_question()
            yield Static("", id="said", markup=False)
            yield Rows(id="hints")

    def compose_question(self) -> Iterable[Widget]:
        """The widgets between title and message."""
        yield Rows(id="body")

    def on_mount(self) -> None:
        """First drawing."""
        self.redraw()

    def on_resize(self) -> None:
        """Wrapped anew."""
        self.redraw()

    def redraw(self) -> None:
        """Draw everything again, in the language that is shown."""
        self.query_one("#title", Rows).show(self.wrapped(self.title_text, "title"))
        self.query_one("#hints", Rows).show(self.wrapped(self.hints, "dim"))
        self.update_question()

    def update_question(self) -> None:
        """Draw the body again."""
        self.query_one("#body", Rows).show(self.body_rows())

    def body_rows(self) -> Iterable[Row]:
        """The rows of the body."""
        return ()

    def wrapped(self, text: Text, tone: SpanTone = "plain") -> list[Row]:
        """A text in as many rows as it takes."""
        return [row(line, tone) for line in wrap(text.to(self.lang), self.cells)]

    def say(self, text: Text, tone: Tone = "warning") -> None:
        """Show a message inside the dialog until the next key."""
        self.query_one("#said", Static).update(Content.styled(text.to(self.lang), STYLES[ROW_TONES[tone]]))

    def hush(self) -> None:
        """A key was pressed: the message has been seen."""
        self.query_one("#said", Static).update("")

    def do_back(self) -> None:
        """Esc: the safe way out."""
        self.dismiss(None)

    def focus_help(self) -> HelpText:
        """What is asked and how it is answered."""
        return HelpText(self.title_text, self.hints)
