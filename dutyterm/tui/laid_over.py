"""Commands that lay a page over whatever is shown; Esc goes back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from dutyterm.tui.page import Page

if TYPE_CHECKING:
    from dutyterm.tui.app import DutyApp


class LaidOver:
    """Mixed into the app. What a command needs is imported when it is used."""

    async def do_search(self) -> None:
        """Words in every shift, over whatever page is shown."""
        from dutyterm.tui.screens.search import SearchPage

        await self._lay_over(SearchPage)

    async def do_register(self) -> None:
        """The register of manual acceptance, for the emergency that goes on."""
        from dutyterm.tui.screens.register import RegisterPage

        await self._lay_over(RegisterPage)

    async def do_figures(self) -> None:
        """The figures of the day, over whatever page is shown."""
        from dutyterm.tui.screens.figures import FiguresPage

        await self._lay_over(FiguresPage)

    async def do_cases(self) -> None:
        """Emergencies looked back on, over whatever page is shown."""
        from dutyterm.tui.screens.cases import CasesPage

        await self._lay_over(CasesPage)

    async def do_note(self) -> None:
        """`+`: the form of a new log entry, over whatever page is shown."""
        from dutyterm.tui.screens.notes import EntryForm

        await self._lay_over(EntryForm)

    async def do_differences(self) -> None:
        """Differences of cash over many shifts, for the reviewer (N25)."""
        from dutyterm.desk.cash.history import history
        from dutyterm.model.refusal import Refusal
        from dutyterm.tui.screens.cash.history import CashHistoryPage

        app = cast("DutyApp", self)
        app.hold()
        if app.session is None or app.is_open(CashHistoryPage):
            return
        found = await history(app.session)
        if isinstance(found, Refusal):
            app.say(found.text, "warning")
        else:
            await app.push_screen(CashHistoryPage(found))

    async def do_audits(self) -> None:
        """Closures that an auditor checked, for hall manager, auditor and county (e.3 step 14)."""
        from dutyterm.desk.cash.audits import past_audits
        from dutyterm.model.refusal import Refusal
        from dutyterm.tui.screens.cash.audits import AuditsPage

        app = cast("DutyApp", self)
        app.hold()
        if app.session is None or app.is_open(AuditsPage):
            return
        found = await past_audits(app.session)
        if isinstance(found, Refusal):
            app.say(found.text, "warning")
        else:
            await app.push_screen(AuditsPage(found))

    async def back_to(self, kind: type[Page]) -> None:
        """Closes what was laid over an open page of this kind."""
        app = cast("DutyApp", self)
        while app.is_open(kind) and not isinstance(app.screen, kind):
            await app.pop_screen()

    async def _lay_over(self, kind: type[Page]) -> None:
        """Over whatever page is shown, once."""
        app = cast("DutyApp", self)
        app.hold()
        if not app.is_open(kind):
            await app.push_screen(kind())
