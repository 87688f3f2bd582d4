"""What keys are called, without Unicode's table of names: 0.7 MiB that no keyboard needs.

Textual looks up there what the signs on the keys are called, and for every key that a page knows which sign
it stands for. What stands on a keyboard is answered from here, word for word; the rest Textual looks up.
"""

from __future__ import annotations

from typing import Final

from textual import _xterm_parser, screen
from textual.keys import _character_to_key, key_to_character

NAMES: Final = {
    " ": "space",
    "!": "exclamation_mark",
    '"': "quotation_mark",
    "#": "number_sign",
    "$": "dollar_sign",
    "%": "percent_sign",
    "&": "ampersand",
    "'": "apostrophe",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "*": "asterisk",
    "+": "plus",
    ",": "comma",
    "-": "minus",
    ".": "full_stop",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "<": "less_than_sign",
    "=": "equals_sign",
    ">": "greater_than_sign",
    "?": "question_mark",
    "@": "at",
    "[": "left_square_bracket",
    "\\": "backslash",
    "]": "right_square_bracket",
    "^": "circumflex_accent",
    "_": "underscore",
    "`": "grave_accent",
    "{": "left_curly_bracket",
    "|": "vertical_line",
    "}": "right_curly_bracket",
    "~": "tilde",
}
"""Sign -> the name that its key has in Textual."""

CHARACTERS: Final[dict[str, str | None]] = {
    **{name: sign for sign, name in NAMES.items()},
    # which Unicode calls otherwise
    **dict.fromkeys(("plus", "minus", "slash", "at", "backslash", "underscore")),
    **dict.fromkeys(f"f{n}" for n in range(1, 13)),
    **dict.fromkeys(("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "enter")),
    "escape": "\x1b",
    "tab": "\t",
    "delete": "\x7f",
    "backspace": "\x08",
}
"""Name of a key -> the character that Textual takes it for; None for one that stands for none."""


_SAID: Final = {"escape": "Esc", "pageup": "PgUp", "pagedown": "PgDn"}
"""Name of a key -> what stands on it, where that is more than a capital letter."""


def said(key: str) -> str:
    """A key without a sign as it is called on the screen: F8, PgUp, Ctrl+X."""
    return "+".join(_SAID.get(part, part[:1].upper() + part[1:]) for part in key.split("+"))


def know_names() -> None:
    """From now on."""
    # both modules have these names from `textual.keys`
    _xterm_parser._character_to_key = name_of  # type: ignore[attr-defined]
    screen.key_to_character = character_of  # type: ignore[attr-defined, assignment]


def name_of(character: str) -> str:
    """The name of the key with this sign."""
    return NAMES.get(character) or _character_to_key(character)


def character_of(key: str) -> str | None:
    """The character of a key; None for one that stands for none."""
    return CHARACTERS[key] if key in CHARACTERS else key_to_character(key)
