"""What the terminal program leaves out of the libraries that it loads: its own start would pay for it.

Every figure is milliseconds of a start that takes some 270, and memory of one that takes some 41 MiB.
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
    _json_schemas()
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


def _json_schemas() -> None:
    """No JSON schemas of shapes: pydantic loads what writes them (0.3 MiB) only to name its classes.

    Whoever wants one, or a name of that module that is not known here, gets the module then.
    """
    sys.modules.setdefault(_SchemasLater.NAME, _SchemasLater())


class _SchemasLater(ModuleType):
    """Stands for `pydantic.json_schema` until something of it is asked for."""

    NAME: Final = "pydantic.json_schema"

    DEFAULT_REF_TEMPLATE = "#/$defs/{model}"
    JsonSchemaKeyT = JsonSchemaMode = JsonSchemaValue = Any
    PydanticJsonSchemaWarning = UserWarning

    class GenerateJsonSchema:
        """Called, it is the real one."""

        def __new__(cls, *given: Any, **named: Any) -> Any:
            """Makes the real one."""
            return _SchemasLater.real().GenerateJsonSchema(*given, **named)

    def __init__(self) -> None:
        super().__init__(self.NAME)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what the import system asks of any module
            raise AttributeError(name)
        return getattr(self.real(), name)

    @staticmethod
    def model_json_schema(*given: Any, **named: Any) -> Any:
        """Passed on."""
        return _SchemasLater.real().model_json_schema(*given, **named)

    @staticmethod
    def real() -> Any:
        """The module itself, which takes its place from then on."""
        if isinstance(sys.modules.get(_SchemasLater.NAME), _SchemasLater):
            del sys.modules[_SchemasLater.NAME]
        return importlib.import_module(_SchemasLater.NAME)


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
    """The ninety TypedDicts of pydantic's core (6 ms, 1.1 MiB) are there for type checkers: dicts will do."""
    home: Any = typing if sys.version_info >= (3, 12) else typing_extensions
    kept = home.TypedDict
    home.TypedDict = _NoTypedDict()
    try:
        importlib.import_module("pydantic_core.core_schema")
    finally:
        home.TypedDict = kept


class _PlainDict(dict[str, Any]):
    """What every TypedDict is instead: one class for all of them."""

    def __init_subclass__(cls, **_: object) -> None:
        """Takes whatever a TypedDict may be told."""


class _NoTypedDict:
    """Takes the place of TypedDict: a class statement with it makes no new class."""

    def __new__(cls, *told: object, **_: object) -> Any:
        """Itself; the one dict when it is told the name, the bases and the body of a class."""
        return _PlainDict if told else super().__new__(cls)


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
