"""Search: words in every shift, filters by digit, one hit in whole, and it can be stopped (R2-17)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Event

import pytest

from dutyterm.desk import find, items, log, people, shifts
from dutyterm.i18n import Lang
from dutyterm.journal.disk import NoSyncDisk
from dutyterm.model.typed_span import Days, preset
from dutyterm.shift import entries
from dutyterm.tui.screens.search import SearchPage
from dutyterm.tui.widgets.text_input import TextInput
from tests.desk.kit import done
from tests.ui.kit import PINS, Ui, running
from tests.ui.snapshot import matches, widths

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}


async def looked(ui: Ui) -> SearchPage:
    """The page when the search has come to its end, in whatever thread it runs."""
    page = next(s for s in ui.app.screen_stack if isinstance(s, SearchPage))
    await ui.settle()
    assert not page.running
    return page


async def written(ui: Ui) -> None:
    """A shift with an open item and two notes."""
    await ui.sign_in()
    await ui.open_shift()
    done(await items.note(ui.session, "冷气机滴水,等厂家回电"))
    category = ui.session.manual.log.categories[0].id
    done(await log.write(ui.session, entries.Draft(category, "厂家来电,周一上门")))
    done(await log.write(ui.session, entries.Draft(category, "the Lift company called")))


async def search_for(ui: Ui, words: str) -> SearchPage:
    await ui.press("slash", "8", *words, "enter")
    return await looked(ui)


async def test_words_are_found_newest_first_in_their_context(ui: Ui) -> None:
    await written(ui)
    page = await search_for(ui, "厂家")
    assert page.answer is not None
    assert [line.context.zh for line in page.answer.lines] == ["厂家来电,周一上门", "冷气机滴水,等厂家回电"]
    assert "2 条,新的在前" in ui.text
    assert "2026-11-22" not in ui.text, "the list is short; the detail tells the shift"


async def test_a_hit_opens_in_whole_with_its_shift_and_esc_goes_back_step_by_step(ui: Ui) -> None:
    await written(ui)
    await search_for(ui, "lift")
    await ui.press("enter")
    assert "班次 2026-11-22-a" in ui.text
    assert "the Lift company called" in ui.text
    await ui.press("escape")
    assert "1 条,新的在前" in ui.text
    await ui.press("escape")
    assert ui.page == "BoardPage"


async def test_a_digit_narrows_by_kind_and_0_takes_it_off_again(ui: Ui) -> None:
    await written(ui)
    page = await search_for(ui, "厂家")
    await ui.press("2", "2")
    await looked(ui)
    assert page.answer is not None
    assert [line.kind.zh for line in page.answer.lines] == ["未结事项"]
    await ui.press("2", "0")
    await looked(ui)
    assert len(page.answer.lines) == 2


async def test_a_person_is_picked_by_the_roster_digit(ui: Ui) -> None:
    await written(ui)
    page = await search_for(ui, "厂家")
    await ui.press("3", "3")
    await looked(ui)
    assert page.answer is not None
    assert page.answer.lines == ()
    assert "没有找到" in ui.text
    await ui.press("3", "1", "2")
    await looked(ui)
    assert len(page.answer.lines) == 2


async def test_without_words_the_state_lists_what_is_still_open(ui: Ui) -> None:
    await written(ui)
    page = await search_for(ui, "")
    await ui.press("4", "1")
    await looked(ui)
    assert page.answer is not None
    assert [line.context.zh for line in page.answer.lines][0].endswith("冷气机滴水,等厂家回电")
    assert {line.kind.zh for line in page.answer.lines} == {"未结事项"}


async def test_the_words_are_there_again_when_the_page_is_opened_again(ui: Ui) -> None:
    await written(ui)
    await search_for(ui, "lift")
    await ui.press("escape", "slash", "8")
    assert "lift" in ui.text
    await ui.press("f9")
    assert ui.page == "EmergencyPage"
    await ui.press("escape")
    assert ui.page == "SearchPage"


async def test_the_first_key_replaces_words_that_were_looked_for_and_continues_others(ui: Ui) -> None:
    await written(ui)
    await search_for(ui, "lift")
    await ui.press("escape", "slash", "8", "x")
    page = ui.app.screen
    assert isinstance(page, SearchPage)
    assert page.query_one("#words", TextInput).value == "x"
    await ui.press("y", "escape", "slash", "8", "z")  # xy was not looked for
    page = ui.app.screen
    assert isinstance(page, SearchPage)
    assert page.query_one("#words", TextInput).value == "xyz"


async def test_entries_that_are_not_for_everybody_are_found_only_by_whom_they_are_for(ui: Ui) -> None:
    await written(ui)
    log_of = ui.session.manual.log
    category = log_of.categories[0]
    only = category.model_copy(update={"only": ("hall_manager",)})
    told = log_of.model_copy(update={"categories": (only, *log_of.categories[1:])})
    ui.session.manual = ui.session.manual.model_copy(update={"log": told})
    assert category.id in find.query_of(ui.session, find.Asked("lift")).hidden
    answer = await find.find(ui.session, find.Asked("lift"), Event())
    assert answer.lines == ()
    assert isinstance(await people.sign_in(ui.session, "p1", PINS["1"]), people.Signed)
    answer = await find.find(ui.session, find.Asked("lift"), Event())
    assert len(answer.lines) == 1


async def test_dates_count_in_whole_days_of_the_hall(ui: Ui) -> None:
    await written(ui)
    query = find.query_of(ui.session, find.Asked(days=preset("week", ui.clock.now().date())))
    assert query.since is not None
    assert query.until is not None
    assert query.since.isoformat() == "2026-11-16T00:00:00+08:00"
    assert query.until.isoformat() == "2026-11-23T00:00:00+08:00"
    assert find.query_of(ui.session, find.Asked()).since is None
    assert find.query_of(ui.session, find.Asked(days=Days(last=date.max))).until is None


def count(page: SearchPage) -> int:
    """How many hits are listed."""
    assert page.answer is not None
    return len(page.answer.lines)


async def test_dates_are_picked_by_digit_or_typed_from_and_to(ui: Ui) -> None:
    await written(ui)
    page = await search_for(ui, "厂家")
    await ui.press("1", "1")
    await looked(ui)
    assert count(page) == 2
    assert "日期: 11-22" in ui.text
    await ui.press("1", "0")
    await ui.type("1101 1121")
    await ui.press("enter")
    await looked(ui)
    assert "日期: 11-01..11-21" in ui.text
    assert count(page) == 0
    await ui.press("1", "4")
    await looked(ui)
    assert "日期: 10-01..10-31" in ui.text
    await ui.press("1", "6")
    await looked(ui)
    assert "日期: 全部" in ui.text
    assert count(page) == 2


async def test_a_span_that_is_none_is_refused_and_stays_typed(ui: Ui) -> None:
    await written(ui)
    await search_for(ui, "厂家")
    await ui.press("1", "0", *"1332", "enter")
    assert "不是日期" in ui.text
    assert "1332" in ui.text
    await ui.press("escape")
    assert "日期: 全部" in ui.text


# --- while it runs -------------------------------------------------------------------------------------


class SlowDisk(NoSyncDisk):
    """A disk on which shift files take until somebody lets them go."""

    def __init__(self) -> None:
        super().__init__()
        self.slow = False
        self.reading, self.go_on = Event(), Event()

    def read(self, path: Path, limit: int | None = None) -> bytes:
        if self.slow and "shifts" in path.parts:
            self.reading.set()
            self.go_on.wait()
        return super().read(path, limit)


async def test_the_screen_lives_while_it_looks_and_esc_stops_it(data: Path) -> None:
    disk = SlowDisk()
    async with running(data, disk=disk) as ui:
        await written(ui)
        disk.slow = True
        await ui.press("slash", "8", *"lift")
        try:
            await ui.pilot.press("enter")
            await ui.until(disk.reading.is_set)
            await ui.until(lambda: "正在找..." in ui.text)
            await ui.pilot.press("ctrl+l")
            await ui.until(lambda: "searching..." in ui.text)
            await ui.pilot.press("ctrl+l", "escape")
            await ui.until(lambda: "正在停下" in ui.text)
            assert ui.page == "SearchPage"
        finally:
            disk.go_on.set()
        page = await looked(ui)
        assert page.answer is not None or "已停下" in ui.text
        await ui.press("escape")
        assert ui.page == "BoardPage"


async def test_a_stopped_search_reads_no_further_file(ui: Ui) -> None:
    await written(ui)
    stop = Event()
    stop.set()
    with pytest.raises(find.Stopped):
        await find.find(ui.session, find.Asked("lift"), stop)


async def test_a_folder_that_cannot_be_read_is_said(ui: Ui, monkeypatch: pytest.MonkeyPatch) -> None:
    await written(ui)

    def broken(_path: Path) -> list[str]:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(ui.session.disk, "list", broken)
    await search_for(ui, "lift")
    assert "数据目录读不了" in ui.text


# --- frames --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_hits_and_one_hit_are_drawn_as_kept(data: Path, lang: Lang, size: str) -> None:
    async with running(data, lang=lang, size=SIZES[size]) as ui:
        await written(ui)
        await search_for(ui, "厂家")
        assert widths(ui.app) == {SIZES[size][0]}
        matches(f"search-{lang}-{size}", ui.steady)
        await ui.press("enter")
        assert widths(ui.app) == {SIZES[size][0]}
        matches(f"search-hit-{lang}-{size}", ui.steady)


async def test_an_entry_of_a_sealed_shift_is_corrected_from_where_it_was_found(ui: Ui) -> None:
    """3g: the sealed shift stays as it is; the correction stands in the open one and names the entry."""
    await written(ui)
    await ui.press("f7", "asterisk", "1", "1", *PINS["2"], "enter")
    before = ui.session.past.previous
    assert before is not None
    done(await shifts.open_shift(ui.session, seal_code=before.code))
    await ui.press("f2")
    page = await search_for(ui, "周一")
    await ui.press("enter", "enter", "2")
    assert "那一班已封存" in ui.text
    assert "周一上门" in ui.text, "the old words stand in the field"
    await ui.press(*["backspace"] * 4, *"周二来", "enter")
    (ref, told), *more = entries.of(ui.session.shift).followed.items()
    assert more == []
    assert page.detail is not None
    assert ref == page.detail.ref
    assert [(later.text, later.reason) for later in told] == [("厂家来电,周二来", "slip")]
    assert "厂家来电,周一上门" in ui.text
    assert "更正(写错)" in ui.text
    assert page.detail.words == "厂家来电,周一上门"


async def test_an_entry_of_the_open_shift_is_added_to_from_where_it_was_found(ui: Ui) -> None:
    await written(ui)
    await search_for(ui, "周一")
    await ui.press("enter", "enter", "1", *"已确认", "enter")
    (entry,) = [e for e in entries.of(ui.session.shift).by_id.values() if e.additions]
    assert entry.additions[0].text == "已确认"
    assert "补记" in ui.text
    assert "已确认" in ui.text


async def test_what_is_no_entry_is_only_looked_at(ui: Ui) -> None:
    await written(ui)
    await search_for(ui, "滴水")
    await ui.press("enter", "enter")
    assert ui.page == "SearchPage"
    assert "补记" not in ui.text.splitlines()[-2]
