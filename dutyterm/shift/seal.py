"""What sealing a shift asks about, leaves to the next shift, and writes into the seal line."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life, open_items, shift
from dutyterm.shift.lists import exceptions
from dutyterm.shift.lists.bulk import rounds
from dutyterm.shift.lists.rules import completed, run_view
from dutyterm.shift.lists.state import of
from dutyterm.shift.lists.view import Foot
from dutyterm.shift.metrics import family as metrics
from dutyterm.shift.shift import Blocker, Scene


def ready_to_seal(scene: Scene) -> tuple[Blocker, ...]:
    """What is not in order before sealing; shown before the PIN, and none of it forbids sealing (N34).

    Unfinished lists, too few rounds, figures of which nobody said anything by the end of the day, items
    carried in that nobody read, doors that never opened on a day with opening hours, and whatever a family
    says hinders handing over. Empty before a shift is opened.
    """
    part = life.of(scene.shift)
    if part.opened is None:
        return ()
    found = [*_unfinished(scene), *_too_few_rounds(scene), *_no_figures(scene), *_unread(scene)]
    if part.opened.sort == "regular" and part.opened.opens is not None and part.doors is None:
        found.append(
            Blocker("handover", Text("今天没有记开门", "no opening of the doors is recorded"), "doors")
        )
    found += shift.blocks(scene, "handover")
    return tuple(found)


def _unfinished(scene: Scene) -> list[Blocker]:
    found = []
    for run in of(scene.shift).runs.values():
        view = run_view(scene, run.id)
        if isinstance(view, Refusal) or view.foot is not Foot.INCOMPLETE:
            continue
        words = Text("{title}还缺 {n} 行", "{title}: {n} left")
        found.append(
            Blocker(
                "handover", words.fill(title=view.checklist.title, n=len(view.left)), view.left[0].line.id
            )
        )
    return found


def _too_few_rounds(scene: Scene) -> list[Blocker]:
    """Lists walked less often than is compliant (patrol: two a shift, W2), once the doors were open."""
    if life.of(scene.shift).doors is None:
        return []
    found = []
    for checklist in scene.manual.lists:
        had = rounds(scene, checklist.id)
        if had.minimum is not None and not had.compliant:
            words = Text("{title}只走完 {n} 轮,应有 {min} 轮", "{title}: {n} of {min} rounds finished")
            text = words.fill(title=checklist.title, n=had.done, min=had.minimum)
            found.append(Blocker("handover", text, checklist.id))
    return found


def _no_figures(scene: Scene) -> list[Blocker]:
    """Figures that are neither recorded nor said to be unknown, once the doors are closed (CLS-30)."""
    if life.of(scene.shift).closed is None:
        return []
    known = metrics.of(scene.shift).by_id
    missing = sum(metric.id not in known for metric in scene.manual.log.metrics)
    words = Text("当日指标还有 {n} 个没填,也没写无数据", "figures of the day: nothing is said of {n}")
    return [Blocker("handover", words.fill(n=missing), "figures")] if missing else []


def _unread(scene: Scene) -> list[Blocker]:
    return [
        Blocker("handover", Text("未读: {title}", "not read: {title}").fill(title=item.title), item.ref)
        for item in open_items.of(scene.shift).carried()
        if item.open and not item.read_by
    ]


def before_seal(scene: Scene, by_program: bool) -> list[Event]:
    """What must be written just before the seal: lines of the time when the PC is off go to the next shift.

    An open item tells of entries of the register that wait (CLS-14).

    `by_program` when nobody is there: a shift that was forgotten (S8).
    """
    if life.of(scene.shift).opened is None:
        return []
    events = exceptions.leave_for_next(scene, by_program=by_program)
    if scene.shift.has("register"):
        from dutyterm.shift.register.waiting import remember

        events += remember(scene, None, None, by=None if by_program else scene.by)
    for run in of(scene.shift).runs:
        events = completed(scene, run, events, by_program=by_program)
    return events


def seal_summary(scene: Scene) -> dict[str, object]:
    """The figures of every family and how many records were not understood; JSON values only."""
    return {**shift.summary(scene), "not_understood": len(scene.shift.not_understood)}
