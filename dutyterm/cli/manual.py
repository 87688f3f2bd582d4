"""`dutyterm manual lint|show|diff`: the manual of a folder or of this hall, its faults, lines and changes."""

from __future__ import annotations

from pathlib import Path

from dutyterm.cli.hall import hall_of, manual_of
from dutyterm.cli.manual_shown import contents, find, show_contents, show_one
from dutyterm.cli.voice import BAD_NEWS, WELL, Voice
from dutyterm.hall.layout import Layout
from dutyterm.hall.profile_form import missing_figures
from dutyterm.i18n import Text
from dutyterm.journal.disk import RealDisk
from dutyterm.manual.diff import AnyChange, diff_all, title_of
from dutyterm.manual.figures import named_figures
from dutyterm.manual.load import load_manual
from dutyterm.manual.problem import Problem, Problems
from dutyterm.manual.schema import Manual
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.manual.versions import load_version
from dutyterm.manual.wording import wordings
from dutyterm.model.figures import figure_name
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
    unset = _unset(layout, found) if isinstance(found, Manual) and folder is None else {}
    if as_json:
        named = _named(found) if isinstance(found, Manual) else None
        told = [_problem(problem) for problem in problems]
        voice.show_json({"good": not problems, "manual": named, "problems": told, "not_set": unset})
        return BAD_NEWS if problems else WELL
    for problem in problems:
        voice.show(problem.shown())
    if isinstance(found, Manual):
        voice.show(_headline(found))
        voice.show(Text("没有错误", "no faults"))
        for name, lines in unset.items():
            words = Text(
                "本厅没设「{what}」({name}),{lines} 没有比对",
                "this hall has not set {what} ({name}): {lines} compare nothing",
            )
            voice.tell(words.fill(what=figure_name(name), name=name, lines=", ".join(lines)))
        return WELL
    voice.tell(Text("{n} 处错误", "faults: {n}").fill(n=len(problems)))
    return BAD_NEWS


def _unset(layout: Layout, manual: Manual) -> dict[str, list[str]]:
    """Figures that this hall has not set -> the lines whose limits compare nothing without them."""
    profile, named = hall_of(layout, RealDisk()).profile, named_figures(manual)
    missing = () if profile is None else missing_figures(profile, tuple(named))
    return {name: list(named[name]) for name in missing}


def show(voice: Voice, options: Options, item: str | None, as_json: bool) -> int:
    """The manual in use, or one thing of it: a line, a card, a row of the timetable, a figure, a list."""
    layout = Layout(options.data)
    manual = manual_of(layout, hall_of(layout, RealDisk())).manual
    if manual is None:
        return voice.wrong(_NO_MANUAL)
    if item is None:
        if as_json:
            voice.show_json({"manual": _named(manual), **contents(manual)})
        else:
            voice.show(_headline(manual))
            show_contents(voice, manual)
        return WELL
    found = find(manual, item)
    if found is None:
        return voice.wrong(Text("手册里没有 {id}。", "The manual has no {id}.").fill(id=item))
    if as_json:
        voice.show_json({"manual": _named(manual), "item": found.model_dump(mode="json", by_alias=True)})
    else:
        show_one(voice, found)
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
        named = change.after or change.before
        title = voice.words(title_of(named)) if named is not None else ""
        keys = f"  ({', '.join(change.keys)})" if change.keys else ""
        voice.show(f"{_SIGNS[change.what]} {change.part} {change.id}  {title}{keys}")
        for one in wordings(change) if change.what == "changed" else ():
            name = voice.words(one.name)
            voice.show(f"    {name}: {_words(voice, one.before)}  >  {_words(voice, one.after)}")
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
        "wordings": [
            {"key": w.key, "before": w.before and w.before._asdict(), "after": w.after and w.after._asdict()}
            for w in wordings(change)
        ],
    }


def _words(voice: Voice, said: Text | None) -> str:
    return "-" if said is None else voice.words(said).replace("\n", " ")


_NO_MANUAL = Text("手册读不出。", "The manual cannot be read.")
