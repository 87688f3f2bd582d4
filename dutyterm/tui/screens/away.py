"""While you were away: what happened since your last shift, by kind, open ones first (N18)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.i18n import Text, joined, same
from dutyterm.review.away import NAMES
from dutyterm.shift.item_told import told
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.handover.flows import named
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.item_words import ITEM_SORTS
from dutyterm.tui.views.spans import EMPTY, Row, Span, fit, row, rule
from dutyterm.tui.widgets.rows import Sheet

if TYPE_CHECKING:
    from dutyterm.review.away import Away, Count
    from dutyterm.shift.open_items import Item

MOST_SHIFTS: Final = 8
"""Shifts that are listed by name; of more only their number is."""


class AwayPage(OverPage):
    """One page; Enter or Esc leaves it."""

    NAME: ClassVar[str] = "away"
    TITLE_TEXT = Text("您不在的时候", "While you were away")

    def __init__(self, away: Away) -> None:
        super().__init__()
        self.away = away

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
        """Open ones first, then what happened by kind, then the shifts."""
        cells, away = self.app.size.width, self.away
        rows: list[Row] = [row(" " + self.TITLE_TEXT.to(self.lang), "title"), rule(cells)]
        rows += [row("  " + line) for line in wrap(self._since().to(self.lang), cells - 4)]
        rows.append(EMPTY)
        if away.open:
            rows.append(row("  " + _OPEN.fill(n=len(away.open)).to(self.lang), "strong"))
            rows += [self._item(item, cells) for item in away.open]
            rows.append(EMPTY)
        if away.counts:
            rows.append(row("  " + _HAPPENED.to(self.lang), "strong"))
            said = joined(same("   "), [self._count(count) for count in away.counts])
            rows += [row("   " + line) for line in wrap(said.to(self.lang), cells - 5)]
            rows.append(EMPTY)
        rows += self._shifts()
        if not away.anything:
            rows.append(row("  " + _NOTHING.to(self.lang), "done"))
        self.show_rows(rows)
        self.hint(_HINTS)

    def _since(self) -> Text:
        away = self.away
        if away.since is None:
            return _LONG if away.more else _NEVER
        at = away.since.astimezone(self.duty.now.tzinfo).strftime("%m-%d %H:%M")
        return _SINCE.fill(at=at, n=len(away.shifts))

    def _item(self, item: Item, cells: int) -> Row:
        late = item.due is not None and item.due < self.duty.now
        due = ""
        if item.due is not None:
            at = item.due.astimezone(self.duty.now.tzinfo).strftime("%m-%d %H:%M")
            due = _DUE.fill(at=at).to(self.lang)
        text = f"{ITEM_SORTS[item.sort].to(self.lang)} #{item.number} {due}{told(item).to(self.lang)}"
        return fit((Span("   ! " if late else "     ", "block"), Span(text)), cells)

    def _count(self, count: Count) -> Text:
        category = self.session.manual.log.category(count.kind)
        name = NAMES.get(count.kind) or (category.name if category is not None else same(count.kind))
        return Text(f"{name.zh} {count.n}", f"{name.en} {count.n}")

    def _shifts(self) -> list[Row]:
        shifts = self.away.shifts
        if not shifts:
            return []
        rows: list[Row] = [row("  " + _SHIFTS.fill(n=len(shifts)).to(self.lang), "strong")]
        for shift in shifts[:MOST_SHIFTS]:
            day = shift.day.strftime("%m-%d") if shift.day is not None else "--"
            who = _PROGRAM.to(self.lang) if shift.by_program else named(self.session, shift.responsible)
            rows.append(row(f"     {day} {shift.code}  {who}", "dim"))
        if len(shifts) > MOST_SHIFTS:
            more = _MORE.fill(n=len(shifts) - MOST_SHIFTS)
            rows.append(row("     " + more.to(self.lang), "dim"))
        return rows

    async def on_key(self, event: events.Key) -> None:
        """Enter: seen. Arrows scroll."""
        if event.key == "enter":
            event.stop()
            await self.do_back()
        else:
            self.scrolled(event)

    def focus_help(self) -> HelpText:
        """From when to when, and where it comes from."""
        return HelpText(self.TITLE_TEXT, _HELP, ("N18",))


_SINCE: Final = Text(
    "您上次当班到 {at} 为止,之后过了 {n} 个班。", "Your last shift ended {at}; shifts since: {n}."
)
_NEVER: Final = Text("这里没有您当过的班。", "None of the shifts here was yours.")
_LONG: Final = Text(
    "最近 30 个班里没有您的班;更早的用翻查找。",
    "None of the last 30 shifts was yours; search finds older ones.",
)
_OPEN: Final = Text("之后新开、还没办结的 {n} 件", "Opened since and still open: {n}")
_HAPPENED: Final = Text("发生了什么", "What happened")
_SHIFTS: Final = Text("这 {n} 个班", "Those shifts ({n})")
_PROGRAM: Final = Text("程序代封", "sealed by the program")
_MORE: Final = Text("还有 {n} 个", "{n} more")
_DUE: Final = Text("限 {at} ", "due {at} ")
_NOTHING: Final = Text("没有什么要补看的。", "There is nothing to catch up with.")
_HINTS: Final = Text("Enter、Esc 看过了 | 上下 看", "Enter, Esc: seen | Up Down")
_HELP: Final = Text(
    "从您上次当班封存起到现在: 先是新开还没办结的,再按类别数发生过的事,最后是各班由谁负责。随时可从菜单「离"
    "开」再看。",
    "From the seal of your last shift until now: first what was opened and is still open, then what "
    "happened by kind, then who was responsible. The menu shows it again at any time.",
)
