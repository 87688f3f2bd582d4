"""F4 beside the count: other tenders blind, money under way, a late report, checks, the auditor (e.3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.desk import lists, roster
from dutyterm.desk.cash import counting, results, tills
from dutyterm.desk.outcome import Done
from dutyterm.model.people import Role
from dutyterm.shift.cash.results import Report
from dutyterm.shift.cash.state import of, state_of
from tests.ui.cash_kit import CLERK, OTHER, SECOND, fast, pin, prepared, proofs, to_till
from tests.ui.kit import DUTY, MANAGER, Ui, found, running
from tests.ui.test_cash_frames import counted


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("cash") / "hall"
    found(root)
    return root


@pytest.fixture
def data(hall: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(hall, tmp_path / "hall"))


async def to_row(ui: Ui, words: str) -> None:
    """The cursor on the row with these words."""
    await ui.press("home")
    for _ in range(30):
        if any(line.startswith(">") and words in line for line in ui.text.splitlines()):
            return
        await ui.press("down")
    raise AssertionError(f"no row {words}\n{ui.text}")


async def agreed(ui: Ui) -> None:
    """The first till is counted by two alike; the page stands before the lock."""
    await prepared(ui)
    await counted(ui, "01", CLERK, DUTY, y100="12", y10="50")
    await ui.press("enter")


async def locked(ui: Ui) -> None:
    """The first till is locked, nothing but cash."""
    await prepared(ui)
    await counted(ui, "01", CLERK, DUTY, y100="12", y10="50")
    two = await proofs(ui, CLERK, DUTY)
    assert isinstance(await tills.lock(ui.session, "01", two, tenders=()), Done)
    await to_till(ui, 1)


async def test_other_tenders_are_counted_by_their_papers_before_the_report_is_seen(data: Path) -> None:
    async with running(data) as ui:
        await agreed(ui)
        await ui.press("2")  # there were others
        await fast(ui, "860.5", "enter")
        await fast(ui, "12", "enter")
        await fast(ui, "1", "enter")
        await ui.press("0")
        await fast(ui, "000123", "enter")  # the batch
        assert "POS 刷卡: 860.50" in ui.text
        assert "批次号: 000123" in ui.text
        for _ in range(6):
            await fast(ui, "0", "enter")
        assert "现金以外: POS 刷卡 860.50 凭证 12 张 缺 1 张 000123" in ui.text
        await pin(ui, CLERK)
        await pin(ui, DUTY)
        span = of(ui.session.shift).tills["01"].spans[0]
        assert span.actuals is not None
        (pos,) = span.actuals.tenders
        assert (pos.tender, pos.actual, pos.papers, pos.missing, pos.expected) == ("pos", 86_050, 12, 1, 0)
        assert pos.note == "000123"
        await ui.press("enter")  # the report: what was counted is not shown beside it
        assert "860.50" not in ui.text
        await fast(ui, "R1", "enter", "space")
        await fast(ui, "1200", "enter")
        await fast(ui, "0", "enter")
        await ui.press("2")
        await fast(ui, "860.5", "enter")
        for _ in range(6):
            await fast(ui, "0", "enter")
        span = of(ui.session.shift).tills["01"].spans[0]
        assert (span.variance("cash"), span.variance("pos")) == (0, 0)
        assert "缺凭证 1 张: 不是短款" in ui.text


async def test_half_typed_tenders_are_there_again_after_esc(data: Path) -> None:
    async with running(data) as ui:
        await agreed(ui)
        await ui.press("2")
        await fast(ui, "860.5", "enter")
        await ui.press("escape", "enter")
        assert "POS 刷卡: 860.50" in ui.text
        assert "凭证几张" in ui.text


async def test_a_drop_that_nobody_is_there_to_take_waits_under_its_name(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        await ui.press("enter", "8")
        await fast(ui, "d7", "enter")
        await fast(ui, "300", "enter")
        await pin(ui, CLERK)
        assert "! 等确认: 01台席 缴款 D7 300.00" in ui.text
        await to_till(ui, 1)
        await ui.press("enter", "1")
        assert "还没有人确认" in ui.text  # counting waits for it
        await to_row(ui, "等确认")
        await ui.press("enter", "1")
        await fast(ui, "290", "enter")
        await pin(ui, DUTY)
        assert "当面退回重点" in ui.text
        await ui.press("escape", "enter", "1")
        await ui.press(*["backspace"] * 3)
        await fast(ui, "300", "enter")
        await pin(ui, DUTY)
        assert of(ui.session.shift).packets["drop:D7"].fen == 30_000
        assert not of(ui.session.shift).transfers


async def test_a_top_up_is_sent_back_by_the_holder(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        await ui.press("enter", "9")
        await fast(ui, "100", "enter")
        await pin(ui, DUTY)
        await to_row(ui, "等确认")
        await ui.press("enter", "2", "3")
        await pin(ui, CLERK)
        assert not of(ui.session.shift).transfers
        assert of(ui.session.shift).tills["01"].spans[0].topups == ()


async def test_a_manager_lets_an_unconfirmed_transfer_pass_by_name(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        await ui.press("enter", "8")
        await fast(ui, "d7", "enter")
        await fast(ui, "300", "enter")
        await pin(ui, CLERK)
        await to_till(ui, 1)
        await ui.press("asterisk", "0", "3")
        await fast(ui, "bao xian gui kai zhe", "enter")
        await ui.press(SECOND)
        await pin(ui, SECOND)
        assert "已放行" in ui.text
        await ui.press("enter", "1")
        await pin(ui, CLERK)
        assert ui.page == "GridPage"


async def test_what_was_typed_for_one_drop_is_not_there_at_the_next(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        await ui.press("enter", "2")
        await fast(ui, "d1", "enter")
        await fast(ui, "300", "enter")
        await pin(ui, CLERK)
        await pin(ui, DUTY)
        await ui.press("enter", "2")
        assert "d1" not in ui.text
        await fast(ui, "d2", "enter")
        assert "300" not in ui.text.split("信封号")[-1]


async def test_a_drawer_above_its_limit_is_said_in_one_line_and_its_content_never(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        await ui.press("enter", "0", "1")
        await fast(ui, "7654", "enter")
        assert "! 01台席 超抽屉限额: 做中途缴款" in ui.text
        assert "7,654" not in ui.text
        await ui.press("f2")
        assert "! 01台席 超抽屉限额" in ui.text
        await ui.press("right")
        assert any("|>!01台席超" in line.replace(" ", "") for line in ui.text.splitlines())
        await ui.press("enter")
        assert ui.page == "CashPage"


async def test_without_a_report_the_money_is_sealed_apart_and_the_report_comes_later(data: Path) -> None:
    async with running(data) as ui:
        await locked(ui)
        await ui.press("asterisk", "0", "1")
        await fast(ui, "p9", "enter")
        await ui.press("1")
        await pin(ui, CLERK)
        await pin(ui, DUTY)
        assert state_of(of(ui.session.shift), "01") == "pending"
        assert "待扎账" in ui.text
        await to_row(ui, "01台席")
        await ui.press("enter")
        assert "扎账单号" in ui.text


async def test_the_checks_of_closing_are_one_row_of_three(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        await to_row(ui, "收尾核对")
        await ui.press("enter", "1")
        await fast(ui, "3", "enter")
        await fast(ui, "1", "enter")
        await fast(ui, "t88", "enter")
        await fast(ui, "qian zi que", "enter")
        await pin(ui, DUTY)
        done = of(ui.session.shift).reversals
        assert done is not None
        assert (done.made, [one.paper for one in done.lacking]) == (3, ["T88"])
        await ui.press("enter", "2")
        await fast(ui, "41", "enter")
        await fast(ui, "41", "enter")
        assert "2/3" in ui.text
        assert of(ui.session.shift).forms is not None


async def test_only_an_auditor_can_be_chosen_to_audit(data: Path) -> None:
    async with running(data) as ui:
        await locked(ui)
        report = Report("R1", ui.app.now, 120_000, 0)
        session = ui.session
        assert isinstance(await results.enter_expected(session, "01", 1, report), Done)
        assert isinstance(await results.decide_even(session, "01", 1, await proofs(ui, CLERK, DUTY)), Done)
        assert isinstance(
            await results.keep(session, "01", 1, {"y10": 50}, await proofs(ui, CLERK, DUTY)), Done
        )
        await ui.settle()
        await to_row(ui, "稽核")
        await ui.press("enter", "1", "1", CLERK)
        assert "李娟 8103: 营业员" in ui.text
        assert not of(session.shift).audits


async def short(ui: Ui, receipts: int) -> None:
    """The first till is short of what its report says; it was recounted by somebody else."""
    await locked(ui)
    report = Report("R1", ui.app.now, receipts, 0)
    assert isinstance(await results.enter_expected(ui.session, "01", 1, report), Done)
    typed = {row.id: {"y100": "12", "y10": "50"}.get(row.id, "0") for row in counting.rows(ui.session, "01")}
    two = await proofs(ui, SECOND, CLERK)
    assert isinstance(await tills.recount(ui.session, "01", f"p{SECOND}", typed, two), Done)
    await ui.settle()


async def test_who_is_told_of_a_difference_is_one_of_that_role(data: Path) -> None:
    async with running(data) as ui:
        await short(ui, 130_000)
        await ui.press("enter", "1")
        await fast(ui, "zhao ling cuo", "enter")
        await ui.press(OTHER)
        assert "张丽 8104: 营业员" in ui.text
        await ui.press("1")
        assert "怎么告知" in ui.text


async def test_an_auditor_who_is_not_on_the_roster_is_told_by_name(data: Path) -> None:
    async with running(data) as ui:
        await ui.sign_in(MANAGER)
        auditor = next(p.id for p in ui.session.hall.roster if p.role is Role.AUDITOR)
        assert isinstance(await roster.leave(ui.session, auditor), Done)
    async with running(data) as ui:
        await short(ui, 150_000)
        await ui.press("enter", "4")
        await fast(ui, "lu cuo", "enter")
        await ui.press("1", "1")
        assert "名册上没有" in ui.text
        await fast(ui, "zhou ji he", "enter")
        await ui.press("1", "space", "space")
        await pin(ui, CLERK)
        await pin(ui, DUTY)
        decided = of(ui.session.shift).tills["01"].spans[0].decided["cash"]
        assert [(one.role, one.name) for one in decided.told] == [("", ""), ("auditor", "zhou ji he")]
        assert decided.rung == "grave"


async def test_receipts_are_counted_by_their_range_and_a_gap_is_said(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        await to_row(ui, "凭证、有价物")
        await ui.press("enter", "2", "1")
        await fast(ui, "100001", "enter")
        await fast(ui, "100050", "enter")
        await ui.press("0")
        await fast(ui, "100007+100009", "enter")
        await fast(ui, "47", "enter")
        await ui.press("1")  # nothing to compare it with
        assert "100001-100050  作废 2  点到 47" in ui.text
        await pin(ui, DUTY)
        await ui.press(CLERK)
        await pin(ui, CLERK)
        found = of(ui.session.shift).valuables["receipts/"]
        assert (found.voids, found.quantity, found.missing) == (("100007", "100009"), 47, 1)
        assert "有缺 1" in ui.text
        assert "缺 1:" in ui.text
        await ui.press("enter")
        assert "收据、手工单据 已点" in ui.text
        await ui.press("1")
        assert "本厅没有" in ui.text  # this hall has no paper invoices


async def test_cards_are_counted_with_their_range_and_the_register(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        await to_row(ui, "凭证、有价物")
        await ui.press("enter", "3", "0")
        await fast(ui, "4g", "enter")
        await fast(ui, "50", "enter")
        await ui.press("0")
        await fast(ui, "8001", "enter")
        await fast(ui, "8050", "enter")
        await ui.press("0")
        await fast(ui, "51", "enter")
        await pin(ui, DUTY)
        await ui.press(CLERK)
        await pin(ui, CLERK)
        found = of(ui.session.shift).valuables["sim/4g"]
        assert (found.quantity, found.first, found.last, found.book) == (50, "8001", "8050", 51)
        assert "有缺 1" in ui.text


async def test_once_the_closing_list_is_begun_a_count_is_the_one_before_storing(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        assert isinstance(await lists.start(ui.session, "closing"), Done)
        await to_row(ui, "凭证、有价物")
        await ui.press("enter", "3", "1")
        await fast(ui, "50", "enter")
        await ui.press("1", "1")
        assert "入柜前清点" in ui.text
        await pin(ui, DUTY)
        await ui.press(CLERK)
        await pin(ui, CLERK)
        assert of(ui.session.shift).valuables["sim/"].occasion == "closing"
        await ui.press("enter")
        assert "已点" in ui.text


async def test_a_suspected_note_is_set_aside_under_the_words_of_the_law(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        await ui.press("enter", "5")
        assert "不能没收、扣留" in ui.text
        assert "不当众说" in ui.text
        await ui.press("1")
        assert "下一工作日交银行" in ui.text
        await ui.press("1")
        await fast(ui, "e7", "enter")
        await ui.press("0")
        await fast(ui, "4711", "enter")
        await pin(ui, CLERK)
        await pin(ui, DUTY)
        held = of(ui.session.shift).envelopes["E7"]
        assert (held.face, held.sort, held.handed) == (10_000, "suspect", None)
        await to_row(ui, "疑似假币")
        await ui.press("enter")
        await fast(ui, "h1", "enter")
        await pin(ui, DUTY)
        await ui.press(CLERK)
        await pin(ui, CLERK)
        assert of(ui.session.shift).envelopes["E7"].handed == "H1"


async def test_a_damaged_note_has_other_words(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        await ui.press("enter", "5", "2")
        assert "不得再找给客户" in ui.text
        assert "疑似" not in ui.text.split("-" * 80)[-1].split("已写盘")[0]


async def test_tab_goes_to_what_waits_and_passes_over_tills_in_use(data: Path) -> None:
    async with running(data) as ui:
        await prepared(ui)
        seen = []
        for _ in range(4):
            await ui.press("tab")
            seen.append(next(line for line in ui.text.splitlines() if line.startswith(">")))
        assert [next(w for w in ("收尾", "凭证", "保险柜") if w in row) for row in seen] == [
            "凭证", "收尾", "保险柜", "凭证",
        ]  # fmt: skip
