"""The same on Windows: two calls of the system, no program is started and nothing is sent."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from typing import Final

from dutyterm.desk.senses import Seen

METAL: Final = (6, 71, 243, 244)
"""Types of an adapter that are a line: Ethernet, wireless, two sorts of mobile network."""
UP: Final = 1
SIZE: Final = 16 * 1024
"""Bytes offered for the list of adapters at first."""

_WITH_GATEWAYS: Final = 0x80 | 0x2 | 0x4 | 0x8
"""Gateways, and none of the lists of anycast, multicast and name servers."""
_MORE_ROOM: Final = 111


class PowerStatus(ctypes.Structure):
    """SYSTEM_POWER_STATUS."""

    _fields_ = [
        ("ac_line", ctypes.c_uint8),
        ("battery", ctypes.c_uint8),
        ("percent", ctypes.c_uint8),
        ("saver", ctypes.c_uint8),
        ("seconds", ctypes.c_uint32),
        ("full_seconds", ctypes.c_uint32),
    ]


class Adapter(ctypes.Structure):
    """IP_ADAPTER_ADDRESSES as far as the first gateway; sizes are those of Windows on any system."""


Adapter._fields_ = [
    ("length", ctypes.c_uint32),
    ("index", ctypes.c_uint32),
    ("next", ctypes.POINTER(Adapter)),
    *((name, ctypes.c_void_p) for name in ("name", "unicast", "anycast", "multicast", "dns")),
    *((name, ctypes.c_void_p) for name in ("suffix", "description", "friendly")),
    ("address", ctypes.c_uint8 * 8),
    ("address_length", ctypes.c_uint32),
    ("flags", ctypes.c_uint32),
    ("mtu", ctypes.c_uint32),
    ("type", ctypes.c_uint32),
    ("status", ctypes.c_uint32),
    ("index6", ctypes.c_uint32),
    ("zones", ctypes.c_uint32 * 16),
    ("prefix", ctypes.c_void_p),
    ("transmit", ctypes.c_uint64),
    ("receive", ctypes.c_uint64),
    ("wins", ctypes.c_void_p),
    ("gateway", ctypes.c_void_p),
]


def on_battery(status: PowerStatus) -> bool | None:
    """The line status of the power; 255 is unknown."""
    return {0: True, 1: False}.get(status.ac_line)


def lines(first: Adapter | None) -> tuple[bool | None, bool]:
    """Is a line up, and has one that is up a gateway? Without any line nothing is told of it."""
    metal = [one for one in _chain(first) if one.type in METAL]
    up = [one for one in metal if one.status == UP]
    return (bool(up) if metal else None), any(one.gateway for one in up)


def _chain(first: Adapter | None) -> Iterator[Adapter]:
    one = first
    while one is not None:
        yield one
        one = one.next.contents if one.next else None


def look() -> Seen:
    """Asks Windows; what it does not tell is None."""
    if sys.platform == "win32":
        status = PowerStatus()
        asked = ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status))
        battery = on_battery(status) if asked else None
        ask = ctypes.windll.iphlpapi.GetAdaptersAddresses
        size = ctypes.c_uint32(SIZE)
        for _ in range(3):  # adapters may appear between two calls
            room = ctypes.create_string_buffer(size.value)
            answer = ask(0, _WITH_GATEWAYS, None, room, ctypes.byref(size))
            if answer == 0:
                link, route = lines(ctypes.cast(room, ctypes.POINTER(Adapter)).contents)
                return Seen(battery, link, route)
            if answer != _MORE_ROOM:
                break
        return Seen(battery)
    return Seen()
