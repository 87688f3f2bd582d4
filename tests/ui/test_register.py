"""The register of manual acceptance on the screen: one key from the card, 14 an entry (3f.2, N11, N22)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dutyterm.journal.disk import NoSyncDisk
from tests.ui.kit import DUTY, MORNING, Ui, running
from tests.ui.register_kit import CHECKER, CLERK, lights_out, opened, payment, register, row, run_id, typed

PHONES = ("13800138000", "13900139001")


def holding(data: Path, *numbers: str) -> set[str]:
    """Files of the data directory in which any of these numbers stands."""
    files = [path for path in data.rglob("*") if path.is_file()]
    return {path.name for path in files if any(n.encode() in path.read_bytes() for n in numbers)}


async def test_one_key_on_the_card_opens_the_register_and_esc_goes_back_to_the_step(shift: Ui) -> None:
    await lights_out(shift)
    assert "F4 登记" in shift.text
    await shift.press("f4")
    assert "手工登记 停电" in shift.text
    await shift.press("escape")
    assert ">  5 [ ]" in shift.text


async def test_where_f_keys_are_dead_slash_4_opens_it_too(shift: Ui) -> None:
    await lights_out(shift)
    await shift.press("slash", "4")
    assert shift.page == "RegisterPage", shift.text


async def test_on_a_card_without_a_register_f4_is_money(shift: Ui) -> None:
    await shift.press("f9", "5", "space", "f4")
    assert shift.page == "CashPage"


async def test_the_first_entry_asks_for_a_page_and_an_envelope_and_goes_on_by_itself(shift: Ui) -> None:
    await lights_out(shift)
    await shift.press("f4", "1")
    assert "> 给谁?" in shift.text
    await shift.press(CLERK, "1", "1")
    assert "> 信封号?" in shift.text
    await typed(shift, "E07")
    assert "> 登记单号" in shift.text
    await shift.press("1")
    assert "> 用户号码" in shift.text


async def test_an_entry_takes_at_most_fourteen_keys(shift: Ui) -> None:
    """The budget of screens, besides the digits of numbers and amounts."""
    await opened(shift)
    assert await payment(shift, receipt="000123") <= 14
    assert await payment(shift) <= 14
    assert [entry.written.receipt for entry in register(shift).entries.values()] == ["000123", "000124"]
    assert "R1-0002" in shift.text


async def test_an_entry_stands_masked_with_its_state_and_belongs_to_the_emergency(shift: Ui) -> None:
    await opened(shift)
    await payment(shift, receipt="000123")
    shown = row(shift, "R1-0001 07:46")
    assert "138****8000" in shown
    assert "待补录" in shown
    assert "王女士" in shown
    (entry,) = register(shift).entries.values()
    assert entry.written.run == run_id(shift)
    assert entry.written.clerk == f"p{CLERK}"
    assert not any(number in shift.text for number in PHONES)


async def test_slips_may_be_typed_in_another_order_than_they_were_written_on_paper(shift: Ui) -> None:
    """The number is the one that the customer holds; what was passed over is a gap until it is written."""
    await opened(shift)
    await shift.press("2", "0")
    await typed(shift, "3")
    await shift.press("1", "enter", "1", "space")
    assert list(register(shift).entries) == ["R1-0003"]
    assert "R1-0001 缺号" in shift.text
    await shift.press("2", "0")
    await typed(shift, "3")
    assert "3 号不在" in shift.text
    await shift.press("backspace")
    await typed(shift, "1")
    await shift.press("1", "enter", "1", "space")
    assert "R1-0001 缺号" not in shift.text
    assert "R1-0002 缺号" in shift.text


async def test_the_change_is_told(shift: Ui) -> None:
    await opened(shift)
    await shift.press("1", "1")
    await typed(shift, PHONES[0])
    await typed(shift, "30")
    await shift.press("0")
    await typed(shift, "50")
    await typed(shift, "000001")
    await shift.press("1", "1")
    await typed(shift, PHONES[1])
    await shift.press("space", "1")
    assert "找零 20.00" in shift.text


async def test_what_is_never_done_by_hand_is_refused_with_one_key_and_what_was_offered(shift: Ui) -> None:
    await opened(shift)
    await shift.press("0")
    assert "补卡" in shift.text
    await shift.press("2", "1")
    (refused,) = register(shift).refused
    assert (refused.business, refused.offer, refused.clerk) == ("replace_sim", 1, f"p{DUTY}")
    assert "未受理 补卡" in shift.text


@pytest.mark.parametrize("digit", ["8", "9"])
async def test_a_digit_without_a_business_says_so(shift: Ui, digit: str) -> None:
    await opened(shift)
    await shift.press(digit)
    assert "按 1 到 7" in shift.text


@pytest.mark.parametrize("way_back", [("escape",), ("enter", "f4")])
async def test_f9_out_of_the_form_and_back_finds_it_as_it_was(shift: Ui, way_back: tuple[str, ...]) -> None:
    await opened(shift)
    await shift.press("1", "1")
    await typed(shift, PHONES[0])
    await shift.type("12")
    await shift.press("f9")
    assert shift.page == "EmergencyPage"
    await shift.press(*way_back)
    assert PHONES[0] in shift.text
    assert "12_" in shift.text
    assert "> 应收" in shift.text
    registers = [screen for screen in shift.app.screen_stack if type(screen).__name__ == "RegisterPage"]
    assert len(registers) == 1, "one form is never open twice"


async def test_f9_over_the_register_of_the_menu_gives_it_back_as_it_was(shift: Ui) -> None:
    await shift.app.action_run("register")
    await shift.press("1", CLERK, "1", "1")
    await typed(shift, "E07")
    await shift.press("1")
    await shift.type("1380")
    await shift.press("f9", "5")
    assert "FIRE" in shift.text
    await shift.press("escape", "escape")
    assert "1380_" in shift.text


async def test_a_half_typed_entry_outlives_a_kill_and_lies_in_the_vault_only(data: Path) -> None:
    """N8, N22: with the telephone half-typed and the number answered."""
    async with running(data) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await opened(ui)
        await ui.press("1", "1")
        await typed(ui, PHONES[0])
        await typed(ui, "50")
        await ui.press("1")
        await typed(ui, "000123")
        await ui.press("1", "2")
        await ui.type(PHONES[1])
        ui.session.drafts.flush()
        assert holding(data, *PHONES) == {"vault.json"}
    async with running(data, at=MORNING + timedelta(minutes=4)) as ui:
        assert ">  5 [ ]" in ui.text, "the card comes back first"
        await ui.press("escape", "escape")
        await ui.sign_in()
        await ui.press("f9", "enter", "f4")
        assert PHONES[0] in ui.text
        assert f"{PHONES[1]}_" in ui.text
        await ui.press("enter", "space", "1")
        assert len(register(ui).entries) == 1
        ui.session.drafts.flush()
        assert "register/flow" not in (data / "vault.json").read_text("utf-8")
        assert "register/flow" not in (data / "drafts.json").read_text("utf-8")


async def test_a_void_number_stays_in_its_place_and_names_who_saw_the_money_go_back(shift: Ui) -> None:
    await opened(shift)
    await payment(shift, receipt="000123")
    await shift.press("down", "asterisk", "5", "1")
    assert "经办人" in shift.text, "who took it down is no witness"
    await shift.press(CHECKER)
    assert "作废" in row(shift, "R1-0001")
    (entry,) = register(shift).entries.values()
    assert entry.void is not None
    assert entry.void.witness == f"p{CHECKER}"
    await shift.press("home")
    await payment(shift, receipt="000124")
    assert "R1-0002" in shift.text


async def test_a_spoilt_blank_number_becomes_void(shift: Ui) -> None:
    await opened(shift)
    await shift.press("asterisk", "5", "1", "4")
    assert "R1-0001" in register(shift).voids
    assert "R1-0001 作废" in shift.text


async def test_several_clerks_with_slips_are_asked_for_by_digit(shift: Ui) -> None:
    await opened(shift)
    await shift.press("asterisk", "6", CHECKER, "1")
    await shift.press("2")
    assert "> 谁经办?" in shift.text
    await shift.press("3")
    assert "没有领页" in shift.text
    await shift.press(CHECKER)
    await shift.press("1", "1", "enter", "1", "space")
    (entry,) = register(shift).entries.values()
    assert entry.written.clerk == f"p{CHECKER}"
    assert entry.written.number == 17


async def test_locked_the_register_stays_closed(shift: Ui) -> None:
    await lights_out(shift)
    await shift.press("ctrl+k", "f9", "1", "f4")
    assert "已锁屏" in shift.text
    assert shift.page == "EmergencyPage"


async def test_without_a_shift_and_nobody_signed_in_business_is_taken_down(ui: Ui) -> None:
    """N31: the digit says who; a shift outside hours is opened for it."""
    await opened(ui)
    await payment(ui, receipt="000123")
    assert ui.session.outside
    assert ui.session.who is None
    (entry,) = register(ui).entries.values()
    assert entry.written.clerk == f"p{CLERK}"
    await ui.press("down", "enter")
    assert PHONES[0] not in ui.text
    assert "登录" in ui.text


async def test_in_a_shift_somebody_signs_in_first(shift: Ui) -> None:
    await lights_out(shift)
    await shift.app.action_run("sign_out")
    await shift.press("f9", "1", "f4")
    assert "先登录" in shift.text


async def test_a_drill_practises_in_its_own_book_and_keeps_no_number(data: Path) -> None:
    """N13: marked on the screen, nothing in the vault, no envelope."""
    async with running(data) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await ui.press("f9", "1", "asterisk", "9", "space", "space", "f4")
        assert "演练 DRILL" in ui.text
        await ui.press("1", CLERK, "1", "1")
        assert "> 登记单号" in ui.text, "practice needs no envelope"
        await ui.press("escape")
        await payment(ui, receipt="000001")
        (entry,) = register(ui).entries.values()
        assert entry.written.drill
        assert entry.slip.startswith("T1-")
        ui.session.drafts.flush()
        held = (data / "vault.json").read_text("utf-8") if (data / "vault.json").exists() else ""
        assert PHONES[0] not in held


class BrokenDisk(NoSyncDisk):
    """Takes nothing while `broken`."""

    broken = False

    def write(self, handle: int, data: bytes) -> int:
        if self.broken:
            raise OSError(28, "No space left on device")
        return super().write(handle, data)


async def test_an_entry_that_cannot_be_written_stays_in_the_form_until_it_can(data: Path) -> None:
    """Nothing is shown as done before its bytes are on the disk, and nothing typed is lost."""
    disk = BrokenDisk()
    async with running(data, disk=disk) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await opened(ui)
        disk.broken = True
        await payment(ui, receipt="000123")
        assert "未写盘" in ui.text
        assert PHONES[1] in ui.text, "the form is still there"
        assert register(ui).entries == {}
        disk.broken = False
        await ui.press("1")
        assert list(register(ui).entries) == ["R1-0001"]
        assert "未写盘" not in ui.text


async def test_the_language_may_change_in_the_middle_of_a_form(shift: Ui) -> None:
    await opened(shift)
    await shift.press("1", "1")
    await shift.type("1380")
    await shift.press("ctrl+l")
    assert "Number that it is about" in shift.text
    assert "1380_" in shift.text
