"""The cash pages as they are drawn: six tills and eleven rows at 80x24, both languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from dutyterm.desk.cash import counting, results, tills, transfers
from dutyterm.desk.outcome import Done
from dutyterm.i18n import Lang
from dutyterm.shift.cash.facts import TenderFigures
from dutyterm.shift.cash.results import Report
from tests.ui.cash_kit import CLERK, OTHER, fast, pin, prepared, proofs, to_till
from tests.ui.kit import DUTY, Ui, found, running
from tests.ui.snapshot import matches, widths

Steps = Callable[[Ui], Awaitable[None]]
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("cash") / "hall"
    found(root)
    return root


async def counted(ui: Ui, till: str, clerk: str, *digits: str, **pieces: str) -> None:
    """The till is stopped and counted by these people, through the desk."""
    assert isinstance(await tills.begin_closing(ui.session, till), Done)
    for digit in (clerk, *digits):
        (proof,) = await proofs(ui, digit)
        grid = counting.begin(ui.session, till, f"p{digit}", proof)
        assert isinstance(grid, counting.Grid)
        for row in grid.rows:
            assert counting.take(ui.session, grid, row.id, pieces.get(row.id, "0")) is None
        assert isinstance(await counting.submit(ui.session, grid), Done)


async def _overview(ui: Ui) -> None:
    """One till locked with a short, one in use."""
    await prepared(ui, 2)
    await counted(ui, "01", CLERK, DUTY, y100="12", j5="3")
    two = await proofs(ui, CLERK, DUTY)
    assert isinstance(await tills.lock(ui.session, "01", two), Done)
    report = Report("R1", ui.app.now, 70_600, 0)
    assert isinstance(await results.enter_expected(ui.session, "01", 1, report), Done)
    await ui.settle()


async def _grid(ui: Ui) -> None:
    """The second till is being counted while the first is locked."""
    await _overview(ui)
    await to_till(ui, 2)
    await ui.press("enter", "1")
    await pin(ui, OTHER)
    await fast(ui, "42", "enter")
    await fast(ui, "23", "enter")
    await fast(ui, "50+12")


async def _curtain(ui: Ui) -> None:
    """The first is done, the second is not there yet."""
    await prepared(ui)
    await counted(ui, "01", CLERK, y100="12")
    await to_till(ui, 1)
    await ui.press("enter")


async def _differ(ui: Ui) -> None:
    """Both counts revealed."""
    await prepared(ui)
    await counted(ui, "01", CLERK, y100="12", y10="56")
    (proof,) = await proofs(ui, DUTY)
    grid = counting.begin(ui.session, "01", f"p{DUTY}", proof)
    assert isinstance(grid, counting.Grid)
    for row in grid.rows:
        counting.take(ui.session, grid, row.id, {"y100": "12", "y10": "57"}.get(row.id, "0"))
    assert isinstance(await counting.submit(ui.session, grid), Done)
    await to_till(ui, 1)
    await ui.press("enter")


async def _locking(ui: Ui) -> None:
    """Both counted alike: what came in beside the cash, before the PINs."""
    await prepared(ui)
    await counted(ui, "01", CLERK, DUTY, y100="12", y10="56", j5="3")
    await to_till(ui, 1)
    await ui.press("enter", "2")
    await fast(ui, "860.5", "enter")


async def _keeping(ui: Ui) -> None:
    """What stays and what goes, row by row; the papers of a tender are missing; a drop waits to be taken."""
    await prepared(ui, 2)
    (holder,) = await proofs(ui, OTHER)
    assert isinstance(await transfers.send_drop(ui.session, "02", "D7", 30_000, [holder]), Done)
    await counted(ui, "01", CLERK, DUTY, y100="12", y10="56", j5="3")
    pos = TenderFigures(tender="pos", expected=0, actual=86_050, papers=12, missing=1)
    two = await proofs(ui, CLERK, DUTY)
    assert isinstance(await tills.lock(ui.session, "01", two, tenders=(pos,)), Done)
    named = (TenderFigures(tender="pos", expected=86_050, actual=0),)
    report = Report("R1", ui.app.now, 126_150, 0, named)
    assert isinstance(await results.enter_expected(ui.session, "01", 1, report), Done)
    assert isinstance(await results.decide_even(ui.session, "01", 1, await proofs(ui, CLERK, DUTY)), Done)
    await ui.settle()
    await to_till(ui, 1)
    await ui.press("enter")


SCREENS: dict[str, Steps] = {
    "cash": _overview, "cash-grid": _grid, "cash-curtain": _curtain, "cash-differ": _differ,
    "cash-lock": _locking, "cash-keep": _keeping,
}  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("screen", SCREENS)
async def test_a_cash_page_is_drawn_as_it_was(
    hall: Path, tmp_path: Path, screen: str, lang: Lang, size: str
) -> None:
    import shutil

    data = Path(shutil.copytree(hall, tmp_path / "hall"))
    async with running(data, lang=lang, size=SIZES[size]) as ui:
        await SCREENS[screen](ui)
        assert widths(ui.app) == {SIZES[size][0]}
        doubtful = {c for c in ui.text if unicodedata.east_asian_width(c) == "A"}
        assert not doubtful, "glyphs that some terminals draw wider"
        matches(f"{screen}-{lang}-{size}", ui.steady)
