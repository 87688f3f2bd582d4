"""`log`, `export tinydb`, `verifier`, `manual`, `doctor`, help: what people of support ask."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import Query, TinyDB

from dutyterm.desk.demo import Demo
from dutyterm.manual.shipped import shipped_manual_dir
from tests.cli.conftest import Said, shifts_of

Run = Callable[..., Said]


def lines(said: Said) -> list[dict[str, object]]:
    return [json.loads(line) for line in said.out.splitlines()]


def test_every_record_of_every_shift_is_in_the_log(run: Run, four: Demo) -> None:
    found = lines(run("log", "--data", four.root, "--json"))
    documents = sum(path.read_bytes().count(b'"kind":') for path in shifts_of(four.root))
    assert len(found) == documents
    assert sorted(found[0]) == ["at", "body", "by", "id", "journal", "kind", "mono", "v"]
    assert [one["at"] for one in found] == sorted(str(one["at"]) for one in found)


def test_the_log_is_read_by_day_kind_and_words(run: Run, four: Demo) -> None:
    def asked(*argv: str) -> list[dict[str, object]]:
        return lines(run("log", "--data", four.root, "--json", *argv))

    first = asked("--until", "2026-11-20")
    second = asked("--since", "2026-11-21")
    # the program seals the forgotten evening next morning, with nothing more to record
    assert {str(one["at"])[:10] for one in first} == {"2026-11-20"}
    assert {str(one["at"])[:10] for one in second} == {"2026-11-21"}
    assert len(first) + len(second) == len(asked())
    assert {one["kind"] for one in asked("--kind", "entry")} == {
        "entry.written", "entry.corrected", "entry.added",
    }  # fmt: skip
    assert {one["kind"] for one in asked("--kind", "entry.added")} == {"entry.added"}
    assert asked("--kind", "entr") == []
    found = asked("--text", "二号自助终端")
    assert [one["kind"] for one in found] == ["open_item.opened", "message.written"]
    walked = asked("--since", "2026-11-21T08:00", "--until", "2026-11-21T00:20:00+00:00")
    assert len(walked) > 20
    assert all("08:00" <= str(one["at"])[11:16] < "08:20" for one in walked)


def test_a_kind_that_there_is_not_is_said_instead_of_silence(run: Run, four: Demo) -> None:
    for command in (("log",), ("search", "")):
        said = run(*command, "--data", four.root, "--kind", "entyr", "--lang", "en")
        assert (said.code, said.out) == (0, "")
        assert 'No kind of record is called "entyr"' in said.err
        known = run(*command, "--data", four.root, "--kind", "cash.dropped", "--lang", "en")
        assert (known.out, known.err) == ("", ""), "known, and there is none"


def test_people_read_names_in_the_log(run: Run, four: Demo) -> None:
    said = run("log", "--data", four.root, "--kind", "shift.doors_opened")
    assert said.code == 0
    assert len(said.out.splitlines()) == 2
    assert "2026-11-20-a #" in said.out
    assert any(name in said.out for name in ("王敏", "赵琪"))


def test_a_damaged_file_is_read_as_far_as_it_goes(run: Run, hall: Path) -> None:
    before = len(run("log", "--data", hall).out.splitlines())
    path = shifts_of(hall)[0]
    damaged = path.read_bytes().split(b"\n")
    damaged[9] = damaged[9][:80] + b"#" + damaged[9][81:]
    path.write_bytes(b"\n".join(damaged))
    said = run("log", "--data", hall)
    assert said.code == 1
    assert path.name in said.err
    assert before - 3 <= len(said.out.splitlines()) < before


def test_a_date_that_is_none_is_wrong_use(run: Run, four: Demo) -> None:
    for words in (["--since", "yesterday"], ["--until", "2026-13-01"], ["--since", "9999-99-99"]):
        said = run("log", "--data", four.root, *words)
        assert (said.code, said.out) == (2, "")
        assert words[1] in said.err


def test_the_last_day_of_all_time_is_no_crash(run: Run, four: Demo) -> None:
    assert run("log", "--data", four.root, "--until", "9999-12-31").code in (0, 2)


def test_an_export_opens_with_plain_tinydb(run: Run, four: Demo, tmp_path: Path) -> None:
    source, out = shifts_of(four.root)[2], tmp_path / "shift.json"
    said = run("export", "tinydb", source, out, "--json")
    assert said.code == 0
    with TinyDB(out) as plain:
        records = plain.table("records")
        assert len(records) == json.loads(said.out)["records"] > 50
        assert len(records.search(Query().kind == "shift.opened")) == 1
        assert plain.table("journal").all()[0]["state"] == "sealed"


def test_an_export_replaces_nothing_and_takes_journals_only(run: Run, four: Demo, tmp_path: Path) -> None:
    source, mine = shifts_of(four.root)[0], tmp_path / "mine.json"
    mine.write_text("{}", encoding="utf-8")
    assert run("export", "tinydb", source, mine).code == 2
    assert mine.read_text(encoding="utf-8") == "{}"
    assert run("export", "tinydb", mine, tmp_path / "new.json").code == 2
    assert run("export", "tinydb", tmp_path / "nowhere", tmp_path / "new.json").code == 2
    assert run("export", "tinydb", source, mine / "new.json").code == 2
    assert not (tmp_path / "new.json").exists()


def test_the_one_file_verifier_comes_to_the_same_verdict(run: Run, hall: Path) -> None:
    """N21: somebody without this program can check the files."""
    said = run("verifier", hall)
    assert said.code == 0
    script = Path(said.out.strip())
    assert script == hall / "verify_duty.py"
    assert run("verifier", hall).code == 0  # its own file is renewed

    def judged() -> int:
        return subprocess.run([sys.executable, "-I", script, hall / "shifts"], capture_output=True).returncode

    assert judged() == 0
    path = shifts_of(hall)[1]
    path.write_bytes(path.read_bytes().replace("王敏".encode(), "王梅".encode(), 1))
    assert judged() == 1


def test_the_verifier_replaces_no_other_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "verify_duty.py").write_text("print('mine')\n", encoding="utf-8")
    assert run("verifier", tmp_path).code == 2
    assert (tmp_path / "verify_duty.py").read_text(encoding="utf-8") == "print('mine')\n"


def test_the_shipped_manual_has_no_faults(run: Run, four: Demo) -> None:
    assert run("manual", "lint", "--data", four.root).code == 0
    data = json.loads(run("manual", "lint", shipped_manual_dir(), "--json").out)
    assert data["good"] is True
    assert data["problems"] == []


def test_a_fault_of_a_manual_is_named_with_file_and_line(run: Run, tmp_path: Path) -> None:
    folder = shutil.copytree(shipped_manual_dir(), tmp_path / "manual")
    path = folder / "opening.toml"
    text = path.read_text(encoding="utf-8")
    at = text[: text.index('due = "T-40"')].count("\n") + 1
    path.write_text(text.replace('due = "T-40"', 'due = "soon"', 1), encoding="utf-8")
    said = run("manual", "lint", folder, "--lang", "en")
    assert said.code == 1
    assert f"opening.toml:{at} OPN-01: due soon" in said.out
    problem = json.loads(run("manual", "lint", folder, "--json").out)["problems"][0]
    assert (problem["file"], problem["line"], problem["item"]) == ("opening.toml", at, "OPN-01")


def test_the_difference_of_two_manuals_is_told_line_by_line(run: Run, four: Demo, tmp_path: Path) -> None:
    folder = shutil.copytree(shipped_manual_dir(), tmp_path / "manual")
    path = folder / "opening.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('due = "T-40"', 'due = "T-45"', 1), encoding="utf-8")
    said = run("manual", "diff", "active", folder, "--data", four.root)
    assert said.code == 0
    assert said.out.startswith("~ opening OPN-01")
    change = json.loads(run("manual", "diff", shipped_manual_dir(), folder, "--json").out)["changes"]
    assert [(one["id"], one["what"], one["keys"]) for one in change] == [("OPN-01", "changed", ["due"])]
    assert "没有不同" in run("manual", "diff", "--data", four.root).out
    assert run("manual", "diff", "0" * 64, "--data", four.root).code == 2


def test_the_manual_shows_timetable_figures_and_what_comes_back(run: Run, four: Demo) -> None:
    """WF-01..22, R2-16, R3: `manual show` leaves nothing of the manual out."""
    shown = run("manual", "show", "--lang", "zh", "--data", four.root).out
    lines = {line.split()[0]: line for line in shown.splitlines() if line.split()}
    assert "T+60..C 每 120 分" in lines["WF-10"]
    assert "opening OPN-19..OPN-24" in lines["WF-04"]
    assert "09:30..11:30, 14:00..17:00" in lines["WF-11"]
    assert "达标 <= 10, 挑战线 <= 8" in lines["wait_avg"]
    assert "每周" in lines["PER-W1"]
    assert "每班至少(次) 2" in lines["patrol"]
    data = json.loads(run("manual", "show", "--json").out)
    assert [row["id"] for row in data["day"]][0] == "WF-01"
    assert {m["id"]: m["fail"] for m in data["metrics"]}["wait_avg"] == 10
    assert {"week", "month"} <= {line["every"] for c in data["lists"] for line in c["lines"]}
    assert (
        json.loads(run("manual", "show", "wf-10", "--json").out)["item"]["times"][0]["every_minutes"] == 120
    )
    assert "at least" not in run("manual", "show", "wait_avg", "--lang", "zh").out


def test_the_difference_of_a_limit_or_a_time_is_told_with_both_values(
    run: Run, four: Demo, tmp_path: Path
) -> None:
    """R2-14: lists' own keys, rows of the timetable and limits of figures count as changes, too."""
    folder = shutil.copytree(shipped_manual_dir(), tmp_path / "manual")
    for name, old, new in (
        ("patrol.toml", "min_per_shift = 2", "min_per_shift = 3"),
        ("day.toml", 'at = "T-40"', 'at = "T-45"'),
        ("log.toml", "stretch = 8", "stretch = 7"),
    ):
        path = folder / name
        assert old in path.read_text("utf-8")
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    said = run("manual", "diff", "active", folder, "--lang", "zh", "--data", four.root).out
    assert "~ lists patrol" in said
    assert "每班至少(次): 2  >  3" in said
    assert "时间: T-40  >  T-45" in said
    assert "挑战线: 8  >  7" in said
    changes = json.loads(run("manual", "diff", shipped_manual_dir(), folder, "--json").out)["changes"]
    assert [(c["part"], c["id"], c["keys"]) for c in changes] == [
        ("lists", "patrol", ["min_per_shift"]),
        ("day", "WF-01", ["times"]),
        ("log", "wait_avg", ["stretch"]),
    ]
    assert changes[0]["wordings"] == [
        {"key": "min_per_shift", "before": {"zh": "2", "en": "2"}, "after": {"zh": "3", "en": "3"}}
    ]


def test_the_rules_of_money_are_shown_and_compared_in_yuan(run: Run, four: Demo, tmp_path: Path) -> None:
    shown = run("manual", "show", "--lang", "zh", "--data", four.root).out
    assert "付款方式: pos POS 刷卡" in shown
    assert "到(元): 10.00" in run("manual", "show", "small", "--lang", "zh", "--data", four.root).out
    data = json.loads(run("manual", "show", "--json").out)["cash"]
    assert [one["id"] for one in data["ladder"]] == ["even", "small", "middle", "large", "grave"]
    folder = shutil.copytree(shipped_manual_dir(), tmp_path / "manual")
    path = folder / "cash.toml"
    text = path.read_text("utf-8").replace("drawer_fen = 500000", "drawer_fen = 400000")
    path.write_text(text.replace("up_to = 1000\n", "up_to = 900\n", 1), "utf-8")
    said = run("manual", "diff", "active", folder, "--lang", "zh", "--data", four.root).out
    assert "~ cash figures  限额" in said
    assert "抽屉限额(元): 5,000.00  >  4,000.00" in said
    assert "到(元): 10.00  >  9.00" in said


def test_a_line_and_a_card_of_the_manual_can_be_read(run: Run, four: Demo) -> None:
    line = run("manual", "show", "opn-06", "--lang", "en", "--data", four.root)
    assert line.out.startswith("OPN-06  CCTV recording and clock")
    assert "系统" in run("manual", "show", "NET", "--data", four.root).out
    assert "OPN-34" in run("manual", "show", "--data", four.root).out
    assert len(json.loads(run("manual", "show", "--json").out)["lists"][0]["lines"]) == 34
    assert json.loads(run("manual", "show", "OPN-01", "--json").out)["item"]["id"] == "OPN-01"
    assert "每班至少(次): 2" in run("manual", "show", "patrol", "--lang", "zh", "--data", four.root).out
    assert run("manual", "show", "OPN-99").code == 2


def test_a_healthy_hall_needs_no_doctor(run: Run, hall: Path) -> None:
    said = run("doctor", "--data", hall, "--json")
    data = json.loads(said.out)
    states = {check["id"]: check["state"] for check in data["checks"]}
    assert [id for id in states if id in ("device", "credentials", "manual", "shifts", "lock", "disk.write")]
    assert {states[id] for id in ("device", "credentials", "manual", "shifts", "lock", "disk.write")} == {
        "ok"
    }
    assert sorted(data) == ["checks", "well"]


def test_the_doctor_names_what_is_missing(run: Run, hall: Path) -> None:
    (hall / "credentials.json").unlink()
    (hall / "device.key").write_text("{}", encoding="utf-8")
    said = run("doctor", "--data", hall, "--lang", "en")
    assert said.code == 1
    bad = [line.split()[1] for line in said.out.splitlines() if line.startswith("!")]
    assert bad[-2:] == ["device", "credentials"]


def test_the_doctor_only_looks_when_told_so(run: Run, hall: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in hall.rglob("*")}
    said = run("doctor", "--data", hall, "--read-only")
    assert "disk.write" not in said.out
    assert {path: path.stat().st_mtime_ns for path in hall.rglob("*")} == before
    assert run("doctor", "--data", tmp_path / "nowhere").code == 0
    assert not (tmp_path / "nowhere").exists()
    assert run("doctor", "--data", shifts_of(hall)[0]).code == 1


@pytest.mark.parametrize(
    "argv",
    [["--help"], ["verify", "--help"], ["manual", "--help"], ["manual", "lint", "-h"], ["export", "-h"]],
)
def test_help_is_short_and_speaks_both_languages(run: Run, argv: list[str]) -> None:
    said = run(*argv)
    assert said.code == 0
    assert any("一" <= character <= "鿿" for character in said.out)
    assert len(said.out.splitlines()) < 40
    english = run(*argv, "--lang", "en")
    assert not any("一" <= character <= "鿿" for character in english.out)


@pytest.mark.parametrize(
    "argv",
    [["nonsense"], ["manual"], ["manual", "nonsense"], ["export", "tinydb"], ["log", "more"], ["--what"]],
)
def test_words_that_are_no_command_end_with_two(run: Run, argv: list[str]) -> None:
    assert run(*argv).code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells of a closed pipe in other ways")
@pytest.mark.parametrize("words", [["log", "--json"], ["verify"]])  # much and little to say
def test_a_reader_who_goes_away_is_no_traceback_and_no_good_news(four: Demo, words: list[str]) -> None:
    command = [sys.executable, "-m", "dutyterm", *words, "--data", str(four.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 2


@pytest.mark.parametrize(
    "argv",
    [
        ["verify", "\udcff"],
        ["log", "--text", "\udcff\u0000", "--kind", "\u202e"],
        ["manual", "show", "\ud800"],
        ["manual", "diff", "..", "\udcff"],
        ["manual", "lint", "x" * 5000],
        ["export", "tinydb", "x" * 5000, "y"],
        ["verifier", "x" * 5000],
        ["demo", "x" * 5000, "--no-open"],
        ["demo", "d", "--seed", "9" * 5000, "--no-open"],
        ["log", "--since", "９９９９-１２-３１"],
        ["\udcff"],
    ],
)
def test_no_words_end_in_a_traceback(
    run: Run, four: Demo, argv: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("--data", four.root, *argv).code in (0, 2)


def test_the_terminal_program_imports_none_of_this() -> None:
    code = (
        "import sys, dutyterm.__main__, dutyterm.desk.house\n"
        "sys.exit(any(name in sys.modules for name in ('typer', 'dutyterm.cli')))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
