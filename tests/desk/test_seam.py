"""The seam between two files: a kill between every two writes leaves one open shift, never two or none."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dutyterm.desk import log, people, shifts
from dutyterm.desk.session import Session
from dutyterm.journal.reading import read_bytes
from dutyterm.shift import entries, life, open_items
from dutyterm.shift.handover.family import Stage
from tests.desk.handover_kit import SECOND, accepted, at, early_shift, part, read_all, sign_in, submitted
from tests.desk.kit import DUTY, PINS, FaultyDisk, Hall, done, kinds, not_saved, notice, refused

NOTE = entries.Draft("fault", "叫号机卡纸")


@dataclass
class Watched(FaultyDisk):
    """Remembers every write to a shift file, in order."""

    written: list[tuple[Path, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def write(self, handle: int, data: bytes) -> int:
        path = self._names[handle]
        if path.suffix == ".duty" and "shifts" in path.parts:
            self.written.append((path, data))
        return super().write(handle, data)


async def cut_states(hall: Hall) -> list[dict[Path, bytes]]:
    """The shift files as a kill between two writes of the seam, or within one, leaves them."""
    disk = Watched()
    hall.disk = disk
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    before = {path: path.read_bytes() for path in hall.shift_files()}
    disk.written.clear()
    await submitted(session)
    await hall.kill(session)
    writes = list(disk.written)
    assert len(writes) == 5, "what is submitted, the seal, its signature, the next head, its first records"
    found = [before]
    for path, data in writes:
        held = found[-1].get(path, b"")
        found.append({**found[-1], path: held + data[: len(data) // 2]})
        found.append({**found[-2], path: held + data})
    return found


def put_back(hall: Hall, files: dict[Path, bytes]) -> None:
    for path in hall.shift_files():
        path.unlink()
    for path, data in files.items():
        path.write_bytes(data)


def open_files(hall: Hall) -> list[str]:
    """Names of the shift files that hold records and are not sealed."""
    readings = {path.name: read_bytes(path.read_bytes()) for path in hall.shift_files()}
    return [name for name, found in readings.items() if found.seal is None]


async def test_a_kill_between_every_two_writes_of_the_seam_leaves_one_open_shift(hall: Hall) -> None:
    """Design 6: whatever was cut, the next start goes on in the old shift or in its successor."""
    for number, files in enumerate(await cut_states(hall)):
        put_back(hall, files)
        for _ in range(2):  # the second start changes nothing: idempotent
            session = await hall.start()
            assert session.read_only is None
            assert len(open_files(hall)) == 1, number
            opened = life.of(session.shift).opened
            assert opened is not None, (number, session.notices)
            codes = {path.name.split(".")[1][-1] for path in hall.shift_files()}
            sealed = number >= 4  # the seal line is whole
            assert opened.code == ("B" if sealed else "A"), number
            assert codes == ({"a", "b"} if sealed else {"a"}), "no file is made twice"
            if sealed:
                assert (opened.code_check, part(session).stage) == ("seam", Stage.PENDING)
                assert part(session).giver == DUTY
                assert life.of(session.shift).opened_by == DUTY
            hall.assert_sound()
            await hall.kill(session)


async def test_after_a_kill_the_handover_goes_on_where_it_was(hall: Hall) -> None:
    files = (await cut_states(hall))[-3]
    put_back(hall, files)
    session = await hall.start(SECOND)
    assert "B" in notice(session, "seam").zh
    assert await read_all(session) == 1
    await accepted(session)
    assert part(session).responsible == SECOND
    await hall.close()
    hall.assert_sound()


async def test_a_kill_before_the_seal_lets_the_shift_be_submitted_again(hall: Hall) -> None:
    put_back(hall, (await cut_states(hall))[2])
    session = await hall.start()
    told = await submitted(session)
    assert told.opened == "B"
    await hall.close()
    hall.assert_sound()


async def test_a_disk_that_fails_at_the_next_file_leaves_a_seam_for_the_next_try(
    hall: Hall,
) -> None:
    session = await early_shift(hall)
    done(await log.write(session, NOTE))
    from dutyterm.desk import handover

    hall.disk.fail_write = lambda path: OSError(5, "I/O error") if "-b." in path.name else None
    told = await handover.submit(session, PINS[DUTY])
    assert isinstance(told, handover.Submitted)
    assert told.opened is None
    not_saved(told.problem)
    assert not session.has_open_shift
    hall.disk.fail_write = lambda _: None
    assert shifts.needs_code(session) is None, "nothing came between: no code from paper"
    done(await shifts.open_shift(session))
    opened = life.of(session.shift).opened
    assert opened is not None
    assert (opened.code[0], opened.code_check) == ("B", "seam")
    assert part(session).stage is Stage.PENDING
    await hall.close()
    hall.assert_sound()


async def test_a_seam_that_is_a_night_old_is_opened_with_the_code_like_any_morning(hall: Hall) -> None:
    """The successor would be a forgotten shift at once; nobody is left without a shift."""
    put_back(hall, (await cut_states(hall))[6])
    at(hall, 7, 50, days=1)
    session = await hall.start(SECOND)
    assert not session.has_open_shift
    assert shifts.needs_code(session) is not None
    assert refused(await shifts.open_shift(session)) == "code_needed"
    done(await shifts.open_shift(session, lost_reason="没有打印或抄写"))
    opened = life.of(session.shift).opened
    assert opened is not None
    assert (opened.code, opened.day.isoformat(), opened.giver) == ("A", "2026-11-21", DUTY)
    assert part(session).stage is Stage.PENDING
    await hall.close()
    hall.assert_sound()


async def test_an_entry_right_after_submitting_is_in_exactly_one_shift(hall: Hall) -> None:
    """S5: later entries go to the next shift exactly once."""
    session = await early_shift(hall)
    done(await log.write(session, entries.Draft("fault", "交班前一条")))
    await submitted(session)
    done(await log.write(session, entries.Draft("fault", "交班后一条")))
    await hall.close()
    texts = [path.read_text(encoding="utf-8") for path in hall.shift_files()]
    assert [text.count('"entry.written"') for text in texts] == [1, 1]
    assert ["交班后一条" in text for text in texts] == [False, True]


async def test_two_wishes_at_once_submit_the_shift_only_once(hall: Hall) -> None:
    import asyncio

    from dutyterm.desk import handover

    session = await early_shift(hall)
    both = await asyncio.gather(
        handover.submit(session, PINS[DUTY]), handover.submit(session, PINS[DUTY], then=handover.LATER)
    )
    assert isinstance(both[0], handover.Submitted)
    assert refused(both[1]) == "early", "it would have sealed the late shift a second after it began"
    assert len(open_files(hall)) == 1


@pytest.mark.parametrize("then", ["planned", "later"])
async def test_a_shift_with_a_wrong_pin_is_not_submitted(hall: Hall, then: str) -> None:
    from dutyterm.desk import handover

    session = await early_shift(hall)
    before = session.records
    assert refused(await handover.submit(session, "000111", then=then)) == "wrong_pin"
    assert session.records == before
    assert "handover.submitted" not in kinds(session)


async def test_whoever_is_no_manager_does_not_submit(hall: Hall) -> None:
    from dutyterm.desk import handover

    session = await early_shift(hall)
    await sign_in(session, "p4")
    assert refused(await handover.submit(session, PINS["p4"])) == "not_permitted"
    people.sign_out(session)
    assert refused(await handover.submit(session, PINS[DUTY])) == "sign_in"


async def test_open_items_go_through_the_seam_and_none_disappears(hall: Hall) -> None:
    from dutyterm.desk import items

    session = await early_shift(hall)
    for title in ("一", "二"):
        done(await items.note(session, title))
    first = {i.ref: i.title.zh for i in open_items.of(session.shift).open()}
    await submitted(session)
    assert {i.ref: i.title.zh for i in open_items.of(session.shift).open()} == first
    assert isinstance(session, Session)
