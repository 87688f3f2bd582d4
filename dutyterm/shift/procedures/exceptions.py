"""What may happen to a step besides being done: skipped, put off, taken back; and to a whole run."""

from __future__ import annotations

from datetime import datetime, timedelta

from dutyterm.i18n import Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life, open_items
from dutyterm.shift.procedures import after_action, facts
from dutyterm.shift.procedures.rules import going, locate
from dutyterm.shift.procedures.view import RunView, StepView
from dutyterm.shift.procedures.words import REOPENED, SKIPPED, UNTIL
from dutyterm.shift.shift import Scene


def skip(scene: Scene, run: str, step: str, reason: str) -> list[Event] | Refusal:
    """A step is not done, with a reason; a wait that it had begun holds nothing any more."""
    found = locate(scene, run, step)
    if isinstance(found, Refusal):
        return found
    if reason not in dict(SKIPPED):
        return _reason(SKIPPED)
    held = found.view.held
    events = [Event(facts.StepSkipped(run=run, step=step, reason=reason), scene.by)]
    if held is not None and held.step == step:
        # the step itself was done; what is skipped is the rest of its wait
        return [Event(facts.TimerSeen(run=run, timer="wait", step=step), scene.by)]
    if not found.step.open:
        return _closed(found.step)
    return events


def defer(scene: Scene, run: str, step: str, until: str) -> list[Event] | Refusal:
    """A step comes back later: on this card when all is back, else as an open item (P6, N10)."""
    found = locate(scene, run, step)
    if isinstance(found, Refusal):
        return found
    trigger = next((name for name, _ in UNTIL if name == until), None)
    if trigger is None:
        return _reason(UNTIL)
    if not found.step.open:
        return _closed(found.step)
    if trigger == "recovered" and found.view.run.recovered_at is not None:
        return Refusal("recovered", Text("已经恢复,现在就做或选别的。", "It is back already: do it now."))
    events = [Event(facts.StepDeferred(run=run, step=step, until=trigger), scene.by)]
    if trigger != "recovered":
        events += _item(scene, found.view, found.step, trigger)
    return events


def take_back(scene: Scene, run: str, step: str, reason: str) -> list[Event] | Refusal:
    """What was said of a step does not hold; it is to do again, and its earlier records stay."""
    found = locate(scene, run, step)
    if isinstance(found, Refusal):
        return found
    if reason not in dict(REOPENED):
        return _reason(REOPENED)
    if found.step.state.at is None:
        return Refusal("untouched", Text("这一步还没有动过。", "Nothing was said of this step yet."))
    return [Event(facts.StepReopened(run=run, step=step, reason=reason), scene.by)]


def withdraw(scene: Scene, run: str, reason: str) -> list[Event] | Refusal:
    """The card was started by mistake; its records stay, but it counts nowhere."""
    view = going(scene, run)
    if isinstance(view, Refusal):
        return view
    if reason not in dict(REOPENED):
        return _reason(REOPENED)
    return [Event(facts.ProcedureWithdrawn(run=run, reason=reason), scene.by)]


def stand_down(scene: Scene, run: str, at: datetime | None = None) -> list[Event] | Refusal:
    """It is over. Refused while a required step is open; what lies beyond the card goes on as open items.

    Refused, too, while its register has numbers without a state or entries nobody has explained (N11).
    """
    view = going(scene, run)
    if isinstance(view, Refusal):
        return view
    if view.needed:
        words = Text(
            "还有 {n} 步没做: {steps}。做完,或用 * 跳过、缓办,再解除。",
            "{n} steps are open: {steps}. Do them, or skip or put them off with *, then stand down.",
        )
        numbers = ", ".join(s.step.no for s in view.needed)
        return Refusal("open_steps", words.fill(n=len(view.needed), steps=numbers), {"steps": numbers})
    if not view.run.drill and scene.shift.has("register"):
        from dutyterm.shift.register.waiting import hinders

        waiting = hinders(scene, run)
    else:
        waiting = ()
    if waiting:
        words = Text(
            "手工受理还没交代: {what}。补录、作废或说明原因,再解除。",
            "The register is not accounted for: {what}. Key in, void or explain it, then stand down.",
        )
        told = words.fill(what=waiting[0].text)
        return Refusal("register_open", told, {"register": tuple(h.sort for h in waiting)})
    when = at or max(scene.now, view.run.t0)
    if when > scene.now and at is not None:
        return Refusal("future", Text("不能晚于现在。", "Not later than now."))
    left = tuple(s.step.no for s in view.later)
    events = [Event(facts.StoodDown(run=run, at=when, left=left), scene.by)]
    for step in view.later:
        if not step.step.form:
            events += _item(scene, view, step, "closing")
    return [*events, *after_action.left_to_report(scene, view, when), *after_action.ask(scene, view)]


def _item(scene: Scene, view: RunView, step: StepView, until: facts.Until) -> list[Event]:
    """The open item that a step becomes; a drill leaves none (N13)."""
    if view.run.drill:
        return []
    opened = life.of(scene.shift).opened
    due = step.planned
    if due is None and step.target.anchor == "workday":
        due = scene.now + timedelta(days=1)
    if due is None and until == "closing" and opened is not None and opened.closes is not None:
        due = max(opened.closes, scene.now)
    lead = f"{view.card.id} {step.step.no}: "
    title = Text(lead + step.step.text.zh, lead + step.step.text.en)
    item = open_items.OpenItemOpened(
        sort="note",
        title=title,
        item=f"{view.card.id}-{step.step.no}",
        due=due,
        owner=view.run.roles.get("lead"),
    )
    return [Event(item, scene.by)]


def _reason(offered: tuple[tuple[str, Text], ...]) -> Refusal:
    zh = " ".join(f"{n} {text.zh}" for n, (_, text) in enumerate(offered, 1))
    en = " ".join(f"{n} {text.en}" for n, (_, text) in enumerate(offered, 1))
    return Refusal("reason_needed", Text(f"选一个: {zh}。", f"Choose one: {en}."))


def _closed(step: StepView) -> Refusal:
    if step.mark == "inactive":
        return Refusal("other_branch", Text("不在所选分支上。", "Not on the chosen branch."))
    return Refusal("not_open", Text("已有结果;* 5 可收回。", "It has its result; * 5 takes it back."))
