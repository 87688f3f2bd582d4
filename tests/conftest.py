"""What every test stands on: a frozen environment, repeatable examples, and a count of what was skipped."""

from __future__ import annotations

import gc
import os
import time
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings

LONG = os.environ.get("DUTYTERM_FAULTS") == "long"
"""Whether the long form was asked for (`make faults`)."""

# A slow or busy machine is no failure, so nothing here is timed. The usual run tries the same examples
# each time; the long one searches, with a seed that is printed.
settings.register_profile(
    "ci", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "search",
    deadline=None,
    database=None,
    max_examples=2_000,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate, Phase.target, Phase.shrink],
)
settings.load_profile("search" if LONG else "ci")

# The manual and the screens are many small objects that stay: looking through them again and again for what
# can be thrown away takes a tenth of the time and finds nothing.
gc.set_threshold(50_000, 20, 10)
# The program freezes what it has made once it stands. A process of the tests makes hundreds of programs: what
# is frozen of one that is over would never be freed (2.4 GB at the end of a run).
gc.freeze = lambda: None

_KEPT = {"DUTYTERM_FAULTS", "DUTYTERM_SEED"}
_UNSET = ("NO_COLOR", "COLORTERM", "FORCE_COLOR", "LANGUAGE", "LC_CTYPE", "LC_MESSAGES", "COLUMNS", "LINES")


@pytest.fixture(autouse=True, scope="session")
def frozen_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing of the machine leaks in: no settings, language, colours or zone; no test writes at home."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("DUTYTERM_", "TEXTUAL_")) and name not in _KEPT:
                patch.delenv(name)
        for name in _UNSET:
            patch.delenv(name, raising=False)
        home = tmp_path_factory.mktemp("home")
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(home / name.lower()))
        patch.setenv("LANG", "C.UTF-8")
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.setenv("TERM", "xterm-256color")
        # Not a zone of any hall: a test that forgets the hall's zone is found out.
        patch.setenv("TZ", "America/St_Johns")
        _take_zone()
        yield
    _take_zone()


def _take_zone() -> None:
    if hasattr(time, "tzset"):  # not on Windows
        time.tzset()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: who plays a story in a terminal mostly waits for the program."""
    return (os.cpu_count() or 1) + 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was skipped and why: a skipped test proved nothing."""
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    reasons: Counter[str] = Counter()
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason.removeprefix("Skipped: ")] += 1
    terminalreporter.section(f"{len(skipped)} skipped")
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"{count:5}  {reason}")
