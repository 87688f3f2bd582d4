"""The looks of the program: light, dark, sixteen colours, none. Meaning never lies in a colour alone."""

from __future__ import annotations

from typing import Final

from textual.theme import BUILTIN_THEMES, Theme

LIGHT: Final = Theme(
    name="light",
    primary="#0b5394",
    secondary="#3d6b8c",
    accent="#8a4b00",
    warning="#8a4b00",
    error="#b00020",
    success="#1b6e2c",
    foreground="#1c1c1c",
    background="#fbfbf8",
    surface="#f0f0ea",
    panel="#e2e6ea",
    dark=False,
)

DARK: Final = Theme(
    name="dark",
    primary="#6cb2ff",
    secondary="#8fb4cc",
    accent="#ffc266",
    warning="#ffc266",
    error="#ff7b88",
    success="#7fd08a",
    foreground="#e6e6e6",
    background="#121417",
    surface="#1b1f24",
    panel="#262c33",
    dark=True,
)

_OWN_COLOURS: Final = {
    **BUILTIN_THEMES["ansi-dark"].variables,  # every name that the stock widgets ask an ansi theme for
    **dict.fromkeys(
        (
            "ansi-background",
            "ansi-foreground",
            "border-blurred",
            "block-cursor-background",
            "block-cursor-foreground",
            "input-cursor-background",
            "input-cursor-foreground",
            "input-selection-background",
            "input-selection-foreground",
            "screen-selection-background",
            "screen-selection-foreground",
        ),
        "ansi_default",
    ),
    "block-cursor-text-style": "reverse",
    "input-cursor-text-style": "reverse",
}

# The terminal's own sixteen colours on its own ground: what somebody set up to be readable stays readable.
SIXTEEN: Final = Theme(
    name="sixteen",
    ansi=True,
    primary="ansi_cyan",
    secondary="ansi_default",
    accent="ansi_yellow",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables=_OWN_COLOURS,
)

MONO: Final = Theme(
    name="mono",
    ansi=True,
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_default",
    warning="ansi_default",
    error="ansi_default",
    success="ansi_default",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables=_OWN_COLOURS,
)

THEMES: Final = (DARK, LIGHT, SIXTEEN, MONO)
"""In the order in which the menu goes through them."""


def first_theme(*, no_color: bool, color_system: str | None, remembered: str | None = None) -> str:
    """The look to start with: none of the colours where they are not wanted or not there."""
    if no_color or color_system is None:
        return MONO.name
    if remembered in [theme.name for theme in THEMES]:
        return str(remembered)
    if color_system in ("standard", "windows"):
        return SIXTEEN.name
    return DARK.name


def next_theme(name: str, *, no_color: bool) -> str:
    """The look after this one; where colours are not wanted there is only one."""
    if no_color:
        return MONO.name
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
