"""Reads the bytes of a journal file to the end and past any damage, standard library only.

Never raises: what is wrong is said by offset, length, line and a code. The format is in docs/format.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from dutyterm.journal.strict import RECORD_ID, VERSION, Forged, Parse, check, natural, need, plain

MARK = b'{"h":"'
BODY = 72  # offset of the hashed part of a line
ZEROS = "0" * 64
LINE_LIMIT = 1 << 20
FILE_LIMIT = 16 << 20
TAIL_LIMIT = 2 << 20  # more than this is not the remains of one interrupted write
HEAD_LIMIT = 8 << 10  # the same for the very first write
BLANK_LIMIT = 4 << 10  # NULs alone, one block: more is a file that was wiped, not one that was never begun
_SEARCH_BUDGET = 64 << 20  # bytes hashed while looking for the next good line: bounds hostile files

_FRAME = re.compile(rb'\{"h":"([0-9a-f]{64})","p":"([0-9a-f]{64})","n":(0|[1-9][0-9]{0,8}),"([a-z]{2,16})":')


@dataclass
class Damage:
    """Bytes that cannot be explained, or (length 0) a place where something is missing."""

    offset: int
    length: int
    line: int
    """Number of the line that was expected here."""
    code: str
    """Which kind of damage; a key of `chains.TEXTS`."""


@dataclass
class Walk:
    """Everything that can be said about the bytes of one file."""

    size: int = 0
    head: Any = None
    documents: dict[str, Any] = field(default_factory=dict)
    count: int = 0
    seal: Any = None
    seal_hash: str | None = None
    seal_line: int = 0
    sig: Any = None
    verified: int = 0
    lost: int = 0
    damages: list[Damage] = field(default_factory=list)
    torn: tuple[int, int] | None = None
    """Offset and length of an unexplained tail."""
    completes: bool = False
    """The tail is a whole line that lacks nothing but its LF."""
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Offset and length of the remains that recovery marks own."""
    hashes: dict[int, str] = field(default_factory=dict)
    last_hash: str = ZEROS
    next_n: int = 0
    top: int = 0
    """The highest record id."""

    @property
    def state(self) -> str:
        """clean, torn, damaged or sealed."""
        if self.damages:
            return "damaged"
        return "torn" if self.torn is not None else "sealed" if self.seal is not None else "clean"

    @property
    def total(self) -> int:
        """Lines that are or were there, as far as that can be known."""
        return self.verified + self.lost

    @property
    def newer(self) -> bool:
        """Written by a later container version: hashes hold, the content is taken as it is."""
        return self.head is not None and bool(self.head["v"] > VERSION)


def walk(data: bytes, parse: Parse = plain, quick: bool = False) -> Walk:
    """Reads a file to its end and past any damage. Never raises. `quick` takes payloads unread."""
    w = Walk(size=len(data))
    if len(data) > FILE_LIMIT:
        w.damages.append(Damage(0, len(data), 0, "large"))
        return w
    pos, junk, budget = 0, -1, _SEARCH_BUDGET
    while pos < len(data):
        frame = _FRAME.match(data, pos)
        end = data.find(b"\n", pos, pos + LINE_LIMIT + 1) if frame else -1
        if frame and end >= 0 and _sound(data, pos, end, frame[1]):
            _accept(w, data, pos, end, frame, junk, parse, quick)
            pos, junk = end + 1, -1
            continue
        if frame:
            budget -= max(end - pos, 0) or LINE_LIMIT
        after = data.find(MARK, pos + 1) if budget > 0 else -1
        if frame and pos < after < end and after - 1 - pos > BODY and _sound(data, pos, after - 1, frame[1]):
            _accept(w, data, pos, after - 1, frame, junk, parse, quick)  # only its LF was changed
            w.damages.append(Damage(after - 1, 1, w.next_n - 1, "newline"))
            pos, junk = after, -1
            continue
        junk = pos if junk < 0 else junk
        pos = after if after >= 0 else len(data)
    if junk >= 0:
        _tail(w, data, junk, parse)
    elif w.head is None and not w.damages:
        w.torn = (len(data), 0)  # created and cut before the head was written
    if w.seal is not None and not (quick or w.newer or w.damages) and w.seal["count"] != w.count:
        w.damages.append(Damage(0, 0, w.seal_line, "count"))
    return w


def _sound(data: bytes, start: int, end: int, h: bytes) -> bool:
    return sha256(data[start + BODY : end]).hexdigest().encode() == h


def _tail(w: Walk, data: bytes, junk: int, parse: Parse) -> None:
    length = len(data) - junk
    w.lost += 1
    if not w.damages and not data.endswith(b"\n") and len(data) < FILE_LIMIT:
        whole = walk(data + b"\n", parse)
        w.completes = whole.state in ("clean", "sealed")
        w.damages += whole.damages
    if w.head is not None:
        small = length <= TAIL_LIMIT
    else:
        begun = data.rstrip(b"\0\n")
        small = len(begun) <= HEAD_LIMIT if begun else len(data) <= BLANK_LIMIT
    if not w.damages and small:
        w.torn = (junk, length)
    else:
        w.damages.append(Damage(junk, length, w.next_n, "unreadable"))


def _accept(
    w: Walk, data: bytes, pos: int, end: int, frame: re.Match[bytes], junk: int,
    parse: Parse, quick: bool,
) -> None:  # fmt: skip
    """Takes one line whose own hash is right: is it in its place, and is its content allowed?"""
    h, p, n, verb = frame[1].decode(), frame[2].decode(), int(frame[3]), frame[4].decode()
    linked = n == w.next_n and p == w.last_hash
    explained = junk < 0
    body: Any = None
    forged = False
    if not (quick and verb == "put"):
        try:
            body = parse(b"{" + data[pos + BODY : end])
            need(set(body) == {"p", "n", verb})
            body = body[verb]
            if verb == "head":
                need(isinstance(body, dict) and natural(body.get("v")) and body["v"])
            if verb == "torn" or not (w.newer or (verb == "head" and body["v"] > VERSION)):
                check(verb, body)
        except Forged:
            forged = True
    if verb == "torn" and not forged and linked:
        at, length, digest = body["at"], body["len"], body["sha256"]
        owns = at == (junk if junk >= 0 else pos) and at + length == pos
        if owns and sha256(data[at:pos]).hexdigest() == digest:
            explained = True
            w.marks.append((at, length))
            w.top = max(w.top, body["next"] - 1)
        else:
            w.damages.append(Damage(pos, end + 1 - pos, n, "mark"))
    if not explained:
        w.damages.append(Damage(junk, pos - junk, w.next_n, "unreadable"))
    if n < w.next_n:
        again = w.hashes.get(n) == h
        w.damages.append(Damage(pos, end + 1 - pos, n, "repeated" if again else "moved"))
        if not again and verb == "put" and not forged and body is not None:
            _take(w, body)
        return
    if not linked and (explained or n == w.next_n):
        w.damages.append(Damage(pos, 0, w.next_n, "dropped" if n > w.next_n else "unlinked"))
    w.lost += n - w.next_n
    forged = forged or not _fits(w, verb, body, linked)
    w.hashes[n], w.last_hash, w.next_n = h, h, n + 1
    if forged:
        w.lost += 1
        w.damages.append(Damage(pos, end + 1 - pos, n, "forged"))
        return
    w.verified += 1
    if verb == "put" and body is not None:
        _take(w, body)
    elif verb == "head":
        w.head = body
        w.top = max(w.top, body["continues"]["next"] - 1 if body.get("continues") and not w.newer else 0)
    elif verb == "seal":
        w.seal, w.seal_hash, w.seal_line = body if isinstance(body, dict) else {}, h, n
    elif verb == "sig":
        w.sig = body if isinstance(body, dict) else {}


def _fits(w: Walk, verb: str, body: Any, linked: bool) -> bool:
    """Whether the verb may stand here, and whether its record ids are new."""
    if verb == "head":
        return w.head is None and w.seal is None and not w.documents
    if w.head is None and linked and verb != "torn" and not w.damages:
        return False
    if verb == "sig":
        key = (w.head or {}).get("key")
        own = w.newer or key is None or body.get("key") == key
        return w.seal is not None and w.sig is None and own
    if w.seal is not None and verb != "torn":
        return False
    if verb == "put" and body is not None and linked and not w.newer:
        top = w.top
        for id in body["records"]:
            if int(id) <= top:
                return False
            top = int(id)
    return True


def _take(w: Walk, body: Any) -> None:
    records = body.get("records") if isinstance(body, dict) else None
    for id, document in records.items() if isinstance(records, dict) else ():
        if id not in w.documents and isinstance(document, dict) and RECORD_ID.fullmatch(id):
            w.documents[id] = document
            w.top = max(w.top, int(id))
    w.count = len(w.documents)
