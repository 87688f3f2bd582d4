"""What is asked before a grid is opened: who takes a till, who counts first, who counts once more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from dutyterm.desk.cash import counting, results, tills
from dutyterm.desk.cash.proofs import Proof, prove
from dutyterm.desk.outcome import Outcome
from dutyterm.i18n import Text
from dutyterm.model.money import format_fen
from dutyterm.model.refusal import Refusal
from dutyterm.shift.cash.state import Span, of, till_of
from dutyterm.shift.cash.told import figure, till_name
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.screens.cash.asking import money, yuan
from dutyterm.tui.screens.cash.flows import counter
from dutyterm.tui.screens.cash.grid import GridPage
from dutyterm.tui.screens.cash.jobs import count_job, typed_job
from dutyterm.tui.screens.cash.signing import name, person_question, signing, with_second
from dutyterm.tui.views.asks import Dialogue, Question
from dutyterm.tui.views.cash_pieces import named, pieces_text, without

Then = Callable[[], Awaitable[None]]


def issue(page: FlowPage, till: str) -> Flow:
    """Who takes the till and how much is added; then the grid of the float, and two PINs."""
    scene, rules = page.session.scene(), page.session.manual.cash
    kept = till_of(of(scene.shift), till).kept
    goal = figure(scene, rules, "float_fen") if rules is not None else 0
    title = _ISSUE.fill(
        till=till_name(scene, till), kept=format_fen(kept.total if kept else 0), goal=format_fen(goal)
    )
    questions = (
        person_question(page.session, _WHO_TAKES),
        Question("added", _ADDED, "text", take=money, told=yuan),
    )

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        page.flow = None
        page.session.drafts.drop_all(f"{page.draft_prefix}/flow/issue/{till}/")
        person, added = a["person"], int(a["added"])
        who = page.session.who
        second = who.id if who is not None and who.id != person else None

        def then(grid: GridPage, typed: dict[str, str]) -> Flow:
            async def wish(proofs: tuple[Proof, ...]) -> Outcome:
                return await tills.issue(grid.session, till, person, added, typed, proofs)

            there = kept.total if kept is not None else 0
            return signing(grid, told_as(grid, issued, typed, there + added), (person, second), wish)

        issued = _ISSUED.fill(till=till_name(scene, till), name=name(page.session, person))
        await page.app.push_screen(GridPage(typed_job(page.session, till, title, then, "issue"), till))
        return None

    return Flow(f"issue/{till}", Dialogue(title, questions), finish)


async def keep_others(page: FlowPage, till: str, span: Span) -> None:
    """Other pieces stay than those that are proposed: they are typed row by row, then two PINs (M14)."""
    page.flow = None
    title = _STAYS.fill(till=till_name(page.session.scene(), till))

    def then(grid: GridPage, typed: dict[str, str]) -> Flow:
        sheet, rules = tills.read_sheet(grid.session, typed), grid.session.manual.cash
        told, pieces = title, {}
        if not isinstance(sheet, Refusal) and rules is not None and span.counted is not None:
            pieces = dict(sheet.pieces)
            told = _STAYS_AND_GOES.fill(
                title=title,
                kept=format_fen(sheet.total),
                stays=named(rules, pieces),
                goes=named(rules, without(span.counted, pieces), span.counted.other),
            )

        async def wish(proofs: tuple[Proof, ...]) -> Outcome:
            return await results.keep(grid.session, till, span.number, pieces, proofs)

        return signing(grid, told, with_second(grid.session, counter(span)), wish)

    await page.app.push_screen(
        GridPage(typed_job(page.session, till, title, then, f"keep{span.number}"), till)
    )


def told_as(page: FlowPage, title: Text, typed: Mapping[str, str], should: int | None = None) -> Text:
    """What is signed: the sum of what was counted, and how far it is from what should be there."""
    sheet, rules = tills.read_sheet(page.session, typed), page.session.manual.cash
    if isinstance(sheet, Refusal) or rules is None:
        return title
    told = _COUNTED.fill(title=title, fen=format_fen(sheet.total), pieces=pieces_text(rules, sheet))
    if should is None or should == sheet.total:
        return told
    return _OFF.fill(told=told, should=format_fen(should), fen=format_fen(sheet.total - should))


def hand_over(page: FlowPage, till: str, span: Span, then: Then) -> Flow:
    """Who takes the till; then both count, and a witness signs with them."""
    title = _TO_OTHER.fill(till=till_name(page.session.scene(), till))
    who = person_question(page.session, _WHO_TAKES, (span.person,))

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        page.flow = None
        to = a["person"]
        done = await tills.begin_closing(page.session, till, purpose="handover", to=to)
        if page.show_outcome(done):
            await then()
        return None

    return Flow(f"to/{till}", Dialogue(title, (who,)), finish)


def first_pin(page: FlowPage, till: str, person: str) -> Flow:
    """The first counter's own PIN, then that person's grid."""
    title = _FIRST.fill(till=till_name(page.session.scene(), till), name=name(page.session, person))

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        proof = await prove(page.session, person, a["pin"])
        if not isinstance(proof, Proof):
            return proof
        grid = counting.begin(page.session, till, person, proof)
        if isinstance(grid, Refusal):
            return grid
        page.flow = None
        await page.app.push_screen(GridPage(count_job(page.session, grid), till))
        return None

    pin = Question("pin", _PIN_OF.fill(name=name(page.session, person)), "pin")
    return Flow(f"first/{till}", Dialogue(title, (pin,)), finish)


def somebody_else(page: FlowPage, till: str) -> Flow:
    """The holder is away: somebody else counts first, by name and own PIN (M16)."""
    span = till_of(of(page.session.shift), till).span
    taken = (span.person,) if span is not None else ()
    questions = (person_question(page.session, _WHO_FIRST, taken), Question("pin", _THAT_PIN, "pin"))

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        proof = await prove(page.session, a["person"], a["pin"])
        if not isinstance(proof, Proof):
            return proof
        grid = counting.begin(page.session, till, a["person"], proof)
        if isinstance(grid, Refusal):
            return grid
        page.flow = None
        await page.app.push_screen(GridPage(count_job(page.session, grid), till))
        return None

    return Flow(
        f"else/{till}", Dialogue(_AWAY.fill(till=till_name(page.session.scene(), till)), questions), finish
    )


def recount(page: FlowPage, till: str, span: Span, *, other: bool) -> Flow:
    """Who counts once more; then the grid, and two PINs."""
    title = (_RECOUNT_OTHER if other else _RECOUNT).fill(
        till=till_name(page.session.scene(), till), name=name(page.session, span.person)
    )
    who = person_question(page.session, _WHO_RECOUNTS, (span.person,) if other else (), why=_HOLDS_IT)

    async def finish(a: Mapping[str, str]) -> Outcome | None:
        page.flow = None
        person = a["person"]
        beside = span.person if person != span.person else None

        def then(grid: GridPage, typed: dict[str, str]) -> Flow:
            async def wish(proofs: tuple[Proof, ...]) -> Outcome:
                return await tills.recount(grid.session, till, person, typed, proofs, span.number)

            return signing(grid, told_as(grid, title, typed), (person, beside), wish)

        await page.app.push_screen(
            GridPage(typed_job(page.session, till, title, then, f"recount{span.number}"), till)
        )
        return None

    return Flow(f"recount/{till}", Dialogue(title, (who,)), finish)


_ISSUE = Text(
    "{till} 领用备用金: 上次留存 {kept},定额 {goal}", "{till}: float; left there {kept}, fixed {goal}"
)
_WHO_TAKES = Text("谁领用?", "Who takes it?")
_ADDED = Text("从备用金库加多少元?没有键 0", "How much from the reserve? 0 for none")
_ISSUED = Text("{till} 发给 {name}", "{till} goes to {name}")
_COUNTED = Text("{title}: 点到 {fen}\n{pieces}", "{title}: counted {fen}\n{pieces}")
_OFF = Text(
    "{told}\n应为 {should},差 {fen}: 单独记录,原因日后可查",
    "{told}\nshould be {should}, off by {fen}: a record of its own",
)
_STAYS = Text("{till} 留存: 键入留下的张数", "{till}: type the pieces that stay")
_STAYS_AND_GOES = Text(
    "{title}\n留存 {kept}: {stays}\n缴款: {goes}", "{title}\nkept {kept}: {stays}\npaid in: {goes}"
)
_TO_OTHER = Text("{till} 交给别人", "{till} goes to another clerk")
_WHO_FIRST = Text("谁先点?", "Who counts first?")
_THAT_PIN = Text("此人的 PIN", "that person's PIN")
_AWAY = Text("{till}: 领用人不在,由别人先点", "{till}: the holder is away, somebody else counts first")
_FIRST = Text("{till}: {name} 先点,别人看不到", "{till}: {name} counts first; nobody else sees it")
_PIN_OF = Text("{name} 的 PIN", "PIN of {name}")
_RECOUNT = Text("{till} 复点一次,新记录", "{till}: one recount, a new record")
_RECOUNT_OTHER = Text(
    "{till} 换人复点,不是{name};新记录", "{till}: somebody else than {name} recounts, a new record"
)
_HOLDS_IT = Text("台席是此人的", "holds the till")
_WHO_RECOUNTS = Text("谁复点?", "Who recounts?")
