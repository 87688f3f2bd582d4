"""The source as the tests of the house see it: tracked files, modules, and what each imports."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The root of the source tree."""


@dataclass(frozen=True)
class Import:
    """One imported module, and whether it is imported as soon as the importing module is."""

    module: str
    line: int
    at_once: bool


@dataclass(frozen=True)
class Module:
    """One Python file of the project."""

    path: Path
    tree: ast.Module
    lines: int

    @property
    def place(self) -> str:
        """Its path in the tree, with forward slashes."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def room(self) -> str:
        """The folder or module right under `dutyterm`, or the top folder of anything else."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return parts[1] if parts[0] == "dutyterm" else parts[0]

    def imports(self) -> Iterator[Import]:
        """Every import in it, except those that only the type checker sees."""
        yield from _imports(self.tree, at_once=True)


@cache
def tracked_files() -> tuple[Path, ...]:
    """The files that git tracks; outside a repository, every file that is not made by a tool."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        names = [name for name in listed.stdout.decode().split("\0") if name]
        return tuple(path for name in sorted(names) if (path := ROOT / name).is_file())
    return tuple(
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in path.parts)
    )


@cache
def modules(top: str = "") -> tuple[Module, ...]:
    """Every tracked Python file, or those under the folder `top`."""
    found = []
    for path in tracked_files():
        if path.suffix == ".py" and path.relative_to(ROOT).as_posix().startswith(top):
            text = path.read_text(encoding="utf-8")
            found.append(Module(path, ast.parse(text, str(path)), text.count("\n")))
    return tuple(found)


def _imports(node: ast.AST, at_once: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for name in child.names:
                yield Import(name.name, child.lineno, at_once)
        elif isinstance(child, ast.ImportFrom):
            for name in child.names:
                yield Import(f"{child.module}.{name.name}", child.lineno, at_once)
        elif isinstance(child, ast.If) and _is_type_checking(child.test):
            for other in child.orelse:
                yield from _imports(other, at_once)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _imports(child, at_once and not inside)


def _is_type_checking(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )
