"""A manual that is broken, upgraded or gone: the last good one stays, an open shift keeps its own (L16)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dutyterm.desk import house as houses
from dutyterm.desk import lists, manuals, sealing, shifts
from dutyterm.manual.shipped import shipped_manual_dir
from tests.desk.kit import (
    CLERK,
    DUTY,
    MANAGER,
    PINS,
    RUN,
    Hall,
    answer,
    done,
    finish,
    notice,
    refused,
    run_of,
)


def upgrade(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Installs a newer program whose manual says one line differently."""
    newer = hall.root.parent / "newer"
    shutil.copytree(shipped_manual_dir(), newer)
    path = newer / "opening.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("仪容仪表", "仪容仪表与工牌", 1), "utf-8")
    monkeypatch.setattr(houses, "shipped_manual_dir", lambda: newer)
    monkeypatch.setattr(manuals, "shipped_manual_dir", lambda: newer)


def add_lines(hall: Hall, text: str) -> Path:
    path = hall.root / "additions" / "opening.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


async def test_broken_additions_are_named_by_file_line_and_item_and_the_last_good_manual_stays(
    hall: Hall,
) -> None:
    session = await hall.shift()
    good = session.manual.hash
    await hall.close()
    add_lines(hall, '[[lines]]\nid = "HALL-01"\ngroup = "floor"\ntitel = { zh = "错", en = "wrong" }\n')
    session = await hall.start()
    assert session.manual.hash == good
    text = next(n for n in session.notices if n.kind == "manual")
    assert "opening.toml" in text.detail.zh
    assert "HALL-01" in text.detail.zh
    done(await answer(session, "OPN-07"))


async def test_a_newer_manual_waits_for_the_hall_manager_and_an_open_shift_keeps_its_own(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await hall.shift()
    old = session.manual.hash
    await hall.close()
    upgrade(hall, monkeypatch)
    session = await hall.start()
    notice(session, "manual_waiting")
    assert session.manual.hash == old
    assert refused(await manuals.activate_waiting(session)) == "not_permitted"
    await hall.close()
    session = await hall.start(MANAGER)
    done(await manuals.activate_waiting(session))
    assert session.manual.hash == old
    done(await answer(session, "OPN-07"))
    await hall.close()
    session = await hall.start()
    assert session.manual.hash == old
    assert run_of(session).line("OPN-28").line.title.zh == "仪容仪表"  # type: ignore[union-attr]
    await finish(hall, session, "OPN-28", CLERK)
    sealed = await sealing.seal(session, PINS[DUTY])
    assert isinstance(sealed, sealing.Sealed)
    done(await shifts.open_shift(session, seal_code=sealed.code))
    assert session.manual.hash != old
    done(await lists.start(session, "opening"))
    changed = lists.changed_lines(session, RUN)
    assert set(changed) == {"OPN-28"}
    assert "仪容仪表" in changed["OPN-28"].zh
    await hall.close()
    hall.assert_sound()


async def test_an_open_shift_whose_manual_is_gone_is_only_looked_at(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await hall.shift()
    old = session.manual.hash
    await hall.close()
    upgrade(hall, monkeypatch)
    shutil.rmtree(hall.root / "manuals" / old)
    session = await hall.start(None)
    assert session.read_only is not None
    assert old[:12] in session.read_only.zh


async def test_a_hall_without_any_readable_manual_says_so(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(houses, "shipped_manual_dir", lambda: hall.root / "nowhere")
    house = await hall.house()
    assert house.state == "unusable"
    assert house.message is not None
