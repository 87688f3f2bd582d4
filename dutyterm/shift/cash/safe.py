"""Rules of the safe and of what is no cash: seals, overnight limit, suspected and damaged notes (e.5)."""

from __future__ import annotations

import re

from dutyterm.i18n import Text
from dutyterm.model.money import format_fen
from dutyterm.model.people import Role
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed
from dutyterm.shift.cash import facts, follow
from dutyterm.shift.cash.bags import RECEIPT, SEAL
from dutyterm.shift.cash.common import Signed, amount, fresh, known_till, number, ready, two
from dutyterm.shift.cash.state import of
from dutyterm.shift.cash.tills import ENVELOPE
from dutyterm.shift.cash.told import figure, person_of
from dutyterm.shift.register.amounts import stays
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored

_LAST4 = re.compile(r"[0-9A-Z]{4}")


def check_safe(scene: Scene, seal: str, signed: Signed) -> list[Event] | Refusal:
    """The seal on the safe against the one of the last closing (OPN-19); a mismatch is recorded as it is."""
    refused = _first(scene) or two(scene, signed)
    if refused is not None:
        return refused
    known = number(seal, SEAL)
    if isinstance(known, Refusal):
        return known
    matches = of(scene.shift).safe_seal in (None, known)
    return [Event(facts.SafeChecked(seal=known, matches=matches, signed=signed), scene.by)]


def seal_safe(scene: Scene, seal: str, signed: Signed) -> list[Event] | Refusal:
    """Locked, code scrambled, sealed; by two, key and code never with one person (CLS-18)."""
    refused = _first(scene) or two(scene, signed)
    if refused is not None:
        return refused
    known = fresh(scene, seal, SEAL)
    if isinstance(known, Refusal):
        return known
    return [Event(facts.SafeSealed(seal=known, signed=signed), scene.by)]


def check_overnight(
    scene: Scene, approved_by: str | None = None, medium: str = "", measure: str = ""
) -> list[Event] | Refusal:
    """Cash that stays, against its limit; above it a hall manager approves and something more is done."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    fen, limit = stays(scene.shift), figure(scene, rules, "overnight_fen")
    text = stored(measure, NAME_LIMIT, empty_ok=True)
    if isinstance(text, Refusal):
        return text
    if fen > limit:
        person = person_of(scene, approved_by or "")
        approved = person is not None and person.role is Role.HALL_MANAGER
        if not approved or medium not in ("phone", "on_site", "message") or not text:
            words = Text(
                "隔夜 {fen} 元,超过限额 {limit}: 厅经理批准(方式)并写明加强措施。",
                "{fen} yuan stay, above {limit}: a hall manager approves, and say what more is done.",
            )
            return Refusal(
                "above_limit", words.fill(fen=format_fen(fen), limit=format_fen(limit)), {"fen": fen}
            )
    body = {
        "fen": fen,
        "limit": limit,
        "approved_by": approved_by if fen > limit else None,
        "medium": medium if fen > limit else None,
        "measure": text,
    }
    return [Event(facts.OvernightChecked.model_validate(body), scene.by)]


def hold(
    scene: Scene,
    envelope: str,
    face: int,
    signed: Signed,
    till: str | None = None,
    last4: str = "",
    sort: str = "suspect",
) -> list[Event] | Refusal:
    """A suspected or damaged note goes into an envelope, outside the cash; both sign (e.5)."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    refused = two(scene, signed) or amount(face) or (known_till(scene, till) if till is not None else None)
    if refused is not None:
        return refused
    if sort not in ("suspect", "damaged"):
        return Refusal("unknown_sort", Text("疑似假币或残损币。", "Suspected, or damaged."))
    if all(face != d.fen for d in rules.denominations):
        return Refusal("unknown_face", Text("没有这种面额。", "There is no such denomination."))
    digits = keyed(last4).upper()
    if digits and _LAST4.fullmatch(digits) is None:
        return Refusal("not_last4", Text("冠字号只记后四位。", "Of its number the last four only."))
    taken = fresh(scene, envelope, ENVELOPE)
    if isinstance(taken, Refusal):
        return taken
    body = {
        "envelope": taken, "face": face, "till": till, "last4": digits, "sort": sort, "signed": signed,
    }  # fmt: skip
    event = Event(facts.SuspectHeld.model_validate(body), scene.by)
    return [event, *(follow.note_for_the_bank(scene, taken) if sort == "suspect" else [])]


def hand_in(scene: Scene, envelope: str, receipt: str, signed: Signed) -> list[Event] | Refusal:
    """The envelope went to the bank, which alone may keep the note (L2)."""
    refused = _first(scene) or two(scene, signed)
    if refused is not None:
        return refused
    known = of(scene.shift).envelopes.get(envelope)
    if known is None:
        return Refusal("unknown_envelope", Text("没有这个信封。", "There is no such envelope."))
    if known.handed is not None:
        return Refusal("handed", Text("这个信封已交银行。", "This envelope is with the bank already."))
    paper = number(receipt, RECEIPT)
    if isinstance(paper, Refusal):
        return paper
    event = Event(facts.SuspectHanded(envelope=envelope, receipt=paper, signed=signed), scene.by)
    return [event, *follow.note_handed_in(scene, envelope, paper)]


def is_pattern(scene: Scene) -> bool:
    """So many suspected notes in this shift that they are reported (e.5)."""
    rules = scene.manual.cash
    if rules is None:
        return False
    cash = of(scene.shift)
    here = f"{cash.journal}#"  # a note of another day that waits for the bank is no pattern
    found = [e for e in cash.envelopes.values() if e.sort == "suspect" and e.ref.startswith(here)]
    return len(found) >= rules.figures.suspect_pattern


def _first(scene: Scene) -> Refusal | None:
    rules = ready(scene)
    return rules if isinstance(rules, Refusal) else None
