"""The register when systems are back: keyed in in order, checked by another, called, added up (3f.2, N11)."""

from __future__ import annotations

from dutyterm.desk.cash import counting, tills
from dutyterm.desk.outcome import Done
from dutyterm.desk.register import taking
from tests.ui.cash_kit import pin, proofs
from tests.ui.kit import DUTY, SECOND, Ui
from tests.ui.register_kit import CHECKER, CLERK, opened, payment, register, run_id, typed
from tests.ui.test_cash_frames import counted

PHONES = ("13800138000", "13900139001")


async def three(ui: Ui) -> None:
    """Three payments."""
    await opened(ui)
    await payment(ui, receipt="000123")
    await payment(ui, "13700137002", "100", "13700137003")
    await payment(ui, "13600136004", "30", "13600136005")


async def test_back_entries_follow_each_other_in_the_order_of_registration(shift: Ui) -> None:
    await three(shift)
    await shift.press("tab", "enter")
    assert "补录 R1-0001" in shift.text
    assert PHONES[0] in shift.text, "who keys it in sees the whole number"
    await typed(shift, "B001")
    await shift.press("1")
    assert "补录 R1-0002" in shift.text
    await typed(shift, "B002")
    await shift.press("1")
    await typed(shift, "B003")
    await shift.press("1")
    assert [e.rekeyed.serial for e in register(shift).in_order() if e.rekeyed] == ["B001", "B002", "B003"]
    assert "待复核 3" in shift.text


async def test_a_later_entry_before_an_earlier_one_asks_why(shift: Ui) -> None:
    await three(shift)
    await shift.press("end", "home", "down", "down", "enter")
    await typed(shift, "B002")
    await shift.press("1")
    assert "为什么先录这笔" in shift.text
    await shift.press("2")
    entry = register(shift).entries["R1-0002"]
    assert entry.rekeyed is not None
    assert entry.rekeyed.before is not None


async def test_another_amount_asks_for_its_cause(shift: Ui) -> None:
    await opened(shift)
    await payment(shift, receipt="000123")
    await shift.press("down", "enter")
    await typed(shift, "B001")
    await shift.press("0")
    await typed(shift, "40")
    assert "差在哪里" in shift.text
    await shift.press("1")
    entry = register(shift).entries["R1-0001"]
    assert entry.rekeyed is not None
    assert (entry.rekeyed.fen, entry.rekeyed.cause is not None) == (4_000, True)


async def tills_in_use(ui: Ui) -> None:
    """The reserve is counted and the clerk of roster digit 4 has the first till."""
    zero = {row.id: "0" for row in counting.rows(ui.session, "01")}
    two = await proofs(ui, DUTY, SECOND)
    assert isinstance(await tills.count_reserve(ui.session, {**zero, "y100": "30"}, two), Done)
    both = await proofs(ui, CLERK, DUTY)
    sheet = {**zero, "y10": "50"}
    assert isinstance(await tills.issue(ui.session, "01", f"p{CLERK}", 50_000, sheet, both), Done)


async def test_who_keys_in_needs_a_till_and_that_is_said_before_anything_is_typed(shift: Ui) -> None:
    await opened(shift)
    await payment(shift, receipt="000123")
    await tills_in_use(shift)
    await shift.press("down", "enter")
    assert "谁补录" in shift.text  # the duty manager has no till
    assert "系统流水号" not in shift.text
    await shift.press(CHECKER)
    assert "没有在用的台席" in shift.text
    await shift.press(CLERK)
    await typed(shift, "B001")
    await shift.press("1")
    entry = register(shift).entries["R1-0001"]
    assert entry.rekeyed is not None
    assert (entry.rekeyed.person, entry.rekeyed.till) == (f"p{CLERK}", "01")


async def test_where_no_till_is_in_use_a_back_entry_is_refused_at_once(shift: Ui) -> None:
    await opened(shift)
    await payment(shift, receipt="000123")
    await tills_in_use(shift)
    await counted(shift, "01", CLERK, y10="50")
    await shift.settle()
    await shift.press("down", "enter")
    assert "没有在用的台席,登记款没处放" in shift.text
    assert "补录 R1-0001" not in shift.text


async def all_keyed(ui: Ui) -> None:
    await three(ui)
    await ui.press("tab", "enter")
    for serial in ("B001", "B002", "B003"):
        await typed(ui, serial)
        await ui.press("1")


async def test_who_keyed_it_in_never_checks_it(shift: Ui) -> None:
    await all_keyed(shift)
    await shift.press("enter", DUTY)
    assert "补录人" in shift.text
    assert "PIN" not in shift.text
    await shift.press(CHECKER)
    await pin(shift, CHECKER)
    assert all(e.checked and e.checked.person == f"p{CHECKER}" for e in register(shift).entries.values())


async def test_what_the_checker_finds_wrong_is_keyed_in_again(shift: Ui) -> None:
    await all_keyed(shift)
    await shift.press("asterisk", "4")
    await shift.type("1")
    await shift.press("enter", CHECKER)
    await pin(shift, CHECKER)
    assert "待补录 1" in shift.text


async def test_register_envelope_and_system_agree_in_the_end(shift: Ui) -> None:
    """CLS-14, N11: key by key until nothing waits, and the sums are zero."""
    await all_keyed(shift)
    await shift.press("enter", CHECKER)
    await pin(shift, CHECKER)
    await shift.press("enter", "1", "enter", "1", "enter", "1")  # three calls
    assert "待回访 0" in shift.text
    await shift.press("enter", "1")
    await typed(shift, "0")
    assert "点得 0.00" in shift.text, "who signs sees what was counted"
    await pin(shift, DUTY)
    await shift.press(CHECKER)
    await pin(shift, CHECKER)
    assert "180.00" in shift.text
    await shift.press("enter", "1")
    assert "登记、信封、补录一致" in shift.text
    (reconciled,) = register(shift).reconciled
    assert (reconciled.register_fen, reconciled.keyed_fen, reconciled.envelope_off) == (18_000, 18_000, 0)
    await shift.press("tab")
    assert "没有等着办的" in shift.text


async def test_an_envelope_counted_again_begins_with_an_empty_amount(shift: Ui) -> None:
    """What was signed once is no draft of the next count."""
    await opened(shift)
    await payment(shift, due="50", receipt="0001")
    await to_envelope(shift)
    await shift.press("enter", "1")
    await typed(shift, "5")
    await pin(shift, DUTY)
    await shift.press(CHECKER)
    await pin(shift, CHECKER)
    await to_envelope(shift)
    await shift.press("enter", "1")
    await typed(shift, "50")
    assert "点得 50.00" in shift.text


async def to_envelope(ui: Ui) -> None:
    """The cursor on the row of the envelope."""
    await ui.press("home")
    for _ in range(8):
        if any(line.startswith(">") and "信封" in line for line in ui.text.splitlines()):
            return
        await ui.press("down")


async def test_a_missing_number_is_explained_by_two(shift: Ui) -> None:
    await opened(shift)
    wish = taking.Wish("consult", f"p{CLERK}", number=3, book="R1", request="资费", run=run_id(shift))
    assert isinstance(await taking.write_entry(shift.session, wish), Done)
    await shift.settle()
    assert "R1-0001 缺号" in shift.text
    await shift.press("tab", "enter", "1")
    await shift.type("1")
    await shift.press("enter")
    await pin(shift, DUTY)
    await shift.press(CHECKER)
    await pin(shift, CHECKER)
    assert "R1-0001 缺号" not in shift.text
    assert "R1-0002 缺号" in shift.text


async def test_blank_numbers_are_given_back_with_enter(shift: Ui) -> None:
    await opened(shift)
    await shift.press("down", "enter")
    assert "空白号 R1-0001" not in shift.text
    assert "先领页" in shift.text
    assert register(shift).pages == ()


async def test_money_that_cannot_be_keyed_in_goes_back_against_the_receipt_before_two(shift: Ui) -> None:
    await opened(shift)
    await payment(shift, receipt="000123")
    await shift.press("down", "asterisk", "7", "1", "1")
    await typed(shift, "0")
    await pin(shift, DUTY)
    await shift.press(CHECKER)
    await pin(shift, CHECKER)
    entry = register(shift).entries["R1-0001"]
    assert entry.returned is not None
    assert entry.returned.fen == 5_000


async def test_what_waits_is_left_with_an_owner(shift: Ui) -> None:
    await opened(shift)
    await payment(shift, receipt="000123")
    await shift.press("asterisk", "1", "1", "3")
    assert "R1-0001" in {slip for slip, e in register(shift).entries.items() if e.left}


async def test_the_open_item_on_the_board_leads_to_what_waits(shift: Ui) -> None:
    """CLS-14: entries that were left come back as one open item; Enter on it opens the register."""
    await opened(shift)
    await payment(shift, receipt="000123")
    await shift.press("asterisk", "1", "1", "3", "escape", "escape", "escape", "f2")
    await shift.press("right", "enter")
    assert shift.page == "ItemsPage", shift.text
    await shift.press("enter")
    assert shift.page == "RegisterPage", shift.text
    assert "R1-0001" in shift.text


async def test_a_look_at_numbers_is_recorded_once_a_visit(shift: Ui) -> None:
    await opened(shift)
    await payment(shift, receipt="000123")
    await shift.press("down", "enter")
    assert PHONES[0] in shift.text
    await shift.press("escape", "enter", "escape")  # looked at again in one visit
    held = b"".join(path.read_bytes() for path in (shift.data / "hall").glob("*.duty"))
    assert held.count(b"personal.shown") == 1
