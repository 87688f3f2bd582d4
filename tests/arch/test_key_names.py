"""Keys are called what Textual calls them, without the table that it looks them up in."""

from __future__ import annotations

import string
import sys
from pathlib import Path

import pytest
from textual import _xterm_parser, keys, screen
from textual._xterm_parser import XTermParser
from textual.events import Key

from dutyterm.options import Options
from dutyterm.tui import key_names, launch, mended
from dutyterm.tui.commands import COMMANDS
from dutyterm.tui.key_names import CHARACTERS, NAMES


def test_every_sign_of_a_keyboard_has_the_name_that_textual_gives_it() -> None:
    assert set(NAMES) == {" ", *string.punctuation}
    for sign, name in NAMES.items():
        assert keys._character_to_key(sign) == name == key_names.name_of(sign)


def test_every_key_stands_for_the_character_that_textual_takes_it_for() -> None:
    for key, character in CHARACTERS.items():
        assert keys.key_to_character(key) == character == key_names.character_of(key), key


@pytest.mark.parametrize("key", ["a", "营", "ctrl+p", "shift+tab", "pound_sign", "nonsense"])
def test_what_is_not_known_here_is_asked_of_textual(key: str) -> None:
    assert key_names.character_of(key) == keys.key_to_character(key)


@pytest.mark.parametrize("character", ["a", "7", "营", "¥", "(", "\x01"])
def test_a_character_from_elsewhere_is_called_what_textual_calls_it(character: str) -> None:
    assert key_names.name_of(character) == keys._character_to_key(character)


def test_no_key_of_a_command_needs_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    keys.key_to_character.cache_clear()
    monkeypatch.delattr(keys, "unicodedata")
    bound = [key for command in COMMANDS for key in command.keys]
    assert {"plus", "asterisk", "f9"} <= set(bound)
    for key in bound:
        assert len(key_names.character_of(key) or "-") == 1


class Begun(Exception):
    """A start got that far."""


def test_every_start_of_the_terminal_program_does_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def begun() -> None:
        raise Begun

    monkeypatch.setattr(key_names, "know_names", begun)
    with pytest.raises(Begun):
        launch.run(Options(tmp_path))


def test_another_textual_without_these_names_starts_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begun() -> None:
        raise Begun

    monkeypatch.delattr(keys, "_character_to_key")
    monkeypatch.delitem(sys.modules, key_names.__name__)
    monkeypatch.setattr(mended, "mend_writing", begun)
    with pytest.raises(Begun):
        launch.run(Options(tmp_path))


def test_the_terminal_is_then_read_without_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "key_to_character", keys.key_to_character)
    monkeypatch.setattr(_xterm_parser, "_character_to_key", keys._character_to_key)
    key_names.know_names()
    assert vars(screen)["key_to_character"] is key_names.character_of
    monkeypatch.delattr(keys, "unicodedata")
    pressed = [event for event in XTermParser().feed("*+-./ 7") if isinstance(event, Key)]
    named = [event.key for event in pressed]
    assert named == ["asterisk", "plus", "minus", "full_stop", "slash", "space", "7"]
    assert "".join(event.character or "" for event in pressed) == "*+-./ 7"
