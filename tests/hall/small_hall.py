"""A small hall with a cheap hash, and a helper that writes events as records."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dutyterm.hall.credentials import CHEAP, Credentials
from dutyterm.hall.demo import DEMO_PEOPLE, demo_profile
from dutyterm.hall.facts import HALL_KINDS
from dutyterm.hall.founding import Founded, Founding, NewPerson, found
from dutyterm.hall.state import HallState, fold_all
from dutyterm.journal.disk import Disk
from dutyterm.model.record import Event

START = datetime(2026, 11, 22, 7, 48, tzinfo=ZoneInfo("Asia/Shanghai"))


class SmallHall:
    """The demo hall's journal in memory: events are lowered to documents and read back before they count."""

    def __init__(self, path: Path, disk: Disk | None = None) -> None:
        self.credentials = Credentials(path, disk)
        self.now = START
        self.state = HallState()
        self.documents: list[dict[str, object]] = []
        people = tuple(NewPerson(p.number, p.name, p.role, p.posts) for p in DEMO_PEOPLE)
        founded = found(
            Founding(demo_profile(), people, tuple(p.pin for p in DEMO_PEOPLE)),
            self.credentials,
            "k3f9q2",
            "00" * 32,
            START,
            CHEAP,
        )
        assert isinstance(founded, Founded)
        self.recovery_code = founded.recovery_code
        self.write(founded.events)

    def write(self, events: Sequence[Event]) -> None:
        """Appends, through the form in which documents are stored."""
        for event in events:
            self.documents.append(event.document(self.now, 0))
        records = [HALL_KINDS.read(n, d) for n, d in enumerate(self.documents)]
        assert all(record.fact is not None for record in records)
        self.state = fold_all(records)

    def wait(self, **time: int) -> None:
        """Lets time pass."""
        self.now += timedelta(**time)

    def id(self, name: str) -> str:
        """The permanent id of a person of the demo hall."""
        return next(p.id for p in self.state.people.values() if p.name == name)

    def pin(self, name: str) -> str:
        """The PIN that the demo prints."""
        return next(p.pin for p in DEMO_PEOPLE if p.name == name)
