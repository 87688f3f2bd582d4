"""The register of manual acceptance: a digit begins an entry, Enter does the next step of a row (3f.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.desk.drafts import PRIVATE
from dutyterm.desk.outcome import Done, NotSaved, Outcome
from dutyterm.desk.register import looking, taking
from dutyterm.hall.vault import Erased
from dutyterm.i18n import Text
from dutyterm.manual.register import Business, RegisterRules
from dutyterm.model.money import format_fen
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import state as cash_state
from dutyterm.shift.procedures.view import RunView
from dutyterm.shift.register.state import Entry, Register, of
from dutyterm.tui.flow import Flow, restored
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.cash.flow_page import SigningPage
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.screens.register import flows, steps
from dutyterm.tui.screens.register.erasing import ERASE
from dutyterm.tui.screens.register.form import NEW, form
from dutyterm.tui.views import register as views
from dutyterm.tui.views.ask_hints import asking_hint
from dutyterm.tui.views.ask_rows import dialogue_rows
from dutyterm.tui.views.register import Place
from dutyterm.tui.views.register_pane import pane_rows, side_rows
from dutyterm.tui.views.walk_body import LIST_CELLS, SIDE_FROM, Body, lay_out, list_width
from dutyterm.tui.widgets.full_rows import FullRows

if TYPE_CHECKING:
    from dutyterm.tui.app import DutyApp

_STEPS: Final = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8, "home": -10_000, "end": 10_000}
PREFIX: Final = "register"
"""Begins the keys of the drafts; those of customers' numbers are in the vault."""


class RegisterPage(SigningPage, OverPage):
    """Entries with their state; what a row needs next is asked in the pane below."""

    NAME: ClassVar[str] = "register"
    TITLE_TEXT: ClassVar[Text] = Text("手工登记", "Register")
    CSS_PATH = None

    def __init__(self, case: RunView | None = None) -> None:
        """`case`: the emergency for which it is opened; None = the only one that goes on, if there is one."""
        super().__init__()
        self.case = case
        self.cursor = 0
        self._offset = 0
        self.full: dict[str, str | Erased] = {}
        """Full numbers that were shown on record since the page was opened."""
        self.keys_in: str | None = None
        """Who keyed in the last one, when that is not who is signed in."""

    # --- looking ----------------------------------------------------------------------------------

    @property
    def draft_prefix(self) -> str:
        """Beside the other drafts."""
        return PREFIX

    @property
    def takes_text(self) -> bool:
        """Do signs go into what is typed, as they are?"""
        return self.flow is not None and self.flow.dialogue.takes_text

    @property
    def register(self) -> Register:
        """This shift's register."""
        return of(self.session.shift)

    @property
    def rules(self) -> RegisterRules | None:
        """The manual's."""
        return self.session.manual.by_hand

    @property
    def run(self) -> str | None:
        """The emergency that entries belong to."""
        return self.case.run.id if self.case is not None else None

    @property
    def drill(self) -> bool:
        """Is it practice?"""
        return self.case is not None and self.case.run.drill

    @property
    def places(self) -> tuple[Place, ...]:
        """Every row."""
        return views.places(looking.scene(self.session))

    def compose_body(self) -> Iterable[Widget]:
        """All rows are one widget."""
        yield FullRows(id="register")

    def on_mount(self) -> None:
        """A form that was left half-typed goes on; else the first row that waits when it is all over."""
        if self.case is None:
            self.case = _case_of(self.duty)
        if self.case is not None and self.case.run.recovered_at is not None:
            waiting = (n for n, place in enumerate(self.places) if place.step == "rekey")
            self.cursor = next(waiting, 0)
        self._take_up_form()
        self.call_after_refresh(self.update_view)

    def on_full_rows_resized(self) -> None:
        """Rows are measured anew."""
        self.update_view()

    def update_view(self) -> None:
        """The rows, and below them the one under the cursor or what is asked."""
        if not self.is_mounted or self.duty.session is None:
            return
        widget = next(iter(self.query("#register").results(FullRows)), None)
        if widget is None:
            return
        width, height = widget.size
        if width <= 0 or height <= 0:
            return
        scene, lang, found = looking.scene(self.session), self.lang, self.places
        self.cursor = min(self.cursor, len(found) - 1)
        here, asks = found[self.cursor], self.flow is not None
        cells = list_width(width)
        erased = self.session.hall.erased
        pane = pane_rows(scene, here, lang, cells, erased)
        if self.flow is not None:
            pane = dialogue_rows(self.flow.dialogue, cells, lambda text: text.to(lang))
        wide = width >= SIDE_FROM
        case = None if self.case is None else self.case.card.title
        body = Body(
            head=(views.head_row(scene, case, lang, width, drill=self.drill),),
            rows=tuple(views.place_row(scene, p, lang, cells, erased, here=p is here) for p in found),
            cursor=self.cursor,
            pane=pane,
            asks=asks,
            side=side_rows(scene, lang, width - LIST_CELLS - 3) if wide else (),
        )
        laid = lay_out(body, width, height, self._offset)
        self._offset = laid.offset
        widget.show(laid.rows)
        self.hint(_HINTS if self.flow is None else asking_hint(self.flow.dialogue))

    def hold(self) -> None:
        """What is half-typed is on disk before anything covers the page."""
        self.session.drafts.flush()

    # --- keys -------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """A digit begins an entry, Enter does the next step, arrows move; the rest is for the commands."""
        if await self._pressed(event.key, event.character):
            event.stop()

    async def _pressed(self, key: str, char: str | None) -> bool:
        if self.flow is not None:
            return await self.key_in_flow(key, char)
        found = self.places
        if key in _STEPS:
            self.cursor = min(max(0, self.cursor + _STEPS[key]), len(found) - 1)
            self.update_view()
        elif key == "enter":
            await steps.do_step(self, found[min(self.cursor, len(found) - 1)])
        elif char is not None and char in "0123456789":
            self._digit(int(char))
        else:
            return False
        return True

    async def on_paste(self, event: events.Paste) -> None:
        """A paste goes into what is typed."""
        event.stop()
        await self.paste_in_flow(event.text)

    def _digit(self, digit: int) -> None:
        """On the first row: the business; 0 is what is never done by hand."""
        rules = self.rules
        if rules is None:
            self.say(_NO_RULES, "warning")
        elif self.places[self.cursor].sort != "new":
            self.say(_GO_HOME)
        elif digit == 0:
            by = self.session.who.id if self.session.who is not None else None
            people = self.session.hall.roster
            self.open_flow(flows.refuse(self.session, rules, people, by, self.run, drill=self.drill))
        elif digit <= len(rules.business):
            self.begin(rules, rules.business[digit - 1])
        else:
            self.say(_NO_BUSINESS.fill(n=len(rules.business)))

    # --- taking down ------------------------------------------------------------------------------

    def begin(self, rules: RegisterRules, business: Business) -> None:
        """A new entry; what it needs first, a page or an envelope, is asked first and leads on to it."""
        people, register = self.session.hall.roster, self.register
        holders = [p.person for p in register.pages if p.blank() and p.drill == self.drill]
        envelopes = [one for one in register.envelopes.values() if one.seal is None]
        if not holders:
            flow = flows.issue(self.session, register, people, self.run, drill=self.drill)
        elif business.money and not self.drill and not envelopes:
            flow = flows.envelope(self.session, people, holders[0] if len(holders) == 1 else None)
        else:
            self._choose_clerk(rules, business, holders)
            return
        self._then = business.id
        self.open_flow(flow)

    _then: str = ""
    """The business whose form follows when a page or an envelope is there."""

    def _choose_clerk(self, rules: RegisterRules, business: Business, holders: list[str]) -> None:
        who = self.session.who
        if who is not None and who.id in holders:
            self._open_form(rules, business, who.id)
        elif len(set(holders)) == 1:
            self._open_form(rules, business, holders[0])
        else:

            def chosen(clerk: str) -> None:
                self._open_form(rules, business, clerk)

            self.open_flow(flows.clerk(self.session.hall.roster, holders, business, chosen))

    def _open_form(self, rules: RegisterRules, business: Business, clerk: str) -> None:
        flow = form(self.session, self.lang, rules, self.register, business, clerk, self._save)
        self.flow = restored(self.session, PREFIX, flow)
        self.update_view()

    async def _save(self, wish: taking.Wish) -> Outcome:
        tills = cash_state.of(self.session.shift).tills.values()
        till = next((t.id for t in tills if t.span is not None and t.span.person == wish.clerk), None)
        about = replace(wish, run=self.run, drill=self.drill, till=till)
        return await taking.write_entry(self.session, about)

    def _take_up_form(self) -> None:
        """After a kill, or after a look at the card: the form as far as it was typed."""
        rules = self.rules
        if rules is None:
            return
        begins = f"{PREFIX}/flow/{NEW}/"
        drafts = self.session.drafts
        keys = (*drafts.begun_with(begins), *drafts.begun_with(PRIVATE + begins))
        for key in keys:
            business, _, rest = key.removeprefix(PRIVATE).removeprefix(begins).partition("/")
            clerk, known = rest.partition("/")[0], rules.of(business)
            if known is not None and any(p.person == clerk and p.blank() for p in self.register.pages):
                self._open_form(rules, known, clerk)
                return

    # --- after a step -----------------------------------------------------------------------------

    def flow_done(self, flow: Flow, outcome: Done) -> None:
        """On disk: what waited for this goes on; a back-entry leads to the next one in order."""
        self.show_outcome(outcome)
        self.forget_answers()
        then, self._then = self._then, ""
        rules = self.rules
        business = rules.of(then) if rules is not None and then else None
        if business is not None and rules is not None:
            self.begin(rules, business)
        elif flow.id.startswith(NEW):
            self.cursor = 0
            entry = next(reversed(tuple(self.register.entries.values())), None)
            if entry is not None:
                change = entry.written.received - entry.written.due
                words = _CHANGE if change else _WRITTEN
                self.say(words.fill(slip=entry.slip, change=format_fen(change)), "good")
        elif flow.id.startswith("rekey/"):
            self.keys_in = flow.dialogue.answers.get("person", self.keys_in)
            self.call_later(steps.go_on, self, ask=True)
        elif flow.id.startswith(ERASE):
            self.full.clear()
            self.say(_ERASED, "good")
        elif flow.id.startswith(("call/", "sign", "reconcile")):
            self.call_later(steps.go_on, self, ask=False)
        self.update_view()

    def flow_refused(self, flow: Flow, outcome: Outcome) -> bool:
        """What a rule misses is asked: an envelope, a reason for another order, the cause of a difference."""
        return isinstance(outcome, Refusal) and steps.asks_more(self, flow, outcome)

    # --- commands ---------------------------------------------------------------------------------

    def do_exception(self) -> None:
        """`*`: what is not the normal next step of this row."""
        if self.flow is not None:
            self.say(_ANSWER_FIRST)
            return
        steps.exceptions(self, self.places[self.cursor])

    def do_next(self) -> None:
        """Tab: the next row that waits for something."""
        self._turn(1)

    def do_previous(self) -> None:
        """Shift+Tab."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        if self.flow is not None:
            self.say(_ANSWER_FIRST)
            return
        found = self.places
        order = [(self.cursor + by * n) % len(found) for n in range(1, len(found) + 1)]
        to = next((n for n in order if found[n].step not in ("none", "new")), None)
        if to is None:
            self.say(_ALL_DONE, "good")
            return
        self.cursor = to
        self.update_view()

    async def do_back(self) -> None:
        """Esc: out of the question, back to what was below; what is half-typed stays."""
        if self.flow is not None:
            self.flow, self._then = None, ""
            self.update_view()
        else:
            await super().do_back()

    def focus_help(self) -> HelpText:
        """What the register is for."""
        return HelpText(self.TITLE_TEXT, _HELP, ("D", "L9", "L10", "S0", "N11", "N22"))

    async def reveal(self, entries: Iterable[Entry]) -> bool:
        """Full numbers of these entries, shown on record once; False when nobody may see them."""
        from dutyterm.desk.vault import reveal

        wanted = {
            personal.id: personal.hash
            for entry in entries
            for personal in (entry.written.account, entry.written.phone)
            if personal is not None and personal.id and personal.id not in self.full
        }
        if not wanted or self.drill:
            return True
        found = await reveal(self.session, wanted)
        if isinstance(found, Refusal | NotSaved):
            self.say(found.text, "warning")
            return False
        self.full.update(found)
        return True


def _case_of(app: DutyApp) -> RunView | None:
    """The one emergency that goes on and in which business is taken down by hand; None when several do."""
    from dutyterm.tui.screens.card_hints import by_hand

    going = [view for view in app.emergencies.running(app.session) if by_hand(view.card)]
    return going[0] if len(going) == 1 else None


_HINTS: Final = Text(
    "数字 登记 | 0 不能办 | Enter 下一步 | Tab 下一待办 | * 例外 | Esc 返回",
    "digit: entry | 0 refuse | Enter next step | Tab waiting | * except | Esc",
)
_NO_RULES: Final = Text(
    "本班的手册没有手工受理,先记在纸上。", "This shift's manual has no manual acceptance: use paper."
)
_GO_HOME: Final = Text(
    "新登记: 按 Home 到第一行,再按数字。", "A new entry: Home to the first row, then a digit."
)
_NO_BUSINESS: Final = Text("按 1 到 {n} 选业务,0 是不能办的。", "Choose 1 to {n}; 0 is what may not be done.")
_CHANGE: Final = Text("已登记 {slip},找零 {change}。", "Written as {slip}; change {change}.")
_WRITTEN: Final = Text("已登记 {slip}。", "Written as {slip}.")
_ERASED: Final = Text("号码已删除,记入厅日志。", "The numbers are erased; the hall's journal says so.")
_ANSWER_FIRST: Final = Text("先答完,或按 Esc 离开。", "Answer first, or leave with Esc.")
_ALL_DONE: Final = Text("没有等着办的。", "Nothing waits.")
_HELP: Final = Text(
    "系统停用时,允许的业务逐号登记: 号不跳、不重,作废的留着。钱进信封,给临时收据,告诉客户还没有生效。\n"
    "恢复后按登记顺序补录,换人复核,再回访;登记、信封、补录三栏要一致。完整号码只在本机,到期删除。",
    "While systems are down, what may be done by hand is written under numbers without gaps; void ones stay. "
    "Money goes into an envelope against a receipt, and the customer knows that nothing is effective yet.\n"
    "Afterwards it is keyed in in order, checked by somebody else, the customer is called; register, "
    "envelope and system must agree. Full numbers stay on this PC only and are erased in time.",
)
