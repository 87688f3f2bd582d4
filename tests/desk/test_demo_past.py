"""The past of the demo hall has what there is to look back on: cases, differences, an audit."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dutyterm.desk.demo import Demo, make_demo
from dutyterm.desk.demo_clock import SimulatedClock
from dutyterm.desk.demo_past import FIRST_DAYS
from dutyterm.desk.house import open_house
from dutyterm.hall.defaults import sample_profile
from dutyterm.hall.device import load_device
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.reading import read_bytes
from dutyterm.journal.verify import verify_paths
from dutyterm.model.people import Role
from dutyterm.options import Options
from dutyterm.review.carried import check_carry
from dutyterm.review.emergencies import cases, parts_of
from dutyterm.review.shelf import newest
from dutyterm.shift.cash import lines

NOW = datetime(2026, 11, 22, 7, 51, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()
SHIFTS = 12
"""Six days: the three newest, and the three with a past."""


def made(root: Path, count: int = SHIFTS) -> Demo:
    demo = asyncio.run(make_demo(root, count, now=NOW))
    assert isinstance(demo, Demo), demo
    return demo


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return made(tmp_path_factory.mktemp("past") / "hall")


def paths(root: Path) -> list[Path]:
    return sorted((root / "shifts").rglob("*.duty"), key=lambda path: path.name)


def documents(root: Path) -> list[dict[str, Any]]:
    """Every record of every shift, in order."""
    found: list[dict[str, Any]] = []
    for path in paths(root):
        found += read_bytes(path.read_bytes()).documents.values()
    return found


def bodies(root: Path, kind: str) -> list[dict[str, Any]]:
    return [d["body"] for d in documents(root) if d["kind"] == kind]


def test_every_file_is_sound_and_every_shift_takes_over_what_the_one_before_left(demo: Demo) -> None:
    assert verify_paths([demo.root]).sound
    assert check_carry(paths(demo.root), RealDisk()) == ()


def test_two_real_cases_were_reviewed_and_one_drill_was_held_and_reviewed(demo: Demo) -> None:
    found = cases(parts_of(newest(RealDisk(), demo.root / "shifts")))
    assert [(case.card, case.drill, case.reviewed) for case in found] == [
        ("PWR", False, True), ("FIRE", True, True), ("SYS", False, True),
    ]  # fmt: skip
    power = found[0]
    assert power.down_s is not None
    assert 30 * 60 <= power.down_s <= 60 * 60, "branch B of the card: 30 to 120 minutes were expected"
    assert power.people == 14
    assert found[2].level == 3, "a case below level III is neither reported nor reviewed"


def test_what_was_taken_by_hand_in_the_power_cut_was_keyed_in_and_adds_up_n11(demo: Demo) -> None:
    assert len(bodies(demo.root, "manual_entry.written")) == 3
    rekeyed = bodies(demo.root, "manual_entry.rekeyed")
    checked = bodies(demo.root, "manual_entry.checked")
    assert len(rekeyed) == len(checked) == 2
    assert {one["person"] for one in rekeyed}.isdisjoint(
        signed["person"] for one in checked for signed in one["signed"]
    )
    (sums,) = bodies(demo.root, "register.reconciled")
    assert "cause" not in sums, "there was no difference to explain"
    assert bodies(demo.root, "register.refused"), "what needs the online check was refused"


def test_a_till_was_short_a_deposit_differed_and_an_auditor_looked(demo: Demo) -> None:
    decided = {body["tender"]: body for body in bodies(demo.root, "cash.difference_decided")}
    assert (decided["cash"]["fen"], decided["cash"]["cause"]) == (-500, "change")
    (bank,) = bodies(demo.root, "cash.credit_decided")
    assert bank["cause"] == "suspect"
    (bag,) = bodies(demo.root, "cash.bag_sealed")
    (credited,) = bodies(demo.root, "cash.bag_credited")
    assert credited["fen"] == bag["fen"] - 1_000
    (audited,) = bodies(demo.root, "cash.audited")
    (signer,) = audited["signed"]
    auditor = next(n for n, person in enumerate(demo.people, 1) if person.role is Role.AUDITOR)
    assert (audited["finding"], signer["person"]) == ("agrees", f"p{auditor}")
    assert auditor == len(demo.people), "the digits of the others stay as they are"


def test_two_evenings_walked_the_closing_list_and_the_second_was_foreseen_from_the_first_n27(
    demo: Demo,
) -> None:
    lists = [
        shelved.summary["figures"]["lists"]["closing-1"]
        for shelved in reversed(newest(RealDisk(), demo.root / "shifts"))
        if "closing-1" in shelved.summary["figures"]["lists"]
    ]
    assert [run.get("predicted", {}).get("runs") for run in lists] == [None, 1]
    assert len(bodies(demo.root, "shift.doors_closed")) == 2
    assert {body["metric"] for body in bodies(demo.root, "metric.recorded")} >= {"visitors", "tickets_called"}


def test_nobody_writes_the_same_words_twice_in_one_shift(demo: Demo) -> None:
    for path in paths(demo.root):
        told = [
            d["body"]["text"]
            for d in read_bytes(path.read_bytes()).documents.values()
            if d["kind"] == "entry.written"
        ]
        assert len(set(told)) == len(told), path.name


def test_nothing_of_it_lies_in_the_newest_days_or_is_left_open(demo: Demo) -> None:
    told = ("procedure.", "step.", "manual_entry.", "register.", "cash.", "after_action.", "metric.")
    days = {
        (TODAY - datetime.fromisoformat(d["at"]).date()).days
        for d in documents(demo.root)
        if d["kind"].startswith(told)
    }
    assert min(days) > FIRST_DAYS
    last = bodies(demo.root, "shift.opened")[-1]["carried"]["open_items"]["items"]
    assert not [item for item in last if item["sort"] == "receipt" or item.get("field") == "after_action"]
    assert not [item for item in last if item["title"]["zh"].startswith(("PWR", "SYS", "FIRE"))]


def test_the_newest_days_do_not_depend_on_how_much_past_there_is(tmp_path: Path, demo: Demo) -> None:
    """What a picture shows of yesterday stays, whatever is added to last week."""

    def log(root: Path, days: int) -> list[tuple[str, str]]:
        return [
            (d["at"], d["body"]["text"])
            for d in documents(root)
            if d["kind"] == "entry.written" and (TODAY - datetime.fromisoformat(d["at"]).date()).days <= days
        ]

    assert log(demo.root, 1)
    short = made(tmp_path / "short", 2)
    assert [text for _, text in log(short.root, 1)] == [text for _, text in log(demo.root, 1)]


def plain(root: Path) -> list[str]:
    """Records without what comes from the keys of the device and the salts of the vault."""
    device = load_device(root / "device.key").id
    found = []
    for document in documents(root):
        value = json.loads(json.dumps(document, default=dict, ensure_ascii=False).replace(device, "DEVICE"))
        for key in ("previous", "seal", "shown", "phone", "account", "carried"):
            value["body"].pop(key, None)
        found.append(json.dumps(value, ensure_ascii=False))
    return found


def test_the_same_seed_tells_the_same_past(tmp_path: Path, demo: Demo) -> None:
    assert plain(made(tmp_path / "again").root) == plain(demo.root)


async def test_lines_about_money_are_typed_as_before_although_money_was_kept_here(
    tmp_path_factory: pytest.TempPathFactory, demo: Demo
) -> None:
    house = await open_house(Options(demo.root), clock=SimulatedClock(NOW))
    session = house.session
    assert session is not None
    assert session.hall.profile is not None
    assert session.hall.profile.flags[lines.SWITCH] is False
    assert sample_profile(id="x", name="x").flags[lines.SWITCH] is True
    await session.close()
