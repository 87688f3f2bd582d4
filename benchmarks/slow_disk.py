"""The disks of a run: a modelled one that answers after 1 ms or 15 ms, and the real one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MEMORY = Path("/dev/shm")
"""Where Linux keeps a memory file system."""
MODELLED_MS = (1, 15)
"""A good SSD and a slow disk of an old PC, in milliseconds a sync."""
SOURCE = Path(__file__).with_name("slow_fsync.c")


@dataclass(frozen=True)
class Disk:
    """Where a benchmark writes, and what its process must be started with."""

    name: str
    parent: Path
    environ: Mapping[str, str] = field(default_factory=dict)


def disks(workshop: Path) -> tuple[list[Disk], str | None]:
    """The disks there are, and why the modelled ones are missing if they are.

    `workshop` is a folder on the real disk; the preloaded library is built in it.
    """
    real = Disk("real disk", workshop)
    library, why = _library(workshop)
    if library is None:
        return [real], why
    modelled = [
        Disk(f"{ms} ms disk", MEMORY, {"LD_PRELOAD": str(library), "SLOW_FSYNC_US": str(ms * 1_000)})
        for ms in MODELLED_MS
    ]
    return [*modelled, real], None


def _library(workshop: Path) -> tuple[Path | None, str]:
    if not sys.platform.startswith("linux"):
        return None, "only Linux can preload the slow disk: figures of the real disk only"
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        return None, f"no memory file system at {MEMORY}: figures of the real disk only"
    compiler = next((path for name in ("cc", "gcc", "clang") if (path := shutil.which(name))), None)
    if compiler is None:
        return None, "no C compiler: figures of the real disk only"
    library = workshop / "slow_fsync.so"
    built = subprocess.run(
        [compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl"],
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode != 0:
        return None, f"the slow disk does not compile ({built.stderr.strip()}): figures of the real disk only"
    return library, ""
