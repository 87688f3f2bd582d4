"""What the terminal program leaves out of the libraries that it loads: its own start would pay for it.

Every figure is milliseconds of a start that takes some 270, and memory of one that takes some 47 MiB.
"""

from __future__ import annotations

import importlib
import os
import sys
import typing
from types import ModuleType
from typing import Any, Final

import typing_extensions


def leave_out() -> None:
    """To be called once, before asyncio, Textual and pydantic are imported."""
    _plugins()
    _tls()
    _openssl()
    _shapes_for_type_checkers()
    _build_of_python()


def _plugins() -> None:
    """Plugins of pydantic are not looked for: neither in every installed package, nor with what it takes.

    The module that looks for them imports half of the library for e-mail, also when they are switched off.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    looks = ModuleType("pydantic.plugin._loader")
    looks.get_plugins = tuple  # type: ignore[attr-defined]
    sys.modules.setdefault(looks.__name__, looks)


def _tls() -> None:
    """No TLS in asyncio (5 ms, 1.3 MiB), as in a Python built without it: no page opens a connection.

    Whoever imports `ssl` afterwards gets it.
    """
    if "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # which makes its import fail
    try:
        importlib.import_module("asyncio")
    finally:
        del sys.modules["ssl"]


def _openssl() -> None:
    """Hashes of Python's own, without OpenSSL (3.5 MiB, and less time for the short lines of a journal).

    A Python that was built without them keeps OpenSSL, and so does a program that has it loaded already.
    """
    if {"hashlib", "_hashlib"} & sys.modules.keys():
        return
    own = ("_sha2",) if sys.version_info >= (3, 12) else ("_sha256", "_sha512")
    try:
        for name in (*own, "_md5", "_sha1", "_sha3", "_blake2"):
            importlib.import_module(name)
    except ImportError:
        return
    sys.modules["_hashlib"] = None  # type: ignore[assignment]
    try:
        importlib.import_module("hashlib")
        importlib.import_module("hmac")
    finally:
        del sys.modules["_hashlib"]


def _shapes_for_type_checkers() -> None:
    """The ninety TypedDicts of pydantic's core (5 ms, 0.9 MiB) are there for type checkers: dicts will do."""
    home: Any = typing if sys.version_info >= (3, 12) else typing_extensions
    kept = home.TypedDict
    home.TypedDict = _PlainDict
    try:
        importlib.import_module("pydantic_core.core_schema")
    finally:
        home.TypedDict = kept


class _PlainDict(dict[str, Any]):
    """Takes the place of TypedDict."""

    def __init_subclass__(cls, **_: object) -> None:
        """Takes whatever a TypedDict may be told."""


def _build_of_python() -> None:
    """How Python was built (2 ms, 0.7 MiB): `zoneinfo` asks that only for the folder of the time zones."""
    if "PYTHONTZPATH" in os.environ or not os.path.isdir(_ZONES):  # as anywhere but on a common Linux or Mac
        return
    os.environ["PYTHONTZPATH"] = _ZONES
    try:
        importlib.import_module("zoneinfo")
    finally:
        del os.environ["PYTHONTZPATH"]


_ZONES: Final = "/usr/share/zoneinfo"
