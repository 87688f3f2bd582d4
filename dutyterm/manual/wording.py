"""A difference between two manuals in words: what was said before, what is said now (N17, R2-14)."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel

from dutyterm.i18n import Text, joined, same
from dutyterm.manual.diff import AnyChange
from dutyterm.manual.spoken import spoken
from dutyterm.model.figures import FIGURE_NAMES
from dutyterm.model.money import format_fen
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Wording:
    """One thing that a line, a row, a card says otherwise."""

    key: str
    """As in the manual's files, e.g. `help`."""
    name: Text
    before: Text | None
    """None: it is new."""
    after: Text | None
    """None: it is gone."""


def wordings(change: AnyChange) -> tuple[Wording, ...]:
    """Every key that changed, in words; of what is new or gone the keys that say what is to be done."""
    if change.what == "changed":
        return tuple(
            _changed(key, getattr(change.before, key), getattr(change.after, key)) for key in change.keys
        )
    one = change.after if change.after is not None else change.before
    found = []
    for key in _TELLING:
        value = getattr(one, key, None)
        if value is None or value == ():
            continue
        before, after = (None, said(value)) if change.after is not None else (said(value), None)
        found.append(Wording(key, name_of(key), before, after))
    return tuple(found)


def _changed(key: str, before: object, after: object) -> Wording:
    """Of a long row of things, such as the steps of a card, only those that differ."""
    if isinstance(before, tuple) and isinstance(after, tuple) and set(map(_id, before)) != {None}:
        old = tuple(one for one in before if one not in after)
        new = tuple(one for one in after if one not in before)
        if old or new:  # else only their order differs
            return Wording(key, name_of(key), said(old) if old else None, said(new) if new else None)
    return Wording(key, name_of(key), said_of(key, before), said_of(key, after))


def _is_money(key: str, value: object) -> bool:
    return type(value) is int and (key in ("fen", "up_to") or key.endswith("_fen"))


def said_of(key: str, value: object) -> Text:
    """As `said`; fen of the manual's files as people write money, their fixed words as people say them."""
    if type(value) is int and _is_money(key, value):
        return same(format_fen(value))
    return _KINDS.get(str(value), said(value)) if key == "kind" else spoken(key, value) or said(value)


def _id(one: object) -> object:
    return getattr(one, "id", getattr(one, "no", None))


def matters(change: AnyChange) -> bool:
    """Is it something to be read? Where a rule comes from is no change of what has to be done."""
    return change.keys != ("source",)


def name_of(key: str) -> Text:
    """What a key of the manual's files is called; the key itself when it has no name here."""
    return _NAMES.get(key) or FIGURE_NAMES.get(key) or same(key)


def said(value: object) -> Text:
    """Anything that a manual holds, in words of both languages."""
    match value:
        case None:
            return _NONE
        case Text():
            return value
        case bool():
            return _YES if value else _NO
        case BaseModel():
            return _part(value)
        case tuple() | list():
            return joined(_AND, [said(one) for one in value]) if value else _NONE
        case _:
            return same(str(value))


def _part(part: BaseModel) -> Text:
    """Its words first, then what else is set in it; an id only where nothing else says what it is."""
    fields = type(part).model_fields
    words = next((getattr(part, key) for key in _WORDS if getattr(part, key, None) is not None), None)
    parts = [] if words is None else [said(words)]
    for key, field in fields.items():
        value = getattr(part, key)
        spoken = value is words or (key == "id" and (words is not None or "kind" in fields))
        if spoken or (not field.is_required() and value == field.default):
            continue
        if value is True:
            parts.append(name_of(key))
        elif key in _BARE and not _is_money(key, value):
            parts.append(_KINDS.get(str(value), said(value)))
        else:
            parts.append(
                Text("{name} {value}", "{name} {value}").fill(name=name_of(key), value=said_of(key, value))
            )
    return joined(same(" "), parts) if parts else _NONE


_WORDS: Final = ("label", "title", "name", "text", "do")
_BARE: Final = frozenset({"id", "kind", "at", "unit", "no"})
"""Keys whose values need no name before them."""

_TELLING: Final = (
    "help", "when", "first", "fields", "due", "times", "steps", "phrases", "unit", "fail",
    "stretch", "min_per_shift", "number",
)  # fmt: skip

_KINDS: Final[dict[str, Text]] = {
    "confirm": Text("确认", "confirm"),
    "choice": Text("选一", "choose"),
    "number": Text("填数", "a number"),
    "count": Text("点数", "count"),
    "money": Text("金额", "an amount"),
    "text": Text("文字", "words"),
    "time": Text("时间", "a time"),
    "dual": Text("双人", "two people"),
    "assign": Text("派人", "assign"),
    "people": Text("选人", "people"),
    "machine": Text("自动", "by the program"),
    "seconds": Text("秒", "seconds"),
    "minutes": Text("分", "minutes"),
    "percent": Text("百分比", "percent"),
    "fen": Text("分币", "fen"),
}

_NONE: Final = Text("无", "none")
_YES: Final = Text("是", "yes")
_NO: Final = Text("否", "no")
_AND: Final = Text("; ", "; ")
_NAMES: Final[dict[str, Text]] = {
    "title": Text("名称", "title"),
    "name": Text("名称", "name"),
    "help": Text("做法", "how"),
    "number": Text("号码", "number"),
    "group": Text("分组", "group"),
    "groups": Text("分组", "groups"),
    "fields": Text("填什么", "what is asked"),
    "each": Text("逐个", "for each"),
    "required": Text("必做", "required"),
    "block": Text("阻断", "hinders"),
    "block_when": Text("阻断条件", "hinders when"),
    "limits": Text("限制", "limits"),
    "limits_part": Text("只限这一处", "limits that part only"),
    "who": Text("谁做", "who"),
    "due": Text("时限", "due"),
    "away": Text("离机后补答", "answered afterwards"),
    "on_fail": Text("不过怎么办", "if not"),
    "na": Text("可不适用", "may be n/a"),
    "when": Text("何时", "when"),
    "exclusive": Text("只能一项", "only one of"),
    "mandatory": Text("不可删", "mandatory"),
    "source": Text("出处", "source"),
    "opens_doors": Text("记开门", "opens the doors"),
    "closes_doors": Text("记关门", "closes the doors"),
    "bulk": Text("可一次全部正常", "all normal at once"),
    "every": Text("多久一次", "how often"),
    "min_per_shift": Text("每班至少(次)", "least a shift"),
    "services": Text("可限制的业务", "services"),
    "times": Text("时间", "times"),
    "until": Text("到", "until"),
    "every_minutes": Text("每(分钟)", "every (min)"),
    "list": Text("清单", "list"),
    "lines": Text("哪些行", "lines"),
    "card": Text("应急卡", "card"),
    "page": Text("页面", "page"),
    "unit": Text("单位", "unit"),
    "kind": Text("种类", "kind"),
    "averaged": Text("平均数", "averaged"),
    "better": Text("哪边好", "better"),
    "fail": Text("达标线", "fails beyond"),
    "stretch": Text("挑战线", "aims at"),
    "line": Text("取自哪行", "taken from"),
    "field": Text("取自哪栏", "field"),
    "records": Text("取自记录", "from records"),
    "digit": Text("数字", "digit"),
    "level": Text("级别", "level"),
    "first": Text("首先", "first"),
    "steps": Text("步骤", "steps"),
    "target": Text("目标", "target"),
    "announcements": Text("播报", "announcements"),
    "contacts": Text("联系", "contacts"),
    "phrases": Text("常用语", "usual words"),
    "only": Text("只给谁看", "only for"),
    "choices": Text("选项", "choices"),
    "warn": Text("正常范围", "normal"),
    "total": Text("总数", "of"),
    "posts": Text("岗位", "posts"),
    "optional": Text("可不填", "may be left out"),
    "off": Text("(异常)", "(off the norm)"),
    "procedure": Text("应急卡", "card"),
    "open_item": Text("记未结", "open item"),
    "min": Text("最小", "at least"),
    "max": Text("最大", "at most"),
    "below": Text("低于", "below"),
    "above": Text("高于", "above"),
    "is_": Text("为", "is"),
    "flag": Text("本厅", "the hall has"),
    "item": Text("行", "line"),
    "machine": Text("由程序算出", "worked out from"),
    "denominations": Text("券别", "denominations"),
    "tenders": Text("付款方式", "tenders"),
    "causes": Text("差错原因", "causes"),
    "figures": Text("限额", "limits"),
    "ladder": Text("长短款分级", "ladder"),
    "repeats": Text("重复", "repetition"),
    "valuables": Text("凭证、有价物", "valuables"),
    "fen": Text("面额(元)", "face (yuan)"),
    "form": Text("形式", "form"),
    "strap": Text("一把几张", "pieces a strap"),
    "rare": Text("平时不显示", "not shown usually"),
    "series": Text("哪一套", "series"),
    "proofs": Text("有单据", "has papers"),
    "papers": Text("是什么单据", "which papers"),
    "note": Text("单据记什么", "noted of papers"),
    "unexplained": Text("未查明", "unexplained"),
    "text": Text("要求", "what to do"),
    "up_to": Text("到(元)", "up to (yuan)"),
    "recount": Text("复点", "recount"),
    "words": Text("要写明", "in writing"),
    "inform": Text("报告谁", "who is told"),
    "inform_by": Text("何时报告", "told when"),
    "footage": Text("记监控时段", "camera time"),
    "footage_days": Text("录像保留(天)", "footage kept (days)"),
    "footage_warn_day": Text("提醒导出(天)", "export reminder (day)"),
    "suspect_pattern": Text("几张疑似算规律", "notes that are a pattern"),
    "small_face_fen": Text("零钱最大面额(元)", "largest small face"),
    "per": Text("按谁算", "counted for"),
    "sort": Text("长短", "over or short"),
    "within_days": Text("几天内", "within days"),
    "part": Text("哪一类", "class"),
    "digital": Text("可无号", "may be without numbers"),
    "dual": Text("双人双锁", "two locks"),
    "late_reason_after": Text("迟几分要原因", "reason if late by (min)"),
}
"""Keys of the manual's files, as a person calls them."""
