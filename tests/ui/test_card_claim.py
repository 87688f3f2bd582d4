"""Steps of a card without a name are claimed by whoever did them, once signed in (N31)."""

from __future__ import annotations

from tests.ui.kit import DUTY, Ui
from tests.ui.test_card_walk import run


async def test_after_signing_in_the_card_asks_whose_the_nameless_steps_are(ui: Ui) -> None:
    await ui.press("f9", "1", "space", "space")
    assert "没署名" not in ui.text, "nobody is signed in who could say so"
    await ui.press("enter", "0", "1")
    assert "先登录" in ui.text
    await ui.press("escape", "escape", "escape")
    await ui.sign_in()
    await ui.press("f9", "enter")
    assert "3 条没署名(当时没登录): 是您做的按 Enter 0 1" in ui.text
    await ui.press("enter", "0", "1")
    assert "没署名" not in ui.text
    assert {step.by for step in run(ui).steps.values()} == {f"p{DUTY}"}
    await ui.press("enter", "0", "1")
    assert "都有署名" in ui.text


async def test_it_is_asked_in_english_too(ui: Ui) -> None:
    await ui.press("f9", "1", "space", "escape", "escape")
    await ui.sign_in()
    await ui.press("f9", "enter", "ctrl+l")
    assert "2 without a name (nobody was signed in): yours? Enter 0 1" in ui.text
