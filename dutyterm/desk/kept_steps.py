"""Steps of an emergency that could not be saved, kept among the drafts: a kill does not lose them (N31)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from dutyterm.desk.drafts import UNSAVED
from dutyterm.model.record import Event
from dutyterm.shift.families import KINDS

if TYPE_CHECKING:
    from dutyterm.desk.emergencies import Waiting
    from dutyterm.desk.session import Session

PREFIX: Final = f"{UNSAVED}step/"
"""The record stands in the key: a draft's words are masked, which would spoil times and numbers. The rules
have masked what was typed already."""


def put(session: Session, waiting: Iterable[Waiting]) -> None:
    """Makes the drafts hold exactly these events; whoever wants them on the disk at once flushes."""
    drafts = session.drafts
    wanted = [_key(n, one) for n, one in enumerate(waiting)]
    for key in drafts.begun_with(PREFIX):
        if key not in wanted:
            drafts.drop(key)
    for key in wanted:
        drafts.put(key, "-")


def kept(session: Session) -> tuple[Waiting, ...]:
    """The events in their order; one that cannot be read is passed over and stays."""
    from dutyterm.desk.emergencies import Waiting

    found: list[Waiting] = []
    for key in sorted(session.drafts.begun_with(PREFIX)):
        try:
            document = json.loads(key.removeprefix(PREFIX).partition("/")[2])
        except ValueError:
            continue
        record = KINDS.read(0, document) if isinstance(document, dict) else None
        if record is not None and record.fact is not None:
            found.append(Waiting(Event(record.fact, record.by), record.at))
    return tuple(found)


def _key(n: int, one: Waiting) -> str:
    document = one.event.document(one.at, 0)
    return f"{PREFIX}{n:04}/{json.dumps(document, ensure_ascii=True, sort_keys=True)}"
