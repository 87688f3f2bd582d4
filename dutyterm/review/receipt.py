"""What became of a sealed shift: who took it over, with which reservations, or that nobody has yet (M8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from dutyterm.i18n import Text, same
from dutyterm.journal.disk import Disk
from dutyterm.journal.reading import read_bytes
from dutyterm.manual.schema import NO_MANUAL, Manual
from dutyterm.review.shelf import Shelved
from dutyterm.shift import life, messages, open_items
from dutyterm.shift.families import KINDS, fold_all
from dutyterm.shift.handed import handed
from dutyterm.shift.handover import facts
from dutyterm.shift.handover.brief import Line, three_lines
from dutyterm.shift.handover.family import Handover, Stage, of
from dutyterm.shift.shift import Scene, Shift
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Reserved:
    """One reservation."""

    title: Text
    """What it is about."""
    words: str


@dataclass(frozen=True)
class Receipt:
    """Who received a sealed shift."""

    stage: Stage
    """NONE also when no shift follows yet."""
    follows: str | None
    """File name of the shift that took it over; None = none was opened yet."""
    giver: str | None = None
    """Person id."""
    taker: str | None = None
    at: datetime | None = None
    how: facts.How | None = None
    reason: str | None = None
    """Why there was no witness, or the ruling of the hall manager."""
    ruled: bool = False
    reserved: tuple[Reserved, ...] = ()
    refusals: tuple[tuple[str | None, str], ...] = ()
    """Person id and words of each refusal."""

    @property
    def received(self) -> bool:
        """False: the slip says "not yet received"."""
        return self.taker is not None


def receipt_of(shelf: Sequence[Shelved], disk: Disk, seal: str) -> Receipt:
    """The receipt of the shift with this seal; `shelf` is the newest shifts (`shelf.newest`).

    An emergency shift in between hands on what it took: the receipt is that of the regular shift behind it.
    Raises OSError when the file of that shift cannot be read.
    """
    by_seal = {shelved.head.prev_hall: shelved for shelved in reversed(shelf) if shelved.head.prev_hall}
    following = by_seal.get(seal)
    for _ in range(len(shelf)):
        if following is None or following.seal_hash is None or not _passes_on(following):
            break
        following = by_seal.get(following.seal_hash)
    if following is None:
        return Receipt(Stage.NONE, None)
    shift = fold_file(disk, following.path)
    part = of(shift)
    who, at = _taken_by(shift, part)
    done = part.acceptance
    return Receipt(
        stage=part.stage,
        follows=following.path.name,
        giver=part.giver,
        taker=who,
        at=at,
        how=done.how if done is not None else None,
        reason=done.reason if done is not None else None,
        ruled=done is not None and done.ruled,
        reserved=_reserved(shift, part),
        refusals=tuple((who, words) for _, who, words in part.refusals),
    )


def _passes_on(shelved: Shelved) -> bool:
    return shelved.summary.get("sort") == "outside" or "empty" in shelved.flags


def _taken_by(shift: Shift, part: Handover) -> tuple[str | None, datetime | None]:
    if part.acceptance is not None:
        return part.acceptance.by, part.acceptance.at
    if part.stage is Stage.NONE:  # the same person, or nothing to take over: the opening says it
        return life.of(shift).opened_by, life.of(shift).opened_at
    return None, None


def _reserved(shift: Shift, part: Handover) -> tuple[Reserved, ...]:
    titles = {item.ref: item.title for item in open_items.of(shift).by_ref.values()}
    titles |= {entry.ref: same(entry.text) for entry in part.waiting}
    titles |= {message.ref: same(message.text) for message in messages.of(shift).by_ref.values()}
    if shift.last is not None:
        things = handed(Scene(shift, NO_MANUAL, shift.last.at))
        titles |= {thing.ref: thing.title for thing in things}
    return tuple(Reserved(titles.get(ref, same(ref)), words) for ref, words in sorted(part.reserved.items()))


def fold_file(disk: Disk, path: Path) -> Shift:
    """One shift file as it ended, or as it stands. Raises OSError."""
    return fold_all(
        KINDS.read(id, document) for id, document in read_bytes(disk.read(path)).documents.items()
    )


def lines_at_the_end(shift: Shift, manual: Manual, closed_at: datetime) -> tuple[Line, Line, Line]:
    """The three-line summary of a sealed shift as the outgoing manager saw it (N26)."""
    return three_lines(Scene(shift, manual, closed_at))
