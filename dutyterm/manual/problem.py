"""A fault of a manual: which file, which line, which item, what is wrong and what to do."""

from __future__ import annotations

from dutyterm.i18n import Text, joined, same
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault, with the place where an author finds it."""

    file: str
    """Relative to its folder, forward slashes; those of a hall begin with `additions/`."""
    line: int | None
    """Counted from 1; None where the whole file is meant."""
    item: str | None
    """Id of the line, card or category, e.g. `OPN-09`."""
    text: Text
    """What is wrong, and what would be right."""

    def shown(self) -> Text:
        """All of it on one line: `opening.toml:12 OPN-09: ...`."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        if self.item is not None:
            place += f" {self.item}"
        return joined(Text(": ", ": "), [same(place), self.text])


Problems = tuple[Problem, ...]
"""Everything that is wrong with a manual, in the order of its files and lines; never empty when returned."""


def in_order(problems: list[Problem]) -> Problems:
    """The problems as an author reads them: file by file, from the top, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.file, p.line or 0)))


@dataclass(frozen=True)
class Finding:
    """A fault of parsed data: what it concerns, before anyone looked for file and line."""

    text: Text
    item: str | None = None
    field: str | None = None
    key: str | None = None
    nth: int = 0
    """Which one, when several have the same id."""
