"""What the money asks for now, one line each: a drop, a confirmation, a report, a limit (M4, M7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final, Literal

from dutyterm.i18n import Text
from dutyterm.model.money import format_fen
from dutyterm.shift import life
from dutyterm.shift.cash import safe
from dutyterm.shift.cash.books import book
from dutyterm.shift.cash.state import Cash, Span, of, state_of
from dutyterm.shift.cash.tills import over_limit
from dutyterm.shift.cash.told import figure, till_name, transfer_name
from dutyterm.shift.lists.state import of as lists_of
from dutyterm.shift.register.amounts import stays
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass

Code = Literal["drawer", "unconfirmed", "pending", "overnight", "pattern"]

DRAWERS: Final = "drawers"
"""Id of the field that a round answers about the drawers (PAT-14)."""

ABOVE: Final = "above"
"""Its answer for: one of them is above its limit."""

EVENING: Final = timedelta(hours=1)
"""So long before closing the overnight limit is looked at: until then the day's money is on its way."""


@dataclass(frozen=True)
class Prompt:
    """One thing to do."""

    code: Code
    text: Text
    till: str | None = None
    """The till that it is about."""


def prompts(scene: Scene) -> tuple[Prompt, ...]:
    """In the order of urgency. None of them says what lies in a drawer: that would end the blind count."""
    if scene.manual.cash is None:
        return ()
    return tuple(_prompts(scene, of(scene.shift)))


def drawer_over(scene: Scene, till: str, span: Span) -> bool:
    """Is there more in the drawer than its limit, by what was told of it or by the books alone?"""
    known = max(book(span), span.told or 0)
    return over_limit(scene, till, known) > 0


def _prompts(scene: Scene, cash: Cash) -> Iterator[Prompt]:
    if safe.is_pattern(scene):
        yield Prompt("pattern", _PATTERN)
    for till in cash.tills.values():
        span = till.span
        if span is not None and state_of(cash, till.id) == "in_use" and drawer_over(scene, till.id, span):
            yield Prompt("drawer", _DRAWER.fill(till=till_name(scene, till.id)), till.id)
    if _found_on_a_round(scene, cash):
        yield Prompt("drawer", _ROUND)
    for one in cash.transfers.values():
        yield Prompt("unconfirmed", _UNCONFIRMED.fill(what=transfer_name(scene, one)), one.till)
    for till in cash.tills.values():
        for span in till.spans:
            if span.waits_for_report:
                yield Prompt("pending", _PENDING.fill(till=till_name(scene, till.id)), till.id)
    yield from _overnight(scene, cash)


def _found_on_a_round(scene: Scene, cash: Cash) -> bool:
    """Did the newest round find a drawer above its limit (PAT-14), and nobody saw to one since?"""
    answers = (
        (given.record, given.value)
        for run in lists_of(scene.shift).runs.values()
        for slot, given in run.given.items()
        if slot.field == DRAWERS
    )
    record, value = max(answers, default=(0, ""), key=lambda one: one[0])
    in_use = any(state_of(cash, id) == "in_use" for id in cash.tills)
    return in_use and value == ABOVE and record > cash.drawer_at


def _overnight(scene: Scene, cash: Cash) -> Iterator[Prompt]:
    opened, rules = life.of(scene.shift).opened, scene.manual.cash
    if rules is None or opened is None or opened.closes is None or scene.now < opened.closes - EVENING:
        return
    there, limit = stays(scene.shift), figure(scene, rules, "overnight_fen")
    approved = cash.overnight.fen if cash.overnight is not None else 0
    if there > limit and there > approved:
        yield Prompt("overnight", _OVERNIGHT.fill(fen=format_fen(there), limit=format_fen(limit)))


_PATTERN: Final = Text(
    "疑似假币不止一张: 保持距离,后台报 110", "several suspected notes: keep distance, call 110 from the back"
)
_DRAWER: Final = Text("{till} 超抽屉限额: 做中途缴款", "{till} is above the drawer limit: do a drop")
_ROUND: Final = Text(
    "巡检说有抽屉超限: 做中途缴款,或说抽屉大概数",
    "a round found a drawer above its limit: do a drop, or tell what it holds",
)
_UNCONFIRMED: Final = Text("等确认: {what}", "to be confirmed: {what}")
_PENDING: Final = Text("{till} 待扎账: 系统恢复后先录", "{till}: closing report to come, enter it first")
_OVERNIGHT: Final = Text("在厅 {fen} 超隔夜限额 {limit}", "{fen} in the hall, overnight limit {limit}")
