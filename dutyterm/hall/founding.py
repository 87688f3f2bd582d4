"""What a new hall begins with: the answers of the wizard, and the events that they become."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from dutyterm.hall.credentials import STANDARD, Cost, Credentials, issue_pin
from dutyterm.hall.facts import Moved, ProfileSet
from dutyterm.hall.pins import pin_refusal
from dutyterm.hall.profile import Profile
from dutyterm.hall.rules import added
from dutyterm.hall.signing import choose_pin, make_recovery, reset_pin
from dutyterm.hall.state import HallState, apply
from dutyterm.i18n import Text
from dutyterm.model.people import Person, Post, Role
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.values import dataclass


@dataclass(frozen=True)
class NewPerson:
    """Somebody who is on the roster from the first day."""

    number: str
    name: str
    role: Role
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True)
class Founding:
    """A hall to be set up. The first person is its first hall manager and signs everything."""

    profile: Profile
    people: tuple[NewPerson, ...]
    pins: tuple[str | None, ...] = ()
    """The PIN of each person, in the same order; None or missing: see `hand_out`."""
    hand_out: bool = False
    """Everybody without a PIN gets one for one use at once; otherwise a manager gives it later."""


@dataclass(frozen=True)
class OneUse:
    """A PIN for one use, shown once to who hands it out."""

    person: Person
    pin: str = field(repr=False)


@dataclass(frozen=True)
class Founded:
    """The first records of a hall journal, and the recovery code to show once."""

    events: list[Event]
    recovery_code: str
    handed_out: tuple[OneUse, ...] = ()
    """In roster order."""


def found(
    founding: Founding, credentials: Credentials, device: str, key: str, now: datetime, cost: Cost = STANDARD
) -> Founded | Refusal:
    """The events of a new hall; the PIN entries are in the file when this returns. Raises OSError.

    Whether there is a hall already is told by its journal, not by the credentials file: entries that an
    interrupted set-up left behind are dropped by the next `settle`.
    """
    if not founding.people or founding.people[0].role is not Role.HALL_MANAGER or not any(founding.pins[:1]):
        words = Text("第一个人须是厅经理,并设 PIN。", "The first person must be a hall manager with a PIN.")
        return Refusal("no_manager", words)
    events: list[Event] = []
    state = HallState()

    def take(new: list[Event]) -> None:
        nonlocal state
        events.extend(new)
        for event in new:
            state = apply(state, event.fact, now)

    take([Event(ProfileSet(profile=founding.profile), "p1"), Event(Moved(device=device, key=key), "p1")])
    for person in founding.people:
        joined = added(state, "p1", person.number, person.name, person.role, person.posts)
        if isinstance(joined, Refusal):
            return joined
        take(joined)
    # All PINs are looked at before one is written.
    for person, pin in zip(founding.people, founding.pins, strict=False):
        bad = pin_refusal(pin, person.number) if pin else None
        if bad:
            return bad
    for id, pin in zip(state.order, founding.pins, strict=False):
        chosen = choose_pin(state, credentials, id, pin, cost) if pin else []
        if isinstance(chosen, Refusal):
            return chosen
        take(chosen)
    handed_out: list[OneUse] = []
    for id in state.order if founding.hand_out else ():
        if id in state.credentials:
            continue
        pin = issue_pin(state.people[id].number)
        given = reset_pin(state, credentials, "p1", id, pin, cost)
        if isinstance(given, Refusal):
            return given
        take(given)
        handed_out.append(OneUse(state.people[id], pin))
    code, made = make_recovery("p1", cost)
    return Founded([*events, *made], code, tuple(handed_out))
