"""What can go wrong with a journal, each with a text that says what happened and what to do."""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutyterm.i18n import Text, same

if TYPE_CHECKING:
    from dutyterm.journal.reading import Reading


_WORDS = {
    errno.ENOSPC: Text("磁盘已满", "the disk is full"),
    errno.EFBIG: Text("文件大小受限", "the file may not grow further"),
    errno.EIO: Text("磁盘读写错误", "the disk reports an error"),
    errno.EROFS: Text("磁盘为只读", "the disk is read-only"),
    errno.EACCES: Text("没有权限", "no permission"),
    errno.EPERM: Text("没有权限", "no permission"),
    errno.ENOENT: Text("文件或目录不存在", "there is no such file or folder"),
    errno.ENOTDIR: Text("文件或目录不存在", "there is no such file or folder"),
    errno.EISDIR: Text("不是普通文件", "it is no plain file"),
    errno.EEXIST: Text("文件已存在", "it is there already"),
}


def why(error: BaseException) -> Text:
    """What the operating system complains about, in words; its own ones where there are none here."""
    number = error.errno if isinstance(error, OSError) else None
    own = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return _WORDS.get(number or 0, same(own))


class JournalError(Exception):
    """Anything wrong with a journal; `text` is for the user."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class AppendOnly(JournalError):
    """Somebody tried to change what is written down, or to add to a closed file; `what` is for support."""

    def __init__(self, what: str) -> None:
        super().__init__(
            Text(
                "日志只能追加，不能修改或删除；需要更正时另记一条",
                "a journal only grows, nothing is changed or removed; record a correction instead",
            )
        )
        self.what = what


class NotStorable(JournalError):
    """A document that must not be written; nothing was written. `what` says why."""

    def __init__(self, what: Text) -> None:
        super().__init__(
            Text(
                f"内容无法记录：{what.zh}；请修改后再试",
                f"this cannot be recorded: {what.en}; change it and try again",
            )
        )


class NotSaved(JournalError):
    """The write failed and the journal closed itself; open it again before anything else.

    `documents` are the ones that were to be written and `first_id` the record id of the first:
    `Journal.written(error)` on the reopened journal says whether they got there after all.
    """

    def __init__(
        self, path: Path, cause: BaseException, first_id: int, documents: Sequence[Mapping[str, Any]] = ()
    ) -> None:
        said = why(cause)
        super().__init__(
            Text(
                f"未保存：{path.name} 写入失败（{said.zh}）。请保留输入内容，处理后重试",
                f"NOT SAVED: writing {path.name} failed ({said.en}); keep what you typed, then try again",
            )
        )
        self.path = path
        self.cause = cause
        self.first_id = first_id
        self.documents = tuple(documents)


class NotOpened(JournalError):
    """The file could not be opened or created: not there, no permission, a read-only disk, already there."""

    def __init__(self, path: Path, cause: OSError) -> None:
        said = why(cause)
        super().__init__(
            Text(
                f"无法打开日志 {path.name}（{said.zh}）；请检查磁盘与权限，可先只读打开",
                f"the journal {path.name} cannot be opened ({said.en}); check the disk, or open it read-only",
            )
        )
        self.path = path
        self.cause = cause


class _AboutReading(JournalError):
    def __init__(self, path: Path, reading: Reading, text: Text) -> None:
        super().__init__(text)
        self.path = path
        self.reading = reading


class JournalDamaged(_AboutReading):
    """The file holds bytes that cannot be explained: it stays as it is, a continuation takes what follows."""

    def __init__(self, path: Path, reading: Reading) -> None:
        text = Text(
            f"日志 {path.name} 已受损：{reading.total} 行核实 {reading.verified} 行；原样保留，改用续写文件",
            f"the journal {path.name} is damaged: {reading.verified} of {reading.total} lines verified; "
            "it is kept as it is, read-only, and a continuation takes what follows",
        )
        super().__init__(path, reading, text)


class JournalSealed(_AboutReading):
    """The file is sealed: nothing can be added."""

    def __init__(self, path: Path, reading: Reading) -> None:
        text = Text(
            f"日志 {path.name} 已封存，不能再记", f"the journal {path.name} is sealed; nothing can be added"
        )
        super().__init__(path, reading, text)


class JournalUnborn(_AboutReading):
    """The power went before the first line was on disk: nothing was ever recorded, create it again."""

    def __init__(self, path: Path, reading: Reading) -> None:
        text = Text(
            f"日志 {path.name} 刚建立即断电，尚无记录，请重新建立",
            f"the journal {path.name} was cut while it was being created; it holds nothing, create it again",
        )
        super().__init__(path, reading, text)


class JournalNewer(_AboutReading):
    """A later program wrote the file: this one shows it and adds nothing."""

    def __init__(self, path: Path, reading: Reading) -> None:
        text = Text(
            f"日志 {path.name} 由更新版本的程序写成，本程序只能查看；请升级程序",
            f"the journal {path.name} was written by a newer program; this one only shows it, please update",
        )
        super().__init__(path, reading, text)
