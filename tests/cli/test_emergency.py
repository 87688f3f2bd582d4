"""`emergency`: cases and figures as text and JSON, exit codes, drills apart, nothing written by looking."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dutyterm.desk import sealing, shifts
from tests.cli.conftest import Said
from tests.desk.kit import DUTY, PINS, Hall, done
from tests.desk.test_after_action import finished
from tests.review.kit import shift

Run = Callable[..., Said]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A hall with a sealed shift: a power cut and a drill; the folder and both runs."""
    root = tmp_path_factory.mktemp("hall") / "data"

    async def made() -> tuple[str, str]:
        hall = Hall(root)
        await hall.found()
        await hall.close()
        session = await hall.start(DUTY)
        done(await shifts.open_shift(session))
        real = await finished(hall, session)
        drill = await finished(hall, session, "CFT", drill=True)
        assert isinstance(await sealing.seal(session, PINS[DUTY]), sealing.Sealed)
        await hall.close()
        return real, drill

    real, drill = asyncio.run(made())
    return root, real, drill


def files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_the_list_names_every_case_and_says_which_is_a_drill(run: Run, cases: tuple[Path, str, str]) -> None:
    root, real, drill = cases
    before = files(root)
    said = run("emergency", "list", "--since", "2020-01-01", "--data", root, "--lang", "zh")
    assert said.code == 0
    lines = said.out.splitlines()
    assert [(real in line, drill in line) for line in lines] == [(False, True), (True, False)]
    assert "演练" in lines[0]
    assert "待复盘" in lines[1]
    told = json.loads(run("emergency", "list", "--since", "2020-01-01", "--data", root, "--json").out)
    assert set(told) == {"cases"}
    assert [case["run"] for case in told["cases"]] == [drill, real]
    assert {"run", "card", "drill", "t0", "level", "down_s", "people", "late", "review_due"} <= set(
        told["cases"][0]
    )
    only = run("emergency", "list", "--since", "2020-01-01", "--drills", "--data", root)
    assert real not in only.out
    assert files(root) == before, "looking writes nothing"


def test_the_figures_keep_drills_apart_n13(run: Run, cases: tuple[Path, str, str]) -> None:
    root, _, _ = cases
    told = json.loads(run("emergency", "stats", "--since", "2020-01-01", "--data", root, "--json").out)
    assert set(told) == {"since", "until", "drills", "cards"}
    (card,) = told["cards"]
    assert (card["card"], card["drill"], card["events"]) == ("PWR", False, 1)
    assert card["down_s"]["known"] == 1
    assert set(card["said_s"]) == {"known", "total", "mean", "most", "in_time", "with_target"}
    assert card["people"]["mean"] is None
    drills = json.loads(
        run("emergency", "stats", "--since", "2020-01-01", "--drills", "--data", root, "--json").out
    )
    assert [(one["card"], one["drill"]) for one in drills["cards"]] == [("CFT", True)]
    said = run("emergency", "stats", "--since", "2020-01-01", "--data", root, "--lang", "en")
    assert said.out.startswith("PWR\tPower outage\tcases 1,")


def test_one_case_is_shown_with_its_form_and_its_course(run: Run, cases: tuple[Path, str, str]) -> None:
    root, real, drill = cases
    said = run("emergency", "show", real, "--data", root, "--lang", "zh")
    assert said.code == 0
    assert "事后总结表" in said.out
    assert "应急步骤 PWR 1" in said.out
    told = json.loads(run("emergency", "show", real, "--data", root, "--json").out)
    assert set(told) == {"run", "card", "drill", "facts", "course", "steps", "review"}
    assert told["review"]["signed"] is None
    shown = run("emergency", "show", drill, "--data", root, "--lang", "en")
    assert "DRILL" in shown.out


def test_a_report_is_told_or_written_as_paper(run: Run, cases: tuple[Path, str, str], tmp_path: Path) -> None:
    root, real, drill = cases
    said = run("emergency", "report", real, "--data", root, "--lang", "zh")
    assert said.code == 0
    assert "速报" in said.out
    told = json.loads(run("emergency", "report", real, "--sort", "final", "--data", root, "--json").out)
    assert (told["sort"], told["drill"], told["given"]) == ("final", False, None)
    assert set(told["lines"][0]) == {"label", "value"}
    paper = run(
        "emergency", "report", drill, "--sort", "course", "--out", tmp_path, "--data", root, "--read-only"
    )
    assert paper.code == 0
    (path,) = [Path(line) for line in paper.out.splitlines()]
    assert path.parent == tmp_path
    assert "演练" in path.read_text(encoding="utf-8")
    assert "未登记" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ("show", "PWR.0101-000000"),
        ("report", "PWR.0101-000000"),
        ("list", "--since", "yesterday"),
        ("stats", "--until", "22-11"),
        ("report", "x", "--sort", "poem"),
        ("report", "x", "--format", "docx"),
    ],
)
def test_wrong_use_ends_with_two(run: Run, cases: tuple[Path, str, str], words: tuple[str, ...]) -> None:
    said = run("emergency", *words, "--data", cases[0])
    assert (said.code, said.out) == (2, "")
    assert said.err


def test_without_a_hall_it_ends_with_two(run: Run, tmp_path: Path) -> None:
    assert run("emergency", "list", "--data", tmp_path / "none").code == 2


def test_a_file_without_its_seal_is_named_as_not_counted(
    run: Run, cases: tuple[Path, str, str], tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(cases[0], tmp_path / "copy"))
    shift(copy, "2026-11-10", [])
    said = run("emergency", "stats", "--since", "2020-01-01", "--data", copy)
    assert said.code == 1
    assert "verify" in said.err
