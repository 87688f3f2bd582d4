"""The help under a list: how and why a line is done, by whom, until when, what if not, and who says so."""

from __future__ import annotations

from dutyterm.i18n import Text, joined, same
from dutyterm.manual.schema import Line, Source
from dutyterm.manual.who import who_text
from dutyterm.shift.lists.view import LineView
from dutyterm.tui.views.cells import wrap
from dutyterm.tui.views.drawing import Drawing
from dutyterm.tui.views.spans import Row, row


def facts_text(line: LineView, d: Drawing) -> Text:
    """`谁: 值班经理   时限 08:00   来源: D`."""
    who = joined(Text("、", ", "), [who_text(w) for w in line.line.who])
    parts = [Text(f"谁: {who.zh}", f"Who: {who.en}")]
    if line.due is not None:
        at = d.clock(line.due)
        parts.append(Text(f"时限 {at}", f"Due {at}"))
    parts.append(Text(f"来源: {' '.join(line.line.source)}", f"Source: {' '.join(line.line.source)}"))
    return joined(same("   "), parts)


def fail_text(line: Line) -> Text:
    """What to do when the line is off the norm."""
    card = f" F9 {line.on_fail.procedure}" if line.on_fail.procedure else ""
    return Text(f"不过: {line.on_fail.do.zh}{card}", f"If not: {line.on_fail.do.en}{card}")


def source_text(tags: tuple[str, ...], legend: tuple[Source, ...]) -> Text:
    """The source tags with what they stand for."""
    names = {source.id: source.name for source in legend}
    listed = [
        Text(f"{tag} {names[tag].zh}", f"{tag} {names[tag].en}") if tag in names else same(tag)
        for tag in tags
    ]
    return joined(same("; "), listed)


def help_rows(line: LineView, d: Drawing, most: int) -> tuple[Row, ...]:
    """The help of a line in at most `most` rows: facts first when there is little room, they are short."""
    room = d.width - 2
    how = [row(f" {part}") for part in wrap(f"{line.line.id} {d.to(line.line.help)}", room)]
    facts = [row(f" {part}", "dim") for part in wrap(d.to(facts_text(line, d)), room)]
    fail = [row(f" {part}", "dim") for part in wrap(d.to(fail_text(line.line)), room)]
    everything = [*how, *facts, *fail]
    if len(everything) <= most:
        return tuple(everything)
    kept = max(1, most - len(facts))
    short = how[:kept]
    rest = most - len(short) - len(facts)
    more = row(d.to(Text(" Enter 全文", " Enter for all")), "dim")
    body = [*short, *facts, *fail[: max(0, rest)]]
    if len(how) > kept or len(fail) > rest:
        body = [*body[: most - 1], more] if most > 2 else body
    return tuple(body[:most])
