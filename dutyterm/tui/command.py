"""What a command of the program is: its keys, its words, when it can be used."""

from __future__ import annotations

from typing import Literal

from dutyterm.i18n import Text
from dutyterm.tui.available import Available, always
from dutyterm.values import dataclass

Scope = Literal["app", "page"]


@dataclass(frozen=True)
class Command:
    """One thing that a key can do."""

    id: str
    keys: tuple[str, ...]
    """Textual key names; empty for what is only in the menu."""
    key_name: str
    """As printed: `F9`, `*`."""
    label: Text
    """Two Chinese characters; in English one short word."""
    tip: Text
    """One sentence."""
    scope: Scope = "app"
    menu: str | None = None
    """Its number in the menu: `/1` ... `/0`."""
    in_menu: bool = True
    footer: bool = False
    """Shown among the page keys of the last line."""
    priority: bool = False
    """Fires over fields, dialogs and menus too."""
    available: Available = always
