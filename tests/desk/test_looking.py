"""A program that only looks leaves no trace on the disk, and shows the open shift all the same."""

from __future__ import annotations

import hashlib
from pathlib import Path

from dutyterm.desk import items
from dutyterm.journal.disk import RealDisk
from dutyterm.shift import life
from tests.desk.kit import Hall, done, refused


def everything(root: Path) -> dict[str, str]:
    return {
        str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(root.rglob("*"))
        if p.is_file()
    }


async def test_looking_at_a_copy_without_its_key_shows_the_open_shift_and_writes_nothing(hall: Hall) -> None:
    session = await hall.shift()
    done(await items.note(session, "空调 14 度"))
    await hall.close()
    (hall.root / "device.key").unlink()
    before = everything(hall.root)
    house = await hall.house(read_only=True)
    assert house.session is not None
    assert house.session.has_open_shift
    assert life.of(house.session.shift).opened is not None
    assert refused(await items.note(house.session, "不能写")) == "read_only"
    await hall.close()
    assert everything(hall.root) == before
    assert not RealDisk().exists(hall.root / "device.key")
