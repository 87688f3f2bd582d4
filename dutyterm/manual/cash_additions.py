"""What a hall adds to cash.toml: rare coins, own tenders, causes, valuables, and tighter limits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Final, Literal, TypeVar

from pydantic import Field

from dutyterm.i18n import Text
from dutyterm.manual.cash import Amount, CashRules, Cause, Figures, Repeat, Rung, Tender, Valuable, stricter
from dutyterm.manual.part import Part
from dutyterm.manual.problem import Finding

Days = Annotated[int, Field(strict=True, ge=1)]


class TighterFigures(Part):
    """Limits of the manual that this hall makes stricter. Only what is named changes."""

    drawer_fen: Amount | None = None
    overnight_fen: Amount | None = None
    small_change_fen: Amount | None = None
    """The only one of which more is stricter."""
    footage_days: Days | None = None
    """The camera of this hall overwrites sooner."""
    footage_warn_day: Days | None = None
    suspect_pattern: Annotated[int, Field(strict=True, ge=2)] | None = None


class TighterRung(Part):
    """A step of the ladder that asks for more, or that begins and ends with smaller differences."""

    id: str
    up_to: Amount | None = None
    """Lower than the manual's: what lies above it stands on the next step."""
    recount: Literal["own", "other"] | None = None
    words: bool = False
    inform: tuple[str, ...] = ()
    """Roles that are told besides those of the manual."""
    inform_by: Literal["same_day", "at_once"] | None = None
    footage: bool = False


class CashAddition(Part):
    """A file `cash.toml` of additions."""

    rare: tuple[str, ...] = ()
    """Rows of rare coins that this hall counts, e.g. `f5`."""
    figures: TighterFigures = TighterFigures()
    tenders: tuple[Tender, ...] = ()
    causes: tuple[Cause, ...] = ()
    valuables: tuple[Valuable, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    tighten: tuple[TighterRung, ...] = ()


def add_to_cash(base: CashRules, addition: CashAddition) -> tuple[CashRules, list[Finding]]:
    """The rules with the hall's additions, and every clash. A clash is reported and that wish left out."""
    clashes: list[Finding] = []
    figures = _figures(base.figures, addition.figures, clashes)
    changed = tuple(
        name for name in Figures.model_fields if getattr(figures, name) != getattr(base.figures, name)
    )
    merged = base.model_copy(
        update={
            "denominations": _rare(base, addition.rare, clashes),
            "figures": figures,
            "tightened": tuple(dict.fromkeys((*base.tightened, *changed))),
            "tenders": _more(base.tenders, addition.tenders, clashes),
            "causes": _more(base.causes, addition.causes, clashes),
            "valuables": _more(base.valuables, addition.valuables, clashes),
            "repeats": _more(base.repeats, addition.repeats, clashes),
            "ladder": _ladder(base.ladder, addition.tighten, clashes),
        }
    )
    return merged, clashes


T = TypeVar("T", Tender, Cause, Valuable, Repeat)


def _more(old: tuple[T, ...], new: Iterable[T], clashes: list[Finding]) -> tuple[T, ...]:
    found = {one.id: one for one in old}
    for one in new:
        if one.id in found:
            text = Text("编号 {id} 已有,请换编号", "the id {id} is taken: use another id").fill(id=one.id)
            clashes.append(Finding(text, one.id))
        else:
            found[one.id] = one
    return tuple(found.values())


def _rare(base: CashRules, ids: tuple[str, ...], clashes: list[Finding]) -> tuple[object, ...]:
    known = {row.id for row in base.denominations if row.rare}
    for id in ids:
        if id not in known:
            text = Text("{id} 不是可打开的少见券别", "{id} is no row of rare coins").fill(id=id)
            clashes.append(Finding(text, key="rare"))
    return tuple(
        row.model_copy(update={"rare": False}) if row.id in ids else row for row in base.denominations
    )


def _figures(old: Figures, wish: TighterFigures, clashes: list[Finding]) -> Figures:
    update: dict[str, int] = {}
    for name in TighterFigures.model_fields:
        new, was = getattr(wish, name), getattr(old, name)
        if new is None or new == was:
            continue
        if stricter(name, new, was) != new:
            text = Text("{name} 只能改严: 手册是 {was}", "{name} can only be stricter: the manual has {was}")
            clashes.append(Finding(text.fill(name=name, was=was), None, key=name))
        else:
            update[name] = new
    return old.model_copy(update=update)


_RECOUNTS: Final = ("no", "own", "other")


def _ladder(
    old: tuple[Rung, ...], wishes: tuple[TighterRung, ...], clashes: list[Finding]
) -> tuple[Rung, ...]:
    found = {rung.id: rung for rung in old}
    for wish in wishes:
        rung = found.get(wish.id)
        if rung is None:
            text = Text("分级里没有 {id}", "the ladder has no {id}").fill(id=wish.id)
            clashes.append(Finding(text, wish.id))
        else:
            found[wish.id] = _rung(rung, wish, clashes)
    return tuple(found.values())


def _rung(rung: Rung, wish: TighterRung, clashes: list[Finding]) -> Rung:
    update: dict[str, object] = {
        "words": rung.words or wish.words,
        "footage": rung.footage or wish.footage,
        "inform": tuple(dict.fromkeys((*rung.inform, *wish.inform))),
    }
    if wish.up_to is not None:
        if rung.up_to is None or rung.up_to == 0 or wish.up_to > rung.up_to:
            text = Text("up_to 只能比手册小", "up_to can only be smaller than the manual's")
            clashes.append(Finding(text, rung.id, key="up_to"))
        else:
            update["up_to"] = wish.up_to
    if wish.recount is not None:
        if _RECOUNTS.index(wish.recount) < _RECOUNTS.index(rung.recount):
            text = Text("recount 不能放松", "recount cannot ask for less")
            clashes.append(Finding(text, rung.id, key="recount"))
        else:
            update["recount"] = wish.recount
    if wish.inform_by is not None:
        if rung.inform_by == "at_once" and wish.inform_by != "at_once":
            text = Text("inform_by 不能放松", "inform_by cannot ask for less")
            clashes.append(Finding(text, rung.id, key="inform_by"))
        else:
            update["inform_by"] = wish.inform_by
    return rung.model_copy(update=update)
