"""The line of keys of a card, and its questions: what works now, and which card it is (N31)."""

from __future__ import annotations

from tests.ui.kit import Ui


async def test_a_half_typed_time_has_a_line_of_keys_of_its_own(ui: Ui) -> None:
    """What does nothing then is not offered; a decision for that time waits for its digit."""
    await ui.press("f9", "1", *"-9", "enter", *"-8")
    assert "Enter 记下 | 退格 改 | Esc 不记时刻" in ui.text
    assert "整卡" not in ui.text
    await ui.press("escape")
    assert "整卡" in ui.text
    await ui.press("space", *"-5", "enter")
    assert "数字 选,按上面的时刻记" in ui.text


async def test_questions_of_a_card_name_it_by_its_title(ui: Ui) -> None:
    """A code alone is for who has it in mind."""
    await ui.press("f9", "1", "space", "enter")
    assert "停电 PWR: 记什么?" in ui.text
    await ui.press("escape", "asterisk")
    assert "停电 PWR 第 2 步" in ui.text
