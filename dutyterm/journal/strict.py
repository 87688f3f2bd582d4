"""Strict JSON for the lines of a journal, standard library only: what may stand in a line and what may not.

A right hash proves that a line is unchanged, not that it has good manners: whoever knows SHA-256 can
write NaN, a key twice, a number of five thousand digits or brackets without end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

VERSION = 1  # of the container
DEPTH_LIMIT = 32
INT_LIMIT = (1 << 53) - 1  # what every JSON reader can hold exactly

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_BRACKET = re.compile(rb"[\[\]{}]")
RECORD_ID = re.compile(r"[1-9][0-9]{0,14}")

Pairs = Callable[[list[tuple[str, Any]]], Any]
"""Makes an object of its keys and values."""
Parse = Callable[[bytes], Any]


class Forged(ValueError):
    """A line whose hash is right and whose content is not what this format allows."""


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; raises Forged when a key comes twice."""
    out = dict(pairs)
    if len(out) != len(pairs):
        raise Forged("a key twice in one object")
    return out


def _int(text: str) -> int:
    if len(text) > 17 or not -INT_LIMIT <= (value := int(text)) <= INT_LIMIT:
        raise Forged("a number too large")
    return value


def _refuse(text: str) -> Any:
    raise Forged(f"not a whole number: {text[:20]}")


def parser(pairs: Pairs) -> Callable[[bytes], Any]:
    """A strict JSON parser: no NaN, float, huge number, doubled key, lone surrogate or deep nesting."""
    scan = json.JSONDecoder(
        object_pairs_hook=pairs, parse_int=_int, parse_float=_refuse, parse_constant=_refuse
    ).scan_once  # type: ignore[attr-defined]  # decode() without its search for blanks around the value

    def parse(raw: bytes) -> Any:
        if raw.count(b"{") + raw.count(b"[") > DEPTH_LIMIT and _depth(raw) > DEPTH_LIMIT:
            raise Forged("nested too deeply")
        try:
            text = raw.decode("utf-8")
            value, end = scan(text, 0)
            if end != len(text):
                raise Forged("more than one value")
            if b"\\ud" in raw or b"\\uD" in raw:
                json.dumps(value, ensure_ascii=False).encode("utf-8")  # raises for a lone surrogate
        except (ValueError, RecursionError, StopIteration) as error:
            raise Forged(str(error)) from None
        return value

    return parse


def _depth(raw: bytes) -> int:
    depth = deepest = 0
    for found in _BRACKET.finditer(_STRING.sub(b"", raw)):
        depth += 1 if found[0] in b"{[" else -1
        deepest = max(deepest, depth)
    return deepest


plain = parser(unique)


def need(ok: object) -> None:
    """Raises Forged unless `ok`."""
    if not ok:
        raise Forged("a key missing or of the wrong type")


def is_hex(value: object, size: int = 64) -> bool:
    """Whether the value is lower-case hex of exactly `size` digits."""
    return type(value) is str and len(value) == size and re.fullmatch(r"[0-9a-f]+", value) is not None


def natural(value: object) -> bool:
    """Whether the value is a whole number from 0; True is not a number."""
    return type(value) is int and value >= 0


def _record_id(value: object) -> bool:
    return type(value) is int and 0 < value <= 10**12


def check(verb: str, body: Any) -> None:
    """Raises Forged unless the content of the verb has the shape of container version 1."""
    need(isinstance(body, dict))
    if verb == "put":
        records = body.get("records")
        need(len(body) == 1 and isinstance(records, dict) and records)
        for id, document in records.items():
            if not (isinstance(document, dict) and RECORD_ID.fullmatch(id)):
                raise Forged("not a record")
    elif verb == "head":
        need(
            all(type(body.get(key)) is str and body[key] for key in ("journal", "id", "hall", "device", "at"))
        )
        need(all(body.get(key) is None or is_hex(body[key]) for key in ("key", "prev_device", "prev_hall")))
        before = body.get("continues")
        need(before is None or isinstance(before, dict))
        if before is not None:
            need(type(before.get("file")) is str and natural(before.get("length")))
            need(is_hex(before.get("sha256")) and _record_id(before.get("next")))
    elif verb == "torn":
        need(natural(body.get("at")) and natural(body.get("len")) and is_hex(body.get("sha256")))
        need(_record_id(body.get("next")))
    elif verb == "seal":
        need(natural(body.get("count")) and type(body.get("closed_at")) is str)
        need(body.get("closed_by") is None or type(body["closed_by"]) is str)
        need(isinstance(body.get("summary"), dict) and isinstance(body.get("flags"), list))
    elif verb == "sig":
        need(is_hex(body.get("key")) and is_hex(body.get("ed25519"), 128))
    else:
        raise Forged("an unknown verb")
