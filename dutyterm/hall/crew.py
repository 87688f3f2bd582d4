"""Placeholder people for a hall that is set up without typing names: renamed when there is time."""

from __future__ import annotations

from dataclasses import replace

from dutyterm.hall.founding import NewPerson
from dutyterm.model.people import Post, Role


def sample_crew(tills: int, taken: str) -> tuple[NewPerson, ...]:
    """Two duty managers, the posts of the floor, and a clerk and a half for each till (domain 0).

    `taken` is the number of the hall manager, which nobody else gets. They have no PIN yet.
    """
    managers = [
        NewPerson(f"{8010 + n}", f"值班经理{n}", Role.DUTY_MANAGER, (Post.DUTY_MANAGER,)) for n in (1, 2)
    ]
    floor = [
        NewPerson("8120", "迎宾1", Role.GREETER, (Post.GREETER,)),
        NewPerson("8130", "保安1", Role.GUARD, (Post.GUARD,)),
        NewPerson("8150", "库管1", Role.STOCK_KEEPER, (Post.STOCK_KEEPER,)),
    ]
    clerks = [
        NewPerson(f"{8200 + n}", f"营业员{n}", Role.CLERK, (Post.CLERK,))
        for n in range(1, tills * 3 // 2 + 1)
    ]
    cleaner = NewPerson("8160", "保洁1", Role.CLEANER, (Post.CLEANER,))
    crew = (*managers, *floor, *clerks, cleaner)
    free = str(max(int(p.number) for p in crew) + 1)
    return tuple(replace(p, number=free) if p.number == taken else p for p in crew)
