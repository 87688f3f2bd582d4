"""Which parts of a record are words that somebody reads, and where searched words stand in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dutyterm.model.typed import plain

_MACHINE = frozenset(
    {
        *("premises", "carried"),  # an opening record repeats the roster and what was carried in
        *("journal", "boot", "run", "previous", "ref", "entry", "hash", "content", "key", "device", "shown"),
        *("manual_hash", "field", "sort", "norm", "until", "medium", "code_check", "outcome", "severity"),
    }
)
"""Fields that hold references, hashes and words of the program, not of people."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*")
_WORDS = re.compile(r'"([^"]+)"|(\S+)')
_UPPER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def split(typed: str) -> tuple[str, ...]:
    """The words in what was typed; `"two words"` in quotes are one."""
    found = (quoted or bare for quoted, bare in _WORDS.findall(plain(typed)))
    return tuple(dict.fromkeys(word.strip() for word in found if word.strip()))


def fold(text: str) -> str:
    """Without the difference of A and a; the same rule as `bytes.lower`, and the length stays."""
    return text.translate(_UPPER)


def needle(word: str) -> bytes:
    """A word as it stands in a journal: UTF-8, escaped as JSON. Half a character stands in none."""
    return json.dumps(word, ensure_ascii=False)[1:-1].encode("utf-8", "surrogatepass")


def texts(value: Any) -> Iterator[str]:
    """The words in a body, in the order in which they stand."""
    if isinstance(value, str):
        if not _MOMENT.fullmatch(value):
            yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in _MACHINE:
                yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def place(body: Any, words: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]] | None:
    """The text of a body in which the first word stands, and where all words stand in it.

    None unless every word (folded) is somewhere in the body's texts.
    """
    if not words:
        return "", ()
    found: str | None = None
    left = set(words)
    for text in texts(body):
        folded = fold(text)
        left -= {word for word in left if word in folded}
        if found is None and words[0] in folded:
            found = text
    return None if left or found is None else (found, spans(found, words))


def spans(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where folded words stand in a text, merged where they touch."""
    folded, marks = fold(text), []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            marks.append((at, at + len(word)))
            at = folded.find(word, at + len(word))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
