"""The identity of this device: a short id and an Ed25519 key pair in a local file; the id of this boot."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
from dataclasses import field
from pathlib import Path
from typing import Final

from dutyterm.i18n import Text
from dutyterm.journal.atomic import replace_file
from dutyterm.journal.disk import Disk, RealDisk
from dutyterm.values import dataclass

_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters that look like digits: the id is read aloud and stands in file names."""
_ID_LENGTH: Final = 6
_HEX64: Final = re.compile(r"[0-9a-f]{64}")


class DeviceKeyDamaged(Exception):
    """The key file is there but cannot be used; never replaced silently, it is this PC's identity."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"device key cannot be read: {path}")
        self.text = Text(
            "本机身份文件 {name} 已损坏。请从备份恢复;没有备份就移开它,再由厅经理登记本机。",
            "The identity file {name} is damaged. Restore a backup; without one move it away: this PC "
            "then gets a new identity, to be registered by the hall manager.",
        ).fill(name=path.name)


@dataclass(frozen=True)
class Device:
    """This device. The private key never leaves the object in any text form."""

    id: str
    """Six letters or digits, made from the public key."""
    public_key: str
    """Hex of 32 bytes."""
    _private: bytes = field(repr=False)

    def sign(self, message: bytes) -> bytes:
        """Ed25519 signature (64 bytes), e.g. over the hash of a seal line."""
        # Imported when used: starting the program needs the public key only.
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self._private).sign(message)


def signature_fits(public_key: str, message: bytes, signature: bytes) -> bool:
    """Whether a signature was made by the device with that public key (hex); False for what is no key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def load_device(path: Path, disk: Disk | None = None) -> Device:
    """The identity in the file; made once when there is none. Raises DeviceKeyDamaged or OSError."""
    disk = disk or RealDisk()
    if not disk.exists(path):
        _make(path, disk)
    try:
        held = json.loads(disk.read(path, 4096))
        private, public = held["private"], held["public"]
        if not _HEX64.fullmatch(private) or not _HEX64.fullmatch(public):
            raise DeviceKeyDamaged(path)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise DeviceKeyDamaged(path) from error
    return Device(device_id(public), public, bytes.fromhex(private))


def device_id(public_key: str) -> str:
    """The id that belongs to a public key."""
    number = int.from_bytes(hashlib.sha256(bytes.fromhex(public_key)).digest(), "big")
    letters = []
    for _ in range(_ID_LENGTH):
        number, rest = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    # A letter first, so that a file name part never looks like a number.
    return letters[0] + "".join(letters[1:]) if letters[0].isalpha() else "d" + "".join(letters[1:])


def boot_id() -> str:
    """A short id of this start of the computer: monotonic times of one boot belong together.

    Where the system has none it is made from the moment of the start, or is new for every program start.
    """
    linux = Path("/proc/sys/kernel/random/boot_id")
    if linux.exists():
        return linux.read_text(encoding="ascii").strip().replace("-", "")[:12]
    if sys.platform == "win32":
        import ctypes

        up_seconds = ctypes.windll.kernel32.GetTickCount64() // 1000
        # Rounded, because clock and counter drift apart by seconds a day.
        return f"w{(int(time.time()) - up_seconds) // 60:x}"
    import secrets  # with all that it takes; only where the system tells nothing of its start

    return f"r{secrets.token_hex(5)}"


def _make(path: Path, disk: Disk) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    held = {"private": key.private_bytes_raw().hex(), "public": key.public_key().public_bytes_raw().hex()}
    replace_file(path, json.dumps(held).encode("ascii"), disk)
