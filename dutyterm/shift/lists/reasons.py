"""The numbered reasons of exceptions: the digit is the place in the list, the word is what is recorded."""

from __future__ import annotations

from dutyterm.i18n import Text

Options = tuple[tuple[str, Text], ...]
"""(recorded word, shown text), in the order of their digits."""

UNTIL: Options = (
    ("after_open", Text("开门后", "after opening")),
    ("closing", Text("收尾时", "at closing")),
    ("next_opening", Text("下次开门前", "next opening")),
    ("power_back", Text("恢复供电、系统后", "when power or system is back")),
)
"""When a deferred line comes back (N10)."""

DEFER: Options = (
    ("no_time", Text("来不及", "no time now")),
    ("no_person", Text("人不在", "person not here")),
    ("no_power", Text("停电或系统不可用", "power or system down")),
    ("waiting", Text("等厂家、物业", "waiting for a third party")),
)

AWAY = "away"
"""Why sealing puts off what happens when the PC is off; nobody chooses it."""

PUT_OFF: Options = (*DEFER, (AWAY, Text("离机后才做", "done when the PC is off")))
"""Every reason that a deferred line may have, as it is shown."""

OVERRIDE: Options = (
    ("service_first", Text("先保证营业", "service comes first")),
    ("repair_ordered", Text("已报修,可替代", "repair ordered, workaround in place")),
    ("checked_otherwise", Text("已用其他办法核实", "checked in another way")),
    ("not_possible", Text("现场无法完成", "cannot be done on site")),
)

MEDIA: Options = (
    ("on_site", Text("在场,本人输入 PIN", "on site, with own PIN")),
    ("phone", Text("电话授权", "by phone")),
    ("message", Text("消息授权", "by message")),
)
"""How the hall manager decided."""

CHANGE: Options = (
    ("slip", Text("按错、写错", "slip")),
    ("changed", Text("情况有变", "things changed")),
    ("rechecked", Text("复核更正", "rechecked")),
)

LATE_DOORS: Options = (
    ("staff", Text("人员未到齐", "staff not complete")),
    ("system", Text("系统、设备未就绪", "system or equipment not ready")),
    ("weather", Text("天气、停电等外因", "weather, power or other outside cause")),
    ("cash", Text("资金、票证未就绪", "cash or documents not ready")),
)
"""Why the doors opened late (OPN-34)."""


def text_of(options: Options, word: str) -> Text:
    """How a recorded word is shown; itself when it is not one of the list (typed, or of another version)."""
    return dict(options).get(word, Text(word, word))


def known(options: Options, word: str) -> bool:
    """Is it one of the numbered words?"""
    return word in dict(options)
