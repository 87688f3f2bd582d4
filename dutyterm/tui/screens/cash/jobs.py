"""What the count grid is opened for: a blind count, a float, the reserve, a recount."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dutyterm.desk.cash import counting
from dutyterm.desk.session import Session
from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.cash import sheet
from dutyterm.shift.cash.sheet import Row
from dutyterm.shift.cash.told import hall_of, till_name

if TYPE_CHECKING:
    from dutyterm.tui.flow import Flow
    from dutyterm.tui.screens.cash.grid import GridPage


@dataclass
class CountJob:
    """One turn of the blind count (N2)."""

    session: Session
    grid: counting.Grid
    title: Text
    note: Text
    foot: Text
    rows: tuple[Row, ...]
    stage: Text
    """Whose turn it is, in the head of the column."""
    only: frozenset[str] = field(default_factory=frozenset)

    @property
    def till(self) -> str:
        """Which till."""
        return self.grid.till

    @property
    def typed(self) -> dict[str, str]:
        """What this person typed."""
        return self.grid.typed

    def take(self, row: str, typed: str) -> Refusal | None:
        """A draft on disk, nobody else's to see."""
        return counting.take(self.session, self.grid, row, typed)

    async def done(self, page: GridPage) -> None:
        """The count is on disk; then the next person, the third count, or the signatures."""
        if page.show_outcome(await counting.submit(self.session, self.grid)):
            page.go_on(self.till)


@dataclass
class TypedJob:
    """A count that is signed at once by two who see it: float, reserve, recount."""

    session: Session
    till: str
    title: Text
    note: Text
    foot: Text
    then: Callable[[GridPage, dict[str, str]], Flow]
    rows: tuple[Row, ...]
    stage: Text
    key: str
    """Begins the keys of its drafts."""
    only: frozenset[str] = field(default_factory=frozenset)
    typed: dict[str, str] = field(default_factory=dict)

    def take(self, row: str, typed: str) -> Refusal | None:
        """Read, and kept as a draft."""
        cash = self.session.manual.cash
        refused = None if cash is None else sheet.parse_cell(cash, row, typed)
        if refused is None:
            self.typed[row] = typed.strip()
            self.session.drafts.put(f"{self.key}{row}", typed.strip())
        return refused

    def drop(self) -> None:
        """It is on disk: no draft any more."""
        self.session.drafts.drop_all(self.key)

    async def done(self, page: GridPage) -> None:
        """PINs."""
        page.open_flow(self.then(page, dict(self.typed)))


Job = CountJob | TypedJob
"""What is counted, and what becomes of it when everything is typed."""


PREFIX = "typed/"
"""Begins the keys of the drafts of grids that are not blind."""


def count_job(session: Session, grid: counting.Grid) -> CountJob:
    """The grid of this turn, with the words that belong to it."""
    scene = session.scene()
    every = sheet.rows(scene.manual.cash, hall_of(scene)) if scene.manual.cash is not None else ()
    third = len(grid.rows) < len(every) or _is_third(session, grid.till)
    turn = _THIRD if third else _SECOND if _has_first(session, grid.till) else _FIRST
    person = session.hall.people.get(grid.person)
    title = _BLIND.fill(till=till_name(scene, grid.till), turn=turn, name=person.name if person else "")
    note = _TOGETHER if third else _NOT_SHOWN
    foot = _FOOT_THIRD if third else _FOOT_SECOND if turn is _SECOND else _FOOT_FIRST
    only = frozenset(row.id for row in grid.rows) if third else frozenset[str]()
    return CountJob(session, grid, title, note, foot, every, turn, only)


def typed_job(
    session: Session, till: str, title: Text, then: Callable[[GridPage, dict[str, str]], Flow], what: str
) -> TypedJob:
    """A grid for something that two see and sign; `what` tells its drafts from others of that till."""
    scene = session.scene()
    every = sheet.rows(scene.manual.cash, hall_of(scene)) if scene.manual.cash is not None else ()
    opened = life.of(scene.shift).opened
    key = f"{PREFIX}{opened.journal if opened is not None else ''}/{what}/{till}/"
    kept = ((row.id, session.drafts.get(f"{key}{row.id}")) for row in every)
    typed = {id: text for id, text in kept if text}
    return TypedJob(session, till, title, _ALL, _FOOT_SIGN, then, every, _COUNTING, key, typed=typed)


def _has_first(session: Session, till: str) -> bool:
    from dutyterm.shift.cash.state import of, till_of

    span = till_of(of(session.shift), till).span
    return span is not None and bool(span.turns)


def _is_third(session: Session, till: str) -> bool:
    from dutyterm.shift.cash.state import counting as stage_of
    from dutyterm.shift.cash.state import of, till_of

    span = till_of(of(session.shift), till).span
    return span is not None and stage_of(span) == "differ"


_BLIND = Text("盲点  {till}  {turn} {name}", "blind count  {till}  {turn} {name}")
_FIRST = Text("第 1 人", "first")
_SECOND = Text("第 2 人", "second")
_THIRD = Text("两人一起", "together")
_COUNTING = Text("清点", "counting")
_NOT_SHOWN = Text("应有金额、他人点数不显示", "expected and others' figures are hidden")
_TOGETHER = Text("只重点不一致的行", "only the rows that differ")
_ALL = Text("每行都要键,没有键 0", "every row; none is 0")
_FOOT_FIRST = Text("Space 交给第二人,屏幕遮住", "Space hands over to the second; the screen goes blank")
_FOOT_SECOND = Text("Space 交卷,两人点数同时揭开", "Space submits; both counts are revealed")
_FOOT_THIRD = Text("Space 两人都认可,去签名", "Space: both agree; sign")
_FOOT_SIGN = Text("Space 点完,两人签名", "Space: counted; both sign")
