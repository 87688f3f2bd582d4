"""The shape of cash.toml: denominations, tenders, causes, limits, the ladder of differences (3e)."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from dutyterm.manual.part import Part, Words

Amount = Annotated[int, Field(strict=True, ge=0, le=99_999_999_999_999)]
"""Fen."""


class Denomination(Part):
    """One row of the count sheet: a face in one form."""

    id: str
    """Stable, e.g. `y100`; cited in records for ever."""
    name: Words
    """As on the sheet, at most 10 cells."""
    fen: Annotated[int, Field(strict=True, gt=0)]
    form: Literal["note", "coin", "both"]
    strap: int | None = None
    """Pieces of one 把 or 卷, told beside the row; None = not bundled."""
    rare: bool = False
    """Legal tender that hardly comes: on the sheet only in a hall with the flag `rare_coins`."""
    series: Words | None = None
    """Which series or form is still legal, where that needs a word."""


class Withdrawn(Part):
    """Money that circulates no more: never cash, only noted beside the total (e.1)."""

    name: Words
    """What it is called on the sheet."""
    what: Words
    """Which pieces these are, and what to do with them."""


class Tender(Part):
    """A way to pay besides cash, settled on its own (e.2): never netted with cash."""

    id: str
    name: Words
    proofs: bool = True
    """Are there papers (slips, cheques) that are handed over one by one?"""
    papers: Words | None = None
    """What its papers are, e.g. slips."""
    note: Words | None = None
    """What is noted of them besides their number, e.g. the batch, or bank and number of each cheque."""


class Cause(Part):
    """A reason for a difference (e.3)."""

    id: str
    name: Words
    unexplained: bool = False
    """Nobody knows why: counts for the rules of repetition."""


class Rung(Part):
    """One step of the ladder: what a difference of this size asks for (e.4)."""

    id: str
    up_to: Amount | None = None
    """Largest difference in fen that it holds for; None = whatever is above the other steps."""
    text: Words
    """What to do."""
    recount: Literal["no", "own", "other"] = "no"
    """own: counted once more. other: counted once more by somebody else than the holder of the till."""
    words: bool = False
    """A written explanation is needed, besides the cause."""
    inform: tuple[str, ...] = ()
    """Roles that are told; name, way and time are recorded."""
    inform_by: Literal["same_day", "at_once"] | None = None
    footage: bool = False
    """The range of time on the camera is written down, and its export has a deadline."""


class Repeat(Part):
    """Repetition that is treated like the highest step (e.4)."""

    id: str
    text: Words
    sort: Literal["over", "short"]
    per: Literal["person", "hall"]
    """Whose differences are counted."""
    unexplained: bool = False
    """Only differences without a known cause count."""
    count: Annotated[int, Field(strict=True, ge=2)]
    """How many there are with the new one: differences of a person, or days of a hall."""
    within_days: Annotated[int, Field(strict=True, ge=1)]


class Figures(Part):
    """Limits that a hall without figures of its own works with; a hall's own figure of that name wins."""

    float_fen: Amount
    """Float of one till (备用金)."""
    reserve_fen: Amount
    """Reserve in the safe."""
    drawer_fen: Amount
    """More than this in a drawer asks for a drop (中途缴款)."""
    overnight_fen: Amount
    """Most that may stay in the safe overnight."""
    small_change_fen: Amount
    """Least in small pieces per till (OPN-21)."""
    small_face_fen: Amount
    """Largest face that counts as small."""
    footage_days: Annotated[int, Field(strict=True, ge=1)]
    """After so many days the camera overwrites (L13)."""
    footage_warn_day: Annotated[int, Field(strict=True, ge=1)]
    """From this day on the export is reminded of."""
    suspect_pattern: Annotated[int, Field(strict=True, ge=2)]
    """So many suspected notes in a shift are a pattern that is reported (e.5)."""

    @property
    def id(self) -> str:
        """What a difference between two manuals calls them."""
        return "figures"


class Valuable(Part):
    """Something that is handed over with the cash (e.6)."""

    id: str
    name: Words
    count: Literal["range", "quantity", "face", "list"]
    """range: start, end, void numbers. quantity: pieces, a range where it has one. face: face times pieces,
    with a range. list: the numbers one by one."""
    help: Words
    digital: bool = False
    """May be without numbers on paper: then a count and an amount only."""
    dual: bool = False
    """Counted by two and kept under two locks."""
    group: Literal["papers", "stock", "gifts", "seals", "other"] = "other"
    """Which lines of opening and closing ask after it (OPN-22..24, CLS-11, 12, 19)."""
    part: str | None = None
    """Its part in a line that repeats, e.g. `sim` in OPN-23: only that class is limited."""
    flag: str | None = None
    """Only in halls with this flag, e.g. `paper_invoices`."""


class CashRules(Part):
    """Everything about money that is data."""

    id: str
    title: Words
    denominations: tuple[Denomination, ...]
    other_faces: tuple[Amount, ...]
    """Faces of commemorative money, in fen: legal at face value, counted in the one row `other`."""
    withdrawn: Withdrawn
    tenders: tuple[Tender, ...]
    """Cash is not among them; it is always there."""
    causes: tuple[Cause, ...]
    ladder: tuple[Rung, ...]
    repeats: tuple[Repeat, ...]
    figures: Figures
    valuables: tuple[Valuable, ...]
    suspect: tuple[Words, ...]
    """What to do with a suspected note, line by line, for the screen (e.5, L2)."""
    damaged: tuple[Words, ...]
    """The same for a damaged note."""
    source: tuple[str, ...]
    tightened: tuple[str, ...] = ()
    """Limits that a hall's additions made stricter: its own figure does not loosen these. Not in the file."""

    def denomination(self, id: str) -> Denomination | None:
        """The row with this id."""
        return next((row for row in self.denominations if row.id == id), None)

    def rung(self, fen: int) -> Rung:
        """The step that a difference of this size stands on; `fen` may be negative."""
        size = abs(fen)
        return next(rung for rung in self.ladder if rung.up_to is None or size <= rung.up_to)


MORE_IS_STRICTER: Final = frozenset({"small_change_fen"})
"""Of every other limit less is stricter."""


def stricter(name: str, one: int, other: int) -> int:
    """The stricter of two values of a limit."""
    return max(one, other) if name in MORE_IS_STRICTER else min(one, other)
