"""The categories of the log (domain 3g), typed by hand."""

from __future__ import annotations

import re

import pytest

from dutyterm.manual.load import load_manual
from dutyterm.manual.schema import Log, Manual
from dutyterm.manual.shipped import shipped_manual_dir

CATEGORIES = [
    ("complaint", "投诉"),
    ("fault", "设备故障"),
    ("attendance", "人员出勤"),
    ("suggestion", "客户建议"),
    ("queue_sample", "排队抽样"),
    ("transaction_sample", "办理抽样"),
    ("incident", "突发事件"),
    ("praise", "表扬"),
    ("inspection", "来访检查"),
    ("commitment", "承诺跟进"),
    ("retention", "离网挽留"),
    ("market", "市场信息"),
    ("discipline", "违纪观察"),
    ("supplies", "物料缺货"),
    ("notice", "公告传达"),
    ("cash", "资金"),
    ("special_care", "客户关怀"),
]


@pytest.fixture(scope="module")
def log() -> Log:
    made = load_manual(shipped_manual_dir())
    assert isinstance(made, Manual)
    return made.log


def test_the_categories_are_those_of_the_trade_in_their_order(log: Log) -> None:
    assert [(c.id, c.name.zh) for c in log.categories] == CATEGORIES


def test_every_category_offers_three_to_six_phrases_before_writing(log: Log) -> None:
    assert [c.id for c in log.categories if not 3 <= len(c.phrases) <= 6] == []


def test_only_the_hall_manager_reads_about_discipline(log: Log) -> None:
    assert {c.id: c.only for c in log.categories if c.only} == {"discipline": ("hall_manager",)}


def test_a_phrase_holds_no_number_that_could_be_somebodys(log: Log) -> None:
    phrases = [p for c in log.categories for p in c.phrases]
    assert [p for p in phrases if re.search(r"\d", p.zh + p.en)] == []  # N30


def test_no_phrase_is_there_twice(log: Log) -> None:
    zh = [p.zh for c in log.categories for p in c.phrases]
    assert len(zh) == len(set(zh))
