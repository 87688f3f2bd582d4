"""The hall manager keeps people and hall: with digits, on the record, from the next shift on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dutyterm.desk import people, roster
from dutyterm.hall.profile import Profile
from dutyterm.i18n import Lang
from dutyterm.model.people import Role
from dutyterm.shift import life
from tests.desk.kit import done
from tests.ui.kit import MANAGER, PINS, Ui, running
from tests.ui.snapshot import matches, widths
from tests.ui.walk_kit import begin, go


async def _open(ui: Ui, page: str) -> None:
    await ui.sign_in(MANAGER)
    await ui.app.action_run(page)
    await ui.settle()


def _profile(ui: Ui) -> Profile:
    assert ui.session.hall.profile is not None
    return ui.session.hall.profile


async def _at(ui: Ui, label: str) -> None:
    """Put the cursor of the hall's page on a line."""
    from dutyterm.tui.screens.hall import HallPage

    page = ui.app.screen
    assert isinstance(page, HallPage)
    at = next(n for n, line in enumerate(page.lines) if line.label.zh == label)
    await ui.press("home", *["down"] * at)


async def test_somebody_is_added_with_digits_alone(ui: Ui) -> None:
    await _open(ui, "people")
    await ui.press("0", *"8201", "enter", "1", "1", "enter")
    person = ui.session.hall.roster[-1]
    assert (person.number, person.name, person.role) == ("8201", "营业员1", Role.CLERK)
    assert "已写盘" in ui.text
    assert "还没有 PIN" in ui.text


async def test_a_staff_number_of_somebody_else_is_refused_at_once(ui: Ui) -> None:
    await _open(ui, "people")
    await ui.press("0", *"8012", "enter")
    assert "现在属于王敏" in ui.text
    await ui.press("backspace", "3", "enter")
    assert "角色?" in ui.text


async def test_name_number_and_role_are_changed(ui: Ui) -> None:
    await _open(ui, "people")
    await ui.press("4", "1", *"Li Juan", "enter")
    await ui.press("4", "2", *"8199", "enter")
    await ui.press("4", "3", "2")
    person = ui.session.hall.people["p4"]
    assert (person.name, person.number, person.role) == ("Li Juan", "8199", Role.DUTY_MANAGER)


async def test_the_order_of_the_roster_is_the_order_of_the_digits(ui: Ui) -> None:
    await _open(ui, "people")
    await ui.press("4", "4")
    assert [p.id for p in ui.session.hall.roster[:4]] == ["p1", "p2", "p4", "p3"]
    await ui.press("enter", "5")
    assert [p.id for p in ui.session.hall.roster[:4]] == ["p1", "p2", "p3", "p4"]


async def test_who_leaves_is_off_the_roster_and_stays_in_the_records(ui: Ui) -> None:
    await _open(ui, "people")
    await ui.press("4", "7", "2")
    assert ui.session.hall.people["p4"].active
    await ui.press("4", "7", "1")
    assert not ui.session.hall.people["p4"].active


async def test_the_last_hall_manager_cannot_leave(ui: Ui) -> None:
    await _open(ui, "people")
    await ui.press("1", "7", "1")
    assert "唯一的厅经理" in ui.text
    assert ui.session.hall.people["p1"].active


async def test_a_pin_for_one_use_is_given_from_the_roster(ui: Ui) -> None:
    await _open(ui, "people")
    await ui.press("4", "6")
    assert "给 李娟 一个一次性 PIN" in ui.text


async def test_a_running_shift_keeps_the_roster_it_was_opened_with(ui: Ui) -> None:
    await ui.sign_in(MANAGER)
    await ui.open_shift()
    await ui.app.action_run("people")
    await ui.settle()
    await ui.press("4", "7", "1")
    assert "开着的班照旧" in ui.text
    opened = life.of(ui.session.shift).opened
    assert opened is not None
    assert "p4" in [p.id for p in opened.premises.roster]


@pytest.mark.parametrize("page", ["people", "hall"])
async def test_only_the_hall_manager_keeps_people_and_hall(board: Ui, page: str) -> None:
    await board.app.action_run(page)
    await board.settle()
    assert board.page == "BoardPage"
    assert "不能" in board.text


async def test_opening_hours_of_a_weekday_are_typed_or_picked(ui: Ui) -> None:
    await _open(ui, "hall")
    await _at(ui, "周六")
    await ui.press("enter", "0", *"0900", "space", *"1700", "enter")
    saturday = _profile(ui).hours.weekdays[5]
    assert saturday is not None
    assert (saturday.start, saturday.end) == ("09:00", "17:00")
    await ui.press("enter", "1", "enter")
    assert _profile(ui).hours.weekdays[5] is None


async def test_hours_may_be_typed_at_once_without_0_and_without_anything_between(ui: Ui) -> None:
    """A person reads `e.g. 0830 1800` and types; the first digit is that of an option, too."""
    await _open(ui, "hall")
    await _at(ui, "周六")
    await ui.press("enter", *"10001700", "enter")
    saturday = _profile(ui).hours.weekdays[5]
    assert saturday is not None
    assert (saturday.start, saturday.end) == ("10:00", "17:00")
    await ui.press("enter", *"0930", "space", *"1730", "enter")
    saturday = _profile(ui).hours.weekdays[5]
    assert saturday is not None
    assert (saturday.start, saturday.end) == ("09:30", "17:30")


async def test_a_closed_day_stands_in_the_field_as_the_word_that_was_picked(ui: Ui) -> None:
    await _open(ui, "hall")
    await _at(ui, "周六")
    await ui.press("enter", "1")
    assert "休息_" in ui.text
    await ui.app.action_run("language")
    await ui.settle()
    await ui.press("enter")
    assert _profile(ui).hours.weekdays[5] is None


async def test_a_holiday_a_half_day_and_back_to_usual(ui: Ui) -> None:
    await _open(ui, "hall")
    await _at(ui, "加一个日期")
    await ui.press("enter", *"20270101", "enter", "1", "enter")
    assert _profile(ui).hours.closed == (date(2027, 1, 1),)
    await _at(ui, "2027-01-01")
    await ui.press("enter", "0", *"0900", "minus", *"1200", "enter")
    assert _profile(ui).hours.closed == ()
    assert list(_profile(ui).hours.special) == ["2027-01-01"]
    await ui.press("enter", "0", "equals_sign", "enter")
    assert _profile(ui).hours.special == {}


async def test_tills_figures_flags_and_shifts(ui: Ui) -> None:
    await _open(ui, "hall")
    await _at(ui, "台席数")
    await ui.press("enter", "3", "enter")
    profile = _profile(ui)
    assert (len(profile.tills), profile.planned_tills, profile.numbers["cash_tills"]) == (3, 3, 3)
    await _at(ui, "每台席备用金(元)")
    await ui.press("enter", *"300.50", "enter")
    assert _profile(ui).numbers["float_fen"] == 30_050
    await _at(ui, "有纸质发票")
    await ui.press("enter", "1")
    assert _profile(ui).flags["paper_invoices"] is True
    await _at(ui, "每天几班(起止重排)")
    await ui.press("enter", "1")
    assert [s.code for s in _profile(ui).shifts] == ["A"]


async def test_figures_that_contradict_each_other_are_refused_in_place(ui: Ui) -> None:
    await _open(ui, "hall")
    await _at(ui, "最少台席")
    await ui.press("enter", "9", "enter")
    assert "最少台席不超过计划台席" in ui.text
    assert _profile(ui).min_tills == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("page", ["people", "hall"])
async def test_people_and_hall_are_drawn_as_kept(
    data: Path, page: str, lang: Lang, size: tuple[int, int]
) -> None:
    async with running(data, lang=lang, size=size) as ui:
        await _open(ui, page)
        await ui.press("down", "enter")
        assert widths(ui.app) == {size[0]}
        matches(f"{page}-{lang}-{size[0]}x{size[1]}", ui.steady)


async def test_a_figure_that_an_older_hall_lacks_is_named_at_the_line_and_set_on_the_page(ui: Ui) -> None:
    """CLS-15: a limit that names an absent figure neither crashes nor passes silently."""
    numbers = {k: n for k, n in _profile(ui).numbers.items() if k != "kit_items"}
    older = _profile(ui).model_copy(update={"numbers": numbers})
    assert isinstance(await people.sign_in(ui.session, "p1", PINS[MANAGER]), people.Signed)
    done(await roster.set_profile(ui.session, older))
    people.sign_out(ui.session)
    await ui.sign_in()
    await ui.open_shift()
    await begin(ui)
    await go(ui, "OPN-18")
    assert "本厅没设「药箱物品」" in ui.text
    await ui.press("5", "enter")
    assert "没有比对" in ui.text
    assert widths(ui.app) == {80}
    await ui.app.action_run("sign_out")
    await ui.settle()
    await _open(ui, "hall")
    await _at(ui, "药箱物品")
    assert "没设" in ui.text
    await ui.press("enter", *"20", "enter")
    assert _profile(ui).numbers["kit_items"] == 20
    assert "没设,有限额" not in ui.text
