"""Emergencies to look at: those of the open shift, and every earlier one from the shift files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from dutyterm.desk.emergencies import Emergencies
from dutyterm.desk.session import Session
from dutyterm.i18n import Text
from dutyterm.manual.schema import Manual
from dutyterm.review.cases import BLANK, Line, StepRow, Told, course, facts, steps
from dutyterm.review.emergencies import CaseFigures, cases, parts_of
from dutyterm.review.reports import Kind, Report, report
from dutyterm.review.shelf import Shelved, look, paths_newest_first
from dutyterm.review.told import Teller
from dutyterm.shift import life
from dutyterm.shift.procedures import family, state
from dutyterm.shift.procedures.view import RunView, run_view
from dutyterm.shift.register.of_run import OfRun, of_run
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Case:
    """One emergency with all that is needed to tell of it."""

    view: RunView
    manual: Manual
    names: Mapping[str, str]
    """Person id -> name, as the shift knew them."""
    hall: str
    now: datetime
    here: bool
    """It is known to the open shift, so that its form can be filled in."""
    by_hand: OfRun = OfRun()
    """What it left in the register of manual acceptance, as far as that shift knows."""

    @property
    def run(self) -> state.Run:
        """What is recorded of it."""
        return self.view.run

    @property
    def teller(self) -> Teller:
        """Puts its records into words."""
        return Teller(self.names, self.manual)

    def report(self, kind: Kind) -> Report:
        """One of the three reports as it stands."""
        return report(kind, self.view, self.teller, self.hall, self.now)

    def facts(self) -> tuple[Line, ...]:
        """The facts of the form."""
        return facts(self.view, self.teller, self.now, self.by_hand)

    def course(self) -> tuple[Told, ...]:
        """What happened, in its order."""
        return course(self.run, self.teller)

    def steps(self) -> tuple[StepRow, ...]:
        """Steps against their targets."""
        return steps(self.view, self.teller)


@dataclass(frozen=True)
class Found:
    """Cases of a time."""

    cases: tuple[CaseFigures, ...]
    """Oldest first."""
    unsealed: int
    """Earlier shift files that were passed over, because they have no readable seal."""


def cases_here(emergencies: Emergencies, session: Session | None) -> tuple[Case, ...]:
    """What the open shift knows: going on, ended in it, waiting for the form; the newest first."""
    scene = emergencies.scene(session)
    names = {} if session is None else {id: person.name for id, person in session.hall.people.items()}
    profile = None if session is None else session.hall.profile
    hall = profile.name if profile is not None else BLANK
    runs = (run for run in state.of(scene.shift).by_id.values() if run.ended != "withdrawn")
    views = [view for run in runs if (view := run_view(run, scene.manual, scene.now)) is not None]
    views.sort(key=lambda view: view.run.t0, reverse=True)
    left = {view.run.id: of_run(scene.shift, view.run.id) for view in views}
    return tuple(
        Case(view, scene.manual, names, hall, scene.now, here=True, by_hand=left[view.run.id])
        for view in views
    )


def case_here(emergencies: Emergencies, session: Session | None, run: str) -> Case | None:
    """One case that the open shift knows."""
    return next((case for case in cases_here(emergencies, session) if case.run.id == run), None)


def find_case(emergencies: Emergencies, session: Session, run: str) -> Case | None:
    """A case by its id, `PWR.1122-084029`; the newest one of that id, here or in an earlier shift.

    Looks into the seals first, so that only that file is folded, and those without one. Raises OSError.
    """
    here = case_here(emergencies, session, run)
    return here if here is not None else next(_earlier(session, run), None)


def _earlier(session: Session, run: str) -> Iterator[Case]:
    from dutyterm.review.one_shift import read_shift  # the pages of the day pay nothing for it

    now = session.clock.now()
    for path in paths_newest_first(session.disk, session.layout.shifts):
        shelved = look(session.disk, path)
        if shelved is None or not (shelved.seal is None or any(_names(p, run) for p in parts_of([shelved]))):
            continue
        one = read_shift(session.disk, path, session.manual_version, now)
        known = None if one is None else state.of(one.scene.shift).by_id.get(run)
        if one is None or known is None:
            continue
        view = run_view(known, one.scene.manual, one.scene.now)
        if view is not None:
            hall = one.opened.premises.name if one.opened is not None else BLANK
            names = {id: person.name for id, person in one.people.items()}
            left = of_run(one.scene.shift, run)
            yield Case(view, one.scene.manual, names, hall, now, here=False, by_hand=left)


def _names(part: Mapping[str, Any], run: str) -> bool:
    rows = (row for name in ("real", "drills", "reviews") for row in part.get(name, ()))
    return any(isinstance(row, Mapping) and row.get("run") == run for row in rows)


def all_cases(emergencies: Emergencies, session: Session, since: date, until: date | None = None) -> Found:
    """Every case that began in shifts of these business days, each once. Raises OSError."""
    shelf, unsealed = [], 0
    opened = life.of(session.shift).opened
    for shelved in _shelf(session, since):
        if shelved.seal is not None:
            shelf.append(shelved)
        elif opened is None or shelved.head.id != opened.journal:
            unsealed += 1
    scene = emergencies.scene(session)
    parts = [*parts_of(shelf), _part(scene)]
    zone = session.clock.now().tzinfo
    found = [case for case in cases(parts) if since <= case.t0.astimezone(zone).date() <= (until or date.max)]
    return Found(tuple(found), unsealed)


def _shelf(session: Session, since: date) -> Iterator[Shelved]:
    for path in paths_newest_first(session.disk, session.layout.shifts):
        if path.name.partition(".")[2][:10] < since.isoformat():
            return
        shelved = look(session.disk, path)
        if shelved is not None:
            yield shelved


def _part(scene: Scene) -> Mapping[str, Any]:
    """What the open shift would say of emergencies if it were sealed now."""
    return family.summary(scene)


def title_of(manual: Manual, card: str) -> Text:
    """What a card is called; its id when this manual has none like it."""
    known = manual.card(card)
    return Text(card, card) if known is None else Text(known.title.zh, known.title.en)
