"""The walk when things go wrong: a kill, a full disk, bad input, tiny windows, a key held down."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from textual import events

from dutyterm.desk.sealing import seal
from dutyterm.desk.shifts import open_shift
from dutyterm.i18n import LANGS, Lang
from dutyterm.shift.lists.view import Mark
from tests.desk.kit import FaultyDisk
from tests.ui.kit import MORNING, PINS, Ui, running
from tests.ui.snapshot import widths
from tests.ui.test_key_order import worked_off
from tests.ui.walk_kit import begin, finish, go, line, press, view


@pytest.fixture
async def walk(shift: Ui) -> Ui:
    """The opening list is started; the cursor stands on its first line."""
    return await begin(shift)


async def paste(ui: Ui, text: str) -> None:
    ui.app.screen.post_message(events.Paste(text))
    await ui.settle()


async def test_after_a_restart_the_same_line_and_the_half_typed_figure_are_there(data: Path) -> None:
    async with running(data) as first:
        await first.sign_in()
        await first.open_shift()
        await begin(first)
        await press(first, "1")
        await go(first, "OPN-08")
        await first.type("2")
        first.session.drafts.flush()
    async with running(data, at=MORNING.replace(hour=8)) as again:
        if "NoticesPage" in again.page:
            await again.press("escape")
        await again.sign_in()
        await again.press("f3")
        assert "中断" in again.text, "what was done last is looked at again (N8)"
        await again.press("space")
        await go(again, "OPN-08")
        assert "2_" in again.text
        await again.type("4")
        await again.press("enter")
        assert line(again, "OPN-08").mark is Mark.DONE


async def test_a_restart_comes_back_to_the_line_when_nothing_must_be_looked_at(data: Path) -> None:
    async with running(data) as first:
        await first.sign_in()
        await first.open_shift()
        await begin(first)
        await go(first, "OPN-13")
    async with running(data, at=MORNING.replace(minute=47)) as again:
        await again.sign_in()
        await again.press("f3")
        assert ">[ ] OPN-13" in again.text


async def test_a_full_disk_draws_no_tick_keeps_the_text_and_goes_on_after_the_reserve(data: Path) -> None:
    disk = FaultyDisk()
    async with running(data, disk=disk) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await begin(ui)
        await go(ui, "OPN-08")
        await ui.type("24")
        disk.room = 10
        await ui.press("enter")
        assert line(ui, "OPN-08").mark is Mark.TODO
        assert "24_" in ui.text
        assert "未写盘" in ui.text
        await ui.press("enter")
        assert line(ui, "OPN-08").mark is Mark.DONE, ui.text
        assert "[x] OPN-08" in ui.text


async def test_a_disk_that_fails_leaves_a_dialogue_with_its_words(data: Path) -> None:
    disk = FaultyDisk()
    async with running(data, disk=disk) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await begin(ui)
        await go(ui, "OPN-13")
        await ui.press("asterisk", "1", "1", "0", "a", "b")
        disk.fail_write = lambda path: OSError(errno.EIO, "I/O error") if path.suffix == ".duty" else None
        await ui.press("enter")
        assert line(ui, "OPN-13").mark is Mark.TODO
        assert "未写盘" in ui.text
        assert "ab_" in ui.text
        disk.fail_write = lambda _: None
        await ui.press("enter")
        assert line(ui, "OPN-13").mark is Mark.DEFERRED


async def test_ten_thousand_pasted_characters_are_refused_clearly_and_kept(walk: Ui) -> None:
    await go(walk, "OPN-27")
    await press(walk, "space", "0")
    await paste(walk, "晨会" * 5_000 + "\x1b[31m\u202e")
    await walk.press("enter")
    assert line(walk, "OPN-27").mark is Mark.PROGRESS
    assert "太长" in walk.text
    assert len(walk.session.drafts.get("opening-1/OPN-27//topics")) == 10_000


async def test_control_signs_surrogates_emoji_and_marks_of_direction_do_no_harm(walk: Ui) -> None:
    await go(walk, "OPN-27")
    await press(walk, "space", "0")
    await paste(walk, "a\x00\x1b\u202eb\ud83d\n中👍")
    await walk.press("enter")
    found = next(s for s in line(walk, "OPN-27").slots if s.slot.field == "topics")
    assert found.value == "ab 中👍"


async def test_a_paste_into_a_choice_or_a_pin_answers_nothing(walk: Ui) -> None:
    await paste(walk, "1")
    assert line(walk, "OPN-01").mark is Mark.TODO
    await press(walk, "1", "space", "space", "4")
    await paste(walk, "317504")
    assert "*" not in walk.text.splitlines()[-5]
    assert line(walk, "OPN-02").mark is Mark.MARKED


async def test_a_key_that_is_held_down_answers_one_line(walk: Ui) -> None:
    """The guard of screens.md: the same key within 120 ms of a jump."""
    walk.app.guard.window_ms = 120
    await go(walk, "OPN-09")
    await walk.press("1", "1", "1")
    assert line(walk, "OPN-10").mark is Mark.TODO
    assert "太快" in walk.text
    walk.later(500)
    await walk.press("1")
    assert line(walk, "OPN-10").mark is Mark.PROGRESS


@pytest.mark.parametrize(("apart_s", "answered"), [(0.25, Mark.PROGRESS), (0.02, Mark.TODO)])
async def test_on_a_slow_pc_two_presses_are_two_and_a_bounce_is_one(
    walk: Ui, apart_s: float, answered: Mark
) -> None:
    """What counts is when a key was pressed, not how long the one before took to be worked off."""
    await go(walk, "OPN-09")
    walk.app.guard.window_ms = 120
    del walk.app.pressed_ms  # as it is in the program
    for ago_s in (0.5, 0.5 - apart_s):
        key = events.Key("1", "1")
        key.time -= ago_s
        walk.app.post_message(key)
    await worked_off(walk)
    assert line(walk, "OPN-09").mark is Mark.DONE
    assert line(walk, "OPN-10").mark is answered, walk.text


async def test_space_that_is_held_over_a_confirmation_gives_no_time_of_the_next_line(walk: Ui) -> None:
    """A held key repeats for the first time after half a second: then the 120 ms of a jump are long over."""
    walk.app.guard.window_ms = 120
    await go(walk, "OPN-02")
    await walk.press("space")
    for wait in (500, *[33] * 20):
        walk.later(wait)
        await walk.press("space")
    assert not line(walk, "OPN-02").slots[1].signatures, "the time was given, nobody signed"
    assert "太快" in walk.text
    walk.later(800)
    await walk.press("space")
    assert line(walk, "OPN-02").slots[1].signatures


@pytest.mark.parametrize("size", [(40, 10), (60, 15), (100, 30), (120, 40)])
@pytest.mark.parametrize("lang", LANGS)
async def test_at_any_size_the_line_and_what_it_asks_are_seen(
    data: Path, size: tuple[int, int], lang: Lang
) -> None:
    async with running(data, size=size, lang=lang) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await ui.press("f3", "enter")
        await go(ui, "OPN-08")
        await ui.type("2")
        assert "OPN-08" in ui.text
        assert "2_" in ui.text
        assert widths(ui.app) == {size[0]}
        await ui.press("asterisk")
        assert "9" in ui.text
        assert widths(ui.app) == {size[0]}


async def test_a_resize_while_typing_loses_nothing(walk: Ui) -> None:
    await go(walk, "OPN-08")
    await walk.type("2")
    for size in ((40, 10), (120, 40), (80, 24)):
        await walk.pilot.resize_terminal(*size)
        await walk.settle()
        assert "2_" in walk.text


async def test_another_language_keeps_the_place_and_the_text(walk: Ui) -> None:
    await go(walk, "OPN-08")
    await walk.type("2")
    await walk.press("ctrl+l")
    assert "Lights and temperature" in walk.text
    assert "2_" in walk.text


async def test_a_program_that_only_looks_says_why_and_answers_nothing(data: Path) -> None:
    async with running(data) as first:
        await first.sign_in()
        await first.open_shift()
        await begin(first)
    async with running(data, read_only=True) as ui:
        await ui.sign_in()
        await ui.press("f3", "1")
        assert "只读" in ui.text or "不能" in ui.text
        assert line(ui, "OPN-01").mark is Mark.TODO


async def test_a_list_that_is_walked_says_so_and_tab_has_nowhere_to_go(walk: Ui) -> None:
    await finish(walk)
    await go(walk, "OPN-34")
    await press(walk, "space", "enter", "tab")
    assert view(walk).left == ()
    assert "清单完成" in walk.text


async def test_the_board_sends_the_cursor_to_its_line_and_a_new_shift_begins_at_the_top(walk: Ui) -> None:
    await walk.press("f2", "down", "down", "down", "enter")
    assert ">[ ] OPN-01" not in walk.text
    assert ">" in walk.text
    await go(walk, "OPN-13")
    await seal(walk.session, PINS["2"])
    await open_shift(walk.session, lost_reason="lost", seal_code="0")
    await walk.settle()
    await begin(walk)
