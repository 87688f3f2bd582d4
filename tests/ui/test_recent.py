"""Recent on the board: what was ticked, which card was worked, what happened to a till, in few words."""

from __future__ import annotations

from datetime import UTC, datetime

from dutyterm.i18n import Text
from dutyterm.model.record import Fact, Record
from dutyterm.review.kind_names import KIND_NAMES
from dutyterm.shift.day.ticks import RowDone, RowUndone
from dutyterm.shift.entries import EntryWritten
from dutyterm.shift.lists.facts import RunCompleted
from dutyterm.shift.open_item_facts import OpenItemClosed
from dutyterm.shift.procedures.facts import ProcedureStarted, StoodDown
from dutyterm.tui.views.recent import BY_NAME, recent

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TITLES = {"WF-13": Text("中途缴款检查", "midday drop")}


def record(fact: Fact, id: int = 1) -> Record:
    return Record(id, NOW, 0, "p2", fact.KIND, fact.V, fact, {})


def told(*facts: Fact) -> list[str]:
    records = [record(fact, id) for id, fact in enumerate(facts, 1)]
    return [one.text.zh for one in recent(records, 6, frozenset({"private"}), TITLES)]


def test_ticks_are_told_by_the_title_of_their_row_newest_first() -> None:
    done = RowDone(row="WF-13", number=1, due=NOW, done_at=NOW)
    assert told(done, RowUndone(row="WF-13", number=1, reason="slip")) == [
        "收回 中途缴款检查",
        "做了 中途缴款检查",
    ]
    other = RowDone(row="X-1", number=1, due=NOW, done_at=NOW)
    assert told(other) == ["做了 X-1"], "a row that this manual does not have any more"


def test_a_list_that_is_complete_is_told_by_its_name_and_once() -> None:
    """Samples that are added to a finished round say each time that it is complete."""
    whole = RunCompleted(run="patrol-1", outcome="complete")
    other = RunCompleted(run="opening-1", outcome="complete")
    records = [record(fact, id) for id, fact in enumerate((whole, other, whole, whole), 1)]
    found = recent(records, 6, runs={"patrol-1": Text("营业中巡检", "Patrol")})
    assert [one.text.zh for one in found] == ["走完 opening-1", "走完 营业中巡检"]
    assert found[1].text.en == "Patrol done"


def test_a_card_is_told_with_its_name_and_a_hidden_entry_not_at_all() -> None:
    started = ProcedureStarted(run="PWR.1", card="PWR", t0=NOW)
    hidden = EntryWritten(category="private", text="x", severity="normal", occurred_at=NOW)
    assert told(started, hidden) == ["应急开始 PWR"]


def test_a_drill_says_that_it_is_one_from_its_begin_to_its_end_n13() -> None:
    run = "ROB.drill-1122-084029"
    begun = ProcedureStarted(run=run, card="ROB", drill=True, t0=NOW)
    records = [record(begun, 1), record(StoodDown(run=run, at=NOW), 2)]
    found = recent(records, 6, cards={"ROB": Text("抢劫", "Robbery")})
    assert [one.text.zh for one in found] == ["演练 应急解除 抢劫", "演练 应急开始 抢劫"]
    assert all(one.text.en.startswith("DRILL ") and "Robbery" in one.text.en for one in found)


def test_what_was_settled_is_told_by_its_title_not_by_its_result_alone() -> None:
    closed = OpenItemClosed(ref="i7", result="500.00")
    title = Text("01台席备用金: 5.00 低于 500.00", "float of till 01: 5.00 below 500.00")
    (found,) = recent([record(closed)], 6, items={"i7": title})
    assert found.text.zh == "办结: 01台席备用金: 5.00 低于 500.00: 500.00"
    assert told(closed) == ["办结: 500.00"]


def test_every_kind_that_is_told_by_name_has_one() -> None:
    assert set(KIND_NAMES) >= BY_NAME
