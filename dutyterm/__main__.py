"""The program's front door: no subcommand opens the terminal program, anything else is the command line.

Nothing heavy is imported here, so that a version is told at once and the terminal program starts quickly.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from dutyterm.i18n import Text
from dutyterm.options import Options, WrongUse, parse

WRONG_USE = 2
"""The exit code for a command line that cannot be understood, or a start where there is no terminal."""

_NO_TERMINAL = Text(
    "dutyterm 要在终端里打开;脚本请用子命令,见 dutyterm --help",
    "dutyterm opens in a terminal; scripts use its subcommands, see dutyterm --help",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with `argv` (default: the process's own) and return the exit code."""
    parsed = parse(sys.argv[1:] if argv is None else argv, os.environ)
    if isinstance(parsed, WrongUse):
        _say(parsed.text)
        return WRONG_USE
    options, rest = parsed
    if rest in (["--version"], ["-V"]):
        from dutyterm import __version__

        sys.stdout.write(f"dutyterm {__version__}\n")
        return 0
    if rest:
        from dutyterm.cli import run as run_command

        return run_command(options, rest, _open)
    return _open(options)


def _open(options: Options) -> int:
    """Open the terminal program; the command line, which does not know it, is handed this."""
    if not _at_a_terminal():
        _say(_NO_TERMINAL)
        return WRONG_USE
    from dutyterm.left_out import leave_out

    # what is loaded now stays for good: collecting in between only looks at it again and again
    gc.disable()
    leave_out()
    from dutyterm.tui.launch import run as run_terminal

    return run_terminal(options)


def _at_a_terminal() -> bool:
    """Whether all three streams are a terminal: keys come in on one, the screen is drawn on another."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def _say(text: Text) -> None:
    """One line in both languages on stderr: what language is wanted is not known yet."""
    if sys.stderr is not None:
        sys.stderr.write(f"{text.zh} / {text.en}\n")


if __name__ == "__main__":
    sys.exit(main())
