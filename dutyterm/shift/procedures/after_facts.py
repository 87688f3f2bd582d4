"""What is recorded after an emergency: that it is to be reviewed, the answers, the actions, the signature."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dutyterm.model.moment import Moment
from dutyterm.model.record import Fact

AnswerField = Literal[
    "cause", "why1", "why2", "why3", "why4", "why5", "worked", "lacking", "people", "complaints", "amount",
    "equipment", "template", "drill", "conclusion",
]  # fmt: skip
"""cause: of the manual's list. why1..why5: why, and why that. worked, lacking: what went well and what did
not. people, complaints, amount (fen): figures as they turned out. equipment: what is to be repaired or
replaced. template: what to change in the card. drill: `yes` or `no`. conclusion: the hall manager's."""


class ReviewAsked(Fact):
    """A real case that is over is to be reviewed until then (3f.0); it stays an open item until signed."""

    KIND = "after_action.asked"

    run: str
    due: Moment
    level: int | None = Field(default=None, ge=1, le=4)
    """The gravest that the case had been."""
    dark_ms: int | None = Field(default=None, ge=0)
    """How long the program stood still meanwhile, as far as this shift knows."""


class ReviewAnswered(Fact):
    """One field of the after-action form; the last answer holds."""

    KIND = "after_action.answered"

    run: str
    field: AnswerField
    text: str | None = None
    """Words, masked (N30), or the id of what was chosen."""
    number: int | None = Field(default=None, ge=0, le=10_000_000_000)
    """For figures; money in fen."""


class ActionAgreed(Fact):
    """Something is to be improved; the signature makes it an open item."""

    KIND = "after_action.action"

    run: str
    number: int = Field(ge=1, le=99)
    what: str
    owner: str
    """Person id."""
    due: Moment


class ActionDropped(Fact):
    """An action was taken off the form before it was signed; its number is not given again."""

    KIND = "after_action.dropped"

    run: str
    number: int = Field(ge=1, le=99)


class ReviewSigned(Fact):
    """The after-action form is signed with a PIN; nothing on it is changed any more."""

    KIND = "after_action.signed"

    run: str
    by: str
    """Person id of who signed."""
    at: Moment
    late_min: int | None = Field(default=None, ge=0)
    """Whole minutes after its due time; None = in time, or it was not asked for."""
    sha256: str
    """Of what was on the form when it was signed, see `after_action.content_hash`."""


AfterFact = ReviewAsked | ReviewAnswered | ActionAgreed | ActionDropped | ReviewSigned

AFTER_FACTS: tuple[type[Fact], ...] = (
    ReviewAsked,
    ReviewAnswered,
    ActionAgreed,
    ActionDropped,
    ReviewSigned,
)
