"""F4 money: everything that holds cash, each row with its next step; Enter does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import events
from textual.widget import Widget

from dutyterm.desk.cash import counting, tills
from dutyterm.desk.cash.proofs import Proof
from dutyterm.desk.outcome import Done, Outcome
from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash import ladder
from dutyterm.shift.cash import results as rules_of_results
from dutyterm.shift.cash.facts import Purpose
from dutyterm.shift.cash.state import Span, of, till_of
from dutyterm.shift.cash.told import till_name
from dutyterm.tui.flow import Flow, restored
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.cash import (
    bag_flows,
    counting_flows,
    decision_flow,
    flows,
    others,
    place_flows,
    review_flows,
    tender_flows,
    transfer_flows,
)
from dutyterm.tui.screens.cash.flow_page import SigningPage
from dutyterm.tui.screens.cash.grid import GridPage
from dutyterm.tui.screens.cash.jobs import count_job, typed_job
from dutyterm.tui.screens.cash.signing import manager_and_other, name, signing
from dutyterm.tui.views import cash as views
from dutyterm.tui.views.ask_rows import dialogue_rows
from dutyterm.tui.views.asks import Dialogue, Question, numbered
from dutyterm.tui.views.cash import Place
from dutyterm.tui.views.cash_detail import detail_rows
from dutyterm.tui.views.spans import EMPTY, Row
from dutyterm.tui.views.walk_body import LIST_CELLS, SIDE_FROM, Body, lay_out, list_width
from dutyterm.tui.widgets.full_rows import FullRows

_STEPS = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8, "home": -100, "end": 100}


class CashPage(SigningPage):
    """The overview; what a row needs next is asked in the pane below it."""

    NAME: ClassVar[str] = "cash"
    TITLE_TEXT: ClassVar[Text] = Text("资金", "Cash")
    CSS_PATH = None

    def __init__(self) -> None:
        super().__init__()
        self.cursor = 0
        self._offset = 0

    @property
    def draft_prefix(self) -> str:
        """Beside the other drafts."""
        return flows.PREFIX

    @property
    def takes_text(self) -> bool:
        """Do signs go into what is typed, as they are?"""
        return self.flow is not None and self.flow.dialogue.takes_text

    @property
    def places(self) -> tuple[Place, ...]:
        """Every row."""
        return views.places(self.session.scene()) if self.session.has_open_shift else ()

    def compose_body(self) -> Iterable[Widget]:
        """All rows are one widget."""
        yield FullRows(id="cash")

    def on_mount(self) -> None:
        """First drawing."""
        self.call_after_refresh(self.update_view)

    def on_full_rows_resized(self) -> None:
        """Rows are measured anew."""
        self.update_view()

    def update_view(self) -> None:
        """The rows, and below them the one under the cursor or what is asked."""
        if not self.is_mounted or self.duty.session is None:
            return
        widget = next(iter(self.query("#cash").results(FullRows)), None)
        found = self.places
        if widget is None or not found:
            return
        width, height = widget.size
        if width <= 0 or height <= 0:
            return
        scene, lang = self.session.scene(), self.lang
        self.cursor = min(self.cursor, len(found) - 1)
        here = found[self.cursor]
        asks, wide = self.flow is not None, width >= SIDE_FROM
        side = self._side(here, width - LIST_CELLS - 2) if wide else ()
        pane = () if wide else detail_rows(scene, here, lang, width)
        if self.flow is not None:
            pane = dialogue_rows(self.flow.dialogue, list_width(width), lambda text: text.to(lang))
        body = Body(
            head=views.head_rows(scene, lang, width),
            rows=tuple(views.place_row(scene, p, lang, here=p is here) for p in found),
            cursor=self.cursor,
            pane=pane,
            asks=asks,
            side=side,
            lang=lang,
        )
        laid = lay_out(body, width, height, self._offset)
        self._offset = laid.offset
        widget.show(laid.rows)
        self.hint(_ASKING if asks else _HINTS)

    def _side(self, here: Place, cells: int) -> tuple[Row, ...]:
        """Beside the list: all about the row under the cursor, and what else the money asks for."""
        scene = self.session.scene()
        asked = views.prompt_rows(scene, self.lang, cells)
        return (*detail_rows(scene, here, self.lang, cells), *((EMPTY, *asked) if asked else ()))

    def hold(self) -> None:
        """What is half-typed is on disk before anything covers the page."""
        self.session.drafts.flush()

    # --- keys -------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Enter does the next step; arrows move; the rest is for the command table."""
        if await self._pressed(event.key, event.character):
            event.stop()

    async def _pressed(self, key: str, char: str | None) -> bool:
        found = self.places
        if not found:
            return False
        if self.flow is not None:
            return await self.key_in_flow(key, char)
        if key in _STEPS:
            self.cursor = min(max(0, self.cursor + _STEPS[key]), len(found) - 1)
            self.update_view()
        elif key == "enter":
            await self.do_step(found[min(self.cursor, len(found) - 1)])
        else:
            return False
        return True

    async def on_paste(self, event: events.Paste) -> None:
        """A paste goes into what is typed."""
        event.stop()
        await self.paste_in_flow(event.text)

    # --- steps ------------------------------------------------------------------------------------

    async def do_step(self, place: Place) -> None:
        """What the row needs next."""
        rules = self.session.manual.cash
        if rules is None:
            self.say(_NO_RULES, "warning")
        elif place.sort == "reserve":
            await self.count_reserve()
        elif place.sort == "till":
            await self._till_step(place)
        else:
            found = place_flows.next_flow(self, place, rules)
            if isinstance(found, Text):
                self.say(found)
            else:
                self.open_flow(found)

    async def _till_step(self, place: Place) -> None:
        span = till_of(of(self.session.shift), place.id).at(place.number)
        rules = self.session.manual.cash
        if place.step == "issue" or span is None:
            self.open_flow(counting_flows.issue(self, place.id))
        elif place.step == "use":
            self.open_flow(self._in_use(place.id, span))
        elif place.step in ("count", "lock"):
            await self.count(place.id, span)
        elif rules is None:
            return
        elif place.step == "expected" and span.actuals is None:
            self.open_flow(tender_flows.count_apart(self, place.id, span, rules))
        elif place.step == "expected":
            report = flows.report(self, place.id, span, rules)
            self.open_flow(restored(self.session, self.draft_prefix, report))
        elif place.step == "decide":
            await self._decide(place.id, span)
        elif place.step == "keep" and span.counted is not None:
            self.open_flow(flows.keep(self, place.id, span, span.counted, rules))

    async def count_reserve(self) -> None:
        """Two count the reserve."""

        def then(page: GridPage, typed: dict[str, str]) -> Flow:
            async def wish(proofs: tuple[Proof, ...]) -> Outcome:
                return await tills.count_reserve(page.session, typed, proofs)

            told = counting_flows.told_as(page, _RESERVE, typed)
            return signing(page, told, manager_and_other(page.session), wish)

        job = typed_job(self.session, "reserve", _RESERVE, then, "reserve")
        await self.app.push_screen(GridPage(job, "reserve"))

    def _in_use(self, till: str, span: Span) -> Flow:
        """What can be done with a till that takes money; 1 is the normal next thing."""
        options = numbered(_USES)
        title = _IN_USE.fill(till=till_name(self.session.scene(), till), name=name(self.session, span.person))

        async def finish(a: Mapping[str, str]) -> Outcome | None:
            rules = self.session.manual.cash
            self.flow = None
            if a["what"] in ("stop", "interim"):
                purpose: Purpose = "closing" if a["what"] == "stop" else "interim"
                done = await tills.begin_closing(self.session, till, purpose=purpose)
                if self.show_outcome(done):
                    await self.count(till, span)
            elif a["what"] == "handover":
                self.open_flow(counting_flows.hand_over(self, till, span, lambda: self.count(till, span)))
            elif a["what"] == "hold" and rules is not None:
                self.open_flow(bag_flows.hold(self, till, span, rules))
            elif a["what"] in ("send_drop", "send_top_up"):
                self.open_flow(transfer_flows.send(self, till, span, a["what"]))
            elif a["what"] == "look":
                self.open_flow(review_flows.tell_drawer(self, till))
            else:
                self.open_flow(flows.movement(self, till, span, a["what"]))
            return None

        return Flow(f"use/{till}", Dialogue(title, (Question("what", _WHAT, options=options),)), finish)

    async def count(self, till: str, span: Span) -> None:
        """The first count by the holder, or wherever the count stands."""
        now = till_of(of(self.session.shift), till).span or span
        if now.turns:
            await self.app.push_screen(GridPage(None, till))
            return
        grid = counting.begin(self.session, till, now.person)
        if isinstance(grid, counting.Grid):
            await self.app.push_screen(GridPage(count_job(self.session, grid), till))
        elif grid.code == counting.PROVE:
            self.open_flow(counting_flows.first_pin(self, till, now.person))
        else:
            self.refuse(grid)

    async def _decide(self, till: str, span: Span) -> None:
        rules = self.session.manual.cash
        tender = views.next_tender(span)
        if tender is None:
            self.open_flow(flows.even(self, till, span))
            return
        if rules is None:
            return
        scene, most = self.session.scene(), ladder.unexplained(rules)
        found = rules_of_results.what_is_asked(scene, till, span.number, tender, most)
        if isinstance(found, Refusal):
            return
        again = ladder.recount_to_make(scene, rules, span, tender, most)
        if again != "no":
            self.open_flow(counting_flows.recount(self, till, span, other=again == "other"))
        else:
            self.open_flow(decision_flow.decision(self, till, span, tender, found[1], rules))

    # --- after a step -----------------------------------------------------------------------------

    def flow_done(self, flow: Flow, outcome: Done) -> None:
        """On disk: the same row shows its next step."""
        del flow
        self.show_outcome(outcome)
        self.forget_answers()
        self.update_view()

    # --- commands ---------------------------------------------------------------------------------

    def do_exception(self) -> None:
        """`*`: what is not the normal next step of this row."""
        found = self.places
        if found:
            self.open_flow(others.others(self, found[min(self.cursor, len(found) - 1)]))

    def do_next(self) -> None:
        """Tab: the next row that waits for something."""
        self._turn(1)

    def do_previous(self) -> None:
        """Shift+Tab."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        found = self.places
        if self.flow is not None:
            self.say(_ANSWER_FIRST)
            return
        order = [(self.cursor + step * n) % len(found) for n in range(1, len(found) + 1)] if found else []
        scene = self.session.scene()
        to = next((n for n in order if views.waits(scene, found[n])), None)
        if to is None:
            self.say(_ALL_DONE, "good")
            return
        self.cursor = to
        self.update_view()

    async def do_back(self) -> None:
        """Esc: out of the question, back to today; what is half-typed stays."""
        if self.flow is not None:
            self.flow = None
            self.update_view()
        else:
            await self.duty.show_page("today")

    def focus_help(self) -> HelpText:
        """What the page is for."""
        return HelpText(self.TITLE_TEXT, _HELP, ("L3", "W8", "W12"))


_HINTS = Text(
    "Enter 下一步 | 上下 选 | Tab 下一待办 | * 其他事项 | Esc 今日",
    "Enter next step | Up Down | Tab next waiting | * other matters | Esc Today",
)
_ASKING = Text(
    "数字 选、键入 | Enter 下一步、记下 | Backspace 退一步 | Esc 离开,不签",
    "Digits pick, type | Enter goes on | Backspace one back | Esc leave, unsigned",
)
_NO_RULES = Text(
    "本班的手册没有资金部分,下一班起可用。", "This shift's manual has no cash; from the next one on."
)
_RESERVE = Text("清点备用金库", "Count the reserve")
_IN_USE = Text("{till} {name} 在用", "{till}, {name}: in use")
_WHAT = Text("做什么?", "What is done?")
_USES = (
    ("stop", Text("停止收款,开始清点", "stop and count")),
    ("drop", Text("中途缴款入库", "drop into the safe")),
    ("top_up", Text("追加备用金", "top-up")),
    ("exchange", Text("兑换零钱", "change notes")),
    ("hold", Text("疑似假币、残损币", "suspected or damaged note")),
    ("handover", Text("交给别人(三人)", "to another clerk, three sign")),
    ("interim", Text("中间清点,同一人接着用", "interim count, same clerk")),
    ("send_drop", Text("缴款先交出,等人收", "drop, taken later")),
    ("send_top_up", Text("追加先放下,等人收", "top-up, taken later")),
    ("look", Text("看一眼抽屉,超限没有", "a look at the drawer")),
)
_ANSWER_FIRST = Text("先答完,或按 Esc 离开。", "Answer first, or leave with Esc.")
_ALL_DONE = Text("没有等着办的。", "Nothing waits.")
_HELP = Text(
    "备用金两人发放;结账先盲点、后录应有金额,差额按分级处理,长款不抵短款。\n"
    "款装包封签,交库、押运或银行,回单的实际金额再核一次。每一步两个人签。",
    "Floats are issued by two. At closing the blind count comes first, the report after it; differences go "
    "up the ladder and are never netted.\nMoney goes into sealed bags, to the safe, a courier or the bank; "
    "the amount credited is compared once more. Two sign every step.",
)
