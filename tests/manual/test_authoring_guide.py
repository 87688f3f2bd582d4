"""What the authoring guide shows really works: its examples are added to the default manual."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from dutyterm.manual.assemble import assemble
from dutyterm.manual.cash_additions import CashAddition, TighterFigures
from dutyterm.manual.known import FIGURES, RECORDS
from dutyterm.manual.load import read_files
from dutyterm.manual.schema import FieldKind, Limits, Manual
from dutyterm.manual.shipped import shipped_manual_dir

GUIDE = Path(__file__).parents[2] / "docs" / "manual-authoring.md"


def test_the_examples_of_the_guide_load_and_do_what_it_says() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    line, tighter, cash, log, day = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    files = read_files(shipped_manual_dir())
    assert not isinstance(files, tuple)
    own = {"additions/own.toml": line, "additions/strict.toml": tighter, "additions/log.toml": log}
    own |= {"additions/day.toml": day, "additions/cash.toml": cash}
    made = assemble({**files, **{name: text.encode() for name, text in own.items()}})
    assert isinstance(made, Manual), [p.shown().en for p in made]
    opening = made.list("opening")
    assert opening is not None
    ids = [one.id for one in opening.lines]
    assert ids[ids.index("OPN-08") + 1] == "OWN-1"
    stricter = opening.line("OPN-08")
    assert stricter is not None
    assert (stricter.block, stricter.due, stricter.fields[0].warn) == (
        "doors",
        "T-30",
        Limits(min=18, max=28),
    )
    assert made.log.category("parking") is not None
    assert made.cash is not None
    assert [row.id for row in made.cash.denominations if row.rare] == ["f2", "f1"]
    assert made.cash.rung(600).id == "middle"
    assert made.day is not None
    peak = made.day.row("WF-11")
    assert peak is not None
    assert [time.at for time in peak.times] == ["10:00", "16:00"]
    assert made.day.row("OWN-W1") is not None


def test_the_guide_names_every_figure_and_kind_and_record_of_money() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    told = [
        *RECORDS,
        *TighterFigures.model_fields,
        *CashAddition.model_fields,
        *FIGURES,
        *(kind for kind in get_args(FieldKind) if kind != "machine"),
    ]
    assert [name for name in told if f"`{name}`" not in text and f"[[{name}]]" not in text] == []
