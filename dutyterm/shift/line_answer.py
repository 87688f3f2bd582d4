"""What records say for a line of a list: those of money, of the register, or a drill."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.values import dataclass


@dataclass(frozen=True)
class PartTold:
    """One till, or one of several closures of it."""

    name: Text
    text: Text
    done: bool = True
    off: bool = False
    """Off the norm."""


@dataclass(frozen=True)
class LineAnswer:
    """What the records say for a line."""

    text: Text
    off: bool = False
    """Off the norm."""
    failing: bool = False
    """Fails what the line blocks or limits."""
    parts: tuple[str, ...] = ()
    """Parts of the line that fail, such as a class of stock; empty = all of it."""
    waits: bool = False
    """The records say that the line is not done yet, and why."""
    lead: Text = Text("资金", "cash")
    """Whose records these are."""
    told: tuple[PartTold, ...] = ()
    """Part by part what was done, where the records alone answer."""
