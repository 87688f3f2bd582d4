"""A manual is read from a folder; whatever lies there, the loader answers and never raises."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyterm.manual.assemble import assemble
from dutyterm.manual.load import MAX_BYTES, MAX_FILES, load_manual
from dutyterm.manual.problem import Problem
from dutyterm.manual.schema import Manual
from dutyterm.manual.shipped import shipped_manual_dir
from tests.manual.kit import CARD, COVER, LOG, OPENING, SMALL, faults, good, marked, small, write


def problems_of(base: Path, additions: Path | None = None) -> tuple[Problem, ...]:
    found = load_manual(base, additions)
    assert not isinstance(found, Manual)
    return found


def test_the_default_manual_has_lists_in_the_order_of_the_day_cards_and_a_log() -> None:
    made = load_manual(shipped_manual_dir())
    assert isinstance(made, Manual)
    ids = [checklist.id for checklist in made.lists]
    assert ids == ["opening", "patrol", "fire-round", "closing", "periodic"]
    assert made.day is not None
    assert {"PWR", "SYS", "NET"} <= {card.id for card in made.cards}
    assert made.log.category("complaint") is not None


def test_a_hall_without_additions_simply_adds_nothing(tmp_path: Path) -> None:
    base, additions = write(small(), tmp_path)
    assert load_manual(base, additions) == load_manual(base)


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    (found,) = problems_of(tmp_path / "nothing")
    assert "no manual folder" in found.text.en


def test_bad_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    base, _ = write(small(), tmp_path)
    (base / "log.toml").write_bytes(b"# fine\n# \xff\xfe\n")
    (found,) = problems_of(base)
    assert (found.file, found.line) == ("log.toml", 2)
    assert "UTF-8" in found.text.en


def test_a_file_saved_by_notepad_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    base, _ = write(small(), tmp_path)
    (base / "log.toml").write_bytes(b"\xef\xbb\xbf" + SMALL["base/log.toml"].replace("\n", "\r\n").encode())
    assert isinstance(load_manual(base), Manual)


def test_a_syntax_error_has_the_line_of_the_parser() -> None:
    text = OPENING.replace('due = "T-30"', "due = T-30  # here")
    (found,) = faults(opening=text)
    assert (found.file, found.line) == ("opening.toml", marked(text))
    assert "not valid TOML" in found.text.en


def test_a_syntax_error_at_the_end_has_the_last_line() -> None:
    (found,) = faults(log='[[categories]]\nid = "x"\nname = [')
    assert (found.file, found.line) == ("log.toml", 3)


@pytest.mark.parametrize("deep", ["[" * 50_000, "x = " + "[" * 50_000, "x = " + "{a=" * 50_000])
def test_nesting_without_end_is_a_problem(deep: str) -> None:
    (found,) = faults(log=deep)
    assert found.file == "log.toml"


def test_a_number_of_five_thousand_digits_is_a_problem() -> None:
    (found,) = faults(log="x = " + "9" * 5_000)
    assert found.file == "log.toml"


def test_a_file_above_one_mebibyte_is_not_read(tmp_path: Path) -> None:
    base, _ = write(small(), tmp_path)
    (base / "log.toml").write_bytes(b"#" * (MAX_BYTES + 1))
    (found,) = problems_of(base)
    assert (found.file, found.line) == ("log.toml", None)
    assert "1 MiB" in found.text.en


def test_a_folder_with_thousands_of_files_is_not_read(tmp_path: Path) -> None:
    base, _ = write(small(), tmp_path)
    for number in range(MAX_FILES):
        (base / f"x{number}.toml").touch()
    assert any("more than" in p.text.en for p in problems_of(base))


def test_a_folder_named_like_a_file_is_no_file(tmp_path: Path) -> None:
    base, _ = write(small(), tmp_path)
    (base / "log.toml").unlink()
    (base / "log.toml").mkdir()
    assert [p.file for p in problems_of(base)] == ["log.toml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_with_the_name_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    base, _ = write(small(), tmp_path)
    os.mkfifo(base / "pipe.toml")
    assert [(p.file, p.text.en) for p in problems_of(base)] == [("pipe.toml", "not a plain file")]


@pytest.mark.skipif(os.name == "nt", reason="the system refuses such a name itself")
@pytest.mark.parametrize("name", [b"\xff.toml", b"a\nb.toml", b"\x1b[2J.toml"])
def test_a_file_name_that_cannot_be_shown_is_a_problem_that_can(tmp_path: Path, name: bytes) -> None:
    base, _ = write(small(), tmp_path)
    (base / os.fsdecode(name)).touch()
    (found,) = problems_of(base)
    assert found.shown().en.isprintable()


def test_of_thousands_of_faults_the_first_hundred_are_told() -> None:
    found = faults(log=LOG + "[[categories]]\n" * 20_000)
    assert len(found) == 101
    assert found[-1].text.en == "and 39900 more"
    line = OPENING[OPENING.index("[[lines]]") : OPENING.index('[[lines]]\nid = "A-2"')].replace('"D"', '"X"')
    many = faults(opening=OPENING + "".join(line.replace("A-1", f"B-{n}") for n in range(150)))
    assert len(many) == 101
    assert many[-1].text.en == "and 50 more"


def test_a_file_that_the_cover_does_not_list_is_named() -> None:
    files = small() | {"base/patrol.toml": OPENING.replace('"opening"', '"patrol"').encode()}
    found = assemble(files)
    assert not isinstance(found, Manual)
    assert [(p.file, "not listed" in p.text.en) for p in found] == [("patrol.toml", True)]


def test_a_file_that_the_cover_lists_and_nobody_has_is_named() -> None:
    found = faults(cover=COVER.replace('"log.toml"', '"log.toml", "closing.toml"'))
    assert [(p.file, "no such file" in p.text.en) for p in found] == [("closing.toml", True)]


@pytest.mark.parametrize(("missing", "file"), [("cover", "manual.toml"), ("log", "log.toml")])
def test_a_manual_without_cover_or_log_is_none(missing: str, file: str) -> None:
    assert file in [p.file for p in faults(**{missing: None})]


def test_the_same_list_in_two_files_is_named() -> None:
    cover = COVER.replace('"log.toml"', '"log.toml", "other.toml"')
    files = small(cover=cover) | {"base/other.toml": OPENING.encode()}
    found = assemble(files)
    assert not isinstance(found, Manual)
    assert [(p.file, p.item) for p in found] == [("other.toml", "opening")]
    assert "already used in opening.toml" in found[0].text.en


def test_a_problem_is_shown_on_one_line_in_both_languages() -> None:
    (found,) = faults(opening=OPENING.replace('who = ["guard"]', 'who = ["pilot"]'))
    assert found.shown().en.startswith("opening.toml:")
    assert "A-2" in found.shown().zh
    assert "\n" not in found.shown().zh


CONTENT = st.sampled_from(sorted(SMALL))


@settings(max_examples=150)
@given(name=CONTENT, seed=st.integers(0, 2**32), edits=st.integers(1, 6), junk=st.binary(max_size=8))
def test_any_damage_to_a_file_gives_a_manual_or_problems_that_say_where(
    name: str, seed: int, edits: int, junk: bytes
) -> None:
    pick = random.Random(seed)
    raw = bytearray(SMALL[name].encode())
    for _ in range(edits):
        at, length = pick.randrange(len(raw)), pick.choice([0, 1, 1, 5, 40])
        raw[at : at + length] = pick.choice([junk, b"", b"\n", b'"', b"[", b"{", b"=", b"0"])
    said(assemble(small() | {name: bytes(raw)}))


VALUES = [
    "1",
    "-1",
    "true",
    '""',
    '"x"',
    "[]",
    "{}",
    "[[1]]",
    "1.5",
    "nan",
    "2026-01-01",
    "{ zh = 1, en = 2 }",
]


@settings(max_examples=150)
@given(name=CONTENT, seed=st.integers(0, 2**32), value=st.sampled_from(VALUES))
def test_any_value_of_a_wrong_kind_gives_problems_that_say_where(name: str, seed: int, value: str) -> None:
    lines = SMALL[name].splitlines()
    places = [n for n, line in enumerate(lines) if " = " in line and not line.rstrip().endswith("[")]
    at = random.Random(seed).choice(places)
    if lines[at].startswith(" "):  # a row of a longer list
        lines[at] = f"  {value},"
    else:
        lines[at] = lines[at].split(" = ")[0] + " = " + value
    said(assemble(small() | {name: "\n".join(lines).encode()}))


def said(found: Manual | tuple[Problem, ...]) -> None:
    if isinstance(found, Manual):
        return
    assert found
    for problem in found:
        assert problem.file.removeprefix("base/")
        assert problem.line is None or problem.line >= 1
        assert problem.text.zh
        assert problem.text.en


def test_the_card_of_a_hall_gets_its_place_in_the_manual() -> None:
    own = CARD.replace('"NET"', '"LIFT"').replace('digit = "3"\n', "")
    assert [card.id for card in good(**{"add_emergency/lift": own}).cards] == ["NET", "LIFT"]
