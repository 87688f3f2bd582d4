"""Notes on an emergency card: with no shift, with nobody signed in, and kept when nothing can be written."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Final

from dutyterm.desk.kept_notes import keep, kept
from dutyterm.desk.outcome import Done, NotSaved, Outcome
from dutyterm.desk.session import Session
from dutyterm.i18n import Text
from dutyterm.manual.schema import Category, Manual
from dutyterm.model.people import Person
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import entries
from dutyterm.shift.procedures import state
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import stored
from dutyterm.values import dataclass

CATEGORY: Final = "incident"
"""Category of the log in which a note on a card is written."""

_LATER: Final = frozenset({"read_only", "no_hall", "no_shift"})
"""Refusals that are not about the words: the note waits."""

_NO_DATA: Final = Text(
    "未写盘: 数据目录打不开。本条先留在内存里。",
    "NOT SAVED: the data directory cannot be opened. The note is kept in memory.",
)


@dataclass(frozen=True)
class CardNote:
    """What somebody wrote down while working by a card."""

    card: str
    text: str
    occurred_at: datetime
    who: Person | None
    """Who was known to be at the keyboard then; nobody when the screen was locked."""


def category(manual: Manual) -> Category | None:
    """Where such a note belongs: among the incidents, else in the first category that is for everybody."""
    open_to_all = next((c for c in manual.log.categories if not c.only), None)
    return manual.log.category(CATEGORY) or open_to_all


def writer(session: Session | None) -> Person | None:
    """Who is at the keyboard, as far as the program knows."""
    return None if session is None or session.locked else session.who


class CardNotes:
    """Takes notes on cards; what cannot be written waits here, in order, and is never dropped.

    What waits is a draft, too, as far as the disk takes any.
    """

    def __init__(self) -> None:
        self.waiting: tuple[CardNote, ...] = ()
        self._one_at_a_time = asyncio.Lock()

    async def write(self, session: Session | None, note: CardNote) -> Outcome:
        """Writes a note, opening a shift outside the plan when none is open (N31).

        A Refusal is about the words, which must be mended. NotSaved: the note waits in memory.
        """
        words = stored(note.text)
        if isinstance(words, Refusal):
            return words
        async with self._one_at_a_time:
            before = await self._write_waiting(session)
            outcome = await _written(session, note) if before is None else before
            if isinstance(outcome, Refusal) and outcome.code not in _LATER:
                return outcome
            if isinstance(outcome, Done):
                return outcome
            self.waiting = (*self.waiting, note)
            await keep(session, self.waiting)
            return NotSaved(outcome.text)

    async def write_waiting(self, session: Session | None) -> int:
        """Writes what waits, as far as that is possible now; returns how many were written."""
        async with self._one_at_a_time:
            count = len(self.waiting)
            await self._write_waiting(session)
            return count - len(self.waiting)

    def take_up(self, session: Session) -> None:
        """What waited when the program ended, waits again."""
        self.waiting = (*kept(session), *self.waiting)

    async def _write_waiting(self, session: Session | None) -> NotSaved | Refusal | None:
        """None when nothing waits any more, else why the first of them cannot be written."""
        while self.waiting:
            outcome = await _written(session, self.waiting[0])
            if not isinstance(outcome, Done):
                return outcome
            self.waiting = self.waiting[1:]
            await keep(session, self.waiting)
        return None


async def _written(session: Session | None, note: CardNote) -> Outcome:
    if session is None:
        return NotSaved(_NO_DATA)
    if session.read_only is not None:
        return Refusal("read_only", session.read_only)
    if not session.has_open_shift:
        from dutyterm.desk.shifts import open_outside  # the emergency page does not pay for it at start

        opened = await open_outside(session)
        if isinstance(opened, NotSaved) or (isinstance(opened, Refusal) and opened.code != "already_open"):
            return opened

    def rule(scene: Scene) -> list[Event] | Refusal:
        where = category(scene.manual)
        known = any(card.id == note.card for card in scene.manual.cards)
        going = state.of(scene.shift).of_card(note.card)
        draft = entries.Draft(
            category=where.id if where is not None else CATEGORY,
            text=note.text,
            # a clock that was set back meanwhile must not keep the note from the disk
            occurred_at=min(note.occurred_at, scene.now),
            card=note.card if known else None,
            drill=going is not None and going.drill,
        )
        # signed by who wrote it, not by who happens to be signed in when the disk takes it
        return entries.write(replace(scene, who=note.who), draft)

    return await session.wish(rule)
