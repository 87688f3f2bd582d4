"""What the PC tells is said once, stands in the queue, opens a card by Enter, and can be switched off."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.desk import people, roster
from dutyterm.i18n import Lang
from dutyterm.model.suggests import Source, flag_of
from dutyterm.shift.procedures.suggestions import Sensed
from tests.desk.kit import done
from tests.ui.kit import MANAGER, PINS, Ui, running

MINUTE = 61_000
ON_BATTERY, NO_LINE, NO_GATEWAY = Sensed(on_battery=True), Sensed(link=False), Sensed(gateway=False)


def tells(ui: Ui, sensed: Sensed) -> None:
    """From now on the PC tells this."""
    ui.app.senses = lambda: sensed  # type: ignore[method-assign]
    ui.app.emergencies._senses = lambda: sensed


def status(ui: Ui) -> str:
    """The line above the hints."""
    return ui.text.splitlines()[-3]


async def switched_off(ui: Ui, source: Source) -> None:
    """The hall manager switches one source off."""
    assert isinstance(await people.sign_in(ui.session, "p1", PINS[MANAGER]), people.Signed)
    profile = ui.session.hall.profile
    assert profile is not None
    changed = profile.model_copy(update={"flags": {**profile.flags, flag_of(source): False}})
    done(await roster.set_profile(ui.session, changed))
    people.sign_out(ui.session)
    await ui.settle()


@pytest.mark.parametrize(
    ("sensed", "words", "key"),
    [(ON_BATTERY, "用电池", "F9 1 看停电 PWR"), (NO_GATEWAY, "连不上网关", "F9 3 看")],
)
async def test_what_the_pc_begins_to_tell_is_said_once_on_whatever_page_is_shown(
    shift: Ui, sensed: Sensed, words: str, key: str
) -> None:
    await shift.tick(MINUTE)
    tells(shift, sensed)
    await shift.tick(MINUTE)
    assert words in status(shift)
    assert key in status(shift)
    await shift.press("down")
    await shift.tick(MINUTE)
    assert words not in status(shift), "once is enough"
    tells(shift, Sensed())
    await shift.tick(MINUTE)
    tells(shift, sensed)
    await shift.tick(MINUTE)
    assert words in status(shift), "it came back"
    assert shift.app.emergencies.running(shift.session) == (), "it suggests, it never acts"


async def test_it_comes_into_the_queue_while_the_queue_is_shown(ui: Ui) -> None:
    await ui.press("f9")
    assert "建议" not in ui.text
    tells(ui, NO_LINE)
    await ui.tick(1_000)
    assert "? 建议: 电脑的网线断了" in ui.text
    await ui.press("enter")
    assert "NET" in ui.text
    assert ui.app.emergencies.running(ui.session) == ()


async def test_a_hall_that_has_switched_it_off_is_told_nothing(ui: Ui) -> None:
    await switched_off(ui, "battery")
    tells(ui, ON_BATTERY)
    await ui.tick(MINUTE)
    await ui.tick(MINUTE)
    assert "用电池" not in ui.text
    await ui.press("f9")
    assert "建议" not in ui.text
    tells(ui, NO_LINE)
    await ui.tick(1_000)
    assert "网线断了" in ui.text, "only that one is switched off"


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_each_switch_is_a_line_of_the_hall_page(data: Path, lang: Lang) -> None:
    from dutyterm.model.suggests import SUGGESTS

    async with running(data, lang=lang, size=(80, 60)) as ui:
        await ui.sign_in(MANAGER)
        await ui.app.action_run("hall")
        await ui.settle()
        await ui.press("end")
        assert all(label.to(lang) in ui.text for label in SUGGESTS.values()), ui.text


async def test_nothing_is_said_on_a_locked_screen(shift: Ui) -> None:
    await shift.press("ctrl+k")
    tells(shift, ON_BATTERY)
    await shift.tick(MINUTE)
    assert "用电池" not in shift.text
