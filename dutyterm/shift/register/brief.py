"""The register of a shift in one line, for the day report."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text
from dutyterm.model.money import format_fen
from dutyterm.shift.register.state import of
from dutyterm.shift.register.waiting import real
from dutyterm.shift.shift import Shift


def brief(shift: Shift) -> Text | None:
    """Entries, sum, voids, refusals, what waits and the difference; None in a shift without a register."""
    register = of(shift)
    entries = real(register)
    refused = sum(not one.drill for one in register.refused)
    if not entries and not refused and not register.voids:
        return None
    own = [e for e in entries if not e.carried]
    last = register.reconciled[-1] if register.reconciled else None
    words = _ALL if last is not None else _NOT_RECONCILED
    return words.fill(
        n=sum(e.void is None for e in own),
        fen=format_fen(sum(e.written.due for e in own if e.void is None)),
        voids=sum(e.void is not None for e in own) + len(register.voids),
        refused=refused,
        open=sum(e.waits or e.unchecked for e in entries),
        off=format_fen(last.envelope_off + last.keyed_off) if last is not None else "",
    )


_ALL: Final = Text(
    "登记 {n} 笔 {fen}  作废 {voids}  未受理 {refused}  待补录、复核 {open}  差异 {off}",
    "{n} entries, {fen}; void {voids}, refused {refused}, to key in or check {open}, difference {off}",
)
_NOT_RECONCILED: Final = Text(
    "登记 {n} 笔 {fen}  作废 {voids}  未受理 {refused}  待补录、复核 {open}",
    "{n} entries, {fen}; void {voids}, refused {refused}, to key in or check {open}",
)
