"""What this PC can tell by itself: battery, network line, gateway. Files are read, nothing is sent."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from dutyterm.values import dataclass

POWER: Final = Path("/sys/class/power_supply")
NET: Final = Path("/sys/class/net")
PROC_NET: Final = Path("/proc/net")

_UP: Final = 0x1
_GATEWAY: Final = 0x2
"""Flags of a route."""
_ANSWERED: Final = 0x2
"""Flag of a neighbour in the ARP table: its address is known."""


@dataclass(frozen=True)
class Seen:
    """One look; None = this PC, or this system, does not tell."""

    on_battery: bool | None = None
    link: bool | None = None
    """Is any network line up?"""
    route: bool | None = None
    """Is there a way out of the own network at all?"""
    gateway: bool | None = None
    """Did the gateway answer when this PC last spoke to it?"""


def sense(power: Path = POWER, net: Path = NET, proc: Path = PROC_NET) -> Seen:
    """Asks the operating system. Never raises, never waits for the network."""
    if sys.platform == "win32":
        from dutyterm.desk.senses_windows import look

        return look()
    if not (proc / "route").exists():
        return Seen(on_battery=_on_battery(power), link=_link(net))
    ways = _gateways(proc / "route")
    return Seen(_on_battery(power), _link(net), bool(ways), _answers(proc / "arp", ways))


def _on_battery(power: Path) -> bool | None:
    """Linux: no mains adapter is online. A PC without one, or another system, does not tell."""
    online = [_word(one / "online") for one in _folders(power) if _word(one / "type") == "Mains"]
    return None if not online or "" in online else all(word == "0" for word in online)


def _link(net: Path) -> bool | None:
    """Linux: a device of metal has a carrier. A PC without any does not tell."""
    told: list[bool] = []
    for one in _folders(net):
        if not (one / "device").exists():
            continue
        state, carrier = _word(one / "operstate"), _word(one / "carrier")
        if state == "up" or carrier == "1":
            told.append(True)
        elif state in ("down", "lowerlayerdown", "dormant") or carrier == "0":
            told.append(False)  # of a device that is switched off the carrier cannot be read
    return any(told) if told else None


def _gateways(route: Path) -> frozenset[str]:
    """Addresses of the default gateways, as the table of routes has them: `010200C0`, lowest byte first."""
    found = set()
    for line in _word(route).splitlines()[1:]:
        cells = line.split()
        if len(cells) < 4 or cells[1] != "00000000":
            continue
        flags = _hex(cells[3])
        if flags is not None and flags & _UP and flags & _GATEWAY:
            found.add(cells[2])
    return frozenset(found)


def _answers(arp: Path, ways: frozenset[str]) -> bool | None:
    """Linux keeps whether a neighbour answered; one it has not spoken to lately is not in the table."""
    told: list[bool] = []
    for line in _word(arp).splitlines()[1:]:
        cells = line.split()
        if len(cells) >= 3 and _as_in_routes(cells[0]) in ways and (flags := _hex(cells[2])) is not None:
            told.append(bool(flags & _ANSWERED))
    return any(told) if told else None


def _as_in_routes(address: str) -> str:
    parts = address.split(".")
    if len(parts) != 4 or not all(part.isdecimal() for part in parts):
        return ""
    return "".join(f"{int(part):02X}" for part in reversed(parts))


def _hex(word: str) -> int | None:
    try:
        return int(word, 16)
    except ValueError:
        return None


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
