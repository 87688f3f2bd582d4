"""What the doctor says of keyboard, input method and time zone."""

from __future__ import annotations

from collections.abc import Callable

from dutyterm.cli.doctor_input import input_checks, zone_check
from dutyterm.desk.demo import Demo
from tests.cli.conftest import Said


def ids(environ: dict[str, str]) -> list[str]:
    return [check.id for check in input_checks(environ)]


def test_the_input_method_is_named_where_it_is_known() -> None:
    found = next(iter(input_checks({"XMODIFIERS": "@im=fcitx"})))
    assert found.text.en.startswith("fcitx")
    assert ids({}) == ["input.method", "input.keys"]


def test_what_keeps_keys_for_itself_is_told() -> None:
    assert "input.multiplexer" in ids({"TMUX": "/tmp/x,1,0"})
    assert "input.multiplexer" in ids({"TERM": "screen-256color"})


def test_a_time_zone_without_data_is_bad() -> None:
    assert zone_check("Asia/Shanghai").state == "ok"
    for zone in ("Mars/Base", "../etc", ""):
        assert zone_check(zone).state == "bad"


def test_the_doctor_names_them(run: Callable[..., Said], four: Demo) -> None:
    said = run("doctor", "--data", four.root, "--read-only", "--lang", "en")
    assert said.code == 0
    for id in ("input.method", "input.keys", "zone"):
        assert id in said.out
