"""`dutyterm paper pack` and `paper current`: every sheet of the manual in use, and is a paper current?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from dutyterm.cli.hall import hall_of, manual_of
from dutyterm.cli.voice import BAD_NEWS, WELL, Voice
from dutyterm.hall.defaults import sample_profile
from dutyterm.hall.layout import Layout
from dutyterm.i18n import Text
from dutyterm.journal.atomic import replace_file
from dutyterm.journal.disk import RealDisk
from dutyterm.manual.schema import Manual
from dutyterm.manual.versions import load_version
from dutyterm.model.premises import Premises
from dutyterm.model.refusal import Refusal
from dutyterm.options import Options
from dutyterm.paper.formats import FORMATS, SUFFIX, Format, missing, written
from dutyterm.paper.pack import Sheet, pack


def run(voice: Voice, options: Options, out: str, formats: Sequence[str], as_json: bool) -> int:
    """Writes every sheet into a folder; 1 when a format cannot be made. Needs no hall, writes no record.

    Nothing asked for = text and PDF, as far as this PC can.
    """
    if any(one not in FORMATS for one in formats):
        return voice.wrong(Text("--format 只能是 text、html、pdf。", "--format takes text, html or pdf."))
    wished = formats or (("pdf",) if missing("pdf") is None else ())
    asked: list[Format] = [known for known in FORMATS if known == "text" or known in wished]
    left_out = [refused for one in asked if (refused := missing(one)) is not None]
    folder, disk = Path(out).absolute(), RealDisk()
    sheets = _sheets(options)
    if isinstance(sheets, Refusal):
        return voice.wrong(sheets.text)
    names: dict[str, list[str]] = {}
    for sheet in sheets:
        for wanted in asked:
            data = written(sheet.document, wanted, voice.lang)
            if not isinstance(data, Refusal):
                path = folder / f"{sheet.id}{SUFFIX[wanted]}"
                replace_file(path, data, disk)
                names.setdefault(sheet.id, []).append(path.name)
    if as_json:
        told = [{"id": sheet.id, "code": sheet.code, "files": names[sheet.id]} for sheet in sheets]
        voice.show_json({"folder": str(folder), "sheets": told})
    else:
        for sheet in sheets:
            voice.show(f"{sheet.code}  {sheet.id:<20}  {voice.words(sheet.document.title)}")
    for refused in left_out[:1]:
        voice.tell(refused.text)
    return BAD_NEWS if left_out else WELL


def current(voice: Voice, options: Options, typed: str, as_json: bool) -> int:
    """Says whether the sheet with this code is that of the manual in use; 1 when it is not."""
    digits = "".join(char for char in typed if char.isdecimal())
    if len(digits) != _DIGITS:
        return voice.wrong(_WRONG_CODE)
    code = f"{digits[:5]}-{digits[5:]}"
    sheets = _sheets(options)
    if isinstance(sheets, Refusal):
        return voice.wrong(sheets.text)
    sheet = next((one for one in sheets if one.code == code), None)
    old = None if sheet is not None else _older(options, code)
    if as_json:
        found = sheet or (old[1] if old is not None else None)
        version = old[0] if old is not None else None
        voice.show_json(
            {"current": sheet is not None, "id": found.id if found is not None else None, "version": version}
        )
    elif sheet is not None:
        voice.show(_CURRENT.fill(title=sheet.document.title, id=sheet.id))
    elif old is not None:
        voice.show(_OLD.fill(title=old[1].document.title, id=old[1].id, version=old[0]))
    else:
        voice.show(_UNKNOWN)
    return WELL if sheet is not None else BAD_NEWS


def _sheets(options: Options) -> tuple[Sheet, ...] | Refusal:
    layout = Layout(options.data)
    hall = hall_of(layout, RealDisk())
    try:
        manual = manual_of(layout, hall).manual
    except FileNotFoundError:
        manual = None
    return Refusal("no_manual", _NO_MANUAL) if manual is None else pack(manual, _premises(options))


def _premises(options: Options) -> Premises:
    """The hall's own, else those of the sample hall: a pack can be printed before there is a hall."""
    return hall_of(Layout(options.data), RealDisk()).premises or sample_profile().premises(())


def _older(options: Options, code: str) -> tuple[str, Sheet] | None:
    """Version and sheet of a kept manual that had this code."""
    folder = Layout(options.data).manuals
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        found = load_version(options.data, path.name)
        if isinstance(found, Manual):
            for sheet in pack(found, _premises(options)):
                if sheet.code == code:
                    return found.cover.version, sheet
    return None


_DIGITS: Final = 10
_WRONG_CODE: Final = Text(
    "纸码是页脚上的 10 位数字,如 12345-67890。",
    "A sheet code is the ten digits in the foot, e.g. 12345-67890.",
)
_NO_MANUAL: Final = Text("找不到手册,请重新安装。", "There is no manual; install again.")
_CURRENT: Final = Text("现用: {title} ({id})", "Current: {title} ({id})")
_OLD: Final = Text(
    "过期: {title} ({id}) 是手册 {version} 的。请重新打印。",
    "Outdated: {title} ({id}) is of manual {version}. Print it again.",
)
_UNKNOWN: Final = Text(
    "不认得这个纸码: 纸不是现用的,或出自别的厅。请重新打印。",
    "This code is not known: the paper is not current, or of another hall. Print it again.",
)
