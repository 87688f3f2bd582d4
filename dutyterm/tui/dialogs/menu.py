"""The menu: every command by its number, by a few letters of either language or of pinyin, or by arrows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events

from dutyterm.i18n import Text
from dutyterm.tui.command import Command
from dutyterm.tui.dialogs.dialog import Dialog
from dutyterm.tui.going import KEYS, about, address, things_of
from dutyterm.tui.offered import menu_entries
from dutyterm.tui.views.cells import cut, pad, width
from dutyterm.tui.views.spans import Row, Span, Tone

if TYPE_CHECKING:
    from dutyterm.review.letters import KnownLetters
    from dutyterm.review.palette import Target as Thing

MOST: Final = 14
"""So many are offered for what was typed; more would not stand on the smallest screen."""

SPACE: Final = "space"
"""What Enter alone is dismissed with: the page below takes it for the key Space, which some pads lack."""

KEY: Final = 7
"""Cells of the name of a key."""

Entry = tuple[Command, "Text | None"]
"""A command, and why it cannot be used now."""

FRAME: Final = 6
"""Rows that are not entries: border, title, what is said, hints, and the last line of the page."""


BELOW: Final = 3
"""So few that have no room are scrolled to: what each command does is worth more than all at one look."""


class Menu(Dialog[str]):
    """Dismissed with the id of a command, with the address of something else (see `going`), or None."""

    CELLS: ClassVar[int] = 78

    def __init__(self) -> None:
        super().__init__(_TITLE, _HINTS)
        self.filter = ""
        self.cursor = -1
        """Of the entries; -1, while nothing is typed, is the row that means Space."""
        self._known: KnownLetters | None = None

    def offered(self) -> list[tuple[Command, Text | None]]:
        """Every command; with letters typed, all that they find, best first."""
        entries = menu_entries(self.duty)
        if not self.filter:
            return entries
        from dutyterm.review.palette import find, targets

        by_id = {command.id: (command, why) for command, why in entries}
        things = [*targets(command for command, _ in entries), *things_of(self.duty)]
        found = [
            by_id[one.id] if one.sort == "command" else (_as_command(one), None)
            for one in find(self.filter, things, self.lang, letters=self._letters, most=MOST)
        ]
        keyed = [entry for entry in entries if self.filter == entry[0].key_name.lower()]
        return [*keyed, *(entry for entry in found if entry not in keyed)]

    def _letters(self, texts: Iterable[str]) -> Mapping[str, str]:
        """First letters of Chinese words, remembered on the disk unless this program only looks."""
        if self._known is None:
            from dutyterm.review.letters import KnownLetters

            session = self.duty.session
            writes = session is not None and session.read_only is None and session.hall.profile is not None
            kept = (session.layout.cache, session.disk) if session is not None and writes else (None, None)
            self._known = KnownLetters(*kept)
        return self._known.of(texts)

    def body_rows(self) -> Iterable[Row]:
        """Number, name, key, and what it does or why it cannot be used now."""
        entries = self.offered()
        self.cursor = min(max(self.cursor, 0 if self.filter else -1), max(0, len(entries) - 1))
        longest = max((width(c.label.to(self.lang)) for c, _ in entries), default=0)
        room = min(longest + 1, self.cells // 2)
        columns = self._columns(entries)
        if columns and self.cursor >= _numbered(entries):  # it has no room for what it does
            command, why = entries[self.cursor]
            yield (Span(" " + cut((why or command.tip).to(self.lang), self.cells - 1), "dim"),)
        elif not self.filter:
            here = self.cursor < 0
            yield (
                Span(">" if here else " ", "strong"),
                Span(_SPACE.to(self.lang), "input" if here else "plain"),
            )
        if self.filter:
            yield (Span(_FOUND.to(self.lang) + "  ", "dim"), Span(self.filter + "_", "input"))
        if columns:
            yield from self._whole(entries, room, columns)
            return
        first, last = self._window(len(entries))
        yield from self._listed(entries[first:last], first, room)
        if last < len(entries):
            yield (Span("    " + _MORE.fill(n=len(entries) - last).to(self.lang), "dim"),)
        if not entries:
            yield (Span(_NOTHING.to(self.lang), "warning"),)

    def _listed(self, entries: Sequence[Entry], first: int, room: int) -> Iterator[Row]:
        for n, (command, why) in enumerate(entries, first):
            here, tone = n == self.cursor, "dim" if why is not None else "plain"
            about = (why or command.tip).to(self.lang)
            yield (
                Span(">" if here else " ", "strong"),
                Span(f"{'/' + command.menu if command.menu else '':>2} ", "strong"),
                Span(
                    pad(command.label.to(self.lang), room),
                    "input" if here else "dim" if tone == "dim" else "strong",
                ),
                Span(pad(command.key_name, 7), "dim"),
                Span(pad(about, max(0, self.cells - room - 11)), "dim" if why is not None else "plain"),
            )

    def _columns(self, entries: Sequence[Entry]) -> int:
        """How many of those without a number stand side by side; 0 where all stand one below the other."""
        room, numbered = self.app.size.height - FRAME - 1, _numbered(entries)
        others = entries[numbered:]
        if self.filter or not others or len(entries) <= room + BELOW:
            return 0
        longest = max(width(command.label.to(self.lang)) for command, _ in others)
        columns = self.cells // (longest + KEY + 2)
        return columns if columns > 1 and numbered + -(-len(others) // columns) <= room else 0

    def _whole(self, entries: Sequence[Entry], room: int, columns: int) -> Iterator[Row]:
        """Those with a number one below the other, the others side by side."""
        numbered, column = _numbered(entries), self.cells // columns
        yield from self._listed(entries[:numbered], 0, room)
        for start in range(numbered, len(entries), columns):
            cells: list[Span] = []
            for n, (command, why) in enumerate(entries[start : start + columns], start):
                here = n == self.cursor
                tone: Tone = "input" if here else "dim" if why is not None else "strong"
                cells += [
                    Span(">" if here else " ", "strong"),
                    Span(pad(command.label.to(self.lang), column - KEY - 1), tone),
                    Span(pad(command.key_name, KEY), "dim"),
                ]
            yield tuple(cells)

    def _moved(self, key: str, entries: Sequence[Entry]) -> int:
        """Where the cursor goes: over those side by side up and down by a row, left and right by one."""
        top, last = 0 if self.filter else -1, len(entries) - 1
        columns = self._columns(entries)
        numbered = _numbered(entries) if columns else last + 1
        step = {"up": -1, "down": 1, "left": -1, "right": 1}[key]
        if self.cursor >= numbered and key in ("up", "down"):
            step *= columns
            if not numbered <= self.cursor + step <= last:
                return numbered - 1 if key == "up" else last
        elif key in ("left", "right") and self.cursor < numbered:
            return self.cursor
        return min(max(top, self.cursor + step), last)

    def _window(self, count: int) -> tuple[int, int]:
        """First and last entry that there is room for, the marked one among them."""
        room = max(1, self.app.size.height - FRAME - 1)
        if count > room:
            room = max(1, room - 1)  # a row says that there is more
        first = min(max(0, self.cursor - room + 2), max(0, count - room))
        return first, first + room

    def on_key(self, event: events.Key) -> None:
        """A digit picks by number, a letter narrows, Enter takes what is marked."""
        key, char = event.key, event.character or ""
        entries = self.offered()
        if key in ("up", "down", "left", "right"):
            self.cursor = self._moved(key, entries)
        elif key == "escape":
            event.stop()
            self.do_back()
            return
        elif key == "backspace":
            self.filter = self.filter[:-1]
            self.cursor = self.cursor if self.filter else -1
        elif key in ("enter", "ctrl+p"):
            event.stop()
            if key == "enter" and self.cursor < 0 and not self.filter:
                self.dismiss(SPACE)
            elif key == "enter" and entries:
                self._pick(*entries[self.cursor])
            return
        elif len(char) == 1 and char in "0123456789" and "-" not in self.filter:  # OPN-08 is typed whole
            event.stop()
            found = next((e for e in menu_entries(self.duty) if e[0].menu == char), None)
            if found is None:
                self.say(_NO_NUMBER.fill(digit=char))
            else:
                self._pick(*found)
            return
        elif event.is_printable and (char.strip() or self.filter):
            self.filter, self.cursor = self.filter + char.lower(), 0
        else:
            return
        event.stop()
        self.update_question()

    def _pick(self, command: Command, why: Text | None) -> None:
        if why is not None:
            self.say(why)
        else:
            self.dismiss(command.id)


def _numbered(entries: Sequence[Entry]) -> int:
    """How many have a number; they come first."""
    return sum(bool(command.menu) for command, _ in entries)


def _as_command(one: Thing) -> Command:
    """A row for something that is no command."""
    return Command(address(one), (), KEYS.get(one.sort, ""), one.title, about(one))


_TITLE: Final = Text("菜单", "Menu")
_HINTS: Final = Text(
    "数字 直接去 | 字母或拼音首字母 找 | 上下 Enter | Esc 返回",
    "Digit goes there | letters find | arrows, Enter | Esc back",
)
_SPACE: Final = Text(" Enter 就是 Space(小键盘没有 Space)", " Enter is Space, for pads without one")
_FOUND: Final = Text("找", "Find")
_MORE: Final = Text("下面还有 {n} 项", "{n} more below")
_NOTHING: Final = Text("没有找到。退格改,Esc 返回。", "Nothing found. Backspace, or Esc to go back.")
_NO_NUMBER: Final = Text("没有 /{digit}。", "There is no /{digit}.")
