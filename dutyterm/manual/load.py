"""Reads a manual from a folder; the only file of this room that reads files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from dutyterm.i18n import Text, same
from dutyterm.manual.problem import Problem, Problems, in_order
from dutyterm.manual.tree import ADDITIONS, BASE, Files

if TYPE_CHECKING:
    from dutyterm.manual.schema import Manual

MAX_BYTES = 1 << 20
"""No file of a manual is larger; a larger one is a mistake, such as a picture with the wrong name."""
MAX_FILES = 500
"""No manual has more files."""


def load_manual(base: Path, additions: Path | None = None) -> Manual | Problems:
    """The manual of a folder with the additions of a hall, checked; or everything that is wrong with it.

    Never raises for what is in the folders: bad bytes, bad TOML, files that cannot be read, a folder that
    is not there, all are problems. A hall without an additions folder simply adds nothing.
    """
    files = read_files(base, additions)
    return files if isinstance(files, tuple) else assembled(files)


def assembled(files: Files, check: bool = True) -> Manual | Problems:
    """As `assemble`, imported here: a start that finds the fast form of its manual parses nothing."""
    from dutyterm.manual.assemble import assemble

    return assemble(files, check=check)


def read_files(base: Path, additions: Path | None = None) -> Files | Problems:
    """The bytes of all `*.toml` files, by name with `base/` or `additions/` before it."""
    problems: list[Problem] = []
    files: dict[str, bytes] = {}
    if not base.is_dir():
        text = Text("没有手册文件夹 {path}", "there is no manual folder {path}").fill(path=same(str(base)))
        return (Problem(base.name, None, None, text),)
    _read(base, BASE, files, problems)
    if additions is not None and additions.is_dir():
        _read(additions, ADDITIONS, files, problems)
    return in_order(problems) if problems else files


def _read(folder: Path, prefix: str, files: dict[str, bytes], problems: list[Problem]) -> None:
    for path in _toml_files(folder):
        name = prefix + path.relative_to(folder).as_posix()
        shown = name.removeprefix(BASE)
        if len(files) >= MAX_FILES:
            text = Text("文件多于 {n} 个", "more than {n} files").fill(n=MAX_FILES)
            problems.append(Problem(prefix.rstrip("/"), None, None, text))
            return
        if not name.isprintable():
            text = Text("文件名含特殊字符: {name}", "the file name has odd characters: {name}")
            problems.append(Problem(prefix.rstrip("/"), None, None, text.fill(name=same(ascii(name)))))
            continue
        try:
            if not path.is_file():
                text = Text("不是普通文件", "not a plain file")
                problems.append(Problem(shown, None, None, text))
                continue
            if path.stat().st_size > MAX_BYTES:
                text = Text("文件大于 1 MiB,不像手册", "larger than 1 MiB: this is hardly a manual")
                problems.append(Problem(shown, None, None, text))
                continue
            files[name] = path.read_bytes()
        except OSError as error:
            text = Text("读不出: {why}", "cannot be read: {why}").fill(why=same(error.strerror or str(error)))
            problems.append(Problem(shown, None, None, text))


def _toml_files(folder: Path) -> list[Path]:
    found: list[Path] = []
    for where, folders, names in os.walk(folder):
        folders.sort()
        found.extend(
            Path(where) / name for name in names if name.endswith(".toml") and not name.startswith(".")
        )
    return sorted(found)
