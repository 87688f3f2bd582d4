"""NOT SAVED: the disk fails, nothing is shown as done, and the shift can be finished all the same."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from dutyterm.desk import items, people, sealing, shifts
from dutyterm.desk.session import Session
from dutyterm.journal.reserve import SIZE
from dutyterm.shift import open_items
from tests.desk.kit import DUTY, PINS, Hall, done, finish, not_saved, refused


def broken(code: int, times: int = 1, where: str = ".duty") -> Callable[[Path], OSError | None]:
    """Fails the next steps on files of that name."""
    left = [times]

    def fail(path: Path) -> OSError | None:
        if left[0] and path.name.endswith(where):
            left[0] -= 1
            return OSError(code, "broken on purpose")
        return None

    return fail


async def nothing_left_to_write(hall: Hall, session: Session) -> None:
    """The away lines are answered, so that sealing writes the seal and nothing before it."""
    for line in ("OPN-01", "OPN-02", "OPN-03"):
        await finish(hall, session, line)


def held(session: Session) -> bool:
    return session.reserve is not None and session.reserve.held


def says_not_saved(session: Session) -> bool:
    return session.not_saved is not None


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EINTR, errno.EROFS])
async def test_a_write_that_fails_changes_nothing_and_the_same_wish_goes_through_afterwards(
    hall: Hall, code: int
) -> None:
    session = await hall.shift()
    before = session.records
    hall.disk.fail_write = broken(code)
    text = not_saved(await items.note(session, "打印机"))
    assert "未" in text.zh
    assert says_not_saved(session)
    assert session.records == before
    done(await items.note(session, "打印机"))
    assert not says_not_saved(session)
    assert [i.title.zh for i in open_items.of(session.shift).open()] == ["打印机"]
    await hall.close()
    session = await hall.start()
    assert [i.title.zh for i in open_items.of(session.shift).open()] == ["打印机"]
    hall.assert_sound()


async def test_a_record_that_reached_the_disk_although_fsync_failed_is_done_and_not_doubled(
    hall: Hall,
) -> None:
    session = await hall.shift()
    hall.disk.fail_fsync = broken(errno.EIO)
    done(await items.note(session, "打印机"))
    assert not says_not_saved(session)
    await hall.close()
    session = await hall.start()
    assert [i.title.zh for i in open_items.of(session.shift).open()] == ["打印机"]
    hall.assert_sound()


async def test_a_record_that_a_failed_fsync_lost_is_not_saved(hall: Hall) -> None:
    session = await hall.shift()
    hall.disk.fail_fsync, hall.disk.dropped = broken(errno.EIO), True
    not_saved(await items.note(session, "打印机"))
    assert open_items.of(session.shift).open() == ()
    done(await items.note(session, "打印机"))
    hall.assert_sound()


async def test_a_disk_that_stays_broken_is_said_each_time_and_healing_it_is_enough(hall: Hall) -> None:
    session = await hall.shift()
    hall.disk.fail_write = broken(errno.EIO, times=1000)
    for _ in range(5):
        not_saved(await items.note(session, "打印机"))
    hall.disk.fail_write = lambda _: None
    done(await items.note(session, "打印机"))
    hall.assert_sound()


async def test_a_folder_that_became_read_only_is_not_saved_and_comes_back(hall: Hall) -> None:
    session = await hall.shift()
    hall.disk.read_only = True
    hall.disk.fail_write = broken(errno.EROFS, times=1000)
    not_saved(await items.note(session, "打印机"))
    not_saved(await items.note(session, "打印机"))
    hall.disk.read_only, hall.disk.fail_write = False, lambda _: None
    done(await items.note(session, "打印机"))
    hall.assert_sound()


async def test_a_full_disk_gives_up_the_reserve_and_the_shift_is_finished(hall: Hall) -> None:
    session = await hall.shift()
    assert held(session)
    hall.disk.room = 100
    text = not_saved(await items.note(session, "打印机"))
    assert "备用空间" in text.zh
    assert not held(session)
    done(await items.note(session, "打印机"))
    assert isinstance(await sealing.seal(session, PINS[DUTY]), sealing.Sealed)
    hall.assert_sound()


async def test_a_disk_that_is_full_at_the_very_seal_gives_up_the_reserve_too(hall: Hall) -> None:
    session = await hall.shift()
    await nothing_left_to_write(hall, session)
    hall.disk.room = 10
    text = not_saved(await sealing.seal(session, PINS[DUTY]))
    assert "备用空间" in text.zh
    assert session.has_open_shift
    assert isinstance(await sealing.seal(session, PINS[DUTY]), sealing.Sealed)
    hall.assert_sound()


async def test_a_full_disk_at_the_opening_gives_up_the_reserve_and_opens(hall: Hall) -> None:
    session, _ = await hall.found()
    await people.sign_in(session, DUTY, PINS[DUTY])
    hall.disk.room = 10
    text = not_saved(await shifts.open_shift(session))
    assert "备用空间" in text.zh
    done(await shifts.open_shift(session))
    assert [p.name.split(".")[1] for p in hall.shift_files()] == ["2026-11-20-a"]
    hall.assert_sound()


async def test_a_seal_that_reached_the_disk_although_fsync_failed_is_a_seal(hall: Hall) -> None:
    session = await hall.shift()
    await nothing_left_to_write(hall, session)
    hall.disk.fail_fsync = broken(errno.EIO)
    sealed = await sealing.seal(session, PINS[DUTY])
    assert isinstance(sealed, sealing.Sealed)
    assert not session.has_open_shift
    done(await shifts.open_shift(session, seal_code=sealed.code))
    hall.assert_sound()


async def test_a_program_that_is_started_on_a_full_disk_says_so_and_shows_everything(hall: Hall) -> None:
    session = await hall.shift()
    done(await items.note(session, "打印机"))
    reserve = session.reserve
    await hall.close()
    assert reserve is not None
    reserve.path.unlink()
    hall.disk.room = 1000
    house = await hall.house()
    assert house.session is not None
    assert "space" in [n.kind for n in house.session.notices]
    assert [i.title.zh for i in open_items.of(house.session.shift).open()] == ["打印机"]


async def test_the_reserve_is_taken_again_when_there_is_room(hall: Hall) -> None:
    session = await hall.shift()
    hall.disk.room = 10
    not_saved(await items.note(session, "打印机"))
    await hall.close()
    hall.disk.room = None
    session = await hall.start()
    assert session.reserve is not None
    assert session.reserve.path.stat().st_size == SIZE


async def test_words_that_cannot_be_stored_are_refused_before_a_byte_is_written(hall: Hall) -> None:
    session = await hall.shift()
    done(await items.note(session, "坏\ud800字"))
    (item,) = open_items.of(session.shift).open()
    assert "\ud800" not in item.title.zh
    assert refused(await items.note(session, "")) == "empty"
    assert not says_not_saved(session)
    hall.assert_sound()


async def test_a_wrong_pin_on_a_broken_disk_lets_nobody_in(hall: Hall) -> None:
    session = await hall.shift()
    hall.disk.fail_write = broken(errno.EIO, times=1000)
    not_saved(await people.sign_in(session, "p4", "000999"))
    assert session.who is not None
    assert session.who.id == DUTY
