"""Where a person is in a list and what is half-typed there; kept in the drafts against a kill."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from dutyterm.desk.drafts import slot_key
from dutyterm.desk.session import Session
from dutyterm.i18n import Text
from dutyterm.shift.lists import rules
from dutyterm.shift.lists.doors import Opening
from dutyterm.shift.lists.state import Run, Slot
from dutyterm.shift.lists.view import RunView
from dutyterm.tui.place import read_place, remember
from dutyterm.tui.views.buffer import Buffer

_PLACE = "place"
"""Name of the draft that holds the place in a run."""


@dataclass(frozen=True)
class Marked:
    """An answer that waits for Enter."""

    wish: rules.Answer
    shown: Text
    """The answer in words."""
    consequence: Text | None
    """What it would bring; None when nothing."""
    do: Text
    opens: Opening | None = None
    """At the doors: the wish to open them."""


@dataclass
class Place:
    """The cursor of one page, and what is half-typed in its run."""

    session: Session
    journal: str = ""
    """The shift; another one begins with a new place."""
    run: str = ""
    """Id of the run in which the cursor stands."""
    slot: Slot = Slot("", "", "")
    caret: int | None = None
    """Place of the caret in the text at the cursor; None = at its end."""
    writing: bool = False
    """0 was pressed at a text with options."""
    marks: dict[Slot, Marked] = field(default_factory=dict)
    left: Slot | None = None
    """While looking again after an interruption: where the walk goes on afterwards."""
    since_ms: int = 0
    """When the cursor came here, by the clock that never jumps (L18)."""

    def key(self, run: Run, slot: Slot | None = None) -> str:
        """Key of a draft."""
        return slot_key(run.id, slot or self.slot)

    def buffer(self, run: Run) -> Buffer:
        """What is half-typed at the cursor."""
        text = self.session.drafts.get(self.key(run))
        return Buffer.of(text) if self.caret is None else Buffer(text, min(self.caret, len(text)))

    def put(self, run: Run, buffer: Buffer) -> None:
        """What is half-typed at the cursor now; a mark made of the text before does not hold any more."""
        self.caret = buffer.caret
        self.marks.pop(self.slot, None)
        self.session.drafts.put(self.key(run), buffer.text)

    def drop(self, run: Run, slot: Slot) -> None:
        """Saved, or given up: nothing is half-typed there."""
        self.marks.pop(slot, None)
        self.session.drafts.drop(self.key(run, slot))
        if slot == self.slot:
            self.caret, self.writing = None, False

    def drafts(self, view: RunView) -> dict[Slot, str]:
        """Everything half-typed in this run."""
        place = f"{view.run.id}/{_PLACE}"
        if all(key == place for key in self.session.drafts.begun_with(f"{view.run.id}/")):
            return {}  # at nearly every key
        found = {
            s.slot: self.session.drafts.get(self.key(view.run, s.slot)) for v in view.lines for s in v.slots
        }
        return {slot: text for slot, text in found.items() if text}

    def half_typed(self, view: RunView) -> frozenset[str]:
        """Lines with something half-typed or marked, which a jump passes by."""
        return frozenset(slot.item for slot in (*self.drafts(view), *self.marks))

    def enter(self, run: Run) -> None:
        """Another run is walked now: the cursor is nowhere in it yet."""
        if self.run != run.id:
            self.run = run.id
            self.marks.clear()
            self.left = None
            self._at(Slot("", "", ""))

    def go(self, run: Run, slot: Slot) -> None:
        """The cursor goes there; a restart comes back to the same line, in every list to its own."""
        self.enter(run)
        if slot == self.slot:
            return
        self._at(slot)
        self.left = None
        remember(self.session, run=run.id, line=slot.item, part=slot.part, field=slot.field)
        self.session.drafts.put(f"{run.id}/{_PLACE}", json.dumps(list(slot), ensure_ascii=True))

    def look(self, run: Run, slot: Slot) -> None:
        """The cursor goes there for a look only: the line to come back to stays the same."""
        self.left = self.remembered(run)
        self._at(slot)

    def _at(self, slot: Slot) -> None:
        self.slot, self.caret, self.writing = slot, None, False
        self.since_ms = self.session.clock.mono_ms()

    def took_ms(self) -> int:
        """How long the cursor has been here."""
        return max(0, self.session.clock.mono_ms() - self.since_ms)

    def remembered(self, run: Run) -> Slot | None:
        """Where the cursor stood in this run when the program ended, or where another page sends it."""
        kept = read_place(self.session)
        if kept.get("run", run.id) != run.id:
            return self._left_at(run)
        return Slot(kept["line"], kept.get("part", ""), kept.get("field", "")) if kept.get("line") else None

    def _left_at(self, run: Run) -> Slot | None:
        """Where the cursor stood when another list was walked."""
        try:
            kept = json.loads(self.session.drafts.get(f"{run.id}/{_PLACE}") or "[]")
        except ValueError:
            return None
        if not isinstance(kept, list) or len(kept) != 3 or not all(isinstance(part, str) for part in kept):
            return None
        return Slot(*kept)
