"""The formulas of cash, exactly as they are printed on a count sheet (domain e.2); all in fen."""

from __future__ import annotations

from dutyterm.values import dataclass


@dataclass(frozen=True)
class Closure:
    """Everything that goes into one closure of one till."""

    float: int
    """F: what was counted when the till was taken over."""
    topups: int
    receipts: int
    """By the closing report of this person and time."""
    refunds: int
    drops: int
    counted: int
    kept: int
    """F_kept: what stays in the till."""

    @property
    def expected(self) -> int:
        """What should be in the drawer."""
        return self.float + self.topups + self.receipts - self.refunds - self.drops

    @property
    def variance(self) -> int:
        """Over above 0, short below."""
        return self.counted - self.expected

    @property
    def takings(self) -> int:
        """Cash received for the company (营业款)."""
        return self.receipts - self.refunds

    @property
    def pay_in(self) -> int:
        """What goes from this till to the bank, drops included."""
        return self.counted - self.kept + self.drops

    @property
    def check(self) -> bool:
        """The check line: what is paid in beyond the takings is the difference and what the float lost."""
        return self.pay_in - self.takings == self.variance + (self.float + self.topups - self.kept)
