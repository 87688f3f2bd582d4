"""Doing something in the hall's name from a command line: who acts, the PIN, the desk."""

from __future__ import annotations

import asyncio
import getpass
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from dutyterm.cli.hall import hall_of
from dutyterm.cli.voice import BAD_NEWS, Voice
from dutyterm.desk import people
from dutyterm.desk.house import open_house
from dutyterm.desk.outcome import NotSaved, Outcome
from dutyterm.desk.session import Session
from dutyterm.hall.layout import Layout
from dutyterm.hall.state import HallState
from dutyterm.i18n import Text, joined, same
from dutyterm.journal.disk import RealDisk
from dutyterm.model.people import Person
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed
from dutyterm.options import Options
from dutyterm.values import dataclass

Wish = Callable[[Session], Coroutine[Any, Any, Outcome]]


@dataclass(frozen=True)
class Acting:
    """Who acts, and where the PIN comes from. A PIN is never an argument: those can be seen by others."""

    number: str | None = None
    """工号, name or id; None = the only hall manager."""
    pin_stdin: bool = False
    """The PIN is the first line of stdin; otherwise it is asked for at the terminal, without echo."""


def act(voice: Voice, options: Options, acting: Acting, wish: Wish) -> HallState | int:
    """Signs in, does the wish and signs out; the hall afterwards, or the exit code when it was not done."""
    if options.read_only:
        return voice.wrong(Text("要写数据,不能用 --read-only。", "This writes: no --read-only."))
    hall = hall_of(Layout(options.data), RealDisk())
    if hall.profile is None:
        return voice.wrong(no_hall(options))
    who = _actor(hall, acting.number)
    if isinstance(who, Refusal):
        return voice.wrong(who.text)
    pin = _pin(voice, who, acting)
    if isinstance(pin, Refusal):
        return voice.wrong(pin.text)
    after, outcome = asyncio.run(_do(options, who, pin, wish))
    if isinstance(outcome, Refusal):
        return voice.wrong(outcome.text)
    if isinstance(outcome, NotSaved):
        voice.tell(outcome.text)
        return BAD_NEWS
    return after


def no_hall(options: Options) -> Text:
    """There is no hall, or its journal cannot be read."""
    return Text("{dir} 里没有营业厅。", "There is no hall in {dir}.").fill(dir=options.data)


def person_named(hall: HallState, typed: str) -> Person | Refusal:
    """The active person with that 工号, id or name."""
    wanted = keyed(typed)
    found = [
        person
        for person in hall.roster
        if wanted.upper() == person.number or wanted in (person.id, person.name)
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        words = Text("名册上没有「{who}」: 写工号。", 'Nobody on the roster is "{who}": give a staff number.')
        return Refusal("unknown_person", words.fill(who=typed))
    words = Text("「{who}」不止一人: 写工号。", 'More than one is "{who}": give a staff number.')
    return Refusal("ambiguous", words.fill(who=typed))


def _actor(hall: HallState, typed: str | None) -> Person | Refusal:
    if typed is not None:
        return person_named(hall, typed)
    managers = hall.managers()
    if len(managers) == 1:
        return managers[0]
    names = joined(Text("、", ", "), [same(f"{p.number} {p.name}") for p in managers])
    words = Text("用 --as 工号 说明谁在办理: {who}。", "Say who acts with --as NUMBER: {who}.")
    return Refusal("who", words.fill(who=names))


def _pin(voice: Voice, who: Person, acting: Acting) -> str | Refusal:
    if acting.pin_stdin:
        line = sys.stdin.readline() if sys.stdin is not None else ""
        return line.strip() or Refusal("no_pin", Text("标准输入里没有 PIN。", "There is no PIN on stdin."))
    if sys.stdin is None or not sys.stdin.isatty():
        words = Text(
            "不在终端里: 用 --pin-stdin 给 PIN。", "Not at a terminal: give the PIN with --pin-stdin."
        )
        return Refusal("no_terminal", words)
    try:
        return getpass.getpass(voice.both(Text("{who} 的 PIN: ", "PIN of {who}: ").fill(who=who.name)))
    except EOFError:
        return Refusal("no_pin", Text("没有输入 PIN。", "No PIN was typed."))


async def _do(options: Options, who: Person, pin: str, wish: Wish) -> tuple[HallState, Outcome]:
    house = await open_house(options, resume=False)
    session = house.session
    if session is None or house.state not in ("ready", "locked_out"):
        if session is not None:
            await session.close()
        return HallState(), Refusal("no_hall", house.message or no_hall(options))
    try:
        if session.read_only is not None:
            return session.hall, Refusal("read_only", session.read_only)
        signed = await people.sign_in(session, who.id, pin)
        if not isinstance(signed, people.Signed):
            return session.hall, signed
        if signed.must_change_pin:
            return session.hall, Refusal("must_change_pin", _MUST_CHANGE)
        outcome = await wish(session)
        return session.hall, outcome
    finally:
        await session.close()


_MUST_CHANGE = Text(
    "这个 PIN 是别人给的: 先在程序里登录,设自己的 PIN。",
    "Somebody else gave you this PIN: sign in to the program and choose your own first.",
)
