"""A version that was used stays readable; a broken one never becomes active (L16, R2-14)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dutyterm.manual.problem import Problem
from dutyterm.manual.schema import Manual
from dutyterm.manual.versions import choose, keep, load_version
from tests.manual.kit import COVER, OPENING, small, write

NEWER = OPENING.replace("只数能用的。", "只数能用的，看铅封。")
OLDER_LINT = OPENING.replace('who = ["guard"]', 'who = ["pilot"]')


def kept(base: Path, additions: Path | None, data: Path) -> str:
    folder = keep(base, additions, data)
    assert isinstance(folder, Path)
    return folder.name


def version(data: Path, digest: str) -> Manual:
    made = load_version(data, digest)
    assert isinstance(made, Manual), made
    return made


def refused(data: Path, digest: str) -> tuple[Problem, ...]:
    made = load_version(data, digest)
    assert not isinstance(made, Manual)
    return made


def test_a_version_is_kept_once_under_its_hash(tmp_path: Path) -> None:
    base, _ = write(small(), tmp_path / "src")
    first = kept(base, None, tmp_path)
    files = {p: p.stat().st_mtime_ns for p in (tmp_path / "manuals").rglob("*") if p.is_file()}
    assert kept(base, None, tmp_path) == first
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "manuals").rglob("*") if p.is_file()} == files
    assert [p.name for p in (tmp_path / "manuals").iterdir()] == [first]
    assert version(tmp_path, first).hash == first


def test_an_old_version_stays_readable_after_an_upgrade(tmp_path: Path) -> None:
    base, _ = write(small(), tmp_path / "src")
    old = kept(base, None, tmp_path)
    (base / "opening.toml").write_text(NEWER, encoding="utf-8")
    new = kept(base, None, tmp_path)
    assert old != new
    helps = []
    for one in (old, new):
        line = version(tmp_path, one).lists[0].line("A-2")
        assert line is not None
        helps.append(line.help.zh)
    assert helps == ["只数能用的。", "只数能用的，看铅封。"]


def test_the_additions_of_the_time_are_kept_with_it(tmp_path: Path) -> None:
    files = small(add_own='adds_to = "opening"\nremove = ["A-3"]\n')
    base, additions = write(files, tmp_path / "src")
    digest = kept(base, additions, tmp_path)
    (additions / "own.toml").unlink()
    assert [line.id for line in version(tmp_path, digest).lists[0].lines] == ["A-1", "A-2"]


def test_a_kept_version_is_not_held_against_rules_that_came_later(tmp_path: Path) -> None:
    base, _ = write(small(opening=OLDER_LINT), tmp_path / "src")
    assert version(tmp_path, kept(base, None, tmp_path)).lists[0].lines


def test_a_kept_version_that_was_changed_is_refused(tmp_path: Path) -> None:
    base, _ = write(small(), tmp_path / "src")
    digest = kept(base, None, tmp_path)
    (tmp_path / "manuals" / digest / "base" / "log.toml").write_bytes(b"")
    (found,) = refused(tmp_path, digest)
    assert "does not match its hash" in found.text.en


@pytest.mark.parametrize("digest", ["", "../../etc", "g" * 64, "a" * 63, "a" * 64, "A" * 64, "a/" * 32])
def test_a_hash_that_is_none_or_not_kept_is_refused(tmp_path: Path, digest: str) -> None:
    (found,) = refused(tmp_path, digest)
    assert found.file.startswith("manuals")


def test_a_new_hall_takes_the_shipped_manual_and_keeps_it(tmp_path: Path) -> None:
    base, additions = write(small(), tmp_path / "src")
    chosen = choose(None, base, additions, tmp_path)
    assert chosen.manual is not None
    assert (chosen.problems, chosen.waiting) == ((), None)
    assert version(tmp_path, chosen.manual.hash) == chosen.manual


def test_a_newer_version_waits_until_it_is_activated(tmp_path: Path) -> None:
    base, additions = write(small(), tmp_path / "src")
    first = choose(None, base, additions, tmp_path).manual
    assert first is not None
    (base / "opening.toml").write_text(NEWER, encoding="utf-8")
    chosen = choose(first.hash, base, additions, tmp_path)
    assert chosen.manual == first
    assert chosen.waiting is not None
    assert chosen.waiting.hash != first.hash


def test_a_broken_manual_is_refused_and_the_last_good_one_stays(tmp_path: Path) -> None:
    base, additions = write(small(), tmp_path / "src")
    first = choose(None, base, additions, tmp_path).manual
    assert first is not None
    (base / "opening.toml").write_text(OLDER_LINT, encoding="utf-8")
    chosen = choose(first.hash, base, additions, tmp_path)
    assert (chosen.manual, chosen.waiting) == (first, None)
    at = OLDER_LINT.splitlines().index('who = ["pilot"]') + 1
    assert [(p.file, p.line, p.item) for p in chosen.problems] == [("opening.toml", at, "A-2")]


def test_faulty_additions_of_a_new_hall_are_reported_and_left_out(tmp_path: Path) -> None:
    base, additions = write(small(add_own='adds_to = "opening"\nremove = ["A-1"]\n'), tmp_path / "src")
    chosen = choose(None, base, additions, tmp_path)
    assert chosen.manual is not None
    assert chosen.manual.lists[0].line("A-1") is not None
    assert [p.file for p in chosen.problems] == ["additions/own.toml"]


def test_a_kept_version_that_was_damaged_is_made_whole_from_the_same_files(tmp_path: Path) -> None:
    base, additions = write(small(), tmp_path / "src")
    first = choose(None, base, additions, tmp_path).manual
    assert first is not None
    (tmp_path / "manuals" / first.hash / "base" / "log.toml").write_bytes(b"")
    chosen = choose(first.hash, base, additions, tmp_path)
    assert (chosen.manual, chosen.problems) == (first, ())
    assert version(tmp_path, first.hash) == first
    aside = sorted(p.name for p in (tmp_path / "manuals").iterdir())
    assert aside == [first.hash, f"{first.hash}.damaged-1"]


def test_a_kept_version_that_is_gone_is_said_when_the_files_are_newer(tmp_path: Path) -> None:
    base, additions = write(small(), tmp_path / "src")
    chosen = choose("a" * 64, base, additions, tmp_path)
    assert chosen.manual is not None
    assert ["not kept" in p.text.en for p in chosen.problems] == [True]


def test_nothing_readable_at_all_is_no_manual_and_says_why(tmp_path: Path) -> None:
    base, additions = write(small(cover=COVER.replace("id =", "id")), tmp_path / "src")
    chosen = choose(None, base, additions, tmp_path)
    assert chosen.manual is None
    assert "manual.toml" in [p.file for p in chosen.problems]


def test_a_program_that_only_reads_writes_nothing(tmp_path: Path) -> None:
    base, additions = write(small(), tmp_path / "src")
    assert choose(None, base, additions, tmp_path, write=False).manual is not None
    assert not (tmp_path / "manuals").exists()


def test_a_data_directory_that_cannot_be_written_is_a_problem_not_an_end(tmp_path: Path) -> None:
    base, additions = write(small(), tmp_path / "src")
    (tmp_path / "data").write_bytes(b"a file where the folder should be")
    chosen = choose(None, base, additions, tmp_path / "data")
    assert chosen.manual is not None
    assert ["could not be kept" in p.text.en for p in chosen.problems] == [True]


@pytest.mark.parametrize("step", range(1, 12))
def test_a_failure_while_keeping_leaves_a_whole_version_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    base, additions = write(small(), tmp_path / "src")
    count = 0
    real = os.fsync

    def failing(handle: int) -> None:
        nonlocal count
        count += 1
        if count == step:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", failing)
    chosen = choose(None, base, additions, tmp_path)
    assert chosen.manual is not None
    folders = list((tmp_path / "manuals").iterdir())
    assert [p.name for p in folders] in ([], [chosen.manual.hash])
    if folders:
        assert version(tmp_path, chosen.manual.hash) == chosen.manual
    else:
        assert chosen.problems
