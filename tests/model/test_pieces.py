"""Pieces as they are typed on a number pad (e.1): piles, other faces, and zero that must be typed."""

import pytest

from dutyterm.model.pieces import parse_others, parse_pieces
from dutyterm.model.refusal import Refusal

FACES = (500, 1_000, 2_000, 5_000, 10_000)


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [("0", 0), ("42", 42), ("50+12", 62), ("１００＋１２", 112), (" 7 ", 7), ("100+100+100", 300),
     ("007", 7), ("999999", 999_999), ("3*50", 150), ("3*50+7", 157), ("2＊50＋1", 101), ("0*50", 0)],
)  # fmt: skip
def test_pieces_are_read_pile_by_pile(typed: str, pieces: int) -> None:
    assert parse_pieces(typed) == pieces


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"), ("  ", "empty"), ("-1", "not_pieces"), ("+1", "not_pieces"), ("1+", "not_pieces"),
        ("1++2", "not_pieces"), ("NaN", "not_pieces"), ("inf", "not_pieces"), ("12.505", "not_pieces"),
        ("12.5", "not_pieces"), ("1e3", "not_pieces"), ("True", "not_pieces"), ("abc", "not_pieces"),
        ("9" * 400, "not_pieces"), ("1000000", "too_many"), ("999999+1", "too_many"), ("4 2 -", "not_pieces"),
        ("3*", "not_pieces"), ("*50", "not_pieces"), ("3*50*2", "not_pieces"), ("1000*1000", "too_many"),
    ],
)  # fmt: skip
def test_what_is_no_number_of_pieces_is_refused_with_words(typed: str, code: str) -> None:
    refused = parse_pieces(typed)
    assert isinstance(refused, Refusal)
    assert refused.code == code
    assert refused.text.zh
    assert refused.text.en


@pytest.mark.parametrize(
    ("typed", "found"),
    [("0", ()), ("10*3", ((1_000, 3),)), ("50*2+10*3", ((1_000, 3), (5_000, 2))),
     ("10＊3", ((1_000, 3),)), ("10*1+10*2", ((1_000, 3),)), ("5*0", ())],
)  # fmt: skip
def test_other_money_is_face_times_pieces(typed: str, found: tuple[tuple[int, int], ...]) -> None:
    assert parse_others(typed, FACES) == found


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "empty"), ("3", "not_face_and_pieces"), ("2*5", "unknown_face"), ("10*-1", "not_face_and_pieces"),
     ("10*", "not_face_and_pieces"), ("10*999999+10*1", "too_many"), ("1e1*2", "not_face_and_pieces")],
)  # fmt: skip
def test_other_money_without_a_known_face_is_refused(typed: str, code: str) -> None:
    refused = parse_others(typed, FACES)
    assert isinstance(refused, Refusal)
    assert refused.code == code
