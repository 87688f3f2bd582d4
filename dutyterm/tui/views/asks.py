"""A short dialogue in the lower pane: numbered options, a few words, a PIN; one question after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from dutyterm.i18n import Text, same
from dutyterm.tui.views.buffer import Buffer
from dutyterm.tui.views.cells import pad, width, wrap
from dutyterm.tui.views.spans import Row, Span, row

PIN_MOST = 32
"""Digits of a PIN that are taken; more is a hand on the keyboard."""


@dataclass(frozen=True)
class Option:
    """One numbered answer; it keeps its number when it is not allowed (screens.md, `*`)."""

    digit: str
    word: str
    """What is recorded."""
    label: Text
    why_not: Text | None = None
    """Why it cannot be chosen now."""


@dataclass(frozen=True)
class Question:
    """One thing that is asked."""

    name: str
    title: Text
    kind: Literal["option", "text", "pin"] = "option"
    options: tuple[Option, ...] = ()
    write: Text | None = None
    """What 0 offers to type instead of an option; None = nothing."""
    words: Mapping[str, str] | None = None
    """What may be typed after 0 and what it stands for; None = any words."""
    when: Callable[[Mapping[str, str]], bool] = field(default=lambda _answers: True)
    """Asked only if this holds for the answers before."""


def numbered(options: tuple[tuple[str, Text], ...]) -> tuple[Option, ...]:
    """Options with the digits 1, 2, 3 ... in their order."""
    return tuple(Option(str(n), word, label) for n, (word, label) in enumerate(options, 1))


@dataclass(frozen=True)
class Dialogue:
    """Questions and what was answered so far."""

    title: Text
    questions: tuple[Question, ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    buffer: Buffer = Buffer()
    writing: bool = False
    """0 was pressed: words are typed."""

    @property
    def question(self) -> Question | None:
        """What is asked now; None when everything is answered."""
        return next((q for q in self.questions if q.name not in self.answers and q.when(self.answers)), None)

    @property
    def takes_text(self) -> bool:
        """Do keys go into a text now?"""
        asked = self.question
        return asked is not None and (asked.kind == "text" or self.writing)

    @property
    def takes_pin(self) -> bool:
        """Is a PIN asked now?"""
        asked = self.question
        return asked is not None and asked.kind == "pin"

    def answered(self, word: str) -> Dialogue:
        """With the present question answered."""
        asked = self.question
        if asked is None:
            return self
        return replace(self, answers={**self.answers, asked.name: word}, buffer=Buffer(), writing=False)

    def again(self) -> Dialogue:
        """Back at the last question: what it was asked for was refused or not saved. PINs are asked anew."""
        pins = {q.name for q in self.questions if q.kind == "pin"}
        kept = {name: word for name, word in self.answers.items() if name not in pins}
        if len(kept) == len(self.answers) and kept:
            kept.popitem()
        return replace(self, answers=kept, buffer=Buffer(), writing=False)

    def press(self, key: str, char: str | None) -> Dialogue | Text:
        """After a key; a text says why the key is not understood."""
        asked = self.question
        if asked is None:
            return self
        if key == "backspace":
            return self._back()
        if asked.kind == "pin":
            return self._pin(key, char)
        if self.takes_text:
            return self._text(asked, key, char)
        return self._option(asked, char)

    def _back(self) -> Dialogue:
        if self.buffer.text:
            return replace(self, buffer=self.buffer.erase())
        if self.writing:
            return replace(self, writing=False)
        if not self.answers:
            return self
        kept = dict(self.answers)
        kept.popitem()
        return replace(self, answers=kept, buffer=Buffer())

    def _pin(self, key: str, char: str | None) -> Dialogue | Text:
        if key == "enter":
            if not self.buffer.text:
                return Text("先输 PIN。", "Type the PIN first.")
            return self.answered(self.buffer.text)
        if char is not None and char.isascii() and char.isdigit() and len(self.buffer.text) < PIN_MOST:
            return replace(self, buffer=self.buffer.insert(char))
        return Text("PIN 只用数字,Enter 确认,Esc 离开。", "A PIN is digits; Enter confirms, Esc leaves.")

    def _text(self, asked: Question, key: str, char: str | None) -> Dialogue | Text:
        if key == "enter":
            typed = self.buffer.text.strip()
            if not typed:
                return Text("先写几个字;Esc 离开。", "Write a few words first; Esc leaves.")
            if asked.words is not None:
                word = asked.words.get(typed)
                return (
                    self.answered(word)
                    if word is not None
                    else Text("没有这个工号。", "Nobody has this number.")
                )
            return self.answered(typed)
        moved = self.buffer.move(key)
        if moved is not None:
            return replace(self, buffer=moved)
        if char is not None and char.isprintable():
            return replace(self, buffer=self.buffer.insert(char))
        return _NOT_HERE

    def _option(self, asked: Question, char: str | None) -> Dialogue | Text:
        if char == "0" and asked.write is not None:
            return replace(self, writing=True)
        option = next((o for o in asked.options if o.digit == char), None)
        if option is None:
            last = asked.options[-1].digit if asked.options else "0"
            return Text(f"按 1 到 {last} 选,Esc 离开。", f"Choose 1 to {last}; Esc leaves.")
        if option.why_not is not None:
            return Text(f"{option.label.zh}: {option.why_not.zh}", f"{option.label.en}: {option.why_not.en}")
        return self.answered(option.word)

    def pasted(self, text: str) -> Dialogue | Text:
        """After a paste: into a text, never into a PIN or a choice."""
        if not self.takes_text:
            return _NOT_HERE
        return replace(self, buffer=self.buffer.insert(text))


_NOT_HERE = Text("这个键在这里不用。", "This key has no use here.")


def dialogue_rows(dialogue: Dialogue, cells: int, to: Callable[[Text], str]) -> tuple[Row, ...]:
    """The dialogue as rows: what it is about, what was answered, what is asked now."""
    rows: list[Row] = [row(" " + part, "title") for part in wrap(to(dialogue.title), cells - 2)]
    for question in dialogue.questions:
        if question.name in dialogue.answers and question.kind != "pin":
            word = dialogue.answers[question.name]
            label = next((o.label for o in question.options if o.word == word), same(word))
            rows.append((Span(f"   {to(question.title).rstrip('?')}: ", "dim"), Span(to(label))))
    asked = dialogue.question
    if asked is None:
        return tuple(rows)
    if asked.kind == "pin":
        shown = dialogue.buffer.shown(PIN_MOST + 2, hide="*")
        rows.append((Span(f" > {to(asked.title)}  ", "strong"), Span(shown, "input")))
        return tuple(rows)
    if dialogue.takes_text:
        title = asked.write if dialogue.writing and asked.write is not None else asked.title
        lead = f" > {to(title)}  "
        rows.append((Span(lead, "strong"), Span(dialogue.buffer.shown(cells - width(lead) - 1), "input")))
        return tuple(rows)
    rows.append(row(f" > {to(asked.title)}", "strong"))
    rows += _option_rows(asked, cells, to)
    return tuple(rows)


def _option_rows(asked: Question, cells: int, to: Callable[[Text], str]) -> list[Row]:
    shown: list[tuple[str, bool]] = []
    for option in asked.options:
        why = "" if option.why_not is None else f" ({to(option.why_not)})"
        shown.append((f"{option.digit} {to(option.label)}{why}", option.why_not is None))
    if asked.write is not None:
        shown.append((f"0 {to(asked.write)}", True))
    column = (cells - 4) // 2
    if len(shown) > 4 and all(width(text) < column for text, _ in shown):
        half = (len(shown) + 1) // 2
        rows: list[Row] = []
        for n in range(half):
            pair = [shown[n], *shown[n + half : n + half + 1]]
            rows.append((Span("   "), *(Span(pad(t, column), "plain" if on else "dim") for t, on in pair)))
        return rows
    return [row("   " + text, "plain" if on else "dim") for text, on in shown]
