"""What Enter and `*` do with a row of the register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from dutyterm.desk.outcome import Outcome
from dutyterm.desk.register import after as wishes
from dutyterm.desk.register import erasing
from dutyterm.i18n import Text
from dutyterm.manual.register import RegisterRules
from dutyterm.model.refusal import Refusal
from dutyterm.shift.register.backentry import nowhere_to_go, with_a_till
from dutyterm.shift.register.state import Entry
from dutyterm.shift.register.sums import sums
from dutyterm.tui.flow import Flow
from dutyterm.tui.screens.register import after, flows
from dutyterm.tui.screens.register.erasing import erase, erase_number
from dutyterm.tui.views.asks import Dialogue, Option, Question
from dutyterm.tui.views.register import Place, first_to_do, step_of

if TYPE_CHECKING:
    from dutyterm.tui.screens.register.page import RegisterPage


async def do_step(page: RegisterPage, place: Place) -> None:
    """Enter: what the row needs next."""
    rules, register, session = page.rules, page.register, page.session
    if rules is None:
        page.say(_NO_RULES, "warning")
    elif place.sort == "new":
        page.say(_PICK)
    elif place.sort == "entry":
        await _entry_step(page, rules, register.entries[place.id])
    elif place.sort == "gap":
        book, _, number = place.id.rpartition("-")
        page.open_flow(after.explain(page, rules, book, int(number), int(number), place.id))
    elif place.sort == "page":
        page_of = register.pages[int(place.id)]
        outcome = await wishes.return_pages(session, page_of.book, page_of.blank()[0])
        if page.show_outcome(outcome):
            page.say(_RETURNED, "good")
        page.update_view()
    elif place.sort == "envelope":
        page.open_flow(after.count(page, register.envelopes[place.id]))
    elif place.sort == "sums":
        found = sums(register)
        if found.uncounted:
            page.open_flow(after.count(page, register.envelopes[found.uncounted[0]]))
            page.say(_COUNT_FIRST)
        else:
            page.open_flow(after.reconcile(page, rules, differs=not found.even))
    else:
        page.say(_KEPT)


async def _entry_step(page: RegisterPage, rules: RegisterRules, entry: Entry) -> None:
    step = step_of(entry)
    if step == "rekey":
        waiting = [e for e in page.register.in_order() if e.waits]
        who = page.session.who
        keys_in = page.keys_in or (who.id if who is not None else "")
        refused = nowhere_to_go(page.session.scene(), entry, keys_in)
        if refused is not None and not (refused.code == "no_till" and with_a_till(page.session.scene())):
            page.refuse(refused)
        elif await page.reveal(waiting):
            needs = after.Needs(person=refused is not None)
            page.open_flow(after.rekey(page, rules, entry, page.full, needs, page.keys_in))
    elif step == "check":
        page.open_flow(after.check(page, after.unchecked(page.register), page.session.hall.roster))
    elif step == "call":
        if await page.reveal([entry]):
            page.open_flow(after.call(page, entry, page.full))
    else:
        page.say(_KEPT)


async def go_on(page: RegisterPage, *, ask: bool) -> None:
    """After one step: the row with which to go on; with `ask` the next back-entry is asked at once."""
    found = page.places
    to = first_to_do(found)
    if to is None or page.flow is not None:
        return
    page.cursor = to
    if ask and found[to].step == "rekey" and page.rules is not None:
        await _entry_step(page, page.rules, page.register.entries[found[to].id])
    page.update_view()


def asks_more(page: RegisterPage, flow: Flow, refused: Refusal) -> bool:
    """A back-entry that needs a reason asks for it; False when words are enough."""
    rules = page.rules
    if rules is None or not flow.id.startswith("rekey/") or refused.code not in _MORE:
        return False
    entry = page.register.entries.get(flow.id.removeprefix("rekey/"))
    if entry is None:
        return False
    asked = {q.name for q in flow.dialogue.questions} | {_MORE[refused.code]}
    needs = after.Needs("before" in asked, "cause" in asked, "person" in asked)
    more = after.rekey(page, rules, entry, page.full, needs, None)
    known = {k: v for k, v in flow.dialogue.answers.items() if k != _MORE[refused.code]}
    page.open_flow(Flow(more.id, Dialogue(more.dialogue.title, more.dialogue.questions, known), more.finish))
    page.say(refused.text, "warning")
    return True


def exceptions(page: RegisterPage, place: Place) -> None:
    """`*`: the same numbers as everywhere; what a row has no use for stays dimmed."""
    rules = page.rules
    if rules is None:
        page.say(_NO_RULES, "warning")
        return
    register = page.register
    entry = register.entries.get(place.id) if place.sort == "entry" else None
    waits = entry is not None and entry.waits
    voidable = (waits and entry is not None and not entry.moved) or place.sort in ("gap", "page", "new")
    some_wait = any(e.waits for e in register.entries.values())
    checks = entry is not None and entry.unchecked
    options = (
        Option("1", "later", _LATER, None if some_wait else _NOTHING_WAITS),
        Option("2", "na", _NA, _NOT_HERE),
        Option("3", "override", _OVERRIDE, _NOT_HERE),
        Option("4", "wrong", _WRONG, None if checks else _NOT_KEYED),
        Option("5", "void", _VOID, None if voidable else _NOT_HERE),
        Option("6", "pages", _PAGES),
        Option("7", "back", _BACK, None if waits else _NOT_HERE),
        Option("8", "envelope", _ENVELOPE),
        Option("9", "drill", _DRILL, _NOT_HERE),
        Option("1", "erase", _ERASE, _why_not_erased(page, entry)),
        Option("2", "erase_number", _ERASE_NUMBER, _why_no_number(page)),
    )

    async def chosen(a: Mapping[str, str]) -> Outcome | None:
        page.flow = None
        flow = _exception(page, rules, place, entry, a["what"])
        if flow is None:
            page.say(_NOTHING)
        page.open_flow(flow)
        return None

    title = Text("例外 {id}", "Except {id}").fill(id=place.id if place.sort == "entry" else "")
    page.open_flow(Flow("except", Dialogue(title, (Question("what", _WHICH, options=options),)), chosen))


def _exception(
    page: RegisterPage, rules: RegisterRules, place: Place, entry: Entry | None, what: str
) -> Flow | None:
    session, register, people = page.session, page.register, page.session.hall.roster
    if what == "later":
        return after.leave_open(page, rules, people)
    if what == "pages":
        return flows.issue(session, register, people, page.run, drill=page.drill)
    if what == "envelope":
        return flows.envelope(session, people, None)
    if what == "wrong" and entry is not None:
        return after.wrong(page, entry, people)
    if what == "back" and entry is not None:
        return after.give_back(page, rules, entry)
    if what == "erase_number":
        return erase_number(session)
    if what == "erase" and entry is not None:
        return erase(session, entry)
    if what != "void":
        return None
    if entry is not None:
        return flows.void_entry(session, rules, people, entry)
    if place.sort == "gap":
        book, _, number = place.id.rpartition("-")
        found = register.page(book, int(number))
        return None if found is None else flows.void_number(session, rules, found, int(number))
    free = [p for p in register.pages if p.blank()]
    pages = [register.pages[int(place.id)]] if place.sort == "page" else free
    return flows.void_number(session, rules, pages[0]) if pages else None


def _why_not_erased(page: RegisterPage, entry: Entry | None) -> Text | None:
    if entry is None:
        return _NOT_HERE
    held = erasing.numbers(entry)
    if not held:
        return _NO_NUMBERS
    if all(id in page.session.hall.erased for id in held):
        return _IS_ERASED
    refused = erasing.refusal(page.session, entry)
    if refused is None:
        return None
    if refused.code == "sign_in":
        return _SIGN_IN
    return _MANAGERS if erasing.needed(entry) else _NOT_PERMITTED


def _why_no_number(page: RegisterPage) -> Text | None:
    refused = erasing.refusal_by_number(page.session)
    if refused is None:
        return None
    return _SIGN_IN if refused.code == "sign_in" else _NOT_PERMITTED


_MORE: Final = {"order": "before", "cause_needed": "cause", "no_till": "person"}
"""Code of a refusal -> the question that answers it."""
_NO_RULES: Final = Text(
    "本班的手册没有手工受理,先记在纸上。", "This shift's manual has no manual acceptance: use paper."
)
_PICK: Final = Text("按业务的数字开始登记。", "A digit begins an entry.")
_COUNT_FIRST: Final = Text(
    "信封放进款后还没有清点: 先由两人点。", "The envelope was not counted since money went in: two count it."
)
_KEPT: Final = Text("这一行已经办好。", "This row is settled.")
_RETURNED: Final = Text(
    "空白号已交回,下次先发这些。", "The blank numbers are back; they are given out first."
)
_NOTHING: Final = Text("没有可作废的号。", "There is no number to make void.")
_WHICH: Final = Text("哪一种?", "Which?")
_LATER: Final = Text("补录缓办,转未结", "key in later, as an open item")
_NA: Final = Text("不适用", "not applicable")
_OVERRIDE: Final = Text("越权", "override")
_WRONG: Final = Text("复核不符,重录", "not right: key in again")
_VOID: Final = Text("作废", "void")
_PAGES: Final = Text("领页", "issue a page")
_BACK: Final = Text("退还、改约", "give back, another time")
_ENVELOPE: Final = Text("备新信封", "another envelope")
_DRILL: Final = Text("演练", "drill")
_ERASE: Final = Text("删除客户完整号码", "erase the customer's full numbers")
_ERASE_NUMBER: Final = Text("按号码删除(别的班也删)", "erase by number (other shifts too)")
_NO_NUMBERS: Final = Text("没有号码", "has no numbers")
_IS_ERASED: Final = Text("已删除", "erased already")
_SIGN_IN: Final = Text("先登录", "sign in first")
_MANAGERS: Final = Text("还没办结: 经理才能删", "still needed: a manager may")
_NOT_PERMITTED: Final = Text("经理、营业员可删", "managers and clerks may")
_NOT_HERE: Final = Text("这里不用", "not here")
_NOT_KEYED: Final = Text("还没有补录", "not keyed in")
_NOTHING_WAITS: Final = Text("没有待补录", "nothing waits")
