"""Where words go that are typed into the register of manual acceptance (N30)."""

from __future__ import annotations

from dataclasses import replace

from dutyterm.shift.register import backentry, envelopes, pages, refusing, sums, taking
from dutyterm.shift.register.backentry import GiveBack
from tests.shift.register_world import CLERK, MANAGER, RegisterWorld, split

REGISTER_TYPED = {
    *((f"register.{kind}", "words") for kind in ("gap_explained", "reconciled")),
    ("register.refused", "note"),
    ("manual_entry.written", "request"),
    *((f"manual_entry.{kind}", "words") for kind in ("voided", "checked", "returned", "called")),
}
"""Fields that hold words which somebody typed; `write_about_register` types into each."""

REGISTER_CHOSEN = {
    *((f"register.{kind}", "book") for kind in ("pages_issued", "pages_returned", "gap_explained")),
    *(("register.pages_issued", name) for name in ("person", "run")),
    ("register.gap_explained", "cause"),
    *(("register.refused", name) for name in ("business", "clerk", "run", "till")),
    *((f"register.envelope_{kind}", "envelope") for kind in ("opened", "counted", "sealed", "unsealed")),
    *((f"register.envelope_{kind}", "seal") for kind in ("sealed", "unsealed")),
    ("register.envelope_opened", "person"),
    *(("register.left", name) for name in ("slips", "reason", "owner")),
    ("register.reconciled", "cause"),
    *((f"manual_entry.{kind}", "slip") for kind in ("written", "voided", "rekeyed")),
    *((f"manual_entry.{kind}", "slip") for kind in ("checked", "returned", "called")),
    *(("manual_entry.written", name) for name in ("business", "clerk", "run", "till", "envelope")),
    *(("manual_entry.written", name) for name in ("receipt", "checker", "surname")),
    *(("manual_entry.voided", name) for name in ("reason", "witness", "instead")),
    *(("manual_entry.rekeyed", name) for name in ("person", "serial", "till", "before", "cause")),
    *((f"manual_entry.{kind}", "person") for kind in ("checked", "called")),
    ("manual_entry.returned", "reason"),
}
"""Ids, and numbers of books, envelopes, seals and receipts, which take neither words nor a telephone; a
surname has no digits."""


def write_about_register(words: str) -> RegisterWorld:
    """The same words into everything of the register that takes some, and into its numbers, which refuse."""
    world = RegisterWorld()
    envelope = world.open_register()
    slips = [world.pay(number=n) for n in (2, 3, 4)]
    world.ask(request=words)
    world.do(refusing.refuse, "transfer", CLERK, note=words)
    world.do(pages.explain, "R1", 1, 1, "torn", words, world.by(CLERK, MANAGER))
    world.do(refusing.void, *split(slips[0]), "twice", words=words, witness=MANAGER)
    world.rekey(slips[1])
    world.check(slips[1], right=False, words=words)
    world.rekey(slips[1])
    world.check(slips[1])
    world.do(backentry.call, *split(slips[1]), CLERK, "given_up", words)
    back = GiveBack(*split(slips[2]), "customer", receipt_back=False, words=words)
    world.do(backentry.give_back, back, world.by(CLERK, MANAGER))
    world.count_in(envelope, 100)
    world.do(sums.reconcile, cause="change", words=words, signed=world.by(CLERK, MANAGER))
    world.wish(taking.write, replace(world.paying(), surname=words))
    world.wish(taking.write, replace(world.paying(), receipt=words))
    world.wish(envelopes.open_one, words, CLERK)
    world.wish(pages.issue, words, CLERK)
    return world
