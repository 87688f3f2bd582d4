"""Which keys a dialogue takes now: digits that choose, digits or words that are typed, Space for now."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text
from dutyterm.tui.views.asks import Dialogue


def asking_hint(dialogue: Dialogue) -> Text:
    """The line of hints for the question that is asked."""
    asked = dialogue.question
    if asked is None:
        return _CHOOSE
    if asked.kind == "pin":
        return _PIN
    if asked.kind == "time":
        return _TIME
    if dialogue.takes_text:
        return _DIGITS if asked.digits else _WORDS
    if asked.kind == "text":
        return _USUAL
    if asked.write is not None:
        return _OR_TYPE
    return _OR_TURN if dialogue.pages > 1 else _CHOOSE


_CHOOSE: Final = Text(
    "数字 选 | Backspace 退一步 | Esc 离开,草稿留着", "digit chooses | Backspace one back | Esc: draft stays"
)
_OR_TYPE: Final = Text(
    "数字 选 | 0 键入 | Backspace 退一步 | Esc 离开,草稿留着",
    "digit chooses | 0 to type | Backspace one back | Esc: draft stays",
)
_OR_TURN: Final = Text(
    "数字 选 | 0 翻页 | Backspace 退一步 | Esc 离开,草稿留着",
    "digit chooses | 0 turns page | Backspace one back | Esc: draft stays",
)
_USUAL: Final = Text(
    "数字 选常用的 | 0 或直接键入 | Backspace 退一步 | Esc 离开,草稿留着",
    "digit: usual words | 0, or just type | Backspace one back | Esc: draft stays",
)
_DIGITS: Final = Text(
    "数字 键入 | Enter 下一步 | Backspace 退一步 | Esc 离开,草稿留着",
    "digits type | Enter goes on | Backspace one back | Esc: draft stays",
)
_WORDS: Final = Text(
    "键入文字 | Enter 下一步 | Backspace 退一步 | Esc 离开,草稿留着",
    "type words | Enter goes on | Backspace one back | Esc: draft stays",
)
_TIME: Final = Text(
    "Space 现在 | 数字 键入几点 | Enter 下一步 | Backspace 退一步 | Esc 草稿留着",
    "Space now | digits: a time | Enter goes on | Backspace back | Esc: draft stays",
)
_PIN: Final = Text(
    "数字 PIN | 退格 改 | Enter 确认 | Esc 离开", "digits: PIN | Backspace | Enter confirms | Esc leaves"
)
