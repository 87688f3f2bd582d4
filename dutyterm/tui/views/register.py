"""The register of manual acceptance as rows: entries and their state, numbers, envelopes, refusals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from dutyterm.hall.state import Gone
from dutyterm.i18n import Lang, Text, same
from dutyterm.manual.register import RegisterRules
from dutyterm.model.money import format_fen
from dutyterm.shift.cash.told import name_of
from dutyterm.shift.register.state import Entry, Envelope, Page, Register, of, slip_id
from dutyterm.shift.shift import Scene
from dutyterm.tui.views import spans
from dutyterm.tui.views.cells import cut, pad, pad_left
from dutyterm.tui.views.spans import Row, Span, Tone
from dutyterm.values import dataclass

Sort = Literal["new", "entry", "void", "refused", "gap", "page", "envelope", "sums"]
_NONE: Final[Mapping[str, Gone]] = {}
Step = Literal["none", "new", "rekey", "check", "call", "explain", "count", "reconcile"]
"""What Enter does with a row."""


@dataclass(frozen=True)
class Place:
    """One row."""

    sort: Sort
    id: str = ""
    """Slip of an entry, of a void or a missing number; id of an envelope; place of a page, of a refusal."""
    step: Step = "none"


def places(scene: Scene) -> tuple[Place, ...]:
    """Every row: the next entry first, then what was written in its order, then what must add up."""
    return tuple(_places(of(scene.shift)))


def _places(register: Register) -> Iterator[Place]:
    yield Place("new", step="new")
    for entry in register.in_order():
        yield Place("entry", entry.slip, step_of(entry))
    for slip in register.voids:
        yield Place("void", slip)
    for n, _ in enumerate(register.refused):
        yield Place("refused", str(n))
    for page in register.pages:
        for number in page.gaps():
            yield Place("gap", slip_id(page.book, number), "explain")
    for n, page in enumerate(register.pages):
        if page.blank():
            yield Place("page", str(n))
    for id, envelope in register.envelopes.items():
        yield Place("envelope", id, "none" if envelope.counted else "count")
    if register.entries or register.voids:
        yield Place("sums", step="none" if register.settled else "reconcile")


def first_to_do(found: tuple[Place, ...]) -> int | None:
    """The row with which to go on: all is keyed in before it is checked, then called, then added up."""
    for step in ORDER:
        for n, place in enumerate(found):
            if place.step == step:
                return n
    return None


ORDER: Final[tuple[Step, ...]] = ("rekey", "check", "call", "explain", "count", "reconcile")
"""What comes before what."""


def step_of(entry: Entry) -> Step:
    """What comes next for an entry."""
    if entry.void is not None:
        return "none"
    if entry.waits:
        return "rekey"
    if entry.unchecked:
        return "check"
    return "call" if entry.to_call else "none"


def head_row(scene: Scene, case: Text | None, lang: Lang, cells: int, *, drill: bool) -> Row:
    """What it is for, and how much is still to be done."""
    register = of(scene.shift)
    steps = [step_of(entry) for entry in register.entries.values()]
    title = _TITLE if case is None else Text("{title} {case}", "{title} {case}").fill(title=_TITLE, case=case)
    told = _COUNTS.fill(
        all=len(steps), rekey=steps.count("rekey"), check=steps.count("check"), call=steps.count("call")
    ).to(lang)
    tone: Tone = "warning" if any(step != "none" for step in steps) else "dim"
    left = [Span(" " + title.to(lang), "title")]
    if drill:
        left.append(Span(" " + _IS_DRILL.to(lang), "warning"))
    return spans.spread(tuple(left), (Span(told + " ", tone),), cells)


def place_row(
    scene: Scene, place: Place, lang: Lang, cells: int, erased: Mapping[str, Gone] = _NONE, *, here: bool
) -> Row:
    """One row; names and numbers of customers are those of the records: masked."""
    lead = Span(">" if here else " ", "strong")
    strong: Tone = "strong" if here else "plain"
    if place.sort == "entry":
        return (lead, *_entry(scene, of(scene.shift).entries[place.id], lang, strong, erased))
    sign, tone, words = _other(scene, place)
    return (lead, Span(sign + " ", tone), Span(cut(words.to(lang), max(1, cells - 6)), strong))


def _entry(scene: Scene, entry: Entry, lang: Lang, strong: Tone, erased: Mapping[str, Gone]) -> Row:
    written, rules = entry.written, scene.manual.by_hand
    sign, tone = _MARKS["ended" if step_of(entry) == "none" else step_of(entry)]
    if entry.void is not None:
        sign, tone = "[-]", "exempt"
    elif entry.returned is not None:
        sign, tone = "[<]", "off"
    amount = format_fen(written.due) if written.due else ""
    number = written.account or written.phone
    shown = "" if number is None else _short(number.masked)
    if number is not None and number.id in erased:
        shown = _NUMBER_GONE.to(lang)
    body: Tone = "struck" if entry.void is not None else strong
    columns = (
        pad(entry.slip, 8),
        pad(f"{written.at:%H:%M}", 6),
        pad(cut(name_of(scene, written.clerk).to(lang), 6), 7),
        pad(cut(business_name(rules, written.business).to(lang), 12), 13),
        pad(cut(customer(entry).to(lang), 8), 9),
        pad(shown, 12),
        pad_left(amount, 8) + " ",
    )
    return (Span(sign + " ", tone), Span("".join(columns), body), Span(state_text(entry).to(lang), tone))


def _short(masked: str) -> str:
    """Long numbers lose asterisks, never what can be read."""
    return masked if len(masked) <= 11 else f"{masked[:3]}****{masked[-4:]}"


def state_text(entry: Entry) -> Text:
    """Where an entry stands, in a few characters."""
    if entry.void is not None:
        return _VOID
    if entry.returned is not None:
        return _RETURNED_CALL if entry.to_call else _RETURNED
    if entry.written.drill and step_of(entry) == "none":
        return _DRILL
    return _STATES[step_of(entry)]


def customer(entry: Entry) -> Text:
    """Surname and title as they are said."""
    return TITLES[entry.written.title].fill(name=entry.written.surname) if entry.written.surname else same("")


def business_name(rules: RegisterRules | None, id: str) -> Text:
    """What a business is called; its own id when the manual does not know it."""
    found = None if rules is None else rules.of(id) or rules.refused(id)
    return same(id) if found is None else found.name


def _other(scene: Scene, place: Place) -> tuple[str, Tone, Text]:
    register, rules = of(scene.shift), scene.manual.by_hand
    match place.sort:
        case "new":
            return "[+]", "strong", Text("{a} {b}", "{a}: {b}").fill(a=_NEW, b=next_text(scene))
        case "void":
            return "[-]", "exempt", _VOID_NUMBER.fill(slip=place.id)
        case "gap":
            return "[!]", "block", _GAP.fill(slip=place.id)
        case "refused":
            one = register.refused[int(place.id)]
            offer = ""
            if rules is not None and one.offer is not None and one.offer <= len(rules.offers.words):
                return "[!]", "off", _REFUSED.fill(
                    at=f"{one.at:%H:%M}", who=name_of(scene, one.clerk),
                    what=business_name(rules, one.business), offer=rules.offers.words[one.offer - 1],
                )  # fmt: skip
            return "[!]", "off", _REFUSED.fill(
                at=f"{one.at:%H:%M}", who=name_of(scene, one.clerk), what=business_name(rules, one.business),
                offer=offer or same("-"),
            )  # fmt: skip
        case "page":
            page = register.pages[int(place.id)]
            return "[ ]", "dim", _page(scene, page)
        case "envelope":
            return _envelope(scene, register, register.envelopes[place.id])
        case _:
            return ("[x]", "done", _EVEN) if register.settled else ("[ ]", "todo", _TO_RECONCILE)


def next_text(scene: Scene) -> Text:
    """Which number comes next, for whom; or that a page must be given out first."""
    free = [(page, min(page.blank())) for page in of(scene.shift).pages if page.blank() and page.book]
    if not free:
        return _NO_PAGE
    first = [
        Text("{slip} {name}", "{slip} {name}").fill(slip=slip_id(p.book, n), name=name_of(scene, p.person))
        for p, n in free[:3]
    ]
    found = first[0]
    for more in first[1:]:
        found = Text("{a}、{b}", "{a}, {b}").fill(a=found, b=more)
    return _NEXT.fill(next=found)


def _page(scene: Scene, page: Page) -> Text:
    blank = page.blank()
    return _BLANK.fill(
        name=name_of(scene, page.person), first=slip_id(page.book, blank[0]), last=page.last, n=len(blank)
    )


def _envelope(scene: Scene, register: Register, one: Envelope) -> tuple[str, Tone, Text]:
    held = format_fen(register.held(one.envelope))
    who = name_of(scene, one.person)
    if one.seal is not None:
        return "[x]", "done", _SEALED.fill(id=one.envelope, fen=held, seal=one.seal, who=who)
    if one.off:
        return "[!]", "off", _OFF.fill(id=one.envelope, fen=held, off=format_fen(one.off), who=who)
    state = _COUNTED if one.counted else _UNCOUNTED
    if one.counted and not register.held(one.envelope):
        state = _EMPTY
    return ("[x]" if one.counted else "[ ]"), "todo", state.fill(id=one.envelope, fen=held, who=who)


_MARKS: Final[dict[str, tuple[str, Tone]]] = {
    "rekey": ("[ ]", "todo"),
    "check": ("[~]", "progress"),
    "call": ("[=]", "marked"),
    "ended": ("[x]", "done"),
}
_STATES: Final[dict[str, Text]] = {
    "rekey": Text("待补录", "to key in"),
    "check": Text("待复核", "to check"),
    "call": Text("待回访", "to call"),
    "none": Text("办结", "done"),
}
TITLES: Final = {
    "mr": Text("{name}先生", "Mr {name}"),
    "ms": Text("{name}女士", "Ms {name}"),
    "none": Text("{name}", "{name}"),
}
_IS_DRILL: Final = Text("演练 DRILL", "DRILL 演练")
_TITLE: Final = Text("手工登记", "Register")
_COUNTS: Final = Text(
    "登记 {all} 待补录 {rekey} 待复核 {check} 待回访 {call}",
    "written {all}, to key in {rekey}, to check {check}, to call {call}",
)
_NUMBER_GONE: Final = Text("号码已删", "erased")
_VOID: Final = Text("作废", "void")
_RETURNED: Final = Text("已退", "returned")
_RETURNED_CALL: Final = Text("已退待访", "to call")
_DRILL: Final = Text("演练", "drill")
_NEW: Final = Text("新登记", "New entry")
_NEXT: Final = Text("下一号 {next}", "next number {next}")
_NO_PAGE: Final = Text("先领页", "issue a page first")
_VOID_NUMBER: Final = Text("{slip} 作废", "{slip} void")
_GAP: Final = Text("{slip} 缺号,要说明", "{slip} is missing: explain it")
_REFUSED: Final = Text("{at} {who} 未受理 {what}: {offer}", "{at} {who} refused {what}: {offer}")
_BLANK: Final = Text("{name} 空白号 {first} 至 {last} 共 {n}", "{name} has {n} blank: {first} to {last}")
_SEALED: Final = Text("信封 {id} 应有 {fen} 已封 {seal} {who}", "Envelope {id}: {fen}, sealed {seal}, {who}")
_OFF: Final = Text("信封 {id} 应有 {fen} 点差 {off} {who}", "Envelope {id}: {fen}, count off by {off}, {who}")
_EMPTY: Final = Text("信封 {id} 空,{fen} {who}", "Envelope {id}: {fen}, empty, {who}")
_COUNTED: Final = Text("信封 {id} 应有 {fen} 已点 {who}", "Envelope {id}: {fen}, counted, {who}")
_UNCOUNTED: Final = Text("信封 {id} 应有 {fen} 未点 {who}", "Envelope {id}: {fen}, to count, {who}")
_EVEN: Final = Text("对账: 登记、信封、补录一致", "Reconciled: register, envelope, system agree")
_TO_RECONCILE: Final = Text(
    "对账: 登记 = 信封 = 补录 + 退款", "Reconcile: register = envelope = keyed in + refunds"
)
