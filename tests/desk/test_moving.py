"""The data directory carried to another PC: it looks only, until the hall manager moves the hall there."""

from __future__ import annotations

import shutil
from pathlib import Path

from dutyterm.desk import items, moving, people, roster, shifts
from dutyterm.desk.outcome import NotSaved
from dutyterm.desk.session import Session
from dutyterm.journal.reading import read_bytes
from dutyterm.shift import life
from tests.desk.kit import DUTY, MANAGER, PINS, Hall, done, refused, whole_shift


async def _carried(hall: Hall, tmp_path: Path, *, sealed: bool = True) -> tuple[Hall, str]:
    """The directory on another PC, and the seal code of the last shift."""
    session, _ = await hall.found()
    await hall.close()
    session = await hall.start()
    if sealed:
        code = (await whole_shift(hall, session)).code
    else:
        done(await shifts.open_shift(session))
        done(await items.note(session, "冰箱化霜"))
        code = ""
    await hall.close()
    other = Hall(tmp_path / "other")
    shutil.copytree(hall.root, other.root, ignore=shutil.ignore_patterns("lock", "device.key"))
    other.clock.at = hall.clock.at
    other.clock.wait(hours=12)
    return other, code


def may_write(session: Session) -> bool:
    return session.read_only is None


async def test_on_another_pc_the_program_looks_only_and_says_who_writes(hall: Hall, tmp_path: Path) -> None:
    other, _ = await _carried(hall, tmp_path)
    session = await other.start(MANAGER)
    assert session.elsewhere
    assert session.read_only is not None
    assert str(session.hall.device) in session.read_only.zh
    assert refused(await shifts.open_shift(session)) in ("not_permitted", "code_needed", "read_only")
    await other.close()


async def test_the_hall_manager_moves_the_hall_and_the_next_head_names_the_new_pc(
    hall: Hall, tmp_path: Path
) -> None:
    other, code = await _carried(hall, tmp_path)
    session = await other.start(MANAGER)
    done(await moving.move_here(session, PINS[MANAGER]))
    assert session.read_only is None
    assert session.device is not None
    assert session.hall.device == session.device.id
    done(await shifts.open_shift(session, seal_code=code))
    opened = life.of(session.shift).opened
    assert opened is not None
    assert opened.code_check == "matched"
    (newest,) = (path for path in other.shift_files() if session.device.id in path.name)
    head = read_bytes(newest.read_bytes()).head
    assert head is not None
    assert (head.device, head.key) == (session.device.id, session.device.public_key)
    await other.close()
    other.assert_sound()
    session = await other.start()
    assert session.read_only is None
    assert session.has_open_shift
    await other.close()


async def test_only_a_hall_manager_with_the_right_pin_moves_the_hall(hall: Hall, tmp_path: Path) -> None:
    other, _ = await _carried(hall, tmp_path)
    session = await other.start(DUTY)
    assert refused(await moving.move_here(session, PINS[DUTY])) == "not_permitted"
    await people.sign_in(session, MANAGER, PINS[MANAGER])
    assert refused(await moving.move_here(session, "111222")) == "wrong_pin"
    assert session.read_only is not None
    await other.close()


async def test_the_old_pc_looks_only_once_it_sees_the_new_journal_and_may_take_it_back(
    hall: Hall, tmp_path: Path
) -> None:
    other, _ = await _carried(hall, tmp_path)
    session = await other.start(MANAGER)
    done(await moving.move_here(session, PINS[MANAGER]))
    done(await roster.change(session, "p4", name="李娟娟"))
    await other.close()
    for path in (other.root / "hall").iterdir():
        if not (hall.root / "hall" / path.name).exists():
            shutil.copy(path, hall.root / "hall")
    hall.clock.wait(days=1)
    session = await hall.start(MANAGER)
    assert session.elsewhere
    assert session.read_only is not None
    assert session.hall.people["p4"].name == "李娟娟"
    done(await moving.move_here(session, PINS[MANAGER]))
    await hall.close()
    session = await hall.start(MANAGER)
    assert session.read_only is None
    await hall.close()
    hall.assert_sound()


async def test_a_shift_that_the_other_pc_left_open_is_told_before_moving(hall: Hall, tmp_path: Path) -> None:
    other, _ = await _carried(hall, tmp_path, sealed=False)
    session = await other.start(MANAGER)
    found = await moving.left_open(session)
    assert found is not None
    assert found.device == session.hall.device
    await other.close()


async def test_a_sealed_shift_of_the_other_pc_is_not_left_open(hall: Hall, tmp_path: Path) -> None:
    other, _ = await _carried(hall, tmp_path)
    session = await other.start(MANAGER)
    assert await moving.left_open(session) is None
    await other.close()


async def test_a_clock_behind_the_other_pc_is_refused(hall: Hall, tmp_path: Path) -> None:
    other, _ = await _carried(hall, tmp_path)
    session = await other.start(MANAGER)
    other.clock.wait(days=-3)
    assert refused(await moving.move_here(session, PINS[MANAGER])) == "clock_behind"
    assert session.read_only is not None
    await other.close()


async def test_a_disk_that_takes_nothing_leaves_everything_as_it_was(hall: Hall, tmp_path: Path) -> None:
    other, _ = await _carried(hall, tmp_path)
    session = await other.start(MANAGER)
    other.disk.fail_write = lambda _: OSError(5, "Input/output error")
    assert isinstance(await moving.move_here(session, PINS[MANAGER]), NotSaved)
    assert session.read_only is not None
    assert session.elsewhere
    other.disk.fail_write = lambda _: None
    done(await moving.move_here(session, PINS[MANAGER]))
    await other.close()
    other.assert_sound()


async def test_without_the_pin_file_the_recovery_code_moves_the_hall_here(hall: Hall, tmp_path: Path) -> None:
    session, code = await hall.found()
    await hall.close()
    other = Hall(tmp_path / "other")
    away = shutil.ignore_patterns("lock", "device.key", "credentials.json")
    shutil.copytree(hall.root, other.root, ignore=away)
    other.clock.at = hall.clock.at
    other.clock.wait(hours=12)
    house = await other.house()
    assert house.state == "locked_out"
    assert house.session is not None
    session = house.session
    assert session.elsewhere
    wrong = await people.use_recovery_code(session, MANAGER, "1" * 20, "730519")
    assert refused(wrong) == "wrong_recovery"
    assert session.read_only is not None
    other.clock.wait(minutes=5)
    made = await people.use_recovery_code(session, MANAGER, code, "730519")
    assert isinstance(made, people.Recovered)
    assert may_write(session)
    await other.close()
    house = await other.house()
    assert house.session is not None
    assert house.session.read_only is None
    assert isinstance(await people.sign_in(house.session, MANAGER, "730519"), people.Signed)
    await other.close()
    other.assert_sound()
