"""Asking it: subcommands for scripts and support. The terminal program never imports this room."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dutyterm.options import Options


def run(options: Options, rest: Sequence[str], open_program: Callable[[Options], int] | None = None) -> int:
    """Runs the subcommand in `rest` and returns the exit code: 0 well, 1 bad news, 2 wrong use.

    `open_program` opens the terminal program, for the subcommands that end in it; None = never. Raises
    nothing, whatever was typed and whatever lies on the disk.
    """
    from dutyterm.cli.app import main

    return main(options, list(rest), open_program)
