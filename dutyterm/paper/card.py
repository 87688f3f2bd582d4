"""An emergency card as one sheet: when, what not to forget, steps with targets, words, people to call."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text, joined, same
from dutyterm.manual.schema import Card
from dutyterm.model.premises import Premises
from dutyterm.paper.document import Block, Column, Document, Heading, Pairs, Paragraph, Table


def card_sheet(card: Card, premises: Premises) -> Document:
    """The sheet. Its digit is the one that starts the card behind F9."""
    title = Text(*card.title)
    digit = f"F9 {card.digit}" if card.digit is not None else "F9 0"
    about = Text(f"应急卡 {card.id}   {digit}", f"Emergency card {card.id}   {digit}")
    rows = [(_WHEN, Text(*card.when))]
    if card.level is not None:
        rows.append((_LEVEL, Text(*card.level)))
    rows += [(_STARTED, same("____ : ____")), (_ROLES, _THREE)]
    steps = tuple(
        (
            same("[ ]"),
            same(step.no),
            Text(*step.target) if step.target is not None else same(""),
            Text(*step.who) if step.who is not None else same(""),
            Text(*step.text),
            same(""),
        )
        for step in card.steps
    )
    columns = (
        Column(same(""), 3),
        Column(same("#"), 4),
        Column(_TARGET, 8),
        Column(_WHO, 9),
        Column(_STEP, 50),
        Column(_TIME, 6),
    )
    blocks: list[Block] = [Pairs(tuple(rows)), Paragraph(Text(*card.first), strong=True, lead=same("!"))]
    blocks += [Heading(_STEPS), Table(columns, steps)]
    if card.announcements:
        blocks.append(Heading(_SAY))
        blocks += [
            Paragraph(Text(*words), lead=same(f"{n}.")) for n, words in enumerate(card.announcements, 1)
        ]
    if card.contacts:
        blocks.append(Heading(_CALL))
        named = [(n, Text(*words)) for n, words in enumerate(card.contacts, 1)]
        # a name stays in one line with the room for its number
        told = [Text(f"{n}. {one.zh} ________", _whole(f"{n}. {one.en} ________")) for n, one in named]
        blocks.append(Paragraph(joined(same("  "), told)))
    return Document(title, same(premises.name), about, tuple(blocks), same(""), one_page=True)


def _whole(words: str) -> str:
    return words.replace(" ", "\u00a0")


_WHEN: Final = Text("什么时候用", "When")
_LEVEL: Final = Text("级别", "Level")
_STARTED: Final = Text("发生时间", "Began at")
_ROLES: Final = Text("指挥/登记/安抚", "Roles")
_THREE: Final = Text("______ / ______ / ______", "lead ______ / recorder ______ / comms ______")
_STEPS: Final = Text("步骤", "Steps")
_STEP: Final = Text("做什么", "What to do")
_TARGET: Final = Text("时限", "Target")
_WHO: Final = Text("谁", "Who")
_TIME: Final = Text("时间", "Time")
_SAY: Final = Text("话术(按情况改)", "Announcements (fit them to the case)")
_CALL: Final = Text("按顺序联系", "Call in this order")
