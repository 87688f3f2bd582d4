"""The help under a list: how and why a line is done, by whom, until when, what if not, and who says so."""

from __future__ import annotations

from dutyterm.i18n import Text, joined, same
from dutyterm.manual.schema import Line, Source
from dutyterm.manual.who import who_text
from dutyterm.shift.lists.view import LineView
from dutyterm.tui.views.cells import cut, width, wrap
from dutyterm.tui.views.drawing import Drawing
from dutyterm.tui.views.spans import Row, row


def facts_text(line: LineView, d: Drawing, *, source: bool = True) -> Text:
    """`谁: 值班经理   时限 08:00   来源: D`."""
    who = joined(Text("、", ", "), [who_text(w) for w in line.line.who])
    parts = [Text(f"谁: {who.zh}", f"Who: {who.en}")]
    if line.due is not None:
        at = d.clock(line.due)
        parts.append(Text(f"时限 {at}", f"Due {at}"))
    if source:
        parts.append(Text(f"来源: {' '.join(line.line.source)}", f"Source: {' '.join(line.line.source)}"))
    return joined(same("   "), parts)


def fail_text(line: Line) -> Text:
    """What to do when the line is off the norm."""
    do, card = line.on_fail.do, line.on_fail.procedure
    said = card is None or (card in do.zh and card in do.en)
    more = "" if said else f" {card}"
    return Text(f"不过: {do.zh}{more}", f"If not: {do.en}{more}")


def source_text(tags: tuple[str, ...], legend: tuple[Source, ...]) -> Text:
    """The source tags with what they stand for."""
    names = {source.id: source.name for source in legend}
    listed = [
        Text(f"{tag} {names[tag].zh}", f"{tag} {names[tag].en}") if tag in names else same(tag)
        for tag in tags
    ]
    return joined(same("; "), listed)


def help_rows(line: LineView, d: Drawing, most: int) -> tuple[Row, ...]:
    """The help of a line in at most `most` rows.

    How it is done and what to do if it is not in order win over who, until when and the source.
    """
    room = d.width - 2
    how = wrap(f"{line.line.id} {d.spelled(line.line.help)}", room)
    facts = wrap(d.to(facts_text(line, d)), room)
    fail = wrap(d.spelled(fail_text(line.line)), room)
    if len(how) + len(facts) + len(fail) > most:
        facts = wrap(d.to(facts_text(line, d, source=False)), room)
    if len(how) + len(facts) + len(fail) > most:
        facts = ()
        kept = min(len(fail), max(1, most // 2, most - len(how)))
        how, fail = _shortened(how, most - kept, d), _shortened(fail, kept, d)
    rows = [*(row(f" {part}") for part in how), *(row(f" {part}", "dim") for part in facts)]
    return tuple([*rows, *(row(f" {part}") for part in fail)][:most])


def _shortened(lines: tuple[str, ...], most: int, d: Drawing) -> tuple[str, ...]:
    """The first lines; the end of the last one says where the rest is."""
    if len(lines) <= most or most < 1:
        return lines[: max(0, most)]
    more = d.to(_MORE)
    return (*lines[: most - 1], cut(lines[most - 1] + " ..", d.width - 2 - width(more)) + more)


_MORE = Text("  Enter 全文", "  Enter: all")
