"""Which card the records and the PC suggest: shown in the queue, opened by Enter, never started by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Final

from dutyterm.i18n import Text
from dutyterm.model.suggests import Source
from dutyterm.shift import life
from dutyterm.shift.lists.state import Given, Slot, of
from dutyterm.shift.lists.state import Run as ListRun
from dutyterm.shift.procedures import state
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

FRESH: Final = timedelta(hours=2)
"""A failed line or a dark time longer ago suggests nothing any more (D)."""

DARK: Final = timedelta(minutes=2)
"""Shorter than that somebody has only closed the program (D)."""


@dataclass(frozen=True)
class Sensed:
    """What the PC knows by itself; None = it cannot tell."""

    on_battery: bool | None = None
    link: bool | None = None
    """Is any network line up?"""
    gateway: bool | None = None
    """Does the way out of the hall answer? False only when it is gone for sure."""

    @property
    def bad(self) -> bool:
        """Is there anything to suggest?"""
        return bool(self.on_battery) or self.link is False or self.gateway is False


@dataclass(frozen=True)
class Suggestion:
    """A card, and why."""

    card: str
    why: Text
    source: Source = "lines"


def suggestions(
    scene: Scene, sensed: Sensed, silent: Collection[Source] = frozenset()
) -> tuple[Suggestion, ...]:
    """One for each card at most, the surest first; none for what goes on or only follows from it.

    `silent`: what the hall has switched off.
    """
    found: dict[str, Suggestion] = {}
    for one in _all(scene, sensed):
        if one.source not in silent:
            found.setdefault(one.card, one)
    going = state.of(scene.shift).running()
    cards = [card for run in going if (card := scene.manual.card(run.card)) is not None]
    hidden = {run.card for run in going} | {id for card in cards for id in card.inhibits}
    return tuple(one for one in found.values() if one.card not in hidden and scene.manual.card(one.card))


def _all(scene: Scene, sensed: Sensed) -> Iterator[Suggestion]:
    if sensed.on_battery:
        words = Text("电脑在用电池,停电了?", "the PC runs on battery: a power cut?")
        yield Suggestion("PWR", words, "battery")
    if sensed.link is False:
        yield Suggestion("NET", Text("电脑的网线断了", "the PC has no network line"), "link")
    if sensed.gateway is False:
        yield Suggestion("NET", Text("电脑连不上网关", "the PC does not reach its gateway"), "gateway")
    yield from _dark(scene)
    yield from _failed(scene)


def _dark(scene: Scene) -> Iterator[Suggestion]:
    """The program stood still while the doors were open."""
    part = life.of(scene.shift)
    if part.doors is None or part.closed is not None or not part.starts:
        return
    _, at, ms = part.starts[-1]
    gone = timedelta(milliseconds=ms or 0)
    walked = any(r.card == "PWR" and r.t0 >= at - gone for r in state.of(scene.shift).by_id.values())
    if gone >= DARK and scene.now - at <= FRESH and not walked:
        words = Text("程序停过 {n} 分,停过电吗?", "the program stood still for {n} min: a power cut?")
        yield Suggestion("PWR", words.fill(n=int(gone.total_seconds()) // 60), "gap")


def _failed(scene: Scene) -> Iterator[Suggestion]:
    """A line was answered off the norm, and the manual names a card for that (OPN-09, OPN-10)."""
    for run in reversed(tuple(of(scene.shift).runs.values())):
        for slot, given in run.given.items():
            card = _card_of(scene, run, slot, given)
            if card is None or scene.now - given.at > FRESH:
                continue
            if any(r.card == card and r.t0 >= given.at for r in state.of(scene.shift).by_id.values()):
                continue
            words = Text("{item} 不正常", "{item} is off the norm")
            yield Suggestion(card, words.fill(item=slot.item), "lines")


def _card_of(scene: Scene, run: ListRun, slot: Slot, given: Given) -> str | None:
    checklist = scene.manual.list(run.list)
    line = checklist.line(slot.item) if checklist is not None else None
    field = next((f for f in line.fields if f.id == slot.field), None) if line is not None else None
    if line is None or field is None:
        return None
    choice = next((c for c in field.choices if c.id == given.value), None)
    if choice is None or not (choice.off or choice.block):
        return None
    return choice.procedure or line.on_fail.procedure
