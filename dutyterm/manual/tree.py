"""The files of a manual as a whole: their content hash and which of them belong to it (pure)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from fnmatch import fnmatchcase

BASE = "base/"
"""Prefix of the files that come with the program."""
ADDITIONS = "additions/"
"""Prefix of the files that a hall adds."""
COVER = "manual.toml"
DAY = "day.toml"
"""The timetable of the day."""
CASH = "cash.toml"
"""Denominations, tenders, limits: everything about money."""
REGISTER = "register.toml"
"""Manual acceptance: what may be done by hand."""
CONTACTS = "contacts.toml"
"""Whom a hall may have to call."""

Files = Mapping[str, bytes]
"""Content by name; names begin with `base/` or `additions/`."""


def content_hash(files: Files) -> str:
    """SHA-256 over all files, base first, each part in the order of names.

    For every file: its name in UTF-8, a zero byte, its length as 8 bytes (big end first), its bytes; so no
    two different trees can run together into the same input.
    """
    digest = hashlib.sha256()
    for name in sorted(files, key=lambda n: (not n.startswith(BASE), n)):
        digest.update(name.encode("utf-8", "surrogatepass") + b"\0" + len(files[name]).to_bytes(8, "big"))
        digest.update(files[name])
    return digest.hexdigest()


def belongs(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether a relative name is meant by the cover's `files`."""
    return name == COVER or any(fnmatchcase(name, pattern) for pattern in patterns)


def shown_name(name: str) -> str:
    """The name as an author knows it: without `base/`, with `additions/`."""
    return name.removeprefix(BASE)
