"""The one step that the board offers: the list that is walked, what the timetable asks for, or the seal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from dutyterm.i18n import Text
from dutyterm.shift import board
from dutyterm.tui.views.plan import PlanRow
from dutyterm.values import dataclass

Kind = Literal["open", "list", "plan", "wait", "seal", "handover"]


@dataclass(frozen=True)
class Step:
    """What stands at the head of the board."""

    kind: Kind
    """`open` a shift, go on with a `list`, do what the `plan` asks for, `wait` for it, `seal`, or go to the
    `handover` that waits."""
    head: Text
    action: Text
    warning: bool = False
    blocking: int = 0
    """Lines that still hinder opening the doors."""
    list: str | None = None
    run: str | None = None
    line: str | None = None
    row: PlanRow | None = None
    """The row of the timetable, for `plan` and `wait`."""
    refused: bool = False
    """Who is signed in may not take it; `action` says who may."""


def step_of(
    stage: board.Now, rows: Sequence[PlanRow], *, opening: Text | None, outside: bool, only_away: bool
) -> Step:
    """The next step.

    `opening`: what would be opened, without a shift or in one `outside` the plan. `only_away`: what is left
    of the list happens when the PC is off (CLS-32..34), so the shift can be sealed.
    """
    if stage.stage is board.Stage.NO_SHIFT or outside:
        return Step("open", _OUTSIDE if outside else _NO_SHIFT, opening or _OPEN)
    if stage.stage is board.Stage.OTHER_MANUAL:
        return Step("seal", _OTHER_MANUAL, _SEAL, warning=True)
    if stage.stage is board.Stage.NOTHING or only_away or _of_another_shift(stage, rows):
        return _by_plan(rows)
    count = Text(f"{{t}} {stage.done}/{stage.total}", f"{{t}} {stage.done}/{stage.total}")
    words = {board.Stage.START: _START, board.Stage.OPEN_DOORS: _DOORS}.get(stage.stage, _CONTINUE)
    title = stage.title or Text("", "")
    return Step(
        "list",
        count.fill(t=title),
        words.fill(id=stage.line or "", title=stage.line_title or "", list=title),
        blocking=stage.blocking,
        list=stage.list,
        run=stage.run,
        line=stage.line,
    )


def handover_step(*, takes: bool, refused: bool, giver: str, read: int, total: int) -> Step:
    """A handover waits: who takes over reads it, who handed over sees what it waits for."""
    if refused:
        return Step("handover", _REFUSED, _DECIDE, warning=True)
    if not takes:
        return Step("handover", _GIVEN.fill(name=giver), _SEE, warning=True)
    return Step("handover", _TAKE.fill(name=giver, read=read, total=total), _READ, warning=True)


def _of_another_shift(stage: board.Now, rows: Sequence[PlanRow]) -> bool:
    """The list of the morning was walked by the shift before: it is not begun again in the afternoon."""
    own = [row for row in rows if row.list == stage.list]
    return stage.stage is board.Stage.START and bool(own) and not any(row.unfinished for row in own)


def _by_plan(rows: Sequence[PlanRow]) -> Step:
    """What is to be done now, then what somebody has to be reminded of, then what comes next."""
    due = [row for row in rows if row.current]
    now = next((row for row in due if not row.reminds_only), None)
    later = next((row for row in rows if row.unfinished and not row.current), None)
    if now is None and later is None:
        follows = bool(rows) and rows[-1].others
        return Step("seal", _HAND_OVER if follows else _NOTHING, _SEAL)
    row = now or next(iter(due), None)
    if row is not None:
        where = _GO if row.list or row.card or row.page else _TICK if row.ticks else _STAYS
        return Step(
            "plan",
            _named(row),
            where.fill(title=row.title),
            list=row.list,
            run=row.run,
            line=row.line,
            row=row,
        )
    assert later is not None
    return Step(
        "wait",
        _FREE,
        _NEXT.fill(row=_named(later)),
        list=later.list,
        run=later.run,
        line=later.line,
        row=later,
    )


def _named(row: PlanRow) -> Text:
    at = "" if row.due is None else row.due.strftime("%H:%M ")
    word = Text(f",{row.word.zh}", f", {row.word.en}") if row.word.zh else Text("", "")
    return Text(f"{at}{row.title.zh}{word.zh}", f"{at}{row.title.en}{word.en}")


_REFUSED: Final = Text("接班有异议,等厅经理裁定", "Handover refused: the hall manager decides")
_DECIDE: Final = Text("Enter 裁定、改接、收回", "Enter: decide, take over, take back")
_GIVEN: Final = Text("{name} 已交班,尚未接收", "{name} handed over; not yet received")
_SEE: Final = Text("Enter 看交接、换人登录、收回", "Enter: see it, let the next manager sign in, take back")
_TAKE: Final = Text("接班核对: {name} 交班,已读 {read}/{total}", "Handover from {name}: read {read}/{total}")
_READ: Final = Text("Enter 逐条读,再接班", "Enter: read it, then take over")
_NO_SHIFT: Final = Text("还没有开班", "No shift is open")
_OPEN: Final = Text("Enter 开班", "Enter: open a shift")
_OUTSIDE: Final = Text("班外应急班开着,开班时自动封存", "outside hours; sealed by itself when a shift opens")
_NOTHING: Final = Text("清单都走完了", "All lists are walked")
_HAND_OVER: Final = Text("该交班了,后面的归下一班", "Time to hand over; the next shift does the rest")
_OTHER_MANUAL: Final = Text(
    "清单是另一版手册的,请重开程序", "The list belongs to another manual: start again"
)
_SEAL: Final = Text("Enter 交接、封存", "Enter: look over and seal the shift")
_START: Final = Text("Enter 开始: {list}", "Enter: begin {list}")
_CONTINUE: Final = Text("Enter 继续: {id} {title}", "Enter: go on at {id} {title}")
_DOORS: Final = Text("Enter 开门: {id} {title}", "Enter: {id} {title}")
_GO: Final = Text("Enter 去做: {title}", "Enter: go to {title}")
_STAYS: Final = Text("到时间自动过去,不用勾", "passes with its time, nothing to tick")
_TICK: Final = Text("做了按 Space;不勾也自动过去", "Space when it is done; it passes by itself, too")
_FREE: Final = Text("现在没有到点的事", "Nothing is due now")
_NEXT: Final = Text("Enter 提前做: {row}", "Enter: do it early: {row}")
