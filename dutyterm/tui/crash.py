"""When the program itself fails: where it failed goes to a file, the person reads one line. Never a value.

The stock report shows the local variables of every frame, a half-typed PIN among them.
"""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path
from typing import Final

from dutyterm import __version__
from dutyterm.i18n import Text
from dutyterm.model.privacy import mask


def written(folder: Path, error: BaseException, at: datetime) -> Path | None:
    """Writes where it failed, masked and without any value; None when even that cannot be written."""
    place = folder / f"crash-{at:%Y%m%d-%H%M%S}.txt"
    where = "".join(traceback.format_exception(error))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place.write_text(f"dutyterm {__version__}  {at.isoformat()}\n\n{mask(where).text}", encoding="utf-8")
    except (OSError, ValueError):
        return None
    return place


def told(place: Path | None) -> Text:
    """What is said on the terminal afterwards."""
    return _FAILED if place is None else _WITH_FILE.fill(path=place)


_FAILED: Final = Text(
    "程序出错,已退出。已写盘的都在;请重新打开,半输的内容也会回来。",
    "The program failed and has left. What was saved is there, half-typed text too: start it again.",
)
_WITH_FILE: Final = Text(_FAILED.zh + "出错位置记在 {path}", _FAILED.en + " Where it failed stands in {path}")
