"""Log entries: written, added to, corrected with the old words struck out; late ones marked (S3, S4, N30)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyterm.shift import entries
from dutyterm.shift.entries import Draft, Entry
from tests.shift.fixtures import small_manual
from tests.shift.world import PEOPLE, World


@pytest.fixture
def world() -> World:
    return World(small_manual())


def only(world: World) -> Entry:
    (entry,) = entries.of(world.shift).newest_first()
    return entry


def test_an_entry_is_written_with_both_times_s4(world: World) -> None:
    happened = world.now - timedelta(minutes=11)
    world.do(entries.write, Draft("complaint", "客户等候过久", occurred_at=happened, place="台席 2"))
    entry = only(world)
    assert (entry.at, entry.occurred_at, entry.place, entry.by) == (world.now, happened, "台席 2", "p1")
    assert entry.late


def test_an_entry_within_ten_minutes_is_not_late_s4(world: World) -> None:
    world.do(entries.write, Draft("complaint", "x", occurred_at=world.now - timedelta(minutes=10)))
    assert not only(world).late


def test_an_entry_is_not_written_ahead_of_its_time_s4(world: World) -> None:
    draft = Draft("complaint", "x", occurred_at=world.now + timedelta(minutes=1))
    assert world.refused(entries.write, draft) == "future"


def test_a_correction_keeps_the_old_words_with_who_when_and_why_s3(world: World) -> None:
    (record,) = world.do(entries.write, Draft("complaint", "三人等候"))
    world.wait(minutes=2)
    world.who = PEOPLE[1]
    world.do(entries.correct, record.id, "五人等候", "slip")
    entry = only(world)
    (old,) = entry.struck
    assert (entry.text, old.text, old.by, old.at, old.reason) == (
        "五人等候",
        "三人等候",
        "p2",
        world.now,
        "slip",
    )
    world.do(entries.correct, record.id, "六人等候", "rechecked")
    assert [later.text for later in only(world).struck] == ["三人等候", "五人等候"]


def test_a_correction_needs_a_reason_and_other_words_s3(world: World) -> None:
    (record,) = world.do(entries.write, Draft("complaint", "三人等候"))
    assert world.refused(entries.correct, record.id, "五人", "because") == "reason_needed"
    assert world.refused(entries.correct, record.id, " 三人等候 ", "slip") == "unchanged"
    assert world.refused(entries.correct, record.id, "", "slip") == "empty"
    assert world.refused(entries.correct, 99, "x", "slip") == "unknown_entry"


def test_an_addition_stands_beside_the_entry(world: World) -> None:
    (record,) = world.do(entries.write, Draft("complaint", "三人等候"))
    world.do(entries.add, record.id, "已安抚")
    entry = only(world)
    assert entry.text == "三人等候"
    assert [later.text for later in entry.additions] == ["已安抚"]
    assert world.refused(entries.add, 99, "x") == "unknown_entry"


def test_the_words_are_masked_before_they_are_a_record_n30(world: World) -> None:
    (record,) = world.do(entries.write, Draft("complaint", "回电 13812345678", place="找 13812345678"))
    world.do(entries.add, record.id, "又来电 13912345678")
    world.do(entries.correct, record.id, "回电 13712345678", "slip")
    entry = only(world)
    assert entry.text == "回电 137****5678"
    assert entry.place == "找 138****5678"
    assert entry.additions[0].text == "又来电 139****5678"


def test_a_category_of_the_hall_manager_is_his_alone(world: World) -> None:
    assert world.refused(entries.write, Draft("discipline", "x")) == "not_permitted"
    world.who = PEOPLE[3]
    (record,) = world.do(entries.write, Draft("discipline", "x"))
    world.who = PEOPLE[0]
    assert world.refused(entries.add, record.id, "y") == "not_permitted"
    assert world.refused(entries.correct, record.id, "y", "slip") == "not_permitted"
    world.who = None
    assert world.refused(entries.add, record.id, "y") == "not_permitted"


def test_an_unknown_category_or_card_or_an_endless_text_is_refused(world: World) -> None:
    assert world.refused(entries.write, Draft("weather", "x")) == "unknown_category"
    assert world.refused(entries.write, Draft("complaint", "x", card="XYZ")) == "unknown_card"
    assert world.refused(entries.write, Draft("complaint", "x" * 2001)) == "too_long"
    assert world.refused(entries.write, Draft("complaint", " \n\t ")) == "empty"


def test_nothing_is_written_before_a_shift_is_open() -> None:
    world = World(small_manual(), opened=False)
    assert world.refused(entries.write, Draft("complaint", "x")) == "no_shift"


def test_newest_entries_come_first(world: World) -> None:
    for text in ("one", "two", "three"):
        world.do(entries.write, Draft("complaint", text))
    assert [entry.text for entry in entries.of(world.shift).newest_first()] == ["three", "two", "one"]


def test_the_summary_counts_urgent_late_and_corrected_entries(world: World) -> None:
    world.do(entries.write, Draft("complaint", "a", severity="urgent"))
    (record,) = world.do(entries.write, Draft("complaint", "b", occurred_at=world.now - timedelta(hours=1)))
    world.do(entries.correct, record.id, "c", "slip")
    assert entries.summary(world.scene) == {
        "count": 2, "urgent": 1, "late": 1, "corrected": 1, "categories": {"complaint": 2},
    }  # fmt: skip


def test_a_card_of_the_manual_is_kept_with_the_entry() -> None:
    world = World()
    card = world.manual.cards[0].id
    category = world.manual.log.categories[0].id
    world.do(entries.write, Draft(category, "x", card=card))
    assert only(world).card == card
