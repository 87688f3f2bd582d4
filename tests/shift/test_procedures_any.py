"""Any sequence of wishes on a card: nothing needed is forgotten, no timer goes back or vanishes (issue 6)."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dutyterm.shift import open_items
from dutyterm.shift.procedures import around, exceptions, rules, state
from dutyterm.shift.procedures.rules import Tick
from dutyterm.shift.procedures.view import active, run_view
from dutyterm.shift.shift import summary
from tests.shift.world import World, real_manual

CARDS = ("PWR", "SYS", "NET", "PEAK", "FIRE", "ROB", "MED", "WEA", "CPL")
KEYS = (
    "tick",
    "tick",
    "tick",
    "decide",
    "skip",
    "defer",
    "back",
    "recover",
    "end",
    "wait",
    "news",
    "late",
    "shift",
)
WISHES = st.lists(
    st.tuples(st.sampled_from(KEYS), st.integers(0, 23), st.integers(0, 3)), min_size=5, max_size=60
)


def _wish(world: World, run: str, what: str, n: int, m: int) -> None:
    """One key of somebody in a hurry; it may be refused."""
    card = real_manual().card(run.split(".")[0])
    assert card is not None
    step = card.steps[n % len(card.steps)]
    choice = step.choices[m % len(step.choices)].id if step.choices else "a"
    match what:
        case "tick" | "recover":
            no = next((s.no for s in card.steps if s.recovered), step.no) if what == "recover" else step.no
            world.wish(rules.tick, Tick(run, no))
        case "late":
            world.wish(rules.tick, Tick(run, step.no, at=world.now - timedelta(minutes=m)))
        case "decide":
            world.wish(rules.decide, run, step.no, choice)
        case "skip":
            world.wish(exceptions.skip, run, step.no, ("not_needed", "unsafe", "", "x")[m])
        case "defer":
            world.wish(exceptions.defer, run, step.no, ("recovered", "closing", "next_opening", "")[m])
        case "back":
            world.wish(exceptions.take_back, run, step.no, "slip")
        case "end":
            world.wish(exceptions.stand_down, run)
        case "wait":
            world.now += timedelta(seconds=40 * m)
        case "news":
            world.wish(around.put_off, run, "news", 5 * m)


def _do_the_rest(world: World, run: str) -> None:
    """What somebody would do who reads what is refused: every needed step, then the end."""
    for _ in range(80):
        known = state.of(world.shift).by_id.get(run)
        if known is None or not known.running:
            return
        world.now += timedelta(minutes=3)
        seen = run_view(known, world.manual, world.now)
        assert seen is not None
        todo = next(iter(seen.needed), None)
        if todo is None:
            world.do(exceptions.stand_down, run)
        elif todo.step.choices:
            world.do(rules.decide, run, todo.step.no, todo.step.choices[-1].id)
        else:
            world.do(rules.tick, Tick(run, todo.step.no))
    raise AssertionError("the card cannot be brought to its end")


def _timers(world: World, run: str) -> dict[tuple[str, str | None], object]:
    seen = run_view(state.of(world.shift).by_id[run], world.manual, world.now)
    assert seen is not None
    return {(t.kind, t.step): t.at for t in seen.timers}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CARDS), WISHES)
def test_no_sequence_of_keys_ends_a_card_with_a_required_step_open(
    card: str, wishes: list[tuple[str, int, int]]
) -> None:
    world = World()
    world.do(rules.start, card)
    (run,) = state.of(world.shift).by_id
    for number, (what, n, m) in enumerate(wishes, 1):
        if what == "shift" and state.of(world.shift).by_id[run].running:
            before = _timers(world, run)
            now, world = world.now, world.next_shift(number)
            world.now = now
            assert _timers(world, run) == before, "a timer vanished or moved at the handover"
            continue
        _wish(world, run, what, n, m)
    _do_the_rest(world, run)
    ended = state.of(world.shift).by_id.get(run)
    if ended is None:
        return  # it ended in an earlier shift
    assert ended.ended == "stood_down"
    spec = real_manual().card(card)
    assert spec is not None
    left = {item.item for item in open_items.of(world.shift).by_ref.values()}
    for step in spec.steps:
        if step.kind == "do" and step.required and active(ended, step):
            known = ended.step(step.no)
            assert known.status in ("done", "skipped") or f"{card}-{step.no}" in left, (
                f"{card} {step.no} is {known.status}"
            )


@settings(max_examples=40, deadline=None)
@given(WISHES)
def test_a_wait_never_ends_earlier_than_it_was_said_to(wishes: list[tuple[str, int, int]]) -> None:
    world = World()
    world.do(rules.start, "NET")
    (run,) = state.of(world.shift).by_id
    seen: dict[tuple[str, str | None], object] = {}
    for what, n, m in wishes:
        if what in ("back", "late", "shift"):
            continue
        _wish(world, run, what, n, m)
        now = _timers(world, run)
        for key, at in seen.items():
            if key in now and key[0] != "escalate":
                assert now[key] >= at, key  # type: ignore[operator]
        seen = now


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(CARDS), WISHES)
def test_a_drill_changes_no_statistic_and_no_open_item(card: str, wishes: list[tuple[str, int, int]]) -> None:
    world = World()
    world.do(rules.start, card, drill=True)
    quiet = World()
    (run,) = state.of(world.shift).by_id
    for what, n, m in wishes:
        if what != "shift":
            _wish(world, run, what, n, m)
    quiet.now = world.now
    told, nothing = summary(world.scene), summary(quiet.scene)
    assert {k: v for k, v in told.items() if k != "procedures"} == {
        k: v for k, v in nothing.items() if k != "procedures"
    }
    assert set(told["procedures"]) <= {"drills"}  # type: ignore[call-overload]
