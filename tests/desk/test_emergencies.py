"""Working by a card at the desk: nobody signed in, no shift, no disk, a kill in the middle (N31, N9)."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from dutyterm.desk import handover, kept_steps, sealing, shifts
from dutyterm.desk.emergencies import Emergencies, Waiting, dark
from dutyterm.desk.outcome import NotSaved
from dutyterm.desk.session import Session
from dutyterm.i18n import Text
from dutyterm.manual.schema import Card
from dutyterm.model.record import Event
from dutyterm.shift import life
from dutyterm.shift.procedures import state
from tests.desk.handover_kit import SECOND, accepted, early_shift, read_all, sign_in, submitted
from tests.desk.kit import DUTY, LONG_S, PINS, Hall, done, refused
from tests.shift.world import real_manual


def desk(hall: Hall) -> Emergencies:
    """A new desk for cards, as after every start."""
    return Emergencies(real_manual, hall.clock.now)


def run_of(emergencies: Emergencies, session: Session | None, card: str = "PWR") -> state.Run:
    found = emergencies.of_card(session, card)
    assert found is not None
    return found.run


async def begin(emergencies: Emergencies, session: Session | None, hall: Hall, card: str = "PWR") -> str:
    """The first Space on a card: started and the first step done."""
    outcome = await emergencies.begin(session, card, hall.clock.now(), "1")
    if not isinstance(outcome, NotSaved):
        done(outcome)
    return run_of(emergencies, session, card).id


async def test_without_a_shift_one_outside_the_plan_is_opened_and_nobody_signs(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(None)
    emergencies = desk(hall)
    run = await begin(emergencies, session, hall)
    assert session.outside
    assert run_of(emergencies, session).steps["1"].by is None
    done(await emergencies.tick(session, run, "2"))
    await hall.close()
    hall.assert_sound()


async def test_after_a_kill_the_card_stands_at_its_step_and_the_dark_time_is_known(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(DUTY)
    done(await shifts.open_shift(session))
    emergencies = desk(hall)
    run = await begin(emergencies, session, hall)
    for step in ("2", "4"):
        done(await emergencies.tick(session, run, step))
    done(await emergencies.decide(session, run, "3", "no"))
    before = run_of(emergencies, session)
    await hall.close()
    hall.clock.wait(minutes=4)
    session = await hall.start(None)
    again = desk(hall).of_card(session, "PWR")
    assert again is not None
    assert again.run.steps == before.steps
    assert again.run.t0 == before.t0
    assert again.current is not None
    assert again.current.step.no == "5"
    gone = dark(session, again.run)
    assert gone is not None
    assert timedelta(minutes=4) <= gone[1] - gone[0] < timedelta(minutes=5)


async def test_what_goes_on_when_a_shift_is_sealed_is_still_there_between_two_shifts_n9(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(DUTY)
    done(await shifts.open_shift(session))
    emergencies = desk(hall)
    run = await begin(emergencies, session, hall)
    sealed = await sealing.seal(session, PINS[DUTY])
    assert isinstance(sealed, sealing.Sealed), sealed
    assert run_of(emergencies, session).id == run
    done(await emergencies.tick(session, run, "2"))
    assert session.outside
    assert run_of(emergencies, session).steps["1"].status == "done"
    done(await shifts.open_shift(session, seal_code=sealed.code))
    assert run_of(emergencies, session).steps["2"].status == "done"
    assert life.of(session.shift).opened is not None
    await hall.close()
    hall.assert_sound()


async def test_it_crosses_a_handover_and_is_taken_over_by_name_n9(hall: Hall) -> None:
    session = await early_shift(hall)
    emergencies = desk(hall)
    run = await begin(emergencies, session, hall)
    await submitted(session)
    await sign_in(session, SECOND)
    done(await emergencies.tick(session, run, "2"))  # the lights wait for no signature
    words = [row.title.en for row in handover.reading(session).rows]
    assert any(word.startswith("PWR Power outage goes on") for word in words)
    assert any("news for the customers" in word for word in words)
    assert await read_all(session) == len(words)
    await accepted(session)
    assert run_of(emergencies, session).steps["1"].status == "done"
    await hall.close()
    hall.assert_sound()


async def test_with_a_broken_disk_it_goes_on_in_memory_and_is_written_when_the_disk_is_back(
    hall: Hall,
) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(DUTY)
    done(await shifts.open_shift(session))
    emergencies = desk(hall)
    hall.disk.fail_write = lambda _: OSError(5, "Input/output error")
    run = await begin(emergencies, session, hall)
    assert isinstance(await emergencies.tick(session, run, "2"), NotSaved)
    assert refused(await emergencies.tick(session, run, "1")) == "done", "what waits counts as done"
    at = run_of(emergencies, session).steps["2"].at
    assert state.of(session.shift).by_id == {}
    hall.clock.wait(minutes=3)
    hall.disk.fail_write = lambda _: None
    assert await emergencies.write_waiting(session) == len(("started", "1", "2"))
    assert emergencies.waiting == ()
    assert state.of(session.shift).by_id[run].steps["2"].at == at, "the time is when it was done"
    await hall.close()
    hall.assert_sound()


async def test_steps_that_could_not_be_saved_survive_the_end_of_the_program(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(DUTY)
    done(await shifts.open_shift(session))
    emergencies = desk(hall)
    hall.disk.fail_write = lambda path: OSError(5, "Input/output error") if ".duty" in path.name else None
    run = await begin(emergencies, session, hall)
    await emergencies.tick(session, run, "2")
    before = run_of(emergencies, session)
    assert session.drafts.safe
    await hall.close()
    hall.disk.fail_write = lambda _: None
    session = await hall.start(None)
    again = desk(hall)
    again.take_up(session)
    assert run_of(again, session).steps == before.steps
    assert await again.write_waiting(session) == 3
    assert session.drafts.begun_with("unsaved/") == ()
    assert state.of(session.shift).by_id[run].steps["2"].at == before.steps["2"].at
    await hall.close()
    hall.assert_sound()


@pytest.mark.parametrize("card", ["PWR", "FIRE"])
async def test_without_any_data_directory_the_cards_that_came_with_the_program_are_walked(
    hall: Hall, card: str
) -> None:
    emergencies = desk(hall)
    run = await begin(emergencies, None, hall, card)
    assert isinstance(await emergencies.tick(None, run, "2"), NotSaved)
    assert run_of(emergencies, None, card).steps["2"].status == "done"
    assert len(emergencies.waiting) >= 3


async def test_a_program_that_only_looks_keeps_it_in_memory(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(None)
    session.read_only = Text("只读", "looking only")
    emergencies = desk(hall)
    await begin(emergencies, session, hall)
    assert len(emergencies.waiting) == 2
    assert not session.has_open_shift


async def test_a_locked_screen_signs_nothing(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(DUTY)
    done(await shifts.open_shift(session))
    session.locked = True
    emergencies = desk(hall)
    await begin(emergencies, session, hall)
    assert run_of(emergencies, session).steps["1"].by is None


async def test_a_refusal_starts_nothing(hall: Hall) -> None:
    session, _ = await hall.found()
    emergencies = desk(hall)
    outcome = await emergencies.begin(session, "PWR", hall.clock.now(), "5")
    assert refused(outcome) == "decide"
    assert emergencies.running(session) == ()
    assert emergencies.waiting == ()


def test_the_card_as_it_would_stand_needs_nothing(hall: Hall) -> None:
    card = real_manual().card("PWR")
    assert isinstance(card, Card)
    view = desk(hall).before(None, card, hall.clock.now(), drill=False)
    assert view is not None
    assert view.current is not None
    assert view.current.step.no == "1"


class HangingDisk:
    """Hangs the next writes to journals until it is released; made of the disk of a hall."""

    def __init__(self, hall: Hall) -> None:
        self.hangs, self.released = threading.Event(), threading.Event()
        self.hung = 0
        hall.disk.fail_write = self._wait

    def _wait(self, path: Path) -> OSError | None:
        if path.name.endswith(".duty") and not self.released.is_set():
            self.hung += 1
            self.hangs.set()
            self.released.wait()
        return None

    async def asked(self) -> None:
        """Until the first write hangs."""
        await asyncio.to_thread(self.hangs.wait)


async def answered(emergencies: Emergencies) -> None:
    """Until the disk has answered what it was asked; from then on it may take its time."""
    while (out := emergencies._out) is not None:
        await asyncio.wait({out})
        await asyncio.sleep(0)  # what is called back when it is done
    emergencies.patience_s = LONG_S


async def test_a_disk_that_hangs_keeps_nobody_from_the_next_step_and_nothing_is_doubled(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(DUTY)
    done(await shifts.open_shift(session))
    emergencies = desk(hall)
    emergencies.patience_s = 0.02
    disk = HangingDisk(hall)
    run = await begin(emergencies, session, hall)
    assert isinstance(await emergencies.tick(session, run, "2"), NotSaved)
    assert isinstance(await emergencies.decide(session, run, "3", "no"), NotSaved)
    await disk.asked()
    assert refused(await emergencies.tick(session, run, "2")) == "done", "what waits counts as done"
    assert disk.hung == 1, "one write at a time"
    assert [run_of(emergencies, session).step(no).status for no in "123"] == ["done"] * 3
    assert state.of(session.shift).by_id == {}
    disk.released.set()
    await answered(emergencies)
    assert [run_of(emergencies, session).step(no).status for no in "123"] == ["done"] * 3
    done(await emergencies.tick(session, run, "4"))
    assert emergencies.waiting == ()
    kinds = [record.kind for record in session.records if record.kind.startswith(("procedure", "step"))]
    assert kinds == ["procedure.started", "step.done", "step.done", "step.decided", "step.done"]
    await hall.close()
    hall.assert_sound()


async def test_a_late_answer_that_the_disk_failed_leaves_it_waiting(hall: Hall) -> None:
    await hall.found()
    await hall.close()
    session = await hall.start(DUTY)
    done(await shifts.open_shift(session))
    emergencies = desk(hall)
    emergencies.patience_s = 0.02
    disk = HangingDisk(hall)
    run = await begin(emergencies, session, hall)
    hall.disk.fail_write = lambda path: OSError(5, "Input/output error") if ".duty" in path.name else None
    hall.disk.fail_fsync = hall.disk.fail_write
    disk.released.set()
    await answered(emergencies)
    assert len(emergencies.waiting) == len(("started", "1"))
    hall.disk.fail_write = hall.disk.fail_fsync = lambda _: None
    done(await emergencies.tick(session, run, "2"))
    assert emergencies.waiting == ()
    assert set(state.of(session.shift).by_id[run].steps) == {"1", "2"}
    await hall.close()
    hall.assert_sound()


async def test_steps_that_reached_the_disk_although_they_were_kept_are_not_written_twice(hall: Hall) -> None:
    """Killed between the write and the drop of the drafts."""
    await hall.found()
    await hall.close()
    session = await hall.start(DUTY)
    done(await shifts.open_shift(session))
    emergencies = desk(hall)
    run = await begin(emergencies, session, hall)
    facts = [kept.fact for kept in state.of(session.shift).by_id[run].kept]
    kept_steps.put(session, [Waiting(Event(fact, None), hall.clock.now()) for fact in facts])
    session.drafts.flush()
    await hall.close()
    session = await hall.start(None)
    again = desk(hall)
    again.take_up(session)
    assert again.waiting == ()
    assert set(run_of(again, session).steps) == {"1"}
    await hall.close()
    hall.assert_sound()
