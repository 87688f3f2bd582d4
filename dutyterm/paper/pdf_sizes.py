"""The sizes in which a PDF is laid out: the usual one, and those that are tried for a single page."""

from __future__ import annotations

from typing import Final, NamedTuple


class Size(NamedTuple):
    """How large a paper is laid out."""

    font: int
    """Per cent of the usual size."""
    air: int = 100
    """Per cent of the usual space between lines and rows."""


USUAL: Final = Size(100)

ONE_PAGE: Final = (
    *(Size(font) for font in range(130, 99, -3)),
    *(Size(100, air) for air in range(85, 25, -15)),
    *(Size(font, 20) for font in (99, 98)),
    *(Size(font, 0) for font in (98, 97, 96, 95)),
    *(Size(font, 0) for font in (92, 88, 85, 82, 79, 76, 73, 70, 65)),
)
"""Sizes for what must be one page, the largest first: a card is read by torchlight at arm's length, so it
takes the page that it has. Steps are 9 points at 95 per cent. Nobody reads less than the last."""
