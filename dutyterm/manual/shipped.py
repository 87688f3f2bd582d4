"""Where the default manual that comes with the program lies, installed or in the source tree."""

from __future__ import annotations

from pathlib import Path


def shipped_manual_dir() -> Path:
    """The folder `checklists` of the default manual 默认模板.

    In a wheel it lies inside the package, in a source tree beside it. Raises FileNotFoundError when
    neither is there: then the installation is broken.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "checklists", package.parent / "checklists"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the default manual is missing: no folder 'checklists' in or beside {package}")
