"""A hall to try the rules in: premises, manuals, and a shift whose events become records as in a journal."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dutyterm.manual.load import load_manual
from dutyterm.manual.schema import Manual
from dutyterm.model.people import Person, Post, Role
from dutyterm.model.premises import Place, Premises
from dutyterm.model.record import Event, Record
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life
from dutyterm.shift.families import FAMILIES, KINDS, fold_all
from dutyterm.shift.handover import family as handover
from dutyterm.shift.lists import rules, signing
from dutyterm.shift.lists.facts import Value
from dutyterm.shift.lists.state import Run, Slot, of
from dutyterm.shift.lists.view import LineView, Mark, RunView, SlotView, premises_of
from dutyterm.shift.past import Past, Previous
from dutyterm.shift.shift import Scene, Shift, carry, empty, fold

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 22)
OPENS = datetime(2026, 11, 22, 8, 30, tzinfo=ZONE)
CLOSES = datetime(2026, 11, 22, 18, 0, tzinfo=ZONE)
MORNING = OPENS - timedelta(minutes=45)

PEOPLE = (
    Person(id="p1", number="8012", name="王敏", role=Role.DUTY_MANAGER, posts=(Post.DUTY_MANAGER,)),
    Person(id="p2", number="8015", name="赵琪", role=Role.DUTY_MANAGER),
    Person(id="p3", number="8021", name="李娟", role=Role.CLERK, posts=(Post.CLERK,)),
    Person(id="p4", number="7001", name="张强", role=Role.HALL_MANAGER),
    Person(id="p5", number="8101", name="陈刚", role=Role.GUARD, posts=(Post.GUARD,)),
)
MANAGER = "p4"

FIGURES = {
    "planned_tills": 2,
    "min_tills": 1,
    "min_staff": 3,
    "terminals": 2,
    "extinguishers": 6,
    "kit_items": 20,
    "cash_tills": 2,
    "float_fen": 50_000,
    "small_change_fen": 20_000,
    "demo_devices": 4,
    "keys": 6,
}


def premises(**changes: Any) -> Premises:
    """A small hall: two tills, two exits, five people."""
    hall = Premises(
        hall="north",
        name="城北厅",
        hall_class="standard",
        tills=(Place(id="01", name="台席 1"), Place(id="02", name="台席 2")),
        exits=(Place(id="front", name="正门"), Place(id="back", name="后门")),
        roster=PEOPLE,
        numbers=FIGURES,
        flags={"paper_invoices": False},
    )
    return hall.model_copy(update=changes)


@cache
def real_manual() -> Manual:
    """The default manual as it is shipped."""
    manual = load_manual(Path(__file__).parents[2] / "checklists")
    assert isinstance(manual, Manual)
    return manual


class World:
    """One open shift. `do` grants a wish and folds its records as they would be read from a file."""

    def __init__(self, manual: Manual | None = None, hall: Premises | None = None, **opening: Any) -> None:
        """Opens a shift, unless `opened=False` is given; other keywords change the opening record."""
        self.manual = manual or real_manual()
        self.hall = hall or premises()
        self.now = MORNING
        self.mono = 1_000_000
        self.who: Person | None = PEOPLE[0]
        self.past = Past()
        self.shift: Shift = empty(FAMILIES)
        self.records: list[Record] = []
        if opening.pop("opened", True):
            self.open(**opening)

    # --- opening and going on to the next shift ------------------------------------------------

    def opening(self, **changes: Any) -> life.ShiftOpened:
        """The opening record for this hall and its past."""
        previous = self.past.previous
        wish = life.ShiftOpened(
            journal="north.2026-11-22-a.d1",
            day=DAY,
            code="A",
            opens=OPENS,
            closes=CLOSES,
            premises=self.hall,
            manual_version=self.manual.cover.version,
            manual_hash=self.manual.hash,
            previous=previous.seal if previous is not None else None,
            giver=previous.giver if previous is not None else None,
            code_check="first" if previous is None else "matched",
            carried=dict(previous.carried) if previous is not None else {},
        )
        return wish.model_copy(update=changes)

    def open(self, **changes: Any) -> list[Record]:
        """Opens the shift."""
        return self.do(life.open_shift, self.opening(**changes))

    def next_shift(self, number: int = 1, **changes: Any) -> World:
        """The shift of a later day, which takes over what this one leaves; this one stays as it is."""
        later = World(self.manual, self.hall, opened=False)
        later.who = self.who
        later.past = Past(
            previous=Previous(
                journal="earlier",
                seal=f"{number:064x}",
                code="00000-00000-00000",
                records=len(self.records),
                day=DAY,
                shift_code="A",
                carried=carry(self.shift),
                giver=handover.of(self.shift).responsible,
            )
        )
        days = timedelta(days=number)
        later.now = MORNING + days
        later.open(
            journal=f"north.day-{number}.d1",
            day=DAY + days,
            opens=OPENS + days,
            closes=CLOSES + days,
            **changes,
        )
        return later

    # --- wishes ----------------------------------------------------------------------------------

    @property
    def scene(self) -> Scene:
        """What a rule sees now."""
        return Scene(self.shift, self.manual, self.now, self.who, self.past)

    def wish(
        self, rule: Callable[..., list[Event] | Refusal], *args: Any, **kwargs: Any
    ) -> Refusal | list[Record]:
        """Asks a rule; its events become records, a refusal changes nothing."""
        asked = rule(self.scene, *args, **kwargs)
        return asked if isinstance(asked, Refusal) else [self.write(event) for event in asked]

    def do(self, rule: Callable[..., list[Event] | Refusal], *args: Any, **kwargs: Any) -> list[Record]:
        """A wish that must be granted."""
        done = self.wish(rule, *args, **kwargs)
        assert not isinstance(done, Refusal), f"{done.code}: {done.text.en}"
        return done

    def refused(self, rule: Callable[..., list[Event] | Refusal], *args: Any, **kwargs: Any) -> str:
        """The code of a wish that must be refused, in words of both languages."""
        before = self.shift
        asked = self.wish(rule, *args, **kwargs)
        assert isinstance(asked, Refusal), "the wish was granted"
        assert asked.text.zh.strip()
        assert asked.text.en.strip()
        assert self.shift is before
        return asked.code

    def write(self, event: Event) -> Record:
        """One event as a record: through JSON, as a journal would keep it and read it back."""
        line = json.dumps(event.document(self.now, self.mono), ensure_ascii=False, allow_nan=False)
        record = KINDS.read(len(self.records), json.loads(line))
        assert record.fact is not None, f"{record.kind} cannot be read back: {line}"
        return self.take(record)

    def take(self, record: Record) -> Record:
        """A record that is already there, forged or not."""
        self.records.append(record)
        self.shift = fold(self.shift, record)
        return record

    def forge(self, kind: str, body: dict[str, Any], *, v: int = 1, by: str | None = "p9") -> Record:
        """A record that no rule wrote."""
        at = self.now.isoformat(timespec="milliseconds")
        return self.take(
            KINDS.read(len(self.records), {"at": at, "mono": 0, "by": by, "kind": kind, "v": v, "body": body})
        )

    def wait(self, **time: float) -> None:
        """Lets time go by, on both clocks."""
        self.now += timedelta(**time)
        self.mono += int(timedelta(**time).total_seconds() * 1000)

    def folded_again(self) -> Shift:
        """The shift folded from its records, as at a start of the program."""
        return fold_all(self.records)

    # --- walking -----------------------------------------------------------------------------------

    def start(self, list_id: str = "opening") -> str:
        """Begins a list; its run."""
        self.do(rules.start, list_id)
        run = of(self.shift).latest(list_id)
        assert run is not None
        return run.id

    def run(self, run: str) -> Run:
        """The state of a run."""
        return of(self.shift).runs[run]

    def view(self, run: str) -> RunView:
        """A run as it stands."""
        view = rules.run_view(self.scene, run)
        assert isinstance(view, RunView)
        return view

    def line(self, run: str, item: str) -> LineView:
        """A line as it stands."""
        line = self.view(run).line(item)
        assert line is not None
        return line

    def slot(self, run: str, item: str, field: str, part: str = "") -> SlotView:
        """One field as it stands."""
        wanted = Slot(item, part, field)
        return next(s for s in self.line(run, item).slots if s.slot == wanted)

    def answer(
        self, run: str, item: str, field: str, value: Value, part: str = "", **more: Any
    ) -> list[Record]:
        """Answers a field; what it brings with it is taken as seen."""
        more.setdefault("confirmed", True)
        return self.do(rules.answer, rules.Answer(run, Slot(item, part, field), value, **more))

    def sign(self, run: str, item: str, field: str, person: str, part: str = "") -> list[Record]:
        """One signature; two seconds go by after it."""
        done = self.do(signing.sign, run, ((Slot(item, part, field), "0" * 64),), person)
        self.wait(seconds=2)
        return done

    def finish(self, run: str, *, but: tuple[str, ...] = ()) -> None:
        """Answers everything that is still open in order, the doors and the lines of `but` left out."""
        while True:
            left = [v for v in self.view(run).lines if not v.finished and v.line.required]
            line = next((v for v in left if v.line.id not in but and not v.line.opens_doors), None)
            if line is None:
                return
            slot = line.next_slot
            assert slot is not None, line.line.id
            if slot.spec.kind == "dual":
                person = "p1" if not slot.signatures else "p3"
                self.sign(run, line.line.id, slot.slot.field, person, slot.slot.part)
            else:
                self.answer(run, line.line.id, slot.slot.field, normal(self, slot), slot.slot.part)

    def marks(self, run: str) -> dict[str, Mark]:
        """Every line's mark."""
        return {view.line.id: view.mark for view in self.view(run).lines}


def normal(world: World, slot: SlotView) -> Value:
    """An answer inside the norm for this field."""
    spec = slot.spec
    if spec.choices:
        return spec.choices[0].id
    if spec.kind == "confirm":
        return "yes"
    if spec.kind == "count":
        return slot.total or 0
    if spec.kind in ("number", "money"):
        for limits in (spec.warn, spec.block):
            for end in (limits.min, limits.max) if limits is not None else ():
                if end is not None:
                    found = end if isinstance(end, int) else premises_of(world.scene).figure(end)
                    return found or 0
        return 0
    if spec.kind == "time":
        return world.now.isoformat(timespec="milliseconds")
    if spec.kind == "people":
        return ()
    if spec.kind == "assign":
        return tuple(f"{post}:p1" for post in spec.posts)
    return "照常"


def with_hash(manual: Manual, content_hash: str) -> Manual:
    """The same manual under another content hash."""
    return manual.model_copy(update={"hash": content_hash})
