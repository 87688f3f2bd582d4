"""What the start of the program may cost: proved in a fresh process, where nothing is imported yet."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.arch.source import ROOT, modules
from tests.arch.test_floors import HEAVY

LOADED = "import json, sys; json.dump(sorted(sys.modules), sys.stdout)"


def test_telling_the_version_imports_nothing_but_the_front_door() -> None:
    loaded = _loaded_after("from dutyterm.__main__ import main; main(['--version'])")
    ours = {name for name in loaded if name.split(".")[0] == "dutyterm"}
    assert ours <= {"dutyterm", "dutyterm.__main__", "dutyterm.i18n", "dutyterm.options"}
    assert not loaded & {"pydantic", "textual", "tinydb", "typer", "asyncio"}


def test_the_whole_house_without_the_command_line_imports_nothing_heavy() -> None:
    rooms = [module for module in modules("dutyterm/") if module.room != "cli"]
    names = [m.place.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for m in rooms]
    loaded = _loaded_after("\n".join(f"import {name}" for name in names))
    assert set(names) <= loaded
    assert not loaded & {*HEAVY, "pytest", "hypothesis", "sqlite3"}


def _loaded_after(code: str) -> set[str]:
    """The names of the modules that are loaded after `code`; what it prints itself is the first lines."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{LOADED}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))
