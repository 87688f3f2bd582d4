"""While you were away: from seal lines alone, whatever stands in them (N18)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from dutyterm.journal.head import Head
from dutyterm.review.away import LOOK_BACK, NAMES, while_away
from dutyterm.review.shelf import Shelved
from dutyterm.shift import open_items
from tests.shift.fixtures import small_manual
from tests.shift.world import PEOPLE, World

AT = datetime(2026, 11, 20, 18, tzinfo=ZoneInfo("Asia/Shanghai"))


def sealed(n: int, who: str, flags: tuple[str, ...] = (), **figures: Any) -> Shelved:
    """The n-th newest shift, for which that person was responsible."""
    at = AT - timedelta(days=n)
    head = Head(
        journal="shift", id=f"north.{at.date()}-a.d1", hall="north", device="d1", at=at, program="1", boot="b"
    )
    summary = {
        "day": at.date().isoformat(),
        "code": "A",
        "figures": {"handover": {"responsible": who, "refused": 0}, **figures},
    }
    seal = {"closed_at": at.isoformat(), "summary": summary, "flags": list(flags)}
    return Shelved(Path(f"{n}.duty"), head, seal, f"{n:064x}", 1)


def test_what_happened_since_ones_own_last_shift_is_counted_by_kind() -> None:
    world = World(small_manual())
    log = {"categories": {"complaint": 2, "fault": 1}, "urgent": 1}
    shelf = [
        sealed(0, "p1", entries=log, life={"doors": {"late_reason": "staff", "defects": ["OPN-05"]}}),
        sealed(1, "p1", ("forgotten",), open_items={"kept": 1, "broken": 1, "closed": 3}),
        sealed(2, "p2", entries=log),
        sealed(3, "p1", entries=log),
    ]
    found = while_away(shelf, world.scene, "p2")
    assert [missed.day for missed in found.shifts] == [date(2026, 11, 20), date(2026, 11, 19)]
    assert [missed.by_program for missed in found.shifts] == [False, True]
    assert found.since == AT - timedelta(days=2)
    assert {count.kind: count.n for count in found.counts} == {
        "complaint": 2, "fault": 1, "urgent": 1, "late_doors": 1, "defects": 1,
        "kept": 1, "broken": 1, "closed": 3, "forgotten": 1,
    }  # fmt: skip
    assert {count.kind for count in found.counts} <= {*NAMES, "complaint", "fault"}
    assert found.counts[0].files == ("1.duty",), "each number says from which shifts it comes"
    assert not found.more


def test_what_is_due_or_overdue_comes_first_and_ones_own_items_are_no_news() -> None:
    world = World(small_manual())
    world.do(open_items.note, "自己的")
    world.who = PEOPLE[1]
    world.do(open_items.note, "后天", world.now + timedelta(days=2))
    world.do(open_items.note, "过时", world.now + timedelta(seconds=1))
    world.wait(minutes=1)
    found = while_away([], world.scene, "p1")
    assert [item.title.zh for item in found.open] == ["过时", "后天"]
    assert found.since is None


def test_who_was_away_longer_than_is_looked_back_is_told_so() -> None:
    world = World(small_manual())
    found = while_away([sealed(n, "p1") for n in range(LOOK_BACK + 1)], world.scene, "p2")
    assert (len(found.shifts), found.more) == (LOOK_BACK, True)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PARTS = st.sampled_from(["entries", "open_items", "handover", "life", "lists"])


@given(st.dictionaries(PARTS, VALUES))
def test_a_seal_that_says_anything_else_is_never_in_the_way(figures: dict[str, Any]) -> None:
    world = World(small_manual())
    one = sealed(0, "p1")
    assert one.seal is not None
    one.seal["summary"]["figures"] = figures
    found = while_away([one], world.scene, "p2")
    assert all(count.n > 0 for count in found.counts)
