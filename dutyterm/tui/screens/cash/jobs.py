"""What the count grid is opened for: a blind count, a float, the reserve, a recount."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dutyterm.desk.cash import counting
from dutyterm.desk.session import Session
from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.cash import sheet
from dutyterm.shift.cash.counts import as_typed
from dutyterm.shift.cash.sheet import Row
from dutyterm.shift.cash.state import counting as stage_of
from dutyterm.shift.cash.state import of, till_of
from dutyterm.shift.cash.told import hall_of, name_of, till_name

if TYPE_CHECKING:
    from dutyterm.tui.flow import Flow
    from dutyterm.tui.screens.cash.grid import GridPage


HALF = "half/"
"""Begins the keys of what is half-typed in a grid: row, a space, the signs."""


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
    agreed: Mapping[str, str] = field(default_factory=dict)
    """Third count: what both counted alike."""

    @property
    def till(self) -> str:
        """Which till."""
        return self.grid.till

    @property
    def typed(self) -> dict[str, str]:
        """What this person typed."""
        return self.grid.typed

    @property
    def half_key(self) -> str:
        """Key of what is half-typed, kept apart from what was taken."""
        return f"{HALF}{self.grid.key}"

    def take(self, row: str, typed: str) -> Refusal | None:
        """A draft on disk, nobody else's to see."""
        return counting.take(self.session, self.grid, row, typed)

    async def done(self, page: GridPage) -> None:
        """The count is on disk; then the next person, the third count, or the signatures."""
        if self.only and page.agree(self):
            return
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
    agreed: Mapping[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def half_key(self) -> str:
        """Key of what is half-typed, kept apart from what was taken."""
        return f"{HALF}{self.key}"

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
    span = till_of(of(scene.shift), grid.till).span
    turns = span.turns if span is not None else ()
    if span is not None and stage_of(span) == "differ":
        names = name_of(scene, turns[0].person), name_of(scene, turns[1].person)
        title = _REVEALED.fill(till=till_name(scene, grid.till), one=names[0], two=names[1])
        only = frozenset(row.id for row in grid.rows)
        agreed = {id: typed for id, typed in as_typed(turns[0].sheet).items() if id not in only}
        return CountJob(session, grid, title, _TOGETHER, _FOOT_THIRD, every, _THIRD, only, agreed)
    turn, foot = (_SECOND, _FOOT_SECOND) if turns else (_FIRST, _FOOT_FIRST)
    title = _BLIND.fill(till=till_name(scene, grid.till), turn=turn, name=name_of(scene, grid.person))
    return CountJob(session, grid, title, _NOT_SHOWN, foot, every, turn)


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


_REVEALED = Text("两人已揭开  {till}  {one}、{two}", "both revealed  {till}  {one}, {two}")
_BLIND = Text("盲点  {till}  {turn} {name}", "blind count  {till}  {turn} {name}")
_FIRST = Text("第 1 人", "first")
_SECOND = Text("第 2 人", "second")
_THIRD = Text("两人一起", "together")
_COUNTING = Text("清点", "counting")
_NOT_SHOWN = Text("应有金额、他人点数不显示", "expected and others' figures are hidden")
_TOGETHER = Text("只再点不一致的行", "only the rows that differ")
_ALL = Text("每行都要键,没有键 0", "every row; none is 0")
_FOOT_FIRST = Text("Space 交给第二人,屏幕遮住", "Space hands over to the second; the screen goes blank")
_FOOT_SECOND = Text("Space 交卷,两人点数同时揭开", "Space submits; both counts are revealed")
_FOOT_THIRD = Text("Space 两人都认可,去签名", "Space: both agree; sign")
_FOOT_SIGN = Text("Space 点完,两人签名", "Space: counted; both sign")
