"""The app: it owns house, session, language, keys, the one timer and the pages, and little else."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.widgets import Input

from dutyterm.desk.drafts import UNSAVED
from dutyterm.desk.settings import LANG, THEME, read_settings, write_settings
from dutyterm.hall.layout import Layout
from dutyterm.i18n import Lang, Text, same
from dutyterm.options import Options
from dutyterm.tui import pages, place, theme
from dutyterm.tui.alarms import Alarms
from dutyterm.tui.commands import BY_ID, bindings
from dutyterm.tui.dialogs.dialog import Dialog
from dutyterm.tui.doings import Doings
from dutyterm.tui.headline import Headline, headline
from dutyterm.tui.key_names import said
from dutyterm.tui.key_order import KeyOrder, Typed
from dutyterm.tui.keymap import RepeatGuard, normalised, waited_ms
from dutyterm.tui.page import Page
from dutyterm.tui.views.cells import tail
from dutyterm.tui.widgets.header import Header
from dutyterm.tui.widgets.scrollbar import PlainScrollBar
from dutyterm.tui.widgets.status import Status, Tone

if TYPE_CHECKING:
    from dutyterm.desk.card_notes import CardNotes
    from dutyterm.desk.clock import Clock
    from dutyterm.desk.house import House
    from dutyterm.desk.session import Session
    from dutyterm.tui.views.asks import Dialogue

GONE: Final = 129
"""Exit code when the terminal is gone: that of a hang-up, which not every terminal sends."""

RETRY_MS: Final = 15 * 1000
"""Notes that could not be written are tried again after so long."""


class DutyApp(Alarms, Doings, App[int], inherit_bindings=False):
    """The terminal program."""

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "app.tcss"
    TITLE = "dutyterm"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]
    MODES = {name: pages.maker(name) for name in pages.PLACES}
    AUTO_FOCUS = ""

    def __init__(self, options: Options, house: House) -> None:
        no_color = "NO_COLOR" in os.environ
        # Textual reads this from the instance; it is a class variable only for those who never vary it
        self.DEFAULT_MODE = _FIRST[house.state]  # type: ignore[misc]
        super().__init__(ansi_color=True if no_color else None)
        self.options = options
        self.house = house
        settings = read_settings(Layout(options.data).settings)
        remembered: Lang = "en" if settings.get(LANG) == "en" else "zh"
        self.lang: Lang = options.lang or remembered
        self.guard = RepeatGuard()
        self.keys = KeyOrder(self)
        self._clock: Clock | None = None
        self.last_key_ms = self.clock.mono_ms()
        self.terminal_gone: Callable[[], bool] = _never
        """Has the terminal vanished without a word? Asked every second."""
        self.lock_due = False
        """The content must be hidden as soon as the emergency page is left."""
        self.told_missed: dict[str, str] = {}
        """Person id -> newest shift file that it was told about (N18)."""
        self._shown_minute = ""
        self._tried_ms = self.last_key_ms
        self._subscribed: Session | None = None
        self.begin_alarms()
        self.card_notes: CardNotes | None = None
        """Notes on emergency cards, with those that wait to be saved; made when the first is written."""
        self.card_dialogues: dict[str, Dialogue] = {}
        """Half-typed notes on cards, also where no draft can be kept."""
        self._coloured = ""
        """The look whose colours the style sheet knows."""
        ScrollBar.renderer = PlainScrollBar
        for look in theme.THEMES:
            self.register_theme(look)
        self.theme = theme.first_theme(
            no_color=self.no_color,
            color_system=self.console.color_system,
            remembered=settings.get(THEME),
        )

    # --- what pages and bars ask ------------------------------------------------------------------

    @property
    def session(self) -> Session | None:
        """The session; None when the data directory cannot even be looked at."""
        return self.house.session

    @property
    def locked(self) -> bool:
        """Is the content hidden?"""
        return self.session is not None and self.session.locked

    @property
    def now(self) -> datetime:
        """Wall time as the desk's clock tells it."""
        return self.clock.now()

    @property
    def clock(self) -> Clock:
        """The desk's clock; without a session, that of the PC."""
        if self.session is not None:
            return self.session.clock
        if self._clock is None:
            from dutyterm.desk.clock import SystemClock

            self._clock = SystemClock()
        return self._clock

    @property
    def hall_name(self) -> Text:
        """For the header."""
        session = self.session
        if session is None or session.hall.profile is None:
            return same("dutyterm")
        return same(session.hall.profile.name)

    @property
    def headline(self) -> Headline:
        """For the header; call it only with a session."""
        session = self.session
        if session is None:
            raise LookupError("no hall is open")
        return headline(session)

    @property
    def resting_text(self) -> Text:
        """What the status line says while nothing has been written."""
        words = Text("数据 {path}", "Data {path}")
        # one line: of a long path its end tells more
        return words.fill(path=tail(str(self.options.data), self.size.width - 8))

    @property
    def page_command(self) -> str:
        """Id of the command whose page is shown, to mark it in the footer."""
        return self.current_mode

    def remember(self, **settings: str) -> None:
        """Keep language or look for the next start on this PC; a program that only looks leaves no trace."""
        session = self.session
        if session is not None and session.read_only is None and session.hall.profile is not None:
            write_settings(session.layout.settings, settings, session.disk)

    # --- starting and ticking ---------------------------------------------------------------------

    def refresh_css(self, animate: bool = True) -> None:
        """Until the first page stands nothing wears old colours: to know the new ones is enough.

        Textual would read every rule twice more before it draws anything.
        """
        if any(page.is_mounted for page in self._screen_stacks.get(self.current_mode, ())):
            super().refresh_css(animate)
        elif self._coloured != self.theme:  # to set them again would throw away what was read
            self.stylesheet.set_variables(self.get_css_variables())
        self._coloured = self.theme

    async def on_mount(self) -> None:
        """The one timer of the program; what must be told at the start is told."""
        self.follow_session()
        self.set_interval(1, self.tick)
        await self.tell_notices()
        await self.back_to_the_card()

    def follow_session(self) -> None:
        """Listen to the session, once it is there."""
        session = self.session
        if session is not None and session is not self._subscribed:
            self._subscribed = session
            session.subscribe(self._session_changed)
            if session.drafts.begun_with(UNSAVED):
                self._take_up_notes(session)

    def _take_up_notes(self, session: Session) -> None:
        """Notes that could not be saved before the program ended are shown, and tried again soon."""
        from dutyterm.desk.card_notes import CardNotes

        if self.card_notes is None:
            self.card_notes = CardNotes()
        self.card_notes.take_up(session)
        self.emergencies.take_up(session)

    def _session_changed(self) -> None:
        self.post_message(events.Callback(self.redraw))
        session = self.session
        if self.unsaved and session is not None and session.not_saved is None:
            self.save_waiting_soon()

    def redraw(self) -> None:
        """Bring the page on top up to date, also when a dialog is open over it."""
        page = self._page_on_top()
        if page is not None and page.is_mounted:
            page.redraw()

    def _page_on_top(self) -> Page | None:
        return next((s for s in reversed(self.screen_stack) if isinstance(s, Page)), None)

    async def tick(self) -> None:
        """Every second: the clock, the page's own deadlines, the idle lock."""
        if self.terminal_gone():
            self.exit(return_code=GONE)  # drafts are flushed as at every end
            return
        if not self.is_running or not self.screen_stack:
            return  # pages are being closed for the last time, widgets first; the timer goes after them
        minute = self.now.strftime("%H:%M")
        if minute != self._shown_minute or self.alarm is not None:
            if self._shown_minute not in ("", minute):
                self.suggest()
            self._shown_minute = minute
            page = self._page_on_top()  # a dialog over it leaves clock and alarm in sight
            for header in () if page is None else page.query(Header):
                header.bring_up_to_date()
            self.ring()
            if self.session is not None and (self.locked or self.session.who is None):
                # nobody is there: the program may run on over night
                from dutyterm.desk.forgotten import seal_left_running

                self.run_worker(seal_left_running(self.session), group="seal")
        if isinstance(self.screen, Page) and self.screen.is_mounted:  # on a slow PC a page may be half made
            self.screen.tick()
        await self.lock_when_idle()
        self.keys.look()
        if self.unsaved and self.clock.mono_ms() - self._tried_ms >= RETRY_MS:
            self._tried_ms = self.clock.mono_ms()
            self.save_waiting_soon()

    # --- keys -------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Every key passes here first: made ordinary, counted as activity, and what was said is hushed."""
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        elif event.is_forwarded:
            try:
                if not self.keys.overtaken(event):
                    await super().on_event(event)
            finally:
                self.keys.command_done()
        else:
            self.last_key_ms = self.clock.mono_ms()
            if self.keys.may_go(event):
                await self.hand_on(event)

    async def hand_on(self, typed: Typed) -> None:
        """A key whose turn it is goes to the page on top."""
        typed = self.meant(typed)
        to = self.focused or self.screen
        if isinstance(self.screen, Page | Dialog) and self.screen.is_mounted:
            self.screen.hush()
        await super().on_event(typed)
        self.keys.handed_on(typed, to)

    def meant(self, typed: Typed) -> Typed:
        """What was pressed as it is meant here, with the time at which it was pressed."""
        if isinstance(typed, events.Paste):
            return typed
        key = normalised(typed, in_text=isinstance(self.focused, Input) or self.typing_text)
        key.time = typed.time
        return key

    def pressed_ms(self, key: events.Key) -> int:
        """When a key was read from the terminal, as the desk's clock counts: it may have waited since."""
        return self.clock.mono_ms() - waited_ms(key)

    @property
    def typing_text(self) -> bool:
        """Does the page on top take letters and signs exactly as typed? Then `，` stays what it is."""
        return bool(getattr(self.screen, "takes_text", False)) if self.screen_stack else False

    async def _on_key(self, event: events.Key) -> None:
        """A key that no page took: a command, or not understood, which is said."""
        event.prevent_default()
        if not await self._check_bindings(event.key):
            shown = event.character if event.is_printable and event.character else said(event.key)
            shown = _BLANK.to(self.lang) if shown == " " else shown
            self.say(_NOT_UNDERSTOOD.fill(key=shown))

    async def action_run(self, id: str) -> None:
        """Do a command of the table, or say why it cannot be done now."""
        command = BY_ID[id]
        why = command.available(self)
        if why is not None:
            self.say(why, "warning")
            return
        doer = self.screen if command.scope == "page" else self
        do = getattr(doer, f"do_{id}", None)
        if do is None:
            self.say(_NOT_HERE.fill(key=command.key_name or command.label))
            return
        result = do()
        if result is not None:
            await result

    def say(self, text: Text, tone: Tone = "plain") -> None:
        """A message on what is on top: the status line of a page, or the dialog's own line."""
        if isinstance(self.screen, Page | Dialog) and self.screen.is_mounted:
            self.screen.say(text, tone)

    # --- pages ------------------------------------------------------------------------------------

    async def show_page(self, name: str) -> None:
        """Go to a page; it is where it was left. What was laid over the page before is closed."""
        from dutyterm.tui.screens.over import OverPage

        self.hold()
        again = name == self.current_mode and not isinstance(self.screen, OverPage)
        arrives = again or name != self.current_mode
        while isinstance(self.screen, OverPage):
            await self.pop_screen()
        if name != self.current_mode:
            await self.switch_mode(name)
            for status in self.screen.query(Status):
                status.hush()  # what it said when it was left was seen long ago
        if arrives and isinstance(self.screen, Page):
            self.screen.arrive(again=again)
        if self.session is not None and name in pages.RESUMABLE:
            place.remember_page(self.session, name)
        self.redraw()
        await self.lock_if_due()

    def hold(self) -> None:
        """Half-typed text of the page on top is kept before anything lies over it; no disk is waited for."""
        if isinstance(self.screen, Page) and self.session is not None:
            with self.session.drafts.beside():
                self.screen.hold()
        elif isinstance(self.screen, Page):
            self.screen.hold()

    async def forget_pages(self) -> None:
        """Another person is at the keyboard: pages start anew."""
        self.hold()
        for name in list(self._screen_stacks):
            if name != self.current_mode:
                await self.remove_mode(name)
                self.add_mode(name, pages.maker(name))

    def _fatal_error(self) -> None:
        """The program itself failed: one line instead of the stock report, which shows half-typed PINs."""
        from rich.text import Text as Line

        from dutyterm.tui.crash import told, written

        place = None
        if self._exception is not None:
            place = written(Layout(self.options.data).cache, self._exception, self.now)
        self._exit_renderables.append(Line(told(place).to(self.lang)))
        self._close_messages_no_wait()

    def is_open(self, kind: type[Screen[Any]]) -> bool:
        """Is a screen of this kind on the stack that is shown?"""
        return any(isinstance(screen, kind) for screen in self.screen_stack)

    @property
    def business_day(self) -> date:
        """The business day of the open shift, else today."""
        session = self.session
        day = None if session is None else headline(session).day
        return day or self.now.date()


def _never() -> bool:
    return False


_FIRST: Final = {"new": "wizard", "ready": "door", "locked_out": "door", "unusable": "unusable"}
"""State of the house -> the page to begin with."""
_NOT_UNDERSTOOD: Final = Text(
    "这里用不到 {key} 键。F1 看能按什么。", "The key {key} does nothing here. F1 shows what does."
)
_BLANK: Final = Text("空格", "Space")
_NOT_HERE: Final = Text("这一页用不到「{key}」。", "{key} does nothing on this page.")
