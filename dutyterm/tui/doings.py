"""What the commands of the app do: one method `do_<id>` for each command of scope `app`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from dutyterm.hall.idle import idle_ms
from dutyterm.i18n import Text
from dutyterm.tui import theme
from dutyterm.tui.available import takes_over
from dutyterm.tui.laid_over import LaidOver
from dutyterm.tui.page import HelpText, Page
from dutyterm.tui.place import read_place

if TYPE_CHECKING:
    from dutyterm.tui.app import DutyApp

_QUIET: Final = "resumed"
"""The kind of notice that needs no page of its own: the shift simply goes on."""


class Doings(LaidOver):
    """Mixed into the app. What a command needs is imported when it is used."""

    @property
    def _app(self) -> DutyApp:
        return cast("DutyApp", self)

    # --- pages ------------------------------------------------------------------------------------

    async def do_today(self) -> None:
        """F2."""
        await self._app.show_page("today")

    async def do_lists(self) -> None:
        """F3."""
        await self._app.show_page("lists")

    async def do_cash(self) -> None:
        """F4; on a card by which business is taken down by hand, its register, as for who types `/` `4`."""
        from dutyterm.tui.screens.card_hints import by_hand
        from dutyterm.tui.screens.emergency import EmergencyPage

        on_top = self._app.screen
        if isinstance(on_top, EmergencyPage) and on_top.card is not None and by_hand(on_top.card):
            on_top.open_register(on_top.card)
        else:
            await self._app.show_page("cash")

    async def do_log(self) -> None:
        """F6."""
        await self._app.show_page("log")

    async def do_handover(self) -> None:
        """F7."""
        await self._app.show_page("handover")

    async def do_items(self) -> None:
        """Open items."""
        await self._app.show_page("items")

    async def do_promise(self) -> None:
        """A promise to a customer, on the page of open items."""
        from dutyterm.tui.screens.items import ItemsPage

        app = self._app
        await app.show_page("items")
        if isinstance(app.screen, ItemsPage):
            app.screen.new(promise=True)

    async def do_messages(self) -> None:
        """The message book."""
        await self._app.show_page("messages")

    async def do_relief(self) -> None:
        """Somebody stands in, or is back, on the page of the handover."""
        from dutyterm.tui.screens.handover.page import HandoverPage

        app = self._app
        await app.show_page("handover")
        if isinstance(app.screen, HandoverPage):
            app.screen.stand_in()

    async def do_away(self) -> None:
        """What the person signed in missed."""
        await self.tell_missed(asked=True)

    async def tell_missed(self, *, asked: bool = False) -> None:
        """While you were away (N18): once for each shift that went by, and whenever it is asked for."""
        from dutyterm.desk.handover import while_away

        app = self._app
        session = app.session
        if session is None or session.who is None:
            return
        from dutyterm.shift.handover.family import of

        who = session.who.id
        if not asked and session.has_open_shift and of(session.shift).responsible == who:
            return  # back in one's own shift, after a break or a cut
        found = await while_away(session)
        if found is None:
            return
        newest = found.shifts[0].file if found.shifts else ""
        if asked or (found.since is not None and newest and app.told_missed.get(who) != newest):
            from dutyterm.tui.screens.away import AwayPage  # most who sign in missed nothing

            if app.is_open(AwayPage):
                return
            app.told_missed[who] = newest
            app.hold()
            await app.push_screen(AwayPage(found))

    def do_print(self) -> None:
        """A slip or a report on paper."""
        from dutyterm.tui.dialogs.paper import print_paper

        app = self._app
        app.hold()
        app.run_worker(print_paper(app), exclusive=True, group="print")

    async def do_people(self) -> None:
        """The roster, for the hall manager."""
        await self._app.show_page("people")

    async def do_hall(self) -> None:
        """The hall's profile, for the hall manager."""
        await self._app.show_page("hall")

    async def do_seal_codes(self) -> None:
        """Seal codes of earlier shifts, over whatever page is shown."""
        from dutyterm.desk.seal_codes import seal_codes
        from dutyterm.model.refusal import Refusal
        from dutyterm.tui.screens.seal_codes import SealCodesPage

        app = self._app
        app.hold()
        if app.session is None or app.is_open(SealCodesPage):
            return
        found = await seal_codes(app.session)
        if isinstance(found, Refusal):
            app.say(found.text, "warning")
        else:
            await app.push_screen(SealCodesPage(found))

    def do_move(self) -> None:
        """This PC writes for the hall from now on."""
        from dutyterm.tui.dialogs.move_here import move_hall_here

        app = self._app
        app.hold()
        app.run_worker(move_hall_here(app), exclusive=True, group="move")

    # --- laid over everything ---------------------------------------------------------------------

    async def do_emergency(self) -> None:
        """F9: the queue over everything, also over what was laid over a card; pressed again, it stays."""
        from dutyterm.tui.screens.emergency import EmergencyPage

        app = self._app
        if isinstance(app.screen, EmergencyPage):
            app.screen.do_queue()
            return
        app.hold()
        if not app.is_screen_installed(EmergencyPage.NAME):
            app.install_screen(EmergencyPage(), EmergencyPage.NAME)
        page = app.get_screen(EmergencyPage.NAME, EmergencyPage)
        if any(page in stack for stack in app._screen_stacks.values()):
            page = EmergencyPage()  # under help, a note, the register: there it stays as it is
        else:
            page.begin()
        await app.push_screen(page)

    async def do_help(self) -> None:
        """F1: help about what has the focus; pressed again, it stays."""
        from dutyterm.tui.dialogs.dialog import Dialog
        from dutyterm.tui.screens.help import HelpPage

        app = self._app
        if isinstance(app.screen, HelpPage):
            return
        asked = app.screen.focus_help() if isinstance(app.screen, Page | Dialog) else HelpText(_KEYS, _KEYS)
        app.hold()
        await app.push_screen(HelpPage(asked))

    async def do_menu(self) -> None:
        """`/`: every command by number; by letters also cards, lists, lines, people, entries, open items."""
        from textual.events import Key

        from dutyterm.tui.dialogs.menu import SPACE, Menu
        from dutyterm.tui.going import go

        async def chosen(id: str | None) -> None:
            if id == SPACE:
                self._app.keys.next(Key("space", " "))
            elif id is not None and ":" in id:
                await go(self._app, id)
            elif id is not None:
                await self._app.action_run(id)

        self._app.hold()
        await self._app.push_screen(Menu(), chosen)

    async def open_card(self, id: str) -> None:
        """One emergency card, over everything."""
        from dutyterm.tui.screens.emergency import EmergencyPage

        await self.do_emergency()
        screen = self._app.screen  # F9 over help or a note comes back to the card; here it is opened anew
        card = next((card for card in self._app.cards if card.id == id), None)
        if isinstance(screen, EmergencyPage) and card is not None:
            screen.open(card)

    # --- the person -------------------------------------------------------------------------------

    async def do_lock(self) -> None:
        """Ctrl+K: hide the content."""
        from dutyterm.desk.people import lock
        from dutyterm.tui.screens.lock import LockPage

        app = self._app
        if app.session is None or app.is_open(LockPage):
            return
        app.hold()
        with app.session.drafts.beside():
            app.session.drafts.flush()
        lock(app.session)
        await app.push_screen(LockPage())

    async def lock_when_idle(self) -> None:
        """Hide the content when no key came for as long as the hall allows."""
        app = self._app
        session = app.session
        if session is None or session.who is None or session.locked:
            return
        if app.clock.mono_ms() - app.last_key_ms < idle_ms(session.hall.profile):
            return
        from dutyterm.tui.screens.emergency import EmergencyPage

        if isinstance(app.screen, EmergencyPage):
            app.lock_due = True  # a card that is being worked by is not covered; what lies below it will be
        else:
            await self.do_lock()

    async def lock_if_due(self) -> None:
        """After the emergency page: hide the content, when nobody touched a key for long meanwhile."""
        app = self._app
        if app.lock_due:
            app.lock_due = False
            await self.do_lock()

    async def do_change_pin(self) -> None:
        """Change one's own PIN: old, new, new again."""
        from dutyterm.tui.dialogs.new_pin import ChangePin

        await self._app.push_screen(ChangePin(), self._pin_changed)

    async def do_reset_pin(self) -> None:
        """Give somebody else a PIN for one use."""
        from dutyterm.tui.dialogs.reset_pin import reset_somebody

        app = self._app
        app.hold()
        app.run_worker(reset_somebody(app), exclusive=True, group="reset")

    def _pin_changed(self, done: bool | None) -> None:
        if done:
            self._app.say(
                Text("PIN 已换,下次登录用新的。", "The PIN is changed; use the new one from now on."), "good"
            )

    async def do_sign_out(self) -> None:
        """Somebody else can sign in; shift and drafts stay."""
        from dutyterm.desk.people import sign_out

        app = self._app
        if app.session is None:
            return
        app.hold()
        app.session.drafts.flush()
        sign_out(app.session)
        await app.show_page("door")
        await app.forget_pages()

    async def signed_in(self) -> None:
        """Somebody signed in: back to where the shift was left."""
        app = self._app
        session = app.session
        if session is None:
            return
        page = read_place(session).get("page", "today") if session.has_open_shift else "today"
        if takes_over(session):
            page = "handover"
        await app.show_page(page if page in ("today", "lists", "log", "items", "handover") else "today")
        from dutyterm.desk.reading import due

        if due(session):
            await self.do_reading()
        await self.tell_missed()

    async def do_reading(self) -> None:
        """What changed in the manual, to be read and confirmed."""
        from dutyterm.desk.reading import reading
        from dutyterm.tui.screens.reading import ReadingPage

        app = self._app
        found = None if app.session is None else reading(app.session)
        if found is None:
            app.say(_NOT_HERE)
        elif not app.is_open(ReadingPage):
            app.hold()
            await app.push_screen(ReadingPage(found))

    async def do_manual(self) -> None:
        """The hall manager takes the newer manual into use."""
        from dutyterm.tui.dialogs.activate import ActivateDialog, activated

        app = self._app
        session = app.session
        if session is None or session.waiting_manual is None:
            return

        async def chosen(id: str | None) -> None:
            if id == "yes" and app.session is not None:
                app.say(*await activated(app.session))

        await app.push_screen(ActivateDialog(session.waiting_manual, session.active_manual), chosen)

    # --- the program ------------------------------------------------------------------------------

    def do_language(self) -> None:
        """Ctrl+L."""
        app = self._app
        app.lang = "en" if app.lang == "zh" else "zh"
        app.remember(lang=app.lang)
        for screen in app.screen_stack:
            relabel = getattr(screen, "redraw", None)
            if relabel is not None:
                relabel()

    def do_theme(self) -> None:
        """The next look."""
        app = self._app
        app.theme = theme.next_theme(app.theme, no_color=app.no_color)
        if not app.no_color:  # what NO_COLOR asks for this once is not what this PC is set to
            app.remember(theme=app.theme)

    async def do_quit(self) -> None:
        """Ctrl+Q: asks first; staying is the safe answer."""
        from dutyterm.tui.dialogs.leave import LeaveDialog

        app = self._app
        if app.is_open(LeaveDialog):
            return

        def chosen(id: str | None) -> None:
            if id == "yes":
                app.exit(0)

        app.hold()
        kept = app.session is not None and app.session.drafts.safe
        await app.push_screen(LeaveDialog(app.unsaved, kept=kept), chosen)

    async def tell_notices(self) -> None:
        """What happened since the program ran last is told once, before anything else."""
        app = self._app
        notices = () if app.session is None else app.session.notices
        if any(notice.kind != _QUIET for notice in notices):
            from dutyterm.tui.screens.notices import NoticesPage

            await app.push_screen(NoticesPage())
        elif notices:
            app.call_after_refresh(app.say, notices[0].text)


_KEYS: Final = Text("按键", "Keys")
_NOT_HERE: Final = Text(
    "现用的手册没有保存在这台电脑上,看不了。", "The manual in force is not kept on this PC: nothing to show."
)
