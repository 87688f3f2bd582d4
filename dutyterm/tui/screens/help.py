"""F1: what has the focus and where its rule comes from, then every key, as the command table has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.i18n import Text
from dutyterm.tui.offered import key_table
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views.cells import pad, width, wrap
from dutyterm.tui.views.spans import EMPTY, Row, Span, row, rule
from dutyterm.tui.widgets.rows import Sheet


class HelpPage(OverPage):
    """Help about one thing, laid over the place where it was asked."""

    NAME: ClassVar[str] = "help"
    TITLE_TEXT = Text("帮助", "Help")

    def __init__(self, asked: HelpText) -> None:
        super().__init__()
        self.asked = asked

    def compose_body(self) -> Iterable[Widget]:
        """One sheet."""
        yield Sheet()

    def on_mount(self) -> None:
        """First drawing."""
        self.update_view()

    def on_resize(self) -> None:
        """Wrapped anew."""
        self.update_view()

    def update_view(self) -> None:
        """The thing, then the keys."""
        lang, cells = self.lang, max(20, self.app.size.width - 3)
        rows: list[Row] = [row(" " + self.asked.title.to(lang), "title")]
        rows += [row(" " + line) for line in wrap(self.asked.body.to(lang), cells - 1)]
        if self.asked.source:
            rows.append(row(" " + _SOURCE.fill(tags=" ".join(self.asked.source)).to(lang), "dim"))
        rows += [rule(cells), row(" " + _KEYS.to(lang), "strong")]
        room = max(width(key) for key, _, _ in key_table()) + 2
        for key, label, tip in key_table():
            name = pad(label.to(lang), 9) if label.to(lang) else ""
            first, *more = wrap(tip.to(lang), max(10, cells - room - 11))
            rows.append((Span(" " + pad(key, room), "strong"), Span(name or " " * 9), Span(first)))
            rows += [row(" " * (room + 10) + line) for line in more]
        rows.append(EMPTY)
        self.show_rows(rows)
        self.hint(_HINTS)

    def on_key(self, event: events.Key) -> None:
        """Only moving."""
        self.scrolled(event)

    def focus_help(self) -> HelpText:
        """The same again."""
        return self.asked


_SOURCE: Final = Text("来源: {tags}", "Source: {tags}")
_KEYS: Final = Text("按键(这一页、每一页都一样)", "Keys (the same on every page)")
_HINTS: Final = Text(
    "上下 PgUp PgDn 看 | Esc 返回,原来的都在", "Up Down PgUp PgDn read | Esc back, all is as it was"
)
