"""What the figures of a hall are called: `float_fen`, `terminals` and the others that limits may name."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text, same

FIGURE_NAMES: Final = {
    "float_fen": Text("每台席备用金(元)", "Float of a till (yuan)"),
    "reserve_fen": Text("备用金库(元)", "Reserve in the safe (yuan)"),
    "drawer_fen": Text("抽屉限额(元)", "Drawer limit (yuan)"),
    "small_change_fen": Text("零钱储备(元)", "Small change (yuan)"),
    "overnight_fen": Text("过夜现金限额(元)", "Cash overnight limit"),
    "terminals": Text("自助终端", "Terminals"),
    "extinguishers": Text("灭火器", "Extinguishers"),
    "kit_items": Text("药箱物品", "Items of the kit"),
    "demo_devices": Text("体验机", "Demo devices"),
    "keys": Text("钥匙", "Keys"),
    "seats": Text("客户座位", "Seats for customers"),
    "cash_tills": Text("收现金的台席", "Tills with cash"),
    "handover_window_min": Text("交班时段(分)", "Handover from (min)"),
    "handover_timeout_min": Text("接班时限(分)", "Taken over in (min)"),
    "personal_days": Text("客户号码留存(天)", "Numbers kept (days)"),
    "forgotten_after_min": Text("无人封存(分)", "Forgotten after (min)"),
    "idle_lock_min": Text("无人按键锁屏(分)", "Locked when idle (min)"),
}
"""Names of the figures that a hall sets itself; money is in fen and typed in yuan."""


def figure_name(figure: str) -> Text:
    """What a figure is called; its own id when it has no name here."""
    return FIGURE_NAMES.get(figure, same(figure))
