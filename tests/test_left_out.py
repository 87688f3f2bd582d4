"""What the terminal program leaves out of its libraries is missed by nobody: tried in fresh processes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.arch.source import ROOT

LEFT_OUT = "from dutyterm.left_out import leave_out; leave_out()\n"


def test_asyncio_goes_without_tls_and_whoever_wants_it_later_has_it() -> None:
    told = _run(
        """
import sys, asyncio
async def main():
    return await asyncio.to_thread(str, 5)
print(asyncio.run(main()), "ssl" in sys.modules, asyncio.sslproto.ssl)
import ssl
print(bool(ssl.create_default_context()))
"""
    )
    assert told == ["5 False None", "True"]


def test_what_had_tls_already_keeps_it() -> None:
    assert _run("", before="import ssl, asyncio", after="print(asyncio.sslproto.ssl is ssl)") == ["True"]


def test_hashes_are_the_same_without_openssl_and_a_python_without_its_own_keeps_it() -> None:
    asks = "import sys, hashlib; print('_hashlib' in sys.modules, hashlib.sha256(b'1').hexdigest()[:8])"
    assert _run(asks) == ["False 6b86b273"]
    own = "_sha2" if sys.version_info >= (3, 12) else "_sha256"
    assert _run(asks, before=f"import sys; sys.modules['{own}'] = None") == ["True 6b86b273"]
    assert _run(asks, before="import hashlib") == ["True 6b86b273"]


def test_models_are_made_checked_and_told_without_the_shapes_of_type_checkers() -> None:
    told = _run(
        """
import typing, typing_extensions
print(typing.is_typeddict(typing.TypedDict("A", {"a": int})))
from typing import Annotated
from pydantic import BaseModel, Field, ValidationError
class Line(BaseModel):
    number: Annotated[int, Field(ge=1)]
    words: tuple[str, ...] = ()
class Lists(BaseModel):
    lines: list[Line]
    counted: typing_extensions.TypedDict("Counted", {"n": int})
print(Lists.model_validate_json('{"lines": [{"number": 1}], "counted": {"n": 2}}').model_dump_json())
print(sorted(Lists.model_json_schema()["$defs"]))
try:
    Line(number=0)
except ValidationError as error:
    print(error.errors()[0]["type"])
from pydantic_core import core_schema
print(core_schema.int_schema(ge=1), issubclass(core_schema.IntSchema, dict))
"""
    )
    assert told == [
        "True",
        '{"lines":[{"number":1,"words":[]}],"counted":{"n":2}}',
        "['Counted', 'Line']",
        "greater_than_equal",
        "{'type': 'int', 'ge': 1} True",
    ]


def test_what_writes_json_schemas_is_loaded_when_somebody_wants_one() -> None:
    told = _run(
        """
import sys
from pydantic import BaseModel, Field, TypeAdapter
class Line(BaseModel):
    number: int = Field(ge=1, json_schema_extra={"examples": [2]})
TypeAdapter(tuple[Line, ...]).validate_json('[{"number": 1}]')
def loaded():
    return hasattr(sys.modules["pydantic.json_schema"], "__file__")
print(loaded())
print(Line.model_json_schema()["properties"]["number"])
print(loaded(), TypeAdapter(Line).json_schema() == Line.model_json_schema())
"""
    )
    assert told == [
        "False",
        "{'examples': [2], 'minimum': 1, 'title': 'Number', 'type': 'integer'}",
        "True True",
    ]


def test_whoever_asks_for_another_name_of_that_module_gets_the_module_itself() -> None:
    told = _run(
        """
from pydantic import BaseModel
from pydantic.json_schema import WithJsonSchema
import pydantic.json_schema
print(WithJsonSchema is pydantic.json_schema.WithJsonSchema, pydantic.json_schema.__file__.endswith(".py"))
"""
    )
    assert told == ["True True"]
    kept = _run(
        "import sys; print(hasattr(sys.modules['pydantic.json_schema'], 'GenerateJsonSchema'))",
        before="import pydantic.json_schema",
    )
    assert kept == ["True"]


def test_time_zones_are_found_without_asking_how_python_was_built() -> None:
    told = _run(
        """
import sys, os
from datetime import datetime
from zoneinfo import ZoneInfo
print(datetime(2026, 11, 22, tzinfo=ZoneInfo("Asia/Shanghai")).utcoffset(), "PYTHONTZPATH" in os.environ)
"""
    )
    assert told == ["8:00:00 False"]


@pytest.mark.skipif(sys.platform == "win32", reason="zones lie in a package there")
def test_a_folder_of_zones_that_somebody_chose_is_used() -> None:
    told = _run(
        "import os, zoneinfo; print(zoneinfo.TZPATH, os.environ['PYTHONTZPATH'])", PYTHONTZPATH="/nowhere"
    )
    assert told == ["('/nowhere',) /nowhere"]


def _run(code: str, before: str = "", after: str = "", **environ: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"{before}\n{LEFT_OUT}{code}\n{after}"],
        cwd=ROOT,
        env={**{k: v for k, v in os.environ.items() if k != "PYTHONTZPATH"}, **environ},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
