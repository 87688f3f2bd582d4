"""Money of the register as the books of cash want to know it: beside the tills, never in them (e.2, N3).

The board of a hall with tills asks here; a register that has nothing to say is not imported for it.
"""

from __future__ import annotations

from dutyterm.shift.cash.books import overnight
from dutyterm.shift.cash.state import of as cash_of
from dutyterm.shift.shift import Shift


def in_envelopes(shift: Shift) -> int:
    """Fen that lie in envelopes of the register, and so stay overnight beside reserve and floats."""
    if not shift.has("register"):
        return 0
    from dutyterm.shift.register.state import of

    register = of(shift)
    return sum(register.held(name) for name in register.envelopes)


def stays(shift: Shift) -> int:
    """All cash that stays in the hall overnight, that of the register with it (CLS-17)."""
    return overnight(cash_of(shift)) + in_envelopes(shift)


def amounts(shift: Shift, person: str) -> tuple[int, ...]:
    """Fen of entries that may explain a difference of this person's till (N3).

    The money went into the drawer instead of the envelope, or it was keyed in and still lies in the envelope.
    """
    if not shift.has("register"):
        return ()
    from dutyterm.shift.register.state import of

    return tuple(
        entry.written.due
        for entry in of(shift).in_order()
        if entry.counts
        and entry.written.due
        and (entry.waits or (entry.rekeyed is not None and entry.rekeyed.person == person))
    )
