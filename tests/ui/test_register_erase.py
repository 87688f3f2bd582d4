"""A customer wants the number erased: `*` on the entry, by who may, recorded, and the entry says so (N22)."""

from __future__ import annotations

from tests.ui.kit import DUTY, Ui
from tests.ui.register_kit import CLERK, opened, payment, register, row, typed

PHONE = "13900139001"


async def asked_by_telephone(ui: Ui) -> None:
    """A question that was answered on the spot, with a number: the entry is at its end."""
    await ui.press("2", "1", "1", "enter", "3", "1", "1")
    await typed(ui, PHONE)
    await ui.press("space")


async def erase(ui: Ui) -> None:
    """The tenth exception stands on the second page; the reason erases."""
    await ui.press("asterisk", "0", "1")


async def signed_in_as(ui: Ui, digit: str) -> None:
    """Somebody else at the keyboard, back at the register."""
    await ui.press("escape", "escape", "escape")
    await ui.app.action_run("sign_out")
    await ui.sign_in(digit)
    await ui.press("f9", "enter", "f4", "down")


async def test_a_manager_erases_the_numbers_of_an_entry_and_the_entry_says_so(shift: Ui) -> None:
    await opened(shift)
    await payment(shift, receipt="000123")
    await shift.press("down")
    await erase(shift)
    assert "不能恢复" in shift.text
    assert "还没办结" in shift.text, "it must still be keyed in"
    await shift.press("1")
    assert "号码已删除,记入厅日志" in shift.text
    assert "号码已删" in row(shift, "R1-0001 07:46")
    assert "用户号码 138****8000 完整号码 11-22 07:46 已删除: 客户要求" in shift.text
    (entry,) = register(shift).entries.values()
    vault = (shift.data / "vault.json").read_text("utf-8")
    assert PHONE not in vault
    assert "13800138000" not in vault
    assert entry.written.phone is not None
    assert entry.written.phone.id in shift.session.hall.erased
    told = b"".join(path.read_bytes() for path in (shift.data / "hall").glob("*.duty"))
    assert told.count(b"personal.erased") == 1
    assert b'"why":"asked"' in told.replace(b" ", b"")
    assert f'"by":"p{DUTY}"'.encode() in told.replace(b" ", b"")


async def test_work_goes_on_with_the_masked_number(shift: Ui) -> None:
    await opened(shift)
    await payment(shift, receipt="000123")
    await shift.press("down", "enter", "escape")  # the full numbers were on the screen once
    await erase(shift)
    await shift.press("2", "enter")
    assert "补录 R1-0001" in shift.text
    assert "138****8000" in shift.text
    assert PHONE not in shift.text
    await typed(shift, "B001")
    await shift.press("1")
    assert "待复核 1" in shift.text


async def test_a_clerk_erases_what_is_settled_and_not_what_is_still_needed(shift: Ui) -> None:
    await opened(shift)
    await asked_by_telephone(shift)
    await payment(shift, receipt="000123")
    await signed_in_as(shift, CLERK)
    await erase(shift)
    await shift.press("1")
    assert "号码已删" in row(shift, "R1-0001 07:46")
    await shift.press("down")
    await erase(shift)
    assert "还没办结: 经理才能删" in shift.text
    assert len(shift.session.hall.erased) == 1


async def test_what_is_erased_or_never_was_there_is_not_offered(shift: Ui) -> None:
    await opened(shift)
    await shift.press("2", "1", "1", "enter", "1", "space")  # a question without a number
    await asked_by_telephone(shift)
    await shift.press("down")
    await erase(shift)
    assert "没有号码" in shift.text
    await shift.press("escape", "down")
    await erase(shift)
    await shift.press("1", "asterisk", "0")
    assert "已删除" in shift.text
    await shift.press("1")
    assert len(shift.session.hall.erased) == 1


async def test_it_is_offered_in_english_too(shift: Ui) -> None:
    await opened(shift)
    await payment(shift, receipt="000123")
    await shift.press("down", "ctrl+l")
    await erase(shift)
    await shift.press("1")
    assert "The numbers are erased" in shift.text
    assert "the full number was erased 11-22 07:46: the customer asked" in " ".join(shift.text.split())


async def test_a_number_of_an_earlier_shift_is_erased_by_typing_it(shift: Ui) -> None:
    """N22: who asks days later has no row here any more; the number is named masked and goes everywhere."""
    from dutyterm.desk.vault import keep
    from dutyterm.hall.vault import Commitment

    session = shift.session
    made = await session.queued(lambda: keep(session, "phone", PHONE))
    assert isinstance(made, Commitment)
    await opened(shift)
    await shift.press("asterisk", "0", "2")
    assert "各班的都删,不能恢复" in shift.text
    await typed(shift, "13700137000")
    assert "137****7000" in shift.text
    assert "13700137000" not in shift.text
    await shift.press("1")
    assert "本机没有这个完整号码" in shift.text
    await shift.press("escape", "asterisk", "0", "2")
    await shift.pilot.press(*PHONE[:-1])
    await shift.settle()
    session.drafts.flush()
    drafts = [p.name for p in shift.data.rglob("*draft*") if PHONE[:-1].encode() in p.read_bytes()]
    assert drafts == [], "a number is not kept in order to be erased"
    assert session.the_vault().drafts() == {}
    await typed(shift, PHONE[-1])
    await shift.press("1")
    assert "号码已删除" in shift.text
    assert set(session.hall.erased) == {made.id}
    assert PHONE[:-1] not in (shift.data / "vault.json").read_text("utf-8")
