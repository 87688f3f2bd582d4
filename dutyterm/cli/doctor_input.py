"""What `dutyterm doctor` says of keyboard, input method and time zone. Nothing is probed on the screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dutyterm.cli.check import Check
from dutyterm.i18n import Text, same

_INPUT_METHODS = ("XMODIFIERS", "GTK_IM_MODULE", "QT_IM_MODULE", "INPUT_METHOD")
_REMOTE = ("SSH_CONNECTION", "SSH_TTY")
_HELD_KEYS: Mapping[str, Text] = {
    "tmux": Text("tmux 里 Esc 可能慢: set -sg escape-time 10", "in tmux Esc may lag: set -sg escape-time 10"),
    "screen": Text("screen 里 Ctrl+A 不到程序", "screen keeps Ctrl+A for itself"),
}


def input_checks(environ: Mapping[str, str] | None = None) -> Iterator[Check]:
    """Input method and function keys, as far as the environment tells."""
    known = os.environ if environ is None else environ
    yield _input_method(known)
    yield from _keys(known)


def zone_check(zone: str) -> Check:
    """Whether this PC knows the hall's time zone: without its data no time can be shown."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        words = Text(
            "本机没有时区 {zone} 的数据: 安装 tzdata",
            "this PC has no data of the time zone {zone}: install tzdata",
        )
        return Check("zone", "bad", words.fill(zone=zone))
    return Check("zone", "ok", same(zone))


def _input_method(environ: Mapping[str, str]) -> Check:
    named = next((environ[name] for name in _INPUT_METHODS if environ.get(name)), "")
    if named:
        words = Text(
            "{name}: 不用切换,全角数字和拼音首字母都认",
            "{name}: no need to switch it off; full-width digits and pinyin initials are understood",
        )
        return Check("input.method", "ok", words.fill(name=named.removeprefix("@im=")))
    words = Text(
        "看不出输入法: 开着也行,全角数字和拼音首字母都认",
        "not known; it may stay on: full-width digits and pinyin initials are understood",
    )
    return Check("input.method", "ok", words)


def _keys(environ: Mapping[str, str]) -> Iterator[Check]:
    words = Text(
        "F9 不灵时按 Ctrl+G;其他 F 键不灵时按 / 加数字",
        "if F9 is taken use Ctrl+G; for other F keys / and a digit",
    )
    yield Check("input.keys", "ok", words)
    term = environ.get("TERM", "")
    if environ.get("TMUX"):
        yield Check("input.multiplexer", "note", _HELD_KEYS["tmux"])
    elif term.startswith("screen"):
        yield Check("input.multiplexer", "note", _HELD_KEYS["screen"])
    if sys.platform != "win32" and any(environ.get(name) for name in _REMOTE):
        words = Text(
            "远程连接: 断线不丢数据,重新打开即可",
            "over the network: a lost line loses nothing, open it again",
        )
        yield Check("input.remote", "note", words)
