"""The shelf of shift files: which there are, and what their first and last lines say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dutyterm.journal.disk import Disk
from dutyterm.journal.head import Head
from dutyterm.journal.reading import read_bytes
from dutyterm.review.lines import checked_line, is_signature
from dutyterm.values import dataclass

LOOK_BACK = 62
"""How many shift files are looked at for what rules need: about a month of two shifts a day."""


_BEFORE_HEAD = 8
"""Lines among which a head is looked for: each cut before the head was whole leaves two."""


@dataclass(frozen=True)
class Shelved:
    """One shift file, as its head and its seal tell it. The lines between are verify's matter."""

    path: Path
    head: Head
    seal: Mapping[str, Any] | None
    """Content of the seal line; None = not sealed, or cut or damaged at the end."""
    seal_hash: str | None
    size: int
    signed: bool = False
    """Whether the line behind the seal is its signature."""
    trailing: bool = False
    """Whether there is something behind the seal that is not its signature."""

    @property
    def summary(self) -> Mapping[str, Any]:
        """What the seal says for overviews; empty when there is none."""
        found = self.seal.get("summary") if self.seal is not None else None
        return found if isinstance(found, Mapping) else {}

    @property
    def flags(self) -> tuple[str, ...]:
        """The seal's flags."""
        found = self.seal.get("flags") if self.seal is not None else None
        return tuple(f for f in found if isinstance(f, str)) if isinstance(found, list | tuple) else ()


def paths_newest_first(disk: Disk, shifts: Path) -> Iterator[Path]:
    """Every shift file by name, newest day first; looks into a month only when it is reached."""
    for year in _folders(disk, shifts):
        for month in _folders(disk, year):
            names = [n for n in disk.list(month) if n.endswith(".duty") and not n.startswith(".")]
            yield from (month / name for name in sorted(names, key=_order, reverse=True))


def day_of(name: str) -> str:
    """What sorts files `<hall>.<day>-<code>.<device>.duty` by day, whatever the hall is called."""
    return name.partition(".")[2]


def _order(name: str) -> tuple[str, int]:
    """The same, and a continuation `<...>.2.duty` after the damaged file that it goes on from."""
    parts = name.split(".")
    number = parts[-2] if len(parts) > 4 else ""
    return ".".join(parts[1:3]), int(number) if number.isdecimal() else 1


def _folders(disk: Disk, path: Path) -> list[Path]:
    if not disk.exists(path):
        return []
    return [path / name for name in reversed(disk.list(path)) if name.isdigit()]


def newest(disk: Disk, shifts: Path, limit: int = LOOK_BACK) -> list[Shelved]:
    """The newest shift files, the one begun last first; files that are no journal are passed over.

    Raises OSError when the folder cannot be read.
    """
    found: list[Shelved] = []
    for path in paths_newest_first(disk, shifts):
        if len(found) >= limit:
            break
        shelved = look(disk, path)
        if shelved is not None:
            found.append(shelved)
    return sorted(found, key=lambda s: (s.head.at, s.path.name), reverse=True)


def look(disk: Disk, path: Path) -> Shelved | None:
    """Head and seal of one file; None when it has no readable head."""
    try:
        data = disk.read(path)
    except OSError:
        return None
    head = _head(data)
    if head is None:
        return None
    found = _seal(data)
    if found is None:
        return Shelved(path, head, None, None, len(data))
    seal_hash, seal, behind = found
    signed = bool(behind) and is_signature(behind[0])
    return Shelved(path, head, seal, seal_hash, len(data), signed, len(behind) > int(signed))


def _head(data: bytes) -> Head | None:
    """The head: the first line, or behind the remains of a first line that a cut had left."""
    start = 0
    for _ in range(_BEFORE_HEAD):
        end = data.find(b"\n", start)
        line = checked_line(data[start : end if end >= 0 else len(data)])
        if line is not None and isinstance(line[1].get("head"), dict):
            try:
                return Head.read(line[1]["head"])
            except (KeyError, TypeError, ValueError):
                return None
        if end < 0 or (line is not None and "torn" not in line[1]):
            return None
        start = end + 1
    return None


def _seal(data: bytes) -> tuple[str, Mapping[str, Any], list[bytes]] | None:
    """Hash and content of the seal line, and the lines behind it; looked for from the end."""
    behind: list[bytes] = []
    end = len(data.rstrip(b"\n"))
    while end > 0:
        start = data.rfind(b"\n", 0, end) + 1
        raw = data[start:end]
        line = checked_line(raw) if b'"seal":{' in raw else None
        if line is not None and isinstance(line[1].get("seal"), dict):
            return line[0], line[1]["seal"], behind
        behind.insert(0, raw)
        end = start - 1
    return None


def headless(
    disk: Disk, shifts: Path, device: str, known: Iterable[Shelved], limit: int = LOOK_BACK
) -> list[Path]:
    """Files of this device, newest day first, that hold lines although their head cannot be read.

    `known` is what `newest` found; those are not read again. Raises OSError when a folder cannot be read.
    """
    readable = {shelved.path for shelved in known}
    found: list[Path] = []
    for number, path in enumerate(paths_newest_first(disk, shifts)):
        if number >= limit:
            break
        if path not in readable and f".{device}." in path.name and is_damaged(disk, path):
            found.append(path)
    return found


def is_damaged(disk: Disk, path: Path) -> bool:
    """Whether the file holds bytes that cannot be explained; False when it cannot be read."""
    try:
        return read_bytes(disk.read(path)).state == "damaged"
    except OSError:
        return False
