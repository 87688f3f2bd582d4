"""Finds the source line of an item of a TOML file, because the standard parser does not keep line numbers."""

from __future__ import annotations

import re
from bisect import bisect_right

_HEADER = re.compile(r"^\s*\[\[?\s*([A-Za-z0-9_.-]+)\s*\]\]?\s*(?:#.*)?$")
_ID = re.compile(r"(?:^|[{,\s])id\s*=\s*(?:\"([^\"\n]*)\"|'([^'\n]*)')")


class Places:
    """The lines of one file by item, field and key.

    It reads the text as an author does, line by line, and never fails: what cannot be found exactly is
    placed at the nearest thing around it.
    """

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._headers: list[tuple[int, str]] = []
        self._ids: list[tuple[int, str]] = []
        for number, line in enumerate(self._lines, start=1):
            if header := _HEADER.match(line):
                self._headers.append((number, header.group(1)))
            for found in _ID.finditer(line):
                self._ids.append((number, found.group(1) if found.group(1) is not None else found.group(2)))

    @property
    def last(self) -> int:
        """The number of the last line, at least 1."""
        return max(len(self._lines), 1)

    def of(
        self, item: str | None, field: str | None = None, key: str | None = None, nth: int = 0
    ) -> int | None:
        """The line of an item, or of a field or a key in it; `nth` counts items of the same id from 0."""
        start, end = 0, self.last
        if item is not None:
            tops = [n for n, id in self._ids if id == item]
            if not tops:
                return self._key(key, 1, end) if key is not None else None
            start = tops[min(nth, len(tops) - 1)]
            end = self._end_of_block(start)
        if field is not None:
            start = next((n for n, id in self._ids if start < n <= end and id == field), start)
        if key is not None:
            start = self._key(key, start, end) or start
        return start or None

    def of_loc(self, loc: tuple[int | str, ...]) -> int | None:
        """The line of a path like `("lines", 3, "fields", 0, "kind")`."""
        start, end, name = 1, self.last, ""
        for step in loc:
            if isinstance(step, str):
                name = f"{name}.{step}" if name else step
                found = self._key(step, start, end)
                start = found if found is not None else start
                continue
            heads = [n for n, header in self._headers if header == name and start <= n <= end]
            own = [n for n, header in self._headers if header == name and n >= start]
            if step < len(heads):
                start = heads[step]
                end = self._end_of(name, start)
            elif step < len(own):
                start = own[step]
                end = self._end_of(name, start)
        return start if loc else None

    def _end_of(self, name: str, start: int) -> int:
        """The last line before the next header that is not inside the table `name` begun at `start`."""
        for number, header in self._headers:
            if number > start and not header.startswith(f"{name}."):
                return number - 1
        return self.last

    def _end_of_block(self, start: int) -> int:
        """The last line of the top-level table in which the line `start` stands."""
        numbers = [n for n, header in self._headers if "." not in header]
        after = bisect_right(numbers, start)
        return numbers[after] - 1 if after < len(numbers) else self.last

    def _key(self, key: str, start: int, end: int) -> int | None:
        pattern = re.compile(
            rf"(?:^|[{{,\s.]){re.escape(key)}\s*[=.]|^\s*\[\[?[A-Za-z0-9_.-]*\b{re.escape(key)}\s*\]"
        )
        for number in range(max(start, 1), end + 1):
            if pattern.search(self._lines[number - 1] if self._lines else ""):
                return number
        return None
