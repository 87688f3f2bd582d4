"""Small files that change, the lock, the reserve, and the Disk seam under them."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from random import Random

import pytest
from filelock import FileLock, Timeout
from tinydb import TinyDB, where

from dutyterm.journal.atomic import AtomicJSONStorage, StoreDamaged, replace_file
from dutyterm.journal.disk import Disk, NoSyncDisk, RealDisk
from dutyterm.journal.errors import NotSaved
from dutyterm.journal.journal import Journal
from dutyterm.journal.lock import WriterLock
from dutyterm.journal.reserve import SIZE, Reserve
from tests.faults.fake_disk import FakeDisk, PowerCut
from tests.journal.kit import NOW, a_journal, a_seal, fill

FILE = Path("/fake/settings.json")


class Held(PermissionError):
    """What Windows raises for a file that somebody else has open."""

    def __init__(self, winerror: int) -> None:
        super().__init__(13, "held by another program")
        self.winerror = winerror


class BusyDisk(RealDisk):
    """A disk whose files a scanner holds for a moment, as on Windows."""

    def __init__(self, winerror: int, times: int) -> None:
        super().__init__()
        self.winerror = winerror
        self.times = times
        self.waited: list[int] = []

    def _replace(self, source: Path, target: Path) -> None:
        if self.times > 0:
            self.times -= 1
            raise Held(self.winerror)
        super()._replace(source, target)

    def _wait(self, milliseconds: int) -> None:
        self.waited.append(milliseconds)


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_that_a_scanner_holds_is_replaced_when_it_lets_go(tmp_path: Path, winerror: int) -> None:
    disk = BusyDisk(winerror, times=4)
    path = tmp_path / "settings.json"
    path.write_bytes(b"old")
    replace_file(path, b"new", disk)
    assert path.read_bytes() == b"new"
    assert len(disk.waited) == 4


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_that_is_never_let_go_is_an_error_after_two_and_a_half_seconds(
    tmp_path: Path, winerror: int
) -> None:
    disk = BusyDisk(winerror, times=99)
    path = tmp_path / "settings.json"
    path.write_bytes(b"old")
    with pytest.raises(PermissionError):
        replace_file(path, b"new", disk)
    assert sum(disk.waited) == 2500
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_another_error_of_replacing_is_not_waited_for(tmp_path: Path) -> None:
    disk = BusyDisk(17, times=1)
    with pytest.raises(PermissionError):
        replace_file(tmp_path / "settings.json", b"new", disk)
    assert disk.waited == []


def test_after_a_cut_at_any_step_the_old_or_the_new_file_is_there_whole() -> None:
    for step in range(6):
        for number in range(40):
            disk = FakeDisk(random=Random(number))
            replace_file(FILE, b"old" * 400, disk)
            disk.faults = {len(disk.steps) + step: "cut"}
            try:
                replace_file(FILE, b"new" * 500, disk)
                done = True
            except PowerCut:
                done = False
            after = disk.after_cut()
            assert after.names[FILE].live in ([b"new" * 500] if done else [b"old" * 400, b"new" * 500])
            replace_file(FILE, b"more", after)
            assert after.names[FILE].live == b"more"


def test_after_a_failure_at_any_step_the_old_file_stands_and_nothing_else_is_left() -> None:
    for fault in ("eio", "enospc", "short"):
        for step in range(3):
            disk = FakeDisk()
            replace_file(FILE, b"old", disk)
            disk.faults = {len(disk.steps) + step: fault}
            try:
                replace_file(FILE, b"new" * 9, disk)
            except OSError:
                assert {path: inode.live for path, inode in disk.names.items()} == {FILE: b"old"}
            else:
                assert fault == "short"
                assert disk.names[FILE].live == b"new" * 9


def test_settings_are_a_tinydb_that_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a" / "settings.json"
    with TinyDB(path, storage=AtomicJSONStorage) as db:
        db.insert({"lang": "zh", "备注": "中文"})
        db.update({"lang": "en"})
    with TinyDB(path, storage=AtomicJSONStorage) as db:
        assert db.search(where("lang") == "en") == [{"lang": "en", "备注": "中文"}]
    assert "中文" in path.read_text("utf-8")
    assert os.listdir(path.parent) == ["settings.json"]


@pytest.mark.parametrize(
    "raw", [b"", b"\0" * 50, b"{", b"[]", b'{"a":1}', b"\xff", b"[" * 100_000], ids=lambda raw: repr(raw[:8])
)
def test_a_damaged_small_file_is_said_and_never_read_as_an_empty_one(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "credentials.json"
    path.write_bytes(raw)
    db = TinyDB(path, storage=AtomicJSONStorage)
    with pytest.raises(StoreDamaged) as refused:
        db.insert({"a": 1})
    assert "credentials.json" in refused.value.text.zh
    assert path.read_bytes() == raw


def test_what_is_not_json_is_refused_and_the_old_settings_stand(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    db = TinyDB(path, storage=AtomicJSONStorage)
    db.insert({"a": 1})
    before = path.read_bytes()
    with pytest.raises(ValueError, match="JSON"):
        db.insert({"a": float("nan")})
    assert path.read_bytes() == before
    assert db.all() == [{"a": 1}]


def test_the_reserve_is_a_whole_megabyte_and_is_given_back_once(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path, NoSyncDisk())
    assert not reserve.held
    assert reserve.restore()
    assert reserve.restore()
    assert (reserve.held, reserve.path.stat().st_size) == (True, SIZE)
    reserve.path.write_bytes(b"half of one")
    assert not reserve.held
    assert reserve.restore()
    assert reserve.release()
    assert not reserve.release()


def test_a_reserve_that_fails_at_any_step_takes_nothing() -> None:
    for step in range(3):
        for fault in ("enospc", "eio", "short"):
            disk = FakeDisk(faults={step: fault})
            reserve = Reserve(Path("/fake"), disk)
            if not reserve.restore():
                assert disk.names == {}
            else:
                assert fault == "short"


def test_a_full_disk_has_room_for_the_shift_once_the_reserve_is_given_up() -> None:
    disk = FakeDisk(room=SIZE + 2000)
    reserve = Reserve(Path("/fake"), disk)
    assert reserve.restore()
    journal = a_journal(Path("/fake/s1.duty"), 1, disk)
    with pytest.raises(NotSaved) as refused:
        fill(journal)
    assert reserve.release()
    again = Journal.open(journal.path, disk)
    again.append(refused.value.documents)
    assert again.seal(a_seal()).count == again.count
    assert not reserve.restore()


def test_one_program_has_the_lock_and_taking_it_twice_is_once(tmp_path: Path) -> None:
    first, second = WriterLock(tmp_path), WriterLock(tmp_path)
    assert first.acquire(NOW)
    assert first.acquire(NOW)
    assert not second.acquire(NOW)
    assert (first.held, second.held) == (True, False)
    assert str(os.getpid()) in second.holder().en
    first.release()
    first.release()
    assert second.acquire()
    second.release()


def test_the_lock_is_the_one_that_filelock_takes(tmp_path: Path) -> None:
    other = FileLock(tmp_path / "writer.lock", timeout=0, thread_local=False)
    ours = WriterLock(tmp_path)
    with other:
        assert not ours.acquire(NOW)
        assert ours.problem is None
    assert ours.acquire(NOW)
    with pytest.raises(Timeout):
        other.acquire()
    ours.release()
    with other:
        assert not ours.held


def test_nobody_waits_for_the_disk_to_note_who_writes(tmp_path: Path) -> None:
    class Asked(RealDisk):
        """Counts what the disk is asked to make lasting."""

        syncs = 0

        def fsync(self, handle: int) -> None:
            self.syncs += 1
            super().fsync(handle)

        def fsync_dir(self, path: Path) -> None:
            self.syncs += 1
            super().fsync_dir(path)

    disk = Asked()
    lock = WriterLock(tmp_path, disk)
    assert lock.acquire(NOW)
    assert (tmp_path / "writer.json").read_bytes()
    assert disk.syncs == 0
    lock.release()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no flock")
@pytest.mark.filterwarnings("ignore:flock not supported")
def test_a_file_system_without_flock_is_locked_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def flock(_file: int, _how: int) -> None:
        raise OSError(errno.ENOSYS, "not here")

    monkeypatch.setattr(fcntl, "flock", flock)
    first, second = WriterLock(tmp_path), WriterLock(tmp_path)
    assert first.acquire(NOW)
    assert not second.acquire(NOW)
    first.release()
    assert second.acquire(NOW)
    second.release()


def test_who_holds_the_lock_is_said_even_when_the_note_is_missing_or_nonsense(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path)
    assert lock.holder().en == "another program is using it"
    for raw in (b"", b"[]", b'{"pid":1}', b"\xff", b"[" * 3000):
        (tmp_path / "writer.json").write_bytes(raw)
        assert lock.holder().zh == "另一个程序正在使用"


def test_a_place_where_no_lock_can_be_made_is_a_problem_and_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    lock = WriterLock(tmp_path / "file")
    assert not lock.acquire(NOW)
    assert lock.problem is not None


def test_after_a_failed_sync_the_disk_itself_is_asked_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = RealDisk()
    path = tmp_path / "s1.duty"
    handle = disk.create(path)
    disk.write(handle, b"x")

    def failing(_: int) -> None:
        raise OSError(5, "input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing)
        with pytest.raises(OSError, match="input/output"):
            disk.fsync(handle)
    asked: list[object] = []
    if hasattr(os, "posix_fadvise"):
        monkeypatch.setattr(os, "posix_fadvise", lambda *what: asked.append(what))
    assert disk.read(path) == b"x"
    assert disk.read(path) == b"x"
    assert len(asked) == (1 if hasattr(os, "posix_fadvise") else 0)
    disk.close(handle)


def test_every_disk_offers_the_whole_seam() -> None:
    disks: list[Disk] = [RealDisk(), NoSyncDisk(), FakeDisk()]
    wanted = {name for name in vars(Disk) if not name.startswith("_")}
    assert [wanted - set(dir(disk)) for disk in disks] == [set(), set(), set()]
