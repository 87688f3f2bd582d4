"""The program is killed, cut, damaged, locked out: the next start finds everything and says what happened."""

from __future__ import annotations

import os
from pathlib import Path

from dutyterm.desk import items, people, sealing, shifts
from dutyterm.journal.reading import read_bytes
from dutyterm.model.moment import moment_text
from dutyterm.shift import life, open_items
from tests.desk.kit import (
    DUTY,
    PINS,
    Hall,
    done,
    finish,
    kinds,
    notice,
    refused,
    run_of,
)


def titles(session: object) -> list[str]:
    return [i.title.zh for i in open_items.of(session.shift).open()]  # type: ignore[attr-defined]


async def test_a_kill_loses_nothing_that_was_confirmed(hall: Hall) -> None:
    session = await hall.shift()
    for item in ("OPN-04", "OPN-05", "OPN-20"):
        await finish(hall, session, item)
        before, marks = session.records, {v.line.id: v.mark for v in run_of(session).lines}
        await hall.kill(session)
        session = await hall.start()
        assert session.records[: len(before)] == before
        assert {v.line.id: v.mark for v in run_of(session).lines} == marks
    hall.assert_sound()


async def test_a_cut_anywhere_in_the_last_line_loses_at_most_that_line_and_is_told(hall: Hall) -> None:
    session = await hall.shift()
    done(await items.note(session, "第一件"))
    await hall.kill(session)
    path = hall.shift_files()[0]
    whole = path.read_bytes()
    first = whole.rstrip(b"\n").rfind(b"\n") + 1
    session = await hall.start()
    done(await items.note(session, "最后一件"))
    await hall.kill(session)
    whole = path.read_bytes()
    start = whole.rstrip(b"\n").rfind(b"\n") + 1
    assert start > first
    for end in (*range(start, len(whole), 17), len(whole) - 2, len(whole) - 1):
        path.write_bytes(whole[:end])
        session = await hall.start()
        assert titles(session) == (["第一件", "最后一件"] if end == len(whole) - 1 else ["第一件"])
        if start < end < len(whole) - 1:
            assert "journal.recovered" in kinds(session)
            assert str(read_bytes(whole[:start]).last[0]) in notice(session, "cut").en  # type: ignore[index]
        done(await items.note(session, "之后"))
        hall.assert_sound()
        await hall.kill(session)


async def test_the_readable_part_of_what_was_cut_is_shown(hall: Hall) -> None:
    session = await hall.shift()
    done(await items.note(session, "冷库温度九度"))
    await hall.kill(session)
    path = hall.shift_files()[0]
    path.write_bytes(path.read_bytes()[:-20])
    session = await hall.start()
    detail = next(n.detail for n in session.notices if n.kind == "cut")
    assert "冷库温度九度" in detail.zh


async def test_a_kill_between_the_head_and_the_first_record_is_no_shift(hall: Hall) -> None:
    session, _ = await hall.found()
    await people.sign_in(session, DUTY, PINS[DUTY])
    done(await shifts.open_shift(session))
    await hall.kill(session)
    path = hall.shift_files()[0]
    lines = path.read_bytes().splitlines(keepends=True)
    for left in (b"", lines[0][:40], lines[0], lines[0] + lines[1][:50]):
        path.write_bytes(left)
        session = await hall.start()
        assert not session.has_open_shift
        done(await shifts.open_shift(session))
        done(await items.note(session, "开班之后"))
        hall.assert_sound()
        await hall.kill(session)
        for other in hall.shift_files():
            if other != path:
                other.unlink()


async def test_a_damaged_shift_goes_on_in_a_continuation_that_can_be_sealed_and_verified(hall: Hall) -> None:
    session = await hall.shift()
    await finish(hall, session, "OPN-04")
    done(await items.note(session, "损坏之前"))
    await hall.close()
    path = hall.shift_files()[0]
    data = bytearray(path.read_bytes())
    hit = data.index(b"item.answered")
    data[hit] ^= 1
    path.write_bytes(data)
    session = await hall.start()
    text = notice(session, "damaged").en
    assert path.name in text
    assert "损坏之前" in titles(session)
    assert path.read_bytes() == bytes(data)
    done(await items.note(session, "损坏之后"))
    await hall.close()
    session = await hall.start()
    assert titles(session) == ["损坏之前", "损坏之后"]
    assert len({r.id for r in session.records}) == len(session.records)
    sealed = await sealing.seal(session, PINS[DUTY])
    assert isinstance(sealed, sealing.Sealed)
    assert sealed.file.endswith(".2.duty")
    done(await shifts.open_shift(session, seal_code=sealed.code))
    assert {i.title.zh for i in open_items.of(session.shift).carried()} >= {"损坏之前", "损坏之后"}
    await hall.close()
    report = hall.verify()
    assert {Path(f.file).name for f in report.findings} == {path.name}
    from dutyterm.journal.disk import RealDisk
    from dutyterm.review.carried import check_carry

    assert check_carry(hall.shift_files(), RealDisk()) == ()


async def test_a_continuation_that_is_damaged_too_goes_on_in_the_next_one(hall: Hall) -> None:
    session = await hall.shift()
    done(await items.note(session, "一"))
    await hall.close()
    _spoil(hall.shift_files()[0], b"run.started")
    session = await hall.start()
    done(await items.note(session, "二"))
    await hall.close()
    _spoil(next(p for p in hall.shift_files() if p.name.endswith(".2.duty")), b"program.started")
    session = await hall.start()
    assert titles(session) == ["一", "二"]
    assert session.shift_ledger is not None
    assert session.shift_ledger.path.name.endswith(".3.duty")


def _spoil(path: Path, at: bytes) -> None:
    data = bytearray(path.read_bytes())
    data[data.index(at)] ^= 1
    path.write_bytes(data)


async def test_a_shift_whose_first_line_is_damaged_is_not_passed_over_in_silence(hall: Hall) -> None:
    session = await hall.shift()
    done(await items.note(session, "头行坏了也在"))
    await hall.close()
    _spoil(hall.shift_files()[0], b'"head"')
    session = await hall.start()
    assert "damaged" in [n.kind for n in session.notices]
    assert titles(session) == ["头行坏了也在"]
    done(await items.note(session, "还能记"))
    await hall.close()
    session = await hall.start()
    assert titles(session) == ["头行坏了也在", "还能记"]
    assert isinstance(await sealing.seal(session, PINS[DUTY]), sealing.Sealed)


async def test_damage_behind_a_seal_opens_no_shift_again(hall: Hall) -> None:
    session = await hall.shift()
    sealed = await sealing.seal(session, PINS[DUTY])
    assert isinstance(sealed, sealing.Sealed)
    await hall.close()
    path = hall.shift_files()[0]
    with path.open("ab") as stream:
        stream.write(b"rubbish\n")
    session = await hall.start()
    assert not session.has_open_shift
    done(await shifts.open_shift(session, seal_code=sealed.code))


async def test_a_kill_between_the_seal_and_its_signature_is_signed_at_the_next_start(hall: Hall) -> None:
    session = await hall.shift()
    sealed = await sealing.seal(session, PINS[DUTY])
    assert isinstance(sealed, sealing.Sealed)
    await hall.close()
    path = hall.shift_files()[0]
    whole = path.read_bytes()
    start = whole.rstrip(b"\n").rfind(b"\n") + 1
    path.write_bytes(whole[:start])
    session = await hall.start()
    assert path.read_bytes() == whole
    assert not session.has_open_shift
    hall.assert_sound()


async def test_a_second_program_looks_only_and_says_who_writes(hall: Hall) -> None:
    session = await hall.shift()
    done(await items.note(session, "第一个程序记的"))
    second = (await hall.house()).session
    assert second is not None
    assert second.read_only is not None
    assert str(os.getpid()) in second.read_only.zh
    assert titles(second) == ["第一个程序记的"]
    assert isinstance(await people.sign_in(second, DUTY, PINS[DUTY]), people.Signed)
    assert refused(await items.note(second, "第二个")) == "read_only"
    assert refused(await shifts.open_shift(second)) == "read_only"
    assert refused(await sealing.seal(second, PINS[DUTY])) == "read_only"
    assert refused(await people.change_pin(second, PINS[DUTY], "864209")) == "read_only"
    done(await items.note(session, "还在记"))


async def test_a_second_program_makes_a_wrong_pin_wait_although_it_writes_nothing(hall: Hall) -> None:
    await hall.shift()
    second = (await hall.house()).session
    assert second is not None
    codes = [refused(await people.sign_in(second, "p4", "000999")) for _ in range(6)]
    assert codes[0] == "wrong_pin"
    assert codes[-1] == "wait"


async def test_looking_only_changes_no_byte_of_the_data(hall: Hall) -> None:
    session = await hall.shift()
    await finish(hall, session, "OPN-04")
    await hall.kill(session)
    path = hall.shift_files()[0]
    path.write_bytes(path.read_bytes()[:-9])
    before = {p: p.read_bytes() for p in hall.root.rglob("*") if p.is_file()}
    house = await hall.house(read_only=True)
    assert house.session is not None
    assert house.session.read_only is not None
    assert refused(await items.note(house.session, "x")) == "read_only"
    await hall.close()
    assert {p: p.read_bytes() for p in hall.root.rglob("*") if p.is_file()} == before


async def test_a_read_only_data_directory_opens_to_look(hall: Hall) -> None:
    await hall.shift()
    await hall.close()
    hall.disk.read_only = True
    house = await hall.house()
    assert house.state == "ready"
    assert house.session is not None
    assert house.session.read_only is not None
    assert house.session.has_open_shift or life.of(house.session.shift).opened is not None


async def test_looking_only_makes_no_hall(hall: Hall) -> None:
    house = await hall.house(read_only=True)
    assert house.state == "unusable"
    assert house.message is not None
    assert not hall.root.exists()


async def test_fridays_forgotten_shift_is_sealed_on_monday_by_the_program(hall: Hall) -> None:
    """S8: more than 36 hours later the clock is asked first; with the time confirmed the shift is sealed."""
    from dutyterm.desk.set_clock import set_clock

    session = await hall.shift()
    done(await items.note(session, "周五留下的"))
    await hall.close()
    hall.clock.wait(days=3)
    session = await hall.start()
    notice(session, "clock")
    done(await set_clock(session, 0, confirmed=True))
    assert "2026-11-20" in notice(session, "forgotten").en
    assert not session.has_open_shift
    assert shifts.needs_code(session) is None
    done(await shifts.open_shift(session))
    opened = life.of(session.shift).opened
    assert opened is not None
    assert (opened.day.isoformat(), opened.code_check) == ("2026-11-23", "forgotten")
    assert "周五留下的" in titles(session)
    assert "clock" not in [n.kind for n in session.notices]
    hall.assert_sound()


async def test_last_nights_forgotten_shift_is_sealed_in_the_morning_without_a_question(hall: Hall) -> None:
    session = await hall.shift()
    await hall.close()
    hall.clock.wait(hours=24)
    session = await hall.start()
    notice(session, "forgotten")
    assert not session.has_open_shift
    report = hall.verify()
    assert report.sound
    hall.assert_sound()


async def test_a_shift_goes_on_past_midnight_on_its_business_day(hall: Hall) -> None:
    session = await hall.shift()
    hall.clock.wait(hours=15)
    done(await items.note(session, "盘点到夜里"))
    await hall.close()
    hall.clock.wait(hours=2)  # half past twelve, more than six hours after closing
    session = await hall.start()
    assert session.has_open_shift
    opened = life.of(session.shift).opened
    assert opened is not None
    assert opened.day.isoformat() == "2026-11-20"


async def test_an_open_shift_of_a_newer_program_is_only_looked_at(hall: Hall) -> None:
    session = await hall.shift()
    ledger = session.shift_ledger
    assert ledger is not None
    document = {
        "at": moment_text(hall.clock.now()),
        "mono": 1,
        "by": "p2",
        "kind": "cash.weighed",
        "v": 1,
        "body": {"till": "01", "fen": 50000},
    }
    await session.in_writer(lambda: ledger.append([document]))
    await hall.kill(session)
    before = hall.shift_files()[0].read_bytes()
    session = await hall.start()
    assert session.read_only is not None
    assert refused(await items.note(session, "旧程序")) == "read_only"
    await hall.close()
    hall.clock.wait(hours=30)  # forgotten by now: this program must not seal what it does not understand
    session = await hall.start()
    assert session.read_only is not None
    assert hall.shift_files()[0].read_bytes() == before


async def test_an_unreadable_data_directory_is_said_and_not_raised(hall: Hall) -> None:
    hall.root.parent.mkdir(exist_ok=True)
    hall.root.write_text("no folder")
    house = await hall.house()
    assert house.state == "unusable"
    assert house.message is not None


async def test_a_kill_in_the_middle_of_founding_leaves_a_wizard_that_works(hall: Hall) -> None:
    session, _ = await hall.found()
    await hall.kill(session)
    (path,) = (hall.root / "hall").glob("*.duty")
    lines = path.read_bytes().splitlines(keepends=True)
    for left in (b"", lines[0][:30], lines[0], lines[0] + lines[1][:200]):
        path.write_bytes(left)
        session, _ = await hall.found()
        assert session.who is not None
        hall.assert_sound()
        await hall.kill(session)
        session = await hall.start("p2")
        await hall.kill(session)
        for other in (hall.root / "hall").glob("*.duty"):
            if other != path:
                other.unlink()
        hall.root.joinpath("credentials.json").unlink()


async def test_damage_to_the_halls_own_journal_is_told_and_people_still_sign_in(hall: Hall) -> None:
    session, _ = await hall.found()
    assert refused(await people.sign_in(session, "p3", "000999")) == "wrong_pin"
    assert refused(await people.sign_in(session, "p4", "000999")) == "wrong_pin"
    await hall.close()
    (path,) = (hall.root / "hall").glob("*.duty")
    _spoil(path, b"sign_in.failed")
    session = await hall.start("p1")
    assert path.name in notice(session, "damaged").en
    assert refused(await people.sign_in(session, "p3", "000999")) == "wrong_pin"
    await hall.close()
    session = await hall.start("p1")
    assert session.hall.failures["p3"].count == 1


async def test_a_change_of_people_that_was_cut_off_is_told(hall: Hall) -> None:
    session, _ = await hall.found()
    assert refused(await people.sign_in(session, "p3", "000999")) == "wrong_pin"
    await hall.kill(session)
    (path,) = (hall.root / "hall").glob("*.duty")
    path.write_bytes(path.read_bytes()[:-30])
    session = await hall.start("p3")
    notice(session, "cut")
    hall.assert_sound()


async def test_a_hall_that_cannot_be_read_is_never_set_up_anew(hall: Hall) -> None:
    await hall.shift()
    await hall.close()
    (path,) = (hall.root / "hall").glob("*.duty")
    whole = path.read_bytes()
    for what in (b'"head"', b"profile.set"):
        _spoil(path, what)
        house = await hall.house()
        assert house.state == "unusable"
        assert house.message is not None
        path.write_bytes(whole)
        for other in (hall.root / "hall").glob("*.2.duty"):
            other.unlink()
