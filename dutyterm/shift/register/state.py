"""The state of the register: books and their pages, entries, envelopes, what was refused. Needs no manual."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Literal, cast

from dutyterm.model.moment import Moment
from dutyterm.shift.cash.parts import Part
from dutyterm.shift.register.facts import (
    BusinessRefused,
    EntryCalled,
    EntryChecked,
    EntryRekeyed,
    EntryReturned,
    EntryVoided,
    EntryWritten,
    Reconciled,
)
from dutyterm.shift.shift import Shift
from dutyterm.values import dataclass

KEY = "register"

Used = Literal["written", "void", "explained"]
"""What became of a number. What has become nothing yet is free."""


def slip_id(book: str, number: int) -> str:
    """What a number is called everywhere, e.g. `R1-0007`."""
    return f"{book}-{number:04d}"


class Page(Part):
    """Numbers that were given to a person at one time."""

    ref: str = ""
    book: str
    first: int
    last: int
    """The last one that is still out: what came back blank is cut off."""
    person: str
    run: str | None = None
    drill: bool = False
    used: Mapping[str, Used] = {}
    """Number as text -> what became of it."""
    carried: bool = False

    def has(self, number: int) -> bool:
        """Is the number one of this page?"""
        return self.first <= number <= self.last

    def free(self) -> tuple[int, ...]:
        """Numbers that nothing has become of yet."""
        return tuple(n for n in range(self.first, self.last + 1) if str(n) not in self.used)

    def top(self) -> int:
        """The highest number that was used; one below the first when there is none."""
        return max((int(n) for n in self.used), default=self.first - 1)

    def gaps(self) -> tuple[int, ...]:
        """Free numbers below a used one: passed over (N11)."""
        return tuple(n for n in self.free() if n < self.top())

    def blank(self) -> tuple[int, ...]:
        """Free numbers above every used one: still to be written on."""
        return tuple(n for n in self.free() if n > self.top())


class Book(Part):
    """One numbered book of slips."""

    book: str
    next: int
    """The first number that was never given out."""
    stock: tuple[tuple[int, int], ...] = ()
    """Numbers that came back blank, first and last of each row, in order."""
    drill: bool = False

    @property
    def lowest(self) -> int:
        """The number with which the next page begins."""
        return self.stock[0][0] if self.stock else self.next

    @property
    def room(self) -> int | None:
        """How many numbers can be given out from there in a row; None = as many as the book has."""
        return self.stock[0][1] - self.stock[0][0] + 1 if self.stock else None


class Entry(Part):
    """One number that was written on."""

    ref: str = ""
    """`<journal>#<record id>` of the record that wrote it; the same in every later shift."""
    by: str | None = None
    written: EntryWritten
    void: EntryVoided | None = None
    rekeyed: EntryRekeyed | None = None
    """The last time that it was keyed in."""
    checked: EntryChecked | None = None
    returned: EntryReturned | None = None
    calls: tuple[EntryCalled, ...] = ()
    moved: int = 0
    """Money that left the envelope for a till."""
    ended_at: Moment | None = None
    """When nothing more was to be done."""
    left: bool = False
    """It was said in this shift why it waits."""
    reconciled: bool = False
    """A reconciliation covered it after its money had come to its end."""
    carried: bool = False

    @property
    def slip(self) -> str:
        """`R1-0007`."""
        return self.written.slip

    @property
    def waits(self) -> bool:
        """Is it still to be keyed into the system?"""
        return self.written.rekey and self.void is None and self.returned is None and self.rekeyed is None

    @property
    def unchecked(self) -> bool:
        """Keyed in, and nobody else has looked?"""
        return self.rekeyed is not None and self.checked is None

    @property
    def to_call(self) -> bool:
        """Is the customer still to hear of it?"""
        if not self.written.call or self.void is not None or self.waits or self.unchecked:
            return False
        return not self.calls or self.calls[-1].result == "no_answer"

    @property
    def ended(self) -> bool:
        """Nothing more to do."""
        return self.void is not None or not (self.waits or self.unchecked or self.to_call)

    @property
    def counts(self) -> bool:
        """Is it in the sums? Drills and voids are not."""
        return not self.written.drill and self.void is None

    @property
    def in_envelope(self) -> int:
        """Fen of it that lie in the envelope now."""
        w = self.written
        if not self.counts or not w.due:
            return 0
        return w.due - self.moved - (self.returned.fen if self.returned is not None else 0)


class Envelope(Part):
    """Where the money of the register lies."""

    ref: str = ""
    envelope: str
    person: str
    seal: str | None = None
    """Set while it is sealed."""
    off: int = 0
    """What the last count found above (below) the register."""
    counted: bool = True
    """Was it counted since money last went in?"""
    carried: bool = False


@dataclass(frozen=True)
class Register:
    """Everything about manual acceptance in this shift."""

    journal: str = ""
    books: Mapping[str, Book] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()
    entries: Mapping[str, Entry] = field(default_factory=dict)
    """By slip id, in the order in which they were recorded."""
    voids: Mapping[str, EntryVoided] = field(default_factory=dict)
    """Void numbers of this shift that nothing had been written on, by slip id."""
    envelopes: Mapping[str, Envelope] = field(default_factory=dict)
    refused: tuple[BusinessRefused, ...] = ()
    explained: int = 0
    """Numbers of this shift that were explained away."""
    reconciled: tuple[Reconciled, ...] = ()
    settled: bool = True
    """Was everything reconciled since money or numbers last changed?"""
    numbers: frozenset[str] = frozenset()
    """Numbers of envelopes and seals that were used, earlier shifts included as far as they are carried."""
    used: tuple[str, ...] = ()
    """Those of this shift."""
    receipts: frozenset[str] = frozenset()
    """Numbers of temporary receipts that were used."""

    def page(self, book: str, number: int) -> Page | None:
        """The page that has this number now."""
        return next((p for p in self.pages if p.book == book and p.has(number)), None)

    def entry(self, book: str, number: int) -> Entry | None:
        """What was written under this number."""
        return self.entries.get(slip_id(book, number))

    def in_order(self) -> tuple[Entry, ...]:
        """All entries in the order of registration."""
        return tuple(sorted(self.entries.values(), key=lambda e: e.written.at))

    def held(self, envelope: str) -> int:
        """Fen that lie in an envelope by the register."""
        return sum(e.in_envelope for e in self.entries.values() if e.written.envelope == envelope)

    def of_page(self, page: Page) -> Iterator[Entry]:
        """What was written on a page."""
        for entry in self.entries.values():
            if entry.written.book == page.book and page.has(entry.written.number):
                yield entry


EMPTY = Register()


def of(shift: Shift) -> Register:
    """This family's part of the shift."""
    return cast(Register, shift.parts[KEY])
