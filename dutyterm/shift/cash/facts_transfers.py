"""What can happen to money that one side gave and the other has not confirmed yet (M6, M8)."""

from __future__ import annotations

from typing import Literal

from dutyterm.model.record import Fact
from dutyterm.shift.cash.parts import Signature


class TransferSent(Fact):
    """Money left one side, signed by who gave it; it is under way until the other side confirms it."""

    KIND = "cash.transfer_sent"

    sort: Literal["drop", "top_up"]
    """drop: from the till into the safe. top_up: from the reserve into the till."""
    till: str
    fen: int
    envelope: str = ""
    """A drop has a numbered envelope."""
    signed: tuple[Signature, ...]


class TransferConfirmed(Fact):
    """The other side counted it and took it."""

    KIND = "cash.transfer_confirmed"

    transfer: str
    """`<journal>#<record id>` of the sending."""
    fen: int
    """What was really there."""
    words: str = ""
    """Why it is another sum than was sent."""
    signed: tuple[Signature, ...]


class TransferReturned(Fact):
    """The other side did not take it: it is again where it came from."""

    KIND = "cash.transfer_returned"

    transfer: str
    reason: str
    signed: tuple[Signature, ...]


class TransfersLeft(Fact):
    """A till is counted although transfers wait: who let it and why, by name."""

    KIND = "cash.transfers_left"

    till: str
    transfers: tuple[str, ...]
    reason: str
    signed: tuple[Signature, ...]
