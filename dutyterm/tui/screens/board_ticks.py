"""Ticking rows of the timetable on the board: Space = now, a time is typed, `*` puts a tick right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dutyterm.desk import timetable
from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed_time import parse_time
from dutyterm.shift.lists import reasons
from dutyterm.tui.dialogs.choose import Choice, Choose
from dutyterm.tui.dialogs.text import TextDialog

if TYPE_CHECKING:
    from dutyterm.tui.screens.board import BoardPage
    from dutyterm.tui.views.plan import PlanRow


async def tick(page: BoardPage, row: PlanRow) -> None:
    """Space: done now."""
    if page.show_outcome(await timetable.done(page.session, row.id)):
        page.update_view()


def ask_time(page: BoardPage, row: PlanRow, first: str) -> None:
    """A digit or `-` begins the time at which it was done."""
    draft = f"timetable/{row.id}"
    page.session.drafts.put(draft, first)
    dialog = TextDialog(
        _WHEN.fill(title=row.title),
        lines=[_HOW],
        draft=draft,
        submit=lambda typed: timetable.done_at(page.session, row.id, typed),
    )
    page.app.push_screen(dialog, lambda typed: _saved(page, typed))


def _saved(page: BoardPage, typed: str | None) -> None:
    if typed is not None:
        page.show_outcome(None)  # what the dialog did is on disk
        page.update_view()


async def put_right(page: BoardPage, row: PlanRow) -> None:
    """`*`: another time, or not done after all; either with a reason."""
    none = None if row.ticked else _NOT_TICKED
    choices = [Choice("time", _OTHER_TIME, none, digit="4"), Choice("back", _BACK, none, digit="5")]
    what = await page.app.push_screen_wait(Choose(row.title, choices))
    if what is None:
        return
    typed: str | None = None
    if what == "time":
        now = page.duty.now

        def check(text: str) -> Refusal | None:
            found = parse_time(text, now)
            return found if isinstance(found, Refusal) else None

        typed = await page.app.push_screen_wait(
            TextDialog(_WHEN.fill(title=row.title), lines=[_HOW], check=check)
        )
        if typed is None:
            return
    reason = await page.app.push_screen_wait(
        Choose(_WHY, [Choice(word, text) for word, text in reasons.CHANGE])
    )
    if reason is None:
        return
    if typed is None:
        outcome = await timetable.undone(page.session, row.id, reason)
    else:
        outcome = await timetable.retimed(page.session, row.id, typed, reason)
    if page.show_outcome(outcome):
        page.update_view()


_WHEN: Final = Text("几点做的: {title}", "Done when: {title}")
_HOW: Final = Text("HHMM,如 0815;-10 = 十分钟前", "HHMM such as 0815; -10 = ten minutes ago")
_OTHER_TIME: Final = Text("改时间", "another time")
_BACK: Final = Text("没有做,撤回", "not done: take it back")
_NOT_TICKED: Final = Text("这一行还没有勾", "this row is not ticked")
_WHY: Final = Text("为什么改?", "Why is it changed?")
