"""`dutyterm log`: the records of the shifts, or of the hall itself, one a line, oldest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dutyterm.cli.records import Asked, as_json, clock, records_of, shift_of, tell_unknown_kind, tellers_of
from dutyterm.cli.voice import BAD_NEWS, WELL, Voice
from dutyterm.options import Options
from dutyterm.review.kind_names import kind_name
from dutyterm.review.told import Teller


def run(voice: Voice, options: Options, asked: Asked, json: bool) -> int:
    """Prints what fits; 1 when a file is damaged (what can be read of it is printed all the same)."""
    records = records_of(voice, options, asked)
    if records.refused is not None:
        return voice.wrong(records.refused.text)
    tellers, found = tellers_of(options, records.hall), False
    for journal, id, document in records:
        found = True
        if json:
            voice.show(as_json(journal, id, document))
        else:
            voice.show(as_line(voice, tellers.of(journal), journal, id, document))
    if not found:
        tell_unknown_kind(voice, asked.kind)
    return BAD_NEWS if records.damaged else WELL


def as_line(voice: Voice, teller: Teller, journal: str, id: int, document: Mapping[str, Any]) -> str:
    """A record for people: when, where, who, what."""
    kind = str(document.get("kind"))
    said = voice.words(teller.told(kind, document.get("body")))
    who, what = teller.name(document.get("by")), voice.words(kind_name(kind))
    line = f"{clock(document)}  {shift_of(journal)} #{id}  {who}  {what}  {said}"
    # what comes from a file must not move the cursor of a terminal
    return "".join(c if c.isprintable() else " " for c in line).rstrip()
