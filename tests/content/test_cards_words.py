"""What the emergency cards say to staff and customers: prohibitions, announcements, both languages (3f)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest

from dutyterm.i18n import LANGS, Text
from dutyterm.manual.schema import Card

FOLDER = Path(__file__).parents[2] / "checklists" / "emergency"
CARDS = {
    card.id: card
    for card in (
        Card.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))) for path in FOLDER.glob("*.toml")
    )
}


def every_text(card: Card) -> list[Text]:
    """All that a card says."""
    texts = [card.title, card.when, card.first, *card.announcements, *card.contacts]
    texts += [card.level] if card.level else []
    for step in card.steps:
        texts += [text for text in (step.target, step.who, step.text) if text]
    return texts


def step_text(card: str, no: str) -> Text:
    """What one step says."""
    return next(step.text for step in CARDS[card].steps if step.no == no)


@pytest.mark.parametrize(
    ("card", "no"),
    [("PWR", "9B"), ("SYS", "5"), ("SYS", "6"), ("NET", "7"), ("PEAK", "1A"), ("PEAK", "1B"), ("PEAK", "2B")]
    + [("PEAK", "3"), ("PEAK", "3R"), ("PEAK", "3A"), ("PEAK", "3D")],
)
def test_a_step_that_diverts_says_that_who_insists_is_served(card: str, no: str) -> None:
    """R0-09, R0-10: diverting is persuasion."""
    assert "坚持人工" in step_text(card, no).zh
    assert re.search("[Ww]ho insists is served", step_text(card, no).en)


def test_no_step_speaks_of_diversion_without_the_insist_rule() -> None:
    steps = [step.text for card in CARDS.values() for step in card.steps]
    assert [text.zh for text in steps if "分流" in text.zh and "坚持人工" not in text.zh] == []
    assert [text.en for text in steps if "diver" in text.en and "insists" not in text.en] == []


@pytest.mark.parametrize(
    ("card", "zh", "en"),
    [
        ("PWR", "总闸不合第二次，湿电箱不碰", "UPS is for shutting down"),
        ("SYS", "IT 没给的时间不说", "No time that IT has not given"),
        ("NET", "绝不接私人手机热点", "Private phone hotspots are forbidden"),
        ("PEAK", "现金不得拒收", "Cash is never refused"),
        ("FIRE", "谁也不许为现金、单据、手机返回", "Nobody returns for cash, forms or phones"),
        ("ROB", "不追、不逞强", "no chase, no heroics"),
        ("CFT", "无权没收，不扣留、不开收缴凭证", "may not seize or keep a note or issue a seizure slip"),
        ("MED", "不给药", "no medicine"),
        ("WEA", "湿配电箱谁也不靠近", "Nobody near a wet panel"),
        ("CPL", "不碰人", "no touching"),
        ("LEAK", "绝不写内容；营业厅不对外报告", "never the data. The hall never reports outside"),
        ("MAN", "不写证件号", "No ID numbers"),
        ("FRD", "不指责客户", "do not accuse"),
        ("GAS", "不开也不关任何电器开关", "Touch no switch"),
        ("NIGHT", "绝不一个人去；先报警察", "Never alone; police first"),
        ("COURIER", "不打对方给的", "never one that they offer"),
        ("EQ", "远离玻璃", "away from glass"),
        ("GRP", "只由公司发言人答复", "Only the company spokesperson"),
    ],
)
def test_what_must_not_be_forgotten_stands_first(card: str, zh: str, en: str) -> None:
    assert zh in CARDS[card].first.zh
    assert en in CARDS[card].first.en


@pytest.mark.parametrize(
    ("card", "zh", "en"),
    [
        ("GRP", "CPL 守住门口 不拍摄 发言人", "CPL Guard filming spokesperson"),
        ("FRD", "放慢 叫值班经理 可疑的业务不办 110/96110 本人同意", "Slow Refuse 110/96110 consent accuse"),
        ("LIFT", "物业 119 隔离", "property 119 Isolate"),
        ("WATER", "物业 隔离 湿插座不碰", "Property Isolate socket"),
        ("GAS", "物业 通风 开关一律不动 不打火", "property Ventilate switch flame"),
        ("EQ", "就地躲 离开玻璃 晃停就撤 点人", "cover glass out head"),
        ("NIGHT", "核实来电 先打 110 第二人 到达时间 看到什么 重新布防", "Check 110 arrival findings re-arm"),
        ("COURIER", "不开门 不交款 本厅通讯录 不用对方给的号码", "shut nothing list offer"),
    ],
)
def test_a_short_card_says_what_counts(card: str, zh: str, en: str) -> None:
    """3f.13."""
    said_zh = "".join(step.text.zh for step in CARDS[card].steps)
    said_en = " ".join(step.text.en for step in CARDS[card].steps)
    assert [term for term in zh.split() if term not in said_zh] == []
    assert [term for term in en.split() if term not in said_en] == []


def test_in_a_night_call_the_police_come_before_everybody_else() -> None:
    assert CARDS["NIGHT"].contacts[0].zh.startswith("110")


def test_the_emergency_kit_is_named_with_its_counts() -> None:
    """3f.0, OPN-18."""
    said = "".join(step.text.zh for step in CARDS["BASE"].steps if step.no in ("15", "16", "17"))
    kit = "手电 4|应急灯|喇叭|急救包|登记簿 2|编号临时收据|计算器|号牌 20|告示 4 种|4G/5G 路由器|疏散图|沙袋"
    assert [thing for thing in kit.split("|") if thing not in said] == []


def test_the_order_in_a_fire_is_people_alarm_first_attack_property() -> None:
    zh, en = CARDS["FIRE"].first
    assert zh.index("人") < zh.index("报警") < zh.index("扑初火") < zh.index("财物")
    assert en.index("People") < en.index("alarm") < en.index("first attack") < en.index("property")


def test_the_levels_and_reports_of_the_common_frame() -> None:
    """3f.0: who is phoned when, the flash report, news, the review."""
    said = {step.no: step.text.zh for step in CARDS["BASE"].steps}
    assert [said[no][:2] for no in ("3", "4", "5", "6")] == ["一级", "二级", "三级", "四级"]
    assert "一、二级 5 分；三级 10 分；四级在本轮巡检后" in said["7"]
    assert "一、二级 30 分；三级 2 小时；四级写日志" in said["8"]
    assert "一、二级每 10-15 分；三级每 15 分；四级一次" in said["10"]
    assert "每 30 分" in said["11"]
    assert "一、二级 24 小时；三级 72 小时；四级写当日日志" in said["13"]
    assert "投诉、争执本身不是应急" in said["6"]


@pytest.mark.parametrize(
    ("card", "count", "zh"),
    [
        ("PWR", 6, "停电 号码 原因|约时间 登记|先给您办|由于__|预计__点前|号票"),
        ("SYS", 6, "不会多扣钱 号票|登记|临时收据|预计__点前|由于__|号票"),
        ("NET", 4, "刷卡 扫码 现金缴费 邻近营业厅|预计__点前|由于__|号票"),
        ("PEAK", 1, "__位 __分钟 自助机 柜台办也可以"),
        ("FIRE", 2, "最近的出口 不坐电梯 不要回来|由于__"),
        ("ROB", 1, "由于__"),
        ("CFT", 1, "认不出来 换一张"),
        ("MED", 1, "两边 通道"),
        ("WEA", 3, "__点起 雨停之前|由于__|号票"),
        ("CPL", 1, "听您讲完 期限和负责人"),
        ("MAN", 1, "还没入账 临时收据__号 通知您"),
        ("BASE", 2, "由于__|号票"),
    ],
)
def test_the_words_for_customers_are_on_the_card(card: str, count: int, zh: str) -> None:
    """3f.14."""
    words = CARDS[card].announcements
    assert len(words) == count
    for text, terms in zip(words, zh.split("|"), strict=True):
        assert [term for term in terms.split() if term not in text.zh] == []


def test_an_announcement_never_names_a_time_by_itself() -> None:
    """No time is promised that nobody has confirmed: the blank is filled by hand."""
    spoken = [text for card in CARDS.values() for text in card.announcements]
    assert [
        text for text in spoken if re.search(r"\d+ ?(点|分|小时|min|h\b|o'clock)", f"{text.zh} {text.en}")
    ] == []
    assert [text for text in spoken if text.zh.count("__") != text.en.count("__")] == []


def test_the_word_counterfeit_is_never_said_to_a_customer() -> None:
    """Domain e.5: no such word before others."""
    assert "假" not in CARDS["CFT"].announcements[0].zh
    assert "counterfeit" not in CARDS["CFT"].announcements[0].en


@pytest.mark.parametrize("card", sorted(CARDS))
def test_a_step_that_names_an_announcement_finds_it(card: str) -> None:
    for step in CARDS[card].steps:
        for number in re.findall(r"播报 (\d)", step.text.zh) + re.findall(
            r"[Aa]nnounce\w* (\d)", step.text.en
        ):
            assert 1 <= int(number) <= len(CARDS[card].announcements), step.no


def test_a_card_named_with_its_digit_is_named_with_the_right_one() -> None:
    named = [
        found
        for card in CARDS.values()
        for text in every_text(card)
        for found in re.findall(r"(\d) [一-鿿]+ ([A-Z]{3,4})\b", text.zh)
        + re.findall(r"\b(\d) ([A-Z]{3,4})\b", text.en)
    ]
    assert len(named) >= 4
    assert [found for found in named if CARDS[found[1]].digit != found[0]] == []


@pytest.mark.parametrize("card", sorted(CARDS))
def test_a_card_speaks_both_languages(card: str) -> None:
    for text in every_text(CARDS[card]):
        assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", text.en), text.en
        assert all(text.to(lang) == text.to(lang).strip() != "" for lang in LANGS)
    for step in CARDS[card].steps:
        assert re.search(r"[\u4e00-\u9fff]", step.text.zh), step.no


@pytest.mark.parametrize("card", sorted(CARDS))
def test_every_number_is_the_same_in_both_languages(card: str) -> None:
    posts = {step.who for step in CARDS[card].steps}
    for text in [text for text in every_text(CARDS[card]) if text not in posts]:
        assert sorted(re.findall(r"\d+", text.zh)) == sorted(re.findall(r"\d+", text.en)), text


@pytest.mark.parametrize("card", sorted(CARDS))
def test_a_card_has_no_glyph_of_ambiguous_width(card: str) -> None:
    said = "".join(text.zh + text.en for text in every_text(CARDS[card]))
    assert {glyph for glyph in said if unicodedata.east_asian_width(glyph) == "A"} == set()


@pytest.mark.parametrize("card", sorted(CARDS))
def test_a_card_is_short_enough_to_be_read_in_the_dark(card: str) -> None:
    shipped = CARDS[card]
    numbers = [step.no for step in shipped.steps]
    assert len(numbers) == len(set(numbers)) <= 22
    assert [step.no for step in shipped.steps if len(step.text.zh) > 62 or len(step.text.en) > 112] == []
    assert len(shipped.first.zh) <= 62
    assert len(shipped.first.en) <= 118


@pytest.mark.parametrize("card", sorted(CARDS))
def test_a_card_says_where_its_rules_come_from(card: str) -> None:
    assert CARDS[card].source
    assert [tag for tag in CARDS[card].source if not re.fullmatch(r"L\d+b?|W\d+|W-low|S[0-4]|D", tag)] == []
