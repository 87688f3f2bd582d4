"""A manual in the form that is read fastest: derived, disposable, bound to its version and to the program.

Parsing the TOML files of a whole manual takes four times as long, and it is done at every start.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from pydantic import ValidationError

from dutyterm import __version__
from dutyterm.manual.schema import Manual

FOLDER = "cache"
"""In the data directory."""


def cached(data_dir: Path, version: str) -> Manual | None:
    """The manual of this version; None when it was never put there, or is damaged, or of another program."""
    try:
        raw = _path(data_dir, version).read_bytes()
    except OSError:
        return None
    mark, _, content = raw.partition(b"\n")
    if mark != _mark(content):
        return None
    try:
        manual = Manual.model_validate_json(content)
    except (ValidationError, RecursionError):
        return None
    return manual if manual.hash == version else None


def put(data_dir: Path, manual: Manual) -> None:
    """Writes it down for the next start; a disk that refuses is no harm."""
    content = manual.model_dump_json(by_alias=True).encode()
    path = _path(data_dir, manual.hash)
    made: Path | None = None
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".manual-", dir=path.parent)
        made = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(_mark(content) + b"\n" + content)
        made.replace(path)
        made = None
    if made is not None:
        with contextlib.suppress(OSError):
            made.unlink()


def _path(data_dir: Path, version: str) -> Path:
    return data_dir / FOLDER / f"manual-{version}.json"


def _mark(content: bytes) -> bytes:
    """Program version and hash of the content: a torn file or one of another program is not believed."""
    return f"{__version__} {hashlib.sha256(content).hexdigest()}".encode()
