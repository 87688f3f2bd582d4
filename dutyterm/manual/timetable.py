"""The shape of the day's timetable: what the duty manager does when (值班经理每日工作流程表)."""

from __future__ import annotations

from dutyterm.manual.part import Part, Words


class DayTime(Part):
    """When a row is due: at one moment, through a span, or again and again within a span."""

    at: str
    """An offset `T-40` (opening), `C+5` (closing), `H-20` (the next shift takes over), or a clock `12:30`.

    See `due.parse_moment`. H is missing in a hall with one shift a day: such a time falls away.
    """
    until: str | None = None
    """End of the span, written like `at`; itself included."""
    every_minutes: int | None = None
    """Repeats from `at` as long as it is not after `until`; needs `until`."""


class DayRow(Part):
    """One row of the timetable.

    A row with a list is done when what it names there is done. A row without one reminds of its time and
    passes with it: it may be ticked, and nobody has to, so it is never late (WF-11, WF-12).
    """

    id: str
    """Stable, e.g. `WF-08`."""
    times: tuple[DayTime, ...]
    """One or more: the peak watch has a morning and an afternoon (WF-11)."""
    title: Words
    """At most 28 cells wide in zh."""
    help: Words
    """How it is done and why."""
    list: str | None = None
    """The list that is walked for it, e.g. `opening`."""
    group: str | None = None
    """Only this group of the list."""
    lines: tuple[str, ...] = ()
    """Only these lines of the list; the row is done when all of them are."""
    card: str | None = None
    """The emergency card that belongs to it, e.g. `PEAK`."""
    page: str | None = None
    """The page of the program where it is done: see `known.PAGES`."""
    source: tuple[str, ...]


class Day(Part):
    """The timetable of one day, row by row in the order of the day."""

    id: str
    title: Words
    rows: tuple[DayRow, ...]

    def row(self, id: str) -> DayRow | None:
        """The row with this id."""
        return next((row for row in self.rows if row.id == id), None)
