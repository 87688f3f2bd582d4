"""What this PC remembers of how the program is shown: language and look. Never in the way of anything."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dutyterm.journal.disk import Disk

TABLE: Final = "settings"
"""Table of the file (a plain TinyDB file); all settings are its one document."""

LANG: Final = "lang"
THEME: Final = "theme"
PRINTER: Final = "printer"
"""The command that prints a file, as a JSON list of words; the file's path is added. Never a shell's line."""


def read_settings(path: Path, disk: Disk | None = None) -> Mapping[str, str]:
    """The settings by name; none when there is no file or it is broken. Never raises."""
    if not path.is_file():
        return {}  # nothing is imported for a file that is not there
    from dutyterm.journal.atomic import AtomicJSONStorage, StoreDamaged

    try:
        tables = AtomicJSONStorage(path, disk).read() or {}
    except (OSError, StoreDamaged):
        return {}
    found = tables.get(TABLE, {}).get("1")
    if not isinstance(found, dict):
        return {}
    return {k: v for k, v in found.items() if isinstance(k, str) and isinstance(v, str)}


def write_settings(path: Path, changed: Mapping[str, str], disk: Disk | None = None) -> None:
    """Remembers these besides the others. Never raises: a look that is forgotten costs one key."""
    from dutyterm.journal.atomic import AtomicJSONStorage

    kept = {**read_settings(path, disk), **changed}
    with suppress(OSError, ValueError):
        AtomicJSONStorage(path, disk).write({TABLE: {"1": kept}})
