"""Two or three PINs, one after another, then the wish that they sign for (law 5: the PIN confirms)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence

from dutyterm.desk.cash.proofs import Proof, prove
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.i18n import Text, same
from dutyterm.model.people import ROLE_NAMES, Person, Role
from dutyterm.shift.cash.common import NEVER_CASH
from dutyterm.shift.cash.told import hall_of
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.views.ask_person import somebody
from dutyterm.tui.views.asks import Dialogue, Question

Wish = Callable[[tuple[Proof, ...]], Awaitable[Outcome]]

SIGN = "sign"
"""Id of the dialogue that asks for PINs; nothing of it is ever a draft."""


def person_question(
    session: Session,
    title: Text,
    taken: Sequence[str] = (),
    name: str = "person",
    *,
    why: Text | None = None,
    role: Role | None = None,
    roles: Collection[Role] = (),
) -> Question:
    """Who: by roster digit, or the number after 0.

    `why` says why those who are `taken` cannot be chosen. With a `role`, or some `roles`, only people of
    those can be.
    """
    only = roles if role is None else (role,)
    roster = hall_of(session.scene()).roster

    def unfit(person: Person) -> Text | None:
        if person.id in taken:
            return why or _TAKEN
        if only:
            return None if person.role in only else ROLE_NAMES[person.role]
        return _NO_CASH if person.role in NEVER_CASH else None

    return somebody(name, title, roster, unfit)


def name(session: Session, person: str) -> Text:
    """What somebody is called."""
    known = session.hall.people.get(person)
    return same(known.name if known is not None else person)


def signing(
    page: FlowPage,
    title: Text,
    signers: Sequence[str | None],
    wish: Wish,
    proofs: tuple[Proof, ...] = (),
    *,
    role: Role | None = None,
    roles: Collection[Role] = (),
) -> Flow:
    """Asks the PIN of each signer in turn; None stands for somebody who is still to be chosen.

    With a `role`, or some `roles`, only somebody of those can be.
    """
    who = signers[len(proofs)]
    taken = tuple(proof.person for proof in proofs) + tuple(s for s in signers if s is not None)
    questions: tuple[Question, ...] = ()
    if who is None:
        questions = (person_question(page.session, _WHO, taken, role=role, roles=roles),)
        asked = _PIN_OF_OTHER
    else:
        asked = _PIN_OF.fill(name=name(page.session, who))
    questions = (*questions, Question("pin", asked, "pin"))

    async def finish(answers: Mapping[str, str]) -> Outcome | None:
        proof = await prove(page.session, who or answers["person"], answers["pin"])
        if not isinstance(proof, Proof):
            return proof
        given = (*proofs, proof)
        if len(given) == len(signers):
            return await wish(given)
        page.open_flow(signing(page, title, signers, wish, given, role=role, roles=roles))
        return None

    return Flow(f"{SIGN}{len(proofs)}", Dialogue(title, questions), finish)


def with_second(session: Session, first: str) -> tuple[str, str | None]:
    """The first signer, and who is signed in as the second; None when that is the same person."""
    who = session.who
    return first, who.id if who is not None and who.id != first else None


def manager_and_other(session: Session) -> tuple[str | None, str | None]:
    """Who is signed in, and somebody else."""
    return (session.who.id if session.who is not None else None), None


_WHO = Text("谁来签?", "Who signs?")
_PIN_OF = Text("{name} 的 PIN", "PIN of {name}")
_PIN_OF_OTHER = Text("此人的 PIN", "that person's PIN")
_TAKEN = Text("已是签名人", "signs already")
_NO_CASH = Text("不经手现金", "no cash")
