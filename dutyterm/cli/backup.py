"""`dutyterm backup` and `restore`: the data directory to another disk and back, verified before and after."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from dutyterm import __version__
from dutyterm.cli.copies import KEYS, copy_all, copy_listed, read_list, torn_files, write_list
from dutyterm.cli.hall import hall_of
from dutyterm.cli.voice import BAD_NEWS, WELL, Voice
from dutyterm.desk.clock import SystemClock
from dutyterm.hall.layout import Layout
from dutyterm.i18n import Text
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.verify import VerifyReport, verify_paths
from dutyterm.model.moment import moment_text
from dutyterm.model.refusal import Refusal
from dutyterm.options import Options


def backup(voice: Voice, options: Options, folder: str, no_keys: bool, as_json: bool) -> int:
    """Copies the data directory into a new or empty folder; 1 when what was copied is damaged.

    Damage is copied as it is: what is left must not be lost for being imperfect.
    """
    source, target, disk = options.data, Path(folder).absolute(), RealDisk()
    layout = Layout(source)
    if not layout.hall.is_dir() and not layout.shifts.is_dir():
        return voice.wrong(Text("{dir} 里没有数据。", "There are no data in {dir}.").fill(dir=source))
    if _taken(target):
        return voice.wrong(_NOT_EMPTY.fill(dir=target))
    if target == source or source in target.parents:
        words = Text("备份不能放在数据目录里面。", "A backup must not lie inside the data directory.")
        return voice.wrong(words)
    before = verify_paths([source])
    copied = copy_all(source, target, disk, keys=not no_keys)
    if isinstance(copied, Refusal):
        return voice.wrong(copied.text)
    after = verify_paths([target])
    hall = hall_of(layout, disk)
    clock = SystemClock()
    if hall.profile is not None:
        clock.set_zone(hall.profile.zone)
    about = {
        "hall": hall.profile.id if hall.profile is not None else None,
        "made_at": moment_text(clock.now()),
        "program": __version__,
        "keys": not no_keys and any(one.path in KEYS for one in copied),
        "sound": after.sound,
    }
    write_list(target, copied, about, disk)
    torn = torn_files(target, copied)
    _tell_findings(voice, before if not before.sound else after)
    if torn:
        voice.tell(_NOT_ARRIVED.fill(dir=target, files=_some(torn)))
        return BAD_NEWS
    _say(voice, target, len(copied), after.sound, about, as_json)
    return WELL if before.sound and after.sound else BAD_NEWS


def restore(voice: Voice, options: Options, folder: str, as_json: bool) -> int:
    """Copies a backup into the data directory, which has to be new or empty; all or nothing.

    2 when the backup is torn or the directory is in use; 1 when it was restored as it was: damaged.
    """
    source, target, disk = Path(folder).absolute(), options.data, RealDisk()
    if options.read_only:
        return voice.wrong(Text("要写数据,不能用 --read-only。", "This writes: no --read-only."))
    if _taken(target):
        return voice.wrong(_NOT_EMPTY.fill(dir=target))
    listed = read_list(source)
    if isinstance(listed, Refusal):
        return voice.wrong(listed.text)
    about, rows = listed
    torn = torn_files(source, rows)
    if torn:
        return voice.wrong(_TORN.fill(dir=source, files=_some(torn)))
    beside = target.with_name(f".{target.name}.restoring")
    if beside.exists():  # a restore that was cut off: nothing of it was ever in use
        shutil.rmtree(beside)
    try:
        torn = copy_listed(source, beside, rows, disk)
        if torn:
            return voice.wrong(_TORN.fill(dir=source, files=_some(torn)))
        report = verify_paths([beside])
        if target.exists():
            target.rmdir()
        os.replace(beside, target)
        disk.fsync_dir(target.parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    _tell_findings(voice, report)
    if about.get("keys") is True:
        voice.tell(_ONE_WRITER)
    _say(voice, target, len(rows), report.sound, about, as_json)
    return WELL if report.sound else BAD_NEWS


def _taken(path: Path) -> bool:
    return path.exists() and (not path.is_dir() or any(path.iterdir()))


def _tell_findings(voice: Voice, report: VerifyReport) -> None:
    for found in report.findings[:20]:
        if found.verdict != "torn":
            voice.tell(
                Text(f"{found.file}: {found.text.zh}", f"{found.file}: {found.text.en}"),
            )


def _say(voice: Voice, target: Path, count: int, sound: bool, about: object, as_json: bool) -> None:
    if as_json:
        details = about if isinstance(about, dict) else {}
        kept = {key: details.get(key) for key in ("hall", "made_at", "program", "keys")}
        voice.show_json({"folder": str(target), "files": count, "sound": sound, **kept})
        return
    state = Text("校验完好", "verified sound") if sound else Text("有损坏", "NOT SOUND")
    words = Text("{n} 个文件 {dir} {state}", "{n} files {dir} {state}")
    voice.show(words.fill(n=count, dir=target, state=state))


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")


_NOT_EMPTY = Text(
    "{dir} 里已有内容,不覆盖。写一个新的或空的文件夹。",
    "There is something in {dir}, and it is not replaced. Name a folder that is new or empty.",
)
_TORN = Text(
    "备份 {dir} 残缺或被改动: {files}。没有恢复任何文件。",
    "The backup {dir} is torn or altered: {files}. Nothing was restored.",
)
_NOT_ARRIVED = Text(
    "写到 {dir} 的与读到的不一样: {files}。换一个盘再备份。",
    "What arrived in {dir} is not what was read: {files}. Use another disk.",
)
_ONE_WRITER = Text(
    "这份备份带着原电脑的身份: 原电脑若还在记录,不要两台同时用。",
    "This backup carries the identity of its PC: if that PC still writes, never use both.",
)
