"""Asks before a newer manual is taken into use: its version and what changed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dutyterm.i18n import Text
from dutyterm.tui.dialogs.choose import Confirm
from dutyterm.tui.widgets.status import Tone

if TYPE_CHECKING:
    from dutyterm.desk.session import Session
    from dutyterm.manual.schema import Manual


class ActivateDialog(Confirm):
    """Dismissed with `yes` to activate."""

    def __init__(self, manual: Manual) -> None:
        super().__init__(_TITLE.fill(v=manual.cover.version), _YES, [_KEPT])


async def activated(session: Session) -> tuple[Text, Tone]:
    """Does it; what is said of it."""
    from dutyterm.desk.manuals import activate_waiting
    from dutyterm.desk.outcome import Done

    done = await activate_waiting(session)
    return (_DONE, "good") if isinstance(done, Done) else (done.text, "error")


_TITLE: Final = Text("启用手册 {v}?", "Activate manual {v}?")
_YES: Final = Text("启用", "activate it")
_KEPT: Final = Text(
    "正在走的清单不变,下一个班起用新版,改过的行会标出来。",
    "A list that is being walked keeps its version; the next shift takes the new one, with changed "
    "lines marked.",
)
_DONE: Final = Text("新手册已启用,下一个班起有效。", "The manual is activated, from the next shift on.")
