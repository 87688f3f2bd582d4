"""What may be done by hand and what never, limits, columns: the default template, typed by hand (3f.2)."""

from __future__ import annotations

from typing import get_args

from dutyterm.manual.register import Asked, RegisterRules
from dutyterm.paper.blank import REGISTER_ROWS
from tests.content.table import shipped


def register() -> RegisterRules:
    found = shipped().by_hand
    assert found is not None
    return found


RULES = register()

# never by hand, in the order of the trade: words of its name, ground, a source
NEVER = (
    ("入网", "law", "L10"), ("补卡", "risk", "S0"), ("过户", "law", "L10"), ("销户", "risk", "S0"),
    ("密码重置", "risk", "S0"), ("停复机", "default", "D"), ("资料变更", "default", "D"),
    ("携号转网", "default", "D"), ("集团大额", "default", "D"), ("合约、分期", "default", "D"),
    ("退费", "default", "D"), ("开票", "default", "D"), ("扫码", "default", "D"),
)  # fmt: skip

# business: takes money, is keyed in, the customer hears of it
ALLOWED = {
    "现金缴费": (True, True, True),
    "咨询": (False, False, False),
    "投诉": (False, True, True),
    "故障申告": (False, True, True),
    "预约": (False, False, True),
    "意见建议": (False, False, False),
    "紧急挂失": (False, False, False),
}


def test_what_is_never_done_by_hand_is_what_the_trade_says_with_its_ground() -> None:
    assert len(RULES.never) == len(NEVER)
    for one, (word, ground, source) in zip(RULES.never, NEVER, strict=True):
        assert word in one.name.zh
        assert (one.ground, source in one.source) == (ground, True), one.id


def test_what_may_be_done_by_hand_is_seven_things() -> None:
    found = {one.name.zh: (one.money, one.rekey, one.call) for one in RULES.business}
    assert found == ALLOWED


def test_nothing_is_both_allowed_and_never_done() -> None:
    assert not {b.id for b in RULES.business} & {n.id for n in RULES.never}


def test_limits_are_500_an_entry_5000_a_page_and_24_hours() -> None:
    figures = RULES.figures
    assert (figures.entry_fen, figures.page_fen, figures.rekey_hours) == (50_000, 500_000, 24)


def test_a_page_of_the_program_is_a_page_of_the_printed_register() -> None:
    assert RULES.figures.page_numbers == REGISTER_ROWS


def test_money_asks_for_sums_receipt_and_that_the_customer_was_told() -> None:
    payment = next(b for b in RULES.business if b.money)
    assert set(payment.asks) == {"account", "due", "received", "receipt", "customer", "phone", "told"}


def test_an_urgent_loss_report_notes_only_that_the_customer_called() -> None:
    loss = RULES.of("loss")
    assert loss is not None
    assert (loss.asks, loss.may) == (("request",), ())
    told = loss.help.zh + "".join(phrase.zh for phrase in loss.phrases)
    assert all(line in told for line in ("10086", "10010", "10000"))


def test_no_column_of_the_register_is_an_identity_number() -> None:
    assert not any("identity" in name or name.startswith("id") for name in get_args(Asked))
    assert "不写证件号" in RULES.no_id.zh


def test_the_customer_is_told_that_nothing_is_effective_yet() -> None:
    assert "没有生效" in RULES.told.zh
    assert "not effective" in RULES.told.en


def test_every_list_of_reasons_has_one_digit_each() -> None:
    for reasons in (RULES.voids, RULES.gaps, RULES.unable, RULES.later, RULES.order, RULES.causes):
        assert 1 <= len(reasons) <= 9
    assert RULES.causes[-1].id == "unknown"
