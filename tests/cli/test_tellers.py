"""An old shift's teller is made from its own opening record; today's steps in where there is none."""

from __future__ import annotations

from pathlib import Path

from dutyterm.desk.demo import Demo
from dutyterm.i18n import Text
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.reading import read_bytes
from dutyterm.manual.schema import Manual
from dutyterm.review.tellers import Tellers
from dutyterm.review.told import Teller

TODAY = Teller({"p2": "今天的名字", "p99": "后来的人"}, numbers={"p2": "9999"})


def tellers(root: Path) -> tuple[Tellers, list[str]]:
    """Tellers over a hall's shifts, and which manuals they asked for."""
    asked: list[str] = []

    def manual_of(content: str) -> Manual | None:
        asked.append(content)
        return None

    return Tellers(TODAY, root / "shifts", RealDisk(), manual_of), asked


def journals(root: Path) -> list[str]:
    return sorted(path.name.removesuffix(".duty") for path in (root / "shifts").rglob("*.duty"))


def test_names_and_numbers_are_those_of_the_shift(four: Demo) -> None:
    made, asked = tellers(four.root)
    teller = made.of(journals(four.root)[0])
    assert teller.name("p2") == "王敏"
    assert teller.number("p2") != "9999"
    assert teller.name("p99") == "后来的人", "who was not on that roster is known all the same"
    assert len(asked) == 1
    assert teller.manual is TODAY.manual, "a version that is not kept is told with that of today"


def test_a_manual_is_loaded_once_for_all_shifts_and_a_continuation_is_of_its_shift(four: Demo) -> None:
    made, asked = tellers(four.root)
    for journal in journals(four.root):
        assert made.of(f"{journal}.2") is made.of(journal)
    assert len(asked) == 1


def test_an_open_item_is_told_by_its_title_in_whatever_shift_it_is_read_or_settled(four: Demo) -> None:
    """Carried in from an earlier shift, or opened in the same one."""
    made, _ = tellers(four.root)
    files = {path.name.removesuffix(".duty"): path for path in (four.root / "shifts").rglob("*.duty")}
    documents = {name: read_bytes(path.read_bytes()).documents for name, path in files.items()}
    opened = {
        f"{name}#{id}": Text(**document["body"]["title"])
        for name, found in documents.items()
        for id, document in found.items()
        if document["kind"] == "open_item.opened"
    }
    seen = set()
    for name, found in documents.items():
        for document in found.values():
            body = document["body"]
            if document["kind"] in ("open_item.read", "open_item.closed"):
                told = made.of(name).told(document["kind"], body)
                assert told.zh.startswith(opened[body["ref"]].zh)
                assert told.en.startswith(opened[body["ref"]].en)
                seen.add((document["kind"], body["ref"].startswith(f"{name}#")))
    assert seen >= {("open_item.closed", True), ("open_item.read", False)}


def test_an_item_that_cannot_be_found_is_told_by_its_reference(four: Demo) -> None:
    made, _ = tellers(four.root)
    body = {"ref": "demo.2020-01-01-a.k3f9q2#7", "result": "好了"}
    assert made.of(journals(four.root)[0]).told("open_item.closed", body).zh == "2020-01-01-a #7：好了"


def test_the_journal_of_the_hall_and_a_file_that_is_gone_or_broken_are_told_with_today(
    four: Demo, tmp_path: Path
) -> None:
    made, _ = tellers(tmp_path)
    assert made.of("demo.hall-0001.k3f9q2") is TODAY
    assert made.of("") is TODAY
    assert made.of("\0.2026-11-20-a.x") is TODAY
    folder = tmp_path / "shifts" / "2026" / "11"
    folder.mkdir(parents=True)
    journal = journals(four.root)[0]
    raw = next((four.root / "shifts").rglob(f"{journal}.duty")).read_bytes()
    (folder / "demo.2026-11-20-a.aaaaaa.duty").write_bytes(raw.replace("王敏".encode(), "汪敏".encode()))
    assert made.of("demo.2026-11-20-a.aaaaaa") is TODAY, "a name that was altered in the file is not believed"
    (folder / "demo.2026-11-20-a.bbbbbb.duty").write_bytes(b"{nonsense\n\n\n")
    assert made.of("demo.2026-11-20-a.bbbbbb") is TODAY
