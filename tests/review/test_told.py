"""Records in words: every kind has a name, nothing ends in an error, nothing is left out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyterm.hall.facts import FACTS as HALL_FACTS
from dutyterm.i18n import Text
from dutyterm.manual.load import load_manual
from dutyterm.manual.schema import Manual
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.review.kind_names import KIND_NAMES, kind_name
from dutyterm.review.told import Teller
from dutyterm.shift.families import FAMILIES

KINDS = [fact.KIND for family in FAMILIES for fact in family.FACTS] + [fact.KIND for fact in HALL_FACTS]


@pytest.fixture(scope="module")
def teller() -> Teller:
    manual = load_manual(shipped_manual_dir())
    assert isinstance(manual, Manual)
    return Teller({"p2": "王敏", "p3": "赵琪"}, manual)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_record_has_a_name_in_both_languages(kind: str) -> None:
    name = KIND_NAMES.get(kind)
    assert name is not None, f"{kind} has no name in dutyterm/review/kind_names.py"
    assert any("一" <= c <= "鿿" for c in name.zh)
    assert name.en.isascii()


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("entry.written", {"text": "停电", "severity": "urgent"}, ("紧急：停电", "urgent: 停电")),
        ("entry.corrected", {"of": 4, "text": "新", "reason": "slip"},
         ("第 4 条：新：写错", "to #4: 新: slip of the pen")),
        ("item.signed", {"item": "X-1", "person": "p2"}, ("X-1：王敏", "X-1: 王敏")),
        ("item.overridden", {"item": "X-1", "manager": "p3", "medium": "phone", "reason": "雨大"},
         ("X-1：赵琪，电话授权，雨大", "X-1: 赵琪, by phone, 雨大")),
        ("item.deferred", {"item": "X-1", "until": "closing", "reason": "no_time"},
         ("X-1：收尾时，来不及", "X-1: at closing, no time now")),
        ("open_item.closed", {"ref": "demo.2026-11-20-a.k3#7", "result": "好了"},
         ("2026-11-20-a #7：好了", "2026-11-20-a #7: 好了")),
        ("metric.recorded", {"metric": "m9"}, ("m9：未知", "m9: unknown")),
        ("metric.recorded", {"metric": "m9", "value": 12, "samples": 3},
         ("m9：12（合计，3 个样本）", "m9: 12 in all, 3 samples")),
        ("metric.unknown", {"n": 3, "what": {"zh": "等候", "en": "wait"}, "of": ["a", "b"], "x": [{}]},
         ("n=3 what=等候 of=a,b", "n=3 what=wait of=a,b")),
    ],
)  # fmt: skip
def test_a_record_is_told_in_words(
    teller: Teller, kind: str, body: dict[str, Any], told: tuple[str, str]
) -> None:
    assert teller.told(kind, body) == Text(*told)


@pytest.mark.parametrize(
    ("kind", "body", "en"),
    [
        ("run.started", {"list": "fire-round"}, "Fire and safety round"),
        ("run.completed", {"run": "fire-round-1"}, "Fire and safety round"),
        ("run.completed", {"run": "fire-round-2"}, "Fire and safety round 2"),
        ("run.completed", {"run": "ours-1"}, "ours"),
    ],
)
def test_a_list_is_told_by_its_title_and_not_by_its_id(
    teller: Teller, kind: str, body: dict[str, Any], en: str
) -> None:
    assert teller.told(kind, body).en == en


def test_who_signed_together_is_told_in_the_commas_of_the_language(teller: Teller) -> None:
    body = {"till": "01", "fen": 100, "signed": [{"person": "p2"}, {"person": "p3"}]}
    told = teller.told("cash.topped_up", body)
    assert "王敏、赵琪" in told.zh
    assert "王敏, 赵琪" in told.en


def test_an_answer_is_told_with_the_words_of_its_line(teller: Teller) -> None:
    line = next(line for checklist in teller.manual.lists for line in checklist.lines if line.id == "OPN-20")
    money = next(field.id for field in line.fields if field.kind == "money")
    body = {"item": "OPN-20", "part": "01", "field": money, "value": 50000, "norm": "warn"}
    assert teller.told("item.answered", body) == Text(
        f"OPN-20 01 {line.title.zh}：500.00，异常", f"OPN-20 01 {line.title.en}: 500.00, off the norm"
    )


def test_posts_are_told_by_their_names_and_by_who_holds_them(teller: Teller) -> None:
    body = {"item": "OPN-29", "part": "", "field": "posts", "value": ["greeter:p2", "guard:p99"]}
    told = teller.told("item.answered", body)
    assert told.zh.endswith("：一级 迎宾咨询 王敏、四级 保安 p99")
    assert "p2" not in told.en


def test_what_a_line_repeats_for_is_told_by_its_name(teller: Teller) -> None:
    goods = teller.told(
        "item.answered", {"item": "OPN-23", "part": "value_card", "field": "start", "value": 3}
    )
    assert "value_card" not in goods.zh + goods.en
    exits = Teller({}, teller.manual, places={"front": "正门"})
    assert exits.told("item.signed", {"item": "OPN-04", "part": "front", "person": "p2"}).zh.startswith(
        "OPN-04 正门 疏散通道"
    )
    # a till has the number that stands on it, an exit that is gone keeps its id
    assert teller.told("item.signed", {"item": "OPN-20", "part": "01", "person": "p2"}).zh.startswith(
        "OPN-20 01 "
    )
    assert " front " in teller.told("item.signed", {"item": "OPN-04", "part": "front", "person": "p2"}).zh


def test_an_unknown_kind_keeps_its_own_name() -> None:
    assert kind_name("metric.seen") == Text("metric.seen", "metric.seen")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = ["item", "part", "field", "value", "was", "reason", "text", "of", "person", "ref", "title", "profile"]


@given(st.sampled_from(KINDS), JSON | st.dictionaries(st.sampled_from(KEYS), JSON))
def test_whatever_a_body_holds_it_is_told_without_an_error(kind: str, body: Any) -> None:
    said = Teller({"p2": "王敏"}).told(kind, body)
    assert isinstance(said.zh, str)
    assert isinstance(said.en, str)
