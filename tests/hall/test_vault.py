"""The private vault (N22): what a journal commits to is kept here, can be proved, and is erased for ever."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from tinydb import TinyDB

from dutyterm.hall.vault import Commitment, Erased, Vault
from dutyterm.journal.atomic import StoreDamaged
from dutyterm.model.personal import committed, masked_number, personal_number
from dutyterm.model.refusal import Refusal
from tests.faults.fake_disk import FakeDisk, Fault, PowerCut

AT = datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
PHONE, NUMBER = "13800138000", "057988123456"
FILE = Path("/fake/vault.json")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault.json")


def text_of(vault: Vault, made: Commitment) -> object:
    return vault.get(made.id, made.hash)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("138 0013 8000", PHONE),
        ("１３８００１３８０００", PHONE),
        ("(0579)88123456", NUMBER),
        ("+86 138-0013-8000", "+8613800138000"),
        ("ad12345678", "ad12345678"),
    ],
)
def test_a_number_is_read_however_it_is_grouped(typed: str, read: str) -> None:
    assert personal_number(typed) == read


@pytest.mark.parametrize("typed", ["", "  ", "12", "号码", "1" * 31, "138,001", "13800138000\x00\u4e2d"])
def test_what_is_no_number_is_refused_with_words(typed: str) -> None:
    refused = personal_number(typed)
    assert isinstance(refused, Refusal)
    assert refused.text.zh != refused.text.en


def test_a_masked_number_shows_at_most_seven_characters_and_hides_at_least_two() -> None:
    assert masked_number(PHONE) == "138****8000"
    assert masked_number("88123456") == "******56"
    assert masked_number("1234") == "**34"


def test_a_number_can_be_seen_and_proved_by_its_commitment_only(vault: Vault) -> None:
    made = vault.put("phone", PHONE, "p4", AT)
    assert made.masked == "138****8000"
    assert text_of(vault, made) == PHONE
    assert vault.prove(made.id, made.hash, PHONE)
    assert not vault.prove(made.id, made.hash, "13800138001")
    assert vault.get(made.id, "0" * 64) is None, "another record's commitment opens nothing"
    assert vault.get("12", made.hash) is None


def test_one_number_taken_twice_has_two_commitments(vault: Vault) -> None:
    """Nobody who reads journals can tell from them that one customer came twice."""
    first, second = vault.put("phone", PHONE, None, AT), vault.put("phone", PHONE, None, AT)
    assert first.hash != second.hash
    assert first.id != second.id


def test_the_file_is_its_owners_alone_and_a_plain_tinydb(vault: Vault) -> None:
    vault.put("phone", PHONE, "p4", AT)
    if os.name == "posix":
        assert vault.path.stat().st_mode & 0o077 == 0
    with TinyDB(vault.path) as db:
        (found,) = db.table("numbers").all()
    assert found["text"] == PHONE
    assert os.listdir(vault.path.parent) == ["vault.json"]


def test_erasing_takes_text_and_salt_and_leaves_who_when_and_why(vault: Vault) -> None:
    gone, kept = vault.put("phone", PHONE, "p4", AT), vault.put("number", NUMBER, "p4", AT)
    later = AT + timedelta(days=31)
    assert vault.erase([gone.id], "p1", later, "rule") == (gone.id,)
    assert text_of(vault, gone) == Erased(later, "p1", "rule")
    assert not vault.prove(gone.id, gone.hash, PHONE), "without the salt nothing can be proved any more"
    assert text_of(vault, kept) == NUMBER
    raw = vault.path.read_text("utf-8")
    assert PHONE not in raw
    assert json.loads(raw)["numbers"][gone.id].keys() == {"hash", "erased", "told"}
    assert vault.erase([gone.id], "p1", later, "rule") == ()


def test_the_days_of_the_rule_begin_when_the_entry_came_to_its_end(vault: Vault) -> None:
    made = vault.put("phone", PHONE, "p4", AT)
    assert vault.due(AT + timedelta(days=999), 30) == ()
    vault.settle({made.id: AT + timedelta(days=1)})
    vault.settle({made.id: AT + timedelta(days=9)})  # told again at every start: the first time holds
    assert vault.due(AT + timedelta(days=30), 30) == ()
    assert vault.due(AT + timedelta(days=31), 30) == (made.id,)
    assert vault.unsettled() == {}


def test_an_erasure_waits_to_be_told_until_it_was(vault: Vault) -> None:
    made = vault.put("phone", PHONE, "p4", AT)
    vault.erase([made.id], None, AT, "rule")
    assert list(vault.untold()) == [made.id]
    vault.told([made.id])
    assert vault.untold() == {}
    assert text_of(vault, made) == Erased(AT, None, "rule")


def test_a_changed_text_does_not_fit_its_commitment(vault: Vault) -> None:
    made = vault.put("phone", PHONE, "p4", AT)
    assert vault.check() == (1, 0, ())
    vault.path.write_text(vault.path.read_text("utf-8").replace(PHONE, "13900139000"), "utf-8")
    assert vault.check().unfit == (made.id,)
    assert text_of(vault, made) is None


def test_a_number_that_was_exchanged_whole_does_not_fit_what_was_recorded(vault: Vault) -> None:
    first, second = vault.put("phone", PHONE, "p4", AT), vault.put("phone", NUMBER, "p4", AT)
    assert vault.check({first.id: first.hash, second.id: second.hash}).unfit == ()
    assert vault.check({first.id: second.hash}).unfit == (first.id,)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0" * 90,
        b"{",
        b'{"numbers":[]}',
        b'{"numbers":{"1":{"hash":"a"}}}',
        b'{"numbers":{"1":[]}}',
        b'{"numbers":{"1":{"hash":"a","text":"b","salt":"c","at":"2026-11-22T09:00:00"}}}',
        b'{"numbers":{"1":{"hash":"a","erased":{}}}}',
        b'{"drafts":{"1":[]}}',
    ],
    ids=lambda raw: repr(raw[:30]),
)
def test_a_damaged_vault_is_said_set_aside_and_a_new_one_begun(vault: Vault, raw: bytes) -> None:
    vault.path.write_bytes(raw)
    for look in (vault.check, vault.drafts, vault.unsettled, lambda: vault.put("phone", PHONE, None, AT)):
        with pytest.raises(StoreDamaged):
            look()
    assert vault.path.read_bytes() == raw, "never repaired in silence"
    kept = vault.set_aside(AT.date())
    assert kept.read_bytes() == raw
    assert list(vault.asides()) == [(kept, AT.date())]
    made = vault.put("phone", PHONE, None, AT)
    assert text_of(vault, made) == PHONE
    vault.path.write_bytes(raw)
    assert vault.set_aside(AT.date()) != kept, "an earlier one is never replaced"
    vault.drop_aside(kept)
    assert len(list(vault.asides())) == 1


def test_half_typed_numbers_are_kept_and_forgotten_with_the_rest_untouched(vault: Vault) -> None:
    assert vault.drafts() == {}
    made = vault.put("phone", PHONE, None, AT)
    vault.keep_drafts({"private/register/phone": "1390013"})
    assert vault.drafts() == {"private/register/phone": "1390013"}
    vault.keep_drafts({})
    assert vault.drafts() == {}
    assert "1390013" not in vault.path.read_text("utf-8")
    assert text_of(vault, made) == PHONE


FAULTS: tuple[Fault, ...] = ("eio", "enospc", "eintr", "erofs", "short")


def steps_of_a_put() -> int:
    disk = FakeDisk()
    vault = Vault(FILE, disk)
    vault.put("phone", PHONE, None, AT)
    before = len(disk.steps)
    vault.put("phone", NUMBER, None, AT)
    return len(disk.steps) - before


@pytest.mark.parametrize("fault", FAULTS)
def test_a_put_that_fails_at_any_step_leaves_what_was_there(fault: Fault) -> None:
    for step in range(steps_of_a_put()):
        disk = FakeDisk()
        vault = Vault(FILE, disk)
        first = vault.put("phone", PHONE, None, AT)
        disk.faults = {len(disk.steps) + step: fault}
        try:
            second = vault.put("number", NUMBER, None, AT)
        except OSError:
            second = None
        disk.faults = {}
        assert text_of(vault, first) == PHONE
        assert second is None or text_of(vault, second) == NUMBER


def test_what_a_put_returned_survives_a_power_cut_at_any_later_step() -> None:
    for step in range(steps_of_a_put()):
        for seed in range(25):
            disk = FakeDisk(random=Random(seed))
            vault = Vault(FILE, disk)
            first = vault.put("phone", PHONE, None, AT)
            disk.faults = {len(disk.steps) + step: "cut"}
            second = None
            with suppress(PowerCut):
                second = vault.put("number", NUMBER, None, AT)
            after = disk.after_cut()
            vault = Vault(FILE, after)
            vault.sweep()
            assert text_of(vault, first) == PHONE
            if second is not None:
                assert text_of(vault, second) == NUMBER
            names = [name for name in after.names if name != FILE]
            assert names == [], "what a cut left of a write is swept away by the next start"


def test_an_erasure_is_whole_or_not_at_all_after_a_cut() -> None:
    for step in range(6):
        for seed in range(25):
            disk = FakeDisk(random=Random(seed))
            vault = Vault(FILE, disk)
            made = vault.put("phone", PHONE, None, AT)
            disk.faults = {len(disk.steps) + step: "cut"}
            done = False
            try:
                vault.erase([made.id], None, AT, "rule")
                done = True
            except PowerCut:
                pass
            vault = Vault(FILE, disk.after_cut())
            found = text_of(vault, made)
            assert found == Erased(AT, None, "rule") or (not done and found == PHONE)
            assert bool(vault.untold()) == isinstance(found, Erased)


def test_the_salt_makes_the_commitment_worthless_for_guessing() -> None:
    assert committed("00", PHONE) != committed("01", PHONE)
    assert len(committed("00", PHONE)) == 64
