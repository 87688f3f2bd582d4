"""What an emergency that goes on hands over by name: itself, its timers, steps put off (N9, N10)."""

from __future__ import annotations

from collections.abc import Iterator

from dutyterm.i18n import Text
from dutyterm.shift.handed import Handed, HandedSort
from dutyterm.shift.procedures import state
from dutyterm.shift.procedures.view import RunView, run_view
from dutyterm.shift.procedures.words import TIMERS
from dutyterm.shift.shift import Scene


def handed(scene: Scene) -> tuple[Handed, ...]:
    """Of every real case; a drill is nothing to take over."""
    found: list[Handed] = []
    for run in state.of(scene.shift).running():
        view = None if run.drill else run_view(run, scene.manual, scene.now)
        if view is not None:
            found += _of(view)
    return tuple(found)


def _of(view: RunView) -> Iterator[Handed]:
    run, card = view.run, view.card
    owner = run.roles.get("lead")

    def thing(ref: str, words: Text, *, timer: bool) -> Handed:
        title = Text(f"{card.id} {words.zh}", f"{card.id} {words.en}")
        sort: HandedSort = "timer" if timer else "step"
        return Handed(f"{run.id}#{ref}", sort, title, owner=owner, flagged=timer, carried=run.carried)

    began = Text("{title}进行中,{at} 起", "{title} goes on since {at}")
    yield thing("run", began.fill(title=card.title, at=f"{run.t0:%m-%d %H:%M}"), timer=True)
    for timer in view.timers:
        # no time is told: when it is due next moves while the next manager is reading
        name = TIMERS[timer.kind]
        step = (
            Text(f"第 {timer.step} 步: ", f"step {timer.step}: ") if timer.step is not None else Text("", "")
        )
        words = Text("计时 {step}{name}", "timer {step}{name}").fill(step=step, name=name)
        yield thing(f"{timer.kind}{timer.step or ''}", words, timer=True)
    for known in view.steps:
        if known.mark == "deferred":
            text = known.step.text
            words = Text(
                f"缓办 第 {known.step.no} 步: {text.zh}", f"put off, step {known.step.no}: {text.en}"
            )
            yield thing(f"step{known.step.no}", words, timer=False)
