"""Who may import whom, which rooms are pure, and what is imported only when it is used."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Sequence

import pytest

from tests.arch.source import ROOT, Module, modules

PURE_ROOMS = ("model", "shift", "manual", "i18n")
FILE_READERS = tuple(f"dutyterm/manual/{name}.py" for name in ("load", "shipped", "versions"))
"""The only modules of a pure room that touch files; no other one there may lean on them."""
READERS = tuple(name.removesuffix(".py").replace("/", ".") for name in FILE_READERS)
IMPURE = (
    *("asyncio", "concurrent", "filelock", "glob", "io", "logging", "multiprocessing", "os", "pathlib"),
    *("platformdirs", "random", "secrets", "shutil", "signal", "socket", "sqlite3", "subprocess"),
    *("tempfile", "textual", "threading", "time", "tinydb"),
)
HEAVY = ("argon2", "cryptography", "jinja2", "pypinyin", "reportlab", "rich.markdown", "typer", "xlsxwriter")
"""Imported when used: each costs the start more than 20 ms, or is not installed with the program."""
CLOCK_READERS = {"now", "today", "utcnow"}


def test_the_contracts_of_the_floors_hold() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("room", PURE_ROOMS)
def test_a_pure_room_touches_no_file_no_clock_no_screen(room: str) -> None:
    found = [
        f"{module.place}:{imported.line} imports {imported.module}"
        for module in modules("dutyterm/")
        if module.room == room and module.place not in FILE_READERS
        for imported in module.imports()
        if _within(imported.module, IMPURE) or _within(imported.module, READERS)
    ]
    assert found == []


def test_a_screen_never_touches_the_journal_or_its_store() -> None:
    found = [
        f"{module.place}:{imported.line} imports {imported.module}"
        for module in modules("dutyterm/tui/")
        for imported in module.imports()
        if _within(imported.module, ["dutyterm.journal", "tinydb"])
    ]
    assert found == []


def test_only_the_terminal_program_knows_textual() -> None:
    found = [
        f"{module.place}:{imported.line}"
        for module in modules("dutyterm/")
        if module.room != "tui"
        for imported in module.imports()
        if _within(imported.module, ["textual"])
    ]
    assert found == []


def test_heavy_libraries_are_imported_only_when_they_are_used() -> None:
    found = [
        f"{module.place}:{imported.line} imports {imported.module}"
        for module in modules("dutyterm/")
        if module.room != "cli"
        for imported in module.imports()
        if imported.at_once and _within(imported.module, HEAVY)
    ]
    assert found == []


def test_only_the_desk_reads_a_clock() -> None:
    found = [
        f"{m.place}:{line}" for m in modules("dutyterm/") if m.room != "desk" for line in _clock_calls(m)
    ]
    assert found == []


def _within(module: str, names: Sequence[str]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)


def _clock_calls(module: Module) -> Iterator[int]:
    """Lines that ask `datetime.now()`, `date.today()` and the like for the time of day."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asked = node.func.value
            name = asked.id if isinstance(asked, ast.Name) else getattr(asked, "attr", "")
            if node.func.attr in CLOCK_READERS and name in ("datetime", "date"):
                yield node.lineno
