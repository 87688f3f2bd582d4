"""The record envelope: who wrote what kind of fact when, and how a stored document becomes one again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationError

from dutyterm.model.moment import moment_text
from dutyterm.values import dataclass


class Fact(BaseModel):
    """The body of one kind of record. Strict when written, tolerant of extra keys when read.

    Only str, int, bool, None, lists, nested models and the types of `model.moment`: never a float.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", defer_build=True)

    KIND: ClassVar[str] = ""
    """The record kind, e.g. `item.answered`."""
    V: ClassVar[int] = 1
    """The version of this shape; older ones are lifted by an upcast when read."""

    def body(self) -> dict[str, Any]:
        """The plain JSON body; what is None is left out."""
        return self.model_dump(mode="json", exclude_none=True)


@dataclass(frozen=True)
class Event:
    """A fact that a rule wants written down; it becomes a Record when the journal has it."""

    fact: Fact
    by: str | None
    """Person id of the author; None for the program itself or when nobody was signed in."""

    def document(self, at: datetime, mono: int) -> dict[str, Any]:
        """The document to append. `mono` is milliseconds of a clock that counts sleep."""
        return {
            "at": moment_text(at),
            "mono": mono,
            "by": self.by,
            "kind": self.fact.KIND,
            "v": self.fact.V,
            "body": self.fact.body(),
        }


@dataclass(frozen=True)
class Record:
    """One fact as it stands in a journal."""

    id: int
    at: datetime
    mono: int
    by: str | None
    kind: str
    v: int
    fact: Fact | None
    """None when this program does not know the kind, the version is newer, or the body is not readable."""
    raw: Mapping[str, Any]
    """The document as it stands in the file, for showing what cannot be understood."""


Upcast = Callable[[dict[str, Any]], dict[str, Any]]
"""Lifts the body of one version to the next; pure, never changes its argument."""


class Kinds:
    """The kinds of record that this program knows, and how old versions of them are lifted."""

    def __init__(
        self,
        facts: Iterable[type[Fact]] = (),
        upcasts: Mapping[tuple[str, int], Upcast] | None = None,
        more: Callable[[str], Iterable[type[Fact]]] | None = None,
    ) -> None:
        """Raises ValueError when two facts claim one kind.

        `more` gives the facts whose kinds begin with a word (`entry` of `entry.added`); it is asked when the
        first document with that word is read, so that nobody imports what no journal at hand holds.
        """
        self._facts: dict[str, type[Fact]] = {}
        self._upcasts = dict(upcasts or {})
        self._more = more
        self._asked: set[str] = set()
        self._add(facts)

    def _add(self, facts: Iterable[type[Fact]]) -> None:
        for fact in facts:
            if not fact.KIND or self._facts.get(fact.KIND, fact) is not fact:
                raise ValueError(f"record kind {fact.KIND!r} is missing or claimed twice")
            self._facts[fact.KIND] = fact

    def _known(self, kind: str) -> type[Fact] | None:
        word = kind.partition(".")[0]
        if self._more is not None and word not in self._asked:
            self._add(self._more(word))
            self._asked.add(word)
        return self._facts.get(kind)

    def __contains__(self, kind: str) -> bool:
        return self._known(kind) is not None

    def read(self, id: int, document: Mapping[str, Any]) -> Record:
        """The record in a stored document. Never raises: what is not understood has `fact` None."""
        kind, v = document.get("kind"), document.get("v")
        body, by = document.get("body"), document.get("by")
        mono = document.get("mono")
        try:
            at = datetime.fromisoformat(str(document.get("at")))
            if at.tzinfo is None:
                at = _UNKNOWN_TIME
        except ValueError:
            at = _UNKNOWN_TIME
        fact: Fact | None = None
        if isinstance(kind, str) and type(v) is int and isinstance(body, Mapping) and at is not _UNKNOWN_TIME:
            fact = self._fact(kind, v, dict(body))
        return Record(
            id=id,
            at=at,
            mono=mono if type(mono) is int else 0,
            by=by if isinstance(by, str) else None,
            kind=kind if isinstance(kind, str) else "?",
            v=v if type(v) is int else 0,
            fact=fact,
            raw=document,
        )

    def _fact(self, kind: str, v: int, body: dict[str, Any]) -> Fact | None:
        known = self._known(kind)
        if known is None or v > known.V or v < 1:
            return None
        try:
            while v < known.V:
                body = self._upcasts[(kind, v)](body)
                v += 1
            # strict JSON rules: lists become tuples and objects models, but `true` is never a number
            return known.model_validate_json(json.dumps(body, default=dict))
        except (KeyError, TypeError, ValueError, ValidationError, AttributeError, RecursionError):
            return None


_UNKNOWN_TIME = datetime.fromisoformat("1970-01-01T00:00:00.000+00:00")
