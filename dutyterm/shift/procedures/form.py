"""The after-action form of one emergency as it stands: what is asked, answered, agreed, signed (3f.0, P8)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime

from dutyterm.model.moment import moment_text
from dutyterm.shift.frozen import put
from dutyterm.shift.procedures import after_facts as facts
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Action:
    """Something that is to be improved, by whom, until when."""

    number: int
    what: str
    owner: str
    due: datetime


@dataclass(frozen=True)
class Form:
    """The form of one run; empty while the case goes on."""

    due: datetime | None = None
    """Until when it is asked for; None = nobody asks for it."""
    level: int | None = None
    """The gravest that the case had been, when it is asked for."""
    dark_ms: int | None = None
    """How long the program stood still meanwhile."""
    answers: Mapping[str, str | int] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    last_number: int = 0
    """The highest number that an action ever had."""
    signed_by: str | None = None
    signed_at: datetime | None = None
    late_min: int | None = None

    @property
    def signed(self) -> bool:
        """Is it closed for ever?"""
        return self.signed_at is not None

    @property
    def waits(self) -> bool:
        """Is it asked for and not there?"""
        return self.due is not None and not self.signed


EMPTY = Form()


def with_fact(form: Form, fact: facts.AfterFact) -> Form:
    """The form after one more fact; a signed one changes no more."""
    if form.signed:
        return form
    match fact:
        case facts.ReviewAsked():
            return replace(form, due=fact.due, level=fact.level, dark_ms=fact.dark_ms)
        case facts.ReviewAnswered():
            value = fact.text if fact.text is not None else fact.number
            return form if value is None else replace(form, answers=put(form.answers, fact.field, value))
        case facts.ActionAgreed():
            action = Action(fact.number, fact.what, fact.owner, fact.due)
            kept = tuple(a for a in form.actions if a.number != fact.number)
            return replace(form, actions=(*kept, action), last_number=max(form.last_number, fact.number))
        case facts.ActionDropped():
            return replace(form, actions=tuple(a for a in form.actions if a.number != fact.number))
        case facts.ReviewSigned():
            return replace(form, signed_by=fact.by, signed_at=fact.at, late_min=fact.late_min)


def content_hash(run: str, form: Form) -> str:
    """What a signature covers: every answer and every action, as canonical JSON (N16)."""
    content = {
        "run": run,
        "answers": dict(form.answers),
        "actions": [
            {"number": a.number, "what": a.what, "owner": a.owner, "due": moment_text(a.due)}
            for a in form.actions
        ],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
