"""`backup` and `restore`: whole or not at all, damage told, nothing replaced."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dutyterm.cli.copies import LIST
from dutyterm.desk.demo import Demo
from dutyterm.hall.vault import Vault
from tests.cli.conftest import NOW, Said, shifts_of

Run = Callable[..., Said]


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def test_what_was_backed_up_comes_back_and_works(run: Run, hall: Path, tmp_path: Path) -> None:
    (hall / "drafts.json").write_text("{}", encoding="utf-8")
    copy, back = tmp_path / "disk" / "copy", tmp_path / "back"
    said = run("backup", copy, "--data", hall, "--json")
    assert said.code == 0
    told = json.loads(said.out)
    assert (told["sound"], told["keys"], told["hall"]) == (True, True, "demo")
    restored = run("restore", copy, "--data", back)
    assert restored.code == 0
    mine, theirs = files(hall), files(back)
    left_out = {name for name in set(mine) - set(theirs) if not name.startswith("cache/")}
    assert left_out <= {"drafts.json", "writer.lock", "writer.json", "reserve.bin", "reserve"}
    assert {name: mine[name] for name in theirs} == theirs
    assert {"credentials.json", "device.key"} <= set(theirs)
    assert run("verify", "--data", back).code == 0
    assert run("doctor", "--data", back).code == 0


def test_a_copy_for_others_has_no_keys(run: Run, hall: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    assert run("backup", copy, "--no-keys", "--data", hall).code == 0
    assert not (copy / "credentials.json").exists()
    assert not (copy / "device.key").exists()
    assert run("restore", copy, "--data", tmp_path / "back").code == 0


def test_numbers_of_customers_come_back_with_a_backup_and_are_in_no_copy_for_others(
    run: Run, hall: Path, tmp_path: Path
) -> None:
    """N22: the vault is part of this PC's own backup only."""
    made = Vault(hall / "vault.json").put("phone", "13800138000", "p4", NOW)
    assert run("backup", tmp_path / "copy", "--data", hall).code == 0
    assert run("restore", tmp_path / "copy", "--data", tmp_path / "back").code == 0
    assert Vault(tmp_path / "back" / "vault.json").get(made.id, made.hash) == "13800138000"
    assert run("backup", tmp_path / "given", "--no-keys", "--data", hall).code == 0
    assert all(b"13800138000" not in data for data in files(tmp_path / "given").values())


def test_a_number_that_was_changed_is_found_by_verify_and_doctor(run: Run, hall: Path) -> None:
    vault = Vault(hall / "vault.json")
    vault.put("phone", "13800138000", "p4", NOW)
    assert run("verify", "--data", hall).code == 0
    assert "1" in run("doctor", "--data", hall).out
    vault.path.write_bytes(vault.path.read_bytes().replace(b"13800138000", b"13900139000"))
    said = run("verify", "--data", hall, "--json")
    assert said.code == 1
    assert [found["verdict"] for found in json.loads(said.out)["findings"]] == ["vault"]
    assert run("doctor", "--data", hall).code == 1
    vault.path.write_bytes(b"{")
    assert run("verify", "--data", hall).code == 1
    assert run("doctor", "--data", hall).code == 1


def test_nothing_is_replaced(run: Run, hall: Path, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine", encoding="utf-8")
    assert run("backup", full, "--data", hall).code == 2
    assert run("backup", hall / "inside", "--data", hall).code == 2
    assert files(full) == {"mine.txt": b"mine"}
    copy = tmp_path / "copy"
    assert run("backup", copy, "--data", hall).code == 0
    before = files(hall)
    assert run("restore", copy, "--data", hall).code == 2
    assert run("restore", copy, "--data", full).code == 2
    assert files(hall) == before


@pytest.mark.parametrize("harm", ["cut", "altered", "missing", "no list", "bad list", "escapes"])
def test_a_torn_backup_is_noticed_and_nothing_is_restored(
    run: Run, hall: Path, tmp_path: Path, harm: str
) -> None:
    copy, back = tmp_path / "copy", tmp_path / "back"
    assert run("backup", copy, "--data", hall).code == 0
    path = shifts_of(copy)[1]
    data = path.read_bytes()
    if harm == "cut":
        path.write_bytes(data[:-30])
    elif harm == "altered":
        path.write_bytes(data[:-30] + b"#" + data[-29:])
    elif harm == "missing":
        path.unlink()
    elif harm == "no list":
        (copy / LIST).unlink()
    elif harm == "bad list":
        (copy / LIST).write_text("[1]", encoding="utf-8")
    else:
        text = (copy / LIST).read_text(encoding="utf-8")
        name = path.relative_to(copy).as_posix()
        (copy / LIST).write_text(text.replace(name, "shifts/../../out.duty"), encoding="utf-8")
    said = run("restore", copy, "--data", back)
    assert (said.code, said.out) == (2, "")
    assert said.err
    assert not back.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "hall"]


def test_a_damaged_hall_is_backed_up_as_it_is_and_said_to_be(run: Run, hall: Path, tmp_path: Path) -> None:
    path = shifts_of(hall)[0]
    path.write_bytes(path.read_bytes().replace(b"kind", b"kynd", 1))
    said = run("backup", tmp_path / "copy", "--data", hall)
    assert said.code == 1
    assert path.name in said.err
    assert run("restore", tmp_path / "copy", "--data", tmp_path / "back").code == 1
    assert files(tmp_path / "back")[path.relative_to(hall).as_posix()] == path.read_bytes()


def test_a_restore_that_was_cut_off_can_be_done_again(run: Run, hall: Path, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "copy", "--data", hall).code == 0
    cut = tmp_path / ".back.restoring"
    shutil.copytree(hall / "hall", cut / "hall")
    (tmp_path / "back").mkdir()
    assert run("restore", tmp_path / "copy", "--data", tmp_path / "back").code == 0
    assert not cut.exists()
    assert run("verify", "--data", tmp_path / "back").code == 0


def test_where_nothing_is_there_is_nothing_to_back_up(run: Run, four: Demo, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "copy", "--data", tmp_path / "none").code == 2
    assert not (tmp_path / "copy").exists()
    assert run("restore", tmp_path / "none", "--data", tmp_path / "back").code == 2
    assert run("restore", four.root, "--data", tmp_path / "back", "--read-only").code == 2
