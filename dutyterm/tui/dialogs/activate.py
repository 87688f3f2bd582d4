"""Asks before a newer manual is taken into use: its version and what changed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dutyterm.i18n import Text, joined
from dutyterm.tui.dialogs.choose import Confirm
from dutyterm.tui.widgets.status import Tone

if TYPE_CHECKING:
    from dutyterm.desk.session import Session
    from dutyterm.manual.schema import Manual


class ActivateDialog(Confirm):
    """Dismissed with `yes` to activate."""

    def __init__(self, manual: Manual, active: Manual | None) -> None:
        changed = () if active is None else (_changes(active, manual),)
        super().__init__(_TITLE.fill(v=manual.cover.version), _YES, [*changed, _KEPT])


def _changes(active: Manual, manual: Manual) -> Text:
    """How much differs, and the first of it by name: the additions of a hall have no version of their own."""
    from dutyterm.manual.diff import diff_all, title_of
    from dutyterm.manual.wording import matters

    found = [change for change in diff_all(active, manual) if matters(change)]
    if not found:
        return _SAME
    named = [title_of(one) for change in found if (one := change.after or change.before) is not None]
    listed = joined(Text("、", ", "), list(dict.fromkeys(named))[:_NAMED])
    words = _CHANGED if len(found) <= _NAMED else _CHANGED_MORE
    return words.fill(n=len(found), named=listed)


async def activated(session: Session) -> tuple[Text, Tone]:
    """Does it; what is said of it."""
    from dutyterm.desk.manuals import activate_waiting
    from dutyterm.desk.outcome import Done

    done = await activate_waiting(session)
    return (_DONE, "good") if isinstance(done, Done) else (done.text, "error")


_TITLE: Final = Text("启用手册 {v}?", "Activate manual {v}?")
_YES: Final = Text("启用", "activate it")
_NAMED: Final = 5
_SAME: Final = Text("要做的事没有不同。", "What has to be done is the same.")
_CHANGED: Final = Text("与现用的不同 {n} 处: {named}。", "{n} changes: {named}.")
_CHANGED_MORE: Final = Text("与现用的不同 {n} 处: {named} 等。", "{n} changes: {named} and more.")
_KEPT: Final = Text(
    "正在走的清单不变,下一个班起用新版,改过的行会标出来。",
    "A list that is being walked keeps its version; the next shift takes the new one, with changed "
    "lines marked.",
)
_DONE: Final = Text("新手册已启用,下一个班起有效。", "The manual is activated, from the next shift on.")
