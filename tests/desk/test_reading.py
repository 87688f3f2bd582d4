"""Reading what changed in the manual: the differences, the confirmation on disk, and who may not (R2-14)."""

from __future__ import annotations

import shutil

import pytest

from dutyterm.desk import manuals, people, reading
from dutyterm.desk.session import Session
from dutyterm.manual.wording import wordings
from tests.desk.kit import DUTY, MANAGER, PINS, Hall, done, refused
from tests.desk.test_manual_changes import add_lines, upgrade

OWN = """\
[[lines]]
id = "HALL-01"
group = "floor"
title = { zh = "看雨棚", en = "Look at the canopy" }
help = { zh = "有积水就拨掉。", en = "Push standing water off." }
who = ["guard"]
due = "T-10"
source = ["D"]
fields = [{ id = "ok", kind = "confirm" }]
on_fail = { do = { zh = "报物业。", en = "Tell the landlord." } }
"""


async def upgraded(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A hall whose manager activated a newer manual; the duty manager signs in."""
    session = await hall.shift()
    assert not reading.due(session)
    await hall.close()
    upgrade(hall, monkeypatch)
    session = await hall.start(MANAGER)
    assert not reading.due(session), "what only waits is not in force"
    done(await manuals.activate_waiting(session))
    assert reading.due(session), "who activates it reads it, too"
    assert isinstance(await people.sign_in(session, DUTY, PINS[DUTY]), people.Signed)
    return session


async def test_the_changes_are_listed_with_old_and_new_words_and_confirmed_once(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await upgraded(hall, monkeypatch)
    shown = reading.reading(session)
    assert shown is not None
    (change,) = shown.changes
    assert (change.part, change.id, change.what) == ("opening", "OPN-28", "changed")
    (said,) = wordings(change)
    assert said.before is not None
    assert said.after is not None
    assert (said.before.zh, said.after.zh) == ("仪容仪表", "仪容仪表与工牌")
    done(await reading.confirm(session, shown))
    assert not reading.due(session)
    assert reading.reading(session) is None
    assert refused(await reading.confirm(session, shown)) == "no_change"
    await hall.close()
    session = await hall.start()
    assert not reading.due(session), "the confirmation is on disk"
    await hall.close()
    session = await hall.start(MANAGER)
    assert reading.due(session), "each person confirms for herself"
    await hall.close()
    hall.assert_sound()


async def test_new_lines_of_the_hall_itself_are_read_like_those_of_the_manual(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    add_lines(hall, 'adds_to = "opening"\n' + OWN)
    session = await hall.start(MANAGER)
    done(await manuals.activate_waiting(session))
    shown = reading.reading(session)
    assert shown is not None
    assert [(c.id, c.what) for c in shown.changes] == [("HALL-01", "added")]


async def test_without_the_old_version_nothing_is_listed_and_it_can_still_be_confirmed(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await upgraded(hall, monkeypatch)
    old = session.hall.read[DUTY]
    session.manual = session.active_manual or session.manual
    shutil.rmtree(hall.root / "manuals" / old)
    shown = reading.reading(session)
    assert shown is not None
    assert shown.before is None
    assert shown.changes == ()
    done(await reading.confirm(session, shown))


async def test_a_program_that_only_looks_asks_for_no_confirmation(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    await upgraded(hall, monkeypatch)
    await hall.close()
    house = await hall.house(read_only=True)
    assert house.session is not None
    house.session.who = house.session.hall.people[DUTY]
    assert not reading.due(house.session)
    assert reading.reading(house.session) is None


async def test_a_version_that_is_replaced_while_somebody_reads_is_not_confirmed(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await upgraded(hall, monkeypatch)
    shown = reading.reading(session)
    assert shown is not None
    other = shown.after.model_copy(update={"hash": "0" * 64})
    assert (
        refused(await reading.confirm(session, reading.Reading(shown.before, other, ()))) == "manual_changed"
    )
