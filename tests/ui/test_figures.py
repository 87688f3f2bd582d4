"""The figures of the day on screen: typed, sampled, or unknown with a reason; never a 0 by default."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.desk import metrics
from dutyterm.desk.cash import settling
from dutyterm.desk.outcome import Done
from dutyterm.i18n import LANGS, Lang
from dutyterm.shift.metrics.figures import Figure
from dutyterm.shift.metrics.rules import Row
from tests.ui.cash_kit import proofs
from tests.ui.kit import DUTY, Ui, running
from tests.ui.test_walk_frames import SIZES, same
from tests.ui.test_walk_rounds import play


def row(ui: Ui, id: str) -> Row:
    """A row of the sheet."""
    return next(row for row in metrics.sheet(ui.session) if row.metric.id == id)


def figure(ui: Ui, id: str) -> Figure | None:
    """What is recorded."""
    known = row(ui, id).recorded
    return None if known is None else known.figure


async def at(ui: Ui, id: str) -> None:
    """The cursor on a figure."""
    n = [row.metric.id for row in metrics.sheet(ui.session)].index(id)
    await ui.press("home", *["down"] * n)


@pytest.fixture
async def sheet(shift: Ui) -> Ui:
    """The page of the figures."""
    await shift.app.action_run("figures")
    await shift.settle()
    assert shift.page == "FiguresPage"
    return shift


async def test_nothing_is_recorded_by_enter_arrows_or_tab_and_nothing_stands_as_nought(sheet: Ui) -> None:
    """Law 2; unknown is never 0."""
    await sheet.press("enter", "down", "tab", "space", "end", "enter")
    assert not any(r.kind == "metric.recorded" for r in sheet.session.records)
    assert " 0 人" not in sheet.text


async def test_a_count_is_typed_and_the_cursor_goes_on(sheet: Ui) -> None:
    await sheet.type("50+12")
    await sheet.press("enter")
    assert figure(sheet, "visitors") == Figure(62)
    assert "[x] 进厅人数" in sheet.text
    assert ">[ ] 取号数" in sheet.text


async def test_what_is_on_record_is_offered_and_taken_with_one_key(sheet: Ui) -> None:
    await at(sheet, "reversals")
    assert "__ 笔" in sheet.text
    done = await settling.review_reversals(sheet.session, 3, (), await proofs(sheet, DUTY))
    assert isinstance(done, Done)
    await sheet.press("up", "down")
    assert "记录 3 笔" in sheet.text
    assert "Space 收下记录里的数: 3 笔" in sheet.text
    assert figure(sheet, "reversals") is None  # nothing records itself
    await sheet.press("space")
    assert figure(sheet, "reversals") == Figure(3)


async def test_an_average_typed_one_by_one_knows_its_samples(sheet: Ui) -> None:
    """An average carries its sample count."""
    await at(sheet, "wait_avg")
    await sheet.type("9+12+7")
    await sheet.press("enter")
    assert figure(sheet, "wait_avg") == Figure(28, 3)
    assert "9.3 分 (3 个样本)" in sheet.text


async def test_an_average_typed_as_a_sum_asks_how_many_and_none_is_refused(sheet: Ui) -> None:
    await at(sheet, "single_avg")
    await sheet.press("7", "enter")
    assert "几个样本" in sheet.text
    await sheet.press("0", "enter")
    assert figure(sheet, "single_avg") is None
    await sheet.press("backspace", "2", "enter")
    assert figure(sheet, "single_avg") == Figure(7, 2)
    assert "[!] 单一业务时长" in sheet.text, "3.5 minutes are beyond 3"
    assert "超限" in sheet.text


async def test_a_share_is_hits_of_how_many_and_more_hits_than_cases_are_refused(sheet: Ui) -> None:
    await at(sheet, "bundle")
    await sheet.press("9", "enter", "8", "enter")
    assert figure(sheet, "bundle") is None
    await sheet.press("backspace", "9", "enter")
    assert figure(sheet, "bundle") == Figure(9, 9)


async def test_no_data_takes_a_reason_digit(sheet: Ui) -> None:
    """CLS-30: 无数据 + 原因."""
    await sheet.press("asterisk", "1")
    assert figure(sheet, "visitors") == Figure(None, None, "no_source")
    assert "无数据: 无数据来源" in sheet.text
    assert "[-] 进厅人数" in sheet.text


async def test_a_correction_takes_a_reason_and_the_old_figure_stays(sheet: Ui) -> None:
    await sheet.press("5", "enter", "up", "7", "enter")
    assert figure(sheet, "visitors") == Figure(5)
    await sheet.press("1", "up")
    assert figure(sheet, "visitors") == Figure(7)
    assert "原为 5 人 (按错、写错)" in sheet.text


async def test_money_is_typed_in_yuan(sheet: Ui) -> None:
    await at(sheet, "reversals_fen")
    await sheet.type("12.5")
    await sheet.press("enter")
    assert figure(sheet, "reversals_fen") == Figure(1250)
    assert "12.50 元" in sheet.text


async def test_esc_keeps_what_is_half_typed_and_goes_back_to_the_page_below(sheet: Ui) -> None:
    """Law 4."""
    await sheet.press("4", "escape")
    assert "4_" in sheet.text
    await sheet.press("escape")
    assert sheet.page == "BoardPage"
    await sheet.app.action_run("figures")
    await sheet.press("2", "enter")
    assert figure(sheet, "visitors") == Figure(42)


async def test_samples_of_the_rounds_are_taken_with_space_never_by_themselves(shift: Ui) -> None:
    """L8."""
    await play(shift, "patrol_samples")
    await shift.app.action_run("figures")
    await shift.settle()
    await at(shift, "wait_avg")
    assert figure(shift, "wait_avg") is None
    assert "抽样 9.0 分 (3 个样本)" in shift.text
    await shift.press("space")
    assert figure(shift, "wait_avg") == Figure(27, 3)


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("lang", LANGS)
async def test_the_figures_are_drawn_as_they_were(data: Path, lang: Lang, size: tuple[int, int]) -> None:
    async with running(data, lang=lang, size=size) as ui:
        await ui.sign_in()
        await ui.open_shift()
        await ui.press("f3")
        same(ui, "lists")
        await ui.press("2", "enter")
        same(ui, "round")
        await ui.press("1")
        same(ui, "round-all-normal")
        await ui.press("enter")
        same(ui, "round-complete")
        await ui.press("escape", "2")
        same(ui, "round-again")
        await ui.app.action_run("figures")
        await ui.type("7")
        await ui.press("enter", "asterisk", "2")
        await at(ui, "wait_avg")
        await ui.type("9+12")
        await ui.press("enter", "up")
        same(ui, "figures")
        await ui.press("9", "enter")
        same(ui, "figures-correction")
