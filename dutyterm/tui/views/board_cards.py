"""Emergencies that go on, as the first thing of Today: which card, how long, its next step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from dutyterm.i18n import Text
from dutyterm.shift.procedures.view import RunView
from dutyterm.tui.views.board import CardNow
from dutyterm.tui.views.item_words import age

MOST: Final = 2
"""Cards with a row of their own; of more the last row says how many, and F9 has them all."""


def cards_now(going: Sequence[RunView], now: datetime) -> tuple[CardNow, ...]:
    """Real ones first, the newest of them on top; `going` as the desk tells it, the newest last."""
    newest = tuple(reversed(going))
    ordered = [view for view in newest if not view.run.drill] + [view for view in newest if view.run.drill]
    shown = ordered[:MOST]
    more = len(ordered) - len(shown)
    return tuple(_card(view, now, more if view is shown[-1] else 0) for view in shown)


def _card(view: RunView, now: datetime, more: int) -> CardNow:
    gone = age(max(0, int((now - view.run.t0).total_seconds() // 60)))
    head = (_DRILL if view.run.drill else _REAL).fill(id=view.card.id, title=view.card.title, t=gone)
    step = view.current
    todo = _END if step is None else _STEP.fill(no=step.step.no, text=step.step.text)
    text = _BOTH.fill(head=head, todo=todo)
    others = f"+{more} " if more else ""
    return CardNow(view.card.id, Text(others + text.zh, others + text.en), view.run.drill)


_REAL: Final = Text("{title} {id} {t}", "{title} {id} {t}")
_DRILL: Final = Text("演练 {title} {id} {t}", "DRILL {title} {id} {t}")
_STEP: Final = Text("Enter 到第 {no} 步: {text}", "Enter: step {no}, {text}")
_END: Final = Text("都做了: Enter 到卡上解除", "all is done: Enter, then stand it down")
_BOTH: Final = Text("{head}  {todo}", "{head}  {todo}")
