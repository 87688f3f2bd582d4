"""Keys as they are meant: an input method that was left on, and keys that repeat by themselves."""

from __future__ import annotations

import pytest
from textual import events

from dutyterm.tui.keymap import GUARD_MS, RepeatGuard, normalised


@pytest.mark.parametrize(
    ("typed", "key", "character"),
    [
        ("１", "1", "1"),
        ("０", "0", "0"),
        ("、", "slash", "/"),
        ("／", "slash", "/"),
        ("＊", "asterisk", "*"),
        ("＋", "plus", "+"),
        ("－", "minus", "-"),
        ("。", "full_stop", "."),
        ("．", "full_stop", "."),
        ("\u3000", "space", " "),
    ],
)
def test_a_full_width_sign_is_the_key_of_the_pad(typed: str, key: str, character: str) -> None:
    event = normalised(events.Key("x", typed), in_text=False)
    assert (event.key, event.character) == (key, character)


@pytest.mark.parametrize("typed", ["１", "、", "。", "，", "王"])
def test_in_free_text_everything_stays_as_typed(typed: str) -> None:
    event = events.Key("x", typed)
    assert normalised(event, in_text=True) is event


@pytest.mark.parametrize(("key", "character"), [("1", "1"), ("f9", None), ("x", "王"), ("escape", "\x1b")])
def test_other_keys_stay_what_they_are(key: str, character: str | None) -> None:
    event = events.Key(key, character)
    assert normalised(event, in_text=False) is event


def test_the_same_key_right_after_a_jump_is_no_answer() -> None:
    guard = RepeatGuard()
    guard.jumped("1", 1000)
    assert guard.ignores("1", 1000 + GUARD_MS - 1)
    assert not guard.ignores("2", 1000 + GUARD_MS - 1)


def test_a_key_that_is_held_down_is_ignored_until_it_is_let_go() -> None:
    guard = RepeatGuard()
    guard.jumped("1", 1000)
    assert all(guard.ignores("1", 1000 + ms) for ms in range(30, 3000, 30))
    assert not guard.ignores("1", 3000 + 1000 + GUARD_MS)


def test_the_same_key_after_the_pause_is_an_answer() -> None:
    guard = RepeatGuard()
    guard.jumped("1", 1000)
    assert not guard.ignores("1", 1000 + GUARD_MS)
