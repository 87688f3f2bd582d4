"""What the walk wishes of the desk, and what becomes of it on the page: saved, marked, refused, not saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dutyterm.desk import lists
from dutyterm.desk.outcome import Done, Outcome
from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.shift.lists import norms, rules, values
from dutyterm.shift.lists.facts import Value
from dutyterm.shift.lists.place import At, locate
from dutyterm.shift.lists.resume import interruption
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import Foot, RunView, SlotView, premises_of
from dutyterm.tui.flow import Flow
from dutyterm.tui.screens.walk import flows
from dutyterm.tui.screens.walk.doors import DoorWishes
from dutyterm.tui.screens.walk.drawn import FIGURES, covered
from dutyterm.tui.screens.walk.flows import WalkFlow
from dutyterm.tui.screens.walk.keys import Act, Choose, Edit, Plain, Take
from dutyterm.tui.screens.walk.place import Marked
from dutyterm.tui.views import pane, steps
from dutyterm.tui.views.all_normal import ALL
from dutyterm.tui.views.all_normal import after as after_samples
from dutyterm.tui.views.run_head import foot_text


class WalkWishes(DoorWishes):
    """The half of the walk that changes something."""

    detail: int | None = None
    pane_from: int = 0
    """First row of the pane that is shown; a long signing sheet is read to its end before it is signed."""
    pane_hidden: int = 0
    pane_rows: int = 1
    all_marked: bool = False
    """All normal is marked and waits for Enter."""

    def run_view(self) -> RunView | None:
        """The run as it stands."""
        raise NotImplementedError

    # --- answering --------------------------------------------------------------------------------

    async def start_list(self, list_id: str) -> None:
        """Begins the list."""
        if self.show_outcome(await lists.start(self.session, list_id)):
            self.update_view()

    async def act(self, view: RunView, slot: SlotView, act: Act, key: str) -> bool:
        """Does what the key means at this slot; False when the key is not the slot's."""
        place = self.place
        if key == "space" and await self._look_again_holds(view, slot):
            return True
        if slot.slot in place.marks and key in ("enter", "backspace"):
            marked = place.marks[slot.slot]
            if key == "enter" and marked.opens is not None:
                await self.open_marked(view, marked.opens)
            elif key == "enter":
                await self.send(marked.wish)
            else:
                place.marks.pop(slot.slot)
                self.update_view()
            return True
        match act:
            case Text():
                self.say(act)
            case Plain.NOT_MINE:
                return False
            case Plain.DETAIL if slot.slot.item == FIGURES:
                await self.duty.do_figures()
            case Plain.DETAIL:
                self.detail = 0
            case Plain.WRITE | Plain.CHOICES:
                place.writing = act is Plain.WRITE
            case Plain.SIGN:
                await self._sign(view, slot)
            case Edit(buffer):
                place.put(view.run, buffer)
            case Take(typed):
                await self._take(view, slot, typed)
            case Choose(digit):
                await self._choose(view, slot, digit)
        self.update_view()
        return True

    def asked_again(self, view: RunView, slot: SlotView) -> bool:
        """Is this an answer that is looked at again after an interruption, so that Space says it holds?"""
        if not slot.touched or slot.open:
            return False  # nothing is worked out at a key for a line that is still to be answered
        stopped = interruption(self.session.scene(), view.run.id)
        return stopped is not None and slot.slot.item in stopped.lines

    async def _look_again_holds(self, view: RunView, slot: SlotView) -> bool:
        if not self.asked_again(view, slot):
            return False
        if self.session.drafts.get(self.place.key(view.run)):
            self.say(_HALF_TYPED, "warning")
            return True
        if self.show_outcome(await lists.reconfirm(self.session, view.run.id, slot.slot.item)):
            self._after_looking(view)
        return True

    def to_look_again(self, view: RunView) -> Slot | None:
        """Where to look again after an interruption (N8); None when nowhere, or the cursor is there."""
        stopped = interruption(self.session.scene(), view.run.id)
        line = view.line(stopped.lines[0]) if stopped is not None else None
        # only what is answered can be confirmed again: at an open signature Space would begin to sign
        told = [s.slot for s in line.slots if s.touched and not s.open] if line is not None else []
        return None if not told or self.place.slot in told else told[0]

    def _after_looking(self, view: RunView) -> None:
        again = self.to_look_again(view)
        if again is not None:
            self.place.look(view.run, again)
        else:
            self._back_to_the_line(view)
        self.update_view()

    def _back_to_the_line(self, view: RunView) -> None:
        """Everything was looked at: the walk goes on where it was when it was interrupted (N8)."""
        left = self.place.remembered(view.run)
        line = view.line(left.item) if left is not None else None
        half = self.place.drafts(view)
        if left is not None and line is not None and (left in half or not line.finished):
            self.place.go(view.run, left if steps.slot_at(view, left) is not None else steps.place_in(line))
        elif (first := next(iter((*half, *steps.unfinished(view))), None)) is not None:
            self.place.go(view.run, first)

    async def _take(self, view: RunView, slot: SlotView, typed: str) -> None:
        if slot.spec.kind in ("people", "assign"):
            typed = " ".join(pane.roster_digits(typed))
        value = lists.parse(self.session, view.run.id, slot.slot, typed)
        if isinstance(value, Refusal):
            self.refuse(value)
        else:
            await self._answer(view, slot, value)

    async def _choose(self, view: RunView, slot: SlotView, digit: int) -> None:
        value = slot.spec.choices[digit - 1].id
        if digit == 1 or slot.given is not None:
            await self._answer(view, slot, value)
            return
        wish = self._wish(view, slot, value)
        at = locate(self.session.scene(), view.run.id, slot.slot.item)
        if isinstance(at, Refusal):
            self.refuse(at)
            return
        brought = rules.consequence_of(self.session.scene(), at, slot, value)
        self._mark(wish, slot, brought.text() if brought else None, at.line.line.on_fail.do)

    def _wish(self, view: RunView, slot: SlotView, value: Value) -> rules.Answer:
        return rules.Answer(view.run.id, slot.slot, value, took_ms=self.place.took_ms())

    def _mark(self, wish: rules.Answer, slot: SlotView, consequence: Text | None, do: Text) -> None:
        told = values.text_of(slot.spec, wish.value, premises_of(self.session.scene()))
        self.place.marks[wish.slot] = Marked(replace(wish, confirmed=True), told, consequence, do)

    async def _answer(self, view: RunView, slot: SlotView, value: Value) -> None:
        scene = self.session.scene()
        at = locate(scene, view.run.id, slot.slot.item)
        if isinstance(at, Refusal):
            self.refuse(at)
            return
        if at.line.line.opens_doors and slot.given is None and isinstance(value, str):
            await self.mark_doors(at, self._wish(view, slot, value))
            return
        answer = self._wish(view, slot, value)
        if slot.given is None or slot.given.value == value:
            await self.send(answer)
            return
        premises = premises_of(scene)
        was = values.text_of(slot.spec, slot.given.value, premises)
        self.open_flow(
            flows.change(self.session, at, answer, was, values.text_of(slot.spec, value, premises))
        )

    async def send(self, wish: rules.Answer) -> None:
        """Answers a field; what would bring something with it is marked and shown first (law 3)."""
        outcome = await lists.answer(self.session, wish)
        if not self._was_marked(wish, outcome):
            self.settled(outcome, wish.slot)

    def _was_marked(self, wish: rules.Answer, outcome: Outcome) -> bool:
        if not isinstance(outcome, Refusal) or outcome.code != "needs_confirmation":
            return False
        at = locate(self.session.scene(), wish.run, wish.slot.item)
        slot = (
            None if isinstance(at, Refusal) else next((s for s in at.line.slots if s.slot == wish.slot), None)
        )
        if isinstance(at, Refusal) or slot is None:
            return False
        self._mark(wish, slot, outcome.text, at.line.line.on_fail.do)
        self.update_view()
        return True

    def settled(self, outcome: object, slot: Slot | None) -> bool:
        """The cursor goes on when it is on disk."""
        if not self.show_outcome(outcome):
            self.update_view()
            return False
        view = self.run_view()
        if view is None:
            return True
        if slot is not None:
            self.place.drop(view.run, slot)
        here = self.place.slot
        goal = steps.jump(view, here, self.place.half_typed(view) - {here.item})
        goal = after_samples(view, here, goal)
        if goal is not None:
            self.place.go(view.run, goal)
        elif view.foot is not Foot.INCOMPLETE:
            self.say(foot_text(view), "good")
        elif view.left:
            left = len(view.left)
            self.say(Text(f"前面还有 {left} 行没做完: Tab。", f"{left} lines before are unfinished: Tab."))
        records = outcome.records if isinstance(outcome, Done) else ()
        for unset in (one for r in records if (one := getattr(r.fact, "unchecked", None))):
            self.say(norms.missing_text(unset), "warning")
        self.update_view()
        return True

    # --- signing ----------------------------------------------------------------------------------

    async def _sign(self, view: RunView, slot: SlotView) -> None:
        sheet = covered(view, slot)
        if not sheet:
            self.say(Text("这一行先填完其他各栏,再签名。", "Fill in the rest of the line first, then sign."))
            return
        if self.pane_hidden > 0:
            self.pane_from += min(self.pane_hidden, self.pane_rows)
            self.say(
                Text("签名单还有下文,看完再按 Space 签。", "The sheet goes on; read it, then Space signs.")
            )
            return
        who = self.session.who
        found = [s for one in sheet if (s := steps.slot_at(view, one)) is not None]
        own = "" if who is None else who.id
        # being signed in identifies a signer; the first signature of somebody else may be there already
        mine = tuple(s.slot for s in found if all(x.person != own for x in s.signatures))
        outcome = await lists.sign_first(self.session, view.run.id, mine) if mine else Done(())
        after = self.run_view()
        if not self.show_outcome(outcome) or after is None:
            return
        left = tuple(s for one in sheet if (s := steps.slot_at(after, one)) is not None and s.open)
        if not left:
            self.settled(outcome, None)
            return
        signed = frozenset(x.person for s in left for x in s.signatures)
        flow = flows.second_signature(self.session, view.run.id, tuple(s.slot for s in left), signed)
        self.open_flow(flow)

    # --- dialogues --------------------------------------------------------------------------------

    @property
    def draft_prefix(self) -> str:
        """Drafts of the dialogues stand beside those of the run."""
        view = self.run_view()
        return view.run.id if view is not None else "lists"

    def flow_done(self, flow: Flow, outcome: Done) -> None:
        """A dialogue ended in something that is on disk: the cursor goes on."""
        self.opening = None
        self.settled(outcome, flow.clears if isinstance(flow, WalkFlow) else None)

    def flow_refused(self, flow: Flow, outcome: Outcome) -> bool:
        """A changed answer that brings something with it is marked first."""
        if not isinstance(flow, WalkFlow) or flow.wish is None:
            return False
        if not self._was_marked(flow.wish(flow.dialogue.answers), outcome):
            return False
        self.flow = None
        return True

    # --- commands of the page ---------------------------------------------------------------------

    def do_exception(self) -> None:
        """`*`: what else may become of this line."""
        view = self.run_view()
        if view is not None and self.place.slot == ALL:
            self.say(_AT_A_LINE)
            return
        at = None if view is None else locate(self.session.scene(), view.run.id, self.place.slot.item)
        if at is None or isinstance(at, Refusal):
            self.say(at.text if at is not None else Text("先开始清单。", "Start the list first."))
            return
        self.detail = None
        answered = any(s.given is not None for s in at.line.slots)

        async def chosen(answers: Mapping[str, str]) -> None:
            self.flow = None
            await self._excepted(at, answers["what"])

        self.open_flow(Flow("menu", flows.menu(at, answered=answered), chosen))

    async def _excepted(self, at: At, what: str) -> None:
        makers = {"defer": flows.defer, "na": flows.not_applicable, "back": flows.take_back}
        if what in makers:
            self.open_flow(makers[what](self.session, at))
        elif what == "override" and at.line.line.opens_doors:
            await self.with_defects(at)
        elif what == "override":
            self.open_flow(flows.override(self.session, at))
        elif what == "change":
            touched = next((s.slot for s in at.line.slots if s.given is not None), self.place.slot)
            current = steps.slot_at(at.view, self.place.slot)
            if current is None or current.given is None:
                self.place.go(at.run, touched)
            self.say(Text("直接给新答案,再选原因。", "Give the new answer now, then the reason."))
        elif what == "remark":
            await self.duty.do_note()

    def do_next(self) -> None:
        """Tab."""
        self._tab(back=False)

    def do_previous(self) -> None:
        """Shift+Tab."""
        self._tab(back=True)

    def _tab(self, *, back: bool) -> None:
        view = self.run_view()
        if view is None:
            return
        if self.flow is not None:
            self.say(Text("先答完,或按 Esc 离开。", "Answer first, or leave with Esc."))
            return
        self.detail = None
        again = self.to_look_again(view)
        goal = (
            again
            if again is not None
            else steps.tab(view, self.place.slot, back=back, half_typed=self.place.drafts(view))
        )
        if goal is None:
            only_here = bool(steps.unfinished(view))
            here = Text("只剩这一行。", "Only this line is left.")
            self.say(here if only_here else foot_text(view), "good")
        elif goal == again:
            self.place.look(view.run, goal)
        else:
            self.place.go(view.run, goal)
        self.update_view()

    async def do_back(self) -> None:
        """Esc: out of the dialogue, out of the detail, back to today; drafts stay."""
        if self.flow is not None:
            self.flow = None
        elif self.detail is not None:
            self.detail = None
        elif self.all_marked:
            self.all_marked = False
        else:
            await self.duty.show_page("today")
            return
        self.update_view()


_HALF_TYPED = Text(
    "这里有没记完的新值: Enter 记下;删掉它,再按 Space 确认原来的。",
    "A new value is half-typed here: Enter takes it; erase it, and Space confirms the old one.",
)
_AT_A_LINE = Text("例外在那一行上按 *。", "Press * at the line it is about.")
