"""Emergencies in the past of the demo hall: a power cut with manual acceptance, an outage, a drill (N11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dutyterm.desk import after_action, people
from dutyterm.desk.demo_past import Floor
from dutyterm.desk.demo_walk import DemoStuck, done
from dutyterm.desk.emergencies import Emergencies
from dutyterm.desk.register import after, taking
from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.shift.procedures import state

_MOST: Final = 60
"""Things that are done by one card at most."""
_PACE: Final = (21, 34, 47, 28, 62, 39)
"""Seconds between two steps."""
BOOK: Final = "R1"


class _Case:
    """Working by one card."""

    def __init__(self, floor: Floor, card: str, answers: Mapping[str, str], *, drill: bool = False) -> None:
        self.floor, self.card, self.answers, self.drill = floor, card, answers, drill
        self.desk = Emergencies(lambda: floor.session.manual, floor.clock.now)
        self.run = ""

    async def begin(self) -> None:
        """The first thing that the card wants. Raises DemoStuck."""
        session, now = self.floor.session, self.floor.clock.now()
        card = session.manual.card(self.card)
        before = self.desk.before(session, card, now, drill=self.drill) if card is not None else None
        first = before.current.step.no if before is not None and before.current is not None else None
        choice = self.answers.get(first or "")
        done(await self.desk.begin(session, self.card, now, first, drill=self.drill, choice=choice))
        view = self.desk.of_card(session, self.card)
        if view is None:
            raise DemoStuck(Refusal("no_case", Text("应急没有开始。", "The case did not begin.")))
        self.run = view.run.id
        crew = self.floor.crew
        done(await self.desk.give_roles(session, self.run, crew.lead, crew.second, self.floor.clerk(2)))

    async def work(self, until: str = "") -> None:
        """Step by step as far as this one, or to the end. Raises DemoStuck."""
        session = self.floor.session
        for n in range(_MOST):
            view = self.desk.of_card(session, self.card)
            todo = next((one for one in view.steps if one.needed), None) if view is not None else None
            if todo is None or todo.step.no == until:
                return
            no = todo.step.no
            self.floor.clock.wait(_PACE[n % len(_PACE)] * 1000)
            if todo.step.choices:
                choice = self.answers.get(no, todo.step.choices[0].id)
                done(await self.desk.decide(session, self.run, no, choice))
            else:
                done(await self.desk.tick(session, self.run, no))
                self.floor.clock.wait((todo.step.wait or 0) * 1000)

    async def also(self, *steps: str) -> None:
        """Steps that the card lets wait. Raises DemoStuck."""
        for no in steps:
            done(await self.desk.tick(self.floor.session, self.run, no))

    async def report(self) -> None:
        """The written reports. Raises DemoStuck."""
        for what in ("flash", "final"):
            self.floor.clock.wait(240_000)
            done(await self.desk.report(self.floor.session, self.run, what))

    async def end(self) -> None:
        """It is over. Raises DemoStuck."""
        self.floor.clock.wait(25_000)
        done(await self.desk.stand_down(self.floor.session, self.run))


async def power_cut(floor: Floor) -> None:
    """The block has no power for three quarters of an hour; three customers are served by hand."""
    floor.clock.wait(3_300_000)
    case = _Case(floor, "PWR", {"5": "area", "9": "b"})
    await case.begin()
    await case.work(until="6")
    session = floor.session
    done(await case.desk.call(session, case.run, "electricity", "reached", "片区检修，约 40 分钟"))
    done(await case.desk.call(session, case.run, "hall_manager", "reached"))
    await case.work(until="11")
    await _by_hand(floor, case)
    await case.work(until="15")
    await _keyed_in(floor)
    await case.also("14")
    await case.work()
    for what, number in (("people", 14), ("complaints", 0)):
        done(await case.desk.count(session, case.run, what, number))
    await case.end()


async def _by_hand(floor: Floor, case: _Case) -> None:
    """Two pay in cash, one asks; what needs the online check is refused."""
    session, clock, clerk = floor.session, floor.clock, floor.clerk(0)
    done(await taking.issue_pages(session, BOOK, None, None, clerk))
    done(await taking.open_envelope(session, "E1", clerk))
    for n, (surname, fen) in enumerate((("方", 9_800), ("郭", 5_000)), 1):
        clock.wait(420_000)
        await case.also("10")
        phone = f"1380000000{n}"
        wish = taking.Wish(
            "payment", clerk, surname=surname, title="ms", phone=phone, account=phone, due=fen,
            receipt=f"L{n:04d}", told=True,
        )  # fmt: skip
        done(await taking.write_entry(session, wish))
    clock.wait(180_000)
    done(await taking.write_entry(session, taking.Wish("consult", clerk, request="资费、套餐，已当场答复")))
    clock.wait(120_000)
    done(await taking.refuse_business(session, "replace_sim", clerk, offer=1))
    clock.wait(600_000)


async def _keyed_in(floor: Floor) -> None:
    """Everything is keyed in, checked by somebody else, and the sums are even."""
    session, clock, clerk, other = floor.session, floor.clock, floor.clerk(0), floor.clerk(1)
    lead = floor.crew.lead
    done(await after.return_pages(session, BOOK, 4))
    both = await floor.proofs(clerk, lead)
    done(await after.count_envelope(session, "E1", 14_800, both))
    for n in (1, 2):
        clock.wait(130_000)
        done(await after.rekey(session, BOOK, n, f"7730{n}", person=clerk))
    slips = [f"{BOOK}-0001", f"{BOOK}-0002"]
    done(await after.check(session, slips, await floor.proofs(other)))
    for n in (1, 2):
        clock.wait(50_000)
        done(await after.call(session, BOOK, n, "reached"))
    done(await after.reconcile(session))


async def conclude(floor: Floor) -> None:
    """The written reports are handed in, the hall manager fills in the form and signs it."""
    case = _Case(floor, "PWR", {})
    case.run = next(run.id for run in state.of(floor.session.shift).by_id.values() if run.card == "PWR")
    await case.report()
    await _signed(
        floor,
        case.run,
        cause="supply",
        why1="片区线路检修，没有提前收到通知",
        worked="应急灯、登记簿都在手边，很快开始手工受理",
        lacking="第二把手电没有电",
        drill="no",
        conclusion="手电每月试一次；请物业转发检修通知",
    )


async def drill(floor: Floor) -> None:
    """Fire, as an exercise at noon."""
    case = _Case(floor, "FIRE", {}, drill=True)
    await case.begin()
    await case.work()
    await case.end()
    await _signed(
        floor,
        case.run,
        cause="prepared",
        why1="例行演练：看准备得怎样",
        worked="两分钟内清场，点名无误",
        lacking="后门的灭火器被纸箱挡住",
        drill="no",
        conclusion="后门不放东西，保安每班查一次",
    )


async def outage(floor: Floor) -> None:
    """Some tills hang for a quarter of an hour, until the network box under them is started again."""
    floor.clock.wait(2_400_000)
    case = _Case(floor, "SYS", {"2": "tills", "5": "short"})
    await case.begin()
    await case.work()
    await case.also("10")
    await case.end()
    await case.report()
    await _signed(
        floor,
        case.run,
        cause="equipment",
        why1="几个台席的交换机过热死机，重启后恢复",
        drill="no",
        conclusion="交换机旁不放纸箱，每周除尘",
    )


async def _signed(floor: Floor, run: str, **answers: str) -> None:
    """The hall manager fills in the form and signs it."""
    session, clock, crew = floor.session, floor.clock, floor.crew
    await _sign_in(floor, crew.manager)
    for field, words in answers.items():
        clock.wait(35_000)
        done(await after_action.answer(session, run, field, words))
    clock.wait(20_000)
    done(await after_action.sign(session, run, crew.pins[crew.manager]))
    await _sign_in(floor, crew.lead)


async def _sign_in(floor: Floor, person: str) -> None:
    signed = await people.sign_in(floor.session, person, floor.crew.pins[person])
    if not isinstance(signed, people.Signed):
        raise DemoStuck(signed)
