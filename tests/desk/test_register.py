"""Manual acceptance through the desk: with no shift, after a kill, full numbers in the vault only (N22)."""

from __future__ import annotations

import errno
from pathlib import Path

from dutyterm.desk import people, printing, sealing, shifts
from dutyterm.desk.printing import Made, Wanted
from dutyterm.desk.register import after, looking, taking
from dutyterm.desk.register.taking import Wish
from dutyterm.desk.session import Session
from dutyterm.model.personal import committed
from dutyterm.shift.cash.told import name_of
from dutyterm.shift.register import sums, waiting
from dutyterm.shift.register.backentry import GiveBack
from dutyterm.shift.register.facts import Personal
from dutyterm.shift.register.state import Entry, of
from tests.desk.kit import CLERK, DUTY, PINS, Hall, done, refused
from tests.desk.test_cash import proofs

SECOND = "p3"
PHONE = "13812345678"
ACCOUNT = "13987654321"


def paying(receipt: str, fen: int = 9_800, **more: str) -> Wish:
    wish = {
        "business": "payment",
        "clerk": CLERK,
        "surname": "张",
        "phone": PHONE,
        "account": ACCOUNT,
        **more,
    }
    return Wish(**wish, title="mr", due=fen, receipt=receipt, told=True)  # type: ignore[arg-type]


async def opened(hall: Hall) -> Session:
    """A shift with a page and an envelope for the clerk."""
    session = await hall.shift()
    done(await taking.issue_pages(session, "R1", None, None, CLERK))
    done(await taking.open_envelope(session, "E1", CLERK))
    return session


def entry(session: Session, number: int = 1) -> Entry:
    found = of(session.shift).entry("R1", number)
    assert found is not None
    return found


def everywhere(root: Path, word: str) -> list[str]:
    """Files in which the word stands."""
    return sorted(p.name for p in root.rglob("*") if p.is_file() and word.encode() in p.read_bytes())


async def test_full_numbers_are_in_the_vault_and_in_no_other_file_n22(hall: Hall) -> None:
    session = await opened(hall)
    done(await taking.write_entry(session, paying("T1", request="")))
    session.drafts.flush()
    for number in (PHONE, ACCOUNT):
        assert everywhere(hall.root, number) == ["vault.json"]
    phone = entry(session).written.phone
    assert isinstance(phone, Personal)
    assert phone.masked == "138****5678"
    vault = session.the_vault()
    assert vault.get(phone.id, phone.hash) == PHONE
    assert vault.prove(phone.id, phone.hash, PHONE)
    assert phone.hash != committed("", PHONE)


async def test_what_is_refused_leaves_nothing_in_the_vault(hall: Hall) -> None:
    session = await opened(hall)
    assert refused(await taking.write_entry(session, paying("T1", 50_001))) == "entry_limit"
    assert refused(await taking.write_entry(session, paying("T1", business="replace_sim"))) == "never_by_hand"
    assert not session.the_vault().exists


async def test_an_identity_number_is_never_written_down(hall: Hall) -> None:
    session = await opened(hall)
    assert (
        refused(await taking.write_entry(session, paying("T1", account="11010519491231002X"))) == "id_number"
    )
    assert refused(await taking.write_entry(session, paying("T1", phone="12"))) == "bad_number"
    assert everywhere(hall.root, "11010519491231002") == []


async def test_a_vault_that_cannot_be_written_writes_no_record_either(hall: Hall) -> None:
    session = await opened(hall)
    full = OSError(errno.EIO, "I/O error")
    hall.disk.fail_write = lambda path: full if "vault" in path.name else None
    outcome = await taking.write_entry(session, paying("T1"))
    assert "NOT SAVED" in outcome.text.en  # type: ignore[union-attr]
    assert of(session.shift).entries == {}
    hall.disk.fail_write = lambda _: None
    done(await taking.write_entry(session, paying("T1")))
    assert entry(session).slip == "R1-0001"


async def test_without_a_shift_nobody_signs_in_and_the_digit_says_who(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(None)
    done(await taking.issue_pages(session, "R1", None, None, CLERK))
    done(await taking.open_envelope(session, "E1", CLERK))
    done(await taking.write_entry(session, paying("T1")))
    assert session.outside
    assert (entry(session).by, entry(session).written.clerk) == (None, CLERK)
    await hall.close()
    session = await hall.start()
    done(await shifts.open_shift(session))
    carried = entry(session)
    assert (carried.carried, carried.waits) == (True, True)
    await hall.close()
    hall.assert_sound()


async def test_in_a_shift_somebody_is_signed_in(hall: Hall) -> None:
    session = await opened(hall)
    session.locked = True
    assert refused(await taking.write_entry(session, paying("T1"))) == "sign_in"
    session.locked = False
    people.sign_out(session)
    assert refused(await taking.void(session, "R1", 1, "spoiled")) == "sign_in"


async def test_without_data_the_paper_is_named(hall: Hall) -> None:
    del hall
    outcome = await taking.write_entry(None, paying("T1"))
    assert "paper" in outcome.text.en  # type: ignore[union-attr]


async def test_after_a_kill_the_numbers_go_on_where_they_were(hall: Hall) -> None:
    session = await opened(hall)
    for n in range(3):
        done(await taking.write_entry(session, paying(f"T{n}")))
    before = of(session.shift)
    await hall.kill(session)
    session = await hall.start()
    assert of(session.shift) == before
    done(await taking.write_entry(session, paying("T9")))
    assert entry(session, 4).slip == "R1-0004"


async def test_a_power_cut_from_the_first_page_to_a_sum_of_zero(hall: Hall) -> None:
    session = await opened(hall)
    for n in range(4):
        done(await taking.write_entry(session, paying(f"T{n}", 5_000 + n)))
    done(await taking.refuse_business(session, "transfer", CLERK, offer=1))
    done(await taking.void(session, "R1", 2, "twice", witness=DUTY))
    two = await proofs(hall, session, CLERK, DUTY)
    done(await after.count_envelope(session, "E1", 15_005, two))
    assert refused(await after.rekey(session, "R1", 3, "B3", person=CLERK)) == "order"
    done(await after.rekey(session, "R1", 1, "B1", person=CLERK))
    done(await after.rekey(session, "R1", 3, "B3", person=CLERK))
    back = GiveBack("R1", 4, "customer")
    assert refused(await after.give_back(session, back)) == "two_needed"
    done(await after.give_back(session, back, await proofs(hall, session, CLERK, DUTY)))
    slips = ["R1-0001", "R1-0003"]
    assert refused(await after.check(session, slips, await proofs(hall, session, CLERK))) == "same_person"
    done(await after.check(session, slips, await proofs(hall, session, SECOND)))
    done(await after.call(session, "R1", 1, "reached"))
    done(await after.return_pages(session, "R1", 5))
    done(await after.reconcile(session))
    assert waiting.hinders(session.scene()) == ()
    found = sums.sums(of(session.shift))
    assert (found.register, found.keyed, found.refunded, found.difference) == (15_005, 10_002, 5_003, 0)


async def test_what_waits_is_said_and_the_next_shift_gets_it(hall: Hall) -> None:
    session = await opened(hall)
    done(await taking.write_entry(session, paying("T1")))
    done(await after.return_pages(session, "R1", 2))
    done(await after.leave_open(session, "still_down", CLERK))
    two = await proofs(hall, session, CLERK, DUTY)
    done(await after.seal_envelope(session, "E1", "S9", 9_800, two))
    done(await after.reconcile(session))
    assert waiting.hinders(session.scene()) == ()
    two = await proofs(hall, session, CLERK, DUTY)
    done(await after.unseal_envelope(session, "E1", "S9", two))


async def test_a_missing_number_takes_two_pins(hall: Hall) -> None:
    session = await opened(hall)
    done(await taking.write_entry(session, paying("T1")))
    done(await taking.write_entry(session, Wish("consult", CLERK, number=4, request="问")))
    one = await proofs(hall, session, CLERK)
    assert refused(await after.explain_gap(session, "R1", 2, 3, "torn", "", one)) == "two_needed"
    done(await after.explain_gap(session, "R1", 2, 3, "torn", "", await proofs(hall, session, CLERK, DUTY)))


async def test_the_day_report_tells_of_manual_acceptance(hall: Hall, tmp_path: Path) -> None:
    session = await opened(hall)
    done(await taking.write_entry(session, paying("T1")))
    made = await printing.make_day(session, Wanted("zh", folder=tmp_path))
    assert isinstance(made, Made)
    text = made.files[0].read_text(encoding="utf-8")
    assert "登记 1 笔 98.00" in text
    assert PHONE not in text


async def test_between_two_shifts_the_register_is_what_the_last_one_left(hall: Hall) -> None:
    session = await opened(hall)
    done(await taking.write_entry(session, paying("T1")))
    hall.clock.wait(hours=10)
    assert isinstance(await sealing.seal(session, PINS[DUTY]), sealing.Sealed)
    assert not session.has_open_shift
    seen = looking.scene(session)
    left = of(seen.shift)
    assert name_of(seen, CLERK).zh == "李娟"
    assert [e.slip for e in left.entries.values() if e.waits] == ["R1-0001"]
    assert left.page("R1", 2) is not None
