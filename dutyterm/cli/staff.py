"""`dutyterm staff`: the roster: read it, add, change, leave, a PIN for one use, the order."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from dutyterm.cli.acting import Acting, act, no_hall, person_named
from dutyterm.cli.hall import hall_of
from dutyterm.cli.voice import WELL, Voice
from dutyterm.desk import people, roster
from dutyterm.hall.credentials import issue_pin
from dutyterm.hall.layout import Layout
from dutyterm.hall.state import HallState
from dutyterm.i18n import Text, joined, same
from dutyterm.journal.disk import RealDisk
from dutyterm.model.people import POST_NAMES, ROLE_NAMES, Person, Post, Role
from dutyterm.model.refusal import Refusal
from dutyterm.options import Options

Word = TypeVar("Word", bound=StrEnum)


def show(voice: Voice, options: Options, everybody: bool, as_json: bool) -> int:
    """The roster in its order; with `everybody` those who left, too."""
    hall = hall_of(Layout(options.data), RealDisk())
    if hall.profile is None:
        return voice.wrong(no_hall(options))
    shown = [hall.people[id] for id in hall.order] if everybody else list(hall.roster)
    if as_json:
        voice.show_json({"people": [as_data(hall, person) for person in shown]})
        return WELL
    for person in shown:
        data = as_data(hall, person)
        role = voice.words(ROLE_NAMES[person.role])
        posts = voice.words(joined(Text("、", ", "), [POST_NAMES[post] for post in person.posts]))
        left = "" if person.active else voice.words(_LEFT)
        no_pin = voice.words(Text("无 PIN", "no PIN")) if person.active and data["pin"] == "none" else ""
        place = data["digit"]
        # beyond nine the number is typed: there is no such key
        digit = place if isinstance(place, int) and place <= 9 else "-"
        line = f"{digit:>3}  {person.number:<8} {person.name}  {role}  {posts} {left}{no_pin}"
        voice.show(line.rstrip())
    return WELL


def add(
    voice: Voice, options: Options, acting: Acting, number: str, name: str, role: str, posts: Sequence[str],
    as_json: bool,
) -> int:  # fmt: skip
    """Somebody joins."""
    kind, held = _word(Role, ROLE_NAMES, role), _posts(posts)
    if isinstance(kind, Refusal):
        return voice.wrong(kind.text)
    if isinstance(held, Refusal):
        return voice.wrong(held.text)
    after = act(voice, options, acting, lambda s: roster.add(s, number, name, kind, held))
    if isinstance(after, int):
        return after
    return _said(voice, after, after.people[after.order[-1]], as_json)


def change(
    voice: Voice, options: Options, acting: Acting, who: str, number: str | None, name: str | None,
    role: str | None, posts: Sequence[str] | None, as_json: bool,
) -> int:  # fmt: skip
    """Number, name, role or posts from now on; `--post none` takes all posts away."""
    person = _named(options, who)
    kind = None if role is None else _word(Role, ROLE_NAMES, role)
    held = None if not posts else () if list(posts) == ["none"] else _posts(posts)
    if isinstance(person, Refusal):
        return voice.wrong(person.text)
    if isinstance(kind, Refusal):
        return voice.wrong(kind.text)
    if isinstance(held, Refusal):
        return voice.wrong(held.text)
    id = person.id
    after = act(
        voice, options, acting,
        lambda s: roster.change(s, id, number=number, name=name, role=kind, posts=held),
    )  # fmt: skip
    return after if isinstance(after, int) else _said(voice, after, after.people[id], as_json)


def leave(voice: Voice, options: Options, acting: Acting, who: str, as_json: bool) -> int:
    """Somebody leaves."""
    person = _named(options, who)
    if isinstance(person, Refusal):
        return voice.wrong(person.text)
    id = person.id
    after = act(voice, options, acting, lambda s: roster.leave(s, id))
    return after if isinstance(after, int) else _said(voice, after, after.people[id], as_json)


def reset_pin(voice: Voice, options: Options, acting: Acting, who: str, as_json: bool) -> int:
    """Gives somebody a PIN for one use, which is shown once."""
    person = _named(options, who)
    if isinstance(person, Refusal):
        return voice.wrong(person.text)
    id, pin = person.id, issue_pin(person.number)
    after = act(voice, options, acting, lambda s: people.reset_pin(s, id, pin))
    if isinstance(after, int):
        return after
    if as_json:
        voice.show_json({"person": as_data(after, after.people[id]), "pin": pin})
    else:
        words = Text("{who} 的一次性 PIN(只显示这一次): {pin}", "PIN of {who} for one use, shown once: {pin}")
        voice.show(words.fill(who=person.name, pin=pin))
    return WELL


def order(voice: Voice, options: Options, acting: Acting, named: Sequence[str], as_json: bool) -> int:
    """The order of the roster, and with it everybody's digit."""
    hall = hall_of(Layout(options.data), RealDisk())
    if hall.profile is None:
        return voice.wrong(no_hall(options))
    ids: list[str] = []
    for who in named:
        person = person_named(hall, who)
        if isinstance(person, Refusal):
            return voice.wrong(person.text)
        ids.append(person.id)
    after = act(voice, options, acting, lambda s: roster.put_in_order(s, ids))
    if isinstance(after, int):
        return after
    if as_json:
        voice.show_json({"people": [as_data(after, person) for person in after.roster]})
    else:
        voice.show(" ".join(f"{digit} {person.name}" for digit, person in enumerate(after.roster, 1)))
    return WELL


def as_data(hall: HallState, person: Person) -> dict[str, object]:
    """The stable shape of a person."""
    known = hall.credentials.get(person.id)
    pin = "none" if known is None else "must_change" if known.must_change else "set"
    if person.id in hall.distrusted:
        pin = "replaced"
    place = next((n for n, one in enumerate(hall.roster, 1) if one.id == person.id), None)
    return {
        "id": person.id,
        "number": person.number,
        "name": person.name,
        "role": person.role.value,
        "posts": [post.value for post in person.posts],
        "active": person.active,
        "digit": place,
        "pin": pin,
    }


def _said(voice: Voice, hall: HallState, person: Person, as_json: bool) -> int:
    if as_json:
        voice.show_json({"person": as_data(hall, person)})
    else:
        left = "" if person.active else f"  {voice.words(_LEFT)}"
        voice.show(f"{person.number} {person.name}  {voice.words(ROLE_NAMES[person.role])}{left}")
    return WELL


def _named(options: Options, who: str) -> Person | Refusal:
    hall = hall_of(Layout(options.data), RealDisk())
    return Refusal("no_hall", no_hall(options)) if hall.profile is None else person_named(hall, who)


def _posts(typed: Sequence[str]) -> tuple[Post, ...] | Refusal:
    found: list[Post] = []
    for one in typed:
        post = _word(Post, POST_NAMES, one)
        if isinstance(post, Refusal):
            return post
        found.append(post)
    return tuple(dict.fromkeys(found))


def _word(words: type[Word], names: dict[Word, Text], typed: str) -> Word | Refusal:
    """A role or post by its word, or by what it is called in either language."""
    for word in words:
        if typed.lower() == word.value or typed in names[word]:
            return word
    known = joined(same(", "), [same(word.value) for word in words])
    text = Text("没有「{typed}」: 可写 {known}。", 'There is no "{typed}": it is one of {known}.')
    return Refusal("unknown_word", text.fill(typed=typed, known=known))


_LEFT = Text("已离厅", "left")
