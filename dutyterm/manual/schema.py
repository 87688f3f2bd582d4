"""The shapes of a manual: lists of lines with fields, conditions, limits; pure models without any file."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field

from dutyterm.i18n import same
from dutyterm.manual.cash import CashRules as CashRules
from dutyterm.manual.part import Part as Part
from dutyterm.manual.part import Words as Words
from dutyterm.manual.procedure import Card as Card
from dutyterm.manual.procedure import CardStep as CardStep
from dutyterm.manual.procedure import Cause as Cause
from dutyterm.manual.procedure import Contact as Contact
from dutyterm.manual.procedure import Contacts as Contacts
from dutyterm.manual.procedure import LevelRule as LevelRule
from dutyterm.manual.register import RegisterRules as RegisterRules
from dutyterm.manual.timetable import Day as Day
from dutyterm.manual.timetable import DayRow as DayRow
from dutyterm.manual.timetable import DayTime as DayTime

Figure = Annotated[int, Field(strict=True)] | str
"""A number, or the name of a figure of the hall (`tills`, `planned_tills`, ...; see `Premises.figure`)."""


class Choice(Part):
    """One answer of a choice; its digit is its place, and the first one (1) is the normal answer."""

    id: str
    label: Words
    """At most eight cells wide where it can be."""
    off: bool = False
    """Off the norm: the line's `on_fail` applies and an open item is made."""
    block: bool = False
    """A failure: off the norm, and what the line blocks or limits is blocked or limited."""
    procedure: str | None = None
    """Card id that this answer suggests, e.g. `NET`; overrides the line's own."""


class Limits(Part):
    """An allowed range, both ends included. At least one end."""

    min: Figure | None = None
    max: Figure | None = None


class Condition(Part):
    """Something that may hold or not: an answer given earlier in the same list, or a fact of the hall."""

    item: str | None = None
    """A line of the same list; None in a field's `when` = the same line."""
    field: str | None = None
    is_: tuple[str, ...] = Field(default=(), alias="is")
    """The choice ids for which it holds (`when = { item = "OPN-03", field = "night", is = ["leak"] }`)."""
    flag: str | None = None
    """A flag of the hall, e.g. `paper_invoices`; a flag that the hall has not set does not hold."""
    below: Figure | None = None
    """Holds for a numeric answer below it (`block_when = { field = "usable", below = "min_tills" }`)."""
    above: Figure | None = None

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


FieldKind = Literal[
    "confirm", "choice", "number", "count", "money", "text", "time", "dual", "assign", "people", "machine"
]
"""confirm: Space. choice: a digit. number: an integer with a unit. count: n of `total`. money: fen.
text: choices first, 0 = write. time: of today. dual: two different people sign (domain: 双人).
assign: one person for each of `posts`. people: any number of people of the roster, or none.
machine: derived from other records, and falls back when they change."""


class FieldSpec(Part):
    """One thing to be answered in a line."""

    id: str
    kind: FieldKind
    label: Words | None = None
    """Needed when the line has more than one field."""
    unit: Words | None = None
    choices: tuple[Choice, ...] = ()
    """For `choice`; for `text` the usual answers, offered before writing."""
    warn: Limits | None = None
    """Outside: off the norm, an open item is made, the line is done."""
    block: Limits | None = None
    """Outside: a failure; what the line blocks or limits is blocked or limited."""
    total: Figure | None = None
    """For `count`: all there should be. Fewer is off the norm; with `block` it may be a failure."""
    posts: tuple[str, ...] = ()
    """For `assign`: post ids of `model.people.Post`."""
    each: bool = True
    """In a line with `each`: asked for every part; false = asked once for the whole line."""
    optional: bool = False
    """The line is complete without it."""
    machine: str | None = None
    """For `machine`: what it is derived from, e.g. `limited_services`, `open_items_read`."""
    when: Condition | None = None
    """Asked only if this holds; otherwise inactive."""
    late_reason_after: int | None = None
    """For `time`: minutes after the line's due time from which a reason is asked (OPN-34: 5)."""


class OnFail(Part):
    """What follows when a line is off the norm."""

    do: Words
    """What to do at once."""
    open_item: bool = True
    """Makes an open item that returns every shift until it is closed with a result (L10)."""
    due: str | None = None
    """When the open item is due, an offset (`T+210`) or None = end of the shift."""
    procedure: str | None = None
    """Card that this suggests, e.g. `SYS`."""


Block = Literal["doors", "cash", "manual", "handover", "leave"]
"""What may be blocked: opening the doors, cash work, manual acceptance, handover, leaving."""


class Line(Part):
    """One line of a list."""

    id: str
    """Stable, e.g. `OPN-09`; cited in records for ever."""
    group: str
    title: Words
    """At most 28 cells wide in zh."""
    help: Words
    """How it is done and why; never the title again."""
    fields: tuple[FieldSpec, ...]
    each: str | tuple[Choice, ...] | None = None
    """Repeats for `tills`, `exits`, `staff`, `open_items` (what was carried in), or a list of named parts."""
    required: bool = True
    block: Block | None = None
    block_when: Condition | None = None
    """What counts as failing when it is not a choice or a limit; unanswered always blocks."""
    limits: tuple[str, ...] = ()
    """Services (ids of the list's `services`) that are limited while this line fails or is not done."""
    limits_part: bool = False
    """The limit concerns only the part that failed: this till, this class of stock (限制(该台席))."""
    who: tuple[str, ...]
    """Posts or roles that do it: `duty_manager`, `guard`, `clerk`, `greeter`, `guide`, `cleaner`,
    `stock_keeper`, `auditor`, `key_holder`, `code_holder`, `second_person`, `hall_manager`."""
    due: str
    """Offset from T (open) or C (close), e.g. `T-40`."""
    away: bool = False
    """Happens while the PC is off: answered late without counting as late or rapid."""
    on_fail: OnFail
    na: tuple[Choice, ...] = ()
    """Reasons for which it may be not applicable; empty = it may not (L9)."""
    when: Condition | None = None
    """Active only if this holds (L3); an inactive line counts as finished and keeps its answers."""
    exclusive: str | None = None
    """Name of a set of which at most one line can be answered yes (L4)."""
    records: str | None = None
    """What the records of money answer it by (`known.RECORDS`); it falls back when these change. By hand only
    in a hall that does not keep that money here, or that wants both (flag `cash_records`)."""
    mandatory: bool = True
    """A hall may tighten it but not delete it (R0-15)."""
    source: tuple[str, ...]
    """Where the rule comes from: L#, W#, S#, D = our default."""
    opens_doors: bool = False
    """Answering this line opens the doors (OPN-34)."""
    closes_doors: bool = False
    """Answering this line closes the doors for the day, at the time that it asks for (CLS-02)."""
    bulk: bool = True
    """Counts only in a list with `bulk`: false = always answered by itself, never by the one act for all."""
    every: Literal["week", "month", "quarter", "half-year"] | None = None
    """How often it comes due, counted from when it was last done; None = whenever the list is walked."""
    drill: str | None = None
    """The card whose drill it asks for: one that was stood down does it (R5, N13)."""


class Group(Part):
    """A heading of a list."""

    id: str
    title: Words


class Service(Part):
    """Something that a hall offers and that can be limited: `real_name`, `cash`, `card`, ..."""

    id: str
    name: Words


class Checklist(Part):
    """One list of lines, walked from the first to the last."""

    id: str
    """`opening`, `closing`, `patrol` ..."""
    title: Words
    groups: tuple[Group, ...]
    services: tuple[Service, ...] = ()
    bulk: bool = False
    """All its normal answers may be given by one deliberate act; never for opening and closing (patrol)."""
    min_per_shift: int | None = None
    """How many finished runs in a shift are compliant (patrol: 2, R3); None = nobody counts."""
    lines: tuple[Line, ...]

    def line(self, id: str) -> Line | None:
        """The line with this id."""
        return next((line for line in self.lines if line.id == id), None)


class Category(Part):
    """A category of log entries (domain 3g)."""

    id: str
    name: Words
    only: tuple[str, ...] = ()
    """Roles that may read it; empty = everybody."""
    phrases: tuple[Words, ...] = ()
    """Usual short texts, offered before writing."""
    source: tuple[str, ...] = ("D",)


class Metric(Part):
    """One figure of the day (domain 3g). Unknown is never 0; an average never stands without its samples."""

    id: str
    name: Words
    unit: Words
    kind: Literal["count", "seconds", "minutes", "percent", "fen"]
    averaged: bool = False
    """Recorded as a sum and the number of its samples; for percent: the hits and of how many."""
    better: Literal["low", "high"] | None = None
    """Which side is good; None = neither, a plain figure without limits."""
    fail: int | None = None
    """The last value that is still good enough, in the metric's unit: beyond it the day fails."""
    stretch: int | None = None
    """The last value that reaches the higher aim."""
    line: str | None = None
    """Line of a list whose answers are its samples, e.g. `PAT-02`; None = entered as a figure."""
    field: str | None = None
    """The number of that line which is the sample; None = the minutes between its two times."""
    records: str | None = None
    """What the program has on record tells it: one of `known.TOLD_FIGURES`; None = it is entered."""
    source: tuple[str, ...]


class Log(Part):
    """The log's categories and the figures of the day."""

    categories: tuple[Category, ...]
    metrics: tuple[Metric, ...] = ()

    def metric(self, id: str) -> Metric | None:
        """The metric with this id."""
        return next((m for m in self.metrics if m.id == id), None)

    def category(self, id: str) -> Category | None:
        """The category with this id."""
        return next((c for c in self.categories if c.id == id), None)


class Change(Part):
    """One row of the manual's change list (手册更新记录, R2-14)."""

    version: str
    date: str
    """ISO date."""
    what: Words


class Source(Part):
    """What a source tag stands for, shown by the help of a line."""

    id: str
    """The tag, e.g. `L6`."""
    name: Words


class Cover(Part):
    """manual.toml: what this manual is and which files belong to it."""

    id: str
    version: str
    title: Words
    note: Words
    """Says that it is a default template (默认模板)."""
    files: tuple[str, ...]
    """Relative paths with forward slashes, or patterns such as `emergency/*.toml`."""
    sources: tuple[Source, ...] = ()
    """The legend of the source tags."""
    changes: tuple[Change, ...]


class Manual(Part):
    """A whole manual in one version."""

    cover: Cover
    hash: str
    """SHA-256 over all its files, hall additions included; 64 hex digits."""
    lists: tuple[Checklist, ...]
    cards: tuple[Card, ...] = ()
    contacts: tuple[Contact, ...] = ()
    """Whom a card may ask to call; numbers are the hall's own."""
    log: Log
    day: Day | None = None
    """The timetable of the day; None in a manual without one."""
    cash: CashRules | None = None
    """Everything about money; None in a manual without it."""
    by_hand: RegisterRules | None = None
    """Everything about manual acceptance; None in a manual without it."""

    def list(self, id: str) -> Checklist | None:
        """The list with this id."""
        return next((c for c in self.lists if c.id == id), None)

    def card(self, id: str) -> Card | None:
        """The emergency card with this id."""
        return next((c for c in self.cards if c.id == id), None)

    def contact(self, id: str) -> Contact | None:
        """The contact with this id."""
        return next((c for c in self.contacts if c.id == id), None)

    def level(self, level: int | None) -> LevelRule | None:
        """What a level asks for."""
        rules = (rule for card in self.cards for rule in card.levels)
        return next((rule for rule in rules if rule.level == level), None)

    def causes(self, card: str) -> tuple[Cause, ...]:
        """What the review of a card offers: its own causes, then those of the common frame."""
        own = next((c.causes for c in self.cards if c.id == card), ())
        return (*own, *(cause for c in self.cards if c.levels and c.id != card for cause in c.causes))


NO_MANUAL: Final = Manual.model_construct(
    cover=Cover.model_construct(id="", version="", title=same(""), note=same(""), files=(), changes=()),
    hash="",
    lists=(),
    log=Log.model_construct(categories=()),
)
"""Before one was chosen."""
