"""A manual in the form that is read fastest: derived, disposable, bound to its version and to the program.

Parsing the TOML files of a whole manual takes four times as long, and it is done at every start.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from dutyterm import __version__

if TYPE_CHECKING:
    from dutyterm.manual.schema import Manual


def to_bytes(manual: Manual) -> bytes:
    """The fast form."""
    content = manual.model_dump_json(by_alias=True).encode()
    return _mark(content) + b"\n" + content


def is_whole(raw: bytes) -> bool:
    """Whether the bytes are as this program wrote them; what they say is not looked at."""
    mark, _, content = raw.partition(b"\n")
    return mark == _mark(content)


def label(raw: bytes) -> str | None:
    """The version as the cover in the fast form tells it; None when it cannot be found there."""
    try:
        found = json.loads(raw.partition(b"\n")[2])["cover"]["version"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return found if isinstance(found, str) else None


def from_bytes(raw: bytes, version: str) -> Manual | None:
    """The manual of this version; None when the bytes are damaged, of another program or another manual."""
    from pydantic import ValidationError

    from dutyterm.manual.schema import Manual

    if not is_whole(raw):
        return None
    content = raw.partition(b"\n")[2]
    try:
        manual = Manual.model_validate_json(content)
    except (ValidationError, RecursionError):
        return None
    return manual if manual.hash == version else None


def _mark(content: bytes) -> bytes:
    """Program version and hash of the content: a torn file or one of another program is not believed."""
    return f"{__version__} {hashlib.sha256(content).hexdigest()}".encode()
