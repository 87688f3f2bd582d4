"""What the start of the program may cost: proved in a fresh process, where nothing is imported yet."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

from benchmarks.halls import duty, make_hall, with_open_shift
from dutyterm.tui.ahead import MODULES, OF_FAMILIES
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
import textual.keys
from dutyterm.tui.app import DutyApp
from dutyterm.tui.key_names import know_names

def built(model):
    return sum(1 + built(one) for one in model.__subclasses__())

async def no_tick(app):
    "On a slow machine the first second is over before the first page stands, and more is fetched."

DutyApp.tick = no_tick

class Asked:
    names = []
    def lookup(self, name):
        self.names.append(name)
        raise KeyError(name)

know_names()
textual.keys.unicodedata = Asked()

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
        from dutyterm.tui.ahead import modules_for
        for name in modules_for(house.session):
            __import__(name)
        house.session.manual
        ahead = set(sys.modules)
        if sys.argv[2]:
            await pilot.press(*sys.argv[2], "enter")
            while type(app.screen).__name__ == "SignInPage":
                await pilot.pause()
            await pilot.pause()
    told = {"first": sorted(first), "shapes": shapes, "stock": stock, "ahead": sorted(ahead)}
    told["late"], told["asked"] = sorted(set(sys.modules) - ahead), Asked.names
    json.dump({**told, "shapes_then": built(BaseModel)}, sys.stdout)
    await house.session.close()

asyncio.run(main())
"""
"""Shows the first page; says what was loaded for it, how many shapes of pydantic that made, which frozen
dataclasses are stock ones, what is loaded when `tui/ahead.py` is done, what signing in loads then, how many
shapes there are in the end, and for which keys Unicode's table of names was asked until then."""

MADE = {".schema", ".cash", ".procedure", ".assemble", ".parse"}
"""With these a manual is made."""

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


@pytest.fixture(scope="module")
def carrying(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall with a shift that was just opened, into which money and used numbers of a register came."""
    hall = with_open_shift(tmp_path_factory.mktemp("carrying") / "hall", 12)
    _first_page(hall)
    return hall


def test_between_two_shifts_the_first_page_knows_no_family_and_no_manual(between: Path) -> None:
    told = _first_page(between)
    assert _within(told.first, "dutyterm.shift") == {"", ".families", ".past", ".shift"}
    assert not _within(told.first, "dutyterm.manual") & MADE
    assert not {n for n in told.first for late in OTHERS if n == late or n.startswith(late + ".")}
    # of the hall and of its people; whoever adds one sees here that every start pays for it
    assert told.shapes <= 27
    assert len(_within(told.first, "dutyterm")) <= 110
    assert told.stock == []  # `dutyterm.values` makes them for a third
    assert not {name for name in told.first if name.startswith("_sysconfigdata")}


def test_with_a_shift_open_the_first_page_knows_only_families_that_it_has_records_of(begun: Path) -> None:
    told = _first_page(begun)
    families = _within(told.first, "dutyterm.shift")
    assert not {name for name in families if name.startswith((".cash", ".procedures", ".lists", ".metrics"))}
    assert families <= {"", ".families", ".past", ".shift", ".life", ".open_item_facts", ".words"}
    assert not _within(told.first, "dutyterm.manual") & MADE
    assert told.shapes <= 42
    assert told.stock == []


def test_what_the_board_needs_was_fetched_before_the_pin_was_typed(begun: Path) -> None:
    ours = _within(_first_page(begun, "".join(duty(begun))).late, "dutyterm")
    assert len(ours) <= 20, sorted(ours)


def test_the_board_of_a_shift_without_money_or_register_knows_neither(begun: Path) -> None:
    told = _first_page(begun, "".join(duty(begun)))
    there = told.ahead | told.late
    assert ".screens.board" in _within(there, "dutyterm.tui")
    assert not {name for name in _within(there, "dutyterm.shift") if name.startswith((".cash", ".register"))}
    assert not _within(there, "dutyterm.desk") & {".cash", ".register"}
    # whoever adds one sees here that everybody who signs in pays for it: 10 kB and more each
    assert told.shapes_then <= 147
    assert len(_within(there, "dutyterm")) <= 255
    assert told.asked == []


def test_the_board_of_a_hall_that_carries_money_finds_it_fetched(carrying: Path) -> None:
    told = _first_page(carrying, "".join(duty(carrying)))
    money = "dutyterm.shift.cash"
    assert not _within(told.first, money)
    assert {"", ".family", ".lines"} <= _within(told.ahead, money)
    assert not _within(told.late, money)
    assert len(_within(told.late, "dutyterm")) <= 20
    # its register was used once, and all of it is done
    assert _within(told.ahead | told.late, "dutyterm.shift.register") <= {"", ".amounts"}
    assert told.shapes_then <= 202


def test_between_two_shifts_money_that_will_be_carried_in_is_fetched(between: Path) -> None:
    families = _within(_first_page(between).ahead, "dutyterm.shift")
    assert ".cash.family" in families
    assert ".register.family" not in families


@pytest.mark.parametrize("name", [*MODULES, *(name for names in OF_FAMILIES.values() for name in names)])
def test_what_is_fetched_ahead_is_there(name: str) -> None:
    assert import_module(name).__name__ == name


def _within(loaded: set[str], package: str) -> set[str]:
    """Names in the package, without its own."""
    return {n.removeprefix(package) for n in loaded if n == package or n.startswith(package + ".")}


class Told(NamedTuple):
    """What `FIRST_PAGE` says."""

    first: set[str]
    shapes: int
    stock: list[str]
    ahead: set[str]
    late: set[str]
    shapes_then: int
    asked: list[str]


def _first_page(hall: Path, pin: str = "") -> Told:
    """As `FIRST_PAGE` says it; without a PIN nobody signs in."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAGE, str(hall), pin],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    sets = {name: set(told[name]) for name in ("first", "ahead", "late")}
    return Told(**{**told, **sets})


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
