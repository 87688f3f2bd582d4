"""What a record says, in a few words of either language: for the log, search, exports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any, Final

from dutyterm.hall.facts import WHY_ERASED
from dutyterm.i18n import Text, joined, same
from dutyterm.manual.schema import NO_MANUAL, Line, Manual
from dutyterm.model.figures import figure_name
from dutyterm.model.people import ROLE_NAMES, Role
from dutyterm.review import told_cards
from dutyterm.review.told_answers import field_words, held_by, line_words, moment_words
from dutyterm.shift import entries
from dutyterm.shift.handover.giving import EARLY
from dutyterm.shift.handover.relief import REASONS as RELIEF
from dutyterm.shift.handover.taking import ALONE
from dutyterm.shift.lists import reasons
from dutyterm.values import dataclass

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Teller:
    """Puts records into words. What it cannot put into words is told as it stands, never left out."""

    people: Mapping[str, str] = field(default_factory=dict)
    """Person id -> name."""
    manual: Manual = NO_MANUAL
    """Gives lines and choices their words; of another version than the record's it still gives most."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Person id -> 工号."""
    item: Callable[[str], Text | None] = field(default=lambda _ref: None)
    """The title of an open item by its reference; None when it is not known here."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Id of an exit -> what the hall calls it."""

    def __post_init__(self) -> None:
        lines = {line.id: line for checklist in self.manual.lists for line in checklist.lines}
        object.__setattr__(self, "_lines", lines)

    def told(self, kind: str, body: object) -> Text:
        """What a record of that kind says. Never raises, whatever the body is."""
        if not isinstance(body, Mapping):
            return same(str(body or ""))
        teller = _TELLERS.get(kind)
        if kind.startswith("cash."):
            teller = _cash_teller(kind)
        elif kind.startswith(("register.", "manual_entry.")):
            teller = _register_teller(kind)
        if teller is not None:
            try:
                return teller(self, body)
            except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
                return as_it_stands(body)
        return as_it_stands(body)

    def name(self, person: object) -> str:
        """A person's name; the id when nobody of that id is known."""
        return self.people.get(person, person) if isinstance(person, str) else "-"

    def number(self, person: object) -> str:
        """A person's 工号; empty when nobody of that id is known."""
        return self.numbers.get(person, "") if isinstance(person, str) else ""

    def about(self, ref: object) -> Text:
        """What a reference stands for: the title of an open item, else shift and record."""
        return self.item(str(ref)) or same(_short(ref))

    def line(self, body: Body) -> Text:
        """The line that a record is about, with its part: `OPN-10 01 title`."""
        id, part = str(body["item"]), body.get("part")
        known: Line | None = self.__dict__["_lines"].get(id)
        return line_words(id, str(part or ""), known, self.places)

    def value(self, body: Body, value: object) -> Text:
        """An answer as a person reads it."""
        line: Line | None = self.__dict__["_lines"].get(str(body.get("item")))
        wanted = body.get("field")
        spec = next((f for f in line.fields if f.id == wanted), None) if line is not None else None
        if value == "yes" and (spec is None or spec.kind == "confirm"):
            return Text("是", "yes")
        if isinstance(value, list | tuple):
            return joined(Text("、", ", "), [held_by(one, self.people) for one in value])
        return same(moment_words(value)) if spec is None else field_words(spec, value)


def as_it_stands(body: Body) -> Text:
    """The fields of a body, for kinds that have no words here; what is nested in lists of objects is left."""
    parts = [
        Text(f"{key}={said.zh}", f"{key}={said.en}") for key, value in body.items() if (said := _plain(value))
    ]
    return joined(same(" "), parts)


def _plain(value: object) -> Text | None:
    if isinstance(value, Mapping):
        return Text(str(value["zh"]), str(value["en"])) if set(value) == {"zh", "en"} else None
    if isinstance(value, list | tuple):
        return same(",".join(value)) if value and all(isinstance(one, str) for one in value) else None
    return same(str(value))


def _reason(options: Sequence[tuple[str, Text]], word: object) -> Text:
    return dict(options).get(str(word), same(str(word)))


_NUMBERS: Final = Text("{n} 个", "{n} numbers")


def _dash(first: Text, *rest: Text) -> Text:
    more = [one for one in rest if one.zh]
    return joined(Text("：", ": "), [first, joined(Text("，", ", "), more)]) if more else first


def _minutes(ms: object) -> int:
    return int(str(ms)) // 60_000


def _words(value: Any) -> Text:
    return Text(str(value["zh"]), str(value["en"]))


def _opened(_: Teller, body: Body) -> Text:
    said = Text("{day} {code} 班", "{day} shift {code}").fill(day=body["day"], code=body["code"])
    why = body.get("code_reason")
    return said if not why else _dash(said, _reason((), why))


def _doors(_: Teller, body: Body) -> Text:
    late = body.get("late_reason")
    defects = ", ".join(body.get("defects", ()))
    parts = [same(moment_words(body["opened_at"]))]
    if late:
        parts.append(_reason(reasons.LATE_DOORS, late))
    if defects:
        parts.append(Text("带缺陷 {what}", "with defects {what}").fill(what=defects))
    return joined(Text("，", ", "), parts)


def _answered(teller: Teller, body: Body) -> Text:
    off = Text("异常", "off the norm") if body.get("norm", "ok") != "ok" else same("")
    return _dash(teller.line(body), teller.value(body, body["value"]), off, _unchecked(body))


def _unchecked(body: Body) -> Text:
    """Limits that compared nothing, because the hall had not set a figure."""
    names = [figure_name(str(name)) for name in body.get("unchecked") or ()]
    return (
        Text("没设{what},没有比对", "not compared, {what} not set").fill(what=joined(Text("、", ", "), names))
        if names
        else same("")
    )


def _changed(teller: Teller, body: Body) -> Text:
    was, now = teller.value(body, body["was"]), teller.value(body, body["value"])
    change = Text("{was} 改为 {now}", "{was} became {now}").fill(was=was, now=now)
    return _dash(teller.line(body), change, _reason(reasons.CHANGE, body["reason"]), _unchecked(body))


def _deferred(teller: Teller, body: Body) -> Text:
    until = _reason(reasons.UNTIL, body["until"])
    return _dash(teller.line(body), until, _reason(reasons.PUT_OFF, body["reason"]))


def _overridden(teller: Teller, body: Body) -> Text:
    how = _reason(reasons.MEDIA, body["medium"])
    who = same(teller.name(body["manager"]))
    return _dash(teller.line(body), who, how, _reason(reasons.OVERRIDE, body["reason"]))


def _person(teller: Teller, body: Body) -> Text:
    del teller
    person = body["person"]
    role = ROLE_NAMES.get(Role(person["role"]), same(""))
    return Text("{number} {name} {role}", "{number} {name}, {role}").fill(
        number=person["number"], name=person["name"], role=role
    )


def _who(teller: Teller, body: Body) -> Text:
    return same(teller.name(body["person"]))


def _written(_: Teller, body: Body) -> Text:
    sign = body.get("severity", "normal")
    text = same(str(body["text"]))
    return text if sign == "normal" else _dash(dict(entries.SEVERITIES)[sign], text)


def _settled(teller: Teller, body: Body) -> Text:
    return _dash(teller.about(body["ref"]), same(str(body["result"])))


def _short(ref: object) -> str:
    """`demo.2026-11-22-a.k3f9q2#12` as `2026-11-22-a #12`."""
    journal, _, number = str(ref).partition("#")
    return f"{'.'.join(journal.split('.')[1:2])} #{number}"


def _metric(teller: Teller, body: Body) -> Text:
    known = next((one for one in teller.manual.log.metrics if one.id == body["metric"]), None)
    name = Text(known.name.zh, known.name.en) if known is not None else same(str(body["metric"]))
    value = body.get("value")
    samples, reason = body.get("samples"), body.get("unknown_reason") or body.get("reason")
    said = Text("未知", "unknown") if value is None else same(str(value))
    if value is not None and known is not None:
        said = Text(f"{value} {known.unit.zh}", f"{value} {known.unit.en}")
    if samples is not None:
        said = Text("{said}（合计，{n} 个样本）", "{said} in all, {n} samples").fill(said=said, n=samples)
    return _dash(name, said, same(str(reason)) if reason else same(""))


def _register_teller(kind: str) -> Callable[[Teller, Body], Text]:
    from dutyterm.review.told_register import told_register

    return lambda teller, body: told_register(kind, teller, body) or as_it_stands(body)


def _cash_teller(kind: str) -> Callable[[Teller, Body], Text]:
    from dutyterm.review.told_cash import told_cash

    return lambda teller, body: told_cash(kind, teller, body) or as_it_stands(body)


def _item_changed(teller: Teller, body: Body) -> Text:
    due, owner = body.get("due"), body.get("owner")
    parts = [same(str(body["reason"]))]
    if due is not None:
        parts.insert(0, Text("限 {at}", "due {at}").fill(at=moment_words(due)))
    if owner is not None:
        parts.insert(0, same(teller.name(owner)))
    return _dash(teller.about(body["ref"]), *parts)


def _submitted(_: Teller, body: Body) -> Text:
    code, why = body.get("successor"), body.get("early_reason")
    then = Text("下次开班接", "to be taken over at the next opening")
    if code is not None:
        then = Text("接着开 {code} 班", "shift {code} follows at once").fill(code=code)
    return then if why is None else _dash(then, _reason(EARLY, why))


def _accepted(teller: Teller, body: Body) -> Text:
    parts = [_reason(_HOW, body["how"])]
    if body.get("reserved"):
        parts.append(Text("保留 {n} 条", "{n} reservations").fill(n=body["reserved"]))
    if body.get("reason") is not None:
        parts.append(_reason(ALONE, body["reason"]))
    return _dash(Text("自 {who}", "from {who}").fill(who=teller.name(body.get("giver"))), *parts)


def _decided(teller: Teller, body: Body) -> Text:
    ruling, how = _reason(_RULINGS, body["ruling"]), _reason(reasons.MEDIA, body["medium"])
    return _dash(same(teller.name(body["manager"])), ruling, how, same(str(body["words"])))


def _relief(teller: Teller, body: Body) -> Text:
    people = Text("{giver} 交 {taker}", "{giver} to {taker}").fill(
        giver=teller.name(body["giver"]), taker=teller.name(body["taker"])
    )
    why = body.get("reason")
    return people if why is None else _dash(people, _reason(RELIEF, why))


_HOW: Final = (
    ("in_person", Text("当面", "in person")),
    ("overnight", Text("次日开班", "at the next opening")),
    ("no_witness", Text("无证人", "no witness")),
)

_RULINGS: Final = (
    ("take_over", Text("接班", "to be taken over")),
    ("go_on", Text("交班人继续当班", "the outgoing manager goes on")),
)


def _row(teller: Teller, body: Body) -> Text:
    """The row of the timetable, with its number where it comes more than once: `WF-11 2 title`."""
    id, number = str(body["row"]), body["number"]
    place = id if number == 1 else f"{id} {number}"
    known = teller.manual.day.row(id) if teller.manual.day is not None else None
    return same(place) if known is None else Text(f"{place} {known.title.zh}", f"{place} {known.title.en}")


def _list(teller: Teller, id: str, number: str = "1") -> Text:
    """The title of a list; its number, too, when it was not the first of the shift."""
    known = teller.manual.list(id)
    title = same(id) if known is None else Text(known.title.zh, known.title.en)
    return title if number == "1" else Text(f"{title.zh} {number}", f"{title.en} {number}")


_OF: Final = Text("第 {n} 条：{text}", "to #{n}: {text}")

_TELLERS: Final[dict[str, Callable[[Teller, Body], Text]]] = {
    "shift.opened": _opened,
    "shift.doors_opened": _doors,
    "shift.doors_closed": lambda _, b: same(moment_words(b["closed_at"])),
    "program.started": lambda _, b: same(f"{b['version']}"),
    "journal.recovered": lambda _, b: Text("{n} 字节没有写完", "{n} bytes were cut off").fill(n=b["length"]),
    "clock.moved": lambda _, b: Text("{n} 分钟", "{n} min").fill(n=_minutes(b["back_ms"])),
    "clock.set": lambda _, b: Text("电脑时间加 {n} 分钟", "PC time plus {n} min").fill(
        n=_minutes(b["offset_ms"])
    ),
    "run.started": lambda t, b: _list(t, str(b["list"])),
    "run.completed": lambda t, b: _list(t, *str(b["run"]).rsplit("-", 1)),
    "run.bulk": lambda _, b: same(", ".join(dict.fromkeys(a["item"] for a in b["answers"]))),
    "item.answered": _answered,
    "item.changed": _changed,
    "item.signed": lambda t, b: _dash(t.line(b), _who(t, b)),
    "item.taken_back": lambda t, b: _dash(t.line(b), _reason(reasons.CHANGE, b["reason"])),
    "item.deferred": _deferred,
    "item.not_applicable": lambda t, b: _dash(t.line(b), same(str(b["reason"]))),
    "item.overridden": _overridden,
    "item.reconfirmed": lambda t, b: t.line(b),
    "open_item.opened": lambda _, b: _words(b["title"]),
    "open_item.read": lambda t, b: t.about(b["ref"]),
    "open_item.closed": _settled,
    "open_item.told": lambda t, b: _dash(t.about(b["ref"]), _who(t, b)),
    "open_item.changed": _item_changed,
    "entry.written": _written,
    "entry.added": lambda _, b: _OF.fill(n=b["of"], text=b["text"]),
    "entry.corrected": lambda _, b: _dash(
        _OF.fill(n=b["of"], text=b["text"]), _reason(entries.REASONS, b["reason"])
    ),
    "entry.read": lambda _, b: _OF.fill(n=b["of"], text=""),
    "entry.followed": lambda _, b: _dash(
        same(_short(b["ref"])), same(str(b["text"])), _reason(entries.REASONS, b.get("reason") or "")
    ),
    "entry.edited": lambda _, b: _OF.fill(n=b["of"], text=b["text"]),
    "message.written": lambda _, b: same(str(b["text"])),
    "message.read": lambda _, b: same(_short(b["ref"])),
    "message.withdrawn": lambda _, b: _dash(same(_short(b["ref"])), same(str(b["reason"]))),
    "handover.submitted": _submitted,
    "handover.offered": lambda _, __: same(""),
    "handover.read": lambda t, b: _dash(t.about(b["ref"]), same(str(b.get("remark") or ""))),
    "handover.reserved": lambda t, b: _dash(t.about(b["ref"]), same(str(b.get("words") or "-"))),
    "handover.accepted": _accepted,
    "handover.refused": lambda _, b: same(str(b["words"])),
    "handover.recalled": lambda _, b: same(str(b.get("reason") or "")),
    "handover.decided": _decided,
    "relief.began": _relief,
    "relief.ended": _relief,
    "metric.recorded": _metric,
    "timetable.done": lambda t, b: _dash(_row(t, b), same(moment_words(b["done_at"]))),
    "timetable.undone": lambda t, b: _dash(_row(t, b), _reason(reasons.CHANGE, b["reason"])),
    "profile.set": lambda _, b: same(f"{b['profile']['name']} ({b['profile']['id']})"),
    "person.added": _person,
    "person.changed": _person,
    "person.left": _who,
    "roster.ordered": lambda t, b: joined(Text("、", ", "), [same(t.name(p)) for p in b["order"]]),
    "pin.set": _who,
    "pin.reset": _who,
    "sign_in.failed": _who,
    "sign_in.cleared": lambda t, b: Text("{who}，错过 {n} 次", "{who}, {n} wrong before").fill(
        who=t.name(b["person"]), n=b["failures"]
    ),
    "credential.replaced": _who,
    "recovery.set": lambda _, __: same(""),
    "recovery.used": _who,
    "manual.activated": lambda _, b: same(f"{b['manual']} {b['version']} ({b['content'][:12]})"),
    "manual.read": lambda t, b: Text("{who},{version},{n} 处", "{who}, {version}, {n} changes").fill(
        who=t.name(b["person"]), version=b["version"], n=b["changes"]
    ),
    "moved": lambda _, b: same(str(b["device"])),
    "paper.made": lambda _, b: Text("{files}（第 {n} 份）", "{files} (copy {n})").fill(
        files=", ".join(b["files"]), n=b["copy_number"]
    ),
    "personal.shown": lambda _, b: _NUMBERS.fill(n=len(b["refs"])),
    "personal.erased": lambda _, b: _dash(
        _NUMBERS.fill(n=len(b["refs"])), WHY_ERASED.get(b["why"], same(b["why"]))
    ),
    **told_cards.TELLERS,
}
