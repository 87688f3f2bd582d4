"""The head row of a round: all that is normal in one act, which is shown before it is done (R3, W2)."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text
from dutyterm.shift.lists.bulk import allowed, covered
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import LineView, Mark, RunView
from dutyterm.tui.views import steps
from dutyterm.tui.views.cells import flow, wrap
from dutyterm.tui.views.drawing import Drawing
from dutyterm.tui.views.spans import Row, Span, row, spread

ALL: Final = Slot("*", "", "")
"""Where the cursor stands when it is on the head row."""


def has_head(view: RunView) -> bool:
    """Does this list have a head row? Never opening and closing."""
    return allowed(view.checklist)


def stands(view: RunView, slot: Slot) -> bool:
    """Is this a place in the run: the head row where there is one, or a line?"""
    return (slot == ALL and has_head(view)) or view.line(slot.item) is not None


def first(view: RunView) -> Slot:
    """Where a walk begins: on the head row of a round, else at the first thing to answer."""
    if has_head(view):
        return ALL
    top = view.lines[0]
    return steps.jump(view, Slot(top.line.id, "", "")) or steps.place_in(top)


def after(view: RunView, here: Slot, goal: Slot | None) -> Slot | None:
    """Where the cursor goes from `here`: after the samples of a round to its head row."""
    line = view.line(here.item)
    if goal is None or line is None or line.line.bulk or not has_head(view):
        return goal
    return ALL if any(v.line.id == goal.item for v in covered(view)) else goal


def to_head(view: RunView, here: Slot, key: str) -> bool:
    """Does this key lead from `here` to the head row?"""
    if not has_head(view) or here == ALL:
        return False
    if key == "home":
        return True
    if key == "pageup":
        return here.item == view.lines[0].line.id
    return key == "up" and steps.row_step(view, here, -1) == here


def from_head(view: RunView, key: str) -> Slot | None:
    """Where an arrow leads from the head row; None when it leads nowhere."""
    to = {"down": 0, "pagedown": 7, "end": len(view.lines) - 1}.get(key)
    return None if to is None else steps.place_in(view.lines[min(to, len(view.lines) - 1)])


def head_line(view: RunView, d: Drawing, *, marked: bool) -> Row:
    """The row itself."""
    here, n = d.place == ALL, len(covered(view))
    sign, tone = ("[=]", "marked") if marked else ("[ ]", "todo") if n else ("[x]", "done")
    left = (
        Span(">" if here else " ", "strong"),
        Span(sign, tone),  # type: ignore[arg-type]
        Span(" " + d.to(TITLE), "strong"),
        Span("  " + d.to(_LEFT.fill(n=n) if n else _NOTHING), "plain" if n else "dim"),
    )
    right = (Span(d.to(_KEYS) + " ", "dim"),) if n and not marked else ()
    return spread(left, right, d.width)


def pane_rows(view: RunView, d: Drawing, *, marked: bool) -> tuple[Row, ...]:
    """What the act would record, line by line by id; marked: that Enter does it."""
    lines = covered(view)
    if not lines:
        return tuple(row(" " + part) for part in wrap(d.to(_DONE), d.width - 2))
    what = _WHAT.fill(n=len(lines))
    rows = [row(" " + part, "marked" if marked else "strong") for part in wrap(d.to(what), d.width - 2)]
    rows += [row("   " + part) for part in flow((v.line.id for v in lines), d.width - 4)]
    open_too = _others(view, lines)
    if open_too:
        rest = _REST.fill(ids=", ".join(open_too))
        rows += [row(" " + part, "dim") for part in wrap(d.to(rest), d.width - 2)]
    if marked:
        rows.append((Span(" "), Span(d.to(_TAKE), "strong")))
    else:
        first = _FIRST if has_samples(view) else _FIRST_ALONE
        rows += [row(" " + part, "dim") for part in wrap(d.to(first), d.width - 2)]
    return tuple(rows)


def has_samples(view: RunView) -> bool:
    """Are there lines that are always answered by themselves (PAT-01..03)? The fire round has none."""
    return any(not v.line.bulk for v in view.lines)


def side_rows(view: RunView, d: Drawing) -> tuple[Row, ...]:
    """Beside the list: the titles of the lines that would be answered, with the answer each is given."""
    rows: list[Row] = [row(d.to(TITLE), "title")]
    for line in covered(view):
        normal = next((s.spec.choices[0].label for s in line.slots if s.spec.choices), _TICK)
        rows.append(row(f"{line.line.id} {d.to(line.line.title)}: {d.to(normal)}"))
    return tuple(rows)


def _others(view: RunView, lines: tuple[LineView, ...]) -> list[str]:
    ids = {v.line.id for v in lines}
    return [
        v.line.id
        for v in view.lines
        if v.line.id not in ids and not v.finished and v.mark in (Mark.TODO, Mark.PROGRESS)
    ]


TITLE: Final = Text("全部正常", "All normal")
_LEFT: Final = Text("{n} 行还没答", "{n} lines not answered")
_NOTHING: Final = Text("没有剩下的行", "no line is left")
_KEYS: Final = Text("1 标出, Enter 记下", "1 marks, Enter records")
_WHAT: Final = Text(
    "全部正常: 这 {n} 行都记为正常,一条记录,写明是一次确认",
    "All normal: these {n} lines are recorded as normal in one record that says so",
)
_REST: Final = Text("不在内,单独填: {ids}", "Not in it, entered by themselves: {ids}")
_FIRST: Final = Text(
    "走完一圈再按 1。有异常的先到那一行填,抽样按 Tab。",
    "Press 1 after the walk. Enter exceptions at their line first; Tab goes to the samples.",
)
_FIRST_ALONE: Final = Text(
    "走完一圈再按 1。有异常的先到那一行填。",
    "Press 1 after the walk. Enter exceptions at their line first.",
)
_TAKE: Final = Text("Enter 记下   Backspace 取消", "Enter records   Backspace clears")
_DONE: Final = Text(
    "没有还没答的行。要改的到那一行改;Esc 返回。",
    "No line is left to answer. Change an answer at its line; Esc goes back.",
)
HELP: Final = Text(
    "走完一圈,没有异常就一次确认: 1 标出,Enter 记下。记录里写明是一次确认,也写明是哪几行。\n"
    "异常先到那一行单独填;抽样总是单独填。开门和关门的检查永远逐行答。",
    "After a walk without exceptions confirm at once: 1 marks, Enter records. The record says that it was "
    "one act and names the lines.\nExceptions are entered at their line first; samples always by themselves. "
    "The lists of opening and closing are always answered line by line.",
)
"""What the head row is for."""
_TICK: Final = Text("确认", "confirmed")
