"""Mappings of a state: never changed in place, a changed copy is cheap."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar, cast

K = TypeVar("K")
V = TypeVar("V")


def put(old: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """The mapping with one more, or one other, value."""
    # `|` copies the table as it is; unpacking a proxy would look up every key again, for every record
    known = cast("dict[K, V]", old)
    return MappingProxyType(known | {key: value})


def drop(old: Mapping[K, V], key: K) -> Mapping[K, V]:
    """The mapping without this key; itself when there is none."""
    if key not in old:
        return old
    return MappingProxyType({k: v for k, v in old.items() if k != key})
