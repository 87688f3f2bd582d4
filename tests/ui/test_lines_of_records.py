"""A line that only the records of money answer asks nothing, so it does not unfold into its tills."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.i18n import Lang
from dutyterm.shift.lists.rules import Answer, answer
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import LineView
from dutyterm.tui.views.lines import unfolds
from tests.shift.cash_world import CREW, CashWorld
from tests.shift.world import premises
from tests.ui.cash_kit import prepared
from tests.ui.kit import found, running
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
