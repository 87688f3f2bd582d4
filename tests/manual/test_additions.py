"""A hall adds and tightens; it neither deletes nor loosens what is mandatory, and a clash is said (R0-15)."""

# ruff: noqa: E501 -- a table: one clash in each row

from __future__ import annotations

import pytest

from dutyterm.manual.schema import Checklist, Limits, Line
from tests.manual.kit import faults, good, marked

OWN = """\
adds_to = "opening"
groups = [{ id = "own", title = { zh = "本厅", en = "Ours" } }]

[[lines]]
id = "OWN-1"
after = "A-1"
group = "own"
title = { zh = "鱼缸", en = "Fish tank" }
help = { zh = "喂一次。", en = "Feed once." }
who = ["greeter"]
due = "T-10"
source = ["D"]
fields = [{ id = "fed", kind = "confirm" }]
on_fail = { do = { zh = "喂。", en = "Feed." } }
"""


def opening(**changed: str) -> Checklist:
    found = good(**changed).list("opening")
    assert found is not None
    return found


def line(id: str, **changed: str) -> Line:
    found = opening(**changed).line(id)
    assert found is not None
    return found


def tighten(rest: str, id: str = "A-2") -> str:
    return f'adds_to = "opening"\n[[tighten]]\nid = "{id}"\n{rest}\n'


def test_a_line_of_the_hall_stands_where_the_hall_wants_it() -> None:
    assert [one.id for one in opening(add_own=OWN).lines] == ["A-1", "OWN-1", "A-2", "A-3"]
    assert [one.id for one in opening(add_own=OWN.replace('after = "A-1"\n', "")).lines][-1] == "OWN-1"


def test_a_line_of_the_hall_is_a_line_like_any_other() -> None:
    assert type(line("OWN-1", add_own=OWN)) is Line


def test_several_files_of_a_hall_add_to_the_same_list() -> None:
    more = 'adds_to = "opening"\n' + OWN[OWN.index("[[lines]]") :].replace("OWN-1", "OWN-2").replace(
        "A-1", "OWN-1"
    )
    assert [one.id for one in opening(add_own=OWN, add_own2=more).lines][1:3] == ["OWN-1", "OWN-2"]


def test_a_limit_gets_narrower() -> None:
    text = tighten('[[tighten.fields]]\nid = "degrees"\nwarn = { min = 18 }')
    assert line("A-2", add_own=text).fields[1].warn == Limits(min=18, max=30)


def test_a_limit_is_put_where_there_was_none() -> None:
    text = tighten('[[tighten.fields]]\nid = "degrees"\nblock = { min = 5, max = 40 }')
    assert line("A-2", add_own=text).fields[1].block == Limits(min=5, max=40)


def test_a_line_blocks_more_comes_earlier_and_accepts_fewer_reasons() -> None:
    made = line("A-2", add_own=tighten('block = "doors"\ndue = "T-35"\nlimits = ["cash"]'))
    assert (made.block, made.due, made.limits) == ("doors", "T-35", ("cash",))
    assert line("A-1", add_own=tighten('drop_na = ["closed"]', "A-1")).na == ()


def test_a_line_that_may_be_left_out_becomes_required() -> None:
    assert line("A-3", add_own=tighten("required = true", "A-3")).required


def test_a_hall_may_leave_out_what_is_not_mandatory() -> None:
    assert [one.id for one in opening(add_own='adds_to = "opening"\nremove = ["A-3"]\n').lines] == [
        "A-1",
        "A-2",
    ]


CLASHES = [
    ("a mandatory line removed", 'adds_to = "opening"\nremove = ["A-2"]  # here\n', "A-2", "mandatory"),
    ("an unknown line removed", 'adds_to = "opening"\nremove = ["A-9"]  # here\n', None, "no A-9"),
    ("an id that is taken", OWN.replace('"OWN-1"', '"A-2"  # here'), "A-2", "is taken"),
    ("a place that is not there", OWN.replace('"A-1"', '"A-9"  # here'), "OWN-1", "A-9"),
    ("an unknown line tightened", tighten("required = true", "A-9").replace('"A-9"', '"A-9"  # here'), "A-9", "no A-9"),
    ("an unknown field", tighten('[[tighten.fields]]\nid = "x"  # here'), "A-2", "no field x"),
    (
        "a wider warning",
        tighten('[[tighten.fields]]\nid = "degrees"\nwarn = { min = 10 }  # here'),
        "A-2",
        "only be narrower",
    ),
    (
        "a wider block",
        tighten('[[tighten.fields]]\nid = "usable"\nblock = { min = 0 }  # here'),
        "A-2",
        "only be narrower",
    ),
    (
        "a figure made a number",
        tighten('[[tighten.fields]]\nid = "small"\nwarn = { min = 30000 }  # here', "A-3"),
        "A-3",
        "must stay itself",
    ),
    ("a later due time", tighten('due = "T-10"  # here'), "A-2", "earlier than T-30"),
    ("a due time of the evening", tighten('due = "C-60"  # here'), "A-2", "earlier than T-30"),
    ("a required line made optional", tighten("required = false  # here", "A-1"), "A-1", "optional"),
    ("another block", tighten('block = "cash"  # here', "A-1"), "A-1", "block doors"),
    ("a reason that is not there", tighten('drop_na = ["rain"]  # here', "A-1"), "A-1", "no reason rain"),
    ("a list that is not there", 'adds_to = "night"  # here\n', None, "no list night"),
    ("an unknown key", tighten("loosen = true  # here"), "A-2", "unknown key loosen"),
    ("limits that exclude everything together", tighten('[[tighten.fields]]\nid = "degrees"\nwarn = { min = 31 }  # here'), "A-2", "excludes every"),
    ("an unknown service", tighten('limits = ["moon"]  # here'), "A-2", "service moon"),
    ("a group that is there already", 'adds_to = "opening"\ngroups = [{ id = "safety", title = { zh = "安", en = "S" } }]\n', "safety", "twice"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "item", "word"), CLASHES, ids=[row[0] for row in CLASHES])
def test_a_clash_is_reported_with_file_line_and_item_never_dropped(
    what: str, text: str, item: str | None, word: str
) -> None:
    found = [p for p in faults(add_own=text) if word in p.text.en]
    assert len(found) == 1, what
    assert found[0].item == item
    if "# here" in text:
        assert (found[0].file, found[0].line) == ("additions/own.toml", marked(text))


def test_the_cover_is_not_the_halls_to_write() -> None:
    (found,) = faults(add_manual='id = "mine"\n')
    assert found.file == "additions/manual.toml"


def test_a_hall_adds_phrases_and_categories_to_the_log() -> None:
    text = """\
[[phrases]]
category = "cash"
phrases = [{ zh = "硬币不足", en = "coins are short" }]
[[categories]]
id = "fish"
name = { zh = "鱼缸", en = "fish tank" }
"""
    log = good(add_log=text).log
    assert [len(c.phrases) for c in log.categories] == [2, 0]
    assert [c.id for c in log.categories] == ["cash", "fish"]


def test_a_category_that_is_taken_and_one_that_is_not_there_are_said() -> None:
    text = '[[categories]]\nid = "cash"\nname = { zh = "钱", en = "money" }\n[[phrases]]\ncategory = "x"\nphrases = []\n'
    assert [(p.file, p.item) for p in faults(add_log=text)] == [
        ("additions/log.toml", "cash"),
        ("additions/log.toml", None),
    ]
