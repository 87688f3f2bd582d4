"""The timetable (domain 3a), the periodic tasks (3d, R5) and the figures of the day (3g), typed by hand."""

# ruff: noqa: E501 - a row of a table is one line

from __future__ import annotations

import pytest

from dutyterm.manual.due import Moment, parse_moment
from dutyterm.manual.lint_texts import cells
from dutyterm.manual.schema import Checklist, Day, DayRow
from tests.content.table import sentences, shipped, shipped_list

O, C = "OPN-{:02}", "CLS-{:02}"  # noqa: E741


def ids(form: str, first: int, last: int) -> tuple[str, ...]:
    return tuple(form.format(n) for n in range(first, last + 1))


# id: times as "at", "at..until" or "at..until/every"; what it leads to
ROWS: dict[str, tuple[str, tuple[object, ...]]] = {
    "WF-01": ("T-40", ("opening", ids(O, 1, 4))),
    "WF-02": ("T-35", ("opening", ("OPN-33",))),
    "WF-03": ("T-30", ("opening", "equipment")),
    "WF-04": ("T-28", ("opening", ids(O, 19, 24))),
    "WF-05": ("T-20..T-8", ("opening", ("OPN-27",))),
    "WF-06": ("T-8", ("opening", ids(O, 28, 32))),
    "WF-07": ("T", ("opening", ("OPN-34",))),
    "WF-08": ("T+30", ("patrol",)),
    "WF-09": ("T+90..C-30/60", ("patrol",)),
    "WF-10": ("T+60..C/120", ("fire-round",)),
    "WF-11": ("09:30..11:30 14:00..17:00", ("PEAK",)),
    "WF-12": ("11:30..13:30", ()),
    "WF-13": ("12:30", ("cash",)),
    "WF-14": ("H-20..H", ("handover",)),
    "WF-15": ("16:00", ("items",)),
    "WF-16": ("C-30", ("items",)),
    "WF-17": ("C-15", ("closing", ("CLS-01",))),
    "WF-18": ("C", ("closing", ("CLS-02",))),
    "WF-19": ("C+5..C+30", ("closing", ids(C, 5, 16))),
    "WF-20": ("C+25", ("closing", ("CLS-28", "CLS-29"))),
    "WF-21": ("C+35", ("closing", ("CLS-30", "CLS-31"))),
    "WF-22": ("C+45", ("closing", ids(C, 32, 34))),
}

# the sample hall: opens 08:30, closes 18:00, the next shift takes over at 14:00
CLOCK = {
    "WF-01": "07:50", "WF-02": "07:55", "WF-03": "08:00", "WF-04": "08:02", "WF-05": "08:10", "WF-06": "08:22",
    "WF-07": "08:30", "WF-08": "09:00", "WF-09": "10:00", "WF-10": "09:30", "WF-11": "09:30", "WF-12": "11:30",
    "WF-13": "12:30", "WF-14": "13:40", "WF-15": "16:00", "WF-16": "17:30", "WF-17": "17:45", "WF-18": "18:00",
    "WF-19": "18:05", "WF-20": "18:25", "WF-21": "18:35", "WF-22": "18:45",
}  # fmt: skip


def day() -> Day:
    found = shipped().day
    assert found is not None
    return found


DAY = day()
by_row = pytest.mark.parametrize("row", DAY.rows, ids=[row.id for row in DAY.rows])


def in_sample_hall(at: Moment) -> int:
    return at.minutes + {"T": 8 * 60 + 30, "C": 18 * 60, "H": 14 * 60, "clock": 0}[at.anchor]


def starts(row: DayRow) -> list[int]:
    """Every minute of the sample day at which the row begins."""
    found: list[int] = []
    for time in row.times:
        at, until = parse_moment(time.at), parse_moment(time.until or time.at)
        assert at is not None
        assert until is not None
        step = time.every_minutes or 24 * 60
        found += range(in_sample_hall(at), in_sample_hall(until) + 1, step)
    return found


def test_the_day_is_wf_01_to_22_in_this_order() -> None:
    assert [row.id for row in DAY.rows] == list(ROWS) == [f"WF-{n:02}" for n in range(1, 23)]


@by_row
def test_the_times_are_those_of_the_table(row: DayRow) -> None:
    shown = " ".join(
        t.at + (f"..{t.until}" if t.until else "") + (f"/{t.every_minutes}" if t.every_minutes else "")
        for t in row.times
    )
    assert shown == ROWS[row.id][0]


@by_row
def test_in_the_sample_hall_they_are_the_clock_times_of_the_table(row: DayRow) -> None:
    first = starts(row)[0]
    assert f"{first // 60:02}:{first % 60:02}" == CLOCK[row.id]


@by_row
def test_each_row_leads_where_the_table_says(row: DayRow) -> None:
    links = (row.list, row.group, row.lines or None, row.card, row.page)
    assert tuple(link for link in links if link is not None) == ROWS[row.id][1]


def test_fire_rounds_are_every_two_hours_while_customers_are_inside() -> None:
    row = DAY.row("WF-10")  # L5
    assert row is not None
    assert [f"{m // 60:02}:{m % 60:02}" for m in starts(row)] == ["09:30", "11:30", "13:30", "15:30", "17:30"]


def test_the_walk_comes_back_every_hour_from_ten_o_clock() -> None:
    row = DAY.row("WF-09")
    assert row is not None
    assert [m // 60 for m in starts(row)] == [10, 11, 12, 13, 14, 15, 16, 17]


@by_row
def test_help_is_one_to_three_sentences_and_not_the_title(row: DayRow) -> None:
    assert 1 <= sentences(row.help.zh, "。？") <= 3
    assert row.help.zh.strip("。") != row.title.zh


def test_no_line_of_opening_or_closing_is_due_long_after_the_row_that_leads_to_it() -> None:
    """The timetable and the lists agree: a row starts no later than the last of its lines is due."""
    lists = {checklist.id: checklist for checklist in shipped().lists}
    late = []
    for row in DAY.rows:
        lines = [line for id in row.lines if (line := lists[row.list or ""].line(id)) is not None]
        dues = [in_sample_hall(at) for line in lines if (at := parse_moment(line.due)) is not None]
        if dues and starts(row)[0] > max(dues):
            late.append(row.id)
    assert late == ["WF-06"]  # the last look comes behind the times of its lines on purpose (T-8)


PERIODIC = {
    "PER-W1": ("week", "W3"),
    "PER-W2": ("week", "D"),
    "PER-W3": ("week", "D"),
    "PER-M1": ("month", "D"),
    "PER-M2": ("month", "D"),
    "PER-M3": ("month", "S2"),
    "PER-M4": ("month", "D"),
    "PER-Q1": ("quarter", "R5"),
    "PER-Q2": ("quarter", "R5"),
    "PER-H1": ("half-year", "R5"),
}


def test_periodic_tasks_come_due_as_in_the_table() -> None:
    lines = shipped_list("periodic").lines
    assert {line.id: (line.every, line.source[0]) for line in lines} == PERIODIC
    assert all(line.group == line.every for line in lines)


@pytest.mark.parametrize("id", PERIODIC)
def test_help_of_a_periodic_task_says_how_and_why_in_two_to_four_sentences(id: str) -> None:
    line = shipped_list("periodic").line(id)
    assert line is not None
    assert 2 <= sentences(line.help.zh, "。？") <= 4
    assert 2 <= line.help.en.count(". ") + line.help.en.count("? ") + 1 <= 4


@pytest.mark.parametrize("checklist", shipped().lists, ids=[one.id for one in shipped().lists])
def test_help_fits_the_pane_of_the_walk(checklist: Checklist) -> None:
    long = [x.id for x in checklist.lines if cells(x.help.zh) > 152 or len(x.help.en) > 270]
    assert long == []  # as long as the longest of the opening


def test_only_periodic_tasks_come_due_by_the_calendar() -> None:
    others = [c for c in shipped().lists if c.id != "periodic"]
    assert [line.id for c in others for line in c.lines if line.every] == []


def test_a_task_that_is_not_due_is_never_asked_of_a_shift() -> None:
    assert all(not line.required and line.mandatory for line in shipped_list("periodic").lines)  # R0-15


# id: kind, averaged, better, fail, stretch, where its samples are taken
METRICS = {
    "wait_avg": ("minutes", True, "low", 10, 8, "PAT-02", None),  # R0-01
    "single_avg": ("minutes", True, "low", 3, None, "PAT-03", "single"),  # R0-02
    "combined_avg": ("minutes", True, "low", 5, None, "PAT-03", "combined"),  # R0-02
    "open_tills_avg": ("count", True, None, None, None, "PAT-01", "open_tills"),
    "bundle": ("percent", True, "high", 100, None, None, None),  # R0-03
    "complaints_in_time": ("percent", True, "high", 98, None, None, None),
    "complaints_repeated": ("percent", True, "low", 5, None, None, None),
    "patrols_done": ("count", False, "high", 2, None, None, None),  # R3
}
PLAIN = {
    "visitors": "count", "tickets_issued": "count", "tickets_called": "count", "tickets_abandoned": "count",
    "wait_max": "minutes", "within_10": "percent", "within_8": "percent", "transactions_single": "count",
    "transactions_combined": "count", "open_tills_max": "count", "self_service": "count", "diverted": "count",
    "insisted": "count", "complaints_new": "count", "complaints_solved": "count", "complaints_open": "count",
    "complaints_escalated": "count", "satisfied": "percent", "praise": "count", "faults_open": "count",
    "downtime": "minutes", "reversals": "count", "reversals_fen": "fen", "cash_over": "fen",
    "cash_short": "fen", "manual_open": "count", "staff_present": "count", "staff_rostered": "count",
    "meeting_held": "count", "energy": "count",
}  # fmt: skip


def test_figures_with_limits_or_samples_are_those_of_the_table() -> None:
    found = {
        m.id: (m.kind, m.averaged, m.better, m.fail, m.stretch, m.line, m.field)
        for m in shipped().log.metrics
        if m.better is not None or m.line is not None
    }
    assert found == METRICS


def test_all_other_figures_are_plain() -> None:
    found = {m.id: m.kind for m in shipped().log.metrics if m.better is None and m.line is None}
    assert found == PLAIN


def test_a_share_always_says_of_how_many() -> None:
    assert all(m.averaged for m in shipped().log.metrics if m.kind == "percent")


def test_over_and_short_are_two_figures() -> None:
    found = [m.id for m in shipped().log.metrics if m.id.startswith("cash")]  # never netted (W8)
    assert found == ["cash_over", "cash_short"]
