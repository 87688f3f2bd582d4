"""After the emergency on screen: reports, form, list, figures, drills; keys only (P8, N13)."""

from __future__ import annotations

import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dutyterm.desk import after_action
from dutyterm.desk.cases import case_here
from dutyterm.i18n import Lang
from dutyterm.shift import open_items
from dutyterm.shift.procedures import state
from dutyterm.tui.screens.cases import CasePage, CasesPage
from tests.ui.kit import DUTY, MANAGER, PINS, Ui, running
from tests.ui.snapshot import matches, widths

Steps = Callable[[Ui], Awaitable[None]]
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}


async def worked(ui: Ui, card: str = "PWR", *, drill: bool = False, end: bool = True) -> str:
    """A case through the desk: from its start to its stand-down."""
    emergencies, session = ui.app.emergencies, ui.session
    known = session.manual.card(card)
    assert known is not None
    first = emergencies.before(session, known, ui.app.now, drill=drill)
    assert first is not None
    assert first.current is not None
    step = first.current.step
    answer = step.choices[0].id if step.choices else None
    await emergencies.begin(session, card, ui.app.now, step.no, drill=drill, choice=answer)
    run = tuple(state.of(session.shift).by_id)[-1]
    for _ in range(60 if end else 0):
        view = emergencies.of_card(session, card)
        assert view is not None
        todo = next((one for one in view.steps if one.needed), None)
        if todo is None:
            break
        ui.later(130_000)
        if todo.step.choices:
            await emergencies.decide(session, run, todo.step.no, todo.step.choices[0].id)
        else:
            await emergencies.tick(session, run, todo.step.no)
    if end:
        await emergencies.count(session, run, "people", 12)
        await emergencies.stand_down(session, run)
    await ui.settle()
    return run


def run_of(ui: Ui, run: str) -> state.Run:
    return state.of(ui.session.shift).by_id[run]


async def to_form(ui: Ui) -> None:
    """The form of the case that was stood down last."""
    await ui.press("f9", "pagedown", "5")


async def test_the_whole_form_is_filled_in_and_signed_by_keys_alone(shift: Ui) -> None:
    run = await worked(shift)
    await to_form(shift)
    assert "复盘限 11-25 07:46" in shift.text
    await shift.press("enter", "2")
    await shift.press("enter")
    await shift.type("old")
    await shift.press("enter")
    await shift.press("enter", "2")
    await shift.press("enter")
    await shift.type("new")
    await shift.press("enter")
    await shift.press("plus")
    await shift.type("fuse")
    await shift.press("enter", "4")
    await shift.type("+14")
    await shift.press("enter")
    form = run_of(shift, run).form
    assert form.answers == {"cause": "supply", "why1": "old", "drill": "yes", "conclusion": "new"}
    assert [(a.what, a.owner) for a in form.actions] == [("fuse", "p4")]
    await shift.press("tab", "enter")
    await shift.type(PINS[DUTY])
    await shift.press("enter")
    assert "厅经理" in shift.text, "the duty manager may not sign, and is told who may"
    assert not run_of(shift, run).form.signed


async def test_from_the_open_items_the_hall_manager_opens_and_signs_it(shift: Ui) -> None:
    run = await worked(shift)
    for field, typed in {"cause": "supply", "why1": "x", "drill": "no", "conclusion": "y"}.items():
        await after_action.answer(shift.session, run, field, typed)
    await shift.app.action_run("sign_out")
    await shift.settle()
    await shift.sign_in(MANAGER)
    await shift.app.action_run("items")
    await shift.settle()
    page = shift.app.screen
    (item,) = [i for i in open_items.of(shift.session.shift).open() if i.field == "after_action"]
    page.go_to(item.ref)  # type: ignore[attr-defined]
    await shift.press("enter")
    assert shift.page == "CasePage"
    await shift.press("tab", "enter")
    await shift.type(PINS[MANAGER])
    await shift.press("enter")
    assert run_of(shift, run).form.signed_by == "p1"
    assert "已签" in shift.text
    await shift.press("enter")
    assert "不再改" in shift.text
    await shift.press("escape")
    assert shift.page == "ItemsPage"
    assert "事后总结" not in shift.text


async def test_an_action_is_taken_off_with_the_exception_key(shift: Ui) -> None:
    run = await worked(shift)
    due = shift.app.now.replace(year=2027)
    await after_action.agree(shift.session, run, "fuse", "p4", due)
    await to_form(shift)
    page = shift.app.screen
    assert isinstance(page, CasePage)
    page.at = "action/1"
    await shift.press("asterisk", "1")
    assert "复盘表没有" in shift.text
    await shift.press("5")
    assert run_of(shift, run).form.actions == ()


async def test_space_says_that_a_report_was_handed_in_and_ends_its_timer(shift: Ui) -> None:
    run = await worked(shift, end=False)
    assert "flash" in {t.kind for view in shift.app.emergencies.running(shift.session) for t in view.timers}
    await shift.press("f9", "1", "pageup")
    assert "限 11-22 09:46" in shift.text
    await shift.press("space")
    assert "已上报 07:46" in shift.text
    kinds = {t.kind for view in shift.app.emergencies.running(shift.session) for t in view.timers}
    assert "flash" not in kinds
    assert "follow_up" in kinds
    await shift.press("2", "space", "3", "space", "4", "space")
    assert set(run_of(shift, run).reported) == {"flash", "follow_up", "final"}
    assert "没有要报出的" in shift.text


async def test_while_it_goes_on_the_form_waits(shift: Ui) -> None:
    await worked(shift, end=False)
    await shift.press("f9", "1", "pageup", "5", "enter")
    assert "还没解除" in shift.text


async def test_what_is_shown_becomes_paper_with_one_digit(shift: Ui) -> None:
    await worked(shift, "CFT", drill=True)
    await shift.press("f9", "pagedown", "6")
    (path,) = (shift.data / "paper").glob("flash-*.txt")
    assert "演练" in path.read_text(encoding="utf-8")


async def test_without_sign_in_reports_are_there_and_the_form_is_not_n31(ui: Ui) -> None:
    await worked(ui, "WATER")
    await ui.press("f9", "pagedown")
    assert "速报" in ui.text
    await ui.press("5")
    assert "先登录" in ui.text
    await ui.press("enter", "plus", "asterisk", "6", "1", "space")
    assert ui.page == "CasePage"


async def test_on_a_locked_screen_nobody_is_named(shift: Ui) -> None:
    run = await worked(shift)
    await shift.app.emergencies.give_roles(shift.session, run, "p2", "p4", "p5")
    await shift.press("ctrl+k", "f9", "pagedown", "4")
    assert "王敏" not in shift.text
    await shift.press("5")
    assert "先登录" in shift.text
    assert "停电" in shift.text


async def test_the_menu_leads_to_all_cases_and_enter_opens_one(shift: Ui) -> None:
    real = await worked(shift)
    drill = await worked(shift, "CFT", drill=True)
    await shift.app.action_run("cases")
    await listed(shift)
    (row,) = [line for line in shift.text.splitlines() if "CFT" in line]
    assert "演练" in row
    assert shift.text.index("CFT") < shift.text.index("PWR"), "the newest first"
    await shift.press("down", "enter")
    page = shift.app.screen
    assert isinstance(page, CasePage)
    assert page.case.run.id == real
    await shift.press("escape", "2")
    assert "厅经理" in shift.text, "figures are for who reviews"
    await shift.press("3")
    assert "该多久练一次" in shift.text
    assert "没有练过" in shift.text
    assert drill


async def test_a_case_of_an_earlier_shift_offers_only_what_can_be_done_with_it(shift: Ui) -> None:
    run = await worked(shift)
    known = case_here(shift.app.emergencies, shift.session, run)
    assert known is not None
    await shift.app.push_screen(CasePage(replace(known, here=False), "flash"))
    await shift.settle()
    assert "这是早先班次的" in shift.text
    assert "Space" not in shift.text, "nothing is handed in any more"
    await shift.press("5")
    assert "这是早先班次的" in shift.text
    assert "用 PIN 签名" not in shift.text


async def listed(ui: Ui) -> None:
    """The files are read beside the screen."""
    await ui.settle()
    page = ui.app.screen
    assert isinstance(page, CasesPage)
    assert page.found is not None


async def test_the_board_reminds_of_a_drill_and_walking_it_ends_the_reminder_r5(shift: Ui) -> None:
    assert "该演练: 停电、系统故障、火灾" in shift.text
    await worked(shift, "PWR", drill=True)
    assert "该演练: 系统故障、火灾" in shift.text
    await shift.press("right", "down", "enter")
    assert shift.page == "EmergencyPage"
    assert "演练先按 * 9" in shift.text
    assert "系统故障" in shift.text


WALKED = (
    "today", "lists", "cash", "log", "handover", "items", "messages", "search", "figures", "cases", "away",
    "note", "people", "hall", "seal_codes", "help", "menu", "print", "emergency", "lock",
)  # fmt: skip
"""Everything that the hall manager can open."""


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_drill_is_marked_on_every_screen_n13(data: Path, lang: Lang) -> None:
    word = {"zh": "演练", "en": "DRILL"}[lang]
    async with running(data, lang=lang) as ui:
        await ui.sign_in(MANAGER)
        await ui.open_shift()
        assert word not in ui.text.splitlines()[0]
        await worked(ui, "FIRE", drill=True, end=False)
        for name in WALKED:
            await ui.app.action_run(name)
            await ui.settle()
            assert word in ui.text.splitlines()[0], (name, ui.text)
            if name not in ("lists", "cash", "log", "handover", "items", "messages", "people", "hall"):
                await ui.press("escape")
        await ui.press("f9", "5")
        assert word in ui.text.splitlines()[1], "the card itself says it, too"
        await ui.press("pageup")
        for side in "12345":
            await ui.press(side)
            assert word in ui.text.splitlines()[1], ui.text


async def _flash(ui: Ui) -> None:
    await worked(ui)
    await ui.press("f9", "pagedown")


async def _drill(ui: Ui) -> None:
    await worked(ui, "FIRE", drill=True)
    await ui.press("f9", "pagedown", "3")


async def _course(ui: Ui) -> None:
    await _flash(ui)
    await ui.press("4", "end")


async def _form(ui: Ui) -> None:
    run = await worked(ui)
    await after_action.answer(ui.session, run, "cause", "supply")
    await after_action.answer(ui.session, run, "why1", "总闸老化,一过载就跳")
    await after_action.agree(ui.session, run, "换总闸", "p4", ui.app.now.replace(day=29))
    await to_form(ui)


async def _asked(ui: Ui) -> None:
    await worked(ui)
    await to_form(ui)
    await ui.press("enter")


async def _cases(ui: Ui) -> None:
    await worked(ui)
    await worked(ui, "FIRE", drill=True)
    await worked(ui, "WATER")
    await ui.app.action_run("cases")
    await listed(ui)


async def _figures(ui: Ui) -> None:
    await _cases(ui)
    await ui.press("2")


async def _drills(ui: Ui) -> None:
    await _cases(ui)
    await ui.press("3")


SCREENS: dict[str, Steps] = {
    "case-flash": _flash,
    "case-drill": _drill,
    "case-course": _course,
    "case-form": _form,
    "case-asked": _asked,
    "cases-list": _cases,
    "cases-figures": _figures,
    "cases-drills": _drills,
}


@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", list(SCREENS))
async def test_a_page_is_drawn_as_kept(data: Path, name: str, lang: Lang, size: str) -> None:
    async with running(data, lang=lang, size=SIZES[size]) as ui:
        await ui.sign_in(MANAGER)
        await ui.open_shift()
        await SCREENS[name](ui)
        text = ui.text
        assert not [c for c in text if unicodedata.east_asian_width(c) == "A"], "two cells on some consoles"
        assert all(width <= SIZES[size][0] for width in widths(ui.app))
        matches(f"{name}-{lang}-{size}", ui.steady)
