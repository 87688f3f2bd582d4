"""The facts of walking a list: one record for each thing that was answered, signed, put off or taken back."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from dutyterm.model.moment import Moment
from dutyterm.model.record import Fact

Value = str | int | tuple[str, ...]
"""An answer as it is stored. confirm: `yes`; choice: its id; number, count: the figure; money: fen;
text: words; time: an ISO moment; people: person ids; assign: `post:person` pairs.
A dual field has signatures, no value."""

Norm = Literal["ok", "warn", "block"]
"""Inside the norm; off it; or failing what the line blocks or limits."""


class _AtSlot(Fact):
    run: str
    item: str
    part: str = ""
    field: str


class RunStarted(Fact):
    """A list was begun; it keeps this manual to its end (L16)."""

    KIND = "run.started"

    run: str
    """`<list id>-<n>`, unique in the shift."""
    list: str
    manual_hash: str


class RunCompleted(Fact):
    """Nothing is left to do in the list (L6)."""

    KIND = "run.completed"

    run: str
    outcome: Literal["complete", "except_deferred", "overridden"]
    deferred: int = 0
    overridden: int = 0


class ItemAnswered(_AtSlot):
    """A field of a line was answered for the first time."""

    KIND = "item.answered"

    value: Value
    norm: Norm = "ok"
    occurred_at: Moment | None = None
    """When it happened, if that was earlier than it was recorded (away lines)."""
    took_ms: int | None = None
    """How long the line was in front of the person, by a clock that never jumps (L18)."""
    unchecked: tuple[str, ...] | None = None
    """Figures that the limits name and the hall had not set: `norm` does not speak of them."""


class ItemChanged(_AtSlot):
    """An answer was changed; the old one and the reason stay (L14)."""

    KIND = "item.changed"

    value: Value
    was: Value
    reason: str
    norm: Norm = "ok"
    took_ms: int | None = None
    unchecked: tuple[str, ...] | None = None
    """As in the first answer."""


class ItemSigned(_AtSlot):
    """One of the two people of a dual field signed; the author of the record is at the keyboard."""

    KIND = "item.signed"

    person: str
    """Who signs: by being signed in, or with the PIN asked for this signature."""
    shown: str
    """SHA-256 of the text that was shown and signed (N16)."""


class BulkAnswer(BaseModel):
    """One normal answer among those given together."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", defer_build=True)

    item: str
    part: str = ""
    field: str
    value: str
    """`yes`, or the id of the first choice."""


class RunBulk(Fact):
    """Everything not answered yet is normal: one deliberate act for all the lines that it names (patrol)."""

    KIND = "run.bulk"

    run: str
    answers: tuple[BulkAnswer, ...]
    took_ms: int | None = None

    @property
    def items(self) -> tuple[str, ...]:
        """The lines it covers, each once."""
        return tuple(dict.fromkeys(answer.item for answer in self.answers))


class ItemTakenBack(Fact):
    """Everything answered in a line was taken back; it is to do again."""

    KIND = "item.taken_back"

    run: str
    item: str
    reason: str


class ItemDeferred(Fact):
    """A line was put off to a named later moment."""

    KIND = "item.deferred"

    run: str
    item: str
    until: str
    reason: str
    by_program: bool = False
    """True: an away line deferred by sealing, or one of a forgotten shift."""


class ItemNotApplicable(Fact):
    """A line does not apply today; only where the manual allows it (L9)."""

    KIND = "item.not_applicable"

    run: str
    item: str
    reason: str


class ItemOverridden(Fact):
    """A hall manager said to go on without this line (L5, N34)."""

    KIND = "item.overridden"

    run: str
    item: str
    manager: str
    """Person id of the hall manager who decided."""
    medium: str
    """How: `on_site` (signed with the manager's own PIN), `phone`, `message`."""
    reason: str


class ItemReconfirmed(Fact):
    """After an interruption a line already answered was looked at again and holds (N8)."""

    KIND = "item.reconfirmed"

    run: str
    item: str


FACTS: tuple[type[Fact], ...] = (
    RunStarted,
    RunCompleted,
    RunBulk,
    ItemAnswered,
    ItemChanged,
    ItemSigned,
    ItemTakenBack,
    ItemDeferred,
    ItemNotApplicable,
    ItemOverridden,
    ItemReconfirmed,
)
