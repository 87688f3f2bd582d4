"""What the start of the program may cost: proved in a fresh process, where nothing is imported yet."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.halls import duty, make_hall, with_open_shift
from dutyterm.tui.ahead import MODULES
from tests.arch.source import ROOT, modules
from tests.arch.test_floors import HEAVY

LOADED = "import json, sys; json.dump(sorted(sys.modules), sys.stdout)"


def test_telling_the_version_imports_nothing_but_the_front_door() -> None:
    loaded = _loaded_after("from dutyterm.__main__ import main; main(['--version'])")
    ours = {name for name in loaded if name.split(".")[0] == "dutyterm"}
    assert ours <= {"dutyterm", "dutyterm.__main__", "dutyterm.i18n", "dutyterm.options", "dutyterm.values"}
    assert not loaded & {"pydantic", "textual", "tinydb", "typer", "asyncio"}


def test_the_whole_house_without_the_command_line_imports_nothing_heavy() -> None:
    rooms = [module for module in modules("dutyterm/") if module.room != "cli"]
    names = [m.place.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for m in rooms]
    loaded = _loaded_after("\n".join(f"import {name}" for name in names))
    assert set(names) <= loaded
    assert not loaded & {*HEAVY, "pytest", "hypothesis", "sqlite3"}


FIRST_PAGE = """
import json, sys
from pathlib import Path
from dutyterm.left_out import leave_out
leave_out()
import asyncio
import dutyterm.tui.launch
from dutyterm.desk.house import open_house
from dutyterm.options import Options
from dutyterm.tui.app import DutyApp

def built(model):
    return sum(1 + built(one) for one in model.__subclasses__())

async def no_tick(app):
    "On a slow machine the first second is over before the first page stands, and more is fetched."

DutyApp.tick = no_tick

async def main():
    options = Options(Path(sys.argv[1]))
    house = await open_house(options)
    app = DutyApp(options, house)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert type(app.screen).__name__ == "SignInPage", app.screen
        first = set(sys.modules)
        from pydantic import BaseModel
        shapes = built(BaseModel)
        stock = [
            f"{module}.{name}"
            for module in sorted(first)
            if module.startswith("dutyterm")
            for name, one in vars(sys.modules[module]).items()
            if isinstance(one, type) and one.__module__ == module
            and vars(one).get("__dataclass_params__") is not None and one.__dataclass_params__.frozen
        ]
        for name in sys.argv[3:]:
            __import__(name)
        house.session.manual
        ahead = set(sys.modules)
        if sys.argv[2]:
            await pilot.press(*sys.argv[2], "enter")
            while type(app.screen).__name__ == "SignInPage":
                await pilot.pause()
    json.dump([sorted(first), shapes, sorted(set(sys.modules) - ahead), stock], sys.stdout)
    await house.session.close()

asyncio.run(main())
"""
"""Shows the first page; says what was loaded for it, how many shapes of pydantic that made, what signing
in loads when everything that `tui/ahead.py` names is there, and which frozen dataclasses are stock ones."""

OTHERS = ("cryptography", "argon2", "email", "importlib.metadata", "filelock", "ssl", "_ssl", "_hashlib")


@pytest.fixture(scope="module")
def between(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall between two shifts, with emergencies, money and numbers of customers in its last days."""
    hall = make_hall(tmp_path_factory.mktemp("between") / "hall", 12)
    assert (hall / "vault.json").exists()
    _first_page(hall)  # which leaves the fast form of the manual
    return hall


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall with a shift that was just opened."""
    hall = with_open_shift(tmp_path_factory.mktemp("begun") / "hall")
    _first_page(hall)
    return hall


def test_between_two_shifts_the_first_page_knows_no_family_and_no_manual(between: Path) -> None:
    loaded, shapes, _, stock = _first_page(between)
    assert _within(loaded, "dutyterm.shift") == {"", ".families", ".past", ".shift"}
    assert not _within(loaded, "dutyterm.manual") & {".schema", ".cash", ".procedure", ".assemble", ".parse"}
    assert not {name for name in loaded for late in OTHERS if name == late or name.startswith(late + ".")}
    # of the hall and of its people; whoever adds one sees here that every start pays for it
    assert shapes <= 27
    assert len(_within(loaded, "dutyterm")) <= 110
    assert stock == []  # `dutyterm.values` makes them for a third
    assert not {name for name in loaded if name.startswith("_sysconfigdata")}


def test_with_a_shift_open_the_first_page_knows_only_families_that_it_has_records_of(begun: Path) -> None:
    loaded, shapes, _, stock = _first_page(begun)
    families = _within(loaded, "dutyterm.shift")
    assert not {name for name in families if name.startswith((".cash", ".procedures", ".lists", ".metrics"))}
    assert families <= {"", ".families", ".past", ".shift", ".life", ".open_item_facts", ".words"}
    assert not _within(loaded, "dutyterm.manual") & {".schema", ".cash", ".procedure", ".assemble", ".parse"}
    assert shapes <= 42
    assert stock == []


def test_what_the_board_needs_was_fetched_before_the_pin_was_typed(begun: Path) -> None:
    _, _, late, _ = _first_page(begun, "".join(duty(begun)))
    ours = _within(late, "dutyterm")
    assert len(ours) <= 20, sorted(ours)


@pytest.mark.parametrize("name", MODULES)
def test_what_is_fetched_ahead_is_there(name: str) -> None:
    assert import_module(name).__name__ == name


def _within(loaded: set[str], package: str) -> set[str]:
    """Names in the package, without its own."""
    return {n.removeprefix(package) for n in loaded if n == package or n.startswith(package + ".")}


def _first_page(hall: Path, pin: str = "") -> tuple[set[str], int, set[str], list[str]]:
    """Names loaded when the first page stands; shapes; what signing in loads besides; stock dataclasses."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAGE, str(hall), pin, *MODULES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    loaded, shapes, late, stock = json.loads(done.stdout.splitlines()[-1])
    return set(loaded), shapes, set(late), stock


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
