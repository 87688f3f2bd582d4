"""Whether a PIN is right: the delay, the entry of the file, its mark in the journal, all with words."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Final

from dutyterm.hall.credentials import (
    STANDARD,
    Cost,
    Credentials,
    fits,
    hash_secret,
    make_entry,
    new_recovery_code,
    recovery_digits,
)
from dutyterm.hall.facts import (
    CredentialReplaced,
    PinReset,
    PinSet,
    RecoverySet,
    RecoveryUsed,
    SignInCleared,
    SignInFailed,
)
from dutyterm.hall.permissions import Act
from dutyterm.hall.pins import next_try, pin_digits, pin_refusal
from dutyterm.hall.rules import allowed
from dutyterm.hall.state import RECOVERY, HallState
from dutyterm.i18n import Text
from dutyterm.journal.atomic import StoreDamaged
from dutyterm.model.people import Person, Role
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import shown
from dutyterm.values import dataclass

_RESET_BY_DUTY_MANAGER: Final = frozenset(
    {Role.CLERK, Role.GUARD, Role.STOCK_KEEPER, Role.GREETER, Role.CLEANER}
)


@dataclass(frozen=True)
class Verdict:
    """What came of a typed PIN. The events are written down in any case."""

    refusal: Refusal | None
    """None: the PIN is right."""
    events: list[Event]
    must_change: bool = False
    """The PIN was given by somebody else: a new one is chosen before anything else."""


def check_pin(state: HallState, credentials: Credentials, id: str, pin: str, now: datetime) -> Verdict:
    """Whether this PIN is that person's.

    A wrong one is an event and makes the next try wait longer; the failures stand in the journal, so that a
    restart does not shorten the wait. An entry that is not the recorded one lets nobody sign as this person.
    """
    person = state.people.get(id)
    if person is None or not person.active:
        words = Text("此人不在名册上,不能签名。", "This person is not on the roster and cannot sign.")
        return Verdict(Refusal("not_on_roster", words), [])
    known = state.credentials.get(id)
    if known is None:
        return Verdict(_no_pin(person), [])
    waiting = wait_refusal(state, id, now)
    if waiting:
        return Verdict(waiting, [])
    try:
        found = credentials.entries(id)
    except (StoreDamaged, OSError) as error:
        return Verdict(_unreadable(error), [])
    entry = next((e for e in found if e.mark == known.entry), None)
    if entry is None:
        return _replaced(state, credentials, person, missing=not found)
    if not fits(entry.hash, pin_digits(pin)):
        return _wrong(state, id)
    failed = state.failures.get(id)
    cleared = [Event(SignInCleared(person=id, failures=failed.count), id)] if failed else []
    return Verdict(None, cleared, known.must_change)


def wait_refusal(state: HallState, who: str, now: datetime) -> Refusal | None:
    """None when the next try may be made now. `who` is a person or `state.RECOVERY`."""
    failed = state.failures.get(who)
    if failed is None:
        return None
    until = next_try(failed.count, failed.last)
    # Before the last failure: the clock was set back. Nobody is locked out for days by that; the next wrong
    # PIN makes the wait begin anew, on the new time.
    if not failed.last <= now < until:
        return None
    seconds = ceil((until - now).total_seconds())
    words = Text(
        "错了 {n} 次,请等 {seconds} 秒再试。", "Wrong {n} times; wait {seconds} seconds, then try again."
    )
    return Refusal("wait", words.fill(n=failed.count, seconds=seconds), {"until": until, "seconds": seconds})


def choose_pin(
    state: HallState, credentials: Credentials, id: str, pin: str, cost: Cost = STANDARD
) -> list[Event] | Refusal:
    """A person's own new PIN: adds the entry to the file; the events make it count.

    The caller has checked the old PIN, or this is the setting up of a hall; `settle` drops the old entry
    afterwards. Raises OSError.
    """
    person = state.people.get(id)
    if person is None:
        return Refusal("not_on_roster", Text("名册上没有这个人。", "Nobody like that on the roster."))
    refused = pin_refusal(pin, person.number)
    if refused:
        return refused
    known = state.credentials.get(id)
    if known and any(
        e.mark == known.entry and fits(e.hash, pin_digits(pin)) for e in credentials.entries(id)
    ):
        return Refusal(
            "pin_same", Text("新 PIN 和旧的一样。换一个。", "That is the old PIN. Choose another one.")
        )
    entry = make_entry(id, pin, cost)
    credentials.add(entry)
    return [Event(PinSet(person=id, entry=entry.mark), id)]


def reset_pin(
    state: HallState, credentials: Credentials, by: str, id: str, pin: str, cost: Cost = STANDARD
) -> list[Event] | Refusal:
    """Another manager gives a PIN for one use (`issue_pin`); it must be changed at the next sign-in.

    Hall managers for everybody else; duty managers for people who are no managers. Never one's own.
    Raises OSError.
    """
    refused = allowed(state, by, Act.RESET_PIN) or _may_reset(state, by, id)
    if refused:
        return refused
    bad = pin_refusal(pin, state.people[id].number)
    if bad:
        return bad
    entry = make_entry(id, pin, cost)
    credentials.add(entry)
    return [Event(PinReset(person=id, entry=entry.mark), by)]


def settle(state: HallState, credentials: Credentials) -> None:
    """Drops entries that are not recorded any more; call it when a change is folded. Raises OSError."""
    if credentials.exists:
        credentials.settle({id: c.entry for id, c in state.credentials.items()})


def make_recovery(by: str | None, cost: Cost = STANDARD) -> tuple[str, list[Event]]:
    """A new recovery code to show once, and the event that makes it count."""
    code = new_recovery_code()
    return code, [Event(RecoverySet(hash=hash_secret(recovery_digits(code), cost)), by)]


def recover(
    state: HallState,
    credentials: Credentials,
    code: str,
    id: str,
    pin: str,
    now: datetime,
    cost: Cost = STANDARD,
) -> Verdict:
    """The recovery code gives a hall manager a new PIN, also when the credentials file is gone.

    The code is void afterwards; the caller makes and shows a new one (`make_recovery`). Raises OSError.
    """
    person = state.people.get(id)
    if person is None or not person.active or person.role is not Role.HALL_MANAGER:
        words = Text(
            "恢复码只给厅经理设新 PIN。请选厅经理。",
            "The recovery code serves hall managers only.",
        )
        return Verdict(Refusal("not_a_manager", words), [])
    waiting = wait_refusal(state, RECOVERY, now)
    if waiting:
        return Verdict(waiting, [])
    if state.recovery is None:
        words = Text("恢复码已用过,没有新的。", "The recovery code was used and there is no new one.")
        return Verdict(Refusal("no_recovery", words), [])
    bad = pin_refusal(pin, person.number)
    if bad:
        return Verdict(bad, [])
    if not fits(state.recovery, recovery_digits(code)):
        words = Text(
            "恢复码不对。核对纸上的 20 位数字。", "Not the recovery code. Compare the 20 digits on the paper."
        )
        return Verdict(
            Refusal("wrong_recovery", words), [Event(SignInFailed(person=id, what="recovery"), None)]
        )
    entry = make_entry(id, pin, cost)
    try:
        credentials.entries(id)
    except StoreDamaged:
        credentials.set_aside()
    credentials.add(entry)
    return Verdict(None, [Event(RecoveryUsed(person=id), id), Event(PinSet(person=id, entry=entry.mark), id)])


def _may_reset(state: HallState, by: str, id: str) -> Refusal | None:
    person = state.people.get(id)
    if person is None or not person.active:
        return Refusal("not_on_roster", Text("名册上没有这个人。", "Nobody like that on the roster."))
    if by == id:
        words = Text(
            "不能重置自己的 PIN。请另一位经理重置,或用恢复码。",
            "Nobody resets their own PIN. Ask another manager, or use the recovery code.",
        )
        return Refusal("own_pin", words)
    if state.people[by].role is not Role.HALL_MANAGER and person.role not in _RESET_BY_DUTY_MANAGER:
        words = Text("{name}的 PIN 由厅经理重置。", "A hall manager resets the PIN of {name}.").fill(
            name=person.name
        )
        return Refusal("not_permitted", words)
    return None


def _no_pin(person: Person) -> Refusal:
    words = Text(
        "{name}还没有 PIN,不能签名。请经理先给一个。",
        "{name} has no PIN yet and cannot sign. Ask a manager for one.",
    )
    return Refusal("no_pin", words.fill(name=person.name))


def _unreadable(error: Exception) -> Refusal:
    words = Text(
        "PIN 文件读不出({why}),谁也不能签名。请厅经理用恢复码设新 PIN,再给其他人重置。F9 照常可用。",
        "The PIN file cannot be read ({why}); nobody signs. A hall manager sets a new PIN with the recovery "
        "code and resets the others. F9 works as always.",
    )
    return Refusal("credentials_damaged", words.fill(why=shown(str(error), 60)))


def _wrong(state: HallState, id: str) -> Verdict:
    failed = state.failures.get(id)
    count = (failed.count if failed else 0) + 1
    words = Text("PIN 不对(连续第 {n} 次,已记录)。", "Wrong PIN (number {n} in a row, recorded).").fill(
        n=count
    )
    return Verdict(Refusal("wrong_pin", words, {"failures": count}), [Event(SignInFailed(person=id), None)])


def _replaced(state: HallState, credentials: Credentials, person: Person, *, missing: bool) -> Verdict:
    if not credentials.exists:
        words = Text(
            "PIN 文件不见了,谁也不能签名。厅经理用恢复码设新 PIN,再给其他人重置。F9 照常可用。",
            "The PIN file is gone; nobody can sign. A hall manager sets a new PIN with the recovery code and "
            "resets the others. F9 works as always.",
        )
        return Verdict(Refusal("credentials_missing", words), [])
    words = Text(
        "{name}的 PIN 条目{how},与日志所记不符,不能以此人签名。请另一位经理重置并查明。",
        "The PIN entry of {name} {how}; nobody can sign as this person. Another manager must reset it and "
        "find out why.",
    )
    how = Text("缺失", "is missing") if missing else Text("被替换", "was replaced")
    event = Event(CredentialReplaced(person=person.id, how="missing" if missing else "replaced"), None)
    # Written down once: trying again and again is no new finding.
    events = [] if person.id in state.distrusted else [event]
    return Verdict(Refusal("credential_replaced", words.fill(name=person.name, how=how)), events)
