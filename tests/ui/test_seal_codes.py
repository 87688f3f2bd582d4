"""The seal code again: for managers, that of the last shift only after the next one is open (N5)."""

from __future__ import annotations

import pytest

from dutyterm.desk.outcome import Done
from dutyterm.desk.sealing import Sealed, seal
from dutyterm.desk.shifts import open_shift
from dutyterm.i18n import LANGS, Lang
from dutyterm.model.people import Role
from tests.ui.kit import DUTY, PINS, Ui


async def _seal(ui: Ui) -> Sealed:
    sealed = await seal(ui.session, PINS[DUTY])
    assert isinstance(sealed, Sealed)
    await ui.settle()
    return sealed


@pytest.mark.parametrize("lang", LANGS)
async def test_a_code_is_shown_again_only_when_the_next_shift_was_opened_from_the_paper(
    shift: Ui, lang: Lang
) -> None:
    shift.app.lang = lang
    sealed = await _seal(shift)
    await shift.app.action_run("seal_codes")
    await shift.settle()
    assert shift.page == "SealCodesPage", shift.text
    assert sealed.code not in shift.text, "it is on the paper"
    assert {"zh": "看交接单", "en": "on the slip"}[lang] in shift.text
    await shift.press("escape")
    shift.later(60_000)
    assert isinstance(await open_shift(shift.session, seal_code=sealed.code), Done)
    await shift.settle()
    await shift.app.action_run("seal_codes")
    await shift.settle()
    assert sealed.code in shift.text
    assert str(sealed.records) in shift.text
    assert "王敏" in shift.text


async def test_a_clerk_is_told_who_may_see_seal_codes(shift: Ui) -> None:
    shift.session.who = next(p for p in shift.session.hall.roster if p.role is Role.CLERK)
    await shift.app.action_run("seal_codes")
    await shift.settle()
    assert shift.page != "SealCodesPage"
    assert "不能封存本班" in shift.text


async def test_the_menu_finds_them(shift: Ui) -> None:
    await shift.press("slash", *"seals", "enter")
    assert shift.page == "SealCodesPage", shift.text
