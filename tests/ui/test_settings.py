"""Language and look are remembered for this PC, and never in the way (N8)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.desk.settings import read_settings, write_settings
from dutyterm.journal.disk import NoSyncDisk
from dutyterm.options import Options
from dutyterm.tui import theme
from dutyterm.tui.app import DutyApp
from tests.ui.kit import Ui, running


async def _reopened(ui: Ui, lang: str | None = None) -> DutyApp:
    options = Options(ui.data, lang="en" if lang == "en" else "zh" if lang == "zh" else None)
    return DutyApp(options, ui.app.house)


async def test_the_language_is_remembered_and_the_command_line_wins(ui: Ui) -> None:
    await ui.press("ctrl+l")
    assert read_settings(ui.session.layout.settings) == {"lang": "en"}
    assert (await _reopened(ui)).lang == "en"
    assert (await _reopened(ui, "zh")).lang == "zh"


async def test_the_look_is_remembered_besides_the_language(ui: Ui) -> None:
    await ui.press("ctrl+l")
    await ui.app.action_run("theme")
    await ui.settle()
    assert read_settings(ui.session.layout.settings) == {"lang": "en", "theme": ui.app.theme}


def test_a_remembered_look_never_wins_over_a_terminal_without_colours() -> None:
    assert theme.first_theme(no_color=True, color_system="truecolor", remembered="light") == "mono"
    assert theme.first_theme(no_color=False, color_system=None, remembered="light") == "mono"
    assert theme.first_theme(no_color=False, color_system="truecolor", remembered="light") == "light"
    assert theme.first_theme(no_color=False, color_system="truecolor", remembered="pink") == "dark"


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"[1]", b'{"settings": {"1": 7}}', b"\xff", b'{"settings": 1}']
)
async def test_a_broken_settings_file_gives_the_defaults(data: Path, broken: bytes) -> None:
    (data / "settings.json").write_bytes(broken)
    assert read_settings(data / "settings.json") == {}
    async with running(data) as ui:
        assert (await _reopened(ui)).lang == "zh"


async def test_a_program_that_only_looks_writes_no_settings(data: Path) -> None:
    async with running(data, read_only=True) as ui:
        await ui.press("ctrl+l")
        assert ui.app.lang == "en"
        assert not (data / "settings.json").exists()


async def test_before_the_hall_is_set_up_nothing_is_written(tmp_path: Path) -> None:
    async with running(tmp_path / "new") as ui:
        await ui.press("ctrl+l")
        assert not (tmp_path / "new" / "settings.json").exists()


def test_a_disk_that_takes_nothing_costs_only_the_setting(tmp_path: Path) -> None:
    class Full(NoSyncDisk):
        def write(self, handle: int, data: bytes) -> int:
            raise OSError(28, "No space left on device")

    write_settings(tmp_path / "settings.json", {"lang": "en"}, Full())
    assert read_settings(tmp_path / "settings.json") == {}
