"""Files cut, flipped, zeroed, doubled, dropped, swapped: nothing wrong is accepted, nothing good lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.journal.disk import NoSyncDisk
from dutyterm.journal.journal import Journal
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.walk import BLANK_LIMIT, BODY
from tests.faults.fake_disk import FakeDisk, Inode
from tests.faults.seeds import LONG, random, rounds
from tests.journal.kit import a_head, a_journal, a_record, a_seal, a_sealed_file, plain, some_bytes

pytestmark = pytest.mark.faults
PATH = Path("/fake/s1.duty")


def line_ends(data: bytes) -> list[int]:
    return [i + 1 for i, byte in enumerate(data) if byte == 10]


def with_remains(tmp_path: Path) -> bytes:
    """A file that was cut once, recovered, went on and was sealed."""
    path = tmp_path / "cut.duty"
    a_journal(path, 2).close()
    with path.open("ab") as stream:
        stream.write(b'{"h":"00 half a line \xe5\xae')
    journal = Journal.open(path, NoSyncDisk())
    journal.append([a_record(3)])
    journal.seal(a_seal())
    return path.read_bytes()


def test_a_file_cut_at_any_byte_keeps_every_whole_line(tmp_path: Path) -> None:
    data = some_bytes(tmp_path, 6)
    ends = line_ends(data)
    for cut in range(len(data)):
        reading = read_bytes(data[:cut])
        assert reading.state == ("clean" if cut in ends else "torn")
        whole = sum(1 for end in ends if end <= cut)
        assert len(reading.documents) == max(whole - 1, 0)
        assert reading.completes == (cut + 1 in ends)


@pytest.mark.parametrize("step", [1 if LONG else 3])
def test_no_flipped_bit_goes_unnoticed_and_none_costs_more_than_one_line(tmp_path: Path, step: int) -> None:
    data = some_bytes(tmp_path, 4)
    whole = read_bytes(data)
    for place in range(len(data)):
        for bit in range(place % step, 8, step):
            changed = bytearray(data)
            changed[place] ^= 1 << bit
            reading = read_bytes(bytes(changed))
            assert reading.state in ("torn", "damaged"), (place, bit)
            assert reading.verified >= whole.verified - 1, (place, bit)
            assert all(whole.documents[id] == doc for id, doc in reading.documents.items())


def test_no_changed_byte_of_a_recovered_and_sealed_file_goes_unnoticed(tmp_path: Path) -> None:
    data = with_remains(tmp_path)
    whole = read_bytes(data)
    assert whole.state == "sealed"
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1 << place % 8
        reading = read_bytes(bytes(changed))
        assert reading.state in ("torn", "damaged"), place
        assert reading.verified >= whole.verified - 2, place


def test_no_zeroed_doubled_dropped_swapped_or_inserted_block_is_taken_for_good(tmp_path: Path) -> None:
    data = some_bytes(tmp_path, 30)
    whole = read_bytes(data)
    for number in range(rounds(700)):
        rng = random("blocks", number)
        size = rng.choice([1, 16, 100, 512, 4096])
        a = rng.randrange(0, max(len(data) - size, 1))
        b = rng.randrange(0, max(len(data) - size, 1))
        block = data[a : a + size]
        how = rng.choice(["zero", "double", "drop", "insert"])
        if how == "zero":
            changed = data[:a] + bytes(size) + data[a + size :]
        elif how == "double":
            changed = data[:b] + block + data[b:]
        elif how == "drop":
            changed = data[:a] + data[a + size :]
        else:
            changed = data[:b] + rng.randbytes(size) + data[b:]
        if changed == data:
            continue
        reading = read_bytes(changed)
        cut = data.startswith(changed)
        assert reading.state in (("clean", "torn") if cut else ("torn", "damaged")), number
        assert all(whole.documents[id] == doc for id, doc in reading.documents.items()), number


def test_whole_lines_doubled_dropped_or_swapped_are_damage(tmp_path: Path) -> None:
    data = some_bytes(tmp_path, 5)
    lines = data.splitlines(keepends=True)
    whole = plain(read_bytes(data).documents)
    for i in range(len(lines)):
        for j in range(i + 1, len(lines)):
            swapped = list(lines)
            swapped[i], swapped[j] = swapped[j], swapped[i]
            reading = read_bytes(b"".join(swapped))
            assert reading.state == "damaged"
            assert plain(reading.documents) == whole  # out of place, and readable all the same
        doubled = read_bytes(b"".join([*lines[: i + 1], *lines[i:]]))
        assert doubled.state == "damaged"
        assert plain(doubled.documents) == whole
        if i + 1 < len(lines):
            assert read_bytes(b"".join(lines[:i] + lines[i + 1 :])).state == "damaged"


@pytest.mark.parametrize(
    "tail", [b"\0", b"\0" * 1024, b"\0" * 65536, b"\n", b"\n\n\n", b"{}", b'{"h":"', b"\xff\n"]
)
def test_any_tail_is_marked_and_not_one_byte_is_removed(tmp_path: Path, tail: bytes) -> None:
    data = some_bytes(tmp_path, 3)
    for cut in range(0, len(data) + 1, 7 if not LONG else 1):
        left = data[:cut] + tail
        if len(left.strip(b"\0")) == 0 and len(left) > BLANK_LIMIT:
            continue  # a wiped file is damage: the test of verify says so
        disk = FakeDisk(names={PATH: Inode(left, left)})
        before = read_bytes(left)
        assert before.state == ("clean" if tail == b"\n" and cut + 1 in line_ends(data) else "torn")
        if before.head is None and not before.completes:
            journal = Journal.create(PATH, a_head(), disk)
        else:
            journal = Journal.open(PATH, disk)
        journal.append([a_record(9)])
        journal.close()
        after = disk.names[PATH].live
        assert after.startswith(left)
        assert read_bytes(after).state == "clean"
        assert list(read_bytes(after).documents.values())[-1] == a_record(9)


def test_a_second_cut_inside_the_recovery_is_recovered_like_the_first(tmp_path: Path) -> None:
    data = some_bytes(tmp_path, 2)
    for cut in range(line_ends(data)[1], len(data), 5 if not LONG else 2):
        left = data[:cut]
        disk = FakeDisk(names={PATH: Inode(left, left)})
        Journal.open(PATH, disk).close()
        recovered = disk.names[PATH].live
        for second in range(len(left), len(recovered), 11 if not LONG else 3):
            again = FakeDisk(names={PATH: Inode(recovered[:second], recovered[:second])})
            journal = Journal.open(PATH, again)
            journal.append([a_record(7)])
            after = again.names[PATH].live
            assert after.startswith(recovered[:second])
            assert read_bytes(after).state == "clean"


def test_a_sealed_file_with_anything_after_its_seal_is_never_sealed_and_sound(tmp_path: Path) -> None:
    path = tmp_path / "s1.duty"
    a_sealed_file(path)
    data = path.read_bytes()
    line = some_bytes(tmp_path, 1).splitlines(keepends=True)[-1]
    for more in (b"x", b"\0" * 100, line, data.splitlines(keepends=True)[-1], data):
        assert read_bytes(data + more).state in ("torn", "damaged")


def test_a_hostile_file_without_a_good_line_is_read_in_bounded_work() -> None:
    frame = b'{"h":"' + b"0" * 64 + b'","p":"' + b"0" * 64 + b'","n":1,"put":'
    assert len(frame) > BODY
    reading = read_bytes(frame * (8 << 20 >> 7))
    assert (reading.state, reading.verified) == ("damaged", 0)
    assert read_bytes(b'{"h":"' * (1 << 20)).state == "damaged"
    assert read_bytes(bytes((16 << 20) + 1)).state == "damaged"
