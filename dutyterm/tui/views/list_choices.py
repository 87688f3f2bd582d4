"""The lists of the hall as numbered rows: how each stands, and when it is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from dutyterm.i18n import Lang, Text
from dutyterm.manual.schema import Checklist
from dutyterm.model.refusal import Refusal
from dutyterm.shift.day.rows import Entry, Stand
from dutyterm.shift.lists.bulk import allowed, rounds
from dutyterm.shift.lists.place import run_view
from dutyterm.shift.lists.state import of
from dutyterm.shift.lists.view import Foot, Mark
from dutyterm.shift.periodic import Task
from dutyterm.shift.prediction import hindsight
from dutyterm.shift.shift import Scene
from dutyterm.tui.views.cells import pad, width
from dutyterm.tui.views.marks import MARKS
from dutyterm.tui.views.run_head import foot_text, progress
from dutyterm.tui.views.spans import EMPTY, Row, Span, row, rule
from dutyterm.values import dataclass

_WAITING = frozenset({Stand.TODO, Stand.NOW, Stand.PROGRESS, Stand.LATE})


@dataclass(frozen=True)
class ListChoice:
    """One list to choose."""

    id: str
    title: Text
    mark: Mark
    state: Text
    """How far it is, or how often it was walked."""
    due: datetime | None = None
    """When it is due next; None = not today, or done."""
    late: int | None = None
    """Whole minutes."""

    @property
    def in_progress(self) -> bool:
        """Begun, and something is still to be done."""
        return self.mark is Mark.PROGRESS


def unfinished(scene: Scene, list_id: str) -> bool:
    """Is the newest run of this list begun and not finished, or of another manual?"""
    run = of(scene.shift).latest(list_id)
    if run is None:
        return False
    view = run_view(scene, run.id)
    return isinstance(view, Refusal) or view.foot is Foot.INCOMPLETE


def list_choices(scene: Scene, entries: Sequence[Entry], tasks: Sequence[Task]) -> tuple[ListChoice, ...]:
    """Every list of the manual in its order."""
    return tuple(_choice(scene, checklist, entries, tasks) for checklist in scene.manual.lists)


def _choice(
    scene: Scene, checklist: Checklist, entries: Sequence[Entry], tasks: Sequence[Task]
) -> ListChoice:
    mark, state = _state(scene, checklist, tasks)
    next_ = next((e for e in entries if e.row.list == checklist.id and e.stand in _WAITING), None)
    title = Text(checklist.title.zh, checklist.title.en)
    if next_ is None:
        return ListChoice(checklist.id, title, mark, state)
    return ListChoice(checklist.id, title, mark, state, next_.due, next_.late)


def _state(scene: Scene, checklist: Checklist, tasks: Sequence[Task]) -> tuple[Mark, Text]:
    run = of(scene.shift).latest(checklist.id)
    view = run_view(scene, run.id) if run is not None else None
    if isinstance(view, Refusal):
        return Mark.PROGRESS, _OTHER_MANUAL
    if view is not None and view.foot is Foot.INCOMPLETE:
        done, total = progress(view)
        return Mark.PROGRESS, _GOING.fill(done=done, total=total)
    own = [task for task in tasks if task.list == checklist.id]
    if own:
        due = sum(task.now for task in own)
        return (Mark.TODO, _DUE_TASKS.fill(n=due)) if due else (Mark.DONE, _NO_TASKS)
    had = rounds(scene, checklist.id)
    if had.minimum is not None:
        enough = Mark.DONE if had.compliant else Mark.TODO
        return enough, _ROUNDS_OF.fill(n=had.done, min=had.minimum)
    if allowed(checklist) and had.done:
        return Mark.DONE, _ROUNDS.fill(n=had.done)
    if view is None:
        return Mark.TODO, _NOT_STARTED
    if view.foot is not Foot.COMPLETE:
        return Mark.OFF, foot_text(view)
    after = hindsight(scene, view)
    return Mark.DONE, foot_text(view) if after is None else _TOOK.fill(took=after.text())


def suggested(choices: Sequence[ListChoice], kept: str = "") -> int:
    """Where the cursor begins: what is in progress, else what is due first, else the list that was left."""
    going = next((n for n, c in enumerate(choices) if c.in_progress), None)
    if going is not None:
        return going
    due = [(c.due.timestamp(), n) for n, c in enumerate(choices) if c.due is not None]
    if due:
        return min(due)[1]
    return next((n for n, c in enumerate(choices) if c.id == kept), 0)


def choice_rows(
    choices: Sequence[ListChoice], cursor: int, lang: Lang, cells: int, now: datetime
) -> list[Row]:
    """The rows: digit, mark, title, how it stands, when it is due."""
    rows: list[Row] = [row(" " + _HEAD.to(lang), "title"), rule(cells)]
    state_cells = max(12, min(34, cells - 49))
    longest = max((width(choice.title.to(lang)) for choice in choices), default=0)
    title_cells = max(_TITLE, min(longest, _TITLE + cells - _WHOLE))
    for n, choice in enumerate(choices):
        here, look = n == cursor, MARKS[choice.mark]
        tail, tone = "", "plain"
        if choice.due is not None:
            tail = choice.due.astimezone(now.tzinfo).strftime("%H:%M")
            if choice.late:
                tail, tone = f"{tail} {_LATE.fill(n=choice.late).to(lang)}", "warning"
        rows.append(
            (
                Span(">" if here else " ", "strong"),
                Span(f"{n + 1 if n < 9 else '':>2} ", "strong"),
                Span(look.sign, look.tone),
                Span(" "),
                Span(pad(choice.title.to(lang), title_cells), "input" if here else "plain"),
                Span("  " + pad(choice.state.to(lang), state_cells)),
                Span(tail, tone),  # type: ignore[arg-type]
            )
        )
    return [*rows, EMPTY, row(" " + _HOW.to(lang), "dim")]


_TITLE: Final = 21
"""Cells that a title has at least."""
_WHOLE: Final = 80
"""From here on a title may take more."""
_HEAD: Final = Text("检查清单", "Checklists")
_GOING: Final = Text("进行中 {done}/{total}", "in progress {done}/{total}")
_NOT_STARTED: Final = Text("还没有开始", "not started yet")
_ROUNDS: Final = Text("走完 {n} 轮", "rounds done: {n}")
_ROUNDS_OF: Final = Text("走完 {n} 轮,每班至少 {min} 轮", "rounds done: {n}, at least {min}")
_TOOK: Final = Text("清单完成,{took}", "complete, {took}")
_DUE_TASKS: Final = Text("{n} 项到期", "{n} due")
_NO_TASKS: Final = Text("今天没有到期的", "nothing due today")
_OTHER_MANUAL: Final = Text("另一版手册的,请重开程序", "of another manual: start again")
_LATE: Final = Text("迟 {n} 分", "late {n} min")
_HOW: Final = Text(
    "数字打开一张清单;Enter 开始或继续标出的那张。",
    "A digit opens a list; Enter begins or continues the marked one.",
)
