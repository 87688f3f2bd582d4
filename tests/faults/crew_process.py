"""A crew in a process of its own, for tests that kill it: records until it is stopped, and says what is safe.

`python crew_process.py FILE HOW_MANY`: opens or creates the journal; prints `ok <id>` after each confirmed
record and `not saved <id>` when one was refused (then it opens the journal again and looks for the record).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dutyterm.journal.disk import RealDisk
from dutyterm.journal.errors import JournalUnborn, NotOpened, NotSaved
from dutyterm.journal.journal import Journal
from tests.journal.kit import a_head, a_record


def say(*words: object) -> None:
    """One line to the parent, in one write: a kill never leaves half of one."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def start(path: Path, disk: RealDisk) -> Journal:
    """The journal, open."""
    try:
        return Journal.open(path, disk)
    except (NotOpened, JournalUnborn):
        return Journal.create(path, a_head(), disk)


def main(path: Path, many: int) -> int:
    """Exit code 0 when everything wanted was recorded."""
    disk = RealDisk()
    journal: Journal | None = None
    failures = 0
    number = 0
    while number < many:
        try:
            journal = journal if journal is not None and not journal.closed else start(path, disk)
            ((id, _),) = journal.append([a_record(number, "客户" * (number % 60))])
            say("ok", id)
            number += 1
        except (NotSaved, NotOpened) as error:
            say("not", "saved", number)
            failures += 1
            if failures > 20:
                return 3
            if isinstance(error, NotSaved) and error.documents:
                try:
                    journal = Journal.open(path, disk)
                except (NotOpened, NotSaved):
                    continue
                if there := journal.written(error):
                    say("ok", there[0][0])
                    number += 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
