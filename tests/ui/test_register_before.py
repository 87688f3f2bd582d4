"""F4 on a card that has not begun: it is asked where entries belong, and Enter begins the card (3f.2)."""

from __future__ import annotations

from tests.ui.kit import Ui
from tests.ui.register_kit import CLERK, opened, payment, register, run_id, typed


async def first_entry(ui: Ui) -> None:
    """A page, an envelope, and a payment."""
    await ui.press("1", CLERK, "1", "1")
    await typed(ui, "E07")
    await ui.press("escape")
    await payment(ui, receipt="000123")


async def test_enter_begins_the_card_and_entries_belong_to_it(shift: Ui) -> None:
    await shift.press("f9", "1", "f4")
    assert "这张卡还没有开始" in shift.text
    assert "只登记,不属于任何应急" in shift.text
    assert shift.page == "EmergencyPage"
    await shift.press("enter")
    assert "手工登记 停电" in shift.text
    await first_entry(shift)
    (entry,) = register(shift).entries.values()
    assert entry.written.run == run_id(shift)
    await shift.press("escape")
    assert ">  1 [ ]" in shift.text, "no step is done by it"


async def test_two_takes_down_only_and_the_entry_belongs_to_no_emergency(shift: Ui) -> None:
    await shift.press("f9", "1", "f4", "2")
    assert shift.page == "RegisterPage"
    await first_entry(shift)
    (entry,) = register(shift).entries.values()
    assert entry.written.run is None
    assert shift.app.emergencies.running(shift.session) == ()


async def test_esc_neither_begins_nor_takes_down(shift: Ui) -> None:
    await shift.press("f9", "1", "f4", "escape")
    assert shift.page == "EmergencyPage"
    assert "这张卡还没有开始" not in shift.text
    assert shift.app.emergencies.running(shift.session) == ()


async def test_on_a_card_that_goes_on_nothing_is_asked(shift: Ui) -> None:
    await opened(shift)
    await shift.press("escape", "f4")
    assert shift.page == "RegisterPage"


async def test_a_card_set_to_drill_is_begun_as_a_drill(shift: Ui) -> None:
    await shift.press("f9", "1", "asterisk", "9", "f4", "enter")
    assert "演练 DRILL" in shift.text


async def test_real_business_is_not_taken_down_in_a_drill_of_another_card_unasked(shift: Ui) -> None:
    await shift.press("f9", "1", "asterisk", "9", "space", "space", "f9", "2", "f4")
    assert "名下" in shift.text, shift.text
    assert "(演练)" in shift.text


async def test_in_english_too(shift: Ui) -> None:
    await shift.press("ctrl+l", "f9", "1", "f4")
    assert "This card has not begun" in shift.text
    assert "entries belong to no emergency" in shift.text
    await shift.press("enter")
    assert "Register Power outage" in shift.text


async def test_nobody_signed_in_and_no_shift_begins_it_as_well(ui: Ui) -> None:
    """N31."""
    await ui.press("f9", "1", "f4", "enter")
    assert "手工登记 停电" in ui.text
