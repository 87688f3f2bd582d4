"""A hall adds to the rules of money and makes them stricter; what is looser is a clash (R0-15)."""

from __future__ import annotations

from functools import cache

import pytest

from dutyterm.manual.assemble import assemble
from dutyterm.manual.cash import CashRules
from dutyterm.manual.diff import diff_all, diff_cash, title_of
from dutyterm.manual.load import read_files
from dutyterm.manual.schema import Manual
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.manual.tree import Files
from dutyterm.manual.wording import wordings
from dutyterm.model.money import format_fen
from dutyterm.shift.cash.sheet import rows
from dutyterm.shift.cash.told import figure
from tests.shift.cash_world import CREW, CashWorld
from tests.shift.world import FIGURES, premises

COUPON = """
[[tenders]]
id = "coupon"
name = { zh = "商场券", en = "mall coupons" }
"""


@cache
def shipped() -> Files:
    files = read_files(shipped_manual_dir())
    assert not isinstance(files, tuple)
    return files


def made(text: str) -> Manual | list[str]:
    """The default manual with this `additions/cash.toml`; or its faults in English, with their places."""
    found = assemble({**shipped(), "additions/cash.toml": text.encode()})
    return found if isinstance(found, Manual) else [problem.shown().en for problem in found]


def manual(text: str = "") -> Manual:
    found = made(text)
    assert isinstance(found, Manual), found
    return found


def rules(text: str) -> CashRules:
    found = manual(text).cash
    assert found is not None
    return found


def test_a_hall_switches_on_the_rare_coins_that_it_counts() -> None:
    found = rules('rare = ["f5", "f1"]')
    ids = [row.id for row in rows(found, CashWorld().hall)]
    assert "f5" in ids
    assert "f1" in ids
    assert "f2" not in ids


def test_own_tenders_causes_and_valuables_come_after_those_of_the_manual() -> None:
    found = rules(
        COUPON + '[[causes]]\nid = "machine"\nname = { zh = "点钞机误点", en = "counter miscounted" }\n'
    )
    assert found.tenders[-1].id == "coupon"
    assert found.causes[-1].id == "machine"
    assert len(found.tenders) == 8


def test_a_tightened_step_asks_for_more_and_begins_sooner() -> None:
    text = '[[tighten]]\nid = "middle"\nup_to = 3000\ninform = ["hall_manager"]\ninform_by = "same_day"\n'
    found = rules(text)
    assert found.rung(3_000).inform == ("hall_manager",)
    assert found.rung(3_001).id == "large"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("figures = { drawer_fen = 600000 }", "drawer_fen can only be stricter"),
        ("figures = { overnight_fen = 2000001 }", "overnight_fen can only be stricter"),
        ("figures = { small_change_fen = 19999 }", "small_change_fen can only be stricter"),
        ("figures = { footage_days = 31 }", "footage_days can only be stricter"),
        ("figures = { footage_days = 20 }", "the reminder must come before"),
        ("figures = { float_fen = 1 }", "float_fen"),
        ("figures = { drawer_fen = true }", "drawer_fen"),
        ("figures = { drawer_fen = -1 }", "drawer_fen"),
        ("figures = { drawer_fen = 1.5 }", "drawer_fen"),
        ('rare = ["y100"]', "y100 is no row of rare coins"),
        (COUPON.replace("coupon", "pos"), "the id pos is taken"),
        ('[[tighten]]\nid = "huge"\nwords = true\n', "the ladder has no huge"),
        ('[[tighten]]\nid = "small"\nup_to = 1001\n', "up_to can only be smaller"),
        ('[[tighten]]\nid = "even"\nup_to = 0\n', "up_to can only be smaller"),
        ('[[tighten]]\nid = "grave"\nup_to = 90000\n', "up_to can only be smaller"),
        ('[[tighten]]\nid = "middle"\nrecount = "own"\n', "recount cannot ask for less"),
        ('[[tighten]]\nid = "grave"\ninform_by = "same_day"\n', "inform_by cannot ask for less"),
        ('[[tighten]]\nid = "small"\ninform = ["pilot"]\ninform_by = "at_once"\n', "unknown role pilot"),
        ('[[tighten]]\nid = "middle"\nup_to = 900\n', "steps go from small to large"),
        ('ladder = []', "ladder"),
    ],
)  # fmt: skip
def test_what_is_looser_or_unknown_is_a_clash_with_its_place(text: str, told: str) -> None:
    found = made(text)
    assert isinstance(found, list), "it was taken"
    assert any(told in line for line in found), found
    assert all("cash.toml" in line for line in found)


def test_of_profile_and_addition_the_stricter_limit_holds() -> None:
    own = premises(roster=CREW, numbers={**FIGURES, "drawer_fen": 400_000, "small_change_fen": 30_000})
    for text, drawer, change in (
        ("", 400_000, 30_000),
        ("figures = { drawer_fen = 300000, small_change_fen = 25000 }", 300_000, 30_000),
        ("figures = { drawer_fen = 450000, small_change_fen = 40000 }", 400_000, 40_000),
    ):
        world = CashWorld(manual(text), own)
        cash = world.manual.cash
        assert cash is not None
        assert figure(world.scene, cash, "drawer_fen") == drawer
        assert figure(world.scene, cash, "small_change_fen") == change


def test_a_difference_of_two_manuals_tells_what_changed_about_money() -> None:
    text = 'rare = ["f5"]\nfigures = { drawer_fen = 300000 }\n' + COUPON
    text += '[[tighten]]\nid = "small"\nup_to = 500\n'
    old, new = manual(), manual(text)
    found = {(c.part, c.id, c.what): c for c in diff_all(old, new)}
    assert set(found) == {
        ("cash", "f5", "changed"),
        ("cash", "coupon", "added"),
        ("cash", "figures", "changed"),
        ("cash", "small", "changed"),
    }
    (limit,) = wordings(found["cash", "figures", "changed"])
    assert (limit.before and limit.before.zh, limit.after and limit.after.zh) == (
        format_fen(500_000),
        format_fen(300_000),
    )
    (step,) = wordings(found["cash", "small", "changed"])
    assert (step.before and step.before.zh, step.after and step.after.zh) == ("10.00", "5.00")
    for change in found.values():
        one = change.after or change.before
        assert one is not None
        assert title_of(one).zh
        assert title_of(one).en


def test_the_words_about_a_suspected_note_are_compared_too() -> None:
    old = manual()
    text = shipped()["base/cash.toml"].decode().replace("保持距离", "离远一些")
    new = assemble({**shipped(), "base/cash.toml": text.encode()})
    assert isinstance(new, Manual)
    (change,) = diff_cash(old, new)
    assert (change.id, change.keys) == ("cash", ("suspect",))


def test_equal_rules_have_no_difference() -> None:
    assert diff_cash(manual(), manual()) == ()
