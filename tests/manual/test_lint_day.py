"""Timetable, figures, bulk and closing lists: each rule of the lint finds one broken sample."""

# ruff: noqa: E501 -- a table: one broken sample in each row

from __future__ import annotations

import pytest

from dutyterm.manual import cache
from dutyterm.manual.assemble import assemble
from dutyterm.manual.due import Moment, parse_moment
from dutyterm.manual.problem import Problem
from dutyterm.manual.schema import Manual
from tests.manual.kit import COVER, LOG, OPENING, marked, small

DAY = """\
id = "day"
title = { zh = "一日流程", en = "The day" }

[[rows]]
id = "W-1"
times = [{ at = "T-40" }]
title = { zh = "到岗", en = "Arrive" }
help = { zh = "先看外面。", en = "Look outside first." }
list = "opening"
lines = ["A-1"]
source = ["D"]

[[rows]]
id = "W-2"
times = [{ at = "T+60", until = "C", every_minutes = 120 }]
title = { zh = "走一圈", en = "Walk" }
help = { zh = "看一圈。", en = "Look around." }
list = "round"
group = "fire"
source = ["D"]

[[rows]]
id = "W-3"
times = [{ at = "09:30", until = "11:30" }]
title = { zh = "高峰", en = "Peak" }
help = { zh = "人在大厅。", en = "Be in the hall." }
card = "NET"
page = "items"
source = ["D"]
"""

ROUND = """\
id = "round"
title = { zh = "巡查", en = "Round" }
bulk = true
min_per_shift = 2
groups = [{ id = "fire", title = { zh = "防火", en = "Fire" } }]

[[lines]]
id = "R-1"
group = "fire"
title = { zh = "出口", en = "Exits" }
help = { zh = "推一下。", en = "Push once." }
who = ["guard"]
due = "C"
source = ["D"]
[[lines.fields]]
id = "state"
kind = "choice"
label = { zh = "结果", en = "result" }
choices = [
  { id = "clear", label = { zh = "畅通", en = "clear" } },
  { id = "shut", label = { zh = "锁着", en = "shut" }, off = true },
]
[[lines.fields]]
id = "doors"
kind = "number"
label = { zh = "几处", en = "how many" }
unit = { zh = "处", en = "doors" }
when = { field = "state", is = ["shut"] }
[lines.on_fail]
do = { zh = "打开。", en = "Open it." }

[[lines]]
id = "R-2"
group = "fire"
title = { zh = "抽样", en = "Samples" }
help = { zh = "看两张号票。", en = "Look at two tickets." }
who = ["guard"]
due = "C"
required = false
bulk = false
source = ["D"]
[[lines.fields]]
id = "printed"
kind = "time"
label = { zh = "打印", en = "printed" }
[[lines.fields]]
id = "called"
kind = "time"
label = { zh = "叫号", en = "called" }
[[lines.fields]]
id = "waiting"
kind = "number"
label = { zh = "等候", en = "waiting" }
unit = { zh = "人", en = "people" }
[lines.on_fail]
do = { zh = "加台席。", en = "Open a till." }
"""

FIGURES = (
    LOG
    + """
[[metrics]]
id = "wait"
name = { zh = "平均等候", en = "average wait" }
unit = { zh = "分", en = "min" }
kind = "minutes"
averaged = true
better = "low"
fail = 10
stretch = 8
line = "R-2"
source = ["D"]

[[metrics]]
id = "share"
name = { zh = "推荐率", en = "offered" }
unit = { zh = "%", en = "%" }
kind = "percent"
averaged = true
better = "high"
fail = 90
stretch = 100
source = ["D"]
"""
)

WHOLE = {
    "base/manual.toml": COVER.replace('"log.toml",', '"log.toml", "day.toml", "round.toml",'),
    "base/log.toml": FIGURES,
    "base/day.toml": DAY,
    "base/round.toml": ROUND,
}


def made(**changed: str) -> Manual | tuple[Problem, ...]:
    """The small manual with a day; `day=`, `round=`, `log=`, `opening=` and `add_day=`, `add_log=` change it."""
    files = {name: text.encode() for name, text in WHOLE.items()}
    for key, text in changed.items():
        name = f"additions/{key[4:]}.toml" if key.startswith("add_") else f"base/{key}.toml"
        files[name] = text.encode()
    return assemble({**small(), **files})


def sound(**changed: str) -> Manual:
    manual = made(**changed)
    assert isinstance(manual, Manual), [p.shown().en for p in manual]
    return manual


def broken(**changed: str) -> tuple[Problem, ...]:
    found = made(**changed)
    assert not isinstance(found, Manual), "nothing was found"
    return found


TEXTS = {"day": DAY, "round": ROUND, "log": FIGURES, "opening": OPENING}

# rule, file, what is replaced, by what (the line expected is marked), item, a word of the message
BROKEN = [
    ("a row that is there twice", "day", 'id = "W-2"', 'id = "W-1"  # here', "W-1", "twice"),
    ("a row without a time", "day", 'times = [{ at = "T-40" }]', "times = []  # here", "W-1", "no time"),
    ("a time that is none", "day", '{ at = "T-40" }', '{ at = "8.30" }', "W-1", "write T-40"),
    ("an hour that no day has", "day", '"09:30"', '"24:30"', "W-3", "write T-40"),
    ("an end that is none", "day", 'until = "C"', 'until = "late"', "W-2", "write T-40"),
    ("an end before the start", "day", 'until = "11:30"', 'until = "09:30"', "W-3", "not after"),
    ("a repetition without an end", "day", ', until = "C", every', ", every", "W-2", "needs until"),
    ("a repetition without a pause", "day", "every_minutes = 120", "every_minutes = 0", "W-2", "at least 5"),
    ("a list that is not there", "day", 'list = "round"\ngroup = "fire"', 'list = "dance"  # here', "W-2", "names dance"),
    ("a group that is not there", "day", 'group = "fire"', 'group = "roof"  # here', "W-2", "names roof"),
    ("a line that is not there", "day", 'lines = ["A-1"]', 'lines = ["A-9"]  # here', "W-1", "names A-9"),
    ("lines without a list", "day", 'list = "opening"\n', "", "W-1", "need list"),
    ("a card that is not there", "day", 'card = "NET"', 'card = "UFO"  # here', "W-3", "names UFO"),
    ("a page that is not there", "day", 'page = "items"', 'page = "moon"  # here', "W-3", "names moon"),
    ("a row from nowhere", "day", 'lines = ["A-1"]\nsource = ["D"]', 'lines = ["A-1"]\nsource = ["L99"]  # here', "W-1", "L99"),
    ("a row title too wide", "day", 'zh = "到岗", en', f'zh = "{"岗" * 15}", en', "W-1", "too wide"),
    ("a doubtful glyph in a row", "day", "先看外面。", "先看外面…", "W-1", "uncertain width"),
    ("a figure that is there twice", "log", 'id = "share"', 'id = "wait"  # here', "wait", "twice"),
    ("an aim without a side", "log", 'better = "low"\n', "", "wait", "better must"),
    ("a side without an aim", "log", "fail = 90\nstretch = 100\n", "", "share", "fail must"),
    ("a higher aim that is easier", "log", "stretch = 8", "stretch = 12  # here", "wait", "easier"),
    ("a higher share that is easier", "log", "stretch = 100", "stretch = 80  # here", "share", "easier"),
    ("a share above all", "log", "stretch = 100", "stretch = 101", "share", "0 and 100"),
    ("samples of no line", "log", 'line = "R-2"', 'line = "R-9"  # here', "wait", "no line R-9"),
    ("a wait without two times", "log", 'line = "R-2"', 'line = "R-1"  # here', "wait", "no such number"),
    ("a sample that is no number", "log", 'line = "R-2"', 'line = "R-2"  # here\nfield = "called"', "wait", "no such number"),
    ("a sampled figure that is no average", "log", 'averaged = true\nbetter = "low"', 'better = "low"', "wait", "averaged = true"),
    ("a field of no line", "log", "stretch = 100", 'stretch = 100\nfield = "waiting"  # here', "share", "needs line"),
    ("records that nobody keeps", "log", 'line = "R-2"', 'records = "moon"  # here', "wait", "no such records: moon"),
    ("records that are an average", "log", 'line = "R-2"', 'records = "reversals"  # here', "wait", "neither line nor"),
    ("a figure from nowhere", "log", 'line = "R-2"\nsource = ["D"]', 'line = "R-2"\nsource = []  # here', "wait", "no source"),
    ("no round at all being enough", "round", "min_per_shift = 2", "min_per_shift = 0", None, "at least 1"),
    ("a number answered in bulk", "round", 'required = false\nbulk = false', "required = false", "R-2", "no normal answer"),
    ("a detail of the normal answer", "round", 'is = ["shut"]', 'is = ["clear"]', "R-1", "no normal answer"),
    ("a bulk line that blocks", "round", 'due = "C"\nsource', 'due = "C"\nblock = "leave"\nsource', "R-1", "blocks"),
    ("a bulk line for each person", "round", 'due = "C"\nsource', 'due = "C"\neach = "staff"\nsource', "R-1", "each person"),
    ("an opening answered all at once", "opening", 'id = "opening"', 'id = "opening"\nbulk = true', None, "never answered all"),
    ("a bulk list that closes the doors", "round", 'due = "C"\nrequired', 'due = "C"\ncloses_doors = true  # here\nrequired', "R-2", "never answered all"),
]  # fmt: skip


def test_the_sample_itself_is_sound() -> None:
    manual = sound()
    assert manual.day is not None
    assert [row.id for row in manual.day.rows] == ["W-1", "W-2", "W-3"]
    assert [metric.id for metric in manual.log.metrics] == ["wait", "share"]


@pytest.mark.parametrize(("rule", "file", "old", "new", "item", "word"), BROKEN, ids=[r[0] for r in BROKEN])
def test_each_fault_is_found_with_file_and_item(
    rule: str, file: str, old: str, new: str, item: str | None, word: str
) -> None:
    assert TEXTS[file].count(old) >= 1, rule
    text = TEXTS[file].replace(old, new, 1)
    problems = broken(**{file: text})
    found = [p for p in problems if word in p.text.en]
    assert found, [p.shown().en for p in problems]
    if "never answered" not in word:
        assert {p.item for p in found} == {item}
    assert {p.file for p in found} == {f"{file}.toml"}
    if "# here" in text and "never answered" not in word:
        assert marked(text) in {p.line for p in found}


CLOSES = ROUND.replace("bulk = true\n", "").replace("bulk = false\n", "closes_doors = true\n")


def test_the_doors_are_closed_by_one_line_that_has_a_time() -> None:
    closing = sound(round=CLOSES).list("round")
    assert closing is not None
    assert [line.id for line in closing.lines if line.closes_doors] == ["R-2"]
    both = CLOSES.replace('due = "C"\nsource', 'due = "C"\ncloses_doors = true\nsource')
    words = [p.text.en for p in broken(round=both)]
    assert any("needs a time" in text for text in words)
    assert any("only one line can close" in text for text in words)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("T", ("T", 0)),
        ("T-40", ("T", -40)),
        ("C+5", ("C", 5)),
        ("H-20", ("H", -20)),
        ("H", ("H", 0)),
        ("00:00", ("clock", 0)),
        ("23:59", ("clock", 1439)),
    ],
)
def test_a_time_of_the_day_is_an_offset_or_a_clock(written: str, moment: tuple[str, int]) -> None:
    assert parse_moment(written) == moment
    assert isinstance(parse_moment(written), Moment)


@pytest.mark.parametrize("written", ["", "t-40", "T 40", "T-4000", "9:30", "24:00", "12:60", "X+1", "12:30 "])
def test_anything_else_is_no_time(written: str) -> None:
    assert parse_moment(written) is None


OWN_DAY = """\
[[retime]]
id = "W-3"
times = [{ at = "10:00", until = "12:00" }]

[[rows]]
id = "OWN-W"
times = [{ at = "C-60" }]
title = { zh = "浇花", en = "Water plants" }
help = { zh = "浇一次。", en = "Once." }
source = ["D"]
"""

OWN_FIGURE = """\
[[metrics]]
id = "parcels"
name = { zh = "代收包裹", en = "parcels" }
unit = { zh = "件", en = "pcs" }
kind = "count"
source = ["D"]
"""


def test_a_hall_has_its_own_rows_and_its_own_times() -> None:
    day = sound(add_day=OWN_DAY).day
    assert day is not None
    assert [row.id for row in day.rows] == ["W-1", "W-2", "W-3", "OWN-W"]
    assert [time.at for row in day.rows if row.id == "W-3" for time in row.times] == ["10:00"]


def test_a_hall_has_its_own_figures_besides_those_of_the_manual() -> None:
    metrics = sound(add_log=OWN_FIGURE).log.metrics
    assert [metric.id for metric in metrics] == ["wait", "share", "parcels"]


def test_own_phrases_leave_the_figures_as_they_are() -> None:
    own = '[[phrases]]\ncategory = "cash"\nphrases = [{ zh = "已缴", en = "paid in" }]\n'
    assert sound(add_log=own).log.metrics == sound().log.metrics


@pytest.mark.parametrize(
    ("name", "text", "item", "word"),
    [
        ("add_day", OWN_DAY.replace("OWN-W", "W-1"), "W-1", "is taken"),
        ("add_day", OWN_DAY.replace('id = "W-3"', 'id = "W-9"'), "W-9", "has no W-9"),
        ("add_day", OWN_DAY.replace('at = "10:00"', 'at = "noon"'), "W-3", "write T-40"),
        ("add_log", OWN_FIGURE.replace("parcels", "wait", 1), "wait", "is taken"),
        ("add_log", OWN_FIGURE.replace('"count"', '"kilos"'), "parcels", "one of"),
    ],
)
def test_a_clash_or_fault_of_the_hall_is_told_in_its_own_file(
    name: str, text: str, item: str, word: str
) -> None:
    found = [p for p in broken(**{name: text}) if word in p.text.en]
    assert {(p.file, p.item) for p in found} == {(f"additions/{name[4:]}.toml", item)}


def test_own_times_for_a_manual_without_a_timetable_are_a_fault() -> None:
    files = {**small(), "additions/day.toml": OWN_DAY.encode()}
    found = assemble(files)
    assert not isinstance(found, Manual)
    assert [p.text.en for p in found] == ["the manual has no timetable to add to"]


def test_the_fast_form_keeps_the_whole_day() -> None:
    manual = sound(add_day=OWN_DAY)
    assert cache.from_bytes(cache.to_bytes(manual), manual.hash) == manual


def test_lists_stand_in_the_order_of_the_cover_and_own_ones_behind() -> None:
    own = ROUND.replace('"round"', '"aaa"').replace("R-1", "Q-1").replace("R-2", "Q-2")
    assert [one.id for one in sound(add_aaa=own).lists] == ["opening", "round", "aaa"]
