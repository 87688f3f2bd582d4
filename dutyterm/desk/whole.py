"""The whole text of an entry of an earlier shift: what it said, what was added, what was struck out (S3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from dutyterm.desk.session import Session
from dutyterm.i18n import Text, same
from dutyterm.journal.reading import read_bytes
from dutyterm.review.shelf import LOOK_BACK, paths_newest_first
from dutyterm.shift.entries import EntryAdded, EntryCorrected, EntryEdited, EntryWritten

_LATER: Final = {
    EntryAdded.KIND: Text("补记", "added"),
    EntryCorrected.KIND: Text("更正为", "corrected to"),
    EntryEdited.KIND: Text("改写为", "put into other words"),
}


async def whole_text(session: Session, ref: str) -> tuple[Text, ...]:
    """What the entry `<journal>#<record id>` says, first as written, then what was said later.

    Empty when its file is not here or cannot be read. Reads one shift file, in the writer's thread.
    """
    journal, _, number = ref.rpartition("#")
    if not journal or not number.isdecimal():
        return ()
    return await session.in_writer(lambda: tuple(_said(session, journal, int(number))))


def _said(session: Session, journal: str, id: int) -> Iterator[Text]:
    try:
        paths = paths_newest_first(session.disk, session.layout.shifts)
        near = (path for _, path in zip(range(LOOK_BACK), paths, strict=False))
        path = next((path for path in near if path.name.startswith(f"{journal}.")), None)
        data = session.disk.read(path) if path is not None else b""
    except OSError:
        return
    for number, document in sorted(read_bytes(data).documents.items()) if data else ():
        body: Mapping[str, Any] = document.get("body", {})
        kind, words = document.get("kind"), body.get("text")
        if kind == EntryWritten.KIND and number == id:
            yield same(str(words))
        elif kind in _LATER and body.get("of") == id:
            at = str(document.get("at", ""))[11:16]
            head = _LATER[str(kind)]
            yield Text(f"{at} {head.zh}: {words}", f"{at} {head.en}: {words}")


__all__ = ["whole_text"]
