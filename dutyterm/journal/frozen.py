"""Frozen JSON values: what stands in a journal can be read like dict and list, and not be changed."""

from __future__ import annotations

from typing import Any, NoReturn

from tinydb.table import Document

from dutyterm.journal.errors import AppendOnly
from dutyterm.journal.strict import Forged


class _Frozen:
    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise AppendOnly(type(self).__name__)

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = update = _refuse

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: object) -> Any:
        return self


class FrozenDict(_Frozen, dict[str, Any]):
    """A JSON object that cannot be changed."""

    popitem = setdefault = _Frozen._refuse


class FrozenList(_Frozen, list[Any]):
    """A JSON array that cannot be changed."""

    append = extend = insert = remove = reverse = sort = __iadd__ = __imul__ = _Frozen._refuse


class FrozenDocument(_Frozen, Document):
    """A TinyDB document, with its `doc_id`, that cannot be changed."""

    popitem = setdefault = _Frozen._refuse


def frozen_pairs(pairs: list[tuple[str, Any]]) -> FrozenDict:
    """The frozen object of a JSON parser; raises Forged when a key comes twice."""
    out = FrozenDict(pairs)
    if len(out) != len(pairs):
        raise Forged("a key twice in one object")
    for key, value in pairs:
        if type(value) is list:
            dict.__setitem__(out, key, _frozen_list(value))
    return out


def _frozen_list(values: list[Any]) -> FrozenList:
    return FrozenList(_frozen_list(value) if type(value) is list else value for value in values)
