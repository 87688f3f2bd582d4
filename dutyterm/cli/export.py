"""`dutyterm export tinydb` and `dutyterm verifier`: what somebody needs who does not have this program."""

from __future__ import annotations

import json
from pathlib import Path

from dutyterm.cli.voice import BAD_NEWS, WELL, Voice
from dutyterm.i18n import Text
from dutyterm.journal.atomic import replace_file
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.one_file import one_file_verifier
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.seal import seal_code
from dutyterm.journal.storage import TABLE

VERIFIER = "verify_duty.py"
"""Name of the one-file verifier beside the journals."""


def tinydb(voice: Voice, file: str, out: str, as_json: bool) -> int:
    """Writes the records of one journal as a file that TinyDB opens; 1 when the journal is damaged."""
    source, target = Path(file).absolute(), Path(out).absolute()
    if target.exists():
        words = Text("{path} 已存在,没有覆盖。", "{path} is there already and was not replaced.")
        return voice.wrong(words.fill(path=target))
    disk = RealDisk()
    try:
        reading = read_bytes(disk.read(source))
    except OSError as error:
        return voice.wrong(_unreadable(source, error))
    if reading.head is None:
        words = Text("{path} 不是日志文件。", "{path} is no journal.")
        return voice.wrong(words.fill(path=source))
    about = {
        "id": reading.head.id,
        "state": reading.state,
        "seal": reading.seal_hash,
        "code": seal_code(reading.seal_hash) if reading.seal_hash is not None else None,
    }
    tables = {
        TABLE: {str(id): document for id, document in reading.documents.items()},
        "journal": {"1": about},
    }
    data = json.dumps(tables, ensure_ascii=False, default=dict, indent=1).encode("utf-8")
    try:
        replace_file(target, data, disk)
    except OSError as error:
        return voice.wrong(_unwritten(target, error))
    if as_json:
        voice.show_json({**about, "file": str(target), "records": len(reading.documents)})
    else:
        voice.show(
            Text("{n} 条记录写入 {path}", "{n} records in {path}").fill(n=len(reading.documents), path=target)
        )
    for text in reading.damage_texts():
        voice.tell(text)
    return BAD_NEWS if reading.state == "damaged" else WELL


def verifier(voice: Voice, out: str) -> int:
    """Writes the one-file verifier; a folder gets it under its usual name."""
    target = Path(out).absolute()
    if target.is_dir():
        target = target / VERIFIER
    source = one_file_verifier().encode("utf-8")
    try:
        if target.exists() and not target.read_bytes().startswith(source[:120]):
            words = Text("{path} 是别的文件,没有覆盖。", "{path} is some other file and was not replaced.")
            return voice.wrong(words.fill(path=target))
        replace_file(target, source, RealDisk())
    except OSError as error:
        return voice.wrong(_unwritten(target, error))
    voice.show(str(target))
    return WELL


def _unreadable(path: Path, error: OSError) -> Text:
    words = Text("{path} 读不了: {why}。", "{path} cannot be read: {why}.")
    return words.fill(path=path, why=error.strerror or str(error))


def _unwritten(path: Path, error: OSError) -> Text:
    words = Text("{path} 写不了: {why}。", "{path} cannot be written: {why}.")
    return words.fill(path=path, why=error.strerror or str(error))
