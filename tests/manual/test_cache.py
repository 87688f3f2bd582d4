"""The fast form of a manual equals the slow one, and is believed only when it is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.manual import cache, versions
from dutyterm.manual.assemble import assemble
from dutyterm.manual.later import LaterManual, label_of
from dutyterm.manual.load import load_manual
from dutyterm.manual.problem import Problems
from dutyterm.manual.schema import Manual
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.manual.tree import Files
from dutyterm.manual.versions import choose, keep, load_version
from tests.manual.kit import COVER, good, small, write


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
    assert cache.from_bytes(cache.to_bytes(manual), manual.hash, for_long=True) == manual


def test_parts_that_were_given_the_same_fields_share_the_names_of_them() -> None:
    manual = load_manual(shipped_manual_dir())
    assert isinstance(manual, Manual)
    made = cache.from_bytes(cache.to_bytes(manual), manual.hash)
    assert made is not None
    steps = [step for card in made.cards for step in card.steps]
    assert len({id(step.model_fields_set) for step in steps}) < len(steps) / 4
    for step in steps:
        assert step.model_validate_json(step.model_dump_json(exclude_unset=True, by_alias=True)) == step


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


def test_the_active_manual_is_not_made_before_somebody_looks_at_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, base, additions = begun(tmp_path)
    choose(first.hash, base, additions, tmp_path)
    made: list[str] = []

    def from_bytes(raw: bytes, version: str, *, for_long: bool = False) -> Manual | None:
        assert for_long
        made.append(version)
        return Manual.model_validate_json(raw.partition(b"\n")[2])

    monkeypatch.setattr(cache, "from_bytes", from_bytes)
    chosen = choose(first.hash, base, additions, tmp_path)
    assert isinstance(chosen.found, LaterManual)
    assert (chosen.found.hash, made) == (first.hash, [])
    assert chosen.manual == first
    assert chosen.manual is chosen.manual
    assert made == [first.hash]


@pytest.mark.parametrize("lie", [b'{"cover":{}}', b"[]", b"not even JSON"])
def test_a_fast_form_that_is_whole_and_yet_no_manual_is_passed_over_when_it_is_looked_at(
    tmp_path: Path, lie: bytes
) -> None:
    first, base, additions = begun(tmp_path)
    choose(first.hash, base, additions, tmp_path)
    (fast,) = (tmp_path / "cache").iterdir()
    fast.write_bytes(cache._mark(lie) + b"\n" + lie)
    assert choose(first.hash, base, additions, tmp_path).manual == first
    assert cache.from_bytes(fast.read_bytes(), first.hash) == first, "made again"


def test_the_fast_form_of_another_manual_under_this_name_is_passed_over(tmp_path: Path) -> None:
    first, base, additions = begun(tmp_path)
    choose(first.hash, base, additions, tmp_path)
    (fast,) = (tmp_path / "cache").iterdir()
    fast.write_bytes(cache.to_bytes(first.model_copy(update={"hash": "c" * 64, "cards": ()})))
    assert choose(first.hash, base, additions, tmp_path).manual == first


def test_what_can_be_made_of_nothing_gives_way_to_what_came_with_the_program(tmp_path: Path) -> None:
    """The kept files are of a manual that this program cannot read, and the fast form lies."""
    first, base, _ = begun(tmp_path)
    strange, _ = write(small(log="nonsense = 1"), tmp_path / "strange")
    folder = keep(strange, None, tmp_path)
    assert isinstance(folder, Path)
    fast = tmp_path / "cache" / f"manual-{folder.name}.json"
    fast.parent.mkdir(exist_ok=True)
    fast.write_bytes(cache._mark(b"{}") + b"\n{}")
    found = choose(folder.name, base, None, tmp_path).manual
    assert found is not None
    assert found.lists == first.lists


def test_a_newer_manual_that_waits_is_looked_through_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, base, additions = begun(tmp_path)
    newer, _ = write(small(cover=COVER + "\n"), tmp_path / "new")
    one = choose(first.hash, newer, additions, tmp_path)
    assert one.waiting is not None
    looked: list[Files] = []

    def assembled(files: Files, check: bool = True) -> Manual | Problems:
        looked.append(files)
        return assemble(files, check=check)

    monkeypatch.setattr(versions, "assembled", assembled)
    two = choose(first.hash, newer, additions, tmp_path)
    assert isinstance(two.newer, LaterManual)
    assert label_of(two.newer) == one.waiting.cover.version
    assert (two.waiting, looked) == (one.waiting, [])
    newest, _ = write(small(cover=COVER + "\n\n"), tmp_path / "x")
    three = choose(first.hash, newest, additions, tmp_path)
    assert three.waiting is not None
    assert three.waiting.hash != one.waiting.hash
    assert {path.stem for path in (tmp_path / "cache").glob("checked-*")} == {f"checked-{three.waiting.hash}"}
    assert base.is_dir()


@pytest.mark.parametrize("end", ["json", "label"])
@pytest.mark.parametrize("what", ["gone", "damaged"])
def test_a_newer_manual_that_waits_is_shown_whatever_happened_to_its_fast_form(
    tmp_path: Path, end: str, what: str
) -> None:
    first, _, additions = begun(tmp_path)
    newer, _ = write(small(cover=COVER + "\n"), tmp_path / "new")
    one = choose(first.hash, newer, additions, tmp_path)
    assert one.waiting is not None
    (kept,) = (tmp_path / "cache").glob(f"checked-*.{end}")
    if what == "gone":
        kept.unlink()
    else:
        kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    two = choose(first.hash, newer, additions, tmp_path)
    assert two.newer is not None
    assert label_of(two.newer) == one.waiting.cover.version
    assert two.waiting == one.waiting


def test_a_faulty_newer_manual_is_told_at_every_start(tmp_path: Path) -> None:
    first, _, additions = begun(tmp_path)
    faulty, _ = write(small(log="nonsense = 1"), tmp_path / "new")
    for _ in range(2):
        chosen = choose(first.hash, faulty, additions, tmp_path)
        assert chosen.problems
        assert chosen.manual == first
