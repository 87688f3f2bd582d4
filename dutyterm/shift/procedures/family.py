"""The family of emergencies: its fold, what it hinders, what the next shift takes over, its figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from dutyterm.i18n import Text, same
from dutyterm.manual.schema import Block
from dutyterm.model.record import Event, Kinds, Record
from dutyterm.shift import life
from dutyterm.shift.procedures import facts, state
from dutyterm.shift.procedures.handing import handed as handed
from dutyterm.shift.procedures.statistics import figures, review_figures
from dutyterm.shift.shift import Blocker, Scene, Shift

KEY = state.KEY
FACTS = facts.FACTS
EMPTY = state.EMPTY

CARRY_VERSION = 1

MOST_WAITING = 200_000
"""Bytes of cases that wait for their form; a line of a journal holds a million."""

_KINDS = Kinds(FACTS)


def apply(part: state.Procedures, record: Record) -> state.Procedures:
    """The part after this record."""
    fact = record.fact
    if isinstance(fact, life.ShiftOpened):
        return part if part.by_id else taken_over(fact.carried.get(KEY))
    if isinstance(fact, FACTS):
        return state.with_fact(part, record.at, record.by, cast(facts.RunFact, fact))
    return part


def blocks(scene: Scene, what: Block) -> tuple[Blocker, ...]:
    """Nobody leaves the hall while a real emergency goes on, and who hands over says so; no drill hinders."""
    if what not in ("leave", "handover"):
        return ()
    text = Text(
        "应急 {card} 还没有解除: 按 F9 到这张卡解除。",
        "Emergency {card} has not been stood down: press F9, open the card, stand it down.",
    )
    return tuple(
        Blocker(what, text.fill(card=_named(scene, run.card)), run.id)
        for run in state.of(scene.shift).running()
        if not run.drill
    )


def _named(scene: Scene, card: str) -> Text:
    known = scene.manual.card(card)
    return same(card) if known is None else Text(f"{known.title.zh} {card}", f"{known.title.en} {card}")


def carry(shift: Shift) -> Mapping[str, object] | None:
    """Every run that goes on or waits for its form, fact by fact, so that nothing of it is lost (N9).

    Of those that wait the newest only, as many as `MOST_WAITING` bytes hold: forms that nobody ever signs
    must not keep a shift from being opened. An older one stays an open item, which is then settled by hand.
    """
    found = {run.id: [_document(kept) for kept in run.kept] for run in _going_on(shift)}
    return {"v": CARRY_VERSION, "runs": list(found.values())} if found else None


def _going_on(shift: Shift) -> list[state.Run]:
    runs = state.of(shift).by_id.values()
    kept, room = {run.id for run in runs if run.running}, MOST_WAITING
    for run in sorted((run for run in runs if run.form.waits), key=lambda run: run.t0, reverse=True):
        room -= sum(len(json.dumps(_document(fact))) for fact in run.kept)
        if room < 0:
            break
        kept.add(run.id)
    return [run for run in runs if run.id in kept]


def summary(scene: Scene) -> Mapping[str, object]:
    """Each run of this shift with its figures; drills apart, so that they change no statistic (N13)."""
    runs = [
        (run, {**figures(run, scene.manual, scene.now), **_by_hand(scene.shift, run)})
        for run in _runs(scene.shift)
    ]
    found: dict[str, object] = {}
    if real := [told for run, told in runs if not run.drill]:
        found["real"] = real
    if drills := [told for run, told in runs if run.drill]:
        found["drills"] = drills
    if reviews := [review_figures(run) for run in _signed(scene.shift)]:
        found["reviews"] = reviews
    return found


def _by_hand(shift: Shift, run: state.Run) -> Mapping[str, int]:
    """What was accepted by hand meanwhile; the register is not imported where nothing was."""
    if not shift.has("register"):
        return {}
    from dutyterm.shift.register.of_run import of_run

    return of_run(shift, run.id).figures()


def _runs(shift: Shift) -> tuple[state.Run, ...]:
    return tuple(run for run in state.of(shift).by_id.values() if run.ended != "withdrawn" and not run.past)


def _signed(shift: Shift) -> tuple[state.Run, ...]:
    """Real cases whose form was signed in this shift: a signed one is carried no further."""
    return tuple(run for run in state.of(shift).by_id.values() if run.form.signed and not run.drill)


def _document(kept: state.Kept) -> dict[str, Any]:
    return Event(kept.fact, kept.by).document(kept.at, 0)


def taken_over(carried: object) -> state.Procedures:
    """The runs of a carry part; what cannot be read is left out here and named by verify.

    Between two shifts it is also what still goes on.
    """
    part = state.EMPTY
    if not isinstance(carried, Mapping) or carried.get("v") != CARRY_VERSION:
        return part
    runs = carried.get("runs")
    for run in runs if isinstance(runs, list | tuple) else ():
        for document in run if isinstance(run, list | tuple) else ():
            record = _KINDS.read(0, document) if isinstance(document, Mapping) else None
            if record is not None and record.fact is not None:
                fact = cast(facts.RunFact, record.fact)
                part = state.with_fact(part, record.at, record.by, fact, carried=True)
    return state.as_past(part)
