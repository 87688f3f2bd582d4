"""The help under a list: what to do and what if not win over the source; cards have key and name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from dutyterm.i18n import LANGS, Lang, Text
from dutyterm.manual.card_names import spelled
from dutyterm.shift.lists.view import LineView
from dutyterm.tui.views import steps
from dutyterm.tui.views.drawing import Drawing
from dutyterm.tui.views.line_detail import detail_rows
from dutyterm.tui.views.line_help import help_rows
from dutyterm.tui.views.spans import row_text, row_width
from tests.shift.world import World
from tests.ui.kit import Ui
from tests.ui.test_views_lines import drawing
from tests.ui.walk_kit import begin, finish, go, line, press

IF_NOT = {"zh": "不过: ", "en": "If not: "}


def opening(lang: Lang) -> list[tuple[LineView, Drawing]]:
    """Each line of the opening list with how it is drawn."""
    world = World()
    run = world.start()
    cards = world.manual.cards
    lines = world.view(run).lines
    return [(v, replace(drawing(world, run, steps.place_in(v), lang), cards=cards)) for v in lines]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("most", [2, 3, 4, 5])
def test_what_to_do_and_what_if_not_are_never_cut_away(lang: Lang, most: int) -> None:
    for shown, d in opening(lang):
        rows = help_rows(shown, d, most)
        text = [row_text(row) for row in rows]
        assert len(rows) <= most
        assert max(map(row_width, rows)) <= 80
        assert text[0].strip().startswith(shown.line.id)
        assert any(row.strip().startswith(IF_NOT[lang].strip()) for row in text), (shown.line.id, text)


@pytest.mark.parametrize("lang", LANGS)
def test_what_was_cut_says_where_the_rest_is(lang: Lang) -> None:
    for shown, d in opening(lang):
        whole, short = help_rows(shown, d, 50), help_rows(shown, d, 3)
        said = any(" Enter" in row_text(row) for row in short)
        left = [row for row in short if row in whole]
        assert said or left == list(short), shown.line.id


@pytest.mark.parametrize("lang", LANGS)
def test_no_card_is_called_by_its_id_alone(lang: Lang) -> None:
    bare = re.compile(r"(?<![A-Za-z0-9-])(NET|SYS|PWR|FIRE|PEAK|MED|GAS)(?![A-Za-z0-9-])")
    seen = 0
    for shown, d in opening(lang):
        text = " ".join(row_text(row).strip() for row in detail_rows(shown, replace(d, width=2000)))
        for found in bare.finditer(text):
            card = next(card for card in d.cards if card.id == found[1])
            before = f"F9 {card.digit or '0'} {card.title.to(lang)} "
            assert text[: found.start()].endswith(before), (shown.line.id, text)
            seen += 1
    assert seen >= 3


def test_a_card_id_is_spelled_in_running_text_and_never_within_another_id() -> None:
    cards = World().manual.cards
    assert spelled(Text("先走 NET。", "go to NET first"), cards) == Text(
        "先走 F9 3 网络中断 NET。", "go to F9 3 Network outage NET first"
    )
    assert spelled(Text("煤气味按GAS", "gas: GAS"), cards).zh == "煤气味按F9 0 燃气异味 GAS"
    kept = Text("PAT-F1 INTERNET NET-1", "SYSTEM")
    assert spelled(kept, cards) == kept
    named = Text("有：马上转 5 火灾 FIRE。", "Yes: go to 5 FIRE at once.")
    assert spelled(named, cards) == named, "its digit is there already"
    assert spelled(Text("照 MAN 做", "as card MAN"), cards).zh == "照 F9 0 手工受理 MAN 做"


async def test_a_marked_answer_names_the_card_with_its_key(shift: Ui, tmp_path: Path) -> None:
    await begin(shift)
    await finish(shift, "OPN-07", "OPN-08")
    await go(shift, "OPN-09")
    await press(shift, "3")
    assert "应急卡 F9 3 网络中断 NET" in shift.text, shift.text


async def test_who_types_posts_is_told_the_numbers_that_work(shift: Ui) -> None:
    """OPN-29: the tenth person is 0 1 0, and Space is dead; help, refusal and key say the same."""
    await begin(shift)
    await go(shift, "OPN-29")
    assert "010 郑雪" in shift.text
    assert "不隔开" in shift.text
    await shift.press("8", "space")
    assert "不用隔开" in shift.text
    await shift.press("enter")
    assert "Space" not in shift.text.splitlines()[-3]
    assert "第 10 人起按 010" in shift.text
    await shift.press("6", "0", "1", "0", "9", "enter")
    given = line(shift, "OPN-29").slots[0].value
    assert given == ("greeter:p8", "guide:p6", "duty_manager:p10", "guard:p9")


async def test_a_clock_that_is_slow_is_a_figure_below_zero(shift: Ui) -> None:
    """OPN-06: fast is plus, slow is minus, and more than a minute either way is off the norm."""
    await begin(shift)
    await go(shift, "OPN-06")
    await press(shift, "0", "enter", "minus", "7", "5", "enter")
    assert "-75 低于 -60" in shift.text, shift.text
    await press(shift, *["backspace"] * 4, "minus", "5", "enter")
    assert "-5 秒" in shift.text


async def test_no_number_of_things_is_below_zero(shift: Ui) -> None:
    await begin(shift)
    await go(shift, "OPN-06")
    await press(shift, "minus", "3", "enter")
    assert "超出范围" in shift.text
