"""The demo hall: sound, believable, the same for the same seed, never on top of something else."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dutyterm import cli
from dutyterm.desk import people, shifts
from dutyterm.desk.clock import SystemClock
from dutyterm.desk.demo import Demo, make_demo
from dutyterm.desk.demo_clock import SimulatedClock
from dutyterm.desk.house import open_house
from dutyterm.desk.outcome import Done
from dutyterm.hall.device import load_device
from dutyterm.journal.reading import Reading, read_bytes
from dutyterm.journal.verify import verify_paths
from dutyterm.model.refusal import Refusal
from dutyterm.options import Options
from dutyterm.shift import open_items
from tests.cli.conftest import NOW, Said, made, shifts_of


def readings(root: Path) -> list[Reading]:
    return [read_bytes(path.read_bytes()) for path in shifts_of(root)]


def of_kind(root: Path, kind: str) -> list[Any]:
    return [d["body"] for r in readings(root) for d in r.documents.values() if d["kind"] == kind]


def test_four_shifts_are_sealed_signed_and_sound(four: Demo) -> None:
    report = verify_paths([four.root])
    assert report.sound
    assert not report.findings
    shift_files = [file for file in report.files if "/shifts/" in Path(file.file).as_posix()]
    assert [file.state for file in shift_files] == ["sealed"] * 4
    assert {file.signature for file in shift_files} == {"valid"}
    assert shift_files[-1].code == four.seal_code


def test_the_last_shift_was_yesterday_evening_and_each_knows_the_one_before(four: Demo) -> None:
    opened = of_kind(four.root, "shift.opened")
    assert [(body["day"], body["code"]) for body in opened] == [
        ("2026-11-20", "A"), ("2026-11-20", "B"), ("2026-11-21", "A"), ("2026-11-21", "B"),
    ]  # fmt: skip
    assert [body["code_check"] for body in opened] == ["first", "seam", "forgotten", "seam"]


def test_times_never_go_back_and_nothing_is_later_than_today(four: Demo) -> None:
    times = [datetime.fromisoformat(d["at"]) for r in readings(four.root) for d in r.documents.values()]
    assert times == sorted(times)
    assert times[-1] < NOW


def test_two_people_sign_a_second_apart_at_least(four: Demo) -> None:
    """M9, P9: two signatures of one field are of two people and never of one second."""
    signed: dict[tuple[object, ...], list[tuple[datetime, str]]] = {}
    for number, reading in enumerate(readings(four.root)):
        for document in reading.documents.values():
            if document["kind"] == "item.signed":
                body = document["body"]
                where = (number, body["item"], body["part"], body["field"])
                moment = datetime.fromisoformat(document["at"])
                signed.setdefault(where, []).append((moment, body["person"]))
    assert {key[1] for key in signed} == {"OPN-02", "OPN-19", "OPN-20", "OPN-23", "OPN-24"}
    for (first, one), (second, other) in signed.values():
        assert second - first >= timedelta(seconds=1)
        assert one != other


def test_things_went_wrong_as_they_do(four: Demo) -> None:
    doors = of_kind(four.root, "shift.doors_opened")
    assert "system" in [body.get("late_reason") for body in doors]
    assert of_kind(four.root, "item.overridden")[0]["item"] == "OPN-06"
    assert {body["item"] for body in of_kind(four.root, "item.deferred")} == {"OPN-31", "OPN-32"}
    assert of_kind(four.root, "item.changed")
    assert of_kind(four.root, "entry.corrected")
    assert of_kind(four.root, "entry.added")
    assert len(of_kind(four.root, "program.started")) == 5  # one of the four was interrupted
    forgotten = ["forgotten" in reading.seal["flags"] for reading in readings(four.root) if reading.seal]
    assert forgotten == [False, True, False, False]


def test_the_doors_opened_once_with_defects(tmp_path: Path) -> None:
    """N34: blocking lines not in order, on the hall manager's word."""
    demo = made(tmp_path / "hall", 6)
    defects = [tuple(body["defects"]) for body in of_kind(demo.root, "shift.doors_opened")]
    assert ("OPN-10",) in defects


def test_items_come_back_until_somebody_settles_them(tmp_path: Path) -> None:
    demo = made(tmp_path / "hall", 12)
    carried = {
        item["ref"] for body in of_kind(demo.root, "shift.opened")
        for item in body.get("carried", {}).get("open_items", {}).get("items", [])
    }  # fmt: skip
    closed = {body["ref"] for body in of_kind(demo.root, "open_item.closed")}
    assert carried & closed
    assert demo.open_items > 0


async def test_today_can_be_opened_with_the_printed_pin_and_seal_code(hall: Path, four: Demo) -> None:
    house = await open_house(Options(hall), clock=SimulatedClock(NOW))
    session = house.session
    assert session is not None
    assert house.state == "ready"
    assert session.notices == ()
    lead = four.people[1]
    signed = await people.sign_in(session, session.hall.roster[1].id, lead.pin)
    assert isinstance(signed, people.Signed)
    assert signed.person.name == lead.name
    wrong = await shifts.open_shift(session, seal_code="000000000000000")
    assert isinstance(wrong, Refusal)
    opened = await shifts.open_shift(session, seal_code=four.seal_code or "")
    assert isinstance(opened, Done)
    assert len(open_items.of(session.shift).open()) == four.open_items > 0
    assert shifts.propose(session).day.isoformat() == "2026-11-22"
    await session.close()


def plain_records(root: Path) -> list[str]:
    """All records without what comes from the keys of the device and the secrets of the hall."""
    device = load_device(root / "device.key").id
    found = []
    for reading in readings(root):
        for document in reading.documents.values():
            text = json.dumps(document, default=dict, ensure_ascii=False).replace(device, "DEVICE")
            value = json.loads(text)
            value["body"].pop("previous", None)  # hashes of a seal that names the key
            value["body"].pop("seal", None)
            value["body"].pop("shown", None)  # it covers texts with references that name the device
            found.append(json.dumps(value, ensure_ascii=False))
    return found


def test_the_same_seed_tells_the_same_story(four: Demo, tmp_path: Path) -> None:
    again, other = made(tmp_path / "again", 4), made(tmp_path / "other", 4, seed=2)
    assert plain_records(again.root) == plain_records(four.root)
    assert plain_records(other.root) != plain_records(four.root)


def test_before_four_in_the_morning_it_is_still_yesterday(tmp_path: Path) -> None:
    night = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)  # half past two in the hall
    demo = made(tmp_path / "hall", 1, now=night)
    assert of_kind(demo.root, "shift.opened")[0]["day"] == "2026-11-20"


def test_a_hall_without_a_past_can_be_had_too(tmp_path: Path) -> None:
    demo = made(tmp_path / "hall", 0)
    assert (demo.seal_code, demo.open_items) == (None, 0)
    assert shifts_of(demo.root) == []


def test_the_command_prints_who_works_there(run: Callable[..., Said], tmp_path: Path) -> None:
    said = run("demo", tmp_path / "new", "--shifts", "2", "--no-open", "--lang", "en")
    assert said.code == 0
    assert said.err == ""
    digits = ("   2  8012  593026  王敏  duty manager", "   -  8108  860241  郑雪  clerk")
    for words in (*digits, "Seal code of the last shift", "2 sealed shifts"):
        assert words in said.out


def test_the_command_as_json_has_a_stable_shape(run: Callable[..., Said], tmp_path: Path) -> None:
    said = run("demo", tmp_path / "new", "--shifts=1", "--no-open", "--json")
    data = json.loads(said.out)
    assert sorted(data) == [
        "folder", "hall", "open_items", "people", "recovery_code", "seal_code", "shifts",
    ]  # fmt: skip
    assert data["people"][1] == {
        "digit": 2, "number": "8012", "name": "王敏", "role": "duty_manager", "pin": "593026",
    }  # fmt: skip


def test_the_program_is_opened_on_the_new_hall(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened: list[Options] = []

    def open_program(options: Options) -> int:
        opened.append(options)
        return 7

    here = Options(tmp_path / "elsewhere", "en", ascii=True)
    assert cli.run(here, ["demo", str(tmp_path / "new"), "--shifts", "0"], open_program) == 7
    assert opened == [Options(tmp_path / "new", "en", ascii=True)]
    assert cli.run(here, ["demo", str(tmp_path / "two"), "--shifts", "0", "--no-open"], open_program) == 0
    assert len(opened) == 1
    assert "593026" in capsys.readouterr().out


def test_without_a_terminal_the_hall_is_made_and_not_opened(run: Callable[..., Said], tmp_path: Path) -> None:
    said = run("demo", tmp_path / "new", "--shifts", "1")
    assert said.code == 2
    assert "终端" in said.err
    assert len(shifts_of(tmp_path / "new")) == 1


def test_a_folder_with_something_in_it_is_refused_and_left_alone(
    run: Callable[..., Said], tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    said = run("demo", tmp_path, "--no-open")
    assert said.code == 2
    assert "空的" in said.err
    assert "empty" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    "words", [("--shifts", "-1"), ("--shifts", "many"), ("--seed", "x"), ("--read-only",)]
)
def test_wrong_words_make_no_hall(run: Callable[..., Said], tmp_path: Path, words: tuple[str, ...]) -> None:
    said = run("demo", tmp_path / "new", "--no-open", *words)
    assert said.code == 2
    assert said.err
    assert not (tmp_path / "new").exists()


def test_a_place_where_no_folder_can_be_made_is_refused(run: Callable[..., Said], tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    said = run("demo", tmp_path / "file" / "hall", "--no-open")
    assert said.code == 2
    assert said.err


def test_today_is_taken_from_the_clock_when_nobody_says_it(tmp_path: Path) -> None:
    demo = asyncio.run(make_demo(tmp_path / "hall", 1))
    assert isinstance(demo, Demo)
    clock = SystemClock()
    clock.set_zone("Asia/Shanghai")
    day = datetime.fromisoformat(of_kind(demo.root, "shift.opened")[0]["day"]).date()
    assert timedelta(days=1) <= clock.now().date() - day <= timedelta(days=2)
