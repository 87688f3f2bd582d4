"""A quick note on an emergency card: words or a phrase, then the time; saved, or kept and shown NOT SAVED."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.desk.card_notes import CardNote, CardNotes, category, writer
from dutyterm.desk.outcome import Done, NotSaved
from dutyterm.i18n import Text
from dutyterm.model.moment import moment_text
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed_time import parse_time
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views.ask_rows import dialogue_rows
from dutyterm.tui.views.asks import NOW, Dialogue, Question, numbered
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import EMPTY, Row, row
from dutyterm.tui.widgets.rows import Sheet

if TYPE_CHECKING:
    from dutyterm.manual.schema import Card

_WORDS: Final = "text"
_WHEN: Final = "when"


class CardNotePage(OverPage):
    """Laid over the card. It asks nothing of the session that may be missing (N31)."""

    NAME: ClassVar[str] = "card_note"
    TITLE_TEXT: ClassVar[Text] = Text("应急记一笔", "Note on the card")

    def __init__(self, card: Card) -> None:
        super().__init__()
        self.card = card
        self.dialogue = Dialogue(Text("", ""), ())
        self._busy = False

    def compose_body(self) -> Iterable[Widget]:
        """One sheet."""
        yield Sheet()

    def on_mount(self) -> None:
        """What was half-typed on this card goes on."""
        self._take_up()
        self.update_view()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """After F9 the same card may have been opened again, and these words saved there."""
        self._take_up()
        super().on_screen_resume(event)

    def _take_up(self) -> None:
        kept = self.duty.card_dialogues.get(self._key)
        self.dialogue = kept if kept is not None else self._from_draft(self._asked())

    def on_resize(self) -> None:
        """Wrapped anew."""
        self.update_view()

    @property
    def _key(self) -> str:
        who = writer(self.duty.session)
        return f"card/{self.card.id}/{who.id if who is not None else ''}"

    @property
    def takes_text(self) -> bool:
        """Do letters and signs go into a text now, exactly as typed?"""
        return self.dialogue.takes_text

    def _asked(self) -> Dialogue:
        session, clock, lang = self.duty.session, self.duty.clock, self.lang
        where = category(session.manual) if session is not None else None
        phrases = where.phrases if where is not None else ()

        def moment(typed: str) -> str | Text:
            now = clock.now()
            found = now if typed == NOW else parse_time(typed, now)
            return found.text if isinstance(found, Refusal) else moment_text(found)

        return Dialogue(
            Text("记一笔: {id} {title}", "Note: {id} {title}").fill(id=self.card.id, title=self.card.title),
            (
                Question(
                    _WORDS,
                    Text("发生了什么?", "What happened?"),
                    "text",
                    options=numbered(tuple((p.to(lang), p) for p in phrases)),
                ),
                Question(_WHEN, Text("何时发生?", "When did it happen?"), "time", take=moment),
            ),
        )

    def _from_draft(self, dialogue: Dialogue) -> Dialogue:
        """After a kill: the words come back as far as they were kept."""
        session = self.duty.session
        words = session.drafts.get(self._key) if session is not None else ""
        after = dialogue.pasted(words) if words else dialogue
        return after if isinstance(after, Dialogue) else dialogue

    def update_view(self) -> None:
        """The questions, and where the note will go."""
        cells = max(20, self.app.size.width - 2)
        rows: list[Row] = list(dialogue_rows(self.dialogue, cells, lambda t: t.to(self.lang)))
        rows += [EMPTY, *(row(" " + line, "dim") for line in wrap(self._goes_to().to(self.lang), cells - 2))]
        self.show_rows(rows)
        self.hint(_HINTS)

    def _goes_to(self) -> Text:
        session = self.duty.session
        if session is None or session.read_only is not None or session.hall.profile is None:
            return _NOWHERE
        who = writer(session)
        by = _NOBODY if who is None else Text("{name} 记", "by {name}").fill(name=who.name)
        return Text("{where} {by}", "{where} {by}").fill(
            where=_SHIFT if session.has_open_shift else _NO_SHIFT, by=by
        )

    async def on_key(self, event: events.Key) -> None:
        """Keys answer; what is left is for the command table."""
        key, char = event.key, event.character
        if self._busy:
            event.stop()
        elif (char is not None and char.isprintable()) or key in _KEYS:
            event.stop()
            await self._went_on(self.dialogue.press(key, char))

    async def on_paste(self, event: events.Paste) -> None:
        """A paste goes into the words."""
        event.stop()
        if not self._busy:
            await self._went_on(self.dialogue.pasted(event.text))

    async def _went_on(self, after: Dialogue | Text) -> None:
        if isinstance(after, Text):
            self.say(after)
            return
        self._keep(after)
        if after.question is None:
            await self._save()
        if self.is_current:
            self.update_view()

    def _keep(self, dialogue: Dialogue) -> None:
        """In memory, and as a draft where there is one."""
        self.dialogue = self.duty.card_dialogues[self._key] = dialogue
        session = self.duty.session
        if session is not None:
            session.drafts.put(self._key, dialogue.answers.get(_WORDS) or dialogue.buffer.text)

    async def _save(self) -> None:
        duty, answers = self.duty, self.dialogue.answers
        session, key = duty.session, self._key
        if duty.card_notes is None:
            duty.card_notes = CardNotes()
        note = CardNote(
            self.card.id, answers[_WORDS], datetime.fromisoformat(answers[_WHEN]), writer(session)
        )
        opens = session is not None and not session.has_open_shift
        self._busy = True
        try:
            outcome = await duty.card_notes.write(session, note)
        finally:
            self._busy = False
        if isinstance(outcome, Refusal):
            back = self.dialogue.again()
            self._keep(back.again() if back.answers else back)  # the words are what is mended
            self.say(outcome.text, "warning")
            return
        duty.card_dialogues.pop(key, None)
        if session is not None:
            session.drafts.drop(key)
        if self.app.screen is self:
            self.app.pop_screen()
        if isinstance(outcome, NotSaved):
            safe = session is not None and session.drafts.safe
            duty.say((_AS_DRAFT if safe else _KEPT).fill(why=outcome.text), "error")
        elif isinstance(outcome, Done):
            number = outcome.records[-1].id if outcome.records else 0
            duty.say((_SAVED_OUTSIDE if opens else _SAVED).fill(n=number), "good")

    def do_next(self) -> None:
        """Tab: one question after another."""
        self.say(_HINTS)

    def do_previous(self) -> None:
        """Shift+Tab."""
        self.say(_HINTS)

    def focus_help(self) -> HelpText:
        """How a note on a card is written."""
        return HelpText(self.TITLE_TEXT, _HELP, ("N31", "N30"))


_KEYS: Final = frozenset(("enter", "backspace", "left", "right", "home", "end"))
_HINTS: Final = Text(
    "数字 选一句 | 0 自己写 | Enter 下一步 | Space 现在 | Esc 回卡,字留着",
    "Digit: phrase | 0 write | Enter on | Space: now | Esc: card, words stay",
)
_SHIFT: Final = Text("记进本班日志(突发事件),标明这张卡。", "Goes into the log, marked with this card.")
_NO_SHIFT: Final = Text(
    "没有开班: 会先开一个班外应急班,事情过后它自动封存。",
    "No shift is open: one outside hours is opened first; it is sealed by itself when all is over.",
)
_NOBODY: Final = Text("没有登录,不写姓名。", "Nobody is signed in: no name is written.")
_NOWHERE: Final = Text(
    "现在写不了盘: 先留在内存里,能写时自动写。请同时抄在纸上。",
    "Nothing can be written now: it is kept in memory and written when that is possible. Use paper as well.",
)
_SAVED: Final = Text("已记 第 {n} 条。", "Saved as record {n}.")
_SAVED_OUTSIDE: Final = Text("已开班外应急班,已记 第 {n} 条。", "Opened a shift outside hours; saved as {n}.")
_KEPT: Final = Text("记事留在内存,能写时自动写。{why}", "Kept in memory, written when possible. {why}")
_AS_DRAFT: Final = Text(
    "记事留作草稿,能写时自动写进日志。{why}", "Kept as a draft, written into the log when possible. {why}"
)
_HELP: Final = Text(
    "先选一句或自己写,再按 Space(现在)或 -10(十分钟前)加 Enter。不登录、没开班也能记;写不了盘时留在内存里,"
    "标明未写盘。电话、证件和银行卡号会遮住。",
    "A phrase or your own words, then Space for now, or -10 and Enter for ten minutes ago. It works without "
    "sign-in and without a shift; while nothing can be written it is kept in memory and shown as NOT SAVED. "
    "Numbers of phones, identity and bank cards are masked.",
)
