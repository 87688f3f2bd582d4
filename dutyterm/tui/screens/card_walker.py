"""Walking one emergency card: keys become wishes, the next step comes by itself, nothing needs a sign-in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from textual import events

from dutyterm.desk.emergencies import Emergencies, dark
from dutyterm.desk.outcome import NotSaved, Outcome
from dutyterm.i18n import Text
from dutyterm.manual.procedure import Card
from dutyterm.model.people import DIVERSION_POSTS, POST_NAMES, Person
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed_time import parse_time
from dutyterm.shift.procedures.view import RunView, StepView
from dutyterm.tui.screens import card_answers, card_asks
from dutyterm.tui.views.ask_rows import dialogue_rows
from dutyterm.tui.views.asks import Dialogue
from dutyterm.tui.views.card_walk import Extras, shown_steps, walk_rows
from dutyterm.tui.views.spans import Row

if TYPE_CHECKING:
    from dutyterm.tui.screens.emergency import EmergencyPage

Finish = Callable[[Mapping[str, str]], Awaitable[Outcome | None]]

ROLES_AFTER: Final = 2
"""Steps done before the roles are reminded of (3f.0: in the first minute, but never before the lights).

They are asked by Enter 3 only: a question that opens by itself would swallow the digit of a decision."""
TALL: Final = 30
"""Rows of a page that has room for everything."""
_TIME_SIGNS: Final = "0123456789-:."


class CardWalker:
    """What the page holds while a card is open; the state itself is the desk's."""

    def __init__(self, page: EmergencyPage, card: Card) -> None:
        self.page = page
        self.card = card
        self.opened = page.duty.now
        """When it was opened: t0, unless another time is typed."""
        self.drill = False
        """It will be started as a drill."""
        self.at: str | None = None
        """The step with the cursor; None = the first open one."""
        self.typed = ""
        self.as_of: datetime | None = None
        self.dialogue: Dialogue | None = None
        self._finish: Finish | None = None
        self._key, self._pressed_ms = "", 0
        """The key that is being worked off."""

    # --- looking ---------------------------------------------------------------------------------

    @property
    def desk(self) -> Emergencies:
        """Cards at the desk."""
        return self.page.duty.emergencies

    @property
    def view(self) -> RunView | None:
        """The run that goes on, or the card as it would stand."""
        going = self.desk.of_card(self.page.duty.session, self.card.id)
        if going is not None:
            return going
        return self.desk.before(self.page.duty.session, self.card, self.opened, drill=self.drill)

    @property
    def begun(self) -> bool:
        """Does it go on?"""
        return self.desk.of_card(self.page.duty.session, self.card.id) is not None

    @property
    def takes_text(self) -> bool:
        """Are words typed now?"""
        return self.dialogue is not None and self.dialogue.takes_text

    def here(self, view: RunView) -> StepView:
        """The step with the cursor."""
        steps = shown_steps(view)
        chosen = next((s for s in steps if s.step.no == self.at), None)
        return chosen or view.current or steps[-1]

    def rows(self, cells: int, height: int) -> list[Row]:
        """The page."""
        view, duty = self.view, self.page.duty
        if view is None:
            return []
        session, begun = duty.session, bool(view.run.id)
        extras = Extras(
            begun=begun,
            unsaved=len(self.desk.waiting),
            gone=dark(session, view.run) if session is not None and begun else None,
            names={} if duty.locked else self._names(),
            roles_wanted=begun and self._roles_wanted(view),
            numbers=self._numbers(),
            cards=duty.cards,
            unnamed=self._unnamed(view),
            typed=self.typed,
            as_of=self.as_of,
            tall=height >= TALL,
            posts=() if duty.locked or self.card.ladder is None else self._posts(),
            dialogue=()
            if self.dialogue is None
            else dialogue_rows(self.dialogue, cells - 2, lambda text: text.to(self.page.lang)),
        )
        no = self.here(view).step.no
        return walk_rows(view, no, self.page.lang, cells, height, duty.now, extras)

    def _names(self) -> dict[str, str]:
        session = self.page.duty.session
        return {} if session is None else {p.id: p.name for p in session.hall.roster}

    def _posts(self) -> tuple[Text, ...]:
        """The four posts of diversion, and who holds them today (OPN-29)."""
        held, names = self.desk.posts(self.page.duty.session), self._names()
        told = [(POST_NAMES[post], names.get(held.get(post, ""))) for post in DIVERSION_POSTS]
        return tuple(Text(f"{p.zh} {who or '--'}", f"{p.en} {who or '--'}") for p, who in told)

    def _numbers(self) -> dict[str, str]:
        found = (self.desk.contact(self.page.duty.session, id) for id in self.card.calls)
        return {c.id: c.number for c in found if c is not None and c.number is not None}

    # --- keys ------------------------------------------------------------------------------------

    async def key(self, event: events.Key) -> bool:
        """A key on the card; False when it is for the page."""
        key, char = event.key, event.character
        view = self.view
        if view is None:
            return False
        if self.dialogue is not None:
            if (char is not None and char.isprintable()) or key in _DIALOGUE_KEYS:
                await self._asked(self.dialogue.press(key, char))
                return True
            return False
        step = self.here(view)
        pressed_ms = self.page.duty.pressed_ms(event)
        if self.page.duty.guard.ignores(key, pressed_ms):
            self.page.say(_TOO_FAST)  # a key that is held down ticks one step, not all of them
            return True
        self._key, self._pressed_ms = key, pressed_ms
        if key in ("up", "down"):
            self._move(view, 1 if key == "down" else -1)
        elif key == "space":
            await self._space(view, step)
        elif key == "backspace":
            self.typed, self.as_of = self.typed[:-1], None
        elif key == "enter" and self.typed:
            await self._take_time(view, step)
        elif key == "enter":
            self._more(view)
        elif char is not None and char in _TIME_SIGNS:
            return await self._sign(view, step, char)
        else:
            return False
        return True

    async def _sign(self, view: RunView, step: StepView, char: str) -> bool:
        """A digit decides; before the card has begun it changes the card; else it begins a time."""
        if self.typed:
            self.typed += char
        elif char.isdigit() and step.step.choices:
            await self._decide(view, step, int(char))
        elif char.isdigit() and not view.run.id:
            return False
        elif char.isdigit() or char == "-":
            self.typed = char
        else:
            return False
        return True

    def paste(self, text: str) -> None:
        """Words that were copied, into a question for words."""
        if self.dialogue is not None:
            after = self.dialogue.pasted(text)
            if isinstance(after, Dialogue):
                self.dialogue = after

    @property
    def half_done(self) -> bool:
        """Is a question open, or a time half-typed?"""
        return self.dialogue is not None or bool(self.typed) or self.as_of is not None

    def back(self) -> bool:
        """Esc: closes what is half-done first; False when the card itself is left."""
        if self.dialogue is not None:
            self.dialogue = self._finish = None
            return True
        if self.typed or self.as_of is not None:
            self.typed, self.as_of = "", None
            return True
        return False

    def step_on(self, by: int) -> None:
        """Tab: the next open step, round and round."""
        view = self.view
        if view is None:
            return
        steps = shown_steps(view)
        numbers = [s.step.no for s in steps]
        start = numbers.index(self.here(view).step.no)
        for n in range(1, len(steps) + 1):
            other = steps[(start + by * n) % len(steps)]
            if other.open and not other.resting:
                self.at = other.step.no
                return
        self.page.say(_ALL_DONE, "good")

    def exceptions(self) -> None:
        """`*`."""
        view = self.view
        if view is None or self.dialogue is not None:
            return
        step = self.here(view)
        self.ask(card_asks.exceptions(view, step, begun=bool(view.run.id)), self._excepted)

    def _move(self, view: RunView, by: int) -> None:
        steps = shown_steps(view)
        numbers = [s.step.no for s in steps]
        n = numbers.index(self.here(view).step.no) + by
        self.at = numbers[min(max(n, 0), len(numbers) - 1)]
        self.typed, self.as_of = "", None

    # --- wishes ----------------------------------------------------------------------------------

    async def _space(self, view: RunView, step: StepView) -> None:
        session, run, state = self.page.duty.session, view.run.id, step.state
        if step.mark == "know":
            self._move(view, 1)
            return
        ladder = self.card.ladder
        if ladder is not None and ladder.step == step.step.no:
            last = view.run.queue[-1].service_s if view.run.queue else None
            self.ask(card_asks.queue(last), self._counted)
            return
        over = state.deadline is not None and not state.seen and state.deadline <= self.page.duty.now
        if run and over and state.status == "done":
            await self._done(await self.desk.seen(session, run, step.step.no))
        else:
            await self._tick(view, step, None)

    async def _tick(self, view: RunView, step: StepView, at: datetime | None) -> None:
        session, no = self.page.duty.session, step.step.no
        if view.run.id:
            await self._done(await self.desk.tick(session, view.run.id, no, at))
        else:
            outcome = await self.desk.begin(session, self.card.id, self.opened, no, drill=self.drill, at=at)
            await self._done(outcome)

    async def _decide(self, view: RunView, step: StepView, digit: int) -> None:
        choices = step.step.choices
        if not 1 <= digit <= len(choices):
            self.page.say(_NO_CHOICE.fill(n=len(choices)))
            return
        choice, session, no = choices[digit - 1], self.page.duty.session, step.step.no
        if view.run.id:
            outcome = await self.desk.decide(session, view.run.id, no, choice.id, self.as_of)
        else:
            outcome = await self.desk.begin(
                session, self.card.id, self.opened, no, drill=self.drill, choice=choice.id, at=self.as_of
            )
        taken = await self._done(outcome)
        other = next((c for c in self.page.duty.cards if c.id == choice.card), None)
        if taken and other is not None and self.desk.of_card(session, other.id) is None:
            self.ask(card_asks.leads_to(other.id, other.title), self._led)

    async def _take_time(self, view: RunView, step: StepView) -> None:
        found = parse_time(self.typed, self.page.duty.now)
        if isinstance(found, Refusal):
            self.page.say(found.text, "warning")
            return
        self.typed = ""
        if step.step.choices:
            self.as_of = found
        else:
            await self._tick(view, step, found)

    async def _done(self, outcome: Outcome) -> bool:
        """What became of a wish; True when it holds, on disk or in memory."""
        if isinstance(outcome, Refusal):
            self.page.say(outcome.text, "warning")
            return False
        self.at, self.as_of, self.typed = None, None, ""
        self.page.duty.guard.jumped(self._key, self._pressed_ms)
        if isinstance(outcome, NotSaved):
            self.page.say(_KEPT.fill(why=outcome.text), "error")
        else:
            self.page.show_outcome(outcome)
        return True

    def _roles_wanted(self, view: RunView) -> bool:
        """Nobody leads yet, and the first steps are done; who is there is not shown on a locked screen."""
        done = sum(s.state.status == "done" for s in view.steps)
        return not view.run.roles and done >= ROLES_AFTER and bool(self._people())

    def _unnamed(self, view: RunView) -> int:
        duty = self.page.duty
        named = duty.locked or duty.session is None or duty.session.who is None
        return 0 if named else sum(who is None for _, who in view.run.named())

    def _people(self) -> tuple[Person, ...]:
        session = self.page.duty.session
        return () if session is None or self.page.duty.locked else tuple(session.hall.roster)

    # --- questions -------------------------------------------------------------------------------

    def ask(self, dialogue: Dialogue, finish: Finish) -> None:
        """Opens a question below the steps."""
        self.dialogue, self._finish = dialogue, finish

    async def _asked(self, after: Dialogue | Text) -> None:
        if isinstance(after, Text):
            self.page.say(after)
            return
        self.dialogue = after
        if after.question is None and self._finish is not None:
            finish, self.dialogue, self._finish = self._finish, None, None
            outcome = await finish(after.answers)
            if outcome is not None:
                await self._done(outcome)

    def _more(self, view: RunView) -> None:
        if not view.run.id:
            self.page.say(_BEGIN_FIRST)
            return
        self.ask(card_asks.more(view, self._people(), lambda: self.page.duty.now), self._recorded)

    async def _recorded(self, answers: Mapping[str, str]) -> Outcome | None:
        session, view = self.page.duty.session, self.view
        if view is None or not view.run.id:
            return None
        if answers[card_asks.WHAT] == "end":
            over = await self.desk.stand_down(session, view.run.id)
            return await self.page.ended(view, over, stood_down=True)
        return await card_answers.recorded(self.desk, session, view.run.id, answers)

    async def _counted(self, answers: Mapping[str, str]) -> Outcome | None:
        view = self.view
        if view is None:
            return None
        figures = (int(answers["waiting"]), int(answers["tills"]), int(answers["service"]))
        session, no = self.page.duty.session, self.here(view).step.no
        if view.run.id:
            return await self.desk.count_queue(session, view.run.id, *figures)
        return await self.desk.begin(session, self.card.id, self.opened, no, drill=self.drill, queue=figures)

    async def _excepted(self, answers: Mapping[str, str]) -> Outcome | None:
        session, view = self.page.duty.session, self.view
        if view is None:
            return None
        match answers[card_asks.WHAT]:
            case "mistake":
                gone = await self.desk.withdraw(session, view.run.id, answers["reason"])
                return await self.page.ended(view, gone, stood_down=False)
            case "note":
                self.page.note(self.card)
                return None
            case "drill" if view.run.id:
                self.drill, self.opened = False, self.page.duty.now
                return await self.desk.withdraw(session, view.run.id, "changed")
            case "drill":
                self.drill = not self.drill
                return None
        no = self.here(view).step.no
        return await card_answers.excepted(self.desk, session, view.run.id, no, answers)

    async def _led(self, answers: Mapping[str, str]) -> Outcome | None:
        if answers[card_asks.WHAT] == "open":
            view = self.view
            step = None if view is None else next((s for s in reversed(view.steps) if _led_from(s)), None)
            other = None if step is None else _card_of(step)
            found = next((c for c in self.page.duty.cards if c.id == other), None)
            if found is not None:
                self.page.open(found)
        return None


def _card_of(step: StepView) -> str | None:
    return next((c.card for c in step.step.choices if c.id == step.state.choice), None)


def _led_from(step: StepView) -> bool:
    return step.state.choice is not None and _card_of(step) is not None


_DIALOGUE_KEYS: Final = frozenset(("enter", "backspace", "left", "right", "home", "end"))
_TOO_FAST: Final = Text("按得太快,这一下没有算。", "Too fast: this key was not counted.")
_NO_CHOICE: Final = Text("这一步按 1 到 {n}。", "Here the answers are 1 to {n}.")
_ALL_DONE: Final = Text("没有待办的步骤;Enter 9 解除。", "No step is open; Enter 9 stands down.")
_BEGIN_FIRST: Final = Text(
    "还没开始: Space 做完第一步就开始;演练先按 * 9。",
    "Not begun: Space on the first step begins it; for a drill press * 9 first.",
)
_KEPT: Final = Text("已记在内存,能写时自动写。{why}", "Kept in memory, written when possible. {why}")
