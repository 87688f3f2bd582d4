"""How subcommands speak: data on stdout, everything said to a person on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from dutyterm.i18n import Lang, Text
from dutyterm.values import dataclass

WELL = 0
"""Exit code: done, and nothing is wrong."""
BAD_NEWS = 1
"""Exit code: the answer is that something is wrong."""
WRONG_USE = 2
"""Exit code: the command cannot be carried out as it was given."""


@dataclass(frozen=True)
class Voice:
    """The language asked for; without one, people are told in both and data are shown in Chinese."""

    asked: Lang | None = None

    @property
    def lang(self) -> Lang:
        """The language of what is shown on stdout."""
        return self.asked or "zh"

    def words(self, text: Text) -> str:
        """A text for stdout."""
        return text.to(self.lang)

    def both(self, text: Text) -> str:
        """A text for a person whose language may be unknown; one line where both are the same."""
        if self.asked is not None or text.zh == text.en:
            return text.to(self.lang)
        return f"{text.zh} / {text.en}"

    def tell(self, text: Text) -> None:
        """Says something on stderr."""
        if sys.stderr is not None:
            sys.stderr.write(f"{self.both(text)}\n")

    def wrong(self, text: Text) -> int:
        """Says why it cannot be done; returns the exit code for that."""
        self.tell(text)
        return WRONG_USE

    def show(self, text: Text | str) -> None:
        """A line of data on stdout."""
        _write(text if isinstance(text, str) else self.words(text))

    def show_json(self, value: Mapping[str, Any]) -> None:
        """One JSON object on stdout: the stable shape of a command."""
        _write(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def _write(line: str) -> None:
    if sys.stdout is not None:
        sys.stdout.write(f"{line}\n")
