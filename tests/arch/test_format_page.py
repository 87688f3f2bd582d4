"""docs/format.md describes every kind of record with every key of its body, and every file of a hall."""

from __future__ import annotations

import re

import pytest

from dutyterm.hall import facts as hall
from dutyterm.hall.layout import Layout
from dutyterm.model.record import Fact
from dutyterm.shift.families import FAMILIES
from tests.arch.source import ROOT

PAGE = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
FACTS = [*(fact for family in FAMILIES for fact in family.FACTS), *hall.FACTS]


def described() -> dict[str, set[str]]:
    """Kind -> the keys of its body, as the tables of the page have them."""
    found: dict[str, set[str]] = {}
    records = PAGE.partition("## Records")[2].partition("## Other files")[0]
    for kinds, body in re.findall(r"^\| (`[a-z_.`, ]+`) \| ([^|]+) \|", records, re.MULTILINE):
        for kind in re.findall(r"`([^`]+)`", kinds):
            found[kind] = set(re.findall(r"`([^`]+)`", body))
    return found


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.KIND)
def test_every_kind_of_record_is_described_with_the_keys_of_its_body(fact: type[Fact]) -> None:
    assert fact.KIND in described(), f"{fact.KIND} is missing in docs/format.md"
    assert described()[fact.KIND] == set(fact.model_fields), f"{fact.KIND} in docs/format.md"


def test_the_page_describes_no_kind_that_does_not_exist() -> None:
    assert set(described()) - {fact.KIND for fact in FACTS} == set()


def test_versions_of_records_are_those_of_the_page() -> None:
    assert {fact.V for fact in FACTS} == {1}, "docs/format.md says that all kinds have v 1"


def test_every_file_of_a_data_directory_is_named() -> None:
    layout = Layout(ROOT)
    names = (
        "shifts",
        "hall",
        "manuals",
        "additions",
        "drafts",
        "credentials",
        "device_key",
        "settings",
        "cache",
    )
    for name in names:
        place = getattr(layout, name).relative_to(ROOT).as_posix()
        assert re.search(rf"`{re.escape(place)}[/`]", PAGE), f"{place} is missing in docs/format.md"
