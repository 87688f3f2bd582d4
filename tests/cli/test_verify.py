"""`verify`: sound halls are sound, every damage is named with file and line, wrong use ends with 2."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from dutyterm.desk import items, people, sealing, shifts
from dutyterm.desk.demo import Demo
from dutyterm.desk.demo_clock import SimulatedClock
from dutyterm.desk.house import open_house
from dutyterm.desk.outcome import Done
from dutyterm.desk.session import Session
from dutyterm.options import Options
from tests.cli.conftest import NOW, Said, made, shifts_of

Run = Callable[..., Said]


def rewritten(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Changes a file and makes every hash of its chain right again, as somebody would who wants to cheat."""
    previous = b"0" * 64
    lines = []
    for line in change(path.read_bytes()).rstrip(b"\n").split(b"\n"):
        content = b'"p":"' + previous + line[line.index(b'"p":"') + 69 :]
        previous = sha256(content).hexdigest().encode()
        lines.append(b'{"h":"' + previous + b'",' + content)
    path.write_bytes(b"\n".join(lines) + b"\n")


def test_a_hall_as_it_was_written_is_sound(run: Run, four: Demo) -> None:
    said = run("verify", "--data", four.root, "--lang", "en")
    assert said.code == 0
    assert said.err == ""
    assert said.out.splitlines()[-1] == "sound"
    assert said.out.startswith("5 files, ")
    assert "4 sealed, 4 signatures valid" in said.out


def test_json_has_a_stable_shape(run: Run, four: Demo) -> None:
    data = json.loads(run("verify", four.root, "--json").out)
    assert sorted(data) == ["files", "findings", "sound"]
    assert data["sound"] is True
    assert data["findings"] == []
    assert [sorted(file) for file in data["files"]] == [
        ["code", "file", "id", "lines", "records", "seal", "signature", "state", "verdict"]
    ] * 5


def test_one_changed_byte_is_found_with_file_and_line(run: Run, hall: Path) -> None:
    path = shifts_of(hall)[2]
    lines = path.read_bytes().split(b"\n")
    lines[7] = lines[7].replace(b'"by":"p', b'"by":"q', 1)
    path.write_bytes(b"\n".join(lines))
    said = run("verify", "--data", hall, "--lang", "en")
    assert said.code == 1
    assert f"damaged\t{path}:7\t" in said.out
    assert said.out.splitlines()[-1] == "NOT SOUND"
    found = json.loads(run("verify", hall, "--json").out)["findings"]
    assert (found[0]["file"], found[0]["line"], found[0]["verdict"]) == (str(path), 7, "damaged")


def test_a_whole_chain_made_anew_does_not_fit_its_signature(run: Run, hall: Path) -> None:
    """L14: the hashes are right again, but the device did not sign this, and the next shift names another."""
    path = shifts_of(hall)[2]
    rewritten(path, lambda data: data.replace("王敏".encode(), "王梅".encode()))
    said = run("verify", hall)
    assert said.code == 1
    assert f"forged\t{path}" in said.out
    assert f"gap\t{shifts_of(hall)[3]}" in said.out


def test_a_shift_that_was_taken_away_is_a_gap(run: Run, hall: Path) -> None:
    taken, *_, last = shifts_of(hall)[2:]
    taken.unlink()
    said = run("verify", hall)
    assert said.code == 1
    assert f"gap\t{last}:0\t" in said.out


def test_two_versions_of_one_shift_are_a_fork(run: Run, hall: Path, tmp_path: Path) -> None:
    path = shifts_of(hall)[1]
    other = tmp_path / "other" / path.name
    other.parent.mkdir()
    shutil.copy(path, other)
    rewritten(other, lambda data: data.replace(b'"severity":"normal"', b'"severity":"urgent"'))
    said = run("verify", path, other)
    assert said.code == 1
    assert f"fork\t{other}" in said.out or f"fork\t{path}" in said.out


def test_what_was_lost_between_two_shifts_is_found(run: Run, hall: Path) -> None:
    """What a shift carries in equals what the one before carries on."""
    last = shifts_of(hall)[-1]
    rewritten(last, lambda data: data.replace(b'"open_items":{', b'"other_items":{', 1))
    said = run("verify", hall, "--json")
    assert said.code == 1
    found = [f for f in json.loads(said.out)["findings"] if f["verdict"] == "carry"]
    assert [f["file"] for f in found][:1] == [last.name]
    assert shifts_of(hall)[-2].name in " ".join(f["zh"] + f["en"] for f in found)


def test_a_cut_last_write_is_no_damage(run: Run, hall: Path) -> None:
    path = next((hall / "hall").glob("*.duty"))
    path.write_bytes(path.read_bytes() + b'{"h":"12')
    said = run("verify", hall)
    assert said.code == 0
    assert f"torn\t{path}" in said.out


def test_heads_show_a_history_that_was_cut_short(run: Run, hall: Path, tmp_path: Path) -> None:
    heads = tmp_path / "heads.json"
    assert run("verify", hall, "--heads", heads).code == 0
    assert run("verify", hall, "--against", heads).code == 0
    last = shifts_of(hall)[-1]
    last.write_bytes(b"".join(last.read_bytes().splitlines(keepends=True)[:-3]))
    assert run("verify", hall).code == 0  # by itself the shorter file is sound
    said = run("verify", hall, "--against", heads, "--lang", "en")
    assert said.code == 1
    assert f"older\t{last}" in said.out
    last.unlink()
    assert run("verify", hall, "--against", heads).code == 1


def test_no_heads_are_written_of_what_is_not_sound(run: Run, hall: Path, tmp_path: Path) -> None:
    shifts_of(hall)[0].unlink()
    said = run("verify", hall, "--heads", tmp_path / "heads.json")
    assert said.code == 1
    assert "登记文件" in said.err
    assert not (tmp_path / "heads.json").exists()


def test_every_file_can_be_listed(run: Run, four: Demo) -> None:
    rows = [line.split("\t") for line in run("verify", four.root, "--list").out.splitlines()[:5]]
    assert [row[0] for row in rows] == ["ok"] * 5
    assert rows[-1][3] == four.seal_code


def test_what_is_no_journal_is_not_sound(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.duty").write_bytes(b"this is no journal\n" * 2000)
    assert run("verify", tmp_path).code == 1


def test_wrong_use_ends_with_two(run: Run, tmp_path: Path, four: Demo) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "letter.txt").write_text("[1, 2]", encoding="utf-8")
    for argv in (
        ["verify", tmp_path / "nowhere"],
        ["verify", "--data", tmp_path / "nowhere"],
        ["verify", tmp_path / "empty"],
        ["verify", four.root, "--against", tmp_path / "letter.txt"],
        ["verify", four.root, "--against", tmp_path / "nowhere"],
        ["verify", four.root, "--heads", tmp_path / "letter.txt" / "heads"],
        ["verify", "--nonsense"],
    ):
        said = run(*argv)
        assert said.code == 2, argv
        assert said.err, argv


def test_the_same_paths_in_a_demo_of_six_shifts_go_on_from_each_other(run: Run, tmp_path: Path) -> None:
    demo = made(tmp_path / "hall", 6)
    assert run("verify", demo.root / "shifts").code == 0


@pytest.mark.parametrize("word", ["--json", "--list"])
def test_looking_changes_nothing(run: Run, four: Demo, word: str) -> None:
    before = {path: path.stat().st_mtime_ns for path in four.root.rglob("*")}
    run("verify", four.root, word)
    assert {path: path.stat().st_mtime_ns for path in four.root.rglob("*")} == before


async def test_a_shift_that_went_on_after_damage_is_no_lost_carry_over(
    hall: Path, four: Demo, run: Run
) -> None:
    """The damage is named; what the whole shift carries on stands in its seal."""

    async def opened() -> Session:
        house = await open_house(Options(hall), clock=SimulatedClock(NOW))
        assert house.session is not None
        lead = house.session.hall.roster[1].id
        assert isinstance(await people.sign_in(house.session, lead, four.people[1].pin), people.Signed)
        return house.session

    session = await opened()
    assert isinstance(await shifts.open_shift(session, seal_code=four.seal_code or ""), Done)
    for text in ("一", "二", "三"):
        assert isinstance(await items.note(session, text), Done)
    await session.close()
    path = shifts_of(hall)[-1]
    lines = path.read_bytes().split(b"\n")
    lines[2] = lines[2][:90] + b"#" + lines[2][91:]
    path.write_bytes(b"\n".join(lines))
    session = await opened()
    assert isinstance(await sealing.seal(session, four.people[1].pin), sealing.Sealed)
    await session.close()
    assert len(shifts_of(hall)) == 6
    found = await asyncio.to_thread(lambda: json.loads(run("verify", hall, "--json").out)["findings"])
    assert {one["verdict"] for one in found} == {"damaged"}
    assert {one["file"] for one in found} == {str(path)}
