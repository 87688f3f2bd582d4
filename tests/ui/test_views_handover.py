"""Rows of F7 at 80 columns: who hands over to whom, and the three lines, are never cut."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from dutyterm.i18n import LANGS, Lang, Text
from dutyterm.shift.handover.brief import Line, Number
from dutyterm.shift.handover.family import Stage
from dutyterm.shift.handover.reading import Reading
from dutyterm.tui.views.giving import Giving, giving_rows
from dutyterm.tui.views.spans import row_text, row_width
from dutyterm.tui.views.takeover import ReadingDrawing, reading_head

NOW = datetime(2026, 11, 22, 13, 40, tzinfo=ZoneInfo("Asia/Shanghai"))


def drawing(lang: Lang) -> ReadingDrawing:
    names = {"p1": "欧阳文静", "p2": "司马建国"}
    return ReadingDrawing(lang, 80, NOW, {}, lambda id: names.get(id or "", "--"))


@pytest.mark.parametrize("lang", LANGS)
def test_giver_and_taker_stand_whole_beside_what_is_read_and_reserved(lang: Lang) -> None:
    found = Reading(
        stage=Stage.PENDING, giver="p1", responsible="p1", taker="p2", overnight=False, seal=None, rows=(),
        read=12, total=24, reservations=3, shown="",
    )  # fmt: skip
    drawn = reading_head(found, drawing(lang))
    assert row_width(drawn) <= 80
    assert "欧阳文静" in row_text(drawn)
    assert "司马建国" in row_text(drawn)


@pytest.mark.parametrize("lang", LANGS)
def test_a_line_of_the_summary_goes_on_below_its_first_number(lang: Lang) -> None:
    numbers = tuple(
        Number(Text(f"缓办的检查行 {n}", f"lines put off {n}"), n, (f"r{n}",)) for n in range(1, 8)
    )
    line = Line(Text("计时和缓办", "Timers and deferred"), numbers)
    giving = Giving(Text("x", "x"), (line,), (), again=(), items=(), messages=(), entries=0, now=NOW)
    rows = giving_rows(giving, drawing(lang))
    assert max(map(row_width, rows)) <= 80
    drawn = "\n".join(map(row_text, rows))
    wanted = [f"[{n}]{number.text.to(lang)}" for n, number in enumerate(numbers, 1)]
    assert [one for one in wanted if one not in drawn] == []
