"""The rules of a card: starting, ticking, deciding. Nothing here needs a shift or a signature (N31)."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyterm.i18n import Text
from dutyterm.manual.procedure import CardStep
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed_time import OLDEST
from dutyterm.shift.procedures import facts
from dutyterm.shift.procedures.state import of
from dutyterm.shift.procedures.view import RunView, StepView, run_view
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass


@dataclass(frozen=True)
class At:
    """A step of a run, found."""

    view: RunView
    step: StepView


@dataclass(frozen=True)
class Tick:
    """A step was done."""

    run: str
    step: str
    at: datetime | None = None
    """When; None = now."""
    who: str | None = None


def start(
    scene: Scene, card: str, *, t0: datetime | None = None, drill: bool = False
) -> list[Event] | Refusal:
    """Begins to work by a card. A card is worked by once at a time; several cards may go on together."""
    known = scene.manual.card(card)
    if known is None:
        return Refusal("unknown_card", Text("没有这张应急卡。", "There is no such card."))
    if not known.walked:
        return Refusal("only_read", Text("这张卡只供查看,没有步骤可做。", "This card is only to be read."))
    going = of(scene.shift).of_card(card)
    if going is not None:
        return Refusal(
            "already_running",
            _GOES_ON.fill(title=known.title, card=card),
            {"run": going.id},
        )
    began = t0 or scene.now
    wrong = _wrong_time(began, scene.now)
    if wrong is not None:
        return wrong
    id = run_id(card, began, drill=drill)
    while id in of(scene.shift).by_id:
        id += "x"
    return [
        Event(facts.ProcedureStarted(run=id, card=card, drill=drill, level=known.grade, t0=began), scene.by)
    ]


def run_id(card: str, t0: datetime, *, drill: bool = False) -> str:
    """`PWR.1122-084029`: stable, and unique as a card is not started twice within a second."""
    return f"{card}{facts.DRILL_MARK if drill else '.'}{t0:%m%d-%H%M%S}"


def tick(scene: Scene, wish: Tick) -> list[Event] | Refusal:
    """Marks a step as done, or its next part; what comes again and again is done once more."""
    found = locate(scene, wish.run, wish.step)
    if isinstance(found, Refusal):
        return found
    step, known = found.step.step, found.step.state
    if step.choices:
        return Refusal("decide", Text("这一步要选: 按数字。", "This is a decision: press a digit."))
    if not found.step.open:
        return _not_open(found)
    at = _when(scene, found, wish.at)
    if isinstance(at, Refusal):
        return at
    part, complete = None, True
    if step.parts:
        left = [p.id for p in step.parts if p.id not in known.parts]
        part, complete = left[0], len(left) == 1
    wait = timedelta(seconds=step.wait) if step.wait is not None and complete else None
    done = facts.StepDone(
        run=wish.run,
        step=step.no,
        at=at,
        part=part,
        complete=complete,
        who=wish.who,
        deadline=None if wait is None else at + wait,
        recovered=step.recovered and complete,
    )
    return [Event(done, scene.by), *_announced(scene, found, at, complete)]


def decide(
    scene: Scene, run: str, step: str, choice: str, at: datetime | None = None
) -> list[Event] | Refusal:
    """Takes a decision, or changes it: its branch holds and no other (L4, P3)."""
    found = locate(scene, run, step)
    if isinstance(found, Refusal):
        return found
    spec = found.step.step
    answer = next((c for c in spec.choices if c.id == choice), None)
    if answer is None:
        return Refusal(
            "no_choice",
            Text("这一步可选 1 到 {n}。", "The answers here are 1 to {n}.").fill(n=len(spec.choices))
            if spec.choices
            else Text("这一步没有可选的: Space 做完。", "Nothing to choose here: Space says done."),
        )
    if found.step.mark == "inactive":
        return _not_open(found)
    if found.step.state.status == "done" and found.step.state.choice == choice:
        return Refusal("unchanged", Text("已经选了这一项。", "That is the answer already."))
    when = _when(scene, found, at)
    if isinstance(when, Refusal):
        return when
    events = [Event(facts.StepDecided(run=run, step=step, choice=choice, at=when), scene.by)]
    level = found.view.run.level
    if answer.level is not None and (level is None or answer.level < level):
        events.append(Event(facts.LevelSet(run=run, level=answer.level, step=step), scene.by))
    return [*events, *_announced(scene, found, when, complete=True)]


def locate(scene: Scene, run: str, step: str) -> At | Refusal:
    """The step of a run that goes on."""
    view = going(scene, run)
    if isinstance(view, Refusal):
        return view
    found = view.of(step)
    if found is None or found.mark == "know":
        return Refusal("no_step", Text("这一条只供查看。", "This line is only to be read."))
    return At(view, found)


def going(scene: Scene, run: str) -> RunView | Refusal:
    """A run that goes on, held against its card."""
    known = of(scene.shift).by_id.get(run)
    if known is None:
        return Refusal("unknown_run", Text("没有这次应急。", "There is no such emergency."))
    if not known.running:
        return Refusal(
            "ended", Text("这次应急已经结束,不再改动。", "This emergency has ended; nothing is changed.")
        )
    view = run_view(known, scene.manual, scene.now)
    if view is None:
        return Refusal(
            "unknown_card",
            Text("现用手册里没有 {card} 这张卡。", "This manual has no card {card}.").fill(card=known.card),
        )
    return view


def _announced(scene: Scene, found: At, at: datetime, complete: bool) -> list[Event]:
    """A step with an announcement, done, says that it was made."""
    if not complete:
        return []
    run = found.view.run.id
    return [Event(facts.Announced(run=run, number=n, at=at), scene.by) for n in found.step.step.say]


def _not_open(found: At) -> Refusal:
    step = found.step.step
    match found.step.mark:
        case "inactive" if step.only is not None:
            decided = found.view.run.step(step.only.step).choice is not None
            words = (
                Text(
                    "选了别的分支,这一步不用做;到第 {no} 步可改选。",
                    "Another branch was chosen; step {no} changes it.",
                )
                if decided
                else Text("先在第 {no} 步选分支。", "First choose the branch at step {no}.")
            )
            return Refusal("other_branch", words.fill(no=step.only.step))
        case "skipped":
            return Refusal(
                "skipped", Text("这一步已跳过;* 5 可收回。", "This step was skipped; * 5 takes that back.")
            )
        case "deferred":
            return Refusal(
                "deferred", Text("这一步已缓办;* 5 可收回。", "This step was put off; * 5 takes that back.")
            )
    return Refusal("done", Text("这一步已做完;* 5 可收回。", "This step is done; * 5 takes it back."))


def _when(scene: Scene, found: At, wished: datetime | None) -> datetime | Refusal:
    """The time of a step: now, or earlier, but not before the emergency began; waits are held."""
    run = found.view.run
    held = found.view.held
    if held is not None and _behind(found, held.step):
        left = max(1, round((held.at - scene.now).total_seconds()))
        words = Text(
            "第 {no} 步还在等: 余 {left} 秒。等不了就用 * 跳过。",
            "Step {no} is still waiting: {left} s left. If it cannot wait, skip with *.",
        )
        return Refusal("held", words.fill(no=held.step, left=left))
    if wished is None:
        return max(scene.now, run.t0)  # a clock that was set back must not keep a step from being written
    if wished > scene.now:
        return _future()
    if wished < run.t0:
        words = Text(
            "早于开始时间 {t0:%H:%M:%S}。先改开始时间(Enter 里的「开始」)。",
            "That is before the start, {t0:%H:%M:%S}. Change the start first (Enter, start).",
        )
        return Refusal("before_start", words.fill(t0=run.t0))
    return wished


def _behind(found: At, no: str | None) -> bool:
    """Does the step stand behind that one on its card?"""
    steps: tuple[CardStep, ...] = found.view.card.steps
    numbers = [step.no for step in steps]
    return no in numbers and numbers.index(found.step.step.no) > numbers.index(no)


def _wrong_time(at: datetime, now: datetime) -> Refusal | None:
    if at > now:
        return _future()
    if now - at > OLDEST:
        return Refusal(
            "too_long_ago", Text("早于 36 小时,不属于本班。", "More than 36 hours ago: not of this shift.")
        )
    return None


def _future() -> Refusal:
    return Refusal(
        "future",
        Text(
            "不能晚于现在。键入 HHMM,或 -10 表示十分钟前。",
            "Not later than now. Type HHMM, or -10 for ten minutes ago.",
        ),
    )


def move_start(scene: Scene, run: str, t0: datetime) -> list[Event] | Refusal:
    """It began at another time: all targets count from there; never after what was done already."""
    view = going(scene, run)
    if isinstance(view, Refusal):
        return view
    wrong = _wrong_time(t0, scene.now)
    if wrong is not None:
        return wrong
    first = min((s.state.at for s in view.steps if s.state.at is not None), default=None)
    if first is not None and t0 > first:
        words = Text(
            "第一步在 {at:%H:%M:%S} 已做,开始不能更晚。", "A step was done at {at:%H:%M:%S}: not later."
        )
        return Refusal("after_a_step", words.fill(at=first))
    return [Event(facts.ProcedureMoved(run=run, t0=t0), scene.by)]


_GOES_ON = Text("{title} {card} 正在进行,按 Enter 回到它。", "{title} {card} is under way: Enter goes to it.")
