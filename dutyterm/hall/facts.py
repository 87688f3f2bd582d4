"""Record kinds of the hall journal: profile, people, PINs, failed sign-ins, the manual, moves, papers."""

from __future__ import annotations

from typing import Final, Literal

from dutyterm.hall.profile import Profile
from dutyterm.i18n import Text
from dutyterm.model.moment import Moment
from dutyterm.model.people import Person
from dutyterm.model.record import Fact, Kinds


class ProfileSet(Fact):
    """The hall's profile from now on; the id is that of the first one."""

    KIND = "profile.set"

    profile: Profile


class PersonAdded(Fact):
    """Somebody joined the hall."""

    KIND = "person.added"

    person: Person


class PersonChanged(Fact):
    """Number, name, role or posts of a person from now on; what they were stands in the records before."""

    KIND = "person.changed"

    person: Person


class PersonLeft(Fact):
    """Somebody left: inactive from now on, never deleted."""

    KIND = "person.left"

    person: str


class RosterOrdered(Fact):
    """The order of the roster, and with it everybody's digit; who is not named follows after."""

    KIND = "roster.ordered"

    order: list[str]


class PinSet(Fact):
    """A person chose a PIN. `entry` marks the credential entry, so that a replaced one is noticed."""

    KIND = "pin.set"

    person: str
    entry: str


class PinReset(Fact):
    """Another manager gave a person a PIN for one use; it must be changed at the next sign-in."""

    KIND = "pin.reset"

    person: str
    entry: str


class SignInFailed(Fact):
    """A PIN was wrong. What was typed is never written down."""

    KIND = "sign_in.failed"

    person: str
    what: Literal["pin", "recovery"] = "pin"


class SignInCleared(Fact):
    """The right PIN after wrong ones; the delay ends."""

    KIND = "sign_in.cleared"

    person: str
    failures: int


class CredentialReplaced(Fact):
    """A credential entry is not the recorded one: nobody signs as this person."""

    KIND = "credential.replaced"

    person: str
    how: Literal["replaced", "missing"]


class RecoverySet(Fact):
    """A new recovery code was shown once; only its Argon2id hash is kept.

    It stands in the journal and so works when the credentials file is gone. Twenty random digits (66 bits)
    behind Argon2id cannot be tried out.
    """

    KIND = "recovery.set"

    hash: str


class RecoveryUsed(Fact):
    """The recovery code was used to give a hall manager a new PIN; it is void from now on."""

    KIND = "recovery.used"

    person: str


class ManualActivated(Fact):
    """This version of the manual is used from the next run of a list on."""

    KIND = "manual.activated"

    manual: str
    version: str
    content: str
    """Hash of its content."""


class ManualRead(Fact):
    """A person has read what changed in the manual since the version confirmed before (R2-14)."""

    KIND = "manual.read"

    person: str
    content: str
    """Hash of the version that was read."""
    version: str
    before: str | None = None
    """Hash of the version that it was compared with; None when that one is not kept here any more."""
    changes: int = 0
    """How many changes were listed, each marked as read."""


class Moved(Fact):
    """This PC now writes for the hall."""

    KIND = "moved"

    device: str
    key: str
    """Public key of the device, hex."""
    before: str | None = None
    """The device that wrote before."""


class PaperMade(Fact):
    """A paper with this copy number was made and is on disk (M15). It says nothing of a printer."""

    KIND = "paper.made"

    sort: Literal["slip", "day", "count", "deposit", "flash", "follow_up", "final", "course", "after_action"]
    subject: str
    """What it is about: the journal of a shift, a business day, or the run of an emergency."""
    copy_number: int
    """1 = the original. A number is never given twice; one that is missing was never seen by anybody."""
    files: tuple[str, ...]
    """Names in the folder that it was made for."""
    sha256: tuple[str, ...]
    """Of each file, in the same order."""


class PersonalShown(Fact):
    """Somebody was shown full numbers of customers from the vault of this PC."""

    KIND = "personal.shown"

    refs: tuple[str, ...]
    """Ids in the vault."""


class PersonalErased(Fact):
    """Full numbers of customers were erased with their salts; the records that commit to them stay."""

    KIND = "personal.erased"

    refs: tuple[str, ...]
    why: str
    """One of `WHY_ERASED`, or words."""
    erased_at: Moment


WHY_ERASED: Final = {
    "rule": Text("到期", "their days were over"),
    "damaged": Text("损坏的旧文件", "a damaged old file"),
    "asked": Text("客户要求", "the customer asked"),
    "needless": Text("不该记的", "never needed"),
}
"""Why numbers were erased, and how that is told; the last two are reasons that somebody gives."""

FACTS: Final[tuple[type[Fact], ...]] = (
    ProfileSet,
    PersonAdded,
    PersonChanged,
    PersonLeft,
    RosterOrdered,
    PinSet,
    PinReset,
    SignInFailed,
    SignInCleared,
    CredentialReplaced,
    RecoverySet,
    RecoveryUsed,
    ManualActivated,
    ManualRead,
    Moved,
    PaperMade,
    PersonalShown,
    PersonalErased,
)
"""Every kind of the hall journal."""

HALL_KINDS: Final = Kinds(FACTS)
"""Reads the records of a hall journal."""
