"""The dialogues of the log: a new entry, an addition, a correction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from dutyterm.desk import log
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.i18n import Lang, Text
from dutyterm.model.moment import moment_text
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed_time import parse_time
from dutyterm.shift import entries, entry_locks
from dutyterm.tui.flow import Flow
from dutyterm.tui.views.asks import NOW, Dialogue, Option, Question, numbered

PREFIX = "note"
"""Begins the keys of all drafts of the log."""


def new_entry(session: Session, lang: Lang, card: str | None = None) -> Flow:
    """`+`: category, severity, time, words; Enter saves."""
    categories = session.manual.log.categories
    role = session.who.role if session.who is not None else None
    managers = Text("只有厅经理可写", "hall managers only")
    options = tuple(
        Option(o.digit, o.word, o.label, managers if c.only and role not in c.only else None)
        for o, c in zip(numbered(tuple((c.id, c.name) for c in categories)), categories, strict=True)
    )

    def moment(typed: str) -> str | Text:
        # `-10` means ten minutes before it was typed, not before it is saved
        now = session.clock.now()
        found = now if typed == NOW else parse_time(typed, now)
        return found.text if isinstance(found, Refusal) else moment_text(found)

    text = [
        Question(
            f"text/{c.id}",
            Text("内容", "Words"),
            "text",
            options=numbered(tuple((p.to(lang), p) for p in c.phrases)),
            when=lambda a, id=c.id: a.get("category") == id,  # type: ignore[misc]
        )
        for c in categories
    ]
    questions = (
        Question("category", Text("类别?", "Category?"), options=options),
        Question(
            "severity", Text("轻重?", "How serious?"), options=numbered(tuple(entries.SEVERITIES.items()))
        ),
        Question("when", Text("何时发生?", "When did it happen?"), "time", take=moment),
        *text,
    )

    async def save(answers: Mapping[str, str]) -> Outcome:
        category = answers["category"]
        draft = entries.Draft(
            category=category,
            text=answers[f"text/{category}"],
            occurred_at=datetime.fromisoformat(answers["when"]),
            severity=cast(entries.Severity, answers["severity"]),
            card=card,
        )
        return await log.write(session, draft)

    return Flow("new", Dialogue(Text("记一笔", "New entry"), questions), save, keeps=True)


def addition(session: Session, entry: entries.Entry) -> Flow:
    """More words for an entry; the entry itself stays."""
    question = Question("text", Text("补记", "Addition"), "text")
    title = Text(f"补记 第 {entry.id} 条", f"Add to entry {entry.id}")
    return Flow(
        f"add/{entry.id}",
        Dialogue(title, (question,)),
        lambda a: log.add(session, entry.id, a["text"]),
    )


def correction(session: Session, entry: entries.Entry) -> Flow:
    """New words for an entry; the old ones stay, struck out, with the reason.

    Its author may also just put it into other words while nobody has read it (S2).
    """
    own = session.who is not None and session.who.id == entry.by
    free = own and entry_locks.lock_of(entry, session.scene().now) is None
    reasons = (*entries.REASONS, (EDIT, _EDIT)) if free else entries.REASONS
    questions = (
        Question("reason", Text("为什么更正?", "Why?"), options=numbered(reasons)),
        Question("text", Text("改成", "New words"), "text"),
    )
    title = Text(
        f"更正 第 {entry.id} 条,原文划去保留", f"Correct entry {entry.id}; the old words stay, struck out"
    )

    async def save(a: Mapping[str, str]) -> Outcome:
        if a["reason"] == EDIT:
            return await log.edit(session, entry.id, a["text"])
        return await log.correct(session, entry.id, a["text"], a["reason"])

    # the old words stand in the field to be changed; unchanged they are refused
    key = f"{PREFIX}/flow/correct/{entry.id}/text"
    if not session.drafts.get(key):
        session.drafts.put(key, entry.text)
    return Flow(
        f"correct/{entry.id}",
        Dialogue(title, questions),
        save,
    )


EDIT = "edit"
_EDIT = Text("还没有人看过: 直接改写", "nobody has read it: just other words")
NOT_HERE = Text("日志里没有", "not in the log")


def menu(entry: entries.Entry) -> Dialogue:
    """`*` at an entry, with the numbers that exceptions have everywhere."""
    options = (
        Option("1", "defer", Text("缓办", "defer"), NOT_HERE),
        Option("2", "na", Text("不适用", "not applicable"), NOT_HERE),
        Option("3", "override", Text("越权", "override"), NOT_HERE),
        Option("4", "correct", Text("更正", "correct")),
        Option("5", "back", Text("收回", "take back"), Text("用 4 更正", "correct it with 4")),
        Option("6", "add", Text("补记", "add")),
        Option("7", "return", Text("退回", "return"), NOT_HERE),
        Option("8", "mistake", Text("误启动", "by mistake"), NOT_HERE),
        Option("9", "drill", Text("演练", "drill"), NOT_HERE),
    )
    title = Text(f"第 {entry.id} 条", f"Entry {entry.id}")
    return Dialogue(title, (Question("what", Text("哪一种?", "Which?"), options=options),))
