"""A short dialogue in the lower pane: numbered options, a few words, a PIN; one question after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import Literal

from dutyterm.i18n import Text
from dutyterm.tui.views.buffer import Buffer
from dutyterm.values import dataclass

PAGE = 9
"""Options that have a digit at the same time."""

NOW = "now"
"""What Space types at a time."""

PIN_MOST = 32
"""Digits of a PIN that are taken; more is a hand on the keyboard."""


When = Callable[[Mapping[str, str]], bool]
"""Is a question asked after these answers?"""


def always(_answers: Mapping[str, str]) -> bool:
    """Asked whatever was answered before."""
    return True


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
    kind: Literal["option", "text", "time", "pin"] = "option"
    """text: words; with options these are usual ones, taken into the field by their digit.
    time: Space = now, or typed."""
    options: tuple[Option, ...] = ()
    """More than nine stand on pages; then 0 turns the page."""
    write: Text | None = None
    """What 0 offers to type instead of an option; None = nothing."""
    words: Mapping[str, str | Text] | None = None
    """What may be typed after 0 and what it stands for, or why that cannot be; None = any words."""
    take: Callable[[str], str | Text] = field(default=lambda typed: typed)
    """What typed words or a time become as an answer, or what is wrong. Space at a time is `NOW`.

    Words that are asked for an empty field too: what it says of nothing is said then.
    """
    among: Callable[[str, Mapping[str, str]], str | Text] | None = None
    """In place of `take` where what was answered before matters."""
    told: Callable[[str], Text] | None = None
    """How an answer is told again above the next question; None = in its own words."""
    adds: Callable[[Mapping[str, str]], Text | None] | None = None
    """What follows from it and the answers before, told behind it at once: the change of an amount."""
    label: Text | None = None
    """What it is called there, where the question is too long for it."""
    when: When = always
    """Asked only if this holds for the answers before."""
    enter: str | None = None
    """The digit that Enter stands for at options; None = Enter chooses nothing."""
    digits: bool = False
    """Digits are typed, not words: an amount, a number.

    Then a digit after the one that took an option goes on from it: `0930` is typed, not option 9 and `30`.
    """
    private: bool = False
    """A number of a customer: half-typed it lies in the vault, never among the other drafts (N22)."""


def numbered(options: tuple[tuple[str, Text], ...]) -> tuple[Option, ...]:
    """Options with the digits 1, 2, 3 ... in their order; after 9 they begin again on the next page."""
    return tuple(Option(str(n % PAGE + 1), word, label) for n, (word, label) in enumerate(options))


@dataclass(frozen=True)
class Dialogue:
    """Questions and what was answered so far."""

    title: Text
    questions: tuple[Question, ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    buffer: Buffer = Buffer()
    writing: bool = False
    """Words are typed."""
    page: int = 0
    """Which nine options are offered."""
    picked: str = ""
    """The digit of the option whose words stand in the field, while nothing else was typed."""

    @property
    def question(self) -> Question | None:
        """What is asked now; None when everything is answered."""
        return next((q for q in self.questions if q.name not in self.answers and q.when(self.answers)), None)

    @property
    def takes_text(self) -> bool:
        """Do keys go into a text now?"""
        asked = self.question
        return asked is not None and (self.writing or (asked.kind == "text" and not self._choosing))

    @property
    def _choosing(self) -> bool:
        asked = self.question
        return asked is not None and bool(asked.options) and not self.writing and not self.buffer.text

    @property
    def offered(self) -> tuple[Option, ...]:
        """The options that have a digit now."""
        asked = self.question
        return () if asked is None else asked.options[self.page * PAGE : (self.page + 1) * PAGE]

    @property
    def pages(self) -> int:
        """How many pages of options there are."""
        asked = self.question
        return 0 if asked is None else -(-len(asked.options) // PAGE)

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
        return replace(
            self,
            answers={**self.answers, asked.name: word},
            buffer=Buffer(),
            writing=False,
            page=0,
            picked="",
        )

    def again(self) -> Dialogue:
        """Back at the last question: what it was asked for was refused or not saved.

        PINs are asked anew; words that were typed stand in the field as they were.
        """
        pins = {q.name for q in self.questions if q.kind == "pin"}
        kept = {name: word for name, word in self.answers.items() if name not in pins}
        if len(kept) < len(self.answers) or not kept:
            return replace(self, answers=kept, buffer=Buffer(), writing=False, page=0)
        name, word = kept.popitem()
        asked = next(q for q in self.questions if q.name == name)
        chosen = asked.kind == "option" and any(o.word == word for o in asked.options)
        if chosen or asked.kind == "time":
            return replace(self, answers=kept, buffer=Buffer(), writing=False, page=0)
        return replace(self, answers=kept, buffer=Buffer.of(word), writing=True, page=0)

    def press(self, key: str, char: str | None) -> Dialogue | Text:
        """After a key; a text says why the key is not understood."""
        asked = self.question
        if asked is None:
            return self
        if key == "backspace":
            return self._back()
        if asked.kind == "pin":
            return self._pin(key, char)
        if asked.kind == "time":
            return self._time(asked, key, char)
        if self.takes_text:
            return self._text(asked, key, char)
        return self._option(asked, key, char)

    def _back(self) -> Dialogue:
        if self.buffer.text:
            return replace(self, buffer=self.buffer.erase(), picked="")
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

    def _taken(self, asked: Question, typed: str) -> Dialogue | Text:
        taken = asked.take(typed) if asked.among is None else asked.among(typed, self.answers)
        return taken if isinstance(taken, Text) else self.answered(taken)

    def _time(self, asked: Question, key: str, char: str | None) -> Dialogue | Text:
        typed = self.buffer.text
        if key == "enter" or (key == "space" and not typed):
            return self._taken(asked, typed if key == "enter" else NOW)
        if char is not None and char in "0123456789-:./ ":
            return replace(self, buffer=self.buffer.insert(char))
        return Text("Space 现在,或 HHMM、-10,再按 Enter。", "Space is now; or HHMM, -10, then Enter.")

    def _text(self, asked: Question, key: str, char: str | None) -> Dialogue | Text:
        if key == "enter":
            typed = self.buffer.text.strip()
            if not typed:
                if asked.words is not None:
                    return Text("先输工号,再按 Enter。", "Type the staff number, then Enter.")
                why = asked.take("")
                return why if isinstance(why, Text) else _NOTHING_TYPED
            if asked.words is not None:
                word = asked.words.get(typed, _NOBODY)
                return word if isinstance(word, Text) else self.answered(word)
            return self._taken(asked, typed)
        moved = self.buffer.move(key)
        if moved is not None:
            return replace(self, buffer=moved, picked="")
        if char is not None and char.isprintable():
            if self.picked and asked.digits and char in "0123456789":
                return replace(self, buffer=Buffer.of(self.picked + char), picked="")
            return replace(self, buffer=self.buffer.insert(char), picked="")
        return _NOT_HERE

    def _option(self, asked: Question, key: str, char: str | None) -> Dialogue | Text:
        if key == "enter" and asked.enter is not None:
            char = asked.enter
        if char == "0" and (asked.write is not None or asked.kind == "text"):
            return replace(self, writing=True)
        if char == "0" and self.pages > 1:
            return replace(self, page=(self.page + 1) % self.pages)
        option = next((o for o in self.offered if o.digit == char), None)
        if option is None:
            if _opens_writing(asked, char):
                return replace(self, buffer=Buffer.of(char or ""), writing=True)
            if asked.kind == "text" and char is not None and char.isprintable() and key != "space":
                return replace(self, buffer=self.buffer.insert(char), writing=True)
            return self._which(asked)
        if option.why_not is not None:
            return Text(f"{option.label.zh}: {option.why_not.zh}", f"{option.label.en}: {option.why_not.en}")
        if asked.kind == "text":
            return replace(self, buffer=Buffer.of(option.word), writing=True, picked=option.digit)
        return self.answered(option.word)

    def _which(self, asked: Question) -> Text:
        """What may be pressed instead, 0 where it is a choice as well."""
        last = self.offered[-1].digit if self.offered else "0"
        zero = asked.write is not None or asked.kind == "text" or self.pages > 1
        if last == "1":
            return _ONE_OR_0 if zero else Text("按 1,Esc 离开。", "Press 1; Esc leaves.")
        words = _UP_TO_AND_0 if zero else Text("按 1 到 {n} 选,Esc 离开。", "Choose 1 to {n}; Esc leaves.")
        return words.fill(n=last)

    def pasted(self, text: str) -> Dialogue | Text:
        """After a paste: into a text, never into a PIN or a choice."""
        asked = self.question
        if asked is None or not (self.takes_text or asked.kind == "text"):
            return _NOT_HERE
        return replace(self, buffer=self.buffer.insert(text), writing=True)


def _opens_writing(asked: Question, char: str | None) -> bool:
    """A word of an input method goes straight into what 0 offers to write; no key of ours is one."""
    return (
        asked.write is not None
        and asked.words is None
        and char is not None
        and char.isalpha()
        and not char.isascii()
    )


_NOBODY = Text("没有这个工号。", "Nobody has this number.")
_ONE_OR_0 = Text("按 1 或 0,Esc 离开。", "Press 1 or 0; Esc leaves.")
_UP_TO_AND_0 = Text("按 1 到 {n} 或 0,Esc 离开。", "Choose 1 to {n}, or 0; Esc leaves.")
_NOTHING_TYPED = Text("还没有内容;Esc 离开。", "Nothing is typed yet; Esc leaves.")
_NOT_HERE = Text("这个键在这里不用。", "This key has no use here.")
