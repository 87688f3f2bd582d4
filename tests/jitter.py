"""Makes this machine a busy one: what runs beside the loop comes late, timers come early and late, by a seed.

Asked for by name, as it takes its time: `JITTER=7 python -m pytest -p tests.jitter tests/ui`. A test that
fails with it waits for too little, or the program has a race. A seed gives each test the same delays.
"""

from __future__ import annotations

import asyncio
import os
import threading
import time
from asyncio import base_events
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from textual import timer

SEED = os.environ.get("JITTER", "1")
LONGEST_S = 0.04
IN_THREAD, IN_WRITER, IN_TIMER = 0.9, 0.25, 0.5
"""How likely something is late: work given to any thread, to the one that writes, a timer."""
SECOND_S = 0.03
"""What repeats every second comes so often: on a machine thirty times slower it falls between any keys."""

_random = Random(SEED)
_guard = threading.Lock()


def _late(likely: float) -> float:
    with _guard:
        return _random.random() * LONGEST_S if _random.random() < likely else 0.0


def _delayed(work: Callable[..., Any], likely: float) -> Callable[..., Any]:
    before, after = _late(likely), _late(likely / 2)

    def late(*args: Any, **more: Any) -> Any:
        time.sleep(before)
        try:
            return work(*args, **more)
        finally:
            time.sleep(after)

    return late


_given = base_events.BaseEventLoop.run_in_executor
_tick = timer.Timer._tick
_made = timer.Timer.__init__
_waits = threading.Timer.run


def _give(loop: Any, executor: Any, work: Any, *args: Any) -> asyncio.Future[Any]:
    return _given(loop, executor, _delayed(work, IN_THREAD if executor is None else IN_WRITER), *args)


async def _tick_late(late: timer.Timer, **more: Any) -> None:
    await asyncio.sleep(_late(IN_TIMER))
    await _tick(late, **more)


def _make(made: timer.Timer, target: Any, interval: float, **more: Any) -> None:
    often = interval >= 0.25 and more.get("repeat") is None
    _made(made, target, SECOND_S * (0.5 + _random.random()) if often else interval, **more)


def _wait(waiting: threading.Timer) -> None:
    waiting.interval = waiting.interval * _random.random() + _late(0.5)
    _waits(waiting)


def pytest_configure() -> None:
    """From now on, in this process."""
    base_events.BaseEventLoop.run_in_executor = _give  # type: ignore[method-assign, assignment]
    timer.Timer._tick = _tick_late  # type: ignore[method-assign, assignment]
    timer.Timer.__init__ = _make  # type: ignore[method-assign, assignment]
    threading.Timer.run = _wait  # type: ignore[method-assign, assignment]


def pytest_report_header() -> str:
    """The seed, so that a failure can be had again."""
    return f"jitter: JITTER={SEED}"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Each test has its own delays, whatever ran before it."""
    with _guard:
        _random.seed(f"{SEED} {item.nodeid}")
