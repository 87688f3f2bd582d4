"""The first line in a narrow window: nobody's name and no state is cut, whatever goes on."""

from __future__ import annotations

from tests.ui.kit import Ui


def first(ui: Ui) -> str:
    """The header as it stands on the screen."""
    return ui.text.splitlines()[0]


async def test_while_an_emergency_goes_on_the_person_and_the_state_stay_whole(shift: Ui) -> None:
    await shift.press("ctrl+l")
    assert "王敏 8012 | before opening" in first(shift)
    await shift.press("f9", "1")
    shift.later(1_000)
    await shift.press("space")
    line = first(shift)
    assert "!Power outage" in line
    assert "| 王敏 " in line
    assert "| before opening " in line
    assert ".. |" not in line.partition("王敏")[2]
    assert line.endswith("[F9 ALERT]")


async def test_in_chinese_there_is_room_for_the_number_too(shift: Ui) -> None:
    await shift.press("f9", "1")
    shift.later(1_000)
    await shift.press("space")
    assert "| 王敏 8012 | 营业前 " in first(shift)
