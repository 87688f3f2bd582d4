"""The words of emergencies that rules and screens share: roles, levels, reasons, results, figures."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dutyterm.i18n import Text
from dutyterm.shift.procedures.facts import ReportKind, Role, TimerKind, Until

ROLES: Final[Mapping[Role, Text]] = MappingProxyType(
    {
        "lead": Text("指挥", "lead"),
        "recorder": Text("登记", "recorder"),
        "comms": Text("安抚", "comms"),
    }
)
"""The three roles of the first minute, in the order in which they are given."""

LEVELS: Final[Mapping[int, Text]] = MappingProxyType(
    {
        1: Text("一级", "level I"),
        2: Text("二级", "level II"),
        3: Text("三级", "level III"),
        4: Text("四级", "level IV"),
    }
)

SKIPPED: Final[tuple[tuple[str, Text], ...]] = (
    ("not_needed", Text("不需要", "not needed here")),
    ("impossible", Text("做不到", "not possible")),
    ("unsafe", Text("不安全", "not safe")),
    ("by_others", Text("别人在做(119、110、物业)", "others do it (119, 110, property)")),
)
"""Why a step was not done, by digit."""

UNTIL: Final[tuple[tuple[Until, Text], ...]] = (
    ("recovered", Text("恢复后", "when it is back")),
    ("closing", Text("本班结束前", "before the shift ends")),
    ("next_opening", Text("下次营业前", "before the next opening")),
)
"""When a step comes back, by digit."""

REOPENED: Final[tuple[tuple[str, Text], ...]] = (
    ("slip", Text("按错", "slip of the finger")),
    ("changed", Text("情况有变", "things changed")),
    ("rechecked", Text("复核更正", "rechecked")),
)
"""Why a step is taken back, by digit."""

RESULTS: Final[tuple[tuple[str, Text], ...]] = (
    ("reached", Text("接通,已说明", "reached and told")),
    ("coming", Text("接通,派人来", "reached, somebody comes")),
    ("no_answer", Text("没人接", "no answer")),
    ("busy", Text("占线", "engaged")),
    ("wrong", Text("号码不对", "wrong number")),
)
"""What came of a call, by digit."""

COUNTS: Final[tuple[tuple[str, Text], ...]] = (
    ("people", Text("受影响人数", "people affected")),
    ("complaints", Text("投诉数", "complaints")),
    ("insisted", Text("坚持人工人数", "insisted on the counter")),
)
"""Figures of a case that are typed, by digit."""

QUEUE_COUNTS: Final[tuple[tuple[str, Text], ...]] = (("abandoned", Text("弃号数", "abandoned tickets")),)
"""The same, on a card that counts a queue only (3f.5)."""

TIMERS: Final[Mapping[TimerKind, Text]] = MappingProxyType(
    {
        "wait": Text("等待到时", "wait is over"),
        "news": Text("该向客户说进展", "news for the customers"),
        "phone": Text("电话报厅经理", "phone the hall manager"),
        "flash": Text("书面速报", "written flash report"),
        "again": Text("重新评估级别", "look at the level again"),
        "escalate": Text("该升级了", "raise the level"),
        "follow_up": Text("书面续报", "written follow-up report"),
        "final": Text("书面终报", "written final report"),
    }
)

REPORTS: Final[Mapping[ReportKind, Text]] = MappingProxyType(
    {
        "phone": Text("电话报厅经理", "hall manager by phone"),
        "flash": Text("书面速报", "written flash report"),
        "follow_up": Text("书面续报", "written follow-up report"),
        "final": Text("书面终报", "written final report"),
    }
)
"""What was reported, by digit."""
