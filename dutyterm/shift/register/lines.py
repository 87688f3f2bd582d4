"""The checklist line that the register answers: manual entries not keyed in (CLS-14)."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.shift.line_answer import LineAnswer
from dutyterm.shift.register.state import of
from dutyterm.shift.register.waiting import hinders, open_entries, real
from dutyterm.shift.shift import Scene

NAME = "not_keyed"
"""What a line names as `records`; one of `manual.known.RECORDS`."""


def line_answer(name: str, scene: Scene) -> LineAnswer | None:
    """How many wait; None in a shift without a register, where the line is answered by hand.

    It waits while a number has no state, an entry is open unexplained or money is not reconciled.
    """
    if not by_records(name, scene):
        return None
    hindering = hinders(scene)
    if hindering:
        return LineAnswer(hindering[0].text, off=True, waits=True, lead=_LEAD)
    open_now = open_entries(of(scene.shift))
    if open_now:
        words = Text("{n} 笔待补录、复核,已说明", "{n} open, explained").fill(n=len(open_now))
        return LineAnswer(words, off=True, lead=_LEAD)
    return LineAnswer(Text("0 笔未补录", "0 not keyed in"), lead=_LEAD)


def by_records(name: str, scene: Scene) -> bool:
    """Does the register alone answer this line? So it is as soon as it was used in this shift.

    An answer that was given by hand before that does not stand against it.
    """
    register = of(scene.shift)
    return name == NAME and bool(real(register) or any(not page.drill for page in register.pages))


_LEAD = Text("登记簿", "register")
