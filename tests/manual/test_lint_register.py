"""The checks of register.toml: what no clerk could fill in, or what would let forbidden business through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dutyterm.manual.lint_register import check_register
from dutyterm.manual.register import RegisterRules
from tests.shift.world import real_manual

Change = Callable[[dict[str, Any]], None]


def _never_allowed(rules: dict[str, Any]) -> None:
    rules["business"][0]["id"] = rules["never"][0]["id"]


def _no_receipt(rules: dict[str, Any]) -> None:
    rules["business"][0]["asks"].remove("receipt")


def _money_in_a_question(rules: dict[str, Any]) -> None:
    rules["business"][1]["asks"].append("due")


def _twice(rules: dict[str, Any]) -> None:
    rules["business"][1]["may"].append("request")


def _not_keyed_in(rules: dict[str, Any]) -> None:
    rules["business"][0]["rekey"] = False


def _call_without_phone(rules: dict[str, Any]) -> None:
    rules["business"][4]["asks"].remove("phone")


def _wide(rules: dict[str, Any]) -> None:
    rules["never"][0]["name"]["zh"] = "很长很长很长很长的业务"


def _no_reasons(rules: dict[str, Any]) -> None:
    rules["voids"] = []


def _ten_kinds(rules: dict[str, Any]) -> None:
    rules["business"] = [{**rules["business"][1], "id": f"b{n}"} for n in range(10)]


def _nothing_forbidden(rules: dict[str, Any]) -> None:
    rules["never"] = []


def _entry_above_page(rules: dict[str, Any]) -> None:
    rules["figures"]["entry_fen"] = rules["figures"]["page_fen"] + 1


FAULTS: dict[Change, tuple[str, str | None]] = {
    _never_allowed: ("new_line", "id"),
    _no_receipt: ("payment", "asks"),
    _money_in_a_question: ("consult", "asks"),
    _twice: ("consult", "asks"),
    _not_keyed_in: ("payment", "rekey"),
    _call_without_phone: ("booking", "call"),
    _wide: ("new_line", "name"),
    _no_reasons: ("", "voids"),
    _ten_kinds: ("", "business"),
    _nothing_forbidden: ("", "never"),
    _entry_above_page: ("", "entry_fen"),
}


def rules_with(change: Change) -> RegisterRules:
    shipped = real_manual().by_hand
    assert shipped is not None
    body = shipped.model_dump(mode="python")
    listed = {**body, **{key: [dict(one) for one in body[key]] for key in ("business", "never", "voids")}}
    for one in listed["business"]:
        one.update(asks=list(one["asks"]), may=list(one["may"]))
    listed["figures"] = dict(listed["figures"])
    change(listed)
    return RegisterRules.model_validate(listed)


def test_what_is_shipped_has_no_fault() -> None:
    assert list(check_register(rules_with(lambda _: None))) == []


@pytest.mark.parametrize("change", FAULTS, ids=lambda change: change.__name__.strip("_"))
def test_a_fault_is_named_with_its_place(change: Change) -> None:
    item, key = FAULTS[change]
    found = [(f.item or "", f.key) for f in check_register(rules_with(change))]
    assert any(one == item and (key == "id" or named == key) for one, named in found), found
