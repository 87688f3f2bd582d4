"""The count sheet, the ladder, the causes and limits of the default template (domain 3e), typed by hand."""

from __future__ import annotations

from dutyterm.manual.cash import CashRules
from tests.content.table import shipped


def cash() -> CashRules:
    found = shipped().cash
    assert found is not None
    return found


CASH = cash()

# id: fen, form, shown in every hall (e.1). There is no 2 yuan and no 2 jiao.
ROWS = {
    "y100": (10_000, "note", True),
    "y50": (5_000, "note", True),
    "y20": (2_000, "note", True),
    "y10": (1_000, "note", True),
    "y5": (500, "note", True),
    "y1n": (100, "note", True),
    "y1c": (100, "coin", True),
    "j5": (50, "both", True),
    "j1": (10, "both", True),
    "f5": (5, "coin", False),
    "f2": (2, "coin", False),
    "f1": (1, "coin", False),
}

CAUSES = (
    "找零错 收款未录 重复录 录错金额或方式 退费未付 备用金不足额 混放别的台席 疑似假币 "
    "中途缴款漏记 手工受理未补录 系统延迟入账 未查明"
)

TENDERS = ("pos", "qr", "ecny", "cheque", "transfer", "points", "agency")

# step: largest difference, recount, who is told and when, camera (e.4)
LADDER = {
    "even": (0, "no", (), None, False),
    "small": (1_000, "own", (), None, False),
    "middle": (5_000, "other", (), None, False),
    "large": (20_000, "other", ("hall_manager",), "same_day", True),
    "grave": (None, "other", ("hall_manager", "auditor"), "at_once", True),
}


def test_the_count_sheet_has_the_money_that_circulates_and_nothing_else() -> None:
    assert {d.id: (d.fen, d.form, not d.rare) for d in CASH.denominations} == ROWS


def test_no_two_yuan_and_no_two_jiao_are_counted() -> None:
    assert not {200, 20} & {d.fen for d in CASH.denominations}
    for term in ("第四套", "2 角", "1 角硬币", "第一至三套", "银行"):
        assert term in CASH.withdrawn.what.zh


def test_commemorative_money_counts_at_its_face() -> None:
    assert CASH.other_faces == (500, 1_000, 2_000, 5_000, 10_000)


def test_a_strap_of_notes_has_a_hundred_pieces() -> None:
    assert {d.strap for d in CASH.denominations if d.form == "note"} == {100}


def test_the_causes_are_those_of_the_trade() -> None:
    assert [c.name.zh for c in CASH.causes] == CAUSES.split()
    assert [c.id for c in CASH.causes if c.unexplained] == ["unknown"]


def test_the_tenders_are_settled_one_by_one() -> None:
    assert tuple(t.id for t in CASH.tenders) == TENDERS


def test_the_ladder_asks_for_more_the_larger_a_difference_is() -> None:
    found = {r.id: (r.up_to, r.recount, r.inform, r.inform_by, r.footage) for r in CASH.ladder}
    assert found == LADDER
    sizes = (0, 1, -1_000, 1_001, 5_000, -5_001, 20_000, 20_001, -(10**12))
    steps = "even small small middle middle large large grave grave"
    assert [CASH.rung(fen).id for fen in sizes] == steps.split()


def test_repetition_counts_as_grave() -> None:
    found = {r.id: (r.sort, r.per, r.unexplained, r.count, r.within_days) for r in CASH.repeats}
    assert found == {
        "over_days": ("over", "hall", True, 3, 30),
        "short_person": ("short", "person", False, 3, 30),
    }


def test_the_limits_are_the_samples() -> None:
    f = CASH.figures
    assert (f.float_fen, f.reserve_fen) == (50_000, 300_000)
    assert (f.drawer_fen, f.overnight_fen) == (500_000, 2_000_000)
    assert (f.small_change_fen, f.small_face_fen) == (20_000, 1_000)
    assert (f.footage_days, f.footage_warn_day) == (30, 20)


def test_the_words_about_a_suspected_note_follow_the_law() -> None:
    told = " ".join(words.zh for words in CASH.suspect)
    for term in ("不能没收", "收缴凭证", "人民银行", "公安", "信封", "两人签名", "下一工作日", "110", "疑似"):
        assert term in told
    assert "四分之三" in CASH.damaged[0].zh


def test_everything_handed_over_with_the_cash_has_its_way_of_counting() -> None:
    found = {v.id: v.count for v in CASH.valuables}
    assert found == {
        "invoices": "range", "receipts": "range", "sim": "quantity", "value_cards": "face",
        "devices": "quantity", "gifts": "quantity", "keys": "list", "seals": "list",
        "code_envelope": "list", "boxes": "list", "terminals": "list", "register_book": "range",
    }  # fmt: skip
    assert [v.id for v in CASH.valuables if v.digital] == ["invoices"]
