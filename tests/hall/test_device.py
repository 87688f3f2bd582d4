"""The identity of a device: made once, kept, never replaced silently, signs."""

import os
import sys
from pathlib import Path

import pytest

from dutyterm.hall.device import DeviceKeyDamaged, boot_id, device_id, load_device, signature_fits


def test_a_device_keeps_its_identity(tmp_path: Path) -> None:
    first, again = (load_device(tmp_path / "new" / "device.key") for _ in range(2))
    assert first == again
    assert first.id == device_id(first.public_key)
    assert len(first.id) == 6
    assert first.id.isascii()
    assert first.id == first.id.lower()
    assert load_device(tmp_path / "other.key").id != first.id


def test_a_signature_fits_its_message_and_key_only(tmp_path: Path) -> None:
    device, other = load_device(tmp_path / "a.key"), load_device(tmp_path / "b.key")
    signature = device.sign(b"seal")
    assert len(signature) == 64
    assert signature_fits(device.public_key, b"seal", signature)
    assert not signature_fits(device.public_key, b"Seal", signature)
    assert not signature_fits(other.public_key, b"seal", signature)
    assert not signature_fits(device.public_key, b"seal", b"")
    assert not signature_fits("no hex", b"seal", signature)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b'{"private":"00","public":"00"}', b"\xff", b'{"private":1,"public":2}']
)
def test_a_damaged_key_file_is_said_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "device.key"
    path.write_bytes(content)
    with pytest.raises(DeviceKeyDamaged) as caught:
        load_device(path)
    assert "device.key" in caught.value.text.zh
    assert path.read_bytes() == content


def test_the_private_key_shows_in_no_text(tmp_path: Path) -> None:
    device = load_device(tmp_path / "device.key")
    private = device._private
    assert private.hex() in (tmp_path / "device.key").read_text(encoding="ascii")
    assert private.hex() not in repr(device)
    assert repr(private) not in repr(device)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no POSIX modes")
def test_others_on_the_pc_cannot_read_the_key(tmp_path: Path) -> None:
    load_device(tmp_path / "device.key")
    assert os.stat(tmp_path / "device.key").st_mode & 0o077 == 0


def test_a_boot_has_one_short_id() -> None:
    assert boot_id()
    assert boot_id().isalnum()
    assert len(boot_id()) <= 12
