"""Checks emergency cards: targets that can be read, branches that lead somewhere, contacts that exist."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dutyterm.i18n import Text
from dutyterm.manual.lint_texts import TITLE, cells, check_text, check_width
from dutyterm.manual.problem import Finding
from dutyterm.manual.procedure import Card, CardStep, Contact, StepChoice
from dutyterm.manual.target import parse_target

CHOICE = (20, 34)
"""Widest answer of a decision: cells in zh, characters in en."""
MOST_CHOICES = 9
MOST_STEPS = 24
"""More do not fit on one page."""
PAGE_ROWS = 66
"""Rows of a printed page of `PAGE_CELLS` cells; a card with more does not fit on one."""
PAGE_CELLS = 100


def check_cards(cards: tuple[Card, ...], contacts: tuple[Contact, ...]) -> Iterator[Finding]:
    """Every card, held against the other cards and the contacts of the manual."""
    known = {card.id for card in cards}
    people = {contact.id for contact in contacts}
    for card in cards:
        yield from _check_texts(card)
        yield from _check_steps(card, known, people)
        yield from _check_contacts(card, people)
        yield from _check_page(card)
        yield from _check_ladder(card)
        yield from _check_review(card)
        for id in card.inhibits:
            if id not in known or id == card.id:
                yield _unknown(card, "inhibits", id)
    yield from _check_digits(cards)
    framed = [card for card in cards if card.levels]
    for card in framed[1:]:
        text = Text("级别表已在 {id} 卡上", "the table of levels is already on card {id}")
        yield Finding(text.fill(id=framed[0].id), card.id, key="levels")


def check_contacts(contacts: tuple[Contact, ...]) -> Iterator[Finding]:
    """The list of contacts itself."""
    for contact in contacts:
        yield from check_width(contact.name, TITLE, contact.id, "name")
        if contact.number is not None and re.fullmatch(r"[0-9+*#/ -]{3,40}", contact.number) is None:
            text = Text(
                "号码 {number} 只能有数字和 + - * # / 空格",
                "number {number}: digits, + - * # / and spaces only",
            )
            yield Finding(text.fill(number=contact.number), contact.id, key="number")


def _unknown(card: Card, key: str, name: str) -> Finding:
    text = Text("{key} 指的 {name} 不存在", "{key} names {name}, which does not exist")
    return Finding(text.fill(key=key, name=name), card.id, key=key)


def _check_texts(card: Card) -> Iterator[Finding]:
    yield from check_width(card.title, TITLE, card.id, "title")
    for key, words in (("when", card.when), ("first", card.first), ("level", card.level)):
        if words is not None:
            yield from check_text(words, card.id, key)
    for words in (*card.announcements, *card.contacts):
        yield from check_text(words, card.id, "announcements")
    for step in card.steps:
        for words in (step.text, step.who, step.target):
            if words is not None:
                yield from check_text(words, card.id, "steps")
        for choice in step.choices:
            yield from check_width(choice.label, CHOICE, card.id, "choices")
        for part in step.parts:
            yield from check_width(part.label, TITLE, card.id, "parts")


def _check_steps(card: Card, cards: set[str], people: set[str]) -> Iterator[Finding]:
    def found(step: CardStep, key: str, text: Text) -> Finding:
        return Finding(
            Text("第 {no} 步: {what}", "step {no}: {what}").fill(no=step.no, what=text), card.id, key=key
        )

    if not card.steps:
        yield Finding(Text("没有步骤", "there are no steps"), card.id, key="steps")
    if len(card.steps) > MOST_STEPS:
        text = Text("步骤多于 {n} 个,放不进一页", "more than {n} steps do not fit on a page")
        yield Finding(text.fill(n=MOST_STEPS), card.id, key="steps")
    for no, count in Counter(step.no for step in card.steps).items():
        if count > 1:
            yield Finding(
                Text("步骤 {no} 重复", "step {no} is there twice").fill(no=no), card.id, key="steps"
            )
    earlier: dict[str, CardStep] = {}
    for step in card.steps:
        if step.kind == "do":
            yield from (found(step, "due", text) for text in _target(step, earlier))
        elif step.due or step.choices or step.only or step.parts or step.wait or step.recovered:
            text = Text("know 的步骤只能有文字", "a step of kind know has words only")
            yield found(step, "kind", text)
        if step.only is not None:
            yield from (found(step, "only", text) for text in _branch(step, earlier))
        yield from (found(step, "choices", text) for text in _choices(card, step, cards))
        for n in step.say:
            if not 1 <= n <= len(card.announcements):
                yield found(step, "say", Text("没有播报 {n}", "there is no announcement {n}").fill(n=n))
        for id in step.calls:
            if id not in people:
                yield found(step, "calls", Text("没有联系人 {id}", "there is no contact {id}").fill(id=id))
        if step.hold and step.wait is None:
            yield found(step, "hold", Text("hold 要与 wait 同用", "hold needs wait"))
        earlier.setdefault(step.no, step)


def _target(step: CardStep, earlier: dict[str, CardStep]) -> Iterator[Text]:
    target = parse_target(step.due)
    if target is None:
        yield Text(
            "due {due} 应写成 t+5m、back+10m、every 15m、day、review,没有时限写 none",
            "due {due}: write t+5m, back+10m, every 15m, day, review, or none when there is no target",
        ).fill(due=step.due or '""')
    elif target.step is not None and target.step not in earlier:
        yield Text("due 从第 {no} 步算起,但它不在前面", "due counts from step {no}, which is not above").fill(
            no=target.step
        )


def _branch(step: CardStep, earlier: dict[str, CardStep]) -> Iterator[Text]:
    when = step.only
    if when is None:
        return
    decision = earlier.get(when.step)
    if decision is None or not decision.choices:
        yield Text(
            "only 看的第 {no} 步不是前面的判断", "only looks at {no}, which is no decision above"
        ).fill(no=when.step)
        return
    known = {choice.id for choice in decision.choices}
    for id in when.is_:
        if id not in known:
            yield Text("第 {no} 步没有选项 {id}", "step {no} has no answer {id}").fill(no=when.step, id=id)
    if not when.is_:
        yield Text("这一支走不到", "this branch can never be reached")


def _choices(card: Card, step: CardStep, cards: set[str]) -> Iterator[Text]:
    if not step.choices:
        return
    if not 2 <= len(step.choices) <= MOST_CHOICES:
        yield Text("判断要有 2 到 9 个选项", "a decision has 2 to 9 answers")
    for id, count in Counter(choice.id for choice in step.choices).items():
        if count > 1:
            yield Text("选项 {id} 重复", "the answer {id} is there twice").fill(id=id)
    for choice in step.choices:
        if choice.card is not None and choice.card not in cards:
            yield Text("没有卡 {id}", "there is no card {id}").fill(id=choice.card)
        if choice.level is not None and card.grade is not None and choice.level > card.grade:
            yield Text(
                "选 {id} 的级别比卡开始时的轻,永远不会生效",
                "the level of answer {id} is lighter than the one that the card begins with: it never holds",
            ).fill(id=choice.id)
        if not _leads(card, step, choice):
            yield Text(
                "选 {id} 之后无事可做: 写上 only、card 或后面的步骤",
                "nothing follows answer {id}: give it a step with only, a card, or a step below",
            ).fill(id=choice.id)
    if step.parts:
        yield Text("判断不能再分部分", "a decision has no parts")


def _leads(card: Card, step: CardStep, choice: StepChoice) -> bool:
    """Another card, a step of its own, or a step for every branch further down."""
    if choice.card is not None:
        return True
    below = card.steps[card.steps.index(step) + 1 :]
    return any(
        s.kind == "do" and (s.only is None or s.only.step != step.no or choice.id in s.only.is_)
        for s in below
    )


def _check_contacts(card: Card, people: set[str]) -> Iterator[Finding]:
    if len(card.calls) != len(card.contacts):
        text = Text(
            "calls 要与 contacts 一一对应: {calls} 对 {contacts}",
            "calls must name one contact for each of contacts: {calls} against {contacts}",
        )
        yield Finding(text.fill(calls=len(card.calls), contacts=len(card.contacts)), card.id, key="calls")
    yield from (_unknown(card, "calls", id) for id in card.calls if id not in people)


def _check_ladder(card: Card) -> Iterator[Finding]:
    if card.ladder is None:
        return
    step = card.step(card.ladder.step)
    answers = [choice.id for choice in step.choices] if step is not None else []
    if [rung.choice for rung in card.ladder.rungs] != answers or not answers:
        text = Text(
            "ladder 的各级要与第 {no} 步的选项一致", "the rungs must be the answers of step {no}, in order"
        )
        yield Finding(text.fill(no=card.ladder.step), card.id, key="ladder")
    overs = [rung.over for rung in card.ladder.rungs]
    if overs != sorted(overs):
        text = Text("ladder 的界限要从小到大", "the triggers of the ladder must go up")
        yield Finding(text, card.id, key="ladder")


def _check_review(card: Card) -> Iterator[Finding]:
    """Causes have each their own id, and at most one step is the review itself."""
    for id, count in Counter(cause.id for cause in card.causes).items():
        if count > 1:
            yield Finding(
                Text("原因 {id} 重复", "the cause {id} is there twice").fill(id=id), card.id, key="causes"
            )
    for cause in card.causes:
        yield from check_width(cause.label, TITLE, card.id, "causes")
    forms = [step for step in card.steps if step.form]
    if len(forms) > 1 or any(step.due != "review" for step in forms):
        text = Text("form 只能有一步,due 写 review", "only one step is the form, and it is due review")
        yield Finding(text, card.id, key="form")


def _check_page(card: Card) -> Iterator[Finding]:
    """A card is one printed page, so its texts have an end."""
    for lang in ("zh", "en"):
        said = [card.when, card.first, *card.announcements, *(s.text for s in card.steps)]
        rows = 8 + sum(-(-cells(words.to(lang)) // (PAGE_CELLS - 8)) for words in said)
        # answers, parts and a wait stand below the words of their step
        below = [[c.label for c in s.choices] for s in card.steps if s.choices]
        below += [[p.label for p in s.parts] for s in card.steps if s.parts]
        rows += sum(-(-sum(cells(w.to(lang)) + 6 for w in one) // (PAGE_CELLS - 8)) for one in below)
        rows += sum(s.wait is not None for s in card.steps)
        if rows > PAGE_ROWS:
            text = Text(
                "{lang} 有 {n} 行,放不进一页(最多 {most})", "{lang} has {n} rows; a page holds {most}"
            )
            yield Finding(text.fill(lang=lang, n=rows, most=PAGE_ROWS), card.id, key="steps")


def _check_digits(cards: tuple[Card, ...]) -> Iterator[Finding]:
    taken: dict[str, str] = {}
    for card in cards:
        if card.digit is None:
            continue
        if re.fullmatch("[1-9]", card.digit) is None:
            yield Finding(Text("digit 只能是 1 到 9", "digit must be 1 to 9"), card.id, key="digit")
        elif card.digit in taken:
            text = Text("数字 {digit} 已归 {id}", "the digit {digit} belongs to {id}")
            yield Finding(text.fill(digit=card.digit, id=taken[card.digit]), card.id, key="digit")
        taken.setdefault(card.digit, card.id)
