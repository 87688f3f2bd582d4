"""The head of a list: its name and group, how far it is, what is off, and how it ended (L6)."""

from __future__ import annotations

from dutyterm.i18n import Text, joined, same
from dutyterm.shift.lists.view import FINISHED, Foot, Mark, RunView
from dutyterm.tui.views.drawing import Drawing
from dutyterm.tui.views.spans import Row, Span, Tone, row_width, spread

FEET: dict[Foot, Text] = {
    Foot.INCOMPLETE: Text("未完成", "INCOMPLETE"),
    Foot.COMPLETE: Text("清单完成", "CHECKLIST COMPLETE"),
    Foot.EXCEPT_DEFERRED: Text("清单完成,缓办 {n} 项除外", "CHECKLIST COMPLETE EXCEPT {n} DEFERRED"),
    Foot.OVERRIDDEN: Text("清单越权通过(未核实)", "CHECKLIST OVERRIDDEN (not verified)"),
}
"""How each state of a list is called."""


_SO_FAR = Text("已做 {n} 项", "{n} done so far")
"""Of a list that requires nothing."""


def progress(view: RunView) -> tuple[int, int]:
    """Lines finished, and lines that must be finished; inactive ones count with neither.

    Of a list that requires nothing, such as the periodic tasks, every line is counted.
    """
    shown = [line for line in view.lines if line.mark is not Mark.INACTIVE]
    asked = [line for line in shown if line.line.required] or shown
    return sum(line.mark in FINISHED for line in asked), len(asked)


def ended(view: RunView) -> bool:
    """Is nothing left of it? A list that requires nothing has not ended while a line of it is open."""
    done, asked = progress(view)
    return view.foot is not Foot.INCOMPLETE and done == asked


def foot_text(view: RunView) -> Text:
    """The state of the whole list in words."""
    if view.foot is not Foot.INCOMPLETE and not ended(view):
        return _SO_FAR.fill(n=progress(view)[0])
    return FEET[view.foot].fill(n=view.count(Mark.DEFERRED))


def head_row(view: RunView, d: Drawing) -> Row:
    """`营业前检查 > 设备 OPN-07..18   11/34  异常 1  缓办 1  越权 1  阻断剩 2`."""
    left: list[Span] = [Span(" " + d.to(view.checklist.title), "title")]
    ids: Row = ()
    line = view.line(d.place.item) if d.place is not None else None
    if line is not None:
        group = next((g for g in view.checklist.groups if g.id == line.line.group), None)
        members = [v.line.id for v in view.lines if v.line.group == line.line.group]
        last = f"..{members[-1].rpartition('-')[2]}" if len(members) > 1 else ""
        ids = (Span(f" {members[0]}{last}"),)
        if group is not None:
            left.append(Span(f" > {d.to(group.title)}", "plain"))
    done, all_ = progress(view)
    right: list[Span] = []
    if ended(view):
        right.append(Span(d.to(foot_text(view)) + "  ", "done" if view.foot is Foot.COMPLETE else "waiting"))
    right.append(Span(f"{done}/{all_}", "strong"))
    for text, n, tone in _counts(view):
        if n:
            right.append(Span(f"  {d.to(text)} {n}", tone))
    right.append(Span(" "))
    if row_width((*left, *ids, *right)) < d.width:
        left += ids
    return spread(tuple(left), tuple(right), d.width)


def _counts(view: RunView) -> tuple[tuple[Text, int, Tone], ...]:
    return (
        (Text("异常", "off"), view.count(Mark.OFF), "off"),
        (Text("缓办", "deferred"), view.count(Mark.DEFERRED), "waiting"),
        (Text("越权", "overridden"), view.count(Mark.OVERRIDDEN), "exempt"),
        (Text("阻断剩", "blocking"), len(view.blocking("doors")), "block"),
    )


def limits_text(view: RunView) -> Text:
    """The services that are limited now, or that none is."""
    names = {service.id: service.name for service in view.checklist.services}
    limited = [names.get(id, same(id)) for id in view.limited]
    if not limited:
        return Text("无受限业务", "no service is limited")
    listed = joined(Text("、", ", "), limited)
    return Text(f"受限业务: {listed.zh}", f"limited: {listed.en}")
