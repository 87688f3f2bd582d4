"""`dutyterm demo`: makes a demo hall, says who works there, and opens it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from dutyterm.cli.voice import WELL, Voice
from dutyterm.desk.demo import Demo, make_demo
from dutyterm.i18n import Text
from dutyterm.model.people import ROLE_NAMES
from dutyterm.options import Options


def run(
    voice: Voice,
    options: Options,
    folder: str,
    shifts: int,
    seed: int,
    as_json: bool,
    open_program: Callable[[Options], int] | None,
) -> int:
    """Makes the hall in `folder`, prints PINs and digits, and opens it unless there is no opener."""
    if options.read_only:
        return voice.wrong(
            Text("演示厅要写数据,不能用 --read-only。", "A demo hall is written: no --read-only.")
        )
    root = Path(folder).absolute()
    made = asyncio.run(make_demo(root, shifts, seed, progress=_progress))
    if not isinstance(made, Demo):
        return voice.wrong(made.text)
    if as_json:
        voice.show_json(as_data(made))
    else:
        _show(voice, made)
    return WELL if open_program is None else open_program(replace(options, data=root))


def as_data(demo: Demo) -> dict[str, object]:
    """The stable shape of `demo --json`."""
    people = [
        {"digit": digit, "number": p.number, "name": p.name, "role": p.role.value, "pin": p.pin}
        for digit, p in enumerate(demo.people, 1)
    ]
    return {
        "folder": str(demo.root),
        "hall": demo.hall,
        "shifts": demo.shifts,
        "open_items": demo.open_items,
        "seal_code": demo.seal_code,
        "recovery_code": demo.recovery_code,
        "people": people,
    }


def _show(voice: Voice, demo: Demo) -> None:
    voice.show(f"{demo.hall}  {demo.root}")
    made = Text("已封存 {n} 班,未结 {m} 项", "{n} sealed shifts, {m} open items")
    voice.show(made.fill(n=demo.shifts, m=demo.open_items))
    voice.show("")
    voice.show(Text("序号  工号  PIN     姓名  职务", "digit number PIN    name  role"))
    for place, person in enumerate(demo.people, 1):
        # beyond nine the number is typed: there is no such key
        digit = place if place <= 9 else "-"
        role = voice.words(ROLE_NAMES[person.role])
        voice.show(f"{digit:>4}  {person.number}  {person.pin}  {person.name}  {role}")
    voice.show("")
    if demo.seal_code is not None:
        voice.show(f"{voice.words(_SEAL_CODE)}  {demo.seal_code}")
    voice.show(f"{voice.words(_RECOVERY)}  {demo.recovery_code}")
    voice.show(
        Text("再次打开: dutyterm --data {dir}", "Open again: dutyterm --data {dir}").fill(dir=demo.root)
    )


_SEAL_CODE = Text("上一班封存码(开班时要键入)", "Seal code of the last shift (asked for at the opening)")
_RECOVERY = Text("恢复码", "Recovery code")


def _progress(made: int, wanted: int) -> None:
    if sys.stderr is None or not sys.stderr.isatty():
        return
    if wanted >= 100 and (made % 10 == 0 or made == wanted):
        sys.stderr.write(f"\r{made}/{wanted}" + ("\n" if made == wanted else ""))
        sys.stderr.flush()
