"""A forgotten PIN: another manager resets it, or the recovery code gives a hall manager a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dutyterm.i18n import Text
from dutyterm.tui.dialogs.choose import Choice, Choose
from dutyterm.tui.dialogs.pin import PinDialog
from dutyterm.tui.dialogs.text import TextDialog

if TYPE_CHECKING:
    from dutyterm.tui.app import DutyApp


async def recover(app: DutyApp) -> None:
    """The whole conversation; run it in a worker."""
    from dutyterm.desk.people import Recovered, use_recovery_code

    session = app.session
    if session is None:
        return
    managers = session.hall.managers()
    if not managers:
        return
    choices = [Choice(person.id, Text(person.name, person.name)) for person in managers[:9]]
    lines = [_OTHER_WAY, _MOVES] if session.elsewhere else [_OTHER_WAY]
    who = await app.push_screen_wait(Choose(_WHO, choices, lines))
    if who is None:
        return
    code = await app.push_screen_wait(TextDialog(_CODE, lines=[_CODE_HELP]))
    if not code:
        return
    new = await app.push_screen_wait(PinDialog(_NEW, [_RULES]))
    if not isinstance(new, str):
        return
    again = await app.push_screen_wait(PinDialog(_AGAIN))
    if not isinstance(again, str):
        return
    if new != again:
        app.say(_DIFFERENT, "error")
        return
    answer = await use_recovery_code(session, who, code, new)
    if isinstance(answer, Recovered):
        await app.push_screen_wait(
            Choose(_DONE, [Choice("seen", _SEEN)], [_FRESH.fill(code=answer.recovery_code)])
        )
        app.say(_SIGN_IN, "good")
    else:
        app.say(answer.text, "error")


_WHO: Final = Text(
    "忘了 PIN: 哪位厅经理用恢复码?", "Forgotten PIN: which hall manager uses the recovery code?"
)
_OTHER_WAY: Final = Text(
    "其他人: 请一位经理登录,菜单(/)里选「给码」。",
    "Anybody else: ask a manager to sign in and choose Reset in the menu (/).",
)
_MOVES: Final = Text(
    "本厅现在由另一台电脑记录;用了恢复码,今后就由这台电脑记录。",
    "Another PC writes for this hall now; with the recovery code this PC does from now on.",
)
_CODE: Final = Text("恢复码(建厅时抄下的 20 位数字)", "Recovery code (20 digits, written down at set-up)")
_CODE_HELP: Final = Text("横线可不输。", "The dashes may be left out.")
_NEW: Final = Text("新 PIN", "New PIN")
_RULES: Final = Text("6 到 12 位数字。", "6 to 12 digits.")
_AGAIN: Final = Text("再输一次新 PIN", "The new PIN once more")
_DIFFERENT: Final = Text("两次不一样,没有改。请重来。", "The two differ; nothing was changed. Start again.")
_DONE: Final = Text(
    "PIN 已换。新的恢复码,只显示这一次", "The PIN is changed. The new recovery code, shown only now"
)
_FRESH: Final = Text("{code}    抄在纸上,锁进保险柜。", "{code}    Write it on paper and lock it away.")
_SEEN: Final = Text("已抄好", "written down")
_SIGN_IN: Final = Text("现在用新 PIN 登录。", "Now sign in with the new PIN.")
