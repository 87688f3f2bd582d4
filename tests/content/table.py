"""A line of a list as one row of a table, to hold what is shipped against a table typed by hand."""

from __future__ import annotations

from typing import NamedTuple

from dutyterm.manual.load import load_manual
from dutyterm.manual.schema import Checklist, FieldSpec, Line, Manual
from dutyterm.manual.shipped import shipped_manual_dir


class Row(NamedTuple):
    """One row of a table."""

    id: str
    group: str
    kinds: str
    """Kinds that must be answered, in order; in brackets: asked only if something holds, or optional."""
    limits: dict[str, tuple[object, object]]
    """`field.warn` or `field.block` -> (min, max); `field.total` -> (total, None)."""
    critical: str
    """B blocks leaving, L:x limits x (L:x* = only that part), N neither."""
    who: str
    due: str
    fail: tuple[str, ...]
    """Key terms of what to do when it fails, in zh."""
    cards: str = ""
    required: bool = True
    each: object = None
    away: bool = False
    na: str = ""


def shipped() -> Manual:
    """The manual that comes with the program."""
    made = load_manual(shipped_manual_dir())
    assert isinstance(made, Manual), [p.shown().en for p in made]
    return made


def shipped_list(id: str) -> Checklist:
    """One of its lists."""
    found = shipped().list(id)
    assert found is not None
    return found


def limits_of(field: FieldSpec) -> dict[str, tuple[object, object]]:
    """The limits of a field as a table has them."""
    found: dict[str, tuple[object, object]] = {}
    if field.total is not None:
        found[f"{field.id}.total"] = (field.total, None)
    if field.warn is not None:
        found[f"{field.id}.warn"] = (field.warn.min, field.warn.max)
    if field.block is not None:
        found[f"{field.id}.block"] = (field.block.min, field.block.max)
    return found


def row_of(line: Line, fail: tuple[str, ...]) -> Row:
    """The line as a row; of what to do on failure only those of the key terms that it has."""
    critical = [] if line.block is None else ["B" if line.block == "leave" else f"B:{line.block}"]
    if line.limits:
        critical.append("L:" + ",".join(line.limits) + ("*" if line.limits_part else ""))
    cards = {line.on_fail.procedure} | {c.procedure for field in line.fields for c in field.choices}
    return Row(
        id=line.id,
        group=line.group,
        kinds=" ".join(f"({f.kind})" if f.when or f.optional else f.kind for f in line.fields),
        limits={k: v for field in line.fields for k, v in limits_of(field).items()},
        critical=" ".join(critical) or "N",
        who=" ".join(line.who),
        due=line.due,
        fail=tuple(term for term in fail if term in line.on_fail.do.zh),
        cards=" ".join(sorted(c for c in cards if c)),
        required=line.required,
        each=tuple(part.id for part in line.each) if isinstance(line.each, tuple) else line.each,
        away=line.away,
        na=" ".join(reason.id for reason in line.na),
    )


def choices_of(checklist: Checklist) -> dict[str, str]:
    """Ids of all answers in order, by `line.field`; `~` off the norm, `!` failure."""
    return {
        f"{line.id}.{field.id}": " ".join(
            c.id + ("!" if c.block else "~" if c.off else "") for c in field.choices
        )
        for line in checklist.lines
        for field in line.fields
        if field.choices
    }


def sentences(words: str, ends: str) -> int:
    """How many sentences: `ends` are the marks that end one, followed by anything or nothing."""
    return sum(words.count(end) for end in ends)
