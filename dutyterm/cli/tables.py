"""`dutyterm export jsonl` and `csv`: all records in one file, for other programs and for Excel."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path

from dutyterm.cli.records import Asked, Records, as_json, clock, records_of, shift_of, tellers_of
from dutyterm.cli.voice import BAD_NEWS, WELL, Voice
from dutyterm.i18n import Text
from dutyterm.journal.atomic import replace_file
from dutyterm.journal.disk import RealDisk
from dutyterm.options import Options
from dutyterm.review.kind_names import kind_name
from dutyterm.review.tellers import Tellers

_BOM = "\ufeff"
"""Without it Excel takes the file for the old encoding of the system."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What begins a formula in a spreadsheet; a cell of text that begins so gets a quote before it."""

_HEADINGS = {
    "shift": Text("班次", "shift"),
    "record": Text("记录号", "record"),
    "at": Text("时间", "at"),
    "number": Text("工号", "number"),
    "name": Text("姓名", "name"),
    "kind": Text("种类代码", "kind"),
    "what": Text("种类", "what"),
    "said": Text("内容", "said"),
    "occurred_at": Text("发生时间", "occurred at"),
    "body": Text("原始内容", "raw body"),
    "journal": Text("日志", "journal"),
}


def jsonl(voice: Voice, options: Options, out: str, asked: Asked, json: bool) -> int:
    """One JSON object a line, as `log --json` prints them; masked as stored."""
    records = records_of(voice, options, asked)
    if records.refused is not None:
        return voice.wrong(records.refused.text)
    lines = [as_json(*record) for record in records]
    data = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
    return _write(voice, Path(out).absolute(), data, len(lines), records, json)


def table(voice: Voice, options: Options, out: str, asked: Asked, json: bool) -> int:
    """A table for Excel: UTF-8 with its mark, in the language asked for, no cell that is a formula."""
    records = records_of(voice, options, asked)
    if records.refused is not None:
        return voice.wrong(records.refused.text)
    tellers = tellers_of(options, records.hall)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([voice.words(heading) for heading in _HEADINGS.values()])
    count = 0
    for row in _rows(voice, tellers, records):
        writer.writerow(row)
        count += 1
    data = (_BOM + stream.getvalue()).encode("utf-8", "replace")
    return _write(voice, Path(out).absolute(), data, count, records, json)


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" \u3000").startswith(_FORMULA) or cell.startswith(_FORMULA) else cell


def _rows(voice: Voice, tellers: Tellers, records: Records) -> Iterable[list[str]]:
    for journal, id, document in records:
        kind, body, by = str(document.get("kind")), document.get("body"), document.get("by")
        teller = tellers.of(journal)
        happened = body.get("occurred_at") if isinstance(body, dict) else None
        row = [
            shift_of(journal),
            str(id),
            clock(document),
            teller.number(by),
            teller.name(by) if by is not None else "",
            kind,
            voice.words(kind_name(kind)),
            voice.words(teller.told(kind, body)),
            str(happened)[:19].replace("T", " ") if happened is not None else "",
            json.dumps(body, ensure_ascii=False, default=dict),
            journal,
        ]
        yield [safe(cell) for cell in row]


def _write(voice: Voice, target: Path, data: bytes, count: int, records: Records, json: bool) -> int:
    if target.exists():
        words = Text("{path} 已存在,没有覆盖。", "{path} is there already and was not replaced.")
        return voice.wrong(words.fill(path=target))
    try:
        replace_file(target, data, RealDisk())
    except OSError as error:
        words = Text("{path} 写不了: {why}。", "{path} cannot be written: {why}.")
        return voice.wrong(words.fill(path=target, why=error.strerror or str(error)))
    if json:
        voice.show_json({"file": str(target), "records": count, "damaged": records.damaged})
    else:
        voice.show(Text("{n} 条记录写入 {path}", "{n} records in {path}").fill(n=count, path=target))
    return BAD_NEWS if records.damaged else WELL
