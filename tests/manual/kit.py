"""A small manual to break: every kind of file once, and a way to write it down."""

from __future__ import annotations

from pathlib import Path

from dutyterm.manual.assemble import assemble
from dutyterm.manual.problem import Problem
from dutyterm.manual.schema import Manual

COVER = """\
id = "small"
version = "1"
title = { zh = "样本", en = "Sample" }
note = { zh = "默认模板", en = "default template" }
files = ["opening.toml", "log.toml", "emergency/*.toml"]
changes = [{ version = "1", date = "2026-11-22", what = { zh = "首版", en = "first" } }]
sources = [{ id = "D", name = { zh = "默认", en = "default" } }]
"""

OPENING = """\
id = "opening"
title = { zh = "营业前检查", en = "Opening" }
groups = [{ id = "safety", title = { zh = "安全", en = "Safety" } }]
services = [{ id = "cash", name = { zh = "现金", en = "cash" } }]

[[lines]]
id = "A-1"
group = "safety"
title = { zh = "夜间情况", en = "Overnight" }
help = { zh = "先闻，再开灯。", en = "Smell first, then the lights." }
who = ["duty_manager"]
due = "T-38"
block = "doors"
source = ["D"]
na = [{ id = "closed", label = { zh = "昨日未营业", en = "closed yesterday" } }]
[[lines.fields]]
id = "night"
kind = "choice"
choices = [
  { id = "none", label = { zh = "无", en = "nothing" } },
  { id = "leak", label = { zh = "漏水", en = "water" }, block = true },
]
[lines.on_fail]
do = { zh = "断电。", en = "Cut the power." }

[[lines]]
id = "A-2"
group = "safety"
title = { zh = "灭火器", en = "Extinguishers" }
help = { zh = "只数能用的。", en = "Count the usable ones." }
who = ["guard"]
due = "T-30"
limits = ["cash"]
source = ["D"]
[[lines.fields]]
id = "usable"
kind = "count"
label = { zh = "可用", en = "usable" }
total = "extinguishers"
warn = { min = 2 }
block = { min = 1 }
[[lines.fields]]
id = "degrees"
kind = "number"
label = { zh = "温度", en = "degrees" }
unit = { zh = "度", en = "deg" }
warn = { min = 16, max = 30 }
[lines.on_fail]
do = { zh = "换。", en = "Replace." }

[[lines]]
id = "A-3"
group = "safety"
title = { zh = "零钱", en = "Change" }
help = { zh = "点一遍。", en = "Count it once." }
who = ["clerk"]
due = "T-20"
each = "tills"
required = false
mandatory = false
when = { item = "A-1", field = "night", is = ["leak"] }
source = ["D"]
[[lines.fields]]
id = "small"
kind = "money"
warn = { min = "small_change_fen" }
[lines.on_fail]
do = { zh = "换零。", en = "Get change." }
procedure = "NET"
"""

LOG = """\
[[categories]]
id = "cash"
name = { zh = "资金", en = "cash" }
phrases = [{ zh = "已换零", en = "change taken" }]
"""

CARD = """\
id = "NET"
digit = "3"
title = { zh = "网络中断", en = "Network" }
when = { zh = "线路断", en = "line down" }
first = { zh = "先看灯", en = "look at the lamps" }
source = ["D"]
steps = [{ no = "1", due = "none", text = { zh = "看灯", en = "look" } }]
"""

SMALL = {
    "base/manual.toml": COVER,
    "base/opening.toml": OPENING,
    "base/log.toml": LOG,
    "base/emergency/net.toml": CARD,
}


def small(**changed: str | None) -> dict[str, bytes]:
    """The small manual; `opening=` replaces a file of the base, `add_opening=` adds one, None removes."""
    names = {"cover": "base/manual.toml", "opening": "base/opening.toml", "log": "base/log.toml"}
    names |= {"card": "base/emergency/net.toml"}
    files = dict(SMALL)
    for key, text in changed.items():
        name = f"additions/{key[4:]}.toml" if key.startswith("add_") else names[key]
        if text is None:
            del files[name]
        else:
            files[name] = text
    return {name: text.encode() for name, text in files.items()}


def good(**changed: str | None) -> Manual:
    """The manual of these files, which must be sound."""
    made = assemble(small(**changed))
    assert isinstance(made, Manual), [p.shown().en for p in made]
    return made


def faults(**changed: str | None) -> tuple[Problem, ...]:
    """The problems of these files, which must have some."""
    made = assemble(small(**changed))
    assert not isinstance(made, Manual), "nothing was found"
    assert made
    return made


def write(files: dict[str, bytes], folder: Path) -> tuple[Path, Path]:
    """Writes the files below `folder` and returns the folders of the base and the additions."""
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return folder / "base", folder / "additions"


def marked(text: str) -> int:
    """The number of the line that bears the comment `# here`."""
    numbers = [n for n, line in enumerate(text.splitlines(), start=1) if line.rstrip().endswith("# here")]
    assert len(numbers) == 1
    return numbers[0]
