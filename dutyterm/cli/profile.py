"""`dutyterm hall`: what the hall is: read it, change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dutyterm.cli.acting import Acting, act, no_hall
from dutyterm.cli.hall import hall_of
from dutyterm.cli.voice import WELL, Voice
from dutyterm.desk import roster
from dutyterm.hall.layout import Layout
from dutyterm.hall.profile import CLASS_NAMES, Profile
from dutyterm.hall.profile_form import lines
from dutyterm.hall.state import HallState
from dutyterm.i18n import Text, joined, same
from dutyterm.journal.disk import RealDisk
from dutyterm.model.figures import FIGURE_NAMES
from dutyterm.model.refusal import Refusal
from dutyterm.options import Options

_OWN = ("planned_tills", "min_tills", "min_staff")
_YES, _NO = ("yes", "true", "1", "是"), ("no", "false", "0", "否")


def show(voice: Voice, options: Options, as_json: bool) -> int:
    """The profile as it is now, the manual and the PC that writes."""
    hall = hall_of(Layout(options.data), RealDisk())
    if hall.profile is None:
        return voice.wrong(no_hall(options))
    return _said(voice, hall, hall.profile, as_json)


def change(
    voice: Voice, options: Options, acting: Acting, file: str | None, name: str | None,
    hall_class: str | None, figures: Sequence[str], flags: Sequence[str], as_json: bool,
) -> int:  # fmt: skip
    """Sets the profile anew: from a file as `hall show --json` gives it, then with what is named."""
    hall = hall_of(Layout(options.data), RealDisk())
    if hall.profile is None:
        return voice.wrong(no_hall(options))
    new = _changed(hall.profile, file, name, hall_class, figures, flags)
    if isinstance(new, Refusal):
        return voice.wrong(new.text)
    profile = new
    after = act(voice, options, acting, lambda s: roster.set_profile(s, profile))
    if isinstance(after, int):
        return after
    return _said(voice, after, after.profile or profile, as_json)


def _changed(
    old: Profile, file: str | None, name: str | None, hall_class: str | None, figures: Sequence[str],
    flags: Sequence[str],
) -> Profile | Refusal:  # fmt: skip
    data: dict[str, Any] = old.model_dump(mode="json")
    if file is not None:
        read = _read(Path(file))
        if isinstance(read, Refusal):
            return read
        data = read.model_dump(mode="json")
    if name is not None:
        data["name"] = name
    if hall_class is not None:
        data["hall_class"] = hall_class
    for typed in figures:
        refused = _figure(data, typed)
        if refused is not None:
            return refused
    for typed in flags:
        key, _, value = typed.partition("=")
        if key not in data["flags"] or value.lower() not in (*_YES, *_NO):
            return _unknown(typed, data["flags"], "yes|no")
        data["flags"][key] = value.lower() in _YES
    try:
        return Profile.model_validate(data)
    except ValidationError as error:
        return _not_valid(error)


def _figure(data: dict[str, Any], typed: str) -> Refusal | None:
    key, _, value = typed.partition("=")
    if not value.isascii() or not value.isdigit() or len(value) > 12:
        return _unknown(typed, (*_OWN, *data["numbers"]), "N")
    if key in _OWN:
        data[key] = int(value)
    elif key in (*data["numbers"], *FIGURE_NAMES):  # a hall of older days may lack one that limits name
        data["numbers"][key] = int(value)
    else:
        return _unknown(typed, (*_OWN, *sorted({*data["numbers"], *FIGURE_NAMES})), "N")
    return None


def _read(path: Path) -> Profile | Refusal:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        words = Text("{path} 读不了: {why}。", "{path} cannot be read: {why}.")
        return Refusal("unreadable", words.fill(path=path, why=why))
    try:
        return Profile.model_validate_json(text)
    except ValidationError as error:
        return _not_valid(error)


def _not_valid(error: ValidationError) -> Refusal:
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "-"
    words = Text("营业厅资料不对: {where}: {why}", "The profile is wrong: {where}: {why}")
    return Refusal("bad_profile", words.fill(where=where, why=first["msg"]))


def _unknown(typed: str, known: Mapping[str, object] | Sequence[str], value: str) -> Refusal:
    words = Text(
        "「{typed}」不对: 写作 名称={value},名称是 {known}。",
        '"{typed}" is wrong: write NAME={value}, NAME is one of {known}.',
    )
    return Refusal("unknown_name", words.fill(typed=typed, value=value, known=", ".join(known)))


def _said(voice: Voice, hall: HallState, profile: Profile, as_json: bool) -> int:
    if as_json:
        manual = hall.manual._asdict() if hall.manual is not None else None
        voice.show_json({**profile.model_dump(mode="json"), "manual": manual, "device": hall.device})
        return WELL
    voice.show(f"{profile.name} ({profile.id})  {voice.words(CLASS_NAMES[profile.hall_class])}")
    for line in lines(profile):
        if line.key.startswith(("day:", "date:")):
            voice.show(f"  {voice.words(line.label)}  {voice.words(line.value)}")
    for shift in profile.shifts:
        voice.show(f"  {shift.code}  {shift.name}  {shift.start}-{shift.end}")
    places = Text("台席 {tills}  出口 {exits}", "tills {tills}  exits {exits}")
    tills, exits = (
        voice.words(joined(Text("、", ", "), [same(place.name) for place in some]))
        for some in (profile.tills, profile.exits)
    )
    voice.show(places.fill(tills=tills, exits=exits))
    own = {key: getattr(profile, key) for key in _OWN}
    voice.show("  ".join(f"{key}={value}" for key, value in {**own, **profile.numbers}.items()))
    voice.show("  ".join(f"{key}={'yes' if value else 'no'}" for key, value in profile.flags.items()))
    if hall.manual is not None:
        voice.show(f"{hall.manual.manual} {hall.manual.version} ({hall.manual.content[:12]})")
    return WELL
