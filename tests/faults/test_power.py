"""Power cuts, kills and failing disks at every step: what was confirmed stays, at most one more is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dutyterm.journal.continuation import continue_after_damage
from dutyterm.journal.errors import JournalSealed, JournalUnborn, NotOpened, NotSaved
from dutyterm.journal.journal import Journal
from dutyterm.journal.reading import read_bytes
from tests.faults.fake_disk import FakeDisk, Fault, PowerCut
from tests.faults.seeds import random, rounds
from tests.journal.kit import a_head, a_record, a_seal

pytestmark = pytest.mark.faults
PATH = Path("/fake/shifts/s1.duty")
KEY = "1f" * 32
FAULTS: tuple[Fault, ...] = ("eio", "enospc", "eintr", "erofs", "short")


@dataclass
class Crew:
    """Records things as the desk does, and remembers what it was told is safe."""

    disk: FakeDisk
    confirmed: list[tuple[int, Any]] = field(default_factory=list)
    created: bool = False
    sealed: bool = False

    def work(self, records: int = 4, seal: bool = True) -> None:
        journal = self.start()
        for number in range(records):
            self.confirmed += journal.append(
                [a_record(len(self.confirmed) + 1, "很长的一段文字" * (number * 13))]
            )
        self.confirmed += journal.append([a_record(98), a_record(99)])
        if seal:
            journal.seal(a_seal(), lambda _: b"\x07" * 64)
            self.sealed = True

    def start(self) -> Journal:
        try:
            journal = Journal.open(PATH, self.disk)
        except (NotOpened, JournalUnborn):
            if self.created:
                raise
            journal = Journal.create(PATH, a_head(key=KEY), self.disk)
        self.created = True
        return journal

    def until_it_stops(self) -> None:
        try:
            self.work()
        except (PowerCut, NotSaved, NotOpened):
            return

    def looks_again(self, disk: FakeDisk) -> None:
        """After the fault: everything confirmed stands, in order, and at most one write more."""
        if not self.created and PATH not in disk.names:
            return
        before = disk.names[PATH].live
        try:
            self.disk = disk
            journal = self.start()
            found = journal.documents()
            journal.close()
        except JournalSealed as error:
            found = list(error.reading.documents.items())
        assert found[: len(self.confirmed)] == self.confirmed
        assert len(found) - len(self.confirmed) <= (0 if self.sealed else 2)
        after = disk.names[PATH].live
        assert after.startswith(before)
        assert read_bytes(after).state in ("clean", "sealed")
        if self.sealed:
            assert read_bytes(after).state == "sealed"


def steps_of(work: Callable[[FakeDisk], None]) -> int:
    disk = FakeDisk()
    work(disk)
    return len(disk.steps)


def test_the_whole_day_costs_one_write_and_one_fsync_for_each_line() -> None:
    disk = FakeDisk()
    Crew(disk).work()
    lines = disk.names[PATH].live.count(b"\n")
    assert disk.steps.count("write") == disk.steps.count("fsync") == lines


def test_a_power_cut_at_any_step_loses_nothing_confirmed() -> None:
    for step in range(steps_of(lambda disk: Crew(disk).work())):
        for number in range(rounds(25, 1500)):
            rng = random(f"cut{step}", number)
            crew = Crew(FakeDisk(faults={step: "cut"}, random=rng))
            crew.until_it_stops()
            crew.looks_again(crew.disk.after_cut())


def test_a_kill_at_any_step_loses_nothing_confirmed_also_when_the_power_goes_next() -> None:
    for step in range(steps_of(lambda disk: Crew(disk).work())):
        for number in range(rounds(6, 100)):
            crew = Crew(FakeDisk(faults={step: "kill"}, random=random(f"kill{step}", number)))
            crew.until_it_stops()
            crew.looks_again(crew.disk.after_kill())
            crew.looks_again(crew.disk.after_cut())


def test_a_second_power_cut_at_any_step_of_the_recovery_loses_nothing_confirmed() -> None:
    for step in range(4, steps_of(lambda disk: Crew(disk).work())):
        for second in range(6):
            for number in range(rounds(2, 40)):
                crew = Crew(FakeDisk(faults={step: "cut"}, random=random(f"twice{step}/{second}", number)))
                crew.until_it_stops()
                disk = crew.disk.after_cut() if number % 2 else crew.disk.after_kill()
                disk.faults = {second: "cut"}
                crew.disk = disk
                try:
                    crew.start().close()
                    crew.created = True
                except (PowerCut, JournalSealed):
                    pass
                crew.looks_again(disk.after_cut())


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("ever", [False, True])
def test_a_failing_disk_at_any_step_is_not_saved_and_never_asked_to_sync_again(
    fault: Fault, ever: bool
) -> None:
    for step in range(steps_of(lambda disk: Crew(disk).work())):
        for number in range(rounds(2, 60)):
            disk = FakeDisk(random=random(f"{fault}{step}", number))
            if ever:
                disk.from_step, disk.forever = step, fault
            else:
                disk.faults = {step: fault}
            crew = Crew(disk)
            crew.until_it_stops()
            assert disk.fsyncs_after_failure == 0
            disk.faults, disk.forever = {}, None
            crew.looks_again(disk)


@pytest.mark.parametrize("fault", FAULTS)
def test_what_was_not_saved_is_looked_for_before_it_is_written_again(fault: Fault) -> None:
    """Every record comes to stand exactly once, whatever step failed."""
    for step in range(steps_of(lambda disk: Crew(disk).work(seal=False))):
        for number in range(rounds(3, 60)):
            disk = FakeDisk(faults={step: fault}, random=random(f"again{fault}{step}", number))
            wanted = [[a_record(1)], [a_record(2), a_record(3)], [a_record(4)]]
            journal: Journal | None = None
            failed: NotSaved | None = None
            for many in wanted:
                for _ in range(5):
                    try:
                        if journal is None or journal.closed:
                            journal = Crew(disk, created=PATH in disk.names and failed is not None).start()
                        if failed is not None and journal.written(failed):
                            break
                        journal.append(many)
                        break
                    except NotSaved as error:
                        failed = error if error.documents else failed
                    except NotOpened:
                        continue
                failed = None
            stored = list(read_bytes(disk.names[PATH].live).documents.values())
            assert stored == [record for many in wanted for record in many], (step, number)


def test_a_full_disk_leaves_the_shift_to_be_finished_when_there_is_room_again() -> None:
    for room in range(0, 3000, 61):
        disk = FakeDisk(room=room)
        crew = Crew(disk)
        crew.until_it_stops()
        assert not crew.sealed
        disk.room = 1 << 40
        crew.looks_again(disk)
        crew.work(1)
        assert read_bytes(disk.names[PATH].live).state == "sealed"


def test_a_power_cut_while_a_continuation_begins_leaves_a_continuation_to_begin() -> None:
    made = FakeDisk()
    Crew(made).work(seal=False)
    good = made.names[PATH].live
    damaged = good[:900] + b"\0" * 40 + good[940:]
    assert read_bytes(damaged).state == "damaged"
    for step in range(6):
        for number in range(rounds(10)):
            disk = made.after_kill()
            disk.random = random(f"continue{step}", number)
            disk.names[PATH].live = disk.names[PATH].synced = damaged
            disk.faults = {step: "cut"}
            try:
                continue_after_damage(PATH, a_head("x"), disk).close()
            except PowerCut:
                disk = disk.after_cut()
            else:
                disk = disk.after_kill()
            assert disk.names[PATH].live == damaged
            journal = continue_after_damage(PATH, a_head("x"), disk)
            assert journal.append([a_record(1)])[0][0] > 100
