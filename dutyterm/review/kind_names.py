"""What every kind of record is called, for people who read a log."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text, same

KIND_NAMES: Final[dict[str, Text]] = {
    "shift.opened": Text("开班", "shift opened"),
    "shift.doors_opened": Text("开门", "doors opened"),
    "shift.doors_closed": Text("关门", "doors closed"),
    "program.started": Text("程序启动", "program started"),
    "journal.recovered": Text("中断后恢复", "recovered after a cut"),
    "clock.moved": Text("时钟回拨", "clock went back"),
    "clock.set": Text("时间核定", "time settled"),
    "run.started": Text("清单开始", "list begun"),
    "run.completed": Text("清单走完", "list complete"),
    "run.bulk": Text("一次全部正常", "all normal at once"),
    "item.answered": Text("填写", "answered"),
    "item.changed": Text("改答案", "answer changed"),
    "item.signed": Text("签名", "signed"),
    "item.taken_back": Text("撤回", "taken back"),
    "item.deferred": Text("缓办", "put off"),
    "item.not_applicable": Text("不适用", "not applicable"),
    "item.overridden": Text("越权", "overridden"),
    "item.reconfirmed": Text("再次确认", "confirmed again"),
    "open_item.opened": Text("未结事项", "open item"),
    "open_item.read": Text("已阅未结", "open item read"),
    "open_item.closed": Text("办结", "settled"),
    "entry.written": Text("记事", "note"),
    "entry.added": Text("补记", "addition"),
    "entry.corrected": Text("更正", "correction"),
    "metric.recorded": Text("指标", "figure"),
    "cash.reserve_counted": Text("清点备用金库", "reserve counted"),
    "cash.reserve_moved": Text("备用金库出入", "reserve moved"),
    "cash.float_issued": Text("领用备用金", "float issued"),
    "cash.opening_difference": Text("期初差额", "opening difference"),
    "cash.topped_up": Text("追加备用金", "topped up"),
    "cash.exchanged": Text("兑换零钱", "notes changed"),
    "cash.dropped": Text("中途缴款", "drop"),
    "cash.till_closing": Text("停收", "till closing"),
    "cash.counted": Text("盲点", "blind count"),
    "cash.count_dropped": Text("重新清点", "counted anew"),
    "cash.count_locked": Text("点数锁定", "count locked"),
    "cash.expected_entered": Text("应有金额", "expected entered"),
    "cash.recounted": Text("复点", "recount"),
    "cash.difference_decided": Text("长短款结论", "difference decided"),
    "cash.float_kept": Text("留存备用金", "float kept"),
    "cash.box_counted": Text("清点钞箱", "box counted"),
    "cash.bag_sealed": Text("封包", "bag sealed"),
    "cash.seal_voided": Text("封签作废", "seal void"),
    "cash.bag_moved": Text("款包移交", "bag moved"),
    "cash.bag_credited": Text("银行入账", "credited"),
    "cash.credit_decided": Text("缴存差异", "bank difference"),
    "cash.suspect_held": Text("疑似假币、残损币", "note set aside"),
    "cash.suspect_handed": Text("疑似假币交银行", "note handed in"),
    "cash.safe_sealed": Text("保险柜封签", "safe sealed"),
    "cash.safe_checked": Text("保险柜封签核对", "safe checked"),
    "cash.overnight_checked": Text("隔夜现金", "overnight cash"),
    "timetable.done": Text("时间表已做", "row done"),
    "timetable.undone": Text("时间表撤回", "row undone"),
    "profile.set": Text("营业厅资料", "hall profile"),
    "person.added": Text("增加人员", "person added"),
    "person.changed": Text("变更人员", "person changed"),
    "person.left": Text("人员离厅", "person left"),
    "roster.ordered": Text("名册排序", "roster ordered"),
    "pin.set": Text("自设 PIN", "PIN chosen"),
    "pin.reset": Text("重置 PIN", "PIN reset"),
    "sign_in.failed": Text("登录失败", "sign-in failed"),
    "sign_in.cleared": Text("失败清零", "failures cleared"),
    "credential.replaced": Text("PIN 条目不符", "PIN entry does not match"),
    "recovery.set": Text("新恢复码", "new recovery code"),
    "recovery.used": Text("用了恢复码", "recovery code used"),
    "manual.activated": Text("启用手册", "manual activated"),
    "manual.read": Text("已读手册", "manual read"),
    "moved": Text("换电脑", "moved to another PC"),
}
"""Name of each kind, of shifts and of the hall."""


def kind_name(kind: str) -> Text:
    """What a kind is called; the kind itself when this program does not know it."""
    return KIND_NAMES.get(kind, same(kind))
