"""The one table of commands: it makes bindings, footer, menu, help and the guide's key table.

A command of scope `app` is done by the app's method `do_<id>`, one of scope `page` by the page's. Each has a
predicate of its own that says why it cannot be used now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.binding import Binding

from dutyterm.i18n import Text
from dutyterm.tui.available import (
    in_a_regular_shift,
    in_a_shift,
    makes_paper,
    manages,
    manual_unread,
    manual_waits,
    reads_audits,
    reviews,
    seals,
    signed_in,
    takes_down,
    unlocked,
    working,
    writes_elsewhere,
)
from dutyterm.tui.command import Command as Command
from dutyterm.tui.command import Scope as Scope

if TYPE_CHECKING:
    pass

COMMANDS: Final[tuple[Command, ...]] = (
    Command(
        "help",
        ("f1",),
        "F1",
        Text("帮助", "Help"),
        Text(
            "现在这一行怎么做、为什么、出自哪里;还有全部按键", "What this place is, why, its source; all keys"
        ),
        menu="1",
        footer=True,
        priority=True,
    ),
    Command(
        "today",
        ("f2",),
        "F2",
        Text("今日", "Today"),
        Text("今天的时间表、未结事项和下一步", "Today's timetable, open items and the next step"),
        menu="2",
        footer=True,
        available=signed_in,
    ),
    Command(
        "lists",
        ("f3",),
        "F3",
        Text("清单", "Lists"),
        Text("检查清单,回到上次那一行", "The checklists, at the line where you were"),
        menu="3",
        footer=True,
        available=in_a_regular_shift,
    ),
    Command(
        "cash",
        ("f4",),
        "F4",
        Text("资金", "Cash"),
        Text(
            "备用金、盲点、长短款、款包:每行的下一步",
            "Floats, blind counts, differences, bags: next step",
        ),
        menu="4",
        footer=True,
        available=in_a_regular_shift,
    ),
    Command(
        "log",
        ("f6",),
        "F6",
        Text("日志", "Log"),
        Text("本班日志:看、补充、更正", "The shift's log: read, add, correct"),
        menu="6",
        footer=True,
        available=in_a_shift,
    ),
    Command(
        "handover",
        ("f7",),
        "F7",
        Text("交接", "Handover"),
        Text("交班、接班:看一遍,封存或逐条读后接", "Hand over: look, seal. Take over: read, sign"),
        menu="7",
        footer=True,
        available=in_a_shift,
    ),
    Command(
        "emergency",
        ("f9", "ctrl+g"),
        "F9",
        Text("应急", "Alert"),
        Text(
            "应急卡,任何时候都能开;再按不会关,Esc 返回",
            "Emergency cards from everywhere; only Esc closes",
        ),
        menu="9",
        priority=True,
    ),
    Command(
        "note",
        ("plus",),
        "+",
        Text("记事", "Note"),
        Text("记一笔日志", "Write a log entry"),
        menu="5",
        available=working,
    ),
    Command(
        "exception",
        ("asterisk",),
        "*",
        Text("例外", "Except"),
        Text("这一行的例外:缓办、不适用、越权、改答案", "On this line: defer, n/a, override, change, note"),
        scope="page",
        menu="0",
        available=unlocked,
    ),
    Command(
        "items",
        (),
        "",
        Text("未结", "Items"),
        Text("未结事项、承诺:读、办结、新记", "Open items, promises: read, settle, note new ones"),
        available=in_a_shift,
    ),
    Command(
        "search",
        (),
        "",
        Text("翻查", "Search"),
        Text("在所有班次里找字、人、事", "Words, people, matters in every shift there was"),
        menu="8",
        available=signed_in,
    ),
    Command(
        "register",
        (),
        "",
        Text("登记", "Register"),
        Text("手工受理: 登记、补录、复核、对账", "Manual acceptance: take down, key in, check, add up"),
        available=takes_down,
    ),
    Command(
        "figures",
        (),
        "",
        Text("指标", "Figures"),
        Text("当日指标:填、收巡检抽样、写明无数据", "Figures of the day: type, take samples, or unknown"),
        available=in_a_regular_shift,
    ),
    Command(
        "cases",
        (),
        "",
        Text("复盘", "Cases"),
        Text(
            "应急事件: 报告、经过、复盘表、统计、演练",
            "Emergencies: reports, course, review, figures, drills",
        ),
        available=signed_in,
    ),
    Command(
        "print",
        (),
        "",
        Text("打印", "Print"),
        Text("交接单、日报: 写成文件,交给打印机", "Handover slip, day report: to a file and the printer"),
        available=makes_paper,
    ),
    Command(
        "menu",
        ("slash", "ctrl+p"),
        "/",
        Text("菜单", "Menu"),
        Text("菜单:按数字,或输入几个字", "Menu: a digit, or type a few letters"),
        in_menu=False,
        available=unlocked,
    ),
    Command(
        "language",
        ("ctrl+l",),
        "Ctrl+L",
        Text("中英", "Lang"),
        Text("换成英文或中文", "Switch between Chinese and English"),
        priority=True,
    ),
    Command(
        "lock",
        ("ctrl+k",),
        "Ctrl+K",
        Text("锁屏", "Lock"),
        Text("遮住内容,用 PIN 解锁", "Hide the content until the PIN is typed"),
        priority=True,
        available=signed_in,
    ),
    Command(
        "change_pin",
        (),
        "",
        Text("改码", "PIN"),
        Text("改自己的 PIN", "Change your own PIN"),
        available=signed_in,
    ),
    Command(
        "reset_pin",
        (),
        "",
        Text("给码", "Reset"),
        Text("经理给别人一个一次性 PIN", "A manager gives somebody a PIN for one use"),
        available=signed_in,
    ),
    Command(
        "sign_out",
        (),
        "",
        Text("换人", "Switch"),
        Text("退出登录,换人用", "Sign out, so that somebody else can sign in"),
        available=signed_in,
    ),
    Command(
        "promise",
        (),
        "",
        Text("承诺", "Promise"),
        Text("记一个对客户的承诺:对谁、什么事、哪天前", "A promise to a customer: to whom, what, by when"),
        available=working,
    ),
    Command(
        "messages",
        (),
        "",
        Text("留言", "Messages"),
        Text("留言本:给下一班经理的话,谁读过", "Notes to the next manager, and who has read them"),
        available=in_a_shift,
    ),
    Command(
        "relief",
        (),
        "",
        Text("顶班", "Stand-in"),
        Text("暂离由别人顶班,或回岗;双方 PIN", "Somebody stands in for a while, or is back; both sign"),
        available=working,
    ),
    Command(
        "away",
        (),
        "",
        Text("离开", "Away"),
        Text("您不在时发生了什么", "What happened while you were away"),
        available=signed_in,
    ),
    Command(
        "people",
        (),
        "",
        Text("人员", "People"),
        Text("名册: 加人、变更、排序、给 PIN、离厅", "The roster: add, change, order, give a PIN, leave"),
        available=manages,
    ),
    Command(
        "seal_codes",
        (),
        "",
        Text("封码", "Seals"),
        Text("早先各班的封存码,补写交接单用", "Seal codes of earlier shifts, to write a slip again"),
        available=seals,
    ),
    Command(
        "differences",
        (),
        "",
        Text("差错", "Cash off"),
        Text("长短款历史: 按人、台席、星期,小额短款检验", "Differences of cash by person, till, weekday"),
        available=reviews,
    ),
    Command(
        "audits",
        (),
        "",
        Text("稽核", "Audits"),
        Text(
            "以往的稽核: 哪次结账、点了多少、差多少、谁签",
            "Audited closures: counted, difference, who signed",
        ),
        available=reads_audits,
    ),
    Command(
        "hall",
        (),
        "",
        Text("本厅", "Hall"),
        Text("营业时间、日期、台席、数字", "Opening hours, dates, tills, figures"),
        available=manages,
    ),
    Command(
        "manual",
        (),
        "",
        Text("手册", "Manual"),
        Text("启用等待中的新手册", "Activate the newer manual that waits"),
        available=manual_waits,
    ),
    Command(
        "reading",
        (),
        "",
        Text("更新", "Changes"),
        Text("看手册改了什么,确认已读", "Read what changed in the manual, and confirm it"),
        available=manual_unread,
    ),
    Command(
        "move",
        (),
        "",
        Text("换机", "Move"),
        Text("今后由这台电脑记录本厅", "From now on this PC writes for the hall"),
        available=writes_elsewhere,
    ),
    Command(
        "theme",
        (),
        "",
        Text("换色", "Colours"),
        Text("深色、浅色、终端自己的颜色、无色", "Dark, light, the terminal's own colours, none"),
    ),
    Command(
        "quit",
        ("ctrl+q",),
        "Ctrl+Q",
        Text("退出", "Quit"),
        Text("离开程序;班次和半输的内容都留着", "Leave; the shift and what is half-typed stay"),
        priority=True,
    ),
    Command(
        "next",
        ("tab",),
        "Tab",
        Text("下一", "Next"),
        Text("下一个没做完的", "The next thing unfinished"),
        scope="page",
        in_menu=False,
        available=unlocked,
    ),
    Command(
        "previous",
        ("shift+tab",),
        "Shift+Tab",
        Text("上一", "Previous"),
        Text("上一个没做完的", "The thing unfinished before"),
        scope="page",
        in_menu=False,
        available=unlocked,
    ),
    Command(
        "back",
        ("escape",),
        "Esc",
        Text("返回", "Back"),
        Text("返回,半输的内容留着", "Go back; what is half-typed stays"),
        scope="page",
        in_menu=False,
    ),
)
"""Every command, in the order of help."""

BY_ID: Final = {command.id: command for command in COMMANDS}


def bindings(scope: Scope) -> list[Binding]:
    """The bindings of one scope."""
    return [
        Binding(
            key,
            f"app.run('{command.id}')",
            command.label.en,
            priority=command.priority,
            id=f"{command.id}.{key}",
        )
        for command in COMMANDS
        if command.scope == scope
        for key in command.keys
    ]
