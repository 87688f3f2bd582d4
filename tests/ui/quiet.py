"""What makes a test of a screen quick: the pilot waits for the loop, not the clock; styles are read once."""

from __future__ import annotations

import asyncio
from typing import Any

import textual.app
import textual.pilot
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

TURNS = 20_000
"""More turns of the loop than any key needs; a page that never rests is a fault, and is told."""


async def quiet(min_sleep: float = 0, max_sleep: float = 0) -> None:
    """Wait until the loop has no call left that could run now; timers, threads and files may still come.

    Stands in for the pilot's own waiting, which sleeps 20 ms at a time until the process uses little of the
    processor: three such naps for every key, most of the time of a test, and no certainty on a busy machine.
    The arguments are those of the pilot's, and mean nothing here.
    """
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    for _ in range(TURNS):
        await asyncio.sleep(0)
        if not ready:
            return
    raise AssertionError(f"the program never rests: {ready}")


def drawn(app: App[Any]) -> bool:
    """Is all drawn that changed? If not, it is drawn now; by itself it would be with the next frame."""
    if app._batch_count:  # a page is being changed for another: a timer of Textual's ends that
        return False
    waiting = [screen for screen in app.screen_stack if screen.is_current and _waits(screen)]
    for screen in waiting:
        screen._on_timer_update()
    return not waiting and app._resize_event is None and app._resize_timer is None


def _waits(screen: Screen[Any]) -> bool:
    return bool(
        screen._layout_required
        or screen._scroll_required
        or (screen._repaint_required and screen is screen.app.screen)  # those below always ask again
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


class Beside:
    """What a loop has given to threads and not got back; a page's picture may change when it comes."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on everything that this loop gives to a thread is counted."""
        self._out: set[asyncio.Future[Any]] = set()
        self._given = loop.run_in_executor
        loop.run_in_executor = self._counted  # type: ignore[method-assign, assignment]

    @property
    def busy(self) -> bool:
        """Is an answer still awaited?"""
        return bool(self._out)

    def _counted(self, executor: Any, work: Any, *args: Any) -> asyncio.Future[Any]:
        given = self._given(executor, work, *args)
        self._out.add(given)
        given.add_done_callback(self._out.discard)
        return given


_parse = Stylesheet._parse_rules
_rules: dict[object, list[RuleSet]] = {}


def _parsed(sheet: Stylesheet, *source: Any, **more: Any) -> list[RuleSet]:
    """The rules of a source, parsed by the first program of this process that needs them.

    A sheet keeps its rules for all its screens as it is; here they serve the next program too. They depend on
    the source and on the colours of the look.
    """
    key = (source, tuple(more.items()), tuple(sheet._variables.items()))
    if key not in _rules:
        _rules[key] = _parse(sheet, *source, **more)
    return _rules[key]


def hurry() -> None:
    """From now on the pilot waits for the loop instead of the clock, and no source is parsed twice."""
    Stylesheet._parse_rules = _parsed  # type: ignore[method-assign, assignment]
    for module in (textual.app, textual.pilot):
        assert hasattr(module, "wait_for_idle"), "Textual waits by another name now"
        module.wait_for_idle = quiet  # type: ignore[attr-defined]
