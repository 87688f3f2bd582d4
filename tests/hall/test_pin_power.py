"""Changing a PIN survives a power cut at every step: the old PIN or the new one signs, never neither."""

from pathlib import Path
from random import Random

import pytest

from dutyterm.hall.credentials import CHEAP, Credentials
from dutyterm.hall.signing import check_pin, choose_pin, settle
from dutyterm.model.record import Event
from tests.faults.fake_disk import FakeDisk, Fault, PowerCut
from tests.hall.small_hall import SmallHall

PATH = Path("data/credentials.json")
OLD, NEW = "593026", "740913"


@pytest.fixture
def disk() -> FakeDisk:
    return FakeDisk(random=Random(7))


@pytest.fixture
def fake_hall(disk: FakeDisk) -> SmallHall:
    return SmallHall(PATH, disk)


def works(hall: SmallHall, disk: FakeDisk, pin: str) -> bool:
    return check_pin(hall.state, Credentials(PATH, disk), "p2", pin, hall.now).refusal is None


def choose(hall: SmallHall, credentials: Credentials) -> list[Event]:
    events = choose_pin(hall.state, credentials, "p2", NEW, CHEAP)
    assert isinstance(events, list)
    return events


def cuts(disk: FakeDisk) -> list[FakeDisk]:
    """Some of the states that a power cut now can leave, and what a kill leaves."""
    return [disk.after_kill(), *(disk.after_cut() for _ in range(8))]


def test_a_cut_while_the_new_entry_is_written_leaves_the_old_pin(
    fake_hall: SmallHall, disk: FakeDisk
) -> None:
    whole = disk.after_kill()
    before = len(whole.steps)
    choose(fake_hall, Credentials(PATH, whole))
    steps = len(whole.steps) - before
    assert steps >= 5
    for step in range(steps):
        broken = disk.after_kill()
        broken.faults = {step: "cut"}
        with pytest.raises(PowerCut):
            choose(fake_hall, Credentials(PATH, broken))
        assert all(works(fake_hall, left, OLD) for left in cuts(broken)), whole.steps[step]


def test_a_cut_after_it_was_recorded_leaves_the_new_pin(fake_hall: SmallHall, disk: FakeDisk) -> None:
    fake_hall.write(choose(fake_hall, Credentials(PATH, disk)))
    assert all(works(fake_hall, left, NEW) for left in cuts(disk))
    whole = disk.after_kill()
    settle(fake_hall.state, Credentials(PATH, whole))
    for step in range(len(whole.steps)):
        broken = disk.after_kill()
        broken.faults = {step: "cut"}
        with pytest.raises(PowerCut):
            settle(fake_hall.state, Credentials(PATH, broken))
        for left in cuts(broken):
            assert works(fake_hall, left, NEW), whole.steps[step]
            assert not works(fake_hall, left, OLD)


@pytest.mark.parametrize("fault", ["eio", "enospc", "erofs"])
def test_a_disk_that_refuses_is_an_error_and_the_old_pin_stays(
    fake_hall: SmallHall, disk: FakeDisk, fault: Fault
) -> None:
    disk.forever, disk.from_step = fault, len(disk.steps) + 3
    with pytest.raises(OSError, match=fault):
        choose(fake_hall, fake_hall.credentials)
    disk.forever = None
    assert works(fake_hall, disk, OLD)
