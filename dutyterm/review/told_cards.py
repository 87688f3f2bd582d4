"""What the records of emergencies say: steps with their card, decisions, calls, figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from dutyterm.i18n import Text, joined, same
from dutyterm.model.money import format_fen
from dutyterm.shift.procedures import words
from dutyterm.shift.procedures.after_words import FIELDS, KINDS, YES_NO
from dutyterm.shift.procedures.facts import is_drill

if TYPE_CHECKING:
    from dutyterm.manual.procedure import Card
    from dutyterm.review.told import Teller

Body = Mapping[str, Any]


def _card(teller: Teller, body: Body) -> Card | None:
    id = str(body["run"]).partition(".")[0]
    return next((card for card in teller.manual.cards if card.id == id), None)


def _id(body: Body) -> Text:
    """The card; a drill says that it is one in every record (N13)."""
    id = str(body["run"]).partition(".")[0]
    return Text(f"演练 {id}", f"DRILL {id}") if is_drill(str(body["run"])) else same(id)


def _clock(value: object) -> Text:
    return same(str(value)[11:19])


def _dash(*parts: Text) -> Text:
    return joined(Text(",", ", "), [part for part in parts if part.zh])


def _step(teller: Teller, body: Body) -> Text:
    """`PWR 5 text`, with the part that was ticked."""
    card = _card(teller, body)
    lead = Text(f"{_id(body).zh} {body['step']}", f"{_id(body).en} {body['step']}")
    found = card.step(str(body["step"])) if card is not None else None
    if found is None:
        return lead
    said = Text(found.text.zh, found.text.en)
    part = next((p.label for p in found.parts if p.id == body.get("part")), None)
    if part is not None:
        said = part
    return Text(f"{lead.zh} {said.zh}", f"{lead.en} {said.en}")


def _started(teller: Teller, body: Body) -> Text:
    card = _card(teller, body)
    title = card.title if card is not None else same("")
    drill = Text("演练", "DRILL") if body.get("drill") else Text("真实", "real")
    if is_drill(str(body["run"])):
        drill = same("")  # said already
    level = words.LEVELS.get(body.get("level") or 0, same(""))
    return _dash(Text(f"{_id(body).zh} {title.zh}", f"{_id(body).en} {title.en}"), drill, level)


def _decided(teller: Teller, body: Body) -> Text:
    card = _card(teller, body)
    found = card.step(str(body["step"])) if card is not None else None
    choices = found.choices if found is not None else ()
    answer = next((c.label for c in choices if c.id == body["choice"]), same(str(body["choice"])))
    return Text(f"{_id(body).zh} {body['step']}: {answer.zh}", f"{_id(body).en} {body['step']}: {answer.en}")


def _roles(teller: Teller, body: Body) -> Text:
    given = [
        Text(f"{name.zh} {teller.name(body[role])}", f"{name.en} {teller.name(body[role])}")
        for role, name in words.ROLES.items()
        if body.get(role)
    ]
    return _dash(_id(body), *given)


def _called(teller: Teller, body: Body) -> Text:
    known = next(
        (c.name for c in teller.manual.contacts if c.id == body["contact"]), same(str(body["contact"]))
    )
    result = dict(words.RESULTS).get(str(body["result"]), same(str(body["result"])))
    return _dash(_id(body), known, result, same(str(body.get("note") or "")))


def _announced(teller: Teller, body: Body) -> Text:
    card, number = _card(teller, body), int(body["number"])
    texts = card.announcements if card is not None else ()
    said = texts[number - 1] if 1 <= number <= len(texts) else same("")
    return _dash(_id(body), same(str(number)), said)


def _claimed(_: Teller, body: Body) -> Text:
    return _dash(_id(body), Text("没署名的是本人做的", "what had no name was done by this person"))


def _timer(_: Teller, body: Body) -> Text:
    name = next((text for kind, text in words.TIMERS.items() if kind == body["timer"]), same(""))
    until = body.get("until")
    off = Text("推迟到 {at}", "put off to {at}").fill(at=str(until)[11:16]) if until else same("")
    return _dash(_id(body), name, off)


def _reason(offered: tuple[tuple[str, Text], ...], body: Body, key: str = "reason") -> Text:
    return dict(offered).get(str(body[key]), same(str(body[key])))


def _counted(_: Teller, body: Body) -> Text:
    name = dict((*words.COUNTS, *words.QUEUE_COUNTS)).get(str(body["what"]), same(str(body["what"])))
    return Text(f"{_id(body).zh} {name.zh} {body['count']}", f"{_id(body).en} {name.en}: {body['count']}")


def _queue(_: Teller, body: Body) -> Text:
    words = Text("等候 {waiting} 人,台席 {tills},每笔 {s} 秒", "{waiting} waiting, {tills} tills, {s} s each")
    return _dash(_id(body), words.fill(waiting=body["waiting"], tills=body["tills"], s=body["service_s"]))


def _reported(_: Teller, body: Body) -> Text:
    return _dash(_id(body), next((t for kind, t in words.REPORTS.items() if kind == body["what"]), same("")))


def _until(value: object) -> Text:
    return Text("{at} 前", "until {at}").fill(at=str(value)[5:16].replace("T", " "))


def _answered(teller: Teller, body: Body) -> Text:
    name, value = FIELDS[body["field"]], body.get("text", body.get("number"))
    said = same(str(value))
    if KINDS[body["field"]] == "cause":
        causes = teller.manual.causes(str(body["run"]).partition(".")[0])
        said = next((cause.label for cause in causes if cause.id == value), said)
    elif KINDS[body["field"]] == "yes_no":
        said = dict(YES_NO).get(str(value), said)
    elif KINDS[body["field"]] == "amount":
        said = same(format_fen(int(body["number"])))
    return Text(f"{_id(body).zh} {name.zh}: {said.zh}", f"{_id(body).en} {name.en}: {said.en}")


def _action(teller: Teller, body: Body) -> Text:
    number = same(f"A{body['number']} {body['what']}")
    return _dash(_id(body), number, same(teller.name(body["owner"])), _until(body["due"]))


def _signed(teller: Teller, body: Body) -> Text:
    late = body.get("late_min")
    words = Text("迟 {n} 分", "{n} min late").fill(n=late) if late is not None else same("")
    return _dash(_id(body), same(teller.name(body["by"])), words)


TELLERS: Final[dict[str, Callable[[Teller, Body], Text]]] = {
    "procedure.started": _started,
    "procedure.moved": lambda _, b: _dash(_id(b), _clock(b["t0"])),
    "procedure.level": lambda _, b: _dash(_id(b), words.LEVELS.get(int(b["level"]), same(str(b["level"])))),
    "procedure.roles": _roles,
    "step.done": _step,
    "step.decided": _decided,
    "step.skipped": lambda t, b: _dash(_step(t, b), _reason(words.SKIPPED, b)),
    "step.deferred": lambda t, b: _dash(
        _step(t, b), dict[str, Text](words.UNTIL).get(str(b["until"]), same(str(b["until"])))
    ),
    "step.reopened": lambda t, b: _dash(_step(t, b), _reason(words.REOPENED, b)),
    "procedure.claimed": _claimed,
    "procedure.timer": _timer,
    "procedure.announced": _announced,
    "procedure.called": _called,
    "procedure.reported": _reported,
    "procedure.counted": _counted,
    "procedure.queue": _queue,
    "procedure.stood_down": lambda _, b: _dash(_id(b), _clock(b["at"])),
    "procedure.withdrawn": lambda _, b: _dash(_id(b), _reason(words.REOPENED, b)),
    "after_action.asked": lambda _, b: _dash(_id(b), _until(b["due"])),
    "after_action.answered": _answered,
    "after_action.action": _action,
    "after_action.dropped": lambda _, b: _dash(_id(b), same(f"A{b['number']}")),
    "after_action.signed": _signed,
}
"""Kind -> how it is told."""
