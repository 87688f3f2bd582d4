"""Will we open in time? When a list will be done, from this hall's own past durations of its lines (N27)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.shift.lists.place import run_view
from dutyterm.shift.lists.state import Run, of
from dutyterm.shift.lists.view import LineView, Mark, RunView, evaluate
from dutyterm.shift.past import Walks
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

FEW_RUNS = 5
"""With fewer runs measured than this a prediction says so (D)."""

NO_WALKS = Walks()


@dataclass(frozen=True)
class Prediction:
    """When a list will be done if it goes on as it usually does in this hall."""

    list: str
    left: int
    """Lines still to do; the doors themselves and lines of the time when the PC is off are left out."""
    guessed: int
    """Of these, lines without a past of their own: taken to last as long as the list's middle line."""
    runs: int
    """Measured runs that it rests on."""
    left_ms: int | None
    """Time still needed; None when there is no past at all."""
    done_at: datetime | None
    target: datetime | None
    """When it should be done: the doors, or for another list its last line; None on a closed day."""
    errors: tuple[int, ...] = ()
    """By how many ms earlier runs took longer than predicted, newest first."""

    @property
    def few(self) -> bool:
        """Fewer runs than a prediction should rest on?"""
        return self.runs < FEW_RUNS

    @property
    def margin(self) -> int | None:
        """Whole minutes to spare, rounded down; negative when it will be too late."""
        if self.done_at is None or self.target is None:
            return None
        return (self.target - self.done_at) // timedelta(minutes=1)

    def text(self) -> Text:
        """One line for the board."""
        if self.done_at is None:
            return Text("还没有本厅的用时记录,暂不预计", "no past durations of this hall yet")
        at = self.done_at.strftime("%H:%M")
        words = Text("预计 {at} 完成", "done about {at}").fill(at=at)
        margin = self.margin
        if margin is not None:
            side = (
                Text(",余 {n} 分", ", {n} min to spare")
                if margin >= 0
                else Text(",迟 {n} 分", ", {n} min late")
            ).fill(n=abs(margin))
            words = Text(words.zh + side.zh, words.en + side.en)
        if self.few:
            rest = Text("(只有 {n} 次记录)", " (from {n} runs only)").fill(n=self.runs)
            return Text(words.zh + rest.zh, words.en + rest.en)
        before = self._before()
        return Text(words.zh + before.zh, words.en + before.en)

    def _before(self) -> Text:
        """How far predictions were off until now: the middle one, as a single bad morning says little."""
        ordered, n = sorted(self.errors), len(self.errors)
        if not n:
            return Text("", "")
        minutes = _minutes((ordered[(n - 1) // 2] + ordered[n // 2]) / 2)
        if minutes == 0:
            return Text("(前 {n} 次误差不到 1 分)", " (last {n}: within a minute)").fill(n=n)
        words = (
            Text("(前 {n} 次多用 {m} 分)", " (last {n}: {m} min longer)")
            if minutes > 0
            else Text("(前 {n} 次少用 {m} 分)", " (last {n}: {m} min less)")
        )
        return words.fill(n=n, m=abs(minutes))


@dataclass(frozen=True)
class Hindsight:
    """What a prediction at the start of a run would have said, beside what came true."""

    predicted_ms: int
    actual_ms: int
    runs: int
    done_at: datetime
    """When the last line that was predicted was done."""

    @property
    def error_ms(self) -> int:
        """Positive: it took longer than predicted."""
        return self.actual_ms - self.predicted_ms

    def text(self) -> Text:
        """What it took, and what was predicted at its start: `用 33 分(预计 25)`."""
        words = Text("用 {n} 分(预计 {was})", "{n} min ({was} predicted)")
        return words.fill(n=_minutes(self.actual_ms), was=_minutes(self.predicted_ms))


def predict(scene: Scene, list_id: str) -> Prediction | None:
    """When the newest run of this list, or one begun now, will be done; None when nothing is left of it."""
    view = _view(scene, list_id)
    if view is None:
        return None
    left = [line for line in view.left if _counts(line)]
    if not left:
        return None
    walks = scene.past.walks.get(list_id, NO_WALKS)
    middles = _middles(walks)
    usual = _middle(tuple(middles.values()))
    needed = None if usual is None else sum(_needed(line, middles.get(line.line.id, usual)) for line in left)
    return Prediction(
        list=list_id,
        left=len(left),
        guessed=sum(line.line.id not in middles for line in left),
        runs=walks.runs,
        left_ms=needed,
        done_at=None if needed is None else _later(scene.now, needed),
        target=_target(view),
        errors=walks.errors,
    )


def hindsight(scene: Scene, view: RunView) -> Hindsight | None:
    """The error of the prediction, once nothing is left of what it spoke of.

    None before, without a past, or when a clock stepped back.
    """
    if any(_counts(line) for line in view.left):
        return None
    done = [v for v in view.lines if _counts(v) and v.mark in (Mark.DONE, Mark.OFF) and v.first_done_at]
    walks = scene.past.walks.get(view.checklist.id, NO_WALKS)
    middles = _middles(walks)
    usual = _middle(tuple(middles.values()))
    end = max((at for v in done if (at := v.first_done_at) is not None), default=None)
    if usual is None or end is None or end < view.run.started_at:
        return None
    predicted = sum(middles.get(v.line.id, usual) for v in done)
    return Hindsight(predicted, (end - view.run.started_at) // timedelta(milliseconds=1), walks.runs, end)


def _minutes(ms: float) -> int:
    """To the nearest whole minute."""
    return round(ms / 60_000)


def durations(view: RunView) -> dict[str, int]:
    """Line id -> milliseconds, of the lines of this run that were done and measured whole."""
    measured = view.run.pace.measured
    done = (v.line.id for v in view.lines if v.mark in (Mark.DONE, Mark.OFF) and _counts(v))
    return {item: measured[item] for item in done if item in measured}


def _view(scene: Scene, list_id: str) -> RunView | None:
    checklist = scene.manual.list(list_id)
    if checklist is None:
        return None
    run = of(scene.shift).latest(list_id)
    if run is None:
        return evaluate(scene, Run("", list_id, scene.manual.hash, scene.now, None), checklist)
    view = run_view(scene, run.id)
    return None if isinstance(view, Refusal) else view


def _counts(line: LineView) -> bool:
    return not line.line.opens_doors and not line.line.away


def _needed(line: LineView, usual: int) -> int:
    """What a line still needs: its whole time, or the share of what is not answered yet, rounded up."""
    asked = [s for s in line.slots if s.active and not s.spec.optional]
    still = [s for s in asked if s.open]
    return usual if not still else -(-usual * len(still) // len(asked))


def _middles(walks: Walks) -> Mapping[str, int]:
    """Each line's middle duration: one slow morning does not move it."""
    found = {item: _middle(times) for item, times in walks.lines.items()}
    return {item: ms for item, ms in found.items() if ms is not None}


def _middle(times: tuple[int, ...]) -> int | None:
    """The median, ms, rounded down; None of nothing. Negative times are no durations and left out."""
    sane = sorted(ms for ms in times if ms >= 0)
    if not sane:
        return None
    return (sane[(len(sane) - 1) // 2] + sane[len(sane) // 2]) // 2


def _target(view: RunView) -> datetime | None:
    doors = [v.due for v in view.lines if v.line.opens_doors]
    dues = [due for due in (doors or [v.due for v in view.lines]) if due is not None]
    return max(dues, default=None)


def _later(now: datetime, ms: int) -> datetime | None:
    try:
        return now + timedelta(milliseconds=ms)
    except OverflowError:  # a forged past
        return None
