"""Whether a row of digits can be an identity number, a bank card or a telephone number."""

from __future__ import annotations

from typing import Final

PROVINCES: Final = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
        "91",
    ]
)
"""First two digits of an identity number (GB/T 2260)."""

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"


def check_digit(first17: str) -> str:
    """The 18th character of an identity number (GB 11643): a digit or `X`."""
    return _CHECKS[sum(int(d) * w for d, w in zip(first17, _WEIGHTS, strict=True)) % 11]


def may_be_date(digits: str, first: int = 1900, last: int = 2049) -> bool:
    """Whether eight digits can be a date YYYYMMDD between two years."""
    days = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    return first <= year <= last and 1 <= month <= 12 and 1 <= day <= days[month - 1]


def is_id18(text: str, *, strict: bool = False) -> bool:
    """Whether 17 digits and a digit or X are an identity number.

    Two of three signs are enough (province, birth date, check digit), so that a mistyped number is found too;
    `strict` asks for all three.
    """
    if len(text) != 18:
        return False
    signs = (text[:2] in PROVINCES, may_be_date(text[6:14]), check_digit(text[:17]) == text[17].upper())
    return all(signs) if strict else sum(signs) >= 2


def is_id15(digits: str) -> bool:
    """Whether 15 digits are an identity number of the old kind (province and birth date YYMMDD)."""
    return len(digits) == 15 and digits[:2] in PROVINCES and may_be_date("19" + digits[6:12])


def luhn(digits: str) -> bool:
    """Whether the last digit is right by the Luhn rule."""
    odd = [int(d) for d in digits[::-1][::2]]
    even = [sum(divmod(int(d) * 2, 10)) for d in digits[::-1][1::2]]
    return (sum(odd) + sum(even)) % 10 == 0


def is_card(digits: str) -> bool:
    """Whether 16 to 19 digits are a bank card: a prefix that banks use, and the Luhn rule."""
    known = digits[:1] in tuple("34569") or digits[:2] in ("81", "82") or "2221" <= digits[:4] <= "2720"
    return 16 <= len(digits) <= 19 and known and luhn(digits)


def is_mobile(digits: str) -> bool:
    """Whether eleven digits are a mobile number."""
    return len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789"


def area_code_length(digits: str) -> int:
    """How many first digits are an area code with its zero (3 or 4), 0 when there is none."""
    if digits[:3] == "010" or (digits[:2] == "02" and digits[2:3].isdigit()):
        return 3
    return 4 if len(digits) >= 4 and digits[0] == "0" and digits[1] in "3456789" else 0


def is_local(digits: str) -> bool:
    """Whether seven or eight digits can be a number of a fixed line, and are not a date."""
    date = len(digits) == 8 and may_be_date(digits)
    return len(digits) in (7, 8) and digits[0] in "2345678" and not date
