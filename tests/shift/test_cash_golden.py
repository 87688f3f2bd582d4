"""A day of money as version 1 wrote it: read for ever, to the same money, and written again the same way."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from dutyterm.journal.reading import read_bytes
from dutyterm.model.record import Record
from dutyterm.shift.cash import family
from dutyterm.shift.cash.books import balanced, places
from dutyterm.shift.cash.carried import from_carry, to_carry
from dutyterm.shift.cash.state import Cash, of, state_of, till_of
from dutyterm.shift.families import KINDS, fold_all

GOLDEN = Path(__file__).parents[1] / "journal" / "golden" / "v1-cash.duty"
DIGEST = "55fa5136952dbb2606ba232f52bef12abd508251d1c4037bd2a100c3bc0a8590"


ADDED = GOLDEN.with_name("v1-cash-returned.duty")
ADDED_DIGEST = "b798ff650983ba9198d0989652ada8d3e234c84e6a921e011d121e6ee5f2466b"


def records(path: Path = GOLDEN) -> list[Record]:
    reading = read_bytes(path.read_bytes())
    assert reading.state == "clean"
    return [KINDS.read(id, dict(document)) for id, document in reading.documents.items()]


RECORDS = records()
LATER = records(ADDED)
CASH: Cash = of(fold_all(RECORDS))


def test_the_golden_bytes_are_those_of_the_release() -> None:
    assert sha256(GOLDEN.read_bytes()).hexdigest() == DIGEST
    assert sha256(ADDED.read_bytes()).hexdigest() == ADDED_DIGEST


def test_every_kind_of_cash_is_in_a_golden_file() -> None:
    kinds = {r.kind for r in (*RECORDS, *LATER) if r.kind.startswith("cash.")}
    assert {fact.KIND for fact in family.FACTS} == kinds


def test_an_over_that_went_back_is_kept_beside_its_result() -> None:
    assert dict(of(fold_all(LATER)).returned) == {"2026-11-20/01#7/cash": 2_000}


@pytest.mark.parametrize("record", [*RECORDS, *LATER[1:]], ids=lambda r: f"{r.id}-{r.kind}")
def test_every_record_is_read_and_would_be_written_with_the_same_body(record: Record) -> None:
    assert record.fact is not None
    assert record.fact.body() == record.raw["body"]


def test_the_money_is_where_it_was() -> None:
    assert balanced(CASH)
    assert dict(places(CASH)) == {
        "till:01": 50_000,
        "reserve": 256_000,
        "under way": 0,
        "packets": 0,
        "bags": 0,
    }
    assert state_of(CASH, "01") == "paid"
    closure = till_of(CASH, "01").spans[0].closure
    assert closure is not None
    assert (closure.expected, closure.variance, closure.pay_in, closure.check) == (
        71_000,
        -1_000,
        32_000,
        True,
    )


def test_what_the_next_shift_takes_over_is_the_same_money() -> None:
    carried = from_carry(to_carry(CASH))
    assert places(carried) == places(CASH)
    assert carried.numbers == CASH.numbers
    assert balanced(carried)
