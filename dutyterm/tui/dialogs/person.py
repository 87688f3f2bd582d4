"""Asks who: the first nine by their roster digit, everybody by the staff number (工号) after 0."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from textual import events

from dutyterm.i18n import Text
from dutyterm.model.people import ROLE_NAMES, Person
from dutyterm.model.typed import keyed
from dutyterm.tui.dialogs.dialog import Dialog
from dutyterm.tui.views.cells import pad
from dutyterm.tui.views.spans import EMPTY, Row, Span


class PersonDialog(Dialog[Person]):
    """Dismissed with the person, or None. `people` stand in roster order; the n-th has the digit n."""

    def __init__(self, title: Text, people: Sequence[Person], *, not_me: str | None = None) -> None:
        super().__init__(title, _HINTS)
        self.people = tuple(people)
        self.not_me = not_me
        """Person id that cannot be chosen: the second of two people is somebody else."""
        self.number: str | None = None
        """The 工号 being typed, after 0."""

    def body_rows(self) -> Iterable[Row]:
        """Two columns where there is room."""
        half = self.cells // 2
        shown = self.people[:9]
        left = (len(shown) + 1) // 2
        for n in range(left):
            spans: list[Span] = []
            for m in (n, n + left):
                if m < len(shown):
                    spans += self._person(m, half)
            yield tuple(spans)
        yield EMPTY
        if self.number is None:
            yield (Span(" 0  ", "strong"), Span(_BY_NUMBER.to(self.lang)))
        else:
            yield (Span(_NUMBER.to(self.lang) + "  ", "strong"), Span(self.number + "_", "input"))

    def _person(self, n: int, cells: int) -> list[Span]:
        person = self.people[n]
        text = f"{person.name} {ROLE_NAMES[person.role].to(self.lang)}"
        mine = person.id == self.not_me
        return [
            Span(f" {n + 1}  ", "dim" if mine else "strong"),
            Span(pad(text, cells - 4), "dim" if mine else "plain"),
        ]

    def on_key(self, event: events.Key) -> None:
        """A digit picks, or is a digit of the number after 0."""
        key, char = event.key, event.character or ""
        if key == "escape":
            event.stop()
            if self.number is None:
                self.do_back()
                return
            self.number = None
        elif len(char) == 1 and char in "0123456789":
            event.stop()
            if self.number is not None:
                self.number = (self.number + char)[:20]
            elif char == "0":
                self.number = ""
            elif int(char) <= min(9, len(self.people)):
                self._pick(self.people[int(char) - 1])
            else:
                self.say(_NOBODY)
        elif key == "backspace" and self.number is not None:
            event.stop()
            self.number = self.number[:-1]
        elif key == "enter":
            event.stop()
            typed = keyed(self.number or "")
            found = next((p for p in self.people if p.number == typed), None)
            if found is None:
                self.say(_NOBODY)
            else:
                self._pick(found)
        if self.is_current:
            self.update_question()

    def _pick(self, person: Person) -> None:
        if person.id == self.not_me:
            self.say(_OTHER)
        else:
            self.dismiss(person)


_HINTS: Final = Text("数字 选人 | 0 输入工号 | Esc 返回", "Digit: who | 0 staff number | Esc back")
_BY_NUMBER: Final = Text("输入工号", "type the staff number")
_NUMBER: Final = Text("工号", "Number")
_NOBODY: Final = Text(
    "没有这个人。按数字选,或按 0 输入工号再 Enter。",
    "Nobody like that. Use the digit, or 0 and the staff number.",
)
_OTHER: Final = Text("第二人必须是另一个人。", "The second one has to be somebody else.")
