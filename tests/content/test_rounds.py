"""Patrol and fire round (domain 3d) against tables typed by hand from the domain."""

# ruff: noqa: E501 - a row of a table is one line

from __future__ import annotations

import pytest

from dutyterm.manual.schema import Checklist
from tests.content.table import Row, choices_of, row_of, sentences, shipped_list

DM = "duty_manager"

PATROL = [
    Row("PAT-01", "samples", "number number", {"open_tills.warn": ("min_tills", None)}, "N", DM, "C", ("PEAK",), cards="PEAK", required=False),
    Row("PAT-02", "samples", "time time", {}, "N", DM, "C", ("加台席",), required=False, each=("first", "second", "third")),
    Row("PAT-03", "samples", "choice (number) (number)", {"single.warn": (None, 3), "combined.warn": (None, 5)}, "N", DM, "C", (), required=False, each=("first", "second")),
    Row("PAT-04", "posts", "choice", {}, "N", DM, "C", ("迎宾不能空",)),
    Row("PAT-05", "posts", "choice", {}, "N", DM, "C", ("客户坚持就给人工",)),
    Row("PAT-06", "posts", "choice (people)", {}, "N", DM, "C", ("空岗马上顶上",)),
    Row("PAT-07", "service", "choice", {}, "N", DM, "C", ()),
    Row("PAT-08", "service", "choice", {}, "N", DM, "C", ("强推",)),
    Row("PAT-09", "place", "choice (number)", {}, "N", f"guide {DM}", "C", ("停用牌", "报修")),
    Row("PAT-10", "place", "choice", {}, "N", DM, "C", ("撤下", "LEAK"), cards="LEAK"),
    Row("PAT-11", "place", "choice", {}, "N", DM, "C", ("收好",)),
    Row("PAT-12", "place", "choice (number)", {"temperature.warn": (16, 30)}, "N", f"cleaner {DM}", "C", ("立牌",)),
    Row("PAT-13", "watch", "choice", {}, "N", DM, "C", ()),
    Row("PAT-14", "watch", "choice", {}, "N", DM, "C", ("双人清点", "保险柜")),
    Row("PAT-15", "watch", "choice", {}, "N", DM, "C", ("CPL", "投诉"), cards="CPL"),
]  # fmt: skip

FIRE = [
    Row("PAT-F1", "fire", "choice", {}, "N", "guard", "C", ("清开", "开锁")),
    Row("PAT-F2", "fire", "choice", {}, "N", "guard", "C", ("移开",)),
    Row("PAT-F3", "fire", "choice", {}, "N", "guard", "C", ("断开", "报修")),
    Row("PAT-F4", "fire", "choice", {}, "N", "guard", "C", ("FIRE", "GAS"), cards="FIRE GAS"),
    Row("PAT-F5", "security", "choice", {}, "N", "guard", "C", ("不碰", "110")),
    Row("PAT-F6", "security", "choice", {}, "N", "guard", "C", ("锁上",)),
]

CHOICES = {
    "PAT-03.type": "single combined",
    "PAT-04.post": "good silent~ empty~",
    "PAT-05.guide": "good idle~ forcing~",
    "PAT-06.conduct": "good empty~ conduct~ looks~",
    "PAT-07.words": "good greeting~ cash~",
    "PAT-08.offer": "made none_heard missing~ pushed~",
    "PAT-09.machines": "good down~",
    "PAT-10.view": "good expired~ exposed~",
    "PAT-11.tidy": "good untidy~ papers~",
    "PAT-12.area": "good supplies~ wet~",
    "PAT-13.care": "good nobody missed~",
    "PAT-14.drawers": "below above~",
    "PAT-15.mood": "calm sign~ angry~",
    "PAT-F1.exits": "clear cleared blocked~",
    "PAT-F2.reachable": "free hidden~ missing~",
    "PAT-F3.power": "good hot~ wild~",
    "PAT-F4.air": "none cigarette~ burning~ gas~",
    "PAT-F5.seen": "none person~ bag~",
    "PAT-F6.doors": "shut open~",
}

LISTS = {"patrol": shipped_list("patrol"), "fire-round": shipped_list("fire-round")}
ROWS = [("patrol", row) for row in PATROL] + [("fire-round", row) for row in FIRE]
by_row = pytest.mark.parametrize(("name", "row"), ROWS, ids=[row.id for _, row in ROWS])
by_list = pytest.mark.parametrize("checklist", LISTS.values(), ids=LISTS)


def test_the_lists_are_pat_01_to_15_and_pat_f1_to_f6_in_this_order() -> None:
    assert [line.id for line in LISTS["patrol"].lines] == [f"PAT-{n:02}" for n in range(1, 16)]
    assert [line.id for line in LISTS["fire-round"].lines] == [f"PAT-F{n}" for n in range(1, 7)]


@by_row
def test_every_line_is_that_of_the_table(name: str, row: Row) -> None:
    line = LISTS[name].line(row.id)
    assert line is not None
    assert row_of(line, row.fail) == row


def test_every_choice_has_the_answers_of_the_table_and_1_is_the_normal_one() -> None:
    assert {**choices_of(LISTS["patrol"]), **choices_of(LISTS["fire-round"])} == CHOICES


@by_list
def test_all_normal_is_one_act_and_no_sample_is_ever_part_of_it(checklist: Checklist) -> None:
    assert checklist.bulk
    alone = [line.id for line in checklist.lines if not line.bulk]
    assert alone == [line.id for line in checklist.lines if not line.required]
    assert alone == (["PAT-01", "PAT-02", "PAT-03"] if checklist.id == "patrol" else [])


@by_list
def test_a_round_holds_nothing_up(checklist: Checklist) -> None:
    assert [line.id for line in checklist.lines if line.block or line.limits] == []


def test_two_whole_patrols_a_shift_are_compliant() -> None:
    assert LISTS["patrol"].min_per_shift == 2  # R3, W2
    assert LISTS["fire-round"].min_per_shift is None


def test_a_fire_round_line_can_say_what_is_wrong_and_not_only_that_it_is_right() -> None:
    """The domain asks for a confirmation; a choice gives the same in one key, and exceptions in one more."""
    assert all(any(c.off for c in line.fields[0].choices) for line in LISTS["fire-round"].lines)


def test_a_mean_of_samples_is_never_limited_at_the_single_ticket() -> None:
    tickets = LISTS["patrol"].line("PAT-02")
    assert tickets is not None
    assert not tickets.on_fail.open_item  # the wait is judged by wait_avg (R0-01)


def test_whoever_insists_on_a_person_gets_one() -> None:
    line = LISTS["patrol"].line("PAT-05")  # R0-09, R0-10
    assert line is not None
    assert "坚持要人工就照办" in line.help.zh
    assert "forcing" in [c.id for c in line.fields[0].choices if c.off]


@by_row
def test_help_says_how_and_why_in_two_to_four_sentences(name: str, row: Row) -> None:
    line = LISTS[name].line(row.id)
    assert line is not None
    assert 2 <= sentences(line.help.zh, "。？") <= 4
    assert 2 <= line.help.en.count(". ") + line.help.en.count("? ") + 1 <= 4
    assert not line.help.zh.startswith(line.title.zh)


@pytest.mark.parametrize("id", ["PAT-F1", "PAT-F2", "PAT-F3", "PAT-F4"])
def test_what_the_law_asks_of_fire_rounds_names_it(id: str) -> None:
    line = LISTS["fire-round"].line(id)
    assert line is not None
    assert "L5" in line.source
