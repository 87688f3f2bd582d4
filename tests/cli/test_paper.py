"""`paper`: what is written where, how it ends, and that looking writes nothing into the data directory."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dutyterm.cli.hall import hall_of
from dutyterm.desk.demo import Demo
from dutyterm.hall.layout import Layout
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.lock import WriterLock
from dutyterm.manual.schema import Manual
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.manual.versions import keep, load_version
from dutyterm.paper.formats import missing
from dutyterm.paper.pack import pack
from tests.cli.conftest import NOW, Said, shifts_of

Run = Callable[..., Said]


def test_the_slip_of_the_shift_sealed_last_is_written_and_its_path_told(
    run: Run, hall: Path, four: Demo
) -> None:
    said = run("paper", "slip", "--data", hall)
    assert said.code == 0
    path = Path(said.out.strip())
    assert path.parent == hall / "paper"
    assert ":" not in path.name
    assert four.seal_code is not None
    assert four.seal_code.replace("-", "  ") in path.read_text(encoding="utf-8")
    again = run("paper", "slip", "--data", hall, "--json")
    told = json.loads(again.out)
    assert set(told) == {"sort", "subject", "copy", "files", "left_out", "doubts", "printed"}
    assert (told["sort"], told["copy"], told["printed"]) == ("slip", 2, None)
    assert "副本 2" in Path(told["files"][0]).read_text(encoding="utf-8")


def test_a_named_shift_and_a_named_day_in_the_language_asked_for(run: Run, hall: Path) -> None:
    name = shifts_of(hall)[0].name.split(".")[1]
    said = run("paper", "slip", name, "--data", hall, "--lang", "en", "--show")
    assert said.code == 0
    assert "Handover slip" in said.out
    assert f"shift {name[-1].upper()}" in said.out
    day = run("paper", "day", name[:10], "--data", hall, "--show", "--lang", "zh")
    assert "营业日报" in day.out
    assert "A 班" in day.out
    assert "B 班" in day.out


def test_asked_for_html_and_pdf_they_lie_beside_the_text(run: Run, hall: Path, tmp_path: Path) -> None:
    pytest.importorskip("reportlab")
    pytest.importorskip("jinja2")
    said = run("paper", "day", "--data", hall, "--format", "pdf", "--format", "html", "--out", tmp_path / "o")
    assert said.code == 0
    assert [Path(line).suffix for line in said.out.splitlines()] == [".txt", ".html", ".pdf"]
    assert all(Path(line).parent == tmp_path / "o" for line in said.out.splitlines())


def test_without_the_extra_the_text_is_made_and_the_rest_is_bad_news(
    run: Run, hall: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "reportlab", None)
    said = run("paper", "slip", "--data", hall, "--format", "pdf", "--json", "--lang", "en")
    assert said.code == 1
    told = json.loads(said.out)
    assert [Path(one).suffix for one in told["files"]] == [".txt"]
    assert [one["format"] for one in told["left_out"]] == ["pdf"]
    assert ".[paper]" in said.err


def test_of_a_damaged_shift_the_paper_says_so_and_it_is_bad_news(run: Run, hall: Path) -> None:
    path = shifts_of(hall)[0]
    data = bytearray(path.read_bytes())
    middle = data.index(b'"kind":"item.answered"', len(data) // 3)
    data[middle + 30] ^= 1
    path.write_bytes(data)
    day = path.name.partition(".")[2][:10]
    for words in (("day", day), ("slip", path.name)):
        said = run("paper", *words, "--data", hall, "--show", "--lang", "en")
        assert said.code == 1
        assert "is damaged" in said.out
        assert "is damaged" in said.err
    assert "Opening checklist" in run("paper", "day", day, "--data", hall, "--show", "--lang", "en").out


def test_looking_only_makes_an_unregistered_copy_outside_the_data(
    run: Run, hall: Path, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in hall.rglob("*") if path.is_file()}
    assert run("paper", "slip", "--data", hall, "--read-only").code == 2
    said = run("paper", "slip", "--data", hall, "--read-only", "--out", tmp_path / "o", "--json")
    assert said.code == 0
    assert json.loads(said.out)["copy"] is None
    assert {path: path.read_bytes() for path in hall.rglob("*") if path.is_file()} == before


def test_while_the_program_is_open_a_copy_is_not_registered(run: Run, hall: Path, tmp_path: Path) -> None:
    lock = WriterLock(hall, RealDisk())
    assert lock.acquire(NOW)
    try:
        said = run("paper", "slip", "--data", hall, "--out", tmp_path / "o", "--show", "--lang", "en")
    finally:
        lock.release()
    assert said.code == 0
    assert "COPY, NOT REGISTERED" in said.out
    assert "not registered" in said.err


@pytest.mark.parametrize(
    "words",
    [("slip", "2026-99-99-a"), ("day", "yesterday"), ("day", "2001-01-01"), ("slip", "--format", "docx")],
)
def test_what_cannot_be_made_is_wrong_use_in_words(run: Run, hall: Path, words: tuple[str, ...]) -> None:
    said = run("paper", *words, "--data", hall)
    assert said.code == 2
    assert said.out == ""
    assert said.err.strip()
    assert not (hall / "paper").exists()


def test_where_there_is_no_hall_there_is_no_paper(run: Run, tmp_path: Path) -> None:
    assert run("paper", "slip", "--data", tmp_path / "none").code == 2
    assert run("paper", "printer", "--data", tmp_path / "none", "--", "lp").code == 2
    assert not (tmp_path / "none").exists()


def test_the_print_command_is_set_shown_used_and_taken_away(run: Run, hall: Path, tmp_path: Path) -> None:
    took = tmp_path / "took.txt"
    code = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.argv[2], 'utf-8')"
    command = [sys.executable, "-c", code, str(took)]
    assert run("paper", "printer", "--data", hall, "--", *command).code == 0
    assert json.loads(run("paper", "printer", "--data", hall, "--json").out) == {"command": command}
    said = run("paper", "slip", "--data", hall, "--print", "--json")
    assert said.code == 0
    told = json.loads(said.out)
    assert told["printed"] is True
    assert took.read_text(encoding="utf-8") == told["files"][0]
    assert run("paper", "printer", "--data", hall, "--none").code == 0
    assert json.loads(run("paper", "printer", "--data", hall, "--json").out) == {"command": []}


def test_a_printer_that_fails_is_bad_news_and_the_file_stays(run: Run, hall: Path) -> None:
    run("paper", "printer", "--data", hall, "--", sys.executable, "-c", "raise SystemExit(4)")
    said = run("paper", "slip", "--data", hall, "--print", "--json")
    assert said.code == 1
    told = json.loads(said.out)
    assert told["printed"] is False
    assert Path(told["files"][0]).exists()


def test_the_pack_is_written_whole_and_a_code_from_its_foot_is_known(run: Run, tmp_path: Path) -> None:
    data, out = tmp_path / "none", tmp_path / "pack"
    said = run("paper", "pack", "--data", data, "--out", out, "--format", "text", "--json")
    assert said.code == 0
    sheets = json.loads(said.out)["sheets"]
    assert sorted(path.name for path in out.iterdir()) == sorted(n for one in sheets for n in one["files"])
    assert not data.exists()
    for one in (sheets[0], sheets[-1]):
        assert one["code"] in (out / one["files"][0]).read_text(encoding="utf-8")
        told = run("paper", "current", one["code"].replace("-", " "), "--data", data, "--json")
        assert told.code == 0
        assert json.loads(told.out) == {"current": True, "id": one["id"], "version": None}
    unknown = run("paper", "current", "00000-00001", "--data", data, "--lang", "en")
    assert unknown.code == 1
    assert "not known" in unknown.out
    assert run("paper", "current", "123", "--data", data).code == 2
    assert run("paper", "pack", "--data", data, "--out", out, "--format", "odt").code == 2


def test_unasked_the_pack_is_text_and_pdf_n12(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dutyterm.cli.pack.pack", lambda manual, premises: pack(manual, premises)[:2])
    out = tmp_path / "pack"
    said = run("paper", "pack", "--data", tmp_path / "none", "--out", out, "--json")
    assert said.code == 0
    kinds = {"text": ".txt", "pdf": ".pdf"} if missing("pdf") is None else {"text": ".txt"}
    assert {path.suffix for path in out.iterdir()} == set(kinds.values())


def test_a_sheet_of_an_older_manual_is_known_as_outdated(run: Run, hall: Path, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(shipped_manual_dir(), older)
    text = (older / "opening.toml").read_text(encoding="utf-8")
    (older / "opening.toml").write_text(text.replace("仪容仪表", "仪容仪表与工牌", 1), encoding="utf-8")
    kept = keep(older, None, hall)
    assert isinstance(kept, Path)
    manual = load_version(hall, kept.name)
    assert isinstance(manual, Manual)
    premises = hall_of(Layout(hall), RealDisk()).premises
    assert premises is not None
    sheet = next(one for one in pack(manual, premises) if one.id == "list-opening")
    told = run("paper", "current", sheet.code, "--data", hall, "--json")
    assert told.code == 1
    assert json.loads(told.out) == {"current": False, "id": "list-opening", "version": manual.cover.version}
