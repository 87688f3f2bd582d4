"""The head: line 0 of a journal, which says whose it is and what came before it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from dutyterm.journal.strict import VERSION
from dutyterm.model.moment import moment_text
from dutyterm.values import dataclass

JournalKind = Literal["shift", "hall", "marks"]


@dataclass(frozen=True)
class ManualRef:
    """The manual that was in force."""

    id: str
    version: str
    hash: str


@dataclass(frozen=True)
class Continues:
    """The damaged file that a continuation goes on from; that file is kept as it is."""

    file: str
    length: int
    """Bytes."""
    sha256: str
    next: int
    """First record id of the continuation, above every id the damaged file can have held."""


@dataclass(frozen=True)
class Head:
    """What line 0 says."""

    journal: str
    """Kind of journal: shift, hall or marks (JournalKind)."""
    id: str
    hall: str
    device: str
    at: datetime
    """When the file was created; aware."""
    program: str
    """Version of the program."""
    boot: str = ""
    """Id of this start of the computer; a monotonic clock is comparable within one."""
    key: str | None = None
    """Ed25519 public key of the device, 64 hex digits."""
    manual: ManualRef | None = None
    prev_device: str | None = None
    """Seal hash of this device's previous segment of the same kind of journal."""
    prev_hall: str | None = None
    """Seal hash of the shift whose carry-over was taken."""
    continues: Continues | None = None
    v: int = VERSION
    """Container version."""

    def content(self) -> dict[str, Any]:
        """The content of the head line."""
        out = {key: value for key, value in vars(self).items() if value is not None}
        out["at"] = moment_text(self.at)
        for key in ("manual", "continues"):
            if key in out:
                out[key] = dict(vars(out[key]))
        return {"v": out.pop("v"), **out}

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Head:
        """The head in a line; tolerant of unknown keys and of what a newer program may have changed."""

        def text(key: str) -> str:
            value = content.get(key)
            return value if isinstance(value, str) else ""

        manual, before = content.get("manual"), content.get("continues")
        try:
            at = datetime.fromisoformat(text("at"))
            at = at if at.tzinfo else _UNKNOWN
        except ValueError:
            at = _UNKNOWN
        try:
            ref = ManualRef(**{k: str(manual[k]) for k in ("id", "version", "hash")}) if manual else None
            cont = (
                Continues(**{k: before[k] for k in ("file", "length", "sha256", "next")}) if before else None
            )
        except (KeyError, TypeError):
            ref = cont = None
        return cls(
            journal=text("journal"), id=text("id"), hall=text("hall"), device=text("device"), at=at,
            program=text("program"), boot=text("boot"), key=text("key") or None, manual=ref,
            prev_device=text("prev_device") or None, prev_hall=text("prev_hall") or None, continues=cont,
            v=content["v"],
        )  # fmt: skip


_UNKNOWN = datetime.fromisoformat("1970-01-01T00:00:00.000+00:00")
