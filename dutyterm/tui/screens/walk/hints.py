"""The line of key hints of the walk, by what the cursor stands on."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.shift.lists.view import SlotView
from dutyterm.tui.screens.walk.place import Place
from dutyterm.tui.views.all_normal import ALL
from dutyterm.tui.views.asks import Dialogue

START = Text("Enter 开始 | Esc 返回 | / 菜单", "Enter start | Esc back | / menu")
CHOOSE = Text(
    "数字 打开 | 上下 Enter 开始、继续 | Esc 返回", "digit opens | arrows, Enter begin, go on | Esc back"
)
_ALL = Text(
    "1 全部正常 | Enter 记下 | Tab 抽样、逐行 | 上下 | Esc 返回",
    "1 all normal | Enter records | Tab samples, lines | Esc back",
)
DETAIL = Text("上下 翻看 | Enter、Esc 回到清单", "Up Down scroll | Enter, Esc back to the list")

_MOVES = Text("Tab 下一缺漏 | * 例外 | + 记一笔 | Esc 返回", "Tab next | * except | + note | Esc back")
_BY_KIND = {
    "confirm": Text("Space 确认 | Enter 详细", "Space confirm | Enter detail"),
    "choice": Text("数字 选 | Enter 详细", "digit choose | Enter detail"),
    "text": Text("数字 选,0 写 | Enter 记下", "digit choose, 0 write | Enter"),
    "time": Text("Space 现在 | HHMM -10 Enter 记下", "Space now | HHMM -10 Enter"),
    "dual": Text("Space 签名 | Enter 详细", "Space sign | Enter detail"),
    "machine": Text("Enter 详细", "Enter detail"),
}
_VALUE = Text("数字 键入 | Enter 记下", "digits type | Enter records")
_RECORDS = Text("由记录填写 | Enter 详细", "by records | Enter detail")
_AGAIN = Text("Space 仍属实 | Enter 详细", "Space it holds | Enter detail")
_MARKED = Text("Enter 记下 | Backspace 取消", "Enter records | Backspace clears")
_OPTIONS = Text("数字 选 | Backspace 上一问 | Esc 离开", "digit choose | Backspace one back | Esc leave")
_PIN = Text(
    "数字 PIN | 退格 改 | Enter 确认 | Esc 不签", "digits PIN | Backspace | Enter confirm | Esc unsigned"
)
_WORDS = Text("写字 | Enter 下一步 | Esc 离开,草稿留着", "type | Enter go on | Esc leave, draft stays")


_HALF = Text(
    "Enter 记下 | Backspace 删 | 左右 移 | Tab 下一缺漏 | Esc 返回,字留着",
    "Enter records | Backspace | Left Right | Tab next | Esc back, it stays",
)
_MARKED_HALF = Text(
    "Enter 记下 | Backspace 取消 | Tab 下一缺漏 | Esc 返回,字留着",
    "Enter records | Backspace clears | Tab next | Esc back, it stays",
)


def of(
    dialogue: Dialogue | None,
    slot: SlotView | None,
    place: Place,
    *,
    typed: bool = False,
    by_records: bool = False,
    again: bool = False,
) -> Text:
    """The hints that fit now. `typed`: something is half-typed here, so that no sign is a command.

    `by_records`: only records answer this line. `again`: Space says that the old answer still holds (N8).
    """
    if dialogue is not None:
        return _PIN if dialogue.takes_pin else _WORDS if dialogue.takes_text else _OPTIONS
    if place.slot == ALL:
        return _ALL
    if slot is None:
        return _MOVES
    if typed:
        return _MARKED_HALF if slot.slot in place.marks else _HALF
    if by_records:
        return Text(f"{_RECORDS.zh} | {_MOVES.zh}", f"{_RECORDS.en} | {_MOVES.en}")
    if slot.slot in place.marks:
        here = _MARKED
    elif again:
        here = _AGAIN
    else:
        here = _BY_KIND.get(slot.spec.kind, _VALUE)
    return Text(f"{here.zh} | {_MOVES.zh}", f"{here.en} | {_MOVES.en}")
