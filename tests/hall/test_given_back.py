"""What a hash needed goes back to the system: a program that is open all day does not grow by it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import argon2.low_level  # noqa: F401  # loads the library by which it is told
import pytest

from dutyterm.hall import credentials, given_back
from dutyterm.hall.given_back import give_back_free, give_back_large
from tests.arch.source import ROOT


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    give_back_large.cache_clear()
    yield
    give_back_large.cache_clear()


HASHED = """
import threading
from dutyterm.hall.credentials import STANDARD, fits, hash_secret
from dutyterm.hall.given_back import give_back_large

def resident():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))

hashed = hash_secret("593026")
before = resident()
for _ in range(3):
    there = [threading.Thread(target=fits, args=(hashed, "593026")) for _ in range(2)]
    for one in there:
        one.start()
    for one in there:
        one.join()
print(give_back_large(), resident() - before, STANDARD.memory_kib)
"""
"""Two threads each check a PIN three times, at what it costs in a real hall; how much is kept of it?"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing is told of it")
@pytest.mark.process
def test_a_checked_pin_leaves_nothing_of_its_memory_behind() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HASHED], cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    told, kept, needed = done.stdout.split()
    if told == "False":
        pytest.skip("another allocator than glibc's")
    assert int(kept) < int(needed) // 2


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_where_there_is_no_glibc_nothing_is_told(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert not give_back_large()
    assert not give_back_free()


def test_without_the_way_to_it_pins_are_hashed_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "_cffi_backend", None)
    assert not give_back_large()
    assert credentials.fits(credentials.hash_secret("593026", credentials.CHEAP), "593026")


def test_a_library_without_such_a_call_is_left_alone() -> None:
    assert not given_back._call("malloc_of_nobody", ("int",), 0)
