"""The fast form of a manual equals the slow one, and is believed only when it is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.manual import cache
from dutyterm.manual.load import load_manual
from dutyterm.manual.schema import Manual
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.manual.versions import choose, load_version
from tests.manual.kit import good, small, write


def begun(tmp_path: Path) -> tuple[Manual, Path, Path]:
    """A hall that has its manual; the manual, and the folders of base and additions."""
    base, additions = write(small(), tmp_path / "src")
    manual = choose(None, base, additions, tmp_path).manual
    assert manual is not None
    return manual, base, additions


def test_the_whole_default_manual_comes_back_as_it_was() -> None:
    manual = load_manual(shipped_manual_dir())
    assert isinstance(manual, Manual)
    assert cache.from_bytes(cache.to_bytes(manual), manual.hash) == manual


@pytest.mark.parametrize("at", [0, 5, 60, 100, 500, -1])
def test_a_fast_form_with_a_wrong_byte_is_not_believed(at: int) -> None:
    raw = bytearray(cache.to_bytes(good()))
    raw[at] ^= 1
    assert cache.from_bytes(bytes(raw), good().hash) is None


def test_a_torn_fast_form_is_not_believed() -> None:
    raw = cache.to_bytes(good())
    assert [end for end in range(0, len(raw), 41) if cache.from_bytes(raw[:end], good().hash)] == []


def test_that_of_another_program_version_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = cache.to_bytes(good())
    monkeypatch.setattr(cache, "__version__", "99")
    assert cache.from_bytes(raw, good().hash) is None


def test_that_of_another_manual_is_not_believed() -> None:
    assert cache.from_bytes(cache.to_bytes(good()), "b" * 64) is None


def test_a_second_start_writes_the_fast_form_and_a_third_reads_it(tmp_path: Path) -> None:
    first, base, additions = begun(tmp_path)
    assert choose(first.hash, base, additions, tmp_path).manual == first
    (fast,) = (tmp_path / "cache").iterdir()
    assert cache.from_bytes(fast.read_bytes(), first.hash) == first
    assert choose(first.hash, base, additions, tmp_path).manual == first
    assert load_version(tmp_path, first.hash) == first


def test_a_damaged_fast_form_is_made_again(tmp_path: Path) -> None:
    first, base, additions = begun(tmp_path)
    choose(first.hash, base, additions, tmp_path)
    (fast,) = (tmp_path / "cache").iterdir()
    fast.write_bytes(b"{}")
    assert choose(first.hash, base, additions, tmp_path).manual == first
    assert cache.from_bytes(fast.read_bytes(), first.hash) == first


def test_a_fast_form_does_not_hide_that_the_kept_files_were_changed(tmp_path: Path) -> None:
    first, base, additions = begun(tmp_path)
    choose(first.hash, base, additions, tmp_path)
    (tmp_path / "manuals" / first.hash / "base" / "log.toml").write_bytes(b"")
    assert not isinstance(load_version(tmp_path, first.hash), Manual)


def test_a_disk_that_refuses_the_fast_form_is_no_harm(tmp_path: Path) -> None:
    first, base, additions = begun(tmp_path)
    (tmp_path / "cache").write_bytes(b"a file where the folder should be")
    assert choose(first.hash, base, additions, tmp_path).manual == first


def test_a_program_that_only_reads_does_not_write_the_fast_form(tmp_path: Path) -> None:
    first, base, additions = begun(tmp_path)
    assert choose(first.hash, base, additions, tmp_path, write=False).manual == first
    assert not (tmp_path / "cache").exists()
