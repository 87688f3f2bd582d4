"""No sequence of movements, counts and handovers makes or loses money; the check line of e.2 always holds."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dutyterm.shift.cash import bags, counts, results, settling, tills, transfers
from dutyterm.shift.cash.books import balanced, overnight, places
from dutyterm.shift.cash.state import CASH, Span, of, state_of, till_of
from tests.shift.cash_world import AUDITOR, BOSS, CLERK, MANAGER, OTHER, SECOND, CashWorld, sheet_of
from tests.shift.test_cash_differences import decision

TILLS = ("01", "02")
TILL = st.sampled_from(TILLS)
CLERKS = (CLERK, OTHER, BOSS)
"""Who may hold a till; one of three, so that a till can change hands."""
FEN = st.integers(0, 9_000).map(lambda n: n * 10)
"""Amounts end in full jiao: smaller coins are counted in few halls."""


class Money(RuleBasedStateMachine):
    """A hall in which people move real notes; the program only hears of what they type."""

    def __init__(self) -> None:
        super().__init__()
        self.world = CashWorld()
        self.real: dict[str, int] = {}
        """What really lies where; kept by hand, never asked of the program."""
        self.banked = 0
        self.shifts = 0

    @initialize(jiao=st.integers(10_000, 60_000))
    def begin(self, jiao: int) -> None:
        self.world.reserve(jiao * 10)
        self.real = {"reserve": jiao * 10, "01": 0, "02": 0, "safe": 0, "bags": 0, "way": 0}

    # --- the day ---------------------------------------------------------------------------------

    def state(self, till: str) -> str:
        return state_of(self.world.cash, till)

    def newest(self, till: str) -> Span | None:
        return till_of(self.world.cash, till).span

    def holder(self, till: str) -> str:
        span = self.newest(till)
        assert span is not None
        return span.person

    def two(self, till: str) -> tuple[Any, ...]:
        return self.world.by(self.holder(till), MANAGER)

    def free(self, person: str) -> bool:
        return all(
            (span := self.newest(till)) is None
            or span.person != person
            or self.state(till) not in ("in_use", "closing")
            for till in TILLS
        )

    @rule(till=TILL, fen=FEN, person=st.sampled_from(CLERKS), off=st.sampled_from([0, 0, 0, -10, 500]))
    def take_a_till(self, till: str, fen: int, person: str, off: int) -> None:
        if self.state(till) not in ("idle", "paid", "settled", "pending") or not self.free(person):
            return
        if self.state(till) == "pending":
            self.real[f"{till} apart"] = self.real.get(f"{till} apart", 0) + self.real[till]
            self.real[till] = 0
        added = min(fen, self.real["reserve"])
        counted = max(0, self.real[till] + added + off)
        sheet = sheet_of(self.world, counted)
        self.world.do(tills.issue, till, person, added, sheet, self.world.by(person, MANAGER))
        self.real["reserve"] -= added
        self.real[till] = counted  # what differed was never there, or was there all along

    def open_span(self, till: str) -> Span | None:
        span = self.newest(till)
        if span is None or self.state(till) not in ("in_use", "closing") or span.turns or span.locked:
            return None
        return span

    @rule(till=TILL, fen=FEN)
    def customers_pay(self, till: str, fen: int) -> None:
        if self.state(till) == "in_use":
            self.real[till] += fen

    @rule(till=TILL, fen=FEN)
    def top_up(self, till: str, fen: int) -> None:
        fen = min(fen, self.real["reserve"])
        if self.open_span(till) is None or not fen:
            return
        self.world.do(tills.top_up, till, fen, self.two(till))
        self.real["reserve"] -= fen
        self.real[till] += fen

    @rule(till=TILL, fen=FEN)
    def drop(self, till: str, fen: int) -> None:
        fen = min(fen, self.real[till])
        if self.open_span(till) is None or not fen:
            return
        self.world.do(tills.drop, till, self.world.number("D"), fen, self.two(till))
        self.real[till] -= fen
        self.real["safe"] += fen

    @rule(till=TILL, fen=FEN)
    def change_notes(self, till: str, fen: int) -> None:
        if self.open_span(till) is not None and fen:
            self.world.do(tills.exchange, till, fen, self.two(till))

    # --- money under way ---------------------------------------------------------------------------

    @rule(till=TILL, fen=FEN)
    def give_a_drop(self, till: str, fen: int) -> None:
        fen = min(fen, self.real[till])
        if self.open_span(till) is None or not fen:
            return
        signed = self.world.by(self.holder(till))
        self.world.do(transfers.send_drop, till, self.world.number("D"), fen, signed)
        self.real[till] -= fen
        self.real["way"] += fen

    @rule(till=TILL, fen=FEN)
    def give_a_top_up(self, till: str, fen: int) -> None:
        fen = min(fen, self.real["reserve"])
        if self.open_span(till) is None or not fen:
            return
        self.world.do(transfers.send_top_up, till, fen, self.world.by(SECOND))
        self.real["reserve"] -= fen
        self.real["way"] += fen

    @rule(back=st.booleans(), off=st.sampled_from([0, 0, -10]))
    def take_what_is_under_way(self, back: bool, off: int) -> None:
        for ref, one in list(self.world.cash.transfers.items()):
            span = self.newest(one.till)
            is_open = span is not None and span.number == one.number and self.open_span(one.till) is not None
            if one.sort == "top_up":
                back = back or not is_open
                taker = span.person if is_open and span is not None else MANAGER
                wish = (transfers.send_back, ref, "不用了") if back else (transfers.confirm, ref, one.fen)
                self.world.do(*wish, self.world.by(taker))
                self.real["reserve" if back else one.till] += one.fen
            elif back and is_open:
                self.world.do(transfers.send_back, ref, "少一张", self.world.by(MANAGER))
                self.real[one.till] += one.fen
            else:
                there = one.fen if is_open else max(0, one.fen + off)
                self.world.do(transfers.confirm, ref, there, self.world.by(MANAGER), "点过")
                self.real["safe"] += there
            self.real["way"] -= one.fen

    def let_pass(self, till: str) -> None:
        """What is under way is left open by name, so that the till can be counted."""
        if transfers.unconfirmed(self.world.scene, till):
            typed = self.world.typed()
            assert self.world.refused(counts.count, till, self.holder(till), typed) == "unconfirmed"
            self.world.do(transfers.leave_open, till, "库管外出", self.world.by(MANAGER))

    @rule(till=TILL, person=st.sampled_from(CLERKS))
    def give_the_till_to_another_clerk(self, till: str, person: str) -> None:
        if self.state(till) != "in_use" or person == self.holder(till) or not self.free(person):
            return
        giver = self.holder(till)
        self.world.do(tills.begin_closing, till, purpose="handover", to=person)
        self.let_pass(till)
        pieces = self.world.typed(sheet_of(self.world, self.real[till]).pieces)
        for who in (giver, person):
            self.world.do(counts.count, till, who, pieces)
        self.world.do(counts.lock, till, self.world.by(giver, person, MANAGER), MANAGER)

    @rule(till=TILL)
    def count_in_between(self, till: str) -> None:
        if self.open_span(till) is None or self.state(till) != "in_use":
            return
        self.count(till, "interim")

    @rule(till=TILL)
    def close(self, till: str) -> None:
        if self.open_span(till) is None:
            return
        self.count(till, "closing")

    def count(self, till: str, purpose: str) -> None:
        if self.state(till) == "in_use":
            self.world.do(tills.begin_closing, till, purpose=purpose)
        self.let_pass(till)
        pieces = self.world.typed(sheet_of(self.world, self.real[till]).pieces)
        for person in (self.holder(till), MANAGER):
            self.world.do(counts.count, till, person, pieces)
        self.world.do(counts.lock, till, self.two(till))

    @rule(till=TILL)
    def the_system_is_down(self, till: str) -> None:
        span = self.newest(till)
        if span is None or span.locked is None or span.locked.purpose != "closing":
            return
        if span.expected is None and span.pending is None:
            pouch = self.world.number("W")
            self.world.do(settling.mark_pending, till, span.number, pouch, "中断", self.two(till))

    @rule(till=TILL, off=st.sampled_from([0, 0, -10, -2_000, 30_000]))
    def enter_the_report(self, till: str, off: int) -> None:
        for span in till_of(self.world.cash, till).spans:
            if span.locked is None or span.expected is not None:
                continue
            book = span.base + sum(span.topups) - sum(d.fen for d in span.drops)
            takings = span.locked.sheet.total - book + off
            wish = results.Report(self.world.number("R"), self.world.now, max(takings, 0), max(-takings, 0))
            self.world.do(results.enter_expected, till, span.number, wish)

    @rule(till=TILL)
    def decide(self, till: str) -> None:
        for span in till_of(self.world.cash, till).spans:
            if span.expected is None or CASH in span.decided or span.counted is None:
                continue
            if (
                span.variance(CASH)
                and span.recount is None
                and span.locked
                and span.locked.purpose == "closing"
            ):
                typed = self.world.typed(sheet_of(self.world, span.counted.total).pieces)
                two = self.world.by(SECOND, span.person)
                self.world.do(counts.recount, till, SECOND, typed, two, span.number)
            wish = decision(self.world, signed=self.world.by(span.person, MANAGER))
            self.world.do(results.decide, till, span.number, CASH, wish)

    @rule(till=TILL, fen=FEN)
    def set_the_float_apart(self, till: str, fen: int) -> None:
        for old in till_of(self.world.cash, till).spans[:-1]:
            if old.kept is None and old.is_decided:
                self.world.do(results.keep, till, old.number, {}, self.world.by(old.person, MANAGER))
                assert old.counted is not None
                self.real["safe"] += old.counted.total
                self.real[f"{till} apart"] -= old.counted.total
        span = self.newest(till)
        if span is None or span.kept is not None or not span.is_decided or span.locked is None:
            return
        self.world.keep(till, min(fen, 60_000))
        kept = self.newest(till)
        assert kept is not None
        assert kept.kept is not None
        self.real["safe"] += self.real[till] - kept.kept.total
        self.real[till] = kept.kept.total

    @rule(till=TILL, fen=FEN, off=st.sampled_from([0, -10, 30_000]), late=st.booleans())
    def a_whole_evening(self, till: str, fen: int, off: int, late: bool) -> None:
        self.close(till)
        if late:
            self.the_system_is_down(till)
            if off:
                return  # the report comes on another day
        self.enter_the_report(till, off)
        self.decide(till)
        self.set_the_float_apart(till, fen)

    @rule(fen=FEN)
    def empty_a_terminal(self, fen: int) -> None:
        if fen:
            self.world.do(bags.count_box, "T1", self.world.number("K"), fen, self.world.by(MANAGER, CLERK))
            self.real["safe"] += fen

    @rule(fen=FEN, out=st.booleans())
    def change_at_the_bank(self, fen: int, out: bool) -> None:
        fen = min(fen, self.real["reserve"]) if out else fen
        if fen:
            signed = self.world.by(MANAGER, SECOND)
            self.world.do(tills.move_reserve, fen, "bank", self.world.number("P"), signed, out=out)
            self.real["reserve"] += -fen if out else fen

    @rule(found=st.sampled_from([0, 0, -100, 1_000]))
    def count_the_reserve(self, found: int) -> None:
        self.real["reserve"] = max(0, self.real["reserve"] + found)
        self.world.reserve(self.real["reserve"])

    @precondition(lambda self: self.real.get("safe"))
    @rule()
    def fill_a_bag(self) -> None:
        self.world.bag_all()
        self.real["bags"] += self.real["safe"]
        self.real["safe"] = 0

    @rule(off=st.sampled_from([0, 0, -100]))
    def bring_a_bag_to_the_bank(self, off: int) -> None:
        waiting = [bag for bag in self.world.cash.bags.values() if bag.credited is None]
        if not waiting:
            return
        bag = waiting[0]
        self.world.do(bags.move, bag.bag, "bank", self.world.by(MANAGER, CLERK), paper="J1")
        credited = max(0, bag.fen + off)
        self.world.do(bags.credit, bag.bag, self.world.number("H"), self.world.now.date(), credited)
        self.real["bags"] -= bag.fen

    @rule()
    def hand_over_to_the_next_shift(self) -> None:
        if self.shifts < 4:
            self.shifts += 1
            serial = self.world.serial
            self.world = self.world.next_shift(self.shifts)
            self.world.serial = serial

    # --- what is refused changes nothing -----------------------------------------------------------

    @rule(till=TILL, fen=st.sampled_from([-1, 0, True, 10**15]))
    def type_nonsense(self, till: str, fen: int) -> None:
        before = self.world.shift
        two = self.world.by(CLERK, MANAGER)
        for wish in (
            (tills.drop, till, self.world.number("D"), fen, two),
            (tills.top_up, till, fen, two),
            (transfers.send_drop, till, self.world.number("D"), fen, two[:1]),
            (transfers.send_top_up, till, fen, two[1:]),
            (tills.drop, till, self.world.number("D"), 100, self.world.by(BOSS, BOSS)),
            (tills.top_up, till, 100, self.world.by(AUDITOR)),
        ):
            self.world.refused(*wish)
        assert self.world.shift is before

    # --- what always holds ---------------------------------------------------------------------------

    @invariant()
    def money_is_neither_made_nor_lost(self) -> None:
        cash = self.world.cash
        assert balanced(cash)
        if not self.real:
            return
        found = places(cash)
        assert found.get("reserve", 0) == self.real["reserve"]
        assert found["packets"] == self.real["safe"]
        assert found["bags"] == self.real["bags"]
        assert found["under way"] == self.real["way"]
        for till in TILLS:
            span = till_of(cash, till).span
            counted = span is None or span.counted is not None
            if counted:
                apart = self.real.get(f"{till} apart", 0)
                assert found.get(f"till:{till}", 0) == self.real[till] + apart
        inside = sum(b.fen for b in cash.bags.values() if b.where in ("sealed", "safe"))
        assert overnight(cash) == sum(fen for place, fen in found.items() if place != "bags") + inside

    @invariant()
    def every_check_line_holds(self) -> None:
        for till in self.world.cash.tills.values():
            for span in till.spans:
                if span.closure is not None:
                    assert span.closure.check

    def teardown(self) -> None:
        """A start of the program finds the same money."""
        assert of(self.world.folded_again()) == self.world.cash

    @invariant()
    def numbers_have_no_gap(self) -> None:
        for till in self.world.cash.tills.values():
            numbers = [span.number for span in till.spans]
            assert numbers == sorted(set(numbers))
            assert not numbers or numbers[-1] == till.closures


TestMoney = Money.TestCase
TestMoney.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
