"""The log on screen: written with digits, masked before it is stored, corrected with the old words kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from dutyterm.i18n import LANGS, Lang
from dutyterm.shift import entries, open_items
from dutyterm.shift.entries import Entry
from dutyterm.tui.screens.notes import EntryForm
from tests.desk.kit import FaultyDisk
from tests.ui.kit import MANAGER, Ui, running
from tests.ui.snapshot import widths

PHONE = "13812345678"


def written(ui: Ui) -> tuple[Entry, ...]:
    return entries.of(ui.session.shift).newest_first()


def raw(ui: Ui) -> str:
    """Every byte that was written of the open shift and the drafts."""
    ui.session.drafts.flush()
    return "".join(
        p.read_text("utf-8", "replace") for p in ui.data.rglob("*") if p.is_file() and p.name != "lock"
    )


async def complaint(ui: Ui) -> Entry:
    await ui.press("plus", "1", "1", "space", "1", "enter")
    return written(ui)[0]


async def test_a_common_entry_takes_at_most_ten_keys_and_no_letter(shift: Ui) -> None:
    """The budget of screens.md."""
    keys = ("plus", "2", "1", "space", "1", "enter")
    assert len(keys) <= 10
    await shift.press(*keys)
    entry = written(shift)[0]
    assert (entry.category, entry.severity) == ("fault", "normal")
    assert entry.text.startswith("叫号机卡纸")
    assert "已记" in shift.text


async def test_a_second_plus_makes_it_a_promise_which_is_no_entry_n33(shift: Ui) -> None:
    await shift.press("plus")
    assert "再按 +" in shift.text
    await shift.press("plus")
    assert shift.page == "ItemsPage"
    await shift.press(*"张先生", "enter", "1", "plus", "1", "enter")
    (item,) = open_items.of(shift.session.shift).open()
    assert item.sort == "promise"
    assert not entries.of(shift.session.shift).by_id


async def test_within_an_entry_a_plus_is_no_promise(shift: Ui) -> None:
    await shift.press("plus", "1", "plus")
    assert shift.page == "EntryForm"
    assert "再按 +" not in shift.text


async def test_what_happened_earlier_is_marked_as_recorded_late(shift: Ui) -> None:
    """S4."""
    await shift.press("plus", "1", "3")
    await shift.type("-25")
    await shift.press("enter", "1", "enter")
    entry = written(shift)[0]
    assert entry.late
    assert entry.severity == "urgent"
    await shift.press("f6")
    assert "迟记" in shift.text
    assert "!!" in shift.text


async def test_ten_minutes_ago_means_before_it_was_typed_not_before_it_was_saved(shift: Ui) -> None:
    await shift.press("plus", "1", "1")
    await shift.type("-10")
    await shift.press("enter")
    typed_at = shift.clock.now()
    shift.later(5 * 60_000)
    await shift.press("1", "enter")
    assert 9 <= (typed_at - written(shift)[0].occurred_at).total_seconds() / 60 <= 11


async def test_a_time_ahead_is_refused_with_words(shift: Ui) -> None:
    await shift.press("plus", "1", "1")
    await shift.type("1200")
    await shift.press("enter")
    assert "还没有到" in shift.text
    assert isinstance(shift.app.screen, EntryForm)


async def test_a_phone_number_is_masked_on_screen_and_never_reaches_the_disk(shift: Ui) -> None:
    """N30."""
    await shift.press("plus", "1", "1", "space", "0")
    await shift.type(PHONE)
    assert "存为: 138****5678" in shift.text
    assert PHONE not in raw(shift)
    await shift.press("enter")
    assert written(shift)[0].text == "138****5678"
    assert PHONE not in raw(shift)


async def test_chinese_signs_stay_as_an_input_method_sends_them(shift: Ui) -> None:
    await shift.press("plus", "1", "1", "space", "0")
    for char in "断，网。、*+/":  # noqa: RUF001
        shift.app.post_message(events.Key("sent_by_an_input_method", char))
        await shift.settle()
    await shift.press("enter")
    assert written(shift)[0].text == "断，网。、*+/"  # noqa: RUF001


async def test_escape_and_a_restart_keep_the_half_written_entry(data: Path) -> None:
    """Law 4: the whole form comes back, also after a kill."""
    async with running(data) as first:
        await first.sign_in()
        await first.open_shift()
        await first.press("plus", "2", "2", "space", "0", "a", "b", "escape")
        assert written(first) == ()
        await first.press("plus")
        assert "ab_" in first.text
        assert "类别: 设备故障" in first.text
        first.session.drafts.flush()
    async with running(data) as again:
        await again.sign_in()
        await again.press("plus")
        assert "ab_" in again.text
        await again.press("enter")
        assert written(again)[0].text == "ab"
        assert written(again)[0].severity == "important"
        await again.press("plus")
        assert "类别?" in again.text, "a saved entry leaves no draft"


async def test_the_emergency_key_gives_the_half_written_entry_back(shift: Ui) -> None:
    await shift.press("plus", "2", "1", "space", "0", "a", "f9", "escape")
    assert "a_" in shift.text


async def test_a_correction_keeps_the_old_words_struck_out_with_the_reason(shift: Ui) -> None:
    """S3."""
    old = (await complaint(shift)).text
    await shift.press("f6", "asterisk", "4", "1", "x", "enter")
    entry = written(shift)[0]
    assert entry.text == old + "x"
    assert [later.text for later in entry.struck] == [old]
    await shift.press("enter")
    assert f"--{old}--" in shift.text
    assert "更正前(划去),写错" in shift.text


async def test_unchanged_words_are_no_correction(shift: Ui) -> None:
    await complaint(shift)
    await shift.press("f6", "asterisk", "4", "1", "enter")
    assert "没有变化" in shift.text
    assert written(shift)[0].struck == ()


async def test_an_addition_stands_below_the_entry(shift: Ui) -> None:
    await complaint(shift)
    await shift.press("f6", "asterisk", "6", "o", "k", "enter")
    assert [later.text for later in written(shift)[0].additions] == ["ok"]
    assert "补1" in shift.text


async def test_the_list_shows_one_category_at_a_time_when_asked(shift: Ui) -> None:
    await complaint(shift)
    await shift.press("plus", "2", "1", "space", "1", "enter", "f6")
    assert "2 条" in shift.text
    await shift.press("right")
    assert "1 条" in shift.text
    assert "叫号机" not in shift.text
    await shift.press("tab")
    assert "叫号机" in shift.text
    await shift.press("tab")
    assert "2 条" in shift.text


async def test_what_only_managers_may_read_is_shown_to_them_alone(data: Path) -> None:
    async with running(data) as ui:
        await ui.sign_in(MANAGER)
        await ui.open_shift()
        await ui.press("plus", "0", "4", "1", "space")
        assert "违纪观察" in ui.text
        await ui.press("1", "enter", "f6")
        assert "违纪观察" in ui.text
        secret = written(ui)[0].text
    async with running(data) as ui:
        await ui.sign_in()
        await ui.press("f6")
        assert secret not in ui.text
        await ui.press("plus", "0", "4")
        assert "只有厅经理可写" in ui.text


async def test_a_full_disk_keeps_the_words_on_screen_and_enter_saves_them_later(data: Path) -> None:
    disk = FaultyDisk()
    async with running(data, disk=disk) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await ui.press("plus", "1", "1", "space", "0", "a", "b")
        disk.room = 10
        await ui.press("enter")
        assert "未写盘" in ui.text
        assert "ab_" in ui.text
        await ui.press("enter")
        assert written(ui)[0].text == "ab", ui.text


async def test_a_long_paste_is_refused_and_kept(shift: Ui) -> None:
    await shift.press("plus", "1", "1", "space", "0")
    shift.app.screen.post_message(events.Paste("长" * 3_000))
    await shift.settle()
    await shift.press("enter")
    assert "太长" in shift.text
    assert isinstance(shift.app.screen, EntryForm)
    assert "长长长" in shift.text


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (120, 40)])
@pytest.mark.parametrize("lang", LANGS)
async def test_form_and_log_fit_every_window(data: Path, size: tuple[int, int], lang: Lang) -> None:
    async with running(data, size=size, lang=lang) as ui:
        await ui.sign_in()
        await ui.open_shift()
        for key in ("plus", "1", "1", "space", "1", "enter", "f6", "asterisk", "escape", "enter"):
            await ui.press(key)
            assert widths(ui.app) == {size[0]}
        assert written(ui) != ()


async def test_the_log_is_empty_until_something_is_written(shift: Ui) -> None:
    await shift.press("f6")
    assert "还没有记录" in shift.text
    await shift.press("asterisk")
    assert "还没有记录" in shift.text
