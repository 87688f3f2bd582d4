"""Records of money in words. A count never tells its figures: it may still be hidden from somebody (N2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

from dutyterm.i18n import Text, joined, same
from dutyterm.model.money import format_fen
from dutyterm.shift.cash.reasons import reason_text

if TYPE_CHECKING:
    from dutyterm.review.told import Teller

Body = Mapping[str, Any]


class _Named(Protocol):
    """A cause, a tender, a valuable of a manual."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> Text: ...


_PLACES: Final = {
    "reserve": Text("备用金库", "reserve"),
    "bank": Text("银行", "bank"),
    "company": Text("公司", "company"),
    "safe": Text("入库", "into the safe"),
    "courier": Text("押运", "courier"),
    "cash": Text("现金", "cash"),
}


def told_cash(kind: str, teller: Teller, body: Body) -> Text | None:
    """What a record of cash says; None for another kind. Raises for a body that does not fit."""
    tell = _TELLERS.get(kind)
    return None if tell is None else _list(tell(teller, body))


def _list(parts: list[Text]) -> Text:
    return joined(Text("，", ", "), [part for part in parts if part.zh])


def _till(body: Body) -> Text:
    id = str(body["till"])
    return _PLACES.get(id, Text(f"台席 {id}", f"till {id}"))


def _fen(value: Any) -> Text:
    return same(format_fen(int(value)))


def _signers(teller: Teller, body: Body) -> Text:
    return joined(Text("、", ", "), [same(teller.name(s["person"])) for s in body.get("signed", ())])


def _counted(teller: Teller, body: Body) -> list[Text]:
    turn = Text("第 {n} 次", "count {n}").fill(n=body["turn"])
    return [_till(body), turn, same(teller.name(body["person"]))]


def _decided(teller: Teller, body: Body) -> list[Text]:
    fen = int(body["fen"])
    over, short = Text("长 {f}", "over {f}"), Text("短 {f}", "short {f}")
    result = Text("平", "even") if not fen else over if fen > 0 else short
    tender = _tender(teller, str(body["tender"]))
    found = [_till(body), tender, result.fill(f=format_fen(abs(fen)))]
    return [*found, _cause(teller, body), same(str(body.get("words", ""))), _signers(teller, body)]


def _named(known: Iterable[_Named], id: str) -> Text:
    """What the manual of that shift calls it; the id when it does not know it."""
    return next((one.name for one in known if one.id == id), same(id))


def _cause(teller: Teller, body: Body) -> Text:
    rules = teller.manual.cash
    return _named(rules.causes if rules is not None else (), str(body.get("cause") or ""))


def _tender(teller: Teller, id: str) -> Text:
    rules = teller.manual.cash
    return _PLACES.get(id) or _named(rules.tenders if rules is not None else (), id)


def _item(teller: Teller, body: Body) -> Text:
    rules = teller.manual.cash
    name = _named(rules.valuables if rules is not None else (), str(body["item"]))
    return name if not body.get("what") else Text("{n} {w}", "{n} {w}").fill(n=name, w=str(body["what"]))


def _reason(body: Body) -> Text:
    return reason_text(str(body["reason"]))


def _moved(teller: Teller, body: Body) -> list[Text]:
    to = _PLACES.get(str(body["to"]), same(str(body["to"])))
    return [same(str(body["bag"])), to, same(str(body.get("carrier", ""))), _signers(teller, body)]


def _tenders(teller: Teller, body: Body) -> list[Text]:
    words = Text("{t} {f}", "{t} {f}")
    return [
        words.fill(t=_tender(teller, str(one["tender"])), f=format_fen(int(one["actual"])))
        for one in body.get("tenders", ())
    ]


def _sort(body: Body) -> Text:
    if body["sort"] == "drop":
        return Text("缴款 {e}", "drop {e}").fill(e=body.get("envelope", ""))
    return Text("追加", "top-up")


_TELLERS: Final[dict[str, Callable[[Teller, Body], list[Text]]]] = {
    "cash.reserve_counted": lambda n, b: [_fen(b["sheet"]["total"]), _signers(n, b)],
    "cash.reserve_moved": lambda n, b: [
        _PLACES[b["other"]],
        _fen(b["fen"]),
        same(str(b["paper"])),
        _signers(n, b),
    ],
    "cash.float_issued": lambda n, b: [_till(b), same(n.name(b["person"])), _fen(b["sheet"]["total"])],
    "cash.opening_difference": lambda _, b: [_till(b), _fen(b["fen"])],
    "cash.topped_up": lambda n, b: [_till(b), _fen(b["fen"]), _signers(n, b)],
    "cash.exchanged": lambda n, b: [_till(b), _fen(b["fen"]), _signers(n, b)],
    "cash.dropped": lambda n, b: [_till(b), same(str(b["envelope"])), _fen(b["fen"]), _signers(n, b)],
    "cash.till_closing": lambda _, b: [
        _till(b),
        Text("停止收款", "takes no more") if b.get("closing", True) else Text("继续收款", "goes on"),
    ],
    "cash.counted": _counted,
    "cash.count_dropped": lambda _, b: [_till(b), _reason(b)],
    "cash.count_locked": lambda n, b: [_till(b), _fen(b["sheet"]["total"]), _signers(n, b)],
    "cash.expected_entered": lambda _, b: [
        _till(b),
        same(str(b["report"])),
        reason_text(str(b.get("reason") or "")),
    ],
    "cash.recounted": lambda n, b: [_till(b), same(n.name(b["person"])), _fen(b["sheet"]["total"])],
    "cash.difference_decided": _decided,
    "cash.float_kept": lambda _, b: [
        _till(b),
        Text("留存 {f}", "kept {f}").fill(f=format_fen(b["kept"]["total"])),
        Text("缴款 {f}", "paid in {f}").fill(f=format_fen(b["pay_in"])),
    ],
    "cash.box_counted": lambda n, b: [same(f"{b['terminal']} {b['box']}"), _fen(b["fen"]), _signers(n, b)],
    "cash.bag_sealed": lambda n, b: [
        same(f"{b['bag']} / {b['seal']}"),
        _fen(b["fen"]),
        *([same(str(b["words"]))] if b.get("words") else []),
        _signers(n, b),
    ],
    "cash.seal_voided": lambda _, b: [same(str(b["seal"])), _reason(b)],
    "cash.bag_moved": _moved,
    "cash.bag_credited": lambda _, b: [same(str(b["bag"])), same(str(b["receipt"])), _fen(b["fen"])],
    "cash.credit_decided": lambda n, b: [
        same(str(b["bag"])),
        _fen(b["fen"]),
        _cause(n, b),
        same(str(b["words"])),
        _signers(n, b),
    ],
    "cash.suspect_held": lambda n, b: [same(str(b["envelope"])), _fen(b["face"]), _signers(n, b)],
    "cash.suspect_handed": lambda _, b: [same(str(b["envelope"])), same(str(b["receipt"]))],
    "cash.safe_sealed": lambda n, b: [same(str(b["seal"])), _signers(n, b)],
    "cash.safe_checked": lambda n, b: [
        same(str(b["seal"])),
        Text("一致", "matches") if b["matches"] else Text("不一致", "does not match"),
        _signers(n, b),
    ],
    "cash.valuable_counted": lambda n, b: [
        _item(n, b),
        same(f"{b.get('first', '')}-{b.get('last', '')}") if b.get("first") else same(""),
        same(str(b["quantity"])),
        _signers(n, b),
    ],
    "cash.tenders_counted": lambda n, b: [_till(b), *_tenders(n, b), _signers(n, b)],
    "cash.report_pending": lambda n, b: [
        _till(b),
        Text("封包 {p}", "pouch {p}").fill(p=b["pouch"]),
        _reason(b),
        _signers(n, b),
    ],
    # about what lies in a drawer that will be counted blind: never told
    "cash.drawer_told": lambda _, b: [_till(b)],
    "cash.transfer_sent": lambda n, b: [_till(b), _sort(b), _fen(b["fen"]), _signers(n, b)],
    "cash.transfer_confirmed": lambda n, b: [_fen(b["fen"]), same(str(b.get("words", ""))), _signers(n, b)],
    "cash.transfer_returned": lambda n, b: [_reason(b), _signers(n, b)],
    "cash.transfers_left": lambda n, b: [_till(b), _reason(b), _signers(n, b)],
    "cash.audited": lambda n, b: [
        _till(b),
        Text("相符", "agrees") if b["finding"] == "agrees" else Text("有发现", "finding"),
        same(str(b.get("words", ""))),
        _signers(n, b),
    ],
    "cash.reversals_reviewed": lambda n, b: [
        Text("{m} 笔,缺单据 {k}", "{m}, {k} without papers").fill(m=b["made"], k=len(b.get("lacking", ()))),
        _signers(n, b),
    ],
    "cash.forms_compared": lambda _, b: [
        Text("单 {f} 系统 {s}", "forms {f}, system {s}").fill(f=b["forms"], s=b["system"]),
        same(str(b.get("words", ""))),
    ],
    "cash.valuables_stored": lambda n, b: [
        Text("{p} 件", "{p} pieces").fill(p=b["present"]),
        _signers(n, b),
    ],
    "cash.over_returned": lambda n, b: [
        _till(b),
        same(str(b["day"])),
        _tender(n, str(b["tender"])),
        _fen(b["fen"]),
        Text("系统退费", "refund in the system") if b["way"] == "system" else _PLACES["company"],
        same(str(b["paper"])),
        same(str(b["words"])),
        _signers(n, b),
    ],
    "cash.overnight_checked": lambda _, b: [_fen(b["fen"]), same(str(b.get("measure", "")))],
}
