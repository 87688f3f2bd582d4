"""Walking a card on the screen: two keys to the first step, three to its tick (P1 to P9, N31, screens.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.i18n import Lang
from dutyterm.journal.disk import NoSyncDisk
from dutyterm.shift.procedures import state
from dutyterm.shift.procedures.suggestions import Sensed
from dutyterm.tui.app import RETRY_MS
from dutyterm.tui.screens.emergency import EmergencyPage
from tests.ui.kit import Ui, running
from tests.ui.snapshot import matches, widths


class BrokenDisk(NoSyncDisk):
    """Takes nothing while `broken`."""

    broken = False

    def write(self, handle: int, data: bytes) -> int:
        if self.broken:
            raise OSError(5, "Input/output error")
        return super().write(handle, data)


def run(ui: Ui, card: str = "PWR") -> state.Run:
    """The run of a card, on disk or in memory."""
    found = ui.app.emergencies.of_card(ui.app.session, card)
    assert found is not None, f"{card} does not go on"
    return found.run


def going(ui: Ui) -> list[str]:
    return [view.card.id for view in ui.app.emergencies.running(ui.app.session)]


async def to_step_5(ui: Ui) -> None:
    """The first four steps of a power cut, with the roles."""
    await ui.press("f9", "1", "space", "space", "enter", "3", "2", "3", "4", "1", "space")


async def test_two_keys_show_the_first_step_and_the_third_ticks_it(ui: Ui) -> None:
    await ui.press("f9", "1")
    assert ">  1 [ ]" in ui.text
    assert "还没开始" in ui.text
    assert going(ui) == [], "looking at a card starts nothing"
    await ui.press("space")
    assert run(ui).steps["1"].status == "done"
    assert ">  2 [ ]" in ui.text
    assert "已写盘" in ui.text


async def test_the_step_and_the_next_two_are_seen_at_80x24(ui: Ui) -> None:
    await to_step_5(ui)
    assert ">  5 [ ]" in ui.text
    assert "    6 [ ]" in ui.text
    assert "    7 [ ]" in ui.text
    assert "1 本厅" in ui.text
    assert max(widths(ui.app)) == 80


async def test_a_key_that_is_held_down_ticks_one_step_only(ui: Ui) -> None:
    ui.app.guard.window_ms = 120
    await ui.press("f9", "1", "space", "space", "space")
    assert set(run(ui).steps) == {"1"}
    assert "按得太快" in ui.text
    ui.later(121)
    await ui.press("space")
    assert set(run(ui).steps) == {"1", "2"}


async def test_the_roles_are_reminded_of_after_the_second_step_and_swallow_no_digit(ui: Ui) -> None:
    await ui.press("f9", "1", "space")
    assert "分工" not in ui.text
    await ui.press("space")
    assert "分工未定: Enter 3" in ui.text
    await ui.press("1")
    assert run(ui).steps["3"].choice == "no", "the digit is the answer to step 3"
    await ui.press("enter", "3", "2", "3", "4")
    assert dict(run(ui).roles) == {"lead": "p2", "recorder": "p3", "comms": "p4"}
    assert "指挥 王敏" in ui.text
    assert "分工未定" not in ui.text


async def test_in_a_hall_of_two_one_person_has_two_roles(ui: Ui) -> None:
    await ui.press("f9", "1", "space", "enter", "3", "2", "2", "3")
    assert run(ui).roles["recorder"] == "p2"


async def test_a_half_answered_question_is_there_again_after_f9_and_the_card(ui: Ui) -> None:
    await ui.press("f9", "1", "space", "enter", "5", "1", *"12", "f9")
    assert "按数字开卡" in ui.text
    await ui.press("5", "f9", "1", "enter")
    assert run(ui).counts["people"] == 12
    ui.later(5 * 60_000)
    await ui.press(*"-3", "f9", "enter", "enter")
    assert run(ui).steps["2"].status == "done"


async def test_a_digit_decides_and_another_one_changes_the_branch(ui: Ui) -> None:
    await to_step_5(ui)
    await ui.press("3", *["space"] * 3, "2")
    assert run(ui).steps["9"].choice == "b"
    assert "这个答案转到 手工受理 MAN" in ui.text
    await ui.press("2")
    assert "> 9B [ ]" in ui.text
    await ui.press("up", "3")
    assert run(ui).steps["9"].choice == "c"
    assert "9C [ ]" in ui.text
    assert "9B" not in ui.text


async def test_an_answer_that_leads_to_another_card_opens_it_by_the_next_digit(ui: Ui) -> None:
    await ui.press("f9", "1", "space", "space", "2", "1")
    page = ui.app.screen
    assert isinstance(page, EmergencyPage)
    assert page.card is not None
    assert page.card.id == "FIRE"
    assert going(ui) == ["PWR"], "it is opened, not started"


async def test_what_was_done_earlier_is_recorded_with_its_time(ui: Ui) -> None:
    await ui.press("f9", "1", *"-3", "enter")
    begun = run(ui)
    assert begun.steps["1"].at == begun.t0
    assert (ui.app.now - begun.t0).total_seconds() >= 180
    await ui.press("minus", "1", "enter", "1")
    assert begun.t0 < (run(ui).steps["2"].at or begun.t0)


async def test_a_decision_of_some_minutes_ago(ui: Ui) -> None:
    await ui.press("f9", "1", *"-9", "enter", *"-8", "enter", *"-5", "enter")
    assert "现在按数字" in ui.text
    await ui.press("1")
    at = run(ui).steps["3"].at
    assert at is not None
    assert (ui.app.now - at).total_seconds() >= 300


async def test_a_digit_changes_the_card_only_before_it_has_begun(ui: Ui) -> None:
    await ui.press("f9", "1", "5")
    assert "FIRE" in ui.text
    await ui.press("f9", "1", "space", "5")
    assert "PWR" in ui.text
    assert "5_" in ui.text
    await ui.press("f9", "5")
    assert "FIRE" in ui.text, "F9 and a digit open another card from everywhere"


async def test_f9_on_a_card_shows_the_queue_and_enter_goes_back_to_the_step(ui: Ui) -> None:
    await to_step_5(ui)
    await ui.press("f9")
    assert "!进行中" in ui.text
    assert "多半由「停电」引起" in ui.text
    await ui.press("f9", "enter")
    assert ">  5 [ ]" in ui.text


async def test_enter_opens_the_suggested_card_while_nothing_goes_on(ui: Ui) -> None:
    ui.app.emergencies._senses = lambda: Sensed(on_battery=True)
    await ui.press("f9")
    assert "? 建议: 电脑在用电池" in ui.text
    await ui.press("enter")
    assert "PWR" in ui.text
    assert going(ui) == [], "it is opened, not started"


async def test_a_card_that_only_follows_is_opened_all_the_same_p2(ui: Ui) -> None:
    await ui.press("f9", "1", "space", "f9", "3", "space")
    assert going(ui) == ["PWR"], "its first step is a decision"
    await ui.press("1")
    assert going(ui) == ["PWR", "NET"]


async def test_the_header_of_every_page_tells_what_goes_on(shift: Ui) -> None:
    await shift.press("f9", "1", "space", "escape", "escape")
    assert shift.page == "BoardPage"
    assert "!停电" in shift.text.splitlines()[0]
    await shift.tick(61_000)
    assert "1分" in shift.text.splitlines()[0]


async def test_a_step_is_skipped_with_its_reason_and_taken_back(ui: Ui) -> None:
    await ui.press("f9", "1", "space", "asterisk", "1", "1")
    assert run(ui).steps["2"].status == "skipped"
    await ui.press("up", "asterisk", "5", "1")
    assert run(ui).step("2").status == "open"
    assert ">  2 [ ]" in ui.text


async def test_a_step_is_put_off_until_the_power_is_back(ui: Ui) -> None:
    await ui.press("f9", "1", "space", "asterisk", "1", "5")
    assert run(ui).steps["2"].until == "recovered"


async def test_a_drill_says_so_on_the_card_and_in_the_header_n13(ui: Ui) -> None:
    await ui.press("f9", "5", "asterisk", "9")
    assert "演练 DRILL" in ui.text
    await ui.press("space")
    assert run(ui, "FIRE").drill
    assert "演练 火灾" in ui.text.splitlines()[0]


async def test_enter_in_the_queue_goes_to_what_is_real_not_to_a_drill_begun_later_n13(ui: Ui) -> None:
    await ui.press("f9", "1", "space", "f9", "5", "asterisk", "9", "space")
    assert not run(ui).drill
    assert run(ui, "FIRE").drill
    await ui.press("f9", "enter")
    assert "1 停电 PWR" in ui.text


async def test_a_drill_that_turns_real_is_stopped_and_the_card_begins_anew(ui: Ui) -> None:
    await ui.press("f9", "5", "asterisk", "9", "space", "asterisk", "9")
    assert going(ui) == []
    assert "真实(非演练)" in ui.text
    await ui.press("space")
    assert not run(ui, "FIRE").drill


async def test_a_card_begun_by_mistake_is_withdrawn_and_leaves_the_header(ui: Ui) -> None:
    await ui.press("f9", "7", "space", "asterisk", "8", "1")
    assert going(ui) == []
    assert "!客户" not in ui.text.splitlines()[0]
    assert " MED 已结束,不算数" in ui.text


async def test_it_is_stood_down_only_when_nothing_is_open(ui: Ui) -> None:
    await ui.press("f9", "1", "space", "enter", "9")
    assert going(ui) == ["PWR"]
    assert "还有" in ui.text
    await ui.press("f9", "0", *["down"] * 5)
    page = ui.app.screen
    assert isinstance(page, EmergencyPage)
    water = next(card for card in page.offered if card.id == "WATER")
    page.open(water)
    await ui.press("space", "space", "space", "enter", "9")
    assert going(ui) == ["PWR"]
    assert "WATER 已结束" in ui.text


async def test_what_is_recorded_of_the_whole_card(ui: Ui) -> None:
    await ui.press("f9", "1", "space", "enter", "1", "1", "enter", "2", "3", "1")
    await ui.press("enter", "4", "2", "enter", "5", "1", *"12", "enter", "enter", "6", "2")
    found = run(ui)
    assert [said.number for said in found.said] == [1]
    assert [(call.contact, call.result) for call in found.calls] == [("hall_manager", "reached")]
    assert (found.level, found.counts["people"], "flash" in found.reported) == (2, 12, True)


async def test_the_start_is_moved_when_it_was_earlier(ui: Ui) -> None:
    await ui.press("f9", "1", "space", "enter", "8", *"-5", "enter")
    assert (ui.app.now - run(ui).t0).total_seconds() >= 300


async def test_a_wait_holds_what_comes_behind_it(ui: Ui) -> None:
    await ui.press("f9", "1", "space")
    page = ui.app.screen
    assert isinstance(page, EmergencyPage)
    assert page.walker is not None
    page.walker.at = "11"
    await ui.press("space")
    assert run(ui).recovered_at is not None
    page.walker.at = "11A"
    await ui.press("space")
    assert "还在等" in ui.text
    ui.later(121_000)
    page.walker.at = "11A"
    await ui.press("space")
    assert run(ui).steps["11A"].parts == ("main",)


async def test_a_timer_that_is_due_is_told_on_the_card_and_put_off_on_the_record_p7(ui: Ui) -> None:
    await ui.press("f9", "1", "space")
    ui.later(16 * 60_000)
    await ui.press("down")
    assert "该向客户说进展,超" in ui.text
    await ui.press("enter", "7", "1", "1")
    assert run(ui).snoozes == 1


async def test_a_timer_that_comes_due_is_told_on_whatever_page_is_shown_p4(shift: Ui) -> None:
    await shift.press("f9", "1", "space", "f2")
    assert shift.page == "BoardPage"
    shift.later(10 * 60_000)
    await shift.tick(1_000)
    assert "电话报厅经理,超" in shift.text
    await shift.press("f9", "enter")
    assert ">  2 [ ]" in shift.text


async def test_the_whole_card_is_one_key_away(ui: Ui) -> None:
    await to_step_5(ui)
    await ui.press("pagedown")
    assert "灯灭、终端黑屏" in ui.text
    await ui.press("escape")
    assert ">  5 [ ]" in ui.text


async def test_the_report_and_the_course_are_one_key_away_p8(shift: Ui) -> None:
    await to_step_5(shift)
    await shift.press("pageup")
    assert "速报: 城北标准厅(演示)" in shift.text
    assert "PWR 停电,真实,三级" in shift.text
    assert "已做第 1, 2, 3, 4 步" in shift.text
    await shift.press("4")
    assert "应急步骤 PWR 4" in shift.text
    await shift.press("escape")
    assert ">  5 [ ]" in shift.text


async def test_what_was_stood_down_is_told_from_the_queue(ui: Ui) -> None:
    await ui.press("f9", "pagedown")
    assert "还没有经过可看" in ui.text
    page = ui.app.screen
    assert isinstance(page, EmergencyPage)
    page.open(next(card for card in ui.app.cards if card.id == "WATER"))
    await ui.press("space", "space", "space", "enter", "9", "pagedown")
    assert "WATER 漏水,真实,四级  已解除,不要求复盘" in ui.text


async def test_the_common_frame_is_only_read(ui: Ui) -> None:
    await ui.press("f9", "0")
    page = ui.app.screen
    assert isinstance(page, EmergencyPage)
    page.open(next(card for card in page.offered if card.id == "BASE"))
    await ui.press("space")
    assert going(ui) == []


async def test_on_a_locked_screen_it_works_and_names_nobody(shift: Ui) -> None:
    await shift.press("ctrl+k", "f9", "1", "space", "space")
    assert run(shift).steps["2"].by is None
    assert "王敏" not in shift.text
    assert "分工" not in shift.text


async def test_with_a_broken_disk_nothing_is_lost_and_it_is_written_later(data: Path) -> None:
    disk = BrokenDisk()
    async with running(data, disk=disk) as ui:
        await ui.sign_in()
        await ui.open_shift()
        disk.broken = True
        await ui.press("f9", "5", "space", "space")
        assert "NOT SAVED" in ui.text
        assert run(ui, "FIRE").steps["2"].status == "done"
        disk.broken = False
        await ui.tick(RETRY_MS)
        assert ui.app.unsaved == 0
        assert state.of(ui.session.shift).of_card("FIRE") is not None


async def test_after_a_kill_the_card_is_what_is_seen_first(data: Path) -> None:
    async with running(data) as ui:
        await to_step_5(ui)
    async with running(data, at=ui.clock.now()) as again:
        assert again.page == "EmergencyPage"
        assert ">  5 [ ]" in again.text
        await again.press("escape", "escape")
        assert again.page == "SignInPage"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("name", "size"), [("80x24", (80, 24)), ("120x40", (120, 40))])
async def test_a_card_in_the_middle_is_drawn_as_kept(
    data: Path, lang: Lang, name: str, size: tuple[int, int]
) -> None:
    async with running(data, lang=lang, size=size) as ui:
        await to_step_5(ui)
        ui.later(150_000)
        await ui.tick(1_000)  # the header tells the time anew
        await ui.press("down", "up")
        matches(f"card-walk-{name}-{lang}", ui.steady)
        assert widths(ui.app) == {size[0]}
        await ui.press("f9")
        matches(f"card-queue-{name}-{lang}", ui.steady)


@pytest.mark.parametrize("size", [(40, 10), (20, 6)])
async def test_a_window_that_is_too_small_still_shows_the_step(data: Path, size: tuple[int, int]) -> None:
    async with running(data, size=size) as ui:
        await ui.press("f9", "1", "space")
        assert run(ui).steps["1"].status == "done"
        assert widths(ui.app) == {size[0]}


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_at_120x40_free_rows_show_every_step_whole(data: Path, lang: Lang) -> None:
    async with running(data, size=(120, 40), lang=lang) as ui:
        await ui.press("f9", "1")
        shown = "".join(ui.text.split())
        card = next(card for card in ui.app.cards if card.id == "PWR")
        cut_short = [
            s.no for s in card.steps if s.only is None and "".join(s.text.to(lang).split())[-6:] not in shown
        ]
        assert cut_short == []
        assert all("".join(one.to(lang).split()) in shown for one in card.contacts)
