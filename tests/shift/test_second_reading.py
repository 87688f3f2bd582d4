"""Before the seal all that went otherwise than planned is read again, not only what is open (N34, S3)."""

from __future__ import annotations

import pytest

from dutyterm.shift.lists import doors, exceptions
from dutyterm.shift.second_reading import MOST_LATE, second_reading
from tests.shift.fixtures import small_manual
from tests.shift.world import MANAGER, World


@pytest.fixture
def world() -> World:
    return World(small_manual())


def told(world: World) -> list[str]:
    texts = second_reading(world.scene)
    assert all(text.zh and text.en for text in texts)
    return [text.zh for text in texts]


def test_a_shift_that_went_as_planned_has_nothing_to_read_again(world: World) -> None:
    run = world.start()
    world.finish(run)
    world.do(doors.open_doors, doors.Opening(run, "F-02", world.now))
    assert told(world) == []


def test_an_override_is_read_again_with_who_how_and_why(world: World) -> None:
    run = world.start()
    world.do(exceptions.override, run, "B-02", MANAGER, "phone", "service_first")
    (line,) = told(world)
    assert line.startswith("越权 B-02 ")
    assert "电话" in line


def test_doors_that_opened_late_and_with_defects_are_read_again(world: World) -> None:
    run = world.start()
    world.finish(run, but=("B-02",))
    world.wait(hours=2)
    wish = doors.Opening(
        run, "F-02", world.now, late_reason="weather", manager=MANAGER, medium="phone", reason="service_first"
    )
    world.do(doors.open_doors, wish)
    first, second, *rest = told(world)
    assert first == "带缺陷开门: B-02"
    assert second.startswith("开门迟 ")
    assert any(line.startswith("越权 B-02") for line in rest)


def test_lines_done_late_are_named_latest_first_and_the_rest_is_counted(world: World) -> None:
    run = world.start()
    world.wait(hours=2)
    world.finish(run)
    (line,) = [line for line in told(world) if line.startswith("迟做")]
    minutes = [
        int(part.split("迟 ")[1].split(" 分")[0]) for part in line.split(": ")[1].split(", ") if "迟" in part
    ]
    assert minutes == sorted(minutes, reverse=True)
    assert len(minutes) <= MOST_LATE
