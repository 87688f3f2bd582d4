"""Where things lie in the data directory. Only names of places; nothing is opened here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dutyterm.values import dataclass


@dataclass(frozen=True)
class Layout:
    """The places of one data directory. What is truth: `shifts`, `hall`, `manuals`. The rest is local."""

    root: Path

    @property
    def shifts(self) -> Path:
        """Journals of shifts, in `YYYY/MM/`."""
        return self.root / "shifts"

    @property
    def hall(self) -> Path:
        """Journal of the hall's own affairs, a file for each segment."""
        return self.root / "hall"

    @property
    def manuals(self) -> Path:
        """Every version of the manual that was ever used."""
        return self.root / "manuals"

    @property
    def additions(self) -> Path:
        """The hall's own lines and files, added to the manual."""
        return self.root / "additions"

    @property
    def drafts(self) -> Path:
        """Half-typed fields, masked; never synced."""
        return self.root / "drafts.json"

    @property
    def credentials(self) -> Path:
        """PIN hashes; never synced."""
        return self.root / "credentials.json"

    @property
    def vault(self) -> Path:
        """Full numbers of customers (N22); never synced, never in a copy for others."""
        return self.root / "vault.json"

    @property
    def pin_slips(self) -> Path:
        """PINs for one use, to be printed and handed out; never synced, removed after a day."""
        return self.root / "pin-slips.txt"

    @property
    def device_key(self) -> Path:
        """Identity and signing key of this device; never synced."""
        return self.root / "device.key"

    @property
    def settings(self) -> Path:
        """Language, theme and keys of this PC."""
        return self.root / "settings.json"

    @property
    def lock(self) -> Path:
        """Held by the one program that writes."""
        return self.root / "lock"

    @property
    def reserve(self) -> Path:
        """Space that is freed when the disk is full, so that the shift can be finished."""
        return self.root / "reserve"

    @property
    def paper(self) -> Path:
        """Papers that were made: slips, day reports. May be deleted; what they say is in the journals."""
        return self.root / "paper"

    @property
    def cache(self) -> Path:
        """Derived things; may be deleted at any time."""
        return self.root / "cache"

    def shift_file(self, hall: str, day: date, code: str, device: str) -> Path:
        """The journal of one shift, e.g. `shifts/2026/11/chengbei.2026-11-22-a.k3f9q2.duty`."""
        name = f"{hall}.{day.isoformat()}-{code.lower()}.{device}.duty"
        return self.shifts / f"{day.year:04d}" / f"{day.month:02d}" / name

    def hall_file(self, hall: str, device: str, segment: int) -> Path:
        """One segment of the hall journal, e.g. `hall/chengbei.hall-0001.k3f9q2.duty`."""
        return self.hall / f"{hall}.hall-{segment:04d}.{device}.duty"

    def manual(self, content_hash: str) -> Path:
        """One version of the manual, by the hash of its content."""
        return self.manuals / content_hash
