"""The hall manager says that this PC writes for the hall now: what that means, then the PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dutyterm.i18n import Text
from dutyterm.tui.dialogs.choose import Confirm
from dutyterm.tui.dialogs.pin import PinDialog

if TYPE_CHECKING:
    from dutyterm.tui.app import DutyApp


async def move_hall_here(app: DutyApp) -> None:
    """The whole conversation; run it in a worker."""
    from dutyterm.desk.moving import left_open, move_here
    from dutyterm.desk.outcome import Done

    session = app.session
    if session is None or session.who is None:
        return
    still_open = await left_open(session)
    lines = [_ONLY_ONE] if still_open is None else [_LEFT_OPEN.fill(file=still_open.name), _ONLY_ONE]
    if await app.push_screen_wait(Confirm(_TITLE, _YES, lines)) != "yes":
        return
    signs = _SIGNS.fill(name=session.who.name)
    done = await app.push_screen_wait(PinDialog(_TITLE, [signs], verify=lambda pin: move_here(session, pin)))
    if isinstance(done, Done):
        app.redraw()
        app.say(_MOVED, "good")


_TITLE: Final = Text("今后由这台电脑记录本厅?", "Does this PC write for the hall from now on?")
_YES: Final = Text("是,换到本机", "yes, move it here")
_ONLY_ONE: Final = Text(
    "只能有一台电脑记录。原来那台不要再写;它看到新的 hall 文件后自动变为只读。",
    "Only one PC may write. Do not go on with the other; it only looks once it sees the new file in hall.",
)
_LEFT_OPEN: Final = Text(
    "! 原电脑的班没有封存: {file}。能开机就先在那里封存;否则它的未结事项不会带过来。",
    "! The other PC has not sealed its shift: {file}. Seal it there if it still works; else what it left "
    "open is not carried over.",
)
_SIGNS: Final = Text("{name} 的 PIN 确认。", "The PIN of {name} confirms it.")
_MOVED: Final = Text("本机现在记录本厅。", "This PC writes for the hall now.")
