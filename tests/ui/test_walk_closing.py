"""The closing, walked on screen to the locked door; then the seal page says what is open (CLS-01..34)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.i18n import LANGS, Lang
from dutyterm.shift import life
from dutyterm.shift.lists.place import run_view
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import Foot, LineView, Mark, RunView
from dutyterm.tui import place
from tests.ui.kit import Ui, running
from tests.ui.walk_script import keys

SCRIPT = Path(__file__).parent / "walk_closing.keys"
PAD = {"space", "enter"}
TO_CLOSING_MS = (10 * 60 + 15) * 60 * 1000
"""From 07:46 to one minute after six."""


def view(ui: Ui) -> RunView:
    """The closing as it stands."""
    found = run_view(ui.session.scene(), "closing-1")
    assert isinstance(found, RunView)
    return found


def line(ui: Ui, item: str) -> LineView:
    """A line of it."""
    found = view(ui).line(item)
    assert found is not None
    return found


async def go(ui: Ui, item: str) -> None:
    """To a line, as the board sends."""
    await ui.press("f2")
    place.send_to(ui.session, "closing", item)
    await ui.press("f3")
    assert f" {item} " in ui.text


@pytest.fixture
async def closing(shift: Ui) -> Ui:
    """Six o'clock; the closing is begun."""
    shift.later(TO_CLOSING_MS)
    await shift.press("f3", "4", "enter")
    assert ">[ ] CLS-01" in shift.text
    return shift


def test_the_script_of_the_closing_needs_no_letter() -> None:
    """N29."""
    assert all(key in PAD or (len(key) == 1 and key in "0123456789") for key in keys(SCRIPT))


@pytest.mark.parametrize("lang", LANGS)
async def test_a_normal_closing_ends_with_closed_doors(data: Path, lang: Lang) -> None:
    async with running(data, lang=lang) as ui:
        await ui.sign_in()
        await ui.open_shift()
        ui.later(TO_CLOSING_MS)
        await ui.press("f3", "4", "enter")
        for key in keys(SCRIPT):
            ui.later(1_000)
            await ui.pilot.press(key)
        await ui.settle()
        assert [v.line.id for v in view(ui).left] == [], ui.text
        assert view(ui).foot is Foot.COMPLETE
        assert life.of(ui.session.shift).closed is not None
        assert ("已关门" if lang == "zh" else "closed") in ui.text.splitlines()[0]


async def test_the_doors_close_when_the_last_customer_has_left(closing: Ui) -> None:
    """CLS-02."""
    await closing.press("0", "enter", "space")
    assert life.of(closing.session.shift).closed is not None
    assert "已关门" in closing.text
    await closing.press("2", "enter")
    assert "阻断" in closing.text, "people are still inside"
    assert line(closing, "CLS-02").mark is not Mark.DONE


async def test_the_wrong_list_at_noon_does_not_close_the_doors_with_one_key(shift: Ui) -> None:
    """CLS-02 cannot be taken back, and no round is asked for after it: hours early it takes a second key."""
    shift.later(4 * 3600 * 1000)
    await shift.press("f3", "4", "enter", "0", "enter", "space")
    assert life.of(shift.session.shift).closed is None
    assert "不能收回" in shift.text
    assert "本厅 18:00 才关" in shift.text
    await shift.press("backspace")
    assert life.of(shift.session.shift).closed is None
    await shift.press("space", "enter")
    assert life.of(shift.session.shift).closed is not None


async def test_everybody_is_asked_about_complaints_by_name(closing: Ui) -> None:
    """CLS-28, R2-10."""
    await go(closing, "CLS-28")
    assert "0/16" in closing.text
    assert "王敏" in closing.text
    await closing.press("1", "3", "enter", "2", "enter", "2", "enter")
    given = {slot: known.value for slot, known in view(closing).run.given.items()}
    assert given[Slot("CLS-28", "p1", "any")] == "none"
    assert given[Slot("CLS-28", "p2", "any")] == "off_duty"
    assert given[Slot("CLS-28", "p3", "any")] == "some"
    assert given[Slot("CLS-28", "p3", "cases")] == 2
    assert line(closing, "CLS-28").mark is Mark.PROGRESS, "everybody, not a few"


async def test_enter_on_the_line_of_the_figures_opens_their_page_and_esc_comes_back(closing: Ui) -> None:
    """CLS-30."""
    await go(closing, "CLS-30")
    assert "Enter 打开当日指标,已填 0/" in closing.text
    await closing.press("enter")
    assert closing.page == "FiguresPage"
    await closing.press("7", "enter", "escape")
    assert "已填 1/" in closing.text
    assert ">[ ] CLS-30" in closing.text
    assert line(closing, "CLS-30").mark is Mark.TODO, "the line itself is answered by a person"


async def test_lines_of_the_time_when_the_pc_is_off_are_never_late(closing: Ui) -> None:
    """Away lines."""
    closing.later(3 * 3600 * 1000)
    await go(closing, "CLS-34")
    row = next(text for text in closing.text.splitlines() if " CLS-34 " in text)
    assert "迟" not in row
    await go(closing, "CLS-31")
    assert any("CLS-31" in text and "迟" in text for text in closing.text.splitlines())


async def test_the_seal_page_names_what_was_left_and_what_was_never_begun(shift: Ui) -> None:
    """S3, N34: told before the PIN, and none of it forbids sealing."""
    shift.later(TO_CLOSING_MS)
    await shift.press("f7")
    assert "营业前检查还没有开始" in shift.text
    assert "营业终了检查还没有开始" in shift.text, "nobody took over at noon, so it falls to this shift"
    await shift.press("f3", "4", "enter", "f7")
    assert "营业前检查还没有开始" in shift.text
    assert "营业终了检查还缺 32 行" in shift.text
