"""What a person types becomes a value, a value becomes a text, and a wrong one a clear refusal."""

from __future__ import annotations

from datetime import datetime

from dutyterm.i18n import Text, joined, same
from dutyterm.manual.schema import FieldSpec
from dutyterm.model.moment import moment_text
from dutyterm.model.money import format_fen, parse_amount
from dutyterm.model.people import POST_NAMES, Post
from dutyterm.model.premises import Premises
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed, parse_int
from dutyterm.model.typed_time import parse_time
from dutyterm.shift.lists.facts import Value
from dutyterm.shift.words import TEXT_LIMIT, stored

YES = "yes"
"""The value of a confirmed field."""

NOW = " "
"""What Space sends: done, seen, now."""

MOST_BELOW = 999_999_999
"""How far a figure may lie below zero, where it may."""


def parse(
    spec: FieldSpec, typed: str, premises: Premises, now: datetime, total: int | None = None
) -> Value | Refusal:
    """The value of what was typed into this field.

    confirm and time: Space (`NOW`). choice: a digit. number, count: digits. money: yuan. time: HHMM or `-10`.
    text: a digit of the usual answers is sent as that answer's id by the screen, anything else is words.
    people: roster digits separated by spaces, `0` = nobody. assign: one roster digit a post.
    Nothing typed is never an answer (L8).
    """
    if not typed:
        return Refusal("empty", Text("先键入再按 Enter;没有就键 0。", "Type it, then Enter; none is 0."))
    if spec.kind == "confirm":
        return (
            YES
            if typed == NOW or keyed(typed) == "/"
            else _only(Text("这一行只用 Space 确认。", "This line takes Space."))
        )
    if spec.kind == "choice":
        return _choice(spec, typed)
    if spec.kind in ("number", "count"):
        return _number(spec, typed, total)
    if spec.kind == "money":
        return parse_amount(typed)
    if spec.kind == "time":
        if typed == NOW:
            return moment_text(now)
        at = parse_time(typed, now)
        return at if isinstance(at, Refusal) else moment_text(at)
    if spec.kind == "text":
        known = next((c for c in spec.choices if c.id == typed), None)
        return known.id if known is not None else stored(typed, TEXT_LIMIT)
    if spec.kind in ("people", "assign"):
        return _people(spec, typed, premises)
    if spec.kind == "dual":
        return _only(Text("这一行要两个人签名。", "This line takes two signatures."))
    return _only(Text("这一行由程序自己填写。", "The program fills this in by itself."))


def fit(
    spec: FieldSpec, value: Value, premises: Premises, now: datetime, total: int | None = None
) -> Value | Refusal:
    """The value as it may be stored: a rule takes no answer that does not fit its field, whoever asks.

    Words are masked (N30), and nothing has happened later than now.
    """
    if spec.kind == "text" and isinstance(value, str):
        return value if any(c.id == value for c in spec.choices) else stored(value, TEXT_LIMIT)
    if spec.kind == "time" and isinstance(value, str):
        try:
            at = datetime.fromisoformat(value)
            return future() if at > now else moment_text(at)
        except (ValueError, TypeError):  # not a time, or one without a zone
            return _misfit()
    if spec.kind == "count" and isinstance(value, int) and total is not None and value > total:
        return _more_than_all(value, total)
    return value if _fits(spec, value, premises) else _misfit()


def _fits(spec: FieldSpec, value: Value, premises: Premises) -> bool:
    if isinstance(value, int):
        return spec.kind in ("number", "count", "money") and not isinstance(value, bool)
    if isinstance(value, str):
        choice = spec.kind == "choice" and any(c.id == value for c in spec.choices)
        return choice or (spec.kind == "confirm" and value == YES)
    people = {person.id for person in premises.roster}
    if spec.kind == "people":
        return set(value) <= people and len(set(value)) == len(value)
    pairs = [pair.partition(":") for pair in value]
    return (
        spec.kind == "assign"
        and tuple(post for post, _, _ in pairs) == spec.posts
        and {person for _, _, person in pairs} <= people
    )


def future() -> Refusal:
    """The refusal of a time that has not come yet."""
    return Refusal(
        "future",
        Text(
            "时间不能晚于现在。键入 HHMM,或 -10 表示十分钟前。",
            "It cannot have happened later than now. Type HHMM, or -10 for ten minutes ago.",
        ),
    )


def _misfit() -> Refusal:
    return Refusal("does_not_fit", Text("这个答案不合这一栏。", "This answer does not fit the field."))


def _more_than_all(value: int, total: int) -> Refusal:
    words = Text("一共只有 {total},不能是 {value}。", "There are {total} in all; it cannot be {value}.")
    return Refusal("more_than_all", words.fill(total=total, value=value))


def _only(text: Text) -> Refusal:
    return Refusal("wrong_key", text)


def _choice(spec: FieldSpec, typed: str) -> Value | Refusal:
    digit = keyed(typed).strip()
    if digit.isascii() and digit.isdigit() and 1 <= int(digit) <= len(spec.choices):
        return spec.choices[int(digit) - 1].id
    return Refusal(
        "no_such_choice",
        Text("没有选项 {typed},可选 1 到 {n}。", "There is no option {typed}; choose 1 to {n}.").fill(
            typed=digit[:10] or "?", n=len(spec.choices)
        ),
    )


def _number(spec: FieldSpec, typed: str, total: int | None) -> Value | Refusal:
    value = parse_int(typed, _lowest(spec))
    if isinstance(value, Refusal):
        return value
    if spec.kind == "count" and total is not None and value > total:
        return _more_than_all(value, total)
    return value


def _lowest(spec: FieldSpec) -> int:
    """Below zero only where the manual has a limit below zero: a clock may be slow, nobody is -3 people."""
    limits = (spec.warn, spec.block)
    below = any(found is not None and isinstance(found.min, int) and found.min < 0 for found in limits)
    return -MOST_BELOW if below else 0


def _people(spec: FieldSpec, typed: str, premises: Premises) -> Value | Refusal:
    digits = keyed(typed).split()
    if spec.kind == "people" and digits == ["0"]:
        return ()
    chosen: list[str] = []
    for digit in digits:
        place = int(digit) if digit.isascii() and digit.isdigit() and len(digit) < 4 else 0
        if not 1 <= place <= len(premises.roster):
            return Refusal(
                "no_such_person",
                Text("名册里没有第 {n} 号,共 {all} 人。", "There is no {n} on the roster of {all}.").fill(
                    n=digit[:10], all=len(premises.roster)
                ),
            )
        chosen.append(premises.roster[place - 1].id)
    if spec.kind == "people":
        return tuple(dict.fromkeys(chosen))
    if len(chosen) != len(spec.posts):
        return Refusal(
            "every_post",
            Text(
                "{n} 个岗位依次各按一个名册号;第 10 人起按 010。",
                "A roster number for each of {n} posts, in order; from the tenth person on 010.",
            ).fill(n=len(spec.posts)),
        )
    return tuple(f"{post}:{person}" for post, person in zip(spec.posts, chosen, strict=True))


def text_of(
    spec: FieldSpec, value: Value, premises: Premises, services: dict[str, Text] | None = None
) -> Text:
    """How an answer is shown. Never raises, also for a value that does not fit the field."""
    if isinstance(value, tuple):
        return _names(spec, value, premises, services or {})
    if isinstance(value, int):
        if spec.kind == "money":
            return same(format_fen(value))
        total = "" if spec.total is None else f"/{_total(spec, premises)}"
        unit = spec.unit if spec.unit is not None else same("")
        return Text(f"{value}{total} {unit.zh}".rstrip(), f"{value}{total} {unit.en}".rstrip())
    if spec.kind == "confirm" or (spec.kind == "machine" and value == YES):
        return Text("已确认", "confirmed")
    if spec.kind == "time":
        try:
            return same(datetime.fromisoformat(value).strftime("%H:%M"))
        except ValueError:
            return same(value)
    choice = next((c for c in spec.choices if c.id == value), None)
    return choice.label if choice is not None else same(value)


def _total(spec: FieldSpec, premises: Premises) -> str:
    total = spec.total if isinstance(spec.total, int) else premises.figure(spec.total or "")
    return "?" if total is None else str(total)


def _names(spec: FieldSpec, value: tuple[str, ...], premises: Premises, services: dict[str, Text]) -> Text:
    if not value:
        return Text("无", "none")
    people = {person.id: person.name for person in premises.roster}
    comma = Text(", ", ", ")
    if spec.kind == "assign":
        pairs = [pair.partition(":") for pair in value]
        return joined(
            comma,
            [
                Text(f"{_post(post).zh} {people.get(who, who)}", f"{_post(post).en} {people.get(who, who)}")
                for post, _, who in pairs
            ],
        )
    return joined(comma, [services.get(one) or same(people.get(one, one)) for one in value])


def _post(post: str) -> Text:
    return POST_NAMES[Post(post)] if post in set(Post) else same(post)
