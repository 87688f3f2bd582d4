"""A dialogue as rows: what it is about, what was answered, what is asked now and what is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dutyterm.i18n import Text, joined, same
from dutyterm.model.privacy import mask
from dutyterm.tui.views.asks import PIN_MOST, Dialogue, Question
from dutyterm.tui.views.buffer import Buffer
from dutyterm.tui.views.cells import cut, pad, width, wrap
from dutyterm.tui.views.spans import Row, Span, row

To = Callable[[Text], str]

TYPED_ROWS = 6
"""Rows of a half-typed text that are seen, those around the caret."""

MANY = 6
"""More options than these stand in two columns as wide as they need, where equal ones are too narrow."""

ANSWER_ROWS = 6
"""Rows of one answer that stand above the next question; of more the end is cut."""

SHOWN = 3000
"""Characters around the caret that are drawn; more is kept, not drawn."""


def dialogue_rows(dialogue: Dialogue, cells: int, to: To) -> tuple[Row, ...]:
    """The dialogue, at most `cells` cells wide."""
    rows: list[Row] = [row(" " + part, "title") for part in wrap(to(dialogue.title), cells - 2)]
    for question in dialogue.questions:
        if question.name in dialogue.answers and question.kind != "pin":
            rows += _answered(question, dialogue.answers, cells, to)
    asked = dialogue.question
    if asked is None:
        return tuple(rows)
    lead = f" > {to(asked.title)}  "
    if asked.kind == "pin":
        shown = dialogue.buffer.shown(PIN_MOST + 2, hide="*")
        rows.append((Span(lead, "strong"), Span(shown, "input")))
    elif asked.kind == "time":
        how = to(Text("Space 现在;或 HHMM、-10,再 Enter", "Space is now; or HHMM, -10, then Enter"))
        typed = dialogue.buffer.shown(20) if dialogue.buffer.text else "_"
        rows.append((Span(lead, "strong"), Span(typed, "input"), Span(f"   {how}", "dim")))
    elif dialogue.takes_text:
        title = asked.write if dialogue.writing and asked.write is not None else asked.title
        rows += typed_rows(f" > {to(title)}  ", dialogue.buffer, cells, to, private=asked.private)
    else:
        first, *rest = wrap(to(asked.title), cells - 4)
        rows += [row(" > " + first, "strong"), *(row("   " + part, "strong") for part in rest)]
        rows += _options(dialogue, asked, cells, to)
    return tuple(rows)


def answered_text(dialogue: Dialogue) -> Text:
    """What was answered so far in one text, to stand above the PINs that sign it; PINs are no part of it."""
    parts = [
        Text("{name}: {said}", "{name}: {said}").fill(
            name=_bare(question.label or question.title),
            said=_said(question, dialogue.answers[question.name]),
        )
        for question in dialogue.questions
        if question.name in dialogue.answers and question.kind != "pin"
    ]
    return joined(same("  "), parts)


def _bare(title: Text) -> Text:
    """A question as the name of its answer: without what tells how it is typed."""
    return Text(title.zh.partition("?")[0], title.en.partition("?")[0])


def _said(question: Question, word: str) -> Text:
    if question.told is not None:
        return question.told(word)
    if question.kind == "time":
        return same(word[11:16] if len(word) > 16 else word)  # the clock of an ISO moment
    return next((o.label for o in question.options if o.word == word), same(word))


def _answered(question: Question, answers: Mapping[str, str], cells: int, to: To) -> list[Row]:
    """What was answered, whole: it may stand above the PIN that signs it."""
    label = _said(question, answers[question.name])
    lead = f"   {to(question.label or question.title).rstrip('?')}: "
    follows = question.adds(answers) if question.adds is not None else None
    if follows is None:
        first, *more = wrap(to(label), max(8, cells - width(lead))) or ("",)
        if len(more) >= ANSWER_ROWS:
            more = [*more[: ANSWER_ROWS - 2], cut(" ".join(more[ANSWER_ROWS - 2 :]), cells - width(lead))]
        return [(Span(lead, "dim"), Span(first)), *(row(" " * width(lead) + part) for part in more)]
    shown = cut(to(label), cells - width(lead))
    told = cut("  " + to(follows), cells - width(lead + shown))
    return [(Span(lead, "dim"), Span(shown), Span(told, "strong"))]


def typed_rows(lead: str, buffer: Buffer, cells: int, to: To, *, private: bool = False) -> list[Row]:
    """A text being typed, with `_` at the caret, and how it will be stored when that differs (N30).

    What is `private` is stored in full, in the vault: the form says so itself.
    """
    start = max(0, buffer.caret - SHOWN)
    before = buffer.text[start : buffer.caret]
    after = buffer.text[buffer.caret : buffer.caret + SHOWN]
    room = cells - 4
    lines = wrap(before + "_" + after, room)
    at = len(wrap(before + "_", room)) - 1
    first = max(0, min(at - TYPED_ROWS + 2, len(lines) - TYPED_ROWS))
    rows: list[Row] = [row(lead, "strong")]
    rows += [(Span("   "), Span(line, "input")) for line in lines[first : first + TYPED_ROWS]]
    masked = mask(buffer.text)
    if masked.found and not private:
        stored = to(Text(f"存为: {masked.text}", f"stored as: {masked.text}"))
        rows += [row("   " + part, "warning") for part in wrap(stored, room)[-2:]]
    return rows


def _options(dialogue: Dialogue, asked: Question, cells: int, to: To) -> list[Row]:
    shown: list[tuple[str, bool]] = []
    for option in dialogue.offered:
        why = "" if option.why_not is None else f" ({to(option.why_not)})"
        shown.append((f"{option.digit} {to(option.label)}{why}", option.why_not is None))
    zero = asked.write or (Text("写", "write") if asked.kind == "text" else None)
    if zero is None and dialogue.pages > 1:
        zero = Text(
            f"更多 {dialogue.page + 1}/{dialogue.pages}", f"more {dialogue.page + 1}/{dialogue.pages}"
        )
    if zero is not None:
        shown.append((f"0 {to(zero)}", True))
    columns = _columns(shown, cells - 4)
    high = -(-len(shown) // columns)
    widths = [(cells - 4) // columns] * columns
    if columns == 1 and len(shown) > MANY:
        half = -(-len(shown) // 2)
        left = max(width(text) for text, _ in shown[:half]) + 2
        if left + max(width(text) for text, _ in shown[half:]) <= cells - 4:
            high, widths = half, [left, cells - 4 - left]
    rows: list[Row] = []
    for n in range(high):
        parts = zip(shown[n::high], widths, strict=False)
        rows.append((Span("   "), *(Span(pad(t, wide), "plain" if on else "dim") for (t, on), wide in parts)))
    return rows


def _columns(shown: list[tuple[str, bool]], cells: int) -> int:
    """As many columns as keep everything whole: up to three, one when there are few."""
    if len(shown) <= 4:
        return 1
    widest = max(width(text) for text, _ in shown)
    return 3 if widest < cells // 3 and len(shown) > 8 else 2 if widest < cells // 2 else 1
