"""The front door: options anywhere on the line, and one clear line when there is no terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm import __version__
from dutyterm.__main__ import WRONG_USE, main
from dutyterm.options import Options, WrongUse, parse

HERE = Path.cwd()


def opened(*argv: str, **environ: str) -> tuple[Options, list[str]]:
    parsed = parse(argv, environ)
    assert not isinstance(parsed, WrongUse)
    return parsed


@pytest.mark.parametrize(
    "argv",
    [
        ("--data", "d", "--lang", "en", "--read-only", "--ascii", "verify", "--json"),
        ("verify", "--json", "--data", "d", "--lang", "en", "--read-only", "--ascii"),
        ("--data=d", "verify", "--lang=en", "--json", "--ascii", "--read-only"),
    ],
)
def test_options_are_taken_before_and_after_the_subcommand(argv: tuple[str, ...]) -> None:
    options, rest = opened(*argv)
    assert options == Options(HERE / "d", "en", read_only=True, ascii=True)
    assert rest == ["verify", "--json"]


def test_nothing_asked_for_leaves_the_choice_to_the_settings() -> None:
    options, rest = opened()
    assert (options.lang, options.read_only, options.ascii, rest) == (None, False, False, [])
    assert options.data.is_absolute()
    assert options.data.name == "dutyterm"


def test_the_data_directory_may_come_from_the_environment_but_the_option_wins() -> None:
    assert opened(DUTYTERM_DATA="e")[0].data == HERE / "e"
    assert opened("--data", "d", DUTYTERM_DATA="e")[0].data == HERE / "d"
    assert opened(DUTYTERM_DATA="")[0].data == opened()[0].data


def test_a_home_directory_that_the_shell_left_alone_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(HERE / "home"))
    monkeypatch.setenv("USERPROFILE", str(HERE / "home"))
    assert opened("--data=~/hall")[0].data == HERE / "home" / "hall"
    assert opened("--data=~nobody-of-that-name/hall")[0].data == HERE / "~nobody-of-that-name" / "hall"


def test_after_two_dashes_everything_can_be_searched_for() -> None:
    options, rest = opened("search", "--", "--ascii", "--data")
    assert rest == ["search", "--", "--ascii", "--data"]
    assert not options.ascii


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        (["--data"], "--data"),
        (["--data="], "--data"),
        (["--data", "--ascii"], "--data"),
        (["--lang"], "--lang"),
        (["--lang", "fr"], "'fr'"),
        (["verify", "--lang=ZH"], "'ZH'"),
        (["--read-only=yes"], "--read-only"),
        (["--ascii=1"], "--ascii"),
    ],
)
def test_an_option_that_makes_no_sense_is_named_in_both_languages(argv: list[str], named: str) -> None:
    parsed = parse(argv, {})
    assert isinstance(parsed, WrongUse)
    assert named in parsed.text.zh
    assert named in parsed.text.en


def test_a_wrong_option_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "fr"]) == WRONG_USE == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "'fr'" in said.err


def test_without_a_terminal_there_is_one_clear_line_in_both_languages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "终端" in said.err
    assert "terminal" in said.err


def test_a_process_without_streams_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(f"sys.{name}", None)
    assert main([]) == 2


@pytest.mark.parametrize("word", ["--version", "-V"])
def test_the_version_is_told(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([word]) == 0
    assert capsys.readouterr().out == f"dutyterm {__version__}\n"
