"""Memory goes back to the system when it is free (glibc; elsewhere there is nothing to say).

glibc takes a large piece from the system and gives it back when it is free; but then it takes the next piece
of that size from its own heap, where it stays. The hash of a PIN needs 19 MiB: from the second one on a
program that is open all day would be larger by that, and by twice that with two threads. Once it is told how
large is large it never learns otherwise.
"""

from __future__ import annotations

import importlib
import sys
from functools import cache
from typing import Any, Final

LARGE: Final = 128 * 1024
"""Bytes; what glibc begins with."""


@cache
def give_back_large() -> bool:
    """From now on a large piece goes back as soon as it is free; False where that cannot be told."""
    return _call("mallopt", ("int", "int"), _M_MMAP_THRESHOLD, LARGE)


def give_back_free() -> bool:
    """Whole free pages go back now, 0.1 ms; False where that cannot be told, or nothing was free."""
    return _call("malloc_trim", ("size_t",), 0)


def _call(name: str, takes: tuple[str, ...], *given: int) -> bool:
    """By the library that argon2 works with: whoever hashes has it loaded, and a page then hashes."""
    if sys.platform != "linux":
        return False
    try:
        c: Any = importlib.import_module("_cffi_backend")
        types = tuple(c.new_primitive_type(one) for one in takes)
        kind = c.new_function_type(types, c.new_primitive_type("int"), False)
        function = c.load_library(None, 0).load_function(kind, name)
    except (ImportError, AttributeError, OSError):
        return False
    return bool(function(*given))


_M_MMAP_THRESHOLD: Final = -3
"""Of malloc.h."""
