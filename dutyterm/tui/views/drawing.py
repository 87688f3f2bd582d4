"""What the views of a list need besides the lines: language, room, time, hall, and what is half-typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from dutyterm.i18n import Lang, Text
from dutyterm.manual.card_names import spelled
from dutyterm.manual.schema import Card, Service
from dutyterm.model.premises import Premises
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.periodic import Task
from dutyterm.values import dataclass

WIDE = 100
"""From so many cells on there is room for longer titles and, beside the list, for details."""


@dataclass(frozen=True)
class Drawing:
    """How a list is drawn at this moment."""

    lang: Lang
    width: int
    """Cells of a row."""
    now: datetime
    premises: Premises
    services: tuple[Service, ...] = ()
    place: Slot | None = None
    """Where the cursor stands."""
    drafts: Mapping[Slot, str] = field(default_factory=dict)
    """What is typed but not taken yet."""
    changed: Mapping[str, Text] = field(default_factory=dict)
    """Lines whose wording is new to this person (N17), with the old wording."""
    marks: Mapping[Slot, Text] = field(default_factory=dict)
    """Answers that are marked and wait for Enter."""

    tasks: Mapping[str, Task] = field(default_factory=dict)
    """When lines that come back are due, by the id of the line."""
    cards: tuple[Card, ...] = ()
    """The emergency cards, to spell out their ids."""

    @property
    def wide(self) -> bool:
        """Is there room for more?"""
        return self.width >= WIDE

    def to(self, text: Text) -> str:
        """The text in the language that is shown."""
        return text.to(self.lang)

    def spelled(self, text: Text) -> str:
        """The text in the language that is shown, card ids with their key and title."""
        return spelled(text, self.cards).to(self.lang)

    def clock(self, at: datetime) -> str:
        """`08:05`, in the hall's zone."""
        return at.astimezone(self.now.tzinfo).strftime("%H:%M")
