"""The personal data guard (N30): telephone, ID and bank card numbers are masked before storing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from dutyterm.i18n import Text
from dutyterm.model.id_numbers import area_code_length, is_card, is_id15, is_id18, is_local, is_mobile


class Kind(StrEnum):
    """What kind of personal number was found."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    ID_CARD = "id_card"
    BANK_CARD = "bank_card"


KIND_NAMES: Final[dict[Kind, Text]] = {
    Kind.MOBILE: Text("手机号", "mobile number"),
    Kind.LANDLINE: Text("电话号码", "telephone number"),
    Kind.ID_CARD: Text("证件号码", "identity number"),
    Kind.BANK_CARD: Text("银行卡号", "bank card number"),
}
"""What each kind is called when the person is told that it was masked."""


class Masked(NamedTuple):
    """A text in which every digit to be hidden became `*`; everything else, the length too, is as it was."""

    text: str
    found: tuple[Kind, ...]
    """One entry for each number that was masked, in the order in which they were found."""


_GAP: Final = (
    r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff.·\-‐‑‒–—―_−()\uff08\uff09\[\]\u3010\u3011]"
)
_TOKEN: Final = re.compile(r"(?:\d+(?:(?<=\d)[Xx\u00d7\uff38\uff58](?![0-9A-Za-z\uff10-\uff19]))?)")
_JOINS: Final = re.compile(rf"(?:(?!\n){_GAP}){{0,4}}")
_NEAR: Final = r"[^\d,\uff0c;\uff1b。]{0,6}$"
_ORDER: Final = re.compile(
    r"(工单|订单|单号|流水|受理|编号|票号|发票|串号|封签|批次|凭证|序列|IMEI|ICCID"
    r"|order|ticket|serial|invoice|receipt|seal|(?<![A-Za-z])no\.?)" + _NEAR,
    re.IGNORECASE,
)
_SERIAL: Final = re.compile(
    r"(单号|流水|编号|票号|发票|串号|封签|批次|凭证|序列|IMEI|serial|invoice|seal|(?<![A-Za-z])no\.?)"
    + _NEAR,
    re.IGNORECASE,
)
"""What a row of eleven digits with a leading zero may be, when it is not called a telephone."""
_CALLED_PHONE: Final = re.compile(r"(电话|座机|固话|宅电|tel|phone|call|landline)" + _NEAR, re.IGNORECASE)
_ID_WORD: Final = re.compile(
    r"(身份证|证件|身份号|(?<![A-Za-z])ID\s*(card|no|number)?)" + _NEAR, re.IGNORECASE
)
_CARD_WORD: Final = re.compile(r"(卡号|银行卡|储蓄卡|信用卡|账号|帐号|card|account)" + _NEAR, re.IGNORECASE)
_PHONE_WORD: Final = re.compile(
    r"(电话|座机|固话|宅电|号码|回电|致电|联系方式|联系|tel|phone|call|landline)[\s:\uff1a.是为]{0,3}$",
    re.IGNORECASE,
)
_SPLITS: Final = (
    "11 3-4-4 3-8 7-4 4-4-3 4-3-4 4-7 3-3-5 3-5-3 5-6 6-5 3-3-3-2 3-2-2-2-2 3-2-2-4 3-4-2-2 1-10 1-3-3-4"
    " 1-1-1-1-1-1-1-1-1-1-1"
)
_MOBILE_SHAPES: Final = frozenset(tuple(int(n) for n in split.split("-")) for split in _SPLITS.split())
"""How people group the eleven digits. Other groupings are rows of amounts or counts."""
_DIALLED: Final = ("0086", "00852", "00853", "00886")
_HAN_DIGITS: Final = dict(zip("零一二三四五六七八九〇○幺", (*range(10), 0, 0, 1), strict=True))
_HAN_RUN: Final = re.compile("[零一二三四五六七八九〇○幺]{11}")
_LONGEST_CHAIN: Final = 11


class _Group(NamedTuple):
    digits: str
    start: int
    end: int


class _Hit(NamedTuple):
    kind: Kind
    spots: tuple[int, ...]
    """Positions in the text of the characters of the number."""
    hidden: slice
    """Which of them are hidden."""


def mask(text: str) -> Masked:
    """The text with personal numbers masked; never raises, never changes the length.

    Mobile numbers keep the first three and last four digits, identity numbers and bank cards the last four,
    fixed lines the area code and the last two. Service numbers (110, 10086, 400...) have other shapes.
    """
    found: list[Kind] = []
    # What stays visible of one number could complete another one; so again until nothing is found.
    # Each turn hides at least one digit more, so this ends.
    while True:
        hits = list(_hits(text))
        if not hits:
            return Masked(text, tuple(found))
        chars = list(text)
        for hit in hits:
            found.append(hit.kind)
            for spot in hit.spots[hit.hidden]:
                chars[spot] = "*"
        text = "".join(chars)


def _hits(text: str) -> Iterator[_Hit]:
    for chain in _chains(text):
        at = 0
        while at < len(chain):
            for size in range(min(_LONGEST_CHAIN, len(chain) - at), 0, -1):
                hit = _recognise(text, chain, at, size)
                if hit:
                    yield hit
                    at += size
                    break
            else:
                at += 1
    for run in _HAN_RUN.finditer(text):
        if is_mobile("".join(str(_HAN_DIGITS[c]) for c in run[0])):
            yield _Hit(Kind.MOBILE, tuple(range(run.start(), run.end())), slice(3, 7))


def _chains(text: str) -> Iterator[list[_Group]]:
    """Rows of digit groups with only separators between them."""
    chain: list[_Group] = []
    for token in _TOKEN.finditer(text):
        if chain and not _JOINS.fullmatch(text, chain[-1].end, token.start()):
            yield chain
            chain = []
        chain.append(_Group(_ascii(token[0]), token.start(), token.end()))
    if chain:
        yield chain


def _ascii(token: str) -> str:
    return "".join("X" if (n := unicodedata.decimal(c, None)) is None else str(n) for c in token)


def _recognise(text: str, chain: list[_Group], at: int, size: int) -> _Hit | None:
    groups = chain[at : at + size]
    digits = "".join(g.digits for g in groups)
    if len(digits) > 24 or "X" in digits[:-1]:
        return None
    shape = tuple(len(g.digits) for g in groups)
    spots = tuple(spot for g in groups for spot in range(g.start, g.end))
    before = text[max(0, groups[0].start - 16) : groups[0].start]
    for rule in _RULES:
        if rule is not _id_card and digits.endswith("X"):
            # Only an identity number ends with X; after anything else it is a letter of the text.
            digits, shape, spots = digits[:-1], (*shape[:-1], shape[-1] - 1), spots[:-1]
        hit = rule(digits, shape, before, spots)
        if hit and not (hit.kind is Kind.BANK_CARD and size > 1 and _goes_on(chain, at, size)):
            return hit
    return None


def _goes_on(chain: list[_Group], at: int, size: int) -> bool:
    """A longer row of groups of four (a 20-digit invoice number) is no card."""
    after = chain[at + size].digits if at + size < len(chain) else ""
    return len(after) == 4 or (at > 0 and len(chain[at - 1].digits) == 4)


def _id_card(digits: str, shape: tuple[int, ...], before: str, spots: tuple[int, ...]) -> _Hit | None:
    named = bool(_ID_WORD.search(before))
    order = bool(_ORDER.search(before)) and not named
    if len(digits) == 18:
        whole = len(shape) == 1
        usual = shape[0] in (6, 14) or shape[-1] == 4 or (digits[-1] == "X" and len(shape) <= 3)
        right = is_id18(digits, strict=order or not (whole or usual)) or named
        return _Hit(Kind.ID_CARD, spots, slice(0, -4)) if right else None
    if len(digits) == 15 and digits.isdigit() and shape in ((15,), (6, 6, 3), (6, 9)):
        right = named or (is_id15(digits) and not order)
        return _Hit(Kind.ID_CARD, spots, slice(0, -4)) if right else None
    return None


def _bank_card(digits: str, shape: tuple[int, ...], before: str, spots: tuple[int, ...]) -> _Hit | None:
    if not (digits.isdigit() and 16 <= len(digits) <= 19):
        return None
    fours = all(n == 4 for n in shape[:-1]) and shape[-1] <= 4
    if not (len(shape) == 1 or fours or (len(shape) == 2 and shape[0] == 6)):
        return None
    named = bool(_CARD_WORD.search(before)) and not digits.startswith("898")  # 898: a SIM's own number
    if named or (is_card(digits) and (digits.startswith("62") or not _ORDER.search(before))):
        return _Hit(Kind.BANK_CARD, spots, slice(0, -4))
    return None


def _mobile(digits: str, shape: tuple[int, ...], _before: str, spots: tuple[int, ...]) -> _Hit | None:
    prefix = next(
        (p for p in ("0086", "086", "86", "0", "") if digits.startswith(p) and is_mobile(digits[len(p) :])),
        None,
    )
    if prefix is None:
        return None
    rest = list(shape)
    skip = len(prefix)
    while skip and rest:
        step = min(skip, rest[0])
        skip, rest[0] = skip - step, rest[0] - step
        if not rest[0]:
            rest.pop(0)
    if tuple(rest) not in _MOBILE_SHAPES:
        return None
    first = len(prefix) + 3
    return _Hit(Kind.MOBILE, spots, slice(first, first + 4))


def _landline(digits: str, shape: tuple[int, ...], before: str, spots: tuple[int, ...]) -> _Hit | None:
    if not digits.isdigit():
        return None
    area = area_code_length(digits)
    local = digits[area:]
    if area and is_local(local):
        if len(shape) == 1:
            attached = before[-1:].isascii() and before[-1:].isalpha()
            serial = (_SERIAL.search(before) or attached) and not _CALLED_PHONE.search(before)
            return None if serial or len(digits) < 11 else _Hit(Kind.LANDLINE, spots, slice(area, -2))
        if shape[0] == area and shape[1:] in ((7,), (8,), (4, 4), (3, 4), (4, 3)):
            return _Hit(Kind.LANDLINE, spots, slice(area, -2))
    if is_local(digits) and shape in ((7,), (8,), (4, 4), (3, 4)) and _PHONE_WORD.search(before):
        return _Hit(Kind.LANDLINE, spots, slice(0, -2))
    from_abroad = before.endswith("+") or digits.startswith(_DIALLED)
    if not from_abroad or not 9 <= len(digits) <= 16:
        return None
    country = shape[0] if len(shape) > 1 else 5 if digits.startswith("00") else 3
    return _Hit(Kind.LANDLINE, spots, slice(min(country, 5), -2))


_Rule = Callable[[str, tuple[int, ...], str, tuple[int, ...]], _Hit | None]
_RULES: Final[tuple[_Rule, ...]] = (_id_card, _bank_card, _mobile, _landline)
