"""The table of what a role may do."""

import pytest

from dutyterm.hall.permissions import ACT_NAMES, PERMISSIONS, Act, may, refusal
from dutyterm.model.people import ROLE_NAMES, Role


def test_every_act_is_in_the_table_has_a_name_and_somebody_who_may() -> None:
    assert set(PERMISSIONS) == set(ACT_NAMES) == set(Act)
    assert all(PERMISSIONS[act] for act in Act)
    assert set(ROLE_NAMES) == set(Role)


@pytest.mark.parametrize(
    ("role", "act", "granted"),
    [
        (Role.DUTY_MANAGER, Act.OPEN_SHIFT, True),
        (Role.DUTY_MANAGER, Act.SEAL, True),
        (Role.DUTY_MANAGER, Act.OVERRIDE, False),
        (Role.HALL_MANAGER, Act.OVERRIDE, True),
        (Role.HALL_MANAGER, Act.ACTIVATE_MANUAL, True),
        (Role.DUTY_MANAGER, Act.ACTIVATE_MANUAL, False),
        (Role.DUTY_MANAGER, Act.READ_DISCIPLINE, False),
        (Role.DUTY_MANAGER, Act.RESET_PIN, True),
        (Role.GUARD, Act.SIGN_DUAL, True),
        (Role.STOCK_KEEPER, Act.SIGN_DUAL, True),
        (Role.AUDITOR, Act.SIGN_DUAL, True),
        (Role.GUARD, Act.SIGN_IN, False),
        (Role.CLERK, Act.WRITE_ENTRY, True),
        (Role.CLERK, Act.SEAL, False),
        (Role.AUDITOR, Act.WALK, False),
        (Role.COUNTY_REVIEWER, Act.REVIEW, True),
        (Role.COUNTY_REVIEWER, Act.SIGN_DUAL, False),
        (Role.CLEANER, Act.WALK, False),
        (Role.CLERK, Act.CASH, True),
        (Role.GUARD, Act.CASH, False),
        (Role.GUARD, Act.SIGN_CASH, True),
        (Role.CLEANER, Act.SIGN_CASH, False),
        (Role.HALL_MANAGER, Act.SIGN_AFTER_ACTION, True),
        (Role.DUTY_MANAGER, Act.SIGN_AFTER_ACTION, False),
    ],
)
def test_a_role_may_what_its_post_is_for(role: Role, act: Act, granted: bool) -> None:
    assert may(role, act) is granted
    assert (refusal(role, act) is None) is granted


def test_a_refusal_names_who_may() -> None:
    refused = refusal(Role.CLERK, Act.OVERRIDE)
    assert refused is not None
    assert "厅经理" in refused.text.zh
    assert "hall manager" in refused.text.en
    assert refused.data == {"act": "override"}
