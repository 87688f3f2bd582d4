"""A program that was stopped from outside and let go again goes on where it was (SIGSTOP, SIGCONT)."""

from __future__ import annotations

from typing import Any

from textual.drivers.linux_driver import LinuxDriver


def mend_continue() -> None:
    """From now on the terminal is taken again only by a program that has given it back before.

    Textual takes it whenever the system says "go on", also where nobody had asked it to stop properly: two
    threads would then read the keys, each getting some of them, and half of a Chinese character ends the
    program. A debugger, a supervisor of processes or `kill -STOP` stop in that way.
    """
    resume = getattr(LinuxDriver, "_sigcont_application", None)
    if resume is None:
        return  # another Textual, which a test tells of

    def go_on(driver: LinuxDriver, *_: Any) -> None:
        if getattr(driver, "_must_signal_resume", True):
            resume(driver)
        else:
            driver._loop.call_soon_threadsafe(driver._app.refresh)  # somebody else may have drawn meanwhile

    LinuxDriver._sigcont_application = go_on  # type: ignore[method-assign, assignment]
