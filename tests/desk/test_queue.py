"""Wishes queue: each sees every earlier one, and whoever asked may go away (design 2)."""

from __future__ import annotations

import asyncio
import contextlib

from dutyterm.desk import items, lists, people, shifts
from dutyterm.desk.outcome import Done
from dutyterm.model.record import Event
from dutyterm.shift import open_items
from dutyterm.shift.lists import rules
from dutyterm.shift.shift import Scene
from tests.desk.kit import DUTY, PINS, RUN, Hall, done, kinds, line_of, refused


async def test_a_hundred_wishes_at_once_are_each_recorded_once_and_each_rule_saw_the_earlier_ones(
    hall: Hall,
) -> None:
    session = await hall.shift()
    seen: list[int] = []

    def rule(n: int) -> object:
        def decide(scene: Scene) -> list[Event]:
            seen.append(len(open_items.of(scene.shift).open()))
            found = open_items.note(scene, f"第 {n} 件")
            assert isinstance(found, list)
            return found

        return decide

    outcomes = await asyncio.gather(*(session.wish(rule(n)) for n in range(100)))  # type: ignore[arg-type]
    assert all(isinstance(o, Done) for o in outcomes)
    assert seen == list(range(100))
    titles = [i.title.zh for i in open_items.of(session.shift).open()]
    assert sorted(titles) == sorted(f"第 {n} 件" for n in range(100))
    await hall.close()
    session = await hall.start()
    assert kinds(session).count("open_item.opened") == 100
    hall.assert_sound()


async def test_the_same_answer_pressed_twice_is_recorded_once(hall: Hall) -> None:
    session = await hall.shift()
    slot = line_of(session, "OPN-07").next_slot
    assert slot is not None
    wish = rules.Answer(RUN, slot.slot, 96)
    first, second = await asyncio.gather(lists.answer(session, wish), lists.answer(session, wish))
    done(first)
    assert refused(second) == "unchanged"


async def test_a_caller_that_goes_away_cancels_nothing(hall: Hall) -> None:
    session = await hall.shift()
    task = asyncio.ensure_future(items.note(session, "还在写"))
    await asyncio.sleep(0)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    await session.queued(_nothing)
    assert [i.title.zh for i in open_items.of(session.shift).open()] == ["还在写"]


async def _nothing() -> None:
    return None


async def test_leaving_the_program_writes_what_is_under_way_to_its_end(hall: Hall) -> None:
    session = await hall.shift()
    waiting = [asyncio.ensure_future(items.note(session, f"第 {n} 件")) for n in range(20)]
    await asyncio.sleep(0)
    await hall.close()
    assert all(isinstance(outcome, Done) for outcome in await asyncio.gather(*waiting))
    session = await hall.start()
    assert kinds(session).count("open_item.opened") == 20


async def test_screens_hear_of_every_change_until_they_stop_listening(hall: Hall) -> None:
    session = await hall.shift()
    heard: list[int] = []
    end = session.subscribe(lambda: heard.append(len(session.records)))
    done(await items.note(session, "一"))
    end()
    end()
    done(await items.note(session, "二"))
    assert heard == [len(session.records) - 1]


async def test_one_wish_is_one_write_and_one_fsync(hall: Hall) -> None:
    session = await hall.shift()
    name = hall.shift_files()[0].name
    writes, fsyncs = hall.disk.writes[name], hall.disk.fsyncs[name]
    done(await items.note(session, "一"))
    assert (hall.disk.writes[name], hall.disk.fsyncs[name]) == (writes + 1, fsyncs + 1)


async def test_a_signature_never_covers_an_answer_that_was_changed_while_the_pin_was_typed(
    hall: Hall,
) -> None:
    """N16: what was shown is what is signed; here an earlier wish in the queue changed it."""
    session = await hall.shift()
    slot = line_of(session, "OPN-20").next_slot
    assert slot is not None
    while (slot := line_of(session, "OPN-20").next_slot) is not None and slot.spec.kind != "dual":
        done(await lists.answer(session, rules.Answer(RUN, slot.slot, 50_000)))
    signed = tuple(s.slot for s in line_of(session, "OPN-20").slots if s.spec.kind == "dual")
    money = line_of(session, "OPN-20").slots[0].slot
    changed, signature = await asyncio.gather(
        lists.answer(session, rules.Answer(RUN, money, 49_000, confirmed=True, reason="slip")),
        lists.sign_first(session, RUN, signed),
    )
    done(changed)
    assert refused(signature) == "shown_changed"
    assert not any(s.signatures for s in line_of(session, "OPN-20").slots)


async def test_two_openings_of_a_shift_at_once_make_one_file(hall: Hall) -> None:
    session, _ = await hall.found()
    await people.sign_in(session, DUTY, PINS[DUTY])
    first, second = await asyncio.gather(shifts.open_shift(session), shifts.open_shift(session))
    done(first)
    assert refused(second) == "already_open"
    assert len(hall.shift_files()) == 1
