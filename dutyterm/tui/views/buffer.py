"""What is being typed: a line of text with a caret; nothing but Backspace takes anything away (law 4)."""

from __future__ import annotations

from dutyterm.model.typed import plain
from dutyterm.tui.views.cells import TAIL, cut, tail, width
from dutyterm.values import dataclass

MOST = 10_000
"""Characters that are kept; what a record may hold is less, and is said when it is taken."""


@dataclass(frozen=True)
class Buffer:
    """Half-typed text."""

    text: str = ""
    caret: int = 0
    """Characters before the caret."""

    @classmethod
    def of(cls, text: str) -> Buffer:
        """A text with the caret at its end."""
        return cls(text, len(text))

    def insert(self, typed: str) -> Buffer:
        """With `typed` at the caret: cleaned of what cannot be seen, line breaks become spaces."""
        clean = plain(typed)[: MOST - len(self.text)]
        text = self.text[: self.caret] + clean + self.text[self.caret :]
        return Buffer(text, self.caret + len(clean))

    def erase(self) -> Buffer:
        """Without the character before the caret."""
        if self.caret == 0:
            return self
        return Buffer(self.text[: self.caret - 1] + self.text[self.caret :], self.caret - 1)

    def move(self, key: str) -> Buffer | None:
        """With the caret moved by `left`, `right`, `home` or `end`; None for another key."""
        to = {"left": self.caret - 1, "right": self.caret + 1, "home": 0, "end": len(self.text)}.get(key)
        return None if to is None else Buffer(self.text, min(max(to, 0), len(self.text)))

    def shown(self, cells: int, hide: str = "") -> str:
        """The text around the caret in at most `cells` cells, `_` at it; `hide` stands for each sign."""
        text = hide * len(self.text) if hide else self.text
        before, after = text[: self.caret], text[self.caret :]
        left = tail(before, max(2, cells - 1 - min(width(after), cells // 3)))
        room = cells - width(left) - 1
        return left + "_" + (cut(after, room) if room > len(TAIL) else "")
