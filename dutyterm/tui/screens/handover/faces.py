"""What F7 shows: giving, the seal code, waiting for who takes over, refused. Rows only, no keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dutyterm.desk import handover
from dutyterm.i18n import Text
from dutyterm.shift import entries, life, messages, open_items
from dutyterm.shift.day.rows import Stand
from dutyterm.shift.handover import standing
from dutyterm.shift.handover.family import Stage, of
from dutyterm.shift.handover.giving import EARLY
from dutyterm.shift.handover.relief import REASONS
from dutyterm.shift.lists import reasons
from dutyterm.shift.lists.state import of as lists_of
from dutyterm.shift.seal import ready_to_seal
from dutyterm.shift.second_reading import second_reading
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.giving import Giving, giving_rows
from dutyterm.tui.views.item_words import age
from dutyterm.tui.views.spans import EMPTY, Row, Span, row
from dutyterm.tui.views.takeover import ReadingDrawing, summary_rows

if TYPE_CHECKING:
    from dutyterm.desk.session import Session

__all__ = ["EARLY", "code_rows", "give_rows", "refused_rows", "wait_rows"]


# --- before submitting -----------------------------------------------------------------------------


def give_rows(session: Session, d: ReadingDrawing) -> list[Row]:
    """The shift as it would be handed over now."""
    scene = session.scene()
    part = life.of(scene.shift)
    name = Text("", "")
    if part.opened is not None:
        day, code = part.opened.day.strftime("%m-%d"), part.opened.code
        doors = _SHUT if part.doors is None else _OPENED.fill(at=d.moment(part.doors.opened_at))
        name = _SHIFT.fill(day=day, code=code, n=len(session.records), doors=doors)
    hinders = (*(blocker.text for blocker in ready_to_seal(scene)), *_not_begun(session))
    giving = Giving(
        name=name,
        lines=handover.lines(session),
        hinders=hinders,
        again=second_reading(scene),
        items=open_items.of(scene.shift).open(),
        messages=tuple(m for m in messages.holding(scene) if part.opened and m.goes_on(part.opened.day)),
        entries=len(entries.of(scene.shift).by_id),
        notes=tuple(_notes(session, d)),
        now=scene.now,
    )
    rows = giving_rows(giving, d)
    follows = None if session.outside else handover.successor(session)
    what = _WHAT_LATER if follows is None else _WHAT.fill(code=follows[0])
    return [*rows, EMPTY, *(row("  " + line) for line in wrap(d.to(what), d.width - 4))]


def _notes(session: Session, d: ReadingDrawing) -> list[Text]:
    part = of(session.shift)
    found: list[Text] = []
    if part.relief is not None:
        why = next((t for w, t in REASONS if w == part.relief.reason), None)
        reason = why or Text(part.relief.reason, part.relief.reason)
        found.append(
            _RELIEF.fill(
                taker=d.name(part.relief.taker),
                giver=d.name(part.relief.giver),
                at=d.moment(part.relief.began),
                why=reason,
            )  # fmt: skip
        )
    if part.stage is Stage.RECALLED and not session.outside:
        found.append(_RECALLED.fill(name=d.name(part.responsible)))
    if part.acceptance is not None:
        found.append(_ACCEPTED.fill(name=d.name(part.acceptance.by), at=d.moment(part.acceptance.at)))
    return found


def _not_begun(session: Session) -> list[Text]:
    """Lists of this shift whose time has come and that nobody began, and rounds that nobody walked (WF-10).

    Of a list with a least number of rounds only that number is told.
    """
    from dutyterm.desk.day import today

    begun = {run.list for run in lists_of(session.shift).runs.values()}
    due: dict[str, list[str]] = {}
    for e in today(session).entries:
        if e.stand in (Stand.NOW, Stand.LATE, Stand.MISSED) and e.row.list is not None:
            times = due.setdefault(e.row.list, [])
            times += [e.due.strftime("%H:%M")] if e.stand is Stand.MISSED else []
    found = []
    for id, times in due.items():
        checklist = session.manual.list(id)
        if checklist is None or checklist.min_per_shift is not None:
            continue
        if id not in begun:
            found.append(_NOT_BEGUN.fill(title=checklist.title))
        elif times:
            found.append(_MISSED.fill(title=checklist.title, at=", ".join(times)))
    return found


# --- submitted -------------------------------------------------------------------------------------


def code_rows(done: handover.Submitted, d: ReadingDrawing) -> list[Row]:
    """The seal code for the slip, and who is waited for."""
    sealed, cells = done.sealed, d.width - 4
    rows: list[Row] = [EMPTY, row("  " + d.to(_SEALED), "title"), EMPTY]
    count = d.to(_RECORDS.fill(n=sealed.records))
    rows += [(Span("      "), Span(f" {sealed.code} ", "input"), Span("   " + count, "strong")), EMPTY]
    copy = _COPY if done.opened is None else _COPY_NOW
    rows += [row("  " + line) for line in wrap(d.to(copy), cells)]
    if done.opened is not None:
        waits = _WAITS_FOR.fill(code=done.opened)
        rows += [EMPTY, *(row("  " + line, "strong") for line in wrap(d.to(waits), cells))]
    if done.problem is not None:
        words = Text("{why} 下次再试。", "{why} It is tried again.").fill(why=done.problem.text)
        rows += [EMPTY, *(row("  " + line, "warning") for line in wrap(d.to(words), cells))]
    rows += [EMPTY, row("  " + d.to(_FILE.fill(file=sealed.file)), "dim")]
    rows += [row("  SHA-256 " + sealed.seal[:32], "dim"), row("          " + sealed.seal[32:], "dim")]
    if not sealed.signed:
        rows.append(row("  " + d.to(_UNSIGNED), "warning"))
    return rows


# --- waiting, refused ------------------------------------------------------------------------------


def wait_rows(session: Session, d: ReadingDrawing) -> list[Row]:
    """Submitted, and nobody has taken over yet: who is responsible meanwhile, and what is handed over."""
    part, opened = of(session.shift), life.of(session.shift)
    code = opened.opened.code if opened.opened is not None else ""
    cells = d.width - 4
    rows: list[Row] = [row("  " + d.to(_WAITING.fill(code=code)), "strong")]
    if opened.opened_at is not None:
        since = _SINCE.fill(at=d.moment(opened.opened_at), name=d.name(part.giver))
        rows += [row("  " + line) for line in wrap(d.to(since), cells)]
    late = standing.overdue(session.scene())
    if late is not None:
        rows += [row("  " + line, "warning") for line in wrap(d.to(_OVERDUE.fill(t=age(late))), cells)]
    rows += [EMPTY, *summary_rows(handover.lines(session), d), EMPTY]
    rows += [row("  " + line, "dim") for line in wrap(d.to(_MEANWHILE.fill(name=d.name(part.giver))), cells)]
    return rows


def refused_rows(session: Session, d: ReadingDrawing) -> list[Row]:
    """Not taken over: who refused, with which words, and who decides."""
    part = of(session.shift)
    rows: list[Row] = [row("  " + d.to(_REFUSED), "warning"), EMPTY]
    for _, by, words in part.refusals:
        said = Text("{name}: {words}", "{name}: {words}").fill(name=d.name(by), words=words)
        rows += [row("   " + line) for line in wrap(d.to(said), d.width - 6)]
    rows += [EMPTY, *summary_rows(handover.lines(session), d), EMPTY]
    text = _MEANWHILE.fill(name=d.name(part.giver))
    return [*rows, *(row("  " + line, "dim") for line in wrap(d.to(text), d.width - 4))]


def reason_text(options: reasons.Options, word: str) -> Text:
    """A recorded reason as it is shown."""
    return next((text for known, text in options if known == word), Text(word, word))


_SHIFT: Final = Text("{day} {code} 班,共 {n} 条记录,{doors}", "{day} shift {code}, {n} records, {doors}")
_SHUT: Final = Text("没有记开门", "no opening of the doors recorded")
_OPENED: Final = Text("开门 {at}", "doors opened {at}")
_NOT_BEGUN: Final = Text("{title}还没有开始", "{title}: not begun")
_MISSED: Final = Text("{title}漏了 {at}", "{title}: missed at {at}")
_RELIEF: Final = Text(
    "{taker} 自 {at} 替 {giver} 顶班({why})。回岗: * 4。",
    "{taker} stands in for {giver} since {at} ({why}). Back again: * 4.",
)
_RECALLED: Final = Text(
    "交班已收回,由 {name} 负责;再交按 Enter。", "Taken back: {name} is responsible; Enter offers it again."
)
_ACCEPTED: Final = Text("{name} {at} 已接班。", "{name} took over at {at}.")
_WHAT: Final = Text(
    "按 Enter,输 PIN: 本班封存,谁也不能再改,得到 15 位封存码;{code} 班随即打开,等人接收。",
    "Enter, then the PIN: this shift is sealed, nobody can change it, and the code of 15 digits appears; "
    "shift {code} opens at once and waits to be taken over.",
)
_WHAT_LATER: Final = Text(
    "按 Enter,输 PIN: 本班封存,谁也不能再改,得到 15 位封存码,抄到交接单上。",
    "Enter, then the PIN: this shift is sealed, nobody can change it, and the code of 15 digits for the "
    "slip appears.",
)
_SEALED: Final = Text("已封存。封存码:", "Sealed. Seal code:")
_RECORDS: Final = Text("{n} 条", "{n} records")
_COPY: Final = Text(
    "把封存码和条数抄到交接单上。下一次开班要输入它,对得上才说明文件没有动过。",
    "Copy the code and the number of records to the slip. The next opening asks for it: only then "
    "is it known that the file is untouched.",
)
_COPY_NOW: Final = Text(
    "把封存码和条数抄到交接单上。", "Copy the code and the number of records to the slip."
)
_WAITS_FOR: Final = Text(
    "{code} 班已打开,等接班人。按 Enter 换人登录。",
    "Shift {code} is open and waits. Enter: who takes over signs in.",
)
_FILE: Final = Text("文件 {file}", "File {file}")
_UNSIGNED: Final = Text("没有设备签名", "without the device's signature")
_WAITING: Final = Text(
    "已交班,等 {code} 班接班人。尚未接收。", "Submitted; waiting for shift {code}. Not yet received."
)
_SINCE: Final = Text("{name} 交班,{at} 起等。", "Handed over by {name}; waiting since {at}.")
_OVERDUE: Final = Text(
    "等接班已超 {t}: 联系接班人,或请厅经理。",
    "Waited {t} too long: call who takes over, or the hall manager.",
)
_MEANWHILE: Final = Text(
    "接班前由 {name} 负责,营业员照常记录,F9 应急可用。",
    "Until it is taken over {name} is responsible; clerks write as before, F9 works.",
)
_REFUSED: Final = Text("接班有异议,等厅经理裁定。", "Refused: waits for the hall manager's decision.")
