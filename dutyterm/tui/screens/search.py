"""Search 翻查: words in all shifts, newest first, narrowed by digits; it runs beside the screen (R2-17)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from threading import Event
from typing import ClassVar, Final, cast

from textual import events
from textual.containers import Horizontal
from textual.widget import Widget

from dutyterm.desk import find as finder
from dutyterm.i18n import Text
from dutyterm.model.people import Person
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed_span import HOW, Days, Preset, parse_days, preset
from dutyterm.review.search import State
from dutyterm.tui.dialogs.choose import Choice, Choose
from dutyterm.tui.dialogs.person import PersonDialog
from dutyterm.tui.dialogs.text import TextDialog
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.follow import follow, later
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views import hits
from dutyterm.tui.views.spans import Row, row, rule
from dutyterm.tui.widgets.rows import Rows, Sheet
from dutyterm.tui.widgets.text_input import TextInput

DRAFT: Final = "search"
"""The words are kept: who was called away finds them again."""
LOOKED_FOR: Final = "search/looked_for"
"""The words that were looked for last: nobody goes on typing those."""

ALL: Final = "all"
TYPED: Final = "typed"


class SearchPage(OverPage):
    """Words above, hits below; Enter goes from one to the other, then into a hit."""

    NAME: ClassVar[str] = "search"
    TITLE_TEXT = Text("翻查", "Search")
    CSS_PATH = "search.tcss"

    def __init__(self, person: str | None = None, asked: finder.Asked | None = None) -> None:
        super().__init__()
        self.asked = asked or finder.Asked(person=person)
        """With a person it begins with all that this person wrote or signed; with filters, with what fits."""
        self._given = self.asked != finder.Asked()
        self.answer: finder.Answer | None = None
        self.cursor = 0
        self.detail: finder.Line | None = None
        self._stop: Event | None = None
        """Set while a search is under way; setting it ends the search."""

    def compose_body(self) -> Iterable[Widget]:
        """The words, the filters, the hits."""
        with Horizontal(id="search-line"):
            yield Rows(id="search-name")
            kept = "" if self._given else self.session.drafts.get(DRAFT)
            yield TextInput(kept, id="words")
        yield Rows(id="search-head")
        yield Sheet()

    def on_mount(self) -> None:
        """One begins with writing; with somebody asked for, at what was found."""
        if self._given:
            self.look()
            return
        self.set_focus(self._field)
        self._field.cursor_position = len(self._field.value)
        if self._field.value == self.session.drafts.get(LOOKED_FOR):
            self._field.select_all()  # the first key begins other words
        self.update_view()

    def on_resize(self) -> None:
        """Made anew for the new room."""
        self.update_view()

    @property
    def running(self) -> bool:
        """Is a search under way?"""
        return self._stop is not None

    @property
    def takes_text(self) -> bool:
        """While words are written every sign is one of them."""
        return self.writing

    @property
    def writing(self) -> bool:
        """Is the cursor in the words?"""
        return self.is_mounted and self.focused is self._field

    @property
    def _field(self) -> TextInput:
        return self.query_one("#words", TextInput)

    def update_view(self) -> None:
        """The filters, and hits or one hit."""
        cells, lang, zone = self.app.size.width, self.lang, self.duty.now.tzinfo
        self.query_one("#search-name", Rows).show([row(" " + _WORDS.to(lang) + " ", "title")])
        person = next((p for p in finder.people_of(self.session) if p.id == self.asked.person), None)
        head = [
            row(" " + hits.filters_text(self.asked, person, self.duty.now.date()).to(lang)),
            row(" " + self._state().to(lang), "dim"),
        ]
        self.query_one("#search-head", Rows).show([*head, rule(cells)])
        if self.detail is not None:
            told = later(self.session, self.detail)
            self.show_rows(hits.detail_rows(self.detail, self.asked.text, lang, cells, zone, told))
            self.hint(_DETAIL_HINTS if self.detail.words is None else _ENTRY_HINTS)
            return
        here = None if self.writing else self.cursor
        self.show_rows(self._hits(cells - 1, here))
        self.query_one(Sheet).bring_into_sight(self.cursor)
        self.hint(_RUNNING_HINTS if self.running else _WRITING_HINTS if self.writing else _HINTS)

    def _hits(self, cells: int, here: int | None) -> list[Row]:
        lines = () if self.answer is None else self.answer.lines
        return hits.hit_rows(lines, self.asked.text, self.lang, cells, self.duty.now.tzinfo, here)

    def _state(self) -> Text:
        if self.running:
            return _RUNNING
        return _NOT_YET if self.answer is None else hits.count_text(self.answer)

    # --- keys -------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Enter searches, then opens; digits set filters; 0 writes again."""
        if event.key == "escape":
            event.stop()
            self._back()
        elif self.writing:
            self._in_the_words(event)
        elif self.detail is not None:
            if event.key == "enter" and self.detail.words is not None:
                event.stop()
                self.run_worker(self._follow(self.detail), exclusive=True, group="follow")
            else:
                self.scrolled(event)
        else:
            self._in_the_hits(event)

    def _in_the_words(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            self.look()
        elif event.key in ("down", "tab") and self.answer is not None:
            event.stop()
            self._to_the_hits()

    def _in_the_hits(self, event: events.Key) -> None:
        key, last = event.key, len(self.answer.lines) - 1 if self.answer is not None else -1
        moves = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -last, "end": last}
        if key in moves:
            if key == "up" and self.cursor <= 0:
                self._write()
            else:
                self.cursor = min(max(0, self.cursor + moves[key]), max(0, last))
        elif key == "enter" and self.answer is not None and 0 <= self.cursor <= last:
            self.detail = self.answer.lines[self.cursor]
            self.query_one(Sheet).scroll_home(animate=False)
        elif key == "0":
            self._write()
        elif key in ("1", "2", "3", "4"):
            self.run_worker(self._filter(key), exclusive=True, group="filter")
        else:
            return
        event.stop()
        self.update_view()

    def _back(self) -> None:
        """Esc: stops a search, leaves a hit, leaves the page; the words stay."""
        if self._stop is not None:
            self._stop.set()
            self.say(_STOPPING)
        elif self.detail is not None:
            self.detail = None
            self.update_view()
        else:
            self.hold()
            self.app.pop_screen()

    async def do_back(self) -> None:
        """Esc, when it comes as a command."""
        self._back()

    def hold(self) -> None:
        """The words are kept; having begun with filters does not take older words away."""
        if self._field.value or not (self._given or self.asked.person is not None):
            self.session.drafts.put(DRAFT, self._field.value)

    def on_input_changed(self, event: TextInput.Changed) -> None:
        """Kept at most a second after the last key."""
        self.session.drafts.put(DRAFT, event.value)

    def _write(self) -> None:
        self.set_focus(self._field)
        self.update_view()

    def _to_the_hits(self) -> None:
        self.set_focus(None)
        self.update_view()

    # --- looking ----------------------------------------------------------------------------------

    def look(self) -> None:
        """Search with the words and filters as they are now; one that runs is given up."""
        if self._stop is not None:
            self._stop.set()
        stop = self._stop = Event()
        self.asked = replace(self.asked, text=self._field.value)
        self.session.drafts.put(LOOKED_FOR, self._field.value)
        self.detail, self.cursor = None, 0
        self._to_the_hits()
        self.run_worker(self._look(stop), group="search")

    async def _look(self, stop: Event) -> None:
        answer: finder.Answer | None = None
        said: Text | None = None
        try:
            answer = await finder.find(self.session, self.asked, stop)
        except finder.Stopped:
            said = _STOPPED
        except OSError as error:
            said = _UNREADABLE.fill(why=error.strerror or type(error).__name__)
        if self._stop is not stop:
            return  # a newer search took its place
        self._stop = None
        if not self.is_mounted:
            return
        if answer is not None:
            self.answer = answer
        self.update_view()
        if said is not None:
            self.say(said, "warning")

    def on_unmount(self) -> None:
        """Whoever leaves the page needs no answer."""
        if self._stop is not None:
            self._stop.set()

    # --- filters ----------------------------------------------------------------------------------

    async def _follow(self, line: finder.Line) -> None:
        if await follow(self, line):
            self.update_view()

    async def _filter(self, digit: str) -> None:
        asked = self.asked
        if digit == "1":
            days = await self._days()
            asked = asked if days is None else replace(asked, days=days)
        elif digit == "3":
            chosen = await self._person()
            if chosen is not None:
                asked = replace(asked, person=None if chosen == ALL else chosen)
        else:
            chosen = await self._choice(digit)
            if chosen is not None:
                asked = _narrowed(asked, digit, None if chosen == ALL else chosen)
        if asked != self.asked:
            self.asked = asked
            self.look()

    async def _choice(self, digit: str) -> str | None:
        title, options = _OPTIONS[digit]
        choices = [Choice(id, text) for id, text in options]
        return await self.app.push_screen_wait(Choose(title, [*choices, Choice(ALL, _ALL, digit="0")]))

    async def _days(self) -> Days | None:
        """A usual span by digit, or 0 and two dates."""
        today = self.duty.now.date()
        usual = [Choice(id, text) for id, text in hits.DAYS]
        typed = Choice(TYPED, _TYPED, digit="0")
        picked = await self.app.push_screen_wait(Choose(_DAYS, [*usual, Choice(ALL, _ALL), typed]))
        if picked is None:
            return None
        if picked == ALL:
            return Days()
        if picked != TYPED:
            return preset(cast(Preset, picked), today)

        def check(text: str) -> Refusal | None:
            found = parse_days(text, today)
            return found if isinstance(found, Refusal) else None

        words = await self.app.push_screen_wait(
            TextDialog(_DAYS, lines=[HOW], draft=f"{DRAFT}/days", check=check)
        )
        if words is None:
            return None
        self.session.drafts.drop(f"{DRAFT}/days")
        days = parse_days(words, today)
        return days if isinstance(days, Days) else None

    async def _person(self) -> str | None:
        if self.asked.person is not None:
            picked = await self.app.push_screen_wait(
                Choose(_WHO, [Choice("other", _OTHER), Choice(ALL, _ALL, digit="0")])
            )
            if picked != "other":
                return picked
        found: Person | None = await self.app.push_screen_wait(
            PersonDialog(_WHO, finder.people_of(self.session))
        )
        return None if found is None else found.id

    def focus_help(self) -> HelpText:
        """How one searches."""
        return HelpText(self.TITLE_TEXT, _HELP, ("R2-17",))


def _narrowed(asked: finder.Asked, digit: str, chosen: str | None) -> finder.Asked:
    if digit == "2":
        return replace(asked, kind=chosen)
    state = cast("State | None", chosen if chosen in ("open", "closed") else None)
    return replace(asked, state=state, late=chosen == "late", corrected=chosen == "corrected")


_WORDS: Final = Text("翻查", "Search")
_ALL: Final = Text("全部", "all")
_WHO: Final = Text("谁记的、签的、经办的", "Written, signed or owned by")
_OTHER: Final = Text("换一个人", "somebody else")
_DAYS: Final = Text("日期", "Dates")
_TYPED: Final = Text("键入起止", "type from and to")
_OPTIONS: Final[dict[str, tuple[Text, tuple[tuple[str, Text], ...]]]] = {
    "2": (Text("种类", "Kind"), hits.KINDS),
    "4": (Text("状态", "State"), hits.STATES),
}
_RUNNING: Final = Text("正在找...", "searching...")
_NOT_YET: Final = Text("写几个字,按 Enter;不写就是全部", "write a few words, then Enter; none: everything")
_STOPPING: Final = Text("正在停下。", "Stopping.")
_STOPPED: Final = Text("已停下,没有找完。", "Stopped; not everything was looked through.")
_UNREADABLE: Final = Text(
    "数据目录读不了({why}): 检查磁盘后再试。", "The data folder cannot be read ({why}): check the disk."
)
_HINTS: Final = Text(
    "上下 选 | Enter 打开 | 1-4 条件 | 0 改字 | Esc 返回",
    "Up Down | Enter opens | 1-4 filters | 0 words | Esc back",
)
_WRITING_HINTS: Final = Text(
    "写字,Enter 找;几个词都要有 | 下 到结果 | Esc 返回",
    "Words, Enter searches; all must be there | Down: hits | Esc back",
)
_RUNNING_HINTS: Final = Text("Esc 停 | 1-4 条件 | 0 改字", "Esc stops | 1-4 filters | 0 words")
_DETAIL_HINTS: Final = Text("上下 看 | Esc 回到结果", "Up Down read | Esc back to the hits")
_ENTRY_HINTS: Final = Text(
    "Enter 补记、更正 | 上下 看 | Esc 回到结果",
    "Enter adds or corrects | Up Down read | Esc back to the hits",
)
_HELP: Final = Text(
    "在本机所有班次里找: 写几个字,按 Enter,新的在前;几个词要同时出现在一条里,"
    "引号里的算一个词。不写字只加条件,就是列出那一类。"
    "结果里按 1 日期(0 键入起止,如 1101 1115),2 种类,3 人,4 状态,0 改字;Enter 打开一条,"
    "看它的班次;是记事的,再按 Enter 补记或更正。"
    "找的时候屏幕照常,Esc 停。",
    "Looks through every shift on this PC: write a few words and press Enter; newest first. "
    "All words have to stand in one record; words in quotes are one. With filters and no words it lists "
    "what fits. In the hits 1 is dates (there 0: type from and to, such as 1101 1115), 2 kind, 3 who, "
    "4 state, 0 the words; Enter opens a hit with its shift, "
    "and at a log entry adds to it or corrects it. The screen goes on meanwhile, Esc stops.",
)
