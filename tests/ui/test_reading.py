"""After sign-in the changes of the manual are read one by one and confirmed; later is possible (R2-14)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.desk import manuals, people
from dutyterm.i18n import Lang
from tests.desk.kit import done
from tests.desk.test_reading import OWN
from tests.ui.kit import DUTY, MANAGER, PINS, Ui, running
from tests.ui.snapshot import matches, widths

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}

ADDED = (
    'adds_to = "opening"\n' + OWN + '\n[[tighten]]\nid = "OPN-08"\ndue = "T-31"\n'
    '[[tighten.fields]]\nid = "temperature"\nwarn = { min = 18, max = 28 }\n'
)
"""A line of the hall's own, and one that is stricter: two changes."""


async def changed(ui: Ui) -> None:
    """The hall manager has activated the hall's own additions, and nobody is signed in."""
    assert isinstance(await people.sign_in(ui.session, "p1", PINS[MANAGER]), people.Signed)
    done(await manuals.activate_waiting(ui.session))
    people.sign_out(ui.session)
    await ui.settle()


@pytest.fixture
def additions(data: Path) -> Path:
    """A hall whose additions wait for the hall manager."""
    path = data / "additions" / "opening.toml"
    path.parent.mkdir()
    path.write_text(ADDED, "utf-8")
    return data


async def begun(ui: Ui, digit: str = DUTY) -> None:
    if ui.page == "NoticesPage":
        await ui.press("enter")
    await changed(ui)
    await ui.sign_in(digit)


async def test_the_hall_manager_sees_how_much_differs_before_activating_it(additions: Path) -> None:
    """The hall's own additions have no number of their own: 1.3 would replace 1.3."""
    async with running(additions) as ui:
        assert "本厅对手册的增改还没有生效" in ui.text
        await ui.press("enter")
        await ui.sign_in("1")
        await ui.app.action_run("manual")
        await ui.settle()
        assert "与现用的不同 2 处" in ui.text
        assert "照明、空调" in ui.text
        await ui.press("1")
        assert "新手册已启用" in ui.text


async def test_after_signing_in_each_change_is_read_with_space_and_1_confirms_them(additions: Path) -> None:
    async with running(additions) as ui:
        await begun(ui)
        assert ui.page == "ReadingPage"
        assert "已读 0/2" in ui.text
        await ui.press("1")
        assert "还有 2 处没看" in ui.text, "nothing is confirmed that was not read"
        await ui.press("enter")
        assert "已读 0/2" in ui.text, "Enter reads nothing"
        await ui.press("space", "space")
        assert "都看过了" in ui.text
        assert ui.session.hall.read["p2"] != ui.session.hall.manual.content  # type: ignore[union-attr]
        await ui.press("1")
        assert ui.page == "BoardPage"
        assert "已确认手册更新" in ui.text
        assert ui.session.hall.read["p2"] == ui.session.hall.manual.content  # type: ignore[union-attr]
        assert "更新待确认" not in ui.text


async def test_esc_leaves_it_for_later_the_board_reminds_and_what_was_read_stays_read(
    additions: Path,
) -> None:
    async with running(additions) as ui:
        await begun(ui)
        await ui.press("space", "escape")
        assert ui.page == "BoardPage"
        assert "有更新待确认" in ui.text
        await ui.press("end", "enter")
        assert ui.page == "ReadingPage"
        assert "已读 1/2" in ui.text
        await ui.press("space", "1")
        assert ui.page == "BoardPage"
        assert "有更新待确认" not in ui.text
        await ui.app.action_run("reading")
        assert "没有要您确认的手册更新" in ui.text


async def test_a_space_that_is_held_down_reads_only_one_change(additions: Path) -> None:
    async with running(additions) as ui:
        await begun(ui)
        ui.app.guard.window_ms = 120
        await ui.press("space", "space")
        assert "已读 1/2" in ui.text


async def test_the_hall_manager_sees_who_has_not_confirmed(additions: Path) -> None:
    async with running(additions) as ui:
        await begun(ui)
        await ui.press("space", "space", "1")
        await ui.app.action_run("sign_out")
        await ui.settle()
        await ui.sign_in(MANAGER)
        assert ui.page == "ReadingPage"
        await ui.press("escape")
        await ui.app.action_run("people")
        await ui.settle()
        rows = {line.split()[2]: line for line in ui.text.splitlines() if len(line.split()) > 3}
        assert "未阅手册" not in rows["王敏"]
        assert "未阅手册" in rows["赵琪"]
        assert "没有确认" in ui.text
        assert widths(ui.app) == {80}


async def test_nobody_is_asked_in_a_hall_whose_manual_never_changed(ui: Ui) -> None:
    await ui.sign_in()
    assert ui.page == "BoardPage"
    assert "更新待确认" not in ui.text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_page_fits_in_both_languages(additions: Path, lang: Lang, size: str) -> None:
    async with running(additions, lang=lang, size=SIZES[size]) as ui:
        await begun(ui)
        await ui.press("space")
        assert widths(ui.app) == {SIZES[size][0]}
        matches(f"reading-{lang}-{size}", ui.steady)
