"""Numbers of customers through the desk: durable first, shown on record, erased by rule, never in the way."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from dutyterm.desk import people, roster, sealing
from dutyterm.desk.drafts import PRIVATE, Drafts
from dutyterm.desk.outcome import Done, NotSaved
from dutyterm.desk.session import Session
from dutyterm.desk.vault import erase, keep, reveal, tidy
from dutyterm.hall.vault import Commitment, Erased, Vault
from dutyterm.i18n import Text
from dutyterm.model.moment import moment_text
from dutyterm.model.people import Role
from dutyterm.model.refusal import Refusal
from tests.desk.kit import DUTY, MANAGER, PINS, Hall, done, notice, refused

PHONE = "13800138000"
KEY = PRIVATE + "register/phone"


async def put(session: Session, text: str = PHONE) -> Commitment:
    made = await session.queued(lambda: keep(session, "phone", text))
    assert isinstance(made, Commitment), made
    return made


async def seen(session: Session, made: Commitment) -> object:
    found = await reveal(session, {made.id: made.hash})
    return found.get(made.id) if not isinstance(found, Refusal | NotSaved) else found


def hall_records(hall: Hall, kind: str) -> list[dict[str, object]]:
    lines = [line for path in (hall.root / "hall").glob("*.duty") for line in path.read_text().splitlines()]
    found = [r for line in lines for r in json.loads(line).get("put", {}).get("records", {}).values()]
    return [record["body"] for record in found if record["kind"] == kind]


async def test_a_number_is_on_the_disk_when_it_is_committed_to(hall: Hall) -> None:
    session = await hall.shift()
    made = await put(session)
    await hall.kill(session)
    again = await hall.start()
    assert await seen(again, made) == PHONE


async def test_with_nobody_signed_in_a_number_is_taken_but_not_shown(hall: Hall) -> None:
    """N31: the register works while the lock screen is up; looking needs a name."""
    session, _ = await hall.found()
    people.sign_out(session)
    made = await put(session)
    assert refused(await seen(session, made)) == "sign_in"


async def test_who_was_shown_numbers_is_recorded_and_the_numbers_are_not(hall: Hall) -> None:
    session = await hall.shift()
    made = await put(session)
    assert await seen(session, made) == PHONE
    assert hall_records(hall, "personal.shown") == [{"refs": [made.id]}]


async def test_a_greeter_and_an_auditor_see_masked_numbers_only(hall: Hall) -> None:
    session = await hall.shift()
    made = await put(session)
    barred = [p for p in session.hall.roster if p.role in (Role.GREETER, Role.AUDITOR)]
    assert barred
    for session.who in barred:
        assert refused(await seen(session, made)) == "not_permitted"


async def test_a_full_disk_is_not_saved_and_nothing_is_committed(hall: Hall) -> None:
    session = await hall.shift()
    hall.disk.fail_write = lambda path: OSError(errno.ENOSPC, "full") if "vault" in path.name else None
    made = await session.queued(lambda: keep(session, "phone", PHONE))
    assert isinstance(made, NotSaved)
    assert "磁盘已满" in made.text.zh
    assert not (hall.root / "vault.json").exists()


async def test_a_damaged_vault_is_told_kept_and_stops_nothing(hall: Hall) -> None:
    session = await hall.shift()
    old = await put(session)
    await session.close()
    hall.open.clear()
    (hall.root / "vault.json").write_bytes(b"\0" * 300)
    session = await hall.start()
    assert isinstance(notice(session, "vault"), Text)
    assert refused(await seen(session, old)) == "vault_damaged"
    new = await put(session, "13900139000")
    assert await seen(session, new) == "13900139000"
    assert await seen(session, old) is None
    (kept,) = hall.root.glob("vault.damaged-*")
    assert kept.read_bytes() == b"\0" * 300
    hall.clock.wait(days=32)
    await session.queued(lambda: tidy(session, {}, None))
    assert not kept.exists()
    assert [body["why"] for body in hall_records(hall, "personal.erased")] == ["damaged"]


async def test_what_was_typed_and_saved_just_now_is_gone_as_well_when_it_is_erased(hall: Hall) -> None:
    """N22: half-typed numbers reach the vault a moment after the key, and leave it as late after saving."""
    session = await hall.shift()
    session.drafts.put(KEY, PHONE)
    session.drafts.flush()
    made = await put(session)
    session.drafts.drop(KEY)
    done(await erase(session, [made.id], "asked"))
    assert PHONE not in (hall.root / "vault.json").read_text("utf-8")


async def test_the_rule_erases_at_the_start_and_the_hall_journal_says_so(hall: Hall) -> None:
    session = await hall.shift()
    ended, waiting = await put(session), await put(session, "13900139000")
    now = session.clock.now()
    await session.queued(lambda: tidy(session, {ended.id: now}, {waiting.id}))
    await session.close()
    hall.open.clear()
    hall.clock.wait(days=29)
    session = await hall.start()
    assert await seen(session, ended) == PHONE
    await session.close()
    hall.open.clear()
    hall.clock.wait(days=2)
    session = await hall.start()
    erased = await seen(session, ended)
    assert isinstance(erased, Erased)
    assert (erased.by, erased.why) == (None, "rule")
    assert await seen(session, waiting) == "13900139000", "what is still open is never erased"
    (said,) = hall_records(hall, "personal.erased")
    assert said["refs"] == [ended.id]
    assert PHONE not in (hall.root / "vault.json").read_text("utf-8")
    hall.assert_sound()


async def test_a_kill_between_erasing_and_telling_is_made_good_at_the_next_start(hall: Hall) -> None:
    session = await hall.shift()
    made = await put(session)
    session.the_vault().erase([made.id], None, session.clock.now(), "rule")
    await hall.kill(session)
    session = await hall.start()
    assert [body["refs"] for body in hall_records(hall, "personal.erased")] == [[made.id]]
    await session.close()
    hall.open.clear()
    await hall.start()
    assert len(hall_records(hall, "personal.erased")) == 1


async def test_a_number_taken_just_before_a_kill_and_never_entered_is_erased_too(hall: Hall) -> None:
    session = await hall.shift()
    made = await put(session)
    await session.queued(lambda: tidy(session, {}, set()))
    hall.clock.wait(days=31)
    await session.queued(lambda: tidy(session, {}, set()))
    assert isinstance(await seen(session, made), Erased)


async def test_the_hall_may_say_how_many_days_numbers_are_kept(hall: Hall) -> None:
    session = await hall.shift()
    made, profile = await put(session), session.hall.profile
    assert profile is not None
    await people.sign_in(session, MANAGER, PINS[MANAGER])
    changed = profile.model_copy(update={"numbers": {**profile.numbers, "personal_days": 3}})
    done(await roster.set_profile(session, changed))
    now = session.clock.now()
    hall.clock.wait(days=4)
    await session.queued(lambda: tidy(session, {made.id: now}, set()))
    assert isinstance(await seen(session, made), Erased)


async def test_what_a_kill_left_of_a_first_number_is_swept_away(hall: Hall) -> None:
    session = await hall.shift()
    await session.close()
    hall.open.clear()
    (hall.root / ".vault.json.4711.tmp").write_text(PHONE, "utf-8")
    await hall.start()
    assert list(hall.root.glob(".vault*")) == []


async def test_a_half_typed_number_outlives_a_kill_in_the_vault_and_nowhere_else(hall: Hall) -> None:
    session = await hall.shift()
    session.drafts.put(KEY, PHONE)
    session.drafts.put("note", "再来 " + PHONE)
    session.drafts.flush()
    await hall.kill(session)
    assert PHONE not in (hall.root / "drafts.json").read_text("utf-8")
    again = await hall.start()
    assert again.drafts.get(KEY) == PHONE
    again.drafts.drop(KEY)
    again.drafts.flush()
    assert PHONE not in (hall.root / "vault.json").read_text("utf-8")


async def test_a_sealed_shift_leaves_no_half_typed_number(hall: Hall) -> None:
    session = await hall.shift()
    session.drafts.put(KEY, PHONE)
    session.drafts.flush()
    assert PHONE in (hall.root / "vault.json").read_text("utf-8")
    assert isinstance(await sealing.seal(session, PINS[DUTY]), sealing.Sealed)
    session.drafts.flush()
    assert PHONE not in (hall.root / "vault.json").read_text("utf-8")


def test_drafts_in_memory_keep_a_private_field_as_any_other(tmp_path: Path) -> None:
    kept = Drafts()
    kept.put(KEY, PHONE)
    kept.flush()
    assert kept.get(KEY) == PHONE
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("raw", [b"", b"[]", b"\0" * 40])
def test_half_typed_numbers_in_a_damaged_vault_cost_nothing_but_themselves(
    tmp_path: Path, raw: bytes
) -> None:
    (tmp_path / "vault.json").write_bytes(raw)
    vault = Vault(tmp_path / "vault.json")
    kept = Drafts(tmp_path / "drafts.json", private=lambda: vault, private_there=True)
    kept.put(KEY, PHONE)
    kept.flush()
    assert kept.failed
    assert kept.get(KEY) == PHONE
    assert (tmp_path / "vault.json").read_bytes() == raw


async def test_numbers_are_erased_when_the_customer_asks_for_it(hall: Hall) -> None:
    """N22: text and salt are gone, the hall journal says when, why and by whom, and so does its state."""
    session = await hall.shift()
    made, other = await put(session), await put(session, "13900139000")
    assert isinstance(await erase(session, (made.id,), "asked"), Done)
    gone = session.hall.erased[made.id]
    assert gone.why == "asked"
    assert hall_records(hall, "personal.erased") == [
        {"refs": [made.id], "why": "asked", "erased_at": moment_text(gone.at)}
    ]
    assert session.who is not None
    assert await seen(session, made) == Erased(gone.at, session.who.id, "asked")
    assert set(session.hall.erased) == {made.id}
    assert await seen(session, other) == "13900139000"
    assert PHONE not in (hall.root / "vault.json").read_text("utf-8")
    assert refused(await erase(session, (made.id,), "asked")) == "nothing_held"


async def test_an_erasing_that_no_disk_takes_erases_nothing(hall: Hall) -> None:
    session = await hall.shift()
    made = await put(session)
    hall.disk.fail_write = lambda path: OSError(errno.ENOSPC, "full") if "vault" in path.name else None
    assert refused(await erase(session, (made.id,), "asked")) == "vault_unreadable"
    hall.disk.fail_write = lambda path: None
    assert await seen(session, made) == PHONE
    assert hall_records(hall, "personal.erased") == []


async def test_an_erasing_that_the_journal_could_not_tell_is_told_at_the_next_start(hall: Hall) -> None:
    session = await hall.shift()
    made = await put(session)
    hall.disk.fail_write = lambda path: OSError(errno.ENOSPC, "full") if path.suffix == ".duty" else None
    assert isinstance(await erase(session, (made.id,), "asked"), NotSaved)
    hall.disk.fail_write = lambda path: None
    await session.close()
    hall.open.clear()
    session = await hall.start()
    assert [body["refs"] for body in hall_records(hall, "personal.erased")] == [[made.id]]
    assert session.hall.erased[made.id].why == "asked"
