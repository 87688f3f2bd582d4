"""The formats of a paper: text always, HTML and PDF where the extra `paper` is installed."""

from __future__ import annotations

from typing import Final, Literal

from dutyterm.i18n import Lang, Text
from dutyterm.model.refusal import Refusal
from dutyterm.paper.document import Document

Format = Literal["text", "html", "pdf"]

FORMATS: Final[tuple[Format, ...]] = ("text", "html", "pdf")

SUFFIX: Final[dict[Format, str]] = {"text": ".txt", "html": ".html", "pdf": ".pdf"}
"""How the name of such a file ends."""

_LIBRARY: Final[dict[Format, str]] = {"text": "", "html": "jinja2", "pdf": "reportlab"}


def missing(wanted: Format) -> Refusal | None:
    """Why this format cannot be made on this PC; None when it can. Imports nothing."""
    from importlib.util import find_spec

    library = _LIBRARY[wanted]
    if not library or find_spec(library) is not None:
        return None
    words = Text(
        '这台电脑没有安装打印附加包,只能出文本。在程序文件夹里安装: pip install ".[paper]"。',
        "The extra for paper is not installed here, so there is text only. In the program's folder: "
        'pip install ".[paper]".',
    )
    return Refusal("no_paper_extra", words, {"format": wanted, "library": library})


def written(document: Document, wanted: Format, lang: Lang) -> bytes | Refusal:
    """The whole file in one language; a Refusal when its library is not installed."""
    refused = missing(wanted)
    if refused is not None:
        return refused
    if wanted == "html":
        from dutyterm.paper.as_html import html

        return html(document, lang).encode("utf-8")
    if wanted == "pdf":
        from dutyterm.paper.as_pdf import pdf
        from dutyterm.paper.fonts import chinese_font

        return pdf(document, lang, chinese_font())
    from dutyterm.paper.as_text import text

    return text(document, lang).encode("utf-8")
