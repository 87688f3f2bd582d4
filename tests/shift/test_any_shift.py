"""Whatever people do in whatever order: one real opening list, several shifts, and what must always hold."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dutyterm.model.refusal import Refusal
from dutyterm.shift import board, entries, life, open_items, seal
from dutyterm.shift.handover import family as handover
from dutyterm.shift.lists import bulk, doors, exceptions, reasons, resume, rules, signing
from dutyterm.shift.lists.facts import Value
from dutyterm.shift.lists.place import complete
from dutyterm.shift.lists.rules import Answer
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import FINISHED, Foot, LineView, Mark, SlotView
from dutyterm.shift.metrics import rules as metrics
from dutyterm.shift.shift import Shift, carry
from tests.shift.world import MANAGER, PEOPLE, World, normal

RUN = "opening-1"
LINE = st.integers(0, 33)
PERSON = st.sampled_from([person.id for person in PEOPLE])
CHANGE = st.sampled_from([word for word, _ in reasons.CHANGE])


def lasting(shift: Shift) -> dict[str, object]:
    """What is carried on, but for the doors and for what the next manager reads once."""
    once = (life.KEY, handover.KEY)
    return {key: value for key, value in carry(shift).items() if key not in once}


class AnyShift(RuleBasedStateMachine):
    """Random wishes on the shipped opening list; a wish may be refused, the invariants may not break."""

    @initialize()
    def begin(self) -> None:
        """A shift with its list begun."""
        self.shifts = 1
        self.take(World())

    def take(self, world: World) -> None:
        self.world = world
        self.world.start()
        self.given: dict[Slot, list[Value]] = {}
        self.refs = set(open_items.of(world.shift).by_ref)

    def wish(self, asked: Any, *args: Any, **more: Any) -> bool:
        """Whether it was granted; a refusal says why in both languages and changes nothing."""
        before = self.world.shift
        done = self.world.wish(asked, *args, **more)
        self.world.wait(seconds=1)
        if not isinstance(done, Refusal):
            return True
        assert done.code
        assert done.text.zh
        assert done.text.en
        assert self.world.shift is before
        return False

    def place(self, n: int) -> LineView:
        return self.world.view(RUN).lines[n]

    # --- wishes ----------------------------------------------------------------------------------

    @rule(n=LINE, which=st.integers(0, 5), off=st.booleans(), confirmed=st.booleans(), reason=CHANGE)
    def answer(self, n: int, which: int, off: bool, confirmed: bool, reason: str) -> None:
        """Answers or changes one field."""
        slots = self.place(n).slots
        if not slots:
            return
        slot = slots[which % len(slots)]
        value = odd(slot) if off else normal(self.world, slot)
        wish = Answer(RUN, slot.slot, value, confirmed=confirmed, reason=reason)
        if self.wish(rules.answer, wish):
            self.given.setdefault(slot.slot, []).append(value)

    @rule(n=st.integers(0, 25))
    def walk(self, n: int) -> None:
        """Answers the next few lines in order, as in a normal opening."""
        for _ in range(n):
            line = self.world.view(RUN).next_unfinished()
            slot = line.next_slot if line is not None else None
            if line is None or slot is None or line.line.opens_doors:
                return
            if slot.spec.kind == "dual":
                for person in ("p1", "p2", "p3"):
                    self.wish(signing.sign, RUN, ((slot.slot, "0" * 64),), person)
            elif self.wish(
                rules.answer, Answer(RUN, slot.slot, value := normal(self.world, slot), reason="slip")
            ):
                self.given.setdefault(slot.slot, []).append(value)

    @rule(n=LINE, person=PERSON, again=PERSON)
    def sign(self, n: int, person: str, again: str) -> None:
        """Two people, perhaps the same one, sign the sheet of a line."""
        sheet = signing.sheet(self.world.view(RUN), self.place(n).line.id)
        slots = tuple((slot.slot, "0" * 64) for _, slot in sheet)
        for who in (person, again):
            self.wish(signing.sign, RUN, slots, who)

    @rule(n=LINE, until=st.sampled_from([word for word, _ in reasons.UNTIL]))
    def put_off(self, n: int, until: str) -> None:
        """Puts a line off."""
        self.wish(exceptions.defer, RUN, self.place(n).line.id, until, "no_time")

    @rule(n=LINE)
    def does_not_apply(self, n: int) -> None:
        """Marks a line as not applicable."""
        line = self.place(n).line
        reason = line.na[0].id if line.na else "none"
        assert self.wish(exceptions.not_applicable, RUN, line.id, reason) in (bool(line.na), False)

    @rule(n=LINE, who=PERSON)
    def go_on_without(self, n: int, who: str) -> None:
        """Overrides a line in somebody's name."""
        done = self.wish(exceptions.override, RUN, self.place(n).line.id, who, "phone", "service_first")
        assert not done or who == MANAGER

    @rule(n=LINE, reason=CHANGE)
    def take_back(self, n: int, reason: str) -> None:
        """Takes a line back."""
        item = self.place(n).line.id
        if self.wish(exceptions.take_back, RUN, item, reason):
            self.given = {slot: values for slot, values in self.given.items() if slot.item != item}

    @rule(minutes=st.integers(0, 90), who=PERSON)
    def come_back_later(self, minutes: int, who: str) -> None:
        """Time goes by, somebody else signs in, the program is started again."""
        self.world.wait(minutes=minutes)
        self.world.who = next(person for person in PEOPLE if person.id == who)
        self.world.forge("program.started", {"version": "1", "boot": "b"}, by=None)
        asked = resume.interruption(self.world.scene, RUN)
        for item in asked.lines if asked is not None else ():
            assert self.wish(resume.reconfirm, RUN, item)
        assert resume.interruption(self.world.scene, RUN) is None

    @rule(title=st.sampled_from(["打印机", "回单"]), settle=st.booleans())
    def note(self, title: str, settle: bool) -> None:
        """Opens an item by hand, or settles the first one that can be."""
        if not settle:
            assert self.wish(open_items.note, title, self.world.now)
            return
        for item in open_items.of(self.world.shift).open():
            here = item.sort in ("deferred", "away") and item.run is not None
            assert self.wish(open_items.close, item.ref, "好了") == (not here)
            return

    @rule(exception=st.booleans(), again=st.booleans())
    def go_round(self, exception: bool, again: bool) -> None:
        """A patrol: perhaps one exception by itself, the rest in one act, which touches no other run."""
        before = self.world.run(RUN)
        run = self.world.start("patrol")
        normal_lines = bulk.covered(self.world.view(run))
        if exception:
            slot = normal_lines[0].slots[0]
            assert self.wish(rules.answer, Answer(run, slot.slot, odd(slot), confirmed=True))
        assert self.wish(bulk.bulk, run)
        if again:
            assert not self.wish(bulk.bulk, run)
        self.world.finish(run)
        assert self.world.run(RUN) == before
        assert not self.wish(bulk.bulk, RUN), "never for opening"

    @rule(value=st.none() | st.integers(0, 500))
    def record_a_figure(self, value: int | None) -> None:
        """A figure, or that there is none."""
        self.wish(metrics.record, metrics.Wish("visitors", value, None, "no_source", "slip"))
        known = metrics.of(self.world.shift).by_id["visitors"].figure
        assert known.value == value

    @rule()
    def write(self) -> None:
        """Writes an entry."""
        draft = entries.Draft(self.world.manual.log.categories[0].id, "等候")
        assert self.wish(entries.write, draft)

    @rule()
    def open_plainly(self) -> None:
        """Opens the doors without a hall manager: granted only when nothing hinders it (N34)."""
        blocking = self.world.view(RUN).blocking("doors")
        already = life.of(self.world.shift).doors is not None
        wish = doors.Opening(RUN, "OPN-34", self.world.now, late_reason="staff")
        assert self.wish(doors.open_doors, wish) == (not blocking and not already)

    @precondition(lambda self: life.of(self.world.shift).doors is None)
    @rule()
    def open_with_defects(self) -> None:
        """Opens the doors in the hall manager's name: never refused (N34)."""
        blocking = {line.line.id for line in self.world.view(RUN).blocking("doors")}
        assert self.wish(
            doors.open_doors,
            doors.Opening(
                RUN,
                "OPN-34",
                self.world.now,
                "staff",
                manager=MANAGER,
                medium="phone",
                reason="service_first",
            ),
        )
        opened = life.of(self.world.shift).doors
        assert opened is not None
        assert blocking <= set(opened.defects)

    @precondition(lambda self: self.shifts < 3)
    @rule(by_program=st.booleans())
    def next_shift(self, by_program: bool) -> None:
        """Seals the shift and opens the next one."""
        seal.ready_to_seal(self.world.scene)
        for event in seal.before_seal(self.world.scene, by_program=by_program):
            self.world.write(event)
        self.always()
        json.dumps(seal.seal_summary(self.world.scene), allow_nan=False)
        later = self.world.next_shift(self.shifts)
        # open doors are those of one day; everything else outlives any number of shifts
        doors = (carry(later.shift).pop(life.KEY, None), carry(self.world.shift).get(life.KEY))
        assert doors[0] in (None, doors[1])
        assert lasting(later.shift) == lasting(self.world.shift)
        self.shifts += 1
        self.take(later)

    # --- what always holds -----------------------------------------------------------------------

    @invariant()
    def always(self) -> None:
        """The laws of a list, of its signatures and of its open items."""
        if not hasattr(self, "world"):
            return
        view = self.world.view(RUN)
        assert sum(view.count(mark) for mark in Mark) == len(view.lines) == 34
        following = view.next_unfinished()
        assert following is None or following.mark not in FINISHED
        assert complete(self.world.scene, view.run) == (view.foot is not Foot.INCOMPLETE)
        for line in view.lines:
            assert not line.finished or line.mark in FINISHED
            put_off = [item for item in line.open_items if item.sort in ("deferred", "away")]
            assert len(put_off) <= 1
            assert put_off or line.mark is not Mark.DEFERRED, "what is put off comes back"
            for slot in line.slots:
                assert len({s.person for s in slot.signatures}) == len(slot.signatures) <= 2
        for slot_at, values in self.given.items():
            held = view.run.given[slot_at]
            assert [*(earlier.value for earlier in held.earlier), held.value] == values, (
                "no answer is lost (L14)"
            )
        items = open_items.of(self.world.shift).by_ref
        assert self.refs <= set(items)
        self.refs = set(items)
        now = board.now_and_next(self.world.scene)
        assert (now.stage is board.Stage.NOTHING) == (view.foot is not Foot.INCOMPLETE)
        rows = board.timetable(self.world.scene)
        assert sum(row.total for row in rows) == 34 - view.count(Mark.INACTIVE)

    def teardown(self) -> None:
        """Everything is in the records: a start of the program folds the same shift."""
        if hasattr(self, "world"):
            assert self.world.folded_again() == self.world.shift


def odd(slot: SlotView) -> Value:
    """An answer that is off the norm where there is one, and that fits the field."""
    if slot.spec.kind in ("choice", "text"):
        return slot.spec.choices[-1].id if slot.spec.choices else "别的"
    if slot.spec.kind in ("number", "count", "money"):
        return 0
    if slot.spec.kind == "people":
        return ("p3",)
    return ""


AnyShift.TestCase.settings = settings(max_examples=25, stateful_step_count=30)
TestAnyShift = AnyShift.TestCase
