"""When an entry locks, and what its author may still do before that (S2)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from dutyterm.i18n import Text
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.entries import (
    REASONS,
    Entry,
    EntryEdited,
    EntryFollowed,
    EntryRead,
    may_write,
    of,
    unknown,
)
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import stored

LOCKS_AFTER = timedelta(hours=24)
"""An entry that nobody else has read locks so long after it was recorded."""

Lock = Literal["read", "old"]
"""Why an entry is locked: somebody else has read it, or a day has passed."""


def lock_of(entry: Entry, now: datetime) -> Lock | None:
    """Why the entry is locked; None while its author may still put it into other words.

    In a sealed shift every entry is locked for ever.
    """
    if entry.read_by:
        return "read"
    return "old" if now - entry.at >= LOCKS_AFTER else None


def read(scene: Scene, entry: int) -> list[Event] | Refusal:
    """The person signed in has read an entry of somebody else: it locks."""
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    known = of(scene.shift).by_id.get(entry)
    if known is None:
        return unknown(entry)
    if scene.by is None:
        return Refusal("sign_in", Text("先登录。", "Sign in first."))
    if known.by == scene.by or any(reader.person == scene.by for reader in known.read_by):
        return Refusal("already_read", Text("这一条您已读过。", "You have read this one."))
    return [Event(EntryRead(of=entry), scene.by)]


def edit(scene: Scene, entry: int, text: str) -> list[Event] | Refusal:
    """Other words for one's own entry that nobody has read yet; later only a correction with a reason."""
    known = of(scene.shift).by_id.get(entry)
    if known is None:
        return unknown(entry)
    refused = may_write(scene, known.category)
    if refused is not None:
        return refused
    if scene.by is None or known.by != scene.by:
        return Refusal(
            "not_yours", Text("只能改自己写的;别人的请补记或更正。", "Only one's own; else add or correct.")
        )
    lock = lock_of(known, scene.now)
    if lock is not None:
        return Refusal("locked", _LOCKED[lock], {"lock": lock})
    words = stored(text)
    if isinstance(words, Refusal):
        return words
    if words == known.text:
        return Refusal(
            "unchanged", Text("文字没有变化,没有记下。", "The words are the same; nothing was written.")
        )
    return [Event(EntryEdited(of=entry, text=words), scene.by)]


def follow(scene: Scene, ref: str, text: str, reason: str = "") -> list[Event] | Refusal:
    """Adds to an entry of a sealed shift, or corrects it when there is a reason; it stays as it is (3g).

    `ref` is `<journal>#<record id>`; that there is such an entry is the desk's matter.
    """
    opened = life.opened(scene)
    if isinstance(opened, Refusal):
        return opened
    journal, _, number = ref.partition("#")
    if not journal or not number.isdecimal() or journal == opened.journal:
        return Refusal("unknown_entry", Text("没有这一条。", "There is no such entry."))
    if reason and reason not in dict(REASONS):
        return Refusal(
            "reason_needed",
            Text(
                "选一个更正原因: 1 写错 2 情况有变 3 复核更正。",
                "Choose a reason: 1 slip 2 things changed 3 rechecked.",
            ),
        )
    words = stored(text)
    if isinstance(words, Refusal):
        return words
    return [Event(EntryFollowed(ref=ref, text=words, reason=reason or None), scene.by)]


_LOCKED: dict[Lock, Text] = {
    "read": Text(
        "别人已经看过,已锁定: 只能补记,或写明原因更正。",
        "Somebody has read it, so it is locked: add to it, or correct it with a reason.",
    ),
    "old": Text(
        "超过 24 小时,已锁定: 只能补记,或写明原因更正。",
        "It is older than 24 h, so it is locked: add to it, or correct it with a reason.",
    ),
}
