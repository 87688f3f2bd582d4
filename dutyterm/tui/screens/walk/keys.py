"""What a key means at one thing to answer; pure, so that every kind of field is tested without a screen."""

from __future__ import annotations

from enum import Enum

from dutyterm.i18n import Text
from dutyterm.shift.lists.rules import by_the_records
from dutyterm.shift.lists.values import NOW
from dutyterm.shift.lists.view import SlotView
from dutyterm.tui.views.buffer import Buffer
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Edit:
    """The half-typed text changes."""

    buffer: Buffer


@dataclass(frozen=True)
class Take:
    """What was typed is to be recorded."""

    typed: str


@dataclass(frozen=True)
class Choose:
    """An option by its place in the list, 1 is the normal one."""

    digit: int


class Plain(Enum):
    """Acts that need nothing more."""

    DETAIL = "detail"
    """Open the detail of the line."""
    SIGN = "sign"
    """Sign what is on the sheet."""
    WRITE = "write"
    """0 at a text with options: write words."""
    CHOICES = "choices"
    """Backspace after 0: back to the options."""
    NOT_MINE = "not_mine"
    """The key belongs to the page or the program: Tab, Esc, `*`, `+`, `/`."""


Act = Edit | Take | Choose | Plain | Text
"""A Text says why the key does nothing here."""

_COMMANDS = frozenset("*+/")
_SIGNS = {"number": "-,", "count": ",", "money": ".,", "time": "-:./", "people": "", "assign": ""}
_EMPTY = Text("先键入再按 Enter;没有就键 0。", "Type it, then Enter; none is 0.")
_NOTHING_TO_ERASE = Text("没有可删的。改答案: * 再按 4。", "Nothing to erase. To change an answer: * then 4.")
_BY_ITSELF = Text("这一栏由程序自己填写。", "The program fills this in by itself.")


def writes(slot: SlotView, buffer: Buffer, *, writing: bool) -> bool:
    """Do letters go into this field now?"""
    return slot.spec.kind == "text" and (writing or bool(buffer.text) or not slot.spec.choices)


def press(
    slot: SlotView,
    buffer: Buffer,
    key: str,
    char: str | None,
    *,
    writing: bool = False,
    by_records: bool = False,
) -> Act:
    """What this key does at this slot, with `buffer` half-typed there.

    `by_records`: only records answer this line, so nothing is typed here.
    """
    if by_records and not buffer.text:
        if char is not None and char in _COMMANDS:
            return Plain.NOT_MINE
        return Plain.DETAIL if key == "enter" else _other(key, char, by_the_records().text)
    if key == "backspace":
        if buffer.text:
            return Edit(buffer.erase())
        return Plain.CHOICES if writing else _NOTHING_TO_ERASE
    if writes(slot, buffer, writing=writing):
        return _words(slot, buffer, key, char, writing=writing)
    if buffer.text:
        moved = buffer.move(key)
        if moved is not None:
            return Edit(moved)
    elif char in _COMMANDS:
        return Plain.NOT_MINE
    match slot.spec.kind:
        case "confirm":
            return _confirm(key, char)
        case "choice" | "text":
            return _choice(slot, key, char)
        case "dual":
            return _dual(key)
        case "machine":
            return Plain.DETAIL if key == "enter" else _other(key, char, _BY_ITSELF)
        case _:
            return _figures(slot, buffer, key, char)


def _other(key: str, char: str | None, why: Text) -> Act:
    """A printable key without use here is said; the others may belong to the page."""
    return why if char is not None and char.isprintable() and key != "enter" else Plain.NOT_MINE


def _confirm(key: str, char: str | None) -> Act:
    if key == "space":
        return Take(NOW)
    if key == "enter":
        return Plain.DETAIL
    return _other(key, char, Text("这一行只用 Space 确认。", "This line takes Space."))


def _choice(slot: SlotView, key: str, char: str | None) -> Act:
    if key == "enter":
        return Plain.DETAIL
    options = len(slot.spec.choices)
    if char is not None and char.isascii() and char.isdigit():
        if char == "0" and slot.spec.kind == "text":
            return Plain.WRITE
        if 1 <= int(char) <= options:
            return Choose(int(char))
        if slot.spec.kind == "text":
            return Text(f"只有 1 到 {options},0 自己写。", f"Only 1 to {options}; 0 to write.")
        return Text(f"只有 1 到 {options}。", f"Only 1 to {options}.")
    if slot.spec.kind == "text" and char is not None and char.isprintable() and key != "space":
        return Edit(Buffer().insert(char))
    if slot.spec.kind == "text":
        return _other(
            key, char, Text(f"按 1 到 {options} 选,0 自己写。", f"Choose 1 to {options}; 0 to write.")
        )
    return _other(key, char, Text(f"按 1 到 {options} 选。", f"Choose 1 to {options}."))


def _words(slot: SlotView, buffer: Buffer, key: str, char: str | None, *, writing: bool) -> Act:
    if key == "enter":
        if buffer.text.strip():
            return Take(buffer.text)
        return Plain.DETAIL if slot.touched or slot.spec.optional else _EMPTY
    if not buffer.text and not writing and char in _COMMANDS:
        return Plain.NOT_MINE
    if buffer.text and (moved := buffer.move(key)) is not None:
        return Edit(moved)
    if char is not None and char.isprintable():
        return Edit(buffer.insert(char)) if buffer.text or char != " " else Text("先写字。", "Write first.")
    return Plain.NOT_MINE


def _dual(key: str) -> Act:
    if key == "space":
        return Plain.SIGN
    return Plain.DETAIL if key == "enter" else Plain.NOT_MINE


def _figures(slot: SlotView, buffer: Buffer, key: str, char: str | None) -> Act:
    kind = slot.spec.kind
    if key == "enter":
        if buffer.text:
            return Take(buffer.text)
        return Plain.DETAIL if slot.touched or slot.spec.optional else _EMPTY
    if key == "space":
        if kind == "time" and not buffer.text:
            return Take(NOW)
        if kind == "time" and buffer.text:
            return Edit(buffer.insert(" "))
        if kind in ("people", "assign"):
            return Text(
                "不用隔开: 一个接一个按号,再按 Enter。",
                "No Space between: one number after another, then Enter.",
            )
        return Text("数值用数字键,再按 Enter。", "A value takes digits, then Enter.")
    if char is not None and ((char.isascii() and char.isdigit()) or char in _SIGNS.get(kind, "")):
        return Edit(buffer.insert(char))
    return _other(key, char, Text("这里用数字,再按 Enter。", "Digits here, then Enter."))
