"""The checklist line that the register answers: manual entries not keyed in (CLS-14)."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.shift.cash.lines import LineAnswer
from dutyterm.shift.register.state import of
from dutyterm.shift.register.waiting import hinders, open_entries, real
from dutyterm.shift.shift import Scene

NAME = "not_keyed"
"""What a line names as `records`; one of `manual.known.RECORDS`."""


def line_answer(name: str, scene: Scene) -> LineAnswer | None:
    """How many wait; None in a shift without a register, where the line is answered by hand.

    It waits while a number has no state, an entry is open unexplained or money is not reconciled. An answer
    that was given by hand before the register was begun does not stand against it.
    """
    register = of(scene.shift)
    if name != NAME or not (real(register) or any(not page.drill for page in register.pages)):
        return None
    hindering = hinders(scene)
    if hindering:
        return LineAnswer(hindering[0].text, off=True, waits=True, over_hand=True)
    open_now = open_entries(register)
    if open_now:
        words = Text("{n} 笔待补录、复核,已说明", "{n} open, explained").fill(n=len(open_now))
        return LineAnswer(words, off=True, over_hand=True)
    return LineAnswer(Text("0 笔未补录", "0 not keyed in"), over_hand=True)
