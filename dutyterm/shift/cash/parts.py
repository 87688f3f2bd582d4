"""What the facts of money are made of: who signed, who was told, one way to pay."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from dutyterm.model.moment import Moment

RESERVE = "reserve"
"""Stands for the reserve in the safe where a till id may stand."""

Purpose = Literal["closing", "handover", "interim"]
"""closing: the till is settled. handover: it goes to another clerk. interim: the same clerk goes on."""


class Part(BaseModel):
    """A part of a fact or of the state: frozen, strict, readable by a newer program."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", defer_build=True)


class Signature(Part):
    """Who signed with the own PIN, and when that PIN was given."""

    person: str
    at: Moment


class Told(Part):
    """Who was told of a difference (e.4)."""

    person: str | None = None
    """Person id; None for somebody who is not on the roster of this hall."""
    role: str = ""
    """Of somebody who is not on the roster: the role, when the roster has nobody of it."""
    name: str = ""
    """And the name."""
    medium: Literal["phone", "on_site", "message", "not_reached"]
    at: Moment


class TenderFigures(Part):
    """One way to pay, settled on its own: never netted with another (e.2)."""

    tender: str
    expected: int
    """By the closing report."""
    actual: int
    """By the slips, the backend list, the batch."""
    papers: int = 0
    """Proofs handed over one by one (M10)."""
    missing: int = 0
    """Proofs that are not there although the money is: no shortage, settled with a note."""
    note: str = ""
    """Batch number, or bank and number of a cheque."""
