"""The wheel carries the default manual, and works where it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dutyterm import __version__
from dutyterm.manual.shipped import shipped_manual_dir
from tests.arch.source import ROOT

FIND = """
import dutyterm
from dutyterm.manual.load import load_manual
from dutyterm.manual.shipped import shipped_manual_dir
print(dutyterm.__file__)
print(shipped_manual_dir())
print(type(load_manual(shipped_manual_dir())).__name__)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline by the build backend itself."""
    out = tmp_path_factory.mktemp("wheel")
    _python(
        "-c",
        "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])",
        str(out),
        at=ROOT,
    )
    [built] = out.glob("*.whl")
    return built


def test_the_source_tree_finds_its_own_manual() -> None:
    assert shipped_manual_dir() == ROOT / "checklists"


def test_the_wheel_holds_the_whole_manual_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    manual = [path for path in (ROOT / "checklists").rglob("*") if path.is_file()]
    assert manual
    assert {
        f"dutyterm/checklists/{path.relative_to(ROOT / 'checklists').as_posix()}" for path in manual
    } <= names
    assert "dutyterm/paper/page.html.j2" in names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/"))]


def test_the_installed_program_reads_its_manual_and_tells_its_version(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    _python("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target), str(wheel))
    package, manual, loaded = _python("-c", FIND, at=tmp_path, path=target).splitlines()
    assert Path(package).is_relative_to(target)
    assert Path(manual) == target / "dutyterm" / "checklists"
    assert loaded == "Manual"
    assert _python("-m", "dutyterm", "--version", at=tmp_path, path=target) == f"dutyterm {__version__}\n"


def _python(*words: str, at: Path | None = None, path: Path | None = None) -> str:
    environ = dict(os.environ, PYTHONUTF8="1")
    if path is not None:
        environ["PYTHONPATH"] = str(path)
    done = subprocess.run(
        [sys.executable, *words], cwd=at, env=environ, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
