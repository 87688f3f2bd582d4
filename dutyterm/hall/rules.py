"""Rules of the hall's own affairs: a wish becomes events or a refusal. Pure: no files, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dutyterm.hall.facts import (
    ManualActivated,
    Moved,
    PersonAdded,
    PersonChanged,
    PersonLeft,
    ProfileSet,
    RosterOrdered,
)
from dutyterm.hall.permissions import Act, refusal
from dutyterm.hall.profile import Profile
from dutyterm.hall.state import HallState
from dutyterm.i18n import Text
from dutyterm.model.people import Person, Post, Role
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed, limit_text, plain

NAME_LIMIT: Final = 20
"""Characters of a person's name."""

NUMBER_LIMIT: Final = 12
"""Characters of a 工号."""


def allowed(state: HallState, by: str, act: Act) -> Refusal | None:
    """None when that person is on the roster and may do it."""
    person = state.people.get(by)
    if person is None or not person.active:
        words = Text(
            "此人不在本厅名册上,请换人登录。", "This person is not on the roster; let somebody else sign in."
        )
        return Refusal("not_on_roster", words, {"person": by})
    return refusal(person.role, act)


def add_person(
    state: HallState, by: str, number: str, name: str, role: Role, posts: Sequence[Post] = ()
) -> list[Event] | Refusal:
    """Somebody joins the roster under a new permanent id; the 工号 may have belonged to a leaver."""
    refused = allowed(state, by, Act.ADD_PERSON)
    if refused:
        return refused
    return added(state, by, number, name, role, posts)


def added(
    state: HallState, by: str | None, number: str, name: str, role: Role, posts: Sequence[Post] = ()
) -> list[Event] | Refusal:
    """The same without asking who wishes it: for setting up a hall and for imports of a roster."""
    checked = _number_and_name(state, number, name, None)
    if isinstance(checked, Refusal):
        return checked
    number, name = checked
    person = Person(id=next_id(state), number=number, name=name, role=role, posts=tuple(posts))
    return [Event(PersonAdded(person=person), by)]


def change_person(
    state: HallState,
    by: str,
    id: str,
    *,
    number: str | None = None,
    name: str | None = None,
    role: Role | None = None,
    posts: Sequence[Post] | None = None,
) -> list[Event] | Refusal:
    """Number, name, role or posts from now on. The last hall manager keeps the role."""
    refused = allowed(state, by, Act.CHANGE_PERSON) or _missing(state, id)
    if refused:
        return refused
    old = state.people[id]
    checked = _number_and_name(state, number or old.number, name or old.name, id)
    if isinstance(checked, Refusal):
        return checked
    if role and role is not Role.HALL_MANAGER and _is_last_manager(state, id):
        return _last_manager(old)
    new = Person(
        id=id,
        number=checked[0],
        name=checked[1],
        role=role or old.role,
        posts=old.posts if posts is None else tuple(posts),
        active=old.active,
    )
    if new == old:
        words = Text("没有变化,未写入。", "Nothing is different; nothing was written.")
        return Refusal("no_change", words)
    return [Event(PersonChanged(person=new), by)]


def leave(state: HallState, by: str, id: str) -> list[Event] | Refusal:
    """Somebody leaves: inactive, never deleted, may not sign any more. The last hall manager cannot leave."""
    refused = allowed(state, by, Act.CHANGE_PERSON) or _missing(state, id)
    if refused:
        return refused
    if _is_last_manager(state, id):
        return _last_manager(state.people[id])
    return [Event(PersonLeft(person=id), by)]


def order_roster(state: HallState, by: str, order: Sequence[str]) -> list[Event] | Refusal:
    """The order of the roster, and with it everybody's digit."""
    refused = allowed(state, by, Act.CHANGE_PERSON)
    if refused:
        return refused
    unknown = [id for id in order if id not in state.people]
    if unknown or len(set(order)) != len(order):
        words = Text("顺序里有不认识的人或重复的人。", "The order names somebody unknown, or somebody twice.")
        return Refusal("bad_order", words, {"unknown": unknown})
    return [Event(RosterOrdered(order=list(order)), by)]


def set_profile(state: HallState, by: str, profile: Profile) -> list[Event] | Refusal:
    """The profile from now on; a running shift keeps its own. The id never changes."""
    refused = allowed(state, by, Act.SET_PROFILE)
    if refused:
        return refused
    if state.profile and profile.id != state.profile.id:
        words = Text(
            "营业厅编号 {id} 永不改变:所有文件以它命名。名称可以改。",
            "The hall's id {id} never changes: every file is named by it. The name may change.",
        )
        return Refusal("hall_id_changed", words.fill(id=state.profile.id))
    if profile == state.profile:
        return Refusal("no_change", Text("没有变化,未写入。", "Nothing is different; nothing was written."))
    return [Event(ProfileSet(profile=profile), by)]


def activate_manual(
    state: HallState, by: str, manual: str, version: str, content: str
) -> list[Event] | Refusal:
    """A version of the manual becomes the one that new runs use (L16); running lists keep theirs."""
    refused = allowed(state, by, Act.ACTIVATE_MANUAL)
    if refused:
        return refused
    if state.manual and state.manual.content == content:
        words = Text("{version} 已经在用。", "{version} is in use already.").fill(version=version)
        return Refusal("no_change", words)
    return [Event(ManualActivated(manual=manual, version=version, content=content), by)]


def move_here(state: HallState, by: str, device: str, key: str) -> list[Event] | Refusal:
    """This PC now writes for the hall; the device before must not write any more."""
    refused = allowed(state, by, Act.MOVE_DEVICE)
    if refused:
        return refused
    if state.device == device:
        words = Text("本机已是本厅的记录电脑。", "This PC writes for the hall already.")
        return Refusal("no_change", words)
    return [Event(Moved(device=device, key=key, before=state.device), by)]


def number_refusal(state: HallState, number: str, own: str | None = None) -> Refusal | None:
    """Why this 工号 cannot be given, before anything else is asked; `own` is the id of who has it now."""
    checked = _number_and_name(state, number, "-", own)
    return checked if isinstance(checked, Refusal) else None


def next_id(state: HallState) -> str:
    """The next permanent id; ids of leavers are never given again."""
    return f"p{max((int(id[1:]) for id in state.people if id[1:].isdecimal()), default=0) + 1}"


def _number_and_name(state: HallState, number: str, name: str, own: str | None) -> tuple[str, str] | Refusal:
    number, name = keyed(number).upper(), " ".join(plain(name).split())
    if not number or not number.isascii() or not number.isalnum() or len(number) > NUMBER_LIMIT:
        words = Text(
            "工号要 1 至 {n} 位数字或字母,不含空格。",
            "A staff number has 1 to {n} digits or letters, no spaces.",
        )
        return Refusal("bad_number", words.fill(n=NUMBER_LIMIT))
    if not name:
        return Refusal("empty", Text("还没有姓名。", "No name yet."))
    short = limit_text(name, NAME_LIMIT)
    if isinstance(short, Refusal):
        return short
    holder = state.by_number(number)
    if holder and holder.id != own:
        words = Text(
            "工号 {number} 现在属于{name}。一人一号,离厅后才能再用。",
            "Number {number} belongs to {name} now. It can be given again when that person has left.",
        )
        return Refusal("number_taken", words.fill(number=number, name=holder.name), {"person": holder.id})
    return number, name


def _missing(state: HallState, id: str) -> Refusal | None:
    person = state.people.get(id)
    if person and person.active:
        return None
    words = Text("名册上没有这个人,或已离厅。", "Nobody like that on the roster, or the person has left.")
    return Refusal("not_on_roster", words, {"person": id})


def _is_last_manager(state: HallState, id: str) -> bool:
    return [p.id for p in state.managers()] == [id]


def _last_manager(person: Person) -> Refusal:
    words = Text(
        "{name}是唯一的厅经理。请先增加另一位厅经理。",
        "{name} is the only hall manager. Add another hall manager first.",
    )
    return Refusal("last_manager", words.fill(name=person.name))
