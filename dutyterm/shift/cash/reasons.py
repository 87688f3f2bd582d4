"""The numbered reasons of money: the word is what is recorded, the text what is shown of it everywhere."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text
from dutyterm.shift.lists.reasons import Options, text_of

ANEW: Final[Options] = (
    ("wrong_drawer", Text("点错抽屉", "wrong drawer")),
    ("disturbed", Text("中途被打断", "interrupted")),
    ("other_people", Text("换人清点", "other people count")),
)
"""Why a count begins anew."""

NO_REPORT: Final[Options] = (
    ("system_down", Text("系统故障", "the system is down")),
    ("power", Text("停电", "no power")),
    ("network", Text("网络中断", "no network")),
)
"""Why no closing report can be had (待扎账)."""

SENT_BACK: Final[Options] = (
    ("other_sum", Text("数目不对", "another sum")),
    ("seal_broken", Text("信封没封好", "the envelope is not sealed")),
    ("not_wanted", Text("不需要了", "not wanted any more")),
)
"""Why money under way is not taken."""

CORRECTED: Final[Options] = (
    ("slip", Text("键错", "a slip of the key")),
    ("other_paper", Text("拿错单", "another paper was taken")),
    ("printed_anew", Text("系统重新扎账", "the system printed it anew")),
)
"""Why a closing report is typed in again."""

_ALL: Final[Options] = (*ANEW, *NO_REPORT, *SENT_BACK, *CORRECTED)


def reason_text(word: str) -> Text:
    """A recorded reason in words; what somebody wrote is shown as it is."""
    return text_of(_ALL, word)
