"""Turns the bytes of manual files into the shapes of a manual, or into problems that say where."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dutyterm.i18n import Text, same
from dutyterm.manual.places import Places
from dutyterm.manual.problem import Problem

MOST = 100
"""Problems told of one file; who has more begins with these."""

M = TypeVar("M", bound=BaseModel)

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_BOTH = Text(
    "{key} 要同时写两种语言: {{ zh = ..., en = ... }},都不能空",
    "{key} needs both languages: {{ zh = ..., en = ... }}, neither empty",
)
_FIGURE = Text(
    "{key} 应是整数,或厅数的名字,如 tills", "{key} must be a whole number or the name of a figure, e.g. tills"
)
_EACH = Text(
    "{key} 应是 tills、exits 等名字,或一列部分", "{key} must be a name such as tills, or a list of parts"
)
_TEXTS: dict[str, Text] = {
    "extra_forbidden": Text(
        "不认识的键 {key},请删除或改正拼写", "unknown key {key}: delete it or correct it"
    ),
    "missing": Text("缺少 {key}", "{key} is missing"),
    "string_type": Text("{key} 应写成带引号的文字", "{key} must be a text in quotes"),
    "int_type": Text("{key} 应是整数", "{key} must be a whole number"),
    "int_from_float": Text("{key} 应是整数,不写小数", "{key} must be a whole number without a point"),
    "int_parsing": Text("{key} 应是整数", "{key} must be a whole number"),
    "bool_type": Text("{key} 只能是 true 或 false", "{key} must be true or false"),
    "bool_parsing": Text("{key} 只能是 true 或 false", "{key} must be true or false"),
    "tuple_type": Text("{key} 应是列表: [ ... ]", "{key} must be a list: [ ... ]"),
    "model_type": Text("{key} 应是一张表: {{ ... }}", "{key} must be a table: {{ ... }}"),
    "model_attributes_type": Text("{key} 应是一张表: {{ ... }}", "{key} must be a table: {{ ... }}"),
    "literal_error": Text("{key} 只能是其中之一: {expected}", "{key} must be one of: {expected}"),
}
_OTHER = Text("{key} 的写法不对: {why}", "{key} is written wrongly: {why}")


class SourceFile:
    """One file as text, data and places."""

    def __init__(self, name: str, text: str, data: Mapping[str, Any]) -> None:
        self.name = name
        self.text = text
        self.data = data
        self._places: Places | None = None

    @property
    def places(self) -> Places:
        """Where its items stand; looked for only when there is something to report."""
        if self._places is None:
            self._places = Places(self.text)
        return self._places

    def problem(
        self,
        text: Text,
        item: str | None = None,
        field: str | None = None,
        key: str | None = None,
        nth: int = 0,
    ) -> Problem:
        """A problem at an item of this file."""
        return Problem(self.name, self.places.of(item, field, key, nth), item, text)


def parse(name: str, raw: bytes) -> SourceFile | Problem:
    """The file as TOML. A problem for bad UTF-8, bad TOML and nesting without end; never raises."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Problem(
            name, line, None, Text("不是 UTF-8 文字,请另存为 UTF-8", "not UTF-8: save the file as UTF-8")
        )
    try:
        return SourceFile(name, text, tomllib.loads(text))
    except RecursionError:
        return Problem(name, None, None, Text("括号嵌套太深", "brackets are nested too deeply"))
    except ValueError as error:
        found = _AT_LINE.search(str(error))
        at = int(found.group(1)) if found else max(text.count("\n") + 1, 1)
        why = _AT_LINE.sub("", str(error)).strip()
        return Problem(
            name, at, None, Text("TOML 语法不对: {why}", "not valid TOML: {why}").fill(why=same(why))
        )


def build(source: SourceFile, model: type[M]) -> M | tuple[Problem, ...]:
    """The file's content in its shape, or one problem for each thing that does not fit; never raises."""
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        told = (_explained(source, detail) for detail in details[:MOST])
        found = list(dict.fromkeys(problem for problem in told if problem is not None))
        if len(details) > MOST:
            text = Text("还有 {n} 处", "and {n} more").fill(n=len(details) - MOST)
            found.append(Problem(source.name, source.places.last, None, text))
        return tuple(found)
    except RecursionError:
        return (Problem(source.name, None, None, Text("括号嵌套太深", "brackets are nested too deeply")),)


def _explained(source: SourceFile, error: ErrorDetails) -> Problem | None:
    loc, branch = _written(source.data, tuple(error["loc"]))
    key = next((step for step in reversed(loc) if isinstance(step, str)), "")
    if branch is not None and key == "each" and isinstance(_at(source.data, loc), list):
        return None  # a list was meant: the other branch says what is wrong in it
    if branch is not None:
        text = (_EACH if key == "each" else _FIGURE).fill(key=key)
    elif error["type"] == "value_error":
        text = _BOTH.fill(key=key)
    elif error["type"] in _TEXTS:
        expected = str(error.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", "")
        text = _TEXTS[error["type"]].fill(key=key, expected=expected)
    else:
        text = _OTHER.fill(key=key, why=error["msg"])
    return Problem(source.name, source.places.of_loc(loc), _item(source.data, loc), text)


def _written(data: object, loc: tuple[int | str, ...]) -> tuple[tuple[int | str, ...], str | None]:
    """The path as it stands in the file, and the branch of a choice of types at its end, which does not."""
    path: list[int | str] = []
    for place, step in enumerate(loc):
        inside = isinstance(data, Mapping) if isinstance(step, str) else isinstance(data, list)
        if inside:
            path.append(step)
            data = _at(data, (step,))
        elif place == len(loc) - 1:
            return tuple(path), str(step)
    return tuple(path), None


def _at(data: object, loc: tuple[int | str, ...]) -> object:
    for step in loc:
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _item(data: object, loc: tuple[int | str, ...]) -> str | None:
    """The id of the outermost thing on the path that has one."""
    for step in loc:
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
        if isinstance(data, Mapping) and isinstance(data.get("id"), str):
            return str(data["id"])
    return None
