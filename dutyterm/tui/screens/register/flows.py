"""What is asked while things are taken down by hand: pages, an envelope, a refusal, a void number."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence

from dutyterm.desk.outcome import Outcome
from dutyterm.desk.register import taking
from dutyterm.desk.session import Session
from dutyterm.i18n import Text, same
from dutyterm.manual.register import Business, Reason, RegisterRules
from dutyterm.model.people import Person
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import parse_int
from dutyterm.shift.register.common import NEVER_TAKES
from dutyterm.shift.register.state import Entry, Page, Register, slip_id
from dutyterm.tui.flow import Flow
from dutyterm.tui.views.ask_person import somebody
from dutyterm.tui.views.asks import Dialogue, Option, Question, numbered

Then = Callable[[], Awaitable[Outcome | None]]

REAL_BOOK = "R1"
DRILL_BOOK = "T1"
"""Names that are offered for a first book; what stands on the printed book is typed."""


def who(
    people: Sequence[Person],
    title: Text,
    name: str = "person",
    *,
    only: Sequence[str] | None = None,
    why: Text | None = None,
) -> Question:
    """Somebody of the roster, by digit or by the number after 0; the others stay in place, dimmed.

    `why` is said of those who are not among `only`.
    """

    def unfit(person: Person) -> Text | None:
        if person.role in NEVER_TAKES:
            return _SERVES_NOBODY
        return why if only is not None and person.id not in only else None

    return somebody(name, title, people, unfit)


def reasons(name: str, title: Text, offered: Sequence[Reason]) -> Question:
    """One of the manual's reasons."""
    return Question(name, title, options=numbered(tuple((one.id, one.name) for one in offered)))


def issue(
    session: Session, register: Register, people: Sequence[Person], run: str | None, *, drill: bool
) -> Flow:
    """A page of numbered slips is given to somebody; the numbers go on where they ended."""
    books = [book for book in register.books.values() if book.drill == drill]
    offered = tuple((book.book, _GOES_ON.fill(book=book.book, next=book.lowest)) for book in books)
    if not offered:
        name = DRILL_BOOK if drill else REAL_BOOK
        offered = ((name, _BEGINS.fill(book=name)),)
    questions = (
        who(people, _TO_WHOM),
        Question("book", _BOOK, options=numbered(offered), write=_OTHER_BOOK),
        Question(
            "first", _FIRST, options=(Option("1", "1", _FROM_ONE),), write=_OTHER_FIRST, take=_count,
            digits=True,
            when=lambda a: a.get("book") not in register.books,
        ),
    )  # fmt: skip

    async def done(a: Mapping[str, str]) -> Outcome:
        first = int(a["first"]) if "first" in a else None
        return await taking.issue_pages(session, a["book"], first, None, a["person"], run=run, drill=drill)

    title = _ISSUE_DRILL if drill else _ISSUE
    return Flow("issue", Dialogue(title, questions), done)


def envelope(session: Session, people: Sequence[Person], keeper: str | None) -> Flow:
    """A numbered envelope for the money of the register."""
    questions = [Question("envelope", _ENVELOPE_NO, "text", take=typed_or(_NO_ENVELOPE))]
    if keeper is None:
        questions.append(who(people, _KEEPER))

    async def done(a: Mapping[str, str]) -> Outcome:
        return await taking.open_envelope(session, a["envelope"], keeper or a["person"])

    return Flow("envelope", Dialogue(_ENVELOPE, tuple(questions)), done)


def clerk(
    people: Sequence[Person], holders: Sequence[str], business: Business, then: Callable[[str], None]
) -> Flow:
    """Whose slip it is, when several people have some."""

    async def done(a: Mapping[str, str]) -> Outcome | None:
        then(a["person"])
        return None

    title = Text("登记 {what}", "{what}").fill(what=business.name)
    return Flow(
        f"clerk/{business.id}", Dialogue(title, (who(people, _WHOSE, only=holders, why=_NO_SLIPS),)), done
    )


def refuse(
    session: Session,
    rules: RegisterRules,
    people: Sequence[Person],
    by: str | None,
    run: str | None,
    *,
    drill: bool,
) -> Flow:
    """`0`: what is never done by hand was asked for; what was offered instead is recorded with it."""
    questions = [
        Question("what", _NEVER, options=numbered(tuple((one.id, one.name) for one in rules.never))),
        Question(
            "offer",
            _OFFER,
            options=numbered(tuple((str(n), words) for n, words in enumerate(rules.offers.words, 1))),
        ),
    ]
    if by is None:
        questions.append(who(people, _WHO_SAID))

    async def done(a: Mapping[str, str]) -> Outcome:
        return await taking.refuse_business(
            session, a["what"], by or a["person"], offer=int(a["offer"]), run=run, drill=drill
        )

    return Flow("refuse", Dialogue(_REFUSE, tuple(questions)), done)


def void_entry(session: Session, rules: RegisterRules, people: Sequence[Person], entry: Entry) -> Flow:
    """A written number becomes void; who saw its money go back is named."""
    questions = [reasons("reason", _WHY_VOID, rules.voids)]
    others = [p for p in people if p.id != entry.written.clerk]
    if entry.in_envelope:
        questions.append(who(people, _WITNESS, "witness", only=[p.id for p in others], why=_TOOK_IT))

    async def done(a: Mapping[str, str]) -> Outcome:
        w = entry.written
        return await taking.void(session, w.book, w.number, a["reason"], witness=a.get("witness"))

    title = _VOID.fill(slip=entry.slip)
    return Flow(f"void/{entry.slip}", Dialogue(title, tuple(questions)), done)


def void_number(session: Session, rules: RegisterRules, page: Page, number: int | None = None) -> Flow:
    """A slip that was spoilt before anything was recorded: its number stays visible as void."""
    free = (*page.gaps(), *page.blank())
    first = min(free) if number is None else number

    def take(typed: str) -> str | Text:
        found = parse_int(typed, page.first, page.last)
        return found.text if isinstance(found, Refusal) else str(found)

    questions = [reasons("reason", _WHY_VOID, rules.voids)]
    if number is None:
        options = (Option("1", str(first), same(slip_id(page.book, first))),)
        questions.insert(
            0, Question("number", _WHICH, options=options, write=_OTHER_NUMBER, take=take, digits=True)
        )

    async def done(a: Mapping[str, str]) -> Outcome:
        return await taking.void(session, page.book, int(a.get("number", first)), a["reason"])

    return Flow(f"void/{page.book}", Dialogue(_VOID_BLANK, tuple(questions)), done)


def typed_or(nothing: Text) -> Callable[[str], str | Text]:
    """Takes whatever was typed; of an empty field it says this."""
    return lambda typed: typed or nothing


def _count(typed: str) -> str | Text:
    found = parse_int(typed, 1, 999_999)
    return found.text if isinstance(found, Refusal) else str(found)


_SERVES_NOBODY = Text("不办业务", "serves nobody")
_NO_SLIPS = Text("没有领页", "has no slips")
_TOOK_IT = Text("经办人", "took it down")
_TO_WHOM = Text("给谁?", "To whom?")
_BOOK = Text("哪一本?", "Which book?")
_GOES_ON = Text("{book} 接着 {next} 号", "{book}, goes on at {next}")
_BEGINS = Text("{book} 新的一本", "{book}, a new one")
_OTHER_BOOK = Text("另一本的号", "another book")
_FIRST = Text("从几号起?", "From which number?")
_FROM_ONE = Text("1 号", "number 1")
_OTHER_FIRST = Text("别的起号", "another number")
_ISSUE = Text("领页: 16 个连号的登记单", "Issue a page: 16 numbered slips in a row")
_ISSUE_DRILL = Text("演练领页(练习簿,不进统计)", "Issue a page for the drill: practice, counted nowhere")
_ENVELOPE = Text(
    "备一个登记款信封: 这些钱不进抽屉", "An envelope for this money: it never goes into a drawer"
)
_ENVELOPE_NO = Text("信封号?", "Number of the envelope?")
_NO_ENVELOPE = Text("还没有信封号: 照信封上的输。", "No number yet: type the one on the envelope.")
_KEEPER = Text("谁保管?", "Who keeps it?")
_WHOSE = Text("谁经办?", "Whose slip?")
_REFUSE = Text("绝不手工办: 记下未受理", "Never by hand: the refusal is recorded")
_NEVER = Text("客户要办什么?", "What was asked for?")
_OFFER = Text("给了什么办法?", "What was offered?")
_WHO_SAID = Text("谁接待的?", "Who served?")
_VOID = Text("作废 {slip}: 号不再用,原文划去保留", "Void {slip}: never used again, struck out and kept")
_VOID_BLANK = Text("作废一个没写的号", "Void a number that was not written")
_WHY_VOID = Text("为什么作废?", "Why is it void?")
_WITNESS = Text("谁在场见证退款?", "Who saw the money go back?")
_WHICH = Text("哪个号?", "Which number?")
_OTHER_NUMBER = Text("别的号", "another")
