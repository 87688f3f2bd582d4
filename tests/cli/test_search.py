"""`search`, `export jsonl|csv`, the hall's own log: what is found and written, and how it ends."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dutyterm.cli.tables import safe
from dutyterm.desk.demo import Demo
from tests.cli.conftest import Said, shifts_of

Run = Callable[..., Said]


def lines(said: Said) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.out.splitlines()]


def test_words_are_found_newest_first_with_their_context(run: Run, four: Demo) -> None:
    said = run("search", "终端", "--data", four.root, "--json")
    found = lines(said)
    assert said.code == 0
    assert len(found) > 1
    assert [one["at"] for one in found] == sorted((str(one["at"]) for one in found), reverse=True)
    first = found[0]
    assert {"journal", "id", "at", "by", "kind", "v", "body", "text", "spans", "context"} <= set(first)
    assert all("终端" in str(one["context"]) for one in found)
    told = run("search", "终端", "--data", four.root).out.splitlines()
    assert len(told) == len(found)
    assert "终端" in told[0]


def test_filters_narrow_what_is_found(run: Run, four: Demo) -> None:
    def asked(*argv: str) -> list[dict[str, Any]]:
        return lines(run("search", *argv, "--data", four.root, "--json"))

    every = asked("", "--most", "9999")
    assert len(every) == sum(path.read_bytes().count(b'"kind":') for path in shifts_of(four.root))
    assert {str(one["at"])[:10] for one in asked("", "--since", "2026-11-21")} == {"2026-11-21"}
    assert {str(one["at"])[:10] for one in asked("", "--until", "2026-11-20")} == {"2026-11-20"}
    mine = asked("", "--person", "8012", "--kind", "entry", "--most", "9999")
    assert {one["by"] for one in mine} == {"p2"}
    assert asked("", "--person", "王敏", "--kind", "entry", "--most", "9999") == mine
    still_open, settled = asked("", "--state", "open"), asked("", "--state", "closed")
    assert {one["kind"] for one in still_open} <= {"open_item.opened", "open_item.read"}
    assert sum(one["kind"] == "open_item.opened" for one in still_open) == four.open_items
    assert settled
    assert {one["kind"] for one in asked("", "--corrected")} >= {"entry.corrected", "entry.written"}
    assert all(one["kind"] == "entry.written" for one in asked("", "--late"))


def test_too_many_hits_are_said_on_stderr(run: Run, four: Demo) -> None:
    said = run("search", "", "--most", "3", "--data", four.root, "--lang", "en")
    assert len(said.out.splitlines()) == 3
    assert "Only the newest 3" in said.err
    assert said.code == 0


@pytest.mark.parametrize(
    "argv",
    [
        ["--since", "soon"],
        ["--person", "nobody"],
        ["--state", "half"],
        ["--most", "0"],
        ["--until", "2026-99-99"],
    ],
)
def test_a_wish_that_cannot_be_understood_is_wrong_use(run: Run, four: Demo, argv: list[str]) -> None:
    said = run("search", "x", *argv, "--data", four.root)
    assert (said.code, said.out) == (2, "")
    assert said.err


def test_an_altered_line_is_bad_news_and_no_hit(run: Run, hall: Path) -> None:
    entry = lines(run("search", "", "--kind", "entry.written", "--json", "--data", hall))[0]
    word = entry["body"]["text"][:2]
    path = next(path for path in shifts_of(hall) if str(entry["journal"]) in path.name)
    path.write_bytes(path.read_bytes().replace(word.encode(), "冒烟".encode()))
    said = run("search", "冒烟", "--data", hall)
    assert (said.code, said.out) == (1, "")
    assert path.name in said.err


@pytest.mark.parametrize("text", ["\udcff", "\u0000", '"', "", " ", "\\", "%", "[", "x" * 9000, "\u202e"])
def test_no_text_ends_in_a_traceback(run: Run, four: Demo, text: str) -> None:
    assert run("search", "--data", four.root, "--", text).code == 0


def test_a_hall_without_shifts_has_no_hits(run: Run, tmp_path: Path) -> None:
    said = run("search", "x", "--data", tmp_path / "none")
    assert (said.code, said.out) == (0, "")
    assert not (tmp_path / "none").exists()


def test_the_hall_has_a_log_of_its_own(run: Run, four: Demo) -> None:
    found = lines(run("log", "--hall", "--data", four.root, "--json"))
    assert {"profile.set", "person.added", "pin.set", "manual.activated"} <= {one["kind"] for one in found}
    told = run("log", "--hall", "--kind", "person", "--data", four.root, "--lang", "en").out
    assert "person added  8012 王敏, duty manager" in told


def test_the_log_tells_kinds_in_the_language_asked_for(run: Run, four: Demo) -> None:
    assert "开班  2026-11-20 A 班" in run("log", "--data", four.root).out
    assert "shift opened  2026-11-20 shift A" in run("log", "--data", four.root, "--lang", "en").out


def test_all_records_are_exported_as_lines_of_json(run: Run, four: Demo, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    said = run("export", "jsonl", out, "--data", four.root, "--json")
    assert said.code == 0
    text = out.read_text(encoding="utf-8")
    assert text == run("log", "--data", four.root, "--json").out
    assert json.loads(said.out)["records"] == len(text.splitlines())
    assert run("export", "jsonl", out, "--data", four.root).code == 2
    assert out.read_text(encoding="utf-8") == text


def test_the_table_for_excel_has_its_mark_and_no_formula(run: Run, four: Demo, tmp_path: Path) -> None:
    out = tmp_path / "all.csv"
    assert run("export", "csv", out, "--kind", "entry", "--data", four.root).code == 0
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    assert rows[0][:4] == ["班次", "记录号", "时间", "工号"]
    assert all(row[5].startswith("entry.") and row[7] for row in rows[1:])
    assert len(rows) > 5


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "\n=1", "\r"])
def test_a_cell_that_would_be_a_formula_is_text(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    assert safe(f"a{cell}") == f"a{cell}"
