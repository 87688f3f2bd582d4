"""A start that shows nothing yet keeps nobody waiting, and does all of it in one thread."""

from __future__ import annotations

import threading

from dutyterm.desk import items, people
from dutyterm.desk.house import open_house
from dutyterm.shift import open_items
from tests.desk.kit import DUTY, PINS, Hall, done, kinds


async def test_a_start_works_in_one_thread_and_the_first_wish_after_it_in_the_writers(hall: Hall) -> None:
    before = await hall.shift()
    done(await items.note(before, "第一件"))
    await hall.kill(before)
    writers = _writers()
    house = await open_house(hall.options(), clock=hall.clock, disk=hall.disk, at_once=True)
    session = house.session
    assert session is not None
    hall.open.append(session)
    assert [item.title.zh for item in open_items.of(session.shift).open()] == ["第一件"]
    assert (kinds(session)[-1], _writers()) == ("program.started", writers)
    assert isinstance(await people.sign_in(session, DUTY, PINS[DUTY]), people.Signed)
    done(await items.note(session, "第二件"))
    assert _writers() == writers + 1
    hall.assert_sound()


async def test_a_start_that_finds_nothing_to_open_says_so_and_is_over(hall: Hall) -> None:
    house = await open_house(hall.options(read_only=True), clock=hall.clock, disk=hall.disk, at_once=True)
    assert house.state == "unusable"
    assert house.session is not None
    assert not house.session.at_once
    await house.session.close()


def _writers() -> int:
    return sum(thread.name.startswith("journal") for thread in threading.enumerate())
