"""A copy of a data directory that can be proved whole: every file with its hash, listed last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from dutyterm.i18n import Text
from dutyterm.journal.atomic import replace_file
from dutyterm.journal.disk import Disk
from dutyterm.model.refusal import Refusal
from dutyterm.values import dataclass

LIST = "backup.json"
"""Name of the list in a copy; written last, so a copy without it was never finished."""

VERSION = 1

TRUTH = ("hall", "shifts", "manuals", "additions")
"""Folders that are copied. `cache` can be made again."""

FILES = ("settings.json",)
KEYS = ("credentials.json", "device.key", "vault.json")
"""PIN hashes, the key that signs for this PC, and full numbers of customers."""

_PIECE = 1 << 20
_TRIES = 3


@dataclass(frozen=True)
class Copied:
    """One file of a copy."""

    path: str
    """Relative, with forward slashes."""
    size: int
    sha256: str


def files_of(root: Path, *, keys: bool) -> Iterator[str]:
    """What belongs to a copy: journals, manuals, additions, settings, keys; never drafts, locks, caches."""
    for folder in TRUTH:
        top = root / folder
        for path in sorted(top.rglob("*")) if top.is_dir() else ():
            if path.is_file() and not path.name.endswith(".tmp"):
                yield path.relative_to(root).as_posix()
    for name in (*FILES, *(KEYS if keys else ())):
        if (root / name).is_file():
            yield name


def copy_all(
    source: Path, target: Path, disk: Disk, *, keys: bool, progress: Callable[[int], None] | None = None
) -> list[Copied] | Refusal:
    """Copies what belongs to a copy, also while the program writes.

    Journals only grow, so a copy of one is its beginning. PIN entries and hall journal have to fit each
    other: when anything outside of the shifts changed meanwhile, it is copied again. Raises OSError.
    """
    for _ in range(_TRIES):
        names = list(files_of(source, keys=keys))
        copied = []
        for number, name in enumerate(names, 1):
            copied.append(_copy(source, target, name, disk))
            if progress is not None:
                progress(number)
        if all(same_file(source, one) for one in copied if not one.path.startswith("shifts/")):
            return copied
    words = Text("复制时资料一直在变,请稍后再试。", "The data kept changing while copied; try again later.")
    return Refusal("changing", words)


def write_list(target: Path, copied: list[Copied], about: Mapping[str, Any], disk: Disk) -> None:
    """Writes the list of a finished copy. Raises OSError."""
    rows = [vars(one) for one in copied]
    data = json.dumps({"dutyterm_backup": VERSION, **about, "files": rows}, ensure_ascii=False, indent=1)
    replace_file(target / LIST, data.encode("utf-8", "surrogatepass") + b"\n", disk)


def read_list(source: Path) -> tuple[Mapping[str, Any], list[Copied]] | Refusal:
    """What a copy says of itself; a Refusal when it is none, unfinished, or of a newer program."""
    try:
        data = json.loads((source / LIST).read_bytes())
        version = data["dutyterm_backup"]
        rows = [Copied(str(one["path"]), int(one["size"]), str(one["sha256"])) for one in data["files"]]
    except FileNotFoundError:
        words = Text(
            "{dir} 里没有 {list}: 不是备份,或备份没有做完。",
            "There is no {list} in {dir}: it is no backup, or one that was not finished.",
        )
        return Refusal("no_backup", words.fill(dir=source, list=LIST))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        words = Text("{dir}/{list} 读不懂: {why}。", "{dir}/{list} cannot be understood: {why}.")
        return Refusal("bad_list", words.fill(dir=source, list=LIST, why=str(error)[:100]))
    if version != VERSION:
        words = Text("备份来自更新的程序,请先升级。", "The backup comes from a newer program; update first.")
        return Refusal("newer", words)
    stray = next((one.path for one in rows if not _belongs(one.path)), None)
    if stray is not None:
        words = Text("备份清单里有不该有的路径 {path}。", "The backup lists a path that it must not: {path}.")
        return Refusal("stray", words.fill(path=stray))
    return data, rows


def torn_files(source: Path, rows: list[Copied]) -> list[str]:
    """Names of listed files that are missing, cut or altered."""
    return [one.path for one in rows if not same_file(source, one)]


def copy_listed(source: Path, target: Path, rows: list[Copied], disk: Disk) -> list[str]:
    """Copies exactly what is listed; names of files that did not arrive as listed. Raises OSError."""
    return [one.path for one in rows if _copy(source, target, one.path, disk) != one]


def same_file(root: Path, one: Copied) -> bool:
    """Whether the file is there, byte for byte."""
    path = root / one.path
    try:
        return path.stat().st_size == one.size and _hash(path) == one.sha256
    except OSError:
        return False


def _belongs(name: str) -> bool:
    path = PurePosixPath(name)
    parts = path.parts
    if not parts or path.is_absolute() or ".." in parts or "\\" in name or "\0" in name:
        return False
    return name in (*FILES, *KEYS) or (len(parts) > 1 and parts[0] in TRUTH)


def _copy(source: Path, target: Path, name: str, disk: Disk) -> Copied:
    data = disk.read(source / name)
    replace_file(target / name, data, disk)
    return Copied(name, len(data), hashlib.sha256(data).hexdigest())


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
