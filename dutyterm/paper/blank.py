"""Blank forms for when the program cannot be used: register, count sheet, log page (3f.2, e.1, 3g)."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text, same
from dutyterm.model.premises import Premises
from dutyterm.paper.document import Column, Document, Paragraph, Signature, Signatures, Table

REGISTER_ROWS: Final = 16
FACES: Final = (
    *(same(face) for face in ("100", "50", "20", "10", "5")),
    *(Text("1 (纸币)", "1 (note)"), Text("1 (硬币)", "1 (coin)"), same("0.5"), same("0.1")),
)
"""Faces in yuan that count as cash; withdrawn ones are counted apart and never added (e.1)."""
LOG_ROWS: Final = 22


def blank_forms(premises: Premises) -> tuple[tuple[str, Document], ...]:
    """Id and sheet of each form."""
    return (("register", _register(premises)), ("count", _count(premises)), ("log", _log(premises)))


def _register(premises: Premises) -> Document:
    columns = (
        Column(_NUMBER, 6),
        Column(_TIME, 8),
        Column(_TILL, 10),
        Column(_BUSINESS, 14),
        Column(_CUSTOMER, 18),
        Column(_ACCOUNT, 16),
        Column(_TAKEN, 10),
        Column(_RECEIPT, 10),
        Column(_PROMISED, 14),
        Column(_SIGNED, 10),
    )
    rows = tuple(tuple(same("\n") for _ in columns) for _ in range(REGISTER_ROWS))
    blocks = (
        Paragraph(_REGISTER_HEAD),
        Table(columns, rows, form=True),
        Paragraph(_REGISTER_RULE, lead=same("!")),
        Signatures((Signature(_RECORDER), Signature(_CHECKED_BY))),
    )
    return Document(_REGISTER, same(premises.name), _BY_HAND, blocks, same(""), one_page=True, wide=True)


def _count(premises: Premises) -> Document:
    columns = (
        Column(_FACE, 20),
        Column(_BUNDLES, 16),
        Column(_PIECES, 16),
        Column(_SUM, 20),
        Column(_SECOND, 20),
    )
    faces = (*FACES, _OTHER, _TOTAL, _WITHDRAWN)
    rows = tuple((face, same("\n"), same("\n"), same("\n"), same("\n")) for face in faces)
    blocks = (
        Paragraph(_COUNT_HEAD),
        Table(columns, rows, form=True),
        Paragraph(_COUNT_RULE, lead=same("!")),
        Signatures((Signature(_COUNTED_BY), Signature(_RECOUNTED_BY), Signature(_MANAGER))),
    )
    return Document(_COUNT, same(premises.name), _BY_HAND, blocks, same(""), one_page=True)


def _log(premises: Premises) -> Document:
    columns = (
        Column(_TIME, 8),
        Column(_CATEGORY, 12),
        Column(_WORDS, 50),
        Column(_DONE, 20),
        Column(_SIGNED, 10),
    )
    rows = tuple(tuple(same("\n") for _ in columns) for _ in range(LOG_ROWS))
    blocks = (Paragraph(_LOG_HEAD), Table(columns, rows, form=True), Signatures((Signature(_MANAGER),)))
    return Document(_LOG, same(premises.name), _BY_HAND, blocks, same(""), one_page=True)


_BY_HAND: Final = Text("空白表,程序用不了时手写,恢复后补录", "Blank form for use by hand; entered later")
_REGISTER: Final = Text("手工受理登记簿", "Manual acceptance register")
_REGISTER_HEAD: Final = Text(
    "簿号 ______   日期 ____-____-____   事件 ____________   本页合计 ____________",
    "Book no. ______   date ____-____-____   event ____________   sum of this page ____________",
)
_REGISTER_RULE: Final = Text(
    "号不能跳,写错的划掉写「作废」。不写证件号码。现金放进单独信封,补录前不进抽屉。",
    "No number is left out; a wrong one is struck and marked void. Never write identity numbers. Cash goes "
    "into an envelope of its own until it is re-keyed.",
)
_NUMBER: Final = Text("号", "No.")
_TIME: Final = Text("时间", "Time")
_TILL: Final = Text("台席 工号", "Till, staff")
_BUSINESS: Final = Text("业务", "Business")
_CUSTOMER: Final = Text("客户称谓 电话", "Customer, phone")
_ACCOUNT: Final = Text("用户号码", "Account")
_TAKEN: Final = Text("实收", "Taken")
_RECEIPT: Final = Text("收据号", "Receipt")
_PROMISED: Final = Text("承诺时限", "Promised by")
_SIGNED: Final = Text("签名", "Signed")
_RECORDER: Final = Text("登记人", "Recorder")
_CHECKED_BY: Final = Text("复核人", "Checked by")
_COUNT: Final = Text("现金清点单", "Cash count sheet")
_COUNT_HEAD: Final = Text(
    "台席 ______   工号 ________   日期 ____-____-____   时间 ____:____",
    "Till ______   staff no. ________   date ____-____-____   time ____:____",
)
_COUNT_RULE: Final = Text(
    "两个人各点各的,互不看;点完再对。停止流通的另写,不算进合计。",
    "Two people count, neither seeing the other's figures; compare afterwards. Withdrawn money is not "
    "in the total.",
)
_FACE: Final = Text("面额(元)", "Face (yuan)")
_BUNDLES: Final = Text("把(100 张)", "straps of 100")
_PIECES: Final = Text("张、枚", "pieces")
_SUM: Final = Text("金额", "amount")
_SECOND: Final = Text("第二人金额", "second person")
_OTHER: Final = Text("其他(面值×数)", "other (face x pieces)")
_TOTAL: Final = Text("合计", "total")
_WITHDRAWN: Final = Text("停止流通(不计)", "withdrawn (not counted)")
_COUNTED_BY: Final = Text("清点人", "Counted by")
_RECOUNTED_BY: Final = Text("复点人", "Second person")
_MANAGER: Final = Text("值班经理", "Duty manager")
_LOG: Final = Text("值班日志续页", "Log page")
_LOG_HEAD: Final = Text(
    "日期 ____-____-____   班次 ____   值班经理 ____________   电话只写前三后四",
    "Date ____-____-____   shift ____   duty manager ____________   phones: first 3 and last 4 only",
)
_CATEGORY: Final = Text("类别", "Category")
_WORDS: Final = Text("内容", "Words")
_DONE: Final = Text("处理结果", "What was done")
