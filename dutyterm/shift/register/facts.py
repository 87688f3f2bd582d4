"""What is recorded of manual acceptance: pages, entries, their money, back-entry, checks (3f.2, N11).

A full number of a customer is in none of them: only its masked form, with a commitment to what lies in the
vault (N22).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dutyterm.model.moment import Moment
from dutyterm.model.money import MOST
from dutyterm.model.record import Fact
from dutyterm.shift.cash.parts import Part, Signature

Number = Annotated[int, Field(ge=1, le=999_999)]
"""A number of a book."""

Fen = Annotated[int, Field(ge=0, le=int(MOST))]
"""An amount."""

Title = Literal["mr", "ms", "none"]
"""先生, 女士, neither."""

CallResult = Literal["reached", "message", "no_answer", "given_up"]
"""given_up: nobody calls any more, with a reason."""


class Personal(Part):
    """What a record holds of a number of a customer."""

    masked: str
    id: str = ""
    """Names it in the vault; empty in a drill, where nothing is kept."""
    hash: str = ""
    """Commitment: SHA-256 of salt and number, hex."""


class PagesIssued(Fact):
    """Numbered slips of a book were given to a person, from one number to another."""

    KIND = "register.pages_issued"

    book: str
    first: Number
    last: Number
    person: str
    run: str | None = None
    """The emergency for which."""
    drill: bool = False
    """A book of practice slips: in no sum and no statistic (N13)."""


class PagesReturned(Fact):
    """Numbers that were never written on came back; they may be given out again."""

    KIND = "register.pages_returned"

    book: str
    first: Number
    last: Number


class GapExplained(Fact):
    """Why there is nothing under these numbers (N11); they are never used again."""

    KIND = "register.gap_explained"

    book: str
    first: Number
    last: Number
    cause: str
    words: str = ""
    signed: tuple[Signature, ...]


class BusinessRefused(Fact):
    """A customer wanted something that is never done by hand, and was told so."""

    KIND = "register.refused"

    business: str
    clerk: str
    at: Moment
    run: str | None = None
    till: str | None = None
    offer: int | None = None
    """Which of the template's offers was made, counted from 1."""
    note: str = ""
    drill: bool = False


class EnvelopeOpened(Fact):
    """A numbered envelope for the money of the register."""

    KIND = "register.envelope_opened"

    envelope: str
    person: str
    """Who keeps it."""


class EnvelopeCounted(Fact):
    """Two people counted what is in it."""

    KIND = "register.envelope_counted"

    envelope: str
    fen: Fen
    expected: Fen
    """By the register."""
    signed: tuple[Signature, ...]


class EnvelopeSealed(Fact):
    """It was counted, closed and put into the safe."""

    KIND = "register.envelope_sealed"

    envelope: str
    seal: str
    fen: Fen
    expected: Fen
    signed: tuple[Signature, ...]


class EnvelopeUnsealed(Fact):
    """It was opened again, the seal compared before."""

    KIND = "register.envelope_unsealed"

    envelope: str
    seal: str
    matches: bool
    signed: tuple[Signature, ...]


class RegisterLeft(Fact):
    """Why these entries are keyed in later, and by whom."""

    KIND = "register.left"

    slips: tuple[str, ...]
    reason: str
    owner: str
    due: Moment


class Reconciled(Fact):
    """Register, envelopes and system were compared; all in fen."""

    KIND = "register.reconciled"

    entries: int
    register_fen: Fen
    envelope_fen: int
    """As counted."""
    keyed_fen: Fen
    refunded_fen: Fen
    envelope_off: int
    """Counted less what should be in the envelopes."""
    keyed_off: int
    """Keyed into the system less what was taken for it."""
    cause: str | None = None
    words: str = ""
    signed: tuple[Signature, ...] = ()
    """Two names under a difference."""


class OfSlip(Fact):
    """A record about one number of the register."""

    slip: str = Field(pattern=r"^.{1,40}-[0-9]{4,6}$")
    """Book and number as they stand on the slip: `R1-0007`."""

    @property
    def book(self) -> str:
        """`R1`."""
        return self.slip.rpartition("-")[0]

    @property
    def number(self) -> int:
        """7."""
        return int(self.slip.rpartition("-")[2])


class EntryWritten(OfSlip):
    """One number of the register was used for a customer."""

    KIND = "manual_entry.written"

    business: str
    clerk: str
    """经办: who took it down."""
    at: Moment
    """When; may be earlier than the record."""
    run: str | None = None
    """事件号: the emergency."""
    till: str | None = None
    surname: str = ""
    title: Title = "none"
    phone: Personal | None = None
    account: Personal | None = None
    """The number that the business is about 用户号码."""
    tender: Literal["cash"] | None = None
    due: Fen = 0
    """应收."""
    received: Fen = 0
    """实收; what is above `due` went back as change."""
    envelope: str | None = None
    receipt: str | None = None
    """临时收据号."""
    request: str = ""
    promise: Moment | None = None
    """承诺时限."""
    told: bool = False
    """The customer knows that nothing is effective yet, and signed."""
    checker: str | None = None
    """复核: who looked over it at once."""
    rekey: bool = False
    """It is to be keyed into the system."""
    call: bool = False
    """The customer is to hear of the result."""
    drill: bool = False


class EntryVoided(OfSlip):
    """A number is void: it stays visible and is never used again."""

    KIND = "manual_entry.voided"

    reason: str
    words: str = ""
    witness: str | None = None
    """Who saw the money go back, when some was taken."""
    instead: str | None = None
    """The slip on which it was written anew."""


class EntryRekeyed(OfSlip):
    """补录: it was keyed into the system."""

    KIND = "manual_entry.rekeyed"

    person: str
    """工号 that keyed it in."""
    at: Moment
    serial: str
    """流水号 of the system."""
    fen: Fen = 0
    """What was keyed in."""
    till: str | None = None
    """Where its money went in the same step."""
    moved: Fen = 0
    """Money that left the envelope."""
    before: str | None = None
    """Why an earlier entry waits longer."""
    cause: str | None = None
    """Why `fen` is not what was taken."""


class EntryChecked(OfSlip):
    """Somebody else compared it with the system: it is right, or it is to be keyed in again."""

    KIND = "manual_entry.checked"

    person: str
    right: bool = True
    words: str = ""
    signed: tuple[Signature, ...]


class EntryReturned(OfSlip):
    """无法补录: it cannot be keyed in; its money went back against the receipt, or another time was made."""

    KIND = "manual_entry.returned"

    reason: str
    fen: Fen = 0
    receipt_back: bool = False
    """The temporary receipt was collected."""
    words: str = ""
    promise: Moment | None = None
    """改约."""
    signed: tuple[Signature, ...] = ()


class EntryCalled(OfSlip):
    """回访: the customer was told how it went, or was not reached."""

    KIND = "manual_entry.called"

    person: str
    at: Moment
    result: CallResult
    words: str = ""


FACTS: tuple[type[Fact], ...] = (
    PagesIssued,
    PagesReturned,
    GapExplained,
    BusinessRefused,
    EnvelopeOpened,
    EnvelopeCounted,
    EnvelopeSealed,
    EnvelopeUnsealed,
    RegisterLeft,
    Reconciled,
    EntryWritten,
    EntryVoided,
    EntryRekeyed,
    EntryChecked,
    EntryReturned,
    EntryCalled,
)
"""Every kind of this family."""
