"""The form of an entry tells at each question which keys it takes, and says at once what follows (3f.2)."""

from __future__ import annotations

import pytest

from tests.ui.kit import Ui
from tests.ui.register_kit import opened, payment, register, typed

PHONE = "13800138000"


def hints(ui: Ui) -> str:
    """The line of hints."""
    return ui.text.splitlines()[-2]


def answered(ui: Ui, label: str) -> str:
    """The row of what was answered."""
    return next(line for line in ui.text.splitlines() if line.strip().startswith(label))


async def test_every_question_says_which_keys_it_takes(shift: Ui) -> None:
    await opened(shift)
    await shift.press("1")
    assert "数字 选 | 0 键入" in hints(shift), "the slip is chosen"
    await shift.press("1")
    assert "数字 键入 | Enter" in hints(shift), "the number is typed"
    await typed(shift, PHONE)
    await typed(shift, "50")
    await shift.press("1")
    assert "数字 键入 | Enter" in hints(shift), "the receipt"
    await typed(shift, "000123")
    await shift.press("0")
    assert "键入文字 | Enter" in hints(shift), "a surname that is not among the usual ones"
    await shift.type("欧")
    await shift.press("enter")
    assert hints(shift).strip().startswith("数字 选 | Backspace"), "the title"
    await shift.press("1", "1", "enter")
    assert "Space 现在" in hints(shift), "the time"


async def test_usual_words_are_chosen_or_others_just_typed(shift: Ui) -> None:
    await opened(shift)
    await shift.press("2", "1")
    assert "数字 选常用的 | 0 或直接键入" in hints(shift)


@pytest.mark.parametrize("lang_key", [(), ("ctrl+l",)])
async def test_an_empty_amount_is_asked_for_in_words_about_amounts(
    shift: Ui, lang_key: tuple[str, ...]
) -> None:
    await opened(shift)
    await shift.press("1", "1")
    await shift.press("enter")
    assert "还没有号码" in shift.text
    await typed(shift, PHONE)
    await shift.press("enter")
    assert "还没有金额" in shift.text
    await typed(shift, "50")
    await shift.press(*lang_key, "0", "enter")
    assert ("No amount yet" if lang_key else "还没有金额") in shift.text
    assert "先写几个字" not in shift.text


async def test_the_change_stands_in_the_row_of_what_was_received_at_once(shift: Ui) -> None:
    await opened(shift)
    await shift.press("1", "1")
    await typed(shift, PHONE)
    await typed(shift, "50")
    await shift.press("0")
    await typed(shift, "100")
    assert "100.00  找零 50.00" in answered(shift, "实收")
    assert register(shift).entries == {}, "nothing is recorded yet"


async def test_exactly_the_amount_leaves_no_change_to_tell(shift: Ui) -> None:
    await opened(shift)
    await shift.press("1", "1")
    await typed(shift, PHONE)
    await typed(shift, "50")
    await shift.press("0")
    await typed(shift, "50")
    assert "找零" not in answered(shift, "实收")


async def test_less_than_is_due_is_said_while_the_customer_stands_there(shift: Ui) -> None:
    await opened(shift)
    await shift.press("1", "1")
    await typed(shift, PHONE)
    await typed(shift, "50")
    await shift.press("0")
    await typed(shift, "30")
    assert "实收 30.00 少于应收 50.00" in shift.text
    assert "30_" in shift.text, "what was typed can be corrected"


async def test_one_key_says_that_the_number_to_call_is_the_one_it_is_about(shift: Ui) -> None:
    await opened(shift)
    assert await payment(shift, PHONE, phone="1", receipt="000123") <= 14
    (entry,) = register(shift).entries.values()
    account, phone = entry.written.account, entry.written.phone
    assert account is not None
    assert phone is not None
    assert phone.masked == account.masked == "138****8000"
    assert PHONE not in shift.text
    vault = shift.session.the_vault()
    assert vault.get(phone.id, phone.hash) == vault.get(account.id, account.hash) == PHONE


async def test_another_number_to_call_is_typed_as_before(shift: Ui) -> None:
    """It may begin with 1: only 1 alone stands for the number that was typed."""
    await opened(shift)
    await payment(shift, PHONE, phone="13900139001", receipt="000123")
    (entry,) = register(shift).entries.values()
    assert entry.written.phone is not None
    assert entry.written.phone.masked == "139****9001"


async def test_where_the_telephone_comes_first_1_is_no_number_yet(shift: Ui) -> None:
    """A complaint asks the telephone first: there is nothing that 1 could stand for."""
    await opened(shift)
    await shift.press("3", "1", "1", "1")
    await typed(shift, "1")
    assert "号码要 4 至 30 位" in shift.text
    await typed(shift, "3800138000")
    assert "> 客户要办什么" in shift.text


async def test_the_amount_in_words_stands_behind_the_amount_that_is_due(shift: Ui) -> None:
    await opened(shift)
    await payment(shift, receipt="000123")
    await shift.press("down")
    assert "应收 50.00 (伍拾元整) 实收 50.00 找零 0.00" in shift.text
