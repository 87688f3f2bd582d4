"""From nothing to a hall: numbered questions, digits and Enter alone (design 4, N29)."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from dutyterm.desk.settings import read_settings
from dutyterm.shift import entries
from dutyterm.tui.app import RETRY_MS
from dutyterm.tui.screens.founding import demo_place
from tests.ui.kit import Ui, running

PIN = "730592"
SCRIPT = [
    "1",  # set up this hall
    *("1", "enter"),  # name
    *("1", "enter"),  # id
    "1",  # class
    *("1", "enter"),  # hours
    "1",  # closed
    "enter",  # tills
    "enter",  # exits
    "enter",  # fewest people
    "1",  # shifts
    "1",  # crew
    *("1", "enter"),  # manager
    *("1", "enter"),  # staff number
    *(*PIN, "enter"),
    *(*PIN, "enter"),
]
"""The usual answer to every question."""
HANDED_OUT = ["1"]
"""The PINs for one use of the crew were copied."""


def waiting(ui: Ui) -> int:
    """How many notes are not written yet."""
    return len(ui.app.waiting_notes)


@pytest.fixture(autouse=True)
def _cheap_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    from dutyterm.desk import people
    from dutyterm.hall.credentials import CHEAP

    monkeypatch.setattr(people, "COST", CHEAP)


async def test_a_hall_is_set_up_without_a_letter_key(tmp_path: Path) -> None:
    async with running(tmp_path / "data") as ui:
        await ui.press(*SCRIPT)
        assert re.search(r"\d{5}-\d{5}-\d{5}-\d{5}", ui.text)
        await ui.press("enter")
        assert ui.page == "WizardPage", "a second Enter of the PIN does not leave the code unread"
        await ui.press("1", "enter", *HANDED_OUT)
        assert ui.page == "BoardPage"
        assert ui.session.who is not None
        profile = ui.session.hall.profile
        assert profile is not None
        assert len(profile.tills) == 6
    async with running(tmp_path / "data") as again:
        assert again.page == "SignInPage"


async def test_the_language_chosen_during_set_up_is_remembered(tmp_path: Path) -> None:
    async with running(tmp_path / "data") as ui:
        ui.app.options = replace(ui.app.options, lang=None)
        await ui.press("ctrl+l", *SCRIPT, "1", "enter", *HANDED_OUT)
        assert ui.page == "BoardPage"
        assert read_settings(ui.session.layout.settings)["lang"] == "en"


async def test_a_note_from_a_card_during_set_up_is_written_when_the_hall_is_there_n31(tmp_path: Path) -> None:
    async with running(tmp_path / "data") as ui:
        await ui.press("f9", "5", "plus", "0", *"fire", "enter", "space", "escape", "escape")
        assert waiting(ui) == 1
        await ui.press(*SCRIPT, "1", "enter", *HANDED_OUT)
        await ui.tick(RETRY_MS)
        assert waiting(ui) == 0
        (note,) = entries.of(ui.session.shift).newest_first()
        assert (note.text, note.card, note.by) == ("fire", "FIRE", None)
        assert ui.session.outside


async def test_nothing_is_written_before_the_last_answer(tmp_path: Path) -> None:
    async with running(tmp_path / "data") as ui:
        await ui.press(*SCRIPT[:-1])
        assert not (tmp_path / "data" / "hall").exists()
        assert ui.session.hall.profile is None


async def test_esc_goes_one_question_back_and_keeps_the_earlier_answers(tmp_path: Path) -> None:
    async with running(tmp_path / "data") as ui:
        await ui.press("1", "2", "enter", "escape")
        assert "营业厅名称" in ui.text
        await ui.press("escape")
        assert "从哪里开始" in ui.text
        await ui.press("escape")
        assert "从哪里开始" in ui.text


async def test_a_pin_that_is_easy_to_guess_is_refused_and_typed_anew(tmp_path: Path) -> None:
    async with running(tmp_path / "data") as ui:
        await ui.press(*SCRIPT[: -2 * (len(PIN) + 1)], *"123456", "enter")
        assert "太好猜" in ui.text
        await ui.press(*PIN, "enter")
        assert "15/15" in ui.text


async def test_an_answer_that_is_not_offered_is_refused(tmp_path: Path) -> None:
    async with running(tmp_path / "data") as ui:
        await ui.press("7")
        assert "请按 1-2 选择" in ui.text


async def test_names_may_be_typed(tmp_path: Path) -> None:
    async with running(tmp_path / "data") as ui:
        await ui.press("1", *"hall", "enter")
        assert "hall" in ui.text
        assert "3/15" in ui.text


async def test_help_is_about_the_question_that_is_asked(tmp_path: Path) -> None:
    async with running(tmp_path / "data") as ui:
        await ui.press("1", "f1")
        assert ui.page == "HelpPage"
        assert "营业厅名称" in ui.text


async def test_the_demo_hall_opens_with_its_pins_on_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dutyterm.tui.screens import founding

    monkeypatch.setattr(founding, "DEMO_SHIFTS", 1)
    async with running(tmp_path / "data") as ui:
        await ui.press("2")
        assert "593026" in ui.text
        assert demo_place(tmp_path / "data").is_dir()
        await ui.press("enter", "2", *"593026", "enter")
        assert ui.page == "BoardPage"
        assert ui.session.past.previous is not None


async def test_page_keys_say_that_the_hall_comes_first(tmp_path: Path) -> None:
    async with running(tmp_path / "data") as ui:
        await ui.press("f2")
        assert "还没有建厅" in ui.text


@pytest.mark.parametrize("digit", ["4", "9", "0"])
async def test_a_digit_that_is_not_offered_names_no_hall(tmp_path: Path, digit: str) -> None:
    async with running(tmp_path / "data") as ui:
        await ui.press("1", digit, "enter")
        assert "2/15" in ui.text, "the question is still asked"
        assert f"没有第 {digit} 项" in ui.text
        await ui.press("backspace", "3", "enter")
        assert "中心营业厅" in ui.text
        assert "3/15" in ui.text


async def test_what_is_offered_as_a_name_is_kept_in_the_language_of_the_person(tmp_path: Path) -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")
    async with running(tmp_path / "data", lang="en") as ui:
        await ui.press(*SCRIPT, "1", "enter", *HANDED_OUT)
        profile = ui.session.hall.profile
        assert profile is not None
        names = [profile.name, *(p.name for p in ui.session.hall.roster)]
        names += [place.name for place in (*profile.tills, *profile.exits)]
        names += [plan.name for plan in profile.shifts]
        assert not [name for name in names if chinese.search(name)]
        assert not chinese.search(ui.text), ui.text
    async with running(tmp_path / "zh") as ui:
        await ui.press(*SCRIPT, "1", "enter", *HANDED_OUT)
        assert all(chinese.search(p.name) for p in ui.session.hall.roster)
