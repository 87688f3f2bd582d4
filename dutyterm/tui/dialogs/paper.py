"""Which paper to make: the slip of the shift sealed last, or the report of the newest day."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from dutyterm.i18n import Text, joined, same
from dutyterm.tui.dialogs.choose import Choice, Choose
from dutyterm.tui.widgets.status import Tone

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from dutyterm.desk.outcome import NotSaved
    from dutyterm.desk.printing import Made, Wanted
    from dutyterm.desk.session import Session
    from dutyterm.model.refusal import Refusal
    from dutyterm.tui.app import DutyApp

    Make = Callable[[Session, Wanted], Awaitable[Made | Refusal | NotSaved]]


class PaperDialog(Choose):
    """1 slip, 2 day report, 3 all blank sheets; said beforehand whether there is a printer."""

    def __init__(self, *, prints: bool, pdf: bool) -> None:
        lines = [_PRINTS if prints else _FILE_ONLY]
        if not pdf:
            # the very Python that runs: another pip on this PC would install it where it is not found
            lines.append(_TEXT_ONLY.fill(python=sys.executable))
        super().__init__(_TITLE, [Choice("slip", _SLIP), Choice("day", _DAY), Choice("pack", _PACK)], lines)


async def print_paper(app: DutyApp) -> None:
    """Asks which, makes it in the language shown, hands it to the printer and says what came of it."""
    from dutyterm.desk.printer import can_print
    from dutyterm.paper.formats import missing

    session = app.session
    if session is None:
        return
    prints, pdf = can_print(session.layout), missing("pdf") is None
    chosen = await app.push_screen_wait(PaperDialog(prints=prints, pdf=pdf))
    if chosen == "pack":
        app.say(*await _packed(app, session, pdf=pdf))
    elif chosen is not None:
        app.say(*await _made(app, session, chosen, prints=prints, pdf=pdf))


async def _made(app: DutyApp, session: Session, sort: str, *, prints: bool, pdf: bool) -> tuple[Text, Tone]:
    from dutyterm.desk import printing

    make = printing.make_slip if sort == "slip" else printing.make_day
    return await make_and_tell(app, session, make, prints=prints, pdf=pdf)


async def make_and_tell(
    app: DutyApp, session: Session, make: Make, *, prints: bool, pdf: bool
) -> tuple[Text, Tone]:
    """Makes one paper, sends it to the printer where there is one, and says what became of it."""
    from dutyterm.desk import printing
    from dutyterm.desk.printer import send

    wanted = printing.Wanted(app.lang, ("pdf",) if pdf else ())
    made = await make(session, wanted)
    if not isinstance(made, printing.Made):
        return made.text, "warning"
    name = made.files[0].stem
    first = _MADE.fill(n=made.copy, name=name)
    if not prints:
        return first, "good"
    failed = await send(session.layout, made.best)
    if failed is not None:
        return joined(same(" "), [first, failed]), "warning"
    return joined(same(" "), [first, _SENT]), "good"


async def _packed(app: DutyApp, session: Session, *, pdf: bool) -> tuple[Text, Tone]:
    from dutyterm.desk.packing import Packed, make_pack

    made = await make_pack(session, app.lang, ("pdf",) if pdf else ())
    if not isinstance(made, Packed):
        return made.text, "warning"
    return _PACKED.fill(name=made.folder.name, n=made.sheets), "good"


_TITLE: Final = Text("打印", "Print")
_SLIP: Final = Text("交接单: 最近封存的一班", "handover slip: the shift sealed last")
_DAY: Final = Text("日报: 最近一个营业日", "day report: the newest business day")
_PACK: Final = Text("应急卡、清单、空白表: 全部,只写文件", "cards, lists, blank forms: all, as files only")
_PACKED: Final = Text("已写 paper/{name},共 {n} 张。", "Written: paper/{name}, {n} sheets.")
_PRINTS: Final = Text(
    "写进数据目录的 paper,再交给打印机。", "Written to the folder paper, then sent to the printer."
)
_FILE_ONLY: Final = Text(
    "写进数据目录的 paper。没有设打印命令(dutyterm paper printer)。",
    "Written to the folder paper. No print command is set (dutyterm paper printer).",
)
_TEXT_ONLY: Final = Text(
    "只写文本(.txt),照样能打印: 这台电脑没装 PDF 附加包。"
    '要装: 在程序文件夹里 {python} -m pip install ".[paper]"',
    "Text only (.txt), which prints as well: the extra for PDF is not installed here. To install it, in the "
    'program\'s folder: {python} -m pip install ".[paper]"',
)
_MADE: Final = Text("已写 paper/{name},第 {n} 份。", "Written: paper/{name}, copy {n}.")
_SENT: Final = Text("已交给打印机。", "Sent to the printer.")
