"""Rows of the day's timetable as they are drawn: when, how it stands in sign and words, where Enter leads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from dutyterm.i18n import Text
from dutyterm.shift import board
from dutyterm.shift.day.agenda import CURRENT
from dutyterm.shift.day.rows import Entry, Stand
from dutyterm.tui.views.marks import MARKS
from dutyterm.tui.views.spans import Tone
from dutyterm.values import dataclass

NO_BOX: Final = "   "
"""The sign of a row that is done elsewhere, such as the handover (WF-14): it passes with its time."""

SIGNS: Mapping[Stand, tuple[str, Tone]] = MappingProxyType(
    {
        Stand.TODO: ("[ ]", "todo"),
        Stand.NOW: ("[ ]", "todo"),
        Stand.PROGRESS: ("[~]", "progress"),
        Stand.LATE: ("[ ]", "todo"),
        Stand.DONE: ("[x]", "done"),
        Stand.MISSED: ("[ ]", "dim"),
        Stand.PASSED: ("[-]", "dim"),
        Stand.OTHER: ("[-]", "dim"),
    }
)
"""The box of each stand; what the box does not say, the words at the end of the row do."""


@dataclass(frozen=True)
class PlanRow:
    """One row of the timetable."""

    id: str
    due: datetime | None
    title: Text
    sign: str
    tone: Tone
    tail: str
    """Count, or when it was done; the same in both languages."""
    word: Text
    """How it stands, in words; empty when the sign says it all."""
    word_tone: Tone
    unfinished: bool
    """Something is to be done there, now or later."""
    current: bool
    """Its time is now, or it is late or begun."""
    list: str | None = None
    run: str | None = None
    line: str | None = None
    card: str | None = None
    page: str | None = None
    ticks: bool = False
    """It stands for nothing else: Space says that it was done."""
    ticked: bool = False

    @property
    def reminds_only(self) -> bool:
        """Does it stand for nothing that could be done in a list?"""
        return self.list is None

    @property
    def others(self) -> bool:
        """Is it the shift before or after this one that does it?"""
        return self.word == _OTHER


def of_entry(entry: Entry, now: datetime) -> PlanRow:
    """A row of the day's timetable."""
    sign, tone = SIGNS[entry.stand]
    if entry.row.list is None and not entry.ticks:
        sign = NO_BOX
    elif entry.stand is Stand.DONE and entry.off:
        sign, tone = "[!]", "off"
    word, word_tone = _word(entry)
    tail = f"{entry.done}/{entry.total}" if entry.total > 1 and entry.stand is not Stand.OTHER else ""
    if entry.stand is Stand.DONE:
        tail = "" if entry.done_at is None else entry.done_at.astimezone(now.tzinfo).strftime("%H:%M")
    return PlanRow(
        id=entry.id,
        due=entry.due,
        title=_text(entry.row.title),
        sign=sign,
        tone=tone,
        tail=tail,
        word=word,
        word_tone=word_tone,
        unfinished=_unfinished(entry),
        current=entry.stand in CURRENT,
        list=entry.row.list,
        run=entry.run,
        line=entry.line,
        card=entry.row.card,
        page=entry.row.page,
        ticks=entry.ticks and entry.stand is not Stand.OTHER,
        ticked=entry.ticked,
    )


def of_group(row: board.Row, now: datetime) -> PlanRow:
    """A group of the opening list, where a day has no timetable: a closed day, or a manual without one."""
    look = MARKS[row.mark]
    tail = f"{row.done}/{row.total}" if row.total > 1 else ""
    if row.done_at is not None:
        tail = row.done_at.astimezone(now.tzinfo).strftime("%H:%M")
    unfinished = row.done < row.total or row.mark.value in ("todo", "progress")
    return PlanRow(
        id=row.id,
        due=row.due,
        title=_text(row.title),
        sign=look.sign,
        tone=look.tone,
        tail=tail,
        word=_LATE.fill(n=row.late) if row.late else _NONE,
        word_tone="dim" if row.done_at is not None else "warning",
        unfinished=unfinished,
        current=unfinished,
        list=row.list,
        run=row.run,
        line=row.line,
    )


def _unfinished(entry: Entry) -> bool:
    """A row that may be ticked is so only while its time is now: nobody has to."""
    if entry.row.list is not None:
        return entry.stand in (Stand.TODO, *CURRENT)
    return entry.ticks and entry.stand is Stand.NOW


def _word(entry: Entry) -> tuple[Text, Tone]:
    if entry.late:
        return _LATE.fill(n=entry.late), "warning"
    if entry.stand is Stand.NOW:
        return _NOW, "strong"
    if entry.stand is Stand.MISSED:
        return _MISSED, "warning"
    if entry.stand is Stand.OTHER:
        return _OTHER, "dim"
    return _NONE, "plain"


def _text(words: Text) -> Text:
    return Text(words.zh, words.en)


_NONE: Final = Text("", "")
_NOW: Final = Text("现在", "now")
_LATE: Final = Text("迟 {n} 分", "late {n} min")
_MISSED: Final = Text("漏", "missed")
_OTHER: Final = Text("另一班", "other shift")
