"""Real processes on the real system: killed, refused, out of room, two at once, copied while writing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutyterm.journal.disk import RealDisk
from dutyterm.journal.errors import NotOpened, NotSaved
from dutyterm.journal.journal import Journal
from dutyterm.journal.lock import WriterLock
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.reserve import Reserve
from tests.faults.seeds import random, rounds
from tests.journal.kit import NOW, a_head, a_journal, a_record, a_seal, fill

pytestmark = [pytest.mark.faults, pytest.mark.process]
ROOT = Path(__file__).parents[2]
STRACE = shutil.which("strace")
NEEDS_STRACE = pytest.mark.skipif(
    STRACE is None, reason="strace is not installed: no faults in real system calls"
)


def crew(path: Path, many: int, *before: str) -> subprocess.Popen[str]:
    command = [*before, sys.executable, "-m", "tests.faults.crew_process", str(path), str(many)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def confirmed_in(lines: str) -> list[int]:
    return [int(line.split()[1]) for line in lines.splitlines() if line.startswith("ok ")]


def numbers(path: Path) -> list[int]:
    reading = read_bytes(path.read_bytes())
    assert reading.state in ("clean", "torn")
    return [document["mono"] for document in reading.documents.values()]


def test_a_process_killed_at_any_moment_keeps_what_it_confirmed(tmp_path: Path) -> None:
    """Kills come while it writes: a run goes on with the file that the runs before left, 20 to a file."""
    total = 0
    for number in range(rounds(12, 1000)):
        path = tmp_path / f"s{number // 20}.duty"
        total = total if number % 20 else 0
        process = crew(path, 100_000)
        assert process.stdout is not None
        seen = [process.stdout.readline() for _ in range(random("kill", number).randint(1, 60))]
        process.kill()
        rest = process.stdout.read()
        process.stdout.close()
        assert process.wait() != 0
        total += len(confirmed_in("".join(seen) + rest))
        reading = read_bytes(path.read_bytes())
        assert reading.state in ("clean", "torn")
        assert total <= len(reading.documents) <= total + 1
        total = len(reading.documents)
        journal = Journal.open(path, RealDisk())
        assert total <= len(journal.documents()) <= total + 1  # a line that lacked only its LF counts now
        total = journal.count
        journal.close()


@NEEDS_STRACE
@pytest.mark.parametrize(
    ("call", "what"),
    [("write", "error=ENOSPC"), ("write", "error=EIO"), ("fsync", "error=EIO"), ("fsync", "error=ENOSPC"),
     ("write", "error=EINTR"), ("write", "signal=KILL"), ("fsync", "signal=KILL")],
)  # fmt: skip
def test_a_fault_in_a_real_system_call_is_not_saved_and_nothing_is_doubled(
    tmp_path: Path, call: str, what: str
) -> None:
    first = 2 if call == "fsync" else 1  # the first fsync is that of an empty file, which is created then
    for k in range(first, rounds(4, 7)):
        path = tmp_path / f"{call}-{what.replace('=', '-')}-{k}.duty"
        when = f"{k}" if k % 2 else f"{k}+9"
        # Only calls on the journal itself: -P leaves Python's own writes alone.
        path.touch()
        strace = [str(STRACE), "-f", "-qq", "-o", os.devnull, "-P", str(path)]
        process = crew(path, 6, *strace, "-e", f"trace={call}", "-e", f"inject={call}:{what}:when={when}")
        out, _ = process.communicate(timeout=60)
        confirmed = confirmed_in(out)
        found = numbers(path)
        assert found[: len(confirmed)] == list(range(len(confirmed)))
        assert len(found) <= len(confirmed) + 1
        if "KILL" in what:
            again, _ = crew(path, 2).communicate(timeout=60)
            assert len(confirmed_in(again)) == 2
        else:
            assert process.returncode == 0
            assert found == list(range(6))
            assert ("not saved" in out) == ("EINTR" not in what)  # Python itself repeats what was interrupted


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of file size for a process")
def test_a_file_that_may_not_grow_is_not_saved_and_goes_on_when_it_may(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "s1.duty"
    journal = a_journal(path, 0, RealDisk())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 1000, limits[1]))
        with pytest.raises(NotSaved) as refused:
            fill(journal)
        assert journal.closed
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, old)
    again = Journal.open(path, RealDisk())
    assert again.written(refused.value) == []
    assert again.recovered is not None
    again.append(refused.value.documents)
    assert [document["mono"] for _, document in again.documents()] == list(range(1, again.count + 1))
    again.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("a small file system needs root on Linux")
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("this machine does not let root mount a small file system")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=False)


def test_a_really_full_disk_is_not_saved_and_the_reserve_lets_the_shift_be_finished(small_disk: Path) -> None:
    disk = RealDisk()
    reserve = Reserve(small_disk, disk)
    assert reserve.restore()
    path = small_disk / "s1.duty"
    journal = a_journal(path, 1, disk)
    (small_disk / "ballast").write_bytes(bytes((1 << 20) - (1 << 15)))
    with pytest.raises(NotSaved) as refused:
        fill(journal)
    kept = journal.count
    assert not Reserve(small_disk / "none", disk).release()
    assert reserve.release()
    journal = Journal.open(path, disk)
    assert journal.written(refused.value) == []
    journal.append(refused.value.documents)
    assert [document["mono"] for _, document in journal.documents()] == list(range(1, kept + 2))
    journal.seal(a_seal())
    assert read_bytes(path.read_bytes()).state == "sealed"
    (small_disk / "ballast").unlink()
    assert reserve.restore()


def test_the_space_of_a_reserve_that_does_not_fit_is_given_back(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(3 << 19))
    reserve = Reserve(small_disk, RealDisk())
    assert not reserve.restore()
    assert not reserve.path.exists()


def test_a_folder_that_vanished_or_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(NotOpened) as gone:
        Journal.open(tmp_path / "not" / "there.duty", RealDisk())
    assert "there.duty" in gone.value.text.zh
    with pytest.raises(NotOpened):
        Journal.open(tmp_path, RealDisk())
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x")
    with pytest.raises(NotOpened):
        Journal.create(in_the_way / "s1.duty", a_head(), RealDisk())


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not stop root (or Windows)")
def test_a_read_only_file_opens_for_reading_only(tmp_path: Path) -> None:
    path = tmp_path / "s1.duty"
    a_journal(path).close()
    path.chmod(0o400)
    with pytest.raises(NotOpened):
        Journal.open(path, RealDisk())
    assert Journal.open(path, RealDisk(), read_only=True).count == 3


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let anybody remove an open file")
def test_a_disk_that_became_read_only_is_said_in_words_and_still_read(small_disk: Path) -> None:
    path = small_disk / "s1.duty"
    a_journal(path, 3, RealDisk()).close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(NotOpened) as refused:
        Journal.open(path, RealDisk())
    assert "只读打开" in refused.value.text.zh
    assert Journal.open(path, RealDisk(), read_only=True).count == 3
    lock = WriterLock(small_disk)
    assert not lock.acquire(NOW)
    assert lock.problem is not None
    assert not Reserve(small_disk, RealDisk()).restore()


def test_a_journal_removed_while_it_is_open_confirms_nothing_more(tmp_path: Path) -> None:
    folder = tmp_path / "usb"
    journal = a_journal(folder / "s1.duty", 1, RealDisk())
    shutil.rmtree(folder)
    with pytest.raises(NotSaved):
        journal.append([a_record(2)])
    with pytest.raises(NotOpened):
        Journal.open(folder / "s1.duty", RealDisk())


def test_a_file_copied_while_it_is_written_is_a_sound_earlier_state(tmp_path: Path) -> None:
    path = tmp_path / "s1.duty"
    process = crew(path, 100_000)
    assert process.stdout is not None
    sizes = []
    for _ in range(rounds(60)):
        process.stdout.readline()
        copy = path.read_bytes()
        sizes.append(len(copy))
        assert read_bytes(copy).state in ("clean", "torn")
    process.kill()
    process.stdout.close()
    process.wait()
    assert sizes == sorted(sizes)


def test_a_second_program_is_told_who_writes_and_a_kill_frees_the_lock(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from datetime import datetime\n"
        "from dutyterm.journal.lock import WriterLock\n"
        "lock = WriterLock(Path(sys.argv[1]))\n"
        "print(lock.acquire(datetime.fromisoformat('2026-11-22T08:03:00.000+08:00')), flush=True)\n"
        "sys.stdin.read()\n"
    )
    first = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert first.stdout is not None
    assert first.stdin is not None
    assert first.stdout.readline() == "True\n"
    second = WriterLock(tmp_path)
    assert not second.acquire(NOW)
    assert second.problem is None
    assert str(first.pid) in second.holder().zh
    assert "2026-11-22 08:03" in second.holder().en
    path = tmp_path / "s1.duty"
    a_journal(path).close()
    assert Journal.open(path, RealDisk(), read_only=True).count == 3
    first.kill()
    first.wait()
    first.stdout.close()
    first.stdin.close()
    assert second.acquire(NOW)
    second.release()
