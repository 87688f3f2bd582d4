"""`dutyterm verify`: are journals as they were written, and does each shift go on from the last?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dutyterm.cli.voice import BAD_NEWS, WELL, Voice
from dutyterm.i18n import Text
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.verify import VerifyReport, verify_paths, write_heads
from dutyterm.options import Options
from dutyterm.review.carried import CarryFinding, check_carry


def run(
    voice: Voice,
    options: Options,
    paths: Sequence[str],
    against: str | None,
    heads: str | None,
    each: bool,
    as_json: bool,
) -> int:
    """Verifies files and folders (default: the data directory); 0 sound, 1 damage or fork, 2 wrong use."""
    wanted = [Path(path).absolute() for path in paths] or [options.data]
    gone = next((path for path in wanted if not path.exists()), None)
    if gone is not None:
        return voice.wrong(Text("没有 {path}。", "There is no {path}.").fill(path=gone))
    files = journals(wanted)
    if not files:
        words = Text("{path} 里没有日志文件(*.duty)。", "There is no journal (*.duty) in {path}.")
        return voice.wrong(words.fill(path=wanted[0]))
    try:
        report = verify_paths(wanted, Path(against).absolute() if against else None)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        words = Text("{path} 不是登记文件: {why}。", "{path} is no heads file: {why}.")
        return voice.wrong(words.fill(path=against, why=why))
    carried = check_carry(files, RealDisk())
    sound = report.sound and not carried
    if as_json:
        voice.show_json(as_data(report, carried))
    else:
        _show(voice, report, carried, each)
    if heads is not None:
        written = _write(voice, report, Path(heads).absolute(), sound)
        if written is not None:
            return written
    return WELL if sound else BAD_NEWS


def journals(paths: Sequence[Path]) -> list[Path]:
    """Every journal file in these folders, and the files that were named themselves."""
    return [file for path in paths for file in (sorted(path.rglob("*.duty")) if path.is_dir() else [path])]


def as_data(report: VerifyReport, carried: Sequence[CarryFinding]) -> dict[str, object]:
    """The stable shape of `verify --json`."""
    data = report.as_json()
    meaning = [
        {"file": f.file, "line": None, "verdict": "carry", "zh": f.what.zh, "en": f.what.en} for f in carried
    ]
    return {**data, "sound": report.sound and not carried, "findings": [*data["findings"], *meaning]}


def _show(voice: Voice, report: VerifyReport, carried: Sequence[CarryFinding], each: bool) -> None:
    for file in report.files if each else ():
        voice.show(f"{file.verdict}\t{file.file}\t{file.records}\t{file.code or '-'}\t{file.signature}")
    for found in report.findings:
        place = found.file if found.line is None else f"{found.file}:{found.line}"
        voice.show(f"{found.verdict}\t{place}\t{voice.words(found.text)}")
    for missed in carried:
        voice.show(f"carry\t{missed.file}\t{voice.words(missed.what)}")
    counted = Text(
        "{files} 个文件,{records} 条记录,{sealed} 份封存,{valid} 份签名有效",
        "{files} files, {records} records, {sealed} sealed, {valid} signatures valid",
    )
    voice.show(
        counted.fill(
            files=len(report.files),
            records=sum(file.records for file in report.files),
            sealed=sum(file.seal is not None for file in report.files),
            valid=sum(file.signature == "valid" for file in report.files),
        )
    )
    sound = report.sound and not carried
    voice.show(Text("完好", "sound") if sound else Text("有问题", "NOT SOUND"))


def _write(voice: Voice, report: VerifyReport, path: Path, sound: bool) -> int | None:
    """Notes what is known now; None when that went well."""
    if not sound:
        voice.tell(
            Text(
                "有问题,所以没有写登记文件 {path}。",
                "Something is wrong, so the heads file {path} was not written.",
            ).fill(path=path)
        )
        return None
    try:
        write_heads(report, path, RealDisk())
    except OSError as error:
        words = Text("写不了 {path}: {why}。", "{path} cannot be written: {why}.")
        return voice.wrong(words.fill(path=path, why=error.strerror or str(error)))
    return None
