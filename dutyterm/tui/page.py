"""The frame that every page stands in: header, body, status line, hints, footer.

A page draws what the session tells it and asks the desk for what the person wants. It never holds a state of
its own beyond the place of the cursor and what is half-typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widget import Widget

from dutyterm.i18n import Lang, Text
from dutyterm.model.refusal import Refusal
from dutyterm.tui.commands import bindings
from dutyterm.tui.widgets.bar import Bar
from dutyterm.tui.widgets.footer import Footer
from dutyterm.tui.widgets.header import Header
from dutyterm.tui.widgets.status import Status, Tone

if TYPE_CHECKING:
    from dutyterm.desk.session import Session
    from dutyterm.tui.app import DutyApp


class HelpText(NamedTuple):
    """What F1 shows about the thing that has the focus."""

    title: Text
    body: Text
    source: tuple[str, ...] = ()
    """Source tags of the rule behind it, e.g. `L14`, `S3`."""


class Page(Screen[None], inherit_bindings=False):
    """A page: `compose_body` draws it once, `update_view` brings it up to date.

    Keys reach a page as Textual key events, already made ordinary (`１` is `1`, `、` is `slash`).
    Handle them in `on_key` and `event.stop()` what was used. What is left goes through the command table: a
    command of scope `page` calls the page's method `do_<id>` (`do_exception` for `*`, `do_next` for Tab).
    What nobody wants is said to be not understood.
    """

    NAME: ClassVar[str] = ""
    """Name of the page in `tui.pages`."""
    TITLE_TEXT: ClassVar[Text] = Text("", "")
    """Title, for help."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("page")]
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-tall")]

    hints: Text = Text("", "")
    """The line of key hints; set it with `hint` when the context changes."""

    _bars: tuple[Bar, ...] = ()
    """The frame, from top to bottom."""

    @property
    def duty(self) -> DutyApp:
        """The app: language, keymap, pages, dialogs."""
        from dutyterm.tui.app import DutyApp

        app = self.app
        assert isinstance(app, DutyApp)
        return app

    @property
    def session(self) -> Session:
        """The open session. Raises LookupError before a hall is there (wizard)."""
        session = self.duty.session
        if session is None:
            raise LookupError("no hall is open")
        return session

    @property
    def lang(self) -> Lang:
        """The language that is shown now."""
        return self.duty.lang

    async def on_event(self, event: events.Event) -> None:
        """A key that is not to be understood here yet, or no longer, waits for its turn."""
        if not isinstance(event, events.Key | events.Paste) or self.duty.keys.reaches(self, event):
            await super().on_event(event)

    async def _on_key(self, event: events.Key) -> None:
        self.duty.keys.looked_at(self, event)

    def compose(self) -> ComposeResult:
        """The frame around `compose_body`."""
        header, status, footer = self._bars = (Header(), Status(), Footer())
        yield header
        with Container(classes="page-body"):
            yield from self.compose_body()
        yield status
        yield footer

    def compose_body(self) -> Iterable[Widget]:
        """The widgets of this page; drawn between header and status line."""
        return ()

    def update_view(self) -> None:
        """Draw the state again. Called when shown, after every change, and on a new language."""

    def tick(self) -> None:
        """Called every second while the page is on top; keep it cheap, count from deadlines."""

    def say(self, text: Text, tone: Tone = "plain") -> None:
        """Show a message in the status line until the next key."""
        self.query_one(Status).say(text, tone)

    def hush(self) -> None:
        """A key was pressed: what was said has been seen."""
        self.query_one(Status).hush()

    def refuse(self, refusal: Refusal) -> None:
        """Show why a wish cannot be granted."""
        self.say(refusal.text, "warning")

    def show_outcome(self, outcome: object) -> bool:
        """Show what became of a wish, whatever the desk answered; True when it is on disk (draw the tick)."""
        if isinstance(outcome, Refusal):
            self.refuse(outcome)
            return False
        from dutyterm.desk.outcome import NotSaved

        if isinstance(outcome, NotSaved):
            self.say(outcome.text, "error")
            return False
        self.query_one(Status).show_saved()
        return True

    def hint(self, hints: Text) -> None:
        """Set the line of key hints."""
        self.hints = hints
        self.query_one(Footer).show_hints(hints)

    def focus_help(self) -> HelpText:
        """Help about what has the focus; the page itself when it does not know better."""
        return HelpText(self.TITLE_TEXT, self.hints)

    def arrive(self, *, again: bool) -> None:
        """A person comes here from another page, or asks for this page `again` while it is shown."""

    def hold(self) -> None:
        """Keep half-typed text safe: called before anything is drawn over the page, and before leaving."""

    def on_screen_resume(self, _event: events.ScreenResume) -> None:
        """The page is on top again: what happened meanwhile is drawn."""
        self.redraw()

    def redraw(self) -> None:
        """Bring the frame and the body up to date."""
        for bar in self._bars:  # not looked for: to search the page costs as much as to draw them
            if bar.is_attached:
                bar.bring_up_to_date()
        self.update_view()
