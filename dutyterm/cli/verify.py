"""`dutyterm verify`: are journals as they were written, and does each shift go on from the last?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from dutyterm.cli.voice import BAD_NEWS, WELL, Voice
from dutyterm.hall.layout import Layout
from dutyterm.hall.vault import Vault
from dutyterm.i18n import Text
from dutyterm.journal.atomic import StoreDamaged
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.verify import VerifyReport, verify_paths, write_heads
from dutyterm.options import Options
from dutyterm.review.carried import check_carry
from dutyterm.shift.families import KINDS
from dutyterm.shift.register.facts import EntryWritten


class Meaning(NamedTuple):
    """Something wrong behind the bytes."""

    verdict: str
    """`carry`: carried in is not what was left; `vault`: a kept number is not the one that was taken."""
    file: str
    what: Text


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
    meaning = [
        *(Meaning("carry", found.file, found.what) for found in check_carry(files, RealDisk())),
        *_numbers(wanted, files),
    ]
    sound = report.sound and not meaning
    if as_json:
        voice.show_json(as_data(report, meaning))
    else:
        _show(voice, report, meaning, each)
    if heads is not None:
        written = _write(voice, report, Path(heads).absolute(), sound)
        if written is not None:
            return written
    return WELL if sound else BAD_NEWS


def journals(paths: Sequence[Path]) -> list[Path]:
    """Every journal file in these folders, and the files that were named themselves."""
    return [file for path in paths for file in (sorted(path.rglob("*.duty")) if path.is_dir() else [path])]


def _numbers(paths: Sequence[Path], files: Sequence[Path]) -> Iterator[Meaning]:
    """Full numbers of customers that do not fit what was recorded, where their file is in a folder (N22)."""
    for folder in paths:
        vault = Vault(Layout(folder).vault)
        if not folder.is_dir() or not vault.exists:
            continue
        try:
            unfit = vault.check(_recorded(files)).unfit
        except StoreDamaged as error:
            yield Meaning("vault", str(vault.path), error.text)
            continue
        if unfit:
            words = Text("{n} 个号码与登记时不符", "{n} numbers are not those that were taken")
            yield Meaning("vault", str(vault.path), words.fill(n=len(unfit)))


def _recorded(files: Sequence[Path]) -> Mapping[str, str]:
    """Commitments in these journals, by id; a shift without manual acceptance is not looked into."""
    kind, found = EntryWritten.KIND, dict[str, str]()
    for file in files:
        data = RealDisk().read(file)
        if kind.encode() not in data:
            continue
        for document in read_bytes(data).documents.values():
            fact = KINDS.read(0, document).fact if document.get("kind") == kind else None
            if isinstance(fact, EntryWritten):
                numbers = [number for number in (fact.phone, fact.account) if number is not None]
                found |= {number.id: number.hash for number in numbers if number.id}
    return found


def as_data(report: VerifyReport, meaning: Sequence[Meaning]) -> dict[str, object]:
    """The stable shape of `verify --json`."""
    data = report.as_json()
    found = [
        {"file": m.file, "line": None, "verdict": m.verdict, "zh": m.what.zh, "en": m.what.en}
        for m in meaning
    ]
    return {**data, "sound": report.sound and not meaning, "findings": [*data["findings"], *found]}


def _show(voice: Voice, report: VerifyReport, meaning: Sequence[Meaning], each: bool) -> None:
    for file in report.files if each else ():
        voice.show(f"{file.verdict}\t{file.file}\t{file.records}\t{file.code or '-'}\t{file.signature}")
    for found in report.findings:
        place = found.file if found.line is None else f"{found.file}:{found.line}"
        voice.show(f"{found.verdict}\t{place}\t{voice.words(found.text)}")
    for missed in meaning:
        voice.show(f"{missed.verdict}\t{missed.file}\t{voice.words(missed.what)}")
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
    sound = report.sound and not meaning
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
