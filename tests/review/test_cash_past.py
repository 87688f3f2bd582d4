"""Money of earlier shifts as rules want it: differences of thirty days, numbers that are used up (e.4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dutyterm.manual.load import load_manual
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.review.past import past_of
from dutyterm.review.told import Teller
from dutyterm.shift.past import PastDifference
from dutyterm.shift.shift import summary
from tests.review.test_past import shelved
from tests.shift.cash_day import cash_day, cash_records


def sealed() -> dict[str, Any]:
    return {"v": 2, "figures": summary(cash_day().scene)}


def test_differences_and_numbers_come_from_the_seals() -> None:
    past = past_of([shelved(0, sealed()), shelved(3, sealed())])
    assert [d.day for d in past.differences] == [date(2026, 11, 20), date(2026, 11, 17)]
    assert past.differences[0] == PastDifference(date(2026, 11, 20), "p3", "01", "cash", -1_000, "change", 1)
    assert {"D-1", "X-1", "S-0", "Z-2"} <= past.numbers


def test_overs_that_went_back_are_added_up_over_the_seals() -> None:
    rows = [
        {"over": "2026-11-20/01#7/cash", "fen": 500},
        {"over": 3, "fen": 1},
        {"over": "x", "fen": True},
        7,
    ]
    past = past_of([shelved(n, {"v": 2, "figures": {"cash": {"returned": rows}}}) for n in (0, 3)])
    assert past.returned == {"2026-11-20/01#7/cash": 1_000}


@pytest.mark.parametrize(
    "cash",
    [None, [], "x", {"differences": "x", "numbers": 3},
     {"differences": [1, {}, {"fen": True}], "numbers": [None]},
     {"differences": [{"person": "p1", "till": "01", "tender": "cash", "fen": 0, "cause": ""}]}],
)  # fmt: skip
def test_a_seal_that_says_nonsense_of_money_says_nothing(cash: Any) -> None:
    past = past_of([shelved(0, {"v": 2, "figures": {"cash": cash}})])
    assert past.differences == ()
    assert past.numbers == frozenset()


@pytest.mark.parametrize("record", cash_records(), ids=lambda r: f"{r.id}-{r.kind}")
def test_every_record_of_money_is_told_in_words(record: Any) -> None:
    told = Teller({"p1": "王敏", "p3": "李娟"}).told(record.kind, record.raw["body"])
    assert told.zh
    assert told.en
    assert "=" not in told.zh, "told as it stands, not in words"


def test_causes_tenders_reasons_and_items_are_told_by_their_names_not_by_their_ids() -> None:
    manual = load_manual(shipped_manual_dir())
    assert not isinstance(manual, tuple)
    teller = Teller({"p1": "王敏", "p3": "李娟"}, manual)
    told = "; ".join(teller.told(r.kind, r.raw["body"]).zh for r in cash_records())
    for name in ("找零错", "POS 刷卡", "未查明", "收据、手工单据", "钥匙"):
        assert name in told
    pending = {"till": "01", "number": 1, "pouch": "W-1", "reason": "system_down", "signed": []}
    assert teller.told("cash.report_pending", pending).zh == "台席 01，封包 W-1，系统故障"
    assert teller.told("cash.report_pending", pending).en.endswith("the system is down")


def test_the_words_that_a_signer_wrote_are_told_with_the_bag_and_nothing_where_nobody_did_n4() -> None:
    teller = Teller({"p1": "王敏", "p3": "李娟"})
    signed = [{"person": "p1"}, {"person": "p3"}]
    bag = {"bag": "B-1", "seal": "S-1", "packets": [], "fen": 120_000, "over": 0, "signed": signed}
    assert teller.told("cash.bag_sealed", bag).zh == "B-1 / S-1，1,200.00，王敏、李娟"
    written = teller.told("cash.bag_sealed", {**bag, "words": "壹仟贰佰元整"})
    assert written.zh == "B-1 / S-1，1,200.00，壹仟贰佰元整，王敏、李娟"


def test_a_count_is_told_without_its_figures() -> None:
    counted = next(
        r for r in cash_day().records if r.kind == "cash.counted" and r.raw["body"]["sheet"]["total"]
    )
    told = Teller({"p3": "李娟"}).told(counted.kind, counted.raw["body"])
    assert told.zh == "台席 01，第 1 次，李娟"


def test_envelopes_of_the_register_are_used_up_as_well() -> None:
    past = past_of([shelved(0, {"v": 2, "figures": {"register": {"numbers": ["E-7", 3]}}})])
    assert past.numbers == {"E-7"}
