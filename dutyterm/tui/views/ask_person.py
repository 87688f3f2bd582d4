"""The question who: somebody of the roster, by digit or by staff number, told again by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dutyterm.i18n import Text, same
from dutyterm.model.people import Person
from dutyterm.tui.views.asks import Option, Question


def somebody(
    name: str,
    title: Text,
    people: Sequence[Person],
    unfit: Callable[[Person], Text | None],
) -> Question:
    """One of these. Who is `unfit` stays in place, dimmed with the reason, which the number gives too."""
    called = {person.id: same(f"{person.name} {person.number}") for person in people}
    options = tuple(
        Option(str(n), person.id, called[person.id], unfit(person)) for n, person in enumerate(people[:9], 1)
    )
    return Question(
        name,
        title,
        options=options,
        write=Text("输入工号", "type the number"),
        words={person.number: _chosen(person, unfit(person)) for person in people},
        told=lambda word: called.get(word, same(word)),
        digits=True,
    )


def _chosen(person: Person, unfit: Text | None) -> str | Text:
    if unfit is None:
        return person.id
    return Text("{name}: {why}。", "{name}: {why}.").fill(name=person.name, why=unfit)
