"""Keeps every version of a manual that was ever used, and chooses the one that is active (L16, R2-14)."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from dutyterm.i18n import Text, same
from dutyterm.manual import cache
from dutyterm.manual.later import LaterManual, looked_at
from dutyterm.manual.load import assembled, read_files
from dutyterm.manual.problem import Problem, Problems
from dutyterm.manual.tree import Files, content_hash
from dutyterm.values import dataclass

if TYPE_CHECKING:
    from dutyterm.manual.schema import Manual

FOLDER = "manuals"
"""In the data directory: one folder for each version, named by its hash, never changed and never removed."""

CACHE = "cache"
"""In the data directory: what can be made again at any time."""

_CHECKED = "checked-"
"""Begins the names of fast forms of manuals that wait to be put into force."""

_LABEL = ".label"
"""Beside such a fast form: what the cover calls it."""

_HASH = re.compile(r"[0-9a-f]{64}")
_TRIES = 5
_PAUSE_S = 0.05


@dataclass(frozen=True)
class Chosen:
    """Which manual a hall works with now."""

    found: Manual | LaterManual | None
    """The active one, perhaps still to be looked at; None only when nothing at all can be read."""
    problems: Problems = ()
    """What is wrong with the shipped manual, the additions or the kept version."""
    newer: Manual | LaterManual | None = None
    """A good newer version that the hall manager has not activated yet, perhaps still to be looked at."""

    @property
    def waiting(self) -> Manual | None:
        """The newer version."""
        return None if self.newer is None else looked_at(self.newer)

    @property
    def manual(self) -> Manual | None:
        """The active one."""
        return None if self.found is None else looked_at(self.found)


def keep(manual_dir: Path, additions: Path | None, data_dir: Path) -> Path | Problems:
    """Writes this version to `manuals/<hash>/` if it is not there yet, and says where.

    The folder appears whole or not at all. Problems when the sources cannot be read; raises OSError when
    the data directory cannot be written.
    """
    files = read_files(manual_dir, additions)
    return files if isinstance(files, tuple) else _keep(files, data_dir)


def load_version(data_dir: Path, version: str) -> Manual | Problems:
    """A kept version, as it was: compared with its hash, but not held against rules that came later."""
    files = _kept_files(data_dir, version)
    return files if isinstance(files, tuple) else _from_fast_form(data_dir, version, files, write=False)


def _kept_files(data_dir: Path, version: str) -> Files | Problems:
    """The files of a kept version, compared with its hash."""
    if _HASH.fullmatch(version) is None:
        text = Text("{hash} 不是手册版本号", "{hash} is not the hash of a manual").fill(
            hash=same(version[:80])
        )
        return (Problem(FOLDER, None, None, text),)
    folder = data_dir / FOLDER / version
    short = f"{FOLDER}/{version[:12]}"
    if not folder.is_dir():
        text = Text("没有保存这个版本的手册", "this version of the manual is not kept here")
        return (Problem(short, None, None, text),)
    files = read_files(folder / "base", folder / "additions")
    if isinstance(files, tuple):
        return files
    if content_hash(files) != version:
        text = Text(
            "保存的手册被改动过,与版本号不符", "the kept manual was changed: it does not match its hash"
        )
        return (Problem(short, None, None, text),)
    return files


def _from_fast_form(data_dir: Path, version: str, files: Files, *, write: bool) -> Manual | Problems:
    """A kept version; without a fast form that fits it is made of its files, and the fast form is written."""
    fast = data_dir / CACHE / f"manual-{version}.json"
    raw = _whole(fast)
    found = cache.from_bytes(raw, version) if raw is not None else None
    if found is not None:
        return found
    made = assembled(files, check=False)
    if write and not isinstance(made, tuple):
        _put(fast, cache.to_bytes(made))
    return made


def _later(
    data_dir: Path, version: str, files: Files, shipped_dir: Path, write: bool
) -> Manual | LaterManual | Problems:
    """The active version, compared with its hash already: made when it is first looked at if that can be."""
    raw = _whole(data_dir / CACHE / f"manual-{version}.json")
    if raw is None:
        return _from_fast_form(data_dir, version, files, write=write)

    def make() -> Manual:
        found = cache.from_bytes(raw, version, for_long=True)
        if found is not None:
            return found
        # a fast form that lies: the files are read anew, for to hold them until now costs half a MiB
        again = _kept_files(data_dir, version)
        made = again if isinstance(again, tuple) else _from_fast_form(data_dir, version, again, write=write)
        if not isinstance(made, tuple):
            return made
        # whoever forged the fast form of a version that this program cannot read gets what came with it
        return _came_with_the_program(shipped_dir)

    return LaterManual(version, make)


def _good(raw: bytes | None, version: str, sources: tuple[Path, Path | None]) -> Manual:
    """What the fast form says; of one that is gone or lies, the files instead, as they are now."""
    from dutyterm.manual.schema import NO_MANUAL

    found = cache.from_bytes(raw, version) if raw is not None else None
    if found is not None:
        return found
    files = read_files(*sources)
    made = files if isinstance(files, tuple) else assembled(files)
    return NO_MANUAL if isinstance(made, tuple) else made


def _came_with_the_program(shipped_dir: Path) -> Manual:
    from dutyterm.manual.schema import NO_MANUAL

    files = read_files(shipped_dir)
    made = files if isinstance(files, tuple) else assembled(files)
    return NO_MANUAL if isinstance(made, tuple) else made


def _whole(fast: Path) -> bytes | None:
    """The bytes of a fast form that this very program wrote, whole; None when there is none."""
    raw = _bytes(fast)
    return raw if raw is not None and cache.is_whole(raw) else None


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _checked(
    files: Files, sources: tuple[Path, Path | None], data_dir: Path, write: bool
) -> Manual | LaterManual | Problems:
    """A version that is not in force, looked through for faults; when it has none, that is remembered."""
    version = content_hash(files)
    fast = data_dir / CACHE / f"{_CHECKED}{version}.json"
    told = _bytes(fast.with_suffix(_LABEL))
    label = cache.label(told) if told is not None else None
    if label:
        return LaterManual(version, lambda: _good(_whole(fast), version, sources), label)
    made = assembled(files)
    if write and not isinstance(made, tuple):
        for old in fast.parent.glob(f"{_CHECKED}*"):
            with contextlib.suppress(OSError):
                old.unlink()
        _put(fast, cache.to_bytes(made))
        _put(fast.with_suffix(_LABEL), cache.label_to_bytes(made))
    return made


def _put(fast: Path, raw: bytes) -> None:
    """Writes the fast form for the next start; a disk that refuses is no harm."""
    made: Path | None = None
    try:
        fast.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".manual-", dir=fast.parent)
        made = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        made.replace(fast)
    except OSError:
        if made is not None:
            with contextlib.suppress(OSError):
                made.unlink()


def choose(
    active_hash: str | None, shipped_dir: Path, additions_dir: Path | None, data_dir: Path, write: bool = True
) -> Chosen:
    """The manual to work with: the active version as long as it can be read, whatever happened to the files.

    `active_hash` is what the hall manager activated last; None in a hall that has none yet: then the shipped
    manual with the additions becomes the choice, or without them when they are faulty. A different good
    version is offered as `waiting`, a faulty one is reported and the last good one stays. With `write`, the
    chosen version is kept. Never raises for content; a data directory that cannot be written is a problem.
    """
    kept_files: Files | Problems = ()
    kept: Manual | LaterManual | Problems = ()
    if active_hash is not None:
        kept_files = _kept_files(data_dir, active_hash)
        if isinstance(kept_files, tuple):
            kept = kept_files
        else:
            kept = _later(data_dir, active_hash, kept_files, shipped_dir, write)
    files = read_files(shipped_dir, additions_dir)
    if not isinstance(kept, tuple):
        # at most starts the very same files, which is seen ten times sooner than hashed
        if not isinstance(files, tuple) and (files == kept_files or content_hash(files) == kept.hash):
            return Chosen(kept)
        other = (
            files
            if isinstance(files, tuple)
            else _checked(files, (shipped_dir, additions_dir), data_dir, write)
        )
        if isinstance(other, tuple):
            return Chosen(kept, problems=other)
        return Chosen(kept, newer=other)
    candidate = files if isinstance(files, tuple) else assembled(files)
    if not isinstance(candidate, tuple):
        return _first(candidate, files, kept, active_hash, data_dir, write)
    bare = read_files(shipped_dir)
    alone = bare if isinstance(bare, tuple) else assembled(bare)
    if not isinstance(alone, tuple):
        return _first(alone, bare, kept + candidate, None, data_dir, write)
    return Chosen(None, problems=kept + candidate)


def _first(
    manual: Manual,
    files: Files | Problems,
    problems: Problems,
    active_hash: str | None,
    data_dir: Path,
    write: bool,
) -> Chosen:
    """A choice without a kept version: it is kept from now on."""
    if active_hash == manual.hash:
        # The kept copy is missing or damaged, but the very same version is at hand.
        problems = tuple(p for p in problems if p.file != f"{FOLDER}/{active_hash[:12]}")
    if write and not isinstance(files, tuple):
        try:
            _keep(files, data_dir)
        except OSError as error:
            why = same(error.strerror or str(error))
            text = Text("手册版本没能保存: {why}", "the version could not be kept: {why}").fill(why=why)
            problems = (*problems, Problem(FOLDER, None, None, text))
    return Chosen(manual, problems)


def _keep(files: Files, data_dir: Path) -> Path:
    version = content_hash(files)
    target = data_dir / FOLDER / version
    if target.is_dir():
        there = read_files(target / "base", target / "additions")
        if not isinstance(there, tuple) and content_hash(there) == version:
            return target
        # Damaged: the copy is put aside, never deleted, and a whole one takes its place.
        _rename(target, _free_name(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".new-", dir=target.parent))
    try:
        for name, raw in files.items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, raw)
        for folder in [made, *(p for p in made.rglob("*") if p.is_dir())]:
            _sync_folder(folder)
        _rename(made, target)
        _sync_folder(target.parent)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        # Another program may have kept the same version at the same time.
        if not target.is_dir():
            raise
    return target


def _write(path: Path, raw: bytes) -> None:
    with path.open("xb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a directory cannot be opened there; the rename itself is journalled
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _rename(source: Path, target: Path) -> None:
    """Renames a folder; a virus scanner that has a file of it open for a moment is waited for."""
    for left in range(_TRIES - 1, -1, -1):
        try:
            source.rename(target)
            return
        except PermissionError:
            if os.name != "nt" or left == 0:
                raise
            time.sleep(_PAUSE_S)


def _free_name(target: Path) -> Path:
    number = 1
    while (aside := target.with_name(f"{target.name}.damaged-{number}")).exists():
        number += 1
    return aside
