"""Making papers: the handover slip and the day report, each copy counted before anybody can see it (M15).

A copy is made in this order: its files are written under hidden names and synced, then `paper.made` is
written to the hall journal, then the files get their names. So a record never tells of a paper that was not
made, and no two papers that can be seen have one number; after a cut in between a number is missing, which is
harmless.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path
from typing import Final, Literal

from dutyterm.desk.day_facts import day_facts, no_shifts
from dutyterm.desk.outcome import Done, NotSaved
from dutyterm.desk.session import Session
from dutyterm.desk.slip_facts import refused_unsealed, slip_facts
from dutyterm.hall.facts import PaperMade
from dutyterm.hall.permissions import Act
from dutyterm.hall.state import paper_key
from dutyterm.i18n import Lang, Text
from dutyterm.journal.atomic import replace_file
from dutyterm.journal.disk import Disk
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.paper.day import day_report
from dutyterm.paper.document import Document
from dutyterm.paper.formats import SUFFIX, Format, missing, written
from dutyterm.paper.slip import slip
from dutyterm.review.one_shift import OneShift, files_of, newest_sealed, read_shift, successor_of
from dutyterm.values import dataclass

Sort = Literal["slip", "day", "count", "deposit", "flash", "follow_up", "final", "course", "after_action"]


@dataclass(frozen=True)
class Made:
    """A paper that is on disk."""

    sort: Sort
    subject: str
    """Journal of the shift, or the business day."""
    copy: int | None
    """1 = the original; None = not counted, because this program may not write."""
    files: tuple[Path, ...]
    """Text first."""
    left_out: tuple[Refusal, ...] = ()
    """Formats that were asked for and cannot be made on this PC."""
    doubts: tuple[Text, ...] = ()
    """What may be missing on it, which it says itself, too."""

    @property
    def best(self) -> Path:
        """What a printer gets: the PDF, else the text."""
        return next((path for path in self.files if path.suffix == SUFFIX["pdf"]), self.files[0])


@dataclass(frozen=True)
class Wanted:
    """How a paper is wished."""

    lang: Lang
    formats: tuple[Format, ...] = ("text",)
    """Besides text, which is always made."""
    folder: Path | None = None
    """Where to; None = the folder `paper` of the data directory."""


@dataclass(frozen=True)
class Paper:
    """What is to be made: everything but its copy number."""

    sort: Sort
    subject: str
    """What it is about; copies are counted for each subject."""
    name: str
    """Begins the names of its files."""
    document: Callable[[int | None], Document]
    doubts: tuple[Text, ...]


async def make_slip(session: Session, wanted: Wanted, shift: str | None = None) -> Made | Refusal | NotSaved:
    """The handover slip of a sealed shift, `2026-11-22-a`; of the one sealed last when none is named."""
    return await make(session, wanted, lambda: _slip(session, shift))


async def make_day(session: Session, wanted: Wanted, day: date | None = None) -> Made | Refusal | NotSaved:
    """The report of a business day; of the newest day with a shift when none is named."""
    return await make(session, wanted, lambda: _day(session, day))


async def make(
    session: Session, wanted: Wanted, find: Callable[[], Paper | Refusal]
) -> Made | Refusal | NotSaved:
    """Reads and draws beside the queue, so that nobody waits for it; only what counts the copy is a wish."""
    if session.who is not None:
        refused = session.may(Act.MAKE_PAPER)
        if refused is not None:
            return refused
    counted = session.read_only is None and session.hall_ledger is not None
    if not counted and wanted.folder is None:
        return Refusal("where_to", _WHERE_TO)
    folder = wanted.folder or session.layout.paper
    try:
        paper = await asyncio.to_thread(find)
        if isinstance(paper, Refusal):
            return paper
        while True:
            draft = _Draft(paper, _next_copy(session, paper) if counted else None, folder, wanted)
            made = await _made(session, draft)
            if made is not None:
                return made
    except OSError as error:
        return NotSaved(_NOT_WRITTEN.fill(why=error.strerror or str(error)))


def _next_copy(session: Session, paper: Paper) -> int:
    return session.hall.papers.get(paper_key(paper.sort, paper.subject), 0) + 1


class _Draft:
    """One copy on its way: drawn under hidden names, then counted, then seen."""

    def __init__(self, paper: Paper, copy: int | None, folder: Path, wanted: Wanted) -> None:
        self.paper, self.copy, self.folder = paper, copy, folder
        self.lang = wanted.lang
        self.left_out = tuple(refused for one in wanted.formats if (refused := missing(one)) is not None)
        usable = (one for one in wanted.formats if missing(one) is None)
        self.formats: tuple[Format, ...] = tuple(dict.fromkeys(("text", *usable)))
        self.number = next(_numbers)
        self.files: list[Path] = []
        self.digests: list[str] = []

    def hidden(self, path: Path) -> Path:
        """Under this name, which no other draft has, a file lies until it is counted."""
        return path.with_name(f".{path.name}.{self.number}.part")

    def write(self, disk: Disk) -> None:
        """Every file, whole and synced, under its hidden name. Raises OSError."""
        document = self.paper.document(self.copy)
        name = f"{self.paper.name}-{self.copy if self.copy is not None else 'x'}-{self.lang}"
        for one in self.formats:
            data = written(document, one, self.lang)
            if isinstance(data, Refusal):
                continue
            path = self.folder / f"{name}{SUFFIX[one]}"
            _under_way.add(self.hidden(path))
            self.files.append(path)
            replace_file(self.hidden(path), data, disk)
            self.digests.append(hashlib.sha256(data).hexdigest())

    def fact(self, copy: int) -> PaperMade:
        """What is recorded of it."""
        return PaperMade(
            sort=self.paper.sort,
            subject=self.paper.subject,
            copy_number=copy,
            files=tuple(path.name for path in self.files),
            sha256=tuple(self.digests),
        )


_numbers: Final = count()
_under_way: Final[set[Path]] = set()
"""Hidden files that are being made now, and are not swept away."""


async def _made(session: Session, draft: _Draft) -> Made | Refusal | NotSaved | None:
    """One try; None when somebody else took the number meanwhile."""
    if draft.copy is not None:
        await asyncio.to_thread(_sweep, session.disk, session.layout.paper)
    try:
        await asyncio.to_thread(draft.write, session.disk)
        return await session.queued(lambda: _counted(session, draft))
    finally:
        await asyncio.to_thread(_drop, session.disk, draft)


async def _counted(session: Session, draft: _Draft) -> Made | Refusal | NotSaved | None:
    """The wish: the number, if it is still free, and then the names."""
    copy, paper = draft.copy, draft.paper
    if copy is not None:
        if copy != _next_copy(session, paper):
            return None
        by = session.who.id if session.who is not None else None
        event = Event(draft.fact(copy), by)
        done = await session.do_hall(lambda _: [event])
        if not isinstance(done, Done):
            return done
    await session.in_writer(lambda: _show(session.disk, draft))
    return Made(paper.sort, paper.subject, copy, tuple(draft.files), draft.left_out, paper.doubts)


def _show(disk: Disk, draft: _Draft) -> None:
    for path in draft.files:
        disk.replace(draft.hidden(path), path)
    for folder in {path.parent for path in draft.files}:
        disk.fsync_dir(folder)


def _sweep(disk: Disk, folder: Path) -> None:
    """What a cut left behind hidden was never seen by anybody."""
    for name in disk.list(folder) if disk.exists(folder) else ():
        left = name.startswith(".") and name.endswith((".part", ".tmp"))
        # the file that becomes a hidden one is named after it
        if left and not any(hidden.name in name for hidden in _under_way):
            disk.remove(folder / name)


def _drop(disk: Disk, draft: _Draft) -> None:
    """What was not shown is taken away; nothing is left of what was."""
    for hidden in map(draft.hidden, draft.files):
        with suppress(OSError):
            if disk.exists(hidden):
                disk.remove(hidden)
        _under_way.discard(hidden)


# --- finding what it is about ----------------------------------------------------------------------


def _slip(session: Session, named: str | None) -> Paper | Refusal:
    one = _newest(session) if named is None else _named(session, named)
    if one is None:
        return Refusal("no_shift", _NO_SHIFT.fill(shift=named) if named is not None else _NONE_SEALED)
    seal, opened, now = one.seal, one.opened, session.clock.now()
    if opened is None:
        return Refusal("no_shift", _NO_SHIFT.fill(shift=named or one.path.name))
    name = f"{opened.day.isoformat()}-{opened.code.lower()}"
    if seal is None:
        return refused_unsealed(name)
    after = successor_of(session.disk, session.layout.shifts, one, session.manual_version, now)

    def document(copy: int | None) -> Document:
        return slip(slip_facts(one, seal, after, now, copy))

    return Paper("slip", one.journal, f"slip-{name}", document, one.doubts)


def _day(session: Session, day: date | None) -> Paper | Refusal:
    layout, disk, now = session.layout, session.disk, session.clock.now()
    if day is None:
        newest = next(iter(_folder_days(session)), None)
        if newest is None:
            return no_shifts(now.date())
        day = newest
    found = [_read(session, path) for path in files_of(disk, layout.shifts, day)]
    shifts = [one for one in found if one is not None and one.opened is not None]
    if not shifts:
        return no_shifts(day)
    shifts.sort(key=lambda one: (one.scene.shift.last.at if one.scene.shift.last else now, one.path.name))
    final = all(one.seal is not None for one in shifts)
    hall = session.hall.profile.name if session.hall.profile is not None else "-"
    iso = day.isoformat()
    subject, name = (iso, f"day-{iso}") if final else (f"{iso}/interim", f"day-{iso}-interim")
    of_day = day
    doubts = tuple(doubt for one in shifts for doubt in one.doubts)

    def document(copy: int | None) -> Document:
        return day_report(day_facts(of_day, shifts, hall, now, copy))

    return Paper("day", subject, name, document, doubts)


def _folder_days(session: Session) -> list[date]:
    """Business days with a shift file, newest first; only the newest month that has one is looked into."""
    from dutyterm.review.shelf import paths_newest_first

    for path in paths_newest_first(session.disk, session.layout.shifts):
        try:
            return [date.fromisoformat(path.name.partition(".")[2][:10])]
        except ValueError:
            continue
    return []


def _newest(session: Session) -> OneShift | None:
    return newest_sealed(session.disk, session.layout.shifts, session.manual_version, session.clock.now())


def _named(session: Session, named: str) -> OneShift | None:
    """The shift that was named: `2026-11-22-a`, its journal's id, or its file."""
    parts = named.strip().split(".")
    wanted = (parts[1] if len(parts) > 1 else parts[0]).lower()
    try:
        day = date.fromisoformat(wanted[:10])
    except ValueError:
        return None
    for path in files_of(session.disk, session.layout.shifts, day):
        if path.name.split(".")[1].lower() == wanted:
            return _read(session, path)
    return None


def _read(session: Session, path: Path) -> OneShift | None:
    return read_shift(session.disk, path, session.manual_version, session.clock.now())


_NO_SHIFT: Final = Text(
    "没有班次「{shift}」。写作 2026-11-22-a。", 'There is no shift "{shift}". Write 2026-11-22-a.'
)
_NONE_SEALED: Final = Text("还没有封存过的班,出不了交接单。", "No shift was sealed yet, so there is no slip.")
_WHERE_TO: Final = Text(
    "现在只读,不往数据目录写。用命令行 dutyterm paper ... --out 文件夹,出的是未登记副本。",
    "Looking only: nothing is written to the data directory. On the command line, dutyterm paper ... --out "
    "DIR makes a copy that is not registered.",
)
_NOT_WRITTEN: Final = Text("纸没有写成: {why}。", "The paper was not written: {why}.")
