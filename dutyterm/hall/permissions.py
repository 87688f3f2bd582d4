"""What a role may do: one table, asked by the desk and never by a screen."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from dutyterm.i18n import Text, joined
from dutyterm.model.people import ROLE_NAMES, Role
from dutyterm.model.refusal import Refusal


class Act(StrEnum):
    """Things that not everybody may do."""

    SIGN_IN = "sign_in"
    OPEN_SHIFT = "open_shift"
    WALK = "walk"
    SIGN_DUAL = "sign_dual"
    OPEN_DOORS = "open_doors"
    OVERRIDE = "override"
    SEAL = "seal"
    CASH = "cash"
    SIGN_CASH = "sign_cash"
    AUDIT_CASH = "audit_cash"
    REGISTER = "register"
    WRITE_ENTRY = "write_entry"
    TAKE_OVER = "take_over"
    DECIDE_HANDOVER = "decide_handover"
    RELIEVE = "relieve"
    READ_DISCIPLINE = "read_discipline"
    ADD_PERSON = "add_person"
    CHANGE_PERSON = "change_person"
    RESET_PIN = "reset_pin"
    SET_PROFILE = "set_profile"
    ACTIVATE_MANUAL = "activate_manual"
    MOVE_DEVICE = "move_device"
    REVIEW = "review"
    READ_AUDITS = "read_audits"
    READ = "read"
    MAKE_PAPER = "make_paper"
    READ_PERSONAL = "read_personal"
    ERASE_NEEDED = "erase_needed"
    SIGN_AFTER_ACTION = "sign_after_action"


ACT_NAMES: Final[dict[Act, Text]] = {
    Act.SIGN_IN: Text("登录", "sign in"),
    Act.OPEN_SHIFT: Text("开班", "open a shift"),
    Act.WALK: Text("填写清单", "walk a list"),
    Act.SIGN_DUAL: Text("双人签名", "sign as the second person"),
    Act.OPEN_DOORS: Text("记录开门", "open the doors"),
    Act.OVERRIDE: Text("授权越过", "authorise an override"),
    Act.SEAL: Text("封存本班", "seal the shift"),
    Act.CASH: Text("办理资金", "handle cash"),
    Act.SIGN_CASH: Text("为资金签名", "sign for cash"),
    Act.AUDIT_CASH: Text("稽核结账", "audit a closure"),
    Act.REGISTER: Text("手工受理", "accept by hand"),
    Act.WRITE_ENTRY: Text("记日志", "write a log entry"),
    Act.TAKE_OVER: Text("接班", "take over a shift"),
    Act.DECIDE_HANDOVER: Text("裁定交接异议", "decide a refused handover"),
    Act.RELIEVE: Text("顶班", "stand in"),
    Act.READ_DISCIPLINE: Text("查看违纪记录", "read discipline entries"),
    Act.ADD_PERSON: Text("增加人员", "add a person"),
    Act.CHANGE_PERSON: Text("变更人员", "change a person"),
    Act.RESET_PIN: Text("重置 PIN", "reset a PIN"),
    Act.SET_PROFILE: Text("改营业厅资料", "change the hall's profile"),
    Act.ACTIVATE_MANUAL: Text("启用手册", "activate a manual"),
    Act.MOVE_DEVICE: Text("换电脑", "move the hall to another PC"),
    Act.REVIEW: Text("审阅", "review"),
    Act.READ_AUDITS: Text("看稽核记录", "see the audits"),
    Act.READ: Text("查看", "read"),
    Act.MAKE_PAPER: Text("出交接单、日报", "make slips and reports"),
    Act.READ_PERSONAL: Text("看客户完整号码", "see full numbers of customers"),
    Act.ERASE_NEEDED: Text("删还没办结的客户号码", "erase numbers that are still needed"),
    Act.SIGN_AFTER_ACTION: Text("签事后总结", "sign an after-action review"),
}
"""What each act is called."""

_MANAGERS: Final = frozenset({Role.HALL_MANAGER, Role.DUTY_MANAGER})
_HALL: Final = frozenset({Role.HALL_MANAGER})
_SIGNERS: Final = frozenset(Role) - {Role.COUNTY_REVIEWER}
_FLOOR: Final = _MANAGERS | {Role.CLERK, Role.STOCK_KEEPER}

PERMISSIONS: Final[dict[Act, frozenset[Role]]] = {
    Act.SIGN_IN: _FLOOR | {Role.AUDITOR, Role.COUNTY_REVIEWER, Role.GREETER},
    Act.OPEN_SHIFT: _MANAGERS,
    Act.WALK: _MANAGERS,
    # The second of two may be anybody of the hall: a guard at the door, the auditor at the safe (OPN-02, 19).
    Act.SIGN_DUAL: _SIGNERS,
    Act.OPEN_DOORS: _MANAGERS,
    # A blocking line is passed over by the hall manager's word only, also by telephone (domain 3(b)).
    Act.OVERRIDE: _HALL,
    Act.SEAL: _MANAGERS,
    Act.CASH: _MANAGERS | {Role.CLERK},
    # A guard is the witness at a terminal box, the auditor the second at the safe; rules say where (CLS-13).
    Act.SIGN_CASH: _FLOOR | {Role.AUDITOR, Role.GUARD},
    # who is at the keyboard; the finding itself is always an auditor's own PIN (e.3 step 14)
    Act.AUDIT_CASH: _MANAGERS | {Role.AUDITOR},
    # An emergency asks nobody whether the shift was taken over: it is not among WORK.
    Act.REGISTER: _FLOOR | {Role.GREETER},
    Act.WRITE_ENTRY: _FLOOR | {Role.GREETER},
    Act.TAKE_OVER: _MANAGERS,
    # who is at the keyboard; the ruling itself is always a named hall manager's, also by telephone (e.7)
    Act.DECIDE_HANDOVER: _MANAGERS,
    Act.RELIEVE: _MANAGERS,
    Act.READ_DISCIPLINE: _HALL | {Role.COUNTY_REVIEWER},
    Act.ADD_PERSON: _HALL,
    Act.CHANGE_PERSON: _HALL,
    Act.RESET_PIN: _MANAGERS,
    Act.SET_PROFILE: _HALL,
    Act.ACTIVATE_MANUAL: _HALL,
    Act.MOVE_DEVICE: _HALL,
    Act.REVIEW: _HALL | {Role.COUNTY_REVIEWER},
    Act.READ_AUDITS: _HALL | {Role.AUDITOR, Role.COUNTY_REVIEWER},
    Act.READ: _FLOOR | {Role.AUDITOR, Role.COUNTY_REVIEWER},
    Act.MAKE_PAPER: _MANAGERS | {Role.AUDITOR, Role.COUNTY_REVIEWER},
    # Who serves customers must call them back and key their business in; a reviewer sees masked numbers.
    Act.READ_PERSONAL: _MANAGERS | {Role.CLERK},
    # Without its number an entry can hardly be keyed in and nobody called: not for who has to do that.
    Act.ERASE_NEEDED: _MANAGERS,
    # the review is the hall manager's; for a case that she led herself the county may sign (3f.0)
    Act.SIGN_AFTER_ACTION: _HALL | {Role.COUNTY_REVIEWER},
}
"""Who may do what. Emergency cards and help need nobody signed in and are not in this table (N31)."""

WORK: Final = frozenset({Act.OPEN_SHIFT, Act.WALK, Act.OPEN_DOORS, Act.SEAL, Act.WRITE_ENTRY})
"""What a manager who has not taken over yet does not do (S6)."""


def may(role: Role, act: Act) -> bool:
    """Whether the role may do it."""
    return role in PERMISSIONS[act]


def refusal(role: Role, act: Act) -> Refusal | None:
    """None when the role may do it, else who may."""
    if may(role, act):
        return None
    who = joined(Text("、", ", "), [ROLE_NAMES[r] for r in Role if r in PERMISSIONS[act]])
    words = Text(
        "{role}不能{act}。请{who}登录后办理。",
        "The {role} may not {act}. Ask for: {who}; switch the user first.",
    )
    return Refusal(
        "not_permitted", words.fill(role=ROLE_NAMES[role], act=ACT_NAMES[act], who=who), {"act": act.value}
    )
