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


def stored(data: Path, manual: Manual) -> Path:
    cache.put(data, manual)
    (path,) = (data / "cache").iterdir()
    return path


def test_the_whole_default_manual_comes_back_as_it_was(tmp_path: Path) -> None:
    manual = load_manual(shipped_manual_dir())
    assert isinstance(manual, Manual)
    stored(tmp_path, manual)
    assert cache.cached(tmp_path, manual.hash) == manual


def test_a_second_start_reads_the_same_manual(tmp_path: Path) -> None:
    base, additions = write(small(), tmp_path / "src")
    first = choose(None, base, additions, tmp_path).manual
    assert first is not None
    second = choose(first.hash, base, additions, tmp_path).manual
    assert [p.suffix for p in (tmp_path / "cache").iterdir()] == [".json"]
    third = choose(first.hash, base, additions, tmp_path).manual
    assert first == second == third == load_version(tmp_path, first.hash)


@pytest.mark.parametrize("at", [0, 5, 60, 100, 500, -1])
def test_a_fast_form_with_a_wrong_byte_is_not_believed(tmp_path: Path, at: int) -> None:
    manual = good()
    path = stored(tmp_path, manual)
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)
    assert cache.cached(tmp_path, manual.hash) is None


def test_a_torn_fast_form_is_not_believed(tmp_path: Path) -> None:
    manual = good()
    path = stored(tmp_path, manual)
    raw = path.read_bytes()
    for end in range(0, len(raw), 97):
        path.write_bytes(raw[:end])
        assert cache.cached(tmp_path, manual.hash) is None


def test_that_of_another_program_version_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manual = good()
    stored(tmp_path, manual)
    monkeypatch.setattr(cache, "__version__", "99")
    assert cache.cached(tmp_path, manual.hash) is None


def test_that_of_another_manual_is_not_believed(tmp_path: Path) -> None:
    path = stored(tmp_path, good())
    other = "b" * 64
    path.rename(path.with_name(f"manual-{other}.json"))
    assert cache.cached(tmp_path, other) is None


def test_a_disk_that_refuses_the_fast_form_is_no_harm(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file where the folder should be")
    cache.put(tmp_path, good())
    assert cache.cached(tmp_path, good().hash) is None


def test_a_program_that_only_reads_does_not_write_the_fast_form(tmp_path: Path) -> None:
    base, additions = write(small(), tmp_path / "src")
    first = choose(None, base, additions, tmp_path).manual
    assert first is not None
    assert choose(first.hash, base, additions, tmp_path, write=False).manual == first
    assert not (tmp_path / "cache").exists()
