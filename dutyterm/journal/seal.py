"""Sealing: what the last line of a journal says, its code of fifteen digits, and its signature (N5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from dutyterm.model.moment import moment_text
from dutyterm.values import dataclass

Sign = Callable[[bytes], bytes]
"""Signs the 32 bytes of a seal hash with the device's Ed25519 key; returns 64 bytes."""


@dataclass(frozen=True)
class SealBody:
    """What a seal says about the journal it closes."""

    closed_at: datetime
    closed_by: str | None
    """Person id; None when the program closed it by itself."""
    summary: Mapping[str, Any] = field(default_factory=dict)
    """What overviews need, so that they read seal lines only."""
    flags: tuple[str, ...] = ()
    """E.g. `unsigned`, `forgotten`."""
    count: int | None = None
    """How many records it closes; None takes the journal's own count."""

    def content(self, count: int) -> dict[str, Any]:
        """The content of the seal line; raises ValueError when another count was expected."""
        if self.count is not None and self.count != count:
            raise ValueError(f"the journal holds {count} records, the seal was made for {self.count}")
        out: dict[str, Any] = {"count": count, "closed_at": moment_text(self.closed_at)}
        if self.closed_by is not None:
            out["closed_by"] = self.closed_by
        return {**out, "summary": dict(self.summary), "flags": list(self.flags)}


@dataclass(frozen=True)
class Seal:
    """A seal as it stands on disk."""

    hash: str
    """Hash of the seal line: the identity of the sealed file."""
    code: str
    """Fifteen digits for the slip and the screen."""
    count: int
    """Records."""
    signed: bool
    """Whether the signature line follows; without a key, or after a cut, it does not."""


def seal_code(seal_hash: str) -> str:
    """Fifteen decimal digits of a seal hash, 5-5-5: short enough for paper, just under 50 bits."""
    digits = f"{int(seal_hash, 16) % 10**15:015d}"
    return f"{digits[:5]}-{digits[5:10]}-{digits[10:]}"


def signature_holds(key: str, seal_hash: str, signature: str) -> bool:
    """Whether a signature line is right; loads cryptography when asked, False for anything unusable."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(signature), bytes.fromhex(seal_hash)
        )
    except (InvalidSignature, ValueError):
        return False
    return True
