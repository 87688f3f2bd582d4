"""The shape of register.toml: what may be accepted by hand, what never, limits, reasons (3f.2)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dutyterm.manual.cash import Amount
from dutyterm.manual.part import Part, Words

Asked = Literal["account", "due", "received", "receipt", "customer", "phone", "request", "promise", "told"]
"""A column of the register. account: number that the business is about. due, received: 应收, 实收; the change
follows. receipt: number of the temporary receipt. customer: surname and title. request: in words. promise: by
when. told: the customer was told that nothing is effective yet, and signed."""

MONEY: tuple[Asked, ...] = ("due", "received", "receipt", "told")
"""Columns that money asks for."""

Count = Annotated[int, Field(strict=True, ge=1)]


class Business(Part):
    """Something that may be taken down by hand; its digit is its place."""

    id: str
    name: Words
    help: Words
    money: bool = False
    """Cash is taken."""
    rekey: bool = False
    """It is keyed into the system afterwards 补录."""
    call: bool = False
    """The customer hears of the result 回访."""
    asks: tuple[Asked, ...]
    """Columns that must be filled in, in the order of the form."""
    may: tuple[Asked, ...] = ()
    """Columns that may be."""
    phrases: tuple[Words, ...] = ()
    """What the request usually is."""
    source: tuple[str, ...]


class NeverByHand(Part):
    """Business that is refused whatever the customer says; its digit is its place."""

    id: str
    name: Words
    ground: Literal["law", "risk", "default"]
    """law: identity must be checked online. risk: 风险业务. default: caution of the template."""
    why: Words
    """For the customer."""
    source: tuple[str, ...]


class Reason(Part):
    """One of a list of reasons; its digit is its place."""

    id: str
    name: Words


class Offers(Part):
    """What a refused customer is offered."""

    words: tuple[Words, ...]


class RegisterFigures(Part):
    """Limits of the register."""

    entry_fen: Amount
    """Most cash of one entry."""
    page_fen: Amount
    """Most cash of one page."""
    page_numbers: Count
    """Numbers of one page."""
    rekey_hours: Count
    """Within so many hours an entry is keyed into the system."""


class RegisterRules(Part):
    """Everything about manual acceptance that is data."""

    id: str
    title: Words
    told: Words
    """What the customer is told."""
    no_id: Words
    figures: RegisterFigures
    business: tuple[Business, ...]
    never: tuple[NeverByHand, ...]
    offers: Offers
    voids: tuple[Reason, ...]
    """Why a number is void."""
    gaps: tuple[Reason, ...]
    """Why a number is missing (N11)."""
    unable: tuple[Reason, ...]
    """Why an entry cannot be keyed in."""
    later: tuple[Reason, ...]
    """Why an entry is keyed in another day."""
    order: tuple[Reason, ...]
    """Why an entry is keyed in before an earlier one."""
    causes: tuple[Reason, ...]
    """Causes of a difference."""
    source: tuple[str, ...]

    def of(self, id: str) -> Business | None:
        """The business with this id."""
        return next((one for one in self.business if one.id == id), None)

    def refused(self, id: str) -> NeverByHand | None:
        """The business of this id that is never done by hand."""
        return next((one for one in self.never if one.id == id), None)
