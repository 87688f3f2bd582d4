"""A line that the records of money answer asks nothing, so it does not unfold into its tills."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.desk.cash import results
from dutyterm.desk.outcome import Done
from dutyterm.i18n import Lang
from dutyterm.shift.lists.rules import Answer, answer
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import LineView, Mark
from dutyterm.tui.views.lines import unfolds
from tests.shift.cash_world import CLERK, CREW, OTHER, CashWorld
from tests.shift.world import premises
from tests.ui.cash_kit import SECOND, prepared, proofs
from tests.ui.kit import DUTY, found, running
from tests.ui.walk_kit import go


def line(world: CashWorld) -> LineView:
    found = world.view("opening-1").line("OPN-20")
    assert found is not None
    return found


def test_it_unfolds_only_where_something_is_typed_into_it_or_was() -> None:
    world = CashWorld(hall=premises(roster=CREW, flags={"cash_records": True}))
    world.start("opening")
    assert unfolds(line(world))
    world.reserve()
    assert line(world).by_records
    assert not unfolds(line(world))
    before = CashWorld(hall=premises(roster=CREW, flags={"cash_records": True}))
    before.start("opening")
    before.do(answer, Answer("opening-1", Slot("OPN-20", "01", "counted"), 50_000))
    before.reserve()
    assert unfolds(line(before))


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    found(tmp_path / "hall")
    return tmp_path / "hall"


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_digit_typed_there_is_answered_with_where_to_go(hall: Path, lang: Lang) -> None:
    async with running(hall, lang=lang) as ui:
        await prepared(ui)
        await ui.press("f3", "enter")
        if lang == "zh":
            assert ">[ ] OPN-01" in ui.text
        await go(ui, "OPN-20")
        before = len(ui.session.records)
        assert {"zh": "已领 1 台,计划 4", "en": "1 tills taken of 4"}[lang] in ui.text
        assert {"zh": "由记录填写 | Enter 详细", "en": "by records | Enter detail"}[lang] in ui.text
        for key in ("5", "space"):
            await ui.press(key)
            assert {"zh": "资金在 F4 办理", "en": "do it on F4"}[lang] in ui.text
        assert len(ui.session.records) == before
        name = {"zh": "01台席", "en": "till 01"}[lang]
        assert any("[x]" in row and name in row and "500.00" in row for row in ui.text.splitlines())
        await ui.press("asterisk")  # it can still be put off
        assert {"zh": "缓办", "en": "defer"}[lang] in ui.text.lower()


def test_one_that_the_records_answered_does_not_unfold_in_a_hall_that_types_these_lines_either() -> None:
    world = CashWorld(hall=premises(roster=CREW, flags={"cash_records": False}))
    world.start("opening")
    world.reserve()
    world.issue("01", CLERK)
    assert unfolds(line(world)), "one of two tills: it can be typed"
    world.issue("02", OTHER)
    assert line(world).mark is Mark.DONE
    assert not unfolds(line(world))


@pytest.fixture
def typing_hall(tmp_path: Path) -> Path:
    found(tmp_path / "hall", cash_records=False)
    return tmp_path / "hall"


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_it_stays_green_whatever_is_typed_there_opn_19(typing_hall: Path, lang: Lang) -> None:
    async with running(typing_hall, lang=lang) as ui:
        await prepared(ui)
        both = await proofs(ui, DUTY, SECOND)
        assert isinstance(await results.seal_safe(ui.session, "Z-1", both), Done)
        assert isinstance(await results.check_safe(ui.session, "Z-1", both), Done)
        await ui.press("f3", "enter")
        await go(ui, "OPN-19")
        before = len(ui.session.records)
        for key in ("1", "5", "space"):
            await ui.press(key)
            assert {"zh": "资金在 F4 办理", "en": "do it on F4"}[lang] in ui.text
        assert len(ui.session.records) == before
        assert any(row.startswith(">[x] OPN-19") for row in ui.text.splitlines())
        await ui.press("asterisk")
        assert {"zh": "改答案 (由记录填写)", "en": "change (by records)"}[lang] in ui.text
