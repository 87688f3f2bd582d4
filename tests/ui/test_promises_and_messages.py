"""Promises, other open items, the message book, what was missed, and when an entry locks (N18, N33, S2)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from dutyterm.desk import items, log
from dutyterm.shift import entries, messages, open_items
from dutyterm.shift.entries import Draft
from dutyterm.shift.open_items import Item
from tests.ui.handover_kit import early_shift, filled, read_all
from tests.ui.kit import DUTY, MORNING, PINS, SECOND, Ui, running

CLERK = "4"


def opened(ui: Ui) -> list[Item]:
    """What is open."""
    return list(open_items.of(ui.session.shift).open())


async def to_items(ui: Ui) -> None:
    """The page of open items."""
    await ui.app.action_run("items")
    await ui.settle()


# --- promises ------------------------------------------------------------------------------------


async def test_a_promise_says_to_whom_what_and_by_when_and_is_masked_n33_n30(shift: Ui) -> None:
    await shift.app.action_run("promise")
    await shift.press(*"li 13812341234", "enter", "1", *"+3", "enter")
    (item,) = opened(shift)
    assert item.sort == "promise"
    assert item.title.zh == "li 138****1234 回电答复"
    assert item.due == MORNING.replace(hour=18, minute=0) + timedelta(days=3)
    assert item.owner == "p2"
    assert "承诺" in shift.text


async def test_a_due_time_that_cannot_be_read_is_asked_again_with_what_was_typed(shift: Ui) -> None:
    await shift.app.action_run("promise")
    await shift.press(*"li", "enter", "1", *"99", "enter")
    assert opened(shift) == []
    assert "99_" in shift.text


async def test_a_promise_is_settled_as_kept_or_not_kept(shift: Ui) -> None:
    await items.promise(shift.session, "li", "回电", MORNING + timedelta(hours=2))
    await to_items(shift)
    await shift.press("enter", "2", "3")
    (item,) = open_items.of(shift.session.shift).by_ref.values()
    assert (item.outcome, item.result) == ("broken", "联系不上客户")


async def test_a_promise_can_be_put_off_handed_on_and_told_r2_05(shift: Ui) -> None:
    await items.promise(shift.session, "li", "回电", MORNING + timedelta(hours=2))
    await to_items(shift)
    await shift.press("asterisk", "1", *"+1", "enter", "4")
    await shift.press("asterisk", "4", "3", "1")
    await shift.press("asterisk", "6", "3")
    (item,) = opened(shift)
    assert (item.put_off, item.owner, item.told) == (1, "p3", ("p3",))
    assert "已告知 赵琪" in shift.text


async def test_what_is_overdue_stands_on_top_with_its_age(shift: Ui) -> None:
    await items.note(shift.session, "first")
    await items.promise(shift.session, "li", "回电", MORNING + timedelta(hours=1))
    shift.later(3 * 3600_000)
    await to_items(shift)
    rows = [line for line in shift.text.splitlines() if "#" in line]
    assert "回电" in rows[0]
    assert " ! " in rows[0]
    assert "超时 1" in shift.text
    assert "3 小时" in rows[0]


async def test_left_and_right_show_one_kind_after_the_other(shift: Ui) -> None:
    await filled(shift)
    await to_items(shift)
    await shift.press("right")
    assert "退费" in shift.text
    assert "空调" not in shift.text
    await shift.press("right")
    assert "空调" in shift.text
    assert "退费" not in shift.text
    await shift.press("right")
    assert "未结 2 件" in shift.text


async def test_the_board_counts_promises_and_unread_notes(shift: Ui) -> None:
    await filled(shift)
    await shift.press("f2")
    assert "未结 2  承诺 1" in shift.text


# --- message book --------------------------------------------------------------------------------


async def test_a_note_is_written_read_by_the_next_and_shows_who_read_it(shift: Ui) -> None:
    await shift.app.action_run("messages")
    await shift.press("plus", "2", "1", "3", *"call the bank", "enter")
    (note,) = messages.of(shift.session.shift).by_ref.values()
    assert (note.text, note.priority, note.must_read) == ("call the bank", "important", ("p3",))
    assert "还没读: 赵琪" in shift.text
    await shift.app.action_run("sign_out")
    await shift.settle()
    await shift.sign_in(SECOND)
    assert "留言 1 条未读" in shift.text
    await shift.app.action_run("messages")
    await shift.press("space")
    assert "[x]" in shift.text
    assert "读过: 赵琪" in shift.text


async def test_only_its_author_takes_a_note_out_with_a_reason(shift: Ui) -> None:
    await shift.app.action_run("messages")
    await shift.press("plus", "1", "2", "1", *"x y", "enter", "enter", "1")
    (note,) = messages.of(shift.session.shift).by_ref.values()
    assert note.withdrawn
    assert "没有留言" in shift.text


async def test_a_half_written_note_survives_esc(shift: Ui) -> None:
    await shift.app.action_run("messages")
    await shift.press("plus", "1", "1", "1", *"half", "escape", "plus")
    assert "half_" in shift.text


# --- while you were away -------------------------------------------------------------------------


async def test_who_comes_back_is_told_once_what_was_missed_n18(data: Path) -> None:
    async with running(data) as ui:
        await early_shift(ui)
        await ui.press("f7", "enter", *PINS[DUTY], "enter", "enter")
        await ui.sign_in(SECOND)
        assert ui.page == "HandoverPage", "never responsible before: nothing to compare with"
        await read_all(ui)
        await ui.press("1", *PINS[SECOND], "enter", *PINS[DUTY], "enter")
        ui.later(60_000)
        await items.note(ui.session, "二号台席灯坏")
        await ui.press("f7", "enter", "1", *PINS[SECOND], "enter")
        assert ui.session.past.previous is not None
        code = ui.session.past.previous.code.replace("-", "")
        await ui.press("escape")
    async with running(data, at=MORNING + timedelta(days=1)) as ui:
        await ui.sign_in(DUTY)
        assert ui.page == "AwayPage", ui.text
        assert "您上次当班到 11-22 13:4" in ui.text
        await ui.press("escape")
        assert ui.page == "BoardPage"
        await ui.press("enter", "1", *code, "enter")
        assert ui.page == "HandoverPage"
        await ui.app.action_run("away")
        await ui.settle()
        assert "二号台席灯坏" in ui.text
        await ui.press("enter")
        assert ui.page == "HandoverPage"


async def test_in_the_own_shift_nothing_was_missed_after_a_restart(data: Path) -> None:
    async with running(data) as ui:
        await early_shift(ui)
        await ui.press("f7", "asterisk", "1", *PINS[DUTY], "enter")
        assert ui.session.past.previous is not None
        first = ui.session.past.previous.code.replace("-", "")
        await ui.press("escape")
        await ui.app.action_run("sign_out")
        await ui.settle()
        await ui.sign_in(SECOND)
        await ui.press("enter", "2", *first, "enter")
        await read_all(ui)
        await ui.press("1", *PINS[SECOND], "enter")
        await ui.press("f7", "enter", "1", *PINS[SECOND], "enter")
        assert ui.session.past.previous is not None
        second = ui.session.past.previous.code.replace("-", "")
    async with running(data, at=MORNING + timedelta(days=1)) as ui:
        await ui.sign_in(DUTY)
        await ui.press("escape", "enter", "1", *second, "enter")
        await read_all(ui)
        await ui.press("1", *PINS[DUTY], "enter")
    async with running(data, at=MORNING + timedelta(days=1, minutes=9)) as ui:
        await ui.sign_in(DUTY)
        assert ui.page != "AwayPage", ui.text


# --- locks ---------------------------------------------------------------------------------------


async def test_an_entry_is_put_into_other_words_until_somebody_else_has_opened_it_s2(shift: Ui) -> None:
    await log.write(shift.session, Draft("fault", "wrong"))
    await shift.press("f6", "asterisk", "4", "4", *("backspace",) * 5, *"right", "enter")
    (entry,) = entries.of(shift.session.shift).by_id.values()
    assert (entry.text, entry.struck) == ("right", ())
    await shift.app.action_run("sign_out")
    await shift.settle()
    await shift.sign_in(CLERK)
    await shift.press("f6", "enter")
    assert "已锁定: 李娟 07:46 看过" in shift.text
    await shift.app.action_run("sign_out")
    await shift.settle()
    await shift.sign_in(DUTY)
    await shift.press("f6", "asterisk", "4")
    assert "直接改写" not in shift.text
    await shift.press("1", *"!", "enter", "enter")
    assert "--right--" in shift.text, "struck out, with who, when, why"
    assert "写错" in shift.text
