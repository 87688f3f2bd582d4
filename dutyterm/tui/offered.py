"""What the table of commands offers where: the last line, the menu, help and guide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dutyterm.i18n import Text, same
from dutyterm.tui.command import Command
from dutyterm.tui.commands import COMMANDS
from dutyterm.tui.plain_keys import PLAIN_KEYS

if TYPE_CHECKING:
    from dutyterm.tui.app import DutyApp


def shown_in_footer(_app: DutyApp) -> Iterable[Command]:
    """The page keys of the last line; all are shown always, so that each keeps its place."""
    return (command for command in COMMANDS if command.footer)


def menu_entries(app: DutyApp) -> list[tuple[Command, Text | None]]:
    """What the menu offers, numbered ones first, each with why it cannot be used now."""
    offered = [command for command in COMMANDS if command.in_menu]
    offered.sort(key=lambda c: (c.menu is None, (c.menu or "").replace("0", "z")))
    return [(command, command.available(app)) for command in offered]


def key_table() -> list[tuple[str, Text, Text]]:
    """Key, label and sentence of every command with a key, for help and guide."""
    rows = [(c.key_name, c.label, c.tip) for c in COMMANDS if c.keys]
    return [*rows, *((key, same(""), tip) for key, tip in PLAIN_KEYS)]
