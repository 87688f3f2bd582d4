"""Promises, the message book and locked entries by themselves (N33, S2)."""

from __future__ import annotations

from datetime import timedelta

from dutyterm.shift import entries, entry_locks, messages, open_items, promises
from dutyterm.shift.board import OpenCounts, open_counts
from dutyterm.shift.shift import carry
from tests.shift.fixtures import small_manual
from tests.shift.world import DAY, PEOPLE, World


def test_a_promise_needs_a_customer_words_and_a_time_to_come_n33() -> None:
    world = World(small_manual())
    due = world.now + timedelta(hours=2)
    assert world.refused(promises.promise, " ", "回电", due) == "empty"
    assert world.refused(promises.promise, "刘女士", " ", due) == "empty"
    assert world.refused(promises.promise, "刘女士", "回电", world.now) == "past_due"
    assert world.refused(promises.promise, "刘女士", "回电", due, owner="p9") == "not_on_roster"
    world.do(promises.promise, "刘女士", "回电", due, owner="p3", source="north#1")
    (item,) = open_items.of(world.shift).open()
    assert (item.customer, item.owner, item.source, item.sort) == ("刘女士", "p3", "north#1", "promise")


def test_a_promise_of_a_later_day_is_not_due_today_and_an_old_one_is() -> None:
    world = World(small_manual())
    world.do(promises.promise, "甲", "回电", world.now + timedelta(hours=1))
    world.do(promises.promise, "乙", "回电", world.now + timedelta(days=1))
    assert [item.customer for item in promises.due_today(world.scene)] == ["甲"]
    assert open_counts(world.scene) == OpenCounts(2, 2, 1, 0, 0)
    later = world.next_shift()
    assert [item.customer for item in promises.due_today(later.scene)] == ["甲", "乙"]
    assert [item.customer for item in promises.untold(later.scene)] == ["甲", "乙"]
    for item in promises.untold(later.scene):
        later.do(open_items.read, item.ref)
    assert promises.untold(later.scene) == (), "to have read it on its day is to have been told (R2-05)"


def test_only_a_promise_is_told_and_only_once_to_each() -> None:
    world = World(small_manual())
    world.do(open_items.note, "回单")
    world.do(promises.promise, "甲", "回电", world.now + timedelta(hours=1))
    promise, note = open_items.of(world.shift).open()
    assert world.refused(promises.told, note.ref, "p2") == "no_promise"
    assert world.refused(promises.told, promise.ref, "p9") == "not_on_roster"
    assert world.refused(promises.told, "nothing#1", "p2") == "unknown_item"
    world.do(promises.told, promise.ref, "p2")
    assert world.refused(promises.told, promise.ref, "p2") == "already_told"
    later = world.next_shift()
    assert open_items.of(later.shift).by_ref[promise.ref].told == ("p2",)


def test_a_promise_is_kept_or_broken_and_nothing_else_is() -> None:
    world = World(small_manual())
    world.do(open_items.note, "回单")
    world.do(promises.promise, "甲", "回电", world.now + timedelta(hours=1))
    promise, note = open_items.of(world.shift).open()
    assert world.refused(open_items.close, promise.ref, "好了") == "outcome_needed"
    assert world.refused(open_items.close, note.ref, "好了", None, "kept") == "outcome_needed"
    world.do(open_items.close, promise.ref, "好了", None, "kept")
    assert world.refused(promises.change, promise.ref, "改期", owner="p3") == "already_closed"
    found = open_items.summary(world.scene)
    assert (found["kept"], found["broken"], found["sorts"]) == (1, 0, {"note": 1})


def test_items_of_every_kind_come_back_each_shift_with_owner_and_due_time() -> None:
    world = World(small_manual())
    due = world.now + timedelta(days=2)
    for sort in open_items.BY_HAND:
        world.do(open_items.note, sort, due, sort=sort, owner="p2")
    assert world.refused(open_items.note, "x", sort="failed") == "sort"
    assert world.refused(open_items.note, "x", owner="p9") == "not_on_roster"
    world.do(promises.change, open_items.of(world.shift).open()[0].ref, "换人", owner="p3")
    later = world.next_shift().next_shift(2)
    found = {item.sort: (item.owner, item.due) for item in open_items.of(later.shift).open()}
    assert found == {sort: ("p3" if sort == "note" else "p2", due) for sort in open_items.BY_HAND}
    assert set(found) <= set(open_items.SORT_NAMES)


def test_a_note_goes_on_until_another_manager_has_read_it() -> None:
    world = World(small_manual())
    world.do(messages.write, "钥匙在保险柜")
    later = world.next_shift()
    assert messages.unread(later.scene) == (), "who wrote it has read it"
    later = later.next_shift(2)
    later.who = PEOPLE[1]
    (message,) = messages.unread(later.scene)
    later.do(messages.read, message.ref)
    assert later.refused(messages.read, message.ref) == "already_read"
    assert [m.text for m in messages.holding(later.scene)] == ["钥匙在保险柜"], "it stays for this shift"
    assert messages.KEY not in carry(later.shift)


def test_a_note_with_a_last_day_ends_with_it_but_not_for_who_must_read_it() -> None:
    world = World(small_manual())
    world.do(messages.write, "人手少", until=DAY + timedelta(days=1))
    world.do(messages.write, "新公告", until=DAY + timedelta(days=1), must_read=("p2", "p2"))
    for number in (1, 2, 3):
        world = world.next_shift(number)
    (message,) = messages.holding(world.scene)
    assert (message.text, message.missing) == ("新公告", ("p2",))
    world.who = PEOPLE[1]
    world.do(messages.read, message.ref)
    assert messages.holding(world.scene) == ()


def test_only_who_wrote_a_note_takes_it_out() -> None:
    world = World(small_manual())
    world.do(messages.write, "写错")
    (message,) = messages.holding(world.scene)
    world.who = PEOPLE[1]
    assert world.refused(messages.withdraw, message.ref, "错") == "not_yours"
    world.who = PEOPLE[0]
    world.do(messages.withdraw, message.ref, "错")
    assert messages.holding(world.scene) == ()
    assert world.refused(messages.read, message.ref) == "unknown_message"


def test_an_entry_locks_when_another_has_read_it_or_after_a_day_s2() -> None:
    world = World(small_manual())
    first, second = (world.do(entries.write, entries.Draft("complaint", text))[0].id for text in ("一", "二"))
    assert world.refused(entry_locks.read, first) == "already_read", "one's own"
    world.do(entry_locks.edit, first, "一,改过")
    assert world.refused(entry_locks.edit, first, "一,改过") == "unchanged"
    world.who = PEOPLE[1]
    assert world.refused(entry_locks.edit, first, "x") == "not_yours"
    world.do(entry_locks.read, first)
    assert world.refused(entry_locks.read, first) == "already_read"
    world.who = PEOPLE[0]
    assert world.refused(entry_locks.edit, first, "x") == "locked"
    world.do(entry_locks.edit, second, "二,改过")
    world.wait(hours=24)
    assert entry_locks.lock_of(entries.of(world.shift).by_id[second], world.now) == "old"
    assert world.refused(entry_locks.edit, second, "x") == "locked"
    world.do(entries.correct, second, "二,更正", "rechecked")
    known = entries.of(world.shift).by_id[second]
    assert (known.struck[0].text, known.struck[0].by, known.struck[0].reason) == (
        "二,改过",
        "p1",
        "rechecked",
    )
