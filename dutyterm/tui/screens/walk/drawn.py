"""What the walk shows: the run and the cursor become the rows of the page."""

from __future__ import annotations

from dataclasses import replace

from dutyterm.desk import lists, metrics
from dutyterm.desk.session import Session
from dutyterm.i18n import Lang, Text, same
from dutyterm.shift.lists import signing
from dutyterm.shift.lists.already_read import together
from dutyterm.shift.lists.resume import Interruption, interruption
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import LineView, RunView, SlotView, premises_of
from dutyterm.shift.periodic import Task, tasks
from dutyterm.shift.shift import Scene
from dutyterm.tui.screens.walk.place import Place
from dutyterm.tui.views import all_normal, pane, slots
from dutyterm.tui.views.ask_rows import dialogue_rows
from dutyterm.tui.views.asks import Dialogue
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.drawing import Drawing
from dutyterm.tui.views.line_detail import detail_rows
from dutyterm.tui.views.line_help import help_rows
from dutyterm.tui.views.lines import list_rows
from dutyterm.tui.views.run_head import head_row, limits_text
from dutyterm.tui.views.spans import Row, Span, Tone, row
from dutyterm.tui.views.steps import slot_at
from dutyterm.tui.views.walk_body import LIST_CELLS, SIDE_FROM, Body, list_width

PANE_LEAST = 6

FIGURES = "CLS-30"
"""The line of the figures of the day: its detail is their page."""

_FIGURES = Text("Enter 打开当日指标,已填 {n}/{all}", "Enter opens the figures, recorded {n}/{all}")

_READ_BEFORE = Text(
    "接班时读过、没有再变的 {n} 条: Space 一次记下",
    "{n} were read at the takeover and did not change: Space takes all",
)


def drawing(session: Session, view: RunView, place: Place, lang: Lang, width: int) -> Drawing:
    """Everything that the views need besides the run."""
    scene = session.scene()
    return Drawing(
        lang=lang,
        width=width,
        now=scene.now,
        premises=premises_of(scene),
        services=view.checklist.services,
        place=place.slot,
        drafts=place.drafts(view),
        changed=lists.changed_lines(session, view.run.id),
        tasks=_tasks(scene, view),
        cards=session.manual.cards,
        marks={slot: marked.shown for slot, marked in place.marks.items()},
    )


def _tasks(scene: Scene, view: RunView) -> dict[str, Task]:
    """When the lines of this list come back; nothing for a list of every day."""
    if not any(line.line.every for line in view.lines):
        return {}
    return {task.line.id: task for task in tasks(scene) if task.list == view.checklist.id}


def body_of(
    session: Session,
    view: RunView,
    place: Place,
    dialogue: Dialogue | None,
    lang: Lang,
    width: int,
    *,
    signing_now: bool = False,
    all_marked: bool = False,
) -> Body:
    """The page at this moment; `signing_now`: the dialogue asks for the second signature."""
    d = drawing(session, view, place, lang, list_width(width))
    rows, cursor = list_rows(view, d)
    on_head = place.slot == all_normal.ALL
    if all_normal.has_head(view):
        rows = rows.after(all_normal.head_line(view, d, marked=all_marked))
        cursor = 0 if on_head else cursor + 1
    line = view.line(place.slot.item) or view.lines[0]
    wide = width >= SIDE_FROM
    head = [head_row(view, replace(d, width=width))]
    stopped = interruption(session.scene(), view.run.id)
    if stopped is not None:
        at = slot_at(view, place.slot)
        there = at is not None and at.touched and not at.open and at.slot.item in stopped.lines
        head.append(banner(stopped, d, there=there))
    side: tuple[Row, ...] = ()
    if wide:
        beside = replace(d, width=width - LIST_CELLS - 2)
        sources = session.manual.cover.sources
        side = all_normal.side_rows(view, beside) if on_head else detail_rows(line, beside, sources)
    below = all_normal.pane_rows(view, d, marked=all_marked) if on_head and dialogue is None else None
    return Body(
        head=tuple(head),
        rows=rows,
        cursor=cursor,
        pane=below or _pane(session, view, line, place, dialogue, d, wide, signing_now),
        pane_least=PANE_LEAST,
        asks=dialogue is not None,
        side=side,
        tail=0 if on_head or line.records is None else len(line.records.told),
    )


def banner(stopped: Interruption, d: Drawing, *, there: bool) -> Row:
    """INTERRUPTED n MIN AGO, and what to look at again (N8); `there`: the cursor stands on such an answer."""
    lines = ", ".join(stopped.lines)
    # at any other line Space is the answer to that line, e.g. opens the doors
    key = Text("仍属实按 Space", "Space if it holds") if there else Text("按 Tab 去看", "Tab goes there")
    ago = Text(f"中断 {stopped.minutes} 分前", f"INTERRUPTED {stopped.minutes} MIN AGO")
    if stopped.minutes < 1:  # the program was killed and started at once
        ago = Text("刚才中断", "INTERRUPTED JUST NOW")
    words = Text(f" {ago.zh}: 再看一眼 {lines},{key.zh}", f" {ago.en}: look again at {lines}; {key.en}")
    return row(d.to(words), "warning")


def _pane(
    session: Session,
    view: RunView,
    line: LineView,
    place: Place,
    dialogue: Dialogue | None,
    d: Drawing,
    wide: bool,
    signing_now: bool,
) -> tuple[Row, ...]:
    slot = slot_at(view, place.slot)
    if dialogue is not None:
        # who signs second reads what is signed, too
        sheet = sheet_rows(session, view, slot, d) if signing_now and slot is not None else ()
        return (*sheet, *dialogue_rows(dialogue, d.width, d.to))
    marked = place.marks.get(place.slot)
    if marked is not None:
        name = slots.named(slot) if slot is not None else same("")
        title = line.line.title
        lead = Text(
            f"{line.line.id} {title.zh} {name.zh}".rstrip(), f"{line.line.id} {title.en} {name.en}".rstrip()
        )
        what = Text(f"{lead.zh}: {marked.shown.zh}", f"{lead.en}: {marked.shown.en}")
        return pane.consequence_rows(what, marked.consequence, marked.do, d)
    if slot is not None and slot.spec.kind == "dual" and slot.open and not line.finished:
        return (*sheet_rows(session, view, slot, d), *_signed_so_far(slot, d))
    stopped = interruption(session.scene(), view.run.id)
    asked = list(pane.asked_rows(line, slot, d, stopped.lines if stopped is not None else ()))
    if slot is not None and (others := together(session.scene(), line, slot)):
        asked.append(row(" " + d.to(_READ_BEFORE.fill(n=len(others) + 1)), "strong"))
    if line.line.opens_doors:
        asked += _doors_rows(view, d)
    if line.line.id == FIGURES:
        known = metrics.sheet(session)
        told = _FIGURES.fill(n=sum(one.recorded is not None for one in known), all=len(known))
        asked.append(row(" " + d.to(told), "strong"))
    if wide:
        return tuple(asked)
    return (*asked, *help_rows(line, d, max(2, PANE_LEAST - len(asked))))


def covered(view: RunView, slot: SlotView) -> tuple[Slot, ...]:
    """The slots of the signing sheet at this place."""
    return tuple(s.slot for _, s in signing.sheet(view, slot.slot.item))


def sheet_rows(session: Session, view: RunView, slot: SlotView, d: Drawing) -> tuple[Row, ...]:
    """The signing sheet, or what must be filled in before it can be signed."""
    sheet = covered(view, slot)
    if not sheet:
        first = Text("先填完这一行其他各栏,再签名。", "Fill in the rest of this line first, then sign.")
        return (row(" " + d.to(first), "warning"),)
    return pane.sheet_rows(tuple(text for _, text in lists.shown(session, view.run.id, sheet)), d)


def _signed_so_far(slot: SlotView, d: Drawing) -> tuple[Row, ...]:
    if not slot.signatures:
        return (row(d.to(Text(" Space 本人签名", " Space: you sign")), "strong"),)
    return (
        row(d.to(Text(" 第一人已签。Space: 第二人签", " The first has signed. Space: the second")), "strong"),
    )


def _doors_rows(view: RunView, d: Drawing) -> list[Row]:
    waiting = view.blocking("doors")
    rows: list[Row] = []
    if waiting:
        ids = ", ".join(v.line.id for v in waiting)
        rows.append((Span(d.to(Text(f" 阻断: {ids}", f" Blocking: {ids}")), "block"),))
    tone: Tone = "waiting" if view.limited else "dim"
    return rows + [row(" " + part, tone) for part in wrap(d.to(limits_text(view)), d.width - 2)]
