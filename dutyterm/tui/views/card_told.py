"""An emergency as it went: report, after-action facts, course; for the page behind the card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dutyterm.i18n import Lang, Text
from dutyterm.review.cases import Told
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.spans import EMPTY, Row, Span, row, rule


def told_rows(
    report: Sequence[Text],
    facts: Sequence[Text],
    course: Sequence[Told],
    lang: Lang,
    cells: int,
    *,
    names: bool,
) -> list[Row]:
    """Report first, because somebody waits for it; then the facts; then everything in its order."""
    cells = max(20, cells - 2)
    rows: list[Row] = []
    for title, texts in ((_REPORT, report), (_FACTS, facts)):
        rows.append(row(" " + title.to(lang), "title"))
        rows += [row("   " + line) for text in texts for line in wrap(text.to(lang), cells - 4)]
        rows.append(rule(cells))
    rows.append(row(" " + _COURSE.to(lang), "title"))
    for one in course:
        mark = _LATE.to(lang) if one.late else ""
        who = f"{one.who} " if names and one.who != "-" else ""
        lines = wrap(f"{who}{one.what.to(lang)} {mark}".rstrip(), cells - 12)
        rows.append((Span(f"   {one.at:%H:%M:%S} ", "strong"), Span(lines[0] if lines else "")))
        rows += [row(" " * 12 + line) for line in lines[1:]]
    return [*rows, EMPTY]


_REPORT: Final = Text("速报(照念或照抄,空格手填)", "Flash report (read it out; fill the blanks)")
_FACTS: Final = Text("事后总结要用的事实", "Facts for the after-action review")
_COURSE: Final = Text("经过", "Course")
_LATE: Final = Text("(补记)", "(recorded later)")
