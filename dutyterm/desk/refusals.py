"""What is said before every rule: nobody signed in, no hall, no shift; and of a full disk."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal

SIGN_IN: Final = Refusal(
    "sign_in", Text("先登录。应急卡 F9 不用登录。", "Sign in first. The F9 cards need no sign-in.")
)
NO_HALL: Final = Refusal("no_hall", Text("还没有建营业厅。", "The hall has not been set up."))
NO_SHIFT: Final = Refusal(
    "no_shift",
    Text("现在没有打开的班。先在今日页开班。", "No shift is open. Open one on the Today page first."),
)
DISK_FULL: Final = Text(
    "未写盘: 磁盘已满。已释放备用空间,再按一次 Enter 即可;请尽快清理磁盘。",
    "NOT SAVED: the disk is full. The reserve was released: press Enter again, then free space.",
)
CANNOT_OPEN: Final = Text(
    "未写盘: 打不开数据文件({why})。", "NOT SAVED: the data file cannot be opened ({why})."
)
