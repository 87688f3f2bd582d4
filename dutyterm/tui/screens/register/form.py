"""The form of one entry of the register: what is asked follows from the business."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime
from typing import Final, Literal, cast

from dutyterm.desk.outcome import Outcome
from dutyterm.desk.register.taking import Wish
from dutyterm.desk.session import Session
from dutyterm.i18n import Lang, Text, same
from dutyterm.manual.register import Asked, Business, RegisterRules
from dutyterm.model.moment import moment_text
from dutyterm.model.money import format_fen, parse_amount
from dutyterm.model.personal import personal_number
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed, parse_int
from dutyterm.model.typed_time import parse_due, parse_time
from dutyterm.shift.register.facts import Title
from dutyterm.shift.register.state import Register, slip_id
from dutyterm.tui.flow import Flow
from dutyterm.tui.screens.register.flows import typed_or
from dutyterm.tui.views.asks import NOW, Dialogue, Option, Question, When, always, numbered

NEW: Final = "new"
"""Begins the ids of forms, before the business."""

SAME: Final = "1"
"""Typed alone for a number of the customer: the same as the one before; no number is that short."""

Save = Callable[[Wish], Awaitable[Outcome]]
_Number = Literal["account", "phone"]


def form(
    session: Session,
    lang: Lang,
    rules: RegisterRules,
    register: Register,
    business: Business,
    clerk: str,
    save: Save,
) -> Flow:
    """A new entry of this business on the slip of this clerk; the last answer saves it."""
    questions = [_slip(register, clerk)]
    for asked in business.asks:
        if asked != "told":
            questions += _asked(session, lang, register, business, asked, always)
    if business.may:
        questions.append(_more(business))
        for n, asked in enumerate(business.may):
            questions += _asked(session, lang, register, business, asked, _wanted(n))
    questions.append(Question("when", _WHEN, "time", take=_moment(session)))
    if "told" in business.asks:
        told = Text("告知: {words}", "Say: {words}").fill(words=rules.told)
        questions.append(Question("told", told, options=(Option("1", "yes", _TOLD),)))

    async def done(a: Mapping[str, str]) -> Outcome:
        return await save(_wish(business, clerk, a))

    title = Text("登记 {what}: {help}", "{what}: {help}").fill(what=business.name, help=business.help)
    return Flow(f"{NEW}/{business.id}/{clerk}", Dialogue(title, tuple(questions)), done, keeps=True)


def _slip(register: Register, clerk: str) -> Question:
    """The number on the slip that the customer holds: the next one, or any that was passed over."""
    pages = [page for page in register.pages if page.person == clerk]
    following = next((slip_id(page.book, page.blank()[0]) for page in pages if page.blank()), "")

    def take(typed: str) -> str | Text:
        found = parse_int(typed, 1, 999_999)
        if isinstance(found, Refusal):
            return found.text
        page = next((p for p in pages if p.has(found)), None)
        if page is None or found not in page.free():
            return _NOT_FREE.fill(n=found)
        return slip_id(page.book, found)

    options = (Option("1", _NEXT, same(following)),)
    return Question("slip", _SLIP, options=options, write=_OTHER_SLIP, take=take, digits=True)


def _asked(
    session: Session, lang: Lang, register: Register, business: Business, asked: Asked, when: When
) -> Iterator[Question]:
    match asked:
        case "account":
            yield _personal("account", _ACCOUNT, _SAME_PHONE, business, when)
        case "phone":
            yield _personal("phone", _PHONE, _SAME_ACCOUNT, business, when)
        case "due":
            yield Question("due", _DUE, "text", take=_amount, when=when, digits=True)
        case "received":
            exact = (Option("1", _EXACT_WORD, _EXACT),)
            yield Question(
                "received", _RECEIVED, options=exact, write=_OTHER, take=_amount, among=_received,
                adds=_change, when=when, digits=True,
            )  # fmt: skip
        case "receipt":
            yield _receipt(register, when)
        case "customer":
            yield Question(
                "surname", _SURNAME, options=numbered(tuple((n, same(n)) for n in _SURNAMES)), write=_WRITE,
                when=when,
            )  # fmt: skip
            yield Question("title", _TITLE, options=numbered(_TITLES), when=when)
        case "request":
            phrases = tuple((p.to(lang), p) for p in business.phrases)
            yield Question("request", _REQUEST, "text", options=numbered(phrases), when=when)
        case "promise":
            yield Question("promise", _PROMISE, "text", take=_due(session), when=when, digits=True)
        case _:
            return


def _personal(asked: _Number, title: Text, same_title: Text, business: Business, when: When) -> Question:
    """A number of the customer; where the other one was asked before, `1` stands for it and is typed once."""
    other: _Number = "phone" if asked == "account" else "account"
    order = (*business.asks, *business.may)

    def among(typed: str, answers: Mapping[str, str]) -> str | Text:
        return answers[other] if keyed(typed) == SAME and other in answers else _number(typed)

    def told(answers: Mapping[str, str]) -> Text | None:
        return _IS_SAME if answers[asked] == answers.get(other) else None

    if other not in order or order.index(other) > order.index(asked):
        return Question(asked, title, "text", take=_number, when=when, digits=True, private=True)
    return Question(
        asked, same_title, "text", label=title, take=_number, among=among, adds=told, when=when, digits=True,
        private=True,
    )  # fmt: skip


def _more(business: Business) -> Question:
    """What may be left out is asked once, all of it."""
    options: list[tuple[str, Text]] = [("0", _NO_MORE)]
    label: Text | None = None
    for n, asked in enumerate(business.may, 1):
        label = (
            _COLUMNS[asked]
            if label is None
            else Text("{a}、{b}", "{a}, {b}").fill(a=label, b=_COLUMNS[asked])
        )
        options.append((str(n), label))
    return Question("more", _MORE, options=numbered(tuple(options)))


def _wanted(n: int) -> When:
    return lambda answers: int(answers.get("more", "0")) > n


def _receipt(register: Register, when: When) -> Question:
    """The number after the last one is offered, because receipts are torn off one book in order."""
    given = [e.written.receipt for e in register.entries.values() if e.written.receipt]
    last = given[-1] if given else None
    if last is None or not last.isdigit():
        return Question("receipt", _RECEIPT, "text", take=typed_or(_NO_RECEIPT), when=when, digits=True)
    following = str(int(last) + 1).zfill(len(last))
    offered = (Option("1", following, same(following)),)
    return Question(
        "receipt",
        _RECEIPT,
        options=offered,
        write=_OTHER_NUMBER,
        take=typed_or(_NO_RECEIPT),
        when=when,
        digits=True,
    )


def _wish(business: Business, clerk: str, a: Mapping[str, str]) -> Wish:
    due = _fen(a.get("due"))
    book, _, number = ("", "", "") if a["slip"] == _NEXT else a["slip"].rpartition("-")
    received = None if a.get("received") in (None, _EXACT_WORD) else _fen(a["received"])
    return Wish(
        business=business.id,
        clerk=clerk,
        book=book or None,
        number=int(number) if number else None,
        at=datetime.fromisoformat(a["when"]),
        surname=a.get("surname", ""),
        title=cast(Title, a.get("title", "none")),
        phone=a.get("phone", ""),
        account=a.get("account", ""),
        due=due,
        received=received,
        receipt=a.get("receipt", ""),
        request=a.get("request", ""),
        promise=datetime.fromisoformat(a["promise"]) if "promise" in a else None,
        told=a.get("told") == "yes",
    )


def _fen(typed: str | None) -> int | None:
    found = parse_amount(typed) if typed is not None else None
    return found if isinstance(found, int) else None


def _number(typed: str) -> str | Text:
    found = personal_number(typed)
    return found.text if isinstance(found, Refusal) else found


def _amount(typed: str) -> str | Text:
    found = parse_amount(typed)
    return found.text if isinstance(found, Refusal) else format_fen(found)


def _received(typed: str, answers: Mapping[str, str]) -> str | Text:
    """At once, while the customer stands there: less than is due is nothing to go on with."""
    found, due = parse_amount(typed), _fen(answers.get("due"))
    if isinstance(found, int) and due is not None and found < due:
        return _SHORT.fill(due=format_fen(due), received=format_fen(found))
    return _amount(typed)


def _change(answers: Mapping[str, str]) -> Text | None:
    due, received = _fen(answers.get("due")), _fen(answers.get("received"))
    if due is None or received is None or received <= due:
        return None
    return _GIVE_CHANGE.fill(change=format_fen(received - due))


def _moment(session: Session) -> Callable[[str], str | Text]:
    def moment(typed: str) -> str | Text:
        now = session.clock.now()
        found = now if typed == NOW else parse_time(typed, now)
        return found.text if isinstance(found, Refusal) else moment_text(found)

    return moment


def _due(session: Session) -> Callable[[str], str | Text]:
    def due(typed: str) -> str | Text:
        found = parse_due(typed, session.clock.now())
        return found.text if isinstance(found, Refusal) else moment_text(found)

    return due


_NEXT: Final = "next"
_SLIP: Final = Text("登记单号?", "Number of the slip?")
_OTHER_SLIP: Final = Text("别的号(纸上先写的)", "another one, written on paper before")
_NOT_FREE: Final = Text("{n} 号不在此人领的空号里。", "{n} is no free number of this person.")
_EXACT_WORD: Final = "exact"
_ACCOUNT: Final = Text("用户号码(办的是哪个号)?", "Number that it is about?")
_PHONE: Final = Text("联系电话?", "Telephone to call back?")
_SAME_ACCOUNT: Final = Text(
    "联系电话? 1 就是用户号码", "Telephone to call back? 1 is the number that it is about"
)
_SAME_PHONE: Final = Text(
    "用户号码(办的是哪个号)? 1 就是联系电话", "Number that it is about? 1 is the telephone"
)
_IS_SAME: Final = Text("同一个号", "the same number")
_GIVE_CHANGE: Final = Text("找零 {change}", "change {change}")
_SHORT: Final = Text(
    "实收 {received} 少于应收 {due},收齐再登记。",
    "Received {received} is less than {due} due: take the rest first.",
)
_NO_RECEIPT: Final = Text("还没有收据号: 照临时收据上的输。", "No number yet: type the one on the receipt.")
_DUE: Final = Text("应收多少元?", "Yuan due?")
_RECEIVED: Final = Text("实收?", "Received?")
_EXACT: Final = Text("正好", "exactly that")
_OTHER: Final = Text("输入实收,找零自算", "type it; the change follows")
_RECEIPT: Final = Text("临时收据号?", "Number of the temporary receipt?")
_OTHER_NUMBER: Final = Text("别的号", "another number")
_SURNAME: Final = Text("客户姓?", "The customer's surname?")
_SURNAMES: Final = ("王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周")
"""The most usual ones; the rest are written."""
_WRITE: Final = Text("写姓", "write it")
_TITLE: Final = Text("称呼?", "Title?")
_TITLES: Final = (("mr", Text("先生", "Mr")), ("ms", Text("女士", "Ms")), ("none", Text("不称呼", "none")))
_REQUEST: Final = Text("客户要办什么、说了什么?", "What is wanted, what was said?")
_PROMISE: Final = Text("答应什么时候答复: +1 明天、今天 1700", "Promised by when: +1 tomorrow, 1700 today")
_MORE: Final = Text("还记什么?", "Anything more?")
_NO_MORE: Final = Text("不记了", "nothing more")
_WHEN: Final = Text("登记时间?", "When was it taken?")
_TOLD: Final = Text("已告知,客户已签名", "told, and the customer signed")
_COLUMNS: Final[dict[Asked, Text]] = {
    "account": Text("用户号码", "number"),
    "phone": Text("电话", "telephone"),
    "customer": Text("称谓", "name"),
    "request": Text("内容", "words"),
    "promise": Text("答复时限", "promise"),
    "due": Text("应收", "due"),
    "received": Text("实收", "received"),
    "receipt": Text("收据号", "receipt"),
    "told": Text("告知", "told"),
}
