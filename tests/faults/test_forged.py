"""Lines with a right hash and bad manners: a verdict, never an exception, and never taken for good."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from dutyterm.journal.disk import NoSyncDisk
from dutyterm.journal.errors import JournalDamaged
from dutyterm.journal.journal import Journal
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.walk import ZEROS
from tests.faults.seeds import random, rounds
from tests.journal.kit import a_head, a_record, forged, some_bytes

pytestmark = pytest.mark.faults


def raw_line(p: str, n: int, rest: bytes) -> bytes:
    body = b'"p":"%b","n":%d,%b' % (p.encode(), n, rest)
    return b'{"h":"%b",%b\n' % (sha256(body).hexdigest().encode(), body)


def after_good(tmp_path: Path, rest: bytes) -> bytes:
    data = some_bytes(tmp_path, 2)
    return data + raw_line(read_bytes(data).last_hash, 3, rest)


RECORD = b'{"at":"x","kind":"k","v":1,"body":'
BAD: dict[str, bytes] = {
    "nested deeply": b'"put":{"records":{"3":' + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"}}}",
    "nested deeply in lists": b'"put":{"records":{"3":{"a":' + b"[" * 40 + b"]" * 40 + b"}}}}",
    "NaN": b'"put":{"records":{"3":{"a":NaN}}}}',
    "Infinity": b'"put":{"records":{"3":{"a":-Infinity}}}}',
    "a float": b'"put":{"records":{"3":{"a":1.0}}}}',
    "an exponent": b'"put":{"records":{"3":{"a":1e5}}}}',
    "a number of 5000 digits": b'"put":{"records":{"3":{"a":' + b"9" * 5000 + b"}}}}",
    "a number beyond 2^53": b'"put":{"records":{"3":{"a":9007199254740993}}}}',
    "a key twice": b'"put":{"records":{"3":{"a":1,"a":2}}}}',
    "an id twice": b'"put":{"records":{"3":{"a":1},"3":{"a":2}}}}',
    "an id that is there already": b'"put":{"records":{"2":{"a":1}}}}',
    "an id that is no number": b'"put":{"records":{"x":{"a":1}}}}',
    "an id with a leading zero": b'"put":{"records":{"03":{"a":1}}}}',
    "an id in other digits": '"put":{"records":{"３":{"a":1}}}}'.encode(),
    "no documents": b'"put":{"records":{}}}',
    "another table": b'"put":{"log":{"3":{"a":1}}}}',
    "two tables": b'"put":{"records":{"3":{"a":1}},"log":{}}}',
    "a document that is a list": b'"put":{"records":{"3":[1]}}}',
    "a put that is a number": b'"put":7}',
    "a verb too many": b'"put":{"records":{"3":{"a":1}}},"seal":{}}',
    "an unknown verb": b'"drop":{}}',
    "a second head": b'"head":{"v":1}}',
    "a lone surrogate": b'"put":{"records":{"3":{"a":"\\ud800"}}}}',
    "bytes that are not UTF-8": b'"put":{"records":{"3":{"a":"\xff"}}}}',
    "a raw control character": b'"put":{"records":{"3":{"a":"\x01"}}}}',
    "no closing brace": b'"put":{"records":{"3":{"a":1}}}',
    "a seal with true as number": b'"seal":{"count":true,"closed_at":"x","summary":{},"flags":[]}}',
    "a seal that counts wrongly": b'"seal":{"count":7,"closed_at":"x","summary":{},"flags":[]}}',
    "a seal without keys": b'"seal":{}}',
    "a signature without a seal": b'"sig":{"key":"' + b"0" * 64 + b'","ed25519":"' + b"0" * 128 + b'"}}',
    "a mark for nothing": b'"torn":{"at":0,"len":5,"sha256":"' + b"0" * 64 + b'","next":4}}',
    "a mark with text for numbers": b'"torn":{"at":"0","len":true,"sha256":"' + b"0" * 64 + b'","next":4}}',
    "a mark that uses up all ids": b'"torn":{"at":0,"len":0,"sha256":"' + b"0" * 64
    + b'","next":9007199254740991}}',
}  # fmt: skip


@pytest.mark.parametrize("rest", BAD.values(), ids=BAD.keys())
def test_a_forged_line_is_damage_and_the_records_before_it_stand(tmp_path: Path, rest: bytes) -> None:
    reading = read_bytes(after_good(tmp_path, rest))
    assert reading.state == "damaged"
    assert list(reading.documents.values()) == [a_record(1), a_record(2)]
    path = tmp_path / "forged.duty"
    path.write_bytes(after_good(tmp_path, rest))
    with pytest.raises(JournalDamaged) as refused:
        Journal.open(path, NoSyncDisk())
    assert refused.value.reading.damage_texts()[0].zh


BAD_HEADS: list[Any] = [
    {}, [], 7, None, "x",
    *({**a_head().content(), key: value} for key, value in [
        ("v", True), ("v", 0), ("v", "1"), ("journal", ""), ("id", None), ("hall", 7), ("device", []),
        ("at", 1),
        ("key", "xyz"), ("prev_device", "00"), ("prev_hall", "A" * 64), ("continues", 7), ("continues", {}),
        ("continues", {"file": "x", "length": True, "sha256": "0" * 64, "next": 5}),
        ("continues", {"file": "x", "length": 1, "sha256": "0" * 64, "next": 0}),
    ]),
]  # fmt: skip


@pytest.mark.parametrize("head", BAD_HEADS, ids=range(len(BAD_HEADS)))
def test_a_forged_head_is_damage(head: Any) -> None:
    assert read_bytes(forged(("head", head))).state == "damaged"


def test_a_file_that_does_not_begin_with_a_head_is_damage() -> None:
    put = {"records": {"1": a_record(1)}}
    assert read_bytes(forged(("put", put))).state == "damaged"
    assert read_bytes(forged(("put", put), ("head", a_head().content()))).state == "damaged"
    seal = {"count": 0, "closed_at": "x", "summary": {}, "flags": []}
    assert read_bytes(forged(("seal", seal))).state == "damaged"


def test_a_text_that_only_looks_like_an_escaped_surrogate_is_taken() -> None:
    record = {**a_record(1), "path": "C:\\udata\\uDxyz", "emoji": "😀"}
    assert (
        read_bytes(forged(("head", a_head().content()), ("put", {"records": {"1": record}}))).state == "clean"
    )


def test_random_json_under_a_right_hash_never_raises(tmp_path: Path) -> None:
    scalars: list[Any] = [None, True, False, 0, -1, 1 << 60, "", "x", [], {}]
    for number in range(rounds(1500)):
        rng = random("json", number)

        def value(depth: int = 0, rng: Any = rng) -> Any:
            if depth > 3 or rng.random() < 0.4:
                return rng.choice(scalars)
            if rng.random() < 0.3:
                return [value(depth + 1) for _ in range(rng.randrange(3))]
            keys = [
                "records",
                "at",
                "len",
                "sha256",
                "count",
                "v",
                "id",
                "1",
                "next",
                "key",
                "summary",
                "flags",
            ]
            return {rng.choice(keys): value(depth + 1) for _ in range(rng.randrange(4))}

        verb = rng.choice(["head", "put", "torn", "seal", "sig", "other"])
        line = raw_line(ZEROS, 0, f'"{verb}":{json.dumps(value())}}}'.encode())
        reading = read_bytes(line)
        assert reading.state == "damaged" or (verb == "head" and reading.newer)
        read_bytes(some_bytes(tmp_path, 0) + line)


def test_a_newer_container_is_kept_whatever_its_lines_mean(tmp_path: Path) -> None:
    head = {**a_head().content(), "v": 2, "key": "ab" * 32}
    for content in ({"any": "thing"}, [1], None, "x"):
        data = forged(
            ("head", head), ("put", content), ("merge", content), ("seal", content), ("sig", content)
        )
        reading = read_bytes(data)
        assert (reading.state, reading.newer) == ("sealed", True)
