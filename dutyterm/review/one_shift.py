"""One shift file as it is on disk, folded: what a paper about a shift is made of, sealed or still open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from dutyterm.i18n import Text
from dutyterm.journal.disk import Disk
from dutyterm.journal.reading import Reading, read_bytes
from dutyterm.journal.seal import seal_code
from dutyterm.manual.schema import NO_MANUAL, Manual
from dutyterm.model.people import Person
from dutyterm.review.shelf import paths_newest_first
from dutyterm.shift import life
from dutyterm.shift.families import KINDS, fold_all
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

ManualOf = Callable[[str], Manual | None]
"""A kept version of the manual by its hash; None when it is not here or cannot be read."""


LOOK_AHEAD = 12
"""In so many files behind a shift the one that took over is looked for: two or three are enough as a rule."""


@dataclass(frozen=True)
class SealFacts:
    """What the seal of a shift says."""

    hash: str
    code: str
    """Fifteen digits."""
    records: int
    closed_at: datetime
    closed_by: str | None
    """Person id; None when the program closed it."""
    flags: tuple[str, ...]


@dataclass(frozen=True)
class OneShift:
    """A shift as its file tells it."""

    path: Path
    journal: str
    """Id of the journal, `<hall>.<day>-<code>.<device>`."""
    scene: Scene
    """At its seal, or at the moment asked for while it is open; with its own manual where that is here."""
    records: int
    seal: SealFacts | None
    damaged: bool
    """Something in the file cannot be verified; what can be read is in the scene."""
    has_manual: bool

    @property
    def opened(self) -> life.ShiftOpened | None:
        """The opening record; None in an empty file."""
        return life.of(self.scene.shift).opened

    @property
    def doubts(self) -> tuple[Text, ...]:
        """What may be missing or wrong in what is told of it."""
        found = [_DAMAGED.fill(file=self.path.name)] if self.damaged else []
        if not self.has_manual:
            found.append(_NO_MANUAL)
        if self.scene.shift.not_understood:
            found.append(_NEWER.fill(n=len(self.scene.shift.not_understood)))
        return tuple(found)

    @property
    def people(self) -> Mapping[str, Person]:
        """Everybody on the roster as this shift knew them: a 工号 may be somebody else's by now."""
        opened = self.opened
        return {person.id: person for person in opened.premises.roster} if opened is not None else {}


def files_of(disk: Disk, shifts: Path, day: date) -> list[Path]:
    """The shift files of one business day by name; the last of a row of continuations only."""
    folder = shifts / f"{day.year:04d}" / f"{day.month:02d}"
    if not disk.exists(folder):
        return []
    wanted = f"{day.isoformat()}-"
    names = [n for n in disk.list(folder) if n.endswith(".duty") and n.partition(".")[2].startswith(wanted)]
    found: dict[str, tuple[int, str]] = {}
    for name in names:
        stem, number = _numbered(name)
        found[stem] = max(found.get(stem, (0, "")), (number, name))
    return [folder / name for _, name in sorted(found.values(), key=lambda pair: pair[1])]


def newest_sealed(disk: Disk, shifts: Path, manual_of: ManualOf, now: datetime) -> OneShift | None:
    """The shift that was sealed last and has something in it; None when there is none."""
    for path in paths_newest_first(disk, shifts):
        found = read_shift(disk, path, manual_of, now)
        if found is not None and found.seal is not None and found.opened is not None:
            return found
    return None


def successor_of(
    disk: Disk, shifts: Path, one: OneShift, manual_of: ManualOf, now: datetime
) -> OneShift | None:
    """The shift that took over from a sealed one, shifts outside the plan passed over; None without one."""
    if one.seal is None:
        return None
    day = one.path.name.partition(".")[2]
    later: list[Path] = []
    for path in paths_newest_first(disk, shifts):
        if path.name.partition(".")[2][:10] < day[:10]:
            break
        later.append(path)
    wanted = one.seal.hash
    for path in later[: -LOOK_AHEAD - 1 : -1]:
        found = read_shift(disk, path, manual_of, now) if path != one.path else None
        opened = found.opened if found is not None else None
        if found is None or opened is None or opened.previous != wanted:
            continue
        if opened.sort != "outside":
            return found
        if found.seal is None:
            return None
        wanted = found.seal.hash
    return None


def read_shift(disk: Disk, path: Path, manual_of: ManualOf, now: datetime) -> OneShift | None:
    """One shift with the damaged files that it continues; None when it cannot be read as a shift."""
    parts = _parts(disk, path)
    last = parts[-1] if parts else None
    if last is None or last.head is None or last.head.journal != "shift":
        return None
    documents = {id: document for part in parts for id, document in part.documents.items()}
    shift = fold_all(KINDS.read(id, documents[id]) for id in sorted(documents))
    opened = life.of(shift).opened
    manual = manual_of(opened.manual_hash) if opened is not None else None
    seal = _seal(last)
    at = seal.closed_at if seal is not None else now
    return OneShift(
        path=path,
        journal=last.head.id,
        scene=Scene(shift, manual or NO_MANUAL, at),
        records=len(documents),
        seal=seal,
        damaged=any(part.state == "damaged" for part in parts),
        has_manual=manual is not None,
    )


def _parts(disk: Disk, path: Path) -> list[Reading]:
    """The readings of a file and of those that it continues, oldest first."""
    found: list[Reading] = []
    seen: set[Path] = set()
    here: Path | None = path
    while here is not None and here not in seen:
        seen.add(here)
        try:
            reading = read_bytes(disk.read(here))
        except OSError:
            break
        found.insert(0, reading)
        before = reading.head.continues if reading.head is not None else None
        here = path.with_name(before.file) if before is not None else None
    return found


def _seal(reading: Reading) -> SealFacts | None:
    seal: Mapping[str, Any] | None = reading.seal
    if seal is None or reading.seal_hash is None:
        return None
    try:
        closed_at = datetime.fromisoformat(seal["closed_at"])
        count, flags, closed_by = seal["count"], seal.get("flags", ()), seal.get("closed_by")
    except (KeyError, TypeError, ValueError):
        return None
    if type(count) is not int or closed_at.tzinfo is None:
        return None
    return SealFacts(
        hash=reading.seal_hash,
        code=seal_code(reading.seal_hash),
        records=count,
        closed_at=closed_at,
        closed_by=closed_by if isinstance(closed_by, str) else None,
        flags=tuple(flag for flag in flags if isinstance(flag, str)),
    )


def _numbered(name: str) -> tuple[str, int]:
    """`<hall>.<day>-a.<device>` and the number of a continuation, 1 for the first file."""
    parts = name.split(".")
    number = parts[-2] if len(parts) > 4 else ""
    return (".".join(parts[:3]), int(number)) if number.isdecimal() else (".".join(parts[:3]), 1)


_DAMAGED: Final = Text(
    "文件 {file} 有损坏,以下只是能读出的部分。", "{file} is damaged; this is what can be read of it."
)
_NO_MANUAL: Final = Text(
    "这一班用的那版手册不在这里,清单和指标列不出来。",
    "The version of the manual that this shift used is not here: no lists, no figures.",
)
_NEWER: Final = Text(
    "有 {n} 条记录这一版程序看不懂,没有算进来。", "{n} records are of a newer program and are not counted."
)
