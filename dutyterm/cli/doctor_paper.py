"""What `dutyterm doctor` says of paper: whether Chinese can be put into a PDF on this PC."""

from __future__ import annotations

from pathlib import Path

from dutyterm.cli.check import Check
from dutyterm.i18n import Text, same
from dutyterm.paper.formats import missing


def paper_check() -> Check:
    """The Chinese font of a PDF; a note where a reader without Chinese could not draw it."""
    refused = missing("pdf")
    if refused is not None:
        return Check("paper.pdf", "note", refused.text)
    from dutyterm.paper.fonts import READERS_OWN, chinese_font, file_of

    path = file_of(chinese_font())
    if path is not None:
        return Check("paper.pdf", "ok", _PUT_IN.fill(font=Path(path).name))
    return Check("paper.pdf", "note", _NAMED.fill(font=same(READERS_OWN)))


_PUT_IN = Text("中文字体 {font} 放进 PDF", "{font} is put into a PDF for Chinese")
_NAMED = Text(
    "没有能放进 PDF 的中文 TrueType 字体(Noto CJK 是 PostScript 轮廓,不行): 只写 {font},由看或打印的程序"
    "自己画;印不出就打印文本",
    "no Chinese TrueType font to put into a PDF (Noto CJK has PostScript outlines): {font} is named and the "
    "reader's own draws it; if it prints none, print the text",
)
