"""What the keys of Today do, said only to who may do it and where it does something."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.i18n import Text, joined
from dutyterm.tui.views.board import BoardView, Target
from dutyterm.tui.views.plan import PlanRow
from dutyterm.tui.views.step import Kind, Step

_ASKS: Final[dict[Kind, tuple[Act, Text]]] = {
    "open": (
        Act.OPEN_SHIFT,
        Text("请厅经理、值班经理登录开班", "a manager signs in and opens it"),
    ),
    "seal": (Act.SEAL, Text("请厅经理、值班经理登录封存", "a manager signs in and seals it")),
}
"""Steps that not everybody may take, and who may."""


def for_who_is_here(step: Step, session: Session) -> Step:
    """The step; to who may not take it, who may, in place of a key."""
    if step.kind not in _ASKS or session.who is None:
        return step
    act, who = _ASKS[step.kind]
    refused = session.may(act)
    if refused is None:
        return step
    return replace(step, action=who if refused.code == "not_permitted" else refused.text, refused=True)


def hints(view: BoardView, target: Target, row: PlanRow | None, session: Session) -> Text:
    """The line of keys for what the cursor stands on."""
    parts: list[Text] = []
    opens = _opens(view, target, row)
    if not view.rows and view.step.kind == "open":
        return _together([*([_OPENS_SHIFT] if opens else []), _MENU, _LOCK, _LEAVE])
    ticks = row is not None and row.ticks and session.may(Act.WALK) is None
    if row is not None and ticks and row.ticked:
        parts += [_PUT_RIGHT, _ARROWS]
    elif row is not None and ticks:
        parts += [_DONE, _DONE_AT]
    else:
        parts.append(_ARROWS)
    if opens:
        parts.append(_ENTER)
    parts.append(_TAB_SHORT if ticks else _TAB)
    if not ticks or (row is not None and row.ticked):
        parts += [_NOTE] if session.may(Act.WRITE_ENTRY) is None else []
    if not ticks:
        parts.append(_MENU)
    return _together(parts)


def _opens(view: BoardView, target: Target, row: PlanRow | None) -> bool:
    """Does Enter lead anywhere?"""
    if target.kind == "now" and view.step.kind in ("open", "seal", "handover"):
        return not view.step.refused
    if target.kind not in ("now", "row"):
        return True
    listed = view.step.list if target.kind == "now" else target.list
    return listed is not None or (row is not None and (row.card is not None or row.page is not None))


def _together(parts: list[Text]) -> Text:
    return joined(Text(" | ", " | "), parts)


_ARROWS: Final = Text("上下 选", "Up Down")
_ENTER: Final = Text("Enter 打开", "Enter opens")
_TAB: Final = Text("Tab 下一未完", "Tab next unfinished")
_TAB_SHORT: Final = Text("Tab 下一未完", "Tab next")
_NOTE: Final = Text("+ 记一笔", "+ note")
_MENU: Final = Text("/ 菜单", "/ menu")
_OPENS_SHIFT: Final = Text("Enter 开班", "Enter opens a shift")
_LOCK: Final = Text("Ctrl+K 锁屏", "Ctrl+K lock")
_LEAVE: Final = Text("Ctrl+Q 离开", "Ctrl+Q leave")
_DONE: Final = Text("Space 做了", "Space done")
_DONE_AT: Final = Text("-10 十分钟前、0815 几点做的", "-10 ten minutes ago, 0815 done at")
_PUT_RIGHT: Final = Text("* 改时间、撤回", "* another time, take back")
