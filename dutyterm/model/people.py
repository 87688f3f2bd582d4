"""People of a hall: who they are, what role they have, which posts they hold (domain 1.2)."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from dutyterm.i18n import Text


class Role(StrEnum):
    """What a person is employed as; what a role may do is one table in `hall.permissions`."""

    CLERK = "clerk"
    DUTY_MANAGER = "duty_manager"
    HALL_MANAGER = "hall_manager"
    AUDITOR = "auditor"
    COUNTY_REVIEWER = "county_reviewer"
    GUARD = "guard"
    STOCK_KEEPER = "stock_keeper"
    GREETER = "greeter"
    CLEANER = "cleaner"


ROLE_NAMES: dict[Role, Text] = {
    Role.CLERK: Text("营业员", "clerk"),
    Role.DUTY_MANAGER: Text("值班经理", "duty manager"),
    Role.HALL_MANAGER: Text("厅经理", "hall manager"),
    Role.AUDITOR: Text("稽核员", "auditor"),
    Role.COUNTY_REVIEWER: Text("区县审阅", "county reviewer"),
    Role.GUARD: Text("保安", "guard"),
    Role.STOCK_KEEPER: Text("库管员", "stock keeper"),
    Role.GREETER: Text("迎宾", "greeter"),
    Role.CLEANER: Text("保洁", "cleaner"),
}
"""What each role is called."""


class Post(StrEnum):
    """What a person does in the hall; the first four are the diversion levels (R0-07)."""

    GREETER = "greeter"
    GUIDE = "guide"
    DUTY_MANAGER = "duty_manager"
    GUARD = "guard"
    CLERK = "clerk"
    STOCK_KEEPER = "stock_keeper"
    CLEANER = "cleaner"
    COMPLAINTS = "complaints"


DIVERSION_POSTS: tuple[Post, ...] = (Post.GREETER, Post.GUIDE, Post.DUTY_MANAGER, Post.GUARD)
"""The four diversion levels 四级分流, level 1 first (R0-07, OPN-29)."""

POST_NAMES: dict[Post, Text] = {
    Post.GREETER: Text("一级 迎宾咨询", "1 greeter"),
    Post.GUIDE: Text("二级 流动导购", "2 roaming guide"),
    Post.DUTY_MANAGER: Text("三级 值班经理", "3 duty manager"),
    Post.GUARD: Text("四级 保安", "4 guard"),
    Post.CLERK: Text("台席", "till"),
    Post.STOCK_KEEPER: Text("库管", "stock"),
    Post.CLEANER: Text("保洁", "cleaner"),
    Post.COMPLAINTS: Text("投诉处理", "complaints"),
}
"""What each post is called."""


class Person(BaseModel):
    """Somebody on the roster. The id is permanent; the 工号 may be given to somebody else later."""

    model_config = ConfigDict(frozen=True, strict=False, extra="ignore", defer_build=True)

    id: str
    """Permanent, e.g. `p3`."""
    number: str
    """工号 as shown."""
    name: str
    role: Role
    posts: tuple[Post, ...] = ()
    """What this person usually does; the posts of one day are assigned in the opening list (OPN-29)."""
    active: bool = True
    """Leavers are inactive, never deleted."""
