"""From opening a shift to its seal, the board, open items and what is told at the start."""

from __future__ import annotations

import errno
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dutyterm.desk.outcome import Notice
from dutyterm.i18n import Text
from dutyterm.journal.disk import NoSyncDisk
from dutyterm.shift import life, open_items
from dutyterm.tui.screens.board import BoardPage
from dutyterm.tui.screens.handover.page import HandoverPage
from dutyterm.tui.screens.notices import NoticesPage, read_moment
from dutyterm.tui.screens.open_shift import grouped
from tests.ui.kit import DUTY, MORNING, PINS, SECOND, Ui, running

CLERK = "4"


async def sealed(ui: Ui, digit: str = DUTY) -> str:
    """Seals the open shift before its time, the next one to be opened later; its code."""
    await ui.press("f7", "asterisk", "1", "1", *PINS[digit], "enter")
    page = ui.app.screen
    assert isinstance(page, HandoverPage)
    assert page.submitted is not None
    return page.submitted.sealed.code


# --- opening -------------------------------------------------------------------------------------


async def test_the_first_shift_is_opened_with_enter_and_one_digit(board: Ui) -> None:
    await board.press("enter")
    assert "A  早班" in board.text
    await board.press("1")
    assert board.page == "BoardPage"
    assert board.session.has_open_shift
    assert "已写盘 07:46:00" in board.text


async def test_the_other_shift_can_be_picked(board: Ui) -> None:
    await board.press("enter", "2")
    opened = life.of(board.session.shift).opened
    assert opened is not None
    assert opened.code == "B"


async def test_esc_opens_nothing(board: Ui) -> None:
    await board.press("enter", "escape")
    assert board.page == "BoardPage"
    assert not board.session.has_open_shift


async def test_a_clerk_may_not_open_a_shift_and_is_told_who_may(ui: Ui) -> None:
    await ui.sign_in(CLERK)
    await ui.press("enter")
    assert not ui.session.has_open_shift
    assert "营业员不能开班" in ui.text
    assert "开哪个班" not in ui.text, "nobody is asked for a seal code only to be refused"


async def test_who_may_not_open_a_shift_is_offered_no_key_for_it(ui: Ui) -> None:
    await ui.sign_in(CLERK)
    assert "Enter" not in ui.text, ui.text
    assert "请厅经理、值班经理登录开班" in ui.text
    assert "/ 菜单 | Ctrl+K 锁屏" in ui.text


async def test_a_row_that_only_reminds_offers_no_enter_and_a_clerk_no_tick(shift: Ui) -> None:
    """The line of keys says what works on this row, for who is signed in."""
    rows = shift.app.screen
    assert isinstance(rows, BoardPage)
    ticking = next(row for row in rows._view.rows if row.ticks and not (row.card or row.page))  # type: ignore[union-attr]

    async def stand() -> str:
        page = shift.app.screen
        assert isinstance(page, BoardPage)
        page.cursor = next(n for n, t in enumerate(page.targets) if t.id == ticking.id)
        page.update_view()
        await shift.settle()
        return str(page.hints.zh)

    assert await stand() == "Space 做了 | -10 十分钟前、0815 几点做的 | Tab 下一未完"
    await shift.app.action_run("sign_out")
    await shift.settle()
    await shift.sign_in(CLERK)
    assert await stand() == "上下 选 | Tab 下一未完 | + 记一笔 | / 菜单"


async def test_the_seal_code_of_the_slip_opens_the_next_shift(shift: Ui) -> None:
    code = await sealed(shift)
    await shift.press("escape", "enter", "2", *code.replace("-", ""))
    assert code in shift.text
    await shift.press("enter")
    opened = life.of(shift.session.shift).opened
    assert opened is not None
    assert opened.code_check == "matched"
    assert opened.code == "B"


async def test_a_wrong_seal_code_needs_a_reason_and_is_recorded(shift: Ui) -> None:
    await sealed(shift)
    await shift.press("escape", "enter", "2", *"111112222233333", "enter")
    assert "封存码与文件不符" in shift.text
    assert not shift.session.has_open_shift
    await shift.press("1")
    opened = life.of(shift.session.shift).opened
    assert opened is not None
    assert opened.code_check == "mismatch"
    assert opened.code_reason == "单子可能抄错"


async def test_a_lost_slip_is_0_and_a_reason(shift: Ui) -> None:
    await sealed(shift)
    await shift.press("escape", "enter", "2", "0", "enter", "2")
    opened = life.of(shift.session.shift).opened
    assert opened is not None
    assert opened.code_check == "lost"


async def test_whoever_types_the_code_at_once_is_told_that_its_first_digit_picked_a_shift(shift: Ui) -> None:
    await sealed(shift)
    await shift.press("escape", "enter", *"234567890123456", "enter")
    assert "第一位数字当成了选 B 班" in shift.text
    assert not shift.session.has_open_shift
    await shift.press("escape", "2")
    assert "开 B 班: 交接单上的封存码" in shift.text
    assert " _" in shift.text, "the code is typed anew"


async def test_a_code_that_is_too_short_is_said_and_stays(shift: Ui) -> None:
    await sealed(shift)
    await shift.press("escape", "enter", "2", *"12345678", "enter")
    assert "封存码是 15 位数字" in shift.text
    assert "12345-678_" in shift.text


@pytest.mark.parametrize(
    ("typed", "shown"), [("", ""), ("12345", "12345"), ("123456", "12345-6"), ("1" * 15, "11111-11111-11111")]
)
def test_the_code_is_shown_as_it_is_printed(typed: str, shown: str) -> None:
    assert grouped(typed) == shown


# --- sealing -------------------------------------------------------------------------------------


async def test_the_pin_seals_and_the_code_stays_until_esc(shift: Ui) -> None:
    code = await sealed(shift)
    assert code in shift.text
    assert not shift.session.has_open_shift
    await shift.press("down", "f1", "escape")
    assert code in shift.text
    await shift.press("escape")
    assert shift.page == "BoardPage"
    assert "还没有开班" in shift.text


async def test_a_wrong_pin_seals_nothing_and_the_page_stays(shift: Ui) -> None:
    await shift.press("f7", "enter", "1", *"999111", "enter")
    assert "PIN" in shift.text
    assert life.of(shift.session.shift).opened is not None
    assert not list(shift.data.rglob("*-b.*.duty"))
    await shift.press("escape", "escape")
    assert shift.page == "BoardPage"


async def test_what_is_not_in_order_is_shown_and_does_not_forbid_sealing(shift: Ui) -> None:
    await shift.press("f7")
    assert "今天没有记开门" in shift.text
    await sealed(shift)


async def test_only_digits_go_into_a_pin(shift: Ui) -> None:
    await shift.press("f7", "enter", "1", "a", "1", "space", "2", "asterisk")
    assert "**_" in shift.text
    assert "PIN 只用数字" in shift.text


# --- board ---------------------------------------------------------------------------------------


async def test_enter_on_the_board_goes_to_the_next_step(shift: Ui) -> None:
    await shift.press("enter")
    assert shift.page == "WalkPage"


async def test_the_board_counts_down_to_the_doors_by_itself(shift: Ui) -> None:
    assert "距开门 44 分" in shift.text
    await shift.tick(60_000)
    assert "距开门 43 分" in shift.text
    await shift.tick(50 * 60_000)
    assert shift.page == "LockPage"


async def test_the_clock_goes_on_in_the_header(shift: Ui) -> None:
    await shift.tick(60_000)
    assert "07:47 [F9 应急]" in shift.text


async def test_a_new_open_item_is_on_the_board_at_once_and_enter_opens_it(shift: Ui) -> None:
    from dutyterm.desk import items

    await items.note(shift.session, "call the lift company")
    await shift.settle()
    assert "call the lift" in shift.text
    await shift.press("right", "enter")
    assert shift.page == "ItemsPage"
    assert "call the lift company" in shift.text


async def test_every_target_of_the_board_can_be_reached_with_arrows(shift: Ui) -> None:
    page = shift.app.screen
    assert isinstance(page, BoardPage)
    await shift.press("end")
    assert page.cursor == len(page.targets) - 1
    await shift.press("home")
    assert page.cursor == 0
    for n in range(1, len(page.targets)):
        await shift.press("down")
        assert page.cursor == n


# --- open items ----------------------------------------------------------------------------------


async def test_an_item_is_noted_by_hand_and_settled_with_a_result(shift: Ui) -> None:
    await shift.app.action_run("items")
    await shift.press("plus", "2", *"lamp", "enter", "0", "enter")
    assert [i.title.zh for i in open_items.of(shift.session.shift).open()] == ["lamp"]
    await shift.press("enter", "2")
    assert open_items.of(shift.session.shift).open() == ()
    closed = next(iter(open_items.of(shift.session.shift).by_ref.values()))
    assert closed.result == "已换新"
    assert "没有未结事项" in shift.text


async def test_the_result_may_be_written_and_its_draft_survives_esc(shift: Ui) -> None:
    await shift.app.action_run("items")
    await shift.press("plus", "2", *"lamp", "enter", "0", "enter")
    await shift.press("enter", "0", *"new la", "escape")
    assert open_items.of(shift.session.shift).open()
    await shift.press("enter", "0")
    await shift.press(*"mp", "enter")
    closed = next(iter(open_items.of(shift.session.shift).by_ref.values()))
    assert closed.result == "new lamp"


async def test_a_carried_item_is_read_with_space_and_the_own_one_needs_no_reading(shift: Ui) -> None:
    await shift.app.action_run("items")
    await shift.press("plus", "2", *"lamp", "enter", "0", "enter")
    await shift.press("space")
    assert "不用读" in shift.text
    code = await sealed(shift)
    await shift.press("escape", "enter", "2", *code.replace("-", ""), "enter")
    await shift.app.action_run("items")
    await shift.press("space")
    item = open_items.of(shift.session.shift).open()[0]
    assert item.carried
    assert item.read_by == ("p2",)
    assert "已读" in shift.text


# --- told at the start ---------------------------------------------------------------------------


async def test_a_cut_write_is_told_with_the_last_record(data: Path) -> None:
    async with running(data) as ui:
        await ui.sign_in()
        await ui.open_shift()
    journal = next((data / "shifts").rglob("*.duty"))
    with journal.open("ab") as file:
        file.write(b'{"h":"0123')
    async with running(data, at=MORNING + timedelta(minutes=3)) as ui:
        assert ui.page == "NoticesPage"
        assert "第 2 条" in ui.text
        await ui.press("enter")
        assert ui.page == "SignInPage"


async def test_going_on_with_an_open_shift_is_said_without_another_key(data: Path) -> None:
    async with running(data) as ui:
        await ui.sign_in()
        await ui.open_shift()
    async with running(data, at=MORNING + timedelta(minutes=3)) as ui:
        assert ui.page == "SignInPage"
        assert "接着上次" in ui.text


async def test_a_doubtful_clock_is_answered_by_digit(data: Path) -> None:
    async with running(data) as ui:
        await ui.sign_in()
        await ui.open_shift()
    async with running(data, at=MORNING - timedelta(days=400)) as ui:
        assert ui.page == "NoticesPage"
        await ui.press("1")
        assert not [n for n in ui.session.notices if n.kind == "clock"]
        assert life.of(ui.session.shift).clock_offset_ms == 0


async def test_the_right_time_can_be_typed(data: Path) -> None:
    async with running(data) as ui:
        await ui.sign_in()
        await ui.open_shift()
    async with running(data, at=MORNING - timedelta(days=1)) as ui:
        await ui.press("2", *"202611220750", "enter")
        day_and_four_minutes = 24 * 3600 * 1000 + 4 * 60 * 1000
        assert life.of(ui.session.shift).clock_offset_ms == day_and_four_minutes


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("202611220805", "2026-11-22 08:05"),
        ("11220805", "2026-11-22 08:05"),
        ("0805", "2026-11-22 08:05"),
        ("2026-11-22 08:05", "2026-11-22 08:05"),
        ("２０２６１１２２０８０５", "2026-11-22 08:05"),
    ],
)
def test_a_time_is_read_in_the_ways_people_type_it(typed: str, expected: str) -> None:
    found = read_moment(typed, MORNING)
    assert not hasattr(found, "code")
    assert f"{found:%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize("typed", ["", "8", "99999999", "202613220805", "abc"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    assert hasattr(read_moment(typed, MORNING), "code")


async def test_every_notice_is_shown_with_its_detail(board: Ui) -> None:
    board.session.notices = (Notice("damaged", Text("坏了", "broken"), Text("第 7 行", "line 7")),)
    await board.app.push_screen(NoticesPage())
    await board.settle()
    assert "! 坏了" in board.text
    assert "第 7 行" in board.text


# --- the disk ------------------------------------------------------------------------------------


class FullDisk(NoSyncDisk):
    """A disk that is full as soon as somebody says so."""

    full = False

    def write(self, handle: int, data: Any) -> int:
        """Refuses when full."""
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(handle, data)


async def test_a_full_disk_says_not_saved_and_keeps_what_was_typed(data: Path) -> None:
    disk = FullDisk()
    async with running(data, disk=disk) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await ui.app.action_run("items")
        await ui.press("plus", "2", *"lamp", "enter", "0")
        disk.full = True
        await ui.press("enter")
        assert "未写盘" in ui.text
        assert "lamp" in ui.text
        assert open_items.of(ui.session.shift).open() == ()
        await ui.press("f9")
        assert "NOT SAVED" in ui.text
        disk.full = False
        await ui.press("escape")
        assert ui.page == "ItemsPage"
        assert "lamp" in ui.text
        await ui.press("enter")
        assert open_items.of(ui.session.shift).open()
        assert "NOT SAVED" not in ui.text


async def test_read_only_shows_everything_and_writes_nothing(data: Path) -> None:
    async with running(data) as ui:
        await ui.sign_in()
        await ui.open_shift()
    copy = data.with_name("copy")
    shutil.copytree(data, copy)
    before = {p: p.read_bytes() for p in copy.rglob("*.duty")}
    async with running(copy, read_only=True) as ui:
        await ui.sign_in(SECOND)
        assert "时间表" in ui.text
        await ui.press("f7", "enter", "1", *PINS[SECOND], "enter")
        assert ui.session.has_open_shift
    assert {p: p.read_bytes() for p in copy.rglob("*.duty")} == before
