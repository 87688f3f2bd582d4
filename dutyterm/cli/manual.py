"""`dutyterm manual lint|show|diff`: the manual of a folder or of this hall, its faults, lines and changes."""

from __future__ import annotations

from pathlib import Path

from dutyterm.cli.hall import hall_of, manual_of
from dutyterm.cli.voice import BAD_NEWS, WELL, Voice
from dutyterm.hall.layout import Layout
from dutyterm.i18n import Text
from dutyterm.journal.disk import RealDisk
from dutyterm.manual.diff import AnyChange, diff_all, title_of
from dutyterm.manual.load import load_manual
from dutyterm.manual.problem import Problem, Problems
from dutyterm.manual.schema import Card, Line, Manual
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.manual.versions import load_version
from dutyterm.options import Options

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def lint(voice: Voice, options: Options, folder: str | None, as_json: bool) -> int:
    """Names every fault of a manual; without a folder the shipped one with this hall's additions."""
    layout = Layout(options.data)
    if folder is not None and not Path(folder).is_dir():
        return voice.wrong(Text("没有文件夹 {dir}。", "There is no folder {dir}.").fill(dir=folder))
    found = (
        load_manual(shipped_manual_dir(), layout.additions) if folder is None else load_manual(Path(folder))
    )
    problems = () if isinstance(found, Manual) else found
    if as_json:
        named = _named(found) if isinstance(found, Manual) else None
        voice.show_json({"good": not problems, "manual": named, "problems": [_problem(p) for p in problems]})
        return BAD_NEWS if problems else WELL
    for problem in problems:
        voice.show(problem.shown())
    if isinstance(found, Manual):
        voice.show(_headline(found))
        voice.show(Text("没有错误", "no faults"))
        return WELL
    voice.tell(Text("{n} 处错误", "{n} faults").fill(n=len(problems)))
    return BAD_NEWS


def show(voice: Voice, options: Options, item: str | None, as_json: bool) -> int:
    """The manual in use, or one line or card of it."""
    layout = Layout(options.data)
    manual = manual_of(layout, hall_of(layout, RealDisk())).manual
    if manual is None:
        return voice.wrong(_NO_MANUAL)
    if item is None:
        return _show_all(voice, manual, as_json)
    wanted = item.upper()
    lines: list[Line | Card] = [line for checklist in manual.lists for line in checklist.lines]
    found = next((one for one in [*lines, *manual.cards] if one.id.upper() == wanted), None)
    if found is None:
        return voice.wrong(Text("手册里没有 {id}。", "The manual has no {id}.").fill(id=item))
    if as_json:
        voice.show_json({"manual": _named(manual), "item": found.model_dump(mode="json", by_alias=True)})
    elif isinstance(found, Line):
        _show_line(voice, found)
    else:
        _show_card(voice, found)
    return WELL


def compare(voice: Voice, options: Options, old: str | None, new: str | None, as_json: bool) -> int:
    """What is different between two manuals: folders, hashes of kept versions, `active` or `shipped`."""
    before, after = _named_manual(options, old or "active"), _named_manual(options, new or "shipped")
    for found in (before, after):
        if not isinstance(found, Manual):
            for problem in found:
                voice.tell(problem.shown())
            return voice.wrong(_NO_MANUAL)
    if not (isinstance(before, Manual) and isinstance(after, Manual)):
        return voice.wrong(_NO_MANUAL)
    changes = diff_all(before, after)
    if as_json:
        voice.show_json({
            "old": _named(before),
            "new": _named(after),
            "changes": [_change(change) for change in changes],
        })  # fmt: skip
        return WELL
    for change in changes:
        one = change.after or change.before
        title = voice.words(title_of(one)) if one is not None else ""
        keys = f"  ({', '.join(change.keys)})" if change.keys else ""
        voice.show(f"{_SIGNS[change.what]} {change.part} {change.id}  {title}{keys}")
    if not changes:
        voice.show(Text("没有不同", "no difference"))
    return WELL


def _named_manual(options: Options, name: str) -> Manual | Problems:
    layout = Layout(options.data)
    if name == "active":
        chosen = manual_of(layout, hall_of(layout, RealDisk()))
        return chosen.manual or chosen.problems
    if name == "shipped":
        return load_manual(shipped_manual_dir(), layout.additions)
    if Path(name).is_dir():
        return load_manual(Path(name))
    kept = sorted(path.name for path in layout.manuals.glob("*")) if layout.manuals.is_dir() else []
    whole = [version for version in kept if version.startswith(name)] if len(name) >= 6 else []
    return load_version(layout.root, whole[0] if len(whole) == 1 else name)


def _show_all(voice: Voice, manual: Manual, as_json: bool) -> int:
    if as_json:
        lists = [
            {
                "id": checklist.id,
                "title": checklist.title._asdict(),
                "lines": [{"id": line.id, "title": line.title._asdict()} for line in checklist.lines],
            }
            for checklist in manual.lists
        ]
        cards = [{"id": c.id, "digit": c.digit, "title": c.title._asdict()} for c in manual.cards]
        voice.show_json({"manual": _named(manual), "lists": lists, "cards": cards})
        return WELL
    voice.show(_headline(manual))
    for checklist in manual.lists:
        voice.show(f"\n{checklist.id}  {voice.words(checklist.title)}")
        for line in checklist.lines:
            voice.show(f"  {line.id}  {line.due:<6} {voice.words(line.title)}")
    voice.show("\nF9")
    for card in manual.cards:
        voice.show(f"  {card.digit or ' '}  {card.id:<6} {voice.words(card.title)}")
    return WELL


def _show_line(voice: Voice, line: Line) -> None:
    voice.show(f"{line.id}  {voice.words(line.title)}  {line.due}  {', '.join(line.source)}")
    voice.show(line.help)
    for field in line.fields:
        label = voice.words(field.label) if field.label is not None else field.id
        choices = "  ".join(f"{n} {voice.words(c.label)}" for n, c in enumerate(field.choices, 1))
        voice.show(f"  {label}: {field.kind}  {choices}".rstrip())
    voice.show(f"! {voice.words(line.on_fail.do)}")


def _show_card(voice: Voice, card: Card) -> None:
    voice.show(f"{card.id}  {voice.words(card.title)}  {', '.join(card.source)}")
    voice.show(card.when)
    voice.show(f"! {voice.words(card.first)}")
    for step in card.steps:
        voice.show(f"  {step.no}  {voice.words(step.text)}")


def _headline(manual: Manual) -> Text:
    title = manual.cover.title
    return Text(
        f"{title.zh} {manual.cover.version} ({manual.hash[:12]})",
        f"{title.en} {manual.cover.version} ({manual.hash[:12]})",
    )


def _named(manual: Manual) -> dict[str, object]:
    return {"id": manual.cover.id, "version": manual.cover.version, "hash": manual.hash}


def _problem(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "item": problem.item,
        "zh": problem.text.zh,
        "en": problem.text.en,
    }


def _change(change: AnyChange) -> dict[str, object]:
    return {
        "part": change.part,
        "id": change.id,
        "what": change.what,
        "keys": list(change.keys),
        "before": title_of(change.before)._asdict() if change.before is not None else None,
        "after": title_of(change.after)._asdict() if change.after is not None else None,
    }


_NO_MANUAL = Text("手册读不出。", "The manual cannot be read.")
