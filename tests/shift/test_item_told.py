"""Open items where their kind stands beside them, and their numbers in the next shift."""

from __future__ import annotations

from datetime import timedelta

from dutyterm.i18n import Text
from dutyterm.shift import open_items
from dutyterm.shift.item_told import beside_its_kind, numbers_after, told
from dutyterm.shift.lists import exceptions
from tests.shift.fixtures import small_manual
from tests.shift.world import World


def test_that_a_line_was_put_off_is_said_once_where_the_kind_stands_beside_it() -> None:
    world = World(small_manual())
    run = world.start("patrol")
    world.do(exceptions.defer, run, "P-01", "closing", "no_time")
    (item,) = open_items.of(world.shift).open()
    title = world.line(run, "P-01").line.title
    assert item.title.zh == f"缓办 {title.zh}", "alone it says so itself"
    assert told(item) == Text(title.zh, title.en)
    assert beside_its_kind("note", Text("缓办 x", "deferred: x")) == Text("缓办 x", "deferred: x")


def test_the_next_shift_gives_the_numbers_that_are_told_beforehand() -> None:
    world = World(small_manual())
    for title in ("a", "b", "c"):
        world.do(open_items.note, title, world.now + timedelta(hours=2) if title == "b" else None)
    first = next(i for i in open_items.of(world.shift).open() if i.title.zh == "a")
    world.do(open_items.close, first.ref, "done")
    before = numbers_after(world.shift)
    after = {item.ref: item.number for item in open_items.of(world.next_shift().shift).open()}
    assert before == after
    assert sorted(after.values()) == [1, 2]
