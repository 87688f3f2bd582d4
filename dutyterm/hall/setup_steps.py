"""The questions of the first-run wizard, with their numbered defaults."""

from __future__ import annotations

from typing import Final, Literal

from dutyterm.hall.profile import CLASS_NAMES
from dutyterm.i18n import Text, same
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Option:
    """One numbered answer."""

    value: str
    label: Text
    named: bool = False
    """What is kept is the label in the language of the person: a name, not a word of the program."""


@dataclass(frozen=True)
class Step:
    """One question. The n-th option has the digit n; 1 is the usual answer."""

    id: str
    title: Text
    help: Text
    """What hangs on it, and whether it can be changed later."""
    options: tuple[Option, ...] = ()
    typed: Literal["", "text", "number", "pin"] = ""
    """What else may be typed; `number` has no options, its default is taken with Enter."""
    default: str | None = None
    """What Enter alone takes."""

    @property
    def secret(self) -> bool:
        """Whether what is typed must not be shown."""
        return self.typed == "pin"


_LATER: Final = Text("以后可以改。", "Can be changed later.")


def _help(zh: str, en: str, later: bool = True) -> Text:
    return Text(zh + _LATER.zh, f"{en} {_LATER.en}") if later else Text(zh, en)


STEPS: Final[tuple[Step, ...]] = (
    Step(
        "way",
        Text("从哪里开始", "Where to begin"),
        _help("演示厅是编出来的,可随意试。", "The demo hall is made up; try anything there.", later=False),
        (
            Option("hall", Text("设立本营业厅", "set up this hall")),
            Option("demo", Text("打开演示厅", "open the demo hall")),
        ),
    ),
    Step(
        "name",
        Text("营业厅名称", "Name of the hall"),
        _help("显示在每一页上方。", "Stands at the top of every page."),
        tuple(
            Option(name, Text(name, english), named=True)
            for name, english in (
                ("本营业厅", "Our hall"),
                ("城区营业厅", "Town hall"),
                ("中心营业厅", "Central hall"),
            )
        ),
        "text",
    ),
    Step(
        "hall_id",
        Text("营业厅编号", "Id of the hall"),
        _help(
            "所有文件以它命名,永不改变。建议输机构编码的数字。",
            "Every file is named by it; it never changes. The digits of the organisation code will do.",
            later=False,
        ),
        (Option("hall01", same("hall01")),),
        "text",
    ),
    Step(
        "class",
        Text("厅类别", "Class of the hall"),
        _help("检查评分的权重按它取。", "Inspection weights depend on it."),
        tuple(Option(c.value, label) for c, label in CLASS_NAMES.items()),
        default="standard",
    ),
    Step(
        "hours",
        Text("营业时间", "Opening hours"),
        _help(
            "清单的时间按开门和关门推算。周末不同、节假日、半天,建好后在菜单「本厅」里设。",
            "The times of the lists are counted from opening and closing. Other hours at weekends, holidays "
            "and half days are set later: menu, Hall.",
        ),
        tuple(Option(h, same(h)) for h in ("08:30-18:00", "09:00-18:00", "08:00-20:00", "09:00-17:30")),
        "text",
        "08:30-18:00",
    ),
    Step(
        "closed",
        Text("每周休息", "Closed on"),
        _help("节假日在「本厅」里另设。", "Holidays are set apart, on the page Hall."),
        (
            Option("", Text("不休", "never")),
            Option("6", Text("周日", "Sunday")),
            Option("56", Text("周六、周日", "Saturday and Sunday")),
        ),
        default="",
    ),
    Step(
        "tills",
        Text("台席数", "Number of tills"),
        _help("逐台席的检查项按它重复。", "Lines that are answered for each till repeat as often."),
        typed="number",
        default="6",
    ),
    Step(
        "exits",
        Text("出口数", "Number of exits"),
        _help("正门、后门、侧门依次命名。", "Named front, back, side, then by number."),
        typed="number",
        default="3",
    ),
    Step(
        "min_staff",
        Text("最少到岗人数", "Fewest people to open"),
        _help("少于此数不能开门。", "With fewer the doors stay shut."),
        typed="number",
        default="4",
    ),
    Step(
        "shifts",
        Text("每天几班", "Shifts a day"),
        _help("早晚两班有 20 分钟交接。", "Early and late overlap by 20 minutes to hand over."),
        (
            Option("2", Text("早班、晚班", "early and late")),
            Option("1", Text("一个通班", "one all-day shift")),
        ),
        default="2",
    ),
    Step(
        "crew",
        Text("其他人员", "Other people"),
        _help(
            "占位姓名先用着,双人签名要有第二个人。",
            "Placeholder names will do; a dual line needs a second person.",
        ),
        (
            Option("sample", Text("按台席数配好占位人员", "placeholders for every post")),
            Option("none", Text("只有我,稍后增加", "only me, others later")),
        ),
        default="sample",
    ),
    Step(
        "manager",
        Text("厅经理姓名", "Name of the hall manager"),
        _help("就是现在坐在这里的人。", "The person who sits here now."),
        (Option("厅经理", Text("厅经理", "Hall manager"), named=True),),
        "text",
    ),
    Step(
        "number",
        Text("厅经理工号", "The manager's staff number"),
        _help("登录用的工号。", "As used for signing in."),
        (Option("8001", same("8001")),),
        "text",
    ),
    Step(
        "pin",
        Text("厅经理 PIN", "The manager's PIN"),
        _help(
            "6 至 12 位数字,不用连号、重复和工号。",
            "6 to 12 digits; no sequence, repetition or staff number.",
        ),
        typed="pin",
    ),
    Step(
        "pin_again",
        Text("再输一次 PIN", "The PIN once more"),
        _help("防止输错。", "So that a slip is noticed.", later=False),
        typed="pin",
    ),
)
"""The questions in order."""
