"""The hall 本厅: name, opening hours, dates, tills, figures; changed line by line by the hall manager."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar, Final

from dutyterm.desk import roster
from dutyterm.desk.outcome import Outcome
from dutyterm.hall.profile_form import NEW_DATE, Line, changed, lines
from dutyterm.i18n import Text
from dutyterm.manual.figures import named_figures
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed_time import parse_date
from dutyterm.tui.flow import Flow
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.listing import ListingPage
from dutyterm.tui.views.asks import Dialogue, Question, numbered
from dutyterm.tui.views.cells import pad
from dutyterm.tui.views.spans import Row, Span


class HallPage(ListingPage):
    """The profile, a row for each thing."""

    NAME: ClassVar[str] = "hall"
    TITLE_TEXT: ClassVar[Text] = Text("本厅", "The hall")
    HINTS = Text("上下 选 | Enter 变更 | Esc 返回", "Up Down: which | Enter: change | Esc back")

    @property
    def draft_prefix(self) -> str:
        """Begins the keys of the drafts of this page."""
        return "hall"

    @property
    def lines(self) -> tuple[Line, ...]:
        """What can be changed."""
        profile, manual = self.session.hall.profile, self.session.active_manual or self.session.manual
        return () if profile is None else lines(profile, tuple(named_figures(manual)))

    def listed(self) -> Sequence[Row]:
        """Label and value."""
        return [
            (Span(" " + pad(line.label.to(self.lang), 34)), Span(line.value.to(self.lang), "strong"))
            for line in self.lines
        ]

    def open_row(self, n: int) -> None:
        """Ask what it is from now on."""
        if n < len(self.lines):
            self.open_flow(self._change(self.lines[n]))

    def digit(self, digit: int) -> None:
        """Here digits are answers only."""
        del digit
        self.say(self.HINTS)

    def focus_help(self) -> HelpText:
        """What hangs on the profile."""
        return HelpText(self.TITLE_TEXT, _HELP, ("D",))

    def _change(self, line: Line) -> Flow:
        today = self.duty.now.date()

        def day(typed: str) -> str | Text:
            found = parse_date(typed, today)
            return found.text if isinstance(found, Refusal) else found.isoformat()

        # what stands in the field is what the person reads: closed, not the sign that is kept for it
        meant = {said: word for word, label in line.options for said in (label.zh, label.en) if line.typed}
        offered = tuple((label.to(self.lang) if line.typed else word, label) for word, label in line.options)

        def fits(typed: str) -> str | Text:
            profile = self.session.hall.profile
            key = f"date:{date.max.isoformat()}" if line.key == NEW_DATE else line.key
            typed = meant.get(typed, typed)
            found = changed(profile, key, typed) if profile is not None else None
            return found.text if isinstance(found, Refusal) else typed

        asked = Question(
            "value",
            line.how,
            "text" if line.typed else "option",
            options=numbered(offered),
            take=fits,
            digits=line.key != "name",
        )
        date_of = Question("day", _DAY, "text", take=day, label=_DATE, digits=True)
        dates = (date_of,) if line.key == NEW_DATE else ()

        async def save(answers: Mapping[str, str]) -> Outcome | None:
            profile = self.session.hall.profile
            if profile is None:
                return None
            key = f"date:{answers['day']}" if dates else line.key
            wish = changed(profile, key, answers["value"])
            return wish if isinstance(wish, Refusal) else await roster.set_profile(self.session, wish)

        return Flow(line.key, Dialogue(line.label, (*dates, asked)), save)


_DAY: Final = Text("哪一天,如 1001 或 +3", "Which day, e.g. 1001 or +3")
_DATE: Final = Text("哪一天", "Day")
_HELP: Final = Text(
    "改了从下次开班起用;开着的班照旧。没设的数字,清单里拿它比的限额就没有比对,补上即可。"
    "营业时间: 休息日优先于特别日期,特别日期优先于星期。厅编号永不改变。",
    "Changes hold from the next shift on; an open one keeps its own. Limits that name a figure which is not "
    "set compare nothing until it is. A closed date wins over a special date, a special date over the "
    "weekday. The hall's id never changes.",
)
