"""A shift goes from one manager to the next in a real terminal, across power cuts (N5, S5, S6, N20)."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest

from dutyterm.desk import items, log, messages, people, setup, shifts
from dutyterm.desk.house import open_house
from dutyterm.hall.credentials import CHEAP
from dutyterm.hall.demo import DEMO_PEOPLE, demo_profile
from dutyterm.hall.founding import Founding, NewPerson
from dutyterm.journal.disk import RealDisk
from dutyterm.journal.reading import Reading, read_bytes
from dutyterm.journal.seal import seal_code
from dutyterm.journal.verify import verify_paths
from dutyterm.options import Options
from dutyterm.review.carried import check_carry
from dutyterm.shift.entries import Draft
from tests.desk.kit import START, FaultyDisk, StillClock, done
from tests.e2e import script
from tests.e2e.kit import PIN, REAL_TERMINAL, moved_to, open_at
from tests.e2e.terminal import KEYS

STEPS = script.read("take-over")

TOLD = (
    "叫号机卡纸两次,已换纸,仍需观察;报修单 R-2238,待厂家回电,备用手写号牌",
    "团体 30 人办理宽带,已加开台席 5,引导员分流,等候 12 分",
    "对面厅推出 39 元档,来问的客户较多,话术按本周口径",
    "孙倩顶岗台席 2 约 40 分,午餐错峰,已归位",
    "客户投诉等候 25 分,已安抚致歉,给优先号,客户离开时情绪平稳",
    "二号台席读卡器偶发不识别,换备用机后正常,旧机送修",
    "饮水机缺水,已补两桶,物业下午再送",
    "老人忘带证件,引导家属线上办理,已办好",
    "消防通道临时堆放纸箱,已清走,提醒保洁",
    "手工登记 5 笔未补录,信封 E-07,保险柜上层",
)
"""Ten entries as they are written in a hall."""

READ_A_MINUTE = 300
"""Chinese characters that somebody takes in with care."""

PRESS_S = 0.4
"""Seconds for a key on a number pad, without haste."""


def hand_over_hall(data: Path) -> None:
    """The demo hall at 13:42: an early shift with 14 things to hand over."""
    asyncio.run(_hall(data))


async def _hall(data: Path) -> None:
    cost, people.COST = people.COST, CHEAP
    clock = StillClock()
    try:
        house = await open_house(Options(data=data), clock=clock, disk=FaultyDisk())
        staff = tuple(NewPerson(p.number, p.name, p.role, p.posts) for p in DEMO_PEOPLE)
        made = await setup.found_hall(
            house, Founding(demo_profile(), staff, tuple(p.pin for p in DEMO_PEOPLE))
        )
        assert isinstance(made, setup.NewHall)
        session = made.session
        assert isinstance(await people.sign_in(session, "p2", PIN), people.Signed)
        done(await shifts.open_shift(session))
        for text in TOLD:
            done(await log.write(session, Draft("fault", text)))
        due = clock.at + timedelta(hours=8)
        done(await items.promise(session, "张* 13812341234", "退费结果,下午回电", due))
        done(await items.note(session, "空调 14 度,已报修,明日上门", sort="fault"))
        done(await items.note(session, "昨日缴款回单未取", sort="receipt"))
        done(await messages.write(session, "大客户明天看场地,请接待", priority="important"))
        await session.close()
    finally:
        people.COST = cost


def journals(data: Path) -> dict[str, Reading]:
    """Shift files by the code of their shift."""
    found = sorted(data.joinpath("shifts").rglob("*.duty"))
    return {path.name.split(".")[1][-1]: read_bytes(path.read_bytes()) for path in found}


def at(hour: int, minute: int) -> int:
    """Milliseconds from the PC's clock to that time of the day of the tests."""
    return moved_to(START.replace(hour=hour, minute=minute))


# --- counted from the script ---------------------------------------------------------------------


def test_taking_over_needs_no_letter_key() -> None:
    keys = {step.what for step in STEPS if step.kind == "key"}
    assert keys <= set(KEYS)
    assert not any(len(key) == 1 and key.isalpha() for key in keys)


def test_reading_a_normal_handover_takes_at_most_two_keys_a_thing() -> None:
    keys = script.counted(script.section(STEPS, "reading", "accept"))
    assert 14 < keys <= 2 * 14


def test_reading_a_normal_handover_takes_at_most_three_minutes() -> None:
    """Estimated: every character read with care, every key pressed without haste."""
    steps = script.section(STEPS, "reading", "accept")
    digits = sum(len(step.what) for step in steps if step.kind == "digits")
    characters = sum(map(len, TOLD)) + 80  # the four others: what, due, owner
    seconds = (script.counted(steps) + digits) * PRESS_S + characters / READ_A_MINUTE * 60
    assert seconds <= 180


# --- played --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.process
@pytest.mark.usefixtures("real_terminal")
def test_a_shift_is_handed_over_across_a_power_cut(tmp_path: Path, lang: str) -> None:
    data = tmp_path / "hall"
    hand_over_hall(data)
    taken: dict[str, str] = {}
    with open_at(data, at(13, 42), "--lang", lang) as terminal:
        script.play(terminal, script.section(STEPS, "submit"), taken)
        terminal.kill()
    sealed, opened = journals(data)["a"], journals(data)["b"]
    assert sealed.seal_hash is not None
    assert seal_code(sealed.seal_hash).replace("-", "") == taken["code"]
    assert opened.seal_hash is None
    with open_at(data, at(13, 48), "--lang", lang) as terminal:
        script.play(terminal, script.section(STEPS, "sign in", "reading", "accept"), taken)
        assert "Traceback" not in terminal.raw
        terminal.kill()
    after = journals(data)
    kinds = [document["kind"] for document in after["b"].documents.values()]
    assert kinds.count("handover.accepted") == 1
    assert len(after) == 2
    assert verify_paths([data]).sound
    assert check_carry(sorted(data.rglob("*-?.*.duty")), RealDisk()) == ()


@REAL_TERMINAL[0]
@REAL_TERMINAL[1]
@pytest.mark.parametrize("wait", [0.0, 0.05, 0.15, 0.4], ids=lambda s: f"{s * 1000:.0f}ms")
def test_a_kill_while_submitting_leaves_one_open_shift_and_never_two(tmp_path: Path, wait: float) -> None:
    """N20: the early shift is either still open, or sealed with the late one open behind it."""
    data = tmp_path / "hall"
    hand_over_hall(data)
    *before, _ = script.section(STEPS, "submit")
    *keys, enter = [step for step in before if step.kind != "take"]
    with open_at(data, at(13, 42)) as terminal:
        script.play(terminal, keys)
        terminal.press_blindly(enter.what)
        terminal.linger(wait)
        terminal.kill()
    with open_at(data, at(13, 48)) as terminal:
        terminal.wait(re.compile("赵琪|看过了")).settle()  # what the start finished is told first
        terminal.kill()
    found = journals(data)
    assert [code for code, one in found.items() if one.seal_hash is None] == [max(found)]
    assert verify_paths([data]).sound
    assert check_carry(sorted(data.rglob("*-?.*.duty")), RealDisk()) == ()
