"""An emergency card as one sheet: when, what not to forget, steps and branches, words, numbers to call."""

from __future__ import annotations

from typing import Final

from dutyterm.i18n import Text, joined, same
from dutyterm.manual.card_names import card_name, spelled
from dutyterm.manual.procedure import Card, CardStep, StepChoice
from dutyterm.manual.schema import Manual
from dutyterm.model.premises import Premises
from dutyterm.paper.document import Block, Column, Document, Heading, Pairs, Paragraph, Table


def card_sheet(card: Card, premises: Premises, manual: Manual) -> Document:
    """The sheet. Its digit is the one that starts the card behind F9.

    `manual`: for the numbers of the hall's contacts and the titles of other cards.
    """
    title = Text(*card.title)
    digit = f"F9 {card.digit}" if card.digit is not None else "F9 0"
    about = Text(f"应急卡 {card.id}   {digit}", f"Emergency card {card.id}   {digit}")
    rows = [(_WHEN, Text(*card.when))]
    if card.level is not None:
        rows.append((_LEVEL, Text(*card.level)))
    rows += [(_STARTED, same("____ : ____")), (_ROLES, _THREE)]
    steps = tuple(
        (
            same("[ ]" if step.kind == "do" else ""),
            same(step.no),
            Text(*step.target) if step.target is not None else same(""),
            Text(*step.who) if step.who is not None else same(""),
            _step(step, card, manual),
            same(""),
        )
        for step in card.steps
    )
    columns = (
        Column(same(""), 3),
        Column(same("#"), 4),
        Column(_TARGET, 10),
        Column(_WHO, 11),
        Column(_STEP, 47),
        Column(_TIME, 7),
    )
    blocks: list[Block] = [Pairs(tuple(rows)), Paragraph(Text(*card.first), strong=True, lead=same("!"))]
    branch = next((step.only.step for step in card.steps if step.only is not None), None)
    heading = _STEPS if branch is None else _STEPS_BRANCHED.fill(no=branch)
    blocks += [Heading(heading), Table(columns, steps, written=True)]
    if card.announcements:
        blocks.append(Heading(_SAY))
        blocks += [
            Paragraph(Text(*words), lead=same(f"{n}.")) for n, words in enumerate(card.announcements, 1)
        ]
    if card.contacts:
        blocks.append(Heading(_CALL))
        numbers = [_number(manual, id) for id in card.calls] + [None] * len(card.contacts)
        blocks.append(
            Pairs(
                tuple(
                    (Text(f"{n}. {one.zh}", f"{n}. {one.en}"), same(number or _ROOM))
                    for n, (one, number) in enumerate(zip(card.contacts, numbers, strict=False), 1)
                )
            )
        )
    return Document(title, same(premises.name), about, tuple(blocks), same(""), one_page=True)


def _step(step: CardStep, card: Card, manual: Manual) -> Text:
    """What is done, then its answers with the digits of the screen, its parts, its wait."""
    lines = [spelled(Text(*step.text), manual.cards)]
    if step.only is not None:
        lines[0] = joined(same(" "), [_branch(step, card), lines[0]])
    if step.choices:
        lines.append(joined(same("   "), [_choice(n, one, manual) for n, one in enumerate(step.choices, 1)]))
    if step.parts:
        parts = [Text(f"[ ] {part.label.zh}", f"[ ] {part.label.en}") for part in step.parts]
        lines.append(joined(same("  "), [Text(_whole(one.zh), _whole(one.en)) for one in parts]))
    if step.wait is not None:
        words = _HOLD if step.hold else _WAIT
        lines.append(words.fill(n=_span(step.wait)))
    return joined(same("\n"), lines)


def _branch(step: CardStep, card: Card) -> Text:
    """`(9 = 1)`: only after these answers."""
    only = step.only
    decision = card.step(only.step) if only is not None else None
    if only is None or decision is None:
        return same("")
    digits = [str(n) for n, one in enumerate(decision.choices, 1) if one.id in only.is_]
    return same(f"({only.step} = {'/'.join(digits)})")


def _choice(n: int, choice: StepChoice, manual: Manual) -> Text:
    label = Text(_whole(f"{n} {choice.label.zh}"), _whole(f"{n} {choice.label.en}"))
    other = manual.card(choice.card) if choice.card is not None else None
    if other is None:
        return label
    name = card_name(other)
    return Text(f"{label.zh} > {_whole(name.zh)}", f"{label.en} > {_whole(name.en)}")


def _span(seconds: int) -> Text:
    if seconds % 60:
        return Text(f"{seconds} 秒", f"{seconds} s")
    return Text(f"{seconds // 60} 分", f"{seconds // 60} min")


def _number(manual: Manual, id: str) -> str | None:
    contact = manual.contact(id)
    return contact.number if contact is not None else None


def _whole(words: str) -> str:
    return words.replace(" ", "\u00a0")


_WHEN: Final = Text("什么时候用", "When")
_LEVEL: Final = Text("级别", "Level")
_STARTED: Final = Text("发生时间", "Began at")
_ROLES: Final = Text("指挥/登记/安抚", "Roles")
_THREE: Final = Text("______ / ______ / ______", "lead ______ / recorder ______ / comms ______")
_STEPS: Final = Text("步骤", "Steps")
_STEPS_BRANCHED: Final = Text(
    "步骤   ({no} = 1): 第 {no} 步选了 1 才做", "Steps   ({no} = 1): only when 1 was chosen at step {no}"
)
_STEP: Final = Text("做什么", "What to do")
_TARGET: Final = Text("时限", "Target")
_WHO: Final = Text("谁", "Who")
_TIME: Final = Text("时间", "Time")
_SAY: Final = Text("话术(按情况改)", "Announcements (fit them to the case)")
_ROOM: Final = "________________"
"""Where a number is written in by hand."""
_WAIT: Final = Text("计时 {n}: 从 ___ 到 ___", "Wait {n}: from ___ to ___")
_HOLD: Final = Text("等满 {n} 才往下: 从 ___ 到 ___", "Wait {n} before going on: from ___ to ___")
_CALL: Final = Text("按顺序联系", "Call in this order")
