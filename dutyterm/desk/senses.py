"""What this PC can tell by itself: is it on battery, is its network line up. It suggests, it never acts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from dutyterm.shift.procedures.suggestions import Sensed

POWER: Final = Path("/sys/class/power_supply")
NET: Final = Path("/sys/class/net")


def sense(power: Path = POWER, net: Path = NET) -> Sensed:
    """Asks the operating system; what it does not tell is None. Never raises."""
    if sys.platform == "win32":
        return Sensed(on_battery=_windows_on_battery())
    return Sensed(on_battery=_on_battery(power), link=_link(net))


def _on_battery(power: Path) -> bool | None:
    """Linux: no mains adapter is online. A PC without one, or another system, does not tell."""
    online = [_word(one / "online") for one in _folders(power) if _word(one / "type") == "Mains"]
    return None if not online or "" in online else all(word == "0" for word in online)


def _link(net: Path) -> bool | None:
    """Linux: a device of metal is up. A PC without any does not tell."""
    states = [_word(one / "operstate") for one in _folders(net) if (one / "device").exists()]
    told = [word for word in states if word in ("up", "down", "lowerlayerdown")]
    return None if not told else "up" in told


def _folders(place: Path) -> list[Path]:
    try:
        return sorted(place.iterdir())
    except OSError:
        return []


def _word(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


if sys.platform == "win32":

    def _windows_on_battery() -> bool | None:
        """Windows: the line status of the power; 255 is unknown."""
        import ctypes

        class Status(ctypes.Structure):
            _fields_ = [
                ("ac_line", ctypes.c_ubyte),
                ("battery", ctypes.c_ubyte),
                ("percent", ctypes.c_ubyte),
                ("saver", ctypes.c_ubyte),
                ("seconds", ctypes.c_ulong),
                ("full_seconds", ctypes.c_ulong),
            ]

        status = Status()
        if not ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status)):
            return None
        return {0: True, 1: False}.get(status.ac_line)
