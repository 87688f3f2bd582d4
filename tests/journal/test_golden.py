"""Files of released versions are read for ever, and every line would be written again to the same bytes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from dutyterm.journal.lines import encode_line, parse_frozen
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.seal import seal_code, signature_holds
from tests.journal.kit import NOW, a_head, a_record

GOLDEN = Path(__file__).with_name("golden")
DIGESTS = {
    "v1-sealed.duty": "dbf3b2d9104b262909e09ceeab071a5b9646e2611e9f98ef23254da5c28e37e7",
    "v1-open.duty": "bb2889899b1f0594b5da66acca15b4ba9b90ea4842db5b4912f086584c5cb2bd",
}
KEY = "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"


@pytest.mark.parametrize("name", DIGESTS)
def test_the_golden_bytes_are_those_of_the_release(name: str) -> None:
    assert sha256((GOLDEN / name).read_bytes()).hexdigest() == DIGESTS[name]


def test_the_sealed_file_of_version_1_says_what_it_said() -> None:
    reading = read_bytes((GOLDEN / "v1-sealed.duty").read_bytes())
    assert (reading.state, reading.verified, reading.total) == ("sealed", 7, 7)
    assert reading.head == a_head("yt01-20261122-a", key=KEY, prev_device="11" * 32, prev_hall="22" * 32)
    assert reading.documents == {
        1: a_record(1),
        2: {**a_record(2, '"引号" \\ 反斜杠 \n 换行 \u0007 😀 '), "by": None},
        3: {
            **a_record(3),
            "body": {"fen": -9007199254740991, "none": None, "yes": True, "list": [], "map": {}},
        },
        5: a_record(5),
    }
    assert reading.walk.marks == [(1535, 21)]
    assert reading.seal == {
        "count": 4,
        "closed_at": NOW.isoformat(timespec="milliseconds"),
        "closed_by": "p3",
        "summary": {"entries": 3},
        "flags": ["forgotten"],
    }
    assert reading.seal_hash == "fc6ba6023876c029aa8422f4df09cf0ff1d68af6cfaa27daac4b17aa0ab77f1f"
    assert seal_code(reading.seal_hash) == "52150-44650-26847"
    assert reading.signature is not None
    assert signature_holds(KEY, reading.seal_hash, reading.signature["ed25519"])


def test_the_open_file_of_version_1_says_what_it_said() -> None:
    reading = read_bytes((GOLDEN / "v1-open.duty").read_bytes())
    assert reading.state == "clean"
    assert reading.head == a_head("yt01-20261123-a")
    assert reading.documents == {1: a_record(1), 2: a_record(2)}


@pytest.mark.parametrize("name", DIGESTS)
def test_every_golden_line_is_still_written_with_the_same_bytes(name: str) -> None:
    written = 0
    for line in (GOLDEN / name).read_bytes().splitlines(keepends=True):
        if line.startswith(b'{"h":"ab '):
            continue  # the remains of a cut
        said = parse_frozen(line.rstrip(b"\n"))
        verb = next(key for key in said if key not in ("h", "p", "n"))
        assert encode_line(said["p"], said["n"], verb, said[verb]).data == line
        written += 1
    assert written >= 3
