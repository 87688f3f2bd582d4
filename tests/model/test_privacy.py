"""N30: personal numbers are masked before anything is stored, and little else is."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dutyterm.model.id_numbers import check_digit, is_card, is_id18, luhn, may_be_date
from dutyterm.model.privacy import Kind, mask

MASKED = [
    # mobile numbers as people type them
    ("客户王女士 13812345678 下午来取卡", "客户王女士 138****5678 下午来取卡"),
    ("回电13998765432,说明天到", "回电139****5432,说明天到"),
    ("电话:138 1234 5678", "电话:138 **** 5678"),
    ("电话 138-1234-5678 未接", "电话 138-****-5678 未接"),
    ("138.1234.5678 已回访", "138.****.5678 已回访"),
    ("+86 13812345678 投诉网速", "+86 138****5678 投诉网速"),
    ("+8613812345678", "+86138****5678"),
    ("+86-138-1234-5678", "+86-138-****-5678"),
    ("0086 138 1234 5678", "0086 138 **** 5678"),
    ("008613812345678", "0086138****5678"),
    ("8613812345678 要求退费", "86138****5678 要求退费"),
    ("(+86)13812345678", "(+86)138****5678"),
    ("(138)12345678", "(138)****5678"),
    ("013812345678 打不通", "0138****5678 打不通"),
    ("１３８１２３４５６７８ 全角", "１３８****５６７８ 全角"),
    ("１３８ 1234 ５６７８ 混着", "１３８ **** ５６７８ 混着"),
    ("138　1234　5678", "138　****　5678"),
    ("1381234 5678", "138**** 5678"),
    ("1 3 8 1 2 3 4 5 6 7 8", "1 3 8 * * * * 5 6 7 8"),
    ("138—1234—5678", "138—****—5678"),
    ("手机13812345678/13912345678", "手机138****5678/139****5678"),
    ("两个号 13812345678 13912345678", "两个号 138****5678 139****5678"),
    ("周三13812345678来过", "周三138****5678来过"),
    ("台席 3 138 1234 5678", "台席 3 138 **** 5678"),
    ("11-22 13812345678 补卡", "11-22 138****5678 补卡"),
    ("号码一三八一二三四五六七八", "号码一三八****五六七八"),
    ("微信wx13812345678abc", "微信wx138****5678abc"),
    ("customer called from 19912345678 twice", "customer called from 199****5678 twice"),
    ("call back +86 (138) 1234-5678 after six", "call back +86 (138) ****-5678 after six"),
    ("138\u200b1234\u200b5678 粘贴的", "138\u200b****\u200b5678 粘贴的"),
    ("港澳号码 +852 9123 4567", "港澳号码 +852 **** **67"),
    # fixed lines
    ("座机 010-88886666", "座机 010-******66"),
    ("0451-82345678 无人接", "0451-******78 无人接"),
    ("(0451) 8234 5678", "(0451) **** **78"),
    ("（010）88886666", "（010）******66"),
    ("01088886666 家里", "010******66 家里"),
    ("家里电话82345678", "家里电话******78"),
    ("010-88886666转801", "010-******66转801"),
    ("landline 021 6234 5678", "landline 021 **** **78"),
    ("phone no 01088886666 please", "phone no 010******66 please"),
    ("投诉受理 01088886666", "投诉受理 010******66"),
    ("0086-451-82345678", "0086-***-******78"),
    ("+86 451 8234 5678", "+86 *** **** **78"),
    ("+85291234567 来电", "+852******67 来电"),
    ("0085291234567 来电", "00852******67 来电"),
    # identity numbers
    ("身份证 110101199003071233", "身份证 **************1233"),
    ("证件11010119900307123X丢了", "证件**************123X丢了"),
    ("11010119900307123x", "**************123x"),
    ("110101 19900307 1233", "****** ******** 1233"),
    ("110101 1990 0307 1233", "****** **** **** 1233"),
    ("110101-19900307-1233", "******-********-1233"),
    ("１１０１０１１９９００３０７１２３３", "**************１２３３"),
    ("老身份证 110101900307123", "老身份证 ***********7123"),
    ("身份证号写成 110101199013071234 了", "身份证号写成 **************1234 了"),
    ("ID card 110101199003071233 checked", "ID card **************1233 checked"),
    # bank cards
    ("退到 6222021234567890128", "退到 ***************0128"),
    ("卡号 6222 0212 3456 7890 128", "卡号 **** **** **** ***0 128"),
    ("信用卡 4111 1111 1111 1111", "信用卡 **** **** **** 1111"),
    ("4111-1111-1111-1111", "****-****-****-1111"),
    ("卡号 6222021234567890129 客户写错一位", "卡号 ***************0129 客户写错一位"),
]

KEPT = [
    "实收 13,812,345.67 元",
    "长款 1240.00 元,01 台席",
    "营业款 138123.45",
    "今日收入 1381234 元,昨日 1291877 元",
    "工单 R-2240 已派",
    "工单号 202611220830 待回",
    "工单 20261122083015 超时",
    "发票 24112000000012345678",
    "发票 2411 2000 0000 1234 5678",
    "订单 100086202611220001 未到账",
    "流水号 2026112208301599",
    "20261122 早班",
    "2026-11-22 08:30 开门",
    "2026-11-22 08:30:15 断网,09:12 恢复",
    "11-22 13:40-14:00 交接",
    "工号 8012 和 80123 调班",
    "封签 0038127 与 0038128",
    "封签号 03512345678 完好",
    "编号 01088886666 的合同",
    "封存码 48213-90577-16240",
    "恢复码 48213-90577-16240-33871 在信封里",
    "请拨 10086 或 95598、96110、12345、110、119、120",
    "400-810-0000 是厂家热线",
    "热线 4008100000",
    "800-810-1234 已停用",
    "SIM 89860012345678901234 作废",
    "串号 356938035643809",
    "IMEI 356938035643809",
    "排队 15 200 30 4000",
    "面额 100 50 20 10 5 1",
    "台席 01 02 03 04 05 06",
    "IP 192.168.100.254",
    "UPS 96%,温度 23,网速 100",
    "order 1234567890 is late",
    "ticket R-2240-17 closed at 16:20",
    "12 yuan over, 3 notes of 100",
    "谢谢😀👨‍👩‍👧 没有数字",
    "138****5678 已脱敏",
    "",
]


@pytest.mark.parametrize(("typed", "stored"), MASKED)
def test_a_personal_number_is_masked_however_it_is_typed(typed: str, stored: str) -> None:
    assert mask(typed).text == stored
    assert mask(typed).found


@pytest.mark.parametrize("typed", KEPT)
def test_what_is_no_personal_number_is_kept(typed: str) -> None:
    assert mask(typed) == (typed, ())


def test_the_kinds_are_told_so_that_the_person_can_be_told() -> None:
    found = mask("13812345678 身份证110101199003071233 卡 4111 1111 1111 1111 座机010-88886666").found
    assert sorted(found) == sorted([Kind.MOBILE, Kind.ID_CARD, Kind.BANK_CARD, Kind.LANDLINE])


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
surroundings = st.text(alphabet="客户电话来 ,。:abcXx-/()（）\n￥*", max_size=12)
noise = st.text(
    alphabet=st.sampled_from("0123456789０１２Xx -—.()/:, 客户单号电话卡身份证*+\u200b元"), max_size=60
)


@given(surroundings, mobiles, st.sampled_from(["", " ", "-", ".", "　", " - "]), surroundings)
def test_no_mobile_number_survives_in_any_surrounding(before: str, number: str, gap: str, after: str) -> None:
    typed = before + gap.join((number[:3], number[3:7], number[7:])) + after
    digits = re.sub(r"[^0-9]", "", mask(typed).text)
    assert number not in digits


@given(st.one_of(noise, st.text(max_size=80)))
@example("138 1234 5678 138 1234 5678 1234")
@example("13812345678 0451 8234567 6222 0212")
def test_masking_is_idempotent_and_hides_digits_only(text: str) -> None:
    masked = mask(text)
    assert mask(masked.text) == (masked.text, ())
    assert len(masked.text) == len(text)
    changed = [a for a, b in zip(text, masked.text, strict=True) if a != b]
    assert all(a.isdecimal() or a in "〇○零一二三四五六七八九幺" for a in changed)
    assert (masked.text != text) == bool(masked.found)


@given(noise)
def test_no_eleven_digits_in_a_row_are_a_mobile_number_afterwards(text: str) -> None:
    plain_digits = mask(text).text.translate(str.maketrans("０１２", "012"))
    assert not re.search(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])", plain_digits)


provinces = st.sampled_from(["110101", "230103", "440305", "510104"])
births = st.dates(min_value=date(1930, 1, 1), max_value=date(2025, 1, 1))


@given(provinces, births, st.integers(0, 999))
def test_every_right_identity_number_is_masked_and_one_with_a_slip_too(area: str, born: date, n: int) -> None:
    first = f"{area}{born:%Y%m%d}{n:03d}"
    right = first + check_digit(first)
    wrong = first + str((int(right[-1].replace("X", "3")) + 1) % 10)
    for number in (right, wrong):
        assert mask(f"客户{number}来了").text == f"客户{'*' * 14}{number[-4:]}来了"


@given(st.from_regex(r"62[0-9]{13,16}", fullmatch=True))
def test_every_right_bank_card_is_masked(first: str) -> None:
    number = next(first + str(d) for d in range(10) if luhn(first + str(d)))
    assert is_card(number)
    assert number[:-4] not in mask(f"退款 {number}").text


def test_the_check_digit_is_the_one_of_the_standard() -> None:
    assert check_digit("11010519491231002") == "X"
    assert is_id18("11010519491231002X", strict=True)
    assert not is_id18("11010519491231003X", strict=True)


@pytest.mark.parametrize("digits", ["20260230", "20261301", "18991231", "20500101", "20260100"])
def test_what_is_no_day_is_no_birth_date(digits: str) -> None:
    assert not may_be_date(digits)


def test_ten_thousand_pasted_digits_are_no_trouble() -> None:
    assert len(mask("1 3 " * 5000).text) == 20000
    assert mask("7" * 10000) == ("7" * 10000, ())
