"""PIN hashes of this PC: a local file, never synced, of entries whose marks the hall journal knows."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from typing import Any, Final, NamedTuple

from tinydb import TinyDB

from dutyterm.hall.pins import pin_digits, pin_refusal
from dutyterm.journal.atomic import AtomicJSONStorage, StoreDamaged
from dutyterm.journal.disk import Disk, RealDisk

RECOVERY_DIGITS: Final = 20


class Cost(NamedTuple):
    """What one Argon2id hash costs."""

    time: int
    memory_kib: int
    lanes: int = 1


STANDARD: Final = Cost(2, 19 * 1024)
"""Some 50 to 100 ms on an old office PC."""

CHEAP: Final = Cost(1, 8)
"""For tests and made-up halls only."""


class Entry(NamedTuple):
    """One line of the credentials file."""

    person: str
    hash: str
    """Argon2id in its usual text form, salt included."""

    @property
    def mark(self) -> str:
        """What the hall journal holds of it. The salt inside makes it worthless for guessing the PIN."""
        return hashlib.sha256(f"{self.person}\n{self.hash}".encode()).hexdigest()


def hash_secret(secret: str, cost: Cost = STANDARD) -> str:
    """Argon2id of a PIN or a recovery code."""
    # Imported when used: most starts of the program show something before anybody types a PIN.
    from argon2 import PasswordHasher

    from dutyterm.hall.given_back import give_back_large

    give_back_large()
    return PasswordHasher(time_cost=cost.time, memory_cost=cost.memory_kib, parallelism=cost.lanes).hash(
        secret
    )


def fits(hashed: str, secret: str) -> bool:
    """Whether the secret belongs to the hash; False also for a hash that cannot be read."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    from dutyterm.hall.given_back import give_back_large

    give_back_large()
    try:
        return PasswordHasher().verify(hashed, secret)
    except (VerificationError, InvalidHashError):
        return False


def make_entry(person: str, pin: str, cost: Cost = STANDARD) -> Entry:
    """An entry for a PIN that `pins.pin_refusal` has let pass."""
    return Entry(person, hash_secret(pin_digits(pin), cost))


def issue_pin(number: str = "") -> str:
    """A random PIN of six digits for one use, shown once to the person who must change it.

    `number` is the person's staff number, which no PIN may be.
    """
    while True:
        pin = f"{secrets.randbelow(10**6):06d}"
        if pin_refusal(pin, number) is None:
            return pin


def new_recovery_code() -> str:
    """Twenty random digits in groups of five, shown once."""
    digits = f"{secrets.randbelow(10**RECOVERY_DIGITS):0{RECOVERY_DIGITS}d}"
    return "-".join(digits[i : i + 5] for i in range(0, RECOVERY_DIGITS, 5))


def recovery_digits(typed: str) -> str:
    """The digits of a typed recovery code, whatever stands between them."""
    return "".join(c for c in pin_digits(typed) if c.isdigit())


class Credentials:
    """The credentials file.

    A new entry is added first, then recorded in the hall journal, then the old one is dropped: at any cut the
    entry whose mark is recorded is in the file.
    """

    def __init__(self, path: Path, disk: Disk | None = None) -> None:
        self._path = path
        self._disk = disk or RealDisk()

    @property
    def exists(self) -> bool:
        """False when the file is gone: then only the recovery code helps, never the wizard."""
        return self._disk.exists(self._path)

    def add(self, entry: Entry) -> None:
        """Keeps the entry beside older ones of the same person. Raises OSError when it cannot be written."""
        with self._open() as db:
            db.insert({"person": entry.person, "hash": entry.hash})

    def settle(self, marks: dict[str, str]) -> None:
        """Drops what is no longer recorded; `marks` has the recorded mark of each person."""
        with self._open() as db:
            stale = [d.doc_id for d in db if _entry(d).mark != marks.get(_entry(d).person)]
            if stale:
                db.remove(doc_ids=stale)

    def entries(self, person: str) -> list[Entry]:
        """The entries of a person; more than one only while a change is under way.

        Raises StoreDamaged when the file cannot be understood, OSError when it cannot be read.
        """
        if not self.exists:
            return []
        try:
            with self._open() as db:
                entries = [_entry(d) for d in db]
        except (ValueError, TypeError, AttributeError) as error:
            # Right JSON of a wrong shape: TinyDB itself stumbles over it.
            raise StoreDamaged(self._path, str(error)) from error
        return [e for e in entries if e.person == person]

    def set_aside(self) -> Path:
        """Renames a file that cannot be understood, so that recovery can begin a new one. Raises OSError."""
        kept = self._path.with_name(f"{self._path.stem}.damaged{self._path.suffix}")
        self._disk.replace(self._path, kept)
        return kept

    def _open(self) -> TinyDB:
        return TinyDB(self._path, storage=AtomicJSONStorage, disk=self._disk)


def _entry(document: Any) -> Entry:
    person, hashed = document.get("person"), document.get("hash")
    if not isinstance(person, str) or not isinstance(hashed, str):
        raise TypeError("an entry has a person and a hash")
    return Entry(person, hashed)
