"""An outage with a record of every kind of the register."""

from __future__ import annotations

from dutyterm.model.record import Record
from dutyterm.shift.register import backentry, envelopes, pages, refusing, sums
from dutyterm.shift.register.backentry import GiveBack
from tests.shift.register_world import CLERK, MANAGER, RegisterWorld, split


def register_day() -> RegisterWorld:
    """Seven numbers: keyed in, void, given back, missing, waiting, and a question."""
    world = RegisterWorld()
    envelope = world.open_register()
    slips = [world.pay(fen) for fen in (9_800, 5_000, 3_000)]
    world.ask()
    world.pay(1_200, number=7)
    world.do(refusing.refuse, "transfer", CLERK, offer=1)
    world.do(refusing.void, *split(slips[1]), "twice", witness=MANAGER)
    world.do(pages.explain, "R1", 5, 6, "torn", "水杯打翻", world.by(CLERK, MANAGER))
    world.do(pages.take_back, "R1", 8)
    world.do(envelopes.seal, envelope, "S-7", 14_000, world.by(CLERK, MANAGER))
    world.do(envelopes.unseal, envelope, "S-7", world.by(CLERK, MANAGER))
    world.rekey(slips[0])
    world.check(slips[0])
    world.do(backentry.call, *split(slips[0]), CLERK, "no_answer")
    world.do(backentry.give_back, GiveBack(*split(slips[2]), "customer"), world.by(CLERK, MANAGER))
    world.do(backentry.leave, "still_down", CLERK)
    world.count_in(envelope, 1_100)
    signed = world.by(CLERK, MANAGER)
    world.do(sums.reconcile, cause="change", words="多找 1 元", signed=signed)
    return world


def register_records() -> list[Record]:
    """Only those of the register."""
    kinds = ("register.", "manual_entry.")
    return [record for record in register_day().records if record.kind.startswith(kinds)]
