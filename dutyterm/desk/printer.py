"""Handing a paper to the printer of this PC: a command of words that somebody set, never a shell."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dutyterm.desk.settings import PRINTER, read_settings, write_settings
from dutyterm.hall.layout import Layout
from dutyterm.i18n import Text
from dutyterm.journal.disk import Disk

LONGEST_S: Final = 30
"""A command that only hands over a file to a queue has ended long before."""


def printer_of(layout: Layout) -> tuple[str, ...]:
    """The words of the command; none when nothing was set or it cannot be read."""
    try:
        words = json.loads(read_settings(layout.settings).get(PRINTER, "[]"))
    except ValueError:
        return ()
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        return ()
    return tuple(words)


def set_printer(layout: Layout, words: Sequence[str], disk: Disk | None = None) -> None:
    """Remembers the command on this PC; no words take it away."""
    write_settings(layout.settings, {PRINTER: json.dumps(list(words), ensure_ascii=False)}, disk)


def can_print(layout: Layout) -> bool:
    """Is there a way to print from here: a command, or Windows with its own?"""
    return bool(printer_of(layout)) or sys.platform == "win32"


async def send(layout: Layout, path: Path) -> Text | None:
    """Hands the file over; None = it was taken, else why not. Never raises."""
    words = printer_of(layout)
    if not words and sys.platform != "win32":
        return _NO_PRINTER
    return await asyncio.to_thread(_send, words, path)


def _send(words: Sequence[str], path: Path) -> Text | None:
    try:
        if not words:
            return _by_windows(path)
        done = subprocess.run(
            [*words, str(path)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _TOO_LONG.fill(command=words[0], n=LONGEST_S)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        return _NOT_STARTED.fill(command=words[0] if words else "print", why=why)
    if done.returncode == 0:
        return None
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return _FAILED.fill(command=words[0], code=done.returncode, why=said[0][:120] if said else "-")


def _by_windows(path: Path) -> Text | None:
    if sys.platform == "win32":
        os.startfile(str(path), "print")
    return None


_NO_PRINTER: Final = Text(
    "没有设打印命令,只写了文件。设置: dutyterm paper printer -- lp",
    "No print command is set, so there is the file only. Set one: dutyterm paper printer -- lp",
)
_NOT_STARTED: Final = Text(
    "打印命令 {command} 起不来: {why}。", "The print command {command} does not start: {why}."
)
_TOO_LONG: Final = Text(
    "打印命令 {command} 过了 {n} 秒还没完,已停掉。",
    "The print command {command} did not end in {n} s; stopped.",
)
_FAILED: Final = Text(
    "打印命令 {command} 报错 {code}: {why}。", "The print command {command} failed with {code}: {why}."
)
