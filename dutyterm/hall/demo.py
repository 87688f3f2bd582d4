"""The demo hall: invented, with invented people, and PINs that are printed as they protect nothing."""

from __future__ import annotations

from typing import Final, NamedTuple

from dutyterm.hall.defaults import sample_profile
from dutyterm.hall.profile import Profile
from dutyterm.model.people import Post, Role


class DemoPerson(NamedTuple):
    """Somebody who does not exist."""

    number: str
    name: str
    role: Role
    pin: str
    posts: tuple[Post, ...] = ()


DEMO_PEOPLE: Final = (
    DemoPerson("8001", "林岚", Role.HALL_MANAGER, "270418"),
    DemoPerson("8012", "王敏", Role.DUTY_MANAGER, "593026", (Post.DUTY_MANAGER,)),
    DemoPerson("8015", "赵琪", Role.DUTY_MANAGER, "846193", (Post.DUTY_MANAGER,)),
    DemoPerson("8103", "李娟", Role.CLERK, "317504", (Post.CLERK,)),
    DemoPerson("8104", "张丽", Role.CLERK, "682951", (Post.CLERK,)),
    DemoPerson("8106", "孙倩", Role.CLERK, "405738", (Post.CLERK,)),
    DemoPerson("8107", "周楠", Role.CLERK, "929364", (Post.CLERK,)),
    DemoPerson("8120", "吴磊", Role.GREETER, "174085", (Post.GREETER,)),
    DemoPerson("8131", "陈刚", Role.GUARD, "538627", (Post.GUARD,)),
    DemoPerson("8108", "郑雪", Role.CLERK, "860241", (Post.CLERK, Post.GUIDE)),
    DemoPerson("8109", "冯涛", Role.CLERK, "213795", (Post.CLERK,)),
    DemoPerson("8110", "蒋芸", Role.CLERK, "754106", (Post.CLERK, Post.COMPLAINTS)),
    DemoPerson("8111", "沈航", Role.CLERK, "396482", (Post.CLERK,)),
    DemoPerson("8112", "韩梅", Role.CLERK, "641870", (Post.CLERK,)),
    DemoPerson("8125", "杨波", Role.STOCK_KEEPER, "487213", (Post.STOCK_KEEPER,)),
    DemoPerson("8140", "何秀", Role.CLEANER, "925038", (Post.CLEANER,)),
    DemoPerson("8151", "许静", Role.AUDITOR, "318746"),
)
"""In roster order: those who sign most have the digits 1 to 9."""


def demo_profile() -> Profile:
    """The sample hall under its demo name."""
    return sample_profile(id="demo", name="城北标准厅(演示)")
