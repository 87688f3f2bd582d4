"""Count sheet and deposit slip: the words of the amount, both counts, nothing before the lock (N4, M15)."""

from __future__ import annotations

import pytest

from dutyterm.i18n import Lang, Text
from dutyterm.paper.as_text import text
from dutyterm.paper.cash import About, count_sheet, deposit_slip
from dutyterm.shift.cash import bags, counts
from dutyterm.shift.cash.settling import mark_pending
from tests.shift.cash_world import CLERK, MANAGER, CashWorld
from tests.shift.world import DAY


def about(world: CashWorld, copy: int | None = 1) -> About:
    return About(
        hall="城北厅",
        day=DAY,
        shift="A",
        printed_at=world.now,
        copy=copy,
        version=Text("手册 1.2", "manual 1.2"),
        names={p.id: f"{p.name} {p.number}" for p in world.hall.roster},
        tills={t.id: t.name for t in world.hall.tills},
    )


def settled() -> CashWorld:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.count("01", {"y100": 12, "y10": 56, "j5": 3})
    world.report("01", 126_150)
    world.settle()
    return world


def test_nothing_is_printed_of_a_count_before_it_is_locked() -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    assert world.manual.cash is not None
    assert count_sheet(about(world), "01", world.span(), world.manual.cash) is None
    world.do(counts.count, "01", CLERK, world.typed({"y100": 3}))
    assert count_sheet(about(world), "01", world.span(), world.manual.cash) is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_count_sheet_has_pieces_amounts_words_and_who_counted(lang: Lang) -> None:
    world = settled()
    assert world.manual.cash is not None
    made = count_sheet(about(world), "01", world.span(), world.manual.cash)
    assert made is not None
    told = text(made, lang)
    for part in ("1,761.50", "壹仟柒佰陆拾壹元伍角", "李娟 8021", "王敏 8012", "1,200.00", "560.00",
                 "1,261.50", "壹仟贰佰陆拾壹元伍角"):  # fmt: skip
        assert part in told
    assert "COPY" not in told


def test_a_reprint_is_marked_as_a_copy() -> None:
    world = settled()
    assert world.manual.cash is not None
    made = count_sheet(about(world, copy=2), "01", world.span(), world.manual.cash)
    assert made is not None
    assert "COPY 2" in text(made, "en")
    assert "副本 2" in text(made, "zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_deposit_slip_names_bag_seal_amount_in_words_and_its_way(lang: Lang) -> None:
    world = settled()
    bag = world.bag_all()
    world.do(bags.move, bag, "courier", world.by(MANAGER, CLERK), "押运员 孙", "J-1")
    world.do(bags.credit, bag, "H-1", world.now.date(), 126_150)
    told = text(deposit_slip(about(world), world.cash.bags[bag]), lang)
    for part in (
        bag,
        world.cash.bags[bag].seal,
        "1,261.50",
        "人民币壹仟贰佰陆拾壹元伍角",
        "押运员 孙",
        "H-1",
    ):
        assert part in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_deposit_slip_tells_the_words_that_a_signer_wrote_beside_its_own_n4(lang: Lang) -> None:
    world = settled()
    two = world.by(MANAGER, CLERK)
    world.do(bags.seal, "B-1", "S-1", tuple(world.cash.packets), two, "壹仟贰佰陆拾壹元伍角正")
    told = text(deposit_slip(about(world), world.cash.bags["B-1"]), lang)
    assert told.count("人民币壹仟贰佰陆拾壹元伍角") == 2
    assert {"zh": "签名人写的大写", "en": "words as a signer wrote them"}[lang] in told
    assert "人民币壹仟贰佰陆拾壹元伍角正" in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_count_whose_report_is_to_come_names_pouch_and_reason(lang: Lang) -> None:
    world = CashWorld()
    world.reserve()
    world.issue()
    world.stop()
    world.count("01", 80_000)
    world.do(mark_pending, "01", 1, "W-1", "系统中断", world.by(CLERK, MANAGER))
    assert world.manual.cash is not None
    made = count_sheet(about(world), "01", world.span(), world.manual.cash)
    assert made is not None
    for part in ("W-1", "系统中断", "800.00"):
        assert part in text(made, lang)
