"""What Textual does that would lose keys, hold the data directory for ever, or keep pages that are gone."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import Any

from textual.drivers._writer_thread import WriterThread


def mend_writing() -> None:
    """A terminal that takes nothing more keeps nobody waiting.

    Textual's thread that writes ends with the first error, and the thirtieth picture after it waits for ever:
    the program would not hear a signal any more, and keep the lock of the data directory.
    """
    WriterThread.run = _write_while_it_goes  # type: ignore[method-assign, assignment]


def _write_while_it_goes(thread: WriterThread) -> None:
    gone = False
    while (text := thread._queue.get()) is not None:
        if gone:
            continue
        try:
            thread._file.write(text)
            if thread._queue.empty():
                thread._file.flush()
        except (OSError, ValueError):
            gone = True  # the app looks every second whether there is still a terminal
    with suppress(OSError, ValueError):
        thread._file.flush()


def mend_pictures() -> None:
    """A page that is closed takes its picture with it.

    Textual remembers two colours for each widget that asked, and with them the widget's picture: of the last
    thousand widgets, gone or not. Every page that was opened cost 0.3 MiB, up to 10 MiB a day.
    """
    try:
        from textual._styles_cache import StylesCache

        colours = getattr(StylesCache.get_inner_outer, "__wrapped__", None)
    except (ImportError, AttributeError):
        return  # another Textual, which a test tells of
    if colours is not None:
        by_colours: Any = lru_cache(1024)(colours)  # as it was meant: it never asks which widget it is
        StylesCache.get_inner_outer = classmethod(by_colours)  # type: ignore[assignment]


def mend_continue() -> None:
    """From now on the terminal is taken again only by a program that has given it back before.

    Textual takes it whenever the system says "go on", also where nobody had asked it to stop properly: two
    threads would then read the keys, each getting some of them, and half of a Chinese character ends the
    program. A debugger, a supervisor of processes or `kill -STOP` stop in that way (SIGSTOP, SIGCONT).
    """
    from textual.drivers.linux_driver import LinuxDriver  # not on Windows

    resume = getattr(LinuxDriver, "_sigcont_application", None)
    if resume is None:
        return  # another Textual, which a test tells of

    def go_on(driver: LinuxDriver, *_: Any) -> None:
        if getattr(driver, "_must_signal_resume", True):
            resume(driver)
        else:
            driver._loop.call_soon_threadsafe(driver._app.refresh)  # somebody else may have drawn meanwhile

    LinuxDriver._sigcont_application = go_on  # type: ignore[method-assign, assignment]
