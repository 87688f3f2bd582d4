"""The board through the whole day: timetable, the one step, prediction, reminder, rounds, waits (issue 3)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dutyterm.desk import lists
from dutyterm.desk.day import today
from dutyterm.i18n import Lang, Text
from dutyterm.shift import board
from dutyterm.shift.day.rows import Stand
from dutyterm.shift.lists.rules import Answer
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.metrics.samples import Wait
from dutyterm.shift.past import Walks
from dutyterm.tui.screens.board import BoardPage
from dutyterm.tui.views.plan import NO_BOX, PlanRow, of_entry
from dutyterm.tui.views.spans import row_text
from dutyterm.tui.views.step import step_of
from dutyterm.tui.views.trend import LONGEST, bar, trend_rows
from tests.desk import kit as desk
from tests.ui.kit import MORNING, ZONE, Ui, running
from tests.ui.snapshot import matches, widths
from tests.ui.walk_kit import finish

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}


async def open_the_hall(ui: Ui) -> None:
    """The opening list walked as on a normal day, the doors open."""
    await ui.sign_in()
    await ui.open_shift()
    desk.done(await lists.start(ui.session, "opening"))
    await finish(ui)
    await desk.open_doors(ui.session)
    await ui.settle()


async def at(ui: Ui, clock: str) -> None:
    """The board as it stands at that time; somebody is there, so that nothing is locked."""
    until = datetime.combine(MORNING.date(), datetime.strptime(clock, "%H:%M").time(), ZONE)  # noqa: DTZ007
    ui.later(int((until - ui.clock.now()).total_seconds() * 1000))
    ui.app.last_key_ms = ui.clock.mono_ms()
    await ui.tick(0)


def plan_row(id: str, **changes: object) -> PlanRow:
    base = PlanRow(
        id=id,
        due=MORNING,
        title=Text(id, id),
        sign="[ ]",
        tone="todo",
        tail="",
        word=Text("", ""),
        word_tone="plain",
        unfinished=True,
        current=False,
        list="patrol",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def next_step(*rows: PlanRow, only_away: bool = False, stage: board.Stage = board.Stage.NOTHING) -> str:
    now = board.Now(stage, list="opening", title=Text("t", "t"), line="OPN-01", line_title=Text("l", "l"))
    found = step_of(now, rows, opening=None, outside=False, only_away=only_away)
    return f"{found.kind} {found.row.id if found.row is not None else found.line or ''}".strip()


# --- the one step --------------------------------------------------------------------------------------


def test_what_is_due_now_comes_before_what_only_reminds_and_before_what_is_next() -> None:
    later, peak = plan_row("later"), plan_row("peak", list=None, current=True, unfinished=False)
    patrol = plan_row("patrol", current=True)
    assert next_step(peak, patrol, later) == "plan patrol"
    assert next_step(peak, later) == "plan peak"
    assert next_step(later) == "wait later"
    assert next_step() == "seal"


def test_a_list_that_was_begun_goes_on_before_the_timetable() -> None:
    assert next_step(plan_row("patrol", current=True), stage=board.Stage.WALK) == "list OPN-01"


def test_what_is_done_when_the_pc_is_off_does_not_keep_the_shift_from_being_sealed() -> None:
    """CLS-32 to CLS-34 are filled in the next morning."""
    assert next_step(only_away=True, stage=board.Stage.WALK) == "seal"


def test_the_second_shift_of_the_day_does_not_begin_the_opening_again() -> None:
    done_before = plan_row("WF-03/1", list="opening", unfinished=False)
    assert next_step(done_before, plan_row("patrol"), stage=board.Stage.START) == "wait patrol"


# --- rows ----------------------------------------------------------------------------------------------


async def test_a_row_that_is_done_elsewhere_has_no_box_and_space_says_why(shift: Ui) -> None:
    """WF-14: the handover leaves records of its own."""
    entries = {e.row.id: of_entry(e, shift.clock.now()) for e in today(shift.session).entries}
    assert entries["WF-14"].sign == NO_BOX
    assert entries["WF-03"].sign == "[ ]"
    go_to(shift, "WF-14/1")
    before = len(shift.session.records)
    await shift.press("space")
    assert "只提醒" in shift.text
    await shift.press("asterisk")
    assert "只提醒" in shift.text
    go_to(shift, "WF-03/1")
    await shift.press("space")
    assert "在里面做" in shift.text
    assert len(shift.session.records) == before


def go_to(ui: Ui, row: str) -> BoardPage:
    """The cursor of the board on a row of the timetable."""
    page = ui.app.screen
    assert isinstance(page, BoardPage)
    page.cursor = next(n for n, t in enumerate(page.targets) if t.kind == "row" and t.id == row)
    page.update_view()
    return page


def row_of(ui: Ui, title: str) -> str:
    """The timetable's part of the screen row with this title."""
    return next(line.split("|")[0] for line in ui.text.splitlines() if "] " + title in line)


async def test_space_ticks_a_row_that_stands_for_nothing_else_once_it_is_on_disk(shift: Ui) -> None:
    """WF-12, screens: Space only on such a row."""
    await at(shift, "11:40")
    go_to(shift, "WF-12/1")
    assert "[ ]" in row_of(shift, "错峰就餐")
    await shift.press("space")
    assert shift.session.records[-1].kind == "timetable.done"
    assert "[x]" in row_of(shift, "错峰就餐")
    assert "11:40" in row_of(shift, "错峰就餐")
    before = len(shift.session.records)
    await shift.press("space")
    assert "要改按 *" in shift.text
    assert len(shift.session.records) == before


async def test_minus_ten_says_it_was_done_ten_minutes_ago_and_four_digits_say_when(shift: Ui) -> None:
    await at(shift, "12:50")
    go_to(shift, "WF-13/1")
    await shift.type("-10")
    await shift.press("enter")
    assert "[x]" in row_of(shift, "中途缴款检查")
    assert "12:40" in row_of(shift, "中途缴款检查")
    go_to(shift, "WF-12/1")
    await shift.type("1145")
    await shift.press("enter")
    assert "11:45" in row_of(shift, "错峰就餐")


async def test_a_time_that_was_not_yet_is_refused_and_stays_typed(shift: Ui) -> None:
    await at(shift, "12:50")
    go_to(shift, "WF-13/1")
    before = len(shift.session.records)
    await shift.type("1330")
    await shift.press("enter")
    assert "1330" in shift.text
    await shift.press("escape")
    assert len(shift.session.records) == before


async def test_a_tick_is_put_right_with_a_reason_by_new_records(shift: Ui) -> None:
    await at(shift, "12:50")
    go_to(shift, "WF-13/1")
    await shift.press("asterisk", "5")
    assert "还没有勾" in shift.text
    await shift.press("escape", "space", "asterisk", "4")
    await shift.type("1235")
    await shift.press("enter", "3")
    assert "12:35" in row_of(shift, "中途缴款检查")
    await shift.press("asterisk", "5", "1")
    assert "[ ]" in row_of(shift, "中途缴款检查")
    kinds = [r.kind for r in shift.session.records if r.kind.startswith("timetable")]
    assert kinds == ["timetable.done", "timetable.undone", "timetable.done", "timetable.undone"]


async def test_enter_on_a_peak_row_opens_its_emergency_card(shift: Ui) -> None:
    page = shift.app.screen
    assert isinstance(page, BoardPage)
    page.cursor = next(n for n, t in enumerate(page.targets) if t.id.startswith("WF-11"))
    await shift.press("enter")
    assert shift.page == "EmergencyPage"
    await shift.press("escape", "escape")
    assert shift.page == "BoardPage"


async def test_enter_on_a_row_of_the_timetable_opens_its_list(shift: Ui) -> None:
    page = shift.app.screen
    assert isinstance(page, BoardPage)
    page.cursor = next(n for n, t in enumerate(page.targets) if t.id == "WF-08/1")
    await shift.press("enter")
    assert shift.page == "WalkPage"
    assert "营业中巡检" in shift.text
    await shift.press("f2", "home", "enter")
    assert "营业前检查" in shift.text


async def test_the_whole_day_is_on_the_board_and_the_cursor_reaches_its_last_row(shift: Ui) -> None:
    entries = today(shift.session).entries
    assert entries[-1].row.id == "WF-22"
    page = shift.app.screen
    assert isinstance(page, BoardPage)
    assert [t.id for t in page.targets if t.kind == "row"] == [e.id for e in entries]
    await shift.press(*["down"] * len(entries))
    assert "清场、布防、双人离厅" in shift.text


async def test_a_late_round_says_by_how_much_and_a_missed_one_that_it_was_missed(ui: Ui) -> None:
    await open_the_hall(ui)
    await at(ui, "09:07")
    assert "迟 7 分" in ui.text
    await at(ui, "10:40")
    stands = {e.id: e.stand for e in today(ui.session).entries}
    assert stands["WF-08/1"] is Stand.MISSED
    page = ui.app.screen
    assert isinstance(page, BoardPage)
    page.cursor = next(n for n, t in enumerate(page.targets) if t.id == "WF-08/1")
    page.update_view()
    await ui.settle()
    assert "第一次巡检和排队抽样" in ui.text
    assert " 漏" in ui.text


# --- prediction, reminder, rounds ----------------------------------------------------------------------


async def test_the_board_says_when_the_opening_will_be_done_and_how_few_runs_that_rests_on(shift: Ui) -> None:
    """N27."""
    assert "暂不预计" in shift.text
    walks = Walks(runs=3, lines={"OPN-05": (60_000, 60_000, 60_000)})
    shift.session.past = replace(shift.session.past, walks={"opening": walks})
    desk.done(await lists.start(shift.session, "opening"))
    shift.app.redraw()
    await shift.settle()
    assert "预计 08:1" in shift.text, shift.text
    assert "分(只有 3 次记录)" in shift.text


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_afterwards_the_board_and_the_lists_say_how_the_prediction_came_true(
    data: Path, lang: Lang
) -> None:
    """N27: for half an hour on the board, and on F3 as long as the shift goes on."""
    async with running(data, lang=lang) as ui:
        await ui.sign_in()
        await ui.open_shift()
        walks = Walks(runs=6, lines={"OPN-05": (60_000,) * 6}, errors=(300_000,) * 4)
        ui.session.past = replace(ui.session.past, walks={"opening": walks})
        desk.done(await lists.start(ui.session, "opening"))
        ui.app.redraw()
        await ui.settle()
        assert ("(前 4 次多用 5 分)" if lang == "zh" else "(last 4: 5 min longer)") in ui.text
        await finish(ui)
        await desk.open_doors(ui.session)
        await ui.settle()
        said = {
            "zh": r"营业前检查: 用 \d+ 分\(预计 \d+\)",
            "en": r"Opening checklist: \d+ min \(\d+ predicted\)",
        }
        assert re.search(said[lang], ui.text), ui.text
        await ui.press("f3", "escape", "f3")
        took = {"zh": r"清单完成,用 \d+ 分\(预计 \d+\)", "en": r"complete, \d+ min \(\d+ predicted\)"}
        assert re.search(took[lang], ui.text), ui.text
        await ui.press("f2")
        ui.later(31 * 60_000)
        ui.app.redraw()
        await ui.settle()
        assert not re.search(said[lang], ui.text)


async def test_one_reminder_is_shown_and_it_is_gone_when_the_step_says_the_same(ui: Ui) -> None:
    await open_the_hall(ui)
    await at(ui, "08:56")
    assert " 提醒 " not in ui.text, "the head of the board says it already"
    assert "Enter 提前做: 09:00 第一次巡检和排队抽样" in ui.text
    await at(ui, "10:01")
    assert ui.text.count(" 提醒 ") == 1
    assert "09:30 防火安全巡查,迟 31 分" in ui.text
    assert " 提醒  10:00 每小时走动巡检" in ui.text


async def test_handing_over_tells_missing_rounds_once_each(ui: Ui) -> None:
    """Too few by their number, those that have no least number by name."""
    await open_the_hall(ui)
    await at(ui, "13:40")
    await ui.press("f7")
    assert "营业中巡检只走完 0 轮,应有 2 轮" in ui.text
    assert "营业中巡检还没有开始" not in ui.text
    assert "防火安全巡查还没有开始" in ui.text


async def test_the_board_counts_the_rounds_against_their_least_number(ui: Ui) -> None:
    await open_the_hall(ui)
    assert "营业中巡检 已走 0,至少 2" in ui.text
    desk.done(await lists.start(ui.session, "patrol"))
    desk.done(await lists.bulk(ui.session, "patrol-1", 9_000))
    await ui.settle()
    assert "营业中巡检 已走 1,至少 2" in ui.text


async def test_periodic_tasks_that_are_due_stand_in_one_row_of_their_own(shift: Ui) -> None:
    """R2-16."""
    due = [task for task in today(shift.session).tasks if task.now]
    assert f"定期检查 {len(due)} 项到期" in shift.text
    page = shift.app.screen
    assert isinstance(page, BoardPage)
    (task,) = [target for target in page.targets if target.kind == "task"]
    assert task.line == due[0].line.id


# --- the trend -----------------------------------------------------------------------------------------


def test_a_bar_is_a_sign_a_minute_and_what_is_unknown_is_no_empty_bar() -> None:
    assert bar(6) == "######"
    assert bar(0) == ""
    assert bar(None) == "?"
    assert len(bar(500)) == LONGEST
    assert bar(500).endswith("+")


def test_the_newest_waits_stand_with_their_numbers() -> None:
    waits = [Wait(f"patrol-{n}", MORNING + timedelta(hours=n), 8, 4, n) for n in range(1, 7)]
    rows = [row_text(r) for r in trend_rows(waits, "zh", 60, 4, ZONE)]
    assert rows[0].strip() == "等候"
    assert [r.split()[0] for r in rows[1:]] == ["11:46", "12:46", "13:46"]
    assert rows[-1] == " 13:46 ###### 6 分 (8 人 4 台)"
    assert trend_rows([], "zh", 60, 4, ZONE) == []


def test_in_a_narrow_pane_the_bars_keep_their_numbers() -> None:
    """80x24: how many waited is left out before a minute is; the longest bar ends in `+`."""
    waits = [Wait(f"patrol-{n}", MORNING + timedelta(hours=n), 40, 4, n * 10) for n in range(1, 4)]
    rows = [row_text(r) for r in trend_rows(waits, "zh", 31, 4, ZONE)]
    assert rows[1:] == [
        " 08:46 ########## 10 分",
        " 09:46 ###############+ 20 分",
        " 10:46 ###############+ 30 分",
    ]
    assert [row_text(r) for r in trend_rows(waits[:1], "en", 60, 4, ZONE)][1].endswith(
        "(40 waiting, 4 tills)"
    )


@pytest.mark.parametrize("size", list(SIZES))
async def test_the_trend_of_the_day_is_on_the_board_as_bars_with_numbers(data: Path, size: str) -> None:
    """PAT-01 to PAT-03: also where there is little room."""
    async with running(data, size=SIZES[size]) as ui:
        await open_the_hall(ui)
        await at(ui, "09:05")
        for run, (waiting, minutes) in enumerate(((8, 3), (20, 4)), 1):
            desk.done(await lists.start(ui.session, "patrol"))
            for slot, value in (
                (Slot("PAT-01", "", "waiting"), waiting),
                (Slot("PAT-01", "", "open_tills"), 5),
                (Slot("PAT-03", "first", "type"), "single"),
                (Slot("PAT-03", "first", "single"), minutes),
            ):
                wish = Answer(f"patrol-{run}", slot, value, confirmed=True)
                desk.done(await lists.answer(ui.session, wish))
            desk.done(await lists.bulk(ui.session, f"patrol-{run}", 9_000))
            await at(ui, f"1{run}:05")
        assert re.search(r"09:05 ####* \d+ 分", ui.text), ui.text
        assert re.search(r"11:05 #{9,} \d+ 分", ui.text), ui.text


# --- frames --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_board_in_the_middle_of_the_day_is_drawn_as_kept(data: Path, lang: Lang, size: str) -> None:
    async with running(data, lang=lang, size=SIZES[size]) as ui:
        await open_the_hall(ui)
        desk.done(await lists.start(ui.session, "patrol"))
        desk.done(await lists.bulk(ui.session, "patrol-1", 9_000))
        await at(ui, "10:40")
        assert widths(ui.app) == {SIZES[size][0]}
        matches(f"board-day-{lang}-{size}", ui.steady)
