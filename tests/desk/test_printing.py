"""Papers made at the desk: what they say of a real shift; no two of one number are ever seen (M15)."""

from __future__ import annotations

import asyncio
import hashlib
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from dutyterm.desk import (
    handover,
    items,
    log,
    messages,
    people,
    printer,
    printing,
    sealing,
    shifts,
)
from dutyterm.desk.outcome import NotSaved
from dutyterm.desk.session import Session
from dutyterm.hall.facts import PaperMade
from dutyterm.model.refusal import Refusal
from dutyterm.shift import entries, open_items
from tests.desk.handover_kit import SECOND, accepted, early_shift, read_all, sign_in, submitted
from tests.desk.kit import CLERK, DUTY, MANAGER, PINS, START, Hall, done, whole_shift

ZH = printing.Wanted("zh")
DAY = START.date()


def made(outcome: object) -> printing.Made:
    assert isinstance(outcome, printing.Made), outcome
    return outcome


def said(paper: printing.Made) -> str:
    return paper.files[0].read_text(encoding="utf-8")


def counted(session: Session) -> list[int]:
    ledger = session.hall_ledger
    assert ledger is not None
    return [r.fact.copy_number for r in ledger.records() if isinstance(r.fact, PaperMade)]


async def sealed(hall: Hall) -> tuple[Session, str]:
    """A hall whose first shift is sealed, and its seal code."""
    session, _ = await hall.found()
    await people.sign_in(session, DUTY, PINS[DUTY])
    return session, (await whole_shift(hall, session)).code


async def test_the_slip_holds_seal_code_names_open_items_and_is_not_yet_received_n5(hall: Hall) -> None:
    session, code = await sealed(hall)
    paper = made(await printing.make_slip(session, ZH))
    text = said(paper)
    assert paper.copy == 1
    assert code.replace("-", "  ") in text
    assert "王敏 8012" in text
    assert "尚未接收" in text
    assert "副本" not in text
    assert f"营业日 {DAY.isoformat()}" in text
    assert "1. 未结: " in text  # the three lines
    assert paper.files == (session.layout.paper / f"slip-{DAY.isoformat()}-a-1-zh.txt",)


async def test_every_further_slip_of_a_shift_is_a_copy_with_its_number_m15(hall: Hall) -> None:
    session, _ = await sealed(hall)
    papers = [made(await printing.make_slip(session, printing.Wanted("en"))) for _ in range(3)]
    assert [paper.copy for paper in papers] == [1, 2, 3]
    assert ["COPY" in said(paper) for paper in papers] == [False, True, True]
    assert "COPY 3" in said(papers[2])
    assert counted(session) == [1, 2, 3]
    await session.close()
    hall.open.clear()
    again = await hall.start()
    assert made(await printing.make_slip(again, ZH)).copy == 4
    hall.assert_sound()


async def test_two_papers_made_at_once_get_two_numbers(hall: Hall) -> None:
    session, _ = await sealed(hall)
    papers = await asyncio.gather(*(printing.make_slip(session, ZH) for _ in range(3)))
    assert sorted(made(paper).copy or 0 for paper in papers) == [1, 2, 3]
    assert len({made(paper).files for paper in papers}) == 3
    assert counted(session) == [1, 2, 3]
    assert len(list(session.layout.paper.iterdir())) == 3
    for paper in papers:
        assert ("副本" in said(made(paper))) is (made(paper).copy != 1)


async def test_the_record_of_a_paper_names_its_files_by_their_bytes(hall: Hall) -> None:
    session, _ = await sealed(hall)
    paper = made(await printing.make_slip(session, printing.Wanted("zh", ("html", "pdf"))))
    ledger = session.hall_ledger
    assert ledger is not None
    fact = next(r.fact for r in ledger.records() if isinstance(r.fact, PaperMade))
    assert [path.suffix for path in paper.files][0] == ".txt"
    assert fact.files == tuple(path.name for path in paper.files)
    assert fact.sha256 == tuple(hashlib.sha256(path.read_bytes()).hexdigest() for path in paper.files)
    assert paper.best.suffix == (".txt" if paper.left_out else ".pdf")


async def test_a_paper_that_cannot_be_written_is_not_counted(hall: Hall) -> None:
    session, _ = await sealed(hall)
    hall.disk.fail_write = lambda path: OSError(5, "broken") if path.name.startswith(".") else None
    assert isinstance(await printing.make_slip(session, ZH), NotSaved)
    hall.disk.fail_write = lambda _: None
    assert counted(session) == []
    assert made(await printing.make_slip(session, ZH)).copy == 1


async def test_a_paper_that_cannot_be_counted_is_never_seen(hall: Hall) -> None:
    session, _ = await sealed(hall)
    hall.disk.fail_write = lambda path: OSError(5, "broken") if path.suffix == ".duty" else None
    assert isinstance(await printing.make_slip(session, ZH), NotSaved)
    hall.disk.fail_write = lambda _: None
    assert list(session.layout.paper.iterdir()) == []
    assert made(await printing.make_slip(session, ZH)).copy == 1


async def test_after_a_cut_between_record_and_name_the_number_is_not_given_again(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = await sealed(hall)

    def cut(*_: object) -> None:
        raise OSError(5, "the power is gone")

    monkeypatch.setattr(printing, "_show", cut)
    assert isinstance(await printing.make_slip(session, ZH), NotSaved)
    monkeypatch.undo()
    await hall.kill(session)
    again = await hall.start()
    paper = made(await printing.make_slip(again, ZH))
    assert paper.copy == 2
    assert [path.name for path in again.layout.paper.iterdir()] == [paper.files[0].name]


async def test_a_program_that_only_looks_makes_unregistered_copies_and_only_elsewhere(
    hall: Hall, tmp_path: Path
) -> None:
    session, _ = await sealed(hall)
    looking = (await hall.house(read_only=True)).session
    assert looking is not None
    refused = await printing.make_slip(looking, ZH)
    assert isinstance(refused, Refusal)
    assert refused.code == "where_to"
    assert not session.layout.paper.exists()
    paper = made(await printing.make_slip(looking, printing.Wanted("zh", folder=tmp_path / "out")))
    assert paper.copy is None
    assert "副本 未登记" in said(paper)
    assert counted(session) == []


async def test_a_slip_is_of_a_sealed_shift_and_of_one_that_there_is(hall: Hall) -> None:
    session = await hall.shift()
    nothing = await printing.make_slip(session, ZH)
    assert isinstance(nothing, Refusal)
    still_open = await printing.make_slip(session, ZH, f"{DAY.isoformat()}-A")
    assert isinstance(still_open, Refusal)
    assert still_open.code == "not_sealed"
    for wrong in ("2026-11-99-a", "x", "2020-01-01-a", f"{DAY.isoformat()}-z", "../../etc"):
        refused = await printing.make_slip(session, ZH, wrong)
        assert isinstance(refused, Refusal)
        assert refused.code == "no_shift"


async def test_a_clerk_makes_no_slips(hall: Hall) -> None:
    session, _ = await sealed(hall)
    await people.sign_in(session, CLERK, PINS[CLERK])
    refused = await printing.make_slip(session, ZH)
    assert isinstance(refused, Refusal)
    assert refused.code == "not_permitted"


async def test_the_day_report_tells_lists_doors_exceptions_items_log_and_rounds(hall: Hall) -> None:
    session = await hall.shift()
    done(await items.note(session, "叫号机卡纸, 电话 13812345678"))
    await written(session, "complaint", "对等候时间不满 13812345678", "important")
    await written(session, "praise", "服务耐心")
    paper = made(await printing.make_day(session, ZH))
    text = said(paper)
    assert "*** 当日未完 ***" in text
    assert "未封存" in text
    assert "营业前检查" in text
    assert "未走完" in text
    assert "投诉 1、表扬 1" in text
    assert "对等候时间不满 138****5678" in text
    assert "服务耐心" not in text  # counted, not told
    assert "叫号机卡纸, 电话 138****5678" in text
    assert "营业中巡检" in text
    assert "应有 2" in text
    assert "无数据(不是 0): 进厅人数" in text
    assert paper.subject == f"{DAY.isoformat()}/interim"


async def test_a_finished_day_is_counted_apart_from_what_was_printed_before_its_end(hall: Hall) -> None:
    session = await hall.shift()
    assert made(await printing.make_day(session, ZH)).copy == 1
    assert made(await printing.make_day(session, ZH)).copy == 2
    assert isinstance(await sealing.seal(session, PINS[DUTY]), sealing.Sealed)
    final = made(await printing.make_day(session, ZH, DAY))
    assert final.copy == 1
    assert "当日未完" not in said(final)
    assert "已封存" in said(final)


async def test_what_only_some_roles_may_read_is_on_no_report(hall: Hall) -> None:
    session = await hall.shift()
    only = [c for c in session.manual.log.categories if c.only]
    assert only
    await people.sign_in(session, MANAGER, PINS[MANAGER])
    for category in only:
        await written(session, category.id, f"秘密 {category.id}", "urgent")
    text = said(made(await printing.make_day(session, ZH)))
    assert "秘密" not in text
    assert all(category.name.zh not in text for category in only)


async def test_a_day_without_a_shift_has_no_report(hall: Hall) -> None:
    session, _ = await hall.found()
    for day in (None, date(2020, 1, 1)):
        refused = await printing.make_day(session, ZH, day)
        assert isinstance(refused, Refusal)
        assert refused.code == "no_shifts"


async def written(session: Session, category: str, text: str, severity: entries.Severity = "normal") -> None:
    draft = entries.Draft(category=category, text=text, severity=severity)
    done(await log.write(session, draft))


# --- how a slip follows the handover ---------------------------------------------------------------


async def test_a_slip_names_the_taker_only_after_the_taker_accepted_and_tells_reservations_m8(
    hall: Hall,
) -> None:
    session = await early_shift(hall)
    done(await items.note(session, "回单未取"))
    due = hall.clock.at + timedelta(days=3)
    done(await items.promise(session, "张女士 13812345678", "回电告知退费结果", due))
    done(await messages.write(session, "明早市公司来访", must_read=(SECOND,)))
    await written(session, "complaint", "对等候不满", "urgent")
    code = (await submitted(session)).sealed.code
    waiting = said(made(await printing.make_slip(session, ZH)))
    assert "*** 尚未接收 ***" in waiting
    assert code in waiting
    assert "承诺 1" in waiting
    assert "张女士 138****5678" in waiting
    assert "13812345678" not in waiting
    assert "明早市公司来访 (王敏)" in waiting
    assert "投诉 紧急: 对等候不满" in waiting
    await sign_in(session, SECOND)
    await read_all(session)
    ref = next(i.ref for i in open_items.of(session.shift).open() if i.title.zh == "回单未取")
    done(await handover.reserve(session, ref, "没有见到回单"))
    await accepted(session, with_reservations=True)
    after = said(made(await printing.make_slip(session, ZH)))
    assert code in after
    assert "尚未接收" not in after
    assert "*** 副本 2 ***   *** 带保留意见接班 ***" in after
    assert "回单未取: 没有见到回单(赵琪)" in after
    assert "接班人    赵琪 8015" in after
    report = said(made(await printing.make_day(session, ZH)))
    assert "保留意见 1" in report
    await hall.close()
    hall.assert_sound()


async def test_slip_report_and_the_takers_page_call_an_open_item_by_one_number(hall: Hall) -> None:
    """What was settled leaves a gap in the numbers of its own shift, and an early due time comes first."""
    session = await early_shift(hall)
    for title in ("已办的", "没有期限的"):
        done(await items.note(session, title))
    done(await items.note(session, "明天的", hall.clock.at + timedelta(days=1)))
    gone = next(i for i in open_items.of(session.shift).open() if i.title.zh == "已办的")
    done(await items.close(session, gone.ref, "办了"))
    await submitted(session)
    wanted = {i.title.zh: i.number for i in open_items.of(session.shift).open()}
    assert (wanted["明天的"], wanted["没有期限的"]) == (1, 2)
    for paper in (await printing.make_slip(session, ZH), await printing.make_day(session, ZH)):
        text = said(made(paper))
        for title, number in wanted.items():
            assert any(line.split()[:2] == [str(number), title] for line in text.splitlines()), text


async def test_a_refused_handover_is_on_the_slip_as_refused(hall: Hall) -> None:
    session = await early_shift(hall)
    done(await items.note(session, "回单未取"))
    await submitted(session)
    await sign_in(session, SECOND)
    await read_all(session)
    done(await handover.refuse(session, PINS[SECOND], "保险柜没有点"))
    text = said(made(await printing.make_slip(session, ZH)))
    assert "*** 有异议 未接收 ***" in text
    assert "有异议" in said(made(await printing.make_day(session, ZH)))


async def test_who_goes_on_alone_overnight_has_received_by_opening(hall: Hall) -> None:
    session, code = await sealed(hall)
    hall.clock.wait(hours=20)
    done(await shifts.open_shift(session, seal_code=code))
    text = said(made(await printing.make_slip(session, ZH)))
    assert code in text
    assert "尚未接收" not in text
    assert "接班人    王敏 8012" in text


async def test_a_shift_outside_hours_takes_nothing_over_the_regular_one_behind_it_does(hall: Hall) -> None:
    session, code = await sealed(hall)
    hall.clock.wait(hours=10)
    done(await shifts.open_outside(session))
    assert "尚未接收" in said(made(await printing.make_slip(session, ZH, f"{DAY.isoformat()}-a")))
    hall.clock.wait(hours=10)
    last = session.past.previous
    done(await shifts.open_shift(session, seal_code=last.code if last is not None else code))
    text = said(made(await printing.make_slip(session, ZH, f"{DAY.isoformat()}-a")))
    assert "尚未接收" not in text
    assert "接班人    王敏 8012" in text


async def test_after_damage_the_paper_is_of_the_continuation_and_of_what_can_be_read_before_it(
    hall: Hall,
) -> None:
    session = await hall.shift()
    done(await items.note(session, "断前的事"))
    await hall.close()
    (path,) = hall.shift_files()
    data = bytearray(path.read_bytes())
    data[data.index(b'"kind":"run.started"') + 12] ^= 1
    path.write_bytes(data)
    again = await hall.start()
    done(await items.note(again, "断后的事"))
    assert len(hall.shift_files()) == 2
    paper = made(await printing.make_day(again, ZH))
    text = said(paper)
    assert "断前的事" in text
    assert "断后的事" in text
    assert "有损坏" in text
    assert paper.doubts
    assert text.count("==[ A 班 ]") == 1


# --- the printer -----------------------------------------------------------------------------------


async def test_the_print_command_gets_the_file_as_one_word_and_no_shell(hall: Hall, tmp_path: Path) -> None:
    session, _ = await hall.found()
    took, paper = tmp_path / "took.txt", tmp_path / "a paper; rm -rf $HOME.txt"
    paper.write_text("x", encoding="utf-8")
    code = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(chr(10).join(sys.argv[2:]), 'utf-8')"
    printer.set_printer(session.layout, [sys.executable, "-c", code, str(took), "-o", "media=A4"])
    assert await printer.send(session.layout, paper) is None
    assert took.read_text(encoding="utf-8").splitlines() == ["-o", "media=A4", str(paper)]


async def test_a_print_command_that_fails_is_told_with_what_it_said(hall: Hall, tmp_path: Path) -> None:
    session, _ = await hall.found()
    code = "import sys; sys.stderr.write('out of paper'); sys.exit(3)"
    printer.set_printer(session.layout, [sys.executable, "-c", code])
    failed = await printer.send(session.layout, tmp_path / "x")
    assert failed is not None
    assert "out of paper" in failed.en
    assert "3" in failed.zh
    printer.set_printer(session.layout, ["no-such-command-anywhere"])
    missing = await printer.send(session.layout, tmp_path / "x")
    assert missing is not None
    assert "no-such-command-anywhere" in missing.zh


@pytest.mark.skipif(sys.platform == "win32", reason="Windows prints by itself")
async def test_without_a_print_command_it_is_said_how_to_set_one(hall: Hall, tmp_path: Path) -> None:
    session, _ = await hall.found()
    assert not printer.can_print(session.layout)
    told = await printer.send(session.layout, tmp_path / "x")
    assert told is not None
    assert "dutyterm paper printer" in told.zh
    assert "dutyterm paper printer" in told.en
