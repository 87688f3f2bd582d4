"""A manual in the form that is read fastest: derived, disposable, bound to its version and to the program.

Parsing the TOML files of a whole manual takes four times as long, and it is done at every start.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dutyterm import __version__
from dutyterm.i18n import Text

if TYPE_CHECKING:
    from dutyterm.manual.schema import Manual


def to_bytes(manual: Manual) -> bytes:
    """The fast form; what is as the shapes have it when nothing is said is left out, a quarter of it all."""
    content = manual.model_dump_json(by_alias=True, exclude_defaults=True).encode()
    return _mark(content) + b"\n" + content


def is_whole(raw: bytes) -> bool:
    """Whether the bytes are as this program wrote them; what they say is not looked at."""
    end = raw.find(b"\n")
    return end >= 0 and raw[:end] == _mark(memoryview(raw)[end + 1 :])  # a view, for it is looked at twice


def label_to_bytes(manual: Manual) -> bytes:
    """What its cover calls it, beside the fast form: a start that only tells that need not read all of it."""
    content = manual.cover.version.encode()
    return _mark(content) + b"\n" + content


def label(raw: bytes) -> str | None:
    """The version as the cover tells it, of what `label_to_bytes` made; None when that is damaged."""
    return raw.partition(b"\n")[2].decode() if is_whole(raw) else None


def from_bytes(raw: bytes, version: str, *, for_long: bool = False) -> Manual | None:
    """The manual of this version; None when the bytes are damaged, of another program or another manual.

    `for_long`: the one that the program works with. What is built to read it goes again then, 0.6 MiB that
    the next one would build anew; who reads one after another is better off with it.
    """
    from pydantic import TypeAdapter, ValidationError

    from dutyterm.manual.schema import Manual

    if not is_whole(raw):
        return None
    content = raw.partition(b"\n")[2]
    read = TypeAdapter(Manual).validate_json if for_long else Manual.model_validate_json
    try:
        manual = read(content)
    except (ValidationError, RecursionError):
        return None
    if manual.hash != version:
        return None
    _share_sets(manual, {})
    return manual


def _share_sets(part: object, known: dict[frozenset[str], set[str]]) -> None:
    """Parts that were given the same fields share the set of their names: 1300 sets were half of a manual."""
    from pydantic import BaseModel

    if isinstance(part, BaseModel):
        given = part.model_fields_set
        object.__setattr__(part, "__pydantic_fields_set__", known.setdefault(frozenset(given), given))
        part = vars(part).values()
    elif isinstance(part, Mapping):
        part = part.values()
    elif not isinstance(part, tuple) or isinstance(part, Text):
        return
    for inner in part:
        _share_sets(inner, known)


def _mark(content: bytes | memoryview) -> bytes:
    """Program version and hash of the content: a torn file or one of another program is not believed."""
    return f"{__version__} {hashlib.sha256(content).hexdigest()}".encode()
