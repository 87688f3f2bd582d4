"""Which lines of a list are new or worded otherwise than the last time a person walked it (N17)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dutyterm.i18n import Text
from dutyterm.manual.schema import Line, Manual

NEW = Text("新增的检查行。", "A new line.")
"""Stands for the old wording of a line that did not exist before."""


def changed_lines(old: Manual | None, new: Manual, list_id: str | None = None) -> Mapping[str, Text]:
    """Line id -> its old wording (title, then help), for every line that is new or changed.

    Of one list, or of all lists that both manuals have.

    `old` is the manual with which this person last walked a list (`Past.manual_of`). Nothing is marked for
    somebody who never did: then every line would be, which tells nothing.
    """
    found: dict[str, Text] = {}
    for now in new.lists:
        before = old.list(now.id) if old is not None and list_id in (None, now.id) else None
        if before is None:
            continue
        was = {line.id: line for line in before.lines}
        for line in now.lines:
            if line.id not in was:
                found[line.id] = NEW
            elif not _same(was[line.id], line):
                found[line.id] = _wording(was[line.id])
    return MappingProxyType(found)


def _same(old: Line, new: Line) -> bool:
    # where a rule comes from is no change of what has to be done
    return old.model_copy(update={"source": new.source}) == new


def _wording(line: Line) -> Text:
    return Text(f"{line.title.zh}\n{line.help.zh}", f"{line.title.en}\n{line.help.en}")
