"""What goes wrong in the demo hall: which shift tells which story, and what people write down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from random import Random

from dutyterm.shift.lists.facts import Value
from dutyterm.values import dataclass

Place = tuple[str, str, str]
"""Item, part and field: `("OPN-10", "04", "login")`."""


@dataclass(frozen=True)
class Story:
    """How one shift is unlike a quiet one."""

    answers: Mapping[Place, Value] = field(default_factory=dict)
    """Answers off the norm; every other line gets its normal answer."""
    changes: Mapping[Place, tuple[Value, str]] = field(default_factory=dict)
    """What is answered anew before the shift is over, with the reason."""
    deferred: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Line -> until when and why."""
    done_later: tuple[str, ...] = ()
    """Deferred lines that are answered in this shift after all; the others are carried on."""
    overridden: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Line -> how the hall manager decided, and why."""
    defects: str = ""
    """Why the hall manager lets the doors open although blocking lines are not in order."""
    late: tuple[int, str] = (0, "")
    """Minutes by which the doors open late, and why."""
    lost_slip: bool = False
    """The slip with the seal code cannot be found."""
    cut: bool = False
    """The PC goes off in the middle of the list and is started again."""
    corrected: bool = False
    """A log entry is corrected and added to."""
    forgotten: bool = False
    """Nobody seals the shift; the program does so next morning."""
    note: str = ""
    """An item that somebody opens by hand."""
    promise: tuple[str, str, int] | None = None
    """To whom, what, and in how many days."""
    message: str = ""
    """What is left in the message book."""


QUIET = Story()

MORNINGS: tuple[Story, ...] = (
    Story(
        answers={("OPN-17", "", "working"): 2, ("OPN-06", "", "offline"): 1},
        overridden={"OPN-06": ("phone", "repair_ordered")},
        deferred={"OPN-32": ("closing", "no_time")},
        late=(9, "system"),
        corrected=True,
        promise=("刘女士", "回电告知退费结果", 1),
    ),
    Story(
        answers={("OPN-25", "", "receipt"): "on_the_way", ("OPN-20", "05", "counted"): 49_900},
        changes={("OPN-25", "", "receipt"): ("received", "changed"),
                 ("OPN-20", "05", "counted"): (50_000, "rechecked")},
        deferred={"OPN-31": ("after_open", "no_person")},
        done_later=("OPN-31",),
        cut=True,
    ),
    Story(
        answers={("OPN-10", "03", "login"): "failed", ("OPN-11", "", "usable"): 4},
        defects="service_first",
        late=(6, "staff"),
    ),
    Story(answers={("OPN-07", "", "battery"): 71, ("OPN-13", "", "state"): "paper"}, lost_slip=True),
    Story(answers={("OPN-05", "", "usable"): 7, ("OPN-10", "06", "login"): "slow"}, cut=True),
    Story(answers={("OPN-08", "", "temperature"): 14}, corrected=True, promise=("周先生", "补打发票", 2)),
)  # fmt: skip
"""Stories of opening shifts; the newest morning has the first one."""

EVENINGS: tuple[Story, ...] = (
    Story(note="二号自助终端厂家约好明早九点来修", message="明早先看二号自助终端，厂家电话在抽屉里"),
    Story(forgotten=True),
    Story(corrected=True, promise=("陈先生", "宽带移机时间答复", 3)),
    Story(note="宣传海报缺两张，已向区县申领"),
)
"""Stories of closing shifts; the newest evening has the first one and is sealed by a person."""

RESULTS = (
    "已修好，试用正常",
    "厂家更换配件，恢复使用",
    "已补齐",
    "已核对，情况属实并处理完毕",
    "物业处理完毕",
)
"""How open items end."""

SECOND_THOUGHTS = ("，已向客户回电说明", "，当班已全部知道", "，后续由值班经理跟进")
"""What is added when somebody looks at an entry again."""

_QUIET_SHARE = 0.6


def story_of(back: int, opening: bool, rng: Random) -> Story:
    """The story of a shift that many mornings or evenings ago: each once at first, then at random."""
    stories = MORNINGS if opening else EVENINGS
    if back < len(stories):
        return stories[back]
    return QUIET if rng.random() < _QUIET_SHARE else rng.choice(stories)
