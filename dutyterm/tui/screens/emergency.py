"""The emergency queue and its cards: from everywhere, without sign-in, with a broken disk (N31)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.desk.outcome import NotSaved, Outcome
from dutyterm.i18n import Text
from dutyterm.manual.schema import Card
from dutyterm.model.refusal import Refusal
from dutyterm.shift.procedures.suggestions import Suggestion
from dutyterm.shift.procedures.view import RunView
from dutyterm.tui.available import takes_down
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens import card_asks
from dutyterm.tui.screens.card_hints import CARD_HINTS, MORE_HINTS, QUEUE_HINTS, by_hand, walk_hints
from dutyterm.tui.screens.card_walker import CardWalker
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views.cards import card_rows, queue_rows, waiting_rows
from dutyterm.tui.widgets.rows import Sheet

_DIGITS: Final = "123456789"


class EmergencyPage(OverPage):
    """The queue; a digit opens a card, and Esc goes back step by step."""

    NAME: ClassVar[str] = "emergency"
    TITLE_TEXT = Text("应急", "Emergency")

    def __init__(self) -> None:
        super().__init__()
        self.begin()

    def begin(self) -> None:
        """As at the first F9: the page is kept from one emergency to the next, to make it takes a moment."""
        self.card: Card | None = None
        self.more = False
        """The cards without a fixed number are shown."""
        self.cursor: int | None = None
        self.walker: CardWalker | None = None
        """Set while a card that has something to do is open."""
        self._half_done: dict[str, CardWalker] = {}
        """Cards that F9 left in the middle of a question or a time: it is still there on coming back."""
        self.whole = False
        """The card is shown as printed, instead of step by step."""
        self.suggested: tuple[Suggestion, ...] = ()
        """Cards that records or PC suggest; Enter opens the first while nothing goes on."""
        for sheet in self.query(Sheet):
            sheet.scroll_home(animate=False)
            self.hush()

    def compose_body(self) -> Iterable[Widget]:
        """One sheet for queue and card."""
        yield Sheet()

    def on_mount(self) -> None:
        """First drawing."""
        self.update_view()

    @property
    def offered(self) -> tuple[Card, ...]:
        """Cards of the list that is shown: the fixed ones by number.

        Of the others first what a step leads to, and last what is only read.
        """
        if not self.more:
            return tuple(sorted((c for c in self.duty.cards if c.digit), key=lambda c: c.digit or ""))
        led_to = {choice.card for card in self.duty.cards for step in card.steps for choice in step.choices}
        others = (c for c in self.duty.cards if c.digit is None)
        return tuple(sorted(others, key=lambda card: (card.id not in led_to, not card.walked)))

    def update_view(self) -> None:
        """Queue or card, in the language that is shown."""
        if not self.query(Sheet):
            return  # on a slow PC the page may be half made
        width = self.size.width or self.app.size.width
        session = self.duty.session
        kept = session is not None and session.drafts.safe
        waiting, hidden = self.duty.waiting_notes, self.duty.locked
        head = waiting_rows(waiting, self.lang, width, hidden=hidden, kept=kept)
        if self.card is not None and self.walker is not None and not self.whole:
            height = self.query_one(Sheet).size.height or self.app.size.height - 4
            self.show_rows(head + self.walker.rows(width, height - len(head)))
            self.hint(walk_hints(self.walker, self.card))
        elif self.card is not None:
            self.show_rows(head + card_rows(self.card, self.lang, width))
            self.hint(CARD_HINTS)
        else:
            going = self.duty.emergencies.running(self.duty.session)
            self.suggested = self.duty.emergencies.suggested(self.duty.session)
            rows = queue_rows(
                self.offered,
                self.lang,
                width,
                more=self.more,
                cursor=self.cursor,
                going=going,
                now=self.duty.now,
                suggested=self.suggested,
            )
            self.show_rows(head + rows)
            self.hint(MORE_HINTS if self.more else QUEUE_HINTS)
            if self.cursor is not None:
                self.query_one(Sheet).bring_into_sight(len(head) + self.cursor + 2)

    def tick(self) -> None:
        """Targets run on: once a second what is left is drawn again, and what the PC has begun to tell."""
        desk, session = self.duty.emergencies, self.duty.session
        told = self.card is None and desk.suggested(session) != self.suggested
        if told or desk.running(session) or self.walker is not None:
            self.update_view()

    @property
    def takes_text(self) -> bool:
        """Do letters and signs go into a text now, exactly as typed?"""
        return self.walker is not None and self.walker.takes_text

    def on_resize(self) -> None:
        """Wrapped anew for the new width."""
        self.update_view()

    async def on_key(self, event: events.Key) -> None:
        """Digits open cards, arrows and Enter too; on a card its walker comes first."""
        if self.walker is not None and not self.whole and await self.walker.key(event):
            event.stop()
            if self.is_current:
                self.update_view()
        elif self.card is None and event.key in ("up", "down"):
            step = 1 if event.key == "down" else -1
            last = len(self.offered) - 1
            self.cursor = min(
                max(0, (-1 if step > 0 else 0) + step if self.cursor is None else self.cursor + step), last
            )
            event.stop()
            self.update_view()
        elif self.card is None and event.key == "enter":
            event.stop()
            going = self.duty.emergencies.running(self.duty.session)
            first = next((c for s in self.suggested for c in self.duty.cards if c.id == s.card), None)
            real = [view for view in going if not view.run.drill]
            if self.cursor is None and going:
                self.open((real or going)[-1].card)  # a drill does not stand before what is real
            elif self.cursor is None and first is not None:
                self.open(first)
            elif self.cursor is None or not self.offered:
                self.say(_PICK)
            else:
                self.open(self.offered[self.cursor])
        elif self.card is not None and event.key in ("plus", "f6"):
            event.stop()
            self.note(self.card)
        elif self.card is not None and event.key == "f4" and by_hand(self.card):
            event.stop()
            self.open_register(self.card)
        elif event.key == "pagedown" and self.card is None:
            event.stop()
            await self._tell(next(reversed(self.duty.emergencies.ended(self.duty.session)), None))
        elif self.walker is not None and event.key == "pagedown" and not self.whole:
            event.stop()
            self.whole = True
            self.update_view()
        elif self.walker is not None and event.key == "pageup":
            event.stop()
            await self._tell(self.duty.emergencies.of_card(self.duty.session, self.walker.card.id))
        elif event.character is not None and event.character in "0123456789":
            event.stop()
            self._digit(event.character)
        else:
            self.scrolled(event)

    def _digit(self, digit: str) -> None:
        if self.more and self.card is None:
            nth = _DIGITS.find(digit)
            if 0 <= nth < len(self.offered):
                self.open(self.offered[nth])
            else:
                self.say(_NO_CARD.fill(digit=digit))
            return
        if digit == "0":
            self.card, self.walker, self.more, self.cursor = None, None, True, None
            self.update_view()
            return
        found = next((c for c in self.duty.cards if c.digit == digit), None)
        if found is None:
            self.say(_NO_CARD.fill(digit=digit))
        else:
            self.open(found)

    def open(self, card: Card) -> None:
        """Show a card: at its step when it goes on, else at its first."""
        self.card, self.whole = card, False
        kept = self._half_done.pop(card.id, None)
        self.walker = kept or (CardWalker(self, card) if card.walked else None)
        self.query_one(Sheet).scroll_home(animate=False)
        self.update_view()

    async def _tell(self, view: RunView | None) -> None:
        """How a case goes, or went: reports, course, after-action form."""
        from dutyterm.desk.cases import case_here
        from dutyterm.tui.screens.cases import CasePage

        duty = self.duty
        case = None if view is None else case_here(duty.emergencies, duty.session, view.run.id)
        if case is None:
            self.say(_NOTHING_TOLD)
        else:
            await self.app.push_screen(CasePage(case))

    def note(self, card: Card) -> None:
        """A note linked to the card; it needs neither a shift nor anybody signed in (N31)."""
        from dutyterm.tui.screens.card_note import CardNotePage

        self.app.push_screen(CardNotePage(card))

    def open_register(self, card: Card) -> None:
        """The register of manual acceptance, for the case that goes on."""
        from dutyterm.tui.screens.register import RegisterPage

        why = takes_down(self.duty)
        if why is not None:
            self.say(why, "warning")
            return
        self.hold()
        if self.duty.is_open(RegisterPage):  # F9 was pressed in it: its form is there once only
            self.app.call_later(self.duty.back_to, RegisterPage)
            return
        going = [view for view in self.duty.emergencies.running(self.duty.session) if by_hand(view.card)]
        other = going[0] if len(going) == 1 else None
        walker = self.walker
        unsure = (
            walker is not None and not walker.begun and (other is None or other.run.drill != walker.drill)
        )
        if walker is None or not unsure:
            self._show_register(card)
            return
        self.whole = False
        walker.ask(card_asks.where_entries_belong(card.title, other), partial(self._registers, walker))
        self.update_view()

    async def _registers(self, walker: CardWalker, answers: Mapping[str, str]) -> Outcome | None:
        """The card begins without a step done, or entries belong to another one or to none."""
        begun = None
        if answers[card_asks.WHAT] == "begin":
            desk, session = self.duty.emergencies, self.duty.session
            begun = await desk.begin(session, walker.card.id, walker.opened, None, drill=walker.drill)
        if not isinstance(begun, Refusal):
            self._show_register(walker.card)
        return begun

    def _show_register(self, card: Card) -> None:
        """For this card when it goes on, else for the only emergency there is, or for none."""
        from dutyterm.tui.screens.register import RegisterPage

        self.app.push_screen(RegisterPage(self.duty.emergencies.of_card(self.duty.session, card.id)))

    async def do_back(self) -> None:
        """From the card to the queue, from more to the fixed ones, then back to what was there."""
        if self.walker is not None and not self.whole and self.walker.back():
            self.update_view()
            return
        if self.whole and self.walker is not None:
            self.whole = False
        elif self.card is not None:
            self.card = self.walker = None
        elif self.more:
            self.more, self.cursor = False, None
        else:
            await super().do_back()
            self.app.call_later(self.duty.lock_if_due)
            return
        self.query_one(Sheet).scroll_home(animate=False)
        self.update_view()

    def do_queue(self) -> None:
        """F9 on a card: the queue, with every answer kept."""
        if self.walker is not None and self.walker.half_done:
            self._half_done[self.walker.card.id] = self.walker
        self.card = self.walker = self.cursor = None
        self.more = self.whole = False
        self.query_one(Sheet).scroll_home(animate=False)
        self.update_view()

    def do_exception(self) -> None:
        """`*`: skip, put off, take back, drill, by mistake."""
        if self.walker is None:
            self.say(_NO_EXCEPTION)
            return
        self.walker.exceptions()
        self.update_view()

    def do_next(self) -> None:
        """Tab: the next open step."""
        self._step(1)

    def do_previous(self) -> None:
        """Shift+Tab."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.walker is None or self.walker.dialogue is not None:
            self.say(self.hints)
            return
        self.walker.step_on(by)
        self.update_view()

    def on_paste(self, event: events.Paste) -> None:
        """A paste goes into the words of a question."""
        if self.walker is not None:
            event.stop()
            self.walker.paste(event.text)
            self.update_view()

    async def ended(self, view: RunView, outcome: Outcome, *, stood_down: bool) -> Outcome | None:
        """A card was stood down or withdrawn: back to the queue, with what goes on as open items."""
        if isinstance(outcome, Refusal):
            return outcome
        self.card = self.walker = None
        left = ", ".join(step.step.no for step in view.later)
        words = _ENDED if stood_down else _WITHDRAWN
        if left and stood_down and not view.run.drill:
            words = _ENDED_LEFT
        if isinstance(outcome, NotSaved):
            self.say(outcome.text, "error")
        else:
            self.say(words.fill(title=view.card.title, id=view.card.id, left=left), "good")
        return None

    def focus_help(self) -> HelpText:
        """The card's own source, or how the queue works."""
        if self.card is not None:
            return HelpText(self.card.title, self.card.when, tuple(self.card.source))
        return HelpText(self.TITLE_TEXT, _HELP, ("D",))


_NOTHING_TOLD: Final = Text(
    "还没有经过可看: 卡开始以后按 PgUp。", "Nothing to tell yet: PgUp on a card that goes on."
)
_NO_EXCEPTION: Final = Text("先打开一张卡。", "Open a card first.")
_WITHDRAWN: Final = Text("{title} {id} 已结束,不算数。", "{title} {id} has ended and counts nowhere.")
_ENDED: Final = Text(
    "{title} {id} 已结束。PgDn 看报告、复盘。", "{title} {id} has ended. PgDn: reports, review."
)
_ENDED_LEFT: Final = Text(
    "{title} {id} 已解除;第 {left} 步转为未结事项。PgDn 看报告、复盘。",
    "{title} {id} is stood down; steps {left} go on as open items. PgDn: review.",
)
_PICK: Final = Text("按卡的数字,或先用上下选。", "Press the card's digit, or choose with the arrows first.")
_NO_CARD: Final = Text("没有 {digit} 号卡。", "There is no card {digit}.")
_HELP: Final = Text(
    "号码固定,和纸卡上印的一样。不登录、锁屏、磁盘坏了都能开。再按 F9 不会关,Esc 一步步返回,半输的内容都在。",
    "The numbers are fixed, the same as on the printed cards. They open without sign-in, when "
    "locked, and with a "
    "broken disk. F9 again never closes; Esc goes back step by step, and what was half-typed is still there.",
)
