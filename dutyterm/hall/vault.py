"""The private vault: the one file that holds full numbers of customers; journals hold commitments (N22)."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from dutyterm.journal.atomic import AtomicJSONStorage, StoreDamaged
from dutyterm.journal.disk import Disk, RealDisk
from dutyterm.model.moment import moment_text
from dutyterm.model.personal import committed, masked_number
from dutyterm.values import dataclass

Sort = Literal["phone", "number"]
"""What is kept: a telephone to call back, or the number that the business is about."""

DEFAULT_DAYS: Final = 30
"""Days after which a number is erased when the hall has set none; counted from the end of its entry."""

DAYS_FIGURE: Final = "personal_days"
"""Name of the figure in the hall's profile that says otherwise."""

_SALT_BYTES: Final = 32
_IDS: Final = 10**15
"""Ids are below this: whole numbers, as the documents of a TinyDB table have."""
_NONE: Final[Mapping[str, str]] = {}
_KEPT: Final = "numbers"
_DRAFTS: Final = "drafts"


class Commitment(NamedTuple):
    """What a journal may hold of a number."""

    id: str
    """Random: names the number in the vault, and nothing else."""
    masked: str
    hash: str


@dataclass(frozen=True)
class Erased:
    """A number that was erased by rule or by somebody; its salt went with it."""

    at: datetime
    by: str | None
    """Person id; None = the program, by the rule."""
    why: str
    """`rule`, or a reason that somebody gave."""


class Checked(NamedTuple):
    """What a look at the whole vault found."""

    held: int
    erased: int
    unfit: tuple[str, ...]
    """Ids whose text does not fit its own commitment: somebody or something changed the file."""


class Vault:
    """The vault file. Every method may be called from any thread; what it wrote is on the disk on return.

    Methods raise StoreDamaged when the file cannot be understood, OSError when it cannot be read or written;
    then the old file stands.
    """

    def __init__(self, path: Path, disk: Disk | None = None) -> None:
        self.path = path
        self._disk = disk or RealDisk()
        self._guard = threading.RLock()

    @property
    def exists(self) -> bool:
        """False until the first number was kept, and in copies that were made for others."""
        return self._disk.exists(self.path)

    # --- numbers ---------------------------------------------------------------------------------

    def put(self, sort: Sort, text: str, by: str | None, at: datetime) -> Commitment:
        """Keeps a number (as `personal_number` gave it) and returns what the journal may hold of it."""
        salt = secrets.token_hex(_SALT_BYTES)
        kept = {"sort": sort, "text": text, "salt": salt, "by": by, "at": moment_text(at)}
        with self._guard:
            tables = self._read()
            while (id := str(secrets.randbelow(_IDS))) in tables[_KEPT]:
                pass
            made = Commitment(id, masked_number(text), committed(salt, text))
            tables[_KEPT][id] = {**kept, "hash": made.hash}
            self._write(tables)
        return made

    def get(self, id: str, commitment: str) -> str | Erased | None:
        """The number, when and why it was erased, or None: not here, or not what the journal committed to."""
        found = self._read()[_KEPT].get(id)
        if found is None or found["hash"] != commitment:
            return None
        if "erased" in found:
            return _erased(found)
        text = str(found["text"])
        return text if committed(str(found["salt"]), text) == commitment else None

    def prove(self, id: str, commitment: str, text: str) -> bool:
        """Whether the journal committed to this very text. False also when the salt is gone."""
        found = self._read()[_KEPT].get(id)
        return found is not None and "salt" in found and committed(str(found["salt"]), text) == commitment

    def held(self, text: str) -> tuple[str, ...]:
        """Ids under which this very number (as `personal_number` gave it) is kept, of whatever shift."""
        return tuple(id for id, one in self._read()[_KEPT].items() if one.get("text") == text)

    # --- erasing ---------------------------------------------------------------------------------

    def settle(self, ended: Mapping[str, datetime]) -> None:
        """Notes when the entries of these numbers came to their end; the days of the rule begin there."""
        with self._guard:
            tables = self._read()
            new = [
                id for id in ended if (kept := tables[_KEPT].get(id)) and not {"ended", "erased"} & set(kept)
            ]
            for id in new:
                tables[_KEPT][id]["ended"] = moment_text(ended[id])
            if new:
                self._write(tables)

    def unsettled(self) -> Mapping[str, datetime]:
        """Numbers whose entries are not known to be at their end, with the time they were taken."""
        kept = self._read()[_KEPT].items()
        return {id: _moment(one["at"]) for id, one in kept if not {"ended", "erased"} & set(one)}

    def due(self, now: datetime, days: int) -> tuple[str, ...]:
        """Numbers whose entries ended so many days ago."""
        limit = now - timedelta(days=days)
        kept = self._read()[_KEPT].items()
        return tuple(id for id, one in kept if "ended" in one and _moment(one["ended"]) <= limit)

    def erase(self, ids: Collection[str], by: str | None, at: datetime, why: str) -> tuple[str, ...]:
        """Erases text and salt for ever; what stays says by whom, when, why. Returns what was erased now."""
        with self._guard:
            tables = self._read()
            gone = tuple(id for id in ids if "text" in tables[_KEPT].get(id, {}))
            for id in gone:
                mark = {"at": moment_text(at), "by": by, "why": why}
                tables[_KEPT][id] = {"hash": tables[_KEPT][id]["hash"], "erased": mark, "told": False}
            if gone:
                self._write(tables)
        return gone

    def untold(self) -> Mapping[str, Erased]:
        """Erasures that the hall journal does not tell of yet."""
        kept = self._read()[_KEPT].items()
        return {id: _erased(one) for id, one in kept if one.get("told") is False}

    def told(self, ids: Collection[str]) -> None:
        """The hall journal tells of these."""
        with self._guard:
            tables = self._read()
            for id in set(ids) & set(tables[_KEPT]):
                tables[_KEPT][id].pop("told", None)
            self._write(tables)

    # --- half-typed ------------------------------------------------------------------------------

    def drafts(self) -> Mapping[str, str]:
        """Half-typed numbers by the key of their field."""
        found = self._read()[_DRAFTS].get("1", {})
        return {key: text for key, text in found.items() if isinstance(text, str)}

    def keep_drafts(self, drafts: Mapping[str, str]) -> None:
        """Half-typed numbers as they are now, in place of those before."""
        with self._guard:
            tables = self._read()
            if tables[_DRAFTS].get("1", {}) != drafts:
                tables[_DRAFTS] = {"1": dict(drafts)} if drafts else {}
                self._write(tables)

    # --- the file --------------------------------------------------------------------------------

    def check(self, recorded: Mapping[str, str] = _NONE) -> Checked:
        """Recomputes every commitment, and compares it with what journals hold of it: id -> commitment."""
        kept = self._read()[_KEPT]
        held = {id: one for id, one in kept.items() if "text" in one}
        unfit = [
            id
            for id, one in held.items()
            if not committed(one["salt"], one["text"]) == one["hash"] == recorded.get(id, one["hash"])
        ]
        return Checked(len(held), len(kept) - len(held), tuple(unfit))

    def sweep(self) -> None:
        """Removes what a kill left of a write. Never raises: the next start tries again."""
        with suppress(OSError):
            for name in self._disk.list(self.path.parent):
                if name.startswith(f".{self.path.name}.") and name.endswith(".tmp"):
                    self._disk.remove(self.path.parent / name)

    def set_aside(self, day: date) -> Path:
        """Renames a file that cannot be understood, so that the next number begins a new one."""
        with self._guard:
            number, kept = 1, self.path
            while self._disk.exists(kept):
                kept = self.path.with_name(f"{self.path.stem}.damaged-{day.isoformat()}-{number}.json")
                number += 1
            self._disk.replace(self.path, kept)
            self._disk.fsync_dir(self.path.parent)
        return kept

    def asides(self) -> Iterator[tuple[Path, date]]:
        """Files that were set aside and the day on which; they hold numbers as well."""
        for name in self._disk.list(self.path.parent):
            if name.startswith(f"{self.path.stem}.damaged-"):
                with suppress(ValueError):
                    day = date.fromisoformat(name.removeprefix(f"{self.path.stem}.damaged-")[:10])
                    yield self.path.parent / name, day

    def drop_aside(self, path: Path) -> None:
        """Removes a file that was set aside, when the days of the rule are over."""
        self._disk.remove(path)
        self._disk.fsync_dir(path.parent)

    def _read(self) -> dict[str, dict[str, Any]]:
        # one storage for each look: nothing is held open, and nothing is remembered beside the file
        with self._guard:
            tables = AtomicJSONStorage(self.path, self._disk).read() or {}
        numbers, drafts = tables.get(_KEPT, {}), tables.get(_DRAFTS, {})
        if not all(_understood(one) for one in numbers.values()) or not isinstance(drafts.get("1", {}), dict):
            raise StoreDamaged(self.path, "no numbers")
        return {_KEPT: numbers, _DRAFTS: drafts}

    def _write(self, tables: dict[str, dict[str, Any]]) -> None:
        AtomicJSONStorage(self.path, self._disk).write(tables)


def _understood(one: Any) -> bool:
    if not isinstance(one, dict) or not isinstance(one.get("hash"), str):
        return False
    try:
        if "erased" in one:
            return isinstance(_erased(one), Erased)
        moments = [_moment(one["at"]), *([_moment(one["ended"])] if "ended" in one else [])]
    except (KeyError, TypeError, ValueError):
        return False
    return isinstance(one.get("text"), str) and isinstance(one.get("salt"), str) and bool(moments)


def _erased(one: Mapping[str, Any]) -> Erased:
    mark = one["erased"]
    return Erased(_moment(mark["at"]), mark.get("by"), str(mark["why"]))


def _moment(text: Any) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return at
