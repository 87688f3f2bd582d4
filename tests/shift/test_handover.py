"""Whatever two managers do: nobody works who did not take over, and nothing is lost between shifts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.shift import entries, life, messages, open_items, promises
from dutyterm.shift.handed import Handed
from dutyterm.shift.handover import brief, giving, relief, standing, taking
from dutyterm.shift.handover.family import MOST_CARRIED, TEXT_CARRIED, Stage, carry, of
from dutyterm.shift.handover.reading import reading
from tests.shift.fixtures import small_manual
from tests.shift.world import MANAGER, PEOPLE, World

GIVER, TAKER = PEOPLE[0], PEOPLE[1]


def left_behind(*texts: str, **opening: Any) -> World:
    """The late shift, pending, after an early one in which p1 wrote these entries."""
    world = World(small_manual())
    for text in texts:
        world.do(entries.write, entries.Draft("complaint", text))
    later = world.next_shift(code_check="seam", **opening)
    later.who = TAKER
    return later


def test_urgent_entries_and_promises_are_read_before_the_others_s1() -> None:
    world = World(small_manual())
    world.do(entries.write, entries.Draft("complaint", "一般"))
    world.do(open_items.note, "未结")
    world.do(entries.write, entries.Draft("complaint", "紧急", severity="urgent"))
    world.do(promises.promise, "刘女士", "回电", world.now + timedelta(days=4))
    later = world.next_shift(code_check="seam")
    later.who = TAKER
    titles = [row.title.zh for row in reading(later.scene).rows]
    assert titles == ["刘女士 回电", "紧急", "未结", "一般"]


def test_own_entries_need_no_reading() -> None:
    world = World(small_manual())
    world.do(entries.write, entries.Draft("complaint", "交班人写的"))
    world.who = TAKER
    world.do(entries.write, entries.Draft("complaint", "接班人早到写的"))
    later = world.next_shift(code_check="seam", giver="p1")
    later.who = TAKER
    found = reading(later.scene)
    assert [(row.title.zh, row.exempt) for row in found.rows] == [
        ("交班人写的", False),
        ("接班人早到写的", True),
    ]
    assert found.total == 1


def test_what_only_the_hall_manager_may_see_is_read_by_nobody_else() -> None:
    world = World(small_manual())
    world.who = PEOPLE[3]
    world.do(entries.write, entries.Draft("discipline", "谈话"))
    later = world.next_shift(code_check="seam", giver="p1")
    later.who = TAKER
    assert reading(later.scene).rows == ()
    later.who = PEOPLE[3]
    assert [row.title.zh for row in reading(later.scene).rows] == ["谈话"]


def test_a_long_entry_is_carried_short_and_says_so() -> None:
    world = left_behind("很长" * 200)
    (row,) = reading(world.scene).rows
    assert row.title.zh == "很长" * (TEXT_CARRIED // 2) + "..."


def test_of_very_many_entries_the_grave_and_the_newest_are_carried_and_the_rest_is_counted() -> None:
    world = World(small_manual())
    world.do(entries.write, entries.Draft("complaint", "最早,紧急", severity="urgent"))
    for number in range(MOST_CARRIED + 3):
        world.do(entries.write, entries.Draft("complaint", f"第 {number} 条"))
    assert len(json.dumps(carry(world.shift))) < 1 << 18, "a seal line has its bounds"
    later = world.next_shift(code_check="seam")
    later.who = TAKER
    rows = reading(later.scene).rows
    assert len(rows) == MOST_CARRIED + 1
    assert rows[0].title.zh == "最早,紧急"
    assert rows[-1].title.zh.startswith("另有日志 4 条")


def test_time_that_goes_by_changes_nothing_of_what_is_signed_n16() -> None:
    world = World(small_manual())
    world.do(open_items.note, "回单", world.now + timedelta(minutes=5))
    later = world.next_shift(code_check="seam")
    later.who = TAKER
    before = reading(later.scene).shown
    later.wait(hours=3)
    found = reading(later.scene)
    assert found.rows[0].overdue is not None
    assert found.shown == before


def test_an_item_that_is_settled_meanwhile_changes_what_is_signed_n16() -> None:
    world = World(small_manual())
    world.do(open_items.note, "回单")
    later = world.next_shift(code_check="seam")
    later.who = TAKER
    (row,) = reading(later.scene).rows
    later.do(taking.read, row.ref)
    shown = reading(later.scene).shown
    later.who = GIVER
    later.do(open_items.close, row.ref, "已取")
    later.who = TAKER
    assert later.refused(taking.accept, shown) == "shown_changed"
    later.do(taking.accept, reading(later.scene).shown)


def test_a_reservation_is_taken_back_with_empty_words() -> None:
    world = left_behind("打印机")
    (row,) = reading(world.scene).rows
    assert world.refused(taking.reserve, row.ref, " ") == "empty"
    world.do(taking.reserve, row.ref, "没见到")
    assert world.refused(taking.reserve, row.ref, "没见到") == "unchanged"
    world.do(taking.reserve, row.ref, "")
    assert reading(world.scene).reservations == 0
    world.do(taking.accept, reading(world.scene).shown)


def test_who_refused_may_take_over_after_all_and_the_dispute_is_settled() -> None:
    world = left_behind()
    world.do(taking.refuse, "人不够")
    assert world.refused(taking.refuse, "人不够") == "refused_already"
    world.do(taking.accept, reading(world.scene).shown)
    assert open_items.of(world.shift).open() == ()
    assert of(world.shift).stage is Stage.ACCEPTED


def test_a_refused_handover_that_nobody_decided_stays_an_item_and_is_read_next_time() -> None:
    world = left_behind("打印机")
    world.do(taking.refuse, "现金没点")
    world.who = GIVER
    later = world.next_shift(2)
    assert of(later.shift).stage is Stage.NONE, "the one who was responsible all the time opens it herself"
    world.who = TAKER
    other = world.next_shift(3)
    assert {row.title.zh for row in reading(other.scene).rows} >= {"打印机"}
    assert any("现金没点" in item.title.zh for item in open_items.of(other.shift).open())


def test_timers_are_read_by_name_first_and_go_on_n9() -> None:
    """What a family hands over stands among the rows, and its name is part of what is signed."""
    world = left_behind("打印机")
    timer = Handed("north#7", "timer", Text("停电报告计时", "power report timer"), carried=True)
    begun = Handed("north#8", "timer", Text("本班才开始", "begun in this shift"))
    cash = Handed("north#9", "cash", Text("备用金 3,000.00 已点", "float 3,000.00 counted"), carried=True)

    class Clocks:
        KEY = "clocks"

        @staticmethod
        def handed(_scene: object) -> tuple[Handed, ...]:
            return timer, begun, cash

    before = reading(world.scene).shown
    families: Any = (*world.shift.families, Clocks)
    scene = replace(world.scene, shift=replace(world.shift, families=families))
    found = reading(scene)
    assert [row.title.zh for row in found.rows] == ["停电报告计时", "备用金 3,000.00 已点", "打印机"]
    assert found.shown != before
    assert not isinstance(taking.read(scene, timer.ref), Refusal)
    first, money, timers = brief.three_lines(scene)
    assert money.numbers[0].refs == ("north#9",)
    assert timers.numbers[0].count == 2
    assert first.text.zh == "未结: 没有"


def test_every_number_of_the_summary_names_its_records_n26() -> None:
    world = World(small_manual())
    (note,) = world.do(open_items.note, "回单", world.now + timedelta(minutes=5))
    (promised,) = world.do(promises.promise, "刘女士", "回电", world.now + timedelta(hours=2))
    world.wait(minutes=10)
    items, cash, timers = brief.three_lines(world.scene)
    by_text = {number.text.zh: number.refs for number in items.numbers}
    journal = open_items.of(world.shift).journal
    assert by_text["今天到期的承诺 1"] == (f"{journal}#{promised.id}",)
    assert by_text["已超时 1"] == (f"{journal}#{note.id}",)
    assert by_text["共 2"] == (f"{journal}#{note.id}", f"{journal}#{promised.id}")
    assert all(number.count == len(number.refs) for number in items.numbers)
    assert cash.text.en.startswith("Cash: nothing")
    assert timers.text.en == "Timers and deferred: doors not opened"
    assert len(brief.as_text((items, cash, timers)).zh.split("\n")) == 3


def test_nobody_stands_in_while_a_handover_waits_or_for_oneself() -> None:
    world = left_behind()
    assert world.refused(relief.begin, "p2", "meal") == "not_accepted"
    world.do(taking.accept, reading(world.scene).shown)
    assert world.refused(relief.begin, "p2", "meal") == "same_person"
    assert world.refused(relief.begin, "p3", "meal") == "manager_needed"
    world.who = PEOPLE[3]
    assert world.refused(relief.begin, "p1", "meal") == "not_yours"
    assert relief.other(world.scene, MANAGER) == "p2"


class AnyHandovers(RuleBasedStateMachine):
    """Shifts, handovers, refusals, reliefs, forgotten shifts, in any order."""

    @initialize()
    def begin(self) -> None:
        """The first shift of a hall."""
        self.shifts = 1
        self.world = World(small_manual())
        self.open: dict[str, str] = {}
        self.unread: set[str] = set()

    def wish(self, asked: Any, *args: Any, **more: Any) -> bool:
        done = self.world.wish(asked, *args, **more)
        self.world.wait(seconds=1)
        return not isinstance(done, Refusal)

    @rule(who=st.sampled_from(PEOPLE[:4]))
    def sit_down(self, who: Any) -> None:
        """Somebody else is at the keyboard."""
        self.world.who = who

    @rule(text=st.sampled_from(["打印机", "等候"]))
    def write(self, text: str) -> None:
        """An entry, by whoever may work."""
        assert self.world.who is not None
        if standing.gate(self.world.shift, self.world.who) is None:
            assert self.wish(entries.write, entries.Draft("complaint", text))
            self.unread.add(f"{of(self.world.shift).journal}#{self.world.records[-1].id}")

    @rule(days=st.integers(0, 3), customer=st.booleans())
    def open_item(self, days: int, customer: bool) -> None:
        """An item or a promise."""
        due = self.world.now + timedelta(days=days, hours=1)
        if customer:
            assert self.wish(promises.promise, "客户", "回电", due)
        else:
            assert self.wish(open_items.note, "报修", due)

    @rule(which=st.integers(0, 5))
    def settle(self, which: int) -> None:
        """One of the open items is settled."""
        left = open_items.of(self.world.shift).open()
        if left:
            item = left[which % len(left)]
            ending = "kept" if item.sort == "promise" else "done"
            assert self.wish(open_items.close, item.ref, "好了", None, ending)

    @rule(n=st.integers(1, 9))
    def read(self, n: int) -> None:
        """Some rows are read."""
        for _ in range(n):
            row = reading(self.world.scene).next
            if row is None or not self.wish(taking.read, row.ref):
                return

    @rule(words=st.sampled_from(["", "没见到"]))
    def reserve(self, words: str) -> None:
        """A reservation on the first row."""
        rows = reading(self.world.scene).rows
        if rows:
            self.wish(taking.reserve, rows[0].ref, words)

    @rule(witness=st.booleans())
    def accept(self, witness: bool) -> None:
        """Granted only when everything is read and somebody else takes over."""
        found, who = reading(self.world.scene), self.world.who
        before = of(self.world.shift)
        more = {"with_reservations": bool(found.reservations), "no_witness": "" if witness else "not_come"}
        granted = self.wish(taking.accept, found.shown, **more)
        assert who is not None
        assert granted == (before.waits and found.complete and who.id != before.giver)
        if granted:
            assert of(self.world.shift).responsible == who.id
            self.unread -= {row.ref for row in found.rows}

    @rule(who=st.sampled_from((*PEOPLE[:2], PEOPLE[3])), words=st.sampled_from(["", "没见到"]))
    def take_over(self, who: Any, words: str) -> None:
        """Somebody sits down and does all of it."""
        self.world.who = who
        self.read(99)
        self.reserve(words)
        self.accept(witness=True)

    @rule()
    def refuse(self) -> None:
        """The hall manager is to decide."""
        before = of(self.world.shift)
        if self.wish(taking.refuse, "不清楚"):
            assert of(self.world.shift).responsible == before.responsible

    @rule(ruling=st.sampled_from(["take_over", "go_on"]), manager=st.sampled_from(["p2", MANAGER]))
    def decide(self, ruling: Any, manager: str) -> None:
        """Only a hall manager's ruling counts."""
        refused = of(self.world.shift).stage is Stage.REFUSED
        rows = {row.ref for row in reading(self.world.scene).rows}
        granted = self.wish(taking.decide, ruling, "定了", manager, "phone")
        assert granted == (refused and manager == MANAGER)
        if granted and ruling == "take_over":
            self.unread -= rows

    @rule()
    def recall(self) -> None:
        """Who handed over goes on."""
        if self.wish(giving.recall):
            assert self.world.who is not None
            assert of(self.world.shift).responsible == self.world.who.id

    @rule()
    def offer(self) -> None:
        """And offers again."""
        if self.wish(giving.offer):
            assert of(self.world.shift).stage is Stage.PENDING

    @rule(taker=st.sampled_from(["p1", "p2", MANAGER]))
    def stand_in(self, taker: str) -> None:
        """Lunch."""
        self.wish(relief.begin, taker, "meal") or self.wish(relief.end)

    @rule(seam=st.booleans(), by_program=st.booleans())
    def next_shift(self, seam: bool, by_program: bool) -> None:
        """Sealed, by a person or by the program, and the next one is opened, at once or in the morning."""
        who, world = self.world.who, self.world
        if self.shifts >= 6 or who is None or (standing.gate(world.shift, who) and not by_program):
            return
        if not by_program:
            assert self.wish(giving.submit, None)
            assert of(world.shift).responsible == who.id
        giver = of(world.shift).responsible
        later = world.next_shift(self.shifts, code_check="seam" if seam else "matched", giver=giver)
        part = of(later.shift)
        assert {i.ref for i in open_items.of(world.shift).open()} == set(open_items.of(later.shift).by_ref)
        waiting = {entry.ref for entry in part.waiting}
        assert waiting <= self.unread
        if part.stage is Stage.NONE:
            self.unread -= waiting  # the same person goes on, or there is nothing to take over
        else:
            assert part.responsible == giver
            assert self.unread == waiting, "what nobody took over is read by whoever comes next"
        self.shifts += 1
        self.world = later

    @invariant()
    def always(self) -> None:
        """The laws of items, of entries, of who may work."""
        if not hasattr(self, "world"):
            return
        shift = self.world.shift
        now = {item.ref: item.title.zh for item in open_items.of(shift).open()}
        closed = {ref for ref, item in open_items.of(shift).by_ref.items() if not item.open}
        assert set(self.open) <= set(now) | closed, "no item disappears without a record that closes it"
        self.open = now
        part = of(shift)
        for person in PEOPLE[:4]:
            works = standing.gate(shift, person) is None
            manager = person.role in standing.MANAGERS
            assert works == (not part.waits or not manager or person.id == part.giver)
        found = reading(self.world.scene)
        assert found.read <= found.total
        assert found.complete == (found.next is None)
        if part.waits:
            assert part.responsible == part.giver
        brief.three_lines(self.world.scene)
        messages.unread(self.world.scene)
        assert life.of(shift).opened is not None

    def teardown(self) -> None:
        """A start of the program folds the same shift."""
        if hasattr(self, "world"):
            assert self.world.folded_again() == self.world.shift


AnyHandovers.TestCase.settings = settings(max_examples=100, stateful_step_count=50)
TestAnyHandovers = AnyHandovers.TestCase
