"""Verdicts about files, chains of files and what was once noted; the one-file verifier says the same."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dutyterm.journal.continuation import continue_after_damage
from dutyterm.journal.disk import NoSyncDisk
from dutyterm.journal.journal import Journal
from dutyterm.journal.one_file import one_file_verifier
from dutyterm.journal.verify import VerifyReport, verify_paths, write_heads
from tests.journal.kit import a_head, a_journal, a_record, a_seal, forged

DISK = NoSyncDisk()
KEY = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
PUBLIC = KEY.public_key().public_bytes_raw().hex()


def a_week(folder: Path) -> list[Path]:
    """Four sealed shifts, each naming the one before, and one that is open."""
    folder.mkdir()
    last = None
    paths = []
    for day in range(1, 6):
        path = folder / f"yt01.2026-11-{day:02}-a.pc1.duty"
        journal = a_journal(path, 3, id=f"s{day}", prev_device=last, prev_hall=last, key=PUBLIC)
        if day < 5:
            last = journal.seal(a_seal(), KEY.sign).hash
        journal.close()
        paths.append(path)
    return paths


def cut_half_a_line(paths: list[Path]) -> None:
    paths[4].write_bytes(paths[4].read_bytes()[:-30])


def cut_a_record_off(paths: list[Path]) -> None:
    paths[4].write_bytes(b"".join(paths[4].read_bytes().splitlines(keepends=True)[:-1]))


def flip_a_bit(paths: list[Path]) -> None:
    data = bytearray(paths[1].read_bytes())
    data[900] ^= 4
    paths[1].write_bytes(bytes(data))


def drop_a_line(paths: list[Path]) -> None:
    lines = paths[2].read_bytes().splitlines(keepends=True)
    paths[2].write_bytes(b"".join(lines[:2] + lines[3:]))


def remove_a_shift(paths: list[Path]) -> None:
    paths[1].unlink()


def remove_the_first_shift(paths: list[Path]) -> None:
    paths[0].unlink()


def remove_the_newest(paths: list[Path]) -> None:
    paths[4].unlink()


def unseal(paths: list[Path]) -> None:
    paths[3].write_bytes(b"".join(paths[3].read_bytes().splitlines(keepends=True)[:-2]))


def rewrite_the_open_shift(paths: list[Path]) -> None:
    was = Journal.open(paths[4], DISK, read_only=True).head
    assert was is not None
    paths[4].unlink()
    journal = Journal.create(paths[4], was, DISK)
    for number in range(1, 5):
        journal.append([a_record(number, "改过的内容")])
    journal.close()


def a_second_truth(paths: list[Path]) -> None:
    """Another shift that follows the same seal: the device's folder was copied and used twice."""
    was = Journal.open(paths[4], DISK, read_only=True).head
    assert was is not None
    a_journal(paths[4].with_name("other.duty"), 1, id="s5x", prev_device=was.prev_device, key=PUBLIC).close()


def two_writers(paths: list[Path]) -> None:
    other = paths[4].with_name("copy.duty")
    other.write_bytes(paths[4].read_bytes())
    for path, text in ((paths[4], "甲"), (other, "乙")):
        journal = Journal.open(path, DISK)
        journal.append([a_record(4, text)])
        journal.close()


def a_copy(paths: list[Path]) -> None:
    paths[1].with_name("copy.duty").write_bytes(paths[1].read_bytes())


def yesterdays_copy_beside(paths: list[Path]) -> None:
    lines = paths[4].read_bytes().splitlines(keepends=True)
    paths[4].with_name("copy.duty").write_bytes(b"".join(lines[:3]))


def damage_and_go_on(paths: list[Path]) -> None:
    data = paths[4].read_bytes()
    paths[4].write_bytes(data[:800] + bytes(9) + data[809:])
    continue_after_damage(paths[4], a_head("x"), DISK).close()


def damage_again_after_going_on(paths: list[Path]) -> None:
    damage_and_go_on(paths)
    paths[4].write_bytes(paths[4].read_bytes()[:700])


def empty(paths: list[Path]) -> None:
    paths[4].write_bytes(b"")


def wipe_the_newest(paths: list[Path]) -> None:
    paths[4].write_bytes(bytes(9_615))


def too_large(paths: list[Path]) -> None:
    paths[4].write_bytes(bytes((16 << 20) + 1))


def not_a_file(paths: list[Path]) -> None:
    paths[4].unlink()
    paths[4].mkdir()


def bad_manners(paths: list[Path]) -> None:
    head = a_head("s9", prev_device="ab" * 32).content()
    paths[4].write_bytes(forged(("head", head), ("put", {"records": {"1": {}, "01": {}}})))


def nothing(paths: list[Path]) -> None:
    """The week as it is."""
    assert len(paths) == 5


Change = Callable[[list[Path]], None]
ALONE: dict[Change, set[str]] = {
    nothing: set(),
    cut_half_a_line: {"torn"},
    cut_a_record_off: set(),
    flip_a_bit: {"damaged"},
    drop_a_line: {"damaged"},
    remove_a_shift: {"gap"},
    remove_the_first_shift: {"gap"},
    remove_the_newest: set(),
    unseal: {"gap"},
    rewrite_the_open_shift: set(),
    a_second_truth: {"fork"},
    two_writers: {"fork"},
    a_copy: set(),
    yesterdays_copy_beside: set(),
    damage_and_go_on: {"damaged"},
    damage_again_after_going_on: {"torn", "gap"},
    empty: {"torn"},
    wipe_the_newest: {"damaged"},
    too_large: {"damaged"},
    not_a_file: {"damaged"},
    bad_manners: {"forged", "gap"},
}
AGAINST: dict[Change, set[str]] = {
    nothing: set(),
    cut_half_a_line: {"torn", "older"},
    cut_a_record_off: {"older"},
    remove_the_newest: {"missing"},
    rewrite_the_open_shift: {"rewritten"},
    yesterdays_copy_beside: set(),
    empty: {"torn", "missing"},
    unseal: {"gap", "older"},
    two_writers: {"fork"},
}
SOUND = {"ok", "torn"}


def worst(report: VerifyReport) -> set[str]:
    return {finding.verdict for finding in report.findings} - {"ok"}


@pytest.mark.parametrize("change", ALONE, ids=lambda change: change.__name__)
def test_a_folder_gets_the_verdict_it_deserves_and_the_one_file_verifier_says_the_same(
    tmp_path: Path, change: Change
) -> None:
    change(a_week(tmp_path / "shifts"))
    report = verify_paths([tmp_path / "shifts"])
    assert worst(report) == ALONE[change]
    assert report.sound == (ALONE[change] <= SOUND)
    assert_equal_verdict(tmp_path, report, [str(tmp_path / "shifts")])


@pytest.mark.parametrize("change", AGAINST, ids=lambda change: change.__name__)
def test_a_cut_end_a_rewritten_history_and_yesterdays_copy_are_seen_against_what_was_noted(
    tmp_path: Path, change: Change
) -> None:
    paths = a_week(tmp_path / "shifts")
    heads = tmp_path / "heads.json"
    write_heads(verify_paths([tmp_path / "shifts"]), heads, DISK)
    change(paths)
    report = verify_paths([tmp_path / "shifts"], heads)
    assert worst(report) == AGAINST[change]
    assert_equal_verdict(tmp_path, report, [str(tmp_path / "shifts"), "--against", str(heads)])


def assert_equal_verdict(tmp_path: Path, report: VerifyReport, arguments: list[str]) -> None:
    script = tmp_path / "verify_duty.py"
    script.write_text(one_file_verifier(), encoding="utf-8")
    ran = subprocess.run([sys.executable, "-I", "-S", str(script), *arguments, "--json"], capture_output=True)
    assert ran.stderr == b""
    assert ran.returncode == (0 if report.sound else 1)
    said = json.loads(ran.stdout)
    assert said["sound"] == report.sound
    assert [(f["file"], f["verdict"]) for f in said["files"]] == [(f.file, f.verdict) for f in report.files]
    assert said["findings"] == [{**f, "code": g["code"]} for f, g in zip(
        report.as_json()["findings"], said["findings"], strict=True)]  # fmt: skip


def test_a_journal_that_goes_on_is_no_finding_against_what_was_noted_before(tmp_path: Path) -> None:
    paths = a_week(tmp_path / "shifts")
    heads = tmp_path / "heads.json"
    write_heads(verify_paths([tmp_path / "shifts"]), heads, DISK)
    journal = Journal.open(paths[4], DISK)
    journal.append([a_record(4)])
    journal.seal(a_seal(), KEY.sign)
    assert verify_paths([tmp_path / "shifts"], heads).findings == ()


def test_one_file_alone_is_not_called_a_gap(tmp_path: Path) -> None:
    paths = a_week(tmp_path / "shifts")
    assert verify_paths([paths[3]]).sound


def test_a_damaged_file_is_told_with_file_line_and_what(tmp_path: Path) -> None:
    paths = a_week(tmp_path / "shifts")
    flip_a_bit(paths)
    (finding,) = verify_paths([paths[1]]).findings
    assert (finding.file, finding.line) == (str(paths[1]), 1)
    assert "第 1 行" in finding.text.zh
    assert "line 1" in finding.text.en


def test_a_signature_of_another_key_makes_a_file_unsound_for_the_program(tmp_path: Path) -> None:
    good, bad, unsigned = tmp_path / "good.duty", tmp_path / "bad.duty", tmp_path / "unsigned.duty"
    a_journal(good, key=PUBLIC).seal(a_seal(), KEY.sign)
    a_journal(bad, id="s2", key=PUBLIC).seal(a_seal(), lambda _: b"\1" * 64)
    a_journal(unsigned, id="s3", key=PUBLIC).seal(a_seal())
    signatures = [verify_paths([path]).files[0].signature for path in (good, bad, unsigned)]
    assert signatures == ["valid", "invalid", "absent"]
    assert [verify_paths([path]).sound for path in (good, bad, unsigned)] == [True, False, True]
    assert (
        verify_paths([bad]).files[0].verdict == "ok"
    )  # the bytes are whole; the signature is not the device's


def test_the_quick_check_sees_damage_and_leaves_payloads_unread(tmp_path: Path) -> None:
    paths = a_week(tmp_path / "shifts")
    assert verify_paths([tmp_path / "shifts"], quick=True).sound
    flip_a_bit(paths)
    assert not verify_paths([tmp_path / "shifts"], quick=True).sound


@pytest.mark.parametrize(
    "arguments", [[], ["--nonsense"], ["nowhere.duty"], [".", "--against"], [".", "--against", "nowhere"]]
)
def test_wrong_use_of_the_one_file_verifier_is_exit_two(tmp_path: Path, arguments: list[str]) -> None:
    script = tmp_path / "verify_duty.py"
    script.write_text(one_file_verifier(), encoding="utf-8")
    ran = subprocess.run([sys.executable, "-I", str(script), *arguments], capture_output=True, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b'{"dutyterm_heads":1}', b'{"dutyterm_heads":1,"heads":[{"id":"x"}]}']
)
def test_a_heads_file_that_is_none_is_refused(tmp_path: Path, raw: bytes) -> None:
    heads = tmp_path / "heads.json"
    heads.write_bytes(raw)
    with pytest.raises(ValueError, match=r"."):
        verify_paths([tmp_path], heads)


def test_the_one_file_verifier_speaks_both_languages_and_names_unchecked_signatures(tmp_path: Path) -> None:
    paths = a_week(tmp_path / "shifts")
    script = tmp_path / "verify_duty.py"
    made = [sys.executable, "-m", "dutyterm.journal.one_file"]
    script.write_bytes(subprocess.run(made, capture_output=True, check=True).stdout)
    ran = subprocess.run([sys.executable, "-I", "-S", str(script), str(paths[0])], capture_output=True)
    said = ran.stdout.decode("utf-8")
    assert "完好 / sound" in said
    assert "signature present, not checked" in said
