"""Signing in: the roster digit or 0 and the 工号, then the PIN. Emergency cards need no sign-in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.i18n import Text
from dutyterm.model.people import ROLE_NAMES, Person
from dutyterm.model.refusal import Refusal
from dutyterm.tui.ahead import fetch_ahead
from dutyterm.tui.dialogs.pin import LONGEST
from dutyterm.tui.page import Page
from dutyterm.tui.views.cells import pad, wrap
from dutyterm.tui.views.spans import EMPTY, Row, Span, row
from dutyterm.tui.widgets.rows import Sheet


class SignInPage(Page):
    """Who, then the PIN."""

    NAME: ClassVar[str] = "door"
    TITLE_TEXT = Text("登录", "Sign in")

    def __init__(self) -> None:
        super().__init__()
        self.person: Person | None = None
        self.number: str | None = None
        """The 工号 being typed after 0."""
        self._fetched = False
        self._pin = ""
        self._busy = False

    def compose_body(self) -> Iterable[Widget]:
        """One sheet."""
        yield Sheet()

    async def on_mount(self) -> None:
        """First drawing; a missing PIN file asks for the recovery code at once."""
        self.update_view()
        if self.duty.house.state == "locked_out":
            await self.recover()

    def update_view(self) -> None:
        """Roster, who was picked, stars."""
        lang, cells = self.lang, self.app.size.width
        roster = self.session.hall.roster
        rows: list[Row] = [EMPTY, row("      " + _TITLE.to(lang), "title")]
        rows += [EMPTY, row("      " + _WHO.to(lang)), EMPTY]
        half = max(24, min(34, (cells - 8) // 2))
        shown = roster[:9]
        left = (len(shown) + 1) // 2
        for n in range(left):
            spans = [Span("      ")]
            for m in (n, n + left):
                if m < len(shown):
                    person = shown[m]
                    here = person == self.person
                    text = f"{person.name}  {ROLE_NAMES[person.role].to(lang)}"
                    spans += [
                        Span(f" {m + 1} ", "strong"),
                        Span(pad(text, half - 3), "strong" if here else "plain"),
                    ]
            rows.append(tuple(spans))
        if len(roster) > len(shown):
            rows.append(row("      " + _MORE.fill(n=len(roster) - len(shown)).to(lang), "dim"))
        rows.append(EMPTY)
        if self.number is not None:
            rows.append(
                (Span("      > " + _NUMBER.to(lang) + "  ", "strong"), Span(self.number + "_", "input"))
            )
        elif self.person is not None:
            rows.append(row(f"      > {self.person.name}  {self.person.number}", "strong"))
            rows.append((Span("        PIN  "), Span("*" * len(self._pin) + "_", "input")))
            failed = self.session.hall.failures.get(self.person.id)
            if failed is not None:
                rows.append(row("        " + _FAILED.fill(n=failed.count).to(lang), "warning"))
        rows.append(EMPTY)
        rows += [row("      " + line, "dim") for line in wrap(self._below().to(lang), cells - 8)]
        self.query_one(Sheet).show(rows)
        self.hint(_PIN_HINTS if self.person is not None else _HINTS)

    def _below(self) -> Text:
        previous = self.session.past.before
        if self.session.has_open_shift or previous is None:
            return _STILL
        # the seal code is not told here: the next opening compares it with the paper, not with the screen
        sealed = _SEALED if not previous.forgotten else _FORGOTTEN
        before = f"{previous.day:%m-%d} {previous.shift_code}"
        return Text(f"{_STILL.zh}{sealed.zh}", f"{_STILL.en} {sealed.en}").fill(shift=before)

    async def on_key(self, event: events.Key) -> None:
        """Digits pick the person, then are the PIN."""
        if self._busy:
            event.stop()
            return
        key, char = event.key, event.character or ""
        if key == "backspace":
            if self.number is not None:
                self.number = self.number[:-1]
            else:
                self._pin = self._pin[:-1]
        elif key == "enter":
            event.stop()
            await self._enter()
        elif len(char) == 1 and char in "0123456789":
            self._digit(char)
        else:
            return
        event.stop()
        if self.is_current:
            self.update_view()

    def tick(self) -> None:
        """Nobody has touched a key yet: the next one may be F9, and its page is to come at once."""
        self._fetch()

    def _fetch(self) -> None:
        if not self._fetched:
            self._fetched = True
            fetch_ahead(self, self.session)

    def _digit(self, digit: str) -> None:
        self._fetch()
        roster = self.session.hall.roster
        if self.number is not None:
            self.number = (self.number + digit)[:20]
        elif self.person is not None:
            self._pin = (self._pin + digit)[:LONGEST]
        elif digit == "0":
            self.number = ""
        elif int(digit) <= len(roster):
            self.person = roster[int(digit) - 1]
        else:
            self.say(_NOBODY)

    async def _enter(self) -> None:
        if self.number is not None:
            found = self.session.hall.by_number(self.number)
            if found is None:
                self.say(_NOBODY, "warning")
            else:
                self.person, self.number = found, None
        elif self.person is None:
            self.say(_WHO)
        elif not self._pin:
            self.say(_NO_PIN)
        else:
            await self._sign_in(self.person)

    async def _sign_in(self, person: Person) -> None:
        from dutyterm.desk.outcome import NotSaved
        from dutyterm.desk.people import sign_in

        pin, self._pin, self._busy = self._pin, "", True
        try:
            answer = await sign_in(self.session, person.id, pin)
        finally:
            self._busy = False
        if isinstance(answer, Refusal | NotSaved):
            self.say(answer.text, "error")
            return
        self.person = None
        if answer.must_change_pin:
            await self._must_change(pin)
        else:
            await self.duty.signed_in()

    async def _must_change(self, pin: str) -> None:
        from dutyterm.desk.people import sign_out
        from dutyterm.tui.dialogs.new_pin import ChangePin

        async def changed(done: bool | None) -> None:
            if done:
                await self.duty.signed_in()
            else:
                sign_out(self.session)
                self.say(_MUST_CHANGE, "warning")

        await self.app.push_screen(ChangePin(_MUST_CHANGE, known=pin), changed)

    async def do_exception(self) -> None:
        """`*`: a forgotten PIN."""
        await self.recover()

    async def recover(self) -> None:
        """The recovery code gives a hall manager a new PIN."""
        from dutyterm.tui.screens.recovery import recover

        self.app.run_worker(recover(self.duty), exclusive=True, group="recovery")

    def do_back(self) -> None:
        """Esc: somebody else."""
        self.person, self.number, self._pin = None, None, ""
        self.update_view()


_TITLE: Final = Text("登录", "Sign in")
_WHO: Final = Text("谁?  按数字,0 输入工号", "Who?  Press the digit; 0 for the staff number")
_MORE: Final = Text("还有 {n} 人: 按 0 输入工号", "{n} more: press 0 and type the staff number")
_NUMBER: Final = Text("工号", "Number")
_FAILED: Final = Text("连续输错 {n} 次", "{n} wrong in a row")
_NOBODY: Final = Text("名册上没有这个人。", "Nobody like that on the roster.")
_NO_PIN: Final = Text("输入 PIN 再按 Enter。", "Type the PIN, then Enter.")
_MUST_CHANGE: Final = Text(
    "这是一次性 PIN,现在要换成自己的。", "This PIN is for one use: choose your own now."
)
_STILL: Final = Text("不登录也可: F9 应急卡、F1 帮助。", "Without sign-in: F9 emergency cards, F1 help.")
_SEALED: Final = Text("上一班 {shift} 已封存。", "The last shift, {shift}, is sealed.")
_FORGOTTEN: Final = Text(
    "上一班 {shift} 没有人封存,程序已代封。", "Nobody sealed the last shift, {shift}; the program did."
)
_HINTS: Final = Text(
    "数字 选人 | 0 工号 | * 忘了 PIN | Ctrl+L 中/EN | Ctrl+Q 离开",
    "Digit: who | 0 number | * forgotten PIN | Ctrl+L 中/EN | Ctrl+Q leave",
)
_PIN_HINTS: Final = Text(
    "数字 PIN | 退格 改 | Enter 登录 | Esc 换人",
    "Digits: PIN | Backspace | Enter signs in | Esc somebody else",
)
