"""Runs every benchmark module there is and prints the figures beside their anchors.

    python -m benchmarks [MODULE ...] [--json]

The modules are those that `benchmarks` describes; one with `EVERY_DISK` is run on each modelled disk and on
the real one, the others once.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import benchmarks
from benchmarks.figures import Figure, table
from benchmarks.halls import SHARED
from benchmarks.slow_disk import Disk, disks

ROOT = Path(__file__).resolve().parents[1]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what was asked for and print it; a missed goal is shown, not an error."""
    known = suites()
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Figures beside their anchors.")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"of: {', '.join(known)} (default: all)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    asked = parser.parse_args(argv)
    if unknown := [name for name in asked.modules if name not in known]:
        parser.error(f"no benchmark module {', '.join(unknown)}; there are: {', '.join(known)}")
    chosen = {name: known[name] for name in asked.modules or known}

    # Beside the source, not in the system's folder for temporary files: that one is often in memory.
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=ROOT) as workshop:
        os.environ[SHARED] = str(Path(workshop) / "halls")
        every, why = disks(Path(workshop))
        told: dict[str, list[Figure]] = {}
        for name, module in chosen.items():
            for disk in every if module.EVERY_DISK else every[-1:]:
                title = f"{name}, {disk.name}" if module.EVERY_DISK else name
                told[title] = run(name, disk)
                if not asked.json:
                    print(
                        f"\n{title}\n{table(told[title]) if told[title] else 'nothing to measure here'}",
                        flush=True,
                    )
    if asked.json:
        print(json.dumps({title: [one.as_json() for one in figures] for title, figures in told.items()}))
    elif why:
        print(f"\n{why}")
    if not asked.json:
        all_figures = [figure for figures in told.values() for figure in figures]
        missed = sum(figure.met is False for figure in all_figures)
        print(f"\n{len(all_figures)} figures, {missed} goals missed")
    return 0


def suites() -> dict[str, ModuleType]:
    """The benchmark modules, by name."""
    found = {}
    for info in pkgutil.iter_modules(benchmarks.__path__):
        if not info.name.startswith("_"):
            module = importlib.import_module(f"benchmarks.{info.name}")
            if hasattr(module, "measure"):
                found[info.name] = module
    return found


def run(name: str, disk: Disk) -> list[Figure]:
    """The figures of one module on one disk, measured in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="dutyterm-bench-", dir=disk.parent) as directory:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.worker", name, directory],
            cwd=ROOT,
            env={**os.environ, **disk.environ},
            stdout=subprocess.PIPE,
            check=True,
        )
    return [Figure.from_json(data) for data in json.loads(done.stdout)]


if __name__ == "__main__":
    sys.exit(main())
