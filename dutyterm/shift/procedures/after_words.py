"""The fields of the after-action form: what they are called, what they take, which must be there."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from dutyterm.i18n import Text
from dutyterm.shift.procedures.after_facts import AnswerField

AnswerKind = Literal["cause", "words", "figure", "amount", "yes_no"]
"""cause: of the manual's list. figure: a whole number. amount: typed in yuan, kept in fen."""

FIELDS: Final[Mapping[AnswerField, Text]] = MappingProxyType(
    {
        "people": Text("受影响人数", "people affected"),
        "complaints": Text("投诉数", "complaints"),
        "amount": Text("涉及金额", "money involved"),
        "cause": Text("原因", "cause"),
        "why1": Text("为什么 1", "why 1"),
        "why2": Text("为什么 2", "why 2"),
        "why3": Text("为什么 3", "why 3"),
        "why4": Text("为什么 4", "why 4"),
        "why5": Text("为什么 5", "why 5"),
        "worked": Text("做得好的", "what went well"),
        "lacking": Text("不足", "what did not"),
        "equipment": Text("设备要修、要换", "equipment to repair"),
        "template": Text("卡片要改什么", "change of the card"),
        "drill": Text("要不要补练", "another drill?"),
        "conclusion": Text("厅经理结论", "conclusion"),
    }
)
"""In the order of the form."""

KINDS: Final[Mapping[AnswerField, AnswerKind]] = MappingProxyType(
    {
        **dict.fromkeys(FIELDS, "words"),
        "people": "figure",
        "complaints": "figure",
        "amount": "amount",
        "cause": "cause",
        "drill": "yes_no",
    }
)

NEEDED: Final[tuple[AnswerField, ...]] = ("cause", "why1", "drill", "conclusion")
"""Without these it cannot be signed."""

WHYS: Final[tuple[AnswerField, ...]] = ("why1", "why2", "why3", "why4", "why5")
"""Asked one behind the other: why, and why that."""

YES_NO: Final[tuple[tuple[str, Text], ...]] = (
    ("no", Text("不用", "no")),
    ("yes", Text("要", "yes")),
)
"""The normal answer first."""
