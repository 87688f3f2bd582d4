"""Who is at the keyboard: PINs, delays, the PIN file replaced or gone, the recovery code, the idle lock."""

from __future__ import annotations

import json

from dutyterm.desk import people
from dutyterm.desk.session import Session
from dutyterm.hall import credentials as pins
from tests.desk.kit import CLERK, DUTY, MANAGER, PINS, Hall, done, not_saved, notice, refused

NEW = "864209"


def is_locked(session: Session) -> bool:
    return session.locked


async def test_wrong_pins_wait_longer_and_a_restart_does_not_shorten_the_wait(hall: Hall) -> None:
    session, _ = await hall.found()
    codes = [refused(await people.sign_in(session, DUTY, "000999")) for _ in range(5)]
    assert codes[0] == "wrong_pin"
    assert codes[-1] == "wait"
    await hall.close()
    session = await hall.start(None)
    assert refused(await people.sign_in(session, DUTY, PINS[DUTY])) == "wait"
    hall.clock.wait(hours=1)
    assert isinstance(await people.sign_in(session, DUTY, PINS[DUTY]), people.Signed)
    assert DUTY not in session.hall.failures


async def test_a_pin_is_changed_with_the_old_one_and_holds_after_a_restart(hall: Hall) -> None:
    session, _ = await hall.found()
    assert refused(await people.change_pin(session, "000999", NEW)) == "wrong_pin"
    hall.clock.wait(minutes=1)
    done(await people.change_pin(session, PINS[MANAGER], NEW))
    await hall.close()
    session = await hall.start(None)
    assert refused(await people.sign_in(session, MANAGER, PINS[MANAGER])) == "wrong_pin"
    hall.clock.wait(minutes=1)
    assert isinstance(await people.sign_in(session, MANAGER, NEW), people.Signed)


async def test_a_pin_given_by_a_manager_must_be_changed_at_first_use(hall: Hall) -> None:
    session, _ = await hall.found()
    done(await people.reset_pin(session, CLERK, NEW))
    signed = await people.sign_in(session, CLERK, NEW)
    assert isinstance(signed, people.Signed)
    assert signed.must_change_pin
    done(await people.change_pin(session, NEW, "975310"))
    signed = await people.sign_in(session, CLERK, "975310")
    assert isinstance(signed, people.Signed)
    assert not signed.must_change_pin


async def test_nobody_resets_an_own_pin(hall: Hall) -> None:
    session, _ = await hall.found()
    assert refused(await people.reset_pin(session, MANAGER, NEW)) == "own_pin"
    people.sign_out(session)
    assert refused(await people.reset_pin(session, CLERK, NEW)) == "sign_in"


async def test_a_replaced_entry_is_noticed_and_that_person_cannot_sign(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    path = hall.root / "credentials.json"
    held = json.loads(path.read_text("utf-8"))
    forged = pins.make_entry(CLERK, "111999", pins.CHEAP)
    for entry in held["_default"].values():
        if entry["person"] == CLERK:
            entry["hash"] = forged.hash
    path.write_text(json.dumps(held), "utf-8")
    session = await hall.start()
    assert session.hall.people[CLERK].name in notice(session, "credentials").zh
    assert refused(await people.sign_in(session, CLERK, "111999")) == "credential_replaced"
    await hall.close()
    session = await hall.start(MANAGER)
    assert CLERK in session.hall.distrusted
    done(await people.reset_pin(session, CLERK, NEW))
    assert isinstance(await people.sign_in(session, CLERK, NEW), people.Signed)


async def test_without_the_pin_file_only_the_recovery_code_helps_and_never_the_wizard(hall: Hall) -> None:
    _, code = await hall.found()
    await hall.close()
    (hall.root / "credentials.json").unlink()
    house = await hall.house()
    session = house.session
    assert house.state == "locked_out"
    assert session is not None
    notice(session, "credentials")
    assert isinstance(await people.sign_in(session, MANAGER, PINS[MANAGER]), object)
    assert session.who is None
    wrong = code.translate(str.maketrans("0123456789", "1234567890"))
    assert refused(await people.use_recovery_code(session, MANAGER, wrong, NEW)) == "wrong_recovery"
    hall.clock.wait(hours=1)
    assert refused(await people.use_recovery_code(session, DUTY, code, NEW)) == "not_a_manager"
    recovered = await people.use_recovery_code(session, MANAGER, code, NEW)
    assert isinstance(recovered, people.Recovered)
    assert recovered.recovery_code != code
    assert isinstance(await people.sign_in(session, MANAGER, NEW), people.Signed)
    await hall.close()
    house = await hall.house()
    assert house.state == "ready"
    assert house.session is not None
    assert refused(await people.use_recovery_code(house.session, MANAGER, code, "975310")) == "wrong_recovery"


async def test_an_unreadable_pin_file_is_set_aside_by_the_recovery_code(hall: Hall) -> None:
    _, code = await hall.found()
    await hall.close()
    (hall.root / "credentials.json").write_text("{not json", "utf-8")
    session = (await hall.house()).session
    assert session is not None
    notice(session, "credentials")
    await people.sign_in(session, MANAGER, PINS[MANAGER])
    assert session.who is None
    assert isinstance(await people.use_recovery_code(session, MANAGER, code, NEW), people.Recovered)
    assert isinstance(await people.sign_in(session, MANAGER, NEW), people.Signed)


async def test_a_new_pin_that_could_not_be_recorded_leaves_the_old_one_valid(hall: Hall) -> None:
    session, _ = await hall.found()
    hall.disk.fail_write = lambda path: OSError(5, "broken") if path.name.endswith(".duty") else None
    not_saved(await people.change_pin(session, PINS[MANAGER], NEW))
    hall.disk.fail_write = lambda _: None
    await hall.close()
    await hall.start(MANAGER)


async def test_the_lock_hides_until_the_pin_and_signing_out_leaves_nobody(hall: Hall) -> None:
    session = await hall.shift()
    people.lock(session)
    assert refused(await people.unlock(session, "000999")) == "wrong_pin"
    assert session.locked
    hall.clock.wait(minutes=1)
    assert isinstance(await people.unlock(session, PINS[DUTY]), people.Signed)
    assert not is_locked(session)
    people.sign_out(session)
    people.lock(session)
    assert not is_locked(session)
    assert refused(await people.unlock(session, PINS[DUTY])) == "sign_in"


async def test_somebody_elses_pin_at_a_locked_screen_switches_the_person(hall: Hall) -> None:
    session = await hall.shift()
    people.lock(session)
    assert isinstance(await people.sign_in(session, CLERK, PINS[CLERK]), people.Signed)
    assert session.who is not None
    assert session.who.id == CLERK
    assert not session.locked


async def test_no_pin_is_ever_written_in_the_data_directory(hall: Hall) -> None:
    session = await hall.shift()
    await people.sign_in(session, CLERK, "313131")
    await hall.close()
    for path in hall.root.rglob("*"):
        if path.is_file() and path.name != "reserve.bin":
            raw = path.read_bytes()
            assert PINS[DUTY].encode() not in raw, path
            assert b"313131" not in raw, path
