"""What may make the program suggest an emergency card; each can be switched off in the hall's profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from dutyterm.i18n import Text

Source = Literal["battery", "link", "gateway", "gap", "lines"]
"""battery, link, gateway: what the PC tells; gap: a dark time at the start; lines: a failed line (OPN-09)."""

SUGGESTS: Final[Mapping[Source, Text]] = {
    "battery": Text("建议: 电脑用电池(停电)", "Suggest: PC on battery (PWR)"),
    "link": Text("建议: 电脑断网线(网络)", "Suggest: no network line (NET)"),
    "gateway": Text("建议: 网关不通(网络)", "Suggest: gateway gone (NET)"),
    "gap": Text("建议: 程序停过(停电)", "Suggest: program was dark (PWR)"),
    "lines": Text("建议: 清单行不正常", "Suggest: a line failed"),
}
"""Source -> its line in the hall's profile."""


def flag_of(source: Source) -> str:
    """The flag of the profile that switches it; absent = on."""
    return f"suggest_{source}"


def silent(flags: Mapping[str, bool]) -> frozenset[Source]:
    """What this hall has switched off."""
    return frozenset(source for source in SUGGESTS if flags.get(flag_of(source)) is False)
