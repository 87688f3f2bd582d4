"""Rules of what is looked through at closing: reversals, forms, what is locked away (CLS-09, 10, 19)."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import facts, follow
from dutyterm.shift.cash.common import MANAGERS, Signed, number, one_signs, ready, two
from dutyterm.shift.cash.facts import Lacking
from dutyterm.shift.cash.stock import counted_at, lost
from dutyterm.shift.cash.told import person_of
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, TEXT_LIMIT, stored

FORM = Text("单号", "form number")
MOST = 10**6
"""No hall makes more on a day; a slip of the finger is."""


def review_reversals(
    scene: Scene, made: int, lacking: tuple[Lacking, ...], signed: Signed
) -> list[Event] | Refusal:
    """How many reversals, refunds and voids there were, each seen, and those whose papers are not whole."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    refused = one_signs(scene, signed)
    if refused is not None:
        return refused
    person = person_of(scene, signed[0].person)
    if person is None or person.role not in MANAGERS:
        return Refusal("manager_signs", Text("由值班经理或厅经理复核。", "A duty manager reviews them."))
    if not _whole(made) or len(lacking) > made:
        return Refusal("not_a_number", Text("缺单据的不能多过总笔数。", "Fewer lack a paper than were made."))
    found = []
    for one in lacking:
        paper = number(one.paper, FORM)
        if isinstance(paper, Refusal):
            return paper
        words = stored(one.words, NAME_LIMIT)
        if isinstance(words, Refusal):
            return Refusal(
                "words_needed", Text("每一笔缺的都要说明。", "Each one that lacks a paper is explained.")
            )
        found.append(Lacking(paper=paper, words=words))
    if len({one.paper for one in found}) != len(found):
        return Refusal("twice", Text("同一个号出现两次。", "A number is there twice."))
    fact = facts.ReversalsReviewed(made=made, lacking=tuple(found), signed=signed)
    return [Event(fact, scene.by), *follow.lacking(scene, tuple(one.paper for one in found))]


def compare_forms(scene: Scene, forms: int, system: int, words: str = "") -> list[Event] | Refusal:
    """Forms on paper against the system's number; what differs is named."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    if not (_whole(forms) and _whole(system)):
        return Refusal("not_a_number", Text("两个数都要 0 或正整数。", "Both are whole numbers from 0."))
    text = stored(words, TEXT_LIMIT, empty_ok=forms == system)
    if isinstance(text, Refusal):
        return Refusal("words_needed", Text("列出差的是哪几笔。", "Name those that are missing or too many."))
    event = Event(facts.FormsCompared(forms=forms, system=system, words=text), scene.by)
    return [event, *(follow.forms(scene, forms - system) if forms != system else [])]


def store_valuables(scene: Scene, signed: Signed) -> list[Event] | Refusal:
    """Stamps, keys, blanks and cards are locked away; all were counted for closing before (CLS-19)."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    refused = two(scene, signed)
    if refused is not None:
        return refused
    found, missing = [], []
    for group in ("seals", "papers", "cards"):
        counts, to_count = counted_at(scene, "closing", group)
        found += counts
        missing += to_count
    if missing:
        words = Text("先点清: {items}。", "Count these first: {items}.")
        named = Text("、".join(v.name.zh for v in missing), ", ".join(v.name.en for v in missing))
        return Refusal("count_first", words.fill(items=named), {"items": tuple(v.id for v in missing)})
    seals = [one for one in found if one.numbers or one.gone]
    fact = facts.ValuablesStored(
        present=sum(one.quantity for one in seals),
        lacking=tuple(dict.fromkeys(one.item for one in found if lost(one))),
        signed=signed,
    )
    return [Event(fact, scene.by)]


def _whole(value: object) -> bool:
    return type(value) is int and 0 <= value <= MOST
