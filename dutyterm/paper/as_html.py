"""A paper as one HTML file that needs nothing else: styles inside, no script, no picture, A4 when printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dutyterm.i18n import Lang
from dutyterm.paper.as_text import SIGNED_AT
from dutyterm.paper.document import Code, Document, Heading, Pairs, Paragraph, Signatures, Table

if TYPE_CHECKING:
    from jinja2 import Template

_KINDS: Final = {
    Heading: "heading",
    Paragraph: "paragraph",
    Pairs: "pairs",
    Table: "table",
    Code: "code",
    Signatures: "signatures",
}


def html(document: Document, lang: Lang) -> str:
    """The whole paper in one language. Raises ImportError where Jinja2 is not installed."""
    blocks: list[tuple[str, Any]] = [(_KINDS[type(block)], block) for block in document.blocks]
    words = {"signed_at": SIGNED_AT.to(lang)}
    return _template().render(
        document=document,
        blocks=blocks,
        lang="zh-CN" if lang == "zh" else "en",
        t=lambda text: text.to(lang),
        words=words,
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    source = Path(__file__).with_name("page.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source)
