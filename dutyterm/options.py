"""The options that the program and every subcommand take, and the small parser that finds them anywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from dutyterm.i18n import LANGS, Lang, Text
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Options:
    """How this start of the program was asked for."""

    data: Path
    """The data directory, absolute; it need not exist yet."""
    lang: Lang | None = None
    """The language asked for; None leaves the choice to the settings."""
    read_only: bool = False
    """Look, never write: no lock is taken."""
    ascii: bool = False
    """Draw with ASCII only, for terminals that draw other glyphs too wide."""


@dataclass(frozen=True)
class WrongUse:
    """A command line that cannot be understood."""

    text: Text
    """What is wrong with which option, and what it takes."""


def parse(argv: Sequence[str], environ: Mapping[str, str]) -> tuple[Options, list[str]] | WrongUse:
    """The options in `argv`, wherever they stand, and the words that are left in their order.

    What follows a bare `--` is left alone, so that anything can be searched for. An option that is
    given twice counts as it was given last.
    """
    data: str | None = None
    lang: Lang | None = None
    read_only = ascii_only = False
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        name, glued, value = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif name in ("--data", "--lang"):
            given = value if glued else next(words, "")
            if name == "--data":
                if not given or (not glued and given.startswith("--")):
                    return WrongUse(_DATA_EMPTY)
                data = given
            else:
                chosen = _language(given)
                if chosen is None:
                    return WrongUse(_LANG_UNKNOWN.fill(given=given))
                lang = chosen
        elif word == "--read-only":
            read_only = True
        elif word == "--ascii":
            ascii_only = True
        elif glued and name in ("--read-only", "--ascii"):
            return WrongUse(_NO_VALUE.fill(option=name))
        else:
            rest.append(word)
    where = data or environ.get("DUTYTERM_DATA") or None
    return Options(_directory(where), lang, read_only, ascii_only), rest


def _language(given: str) -> Lang | None:
    return next((lang for lang in LANGS if lang == given), None)


def _directory(given: str | None) -> Path:
    if given is None:
        from platformdirs import user_data_path  # the only start that needs it

        return user_data_path("dutyterm", appauthor=False)
    path = Path(given)
    if path.parts and path.parts[0].startswith("~"):  # `--data=~/hall` reaches us as it was typed
        try:
            path = path.expanduser()
        except RuntimeError:  # nobody of that name: then it is the name of a folder
            return path.absolute()
    return path.absolute()


_DATA_EMPTY = Text("--data 后面要写数据目录", "--data needs the data directory after it")
_LANG_UNKNOWN = Text("--lang 只能是 zh 或 en,不能是 '{given}'", "--lang takes zh or en, not '{given}'")
_NO_VALUE = Text("{option} 后面不带值", "{option} takes no value")
