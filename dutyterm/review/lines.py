"""Lines of a journal that hold some bytes, parsed only then: what search stands on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic_core import from_json

EVERY = b'"put":'
"""Stands in every line that holds records."""

SIGNATURE = b'"sig":'
"""Stands in the line that signs a seal."""

_HASH_END = 70
_BODY = 72
_VERB = slice(143, 180)
"""The verb follows two hashes and the line's number."""


def checked_line(raw: bytes) -> tuple[str, dict[str, Any]] | None:
    """Hash and content of a line whose hash is right; None otherwise."""
    if not _hash_fits(raw):
        return None
    try:
        found = _parsed(raw)
    except (ValueError, RecursionError):
        return None
    return (raw[6:_HASH_END].decode(), found) if isinstance(found, dict) else None


def is_signature(raw: bytes) -> bool:
    """Whether a line with the right hash holds a signature, told from where its verb stands."""
    return _hash_fits(raw) and SIGNATURE in raw[_VERB]


def _hash_fits(raw: bytes) -> bool:
    return len(raw) >= _BODY and hashlib.sha256(raw[_BODY:]).hexdigest().encode() == raw[6:_HASH_END]


def _parsed(raw: bytes) -> Any:
    try:
        return from_json(raw)  # twice as fast as the standard library
    except ValueError:
        return json.loads(raw)  # which takes what no journal of ours holds, such as half of a surrogate pair


def lines_with(data: bytes, needle: bytes, scanned: bytes | None = None) -> Iterator[bytes]:
    """Raw lines that hold the needle, the last one first.

    `scanned` is what is looked through in the place of `data`, of the same length: its lower case.
    """
    field = data if scanned is None else scanned
    end = len(data)
    while (at := field.rfind(needle, 0, end)) >= 0:
        start = data.rfind(b"\n", 0, at) + 1
        stop = data.find(b"\n", at)
        yield data[start : stop if stop >= 0 else len(data)]
        end = start


def has_records(raw: bytes) -> bool:
    """Whether a line holds records, told from where its verb stands; heads and seals do not."""
    return EVERY in raw[_VERB]


def repeats_only(raw: bytes, needle: bytes, *, lower: bool) -> bool:
    """Whether the needle stands only where an opening record repeats the roster and what was carried in.

    Told from the bytes: names of people stand in every such record, and parsing all of them takes long.
    """
    start = raw.find(b',"premises":{')
    if start < 0:
        return False
    go_on = raw.find(b',"manual_version":"', start)
    end = raw.find(b',"carried":{', go_on)
    if go_on < 0 or end < 0:
        return False
    own = raw[:start] + raw[go_on:end]
    behind = raw.find(b'"kind":"', end)
    if behind >= 0:  # another record of the same line; too much is never wrong, the parser decides
        own += raw[behind:]
    return needle not in (own.lower() if lower else own)


def records_in(content: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    """Record ids and documents of a line, the last one first; none when it is another kind of line."""
    put = content.get("put")
    records = put.get("records") if isinstance(put, dict) else None
    if not isinstance(records, dict):
        return []
    found = [(int(id), one) for id, one in records.items() if id.isdecimal() and isinstance(one, dict)]
    return sorted(found, key=lambda pair: pair[0], reverse=True)


def records_with(data: bytes, needle: bytes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Every record of the lines that hold the needle and whose hash is right."""
    if needle not in data:
        return
    for raw in lines_with(data, needle):
        line = checked_line(raw)
        if line is not None:
            yield from records_in(line[1])


def journal_of(data: bytes) -> str | None:
    """The journal's id as its first line gives it; None when that line cannot be read."""
    end = data.find(b"\n")
    line = checked_line(data[: end if end >= 0 else len(data)])
    head = line[1].get("head") if line is not None else None
    id = head.get("id") if isinstance(head, dict) else None
    return id if isinstance(id, str) else None
