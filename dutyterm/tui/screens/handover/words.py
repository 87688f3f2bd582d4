"""What F7 says beside the state: hints, help, answers to keys."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text

NO_SHIFT: Final = Text("没有开着的班。", "No shift is open.")
NO_SHIFT_HINTS: Final = Text("Esc 回今日", "Esc to Today")
GIVE_HINTS: Final = Text(
    "Enter 交班(要 PIN) | 数字 看来源 | * 例外 | 上下 看 | Esc 返回",
    "Enter hands over (PIN) | digit: its source | * exceptions | Up Down | Esc",
)
CODE_HINTS: Final = Text(
    "抄好: Enter 换人登录 | Esc 回今日 | Ctrl+Q 离开",
    "Copied? Enter: next person | Esc to Today | Ctrl+Q leave",
)
WAIT_HINTS: Final = Text(
    "Enter 换人登录 | * 5 收回交班 | Esc 返回", "Enter: who takes over signs in | * 5 take it back | Esc"
)
REFUSED_HINTS: Final = Text(
    "Enter 裁定、改接、收回 | 上下 看 | Esc 返回", "Enter: decide, take over, take back | Up Down | Esc"
)
TAKE_HINTS: Final = Text(
    "Space 已读、下一条 | Enter 全文 | Tab 下一未读 | 4-9 概要的数 | * 保留 | Esc",
    "Space read, next | Enter whole | Tab unread | 4-9 summary | * reserve | Esc",
)
FULL_HINTS: Final = Text(
    "Space 已读、下一条 | 上下 看 | Enter、Esc 回到各条", "Space read, next | Up Down | Enter, Esc back"
)
FLOW_HINTS: Final = Text(
    "数字 选 | Enter 确认 | Backspace 上一问 | Esc 不办",
    "digit: choice | Enter confirms | Backspace one back | Esc leaves",
)
PIN_HINTS: Final = Text(
    "数字 PIN | 退格 改 | Enter 确认 | Esc 不办", "Digits: PIN | Backspace | Enter confirms | Esc leaves"
)
UNTIL_READ: Final = Text(
    "全部读完才可接班: 1 接班  2 带保留  3 有异议。工作键现不可用,F9 可用。",
    "Take over when all is read: 1 take over  2 with reservations  3 refuse. Working keys are off, F9 works.",
)
ALL_READ: Final = Text(
    "都读过了: 1 接班  2 带保留  3 有异议。  交班人不在: * 3",
    "All is read: 1 take over  2 with reservations  3 refuse.  Nobody to sign: * 3",
)
SAID: Final = {
    "more": Text("还有 {n} 行,下移可见", "{n} more below"),
    "below": Text("还有 {n} 条,下移可见", "{n} more below"),
    "no_number": Text("没有第 {digit} 个数。", "There is no number {digit}."),
    "not_among": Text(
        "{what}: 不在要读的各条里,接班后在未结、计时里看。",
        "{what}: not among what is read; see open items and timers once it is taken over.",
    ),
    "nothing": Text("没有要读的。", "There is nothing to read."),
    "own": Text("您自己写的,不用读。", "Your own: nothing to read."),
    "read_already": Text("这一条您已读过。", "You have read this one."),
    "unread": Text("还有 {n} 条没读: 按 Tab 到下一条。", "{n} not read yet: Tab goes to the next one."),
    "all_read": Text("都读过了: 1 接班 2 带保留 3 有异议。", "All is read: 1 take over 2 reserved 3 refuse."),
    "reserved": Text("有保留: 请按 2 带保留接班。", "There are reservations: take over with them, 2."),
    "none_reserved": Text("还没有保留。先在一条上按 * 6。", "No reservation yet: * 6 on a row makes one."),
    "copied": Text("抄好封存码,按 Enter 或 Esc。", "Copy the code, then Enter or Esc."),
    "answer": Text("先答完,或按 Esc 离开。", "Answer first, or leave with Esc."),
    "lists": Text("没走完的清单在 F3。", "Unfinished lists are on F3."),
    "first_take": Text("先把接班办完。", "Finish the handover first."),
    "accept": Text("已接班,从现在起由您负责。", "Taken over: you are responsible from now on."),
    "refuse": Text("已记下异议,等厅经理裁定。", "Refused; it waits for the hall manager."),
    "recall": Text("已收回,您继续当班。", "Taken back: you go on."),
    "offer": Text("已再次交班,等接班人。", "Offered again; it waits to be taken over."),
    "decide": Text("裁定已记下。", "The ruling is on record."),
    "relief": Text("顶班开始,双方已签。", "The stand-in has begun; both signed."),
    "back": Text("已回岗,双方已签。", "Back again; both signed."),
}
HELP_GIVE: Final = Text(
    "F7 先把本班看一遍: 三行概要由程序从记录里数出来,按数字就看到数的是哪几条;再是还没办好的、要交给下一班的"
    "。Enter 和 PIN 交班: 本班封存,谁也不能再改;当天还有下一班的,随即打开,等人接收,接收前由您负责,* 5 可以收"
    "回。交班时段以外要写原因。顶班、回岗: * 4,双方 PIN。",
    "F7 shows the shift first: three lines counted from the records, a digit leads to what was counted; "
    "then what is not in order, and what the next shift takes over. Enter and the PIN hand it over: it is "
    "sealed and nobody can change it. When another shift follows today, that opens at once and waits; until "
    "somebody takes over you are responsible, and * 5 takes it back. Outside its time a reason is asked. "
    "Stand-in: * 4, both sign.",
)
HELP_TAKE: Final = Text(
    "接班先逐条读: 加急的、未结的在前。Space 已读并到下一条,Enter 全文,* 6 对这一条带保留或加备注。"
    "三行概要里的数,按它前面的 4 至 9,光标就到它数的那几条。"
    "全部读完: 1 接班,2 带保留,3 有异议。双方输 PIN;签的就是屏幕上这些字。隔夜接班只要您的 PIN。"
    "交班人不在,* 3 写明原因,厅经理补签。接班前工作键不可用,F9 应急照常。有异议的由厅经理裁定,电话裁定也可。",
    "First everything is read, urgent and open things first. Space: read, on to the next; Enter: the whole "
    "of it; * 6: a reservation or a remark. The digit before a number of the summary, 4 to 9, leads to "
    "what it counts. When all is read: 1 take over, 2 with reservations, 3 refuse. "
    "Both sign with their PIN, and what is signed is what the screen showed; over night only yours is "
    "asked. Nobody there to sign: * 3 and a reason, and the hall manager countersigns. Until then working "
    "keys are off, F9 is not. What was refused is decided by the hall manager, also by telephone.",
)
