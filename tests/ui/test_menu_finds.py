"""The menu finds more than commands: lines, people, open items, entries, by letters or initials (N28)."""

from __future__ import annotations

from dutyterm.desk import items, log
from dutyterm.shift import entries
from dutyterm.tui.offered import menu_entries
from dutyterm.tui.screens.search import SearchPage
from tests.desk.kit import done
from tests.ui.kit import Ui


async def test_a_line_is_found_by_the_initials_of_its_title_and_opens_in_its_list(shift: Ui) -> None:
    title = shift.session.manual.list("opening")
    assert title is not None
    await shift.press("slash", *"opn-08")
    assert "OPN-08" in shift.text
    await shift.press("enter")
    assert shift.page == "WalkPage"
    assert "营业前检查" in shift.text


async def test_a_person_is_found_by_initials_and_opens_what_that_person_wrote(shift: Ui) -> None:
    await shift.press("slash", *"wm")
    assert "王敏" in shift.text
    await shift.press("enter")
    page = shift.app.screen
    assert isinstance(page, SearchPage), shift.text
    assert "3 人: 王敏" in shift.text
    assert page.answer is not None
    assert {line.who for line in page.answer.lines} == {"王敏"}


async def test_a_name_of_two_words_is_found_with_its_space(shift: Ui) -> None:
    """The entry is called "Cash off"; whoever types it as it stands finds it."""
    await shift.press("ctrl+l", "slash", *"cash", "space", *"off")
    assert "cash off_" in shift.text
    assert "Cash off" in shift.text
    assert "Nothing found" not in shift.text


async def test_the_few_that_have_no_room_beside_their_words_are_scrolled_to(shift: Ui) -> None:
    await shift.pilot.resize_terminal(120, 40)
    await shift.press("slash")
    assert "下面还有 2 项" in shift.text
    assert "长短款历史" in shift.text or "值班经理不能审阅" in shift.text
    await shift.press(*["down"] * len(menu_entries(shift.app)))
    assert "下面还有" not in shift.text
    await shift.press("enter")
    assert shift.page == "LeaveDialog"


async def test_an_open_item_is_found_by_initials_and_opens_among_the_open_items(shift: Ui) -> None:
    done(await items.note(shift.session, "冷气机滴水"))
    await shift.press("slash", *"lqj", "enter")
    assert shift.page == "ItemsPage"
    assert "冷气机滴水" in shift.text


async def test_an_entry_is_found_and_opens_in_whole(shift: Ui) -> None:
    category = shift.session.manual.log.categories[0].id
    done(await log.write(shift.session, entries.Draft(category, "the escalator stopped twice")))
    await shift.press("slash", *"escal", "enter")
    assert shift.page == "NotesPage"
    assert "the escalator stopped twice" in shift.text


async def test_without_a_sign_in_no_name_and_no_entry_is_offered(ui: Ui) -> None:
    await ui.press("slash", *"wm")
    assert "王敏" not in ui.text.split("菜单")[1]
    await ui.press("escape", "slash", *"opn-08")
    assert "没有找到" in ui.text


async def test_every_entry_of_the_menu_is_in_sight_on_the_smallest_usual_screen(shift: Ui) -> None:
    """Those without a number stand side by side; arrows reach each of them, and what it does is told."""
    await shift.press("slash")
    shown = shift.text
    entries = menu_entries(shift.app)
    assert all(command.label.zh in shown for command, _ in entries)
    assert "下面还有" not in shown
    marked = set()
    await shift.press(*["down"] * (sum(bool(c.menu) for c, _ in entries) + 1))
    for _ in entries:
        row = next(line for line in shift.text.splitlines() if ">" in line.partition("|")[2])
        marked.add(row.partition("|")[2].partition(">")[2].split()[0])
        await shift.press("right")
    assert marked >= {command.label.zh for command, _ in entries if not command.menu}


async def test_in_the_menu_up_leads_back_from_the_side_by_side_ones(shift: Ui) -> None:
    await shift.press("slash", *["down"] * 11, "down", "down", "up", "up", "up", "up")
    assert any("> /9" in line or ">/9" in line for line in shift.text.splitlines())
