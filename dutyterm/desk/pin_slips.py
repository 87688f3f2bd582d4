"""PINs for one use as a text file to print: cut into slips, handed out, and gone a day later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Final

from dutyterm.desk.outcome import NotSaved
from dutyterm.desk.session import Session
from dutyterm.hall.founding import OneUse
from dutyterm.i18n import Lang, Text
from dutyterm.journal.atomic import replace_file
from dutyterm.model.people import ROLE_NAMES

KEPT_FOR: Final = timedelta(days=1)
"""The file is removed by the first start of the program after so long."""

_HEAD: Final = Text("{hall}  一次性 PIN  {at}", "{hall}  PINs for one use  {at}")
_PIN: Final = Text("一次性 PIN: {pin}", "PIN for one use: {pin}")
_HOW: Final = Text(
    "  第一次登录或签名时,先换成自己的 PIN。", "  Choose your own at your first sign-in or signature."
)
_CUT: Final = "- " * 30


def text_of(slips: Iterable[OneUse], head: Text, lang: Lang) -> str:
    """The file: a head, then a slip for each person between lines to cut along."""
    lines = [head.to(lang), _CUT]
    for one in slips:
        person = one.person
        lines.append(f"{person.number}  {person.name}  {ROLE_NAMES[person.role].to(lang)}")
        lines += ["  " + _PIN.fill(pin=one.pin).to(lang), _HOW.to(lang), _CUT]
    return "\n".join(lines) + "\n"


async def write(session: Session, slips: tuple[OneUse, ...], lang: Lang) -> Path | NotSaved:
    """Writes the file into the data directory and tells where it is."""
    path, profile = session.layout.pin_slips, session.hall.profile
    head = _HEAD.fill(
        hall=profile.name if profile is not None else "", at=f"{session.clock.now():%Y-%m-%d %H:%M}"
    )
    data = text_of(slips, head, lang).encode("utf-8", "replace")
    try:
        await session.in_writer(lambda: replace_file(path, data, session.disk))
    except OSError as error:
        why = error.strerror or str(error)
        return NotSaved(Text("未写盘: {why}。", "NOT SAVED: {why}.").fill(why=why))
    return path


def tidy(session: Session) -> None:
    """Removes a file that was forgotten. Never raises: it is tried again at the next start."""
    path = session.layout.pin_slips
    try:
        if session.clock.now().timestamp() - path.stat().st_mtime > KEPT_FOR.total_seconds():
            session.disk.remove(path)
    except OSError:
        return
