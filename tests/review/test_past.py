"""The past as rules want it: durations and days of the newest seals, whatever their version."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from dutyterm.journal.head import Head
from dutyterm.review.past import WALKS, past_of
from dutyterm.review.shelf import Shelved
from dutyterm.review.summaries import SUMMARY_VERSION, durations, lifted, periodic

AT = datetime(2026, 11, 1, 8, tzinfo=ZoneInfo("Asia/Shanghai"))

VERSION_1 = {
    "v": 1,
    "day": "2026-11-20",
    "code": "A",
    "sort": "regular",
    "figures": {"lists": {"opening-1": {"list": "opening", "manual": "a" * 64, "answers": 3}}},
    "carry": {},
    "walked": {"p1": "a" * 64},
    "not_understood": 0,
}
"""As every shift was sealed before durations were kept; must stay readable for ever."""


def shelved(n: int, summary: dict[str, Any]) -> Shelved:
    """The n-th newest shift."""
    day = date(2026, 11, 20) - timedelta(days=n)
    head = Head(
        journal="shift", id=f"north.{day}-a.d1", hall="north", device="d1",
        at=AT - timedelta(days=n), program="1", boot="b", key="k",
    )  # fmt: skip
    return Shelved(Path(f"{n}.duty"), head, {"summary": summary, "flags": [], "count": 9}, f"{n:064x}", 1)


def sealed(ms: dict[str, Any], list_id: Any = "opening", **more: Any) -> dict[str, Any]:
    return {"v": SUMMARY_VERSION, "figures": {"lists": {"opening-1": {"list": list_id, "ms": ms}}}, **more}


def test_durations_come_newest_first_from_the_seals_n27() -> None:
    past = past_of([shelved(0, sealed({"A": 3, "B": 4})), shelved(1, sealed({"A": 5}))])
    assert past.walks["opening"].runs == 2
    assert past.walks["opening"].lines == {"A": (3, 5), "B": (4,)}


def test_only_the_newest_runs_tell_of_this_hall() -> None:
    past = past_of([shelved(n, sealed({"A": n})) for n in range(WALKS + 5)])
    assert past.walks["opening"].lines["A"] == tuple(range(WALKS))


def test_the_waits_of_the_newest_day_come_in_the_order_of_time_pat_01() -> None:
    def told(*waited: Any) -> dict[str, Any]:
        return {"v": SUMMARY_VERSION, "figures": {"metrics": {"waited": list(waited)}}}

    late = ["2026-11-20T15:00:00.000+08:00", 6, 2, None]
    early = ["2026-11-20T10:00:00.000+08:00", 4, 2, 6]
    broken: list[Any] = [
        ["2026-11-20T11:00:00", 1, 1, 1], ["never", 1, 1, 1], [late[0], -1, 2, 3], [late[0], 1, 2, True],
        [late[0], 1, 2], 7, None, [late[0], "6", 2, 3],
    ]  # fmt: skip
    past = past_of(
        [
            shelved(0, told(late, *broken)),
            shelved(0, told(early)),
            shelved(1, told(["2026-11-19T10:00:00.000+08:00", 9, 1, 9])),
        ]
    )
    found = [(w.at.hour, w.waiting, w.open_tills, w.minutes) for w in past.waits]
    assert found == [(10, 4, 2, 6), (15, 6, 2, None)]


def test_a_seal_of_the_first_version_is_still_a_past() -> None:
    past = past_of([shelved(0, VERSION_1)])
    assert past.previous is not None
    assert past.manual_of == {"p1": "a" * 64}
    assert (past.walks, past.done) == ({}, {})
    assert lifted(VERSION_1)["v"] == SUMMARY_VERSION


def test_a_task_was_last_done_on_the_newest_day_that_any_seal_names() -> None:
    past = past_of(
        [
            shelved(0, sealed({}, periodic={"PER-01": "2026-11-03"})),
            shelved(1, sealed({}, periodic={"PER-01": "2026-11-10", "PER-02": "2026-06-01"})),
        ]
    )
    assert past.done == {"PER-01": date(2026, 11, 10), "PER-02": date(2026, 6, 1)}


def test_what_cannot_be_a_duration_or_a_day_is_left_out() -> None:
    summary = sealed({"A": -1, "B": True, "C": 1.5, "D": "4", "E": 0}, periodic={"X": "soon", "Y": 3})
    assert list(durations(summary)) == [("opening", {"E": 0})]
    assert periodic(summary) == {}
    assert list(durations(sealed({"A": 1}, list_id=7))) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(["v", "figures", "periodic", "walked", "carry"])


@given(st.dictionaries(KEYS, JSON), JSON)
def test_no_summary_whatever_it_holds_stops_the_program(summary: dict[str, Any], lists: Any) -> None:
    for found in (summary, {**summary, "figures": {"lists": lists}}):
        past = past_of([shelved(0, found)])
        assert past.previous is not None
        assert all(ms >= 0 for walks in past.walks.values() for times in walks.lines.values() for ms in times)
