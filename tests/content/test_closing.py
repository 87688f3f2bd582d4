"""The closing list (domain 3c, CLS-01 to CLS-34) against a table typed by hand from the domain."""

# ruff: noqa: E501 - a row of a table is one line

from __future__ import annotations

import pytest

from dutyterm.hall.defaults import sample_profile
from dutyterm.manual.due import parse_due
from dutyterm.manual.schema import Line
from tests.content.table import Row, choices_of, limits_of, row_of, sentences, shipped_list

STOCK = ("sim", "value_card", "device", "gift")


TABLE = [
    Row("CLS-01", "customers", "number", {}, "N", "greeter", "C-15", ("广播", "有号的全部办完")),
    Row("CLS-02", "customers", "time number", {"remaining.block": (None, 0)}, "B", "guard", "C+20", ("不催", "加班")),
    Row("CLS-03", "customers", "number", {"unfinished.warn": (None, 0)}, "N", "duty_manager", "C+20", ("负责人", "时间")),
    Row("CLS-04", "customers", "number (text) (dual)", {"found.warn": (None, 0)}, "N", "guard", "C+15", ("双人清点", "不翻看手机")),
    Row("CLS-05", "settle", "text", {}, "B", "clerk", "C+15", ("待扎账", "按台席单独封存"), each="tills"),
    Row("CLS-06", "settle", "choice dual", {}, "B", "clerk duty_manager", "C+20", ("重点",), each="tills"),
    Row("CLS-07", "settle", "money", {"difference.warn": (0, 0)}, "N", "clerk", "C+20", ("POS", "结算批次", "扫码", "未结事项")),
    Row("CLS-08", "settle", "choice (money) (text)", {"amount.warn": (1, None)}, "B", "duty_manager", "C+25", ("10 元", "50 元", "200 元", "厅经理", "稽核"), each="tills"),
    Row("CLS-09", "settle", "number number", {"lacking.warn": (None, 0)}, "N", "duty_manager", "C+25", ("缺单据", "稽核")),
    Row("CLS-10", "settle", "number number choice", {}, "N", "clerk", "C+20", ("缺哪几笔", "值班经理")),
    Row("CLS-11", "settle", "text", {}, "N", "clerk", "C+20", ("报",), required=False),
    Row("CLS-12", "settle", "number dual", {"difference.block": (0, 0)}, "L:stock_sale*", "stock_keeper clerk", "C+25", ("重点", "锁", "当天报厅经理"), each=STOCK),
    Row("CLS-13", "settle", "number money dual", {"difference.warn": (0, 0)}, "N", "duty_manager guard", "C+25", ("单独",), required=False, na="not_today"),
    Row("CLS-14", "settle", "number", {"not_keyed.warn": (None, 0)}, "N", "duty_manager", "C+25", ("必须记未结事项", "开门前要读到")),
    Row("CLS-15", "deposit", "money (text) dual", {"amount.block": (0, None)}, "B", "duty_manager clerk", "C+30", ("作废", "下一个号")),
    Row("CLS-16", "deposit", "choice (time) (confirm) (text)", {}, "N", "duty_manager second_person", "C+35", ("不交", "保险柜", "电话"), cards="COURIER"),
    Row("CLS-17", "deposit", "money", {"kept.block": (None, "overnight_fen")}, "B", "duty_manager", "C+35", ("厅经理批准",)),
    Row("CLS-18", "deposit", "choice text dual", {}, "B", "key_holder code_holder", "C+35", ("不能离厅", "厅经理")),
    Row("CLS-19", "deposit", "count choice", {"present.total": ("keys", None), "present.block": ("keys", None)}, "B", "stock_keeper", "C+35", ("找", "报")),
    Row("CLS-20", "deposit", "number (text)", {"notes.warn": (None, 0)}, "N", "duty_manager", "C+30", ("下一个工作日", "银行")),
    Row("CLS-21", "information", "confirm", {}, "B", "clerk duty_manager", "C+30", ("入柜", "粉碎", "LEAK"), each="tills"),
    Row("CLS-22", "information", "number", {"still_in.warn": (None, 0)}, "N", "clerk", "C+30", ("强制退出", "日志")),
    Row("CLS-23", "information", "confirm", {}, "N", "duty_manager", "C+30", ()),
    Row("CLS-24", "equipment", "confirm", {}, "N", "guide", "C+25", ()),
    Row("CLS-25", "equipment", "count", {"present.total": ("demo_devices", None)}, "N", "guide", "C+25", ("突发事件",), na="none_here"),
    Row("CLS-26", "equipment", "confirm (number)", {}, "N", "guard", "C+40", ("报警", "监控", "路由器", "UPS", "24 小时"), away=True),
    Row("CLS-27", "equipment", "number", {"unreported.warn": (None, 0)}, "N", "duty_manager", "C+35", ("补报",)),
    Row("CLS-28", "review", "choice (number)", {"cases.warn": (1, None)}, "N", "duty_manager", "C+30", ("每一起",), each="present"),
    Row("CLS-29", "review", "time text", {}, "N", "duty_manager", "C+30", ()),
    Row("CLS-30", "review", "choice (text)", {}, "N", "duty_manager", "C+40", ("无数据", "原因", "不填 0")),
    Row("CLS-31", "review", "confirm", {}, "B", "duty_manager", "C+40", ()),
    Row("CLS-32", "leaving", "confirm", {}, "B", "guard duty_manager", "C+45", ("留下", "等到安全"), away=True),
    Row("CLS-33", "leaving", "choice dual", {}, "B", "duty_manager guard", "C+45", ("退出房间", "110"), away=True),
    Row("CLS-34", "leaving", "choice (time) dual", {}, "B", "duty_manager second_person", "C+50", ("保安留守", "厅经理"), away=True),
]  # fmt: skip

CHOICES = {
    "CLS-05.report": "on_report unused pending~",
    "CLS-06.sheet": "agree unused together~ not_counted!",
    "CLS-08.result": "even unused over~ short~",
    "CLS-08.cause": "unknown change missing double wrong method refund mixed late",
    "CLS-10.result": "equal fewer~ more~",
    "CLS-11.last": "complete gap~",
    "CLS-16.way": "overnight courier bank night_safe kept~",
    "CLS-16.receipt": "tomorrow",
    "CLS-18.state": "locked faulty!",
    "CLS-19.papers": "all missing!",
    "CLS-28.any": "none some off_duty",
    "CLS-29.topics": "usual complaints praise changes safety",
    "CLS-30.state": "complete gaps~",
    "CLS-30.why": "machine system not_sampled",
    "CLS-33.inside": "nobody stranger!",
    "CLS-34.outside": "good odd~ not_armed!",
}

LAW = {
    "CLS-11": "L16", "CLS-17": "L3", "CLS-18": "L14", "CLS-19": "L14", "CLS-20": "L2", "CLS-21": "L1",
    "CLS-32": "L5",
}  # fmt: skip

by_row = pytest.mark.parametrize("row", TABLE, ids=[row.id for row in TABLE])
CLOSING = shipped_list("closing")


def line_at(id: str) -> Line:
    line = CLOSING.line(id)
    assert line is not None
    return line


def test_the_list_is_cls_01_to_34_in_this_order() -> None:
    assert [line.id for line in CLOSING.lines] == [f"CLS-{n:02}" for n in range(1, 35)]
    assert [row.id for row in TABLE] == [f"CLS-{n:02}" for n in range(1, 35)]


@by_row
def test_every_line_is_that_of_the_table(row: Row) -> None:
    assert row_of(line_at(row.id), row.fail) == row


def test_every_choice_has_the_answers_of_the_table_and_1_is_the_normal_one() -> None:
    assert choices_of(CLOSING) == CHOICES


def test_everything_that_blocks_blocks_leaving_and_nothing_else() -> None:
    assert {line.block for line in CLOSING.lines} == {None, "leave"}


def test_the_doors_are_closed_when_the_last_customer_has_left() -> None:
    assert [line.id for line in CLOSING.lines if line.closes_doors] == ["CLS-02"]  # WF-18
    assert [f.kind for f in line_at("CLS-02").fields][0] == "time"


def test_a_line_that_blocks_leaving_is_never_simply_not_applicable() -> None:
    assert [line.id for line in CLOSING.lines if line.na and line.block] == []


def test_closing_is_never_answered_all_at_once() -> None:
    assert not CLOSING.bulk


def test_every_line_is_mandatory() -> None:
    assert all(line.mandatory for line in CLOSING.lines)  # R0-15


def test_no_complaint_is_an_answer_that_each_person_gives() -> None:
    line = line_at("CLS-28")  # R2-10
    answer, cases = line.fields
    assert (line.each, line.required, answer.each, answer.optional) == ("present", True, True, False)
    assert cases.when is not None
    assert cases.when.is_ == ("some",)


def test_over_and_short_are_decided_till_by_till_and_never_netted() -> None:
    result, amount, _ = line_at("CLS-08").fields  # W8
    assert (result.each, amount.each) == (True, True)
    assert amount.when is not None
    assert amount.when.is_ == ("over", "short")


def test_what_is_counted_blind_is_not_written_where_others_could_read_it_first() -> None:
    assert all(field.kind not in ("money", "number", "count") for field in line_at("CLS-06").fields)  # W12


def test_the_seal_of_the_night_is_written_down_to_be_compared_in_the_morning() -> None:
    seal = next(f for f in line_at("CLS-18").fields if f.id == "seal")  # OPN-19
    assert (seal.kind, seal.optional, seal.when, seal.choices) == ("text", False, None, ())


def test_a_courier_is_checked_before_anything_is_handed_over() -> None:
    checked = next(f for f in line_at("CLS-16").fields if f.id == "checked")  # W10
    assert checked.when is not None
    assert (checked.kind, checked.when.is_) == ("confirm", ("courier",))


def test_unknown_figures_make_no_open_item_because_nobody_can_find_them_later() -> None:
    assert [line.id for line in CLOSING.lines if not line.on_fail.open_item] == ["CLS-30"]


@pytest.mark.parametrize(("id", "tag"), LAW.items())
def test_a_line_that_comes_from_a_law_names_it(id: str, tag: str) -> None:
    assert tag in line_at(id).source


@by_row
def test_help_says_how_and_why_in_two_to_four_sentences(row: Row) -> None:
    line = line_at(row.id)
    assert 2 <= sentences(line.help.zh, "。？") <= 4
    assert 2 <= line.help.en.count(". ") + line.help.en.count("? ") + 1 <= 4
    assert not line.help.zh.startswith(line.title.zh)


def test_due_times_lie_between_a_quarter_before_and_fifty_minutes_after_closing() -> None:
    offsets = [parse_due(line.due) for line in CLOSING.lines]
    assert [due.anchor for due in offsets if due is not None] == ["C"] * 34
    minutes = [due.minutes for due in offsets if due is not None]
    assert (min(minutes), max(minutes), minutes[-1]) == (-15, 50, 50)


def test_every_figure_that_the_list_names_is_one_of_the_hall() -> None:
    premises = sample_profile().premises()
    ends = {e for line in CLOSING.lines for f in line.fields for pair in limits_of(f).values() for e in pair}
    assert [end for end in ends if isinstance(end, str) and premises.figure(end) is None] == []
    assert premises.figure("overnight_fen") == 2_000_000  # the sample hall: 20,000.00 yuan


def test_a_normal_closing_of_the_sample_hall_stays_in_the_key_budget() -> None:
    """Keys besides digits and texts: 60, 4 for each till and 1 for each person (6 tills, 13 people)."""
    parts = {"tills": 6, "present": 13}
    keys, sheets, duals_before = 0, 0, False
    for line in CLOSING.lines:
        if not line.required or line.when is not None:
            continue
        asked = [f for f in line.fields if not f.optional and f.when is None]
        times = len(line.each) if isinstance(line.each, tuple) else parts.get(str(line.each), 1)
        keys += sum(times if field.each else 1 for field in asked if field.kind != "dual")
        duals = any(field.kind == "dual" for field in asked)
        sheets += duals and not duals_before  # neighbours are signed together: Space, digit, Enter
        duals_before = duals
    assert keys + 3 * sheets <= 60 + 4 * parts["tills"] + parts["present"]
