"""The shape of an emergency card: steps with targets, branches, waits, announcements, people to call."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from dutyterm.manual.part import Part, Words

Level = Annotated[int, Field(ge=1, le=4)]
"""1 the gravest, 4 the lightest (3f.0)."""


class StepChoice(Part):
    """One answer of a decision; its digit is its place."""

    id: str
    label: Words
    card: str | None = None
    """Card that this answer leads to, e.g. `FIRE`; it is offered, never started by itself."""
    level: Level | None = None
    """The case is at least as grave as this."""


class StepWhen(Part):
    """The branch that a step belongs to: an earlier decision of the same card and its answers."""

    step: str
    is_: tuple[str, ...] = Field(alias="is")
    undecided: bool = False
    """It holds as well while nothing is decided: the usual course, which another answer rules out."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class StepPart(Part):
    """One of several things of a step, each ticked by itself, in their order."""

    id: str
    label: Words


class Cause(Part):
    """A cause that the after-action review offers; its digit is its place."""

    id: str
    label: Words


class CardStep(Part):
    """One step of an emergency card."""

    no: str
    """As printed: `1`, `9A`."""
    target: Words | None = None
    """Time target in words, as printed."""
    who: Words | None = None
    text: Words
    kind: Literal["do", "know"] = "do"
    """know: a rule to keep in mind; nothing is ticked."""
    due: str = ""
    """Time target for the clock, see `target.parse_target`; `none` says that there is none."""
    required: bool = True
    """The card is not complete while it is open."""
    choices: tuple[StepChoice, ...] = ()
    """A decision: exactly one answer holds, and it may be changed."""
    only: StepWhen | None = None
    """Done only on this branch."""
    parts: tuple[StepPart, ...] = ()
    say: tuple[int, ...] = ()
    """Announcements made here, by their number on the card."""
    calls: tuple[str, ...] = ()
    """Contacts called here, by id."""
    wait: int | None = None
    """Seconds that run once it is done; the clock rings when they are over."""
    hold: bool = False
    """With `wait`: what comes after is not ticked before the wait is over."""
    recovered: bool = False
    """Doing it says: what had failed is back. Targets of the recovery count from here."""
    form: bool = False
    """It is the after-action review and nothing else: signing the form settles it."""


class LevelRule(Part):
    """What a level asks for (3f.0)."""

    level: Level
    phone: int | None = None
    """Minutes until the hall manager is phoned; None = at the end of the round."""
    flash: int | None = None
    """Minutes until the written flash report; None = a note in the log."""
    news: int | None = None
    """Minutes between two news to the customers; None = once."""
    again: int | None = None
    """Minutes between two looks at the level."""
    review: int | None = None
    """Hours until the after-action review; None = a note in the log."""
    follow: int | None = None
    """Minutes between two follow-up reports, the first counted from the flash report; None = none."""
    final: int | None = None
    """Minutes from the recovery until the final report; None = none."""


class Escalation(Part):
    """When a case becomes graver by itself."""

    after: int
    """Minutes after t0 without recovery."""
    level: Level


class Rung(Part):
    """One level of a queue (3f.5): which answer of the decision it is, and when it is reached."""

    choice: str
    over: int = Field(ge=0)
    """Expected wait in minutes above which it is reached."""
    seats: int | None = None
    """Percent of the seats; more people waiting reach it too, where the number of seats is known."""


class Ladder(Part):
    """The levels of a queue, the lightest first, and how long it must be calm before one goes down."""

    step: str
    """The decision whose answers the levels are."""
    calm: int = Field(ge=1)
    """Minutes below the trigger before a lower level is suggested."""
    rungs: tuple[Rung, ...]


class Card(Part):
    """An emergency card: read and walked with one key from everywhere."""

    id: str
    """`PWR`, `SYS`, ..."""
    digit: str | None = None
    """Its fixed number in the emergency queue, `1` to `9`; None = under 0 more."""
    title: Words
    when: Words
    """When it is taken, one line."""
    level: Words | None = None
    first: Words
    """What must not be forgotten, one line."""
    grade: Level | None = None
    """The level it begins with."""
    escalate: Escalation | None = None
    inhibits: tuple[str, ...] = ()
    """Cards that only follow from this one: marked in the queue while it runs, still to be opened (P2)."""
    steps: tuple[CardStep, ...]
    announcements: tuple[Words, ...] = ()
    contacts: tuple[Words, ...] = ()
    """Who is called, in order."""
    calls: tuple[str, ...] = ()
    """Which contact of the hall's list each of them is, in the same order."""
    causes: tuple[Cause, ...] = ()
    """What the review offers as causes; those of the common frame hold for every card, behind its own."""
    review: int | None = Field(default=None, ge=1, le=999)
    """Hours until the after-action review of this card, whatever its level; a level may ask for it sooner."""
    ladder: Ladder | None = None
    """For a card whose level follows from figures of the queue."""
    levels: tuple[LevelRule, ...] = ()
    """What each level asks for; on one card of the manual, the common frame."""
    source: tuple[str, ...]

    def step(self, no: str) -> CardStep | None:
        """The step with this number."""
        return next((step for step in self.steps if step.no == no), None)

    @property
    def walked(self) -> bool:
        """Is there anything to do on it, or only to read?"""
        return any(step.kind == "do" for step in self.steps)


class Contact(Part):
    """Somebody who may be called (3f.15)."""

    id: str
    name: Words
    number: str | None = None
    """As dialled; None = the hall has not filled it in, which every card says."""


class Contacts(Part):
    """contacts.toml: whom a hall may have to call."""

    contacts: tuple[Contact, ...]
