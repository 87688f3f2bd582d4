"""The handover in three lines, computed from the state; each number names its records (N26)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dutyterm.i18n import Text, joined, same
from dutyterm.shift import life, open_items, promises
from dutyterm.shift.handed import Handed, handed
from dutyterm.shift.handover.family import of
from dutyterm.shift.open_items import SORT_NAMES, Item
from dutyterm.shift.shift import Scene
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Number:
    """One number of the summary and the records that it was counted from."""

    text: Text
    """With the number in it: `promises 2`."""
    count: int
    refs: tuple[str, ...]
    """`<journal>#<record id>` of every record that it counts; the first is where one key leads."""


@dataclass(frozen=True)
class Line:
    """One line of the summary."""

    head: Text
    numbers: tuple[Number, ...]
    """None: the head says all."""

    @property
    def text(self) -> Text:
        """The whole line."""
        if not self.numbers:
            return self.head
        said = joined(Text("，", ", "), [number.text for number in self.numbers])
        return Text(f"{self.head.zh}: {said.zh}", f"{self.head.en}: {said.en}")


def three_lines(scene: Scene) -> tuple[Line, Line, Line]:
    """Open items; cash; timers and what was put off. The same before submitting and when it is taken over."""
    things = handed(scene)
    return _items_line(scene), _cash_line(things), _timers_line(scene, things)


def _items_line(scene: Scene) -> Line:
    left = open_items.of(scene.shift).open()
    if not left:
        return Line(Text("未结: 没有", "Open items: none"), ())
    due = promises.due_today(scene)
    late = [item for item in left if item.due is not None and item.due < scene.now]
    numbers = [_count(Text("共 {n}", "{n} in all"), left)]
    if due:
        numbers.append(_count(Text("今天到期的承诺 {n}", "promises due today {n}"), due))
    if late:
        numbers.append(_count(Text("已超时 {n}", "{n} overdue"), late))
    for sort, name in SORT_NAMES.items():
        found = [item for item in left if item.sort == sort]
        if found:
            numbers.append(_count(Text(f"{name.zh} {{n}}", f"{name.en} {{n}}"), found))
    return Line(Text("未结", "Open items"), tuple(numbers))


def _cash_line(things: Sequence[Handed]) -> Line:
    cash = [thing for thing in things if thing.sort == "cash"]
    if not cash:
        return Line(
            Text("现金: 程序里没有记录,以纸质为准", "Cash: nothing recorded here; the paper record holds"), ()
        )
    flagged = [thing for thing in cash if thing.flagged]
    numbers = [Number(thing.title, 1, (thing.ref,)) for thing in cash]
    if flagged:
        words = Text("要先看 {n}", "{n} to be looked at first")
        numbers.insert(0, _things(words, flagged))
    return Line(Text("现金", "Cash"), tuple(numbers))


def _timers_line(scene: Scene, things: Sequence[Handed]) -> Line:
    part = of(scene.shift)
    numbers = [
        _things(words, found)
        for sort, words in (
            ("timer", Text("计时 {n}", "timers {n}")),
            ("step", Text("缓办的步骤 {n}", "steps put off {n}")),
            ("slip", Text("待补录 {n}", "to be entered later {n}")),
        )
        if (found := [thing for thing in things if thing.sort == sort])
    ]
    deferred = [i for i in open_items.of(scene.shift).open() if i.sort in ("deferred", "away")]
    if deferred:
        numbers.append(_count(Text("缓办的检查行 {n}", "lines put off {n}"), deferred))
    if part.relief is not None:
        numbers.append(Number(Text("有人顶班", "somebody stands in"), 1, ()))
    if life.of(scene.shift).doors is None:
        numbers.append(Number(Text("门还没开", "doors not opened"), 0, ()))
    if not numbers:
        return Line(Text("计时和缓办: 没有", "Timers and deferred: none"), ())
    return Line(Text("计时和缓办", "Timers and deferred"), tuple(numbers))


def _count(words: Text, items: Iterable[Item]) -> Number:
    refs = tuple(item.ref for item in items)
    return Number(words.fill(n=len(refs)), len(refs), refs)


def _things(words: Text, things: Iterable[Handed]) -> Number:
    refs = tuple(thing.ref for thing in things)
    return Number(words.fill(n=len(refs)), len(refs), refs)


def as_text(lines: Iterable[Line]) -> Text:
    """The lines one below the other, numbered, as slip and screen show them."""
    return joined(
        same("\n"), [Text(f"{n} {line.text.zh}", f"{n} {line.text.en}") for n, line in enumerate(lines, 1)]
    )
