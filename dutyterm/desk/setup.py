"""Founding a hall: the wizard's answers become the first records of its journal."""

from __future__ import annotations

from dutyterm.desk import people
from dutyterm.desk.files import hall_head, next_segment
from dutyterm.desk.house import House
from dutyterm.desk.outcome import Done, NotSaved
from dutyterm.desk.session import Session
from dutyterm.hall.credentials import Cost, Credentials
from dutyterm.hall.device import DeviceKeyDamaged, load_device
from dutyterm.hall.facts import ManualActivated
from dutyterm.hall.founding import Founded, Founding, OneUse, found
from dutyterm.i18n import Text
from dutyterm.journal.errors import JournalError
from dutyterm.journal.reserve import Reserve
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.manual.versions import keep
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.values import dataclass


@dataclass(frozen=True)
class NewHall:
    """A hall that exists now."""

    session: Session
    recovery_code: str
    """Shown once, to be written on paper."""
    handed_out: tuple[OneUse, ...] = ()
    """PINs for one use, shown once, to be given to each person."""


async def found_hall(
    house: House, founding: Founding, cost: Cost | None = None
) -> NewHall | Refusal | NotSaved:
    """Makes the hall and its first hall manager, who is signed in afterwards.

    `cost` is what its PINs cost to try; None = `people.COST`. A made-up hall takes less.
    """
    session = house.session
    if session is None or house.state != "new":
        return Refusal("already_set_up", Text("这里已经有营业厅。", "There is a hall here already."))

    async def work() -> NewHall | Refusal | NotSaved:
        try:
            made = await session.in_writer(lambda: _begin(session, founding, cost or people.COST))
        except (OSError, DeviceKeyDamaged, JournalError) as error:
            return NotSaved(_text(error))
        if isinstance(made, Refusal):
            return made
        manual = session.manual
        activated = ManualActivated(manual=manual.cover.id, version=manual.cover.version, content=manual.hash)
        written = await session.do_hall(lambda _: [*made.events, Event(activated, "p1")])
        if not isinstance(written, Done):
            return written
        session.clock.set_zone(founding.profile.zone)
        session.who = session.hall.people.get("p1")
        session.publish()
        return NewHall(session, made.recovery_code, made.handed_out)

    return await session.queued(work)


def _begin(session: Session, founding: Founding, cost: Cost) -> Founded | Refusal:
    layout, disk = session.layout, session.disk
    disk.mkdir(layout.root)
    device = load_device(layout.device_key, disk)
    credentials = Credentials(layout.credentials)
    made = found(founding, credentials, device.id, device.public_key, session.clock.now(), cost)
    if isinstance(made, Refusal):
        return made
    keep(shipped_manual_dir(), layout.additions, layout.root)
    disk.mkdir(layout.hall)
    head = hall_head(founding.profile.id, device, session.clock, None)
    begun = session.hall_ledger
    # a set-up that was cut off has begun this hall's journal already; one journal has one beginning
    if begun is None or begun.journal.head is None or begun.journal.head.hall != head.hall:
        if begun is not None:
            begun.close()
        session.hall_ledger = next_segment(layout, disk, head)
    session.device = device
    session.credentials = credentials
    session.find_drafts()
    session.reserve = Reserve(layout.root, disk)
    session.reserve.restore()
    return made


def _text(error: Exception) -> Text:
    if isinstance(error, JournalError | DeviceKeyDamaged):
        return error.text
    why = getattr(error, "strerror", None) or str(error)
    return Text("未写盘: {why}。", "NOT SAVED: {why}.").fill(why=why)
