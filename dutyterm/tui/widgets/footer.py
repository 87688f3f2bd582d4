"""The last two lines of every page: the keys of this place, and the pages with their F-keys."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.tui.offered import shown_in_footer
from dutyterm.tui.views.cells import pad
from dutyterm.tui.views.spans import Row, row
from dutyterm.tui.widgets.bar import Bar

_IF_DEAD = Text("键不灵: / 加同一数字", "F-keys dead: / then digit")


class Footer(Bar):
    """Key hints of the context above, the page keys from the command table below."""

    hints: Text = Text("", "")

    def show_hints(self, hints: Text) -> None:
        """Set the line of key hints."""
        if hints != self.hints:
            self.hints = hints
            self.bring_up_to_date()

    def told(self) -> tuple[Row, ...]:
        """Two rows; the page that is shown is marked by its brackets."""
        lang, width = self.lang, self.size.width
        keys = " ".join(
            f"[{c.key_name}{c.label.to(lang)}]"
            if c.id == self.duty.page_command
            else f"{c.key_name}{c.label.to(lang)}"
            for c in shown_in_footer(self.duty)
        )
        tail = _IF_DEAD.to(lang)
        line = pad(f" {keys}   {tail}", width)
        return row(pad(" " + self.hints.to(lang), width)), row(line, "dim")
