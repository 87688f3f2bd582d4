"""`staff` and `hall`: nothing changes without a PIN and the right to do it; everything is recorded."""

from __future__ import annotations

import getpass
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dutyterm.desk.demo import Demo
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.lock import WriterLock
from tests.cli.conftest import Said, shifts_of

Run = Callable[..., Said]


@pytest.fixture
def acting(run: Run, four: Demo, hall: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a copy of the hall, with the PIN of somebody on stdin."""
    pins = {person.number: person.pin for person in four.people}

    def command(*argv: object, who: str = "8001", pin: str | None = None) -> Said:
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{pin or pins[who]}\n"))
        return run(*argv, "--as", who, "--pin-stdin", "--data", hall)

    return command


def kinds(run: Run, hall: Path) -> list[str]:
    said = run("log", "--hall", "--json", "--data", hall)
    return [json.loads(line)["kind"] for line in said.out.splitlines()]


def numbers(run: Run, hall: Path, *argv: str) -> list[str]:
    said = run("staff", "list", "--json", "--data", hall, *argv)
    return [person["number"] for person in json.loads(said.out)["people"]]


def test_a_person_joins_changes_and_leaves(run: Run, acting: Run, hall: Path) -> None:
    added = acting("staff", "add", "8199", "田禾", "营业员", "--post", "clerk", "--json")
    person = json.loads(added.out)["person"]
    assert (person["number"], person["role"], person["posts"], person["pin"]) == (
        "8199", "clerk", ["clerk"], "none",
    )  # fmt: skip
    assert numbers(run, hall)[-1] == "8199"
    assert (
        acting("staff", "change", "8199", "--name", "田苗", "--role", "greeter", "--post", "none").code == 0
    )
    changed = json.loads(run("staff", "list", "--json", "--data", hall).out)["people"][-1]
    assert (changed["name"], changed["role"], changed["posts"]) == ("田苗", "greeter", [])
    left = acting("staff", "leave", "田苗", "--lang", "en")
    assert (left.code, left.out.split()[-1]) == (0, "left")
    assert "8199" not in numbers(run, hall)
    assert "8199" in numbers(run, hall, "--all")
    assert kinds(run, hall)[-3:] == ["person.added", "person.changed", "person.left"]
    assert run("verify", "--data", hall).code == 0


def test_a_pin_for_one_use_must_be_changed_before_anything_else(acting: Run) -> None:
    pin = json.loads(acting("staff", "reset-pin", "8012", "--json").out)["pin"]
    said = acting("staff", "reset-pin", "8103", who="8012", pin=pin)
    assert said.code == 2
    assert "PIN" in said.err
    assert pin not in said.err


def test_the_order_of_the_roster_is_the_order_of_the_digits(run: Run, acting: Run, hall: Path) -> None:
    assert acting("staff", "order", "8015", "8012").code == 0
    assert numbers(run, hall)[:3] == ["8015", "8012", "8001"]


def test_who_may_not_do_it_is_told_who_may(run: Run, acting: Run, hall: Path) -> None:
    before = kinds(run, hall)
    for argv in (
        ["staff", "add", "8199", "田禾", "clerk"],
        ["staff", "leave", "8103"],
        ["hall", "set", "--name", "新厅"],
    ):
        said = acting(*argv, who="8012")
        assert said.code == 2
        assert "厅经理" in said.err
    assert kinds(run, hall) == before


def test_a_wrong_pin_is_recorded_and_changes_nothing(run: Run, acting: Run, hall: Path) -> None:
    before = kinds(run, hall)
    assert acting("staff", "leave", "8103", pin="404404").code == 2
    assert kinds(run, hall) == [*before, "sign_in.failed"]
    assert "8103" in numbers(run, hall)


def test_refusals_of_the_rules_reach_the_caller(acting: Run) -> None:
    assert "8012" in acting("staff", "add", "8012", "谁", "clerk").err  # the 工号 is taken
    assert acting("staff", "leave", "8001").code == 2  # the last hall manager
    assert acting("staff", "change", "8103").code == 2  # nothing is different
    assert acting("staff", "add", "8199", "田禾", "king").code == 2
    assert acting("staff", "change", "8103", "--post", "throne").code == 2
    assert acting("staff", "leave", "9999").code == 2


def test_without_a_terminal_and_without_stdin_there_is_no_pin(
    run: Run, hall: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("123456\n"))
    said = run("staff", "leave", "8103", "--data", hall, "--lang", "en")
    assert said.code == 2
    assert "--pin-stdin" in said.err
    assert run("staff", "leave", "8103", "--pin-stdin", "--data", hall, "--read-only").code == 2
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run("staff", "leave", "8103", "--pin-stdin", "--data", hall).code == 2


def test_at_a_terminal_the_pin_is_asked_for_without_echo(
    run: Run, four: Demo, hall: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    asked: list[str] = []

    def typed(prompt: str) -> str:
        asked.append(prompt)
        return four.people[0].pin

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", typed)
    assert run("staff", "leave", "8103", "--data", hall, "--lang", "en").code == 0  # the only hall manager
    assert asked == ["PIN of 林岚: "]


def test_while_the_program_writes_nobody_else_does(acting: Run, hall: Path) -> None:
    lock = WriterLock(hall, RealDisk())
    assert lock.acquire()
    try:
        said = acting("staff", "leave", "8103")
    finally:
        lock.release()
    assert said.code == 2
    assert "只读" in said.err


def test_the_shifts_are_left_alone(acting: Run, hall: Path) -> None:
    before = {path: path.read_bytes() for path in shifts_of(hall)}
    assert acting("staff", "leave", "8103").code == 0
    assert {path: path.read_bytes() for path in shifts_of(hall)} == before


def test_the_profile_is_shown_and_set(run: Run, acting: Run, hall: Path, tmp_path: Path) -> None:
    said = acting(
        "hall", "set", "--name", "城南厅", "--figure", "min_staff=5", "--flag", "paper_invoices=yes", "--json"
    )
    data = json.loads(said.out)
    assert (data["name"], data["min_staff"], data["flags"]["paper_invoices"]) == ("城南厅", 5, True)
    shown = json.loads(run("hall", "show", "--json", "--data", hall).out)
    assert shown == data
    file = tmp_path / "profile.json"
    file.write_text(json.dumps({**shown, "name": "城西厅"}), encoding="utf-8")
    assert acting("hall", "set", "--file", file).code == 0
    assert "城西厅 (demo)" in run("hall", "show", "--data", hall).out


def test_the_profile_shows_when_the_hall_is_open_also_on_single_dates(
    run: Run, acting: Run, hall: Path, tmp_path: Path
) -> None:
    shown = json.loads(run("hall", "show", "--json", "--data", hall).out)
    days = {**shown["hours"], "closed": ["2027-02-06"]}
    days["special"] = {"2027-02-05": {"start": "09:00", "end": "12:00"}}
    file = tmp_path / "profile.json"
    file.write_text(json.dumps({**shown, "hours": days}), encoding="utf-8")
    assert acting("hall", "set", "--file", file).code == 0
    said = run("hall", "show", "--data", hall, "--lang", "en").out
    assert "Monday  08:30-18:00" in said
    assert "2027-02-05  09:00-12:00" in said
    assert "2027-02-06  closed" in said


@pytest.mark.parametrize(
    "argv",
    [
        ["--figure", "min_tills=99"], ["--figure", "nothing=1"], ["--figure", "min_staff=-1"],
        ["--flag", "paper_invoices=maybe"], ["--class", "palace"], ["--file", "nowhere.json"], ["--name", ""],
        [],
    ],
)  # fmt: skip
def test_a_profile_that_cannot_be_is_refused(acting: Run, argv: list[str]) -> None:
    said = acting("hall", "set", *argv)
    assert (said.code, said.out) == (2, "")


def test_the_id_of_a_hall_never_changes(run: Run, acting: Run, hall: Path, tmp_path: Path) -> None:
    shown = json.loads(run("hall", "show", "--json", "--data", hall).out)
    file = tmp_path / "profile.json"
    file.write_text(json.dumps({**shown, "id": "other"}), encoding="utf-8")
    assert acting("hall", "set", "--file", file).code == 2


def test_where_there_is_no_hall_nothing_is_made(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "none"
    for argv in (["hall", "show"], ["staff", "list"], ["staff", "add", "1", "x", "clerk", "--pin-stdin"]):
        assert run(*argv, "--data", empty).code == 2
    assert not empty.exists()


def test_a_figure_that_an_older_hall_lacks_is_named_by_doctor_and_lint_and_can_be_set(
    run: Run, acting: Run, hall: Path, tmp_path: Path
) -> None:
    shown = json.loads(run("hall", "show", "--json", "--data", hall).out)
    older = {k: n for k, n in shown["numbers"].items() if k != "overnight_fen"}
    file = tmp_path / "profile.json"
    file.write_text(json.dumps({**shown, "numbers": older}), encoding="utf-8")
    assert acting("hall", "set", "--file", file).code == 0
    checks = json.loads(run("doctor", "--data", hall, "--json").out)["checks"]
    (told,) = [check for check in checks if check["id"] == "hall.figure"]
    assert told["state"] == "note"
    assert "overnight_fen" in str(told)
    linted = json.loads(run("manual", "lint", "--data", hall, "--json").out)
    assert linted["good"]
    assert list(linted["not_set"]) == ["overnight_fen"]
    said = run("manual", "lint", "--data", hall, "--lang", "zh")
    assert said.code == 0
    assert "没设「过夜现金限额(元)」" in said.err
    assert acting("hall", "set", "--figure", "overnight_fen=2000000").code == 0
    assert json.loads(run("manual", "lint", "--data", hall, "--json").out)["not_set"] == {}


def test_contacts_of_the_cards_without_a_number_are_named_by_doctor_until_the_hall_fills_them_in(
    run: Run, hall: Path
) -> None:
    checks = json.loads(run("doctor", "--data", hall, "--json").out)["checks"]
    (told,) = [check for check in checks if check["id"] == "hall.contacts"]
    assert told["state"] == "note"
    assert "property" in str(told)
    assert "95598" not in str(told), "public numbers are there"
