"""How a line of a list ends or stands."""

from __future__ import annotations

from enum import StrEnum


class Mark(StrEnum):
    """How a line ends or stands (features 1.1; the marks of screens.md)."""

    TODO = "todo"
    PROGRESS = "progress"
    MARKED = "marked"
    """Everything answered, a signature is missing."""
    DONE = "done"
    OFF = "off"
    """Done, off the norm."""
    INACTIVE = "inactive"
    NOT_APPLICABLE = "not_applicable"
    OVERRIDDEN = "overridden"
    DEFERRED = "deferred"


FINISHED = frozenset(
    {Mark.DONE, Mark.OFF, Mark.INACTIVE, Mark.NOT_APPLICABLE, Mark.OVERRIDDEN, Mark.DEFERRED}
)
"""Nothing more is asked of such a line now."""

ANSWERABLE = frozenset({Mark.TODO, Mark.PROGRESS, Mark.MARKED, Mark.DONE, Mark.OFF, Mark.DEFERRED})
"""A line that stands so is answered by the records of money, where these alone answer."""
