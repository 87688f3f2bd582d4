"""Writing the paper pack from inside the program: every list, card and blank form (N12)."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from dutyterm.desk.outcome import NotSaved
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.i18n import Lang, Text
from dutyterm.journal.atomic import replace_file
from dutyterm.model.refusal import Refusal
from dutyterm.paper.formats import SUFFIX, Format, written
from dutyterm.paper.pack import pack
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Packed:
    """The pack is on disk."""

    folder: Path
    sheets: int


async def make_pack(session: Session, lang: Lang, formats: tuple[Format, ...]) -> Packed | Refusal | NotSaved:
    """Writes it into `paper/pack-<lang>`; text always. Nobody counts blank sheets, so there is no record."""
    refused = session.may(Act.MAKE_PAPER)
    premises = session.hall.premises
    if refused is not None:
        return refused
    if session.read_only is not None or premises is None:
        return Refusal("read_only", session.read_only or _NO_HALL)
    folder, manual = session.layout.paper / f"pack-{lang}", session.active_manual or session.manual

    def write() -> int:
        sheets = pack(manual, premises)
        for sheet in sheets:
            for one in dict.fromkeys(("text", *formats)):
                data = written(sheet.document, one, lang)
                if not isinstance(data, Refusal):
                    replace_file(folder / f"{sheet.id}{SUFFIX[one]}", data, session.disk)
        return len(sheets)

    try:
        # beside the queue: an emergency is not to wait until the last sheet is drawn
        return Packed(folder, await asyncio.to_thread(write))
    except OSError as error:
        return NotSaved(_NOT_WRITTEN.fill(why=error.strerror or str(error)))


_NO_HALL: Final = Text("还没有建营业厅。", "The hall has not been set up.")
_NOT_WRITTEN: Final = Text("纸没有写成: {why}。", "The paper was not written: {why}.")
