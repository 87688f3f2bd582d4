"""The dialogues of who takes over, and the hall manager's ruling: each ends in one wish of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from dutyterm.desk import handover
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.i18n import Lang, Text, same
from dutyterm.model.people import Role
from dutyterm.shift.handover import taking
from dutyterm.shift.handover.facts import Ruling
from dutyterm.shift.handover.family import Stage, of
from dutyterm.shift.handover.reading import Reading, Row
from dutyterm.shift.lists import reasons
from dutyterm.shift.lists.view import premises_of
from dutyterm.tui.flow import Finish, Flow
from dutyterm.tui.screens.handover.flows import choice, phrases, pin_of, signed_in
from dutyterm.tui.views.asks import Dialogue, Option, Question, numbered


def accept(session: Session, found: Reading) -> Flow:
    """1 or 2 when everything is read: the PINs of both, overnight only that of the taker (N16)."""
    reserved = bool(found.reservations)
    pins = [pin_of(session, signed_in(session))]
    if not found.overnight and found.giver is not None:
        pins.append(pin_of(session, found.giver, "giver"))
    title = _ACCEPT_RESERVED.fill(n=found.reservations) if reserved else _ACCEPT
    return Flow(
        "accept",
        Dialogue(title, tuple(pins)),
        lambda a: handover.accept(
            session, found.shown, a["pin"], a.get("giver", ""), with_reservations=reserved
        ),
    )


def accept_alone(session: Session, found: Reading) -> Flow:
    """`*` 3: nobody is there to sign with; why, then one's own PIN. The hall manager countersigns (N15)."""
    questions = (choice(_ALONE_WHY, "why", taking.ALONE), pin_of(session, signed_in(session)))
    return Flow(
        "alone",
        Dialogue(_ALONE, questions),
        lambda a: handover.accept(
            session,
            found.shown,
            a["pin"],
            with_reservations=bool(found.reservations),
            no_witness=a["why"],
        ),
    )


def refuse(session: Session, lang: Lang) -> Flow:
    """3: what is wrong, then the PIN; the hall manager decides."""
    questions = (choice(_REFUSE_WHY, "words", phrases(lang, *_REFUSALS)), pin_of(session, signed_in(session)))
    return Flow(
        "refuse", Dialogue(_REFUSE, questions), lambda a: handover.refuse(session, a["pin"], a["words"])
    )


def reserve(session: Session, row: Row, lang: Lang) -> Flow:
    """`*` 6: a few words on this row; an earlier reservation can be taken back."""
    options = phrases(lang, *_RESERVES)
    if row.reservation is not None:
        options = (*options, ("", _NO_RESERVATION))
    title = Text(f"保留: {row.title.zh}", f"Reservation: {row.title.en}")
    return Flow(
        f"reserve/{row.ref}",
        Dialogue(title, (choice(Text("保留什么?", "What is reserved?"), "words", options),)),
        lambda a: handover.reserve(session, row.ref, a["words"]),
    )


def remark(session: Session, row: Row, _lang: Lang) -> Flow:
    """Read with a remark in words."""
    question = Question("words", Text("备注", "Remark"), "text")
    return Flow(
        f"remark/{row.ref}",
        Dialogue(Text(f"备注: {row.title.zh}", f"Remark: {row.title.en}"), (question,)),
        lambda a: handover.read(session, row.ref, a["words"]),
    )


def about_row(row: Row, finish: Finish) -> Flow:
    """`*` 6: reservation or remark."""
    read = None if not row.done else Text("已读过", "read already")
    options = (
        Option("1", "reserve", Text("带保留", "reservation")),
        Option("2", "remark", Text("只加备注、算已读", "a remark only; it is read"), read),
    )
    return Flow(
        "about", Dialogue(row.title, (Question("what", Text("哪一种?", "Which?"), options=options),)), finish
    )


# --- refused ---------------------------------------------------------------------------------------


def refused_menu(session: Session, finish: Finish) -> Flow:
    """Enter on a refused handover: rule, take over after all, or take it back."""
    part = of(session.shift)
    giver = signed_in(session) == part.giver
    options = (
        Option("1", "decide", Text("厅经理裁定", "the hall manager decides")),
        Option("2", "take", Text("接班人改为接班", "take over after all"), _GAVE if giver else None),
        Option("3", "recall", Text("交班人收回", "take it back"), None if giver else _GIVER),
    )
    question = Question("what", Text("怎么办?", "What now?"), options=options)
    return Flow("refused", Dialogue(Text("接班有异议", "Refused"), (question,)), finish)


def decide(session: Session, lang: Lang) -> Flow:
    """The hall manager's ruling, on site with own PIN, or by telephone."""
    roster = premises_of(session.scene()).roster
    managers = tuple((p.id, same(p.name)) for p in roster if p.role is Role.HALL_MANAGER)
    who = signed_in(session)
    named = [
        Question(
            f"pin/{id}",
            Text(f"{name.zh} 的 PIN", f"PIN of {name.en}"),
            "pin",
            when=lambda a, id=id: (a.get("manager"), a.get("medium")) == (id, "on_site") and id != who,  # type: ignore[misc]
        )
        for id, name in managers
    ]
    questions = (
        Question("ruling", Text("怎么裁定?", "The ruling?"), options=numbered(_RULINGS)),
        choice(Text("裁定的话", "In words"), "words", phrases(lang, *_RULED)),
        Question("manager", Text("哪位厅经理?", "Which hall manager?"), options=numbered(managers)),
        choice(Text("怎么裁定的?", "How was it given?"), "medium", reasons.MEDIA, write=False),
        pin_of(session, who),
        *named,
    )

    async def done(a: Mapping[str, str]) -> Outcome:
        pin = a.get(f"pin/{a['manager']}", "")
        ruling = cast(Ruling, a["ruling"])
        return await handover.decide(session, ruling, a["words"], a["manager"], a["medium"], a["pin"], pin)

    return Flow("decide", Dialogue(_DECIDE, questions), done)


def can_take(session: Session) -> bool:
    """Does the handover wait for who is signed in?"""
    part = of(session.shift)
    return part.stage in (Stage.PENDING, Stage.REFUSED) and signed_in(session) != part.giver


_ACCEPT = Text("接班: 双方 PIN,从此由您负责", "Take over: both sign; from now on you are responsible")
_ACCEPT_RESERVED = Text("带 {n} 条保留接班: 双方 PIN", "Take over with {n} reservations: both sign")
_ALONE = Text(
    "无证人接班: 照实记下,厅经理要补签", "Without a witness: recorded; the hall manager countersigns"
)
_ALONE_WHY = Text("交班人为什么不签?", "Why does nobody sign with you?")
_REFUSE = Text("有异议: 不接班,报厅经理裁定", "Refuse: not taken over; the hall manager decides")
_REFUSE_WHY = Text("哪里不对?", "What is wrong?")
_REFUSALS: tuple[Text, ...] = (
    Text("实物与记录不符", "things differ from the records"),
    Text("现金、票证不符", "cash or documents differ"),
    Text("事情没有交代清楚", "something was not explained"),
    Text("现场没有整理好", "the hall is not in order"),
)
_RESERVES: tuple[Text, ...] = (
    Text("没有看到实物", "the thing was not seen"),
    Text("数目待核", "the figure is to be checked"),
    Text("情况不清,待问", "unclear, to be asked"),
)
_NO_RESERVATION = Text("取消保留", "take the reservation back")
_RULINGS: reasons.Options = (
    ("take_over", Text("接班人照样接班", "the taker takes over all the same")),
    ("go_on", Text("交班人继续,办好再交", "the outgoing manager goes on and offers it again")),
)
_RULED: tuple[Text, ...] = (
    Text("先接班,问题另行处理", "take over; it is dealt with separately"),
    Text("清点核对后再接", "count and compare first"),
)
_DECIDE = Text("厅经理裁定", "The hall manager decides")
_GAVE = Text("交班人不能自己接", "not who handed over")
_GIVER = Text("要交班人登录", "who handed over has to sign in")
