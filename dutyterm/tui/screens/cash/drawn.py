"""What the count grid shows: the tills with how far they are, and both counts of rows that differ."""

from __future__ import annotations

from dutyterm.desk.session import Session
from dutyterm.i18n import Lang, Text
from dutyterm.shift.cash.counts import as_typed
from dutyterm.shift.cash.facts import RESERVE
from dutyterm.shift.cash.sheet import differing
from dutyterm.shift.cash.state import of, state_of, till_of
from dutyterm.shift.cash.told import hall_of, name_of, till_name
from dutyterm.tui.screens.cash.jobs import Job
from dutyterm.tui.views import cash as overview
from dutyterm.tui.views import cash_grid
from dutyterm.tui.views.spans import Row, row


def drawn_grid(session: Session, job: Job, cursor: int, buffer: str) -> cash_grid.Grid:
    """Only what the person of this job typed; of every other till whether something is there."""
    scene = session.scene()
    cash = of(scene.shift)
    columns = []
    for place in hall_of(scene).tills:
        here = place.id == job.till
        span, state = till_of(cash, place.id).span, state_of(cash, place.id)
        stage = job.stage if here else overview.stage_text(span, state)
        hidden = span is not None and (bool(span.turns) or span.locked is not None)
        columns.append(
            cash_grid.Column(Text(place.name, f"till {place.id}"), stage, hidden and not here, here)
        )
    if not any(column.here for column in columns):
        name = _RESERVE if job.till == RESERVE else till_name(scene, job.till)
        columns = [cash_grid.Column(name, job.stage, here=True)]
    rules = session.manual.cash
    bundles = {
        row.id: cash_grid.Bundle(row.strap, coins=row.form != "note")
        for row in (rules.denominations if rules is not None else ())
        if row.strap is not None
    }
    return cash_grid.Grid(
        job.title,
        job.note,
        tuple(columns),
        job.rows,
        job.typed,
        cursor,
        buffer,
        job.only,
        job.agreed,
        bundles,
    )


def reveal_rows(session: Session, job: Job, lang: Lang) -> list[Row]:
    """Both counts of the rows that differ, revealed at once."""
    scene = session.scene()
    span = till_of(of(scene.shift), job.till).span
    if span is None or len(span.turns) < 2:
        return []
    first, second = span.turns[:2]
    found: list[Row] = []
    for id in differing(first.sheet, second.sheet):
        told = _TWO.fill(
            row=next((r.name for r in job.rows if r.id == id), Text(id, id)),
            one=name_of(scene, first.person),
            a=as_typed(first.sheet).get(id, "0"),
            two=name_of(scene, second.person),
            b=as_typed(second.sheet).get(id, "0"),
        )
        found.append(row("  " + told.to(lang), "warning"))
    return found


_RESERVE = Text("备用金库", "reserve")
"""As short as a column."""
_TWO = Text("{row}: {one} {a}  {two} {b}", "{row}: {one} {a}  {two} {b}")
