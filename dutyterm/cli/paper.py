"""`dutyterm paper`: the handover slip and the day report as files, and the command that prints them."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Final

from dutyterm.cli.acting import no_hall
from dutyterm.cli.hall import hall_of
from dutyterm.cli.voice import BAD_NEWS, WELL, Voice
from dutyterm.desk import printer as printers
from dutyterm.desk import printing
from dutyterm.desk.house import open_house
from dutyterm.desk.outcome import NotSaved
from dutyterm.desk.session import Session
from dutyterm.hall.layout import Layout
from dutyterm.i18n import Text
from dutyterm.journal.disk import RealDisk
from dutyterm.model.refusal import Refusal
from dutyterm.options import Options
from dutyterm.paper.formats import FORMATS, Format
from dutyterm.values import dataclass

Outcome = printing.Made | Refusal | NotSaved
Make = Callable[[Session, printing.Wanted], Awaitable[Outcome]]


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    formats: tuple[str, ...] = ()
    out: str | None = None
    send: bool = False
    show: bool = False
    as_json: bool = False


def slip(voice: Voice, options: Options, asked: Asked, shift: str | None) -> int:
    """Makes the slip of a sealed shift; 1 when something that was asked for did not come about."""
    return make_paper(
        voice, options, asked, lambda session, wanted: printing.make_slip(session, wanted, shift)
    )


def day(voice: Voice, options: Options, asked: Asked, typed: str | None) -> int:
    """Makes the report of a day; 1 when something that was asked for did not come about."""
    try:
        wanted_day = date.fromisoformat(typed) if typed is not None else None
    except ValueError:
        words = Text("「{typed}」 不是日期。写作 2026-11-22。", '"{typed}" is no date. Write 2026-11-22.')
        return voice.wrong(words.fill(typed=typed))
    return make_paper(
        voice, options, asked, lambda session, wanted: printing.make_day(session, wanted, wanted_day)
    )


def printer(voice: Voice, options: Options, words: list[str], none: bool, as_json: bool) -> int:
    """Shows the print command of this PC, or sets it."""
    layout = Layout(options.data)
    if words or none:
        if options.read_only:
            return voice.wrong(Text("要写设置,不能用 --read-only。", "This writes: no --read-only."))
        if hall_of(layout, RealDisk()).profile is None:
            return voice.wrong(no_hall(options))
        printers.set_printer(layout, () if none else words)
        if printers.printer_of(layout) != (() if none else tuple(words)):
            voice.tell(Text("设置没有写成。", "The setting was not written."))
            return BAD_NEWS
    now = printers.printer_of(layout)
    if as_json:
        voice.show_json({"command": list(now)})
    else:
        voice.show(shlex.join(now) if now else _NO_COMMAND)
    return WELL


def make_paper(voice: Voice, options: Options, asked: Asked, make: Make) -> int:
    """Makes a paper and tells where it is; 1 when something that was asked for did not come about."""
    unknown = [one for one in asked.formats if one not in FORMATS]
    if unknown:
        words = Text("--format 只能是 text、html、pdf。", "--format takes text, html or pdf.")
        return voice.wrong(words)
    formats: tuple[Format, ...] = tuple(known for known in FORMATS if known in asked.formats)
    if hall_of(Layout(options.data), RealDisk()).profile is None:
        return voice.wrong(no_hall(options))
    folder = Path(asked.out).absolute() if asked.out is not None else None
    wanted = printing.Wanted(voice.lang, formats, folder)
    made, not_printed = asyncio.run(_at_the_desk(options, wanted, make, asked.send))
    if isinstance(made, NotSaved):
        voice.tell(made.text)
        return BAD_NEWS
    if isinstance(made, Refusal):
        return voice.wrong(made.text)
    if asked.as_json:
        voice.show_json(_as_json(made, asked, not_printed))
    elif not asked.show:
        for path in made.files:
            voice.show(str(path))
    if asked.show and not asked.as_json:
        voice.show(made.files[0].read_text(encoding="utf-8").rstrip("\n"))
    if made.copy is None:
        voice.tell(_NOT_REGISTERED)
    for doubt in made.doubts:
        voice.tell(doubt)
    for refused in made.left_out[:1]:
        voice.tell(refused.text)
    if not_printed is not None:
        voice.tell(not_printed)
    return BAD_NEWS if made.doubts or made.left_out or not_printed is not None else WELL


async def _at_the_desk(
    options: Options, wanted: printing.Wanted, make: Make, send: bool
) -> tuple[Outcome, Text | None]:
    """The paper, and why it was not printed."""
    house = await open_house(options, resume=False)
    session = house.session
    if session is None:
        return Refusal("no_hall", house.message or no_hall(options)), None
    try:
        if house.state not in ("ready", "locked_out"):
            return Refusal("no_hall", house.message or no_hall(options)), None
        made = await make(session, wanted)
        if not send or not isinstance(made, printing.Made):
            return made, None
        return made, await printers.send(session.layout, made.best)
    finally:
        await session.close()


def _as_json(made: printing.Made, asked: Asked, not_printed: Text | None) -> dict[str, object]:
    left = [{"format": one.data["format"], "zh": one.text.zh, "en": one.text.en} for one in made.left_out]
    return {
        "sort": made.sort,
        "subject": made.subject,
        "copy": made.copy,
        "files": [str(path) for path in made.files],
        "left_out": left,
        "doubts": [{"zh": doubt.zh, "en": doubt.en} for doubt in made.doubts],
        "printed": not_printed is None if asked.send else None,
    }


_NO_COMMAND: Final = Text("没有设打印命令。", "No print command is set.")
_NOT_REGISTERED: Final = Text(
    "现在只读,这一份没有登记,纸上写明「副本 未登记」。",
    'Looking only: this one is not registered, and the paper says "COPY, NOT REGISTERED".',
)
