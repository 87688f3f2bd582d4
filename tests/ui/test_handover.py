"""F7 as two managers meet it: hand over, read, take over, refuse, take back, rule, stand in (e.7, S5-S9)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from dutyterm.desk import handover, log
from dutyterm.shift import life, open_items
from dutyterm.shift.entries import Draft
from dutyterm.shift.handover import facts
from dutyterm.shift.handover.family import Stage
from tests.ui.handover_kit import early_shift, part, read_all, submitted, taker, to_be_taken
from tests.ui.kit import DUTY, MANAGER, MORNING, PINS, SECOND, Ui, running

CLERK = "4"

# --- giving --------------------------------------------------------------------------------------


async def test_the_summary_is_counted_and_one_key_leads_from_a_number_to_its_source_n26(ui: Ui) -> None:
    await early_shift(ui)
    await ui.press("f7")
    assert "[1]共 2" in ui.text
    assert "[2]今天到期的承诺 1" in ui.text
    await ui.press("2")
    assert ui.page == "ItemsPage"
    assert "退费结果告知" in ui.text
    assert "空调" not in ui.text, "only what was counted"
    await ui.press("escape")
    assert ui.page == "HandoverPage"


async def test_what_is_carried_stands_by_kind_promises_first(ui: Ui) -> None:
    await early_shift(ui)
    await ui.press("f7", "end")
    text = ui.text
    assert text.index("承诺 1\n") < text.index("故障 1\n") < text.index("留言 1") < text.index("日志 2 条")


async def test_the_pin_submits_seals_and_opens_the_next_shift_s5(ui: Ui) -> None:
    await early_shift(ui)
    await submitted(ui)
    previous = ui.session.past.previous
    assert previous is not None
    assert previous.code in ui.text
    assert "B 班已打开,等接班人" in ui.text
    assert part(ui).stage is Stage.PENDING


async def test_handing_over_early_asks_why_and_records_it_s8(shift: Ui) -> None:
    await shift.press("f7", "enter")
    assert "本班计划到 14:00,13:00 起交班不问原因。现在就交,为什么?" in shift.text, shift.text
    await shift.press("2", *PINS[DUTY], "enter")
    previous = shift.session.past.previous
    assert previous is not None
    assert previous.code in shift.text
    assert part(shift).stage is Stage.PENDING


async def test_who_handed_over_waits_and_may_take_it_back(ui: Ui) -> None:
    await early_shift(ui)
    await submitted(ui)
    await ui.press("escape", "f7")
    assert "尚未接收" in ui.text
    await ui.press("asterisk", "5", "1")
    assert part(ui).stage is Stage.RECALLED
    assert "交班已收回" in ui.text
    await ui.press("enter", "1", *PINS[DUTY], "enter")
    assert part(ui).stage is Stage.PENDING, ui.text


async def test_a_handover_nobody_takes_is_overdue_on_the_screen_s8(ui: Ui) -> None:
    await early_shift(ui)
    await submitted(ui)
    ui.later(45 * 60_000)
    await ui.press("escape", "f7")
    assert "等接班已超 15 分" in ui.text


async def test_with_later_the_next_shift_opens_with_the_code_from_paper_n5(ui: Ui) -> None:
    await early_shift(ui)
    await ui.press("f7", "asterisk", "1", *PINS[DUTY], "enter")
    assert not ui.session.has_open_shift
    previous = ui.session.past.previous
    assert previous is not None
    await ui.press("escape")
    await ui.app.action_run("sign_out")
    await ui.settle()
    await ui.sign_in(SECOND)
    await ui.press("enter", "2", *previous.code.replace("-", ""), "enter")
    assert ui.page == "HandoverPage", ui.text
    assert part(ui).overnight
    await read_all(ui)
    await ui.press("1", *PINS[SECOND], "enter")
    assert part(ui).stage is Stage.ACCEPTED, "only the taker's PIN is asked over night"


async def test_the_very_same_person_reads_nothing_next_morning(data: Path) -> None:
    async with running(data) as ui:
        await early_shift(ui)
        await ui.press("f7", "asterisk", "1", *PINS[DUTY], "enter")
        assert ui.session.past.previous is not None
        code = ui.session.past.previous.code.replace("-", "")
    async with running(data, at=MORNING + timedelta(days=1)) as ui:
        await ui.sign_in(DUTY)
        await ui.press("enter", "1", *code, "enter")
        assert ui.page == "BoardPage", ui.text
        assert part(ui).stage is Stage.NONE


# --- taking over ---------------------------------------------------------------------------------


async def test_after_sign_in_the_taker_stands_at_what_is_to_be_read_flagged_first_s6(ui: Ui) -> None:
    await to_be_taken(ui)
    assert ui.page == "HandoverPage"
    assert "交 王敏 > 接 赵琪" in ui.text
    assert "已读 0/5" in ui.text
    rows = [line for line in ui.text.splitlines() if line[1:4] == "[ ]"]
    assert [" ! " in line for line in rows] == [True, True, True, False, False]


async def test_space_reads_and_goes_on_and_everything_read_takes_one_key_each(ui: Ui) -> None:
    await to_be_taken(ui)
    assert await read_all(ui) == 5
    assert "都读过了: 1 接班" in ui.text


async def test_a_digit_before_a_number_of_the_summary_leads_to_what_it_counts_n26(ui: Ui) -> None:
    """4 to 9, as 1 to 3 answer the handover; also while the working keys are off."""
    await to_be_taken(ui)
    head = ui.text.splitlines()
    summary = next(line for line in head if "[4]共 2" in line)
    assert "[5]今天到期的承诺 1" in summary
    here = [line for line in head if line.startswith(">")]
    seen = []
    for key in ("4", "4", "4", "5"):
        await ui.press(key)
        (row,) = [line for line in ui.text.splitlines() if line.startswith(">")]
        seen.append(row)
    assert seen[0] == seen[2], "round and round"
    assert len(set(seen)) == 2
    assert "退费结果告知" in seen[3]
    assert len(here) == 1
    await ui.press("9")
    assert ui.page == "HandoverPage"
    assert part(ui).stage is Stage.PENDING
    assert "已读 0/5" in ui.text


async def test_both_sign_and_the_taker_goes_on_with_the_day_n16(ui: Ui) -> None:
    await to_be_taken(ui)
    await read_all(ui)
    shown = handover.reading(ui.session).shown
    await ui.press("1", *PINS[SECOND], "enter", *PINS[DUTY], "enter")
    assert ui.page == "BoardPage"
    assert "已接班" in ui.text
    fact = next(r.fact for r in ui.session.records if isinstance(r.fact, facts.HandoverAccepted))
    assert (fact.giver, fact.how, fact.shown) == ("p2", "in_person", shown)


async def test_the_first_pin_is_asked_with_the_keys_of_a_pin(ui: Ui) -> None:
    """There is no question before it to go back to."""
    await to_be_taken(ui)
    await read_all(ui)
    await ui.press("1")
    assert "数字 PIN | 退格 改 | Enter 确认 | Esc 不办" in ui.text
    assert "上一问" not in ui.text


async def test_what_a_page_said_when_it_was_left_does_not_come_back_with_it(ui: Ui) -> None:
    await to_be_taken(ui)
    await read_all(ui)
    await ui.press("1", *PINS[SECOND], "enter", *PINS[DUTY], "enter")
    ui.later(3_600_000)
    await ui.press("f7")
    assert ui.page == "HandoverPage"
    assert "已接班,从现在起" not in ui.text


async def test_before_everything_is_read_1_says_what_is_missing(ui: Ui) -> None:
    await to_be_taken(ui)
    await ui.press("space", "1")
    assert "还有 4 条没读" in ui.text
    assert part(ui).stage is Stage.PENDING


async def test_a_wrong_pin_of_the_giver_is_said_with_the_name_and_nothing_is_taken_over(ui: Ui) -> None:
    await to_be_taken(ui)
    await read_all(ui)
    await ui.press("1", *PINS[SECOND], "enter", *"999111", "enter")
    assert "王敏" in ui.text
    assert part(ui).stage is Stage.PENDING
    await ui.press(*PINS[SECOND], "enter", *PINS[DUTY], "enter")
    assert part(ui).stage is Stage.ACCEPTED


async def test_a_reservation_marks_the_row_and_comes_back_as_an_item(ui: Ui) -> None:
    await to_be_taken(ui)
    await ui.press("asterisk", "6", "1", "1")
    assert "[?]" in ui.text
    assert "保留 1" in ui.text
    await read_all(ui)
    await ui.press("1")
    assert "请按 2" in ui.text
    await ui.press("2", *PINS[SECOND], "enter", *PINS[DUTY], "enter")
    assert part(ui).stage is Stage.ACCEPTED
    assert any("没有看到实物" in item.title.zh for item in open_items.of(ui.session.shift).open())


async def test_a_row_can_be_read_with_a_remark_s6(ui: Ui) -> None:
    await to_be_taken(ui)
    await ui.press("asterisk", "6", "2", *"seen", "enter", "home")
    assert "备注: seen" in ui.text
    assert "已读 1/5" in ui.text


async def test_enter_shows_the_whole_of_an_entry_that_was_cut(ui: Ui) -> None:
    await early_shift(ui, fill=False)
    await log.write(ui.session, Draft("fault", "一" * 119 + "二三四五"))
    await submitted(ui)
    await taker(ui)
    assert "二三四五" not in ui.text
    await ui.press("enter")
    assert "二三四五" in ui.text
    await ui.press("space")
    assert "已读 1/1" in ui.text


async def test_before_acceptance_working_keys_say_why_not_and_f9_works_s6(ui: Ui) -> None:
    await to_be_taken(ui)
    for key in ("f3", "plus"):
        await ui.press(key)
        assert ui.page == "HandoverPage"
        assert "还没有接班" in ui.text
    await ui.press("f9")
    assert ui.page == "EmergencyPage"
    await ui.press("escape")
    assert ui.page == "HandoverPage"


async def test_a_clerk_works_on_while_a_handover_waits(ui: Ui) -> None:
    await early_shift(ui)
    await submitted(ui)
    await taker(ui, CLERK)
    assert ui.page == "BoardPage"
    await ui.press("plus")
    assert ui.page == "EntryForm"


async def test_without_a_witness_a_reason_and_the_own_pin_and_the_hall_manager_is_told_n15(ui: Ui) -> None:
    await to_be_taken(ui)
    await read_all(ui)
    await ui.press("asterisk", "3", "2", *PINS[SECOND], "enter")
    assert part(ui).stage is Stage.ACCEPTED
    acceptance = part(ui).acceptance
    assert acceptance is not None
    assert (acceptance.how, acceptance.reason) == ("no_witness", "ill")
    assert any(item.part == "no_witness" for item in open_items.of(ui.session.shift).open())


# --- refused -------------------------------------------------------------------------------------


async def test_a_refused_handover_goes_to_the_hall_manager_who_decides_by_telephone(ui: Ui) -> None:
    await to_be_taken(ui)
    await ui.press("3", "2", *PINS[SECOND], "enter")
    assert part(ui).stage is Stage.REFUSED
    assert "现金、票证不符" in ui.text
    await ui.press("enter", "1", "1", "1", "1", "2", *PINS[SECOND], "enter")
    assert part(ui).stage is Stage.ACCEPTED, ui.text
    assert part(ui).responsible == "p3"


async def test_on_site_the_hall_manager_signs_and_sends_it_back(ui: Ui) -> None:
    await to_be_taken(ui)
    await ui.press("3", "1", *PINS[SECOND], "enter")
    await ui.press("enter", "1", "2", "2", "1", "1", *PINS[SECOND], "enter", *PINS[MANAGER], "enter")
    assert part(ui).stage is Stage.RECALLED, ui.text
    assert part(ui).responsible == "p2"


async def test_who_refused_may_take_over_after_all(ui: Ui) -> None:
    await to_be_taken(ui)
    await ui.press("3", "1", *PINS[SECOND], "enter", "enter", "2")
    await read_all(ui)
    await ui.press("1", *PINS[SECOND], "enter", *PINS[DUTY], "enter")
    assert part(ui).stage is Stage.ACCEPTED


# --- stand-in ------------------------------------------------------------------------------------


async def test_somebody_stands_in_over_lunch_and_hands_back_both_signing(shift: Ui) -> None:
    await shift.app.action_run("relief")
    await shift.settle()
    people = [line for line in shift.text.splitlines() if "赵琪" in line]
    assert people
    digit = people[0].split("赵琪")[0].strip()
    await shift.press(digit, "1", *PINS[DUTY], "enter", *PINS[SECOND], "enter")
    assert part(shift).responsible == "p3", shift.text
    assert "赵琪 自 07:46 替 王敏 顶班" in shift.text
    await shift.app.action_run("relief")
    await shift.press(*PINS[DUTY], "enter", *PINS[SECOND], "enter")
    assert part(shift).responsible == "p2"


# --- what the rest of the program says of it -----------------------------------------------------


async def test_the_board_leads_to_the_handover_that_waits(ui: Ui) -> None:
    await to_be_taken(ui)
    await ui.press("space", "escape")
    assert "接班核对: 王敏 交班,已读 1/5" in ui.text
    await ui.press("enter")
    assert ui.page == "HandoverPage"


async def test_half_done_reading_goes_on_after_a_restart(data: Path) -> None:
    async with running(data) as ui:
        await to_be_taken(ui)
        await ui.press("space", "space")
    async with running(data, at=MORNING.replace(hour=13, minute=50)) as ui:
        await ui.sign_in(SECOND)
        assert ui.page == "HandoverPage"
        assert "已读 2/5" in ui.text


async def test_the_header_says_who_is_only_taking_over(ui: Ui) -> None:
    await to_be_taken(ui)
    assert "赵琪 8015 | 接班 " in ui.text
    opened = life.of(ui.session.shift).opened
    assert opened is not None
    assert opened.code == "B"


async def test_what_does_not_fit_is_counted_not_dropped(ui: Ui) -> None:
    await early_shift(ui)
    for n in range(9):
        await log.write(ui.session, Draft("fault", f"第 {n} 件"))
    await submitted(ui)
    await taker(ui)
    assert "还有 6 条,下移可见" in ui.text
    await ui.press("end")
    assert "下移可见" not in ui.text
