"""Differences of cash for the reviewer: a sign test that fires, one that does not, the shifts (N25)."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest

from dutyterm.i18n import Lang
from tests.review.kit import seal, shift
from tests.ui.kit import DUTY, MANAGER, Ui, found, running
from tests.ui.snapshot import matches, widths

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
NEWEST = date(2026, 11, 20)

OFTEN = (-200, -450, -1_000, 150, -300, -500, -50, -800)
"""Seven of eight small differences of one clerk are short: by chance in 9 of 256 cases."""
IN_TURN = (-200, 350, -100, 120, -900, 40, 600)
"""As often over as short."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("history") / "hall"
    found(root)
    for n in range(len(OFTEN)):
        rows = [difference("p4", "01", OFTEN[n])]
        if n < len(IN_TURN):
            rows.append(difference("p5", "02", IN_TURN[n]))
        if n == 0:
            rows += [difference("p6", "03", -12_000), difference("p6", "03", 700, tender="pos")]
        sealed(root, NEWEST - timedelta(days=2 * n), rows)
    return root


def difference(person: str, till: str, fen: int, tender: str = "cash") -> dict[str, object]:
    return {"till": till, "number": 1, "person": person, "tender": tender, "fen": fen, "cause": "change"}


def sealed(root: Path, day: date, rows: list[dict[str, object]]) -> None:
    """A sealed shift of that day, with its records of money and their summary."""
    bodies = [{**row, "rung": "small", "words": "", "told": [], "signed": []} for row in rows]
    path = shift(root, day.isoformat(), [("cash.difference_decided", body, "18:20") for body in bodies])
    seal(path, day.isoformat(), {"cash": {"differences": rows}})


def copied(hall: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(hall, tmp_path / "hall"))


async def opened(ui: Ui, digit: str = MANAGER) -> None:
    """Somebody signs in and asks for the differences."""
    await ui.sign_in(digit)
    await ui.app.action_run("differences")
    await ui.settle()


async def test_small_shortages_that_come_too_often_are_told_and_others_are_not(
    hall: Path, tmp_path: Path
) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await opened(ui)
        often = next(line for line in ui.text.splitlines() if "李娟" in line)
        in_turn = next(line for line in ui.text.splitlines() if "张丽" in line)
        few = next(line for line in ui.text.splitlines() if "孙倩" in line)
        assert "短 7/8  3.6 % 少见" in often
        assert "短 3/7  77.4 %" in in_turn
        assert "少见" not in in_turn
        assert "太少" in few
        assert "另有非现金 1 笔" in ui.text
        assert "9/256(3.6 %)" in "".join(ui.text.split("\n"))  # what the cursor's person means, in words


async def test_over_and_short_stand_side_by_side_and_are_never_netted(hall: Path, tmp_path: Path) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await opened(ui)
        often = next(line for line in ui.text.splitlines() if "李娟" in line)
        assert "7   -33.00" in often
        assert "1   1.50" in often


async def test_a_digit_leads_to_the_shifts_behind_a_figure_and_to_their_records(
    hall: Path, tmp_path: Path
) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await opened(ui)
        await ui.press("2")  # the second sum
        assert "张丽: 7 笔差额" in ui.text
        assert "2026-11-20 A" in ui.text
        await ui.press("2")  # the second shift of that sum
        assert ui.page == "SearchPage"
        assert "11-18" in ui.text
        assert "长短款结论" in ui.text
        assert "资金记录" in ui.text
        await ui.press("escape")
        assert "张丽: 7 笔差额" in ui.text
        await ui.press("escape", "escape")
        assert ui.page == "BoardPage"


async def test_only_who_may_review_sees_the_differences(hall: Path, tmp_path: Path) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await opened(ui, DUTY)
        assert ui.page != "CashHistoryPage"
        assert "审阅" in ui.text
        assert "-33.00" not in ui.text


@pytest.fixture
def new_hall(tmp_path: Path) -> Path:
    found(tmp_path / "new")
    return tmp_path / "new"


async def test_a_hall_without_differences_says_so(new_hall: Path) -> None:
    async with running(new_hall, lang="en") as ui:
        await opened(ui)
        assert "No difference of cash" in ui.text
        await ui.press("enter", "1", "down", "end")
        assert ui.page == "CashHistoryPage"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("screen", ["cash-history", "cash-history-person"])
async def test_the_page_is_drawn_as_it_was(
    hall: Path, tmp_path: Path, screen: str, lang: Lang, size: str
) -> None:
    async with running(copied(hall, tmp_path), lang=lang, size=SIZES[size]) as ui:
        await opened(ui)
        if screen.endswith("person"):
            await ui.press("enter")
        assert widths(ui.app) == {SIZES[size][0]}
        assert not {c for c in ui.text if unicodedata.east_asian_width(c) == "A"}
        matches(f"{screen}-{lang}-{size}", ui.steady)
