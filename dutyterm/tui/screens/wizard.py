"""The first run: one numbered question at a time; digits and Enter are enough, names may be typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.hall.founding import OneUse
from dutyterm.hall.setup import Setup
from dutyterm.hall.setup_steps import Step
from dutyterm.i18n import Text
from dutyterm.model.people import ROLE_NAMES
from dutyterm.model.refusal import Refusal
from dutyterm.tui.dialogs.pin import LONGEST
from dutyterm.tui.page import HelpText, Page
from dutyterm.tui.views.cells import pad, width, wrap
from dutyterm.tui.views.spans import EMPTY, Row, Span, row, rule
from dutyterm.tui.widgets.rows import Rows, Sheet
from dutyterm.tui.widgets.text_input import TextInput


class WizardPage(Page):
    """Asks the model of `hall.setup`; nothing is written before the last answer."""

    NAME: ClassVar[str] = "wizard"
    TITLE_TEXT = Text("首次设置", "First set-up")
    CSS_PATH = "wizard.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.setup = Setup()
        self.code: str | None = None
        """The recovery code, once the hall is there; empty for the demo hall."""
        self.slips: tuple[OneUse, ...] = ()
        """PINs for one use of the crew, shown after the code."""
        self._pin = ""
        self._copied = False
        """Somebody said that the recovery code stands on paper."""
        self._busy = False

    def compose_body(self) -> Iterable[Widget]:
        """Question, field, answers so far."""
        yield Rows(id="question")
        yield TextInput(id="field")
        yield Sheet(id="answers")

    def on_mount(self) -> None:
        """First drawing."""
        self._ask()

    def _ask(self) -> None:
        """The current question anew; the field is for what may be typed."""
        field = self.query_one("#field", TextInput)
        step = self.setup.step
        field.value = self._pin = ""
        field.display = self.code is None and step is not None and bool(step.typed) and not step.secret
        self.set_focus(field if field.display else None)
        self.update_view()

    def update_view(self) -> None:
        """Question with its options, then what was answered."""
        step = self.setup.step
        if self.code is not None:
            self._show_end(self.code)
        elif step is not None:
            self.query_one("#question", Rows).show(self._question(step))
            answers = self.query_one("#answers", Sheet)
            answers.show(self._answers())
            answers.scroll_end(animate=False)
            typed = _DEFAULT_HINTS if step.default is not None else _TYPED_HINTS
            picked = _HINTS if step.default is not None else _PICK_HINTS
            self.hint(_PIN_HINTS if step.secret else typed if step.typed else picked)
        else:
            self.query_one("#question", Rows).show([EMPTY, row("  " + _MAKING.to(self.lang), "title")])

    def _question(self, step: Step) -> list[Row]:
        lang, cells = self.lang, self.app.size.width - 4
        steps = self.setup.steps
        place = f"{steps.index(step) + 1}/{len(steps)}" if self.setup.way else ""
        rows: list[Row] = [(Span(" " + self.TITLE_TEXT.to(lang) + "  ", "title"), Span(place, "dim")), EMPTY]
        rows.append(row("  " + step.title.to(lang), "strong"))
        rows += [row("  " + line, "dim") for line in wrap(step.help.to(lang), cells)]
        rows.append(EMPTY)
        for n, option in enumerate(step.options, 1):
            mark = f"  {_USUAL.to(lang)}" if option.value == step.default else ""
            rows.append((Span(f"    {n}  ", "strong"), Span(option.label.to(lang)), Span(mark, "dim")))
        if step.default is not None and not step.options:
            rows.append(row("    " + _DEFAULT.fill(value=step.default).to(lang)))
        if step.secret:
            # the stock field hides what is typed behind a glyph that is not equally wide everywhere
            rows.append((Span("    PIN  ", "strong"), Span("*" * len(self._pin) + "_", "input")))
        rows.append(EMPTY)
        return rows

    def _answers(self) -> list[Row]:
        lang = self.lang
        said = [(step.title.to(lang), text) for step in self.setup.steps if (text := self.setup.said(step))]
        if not said:
            return [
                EMPTY,
                *(row("  " + line, "dim") for line in wrap(_WELCOME.to(lang), self.app.size.width - 4)),
            ]
        room = max(width(title) for title, _ in said) + 2
        rows: list[Row] = [rule(self.app.size.width)]
        return rows + [row("  " + pad(title, room) + text.to(lang), "dim") for title, text in said]

    async def _end_key(self, event: events.Key, char: str) -> None:
        """A code shown only once is not left by a second Enter of the PIN: 1 says that it was copied."""
        if char == "1" and self.code:
            event.stop()
            self._copied = True
            self.say(_COPIED)
        elif event.key == "enter":
            event.stop()
            if self._copied or not self.code:
                await self._go_on()
            else:
                self.say(_COPY_FIRST, "warning")

    def _show_end(self, code: str) -> None:
        self.query_one("#answers", Sheet).show([])
        self.query_one("#question", Rows).show(self._code_rows(code) if code else self._demo_rows())
        self.hint(_CODE_HINTS if code else _DEMO_HINTS)

    def _demo_rows(self) -> list[Row]:
        from dutyterm.hall.demo import DEMO_PEOPLE

        rows: list[Row] = [EMPTY, row("  " + _DEMO.to(self.lang), "title"), EMPTY]
        for digit, person in enumerate(DEMO_PEOPLE[:9], 1):
            name = f"{person.name} {ROLE_NAMES[person.role].to(self.lang)}"
            rows.append((Span(f"    {digit}  ", "strong"), Span(pad(name, 26)), Span(person.pin, "strong")))
        return [*rows, EMPTY]

    def _code_rows(self, code: str) -> list[Row]:
        lang, cells = self.lang, self.app.size.width - 4
        rows: list[Row] = [EMPTY, row("  " + _READY.to(lang), "title"), EMPTY]
        rows += [row("  " + line) for line in wrap(_CODE.to(lang), cells)]
        rows += [EMPTY, row("      " + code, "input"), EMPTY]
        rows += [row("  " + line, "dim") for line in wrap(_ONCE.to(lang), cells)]
        return rows

    async def on_key(self, event: events.Key) -> None:
        """Digits pick where nothing can be typed; Enter takes what is in the field, or the usual answer."""
        char = event.character or ""
        if self._busy:
            event.stop()
        elif self.code is not None:
            await self._end_key(event, char)
        elif event.key == "enter":
            event.stop()
            field = self.query_one("#field", TextInput)
            await self._answer(field.value if field.display else self._pin)
        elif self.setup.step is not None and self.setup.step.secret:
            if event.key == "backspace":
                self._pin = self._pin[:-1]
            elif len(char) == 1 and char in "0123456789":
                self._pin = (self._pin + char)[:LONGEST]
            else:
                return
            event.stop()
            self.update_view()
        elif len(char) == 1 and char in "0123456789" and not self.query_one("#field").display:
            event.stop()
            await self._answer(char)

    async def _answer(self, typed: str) -> None:
        # names are offered, and kept, in the language that is shown now
        self.setup = replace(self.setup, lang=self.lang)
        answered = self.setup.answer(typed)
        if isinstance(answered, Refusal):
            self._pin = ""  # a PIN that was refused is typed anew; words stay to be mended
            self.update_view()
            self.say(answered.text, "warning")
            return
        self.setup = answered
        self._ask()
        if self.setup.step is None:
            await self._found()

    async def _found(self) -> None:
        from dutyterm.tui.screens.founding import demo_opened, founded

        self._busy = True
        try:
            demo = self.setup.way == "demo"
            made = await demo_opened(self.duty) if demo else await founded(self.duty, self.setup)
        finally:
            self._busy = False
        if isinstance(made, Text):
            self.setup = self.setup.back()
            self._ask()
            self.say(made, "error")
        else:
            self.code = made.recovery_code if made is not None else ""
            self.slips = made.handed_out if made is not None else ()
            self._ask()

    async def _go_on(self) -> None:
        if self.duty.options.lang is None:
            self.duty.remember(lang=self.lang)  # chosen here, before there was a place to keep it
        self.duty.follow_session()
        await self.duty.show_page("today" if self.session.who is not None else "door")
        if self.slips:
            from dutyterm.tui.screens.pin_slips import PinSlipsPage

            await self.app.push_screen(PinSlipsPage(self.slips))
        self.app.call_later(self.duty.forget_pages)  # this page among them

    def do_back(self) -> None:
        """Esc: the question before; what was answered earlier stays."""
        if self.code is None and not self._busy:
            self.setup = self.setup.back()
            self._ask()

    def do_next(self) -> None:
        """Tab: there is one question at a time."""
        self.say(_ONE)

    def focus_help(self) -> HelpText:
        """The question that is asked."""
        step = self.setup.step
        return (
            HelpText(self.TITLE_TEXT, _WELCOME) if step is None else HelpText(step.title, step.help, ("D",))
        )


_USUAL: Final = Text("(常用,Enter)", "(usual, Enter)")
_DEFAULT: Final = Text("直接 Enter: {value}", "Enter alone: {value}")
_MAKING: Final = Text("正在建厅...", "Setting up...")
_WELCOME: Final = Text(
    "一次一个问题,按数字就行,全部答完才写盘。以后大多能改。F9 应急卡现在就能用。",
    "One question at a time, digits are enough, nothing is written before the last one. Most can be changed "
    "later. The F9 emergency cards work already.",
)
_READY: Final = Text("营业厅已建好", "The hall is set up")
_CODE: Final = Text(
    "恢复码: 厅经理忘了 PIN、又没有别的经理时,只有它能救。",
    "Recovery code: the only help when the hall manager's PIN is forgotten and there is no other manager.",
)
_ONCE: Final = Text(
    "只显示这一次。抄在纸上,核对,锁进保险柜。", "Shown only now. Write it on paper, compare, lock it away."
)
_HINTS: Final = Text(
    "数字 选 | Enter 常用的 | Esc 上一题 | F9 应急",
    "Digit picks | Enter: the usual | Esc: question before | F9 alert",
)
_PICK_HINTS: Final = Text("数字 选 | F9 应急", "Digit picks | F9 alert")
_TYPED_HINTS: Final = Text(
    "数字或直接写,再 Enter | Esc 上一题 | F9 应急",
    "A digit or your own words, then Enter | Esc: question before",
)
_DEFAULT_HINTS: Final = Text(
    "数字或直接写,再 Enter | 空 Enter 取常用 | Esc 上一题",
    "A digit or your own, then Enter | Enter alone: usual | Esc: question before",
)
_PIN_HINTS: Final = Text("6 到 12 位数字,Enter | Esc 上一题", "6 to 12 digits, Enter | Esc: question before")
_CODE_HINTS: Final = Text("1 抄好了 | Enter 开始", "1 it is written down | Enter begins")
_COPIED: Final = Text("好。按 Enter 开始。", "Good. Enter begins.")
_COPY_FIRST: Final = Text(
    "先把恢复码抄在纸上,再按 1。离开后再也看不到。",
    "Write the code down first, then press 1. It is never shown again.",
)
_DEMO: Final = Text("演示厅已打开。演示人员和 PIN:", "The demo hall is open. Its people and their PINs:")
_DEMO_HINTS: Final = Text("Enter 去登录", "Enter: sign in")
_ONE: Final = Text("一次一个问题:答好按 Enter。", "One question at a time: answer it, then Enter.")
