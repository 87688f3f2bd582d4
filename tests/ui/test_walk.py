"""The walk on screen: answers, consequences, changes, exceptions; a tick is drawn only when it is on disk."""

from __future__ import annotations

import pytest

from dutyterm.desk import people
from dutyterm.shift import open_items
from dutyterm.shift.lists.view import Mark
from tests.ui.kit import PINS, Ui
from tests.ui.walk_kit import begin, finish, go, line, page, press, view


@pytest.fixture
async def walk(shift: Ui) -> Ui:
    """The opening list is started; the cursor stands on its first line."""
    return await begin(shift)


def answers(ui: Ui) -> int:
    """Records of answers so far."""
    return sum(record.kind.startswith("item.") for record in ui.session.records)


async def test_a_list_begins_only_when_a_person_says_so(shift: Ui) -> None:
    await shift.press("f3")
    assert "还没有开始" in shift.text
    await shift.press("1", "space", "tab")
    assert "opening-1" not in str([r.raw for r in shift.session.records])
    await shift.press("enter")
    assert ">[ ] OPN-01" in shift.text


async def test_the_normal_answer_is_one_key_and_the_cursor_goes_on(walk: Ui) -> None:
    """L1, law 3."""
    await walk.press("1")
    assert "[x] OPN-01" in walk.text
    assert ">[ ] OPN-02" in walk.text


async def test_enter_arrows_and_tab_never_answer(walk: Ui) -> None:
    """Law 2."""
    before = len(walk.session.records)
    await walk.press("enter", "escape", "down", "down", "up", "tab", "shift+tab", "pagedown", "home", "end")
    assert len(walk.session.records) == before


async def test_another_answer_is_marked_shows_its_consequence_and_waits_for_enter(walk: Ui) -> None:
    """Law 3, L10."""
    await go(walk, "OPN-09")
    await walk.press("2")
    assert line(walk, "OPN-09").mark is Mark.TODO
    assert "未结事项" in walk.text
    await walk.press("backspace")
    assert "未结事项" not in walk.text
    await walk.press("2", "enter")
    assert line(walk, "OPN-09").mark is Mark.OFF
    assert [i.item for i in open_items.of(walk.session.shift).open()] == ["OPN-09"]
    assert "[!] OPN-09" in walk.text


async def test_a_figure_out_of_its_limits_takes_a_second_enter(walk: Ui) -> None:
    """L11."""
    await go(walk, "OPN-08")
    await walk.type("14")
    await walk.press("enter")
    assert "14 低于 16" in walk.text
    assert line(walk, "OPN-08").mark is Mark.TODO
    await walk.press("enter")
    assert line(walk, "OPN-08").mark is Mark.OFF


async def test_an_edited_figure_loses_its_mark(walk: Ui) -> None:
    await go(walk, "OPN-08")
    await walk.type("14")
    await walk.press("enter", "backspace", "backspace")
    await walk.type("4")
    assert "低于" not in walk.text
    await walk.press("enter")
    assert "4 低于 16" in walk.text


async def test_an_empty_value_says_type_it_none_is_zero(walk: Ui) -> None:
    await go(walk, "OPN-08")
    await walk.press("enter")
    assert "没有就键 0" in walk.text
    assert answers(walk) == 0


async def test_full_width_digits_answer(walk: Ui) -> None:
    await walk.press("1")  # noqa: RUF001
    assert line(walk, "OPN-01").mark is Mark.DONE


async def test_escape_keeps_what_is_half_typed(walk: Ui) -> None:
    """Law 4."""
    await go(walk, "OPN-08")
    await walk.type("2")
    await walk.press("escape")
    assert "进行中" in walk.text, "all lists"
    await walk.press("escape")
    assert walk.page == "BoardPage"
    await walk.press("f3")
    assert "2_" in walk.text
    await walk.type("4")
    await walk.press("enter")
    assert "24 度" in walk.text


async def test_the_emergency_key_covers_a_half_typed_count_and_gives_it_back(walk: Ui) -> None:
    """N8."""
    await go(walk, "OPN-08")
    await walk.type("2")
    await walk.press("f9", "f9")
    assert walk.page == "EmergencyPage"
    await walk.press("escape")
    assert "2_" in walk.text


async def test_a_changed_answer_takes_a_reason_and_the_old_one_stays(walk: Ui) -> None:
    """L14."""
    await walk.press("1", "up")
    await walk.press("2")
    assert "正常 改为 异常" in walk.text
    await walk.press("1")
    assert "阻断" in walk.text, "the changed answer brings something with it and is marked first"
    await walk.press("enter")
    assert line(walk, "OPN-01").mark is Mark.OFF
    await go(walk, "OPN-01")
    await walk.press("enter")
    assert "原为 正常 (按错、写错)" in walk.text


async def test_the_second_signer_reads_the_sheet_and_a_wrong_pin_signs_nothing(walk: Ui) -> None:
    """N16, R2."""
    await press(walk, "1", "space", "space")
    assert line(walk, "OPN-02").mark is Mark.MARKED
    assert "[=] OPN-02" in walk.text
    assert "签名单,共 1 项" in walk.text
    await press(walk, "2")
    assert "已作为第一人签过" in walk.text
    await press(walk, "4", *"000000", "enter")
    assert line(walk, "OPN-02").mark is Mark.MARKED
    assert "PIN 不对" in walk.text
    await press(walk, "escape", "space", "4", *PINS["4"], "enter")
    assert line(walk, "OPN-02").mark is Mark.DONE, walk.text
    assert PINS["4"] not in str([record.raw for record in walk.session.records])


async def test_who_signs_in_later_may_give_the_second_signature_as_herself(walk: Ui) -> None:
    await press(walk, "1", "space", "space", "escape")
    assert line(walk, "OPN-02").mark is Mark.MARKED
    await people.sign_in(walk.session, "p3", PINS["3"])
    walk.later(2_000)
    await go(walk, "OPN-02")
    await press(walk, "space")
    assert line(walk, "OPN-02").mark is Mark.DONE
    assert ">[ ] OPN-03" in walk.text


async def test_the_detail_answers_nothing_and_says_how_to_go_back(walk: Ui) -> None:
    await walk.press("enter", "1", "space")
    assert line(walk, "OPN-01").mark is Mark.TODO
    assert "先按 Enter 或 Esc 回去" in walk.text
    await walk.press("enter", "1")
    assert line(walk, "OPN-01").mark is Mark.DONE


async def test_a_pin_never_becomes_a_draft(walk: Ui) -> None:
    await press(walk, "1", "space", "space", "4", *"31750")
    walk.session.drafts.flush()
    kept = " ".join(walk.session.drafts.get(key) for key in list(walk.session.drafts.keys()))
    assert "31750" not in kept


async def test_what_is_not_allowed_keeps_its_number_and_says_why(walk: Ui) -> None:
    await walk.press("asterisk")
    assert "1 缓办 (阻断项不能缓办" in walk.text
    await walk.press("1")
    assert line(walk, "OPN-01").mark is Mark.TODO
    await walk.press("escape")
    assert "哪一种" not in walk.text


async def test_a_line_is_put_off_with_two_digits(walk: Ui) -> None:
    """N10."""
    await go(walk, "OPN-13")
    await walk.press("asterisk", "1", "1", "1")
    assert line(walk, "OPN-13").mark is Mark.DEFERRED
    assert "缓办 > 开门后" in walk.text


async def test_the_words_of_a_reason_are_kept_when_left(walk: Ui) -> None:
    await go(walk, "OPN-13")
    await walk.press("asterisk", "1", "1", "0", "a", "b", "escape")
    await walk.press("asterisk", "1", "1", "0")
    assert "ab_" in walk.text
    await walk.press("enter")
    assert line(walk, "OPN-13").exempt is not None


async def test_an_override_names_the_manager_and_takes_the_pin(walk: Ui) -> None:
    """N34."""
    await go(walk, "OPN-09")
    await press(walk, "asterisk", "3", "1", "2", "1", *PINS["2"], "enter")
    assert line(walk, "OPN-09").mark is Mark.OVERRIDDEN
    assert "越权 林岚 电话授权" in walk.text


async def test_an_override_on_site_takes_the_managers_own_pin_too(walk: Ui) -> None:
    await go(walk, "OPN-09")
    await press(walk, "asterisk", "3", "1", "1", "1", *PINS["2"], "enter")
    assert line(walk, "OPN-09").mark is Mark.TODO
    assert "厅经理本人的 PIN" in walk.text
    await press(walk, *PINS["1"], "enter")
    assert line(walk, "OPN-09").mark is Mark.OVERRIDDEN


async def test_taking_back_makes_the_line_to_do_again(walk: Ui) -> None:
    await walk.press("1", "up", "asterisk", "5", "1")
    assert line(walk, "OPN-01").mark is Mark.TODO


async def test_not_applicable_takes_one_of_the_manuals_reasons(walk: Ui) -> None:
    """L9."""
    await go(walk, "OPN-32")
    await walk.press("asterisk", "2", "1")
    assert line(walk, "OPN-32").mark is Mark.NOT_APPLICABLE


async def test_posts_are_assigned_by_roster_digits(walk: Ui) -> None:
    await go(walk, "OPN-29")
    await walk.type("862")
    assert "一级 迎宾咨询 吴磊" in walk.text
    await walk.press("enter")
    assert line(walk, "OPN-29").mark is Mark.TODO, "every post is filled"
    await walk.type("9")
    await walk.press("enter")
    assert line(walk, "OPN-29").mark is Mark.DONE


async def test_blocked_doors_name_their_lines_and_open_with_defects_by_the_manager(walk: Ui) -> None:
    """OPN-34, N34."""
    await finish(
        walk,
        *(v.line.id for v in view(walk).lines if v.line.id not in ("OPN-09", "OPN-34", "OPN-22", "OPN-33")),
    )
    await go(walk, "OPN-34")
    await press(walk, "space")
    assert "OPN-09" in walk.text
    assert line(walk, "OPN-34").mark is not Mark.DONE
    await press(walk, "asterisk", "3", "1", "2", "1", *PINS["2"], "enter")
    assert "营业中 带缺陷" in walk.text
    assert line(walk, "OPN-09").mark is Mark.OVERRIDDEN
    await press(walk, "f7")
    assert "带缺陷开门: OPN-09" in walk.text, "read once more before the seal"
    assert "越权 OPN-09" in walk.text


async def test_doors_that_open_late_ask_why(walk: Ui) -> None:
    """OPN-34: more than five minutes."""
    await finish(walk)
    walk.later(90 * 60_000)
    await go(walk, "OPN-34")
    await press(walk, "space")
    assert "要选原因" in walk.text
    await press(walk, "enter")
    assert "开门迟了" in walk.text
    await press(walk, "2")
    assert "营业中" in walk.text


async def test_the_doors_show_what_they_bring_and_open_with_enter(walk: Ui) -> None:
    """OPN-34, law 3: the second key is another one."""
    await finish(walk)
    await go(walk, "OPN-34")
    await press(walk, "space")
    assert "记下后门就算开了" in walk.text
    assert "无受限业务" in walk.text
    await press(walk, "space", "space")
    assert line(walk, "OPN-34").mark is not Mark.DONE
    await press(walk, "backspace", "enter")
    assert line(walk, "OPN-34").mark is not Mark.DONE, "the mark was cleared"
    await press(walk, "space", "enter")
    assert line(walk, "OPN-34").mark is Mark.DONE
    assert "营业中" in walk.text


async def test_after_an_interruption_the_last_two_lines_are_looked_at_again(walk: Ui) -> None:
    """N8."""
    await walk.press("1")
    await finish(walk, "OPN-02", "OPN-03")
    walk.later(7 * 60_000)
    await walk.press("f2", "f3")
    assert "中断 7 分前" in walk.text
    assert ">[x] OPN-03" in walk.text
    await walk.press("space")
    assert ">[x] OPN-02" in walk.text
    await walk.press("space")
    assert "中断" not in walk.text
    assert ">[ ] OPN-04" in walk.text


async def test_a_line_left_open_on_screen_for_long_is_still_answered_by_its_own_key(walk: Ui) -> None:
    """N8: Space belongs to the line at the cursor, so Tab is told as the way to what is looked at again."""
    await walk.press("1")
    await walk.tick(7 * 60_000)
    assert ">[ ] OPN-02" in walk.text
    assert "按 Tab 去看" in walk.text
    assert "仍属实按 Space" not in walk.text
    await walk.press("tab")
    assert ">[x] OPN-01" in walk.text
    assert "仍属实按 Space" in walk.text


async def test_every_key_that_is_not_understood_is_answered_in_words(walk: Ui) -> None:
    for key in ("9", "space", "x"):
        walk.app.say(type(page(walk).TITLE_TEXT)("-", "-"))
        await walk.press(key)
        status = walk.text.splitlines()[-3]
        assert status.strip() not in ("", "-"), key


async def test_the_help_key_explains_the_line_at_the_cursor_with_its_source(walk: Ui) -> None:
    await go(walk, "OPN-09")
    asked = page(walk).focus_help()
    assert asked.title.zh.startswith("OPN-09")
    assert asked.source
