"""Half-typed fields: written within a second, masked, never needed, never in the way (design 2)."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from dutyterm.desk import drafts, sealing
from dutyterm.desk.drafts import DELAY_S, Drafts
from tests.desk.kit import DUTY, PINS, FaultyDisk, Hall


class Later:
    """Stands for `threading.Timer`: a test says when the time is up."""

    made: list[Later]

    def __init__(self, seconds: float, call: Callable[[], None]) -> None:
        self.seconds, self.call, self.daemon, self.cancelled = seconds, call, False, False
        Later.made.append(self)

    def start(self) -> None:
        """Nothing runs by itself."""

    def cancel(self) -> None:
        self.cancelled = True


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    Later.made = []
    monkeypatch.setattr(threading, "Timer", Later)


def failed(kept: Drafts) -> bool:
    return kept.failed


def test_what_is_typed_is_written_within_a_second_however_fast_the_keys_come(tmp_path: Path) -> None:
    """The delay counts from the first key: typing on does not put the write off."""
    kept = Drafts(tmp_path / "drafts.json", FaultyDisk())
    for n in range(50):
        kept.put("note/text", "打印机坏了" * n)
    (timer,) = Later.made
    assert timer.seconds == DELAY_S <= 1
    timer.call()
    assert Drafts(tmp_path / "drafts.json", FaultyDisk()).get("note/text") == "打印机坏了" * 49
    kept.put("note/text", "再写")
    assert len(Later.made) == 2


def test_a_draft_on_disk_is_masked(tmp_path: Path) -> None:
    kept = Drafts(tmp_path / "drafts.json", FaultyDisk())
    kept.put("note/text", "客户 13812345678")
    kept.flush()
    assert "13812345678" not in (tmp_path / "drafts.json").read_text("utf-8")
    assert kept.get("note/text") == "客户 13812345678"
    assert Drafts(tmp_path / "drafts.json", FaultyDisk()).get("note/text") == "客户 138****5678"


def test_a_dropped_draft_is_gone_from_the_disk(tmp_path: Path) -> None:
    kept = Drafts(tmp_path / "drafts.json", FaultyDisk())
    kept.put("a/1", "一")
    kept.put("a/2", "二")
    kept.put("b", "三")
    kept.flush()
    kept.drop_all("a/")
    kept.flush()
    assert Drafts(tmp_path / "drafts.json", FaultyDisk()).keys() == ("b",)


@pytest.mark.parametrize(
    "left", [b"", b"{", b"[]", b'{"drafts": 3}', b'{"drafts": {"1": {"a": 1}}}', b"\xff"]
)
def test_a_broken_draft_file_never_hinders_a_start(tmp_path: Path, left: bytes) -> None:
    path = tmp_path / "drafts.json"
    path.write_bytes(left)
    kept = Drafts(path, FaultyDisk())
    assert kept.keys() == ()
    kept.put("a", "一")
    kept.flush()
    assert Drafts(path, FaultyDisk()).get("a") == "一"


def test_a_disk_that_is_full_keeps_drafts_in_memory_and_tries_again(tmp_path: Path) -> None:
    disk = FaultyDisk()
    kept = Drafts(tmp_path / "drafts.json", disk)
    disk.room = 5
    kept.put("a", "一")
    kept.flush()
    assert failed(kept)
    assert kept.get("a") == "一"
    disk.room = None
    kept.put("b", "二")
    kept.flush()
    assert not failed(kept)
    assert Drafts(tmp_path / "drafts.json", disk).keys() == ("a", "b")


def test_a_failed_write_is_tried_again_without_another_key(tmp_path: Path) -> None:
    disk = FaultyDisk()
    kept = Drafts(tmp_path / "drafts.json", disk)
    disk.room = 5
    kept.put("a", "一")
    kept.flush()
    disk.room = None
    kept.flush()
    assert Drafts(tmp_path / "drafts.json", disk).get("a") == "一"


def test_odd_characters_and_ten_thousand_of_them_are_kept_as_text(tmp_path: Path) -> None:
    kept = Drafts(tmp_path / "drafts.json", FaultyDisk())
    kept.put("a", "好\ud800\x00\x1b[31m\u202e🙂" + "长" * 20_000)
    kept.flush()
    read = Drafts(tmp_path / "drafts.json", FaultyDisk()).get("a")
    assert read.startswith("好")
    assert len(read) <= drafts.LIMIT
    assert not any(c in read for c in "\ud800\x00\x1b\u202e")


def test_many_threads_never_tear_the_file(tmp_path: Path) -> None:
    kept = Drafts(tmp_path / "drafts.json", FaultyDisk())

    def type_on(n: int) -> None:
        for i in range(20):
            kept.put(f"{n}", f"{i}")
            kept.flush()

    threads = [threading.Thread(target=type_on, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(Drafts(tmp_path / "drafts.json", FaultyDisk()).keys()) == {"0", "1", "2", "3"}


async def test_drafts_outlive_a_kill_and_end_with_the_seal(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "DELAY_S", 0.0)
    session = await hall.shift()
    session.drafts.put("opening-1/OPN-06//offline", "2")
    session.drafts.put("place", '{"line": "OPN-06"}')
    async with asyncio.timeout(60):
        while "OPN-06" not in _text(hall.root / "drafts.json"):
            await asyncio.to_thread(lambda: None)  # the loop goes on, and so do its threads
    assert Later.made == [], "where there is a loop its clock waits, and no thread is begun at a key"
    await hall.kill(session)
    session = await hall.start()
    assert session.drafts.get("opening-1/OPN-06//offline") == "2"
    assert session.drafts.get("place") == '{"line": "OPN-06"}'
    assert isinstance(await sealing.seal(session, PINS[DUTY]), sealing.Sealed)
    await hall.close()
    assert (await hall.start()).drafts.keys() == ()


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


async def test_a_program_that_only_looks_writes_no_drafts(hall: Hall) -> None:
    await hall.shift()
    second = (await hall.house()).session
    assert second is not None
    second.drafts.put("note/text", "看的人打的字")
    second.drafts.flush()
    assert not (hall.root / "drafts.json").exists()


def test_what_a_record_has_saved_is_not_half_typed_any_more_after_a_kill(tmp_path: Path) -> None:
    """The kill came after the record, before the draft was gone from the disk; what was typed later stays."""
    kept = Drafts(tmp_path / "drafts.json", FaultyDisk())
    kept.newest = lambda: 7
    kept.put("opening-1/OPN-07//charge", "9")
    kept.put("opening-1/OPN-08//temperature", "14")
    kept.flush()
    again = Drafts(tmp_path / "drafts.json", FaultyDisk())
    again.saved("opening-1/OPN-07//charge", 8)
    again.saved("opening-1/OPN-08//temperature", 5)
    assert again.keys() == ("opening-1/OPN-08//temperature",)
