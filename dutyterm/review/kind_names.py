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
    "procedure.started": Text("应急开始", "emergency begun"),
    "procedure.moved": Text("应急改开始时间", "start of emergency changed"),
    "procedure.level": Text("应急级别", "level of emergency"),
    "procedure.roles": Text("应急分工", "roles in emergency"),
    "procedure.timer": Text("应急计时", "timer of emergency"),
    "procedure.announced": Text("播报", "announcement"),
    "procedure.called": Text("电话联系", "call"),
    "procedure.reported": Text("上报", "report"),
    "procedure.counted": Text("应急数字", "figure of emergency"),
    "procedure.queue": Text("排队数字", "queue counted"),
    "procedure.stood_down": Text("应急解除", "stood down"),
    "procedure.withdrawn": Text("应急误开", "started by mistake"),
    "step.done": Text("应急步骤", "step done"),
    "step.decided": Text("应急判断", "decision"),
    "step.skipped": Text("步骤跳过", "step skipped"),
    "step.deferred": Text("步骤缓办", "step put off"),
    "step.reopened": Text("步骤收回", "step taken back"),
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
