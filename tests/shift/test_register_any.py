"""Whatever people do in whatever order: numbers stay gapless, sums agree, practice counts nowhere (N11)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dutyterm.model.refusal import Refusal
from dutyterm.shift.procedures import rules as procedures
from dutyterm.shift.procedures import state as procedure_state
from dutyterm.shift.register import backentry, envelopes, pages, refusing, sums, taking
from dutyterm.shift.register.backentry import GiveBack
from dutyterm.shift.register.family import summary
from dutyterm.shift.register.state import Entry, of, slip_id
from dutyterm.shift.register.taking import Wish
from tests.shift.register_world import CLERK, MANAGER, OTHER, RegisterWorld, split

PERSON = st.sampled_from([CLERK, OTHER, MANAGER])
FEN = st.integers(1, 60_000)
NEVER = st.sampled_from(["new_line", "replace_sim", "transfer", "invoice", "card_or_code"])


class Outage(RuleBasedStateMachine):
    """A hall without systems. What really happened is kept by hand, never asked of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.world = RegisterWorld()
        self.used: dict[str, str] = {}
        """Slip -> what became of it, over all shifts."""
        self.out: set[int] = set()
        """Numbers in somebody's hands."""
        self.money: dict[str, int] = {}
        """Slip -> fen that really lie in the envelope."""
        self.system = 0
        self.back = 0
        self.taken = 0
        self.shifts = 0
        self.run: str | None = None

    @initialize(payments=st.lists(FEN, min_size=2, max_size=8))
    def begin(self, payments: list[int]) -> None:
        self.give_page(CLERK)
        self.give_page(OTHER)
        self.world.envelope()
        for fen in payments:
            self.a_customer_pays(fen, CLERK, 0, named=False)
        self.world.do(procedures.start, "PWR", drill=True)
        self.run = next(iter(procedure_state.of(self.world.shift).by_id))

    def entry(self, pick: int, *, waits: bool = False, unchecked: bool = False) -> Entry | None:
        found = [e for e in self.world.register.in_order() if not e.written.drill]
        found = [e for e in found if (e.waits or not waits) and (e.unchecked or not unchecked)]
        return found[pick % len(found)] if found else None

    # --- slips -----------------------------------------------------------------------------------

    @rule(person=PERSON)
    def give_page(self, person: str) -> None:
        lowest = self.world.register.books["R1"].lowest if "R1" in self.world.register.books else 1
        free = [
            n for n in range(lowest, lowest + 16) if n not in self.out and slip_id("R1", n) not in self.used
        ]
        self.world.issue_page(person)
        page = self.world.register.pages[-1]
        numbers = set(range(page.first, page.last + 1))
        assert numbers <= set(free), "a number was given out twice"
        self.out |= numbers

    @rule(pick=st.integers(0, 50))
    def blank_ones_come_back(self, pick: int) -> None:
        found = [p for p in self.world.register.pages if p.blank() and not p.drill]
        if len(found) > 1:
            page = found[pick % len(found)]
            self.out -= set(page.blank())
            self.world.do(pages.take_back, "R1", page.blank()[0])

    @rule(pick=st.integers(0, 50))
    def a_number_is_explained(self, pick: int) -> None:
        if self.out:
            number = sorted(self.out)[pick % len(self.out)]
            signed = self.world.by(CLERK, MANAGER)
            self.world.do(pages.explain, "R1", number, number, "torn", "", signed)
            self.use(number, "explained")

    @rule(pick=st.integers(0, 50))
    def a_blank_is_void(self, pick: int) -> None:
        if self.out:
            number = sorted(self.out)[pick % len(self.out)]
            self.world.do(refusing.void, "R1", number, "spoiled")
            self.use(number, "void")

    def use(self, number: int, what: str) -> None:
        assert slip_id("R1", number) not in self.used
        self.out.discard(number)
        self.used[slip_id("R1", number)] = what

    # --- taking down -----------------------------------------------------------------------------

    @rule(fen=FEN, clerk=PERSON, pick=st.integers(0, 50), named=st.booleans())
    def a_customer_pays(self, fen: int, clerk: str, pick: int, named: bool) -> None:
        more: dict[str, Any] = {"clerk": clerk}
        if named and self.out:
            more["number"] = sorted(self.out)[pick % len(self.out)]
        done = self.world.wish(taking.write, self.world.paying(fen, **more))
        if isinstance(done, Refusal):
            assert done.code in ("no_pages", "entry_limit", "page_limit", "envelope_needed"), done.code
            return
        slip = list(self.world.register.entries)[-1]
        self.use(split(slip)[1], "written")
        self.money[slip] = fen
        self.taken += fen

    @rule(clerk=PERSON)
    def somebody_asks(self, clerk: str) -> None:
        if not isinstance(self.world.wish(taking.write, Wish("consult", clerk, request="问")), Refusal):
            self.use(split(list(self.world.register.entries)[-1])[1], "written")

    @rule(business=NEVER, clerk=PERSON, fen=FEN)
    def what_is_never_done_is_refused(self, business: str, clerk: str, fen: int) -> None:
        wish = self.world.paying(fen, business=business, clerk=clerk)
        assert self.world.refused(taking.write, wish) == "never_by_hand"
        self.world.do(refusing.refuse, business, clerk)

    @rule(fen=FEN)
    def practice(self, fen: int) -> None:
        shift, found = self.world.shift, sums.sums(self.world.register)
        self.world.wish(pages.issue, "T1", CLERK, drill=True, run=self.run)
        self.world.wish(taking.write, self.world.paying(fen, drill=True, run=self.run))
        assert sums.sums(self.world.register) == found
        before, after = summary(replace(self.world.scene, shift=shift)), summary(self.world.scene)
        assert {**before, "drills": 0} == {**after, "drills": 0}

    @rule(pick=st.integers(0, 50))
    def an_entry_is_void(self, pick: int) -> None:
        entry = self.entry(pick)
        if entry is None:
            return
        witness = MANAGER if entry.written.clerk != MANAGER else OTHER
        done = self.world.wish(refusing.void, *split(entry.slip), "withdrawn", witness=witness)
        if not isinstance(done, Refusal):
            self.used[entry.slip] = "void"
            self.taken -= self.money.pop(entry.slip, 0)

    # --- afterwards ------------------------------------------------------------------------------

    @rule(pick=st.integers(0, 50), person=PERSON, waits=st.booleans())
    def back_entry(self, pick: int, person: str, waits: bool) -> None:
        entry = self.entry(0 if waits else pick, waits=True)
        if entry is None:
            return
        first = self.entry(0, waits=True)
        done = self.world.wish(backentry.rekey, self.world.rekeying(entry.slip, person))
        if isinstance(done, Refusal):
            assert (done.code, entry is first) in {("order", False), ("envelope_sealed", True)}, done.code
            return
        assert entry is first, "back-entry goes in the order of registration"
        self.money.pop(entry.slip, 0)
        self.system += entry.written.due

    @rule(pick=st.integers(0, 50), person=PERSON)
    def check(self, pick: int, person: str) -> None:
        entry = self.entry(pick, unchecked=True)
        if entry is None or entry.rekeyed is None:
            return
        done = self.world.wish(backentry.check, (entry.slip,), self.world.by(person))
        assert isinstance(done, Refusal) == (entry.rekeyed.person == person), "checked by who keyed it in"

    @rule(pick=st.integers(0, 50))
    def give_back(self, pick: int) -> None:
        entry = self.entry(pick, waits=True)
        if entry is None:
            return
        wish = GiveBack(*split(entry.slip), "customer")
        done = self.world.wish(backentry.give_back, wish, self.world.by(CLERK, MANAGER))
        if not isinstance(done, Refusal):
            self.back += self.money.pop(entry.slip, 0)

    @rule()
    def call(self) -> None:
        for entry in self.world.register.in_order():
            if entry.to_call and not entry.written.drill:
                self.world.do(backentry.call, *split(entry.slip), CLERK, "reached")
                return

    @rule()
    def seal_or_open_the_envelope(self) -> None:
        for name, envelope in self.world.register.envelopes.items():
            signed = self.world.by(CLERK, MANAGER)
            if envelope.seal is None:
                number = self.world.number("S")
                self.world.do(envelopes.seal, name, number, self.world.register.held(name), signed)
            else:
                self.world.do(envelopes.unseal, name, envelope.seal, signed)

    @rule()
    def reconcile(self) -> None:
        done = self.world.wish(sums.reconcile)
        if isinstance(done, Refusal):
            assert done.code in ("gaps", "count_envelope"), "nobody made a mistake, so nothing differs"

    @rule()
    def next_shift(self) -> None:
        if self.shifts > 3:
            return
        self.shifts += 1
        later = self.world.next_shift(self.shifts)
        later.serial = self.world.serial
        later.now = max(later.now, self.world.now)
        self.world = later
        self.run = self.run if self.run in procedure_state.of(later.shift).by_id else None

    # --- always ----------------------------------------------------------------------------------

    @invariant()
    def every_number_has_one_state(self) -> None:
        book = self.world.register.books.get("R1")
        if book is None:
            return
        free = {n for p in self.world.register.pages if not p.drill for n in p.free()}
        stock = {n for first, last in book.stock for n in range(first, last + 1)}
        used = {split(slip)[1] for slip in self.used}
        assert free == self.out
        assert not free & stock
        assert not used & (free | stock)
        assert free | stock | used == set(range(1, book.next)), "a number is missing or beyond the book"

    @invariant()
    def the_envelopes_hold_what_really_lies_there(self) -> None:
        register = self.world.register
        held = sum(register.held(name) for name in register.envelopes)
        assert held == sum(self.money.values())
        assert sums.sums(register).difference == 0
        assert self.taken == held + self.system + self.back

    def teardown(self) -> None:
        """A start of the program finds the same register, however it ended."""
        assert of(self.world.folded_again()) == self.world.register


TestOutage = Outage.TestCase
TestOutage.settings = settings(max_examples=60, stateful_step_count=50, deadline=None)
