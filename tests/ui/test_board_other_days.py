"""Today on days that are not as usual: a holiday, a half day, a first shift that stays to the evening."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dutyterm.desk import lists, roster
from dutyterm.desk.day import today
from dutyterm.desk.handover import successor
from dutyterm.i18n import LANGS, Text
from dutyterm.model.hours import Span
from dutyterm.shift import board
from dutyterm.shift.day.rows import Stand
from dutyterm.shift.open_items import Item
from dutyterm.tui.views.board import item_row
from dutyterm.tui.views.spans import row_text
from dutyterm.tui.views.step import step_of
from tests.desk import kit as desk
from tests.ui.kit import Ui, running
from tests.ui.test_board_day import at, open_the_hall, plan_row


async def test_a_shift_that_stays_to_the_evening_is_asked_for_the_closing_of_the_hall(ui: Ui) -> None:
    """Two shifts are planned, nobody came for the second: not everything is walked, it falls to the first."""
    await open_the_hall(ui)
    desk.done(await lists.start(ui.session, "patrol"))
    desk.done(await lists.bulk(ui.session, "patrol-1", 9_000))
    await at(ui, "14:03")
    assert "清单都走完了" not in ui.text
    await at(ui, "17:46")
    assert "清单都走完了" not in ui.text
    stands = {e.row.id: e.stand for e in today(ui.session).entries if e.row.list == "closing"}
    assert Stand.LATE in stands.values() or Stand.NOW in stands.values()


def test_where_only_the_next_shift_has_something_left_it_is_time_to_hand_over() -> None:
    mine = plan_row("mine", list=None, unfinished=False)
    theirs = replace(plan_row("theirs", unfinished=False), word=Text("另一班", "other shift"))
    now = board.Now(board.Stage.NOTHING)
    found = step_of(now, (mine, theirs), opening=None, outside=False, only_away=False)
    assert "该交班了" in found.head.zh
    alone = step_of(now, (mine,), opening=None, outside=False, only_away=False)
    assert "清单都走完了" in alone.head.zh


@pytest.mark.parametrize(
    ("hours", "told"), [(None, "今天休息"), (Span(start="08:30", end="12:00"), "今天 08:30-12:00")]
)
async def test_before_a_shift_is_opened_a_holiday_and_a_half_day_are_told(
    data: Path, hours: Span | None, told: str
) -> None:
    async with running(data) as ui:
        await ui.sign_in("1")
        await ui.settle()
        assert "今天" not in ui.text.splitlines()[2], "a day as any other"
        profile = ui.session.hall.profile
        assert profile is not None
        today_ = ui.clock.now().date()
        days = {"closed": (today_,)} if hours is None else {"special": {today_.isoformat(): hours}}
        changed = profile.model_copy(update={"hours": profile.hours.model_copy(update=days)})
        desk.done(await roster.set_profile(ui.session, changed))
        await ui.settle()
        assert told in ui.text
        await ui.open_shift()
        assert ("休息日" if hours is None else "营业前") in ui.text.splitlines()[0]
        assert successor(ui.session) is None


async def test_handing_over_tells_at_which_times_the_fire_round_was_missed(ui: Ui) -> None:
    """WF-10: it is walked every two hours; one that was walked makes the others no less missing."""
    await open_the_hall(ui)
    await at(ui, "11:30")
    desk.done(await lists.start(ui.session, "fire-round"))
    desk.done(await lists.bulk(ui.session, "fire-round-1", 9_000))
    await at(ui, "13:40")
    await ui.press("f7")
    assert "防火安全巡查漏了 09:30" in ui.text
    assert "防火安全巡查还没有开始" not in ui.text


def test_a_line_put_off_on_another_day_tells_which() -> None:
    """Three evenings in a row the hall was not cleared: three rows that are not the same."""
    now = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    title = Text("缓办 清场", "deferred: Clear the hall")
    rows = []
    for days in (2, 1, 0):
        item = Item(f"x#{days}", 3 - days, "away", title, now - timedelta(days=days), "p2")
        waiting = board.Waiting(item, overdue=None, back=False)
        rows.append([row_text(item_row(waiting, now, lang, 50, here=False)).strip() for lang in LANGS])
    assert rows == [
        ["#1 缓办 11-18 清场", "#1 deferred: 11-18 Clear the hall"],
        ["#2 缓办 11-19 清场", "#2 deferred: 11-19 Clear the hall"],
        ["#3 缓办 清场", "#3 deferred: Clear the hall"],
    ]
