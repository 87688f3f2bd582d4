"""Figures of the day: unknown is not nought, averages carry their samples, limits are exact (3g)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyterm.model.moment import moment_text
from dutyterm.shift import seal
from dutyterm.shift.metrics import rules as metrics
from dutyterm.shift.metrics.figures import Figure, Standing, joined
from dutyterm.shift.metrics.samples import computed_wait, sampled, waits
from dutyterm.shift.shift import carry
from tests.shift.fixtures import small_manual
from tests.shift.world import World

METRICS = {metric.id: metric for metric in small_manual().log.metrics}


@pytest.fixture
def world() -> World:
    return World(small_manual())


def part(world: World) -> dict[str, object]:
    found = seal.seal_summary(world.scene)["metrics"]
    assert isinstance(found, dict)
    return found


# --- recording --------------------------------------------------------------------------------------


def test_what_nobody_recorded_is_nowhere_and_not_nought(world: World) -> None:
    assert metrics.of(world.shift).by_id == {}
    assert {row.standing for row in metrics.sheet(world.scene)} == {"unknown"}
    assert part(world) == {"recorded": {}, "sampled": {}, "waits": [], "waited": []}


def test_a_missing_source_is_written_with_its_reason_and_not_as_nought_cls_30(world: World) -> None:
    assert world.refused(metrics.record, metrics.Wish("visitors", None)) == "reason_needed"
    world.do(metrics.record, metrics.Wish("visitors", None, unknown_reason="system_down"))
    known = metrics.of(world.shift).by_id["visitors"]
    assert known.figure == Figure(None, None, "system_down")
    assert part(world)["recorded"] == {"visitors": {"value": None, "unknown": "system_down"}}


def test_nought_that_was_counted_is_nought(world: World) -> None:
    (record,) = world.do(metrics.record, metrics.Wish("visitors", 0))
    assert record.raw["body"]["value"] == 0
    assert part(world)["recorded"] == {"visitors": {"value": 0}}


def test_an_average_never_stands_without_its_samples(world: World) -> None:
    assert world.refused(metrics.record, metrics.Wish("wait", 25)) == "samples_needed"
    assert world.refused(metrics.record, metrics.Wish("wait", 25, 0)) == "samples_needed"
    assert world.refused(metrics.record, metrics.Wish("visitors", 25, 3)) == "no_average"
    world.do(metrics.record, metrics.Wish("wait", 25, 3))
    figure = metrics.of(world.shift).by_id["wait"].figure
    assert (figure.value, figure.samples, figure.tenths(METRICS["wait"])) == (25, 3, 83)
    forged = Figure(25)
    assert (forged.tenths(METRICS["wait"]), forged.standing(METRICS["wait"])) == (None, "unknown")


def test_a_correction_is_a_new_record_with_a_reason_and_keeps_what_was(world: World) -> None:
    world.do(metrics.record, metrics.Wish("visitors", 310))
    assert world.refused(metrics.record, metrics.Wish("visitors", 310)) == "unchanged"
    assert world.refused(metrics.record, metrics.Wish("visitors", 301)) == "reason_needed"
    world.do(metrics.record, metrics.Wish("visitors", 301, reason="slip"))
    known = metrics.of(world.shift).by_id["visitors"]
    assert known.figure.value == 301
    assert [(e.figure.value, e.reason) for e in known.earlier] == [(310, "slip")]


@pytest.mark.parametrize(
    "wish",
    [
        metrics.Wish("visitors", -1),
        metrics.Wish("visitors", 10**13),
        metrics.Wish("bundle", 4, 3),
        metrics.Wish("solved", 101),
        metrics.Wish("wait", -1, 2),
        metrics.Wish("wait", 1, 10**13),
    ],
)
def test_a_figure_that_cannot_be_is_refused(world: World, wish: metrics.Wish) -> None:
    assert world.refused(metrics.record, wish) == "out_of_range"


def test_money_may_be_short(world: World) -> None:
    world.do(metrics.record, metrics.Wish("variance", -500))
    assert part(world)["recorded"] == {"variance": {"value": -500}}


def test_only_figures_of_the_manual_are_taken_and_only_in_a_shift(world: World) -> None:
    assert world.refused(metrics.record, metrics.Wish("weather", 1)) == "unknown_metric"
    closed = World(small_manual(), opened=False)
    assert closed.refused(metrics.record, metrics.Wish("visitors", 1)) == "no_shift"


def test_figures_stay_in_their_shift(world: World) -> None:
    world.do(metrics.record, metrics.Wish("visitors", 5))
    assert carry(world.shift) == {}
    assert metrics.of(world.next_shift().shift).by_id == {}


# --- limits -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metric", "value", "samples", "standing"),
    [
        ("wait", 8 * 3, 3, "stretch"),
        ("wait", 8 * 3 + 1, 3, "ok"),
        ("wait", 10 * 3, 3, "ok"),
        ("wait", 10 * 3 + 1, 3, "fail"),
        ("bundle", 9, 9, "stretch"),
        ("bundle", 9, 10, "ok"),
        ("bundle", 89, 100, "fail"),
        ("solved", 98, None, "ok"),
        ("solved", 97, None, "fail"),
        ("visitors", 0, None, "plain"),
        ("wait", None, None, "unknown"),
    ],
)
def test_limits_are_those_of_the_data_and_compared_before_rounding(
    metric: str, value: int | None, samples: int | None, standing: Standing
) -> None:
    """10 and 8 minutes: ten minutes and a third of one fail although they are shown as 10.3."""
    assert Figure(value, samples).standing(METRICS[metric]) == standing


# --- samples of the rounds --------------------------------------------------------------------------


def tickets(world: World, run: str, *minutes: int) -> None:
    for name, wait in zip(("first", "second"), minutes, strict=False):
        world.answer(run, "R-07", "printed", moment_text(world.now - timedelta(minutes=20)), name)
        called = world.now - timedelta(minutes=20 - wait)
        world.answer(run, "R-07", "called", moment_text(called), name)


def test_queue_samples_of_all_rounds_make_one_average_with_its_number_pat_02(world: World) -> None:
    tickets(world, world.start("round"), 6, 9)
    world.finish("round-1")
    world.wait(hours=1)
    tickets(world, world.start("round"), 15)
    assert sampled(world.scene, METRICS["wait"]) == Figure(30, 3)
    row = next(r for r in metrics.sheet(world.scene) if r.metric.id == "wait")
    assert (row.recorded, row.standing) == (None, "ok"), (
        "offered, and recorded only when somebody says so (L8)"
    )
    assert part(world)["sampled"] == {"wait": {"value": 30, "samples": 3}}
    (record,) = world.do(metrics.take_samples, "wait")
    assert record.raw["body"] == {"metric": "wait", "value": 30, "samples": 3, "sampled": True}


def test_a_ticket_called_before_it_was_printed_is_no_sample(world: World) -> None:
    tickets(world, world.start("round"), -3, 4)
    assert sampled(world.scene, METRICS["wait"]) == Figure(4, 1)


def test_half_a_sample_is_none(world: World) -> None:
    run = world.start("round")
    world.answer(run, "R-07", "printed", moment_text(world.now), "first")
    assert sampled(world.scene, METRICS["wait"]) is None
    assert world.refused(metrics.take_samples, "wait") == "no_samples"
    assert world.refused(metrics.take_samples, "visitors") == "no_samples"


def test_the_wait_is_waiting_people_times_service_over_open_tills_pat_01(world: World) -> None:
    run = world.start("round")
    world.answer(run, "R-05", "waiting", 12)
    world.answer(run, "R-05", "open_tills", 4)
    (wait,) = waits(world.scene)
    assert wait.minutes is None, "nobody timed a transaction"
    world.answer(run, "R-06", "minutes", 3, "first")
    world.answer(run, "R-06", "minutes", 4, "second")
    (wait,) = waits(world.scene)
    assert (wait.run, wait.waiting, wait.open_tills, wait.minutes) == (run, 12, 4, 11), "10.5, rounded up"
    assert part(world)["waits"] == [11]
    assert part(world)["waited"] == [[moment_text(wait.at), 12, 4, 11]]


def test_a_round_without_transactions_takes_the_average_of_the_shift(world: World) -> None:
    run = world.start("round")
    world.answer(run, "R-06", "minutes", 3, "first")
    world.finish(run)
    later = world.start("round")
    world.answer(later, "R-05", "waiting", 2)
    world.answer(later, "R-05", "open_tills", 2)
    assert [wait.minutes for wait in waits(world.scene)] == [3]


@given(st.integers(-2, 50), st.integers(-1, 9), st.integers(0, 60), st.integers(0, 5))
def test_a_wait_is_nought_only_when_nobody_waits(waiting: int, tills: int, minutes: int, n: int) -> None:
    found = computed_wait(waiting, tills, Figure(minutes, n) if n else None)
    assert (found == 0) == (waiting == 0)
    if found:
        assert tills > 0
        assert found * tills * n >= waiting * minutes > (found - 1) * tills * n


VALUES = st.none() | st.integers(0, 100)


@given(
    st.lists(st.tuples(st.sampled_from(sorted(METRICS)), VALUES, st.none() | st.integers(0, 9)), max_size=12)
)
def test_metrics_never_invent_a_nought(wishes: list[tuple[str, int | None, int | None]]) -> None:
    """A nought is shown, sealed and joined only where somebody recorded one."""
    world = World(small_manual())
    said: dict[str, tuple[int | None, int | None]] = {}
    for id, value, samples in wishes:
        wish = metrics.Wish(id, value, samples, "no_source", "slip")
        if isinstance(world.wish(metrics.record, wish), list):
            said[id] = (value, samples if value is not None else None)
    recorded = part(world)["recorded"]
    assert isinstance(recorded, dict)
    assert {id: (f["value"], f.get("samples")) for id, f in recorded.items()} == said
    for row in metrics.sheet(world.scene):
        value = said.get(row.metric.id, (None, None))[0]
        shown = row.recorded.figure.tenths(row.metric) if row.recorded is not None else None
        assert (shown is None) == (value is None)
        assert (shown == 0) == (value == 0)
        assert (row.standing == "unknown") == (value is None)


@given(st.lists(st.tuples(st.none() | st.integers(0, 9), st.integers(0, 5)), max_size=6))
def test_joining_adds_what_is_known_and_leaves_out_what_is_not(pairs: list[tuple[int | None, int]]) -> None:
    known = [(v, n) for v, n in pairs if v is not None and n]
    found = joined(tuple(Figure(v, n) for v, n in pairs))
    assert found == (Figure(sum(v for v, _ in known), sum(n for _, n in known)) if known else None)
