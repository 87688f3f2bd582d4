"""What must be told at the start: a cut write, a forgotten shift, damage, a doubtful clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed
from dutyterm.tui.dialogs.text import TextDialog
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import EMPTY, Row, Tone, row, rule
from dutyterm.tui.widgets.rows import Sheet


class NoticesPage(OverPage):
    """All notices at once; Enter means read."""

    NAME: ClassVar[str] = "notices"
    TITLE_TEXT = Text("开机须知", "Please read")

    def compose_body(self) -> Iterable[Widget]:
        """One sheet."""
        yield Sheet()

    def on_mount(self) -> None:
        """First drawing."""
        self.update_view()

    def on_resize(self) -> None:
        """Wrapped anew."""
        self.update_view()

    @property
    def doubts_clock(self) -> bool:
        """Must the time be answered?"""
        return any(notice.kind == "clock" for notice in self.session.notices)

    def update_view(self) -> None:
        """Each notice with its detail."""
        lang, cells = self.lang, self.app.size.width
        rows: list[Row] = [row(" " + self.TITLE_TEXT.to(lang), "title"), rule(cells)]
        for notice in self.session.notices:
            tone: Tone = "plain" if notice.kind == "resumed" else "warning"
            first, *more = wrap(notice.text.to(lang), cells - 6)
            rows.append(row(("   " if tone == "plain" else " ! ") + first, tone))
            rows += [row("   " + line, tone) for line in more]
            if notice.detail.to(lang):
                rows += [row("     " + line, "dim") for line in wrap(notice.detail.to(lang), cells - 8)]
            rows.append(EMPTY)
        if self.doubts_clock:
            shown = self.duty.now.strftime("%Y-%m-%d %H:%M")
            rows.append(row("   " + _CLOCK.fill(now=shown).to(lang), "strong"))
            rows += [row("     1  " + _RIGHT.to(lang)), row("     2  " + _WRONG.to(lang))]
        self.show_rows(rows)
        self.hint(_CLOCK_HINTS if self.doubts_clock else _HINTS)

    async def on_key(self, event: events.Key) -> None:
        """Enter: read. The clock is answered by digit."""
        if event.key == "enter":
            event.stop()
            await self.do_back()
        elif self.doubts_clock and event.character == "1":
            event.stop()
            await self._set(0, confirmed=True)
        elif self.doubts_clock and event.character == "2":
            event.stop()
            self.app.push_screen(TextDialog(_TIME, lines=[_TIME_HELP], check=self._checked), self._typed)
        else:
            self.scrolled(event)

    def _checked(self, typed: str) -> Refusal | None:
        found = read_moment(typed, self.duty.now)
        return found if isinstance(found, Refusal) else None

    async def _typed(self, typed: str | None) -> None:
        now = self.duty.now
        found = read_moment(typed, now) if typed is not None else None
        if isinstance(found, datetime):
            await self._set(int((found - now).total_seconds() * 1000), confirmed=False)

    async def _set(self, offset_ms: int, *, confirmed: bool) -> None:
        from dutyterm.desk.set_clock import set_clock

        if self.show_outcome(await set_clock(self.session, offset_ms, confirmed=confirmed)):
            self.update_view()

    def focus_help(self) -> HelpText:
        """Why this is told."""
        return HelpText(self.TITLE_TEXT, _HELP, ("N7", "S3"))


def read_moment(typed: str, now: datetime) -> datetime | Refusal:
    """A full date and time from 12 digits, month, day and time from 8, a time of today from 4."""
    digits = "".join(char for char in keyed(typed) if char.isdigit())
    full = {12: digits, 8: f"{now.year:04d}{digits}", 4: f"{now:%Y%m%d}{digits}"}.get(len(digits))
    if full is None:
        return Refusal("not_a_time", _TIME_HELP)
    try:
        return datetime.strptime(full, "%Y%m%d%H%M").replace(tzinfo=now.tzinfo)
    except ValueError:
        return Refusal("not_a_time", _TIME_HELP)


_CLOCK: Final = Text("电脑现在是 {now},对吗?", "The PC says {now}. Is that right?")
_RIGHT: Final = Text("对,就是现在的时间", "yes, that is the time now")
_WRONG: Final = Text("不对,我来输入", "no, I type it")
_TIME: Final = Text("现在是几月几日几点?", "What is the date and time now?")
_TIME_HELP: Final = Text(
    "12 位 年月日时分 202611220805,或 8 位 月日时分,或 4 位 时分。",
    "12 digits year month day hour minute, 202611220805; or 8 from the month; or 4 for the time of today.",
)
_HINTS: Final = Text("Enter 看过了 | 上下 看", "Enter: I have read it | Up Down")
_CLOCK_HINTS: Final = Text(
    "1 时间对 2 输入时间 | Enter 先不管", "1 the time is right, 2 type it | Enter: later"
)
_HELP: Final = Text(
    "程序开机时把上次以来发生的事说一遍: 断电、损坏、忘了封存、时钟可疑。什么都不会悄悄修改。",
    "At the start the program tells what happened since it ran last: a cut, damage, a forgotten "
    "shift, a doubtful "
    "clock. Nothing is ever changed silently.",
)
