"""The marks of the lines of a list: a sign, a tone and a word for each, so that none is colour alone (L2)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from dutyterm.i18n import Text
from dutyterm.shift.lists.view import Mark
from dutyterm.tui.views.spans import Tone


class MarkLook(NamedTuple):
    """How a mark is drawn and called."""

    sign: str
    tone: Tone
    name: Text


MARKS: Mapping[Mark, MarkLook] = MappingProxyType(
    {
        Mark.TODO: MarkLook("[ ]", "todo", Text("待办", "to do")),
        Mark.PROGRESS: MarkLook("[~]", "progress", Text("进行中", "in progress")),
        Mark.MARKED: MarkLook("[=]", "marked", Text("已填,待签名", "filled in, not yet signed")),
        Mark.DONE: MarkLook("[x]", "done", Text("完成", "done")),
        Mark.OFF: MarkLook("[!]", "off", Text("完成,有异常", "done, off the norm")),
        Mark.INACTIVE: MarkLook("[-]", "dim", Text("今天不用答", "not asked today")),
        Mark.NOT_APPLICABLE: MarkLook("[-]", "exempt", Text("不适用", "not applicable")),
        Mark.OVERRIDDEN: MarkLook("[o]", "exempt", Text("越权", "overridden")),
        Mark.DEFERRED: MarkLook("[>]", "waiting", Text("缓办", "deferred")),
    }
)
"""The look of every mark."""
