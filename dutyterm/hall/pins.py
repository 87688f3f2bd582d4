"""What makes a PIN acceptable, and how long to wait after wrong ones. Pure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed

SHORTEST: Final = 6
LONGEST: Final = 12

FREE_TRIES: Final = 3
"""Wrong PINs that cost no waiting: fingers slip at eight in the morning."""

FIRST_WAIT: Final = timedelta(seconds=5)
LONGEST_WAIT: Final = timedelta(minutes=15)
"""Never longer: the hall must open, and somebody could lock out a colleague on purpose."""

_WELL_KNOWN: Final = (
    "112233 121212 123123 123321 147258 258369 147369 159753 520520 521521 131452 201314 110119 112358 789456"
    " 456123 741852 963852 102030 100000 200000"
)


def pin_digits(typed: str) -> str:
    """The PIN in what was typed; full-width digits are made ordinary."""
    return keyed(typed)


def pin_refusal(typed: str, number: str) -> Refusal | None:
    """None when the PIN can be taken by the person with that 工号; never repeats the PIN."""
    pin = pin_digits(typed)
    if not re.fullmatch(r"[0-9]*", pin):
        return Refusal("pin_not_digits", Text("PIN 只用数字 0-9。", "A PIN has the digits 0-9 only."))
    if not SHORTEST <= len(pin) <= LONGEST:
        words = Text("PIN 要 {least} 至 {most} 位数字。", "A PIN has {least} to {most} digits.")
        return Refusal("pin_length", words.fill(least=SHORTEST, most=LONGEST))
    if is_trivial(pin):
        words = Text(
            "这个 PIN 太好猜(重复、连号或常见)。换一个只有自己知道的。",
            "This PIN is easy to guess (repeated, in sequence or well known). Choose another one.",
        )
        return Refusal("pin_trivial", words)
    digits = "".join(c for c in number if c.isdigit())
    if len(digits) >= 3 and digits in pin:
        words = Text(
            "PIN 里不能有自己的工号。换一个。",
            "A PIN must not contain your own staff number.",
        )
        return Refusal("pin_is_number", words)
    return None


def is_trivial(pin: str) -> bool:
    """Whether a PIN is among the first that somebody would try: repeated, in sequence or well known."""
    steps = {(int(b) - int(a)) % 10 for a, b in zip(pin, pin[1:], strict=False)}
    repeated = any(pin == pin[:n] * (len(pin) // n) for n in (1, 2, 3) if len(pin) % n == 0)
    return repeated or steps in ({1}, {9}) or len(set(pin)) < 3 or pin in _WELL_KNOWN.split()


def next_try(failures: int, last_failure_at: datetime) -> datetime:
    """When the next PIN is looked at after so many wrong ones in a row; the wait doubles up to 15 minutes."""
    if failures < FREE_TRIES:
        return last_failure_at
    # The exponent is bounded before it is used: a thousand failures are no overflow.
    wait = FIRST_WAIT * (1 << min(failures - FREE_TRIES, 20))
    return last_failure_at + min(wait, LONGEST_WAIT)
