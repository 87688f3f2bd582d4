"""The Chinese font of a PDF: one of this PC, put into the file, else the one that readers bring along."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

READERS_OWN: Final = "STSong-Light"
"""A font of the Adobe-GB1 collection: named in the file, drawn by the reader's own Chinese font."""

SAMPLE: Final = "停电手工受理营业厅、。“”①〓龘"
"""Signs that a font must have; the last one is rare."""

_WINDOWS: Final = (
    "simsun.ttc",
    "simhei.ttf",
    "msyh.ttc",
    "msyh.ttf",
    "Deng.ttf",
    "simfang.ttf",
    "simkai.ttf",
)
_MAC: Final = (
    "/System/Library/Fonts/Supplemental/Songti.ttc",
    "/System/Library/Fonts/STHeiti Light.ttc",
    "/Library/Fonts/Arial Unicode.ttf",
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
)
_LINUX: Final = (
    "wqy/wqy-microhei.ttc",
    "wqy/wqy-zenhei.ttc",
    "wqy-microhei/wqy-microhei.ttc",
    "droid/DroidSansFallbackFull.ttf",
    "arphic/uming.ttc",
    "arphic-gbsn00lp/gbsn00lp.ttf",
)


def installed() -> list[Path]:
    """Chinese TrueType fonts that this PC has at their usual places, the best first."""
    if sys.platform == "win32":
        folder = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        known = [folder / name for name in _WINDOWS]
    elif sys.platform == "darwin":
        known = [Path(name) for name in _MAC]
    else:
        known = [Path("/usr/share/fonts/truetype") / name for name in _LINUX]
    return [path for path in known if path.is_file()]


@cache
def chinese_font() -> str:
    """Name of the font to draw Chinese with on this PC. Raises ImportError without reportlab."""
    return embedded(installed()) or named()


def embedded(candidates: Iterable[Path], sample: str = SAMPLE) -> str | None:
    """The first that may be put into a file and has the signs; None when there is none.

    What has no TrueType outlines, forbids it, or cannot be read, is passed over.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    for path in candidates:
        name = f"duty-{path.stem}"
        try:
            font = TTFont(name, str(path))
        except (TTFError, OSError, ValueError, IndexError, KeyError, OverflowError):
            continue
        if all(ord(sign) in font.face.charToGlyph for sign in sample):
            pdfmetrics.registerFont(font)
            return name
    return None


def file_of(name: str) -> str | None:
    """The file of a font that is put into a PDF; None for one that is only named."""
    from reportlab.pdfbase import pdfmetrics

    face = getattr(pdfmetrics.getFont(name), "face", None)
    found = getattr(face, "filename", None)
    return str(found) if found is not None else None


def named() -> str:
    """The font that readers bring along."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    if READERS_OWN not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(READERS_OWN))
    return READERS_OWN
