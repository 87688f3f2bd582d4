"""The first line of every page: hall, day and shift, person, state, time, and the emergency key."""

from __future__ import annotations

from datetime import date

from rich.cells import cell_len

from dutyterm.i18n import Text
from dutyterm.tui.views.cells import cut, pad
from dutyterm.tui.views.spans import Row, Span, row
from dutyterm.tui.widgets.bar import Bar

WEEKDAYS = (
    Text("周一", "Mon"),
    Text("周二", "Tue"),
    Text("周三", "Wed"),
    Text("周四", "Thu"),
    Text("周五", "Fri"),
    Text("周六", "Sat"),
    Text("周日", "Sun"),
)
"""Monday first, as `datetime.weekday()` counts."""

_EMERGENCY = Text("[F9 应急]", "[F9 ALERT]")
_SHORTEST_NAME = 8
_SHIFT = Text("{code}班", "shift {code}")


class Header(Bar):
    """One line; what does not fit is cut from the middle, never the time or the emergency key."""

    def told(self) -> tuple[Row, ...]:
        """The line as it is now."""
        alert = _EMERGENCY.to(self.lang)
        clock = self.duty.now.strftime("%H:%M")
        going = self.duty.alarm
        alarm = "" if going is None else f" !{going.to(self.lang)}"
        tail = f"{alarm} {clock} {alert}"
        room = self.size.width - cell_len(tail)
        left = self._left(room)
        if room < 0:  # a tiny window: the emergency key is what stays
            return (row(pad(alert, self.size.width), "block"),)
        spans = (
            Span(pad(left, room), "strong"),
            Span(alarm, "block"),
            Span(f" {clock} ", "strong"),
            Span(alert, "alert"),
        )
        return (spans,)

    def _left(self, room: int) -> str:
        lang, duty = self.lang, self.duty
        name = duty.hall_name.to(lang)
        if duty.session is None or duty.locked:
            return f" {name} | {day_text(duty.now).to(lang)}"
        shown = duty.headline
        day = day_text(shown.day or duty.now).to(lang)
        if shown.code:
            day += " " + _SHIFT.fill(code=shown.code).to(lang)
        state, who, short = shown.state.to(lang), shown.who.to(lang), shown.name.to(lang)
        # everybody knows the name of the hall: it gives way first, then the number of who is known by name
        for person, shortest in ((who, _SHORTEST_NAME), (short, _SHORTEST_NAME), (who, 0)):
            rest = f" | {day} | {person} | {state}"
            left = room - 1 - cell_len(rest)
            if left >= shortest:
                return " " + cut(name, left) + rest if shortest else rest[2:]
        return f" {day} | {short} | {state}"


def day_text(day: date) -> Text:
    """A day as it is written everywhere: `11-22 周日`."""
    return Text("{date} {day}", "{date} {day}").fill(date=day.strftime("%m-%d"), day=WEEKDAYS[day.weekday()])
