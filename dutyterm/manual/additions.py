"""What a hall adds to a list: its own lines, tighter limits; never less than the manual asks (R0-15)."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.manual.due import parse_due
from dutyterm.manual.problem import Finding
from dutyterm.manual.schema import (
    Block,
    Category,
    Checklist,
    Day,
    DayRow,
    DayTime,
    Group,
    Line,
    Log,
    Metric,
    Part,
    Service,
    Words,
)
from dutyterm.manual.tighter import FieldTighter, tightened_fields


class AddedLine(Line):
    """A line of the hall's own."""

    after: str | None = None
    """The line behind which it stands; None = at the end."""


class Tighter(Part):
    """What the hall makes stricter in a line of the manual. Only what is named changes."""

    id: str
    required: bool | None = None
    block: Block | None = None
    limits: tuple[str, ...] = ()
    """Services limited besides those of the manual."""
    due: str | None = None
    """Earlier than the manual's."""
    drop_na: tuple[str, ...] = ()
    """Reasons for not applicable that this hall does not accept."""
    fields: tuple[FieldTighter, ...] = ()


class ListAddition(Part):
    """A file of additions to one list."""

    adds_to: str
    """Id of the list."""
    groups: tuple[Group, ...] = ()
    services: tuple[Service, ...] = ()
    lines: tuple[AddedLine, ...] = ()
    tighten: tuple[Tighter, ...] = ()
    remove: tuple[str, ...] = ()
    """Lines that this hall does not need; only those that are not mandatory."""


class MorePhrases(Part):
    """More usual phrases for a category."""

    category: str
    phrases: tuple[Words, ...]


class LogAddition(Part):
    """A file `log.toml` of additions: the hall's own categories, phrases and figures."""

    categories: tuple[Category, ...] = ()
    phrases: tuple[MorePhrases, ...] = ()
    metrics: tuple[Metric, ...] = ()


class OtherTimes(Part):
    """When a row of the manual's timetable is due in this hall: its meals, its peaks."""

    id: str
    times: tuple[DayTime, ...]


class DayAddition(Part):
    """A file `day.toml` of additions: the hall's own rows, and its own times for rows of the manual."""

    rows: tuple[DayRow, ...] = ()
    retime: tuple[OtherTimes, ...] = ()


def add_to_list(base: Checklist, addition: ListAddition) -> tuple[Checklist, list[Finding]]:
    """The list with the additions, and every clash. A clash is reported and that wish left out."""
    clashes: list[Finding] = []
    lines = [line for line in base.lines if not _removed(line, addition, clashes)]
    clashes.extend(
        Finding(Text("清单里没有 {id},无法删除", "the list has no {id} to remove").fill(id=id), key="remove")
        for id in addition.remove
        if base.line(id) is None
    )
    for wish in addition.tighten:
        at = next((i for i, line in enumerate(lines) if line.id == wish.id), None)
        if at is None:
            clashes.append(Finding(Text("清单里没有 {id}", "the list has no {id}").fill(id=wish.id), wish.id))
        else:
            lines[at] = _tightened(lines[at], wish, clashes)
    for added in addition.lines:
        if any(line.id == added.id for line in lines):
            clashes.append(
                Finding(
                    Text(
                        "编号 {id} 已有,请换编号;改严请用 [[tighten]]",
                        "the id {id} is taken: use another; to make that line stricter use [[tighten]]",
                    ).fill(id=added.id),
                    added.id,
                )
            )
            continue
        place = len(lines)
        if added.after is not None:
            behind = next((i for i, line in enumerate(lines) if line.id == added.after), None)
            if behind is None:
                text = Text("after 指的 {id} 不在清单里", "after names {id}, which is not in the list")
                clashes.append(Finding(text.fill(id=added.after), added.id, key="after"))
            else:
                place = behind + 1
        lines.insert(place, _plain(added))
    merged = base.model_copy(
        update={
            "groups": base.groups + addition.groups,
            "services": base.services + addition.services,
            "lines": tuple(lines),
        }
    )
    return merged, clashes


def add_to_log(base: Log, addition: LogAddition) -> tuple[Log, list[Finding]]:
    """The log with the hall's categories, phrases and figures, and every clash."""
    clashes: list[Finding] = []
    categories = {category.id: category for category in base.categories}
    for own in addition.categories:
        if own.id in categories:
            text = Text("类别 {id} 已有,请换编号", "the category {id} is taken: use another id").fill(
                id=own.id
            )
            clashes.append(Finding(text, own.id))
        else:
            categories[own.id] = own
    for more in addition.phrases:
        category = categories.get(more.category)
        if category is None:
            text = Text("没有类别 {id}", "there is no category {id}").fill(id=more.category)
            clashes.append(Finding(text, key="category"))
        else:
            phrases = category.phrases + more.phrases
            categories[more.category] = category.model_copy(update={"phrases": phrases})
    metrics = {metric.id: metric for metric in base.metrics}
    for figure in addition.metrics:
        if figure.id in metrics:
            text = Text("指标 {id} 已有,请换编号", "the figure {id} is taken: use another id")
            clashes.append(Finding(text.fill(id=figure.id), figure.id))
        else:
            metrics[figure.id] = figure
    return Log(categories=tuple(categories.values()), metrics=tuple(metrics.values())), clashes


def add_to_day(base: Day, addition: DayAddition) -> tuple[Day, list[Finding]]:
    """The timetable with the hall's rows and times, and every clash. Rows of the manual never go (R0-15)."""
    clashes: list[Finding] = []
    rows = {row.id: row for row in base.rows}
    for wish in addition.retime:
        row = rows.get(wish.id)
        if row is None:
            text = Text("流程里没有 {id}", "the timetable has no {id}").fill(id=wish.id)
            clashes.append(Finding(text, wish.id))
        else:
            rows[wish.id] = row.model_copy(update={"times": wish.times})
    for own in addition.rows:
        if own.id in rows:
            text = Text(
                "编号 {id} 已有,请换编号;改时间请用 [[retime]]",
                "the id {id} is taken: use another; for other times use [[retime]]",
            )
            clashes.append(Finding(text.fill(id=own.id), own.id))
        else:
            rows[own.id] = own
    return base.model_copy(update={"rows": tuple(rows.values())}), clashes


def _plain(added: AddedLine) -> Line:
    return Line.model_construct(**{name: getattr(added, name) for name in Line.model_fields})


def _removed(line: Line, addition: ListAddition, clashes: list[Finding]) -> bool:
    if line.id not in addition.remove:
        return False
    if line.mandatory:
        text = Text("{id} 是必备项,不能删除", "{id} is mandatory and cannot be removed")
        clashes.append(Finding(text.fill(id=line.id), line.id, key="remove"))
        return False
    return True


def _tightened(line: Line, wish: Tighter, clashes: list[Finding]) -> Line:
    change: dict[str, object] = {}
    if wish.required is not None:
        if line.required and not wish.required:
            text = Text("必答项不能改成可不答", "a required line cannot be made optional")
            clashes.append(Finding(text, line.id, key="required"))
        else:
            change["required"] = wish.required
    if wish.block is not None:
        if line.block is not None and line.block != wish.block:
            text = Text(
                "手册里它阻断 {now},不能改成 {new}",
                "the manual lets it block {now}: that cannot become {new}",
            )
            clashes.append(Finding(text.fill(now=line.block, new=wish.block), line.id, key="block"))
        else:
            change["block"] = wish.block
    if wish.due is not None:
        old, new = parse_due(line.due), parse_due(wish.due)
        if old is None or new is None or new.anchor != old.anchor or new.minutes > old.minutes:
            text = Text("时限只能比 {due} 早", "the due time can only be earlier than {due}").fill(
                due=line.due
            )
            clashes.append(Finding(text, line.id, key="due"))
        else:
            change["due"] = wish.due
    for reason in wish.drop_na:
        if all(reason != own.id for own in line.na):
            text = Text("没有不适用原因 {id}", "there is no reason {id} for not applicable").fill(id=reason)
            clashes.append(Finding(text, line.id, key="drop_na"))
    change["na"] = tuple(own for own in line.na if own.id not in wish.drop_na)
    change["limits"] = tuple(dict.fromkeys(line.limits + wish.limits))
    change["fields"] = tightened_fields(line, wish.fields, clashes)
    return line.model_copy(update=change)
