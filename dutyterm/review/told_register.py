"""Records of manual acceptance in words; numbers of customers are masked in them already (N22)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from dutyterm.i18n import Text, joined, same
from dutyterm.model.money import format_fen
from dutyterm.shift.register.state import slip_id
from dutyterm.shift.register.words import customer

if TYPE_CHECKING:
    from dutyterm.manual.register import RegisterRules
    from dutyterm.manual.schema import Words
    from dutyterm.review.told import Teller

Body = Mapping[str, Any]


def told_register(kind: str, teller: Teller, body: Body) -> Text | None:
    """What a record says; None for another kind. Raises for a body that does not fit."""
    tell = _TELLERS.get(kind)
    if tell is None:
        return None
    parts = [*tell(teller, body), _DRILL if body.get("drill") else same("")]
    return joined(Text("，", ", "), [part for part in parts if part.zh])


def _slip(body: Body) -> Text:
    return same(str(body["slip"]))


def _range(body: Body) -> Text:
    first, last = (slip_id(str(body["book"]), int(body[key])) for key in ("first", "last"))
    return same(first) if first == last else Text(f"{first} 至 {last}", f"{first} to {last}")


def _fen(body: Body, key: str) -> Text:
    fen = int(body.get(key) or 0)
    return same(format_fen(fen)) if fen else same("")


def _word(body: Body, key: str) -> Text:
    return same(str(body.get(key) or ""))


def _name(teller: Teller, body: Body, key: str) -> Text:
    return same(teller.name(body[key])) if body.get(key) is not None else same("")


def _signers(teller: Teller, body: Body) -> Text:
    return joined(Text("、", ", "), [same(teller.name(s["person"])) for s in body.get("signed", ())])


def _rules(teller: Teller) -> RegisterRules | None:
    return teller.manual.by_hand


def _reason(teller: Teller, listed: str, id: object) -> Text:
    """The words of a reason of the manual."""
    if id is None:
        return same("")
    rules = _rules(teller)
    known: Sequence[Any] = getattr(rules, listed) if rules is not None else ()
    name: Words | None = next((one.name for one in known if one.id == id), None)
    return same(str(id)) if name is None else Text(name.zh, name.en)


def _personal(body: Body, key: str) -> Text:
    held = body.get(key)
    return same(str(held["masked"])) if held else same("")


def _written(teller: Teller, body: Body) -> list[Text]:
    return [
        _slip(body),
        _reason(teller, "business", body["business"]),
        _fen(body, "due"),
        customer(str(body.get("surname") or ""), str(body.get("title") or "none")),
        _personal(body, "phone"),
        _personal(body, "account"),
        Text("收据 {n}", "receipt {n}").fill(n=body["receipt"]) if body.get("receipt") else same(""),
        _word(body, "request"),
        _name(teller, body, "clerk"),
    ]


def _voided(teller: Teller, body: Body) -> list[Text]:
    found = [_slip(body), _reason(teller, "voids", body["reason"]), _word(body, "words")]
    if body.get("instead"):
        found.append(Text("改用 {n}", "see {n}").fill(n=body["instead"]))
    if body.get("witness"):
        found.append(Text("{name}见证", "seen by {name}").fill(name=teller.name(body["witness"])))
    return found


def _rekeyed(teller: Teller, body: Body) -> list[Text]:
    return [
        _slip(body),
        Text("流水 {n}", "reference {n}").fill(n=body["serial"]),
        _fen(body, "fen"),
        Text("入台席 {n}", "into till {n}").fill(n=body["till"]) if body.get("till") else same(""),
        _reason(teller, "order", body.get("before")),
        _reason(teller, "causes", body.get("cause")),
        _name(teller, body, "person"),
    ]


def _checked(teller: Teller, body: Body) -> list[Text]:
    right = (
        Text("无误", "right")
        if body.get("right", True)
        else Text("有误，退回补录", "wrong, to be keyed in again")
    )
    return [_slip(body), right, _word(body, "words"), _name(teller, body, "person")]


def _given_back(teller: Teller, body: Body) -> list[Text]:
    return [
        _slip(body),
        _reason(teller, "unable", body["reason"]),
        Text("退 {fen}", "{fen} refunded").fill(fen=_fen(body, "fen")) if body.get("fen") else same(""),
        _word(body, "words"),
        _signers(teller, body),
    ]


def _called(teller: Teller, body: Body) -> list[Text]:
    result = CALLED.get(str(body["result"]), same(str(body["result"])))
    return [_slip(body), result, _word(body, "words"), _name(teller, body, "person")]


def _refused(teller: Teller, body: Body) -> list[Text]:
    offer, rules = body.get("offer"), _rules(teller)
    offers = rules.offers.words if rules is not None else ()
    said = offers[int(offer) - 1] if offer is not None and 0 < int(offer) <= len(offers) else same("")
    words = Text(said.zh, said.en)
    return [
        _reason(teller, "never", body["business"]),
        words,
        _word(body, "note"),
        _name(teller, body, "clerk"),
    ]


def _explained(teller: Teller, body: Body) -> list[Text]:
    return [
        _range(body),
        _reason(teller, "gaps", body["cause"]),
        _word(body, "words"),
        _signers(teller, body),
    ]


def _counted(teller: Teller, body: Body) -> list[Text]:
    off = int(body["fen"]) - int(body["expected"])
    found = [_word(body, "envelope"), _word(body, "seal"), same(format_fen(int(body["fen"])))]
    if off:
        found.append(Text("差 {fen}", "off by {fen}").fill(fen=format_fen(off)))
    return [*found, _signers(teller, body)]


def _unsealed(teller: Teller, body: Body) -> list[Text]:
    matches = Text("一致", "matches") if body["matches"] else Text("不一致", "does not match")
    return [_word(body, "envelope"), _word(body, "seal"), matches, _signers(teller, body)]


def _left(teller: Teller, body: Body) -> list[Text]:
    slips = same(" ".join(str(slip) for slip in body["slips"]))
    return [slips, _reason(teller, "later", body["reason"]), _name(teller, body, "owner")]


def _reconciled(teller: Teller, body: Body) -> list[Text]:
    names = (
        ("register_fen", Text("登记 {f}", "register {f}")),
        ("envelope_fen", Text("信封 {f}", "envelopes {f}")),
        ("keyed_fen", Text("补录 {f}", "keyed in {f}")),
        ("refunded_fen", Text("退款 {f}", "refunded {f}")),
    )
    found = [words.fill(f=format_fen(int(body[key]))) for key, words in names]
    off = int(body["envelope_off"]) + int(body["keyed_off"])
    even = not (body["envelope_off"] or body["keyed_off"])
    result = Text("平", "even") if even else Text("差 {f}", "off by {f}").fill(f=format_fen(off))
    cause = _reason(teller, "causes", body.get("cause"))
    return [*found, result, cause, _word(body, "words"), _signers(teller, body)]


CALLED: Final = {
    "reached": Text("接通，已告知", "reached and told"),
    "message": Text("已发短信", "told by message"),
    "no_answer": Text("没人接", "no answer"),
    "given_up": Text("不再联系", "given up"),
}
"""What came of a call."""

_DRILL: Final = Text("演练", "DRILL")

_TELLERS: Final[dict[str, Callable[[Teller, Body], list[Text]]]] = {
    "register.pages_issued": lambda t, b: [_range(b), _name(t, b, "person")],
    "register.pages_returned": lambda _, b: [_range(b)],
    "register.gap_explained": _explained,
    "register.refused": _refused,
    "register.envelope_opened": lambda t, b: [_word(b, "envelope"), _name(t, b, "person")],
    "register.envelope_counted": _counted,
    "register.envelope_sealed": _counted,
    "register.envelope_unsealed": _unsealed,
    "register.left": _left,
    "register.reconciled": _reconciled,
    "manual_entry.written": _written,
    "manual_entry.voided": _voided,
    "manual_entry.rekeyed": _rekeyed,
    "manual_entry.checked": _checked,
    "manual_entry.returned": _given_back,
    "manual_entry.called": _called,
}
