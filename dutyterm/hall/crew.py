"""Placeholder people for a hall that is set up without typing names: renamed when there is time."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dutyterm.hall.founding import NewPerson
from dutyterm.i18n import Lang, Text
from dutyterm.model.people import Post, Role


def sample_crew(tills: int, taken: str, lang: Lang = "zh") -> tuple[NewPerson, ...]:
    """Two duty managers, the posts of the floor, and a clerk and a half for each till (domain 0).

    `taken` is the number of the hall manager, which nobody else gets. They have no PIN yet.
    """
    managers = [
        NewPerson(f"{8010 + n}", _name(Role.DUTY_MANAGER, n, lang), Role.DUTY_MANAGER, (Post.DUTY_MANAGER,))
        for n in (1, 2)
    ]
    floor = [
        NewPerson("8120", _name(Role.GREETER, 1, lang), Role.GREETER, (Post.GREETER,)),
        NewPerson("8130", _name(Role.GUARD, 1, lang), Role.GUARD, (Post.GUARD,)),
        NewPerson("8150", _name(Role.STOCK_KEEPER, 1, lang), Role.STOCK_KEEPER, (Post.STOCK_KEEPER,)),
    ]
    clerks = [
        NewPerson(f"{8200 + n}", _name(Role.CLERK, n, lang), Role.CLERK, (Post.CLERK,))
        for n in range(1, tills * 3 // 2 + 1)
    ]
    cleaner = NewPerson("8160", _name(Role.CLEANER, 1, lang), Role.CLEANER, (Post.CLEANER,))
    crew = (*managers, *floor, *clerks, cleaner)
    free = str(max(int(p.number) for p in crew) + 1)
    return tuple(replace(p, number=free) if p.number == taken else p for p in crew)


_NAMES: Final = {
    Role.DUTY_MANAGER: Text("值班经理{n}", "Duty manager {n}"),
    Role.GREETER: Text("迎宾{n}", "Greeter {n}"),
    Role.GUARD: Text("保安{n}", "Guard {n}"),
    Role.STOCK_KEEPER: Text("库管{n}", "Stock keeper {n}"),
    Role.CLERK: Text("营业员{n}", "Clerk {n}"),
    Role.CLEANER: Text("保洁{n}", "Cleaner {n}"),
}


def _name(role: Role, n: int, lang: Lang) -> str:
    return _NAMES[role].fill(n=n).to(lang)
