"""Signs of an input method typed with Shift are kept on Windows; the rest is left as it comes (N29)."""

from __future__ import annotations

import ctypes
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import textual

from dutyterm.tui import ime

SHIFT = 0x0010


class _Char(ctypes.Union):
    _fields_ = [("AsciiChar", ctypes.c_char), ("UnicodeChar", ctypes.c_wchar)]


class _Key(ctypes.Structure):
    _fields_ = [
        ("bKeyDown", ctypes.c_int),
        ("wVirtualKeyCode", ctypes.c_ushort),
        ("uChar", _Char),
        ("dwControlKeyState", ctypes.c_ulong),
    ]


class _Event(ctypes.Union):
    _fields_ = [("KeyEvent", _Key)]


class _Record(ctypes.Structure):
    _fields_ = [("EventType", ctypes.c_ushort), ("Event", _Event)]


def record(char: str, *, key: int = 0, state: int = SHIFT, down: bool = True, kind: int = 1) -> Any:
    made = _Record()
    made.EventType = kind
    event = made.Event.KeyEvent
    event.bKeyDown, event.wVirtualKeyCode, event.dwControlKeyState = int(down), key, state
    event.uChar.UnicodeChar = char
    return made


@pytest.mark.parametrize("sign", list("？！（）：《》……￥"))
def test_a_sign_made_with_shift_loses_its_modifier_and_is_kept(sign: str) -> None:
    made = record(sign)
    assert ime.keep_sign(made)
    assert made.Event.KeyEvent.dwControlKeyState == 0
    assert made.Event.KeyEvent.uChar.UnicodeChar == sign


@pytest.mark.parametrize(
    "made",
    [
        record("\0"),
        record("\x1b"),
        record("A", key=0x41),
        record("？", state=0),
        record("？", down=False),
        record("？", kind=2),
        record("？", key=0xBF),
    ],
    ids=["bare-modifier", "escape", "letter", "no-modifier", "key-up", "mouse", "with-a-key"],
)
def test_everything_else_is_left_as_it_comes(made: Any) -> None:
    before = made.Event.KeyEvent.dwControlKeyState
    assert not ime.keep_sign(made)
    assert made.Event.KeyEvent.dwControlKeyState == before


def test_only_the_records_that_were_read_are_looked_at() -> None:
    class Real:
        OTHER = 7

        def ReadConsoleInputW(self, _handle: int, _records: Any, _most: int, count: Any) -> int:
            count._obj.value = 1
            return 1

    records = (_Record * 2)(record("？"), record("！"))
    count = ctypes.c_ulong(0)
    kernel = ime.KeepingKernel(Real())
    assert kernel.ReadConsoleInputW(0, ctypes.byref(records), 2, ctypes.byref(count)) == 1
    states = [r.Event.KeyEvent.dwControlKeyState for r in records]
    assert states == [0, SHIFT]
    assert kernel.OTHER == 7


def test_it_is_done_on_windows_only_and_for_known_versions_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert ime.is_needed("8.2.8")
    assert not ime.is_needed("9.0.0")
    monkeypatch.setattr(sys, "platform", "linux")
    assert not ime.is_needed("8.2.8")


def test_the_installed_textual_is_known_when_it_drops_the_signs() -> None:
    spec = find_spec("textual")
    assert spec is not None
    assert spec.origin is not None
    source = (Path(spec.origin).parent / "drivers" / "win32.py").read_text(encoding="utf-8")
    condition = source[source.index("key_event.dwControlKeyState\n") :].partition("continue")[0]
    drops = "".join(condition.split()) == "key_event.dwControlKeyStateandkey_event.wVirtualKeyCode==0):"
    assert drops == (textual.__version__ in ime.KNOWN)
