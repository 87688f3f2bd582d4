"""Runs one benchmark module in a process of its own: `python -m benchmarks.worker MODULE DIRECTORY`.

The process is what the slow disk is preloaded into; the figures leave it as JSON on stdout.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path


def main(module: str, directory: str) -> None:
    """Measure and print."""
    figures = importlib.import_module(f"benchmarks.{module}").measure(Path(directory))
    json.dump([figure.as_json() for figure in figures], sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
