"""Audited closures of past shifts: found in the menu by hall manager and auditor (e.3 step 14)."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest

from dutyterm.desk.cash import settling
from dutyterm.desk.cash.proofs import Proof, prove
from dutyterm.desk.outcome import Done
from dutyterm.i18n import Lang
from dutyterm.shift.cash.state import of
from tests.review.kit import seal
from tests.review.test_cash_audits import FIRST, NEXT, audited, shelve, short_till
from tests.shift.cash_world import OTHER
from tests.ui.cash_kit import fast
from tests.ui.kit import DUTY, MANAGER, Ui, found, running
from tests.ui.snapshot import matches, widths
from tests.ui.test_cash_said import bagged
from tests.ui.test_cash_settled import to_row

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
PEOPLE = {"p1": "p2", "p2": "p3", "p3": "p4", "p6": "p5", "p7": "p17"}
"""Whom the people of the rules' tests stand for in the demo hall."""
AUDITOR, AUDITOR_NUMBER, AUDITOR_PIN = "p17", "8151", "318746"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("audits") / "hall"
    found(root)
    return root


@pytest.fixture(scope="module")
def hall(bare: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two tills of one day, both 5 yuan short, were checked on the next."""
    root = Path(shutil.copytree(bare, tmp_path_factory.mktemp("audited") / "hall"))
    world = short_till()
    short_till("02", OTHER, world)
    seal(shelve(root, world, FIRST, PEOPLE), FIRST, {})
    later = world.next_shift()
    audited(later, "01")
    later.wait(minutes=6)
    audited(later, "02", "finding", "录像里少给一位客户 5 元, 已联系")
    seal(shelve(root, later, NEXT, PEOPLE), NEXT, {})
    return root


def copied(hall: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(hall, tmp_path / "hall"))


async def opened(ui: Ui, digit: str = MANAGER) -> None:
    """Somebody signs in and asks for the audits."""
    await ui.sign_in(digit)
    await shown(ui)


async def sign_in_as_auditor(ui: Ui) -> None:
    """The auditor has no digit on the roster: the staff number is typed."""
    await ui.press("0")
    await fast(ui, AUDITOR_NUMBER, "enter")
    await fast(ui, AUDITOR_PIN, "enter")
    await ui.until(lambda: ui.session.who is not None)
    await ui.settle()


async def shown(ui: Ui) -> None:
    await ui.app.action_run("audits")
    await ui.settle()


async def test_what_was_counted_how_far_off_and_who_signed_stand_there_newest_first(
    hall: Path, tmp_path: Path
) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await opened(ui)
        rows = [line for line in ui.text.splitlines() if "2026-11-20 A" in line]
        assert ["02台席 #1" in rows[0], "01台席 #1" in rows[1]] == [True, True]
        assert all("795.00" in line and "-5.00" in line for line in rows)
        assert ["有发现" in rows[0], "相符" in rows[1]] == [True, True]
        assert "许静 稽核: 有发现" in ui.text
        assert "录像里少给一位客户" in ui.text
        assert "清点: 张丽、王敏  结论: 张丽、王敏" in ui.text
        assert "锁定 795.00  复点 795.00 张丽" in ui.text
        await ui.press("down")
        assert "许静 稽核: 相符" in ui.text
        assert "清点: 李娟、王敏" in ui.text


async def test_from_an_audit_to_the_records_of_its_day_and_back(hall: Path, tmp_path: Path) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await opened(ui)
        await ui.press("2")
        assert ui.page == "SearchPage"
        assert "11-20" in ui.text
        assert "资金记录" in ui.text
        await ui.press("escape")
        assert ui.page == "AuditsPage"
        assert any(line.startswith(">2 2026-11-20") for line in ui.text.splitlines())
        await ui.press("9")
        assert ui.page == "AuditsPage", "there is no ninth"
        await ui.press("escape")
        assert ui.page == "BoardPage"


async def test_the_auditor_sees_them_and_a_duty_manager_does_not(hall: Path, tmp_path: Path) -> None:
    async with running(copied(hall, tmp_path)) as ui:
        await opened(ui, DUTY)
        assert ui.page != "AuditsPage"
        assert "看稽核记录" in ui.text
        await ui.app.action_run("sign_out")
        await ui.settle()
        await sign_in_as_auditor(ui)
        await shown(ui)
        assert ui.page == "AuditsPage"
        assert "02台席 #1" in ui.text


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_what_waits_is_told_and_what_was_checked_today_stands_there_at_once(
    bare: Path, tmp_path: Path, lang: Lang
) -> None:
    async with running(copied(bare, tmp_path), lang=lang) as ui:
        await bagged(ui)
        session = ui.session
        manager, session.who = session.who, session.hall.people["p1"]
        await shown(ui)
        assert {"zh": "还有 1 次结账等稽核", "en": "closures that wait for the auditor: 1"}[lang] in ui.text
        assert {"zh": "还没有稽核过的结账", "en": "No closure has been audited yet"}[lang] in ui.text
        await ui.press("enter", "1", "end", "escape")
        session.who = manager
        ui.later(1500)
        own = await prove(session, AUDITOR, AUDITOR_PIN)
        assert isinstance(own, Proof)
        assert isinstance(await settling.audit(session, "01", 1, "agrees", "", [own]), Done)
        session.who = session.hall.people["p1"]
        await shown(ui)
        assert any("1,700.00" in line and "#1" in line for line in ui.text.splitlines())
        assert {"zh": "等稽核", "en": "wait for the auditor"}[lang] not in ui.text


async def test_the_auditor_checks_a_closure_on_f4_and_finds_it_in_the_menu(
    bare: Path, tmp_path: Path
) -> None:
    async with running(copied(bare, tmp_path)) as ui:
        await bagged(ui)
        await ui.app.action_run("sign_out")
        await ui.settle()
        await sign_in_as_auditor(ui)
        await ui.press("f4")
        await to_row(ui, "稽核")
        await ui.press("enter", "1", "2")
        await fast(ui, "扎账单缺一页", "enter")
        ui.later(1500)
        await fast(ui, AUDITOR_PIN, "enter")
        assert not of(ui.session.shift).to_audit, ui.text
        await ui.press("slash", *"audits", "enter")
        assert ui.page == "AuditsPage"
        assert "许静 稽核: 有发现" in ui.text
        assert "扎账单缺一页" in ui.text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_page_is_drawn_as_it_was(hall: Path, tmp_path: Path, lang: Lang, size: str) -> None:
    async with running(copied(hall, tmp_path), lang=lang, size=SIZES[size]) as ui:
        await opened(ui)
        assert widths(ui.app) == {SIZES[size][0]}
        assert not {c for c in ui.text if unicodedata.east_asian_width(c) == "A"}
        matches(f"cash-audits-{lang}-{size}", ui.steady)
