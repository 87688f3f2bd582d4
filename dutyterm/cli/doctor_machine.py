"""What `dutyterm doctor` says of the machine: program, terminal, disk. Nothing is probed on the screen."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import time
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from dutyterm import __version__
from dutyterm.cli.check import Check, State
from dutyterm.i18n import Text, same
from dutyterm.journal.disk import Disk

LEAST_COLUMNS, LEAST_LINES = 80, 24
"""Smallest terminal that shows everything."""

LITTLE_SPACE, NO_SPACE = 500 << 20, 20 << 20
"""Bytes free at which a word is said, and at which something must be done."""

SLOW_SYNC_MS = 100
"""A disk slower than this is felt at every key."""

_TRIES = 5


def program_checks() -> Iterator[Check]:
    """Which program runs on what."""
    parts = [f"dutyterm {__version__}", f"Python {platform.python_version()}"]
    for package in ("textual", "tinydb", "pydantic"):
        try:
            parts.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            parts.append(f"{package} ?")
    yield Check("program", "ok", same(", ".join(parts)))
    yield Check("system", "ok", same(f"{platform.system()} {platform.release()}"))


def terminal_checks() -> Iterator[Check]:
    """What is known of the terminal without asking it."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream is not None and stream.isatty() for stream in streams):
        words = Text("不在终端里(输入输出被转接)", "not at a terminal (a stream is redirected)")
        yield Check("terminal", "note", words)
    else:
        yield Check("terminal", "ok", same(os.environ.get("TERM") or platform.system()))
    columns, lines = shutil.get_terminal_size()
    small = columns < LEAST_COLUMNS or lines < LEAST_LINES
    size = Text("{c}x{l} 格(至少 {lc}x{ll})", "{c}x{l} cells (at least {lc}x{ll})")
    yield Check(
        "terminal.size", "note" if small else "ok",
        size.fill(c=columns, l=lines, lc=LEAST_COLUMNS, ll=LEAST_LINES),
    )  # fmt: skip
    yield Check("terminal.colours", "ok", _colours())
    encoding = (getattr(sys.stdout, "encoding", None) or "?").lower()
    yield Check("terminal.encoding", "ok" if "utf" in encoding else "note", same(encoding))
    yield _glyphs()


def _colours() -> Text:
    if os.environ.get("NO_COLOR"):
        return Text("单色(NO_COLOR)", "monochrome (NO_COLOR)")
    if os.environ.get("COLORTERM") in ("truecolor", "24bit") or os.environ.get("WT_SESSION"):
        return Text("真彩", "true colour")
    return (
        Text("256 色", "256 colours") if "256" in os.environ.get("TERM", "") else Text("16 色", "16 colours")
    )


def _glyphs() -> Check:
    old_console = sys.platform == "win32" and not os.environ.get("WT_SESSION")
    if old_console:
        words = Text(
            "旧式控制台可能把线条画成两格宽: 画面错位时加 --ascii",
            "an old console may draw lines two cells wide: use --ascii if the screen is out of line",
        )
        return Check("terminal.glyphs", "note", words)
    words = Text("线条错位时加 --ascii", "if lines are out of place use --ascii")
    return Check("terminal.glyphs", "ok", words)


def disk_checks(folder: Path, disk: Disk, *, write: bool) -> Iterator[Check]:
    """Space, and how long a write takes until it is on the disk."""
    there = next((path for path in (folder, *folder.parents) if path.is_dir()), None)
    if there is None or (folder.exists() and there != folder):
        yield Check("disk", "bad", Text("{dir} 不是文件夹", "{dir} is no folder").fill(dir=folder))
        return
    try:
        free = shutil.disk_usage(there).free
    except OSError as error:
        yield Check("disk", "bad", same(error.strerror or str(error)))
        return
    state: State = "bad" if free < NO_SPACE else "note" if free < LITTLE_SPACE else "ok"
    yield Check("disk.free", state, Text("剩余 {n} MiB", "{n} MiB free").fill(n=free >> 20))
    if write and there == folder:
        yield _sync_time(folder, disk)


def _sync_time(folder: Path, disk: Disk) -> Check:
    path = folder / f".doctor.{os.getpid()}.tmp"
    took: list[int] = []
    try:
        handle = disk.create(path)
        try:
            for _ in range(_TRIES):
                start = time.perf_counter_ns()
                disk.write(handle, b"0" * 300 + b"\n")
                disk.fsync(handle)
                took.append(time.perf_counter_ns() - start)
        finally:
            disk.close(handle)
            disk.remove(path)
    except OSError as error:
        words = Text("数据目录不能写: {why}", "the data directory cannot be written: {why}")
        return Check("disk.write", "bad", words.fill(why=error.strerror or str(error)))
    middle = sorted(took)[_TRIES // 2] // 10_000
    words = Text("写盘一次 {n} 毫秒", "one write to the disk takes {n} ms")
    state: State = "note" if middle > SLOW_SYNC_MS * 100 else "ok"
    return Check("disk.write", state, words.fill(n=f"{middle // 100}.{middle % 100:02d}"))
