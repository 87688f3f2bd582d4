"""What comes next for a till, a bag, the safe: the order of the steps of domain e.3. Pure."""

from __future__ import annotations

from typing import Literal

from dutyterm.shift.cash.state import Bag, Cash, Span, Till, counting, state_of
from dutyterm.values import dataclass

TillStep = Literal["issue", "use", "count", "lock", "expected", "decide", "keep"]
"""issue: 领用. use: it takes money; several things can be done. count, lock: 清点. expected: 应有金额.
decide: 长短款结论. keep: 留存."""

BagStep = Literal["move", "credit", "decide", "none"]


@dataclass(frozen=True)
class Waiting:
    """A closure that waits for its next step."""

    till: str
    span: Span | None
    """None: nobody ever took this till in this shift."""
    step: TillStep


def till_steps(cash: Cash, till: Till) -> tuple[Waiting, ...]:
    """The next step of the newest closure, and of every earlier one that is not settled yet."""
    earlier = (Waiting(till.id, span, _of_span(span)) for span in till.spans[:-1] if not span.finished)
    span = till.span
    if span is None or state_of(cash, till.id) in ("idle", "settled", "paid"):
        return (*earlier, Waiting(till.id, span, "issue"))
    if span.waits_for_report:
        # the report comes when the system is back; meanwhile the till can be given out again
        return (*earlier, Waiting(till.id, span, "expected"), Waiting(till.id, None, "issue"))
    return (*earlier, Waiting(till.id, span, _of_span(span)))


def _of_span(span: Span) -> TillStep:
    if span.locked is None:
        if not span.closing and not span.turns:
            return "use"
        return "lock" if counting(span) == "agreed" else "count"
    if span.expected is None:
        return "expected"
    return "keep" if span.is_decided else "decide"


def bag_step(bag: Bag) -> BagStep:
    """What comes next for a bag."""
    if bag.credited is not None:
        return "none" if bag.finished else "decide"
    return "credit" if bag.where in ("bank", "courier") else "move"
