"""Small windows, pasted floods, odd characters, poor terminals, signals: sense on screen, nothing lost."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from dutyterm.journal.reading import read_bytes
from dutyterm.journal.verify import verify_paths
from tests.e2e.kit import REAL_TERMINAL, launcher, make_hall, morning, open_at, sign_in
from tests.e2e.terminal import ROOT, Terminal

pytestmark = REAL_TERMINAL


@pytest.fixture
def data(tmp_path: Path) -> Path:
    make_hall(tmp_path / "hall")
    return tmp_path / "hall"


@pytest.fixture
def terminal(data: Path) -> Iterator[Terminal]:
    """The program in a window of 80x24 with the duty manager at the board."""
    with open_at(data, morning()) as made:
        sign_in(made).wait("OPN-01").settle()
        yield made
        assert "Traceback" not in made.raw


def write_a_note(terminal: Terminal) -> None:
    """A note on equipment, as far as its text."""
    terminal.press("+", "2", "1", "Space", "0")
    terminal.wait("内容")


def notes(data: Path) -> list[str]:
    """What was written, as it stands on disk."""
    (path,) = (data / "shifts").rglob("*.duty")
    documents = read_bytes(path.read_bytes()).documents.values()
    return [d["body"]["text"] for d in documents if d["kind"] == "entry.written"]


def test_ten_thousand_pasted_characters_are_refused_with_the_number_and_kept(
    terminal: Terminal, data: Path
) -> None:
    write_a_note(terminal)
    terminal.paste("长" * 10_000)
    terminal.wait("长长长").settle().press("Enter")
    terminal.wait("2000")
    assert "长长长" in terminal.text
    assert notes(data) == []
    terminal.press("Esc")
    terminal.press("F3")
    terminal.wait("OPN-01")


def test_odd_characters_leave_the_words_and_a_frame_that_still_fits(terminal: Terminal, data: Path) -> None:
    """Emoji, right-to-left marks, control characters, escape sequences, an ID number in full-width digits."""
    write_a_note(terminal)
    terminal.paste("打印机🙂\u202e坏\u200f了\x07 １３８１２３４５６７８ \x1b[31m红\u0301")
    terminal.wait("坏").settle().press("Enter")
    terminal.wait(lambda _: notes(data))
    (text,) = notes(data)
    assert "打印机" in text
    assert "12345678" not in unicodedata.normalize("NFKC", text)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in text)
    terminal.press("F6")
    terminal.wait("打印机").settle()
    assert all(cell_len(row) <= 80 for row in terminal.lines)


def test_digits_of_an_input_method_answer_like_those_of_the_pad(terminal: Terminal) -> None:
    terminal.press("F3")
    terminal.wait(">[ ] OPN-01")
    terminal.send("１")
    terminal.wait("[x] OPN-01")


def test_bad_values_are_refused_in_words_and_stay_in_the_field(terminal: Terminal) -> None:
    terminal.press("F3", *["Tab"] * 8)
    for _ in range(30):
        if ">[ ] OPN-07" in terminal.text:
            break
        terminal.press("Tab")
    for key in "99999999999999":
        terminal.press_blindly(key)
    terminal.settle().press("Enter")
    terminal.wait("范围")
    assert "99999999" in terminal.text


def test_a_window_of_40x10_shows_where_one_is_and_answers(data: Path) -> None:
    with open_at(data, morning(), columns=40, rows=10) as terminal:
        terminal.wait("登录")
        for key in ("2", *"593026", "Enter"):
            terminal.press_blindly(key)
        terminal.wait("OPN-01").settle().press("F3")
        terminal.wait(">[ ] OPN-01").settle().press("1")
        terminal.wait("[x] OPN-01").settle().press("F9")
        terminal.wait("停电")
        assert all(cell_len(row) <= 40 for row in terminal.lines)
        assert "Traceback" not in terminal.raw


def test_a_window_that_is_dragged_while_typing_keeps_the_words(terminal: Terminal, data: Path) -> None:
    write_a_note(terminal)
    for n, (columns, rows) in enumerate([(40, 10), (120, 40), (79, 23), (20, 5), (200, 60), (80, 24)]):
        terminal.send("一二三四五六"[n])
        terminal.resize(columns, rows).settle()
    terminal.wait("一二三四五六").press("Enter")
    terminal.wait(lambda _: notes(data) == ["一二三四五六"])


def test_f9_comes_over_half_typed_words_and_leaves_them(terminal: Terminal) -> None:
    write_a_note(terminal)
    terminal.send("还没写完")
    terminal.settle().press("F9", "F9")
    terminal.wait("停电").press("1")
    terminal.wait("PWR").press("Esc", "Esc")
    terminal.wait("还没写完")


@pytest.mark.parametrize("term", ["xterm", "xterm-16color", "screen", "vt100", "linux"])
def test_a_poor_terminal_shows_the_same_words(data: Path, term: str) -> None:
    with open_at(data, morning(), TERM=term) as terminal:
        sign_in(terminal).wait("OPN-01").settle().press("F3")
        terminal.wait(">[ ] OPN-01").settle().press("1")
        terminal.wait("[x] OPN-01")
        assert "Traceback" not in terminal.raw


def test_no_color_sends_no_colour(data: Path) -> None:
    with open_at(data, morning(), NO_COLOR="1") as terminal:
        sign_in(terminal).wait("OPN-01").settle().press("F3")
        terminal.wait(">[ ] OPN-01").settle().press("1", "F9")
        terminal.wait("停电")
        sent = {code for found in re.findall(r"\x1b\[([0-9;]*)m", terminal.raw) for code in found.split(";")}
    assert not {c for c in sent if c in ("38", "48") or re.fullmatch(r"[349][0-7]|10[0-7]", c)}


def test_ascii_draws_nothing_but_ascii_and_words(data: Path) -> None:
    with open_at(data, morning(), "--ascii", "--lang", "en") as terminal:
        sign_in(terminal).wait("OPN-01").settle().press("F3")
        terminal.wait(">[ ] OPN-01").settle().press("*")
        terminal.settle()
        drawn = {c for c in terminal.text if not c.isascii()}
    assert all(unicodedata.category(c).startswith(("L", "P")) for c in drawn), drawn


def test_sigterm_gives_the_terminal_back_as_it_was(terminal: Terminal, data: Path) -> None:
    write_a_note(terminal)
    terminal.send("半句")
    terminal.settle()
    assert terminal.terminate() == 128 + 15
    assert terminal.modes() == terminal.before
    assert terminal.raw.rfind("\x1b[?1049l") > terminal.raw.rfind("\x1b[?1049h")
    assert terminal.raw.rfind("\x1b[?25h") > terminal.raw.rfind("\x1b[?25l")
    assert verify_paths([data]).sound


def test_a_closed_window_ends_the_program_and_loses_nothing(terminal: Terminal, data: Path) -> None:
    terminal.press("F3", "1")
    terminal.wait("[x] OPN-01")
    terminal.program.send_signal(1)  # SIGHUP
    assert terminal.wait_end() == 128 + 1
    assert verify_paths([data]).sound


def test_a_terminal_that_vanishes_without_a_hang_up_ends_the_program_too(data: Path) -> None:
    """A window of another session, or a lost connection: nobody sends SIGHUP, and reading just stops."""
    import pty

    master, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, *launcher(morning()), "--data", str(data)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,  # not its controlling terminal: no signal comes
    )
    try:
        os.close(theirs)
        seen = b""
        while "王敏".encode() not in seen:
            seen += os.read(master, 65_536)
        os.close(master)
        assert program.wait(timeout=60) == 129
    finally:
        program.kill()
        program.wait()
    assert verify_paths([data]).sound


def test_a_program_that_was_stopped_and_let_go_again_reads_every_key_once(
    terminal: Terminal, data: Path
) -> None:
    """By a debugger or a supervisor, who do not ask it to give the terminal back before."""
    write_a_note(terminal)
    for _ in range(3):
        terminal.program.send_signal(signal.SIGSTOP)
        terminal.send("营业厅")
        terminal.program.send_signal(signal.SIGCONT)
    for sign in "一二三四五六七八九十" * 10:
        terminal.send(sign)
    terminal.wait("十").settle().press("Enter")
    terminal.wait(lambda _: notes(data))
    assert notes(data) == ["营业厅" * 3 + "一二三四五六七八九十" * 10]
    assert terminal.terminate() == 128 + 15
    assert terminal.modes() == terminal.before


def test_a_second_program_only_looks_and_says_who_writes(terminal: Terminal, data: Path) -> None:
    with open_at(data, morning()) as second:
        second.wait(str(terminal.program.pid))
        sign_in(second).settle().press("F3")
        second.wait("OPN-01").settle().press("1")
        second.settle()
        assert "[x] OPN-01" not in second.text
    terminal.press("F3", "1")
    terminal.wait("[x] OPN-01")


def test_without_a_terminal_there_is_one_line_and_exit_2(data: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "dutyterm", "--data", str(data)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="limits of another process are a thing of Linux")
def test_a_disk_that_takes_nothing_more_says_not_saved_keeps_the_words_and_goes_on(
    terminal: Terminal, data: Path
) -> None:
    """The real write fails: the program may not make any file longer than this one is now."""
    import resource

    (path,) = (data / "shifts").rglob("*.duty")
    write_a_note(terminal)
    terminal.send("磁盘满时写的话")
    terminal.settle()
    size = path.stat().st_size
    full, free = (size, resource.RLIM_INFINITY), (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    resource.prlimit(terminal.program.pid, resource.RLIMIT_FSIZE, full)
    terminal.press("Enter")
    terminal.wait(re.compile("未写盘|未保存"))
    assert "磁盘满时写的话" in terminal.text
    assert notes(data) == []
    resource.prlimit(terminal.program.pid, resource.RLIMIT_FSIZE, free)
    terminal.press("Enter")
    terminal.wait(lambda _: notes(data) == ["磁盘满时写的话"])
    assert verify_paths([data]).sound
