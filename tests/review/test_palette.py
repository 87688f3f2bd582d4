"""Finding what can be opened: by words, by ids, by pinyin initials with the input method off (N28)."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from dutyterm.i18n import Lang, Text
from dutyterm.journal.disk import RealDisk
from dutyterm.manual.load import load_manual
from dutyterm.manual.schema import Manual
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.model.people import Person, Role
from dutyterm.model.pinyin import matches, readings
from dutyterm.review import letters as letters_module
from dutyterm.review.letters import NAME, KnownLetters
from dutyterm.review.palette import Target, find, palette_find, targets


class Command(NamedTuple):
    id: str
    label: Text
    tip: Text


COMMANDS = (
    Command("today", Text("今日", "Today"), Text("今天的时间表", "Today's timetable")),
    Command("lock", Text("锁屏", "Lock"), Text("遮住内容，用 PIN 解锁", "Hide the content")),
)
PEOPLE = (
    Person(id="p2", number="8012", name="王敏", role=Role.DUTY_MANAGER),
    Person(id="p3", number="8103", name="单晓重", role=Role.CLERK),
)


@pytest.fixture(scope="module")
def manual() -> Manual:
    found = load_manual(shipped_manual_dir())
    assert isinstance(found, Manual)
    return found


def found(typed: str, manual: Manual, lang: Lang = "zh") -> list[tuple[str, str]]:
    return [(one.sort, one.id) for one in palette_find(typed, COMMANDS, manual, lang, people=PEOPLE)]


def test_initials_find_a_card_a_line_a_role_and_a_name(manual: Manual) -> None:
    title = next(card.title.zh for card in manual.cards if card.id == "PWR")
    assert title.startswith("停电")
    assert found("td", manual)[0] == ("card", "PWR")
    assert found("wm", manual)[0] == ("person", "p2")
    assert ("person", "p2") in found("zbj", manual)
    line = next(line for checklist in manual.lists for line in checklist.lines if line.id == "OPN-02")
    initials = "".join(readings(line.title.zh).get(char, "")[:1] for char in line.title.zh)
    assert ("line", "OPN-02") in found(initials[:4], manual)


def test_every_reading_of_a_character_is_tried(manual: Manual) -> None:
    assert ("person", "p3") in found("sxz", manual)  # 单 shàn, 重 zhòng
    assert ("person", "p3") in found("dxc", manual)  # 单 dān, 重 chóng
    assert ("person", "p3") not in found("axz", manual)


def test_words_ids_and_numbers_find_too(manual: Manual) -> None:
    assert found("停电", manual)[0] == ("card", "PWR")
    assert found("opn-06", manual)[0] == ("line", "OPN-06")
    assert found("net", manual)[0] == ("card", "NET")
    assert found("8012", manual)[0] == ("person", "p2")
    assert found("today", manual, "en")[0] == ("command", "today")
    assert found("LOCK", manual)[0] == ("command", "lock")
    assert found("", manual) == found("  ", manual) == found("ｘｙｚｚｙ", manual) == []


def test_letters_of_an_english_word_are_no_initials(manual: Manual) -> None:
    assert ("command", "lock") not in found("tday", manual, "en")


def test_what_begins_so_comes_before_what_only_holds_it() -> None:
    offered = [
        Target("line", "a", Text("夜间停电检查", "night")),
        Target("line", "b", Text("停电", "power")),
        Target("line", "c", Text("停车", "parking")),
    ]
    assert [one.id for one in find("td", offered)] == ["b", "a"]
    assert [one.id for one in find("停", offered, most=2)] == ["b", "c"]


def test_initials_pass_over_signs_and_take_letters_as_they_are() -> None:
    letters = readings("故障停电应急")
    assert matches("upsgz", "UPS（故障）", letters) == 0
    assert matches("tdyj", "停电 应急", letters) == 0
    assert matches("停d", "停电", letters) == 0
    assert matches("dy", "停电应急", letters) == 1
    assert matches("ty", "停电应急", letters) is None
    assert matches("-", "停电", letters) is None


def test_readings_are_remembered_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(characters: list[str]) -> dict[str, str]:
        asked.extend(characters)
        return readings(characters)

    monkeypatch.setattr(letters_module, "readings", counted)
    assert KnownLetters(tmp_path, RealDisk()).of(["停电 UPS"])["停"] == "t"
    assert KnownLetters(tmp_path, RealDisk()).of(["停", "车"])["电"] == "d"
    assert sorted(asked) == sorted("停电车")


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"\xff", b'{"v":1,"letters":{"a":"b","\xe5\x81\x9c":3}}', b'{"v":9}']
)
def test_a_file_of_readings_that_is_none_is_made_again(tmp_path: Path, data: bytes) -> None:
    (tmp_path / NAME).write_bytes(data)
    assert KnownLetters(tmp_path, RealDisk()).of(["停"])["停"] == "t"
    assert KnownLetters(tmp_path / NAME, RealDisk()).of(["停"])["停"] == "t"  # a folder that cannot be


def test_everything_of_the_manual_can_be_found(manual: Manual) -> None:
    offered = list(targets(COMMANDS, manual, PEOPLE))
    known = KnownLetters()
    for one in offered:
        assert one in find(one.title.zh, offered, most=len(offered), letters=known.of), one.title.zh
