"""Which lines of a list are new or worded otherwise than the last time a person walked it (N17)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dutyterm.i18n import Text, joined, same
from dutyterm.manual.schema import Line, Manual

NEW = Text("本版新增的检查行。", "New in this version.")
"""What is said of a line that did not exist before."""


def changed_lines(old: Manual | None, new: Manual, list_id: str | None = None) -> Mapping[str, Text]:
    """Line id -> what it was, for every new or changed line: its old words, old limits beside new ones.

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
                found[line.id] = _change(was[line.id], line)
    return MappingProxyType(found)


def _same(old: Line, new: Line) -> bool:
    # where a rule comes from is no change of what has to be done
    return old.model_copy(update={"source": new.source}) == new


def _change(old: Line, new: Line) -> Text:
    """The old title and help where they differ, then the rest that differs, old and new."""
    from dutyterm.manual.diff import Changed  # only where a manual has changed
    from dutyterm.manual.wording import wordings

    keys = tuple(
        key
        for key in type(new).model_fields
        if key not in ("title", "help", "source") and getattr(old, key) != getattr(new, key)
    )
    said = [
        Text("{name}: {before} > {after}", "{name}: {before} > {after}").fill(
            name=one.name, before=one.before or _NOTHING, after=one.after or _NOTHING
        )
        for one in wordings(Changed("", new.id, "changed", old, new, keys))
    ]
    if (old.title, old.help) != (new.title, new.help):
        words = _OLD.fill(title=Text(old.title.zh, old.title.en), help=Text(old.help.zh, old.help.en))
        said.insert(0, words)
    return joined(same("\n"), [_CHANGED, *said])


_NOTHING = same("-")
_CHANGED = Text("本版有改动。", "Changed in this version.")
_OLD = Text("原文: {title}\n{help}", "It was: {title}\n{help}")
