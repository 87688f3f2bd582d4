"""The house's frozen dataclass behaves as the stock one, which is the measure here."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

import pytest

from dutyterm import values
from tests.arch.source import ROOT

T = TypeVar("T")


class Till:
    """A class to be made into one."""

    kind: ClassVar[str] = "till"
    number: int
    name: str = "柜台"
    notes: list[str] = dataclasses.field(default_factory=list)
    hidden: int = dataclasses.field(default=0, repr=False, compare=False)
    by_name: bool = dataclasses.field(default=False, kw_only=True)

    @cached_property
    def shown(self) -> str:
        return f"{self.number} {self.name}"


class Nothing:
    """Without a field."""


class Checked:
    """Looks at itself when it is made."""

    least: int
    most: int = 9
    span: int = dataclasses.field(init=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "span", self.most - self.least)


class Told:
    """Has a hash, an equality and a text of its own."""

    word: str

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 7

    def __repr__(self) -> str:
        return "told"


class Box(Generic[T]):
    """Holds anything."""

    content: T


def _both(cls: type[Any]) -> tuple[Any, Any]:
    def again() -> type[Any]:
        own = {k: v for k, v in vars(cls).items() if k not in ("__dict__", "__weakref__")}
        return type(cls.__name__, cls.__bases__, own)

    return values.dataclass(frozen=True)(again()), dataclasses.dataclass(frozen=True)(again())


OURS, STOCK = _both(Till)


@pytest.mark.parametrize(
    ("args", "named"),
    [((1,), {}), ((1, "a", ["b"], 4), {"by_name": True}), ((), {"number": 3, "notes": ["x"], "hidden": 5})],
)
def test_it_takes_what_the_stock_one_takes_and_tells_the_same(
    args: tuple[Any, ...], named: dict[str, Any]
) -> None:
    ours, stock = OURS(*args, **named), STOCK(*args, **named)
    assert dataclasses.asdict(ours) == dataclasses.asdict(stock)
    assert repr(ours) == repr(stock)
    assert vars(ours) == vars(stock)
    assert ours.shown == stock.shown  # a cached property finds its place


@pytest.mark.parametrize(("args", "named"), [((), {}), ((1, "a", [], 0, True), {}), ((1,), {"other": 2})])
def test_it_refuses_what_the_stock_one_refuses(args: tuple[Any, ...], named: dict[str, Any]) -> None:
    for one in (OURS, STOCK):
        with pytest.raises(TypeError):
            one(*args, **named)


def test_what_a_default_is_made_of_is_made_for_each() -> None:
    assert OURS(1).notes is not OURS(1).notes


def test_nothing_of_it_can_be_changed() -> None:
    for make in (OURS, STOCK):
        one = make(1)
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'number'"):
            one.number = 2
        with pytest.raises(dataclasses.FrozenInstanceError):
            one.of_no_field = 2
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'number'"):
            del one.number
        assert one.number == 1


def test_equal_are_those_of_one_class_whose_compared_fields_are() -> None:
    for make in (OURS, STOCK):
        assert make(1) == make(1, hidden=5)
        assert make(1) != make(1, by_name=True)
        assert make(1) != (1, "柜台", [], False)
    assert OURS(1) != STOCK(1)


def test_a_hash_goes_with_the_equality() -> None:
    for cls in (Nothing, Checked):
        for make in _both(cls):
            args = () if cls is Nothing else (1,)
            assert hash(make(*args)) == hash(make(*args))
            assert len({make(*args), make(*args)}) == 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(OURS(1))  # for it holds a list


def test_another_like_it_is_made_by_replacing_fields() -> None:
    for make in _both(Checked):
        one = dataclasses.replace(make(1), most=4)
        assert (one.least, one.most, one.span) == (1, 4, 3)
        with pytest.raises((TypeError, ValueError)):
            dataclasses.replace(one, span=4)


def test_what_a_class_says_of_itself_stays() -> None:
    for make in _both(Told):
        assert make("a") == make("b")
        assert (hash(make("a")), repr(make("a"))) == (7, "told")


def test_a_pattern_and_a_generic_class_find_what_they_look_for() -> None:
    for make in _both(Box):
        assert make.__match_args__ == ("content",)
        assert make([1]).content == [1]


@values.dataclass(frozen=True)
class Kept:
    """Something that is copied."""

    words: tuple[str, ...]


def test_a_copy_is_equal() -> None:
    one = Kept(("早", "晚"))
    assert copy.deepcopy(one) == one == pickle.loads(pickle.dumps(one))


def test_one_that_can_be_changed_is_not_its_business() -> None:
    with pytest.raises(TypeError, match="stock"):
        values.dataclass(frozen=False)


def test_it_loads_nothing_that_the_stock_one_does_not() -> None:
    code = (
        "import __future__, dataclasses, typing, sys; before = set(sys.modules); import dutyterm.values;"
        "print(*set(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"dutyterm", "dutyterm.values"}
