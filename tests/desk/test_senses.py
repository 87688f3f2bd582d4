"""What the PC knows by itself: from files as Linux keeps them, from structures as Windows has them."""

from __future__ import annotations

import ctypes
import sys
import threading
from pathlib import Path

import pytest

from dutyterm.desk.senses import Seen, sense
from dutyterm.desk.senses_windows import Adapter, PowerStatus, lines, on_battery
from dutyterm.desk.sensing import EVERY_MS, STALE_MS, Senses
from dutyterm.shift.procedures.suggestions import Sensed
from tests.desk.kit import LONG_S

linux = pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked by a call")

ROUTES = """Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t0100000A\t{flags}\t0\t0\t0\t00000000\t0\t0\t0
eth0\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
"""
ARP = """IP address       HW type     Flags       HW address            Mask     Device
10.0.0.9         0x1         0x2         02:00:00:00:00:09     *        eth0
10.0.0.1         0x1         {flags}         02:00:00:00:00:01     *        eth0
"""


def supply(power: Path, name: str, **words: str) -> None:
    (power / name).mkdir(parents=True)
    for word, value in words.items():
        (power / name / word).write_text(f"{value}\n")


def line(net: Path, name: str, state: str, *, metal: bool = True, carrier: str = "") -> None:
    (net / name).mkdir(parents=True)
    (net / name / "operstate").write_text(f"{state}\n")
    if carrier:
        (net / name / "carrier").write_text(f"{carrier}\n")
    if metal:
        (net / name / "device").mkdir()


def routes(proc: Path, *, flags: str | None = "0003", arp: str | None = None) -> Path:
    proc.mkdir(exist_ok=True)
    told = ROUTES.format(flags=flags) if flags is not None else ROUTES.splitlines()[0] + "\n"
    (proc / "route").write_text(told)
    if arp is not None:
        (proc / "arp").write_text(ARP.format(flags=arp))
    return proc


@linux
@pytest.mark.parametrize(("online", "told"), [("0", True), ("1", False), ("", None)])
def test_a_laptop_tells_whether_its_adapter_is_fed(tmp_path: Path, online: str, told: bool | None) -> None:
    supply(tmp_path, "AC", type="Mains", online=online)
    supply(tmp_path, "BAT0", type="Battery", status="Discharging")
    nothing = tmp_path / "none"
    assert sense(tmp_path, nothing, nothing) == Seen(on_battery=told)


@linux
def test_a_pc_without_an_adapter_or_a_line_does_not_tell(tmp_path: Path) -> None:
    nothing = tmp_path / "none"
    assert sense(nothing, nothing, nothing) == Seen()
    line(tmp_path / "net", "lo", "unknown", metal=False)
    line(tmp_path / "net", "veth0", "up", metal=False)
    assert sense(nothing, tmp_path / "net", nothing) == Seen()


@linux
def test_one_line_that_is_up_is_enough(tmp_path: Path) -> None:
    nothing = tmp_path / "none"
    line(tmp_path, "eth0", "down")
    assert sense(nothing, tmp_path, nothing).link is False
    line(tmp_path, "wlan0", "up")
    assert sense(nothing, tmp_path, nothing).link is True


@linux
@pytest.mark.parametrize(("carrier", "told"), [("1", True), ("0", False), ("", None)])
def test_a_driver_that_does_not_tell_its_state_tells_its_carrier(
    tmp_path: Path, carrier: str, told: bool | None
) -> None:
    line(tmp_path, "eth0", "unknown", carrier=carrier)
    assert sense(tmp_path / "none", tmp_path, tmp_path / "none").link is told


@linux
@pytest.mark.parametrize(
    ("flags", "arp", "told"),
    [
        ("0003", "0x2", (True, True)),
        ("0003", "0x0", (True, False)),
        ("0003", None, (True, None)),
        ("0001", "0x2", (False, None)),
        (None, "0x0", (False, None)),
    ],
)
def test_the_gateway_is_that_of_the_default_route_and_answers_as_the_neighbours_table_says(
    tmp_path: Path, flags: str | None, arp: str | None, told: tuple[bool, bool | None]
) -> None:
    seen = sense(tmp_path / "none", tmp_path / "none", routes(tmp_path / "proc", flags=flags, arp=arp))
    assert (seen.route, seen.gateway) == told


@linux
@pytest.mark.parametrize("text", ["", "x", "a\nb c\n", "h\neth0 00000000 zz qq\n", "h\n1.2.3 a b\n\0\0\n"])
def test_a_table_that_cannot_be_read_tells_nothing_and_breaks_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "route").write_text(text)
    (tmp_path / "arp").write_text(text)
    assert sense(tmp_path / "none", tmp_path / "none", tmp_path).gateway is None


@linux
def test_this_machine_can_be_asked() -> None:
    assert isinstance(sense(), Seen)


# --- Windows ------------------------------------------------------------------------------------------


def chain(*adapters: tuple[int, int, bool]) -> Adapter | None:
    """Adapters of (type, status, has a gateway), linked as Windows links them."""
    first: Adapter | None = None
    for kind, status, gateway in reversed(adapters):
        made = Adapter(type=kind, status=status, gateway=8 if gateway else None)
        if first is not None:
            made.next = ctypes.pointer(first)
        first = made
    return first


@pytest.mark.parametrize(
    ("adapters", "told"),
    [
        ((), (None, False)),
        (((24, 1, False),), (None, False)),  # only the loopback
        (((24, 1, False), (6, 2, False), (71, 2, False)), (False, False)),
        (((6, 2, True), (71, 1, True)), (True, True)),
        (((6, 1, False), (53, 1, True)), (True, False)),  # a gateway of something that is no line
    ],
)
def test_windows_tells_lines_and_gateways_of_its_adapters(
    adapters: tuple[tuple[int, int, bool], ...], told: tuple[bool | None, bool]
) -> None:
    assert lines(chain(*adapters)) == told


@pytest.mark.parametrize(("ac_line", "told"), [(0, True), (1, False), (255, None)])
def test_windows_tells_whether_it_is_fed(ac_line: int, told: bool | None) -> None:
    assert on_battery(PowerStatus(ac_line=ac_line)) is told


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="sizes of 64 bits")
def test_the_structures_are_as_large_as_windows_has_them() -> None:
    assert ctypes.sizeof(PowerStatus) == 12
    offsets = {name: getattr(Adapter, name).offset for name in ("next", "type", "status", "gateway")}
    assert offsets == {"next": 8, "type": 100, "status": 104, "gateway": 208}


# --- asking beside the screen -------------------------------------------------------------------------


class Pc:
    """Answers one look after another; the clock is moved by hand."""

    def __init__(self, *looks: Seen) -> None:
        self.looks = list(looks)
        self.ms = 0
        self.asked = 0
        self.senses = Senses(lambda: self.ms, self._ask)

    def _ask(self) -> Seen:
        self.asked += 1
        return self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]

    def told(self) -> Sensed:
        self.ms += EVERY_MS
        self.senses.look()
        self.senses.wait(LONG_S)
        return self.senses.known


def test_nothing_is_known_before_the_first_answer() -> None:
    pc = Pc(Seen(on_battery=True))
    assert pc.senses.known == Sensed()
    assert pc.told() == Sensed(on_battery=True)


def test_it_is_not_asked_again_and_again() -> None:
    pc = Pc(Seen())
    pc.told()
    for _ in range(50):
        pc.senses.look()
    pc.senses.wait(LONG_S)
    assert pc.asked == 1


def test_a_gateway_is_gone_when_two_looks_find_it_gone() -> None:
    ok, gone = Seen(route=True, gateway=True), Seen(route=True, gateway=False)
    pc = Pc(ok, gone, ok, gone, gone, ok)
    assert [pc.told().gateway for _ in range(6)] == [True, None, True, None, False, True]


def test_a_pc_that_never_had_a_way_out_has_not_lost_it() -> None:
    pc = Pc(Seen(route=False))
    assert [pc.told().gateway for _ in range(4)] == [None] * 4


def test_a_way_out_that_was_there_and_is_gone_is_lost() -> None:
    pc = Pc(Seen(route=True), Seen(route=False))
    assert [pc.told().gateway for _ in range(3)] == [None, None, False]


def test_an_old_answer_is_not_told_any_more() -> None:
    pc = Pc(Seen(on_battery=True))
    pc.told()
    pc.ms += STALE_MS + 1
    assert pc.senses.known == Sensed()


def test_a_pc_that_does_not_answer_holds_nobody_up_and_is_not_asked_twice() -> None:
    held, asked = threading.Event(), []

    def hang() -> Seen:
        asked.append(1)
        held.wait()
        return Seen(on_battery=True)

    clock = [0]
    senses = Senses(lambda: clock[0], hang)
    for _ in range(20):
        clock[0] += EVERY_MS
        senses.look()
        assert senses.known == Sensed()
    held.set()
    senses.wait(LONG_S)
    assert len(asked) == 1
    assert senses.known == Sensed(on_battery=True)


def test_a_look_that_fails_tells_nothing() -> None:
    def broken() -> Seen:
        raise OSError("no such thing")

    senses = Senses(lambda: 0, broken)
    senses.look()
    senses.wait(LONG_S)
    assert senses.known == Sensed()
