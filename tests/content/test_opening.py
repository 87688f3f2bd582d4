"""The default opening list, compared line by line with the table of the trade (domain 3b), typed by hand."""

# ruff: noqa: E501 -- a table: one line of the list in each row

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from dutyterm.hall.defaults import sample_profile
from dutyterm.manual.due import parse_due
from dutyterm.manual.known import FIGURES, FLAGS
from dutyterm.manual.load import load_manual
from dutyterm.manual.schema import Checklist, FieldSpec, Line, Manual
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.model.people import Post


@pytest.fixture(scope="module")
def manual() -> Manual:
    made = load_manual(shipped_manual_dir())
    assert isinstance(made, Manual), [p.shown().en for p in made]
    return made


class Row(NamedTuple):
    """One row of the table."""

    id: str
    group: str
    kinds: str
    """Kinds that must be answered, in order; in brackets: asked only if something holds, or optional."""
    limits: dict[str, tuple[object, object]]
    """`field.warn` or `field.block` -> (min, max); `field.total` -> (total, None)."""
    critical: str
    """B blocks the doors, B:x blocks x, L:x limits x (L:x* = only that part), N neither."""
    who: str
    due: str
    fail: tuple[str, ...]
    """Key terms of what to do when it fails, in zh."""
    cards: str = ""
    """Cards suggested by the line or by an answer."""
    open_due: str | None = None
    required: bool = True
    each: object = None


TABLE = [
    Row("OPN-01", "safety", "choice", {}, "B", "duty_manager second_person", "T-40", ("不要进厅", "退", "110", "厅经理", "突发事件"), "NIGHT"),
    Row("OPN-02", "safety", "time dual", {}, "B", "key_holder code_holder", "T-40", ("门外等", "厅经理", "第二人")),
    Row("OPN-03", "safety", "choice", {}, "B", "duty_manager", "T-38", ("什么都不碰", "110", "不动开关", "通风", "119", "燃气", "WEA"), "GAS NIGHT WEA"),
    Row("OPN-04", "safety", "confirm", {}, "B", "guard", "T-30", ("客户进厅之前", "打开"), each="exits"),
    Row("OPN-05", "safety", "count choice", {"usable.total": ("extinguishers", None), "usable.block": (1, None)}, "B L:zone", "guard", "T-30", ("换", "报修", "不得开门")),
    Row("OPN-06", "safety", "number number", {"offline.block": (None, 0), "clock_error.warn": (-60, 60)}, "L:cash", "duty_manager", "T-35", ("报修", "有画面的台席", "不开保险柜")),
    Row("OPN-07", "equipment", "number", {"battery.warn": (80, 100)}, "N", "duty_manager", "T-30", ("报修", "几分钟")),
    Row("OPN-08", "equipment", "number", {"temperature.warn": (16, 30)}, "N", "cleaner guard", "T-20", ("报修", "风扇", "取暖器")),
    Row("OPN-09", "equipment", "choice", {}, "B", "duty_manager", "T-30", ("NET",), "NET"),
    Row("OPN-10", "equipment", "choice", {}, "B", "clerk", "T-25", ("SYS", "缓慢", "迎宾"), "SYS", each="tills"),
    Row("OPN-11", "equipment", "number", {"usable.warn": ("planned_tills", "tills"), "usable.block": ("min_tills", None)}, "B", "duty_manager", "T-20", ("调整", "备班")),
    Row("OPN-12", "equipment", "count", {"working.total": ("tills", None), "working.block": (1, None)}, "L:real_name", "clerk", "T-20", ("台席停办实名",)),
    Row("OPN-13", "equipment", "choice", {}, "N", "greeter", "T-15", ("手写号牌", "流动导购")),
    Row("OPN-14", "equipment", "count", {"working.total": ("tills", None), "working.block": (1, None)}, "L:card,scan", "clerk", "T-20", ("取号时", "现金照收")),
    Row("OPN-15", "equipment", "count", {"working.total": ("cash_tills", None), "working.block": (1, None)}, "L:cash", "clerk", "T-20", ("共用", "100", "50", "第二人")),
    Row("OPN-16", "equipment", "choice", {}, "N", "clerk", "T-20", ("备用机", "报修")),
    Row("OPN-17", "equipment", "count", {"working.total": ("terminals", None)}, "N", "guide", "T-15", ("暂停使用", "单号")),
    Row("OPN-18", "equipment", "count (choice)", {"present.total": ("kit_items", None)}, "B:manual L:manual_acceptance", "duty_manager", "T-25", ("今天补齐", "登记簿", "手工受理")),
    Row("OPN-19", "cash", "choice (text) dual", {}, "B:cash L:cash", "duty_manager auditor stock_keeper", "T-30", ("不开柜", "监控", "厅经理", "110")),
    Row("OPN-20", "cash", "money dual", {"counted.block": ("float_fen", "float_fen")}, "L:till*", "duty_manager clerk", "T-20", ("签名前改正", "差异单"), each="tills"),
    Row("OPN-21", "cash", "money", {"small.warn": ("small_change_fen", None)}, "N", "clerk", "T-20", ("备用零钱", "银行", "高峰之前"), each="tills"),
    Row("OPN-22", "cash", "text", {}, "N", "clerk", "T-20", ("缺号", "使用"), required=False),
    Row("OPN-23", "cash", "number (text) dual", {"difference.block": (0, 0)}, "L:stock_sale*", "stock_keeper clerk", "T-20", ("该品类停售",), each=("sim", "value_card", "device")),
    Row("OPN-24", "cash", "count dual", {"present.total": ("keys", None)}, "N", "duty_manager clerk", "T-20", ("立即报厅经理",)),
    Row("OPN-25", "cash", "choice (text)", {}, "N", "duty_manager", "T-15", ("银行", "押运", "12:00"), open_due="T+210"),
    Row("OPN-26", "people", "number (people) (text)", {"present.block": ("min_staff", None)}, "B", "duty_manager", "T-20", ("备班", "减少台席", "厅经理")),
    Row("OPN-27", "people", "time text", {}, "N", "duty_manager", "T-20", ("两批", "原因")),
    Row("OPN-28", "people", "choice (people)", {}, "N", "duty_manager", "T-10", ("开门前改好",)),
    Row("OPN-29", "people", "assign", {}, "N", "duty_manager", "T-10", ("兼两岗", "迎宾不空")),
    Row("OPN-30", "floor", "choice", {}, "N", "cleaner", "T-15", ("打扫", "垫子", "警示牌")),
    Row("OPN-31", "floor", "choice (number)", {"expired.warn": (None, 0)}, "N", "guide", "T-15", ("马上撤下",)),
    Row("OPN-32", "floor", "count", {"present.total": ("demo_devices", None)}, "N", "guide", "T-10", ("监控", "突发事件")),
    Row("OPN-33", "continuity", "confirm", {}, "B", "duty_manager", "T-20", ("读完再开班",), each="open_items"),
    Row("OPN-34", "continuity", "time machine", {}, "N", "duty_manager", "T", ("原因", "厅经理")),
]  # fmt: skip

by_row = pytest.mark.parametrize("row", TABLE, ids=[row.id for row in TABLE])


def opening(manual: Manual) -> Checklist:
    found = manual.list("opening")
    assert found is not None
    return found


def line_at(manual: Manual, id: str) -> Line:
    line = opening(manual).line(id)
    assert line is not None
    return line


def test_the_list_is_opn_01_to_34_in_this_order(manual: Manual) -> None:
    assert [line.id for line in opening(manual).lines] == [f"OPN-{n:02}" for n in range(1, 35)]
    assert [row.id for row in TABLE] == [f"OPN-{n:02}" for n in range(1, 35)]


@by_row
def test_the_group_is_that_of_the_table(manual: Manual, row: Row) -> None:
    assert line_at(manual, row.id).group == row.group


@by_row
def test_the_answers_asked_for_are_those_of_the_table(manual: Manual, row: Row) -> None:
    shown = [f"({f.kind})" if f.when or f.optional else f.kind for f in line_at(manual, row.id).fields]
    assert shown == row.kinds.split()


def limits_of(field: FieldSpec) -> dict[str, tuple[object, object]]:
    found: dict[str, tuple[object, object]] = {}
    if field.total is not None:
        found[f"{field.id}.total"] = (field.total, None)
    if field.warn is not None:
        found[f"{field.id}.warn"] = (field.warn.min, field.warn.max)
    if field.block is not None:
        found[f"{field.id}.block"] = (field.block.min, field.block.max)
    return found


@by_row
def test_the_limits_are_those_of_the_table(manual: Manual, row: Row) -> None:
    found = {k: v for field in line_at(manual, row.id).fields for k, v in limits_of(field).items()}
    assert found == row.limits


@by_row
def test_the_criticality_is_that_of_the_table(manual: Manual, row: Row) -> None:
    line = line_at(manual, row.id)
    parts = [] if line.block is None else ["B" if line.block == "doors" else f"B:{line.block}"]
    if line.limits:
        parts.append("L:" + ",".join(line.limits) + ("*" if line.limits_part else ""))
    assert (" ".join(parts) or "N") == row.critical


@by_row
def test_who_and_when_are_those_of_the_table(manual: Manual, row: Row) -> None:
    line = line_at(manual, row.id)
    assert (" ".join(line.who), line.due) == (row.who, row.due)


@by_row
def test_what_to_do_on_failure_has_the_key_terms_of_the_table(manual: Manual, row: Row) -> None:
    line = line_at(manual, row.id)
    assert [term for term in row.fail if term not in line.on_fail.do.zh] == []
    cards = {line.on_fail.procedure} | {c.procedure for field in line.fields for c in field.choices}
    assert sorted(c for c in cards if c) == row.cards.split()
    assert line.on_fail.due == row.open_due


@by_row
def test_required_and_repeated_as_in_the_table(manual: Manual, row: Row) -> None:
    line = line_at(manual, row.id)
    assert line.required is row.required
    each = tuple(part.id for part in line.each) if isinstance(line.each, tuple) else line.each
    assert each == row.each


CHOICES = {
    # OPN-nn.field: ids in order; `~` off the norm, `!` failure
    "OPN-01.outside": "normal odd!",
    "OPN-03.night": "none leak! smell! intrusion! other~",
    "OPN-05.alarm": "good light~ button~",
    "OPN-09.link": "main backup~ down!",
    "OPN-10.login": "normal slow~ failed! unused",
    "OPN-13.state": "good paper~ broken~",
    "OPN-16.state": "good low~ broken~",
    "OPN-18.register": "there missing!",
    "OPN-19.seal": "same differs! broken!",
    "OPN-22.first": "follows gap~",
    "OPN-25.receipt": "received on_the_way~ missing~",
    "OPN-26.reason": "leave ill late unknown",
    "OPN-27.topics": "usual tariff system service safety",
    "OPN-28.looks": "good some~",
    "OPN-30.state": "clean wet_guarded dirty~ wet~",
    "OPN-31.state": "current expired~ missing~",
}


def test_every_choice_has_the_answers_of_the_table_and_1_is_the_normal_one(manual: Manual) -> None:
    found = {
        f"{line.id}.{field.id}": " ".join(
            c.id + ("!" if c.block else "~" if c.off else "") for c in field.choices
        )
        for line in opening(manual).lines
        for field in line.fields
        if field.choices
    }
    assert found == CHOICES


def test_what_happens_before_the_pc_is_on_is_answered_late_without_counting_as_late(manual: Manual) -> None:
    assert [line.id for line in opening(manual).lines if line.away] == ["OPN-01", "OPN-02", "OPN-03"]


def test_a_float_is_issued_per_till_and_signed_once_for_all(manual: Manual) -> None:
    counted, signed = line_at(manual, "OPN-20").fields
    assert (counted.each, signed.each) == (True, False)


def test_the_four_diversion_levels_are_assigned_in_order(manual: Manual) -> None:
    (field,) = line_at(manual, "OPN-29").fields
    assert field.posts == (Post.GREETER, Post.GUIDE, Post.DUTY_MANAGER, Post.GUARD)  # R0-07


def test_paper_numbers_are_asked_only_where_there_is_paper(manual: Manual) -> None:
    when = line_at(manual, "OPN-22").when
    assert when is not None
    assert when.flag == "paper_invoices"


def test_opening_late_by_more_than_five_minutes_needs_a_reason(manual: Manual) -> None:
    line = line_at(manual, "OPN-34")
    assert line.opens_doors
    assert [(f.id, f.late_reason_after, f.machine) for f in line.fields] == [
        ("opened_at", 5, None),
        ("limited", None, "limited_services"),
    ]


def test_lines_that_may_be_not_applicable_are_few_and_none_of_them_blocks_the_doors(manual: Manual) -> None:
    may = [line.id for line in opening(manual).lines if line.na]
    assert may == ["OPN-13", "OPN-14", "OPN-16", "OPN-17", "OPN-25", "OPN-32"]
    assert all(line_at(manual, id).block is None for id in may)


def test_every_line_is_mandatory(manual: Manual) -> None:
    assert all(line.mandatory for line in opening(manual).lines)  # R0-15


LAW = {"OPN-04": "L6", "OPN-06": "L13", "OPN-12": "L10", "OPN-21": "L4", "OPN-22": "L16", "OPN-25": "L3"}


@pytest.mark.parametrize(("id", "tag"), LAW.items())
def test_a_line_that_comes_from_a_law_names_it(manual: Manual, id: str, tag: str) -> None:
    assert tag in line_at(manual, id).source


@by_row
def test_help_says_how_and_why_in_two_to_four_sentences(manual: Manual, row: Row) -> None:
    line = line_at(manual, row.id)
    assert 2 <= line.help.zh.count("。") + line.help.zh.count("？") <= 4
    assert 2 <= sum(line.help.en.count(end) for end in (". ", "? ")) + 1 <= 4
    assert not line.help.zh.startswith(line.title.zh)


def test_a_normal_opening_of_the_sample_hall_stays_in_the_key_budget(manual: Manual) -> None:
    """Keys besides digits of numbers and PINs: 55, and 3 for each till (6 tills, 3 exits, 3 open items)."""
    parts = {"tills": 6, "exits": 3, "open_items": 3}
    one = {"choice": 1, "confirm": 1, "number": 1, "count": 1, "money": 1, "time": 1, "text": 1, "machine": 0}
    keys, sheets, duals_before = 0, 0, False
    for line in opening(manual).lines:
        asked = [f for f in line.fields if not f.optional and f.when is None and line.when is None]
        times = len(line.each) if isinstance(line.each, tuple) else parts.get(str(line.each), 1)
        for field in asked:
            if field.kind == "assign":
                keys += len(field.posts) + 1
            elif field.kind != "dual":
                keys += one[field.kind] * (times if field.each else 1)
        duals = any(field.kind == "dual" for field in asked)
        sheets += duals and not duals_before  # neighbours are signed together: Space, digit, Enter
        duals_before = duals
    assert keys + 3 * sheets <= 55 + 3 * parts["tills"]


def test_due_times_lie_between_arrival_and_the_doors(manual: Manual) -> None:
    offsets = [parse_due(line.due) for line in opening(manual).lines]
    minutes = [due.minutes for due in offsets if due is not None]
    assert len(minutes) == 34
    assert min(minutes) == -40
    assert max(minutes) == 0
    assert minutes[-1] == 0


def test_the_template_calls_itself_a_default_template(manual: Manual) -> None:
    assert "默认模板" in manual.cover.title.zh
    assert "不是任何公司的制度" in manual.cover.note.zh
    assert manual.cover.changes[-1].version == manual.cover.version


def test_the_hash_names_the_files_of_the_folder(manual: Manual) -> None:
    names = {
        p.relative_to(shipped_manual_dir()).as_posix() for p in Path(shipped_manual_dir()).rglob("*.toml")
    }
    assert {"manual.toml", "opening.toml", "log.toml", "emergency/power.toml"} <= names
    assert len(manual.hash) == 64


def test_every_figure_and_flag_that_the_list_names_is_one_of_the_hall(manual: Manual) -> None:
    premises = sample_profile().premises()
    limits = [limits_of(field) for line in opening(manual).lines for field in line.fields]
    ends = {end for found in limits for pair in found.values() for end in pair}
    unknown = [end for end in ends if isinstance(end, str) and premises.figure(end) is None]
    assert unknown == []
    assert FIGURES - {"staff"} == {name for name in FIGURES - {"staff"} if premises.figure(name) is not None}
    assert set(premises.flags) == FLAGS


def test_a_weak_answer_does_not_send_anybody_to_the_card_of_an_outage(manual: Manual) -> None:
    """OPN-09 on the backup line and OPN-10 slow are told to the greeter; only down and failed start a card."""
    for id, weak in (("OPN-09", "backup"), ("OPN-10", "slow")):
        line = line_at(manual, id)
        (choice,) = [c for c in line.fields[0].choices if c.id == weak]
        assert (choice.procedure, line.on_fail.procedure) == (None, None)
