"""F4 says what is wrong where it is typed, and what is signed above the PINs; a slip can be put right."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.desk.cash import counting, results, tills
from dutyterm.desk.outcome import Done
from dutyterm.i18n import Lang
from dutyterm.shift.cash.results import Decision, Report
from dutyterm.shift.cash.state import of
from tests.ui.cash_kit import CLERK, OTHER, SECOND, column, fast, pin, prepared, proofs, to_till
from tests.ui.kit import DUTY, PINS, Ui, found, running
from tests.ui.test_cash_frames import counted
from tests.ui.test_cash_settled import locked, to_row

SAME = {"y100": "12", "y10": "50"}
"""What `locked` counts in the drawer."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("cash") / "hall"
    found(root)
    return root


@pytest.fixture
def data(hall: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(hall, tmp_path / "hall"))


async def reported(ui: Ui, receipts: int) -> None:
    """The first till is locked at 1,700.00 and its report is in."""
    await locked(ui)
    report = Report("R1", ui.app.now, receipts, 0)
    assert isinstance(await results.enter_expected(ui.session, "01", 1, report), Done)
    await ui.settle()
    await to_till(ui, 1)


async def bagged(ui: Ui) -> None:
    """Its money lies in bag B1 under seal S1."""
    await reported(ui, 120_000)
    session = ui.session
    for step in (
        results.decide_even(session, "01", 1, await proofs(ui, CLERK, DUTY)),
        results.keep(session, "01", 1, {"y10": 50}, await proofs(ui, CLERK, DUTY)),
        results.seal_bag(session, "B1", "S1", ("till:01#1",), await proofs(ui, DUTY, CLERK)),
    ):
        assert isinstance(await step, Done)
    await ui.settle()


async def test_a_print_time_that_cannot_be_is_refused_where_it_is_typed(data: Path) -> None:
    async with running(data) as ui:
        await locked(ui)
        await ui.press("enter")
        await fast(ui, "R1", "enter")
        await fast(ui, "0500", "enter")
        assert "照单上的时间重键" in ui.text
        assert "打印时间?" in ui.text  # still asked
        await ui.press(*["backspace"] * 4, "space")
        assert "现金收入" in ui.text


async def test_a_report_of_another_till_is_refused_where_its_number_is_typed(data: Path) -> None:
    async with running(data) as ui:
        await reported(ui, 120_000)
        zero = dict.fromkeys(
            ("y100", "y50", "y20", "y5", "y1n", "y1c", "j5", "j1", "other", "withdrawn"), "0"
        )
        two = await proofs(ui, OTHER, DUTY)
        float_ = {**zero, "y10": "50"}
        assert isinstance(await tills.issue(ui.session, "02", f"p{OTHER}", 50_000, float_, two), Done)
        await counted(ui, "02", OTHER, DUTY, y10="50")
        two = await proofs(ui, OTHER, DUTY)
        assert isinstance(await tills.lock(ui.session, "02", two, tenders=()), Done)
        await to_till(ui, 2)
        await ui.press("enter")
        await fast(ui, "r1", "enter")
        assert "R1 已用在另一次结账" in ui.text
        assert "扎账单号?" in ui.text


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_mistyped_report_is_typed_anew_with_a_reason_until_there_is_a_result(
    data: Path, lang: Lang
) -> None:
    async with running(data, lang=lang) as ui:
        await reported(ui, 210_000)  # a slip: 1,200.00 was printed
        assert "900.00" in ui.text
        await ui.press("asterisk", "0", "5")
        assert "2,100.00" in ui.text
        await fast(ui, "r1", "enter", "space")
        await fast(ui, "1200", "enter")
        await fast(ui, "0", "enter")
        await ui.press("1", "1")
        span = of(ui.session.shift).tills["01"].spans[0]
        assert span.variance("cash") == 0
        assert span.expected is not None
        assert span.expected.reason == "slip"
        done = await results.decide_even(ui.session, "01", 1, await proofs(ui, CLERK, DUTY))
        assert isinstance(done, Done)
        await ui.settle()
        await ui.press("asterisk", "0", "5")
        assert ("已有结论" if lang == "zh" else "decided") in ui.text


async def test_a_number_that_was_used_is_refused_before_any_pin(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        two = await proofs(ui, CLERK, DUTY)
        assert isinstance(await tills.drop(ui.session, "01", "D1", 10_000, two), Done)
        await ui.press("enter", "2")
        await fast(ui, "d1", "enter")
        assert "D1 已经用过" in ui.text
        assert "PIN" not in ui.text
        await ui.press("backspace", "2", "enter")
        await fast(ui, "0", "enter")
        assert "金额要在 0.01" in ui.text
        await ui.press("escape")
        await to_row(ui, "待封款")
        await ui.press("enter")
        await fast(ui, "b1", "enter")
        await fast(ui, "b1", "enter")
        assert "不能相同" in ui.text
        await ui.press("backspace", "2", "enter")
        assert "款包 B1  封签 B2" in ui.text


async def test_what_is_signed_stands_above_both_pins_and_not_above_the_next_signature(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        await ui.press("enter", "5", "1", "1")
        await fast(ui, "e7", "enter")
        await ui.press("0")
        await fast(ui, "4711", "enter")
        facts = "面额: 100 元  信封号: E7  冠字号后四位: 4711"
        assert facts in ui.text
        await pin(ui, CLERK)
        assert facts in ui.text
        await pin(ui, DUTY)
        assert facts not in ui.text
        await to_row(ui, "保险柜")
        await ui.press("enter")
        await fast(ui, "z-1", "enter")
        assert "封签号: Z-1" in ui.text
        assert "面额" not in ui.text


async def test_a_pin_that_is_typed_where_a_number_is_asked_is_no_draft(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        await to_row(ui, "保险柜")
        await ui.press("enter")
        await fast(ui, "z-1", "enter")
        await pin(ui, DUTY)
        await ui.press("0")
        await fast(ui, PINS[CLERK])
        drafts = ui.session.drafts
        assert all(PINS[CLERK] not in drafts.get(key) for key in drafts.keys())  # noqa: SIM118
        await ui.press("escape", "enter")
        assert PINS[CLERK] not in ui.text


async def test_a_small_difference_may_carry_a_note(data: Path) -> None:
    async with running(data) as ui:
        await reported(ui, 120_500)
        await ui.press("enter", SECOND)  # recounted once
        await column(ui, SAME)
        await ui.press("space")
        await pin(ui, SECOND)
        await pin(ui, CLERK)
        await ui.press("enter", "1")
        assert "再说几句" in ui.text
        await ui.press("0")
        await fast(ui, "ling qian", "enter")
        await pin(ui, CLERK)
        await pin(ui, DUTY)
        decided = of(ui.session.shift).tills["01"].spans[0].decided["cash"]
        assert (decided.fen, decided.rung, decided.words) == (-500, "small", "ling qian")


async def test_the_holder_who_finds_more_at_the_recount_is_recounted_by_somebody_else(data: Path) -> None:
    async with running(data) as ui:
        await reported(ui, 120_500)
        await ui.press("enter", CLERK)
        await column(ui, {**SAME, "y10": "45"})
        await ui.press("space")
        await pin(ui, CLERK)
        await ui.press(SECOND)
        await pin(ui, SECOND)
        assert "Enter 换人复点" in ui.text
        await ui.press("enter", CLERK)
        assert "台席是此人的" in ui.text
        await ui.press(SECOND)
        await column(ui, SAME)
        await ui.press("space")
        await pin(ui, SECOND)
        await pin(ui, CLERK)
        assert "Enter 定长短款" in ui.text


async def test_the_banks_receipt_has_the_date_that_is_printed_on_it(data: Path) -> None:
    async with running(data) as ui:
        await bagged(ui)
        two = await proofs(ui, DUTY, CLERK)
        done = await results.move_bag(ui.session, "B1", "bank", two, "", "J-1")
        assert isinstance(done, Done)
        await to_row(ui, "款包")
        await ui.press("enter")
        await fast(ui, "h1", "enter")
        await ui.press("0")
        await fast(ui, "1120", "enter")
        assert "回单日期要在封包(11-22)之后" in ui.text
        await ui.press(*["backspace"] * 5, "1")
        await fast(ui, "1190", "enter")
        credited = of(ui.session.shift).bags["B1"].credited
        assert credited is not None
        assert (credited.day.isoformat(), credited.fen) == ("2026-11-22", 119_000)
        assert "缴存差异 -10.00" in ui.text
        await ui.press("enter", "1")
        await fast(ui, "yin hang shao dian", "enter")
        assert "什么原因: 找零错" in ui.text
        await pin(ui, DUTY)
        await ui.press(CLERK)
        await pin(ui, CLERK)
        assert of(ui.session.shift).bags["B1"].finished


async def test_only_a_manager_is_offered_to_let_a_transfer_pass(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        await ui.press("enter", "8")
        await fast(ui, "d7", "enter")
        await fast(ui, "300", "enter")
        await pin(ui, CLERK)
        await to_till(ui, 1)
        await ui.press("asterisk", "0", "3")
        await fast(ui, "wai chu", "enter")
        await ui.press(OTHER)
        assert "张丽 8104: 营业员" in ui.text
        await ui.press(SECOND)
        assert "此人的 PIN" in ui.text


async def test_an_over_goes_back_to_its_customer_by_the_menu_of_exceptions(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        await ui.press("asterisk", "0", "6")
        assert "没有可退的长款" in ui.text
        await ui.press("escape")
        await over_of_five(ui)
        await ui.press("asterisk", "0", "6", "1")
        await fast(ui, "5.01", "enter")
        assert "还剩 5.00 可退" in ui.text
        await ui.press("backspace", "backspace", "backspace", "backspace")
        await fast(ui, "5", "enter")
        await ui.press("1")
        await fast(ui, "t-9", "enter")
        await fast(ui, "zhang nv shi", "enter")
        for fact in ("现金 5.00", "怎么退: 系统退费", "T-9", "退给谁: zhang nv shi"):
            assert fact in ui.text
        await pin(ui, DUTY)
        await ui.press(CLERK)
        await pin(ui, CLERK)
        assert sum(of(ui.session.shift).returned.values()) == 500


async def over_of_five(ui: Ui) -> None:
    """The first till, in use, is counted 5.00 over and decided."""
    session = ui.session
    await counted(ui, "01", CLERK, DUTY, y100="12", y10="50")
    assert isinstance(await tills.lock(session, "01", await proofs(ui, CLERK, DUTY), tenders=()), Done)
    report = Report("R1", ui.app.now, 119_500, 0)
    assert isinstance(await results.enter_expected(session, "01", 1, report), Done)
    typed = {row.id: SAME.get(row.id, "0") for row in counting.rows(session, "01")}
    assert isinstance(
        await tills.recount(session, "01", f"p{SECOND}", typed, await proofs(ui, SECOND, CLERK)), Done
    )
    wish = Decision(cause="change")
    two = await proofs(ui, CLERK, DUTY)
    assert isinstance(await results.decide(session, "01", 1, "cash", wish, two), Done)
    await ui.settle()


async def test_a_range_that_is_none_is_refused_before_anybody_signs(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        await to_row(ui, "凭证、有价物")
        await ui.press("enter", "2", "1")
        await fast(ui, "100050", "enter")
        await fast(ui, "100001", "enter")
        assert "对调重键" in ui.text
        await ui.press(*["backspace"] * 6)
        await fast(ui, "10051", "enter")
        assert "位数和字头要一样" in ui.text
        await ui.press(*["backspace"] * 5)
        await fast(ui, "100059", "enter")
        await ui.press("0")
        await fast(ui, "100060", "enter")
        assert "100060 不在号段 100050-100059 里" in ui.text
        assert "PIN" not in ui.text


async def test_keys_named_twice_are_refused_before_anybody_signs(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        await to_row(ui, "凭证、有价物")
        await ui.press("enter", "7", "1")
        await fast(ui, "k1+k1", "enter")
        assert "同一个号出现两次" in ui.text
        assert "PIN" not in ui.text
        assert "k1+k1" in ui.text  # still there, to be put right


async def test_what_waits_for_a_bag_is_named_in_words(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        two = await proofs(ui, CLERK, DUTY)
        assert isinstance(await tills.drop(ui.session, "01", "D1", 10_000, two), Done)
        await to_row(ui, "待封款")
        assert "01台席 缴款 D1  100.00" in ui.text
        assert "drop:" not in ui.text


async def test_tab_stops_at_a_bag_whose_amount_the_bank_disputes(data: Path) -> None:
    async with running(data) as ui:
        await bagged(ui)
        session = ui.session
        for step in (
            results.move_bag(session, "B1", "bank", await proofs(ui, DUTY, CLERK), "", "J-1"),
            results.credit(session, "B1", "H-1", ui.app.now.date(), 119_000),
        ):
            assert isinstance(await step, Done)
        await ui.press("home", "tab")
        here = next(line for line in ui.text.splitlines() if line.startswith(">"))
        assert "B1 / S1" in here
        assert "Enter 定缴存差异" in here


async def test_other_pieces_stay_than_those_that_are_proposed(data: Path) -> None:
    async with running(data) as ui:
        await locked(ui)
        session = ui.session
        assert isinstance(
            await results.enter_expected(session, "01", 1, Report("R1", ui.app.now, 120_000, 0)), Done
        )
        assert isinstance(await results.decide_even(session, "01", 1, await proofs(ui, CLERK, DUTY)), Done)
        await ui.settle()
        await ui.press("asterisk", "0", "4")
        assert ui.page == "GridPage"
        await column(ui, {"y100": "3", "y10": "20"})
        await ui.press("space")
        assert "留存 500.00: 100 元x3  10 元x20" in ui.text
        assert "缴款: 100 元x9  10 元x30" in ui.text
        await pin(ui, CLERK)
        await pin(ui, DUTY)
        kept = of(session.shift).tills["01"].spans[0].kept
        assert kept is not None
        assert (kept.pieces["y100"], kept.pieces["y10"], kept.total) == (3, 20, 50_000)
