"""The queue at its peak on the screen: counted with few keys, posts and insist rule in sight (3f.5)."""

from __future__ import annotations

import pytest

from dutyterm.desk.emergencies import Emergencies
from dutyterm.shift import open_items
from tests.ui.kit import Ui
from tests.ui.test_card_walk import run


async def test_the_queue_is_counted_with_few_keys_and_the_level_only_suggested(shift: Ui) -> None:
    await shift.press("f9", "4", "space", *"24", "enter", *"4", "enter", "4")
    assert "预计等候 36 分,建议「红" in shift.text
    assert "坚持人工的照办并记数: 现 0 人" in shift.text
    assert run(shift, "PEAK").step("0").choice is None
    await shift.press("5")
    assert run(shift, "PEAK").step("0").choice == "red"
    assert run(shift, "PEAK").level == 2
    await shift.press("enter", "5", "3", *"7", "enter")
    assert "现 7 人" in shift.text
    await shift.press("enter", "5", "4")
    assert "现 8 人" in shift.text
    await shift.press("enter", "5", "5", *"3", "enter")
    assert run(shift, "PEAK").counts == {"insisted": 8, "abandoned": 3}


async def test_a_normal_peak_is_ended_with_few_keys_and_asks_for_nothing(shift: Ui) -> None:
    await shift.press("f9", "4", "space", *"9", "enter", *"3", "enter", "3", "3")
    assert "四级" in shift.text
    await shift.press("space", "space", "up", "up", "up", "1")  # all is done; the queue is short again
    await shift.press("space", "enter", "9")
    assert shift.app.emergencies.of_card(shift.session, "PEAK") is None, shift.text
    assert open_items.of(shift.session.shift).open() == ()


async def test_the_four_posts_of_diversion_are_on_the_card_held_or_not_opn_29(
    shift: Ui, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shift.press("f9", "4", "space", *"24", "enter", *"4", "enter", "4", "3")
    row = next(line for line in shift.text.splitlines() if "一级 迎宾" in line and "二级" in line)
    assert row.count("--") == 4, "nobody was given a post yet"
    monkeypatch.setattr(Emergencies, "posts", lambda *_: {"greeter": "p8", "guard": "p9"})
    await shift.press("down")
    row = next(line for line in shift.text.splitlines() if "一级 迎宾" in line and "二级" in line)
    assert "吴磊" in row
    assert "陈刚" in row
    assert row.count("--") == 2


async def test_more_people_than_one_and_a_half_times_the_seats_are_orange_also_with_many_tills(
    shift: Ui,
) -> None:
    await shift.press("f9", "4", "space", *"31", "enter", *"40", "enter", "1")
    assert "建议「橙" in shift.text, "20 seats of the hall's profile"


async def test_on_a_locked_screen_nobody_is_named(shift: Ui) -> None:
    await shift.press("ctrl+k", "f9", "4")
    assert "一级 迎宾咨询" not in shift.text
