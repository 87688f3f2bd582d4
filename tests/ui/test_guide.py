"""The guide's key table is the table of commands, in both languages, and its links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ("guide.md", "guide.zh-CN.md")


def key_table() -> ModuleType:
    """The script that writes the table."""
    spec = importlib.util.spec_from_file_location("key_table", ROOT / "tools" / "key_table.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_keys_of_the_guide_are_those_of_the_program(lang: str) -> None:
    script = key_table()
    guide = script.GUIDES[lang].read_text(encoding="utf-8")
    assert script.written(guide, lang) == guide, "run tools/key_table.py"


def test_a_guide_without_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="marks|guide"):
        key_table().written("no marks here", "en")


@pytest.mark.parametrize("name", GUIDES)
def test_every_link_of_the_guide_leads_to_a_file_and_to_a_heading_of_it(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)(?:#([^)]+))?\)", text)
    assert links
    for target, heading in links:
        path = ROOT / "docs" / target
        assert path.is_file(), target
        if heading:
            headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {h.lower().replace(" ", "-") for h in headings}


def test_both_guides_have_the_same_parts() -> None:
    parts = [
        re.findall(r"^## ", (ROOT / "docs" / name).read_text(encoding="utf-8"), re.MULTILINE)
        for name in GUIDES
    ]
    assert len(parts[0]) == len(parts[1])
