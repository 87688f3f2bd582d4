"""Puts the files of a manual and a hall's additions together into one manual, or says all that is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from dutyterm.i18n import Text
from dutyterm.manual.additions import (
    DayAddition,
    ListAddition,
    LogAddition,
    add_to_day,
    add_to_list,
    add_to_log,
)
from dutyterm.manual.cash_additions import CashAddition, add_to_cash
from dutyterm.manual.lint import Linted, lint
from dutyterm.manual.parse import MOST, SourceFile, build, parse
from dutyterm.manual.problem import Finding, Problem, Problems, in_order
from dutyterm.manual.schema import (
    Card,
    CashRules,
    Checklist,
    Contact,
    Contacts,
    Cover,
    Day,
    Log,
    Manual,
    Part,
    RegisterRules,
)
from dutyterm.manual.tree import (
    ADDITIONS,
    BASE,
    CASH,
    CONTACTS,
    COVER,
    DAY,
    REGISTER,
    Files,
    belongs,
    content_hash,
    shown_name,
)

P = TypeVar("P", bound=Part)


@dataclass
class _Bench:
    """What has been put together so far."""

    problems: list[Problem] = field(default_factory=list)
    cover: Cover | None = None
    lists: dict[str, Checklist] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    log: Log | None = None
    day: Day | None = None
    cash: CashRules | None = None
    register: RegisterRules | None = None
    origin: dict[tuple[str, str], SourceFile] = field(default_factory=dict)
    """Which file says what: by (list id, line id), ("card", id), ("list", id), ("log", category id)."""

    def built(self, source: SourceFile, model: type[P]) -> P | None:
        made = build(source, model)
        if isinstance(made, tuple):
            self.problems.extend(made)
            return None
        return made

    def clash(self, source: SourceFile, findings: list[Finding]) -> None:
        self.problems.extend(source.problem(f.text, f.item, f.field, f.key, f.nth) for f in findings)


def assemble(files: Files, check: bool = True) -> Manual | Problems:
    """The manual made of these files, or every problem found in them. Never raises for content.

    `check=False` leaves out the lint: a version that was once good stays readable when rules get stricter.
    """
    bench = _Bench()
    sources: list[SourceFile] = []
    for name in sorted(files, key=lambda n: (not n.startswith(BASE), n)):
        parsed = parse(shown_name(name), files[name])
        if isinstance(parsed, Problem):
            bench.problems.append(parsed)
        else:
            sources.append(parsed)
    if BASE + COVER not in files:
        text = Text(
            "缺少 manual.toml: 它说明手册是什么、有哪些文件", "manual.toml is missing: it says what belongs"
        )
        bench.problems.append(Problem(COVER, None, None, text))
    for source in sources:
        _take(bench, source)
    if bench.cover is not None:
        _belonging(bench, bench.cover, [s.name for s in sources])
    if bench.log is None and not bench.problems:
        text = Text("缺少 log.toml: 日志类别", "log.toml is missing: the categories of the log")
        bench.problems.append(Problem("log.toml", None, None, text))
    if bench.cover is None or bench.log is None or bench.problems:
        return in_order(bench.problems)
    manual = Manual.model_construct(
        cover=bench.cover,
        hash=content_hash(files),
        lists=_in_cover_order(bench, bench.cover),
        cards=tuple(bench.cards.values()),
        contacts=tuple(bench.contacts.values()),
        log=bench.log,
        day=bench.day,
        cash=bench.cash,
        by_hand=bench.register,
    )
    found = lint(manual) if check else []
    if not found:
        return manual
    told = in_order([_placed(bench, sources, one) for one in found[:MOST]])
    if len(found) > MOST:
        text = Text("还有 {n} 处", "and {n} more").fill(n=len(found) - MOST)
        told = (*told, Problem(COVER, None, None, text))
    return told


def _take(bench: _Bench, source: SourceFile) -> None:
    """Takes one file as what its name and content say it is."""
    added = source.name.startswith(ADDITIONS)
    name = source.name.removeprefix(ADDITIONS)
    if name == COVER and added:
        text = Text(
            "manual.toml 只属于默认模板,请删除", "manual.toml belongs to the default template only: delete it"
        )
        bench.problems.append(source.problem(text))
    elif name == COVER:
        bench.cover = bench.built(source, Cover)
    elif name.startswith("emergency/"):
        card = bench.built(source, Card)
        if card is not None:
            _new(bench, source, "card", card.id, bench.cards, card)
    elif name == CONTACTS:
        _take_contacts(bench, source, added)
    elif name == "log.toml":
        _take_log(bench, source, added)
    elif name == DAY:
        _take_day(bench, source, added)
    elif name == CASH and added:
        _take_cash_addition(bench, source)
    elif name == CASH:
        bench.cash = bench.built(source, CashRules)
        _claim_cash(bench, source)
    elif name == REGISTER and added:
        text = Text("register.toml 只属于默认模板", "register.toml belongs to the default template")
        bench.problems.append(source.problem(text))
    elif name == REGISTER:
        bench.register = bench.built(source, RegisterRules)
        _claim_register(bench, source)
    elif added and "adds_to" in source.data:
        _take_addition(bench, source)
    else:
        checklist = bench.built(source, Checklist)
        if checklist is not None and _new(bench, source, "list", checklist.id, bench.lists, checklist):
            for line in checklist.lines:
                bench.origin.setdefault((checklist.id, line.id), source)


def _take_contacts(bench: _Bench, source: SourceFile, added: bool) -> None:
    """The hall fills in its numbers by naming a contact again; contacts of its own come last."""
    listed = bench.built(source, Contacts)
    for contact in listed.contacts if listed is not None else ():
        here = bench.origin.get(("contact", contact.id)) is source  # named twice in one file is a slip
        if (added and not here) or contact.id not in bench.contacts:
            bench.contacts[contact.id] = contact
            bench.origin["contact", contact.id] = source
        else:
            _new(bench, source, "contact", contact.id, bench.contacts, contact)


def _take_log(bench: _Bench, source: SourceFile, added: bool) -> None:
    if not added:
        bench.log = bench.built(source, Log)
        if bench.log is not None:
            _claim(bench, source, bench.log)
        return
    addition = bench.built(source, LogAddition)
    if addition is None or bench.log is None:
        return
    bench.log, clashes = add_to_log(bench.log, addition)
    bench.clash(source, clashes)
    _claim(bench, source, addition)


def _take_day(bench: _Bench, source: SourceFile, added: bool) -> None:
    if not added:
        bench.day = bench.built(source, Day)
        for row in bench.day.rows if bench.day else ():
            bench.origin.setdefault(("day", row.id), source)
        return
    addition = bench.built(source, DayAddition)
    if addition is None:
        return
    if bench.day is None:
        text = Text("手册没有一日流程可以补充", "the manual has no timetable to add to")
        bench.problems.append(source.problem(text))
        return
    bench.day, clashes = add_to_day(bench.day, addition)
    bench.clash(source, clashes)
    for id in [row.id for row in addition.rows] + [wish.id for wish in addition.retime]:
        bench.origin["day", id] = source


def _claim(bench: _Bench, source: SourceFile, log: Log | LogAddition) -> None:
    for id in [category.id for category in log.categories] + [metric.id for metric in log.metrics]:
        bench.origin.setdefault(("log", id), source)


def _take_cash_addition(bench: _Bench, source: SourceFile) -> None:
    addition = bench.built(source, CashAddition)
    if addition is None:
        return
    if bench.cash is None:
        text = Text("手册没有资金部分可以补充", "the manual has no part about cash to add to")
        bench.problems.append(source.problem(text))
        return
    bench.cash, clashes = add_to_cash(bench.cash, addition)
    bench.clash(source, clashes)
    _claim_cash(bench, source)
    for wish in addition.tighten:
        # a tightened step is faulty, if at all, because of what the hall wrote
        bench.origin["cash", wish.id] = source


def _claim_cash(bench: _Bench, source: SourceFile) -> None:
    cash = bench.cash
    if cash is None:
        return
    for part in (cash.denominations, cash.tenders, cash.causes, cash.ladder, cash.repeats, cash.valuables):
        for one in part:
            bench.origin.setdefault(("cash", one.id), source)


def _claim_register(bench: _Bench, source: SourceFile) -> None:
    rules = bench.register
    if rules is not None:
        for id in (one.id for part in (rules.business, rules.never) for one in part):
            bench.origin.setdefault(("register", id), source)


def _take_addition(bench: _Bench, source: SourceFile) -> None:
    addition = bench.built(source, ListAddition)
    if addition is None:
        return
    base = bench.lists.get(addition.adds_to)
    if base is None:
        text = Text("没有清单 {id} 可以补充", "there is no list {id} to add to").fill(id=addition.adds_to)
        bench.problems.append(source.problem(text, key="adds_to"))
        return
    bench.lists[base.id], clashes = add_to_list(base, addition)
    bench.clash(source, clashes)
    for line in addition.lines:
        bench.origin.setdefault((base.id, line.id), source)
    for wish in addition.tighten:
        # A tightened line is faulty, if at all, because of what the hall wrote.
        bench.origin[base.id, wish.id] = source


def _new(bench: _Bench, source: SourceFile, kind: str, id: str, into: dict[str, P], made: P) -> bool:
    if id in into:
        other = bench.origin[kind, id].name
        text = Text("编号 {id} 已在 {file} 中用过", "the id {id} is already used in {file}").fill(
            id=id, file=other
        )
        bench.problems.append(source.problem(text, id))
        return False
    into[id] = made
    bench.origin[kind, id] = source
    return True


def _in_cover_order(bench: _Bench, cover: Cover) -> tuple[Checklist, ...]:
    """The lists as the cover names their files, which is the order of the day; a hall's own come last."""

    def place(checklist: Checklist) -> int:
        name = bench.origin["list", checklist.id].name
        return next(
            (n for n, pattern in enumerate(cover.files) if belongs(name, (pattern,))), len(cover.files)
        )

    return tuple(sorted(bench.lists.values(), key=place))


def _belonging(bench: _Bench, cover: Cover, names: list[str]) -> None:
    own = [name for name in names if not name.startswith(ADDITIONS)]
    for name in own:
        if not belongs(name, cover.files):
            text = Text("manual.toml 的 files 没有列出它", "not listed in the files of manual.toml")
            bench.problems.append(Problem(name, None, None, text))
    for pattern in cover.files:
        plain = not any(sign in pattern for sign in "*?[")
        if plain and pattern not in own and all(p.file != pattern for p in bench.problems):
            text = Text(
                "manual.toml 列出了它,但没有这个文件", "listed in manual.toml, but there is no such file"
            )
            bench.problems.append(Problem(pattern, None, None, text))


def _placed(bench: _Bench, sources: list[SourceFile], found: Linted) -> Problem:
    f = found.finding
    source = bench.origin.get((found.part, f.item or ""))
    if source is None:
        source = bench.origin.get(("list", found.part))
    if source is None:
        source = next(s for s in sources if s.name == found.file)
    return source.problem(f.text, f.item, f.field, f.key, f.nth)
