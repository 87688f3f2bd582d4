"""PINs: who can sign, how wrong ones are slowed down, what if the file is replaced or gone (M9)."""

import json
from datetime import timedelta

import pytest

from dutyterm.hall.credentials import CHEAP, fits, issue_pin, make_entry, new_recovery_code
from dutyterm.hall.pins import FIRST_WAIT, LONGEST_WAIT, is_trivial, next_try, pin_refusal
from dutyterm.hall.signing import Verdict, check_pin, choose_pin, make_recovery, recover, reset_pin, settle
from dutyterm.model.people import Role
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from tests.hall.small_hall import SmallHall


def sign(hall: SmallHall, name: str, pin: str) -> Verdict:
    verdict = check_pin(hall.state, hall.credentials, hall.id(name), pin, hall.now)
    hall.write(verdict.events)
    return verdict


def code(outcome: Verdict | list[Event] | Refusal | None) -> str:
    refusal = outcome.refusal if isinstance(outcome, Verdict) else outcome
    return refusal.code if isinstance(refusal, Refusal) else "ok"


def test_the_right_pin_signs_also_in_full_width_digits(hall: SmallHall) -> None:
    assert code(sign(hall, "王敏", "593026")) == "ok"
    assert code(sign(hall, "王敏", "５９３０２６")) == "ok"
    assert hall.documents[-1]["kind"] == "recovery.set"


def test_a_wrong_pin_is_recorded_without_what_was_typed(hall: SmallHall) -> None:
    assert code(sign(hall, "王敏", "593027")) == "wrong_pin"
    assert hall.documents[-1]["kind"] == "sign_in.failed"
    assert "593027" not in json.dumps(hall.documents)


def test_after_three_wrong_pins_the_right_one_waits_too(hall: SmallHall) -> None:
    for _ in range(3):
        assert code(sign(hall, "王敏", "000001")) == "wrong_pin"
    assert code(sign(hall, "王敏", "593026")) == "wait"
    assert code(sign(hall, "赵琪", "846193")) == "ok"
    hall.wait(seconds=5)
    assert code(sign(hall, "王敏", "593026")) == "ok"
    assert hall.documents[-1]["body"] == {"person": hall.id("王敏"), "failures": 3}
    assert code(sign(hall, "王敏", "593026")) == "ok"
    assert hall.documents[-1]["kind"] == "sign_in.cleared"


def test_a_clock_set_back_locks_nobody_out_for_long(hall: SmallHall) -> None:
    for _ in range(3):
        sign(hall, "王敏", "000001")
    hall.wait(days=-400)
    assert code(sign(hall, "王敏", "000001")) == "wrong_pin"
    verdict = sign(hall, "王敏", "593026")
    assert verdict.refusal is not None
    assert verdict.refusal.data["seconds"] == 10
    hall.wait(seconds=10)
    assert code(sign(hall, "王敏", "593026")) == "ok"


def test_the_wait_doubles_and_ends_at_a_quarter_of_an_hour(hall: SmallHall) -> None:
    waits = [next_try(n, hall.now) - hall.now for n in range(40)]
    assert waits[:6] == [timedelta(0)] * 3 + [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT
    assert next_try(10**6, hall.now) == hall.now + LONGEST_WAIT


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("12345", "pin_length"),
        ("1234567890123", "pin_length"),
        ("", "pin_length"),
        ("12a456", "pin_not_digits"),
        ("000000", "pin_trivial"),
        ("123456", "pin_trivial"),
        ("987654", "pin_trivial"),
        ("890123", "pin_trivial"),
        ("121212", "pin_trivial"),
        ("123123", "pin_trivial"),
        ("112211", "pin_trivial"),
        ("520520", "pin_trivial"),
        ("008012", "pin_is_number"),
        ("801237", "pin_is_number"),
    ],
)
def test_a_pin_that_is_easy_to_guess_is_refused_and_not_repeated(pin: str, why: str) -> None:
    refused = pin_refusal(pin, "8012")
    assert refused is not None
    assert refused.code == why
    assert not pin or pin not in refused.text.zh + refused.text.en


def test_a_pin_of_one_s_own_takes_the_place_of_the_old_one(hall: SmallHall) -> None:
    id = hall.id("王敏")
    assert code(choose_pin(hall.state, hall.credentials, id, "593026", CHEAP)) == "pin_same"
    events = choose_pin(hall.state, hall.credentials, id, "740913", CHEAP)
    assert isinstance(events, list)
    # Cut here: the journal does not know the new one yet, so the old one still signs.
    assert code(sign(hall, "王敏", "593026")) == "ok"
    hall.write(events)
    assert code(sign(hall, "王敏", "740913")) == "ok"
    settle(hall.state, hall.credentials)
    assert len(hall.credentials.entries(id)) == 1
    assert code(sign(hall, "王敏", "740913")) == "ok"
    assert code(sign(hall, "王敏", "593026")) == "wrong_pin"


def test_a_pin_given_by_another_manager_must_be_changed_at_first_use(hall: SmallHall) -> None:
    pin = issue_pin()
    events = reset_pin(hall.state, hall.credentials, "p1", hall.id("王敏"), pin, CHEAP)
    assert isinstance(events, list)
    assert events[0].by == "p1"
    hall.write(events)
    verdict = sign(hall, "王敏", pin)
    assert code(verdict) == "ok"
    assert verdict.must_change
    own = choose_pin(hall.state, hall.credentials, hall.id("王敏"), "740913", CHEAP)
    assert isinstance(own, list)
    hall.write(own)
    assert not sign(hall, "王敏", "740913").must_change


def test_nobody_resets_their_own_pin_and_a_duty_manager_no_managers(hall: SmallHall) -> None:
    def reset(by: str, of: str) -> str:
        return code(reset_pin(hall.state, hall.credentials, hall.id(by), hall.id(of), "740913", CHEAP))

    assert reset("林岚", "林岚") == "own_pin"
    assert reset("王敏", "赵琪") == "not_permitted"
    assert reset("王敏", "林岚") == "not_permitted"
    assert reset("李娟", "张丽") == "not_permitted"
    assert reset("王敏", "李娟") == "ok"


def test_a_replaced_entry_lets_nobody_sign_as_that_person(hall: SmallHall) -> None:
    id = hall.id("王敏")
    forged = make_entry(id, "111222", CHEAP)
    hall.credentials.settle({p: c.entry for p, c in hall.state.credentials.items() if p != id})
    hall.credentials.add(forged)
    assert code(sign(hall, "王敏", "111222")) == "credential_replaced"
    assert hall.documents[-1]["body"] == {"person": id, "how": "replaced"}
    count = len(hall.documents)
    assert code(sign(hall, "王敏", "593026")) == "credential_replaced"
    assert len(hall.documents) == count
    assert code(sign(hall, "赵琪", "846193")) == "ok"
    events = reset_pin(hall.state, hall.credentials, "p1", id, "740913", CHEAP)
    assert isinstance(events, list)
    hall.write(events)
    assert code(sign(hall, "王敏", "740913")) == "ok"


def test_an_entry_of_somebody_else_does_not_fit_under_another_name(hall: SmallHall) -> None:
    mine, theirs = (hall.credentials.entries(hall.id(n))[0] for n in ("王敏", "赵琪"))
    assert mine._replace(person=theirs.person).mark not in (mine.mark, theirs.mark)


def test_without_the_file_only_the_recovery_code_helps(hall: SmallHall) -> None:
    hall.credentials._path.unlink()
    assert code(sign(hall, "王敏", "593026")) == "credentials_missing"
    verdict = recover(hall.state, hall.credentials, hall.recovery_code, "p1", "740913", hall.now, CHEAP)
    assert code(verdict) == "ok"
    hall.write(verdict.events)
    assert code(sign(hall, "林岚", "740913")) == "ok"
    assert code(sign(hall, "王敏", "593026")) == "credential_replaced"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"_default":{"x":5}}',
        b'{"_default":{"1":7}}',
        b'{"_default":{"1":{"person":1}}}',
        b"\xff\xfe",
    ],
)
def test_a_damaged_file_is_said_and_recovery_keeps_it_aside(hall: SmallHall, content: bytes) -> None:
    path = hall.credentials._path
    path.write_bytes(content)
    assert code(sign(hall, "王敏", "593026")) == "credentials_damaged"
    verdict = recover(hall.state, hall.credentials, hall.recovery_code, "p1", "740913", hall.now, CHEAP)
    assert code(verdict) == "ok"
    hall.write(verdict.events)
    assert code(sign(hall, "林岚", "740913")) == "ok"
    assert path.with_name("credentials.damaged.json").read_bytes() == content


def test_a_recovery_code_works_once_and_for_hall_managers_only(hall: SmallHall) -> None:
    def attempt(of: str, typed: str) -> str:
        verdict = recover(hall.state, hall.credentials, typed, hall.id(of), "740913", hall.now, CHEAP)
        hall.write(verdict.events)
        return code(verdict)

    assert attempt("王敏", hall.recovery_code) == "not_a_manager"
    assert attempt("林岚", "00000-00000-00000-00000") == "wrong_recovery"
    assert attempt("林岚", hall.recovery_code.replace("-", " ")) == "ok"
    assert attempt("林岚", hall.recovery_code) == "no_recovery"
    new, events = make_recovery("p1", CHEAP)
    hall.write(events)
    assert attempt("林岚", new.replace("-", "")) == "ok"


def test_guessing_the_recovery_code_is_slowed_down(hall: SmallHall) -> None:
    for _ in range(3):
        verdict = recover(hall.state, hall.credentials, "1" * 20, "p1", "740913", hall.now, CHEAP)
        assert code(verdict) == "wrong_recovery"
        hall.write(verdict.events)
    verdict = recover(hall.state, hall.credentials, hall.recovery_code, "p1", "740913", hall.now, CHEAP)
    assert code(verdict) == "wait"


def test_a_leaver_and_a_stranger_cannot_sign(hall: SmallHall) -> None:
    assert check_pin(hall.state, hall.credentials, "p99", "593026", hall.now).refusal is not None
    from dutyterm.hall.rules import leave

    events = leave(hall.state, "p1", hall.id("王敏"))
    assert isinstance(events, list)
    hall.write(events)
    assert code(sign(hall, "王敏", "593026")) == "not_on_roster"


def test_who_has_no_pin_yet_is_told_so(hall: SmallHall) -> None:
    from dutyterm.hall.rules import add_person

    events = add_person(hall.state, "p1", "8113", "新人", Role.CLERK)
    assert isinstance(events, list)
    hall.write(events)
    assert code(sign(hall, "新人", "593026")) == "no_pin"


def test_neither_pin_nor_recovery_code_is_written_anywhere(hall: SmallHall) -> None:
    written = json.dumps(hall.documents) + hall.credentials._path.read_text(encoding="utf-8")
    assert hall.pin("林岚") not in written
    assert hall.recovery_code not in written
    assert hall.recovery_code.replace("-", "") not in written


def test_codes_are_long_and_random() -> None:
    codes = {new_recovery_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(len(c) == 23 and c.replace("-", "").isdigit() for c in codes)
    assert not any(is_trivial(issue_pin()) for _ in range(50))


def test_a_hash_that_cannot_be_read_fits_nothing() -> None:
    assert not fits("not a hash", "593026")
    assert not fits("$argon2id$v=19$m=8,t=1,p=1$x$y", "593026")
