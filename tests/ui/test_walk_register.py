"""The closing line about back-entry as a person sees it while the register is in use (CLS-14)."""

from __future__ import annotations

import pytest

from dutyterm.desk.register import after, taking
from tests.desk.kit import done
from tests.ui.kit import Ui
from tests.ui.test_walk_closing import TO_CLOSING_MS, go, line

CLERK = "p4"


@pytest.fixture
async def closing(shift: Ui) -> Ui:
    """Six o'clock; a question was taken down by hand today, the closing is begun."""
    done(await taking.issue_pages(shift.session, "R1", None, None, CLERK))
    done(await taking.write_entry(shift.session, taking.Wish("consult", CLERK, request="问资费")))
    shift.later(TO_CLOSING_MS)
    await shift.press("f3", "4", "enter")
    return shift


async def test_the_line_says_what_the_register_waits_for_and_takes_no_figure(closing: Ui) -> None:
    await go(closing, "CLS-14")
    assert "空白页" in closing.text
    await closing.press("0")
    assert "登记簿办理" in closing.text
    await closing.press("enter")  # its detail
    assert line(closing, "CLS-14").mark == "todo"
    done(await after.return_pages(closing.session, "R1", 2))
    await closing.settle()
    assert "登记簿 0 笔未补录" in closing.text
