"""Opening a shift: the seal code of the slip is compared (N5), then a digit opens the shift."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.desk.shifts import Proposal, needs_code, open_shift, propose
from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.tui.available import takes_over
from dutyterm.tui.dialogs.text import TextDialog
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import EMPTY, Row, Span, row
from dutyterm.tui.widgets.header import day_text
from dutyterm.tui.widgets.rows import Sheet

CODE_DIGITS: Final = 15


class OpenShiftPage(OverPage):
    """The shift by its digit; then, when there is a slip, its code and Enter."""

    NAME: ClassVar[str] = "open_shift"
    TITLE_TEXT = Text("开班", "Open a shift")

    def __init__(self) -> None:
        super().__init__()
        self._plan: str | None = None
        """Code of the shift that was picked; the seal code is asked now."""
        self._picked_by_digit = False
        """Whoever types the code at once has picked a shift with its first digit."""
        self._code = ""
        self._asked_again: str | None = None
        """Code of a shift opened today already, for which the first key only warned."""
        self._busy = False

    def compose_body(self) -> Iterable[Widget]:
        """One sheet."""
        yield Sheet()

    def on_mount(self) -> None:
        """First drawing."""
        self.update_view()

    def update_view(self) -> None:
        """The business day, the shifts that are offered, the code."""
        proposal = propose(self.session)
        lang, cells = self.lang, self.app.size.width - 6
        rows: list[Row] = [EMPTY, row("  " + self.TITLE_TEXT.to(lang), "title"), EMPTY]
        rows += [row("  " + line) for line in self._about(proposal)]
        if proposal.before is not None and proposal.before.forgotten:
            rows += [row("  " + line, "warning") for line in wrap(_FORGOTTEN.to(lang), cells)]
        rows += [EMPTY, row("  " + _WHICH.to(lang), "strong")]
        for n, plan in enumerate(proposal.plans[:9], 1):
            here = plan.code == (self._plan or proposal.likely)
            text = f"{plan.code}  {plan.name}  {plan.start}-{plan.end}"
            if plan.code in proposal.used:
                text += "  " + _USED.to(lang)
            rows.append(
                (Span("    > " if here else "      ", "strong"), Span(f"{n}  ", "strong"), Span(text))
            )
        if self._plan is not None:
            asked = _CODE.fill(code=self._plan).to(lang)
            rows += [EMPTY, *(row("  " + line) for line in wrap(asked, cells))]
            rows.append((Span("      "), Span(grouped(self._code) + "_", "input")))
        self.show_rows(rows)
        self.hint(_HINTS if self._plan is None else _CODE_HINTS)

    def _about(self, proposal: Proposal) -> list[str]:
        day, times, previous = proposal.day, proposal.times, proposal.before
        open_at = _CLOSED_DAY
        if times is not None:
            open_at = _HOURS.fill(opens=times.opens.strftime("%H:%M"), closes=times.closes.strftime("%H:%M"))
        said = [_DAY.fill(day=day_text(day), times=open_at)]
        if previous is not None:
            day_before = previous.day.strftime("%m-%d")
            said.append(_BEFORE.fill(day=day_before, code=previous.shift_code, n=previous.records))
        return [text.to(self.lang) for text in said]

    async def on_key(self, event: events.Key) -> None:
        """The digit of the shift, then the digits of the code."""
        key, char = event.key, event.character or ""
        digit = char if len(char) == 1 and char in "0123456789" else None
        if self._busy:
            event.stop()
        elif digit is not None:
            event.stop()
            if self._plan is None:
                await self._pick(int(digit))
            else:
                self._code = (self._code + digit)[:CODE_DIGITS]
                self.update_view()
        elif key == "enter":
            event.stop()
            if self._plan is None:
                await self._pick_likely()
            elif self._code == "0":
                self._ask_reason(_LOST, _LOST_REASONS, "lost_reason")
            elif self._picked_by_digit and len(self._code) == CODE_DIGITS - 1:
                self.say(_FIRST_TAKEN.fill(code=self._plan), "warning")
            else:
                await self._open()
        elif self._plan is not None and key in ("backspace", "minus", "space"):
            event.stop()  # the dashes of the print need not be typed, and do no harm
            if key == "backspace":
                self._code = self._code[:-1]
                self.update_view()

    async def _pick(self, n: int) -> None:
        plans = propose(self.session).plans
        if not 1 <= n <= len(plans):
            self.say(_WHICH)
            return
        self._picked_by_digit = True
        await self._take(plans[n - 1].code)

    async def _pick_likely(self) -> None:
        likely = propose(self.session).likely
        if likely is None:
            self.say(_WHICH)
        else:
            self._picked_by_digit = False
            await self._take(likely)

    async def _take(self, code: str) -> None:
        if code in propose(self.session).used and self._asked_again != code:
            self._asked_again = code
            self.say(_AGAIN.fill(code=code), "warning")
            return
        self._plan = code
        if needs_code(self.session) is None:
            await self._open()
        else:
            self.update_view()

    async def _open(self, **reason: str) -> None:
        self._busy = True
        try:
            outcome = await open_shift(self.session, code=self._plan, seal_code=self._code, **reason)
        finally:
            self._busy = False
        if isinstance(outcome, Refusal) and outcome.code == "code_mismatch":
            self._ask_reason(_MISMATCH, _MISMATCH_REASONS, "mismatch_reason", [outcome.text])
        elif self.show_outcome(outcome) and self.app.screen is self:
            self.app.pop_screen()
            if takes_over(self.session):  # the same reading as between two shifts of a day (N5)
                self.app.call_later(self.duty.show_page, "handover")

    def _ask_reason(
        self, title: Text, reasons: tuple[Text, ...], kind: str, lines: Sequence[Text] = ()
    ) -> None:
        async def given(reason: str | None) -> None:
            if reason is not None:
                if kind == "lost_reason":
                    self._code = ""
                await self._open(**{kind: reason})

        self.app.push_screen(TextDialog(title, lines=lines, phrases=reasons), given)

    async def do_back(self) -> None:
        """From the code back to the shifts, then away; nothing was opened."""
        if self._plan is not None:
            self._plan, self._code = None, ""
            self.update_view()
        else:
            await super().do_back()

    def focus_help(self) -> HelpText:
        """Why the code is asked."""
        return HelpText(self.TITLE_TEXT, _HELP, ("N5", "S11"))


def grouped(code: str) -> str:
    """The digits as they are printed, 5-5-5."""
    return "-".join(code[n : n + 5] for n in range(0, len(code), 5))


_DAY: Final = Text("营业日 {day}   {times}", "Business day {day}   {times}")
_HOURS: Final = Text("营业 {opens}-{closes}", "open {opens}-{closes}")
_CLOSED_DAY: Final = Text("今天休息", "closed today")
_BEFORE: Final = Text("上一班 {day} {code} 班,{n} 条", "Shift before: {day} {code}, {n} records")
_FORGOTTEN: Final = Text(
    "上一班没有人封存,程序已代封: 没有交接单,不用输封存码。现金未点,请核对。",
    "Nobody sealed the shift before; the program did: there is no slip and no code. Cash was not "
    "counted: check it.",
)
_CODE: Final = Text(
    "开 {code} 班: 交接单上的封存码,15 位数字再 Enter。单子丢了: 0 再 Enter。",
    "Shift {code}: the seal code on the slip, 15 digits, then Enter. Slip lost: 0, then Enter.",
)
_FIRST_TAKEN: Final = Text(
    "只有 14 位: 第一位数字当成了选 {code} 班? Esc 退回,先选班,再输 15 位。",
    "14 digits: did the first one pick shift {code}? Esc goes back; pick the shift, then type all 15.",
)
_USED: Final = Text("今天已开过", "opened today already")
_AGAIN: Final = Text(
    "今天已有 {code} 班。真要再开一个,再按一次。",
    "Shift {code} was opened today. Press again for another.",
)
_WHICH: Final = Text("开哪个班? 按数字", "Which shift? Press the digit")
_LOST: Final = Text("交接单为什么没有?", "Why is there no slip?")
_LOST_REASONS: Final = (
    Text("单子丢了", "the slip is lost"),
    Text("没有打印或抄写", "it was never printed or copied"),
    Text("单子看不清", "it cannot be read"),
)
_MISMATCH: Final = Text("封存码不符,为什么仍要开班?", "The code differs: why open the shift all the same?")
_MISMATCH_REASONS: Final = (
    Text("单子可能抄错", "the slip may have been copied wrongly"),
    Text("拿到的是别的单子", "it is the slip of another shift"),
    Text("原因不明,先开班再查", "cause unknown: open now, look into it later"),
)
_HINTS: Final = Text("数字 选班 | Enter 带 > 的 | Esc 返回", "Digit picks | Enter the marked one | Esc back")
_CODE_HINTS: Final = Text(
    "数字 | 退格 改 | Enter 核对 | Esc 返回", "Digits | Backspace | Enter compares | Esc back"
)
_HELP: Final = Text(
    "封存码印在上一班的交接单上。对得上,说明文件就是那一班封存时的样子;对不上,要写原因,并报厅经理。",
    "The seal code stands on the slip of the shift before. If it fits, the file is as it was when "
    "that shift was "
    "sealed; if not, a reason is recorded and the hall manager is told.",
)
