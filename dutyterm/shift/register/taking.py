"""Rules of taking something down by hand; what is never done by hand is refused always (3f.2). Pure."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final, get_args

from dutyterm.i18n import Text
from dutyterm.manual.register import Business, RegisterRules
from dutyterm.model.money import MOST, format_fen
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed, plain
from dutyterm.model.typed_time import OLDEST
from dutyterm.shift.cash.common import known_till
from dutyterm.shift.register import facts
from dutyterm.shift.register.common import (
    RECEIPT,
    number,
    open_envelope_of,
    ready,
    same_person,
    taker,
)
from dutyterm.shift.register.facts import Personal, Title
from dutyterm.shift.register.pages import drill_or_real, not_out, taken
from dutyterm.shift.register.state import Page, of, slip_id
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import TEXT_LIMIT, stored
from dutyterm.values import dataclass

_SURNAME: Final = re.compile(r"[㐀-鿿]{1,2}|[A-Za-z][A-Za-z' -]{0,19}")


@dataclass(frozen=True)
class Wish:
    """One entry as it was typed; numbers of the customer are masked already, see `Personal`."""

    business: str
    clerk: str
    """Person id of who takes it down."""
    book: str | None = None
    number: int | None = None
    """None = the next one of the clerk's page."""
    run: str | None = None
    at: datetime | None = None
    """When it was taken down; None = now."""
    till: str | None = None
    surname: str = ""
    title: Title = "none"
    phone: Personal | None = None
    account: Personal | None = None
    tender: str = "cash"
    due: int | None = None
    received: int | None = None
    """None = exactly what is due."""
    receipt: str = ""
    request: str = ""
    promise: datetime | None = None
    told: bool = False
    checker: str | None = None
    envelope: str | None = None
    """None = the one that is open."""
    drill: bool = False


def write(scene: Scene, wish: Wish) -> list[Event] | Refusal:
    """Takes one thing down under the next number. What is never done by hand is refused always."""
    rules = ready(scene)
    if isinstance(rules, Refusal):
        return rules
    business = allowed(rules, wish.business)
    if isinstance(business, Refusal):
        return business
    clerk = taker(scene, wish.clerk)
    if isinstance(clerk, Refusal):
        return clerk
    wrong = _about(scene, wish)
    if wrong is not None:
        return wrong
    page = _page(scene, wish)
    if isinstance(page, Refusal):
        return page
    found = page.blank()[0] if wish.number is None else wish.number
    at = wish.at or scene.now
    money = _money(scene, rules, business, wish, page)
    if isinstance(money, Refusal):
        return money
    words = _words(business, wish, money, at)
    if isinstance(words, Refusal):
        return words
    surname, request = words
    fact = facts.EntryWritten(
        slip=slip_id(page.book, found),
        business=business.id,
        clerk=clerk.id,
        at=at,
        run=wish.run,
        till=wish.till,
        surname=surname,
        title=wish.title,
        phone=wish.phone,
        account=wish.account,
        tender="cash" if business.money else None,
        due=money.due,
        received=money.received,
        envelope=money.envelope,
        receipt=money.receipt,
        request=request,
        promise=wish.promise,
        told=wish.told,
        checker=wish.checker,
        rekey=business.rekey,
        call=business.call and wish.phone is not None,
        drill=wish.drill,
    )
    return [Event(fact, scene.by)]


def allowed(rules: RegisterRules, id: str) -> Business | Refusal:
    """The business when it may be done by hand; what is never done says on which ground and why."""
    business = rules.of(id)
    if business is not None and rules.refused(id) is None:
        return business
    never = rules.refused(id)
    if never is None:
        return Refusal("unknown_business", Text("按数字选业务。", "Choose the business by its digit."))
    words = Text("{name}绝不手工办: {why}", "{name}: never by hand. {why}")
    return Refusal(
        "never_by_hand", words.fill(name=never.name, why=never.why), {"ground": never.ground, "id": never.id}
    )


def _about(scene: Scene, wish: Wish) -> Refusal | None:
    """Time, emergency, till and the person who looks over it."""
    at = wish.at or scene.now
    if at > scene.now:
        return Refusal("future", Text("登记时间不能晚于现在。", "It cannot have been later than now."))
    if scene.now - at > OLDEST:
        return Refusal("too_old", Text("登记时间太早,请核对。", "That is too long ago: check the time."))
    refused = drill_or_real(scene, wish.run, wish.drill)
    if refused is None and wish.till is not None:
        refused = known_till(scene, wish.till)
    if refused is None and wish.checker is not None:
        checker = taker(scene, wish.checker)
        if isinstance(checker, Refusal):
            return checker
        if checker.id == wish.clerk:
            return same_person(scene, checker.id)
    return refused


def _page(scene: Scene, wish: Wish) -> Page | Refusal:
    """The page that is written on: the named number's, else the clerk's own, else any with room."""
    register = of(scene.shift)
    if wish.number is not None:
        books = [wish.book] if wish.book is not None else list(register.books)
        page = next((p for b in books if (p := register.page(b, wish.number)) is not None), None)
        if page is None:
            return not_out(books[0] if books else "?", wish.number)
        if page.drill != wish.drill:
            return Refusal("wrong_book", Text("练习簿和正式簿不能混用。", "Practice and earnest never mix."))
        return taken(page.book, wish.number) if str(wish.number) in page.used else page
    open_pages = [
        page
        for page in register.pages
        if page.drill == wish.drill and page.blank() and wish.book in (None, page.book)
    ]
    own = [page for page in open_pages if page.person == wish.clerk]
    if not open_pages:
        words = Text(
            "没有空白页: 先领页(簿号、领用人)。", "No page is open: issue one first (book, and who takes it)."
        )
        return Refusal("no_pages", words)
    return (own or open_pages)[0]


@dataclass(frozen=True)
class _Money:
    due: int = 0
    received: int = 0
    envelope: str | None = None
    receipt: str | None = None


def _money(
    scene: Scene, rules: RegisterRules, business: Business, wish: Wish, page: Page
) -> _Money | Refusal:
    if not business.money:
        if wish.due:
            words = Text("{name}不收款。", "No money is taken for: {name}.").fill(name=business.name)
            return Refusal("no_money", words)
        return _Money()
    if wish.tender != "cash":
        words = Text(
            "只收现金: 终端停用时刷卡、扫码没有授权。",
            "Cash only: nothing else is authorised while terminals are down.",
        )
        return Refusal("tender", words)
    due, received = wish.due, wish.due if wish.received is None else wish.received
    for fen in (due, received):
        if type(fen) is not int or not 1 <= fen <= MOST:
            return _lacks("due", Text("应收金额", "amount due"))
    if due is None or received is None or received < due:
        words = Text("实收少于应收,没有收齐不登记。", "Less was received than is due.")
        return Refusal("received_short", words)
    limits = rules.figures
    if due > limits.entry_fen:
        words = Text(
            "每笔最多 {fen} 元;超过的请恢复后再缴,不拆开登记。",
            "At most {fen} yuan an entry: more is paid when the system is back, never split.",
        )
        return Refusal("entry_limit", words.fill(fen=format_fen(limits.entry_fen)))
    on_page = sum(e.written.due for e in of(scene.shift).of_page(page) if e.void is None)
    if on_page + due > limits.page_fen:
        words = Text(
            "本页已收 {sum} 元,每页最多 {fen} 元: 换新页,旧页余号交回。",
            "This page holds {sum}, at most {fen} a page: take a new one, give the rest of this one back.",
        )
        filled = words.fill(sum=format_fen(on_page), fen=format_fen(limits.page_fen))
        return Refusal("page_limit", filled, {"sum": on_page})
    receipt = number(wish.receipt, RECEIPT)
    if isinstance(receipt, Refusal):
        return receipt
    if receipt in of(scene.shift).receipts:
        words = Text("临时收据 {n} 已经开过。", "Receipt {n} was given out already.")
        return Refusal("receipt_used", words.fill(n=receipt))
    if wish.drill:
        return _Money(due, received, None, receipt)
    envelope = _envelope(scene, wish)
    return envelope if isinstance(envelope, Refusal) else _Money(due, received, envelope, receipt)


def _envelope(scene: Scene, wish: Wish) -> str | Refusal:
    known = of(scene.shift).envelopes
    if wish.envelope is not None:
        return open_envelope_of(scene, wish.envelope) or wish.envelope
    ready_ones = [one for one in known.values() if one.seal is None]
    own = [one for one in ready_ones if one.person == wish.clerk]
    if not ready_ones:
        words = Text(
            "先备一个登记款信封,写上号: 登记款不进抽屉。",
            "An envelope with a number first: this money never goes into a drawer.",
        )
        return Refusal("envelope_needed", words)
    return (own or ready_ones)[-1].envelope


def _words(business: Business, wish: Wish, money: _Money, at: datetime) -> tuple[str, str] | Refusal:
    """Surname and request, once every column that the business asks for is there."""
    surname = plain(keyed(wish.surname)).strip()
    if wish.title not in get_args(Title):
        return _lacks("customer", Text("称谓", "title"))
    if surname and _SURNAME.fullmatch(surname) is None:
        words = Text("称谓只写姓,不写全名。", "Write the surname only, never the whole name.")
        return Refusal("surname_only", words)
    request = stored(wish.request, TEXT_LIMIT, empty_ok=True)
    if isinstance(request, Refusal):
        return request
    there = {
        "account": wish.account is not None,
        "due": money.due > 0,
        "received": money.received > 0,
        "receipt": money.receipt is not None,
        "customer": bool(surname),
        "phone": wish.phone is not None,
        "request": bool(request),
        "promise": wish.promise is not None,
        "told": wish.told,
    }
    for column in business.asks:
        if not there[column]:
            return _lacks(column, COLUMNS[column])
    for name, has in there.items():
        if has and name not in (*business.asks, *business.may):
            words = Text("{name}不写{column}。", "{name} has no {column}.")
            filled = words.fill(name=business.name, column=COLUMNS[name])
            return Refusal("not_asked", filled, {"field": name})
    if wish.promise is not None and wish.promise <= at:
        return Refusal("promise_past", Text("承诺时限要在登记之后。", "A promise lies after the entry."))
    return surname, request


def _lacks(column: str, name: Text) -> Refusal:
    words = Text("还缺{name}。", "Missing: {name}.").fill(name=name)
    return Refusal("field_needed", words, {"field": column})


COLUMNS: Final[dict[str, Text]] = {
    "account": Text("用户号码", "account number"),
    "due": Text("应收", "amount due"),
    "received": Text("实收", "received"),
    "receipt": Text("临时收据号", "receipt number"),
    "customer": Text("客户姓氏", "surname"),
    "phone": Text("联系电话", "telephone"),
    "request": Text("诉求", "request"),
    "promise": Text("承诺时限", "promised by"),
    "told": Text("已告知未生效、客户签名", "told and signed"),
}
"""What the columns are called."""
