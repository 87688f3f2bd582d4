"""PINs for one use: handed out by the wizard or to all at once, never good for a signature (R2, OPN-02)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dutyterm.desk import people
from dutyterm.desk.house import open_house
from dutyterm.hall.credentials import CHEAP
from dutyterm.journal.disk import NoSyncDisk
from dutyterm.options import Options
from dutyterm.tui.screens.pin_slips import PinSlipsPage
from tests.ui.kit import MANAGER, SECOND, Ui, running
from tests.ui.test_wizard import SCRIPT
from tests.ui.walk_kit import begin, finish, go, line, press

OWN = "730592"


@pytest.fixture(autouse=True)
def _cheap_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "COST", CHEAP)


def slips(ui: Ui) -> dict[str, str]:
    """What is shown: PIN by name."""
    page = ui.app.screen
    assert isinstance(page, PinSlipsPage), ui.text
    return {one.person.name: one.pin for one in page.slips}


async def _one_use(ui: Ui, digit: str, pin: str) -> None:
    """The hall manager gives this person a PIN for one use, while somebody else is at the keyboard."""
    who, hall = ui.session.who, ui.session.hall
    ui.session.who = hall.roster[0]
    await people.reset_pin(ui.session, hall.roster[int(digit) - 1].id, pin)
    ui.session.who = who


async def _sheet(ui: Ui) -> None:
    """The signing sheet of OPN-02, signed by the first."""
    await begin(ui)
    await finish(ui, "OPN-01")
    await go(ui, "OPN-02")
    await press(ui, "space", "space")


async def test_the_wizard_hands_everybody_a_pin_for_one_use(tmp_path: Path) -> None:
    async with running(tmp_path / "data") as ui:
        await ui.press(*SCRIPT, "1", "enter")
        shown = slips(ui)
        assert set(shown) == {p.name for p in ui.session.hall.roster[1:]}
        assert all(pin in ui.text for pin in shown.values()), ui.text
        await ui.press("escape")
        assert ui.page == "PinSlipsPage", "what is shown once is not left by one key"
        await ui.press("1")
        assert ui.page == "BoardPage"
        known = ui.session.hall.credentials
        assert all(known[p.id].must_change for p in ui.session.hall.roster[1:])


async def test_the_slips_are_written_to_be_printed_and_gone_a_day_later(tmp_path: Path) -> None:
    root = tmp_path / "data"
    async with running(root) as ui:
        await ui.press(*SCRIPT, "1", "enter", "2")
        shown, file = slips(ui), root / "pin-slips.txt"
        assert "pin-slips.txt" in ui.text
        text = file.read_text("utf-8")
        assert all(f"{name}" in text and pin in text for name, pin in shown.items())
        now = ui.clock.now().timestamp()
    for age, left in ((23, True), (25, False)):
        os.utime(file, (now - age * 3600, now - age * 3600))
        async with running(root):
            assert file.exists() is left


async def test_the_hall_manager_gives_all_without_an_own_pin_a_new_one(ui: Ui) -> None:
    await ui.sign_in(MANAGER)
    await ui.app.action_run("people")
    await ui.settle()
    await ui.press("asterisk")
    assert "每个人都有自己的 PIN" in ui.text
    await ui.press("0", *"8201", "enter", "1", "1", "enter", "asterisk")
    assert "给 1 位没有自己 PIN 的人" in ui.text
    await ui.press("1")
    assert list(slips(ui)) == ["营业员1"]
    first = slips(ui)["营业员1"]
    await ui.press("1")
    assert ui.page == "PeoplePage"
    await ui.press("asterisk", "1")
    assert slips(ui)["营业员1"] != first, "a slip that was lost is given anew"


async def test_the_second_person_with_a_pin_for_one_use_chooses_an_own_one_and_that_one_signs(
    shift: Ui,
) -> None:
    await _one_use(shift, SECOND, "482913")
    await _sheet(shift)
    assert "第二人是谁" in shift.text, shift.text
    await press(shift, SECOND, *"482913", "enter")
    assert shift.page == "ChangePin", shift.text
    assert "赵琪: 一次性 PIN 不签名" in shift.text
    assert not line(shift, "OPN-02").finished, "the PIN for one use has not signed"
    await press(shift, *OWN, "enter", *OWN, "enter")
    assert line(shift, "OPN-02").finished, shift.text
    person = shift.session.hall.roster[int(SECOND) - 1]
    assert not shift.session.hall.credentials[person.id].must_change
    assert isinstance(await people.sign_in(shift.session, person.id, OWN), people.Signed)


async def test_who_does_not_choose_an_own_pin_has_not_signed(shift: Ui) -> None:
    await _one_use(shift, SECOND, "482913")
    await _sheet(shift)
    await press(shift, SECOND, *"482913", "enter")
    assert shift.page == "ChangePin", shift.text
    await press(shift, "escape")
    assert "一次性 PIN,不能签名" in shift.text
    assert not line(shift, "OPN-02").finished
    await press(shift, "escape", "space")
    assert "第二人是谁" in shift.text, "the sheet is still there to be signed"


async def test_a_guard_who_may_not_sign_in_becomes_the_second_person_all_the_same(shift: Ui) -> None:
    guard = "9"
    await _one_use(shift, guard, "482913")
    await _sheet(shift)
    await press(shift, guard, *"482913", "enter", *OWN, "enter", *OWN, "enter")
    assert line(shift, "OPN-02").finished, shift.text


async def test_slips_are_no_part_of_a_start_that_only_looks(data: Path) -> None:
    file = data / "pin-slips.txt"
    file.write_text("slips")
    os.utime(file, (0, 0))
    house = await open_house(Options(data, read_only=True), disk=NoSyncDisk())
    assert house.session is not None
    await house.session.close()
    assert file.exists()
