"""Numbered options: a digit picks one. Enter and Esc both mean the safe way, unless the arrows marked one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from textual import events

from dutyterm.i18n import Text
from dutyterm.tui.dialogs.dialog import Dialog
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import EMPTY, Row, Span


class Choice(NamedTuple):
    """One numbered option."""

    id: str
    label: Text
    why_not: Text | None = None
    """Why it cannot be chosen here: it stays in its place, dimmed, with the reason."""
    digit: str | None = None
    """Its fixed digit; None = its place, counted from 1."""


class Choose(Dialog[str]):
    """Dismissed with the id of what was picked, or None."""

    def __init__(self, title: Text, choices: Sequence[Choice], lines: Sequence[Text] = ()) -> None:
        super().__init__(title, _HINTS)
        self.choices = tuple(choices)
        self.lines = tuple(lines)
        """What must be known before choosing; shown above the options."""
        self.cursor: int | None = None

    def digit_of(self, n: int) -> str:
        """The digit of the n-th option, counted from 0; empty beyond nine."""
        return self.choices[n].digit or (str(n + 1) if n < 9 else "")

    def body_rows(self) -> Iterable[Row]:
        """The lines and the options."""
        for line in self.lines:
            yield from self.wrapped(line)
        yield EMPTY
        for n, choice in enumerate(self.choices):
            here, dim = n == self.cursor, choice.why_not is not None
            text = choice.label.to(self.lang)
            if choice.why_not is not None:
                text += f" ({choice.why_not.to(self.lang)})"
            first, *rest = wrap(text, self.cells - 5)
            yield (
                Span(">" if here else " ", "strong"),
                Span(f"{self.digit_of(n):>2}  ", "dim" if dim else "strong"),
                Span(first, "dim" if dim else "input" if here else "plain"),
            )
            for more in rest:
                yield (Span(" " * 5 + more, "dim" if dim else "plain"),)

    def on_key(self, event: events.Key) -> None:
        """Digits pick; arrows mark, Enter picks what is marked."""
        key, char = event.key, event.character or ""
        if key in ("up", "down"):
            event.stop()
            step = 1 if key == "down" else -1
            start = -1 if self.cursor is None and step > 0 else 0 if self.cursor is None else self.cursor
            self.cursor = min(max(0, start + step), len(self.choices) - 1)
            self.update_question()
        elif key == "enter":
            event.stop()
            if self.cursor is None:
                self.dismiss(None)
            else:
                self.pick(self.choices[self.cursor])
        elif key == "escape":
            event.stop()
            self.do_back()
        elif len(char) == 1 and char in "0123456789":
            event.stop()
            found = next((c for n, c in enumerate(self.choices) if self.digit_of(n) == char), None)
            if found is None:
                self.say(_NO_OPTION.fill(digit=char))
            else:
                self.pick(found)

    def pick(self, choice: Choice) -> None:
        """Take it, or say why it cannot be taken."""
        if choice.why_not is not None:
            self.say(choice.why_not)
        else:
            self.dismiss(choice.id)


class Confirm(Choose):
    """Do it or leave it: 1 does it, everything else leaves it."""

    def __init__(self, title: Text, yes: Text, lines: Sequence[Text] = ()) -> None:
        super().__init__(title, [Choice("yes", yes), Choice("no", _NO)], lines)


_HINTS: Final = Text(
    "数字 选 | 上下 标出 | Enter、Esc 不改动", "Digit picks | arrows mark | Enter, Esc change nothing"
)
_NO_OPTION: Final = Text("没有选项 {digit}。", "There is no option {digit}.")
_NO: Final = Text("不,留在这里(Enter、Esc 也是)", "no, stay here (so do Enter and Esc)")
