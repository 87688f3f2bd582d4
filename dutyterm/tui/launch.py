"""Starts the terminal program: opens the house, runs the app, gives the terminal back."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

from dutyterm.options import Options
from dutyterm.tui.app import DutyApp

STOPPED = 128
"""Added to the number of the signal that ended the program, as shells count."""


def run(options: Options) -> int:
    """Open the data directory, show the program, and return the exit code."""
    try:
        return asyncio.run(_run(options))
    finally:
        gc.enable()


async def _run(options: Options) -> int:
    from dutyterm.desk.house import open_house
    from dutyterm.tui.mended import mend_continue, mend_pictures, mend_writing

    with suppress(ImportError):  # another Textual, which a test tells of: it costs memory, never a start
        from dutyterm.tui.key_names import know_names

        know_names()
    mend_writing()
    mend_pictures()
    if sys.platform == "win32":
        from dutyterm.tui.ime import mend_input

        mend_input()
    else:
        mend_continue()
    house = await open_house(options, at_once=True)
    app = DutyApp(options, house)
    app.call_later(app.call_after_refresh, _collect_again)
    app.terminal_gone = _terminal_gone
    restore = _on_signals(app)
    try:
        await app.run_async()
    finally:
        restore()
        if app.session is not None and house.state != "unusable":
            await app.session.close()  # what is being written is written to its end
    return app.return_code or 0


def _terminal_gone() -> bool:
    """A terminal that was closed without a hang-up answers no question any more, not even whether it is one.

    Textual only stops reading then; the program would hold the lock of the data directory for ever.
    """
    try:
        return not os.isatty(sys.__stdin__.fileno()) if sys.__stdin__ is not None else False
    except (OSError, ValueError):
        return True


def _collect_again() -> None:
    """The first page stands: garbage is collected again, but never looked for in what the start loaded."""
    gc.freeze()
    gc.enable()


def _on_signals(app: DutyApp) -> Callable[[], None]:
    """A stop from outside leaves the terminal as it was found; returns what undoes this."""
    loop = asyncio.get_running_loop()

    def stop(number: int) -> None:
        app.exit(return_code=STOPPED + number)

    if sys.platform == "win32":
        kept = {
            number: signal.signal(number, lambda n, _: loop.call_soon_threadsafe(stop, n))
            for number in (signal.SIGTERM, signal.SIGBREAK)
        }

        def undo() -> None:
            for number, handler in kept.items():
                signal.signal(number, handler)

        return undo
    numbers = (signal.SIGTERM, signal.SIGHUP)
    for number in numbers:
        loop.add_signal_handler(number, stop, number)

    def remove() -> None:
        for number in numbers:
            loop.remove_signal_handler(number)

    return remove
