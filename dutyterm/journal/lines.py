"""Makes the lines of a journal: strict JSON, hashed, each naming the line before it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from dutyterm.i18n import Text
from dutyterm.journal.errors import NotStorable
from dutyterm.journal.frozen import frozen_pairs
from dutyterm.journal.strict import parser
from dutyterm.journal.walk import LINE_LIMIT

_NOT_PLAIN = Text("不是可记录的数据", "it is not plain data: keys must be text, arrays lists")

parse_frozen = parser(frozen_pairs)
"""Strict parser of UTF-8 bytes whose objects and arrays are frozen; raises Forged."""


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain).encode


class Line(NamedTuple):
    """One line, ready to be written."""

    data: bytes
    """With its LF."""
    hash: str
    content: Any
    """The verb's content, frozen, rebuilt from the bytes."""


def encode_line(p: str, n: int, verb: str, content: object) -> Line:
    """Line `n` after the line with hash `p`; raises NotStorable before any byte could be written."""
    try:
        raw = _encode(content).encode("utf-8")
        body = b'"p":"%b","n":%d,"%b":%b}' % (p.encode(), n, verb.encode(), raw)
        rebuilt = parse_frozen(b"{" + body)[verb]
    except (ValueError, TypeError, RecursionError) as error:
        raise NotStorable(_reason(error)) from None
    if rebuilt != content:  # a key that was no text, a tuple: what is read would not be what was meant
        raise NotStorable(_NOT_PLAIN)
    digest = sha256(body).hexdigest()
    data = b'{"h":"%b",%b\n' % (digest.encode(), body)
    if len(data) > LINE_LIMIT:
        raise NotStorable(Text("一次超过 1 MiB", "more than 1 MiB at once"))
    return Line(data, digest, rebuilt)


def encode_put(p: str, n: int, first_id: int, documents: Sequence[Mapping[str, Any]]) -> Line:
    """The line that records the documents, numbered from `first_id`, all or nothing."""
    if not documents:
        raise NotStorable(Text("没有内容", "there is nothing in it"))
    records = {str(first_id + i): dict(document) for i, document in enumerate(documents)}
    return encode_line(p, n, "put", {"records": records})


def _reason(error: Exception) -> Text:
    if isinstance(error, UnicodeEncodeError):
        return Text("含有不完整的字符", "it holds half a character (a lone surrogate)")
    if isinstance(error, RecursionError) or "deep" in str(error):
        return Text("嵌套层数过多", "it is nested too deeply")
    if "number" in str(error) or "float" in str(error):
        return Text("数字须为整数且小于 2^53", "numbers must be whole and below 2^53")
    return _NOT_PLAIN
