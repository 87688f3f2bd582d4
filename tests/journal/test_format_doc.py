"""The script of docs/format.md is taken out of the page and run: it says the truth about files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dutyterm.journal import strict, walk
from tests.journal.kit import some_bytes

PAGE = Path(__file__).parents[2] / "docs" / "format.md"
GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture
def script(tmp_path: Path) -> Path:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len(code.splitlines()) <= 10
    path = tmp_path / "check.py"
    path.write_text(code, "utf-8")
    return path


def run(script: Path, file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-I", str(script), str(file)], capture_output=True, text=True)


@pytest.mark.parametrize(("name", "lines"), [("v1-sealed.duty", 7), ("v1-open.duty", 3)])
def test_the_script_of_the_page_confirms_good_files(script: Path, name: str, lines: int) -> None:
    ran = run(script, GOLDEN / name)
    assert ran.returncode == 0
    assert ran.stdout.startswith(f"{lines} lines, last ")


def test_the_script_of_the_page_finds_what_was_changed(script: Path, tmp_path: Path) -> None:
    data = some_bytes(tmp_path, 4)
    lines = data.splitlines(keepends=True)
    path = tmp_path / "changed.duty"
    for changed in (
        data[:900] + b"#" + data[901:],
        b"".join([*lines[:2], *lines[3:]]),
        b"".join([*lines[:2], lines[3], lines[2], lines[4]]),
        b"".join([*lines, lines[4]]),
        data[:-5],
        (GOLDEN / "v1-sealed.duty").read_bytes().replace("断电残".encode(), "断电餐".encode()),
    ):
        assert changed != data
        path.write_bytes(changed)
        assert run(script, path).returncode == 1


def test_the_page_says_the_verbs_and_the_limits_as_they_are() -> None:
    page = PAGE.read_text("utf-8")
    assert (walk.LINE_LIMIT, walk.FILE_LIMIT, walk.BODY) == (1 << 20, 16 << 20, 72)
    assert (strict.DEPTH_LIMIT, strict.INT_LIMIT) == (32, 2**53 - 1)
    assert "at most 1 MiB a line and 16 MiB a file" in page
    assert "at most 32 levels" in page
    for verb in ("head", "put", "torn", "seal", "sig"):
        assert f"| `{verb}` |" in page
