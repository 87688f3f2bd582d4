"""F7 交接 as a page: which of its faces is shown, its keys, its dialogues."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, Final, Literal

from textual import events
from textual.widget import Widget

from dutyterm.desk import handover
from dutyterm.desk.outcome import Done, Outcome
from dutyterm.i18n import Text
from dutyterm.shift.handover import standing
from dutyterm.shift.handover.family import Stage, of
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.handover import faces, flows, taking
from dutyterm.tui.screens.handover.reader import Reader
from dutyterm.tui.screens.handover.words import (
    CODE_HINTS,
    FLOW_HINTS,
    GIVE_HINTS,
    HELP_GIVE,
    HELP_TAKE,
    NO_SHIFT,
    NO_SHIFT_HINTS,
    PIN_HINTS,
    REFUSED_HINTS,
    SAID,
    WAIT_HINTS,
)
from dutyterm.tui.views.ask_rows import dialogue_rows
from dutyterm.tui.views.giving import numbers
from dutyterm.tui.views.spans import EMPTY, Row, row, rule
from dutyterm.tui.views.takeover import ReadingDrawing, sources
from dutyterm.tui.widgets.full_rows import FullRows

Face = Literal["none", "code", "give", "wait", "take", "refused"]

_SCROLLS: Final = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -100_000, "end": 100_000}


class HandoverPage(FlowPage):
    """One page for both sides of a handover; who is signed in and where it stands say what it shows."""

    NAME: ClassVar[str] = "handover"
    TITLE_TEXT = Text("交接", "Handover")
    CSS_PATH = "handover.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.submitted: handover.Submitted | None = None
        """Set when a shift was handed over here; its code stays on screen until Esc or Enter."""
        self.reader = Reader()
        """Cursor and full text of what the taker reads."""
        self._minute = ""
        self.top = 0
        """First row that is shown of what only scrolls."""

    @property
    def draft_prefix(self) -> str:
        """Begins the keys of the drafts of these dialogues."""
        return flows.PREFIX

    @property
    def takes_text(self) -> bool:
        """Do letters and signs go into a text now, exactly as typed?"""
        return self.flow is not None and self.flow.dialogue.takes_text

    @property
    def face(self) -> Face:
        """What is shown now."""
        session = self.session
        if self.submitted is not None:
            return "code"
        if not session.has_open_shift:
            return "none"
        part, who = of(session.shift), session.who
        if not part.waits:
            return "give"
        if part.stage is Stage.REFUSED and not self.reader.insists:
            return "refused"
        takes = who is not None and who.role in standing.MANAGERS and who.id != part.giver
        return "take" if takes else "wait"

    # --- drawing ----------------------------------------------------------------------------------

    def compose_body(self) -> Iterable[Widget]:
        """All rows are one widget: the list scrolls by itself."""
        yield FullRows(id="handover")

    def on_full_rows_resized(self) -> None:
        """Rows are measured anew."""
        self.update_view()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """The page is on top again."""
        super().on_screen_resume(event)
        self.call_after_refresh(self.update_view)

    def drawing(self, width: int) -> ReadingDrawing:
        """What the views need beside the state."""
        session = self.session
        categories = {c.id: c for c in session.manual.log.categories}
        return ReadingDrawing(
            self.lang, width, session.scene().now, categories, lambda id: flows.named(session, id)
        )

    def update_view(self) -> None:
        """Draw the face that is up."""
        if self.duty.session is None or not self.is_mounted:
            return
        widget = self.query_one("#handover", FullRows)
        width, height = widget.size
        if width <= 0 or height <= 0:
            return
        d, face = self.drawing(width), self.face
        pane: tuple[Row, ...] = ()
        if self.flow is not None:
            pane = dialogue_rows(self.flow.dialogue, width, lambda t: t.to(self.lang))
        if face == "take":
            shown, hints = self.reader.drawn(self.session, d, height, pane)
        else:
            shown, hints = self._sheet(face, d, height, pane)
        widget.show(shown)
        if self.flow is not None:
            hints = PIN_HINTS if self.flow.dialogue.takes_pin else FLOW_HINTS
        self.hint(hints)

    def _sheet(
        self, face: Face, d: ReadingDrawing, height: int, pane: tuple[Row, ...]
    ) -> tuple[list[Row], Text]:
        """Rows that only scroll, with the dialogue under them."""
        session = self.session
        hints = NO_SHIFT_HINTS
        if face == "code" and self.submitted is not None:
            rows, hints = faces.code_rows(self.submitted, d), CODE_HINTS
        elif face == "give":
            rows, hints = faces.give_rows(session, d), GIVE_HINTS
        elif face == "wait":
            rows, hints = faces.wait_rows(session, d), WAIT_HINTS
        elif face == "refused":
            rows, hints = faces.refused_rows(session, d), REFUSED_HINTS
        else:
            rows = [EMPTY, row("  " + NO_SHIFT.to(self.lang), "strong")]
        head = [row(" " + self.TITLE_TEXT.to(self.lang), "title"), rule(d.width)]
        below = [rule(d.width), *pane] if pane else []
        room = max(1, height - len(head) - len(below))
        self.top = max(0, min(self.top, len(rows) - room))
        shown = rows[self.top : self.top + room]
        left = len(rows) - self.top - room
        if left > 0:
            shown[-1] = row("  " + SAID["more"].fill(n=left + 1).to(self.lang), "dim")
        shown += [EMPTY] * (room - len(shown))
        return [*head, *shown, *below][:height] if not pane else [*head, *shown, *below][-height:], hints

    def tick(self) -> None:
        """What is overdue is seen without a key; minutes count here."""
        minute = self.duty.now.strftime("%H:%M")
        if minute != self._minute:
            self._minute = minute
            self.update_view()

    def hold(self) -> None:
        """What is half-typed is on disk before anything covers the page."""
        self.session.drafts.flush()

    # --- keys -------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Moves, choices and dialogues; what is left is for the command table."""
        if self.flow is not None:
            used = await self.key_in_flow(event.key, event.character)
        else:
            used = await self._pressed(event.key, event.character or "")
        if used:
            event.stop()

    async def _pressed(self, key: str, char: str) -> bool:
        face = self.face
        if face == "take":
            return await self._reads(key, char)
        if key in _SCROLLS:
            self.top = max(0, self.top + _SCROLLS[key])
            self.update_view()
        elif key == "enter":
            await self._entered(face)
        elif face == "give" and len(char) == 1 and char in "123456789":
            await self._source(int(char))
        else:
            return False
        return True

    async def _entered(self, face: Face) -> None:
        session = self.session
        if face == "give":
            mine = flows.signed_in(session) == of(session.shift).responsible
            if of(session.shift).stage is Stage.RECALLED and mine and not session.outside:
                self.open_flow(flows.after_recall(self._after_recall))
            else:
                self._submit(handover.PLANNED)
        elif face == "refused":
            self.open_flow(taking.refused_menu(session, self._of_refused))
        elif face in ("wait", "code"):
            self.app.call_later(self.duty.do_sign_out)
        else:
            self.say(NO_SHIFT)

    def _submit(self, then: str) -> None:
        async def done(answers: Mapping[str, str]) -> Outcome | None:
            early = answers.get("early", "")
            found = await handover.submit(self.session, answers["pin"], then=then, early_reason=early)
            if not isinstance(found, handover.Submitted):
                return found
            self.flow, self.submitted, self.top = None, found, 0
            return None

        self.open_flow(flows.submit(self.session, done, then=then))

    async def _after_recall(self, answers: Mapping[str, str]) -> None:
        if answers["what"] == "offer":
            self.open_flow(flows.offer(self.session))
        else:
            self._submit(handover.PLANNED)

    async def _of_refused(self, answers: Mapping[str, str]) -> None:
        self.flow = None
        if answers["what"] == "decide":
            self.open_flow(taking.decide(self.session, self.lang))
        elif answers["what"] == "recall":
            self.open_flow(flows.recall(self.session, self.lang))
        else:
            self.reader.insists = True

    async def _source(self, digit: int) -> None:
        """One key leads from a number of the summary to the records that it was counted from (N26)."""
        from dutyterm.tui.screens.items import show_some

        found = numbers(handover.lines(self.session))
        if digit > len(found):
            self.say(SAID["no_number"].fill(digit=digit))
        elif not await show_some(self.duty, found[digit - 1].text, found[digit - 1].refs):
            self.say(found[digit - 1].text)

    # --- reading ----------------------------------------------------------------------------------

    async def _reads(self, key: str, char: str) -> bool:
        reader, session = self.reader, self.session
        found = handover.reading(session)
        if reader.moved(found, key):
            pass
        elif key == "space":
            await self._read()
        elif key == "enter":
            await reader.opened(session, found)
        elif char in ("1", "2", "3") and reader.full is None:
            self._answer(char)
        elif len(char) == 1 and char in "456789":
            number = sources(handover.lines(session)).get(int(char))
            if number is None:
                self.say(SAID["no_number"].fill(digit=char))
            elif not reader.source(found, number):
                self.say(SAID["not_among"].fill(what=number.text))
        else:
            return False
        self.update_view()
        return True

    async def _read(self) -> None:
        found = handover.reading(self.session)
        current = self.reader.row(found)
        self.reader.full = None
        self.reader.ref = current.ref if current is not None else None
        if current is None:
            self.say(SAID["nothing"])
        elif current.exempt or current.tick is not None:
            self.say(SAID["own" if current.exempt else "read_already"])
            self.reader.next(found)
        elif self.show_outcome(await handover.read(self.session, current.ref)):
            self.reader.next(handover.reading(self.session))

    def _answer(self, char: str) -> None:
        """1 take over, 2 with reservations, 3 refuse."""
        found = handover.reading(self.session)
        if char == "3":
            self.open_flow(taking.refuse(self.session, self.lang))
        elif not found.complete:
            self.say(SAID["unread"].fill(n=found.total - found.read), "warning")
        elif (char == "2") != bool(found.reservations):
            self.say(SAID["reserved" if found.reservations else "none_reserved"], "warning")
        else:
            self.open_flow(taking.accept(self.session, found))

    # --- commands of the page ---------------------------------------------------------------------

    def do_exception(self) -> None:
        """`*`: later, no witness, stand-in, recall, reservation."""
        if self.face in ("none", "code"):
            self.say(NO_SHIFT if self.face == "none" else SAID["copied"])
        elif self.flow is None:
            self.open_flow(flows.exceptions(self.session, self._excepted))

    async def _excepted(self, answers: Mapping[str, str]) -> None:
        session, what = self.session, answers["what"]
        self.flow = None
        if what == "later":
            self._submit(handover.LATER)
        elif what == "relief":
            self.open_flow(flows.stand_in(session))
        elif what == "recall":
            self.open_flow(flows.recall(session, self.lang))
        elif what == "alone":
            self._alone()
        elif what == "reserve":
            current = self.reader.row(handover.reading(session))
            if current is not None:
                self.open_flow(taking.about_row(current, self._about))

    async def _about(self, answers: Mapping[str, str]) -> None:
        current = self.reader.row(handover.reading(self.session))
        self.flow = None
        if current is not None:
            self.reader.ref = current.ref
            made = taking.reserve if answers["what"] == "reserve" else taking.remark
            self.open_flow(made(self.session, current, self.lang))

    def _alone(self) -> None:
        found = handover.reading(self.session)
        if found.complete:
            self.open_flow(taking.accept_alone(self.session, found))
        else:
            self.say(SAID["unread"].fill(n=found.total - found.read), "warning")

    def stand_in(self) -> None:
        """Somebody stands in, or is back: from the menu."""
        if self.face == "give":
            self.open_flow(flows.stand_in(self.session))
        else:
            self.say(SAID["first_take"], "warning")

    def do_next(self) -> None:
        """Tab: the next one that is not read."""
        self._turn(1)

    def do_previous(self) -> None:
        """Shift+Tab."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if self.flow is not None:
            self.say(SAID["answer"])
        elif self.face == "take":
            found = handover.reading(self.session)
            if not self.reader.next(found, step):
                self.say(SAID["all_read"])
            self.update_view()
        else:
            self.say(SAID["lists"])

    async def do_back(self) -> None:
        """Esc: out of the dialogue, out of the full text, then to the board."""
        if self.flow is not None:
            self.open_flow(None)
        elif self.face == "take" and self.reader.full is not None:
            self.reader.full = None
            self.update_view()
        else:
            self.submitted, self.reader.insists = None, False
            await self.duty.show_page("today")

    async def on_paste(self, event: events.Paste) -> None:
        """A paste goes into the words of an open dialogue."""
        event.stop()
        await self.paste_in_flow(event.text)

    def flow_done(self, flow: Flow, outcome: Done) -> None:
        """On disk; who has taken over goes on with the day."""
        self.show_outcome(outcome)
        said = SAID.get(flow.id)
        if said is not None:
            self.say(said, "good")
        if flow.id in ("accept", "alone"):
            self.reader.insists = False
            self.app.call_later(self._taken_over, SAID["accept"])
        elif flow.id.startswith(("reserve/", "remark/")):
            found = handover.reading(self.session)
            if (current := self.reader.row(found)) is not None and current.done:
                self.reader.next(found)

    async def _taken_over(self, said: Text) -> None:
        await self.duty.show_page("today")
        self.duty.say(said, "good")

    def focus_help(self) -> HelpText:
        """What handing over, or taking over, means."""
        body = HELP_TAKE if self.face in ("take", "wait", "refused") else HELP_GIVE
        return HelpText(self.TITLE_TEXT, body, ("S5", "S6", "N5", "N15", "N16"))
