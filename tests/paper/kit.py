"""Papers of an invented hall, and golden files to hold them against (FRAMES=update writes them anew)."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dutyterm.i18n import Text, same
from dutyterm.paper.day import (
    DayFacts,
    EntryFacts,
    ExceptionFacts,
    FigureFacts,
    ListFacts,
    OpenFacts,
    RoundFacts,
    ShiftFacts,
)
from dutyterm.paper.document import Document
from dutyterm.paper.pack import texts
from dutyterm.paper.slip import Acceptance, Reservation, Signer, SlipFacts, SlipHanded, SlipItem

GOLDEN = Path(__file__).parent / "golden"
ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 22)


def at(clock: str, day: int = 22) -> datetime:
    hour, _, minute = clock.partition(":")
    return datetime(2026, 11, day, int(hour), int(minute), tzinfo=ZONE)


def item(n: int, zh: str, en: str, due: datetime | None = None, *, late: bool = False) -> SlipItem:
    return SlipItem(str(n), Text(zh, en), Text("事项", "noted"), at("09:12", 21), due, "王敏", late)


SLIP = SlipFacts(
    hall="城北标准厅",
    day=DAY,
    shift="A",
    seal_code="48213-00907-55120",
    records=143,
    doors=Text("08:28 开门", "opened 08:28"),
    sealed_at=at("14:03"),
    sealed_by=Signer("8012", "王敏"),
    printed_at=at("14:05"),
    copy=1,
    version=Text("dutyterm 0.1.0   手册 1.1 8032429e", "dutyterm 0.1.0   manual 1.1 8032429e"),
    next_shift="B",
    summary=(
        Text("08:28 开门,清单走完 4/4 次", "doors opened 08:28, lists finished: 4 of 4"),
        Text("未结 2 件,逾期 1", "2 open items, 1 overdue"),
        Text("日志 12 条", "12 log entries"),
    ),
    items=(
        item(3, "叫号机卡纸,已报修 R-2231,厂家约定今天十一点前到厅检修并更换切纸刀", "ticket machine jams",
             at("11:00"), late=True),
        item(5, "空调 14 度,低于 16", "air conditioning 14, below 16"),
    ),
)  # fmt: skip
"""As it is printed right after the seal: nobody has received it yet."""

RECEIVED = replace(
    SLIP,
    copy=2,
    promises=(item(7, "给张* 138****1234 回电,告知退费结果", "call back about the refund", at("16:00")),),
    deferred=(item(8, "消防器材点验缓到收尾", "fire equipment put off until closing"),),
    handed=(
        SlipHanded(Text("网络恢复观察", "watch the network"), Text("计时", "timer"), at("14:40")),
        SlipHanded(Text("一号台席长款 5.00", "till 1 is over by 5.00"), Text("资金", "cash"), flagged=True),
    ),
    entries=(Text("10:40 投诉 重要: 对等候不满", "10:40 complaint, important: 对等候不满"),),
    notes=(Text("明早市公司来访,会议室留好。", "Visitors tomorrow morning, keep the meeting room."),),
    reservations=(Reservation(Text("#5 空调", "#5 air conditioning"), "温度没有复测", "赵琪"),),
    accepted=Acceptance(Signer("8015", "赵琪"), at("14:20"), no_witness="交班人送医"),
)
"""The same, printed again after it was taken over with a reservation."""

MORNING = ShiftFacts(
    code="A",
    outside=False,
    state=Text("已封存 48213-00907-55120", "sealed 48213-00907-55120"),
    managers="王敏 8012",
    taken_over=Text("王敏 07:50,保留意见 1", "王敏 07:50, 1 reservations"),
    records=143,
    opened_at=at("07:46"),
    doors_opened=at("08:38"),
    late=8,
    late_reason=Text("系统、设备未就绪", "system or equipment not ready"),
    doors_closed=None,
    lists=(ListFacts(Text("营业前检查", "Opening checklist"), 33, 34, Text("未走完", "incomplete")),),
    rounds=(
        RoundFacts(Text("营业中巡检", "Patrol"), 1, 2),
        RoundFacts(Text("防火安全巡查", "Fire and safety round"), 3, None),
    ),
    exceptions=(
        ExceptionFacts(
            Text("OPN-06 监控录像和时钟", "OPN-06 CCTV recording and clock"),
            Text("越权: 林岚,电话授权,已报修,可替代", "overridden: 林岚, by phone, repair ordered"),
            "王敏",
            at("07:49"),
        ),
    ),
    items_opened=2,
    items_closed=1,
    items_left=(
        OpenFacts("3", Text("叫号机卡纸", "ticket jam"), at("09:12", 21), at("11:00"), "王敏", True),
    ),
    entries=((Text("投诉", "complaint"), 2), (Text("表扬", "praise"), 1)),
    told=(
        EntryFacts(Text("投诉", "complaint"), Text("重要", "important"), at("10:40"), "对等候不满，已安抚"),
    ),
    figures=(
        FigureFacts(Text("平均等候", "average wait"), Text("9.3 分 (3 个样本)", "9.3 min (3 samples)"),
                    Text("达标", "good")),
        FigureFacts(Text("进厅人数", "customers entered"), Text("0 人", "0 people"), same("")),
        FigureFacts(Text("弃号数", "tickets abandoned"), None, same("")),
    ),
    doubts=(Text("有 1 条记录看不懂", "1 record is of a newer program"),),
)  # fmt: skip

REPORT = DayFacts(
    hall="城北标准厅",
    day=DAY,
    opens=at("08:30"),
    closes=at("18:00"),
    shifts=(MORNING,),
    printed_at=at("15:00"),
    copy=1,
    final=False,
    version=SLIP.version,
)


def texts_of(document: Document) -> Iterator[Text]:
    """Everything that the paper says."""
    yield document.foot
    yield from texts(document)


def matches(name: str, text: str) -> None:
    """Compare with the kept file. Raises AssertionError with the diff."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("FRAMES") == "update":
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    if kept != text:
        diff = difflib.unified_diff(kept.splitlines(), text.splitlines(), "kept", "written", lineterm="")
        raise AssertionError(f"{name} reads differently (FRAMES=update keeps it):\n" + "\n".join(diff))
