"""Pinyin letters remembered on the disk: the library of readings is loaded only for new characters."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from dutyterm.journal.atomic import replace_file
from dutyterm.journal.disk import Disk
from dutyterm.model.pinyin import is_han, readings

NAME = "pinyin.json"
_VERSION = 1


class KnownLetters:
    """First letters of the characters seen so far.

    They are kept by character, not by text: a reading does not depend on the manual that it stands in, so
    nothing becomes stale when a manual changes. The file may be deleted at any time.
    """

    def __init__(self, cache: Path | None = None, disk: Disk | None = None) -> None:
        """`cache` is the folder of derived things; without it, or without a disk, nothing is remembered."""
        self._path = cache / NAME if cache is not None else None
        self._disk = disk
        self._known: dict[str, str] | None = None

    def of(self, texts: Iterable[str]) -> dict[str, str]:
        """The letters of every Chinese character in the texts, and of others that are known already."""
        if self._known is None:
            self._known = self._read()
        missing = {char for text in texts for char in text if char not in self._known and is_han(char)}
        if missing:
            self._known.update(readings(sorted(missing)))
            self._write()
        return self._known

    def _read(self) -> dict[str, str]:
        if self._path is None or self._disk is None:
            return {}
        try:
            found = json.loads(self._disk.read(self._path))
            letters = found["letters"] if found["v"] == _VERSION else {}
            return {char: known for char, known in letters.items() if isinstance(known, str) and is_han(char)}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}

    def _write(self) -> None:
        if self._path is None or self._disk is None or self._known is None:
            return
        data = json.dumps({"v": _VERSION, "letters": self._known}, ensure_ascii=False).encode()
        try:
            replace_file(self._path, data, self._disk)
        except OSError:
            return  # it will be made again
