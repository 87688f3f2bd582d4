"""Writes the key table of the guide from the table of commands, between its two marks in each language."""

from __future__ import annotations

import sys
from pathlib import Path

from dutyterm.i18n import Lang
from dutyterm.tui.commands import COMMANDS
from dutyterm.tui.offered import key_table

DOCS = Path(__file__).resolve().parent.parent / "docs"
GUIDES: dict[Lang, Path] = {"zh": DOCS / "guide.zh-CN.md", "en": DOCS / "guide.md"}
BEGIN, END = "<!-- keys -->", "<!-- /keys -->"
HEADS: dict[Lang, str] = {"zh": "| 键 | 名称 | 做什么 |", "en": "| key | name | what it does |"}
MENU_HEADS: dict[Lang, str] = {"zh": "| 菜单 | 名称 | 做什么 |", "en": "| menu | name | what it does |"}


def table(lang: Lang) -> str:
    """The keys, then what is in the menu without a key of its own."""
    rows = [HEADS[lang], "|---|---|---|"]
    rows += [_row(f"`{key}`", label.to(lang), tip.to(lang)) for key, label, tip in key_table()]
    rows += ["", MENU_HEADS[lang], "|---|---|---|"]
    for command in COMMANDS:
        if not command.keys:
            number = f"`/{command.menu}`" if command.menu else "`/`"
            rows.append(_row(number, command.label.to(lang), command.tip.to(lang)))
    return "\n".join(rows)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def written(guide: str, lang: Lang) -> str:
    """The guide with the table as it is now. Raises ValueError without the two marks."""
    before, mark, rest = guide.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not mark or not end:
        raise ValueError(f"{BEGIN} and {END} are not both in the guide")
    return f"{before}{BEGIN}\n{table(lang)}\n{END}{after}"


def main() -> int:
    """Writes both guides."""
    for lang, path in GUIDES.items():
        path.write_text(written(path.read_text(encoding="utf-8"), lang), encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
