"""What the bytes of a journal say: state, head, documents, seal, damage, readable torn text."""

from __future__ import annotations

import gc
from typing import Any, Literal, cast

from dutyterm.i18n import Text
from dutyterm.journal.chains import TEXTS
from dutyterm.journal.frozen import FrozenDict
from dutyterm.journal.head import Head
from dutyterm.journal.lines import parse_frozen
from dutyterm.journal.walk import Damage, Walk, walk
from dutyterm.values import dataclass

State = Literal["clean", "torn", "damaged", "sealed"]

_SHOWN = 2000  # characters of a torn end that are shown


@dataclass(frozen=True)
class Reading:
    """One file as read. A torn end without a head is a journal that was never begun (`head` is None)."""

    state: State
    head: Head | None
    documents: dict[int, FrozenDict]
    """Record id -> frozen document, in the order of the ids."""
    seal: FrozenDict | None
    seal_hash: str | None
    signature: FrozenDict | None
    verified: int
    """Lines whose hash is right and that are allowed where they stand."""
    total: int
    """Lines that are or were there, as far as that can be known."""
    damage: tuple[Damage, ...]
    last_hash: str
    next_line: int
    next_id: int
    torn: tuple[int, int] | None
    """Offset and length of an unexplained end."""
    completes: bool
    """The torn end is a whole line that lacks nothing but its LF."""
    torn_text: str
    """The readable part of the torn end."""
    newer: bool
    """Written by a later container version: shown, never written to."""
    walk: Walk

    @property
    def last(self) -> tuple[int, FrozenDict] | None:
        """The last record, to be shown after a cut."""
        return next(reversed(self.documents.items())) if self.documents else None

    def damage_texts(self) -> list[Text]:
        """One sentence for each damaged place, with its line."""
        return [Text(*(t.format(line=d.line, length=d.length) for t in TEXTS[d.code])) for d in self.damage]


def read_bytes(data: bytes) -> Reading:
    """Reads a whole file. Never raises, whatever the bytes are."""
    collecting = gc.isenabled()
    gc.disable()  # nothing here is garbage, and looking for it doubles the time
    try:
        w = walk(data, parse_frozen)
    finally:
        if collecting:
            gc.enable()
    torn = w.torn
    return Reading(
        state=cast(State, w.state),
        head=Head.read(w.head) if w.head is not None else None,
        documents={int(id): w.documents[id] for id in sorted(w.documents, key=int)},
        seal=w.seal,
        seal_hash=w.seal_hash,
        signature=w.sig,
        verified=w.verified,
        total=w.total,
        damage=tuple(w.damages),
        last_hash=w.last_hash,
        next_line=w.next_n,
        next_id=w.top + 1,
        torn=torn,
        completes=w.completes,
        torn_text=readable(data[torn[0] : torn[0] + torn[1]]) if torn else "",
        newer=w.newer,
        walk=w,
    )


def readable(remains: bytes) -> str:
    """The text that can be made out in the remains of a line, without the hashes at its beginning."""
    text: Any = remains.decode("utf-8", "ignore")
    _, found, content = text.partition('"put":')
    return "".join(c for c in (content if found else text) if c.isprintable())[:_SHOWN]
