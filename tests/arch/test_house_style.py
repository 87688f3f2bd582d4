"""The style that no linter checks: short files, words for every module, nothing of anybody's machine."""

from __future__ import annotations

import ast
import re

from tests.arch.source import ROOT, modules, tracked_files

LONGEST = 400
"""Lines; past that a file holds two ideas."""
PUBLIC_HOSTS = {
    *("github.com", "docs.python.org", "textual.textualize.io", "keepachangelog.com", "semver.org"),
    *("www.w3.org", "example.com"),
}
MACHINE_PATH = re.compile(r"(?<![\w.$}~*\])-])/(?:work|opt|root|home|Users|mnt|srv)/\w")
HOST = re.compile(r"https?://([^/\s\"'<>)`]+)")


def test_no_file_holds_more_than_one_idea() -> None:
    assert [f"{m.place}: {m.lines} lines" for m in modules() if m.lines > LONGEST] == []


def test_every_module_says_what_it_provides() -> None:
    assert [module.place for module in modules() if not ast.get_docstring(module.tree)] == []


def test_no_file_names_a_host_or_a_path_of_a_machine() -> None:
    found = []
    for path in tracked_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a picture, or a journal that is damaged on purpose
            continue
        place = path.relative_to(ROOT).as_posix()
        found += [f"{place}: {match.group()}" for match in MACHINE_PATH.finditer(text)]
        found += [f"{place}: {host}" for host in HOST.findall(text) if host not in PUBLIC_HOSTS]
    assert found == []


def test_file_names_are_possible_on_every_system() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in tracked_files()]
    assert [name for name in names if re.search(r'[<>:"|?*\\\x00-\x1f]|[. ]$', name)] == []
    assert len({name.casefold() for name in names}) == len(names)


def commands(readme: str) -> list[str]:
    """The `make` commands that stand alone on a line of a README, in their order."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if re.fullmatch(r"make \w+", line)]


def test_both_readmes_name_the_same_two_commands() -> None:
    assert commands("README.md") == commands("README.zh-CN.md") == ["make run", "make test"]


def test_links_between_pages_lead_somewhere() -> None:
    dead = [
        f"{page.relative_to(ROOT).as_posix()}: {link}"
        for page in tracked_files()
        if page.suffix == ".md"
        for link in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert dead == []


def test_nothing_is_left_for_later() -> None:
    mark = re.compile(r"#\s*(?:TO" r"DO|FIX" r"ME|X" r"XX)\b")
    assert [m.place for m in modules() if mark.search(m.path.read_text(encoding="utf-8"))] == []
