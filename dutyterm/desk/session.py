"""One session: open journals, folded state, who is signed in; and the one way in which a wish is done."""

from __future__ import annotations

import asyncio
import errno
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from dutyterm.desk.drafts import Drafts
from dutyterm.desk.files import turned
from dutyterm.desk.held_manuals import Manuals
from dutyterm.desk.outcome import Done, Notice, NotSaved, Outcome
from dutyterm.desk.refusals import CANNOT_OPEN, DISK_FULL, NO_HALL, NO_SHIFT, SIGN_IN
from dutyterm.hall.credentials import Credentials
from dutyterm.hall.device import Device
from dutyterm.hall.layout import Layout
from dutyterm.hall.permissions import WORK, Act, refusal
from dutyterm.hall.state import HallState
from dutyterm.hall.state import fold as fold_hall
from dutyterm.i18n import Text
from dutyterm.journal.disk import Disk
from dutyterm.journal.errors import JournalError, NotStorable
from dutyterm.journal.errors import NotSaved as WriteFailed
from dutyterm.journal.lock import WriterLock
from dutyterm.journal.reserve import Reserve
from dutyterm.model.people import Person
from dutyterm.model.record import Event, Record
from dutyterm.model.refusal import Refusal
from dutyterm.shift.families import FAMILIES
from dutyterm.shift.past import Past
from dutyterm.shift.shift import Scene, Shift, empty, fold

if TYPE_CHECKING:
    from datetime import datetime

    from dutyterm.desk.clock import Clock
    from dutyterm.desk.ledger import Ledger
    from dutyterm.hall.vault import Vault
    from dutyterm.manual.schema import Manual
    from dutyterm.shift import life

Rule = Callable[[Scene], "list[Event] | Refusal"]
"""A rule with its wish already bound: it decides from the scene alone."""

HallRule = Callable[[HallState], "list[Event] | Refusal"]

T = TypeVar("T")


@dataclass
class Session(Manuals):
    """Everything that one running program knows. Screens read it; only the modules of `desk` change it."""

    layout: Layout
    disk: Disk
    clock: Clock
    device: Device | None = None
    credentials: Credentials | None = None
    drafts: Drafts = field(default_factory=Drafts)
    vault: Vault | None = None
    """See `the_vault`."""
    lock: WriterLock | None = None
    reserve: Reserve | None = None
    hall: HallState = field(default_factory=HallState)
    hall_ledger: Ledger | None = None
    shift: Shift = field(default_factory=lambda: empty(FAMILIES))
    shift_ledger: Ledger | None = None
    records: tuple[Record, ...] = ()
    """All records of the open shift, in order."""
    past: Past = field(default_factory=Past)
    who: Person | None = None
    locked: bool = False
    read_only: Text | None = None
    """Why this program only looks; None = it writes."""
    elsewhere: bool = False
    """Another PC writes for this hall: `read_only` says so, and the hall manager may move the hall here."""
    not_saved: Text | None = None
    """Set while the last write failed."""
    notices: tuple[Notice, ...] = ()
    left_at: datetime | None = None
    """When the open shift was last written to before this start."""
    at_once: bool = False
    """Nothing else runs yet: what blocks is done right here, and the writer's thread is not begun."""
    clock_said: life.ClockSet | None = None
    """What somebody said of the PC's clock; every shift that is opened from now on begins with it."""

    def __post_init__(self) -> None:
        self._lock = asyncio.Lock()
        self._making = threading.Lock()
        # one worker thread: writes are in order, and the screen goes on while the disk is slow
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._listeners: list[Callable[[], None]] = []
        self._running: set[asyncio.Task[Any]] = set()
        super().__init__()

    # --- looking ---------------------------------------------------------------------------------

    @property
    def has_open_shift(self) -> bool:
        """Is a shift open? A program that only looks shows it too; `read_only` says whether it may write."""
        return self._opened is not None

    @property
    def _opened(self) -> life.ShiftOpened | None:
        if self.shift.last is None:
            return None  # no record, no shift: between two shifts nothing of it is imported
        from dutyterm.shift import life

        return life.of(self.shift).opened

    @property
    def outside(self) -> bool:
        """Is the open shift one outside the plan, opened for a note on an emergency card (N31)?"""
        return self._opened is not None and self._opened.sort == "outside"

    @property
    def last_saved(self) -> Record | None:
        """The last record of the open shift, for the foot of every page."""
        return self.shift.last

    def manual_version(self, content_hash: str) -> Manual | None:
        """A kept version of the manual; None when it is not here or cannot be read."""
        from dutyterm.manual.versions import load_version

        if content_hash == self.manual_hash:
            return self.manual
        found = load_version(self.layout.root, content_hash)
        return None if isinstance(found, tuple) else found

    def scene(self, now: datetime | None = None) -> Scene:
        """What rules and pure views look at."""
        return Scene(self.shift, self.manual, now or self.clock.now(), self.who, self.past)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Calls back after every change; returns what ends it."""
        self._listeners.append(callback)

        def end() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return end

    def publish(self) -> None:
        """Tells everybody that something changed."""
        for callback in tuple(self._listeners):
            callback()

    def may(self, act: Act) -> Refusal | None:
        """None when the person signed in may do it: by role, and after taking over what was handed over."""
        if self.who is None:
            return SIGN_IN
        refused = refusal(self.who.role, act)
        if refused is None and act in WORK:
            from dutyterm.shift.handover.standing import gate

            return gate(self.shift, self.who)
        return refused

    def the_vault(self) -> Vault:
        """Where full numbers of customers lie; its file is made by the first one."""
        from dutyterm.hall.vault import Vault

        with self._making:  # the thread that keeps drafts may ask at the same time; there is only ever one
            if self.vault is None:
                self.vault = Vault(self.layout.vault, self.disk)
            return self.vault

    def find_drafts(self) -> None:
        """Half-typed words as they were left on this PC, numbers of customers among them."""
        there = self.disk.exists(self.layout.vault)
        self.drafts = Drafts(self.layout.drafts, self.disk, private=self.the_vault, private_there=there)

    # --- doing -----------------------------------------------------------------------------------

    async def queued(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Runs one wish whole: after every earlier one, and to its end even if who asked goes away."""

        async def alone() -> T:
            async with self._lock:
                return await work()

        task = asyncio.get_running_loop().create_task(alone())
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def wish(self, rule: Rule, act: Act | None = None) -> Outcome:
        """A wish about the open shift: rule, journal, fold, publish."""
        return await self.queued(lambda: self.do(rule, act))

    async def do(self, rule: Rule, act: Act | None = None) -> Outcome:
        """As `wish`, for a caller that already holds the queue."""
        return await self._do(lambda now: rule(self.scene(now)), act)

    async def put(self, events: list[Event]) -> Outcome:
        """Writes what happened and no rule decides: that the program started. The manual is not looked at."""
        return await self.queued(lambda: self._do(lambda _: events, None))

    async def _do(self, decide: Callable[[datetime], list[Event] | Refusal], act: Act | None) -> Outcome:
        refused = self._cannot_write() or (self.may(act) if act is not None else None)
        if refused is not None:
            return refused
        if self.shift_ledger is None:
            return NO_SHIFT
        opened = await self._reopened(self.shift_ledger)
        if opened is not None:
            return opened
        now = self.clock.now()
        found = decide(now)
        if isinstance(found, Refusal):
            return found
        return await self._write_shift(found, now)

    async def _write_shift(self, events: list[Event], now: datetime) -> Outcome:
        ledger = self.shift_ledger
        if ledger is None:
            return NO_SHIFT
        last = self.shift.last
        if last is not None and now < last.at:
            from dutyterm.shift import life

            back = int((last.at - now).total_seconds() * 1000)
            events = [Event(life.ClockMoved(back_ms=back), None), *events]
        written = await self._append(ledger, events, now)
        if isinstance(written, Done):
            self._take(written.records)
            self.publish()
        return written

    def _take(self, records: tuple[Record, ...]) -> None:
        for record in records:
            self.shift = fold(self.shift, record)
        self.records = (*self.records, *records)

    async def wish_hall(self, rule: HallRule, act: Act | None = None) -> Outcome:
        """A wish about the hall's own affairs."""
        return await self.queued(lambda: self.do_hall(rule, act))

    async def do_hall(self, rule: HallRule, act: Act | None = None) -> Outcome:
        """As `wish_hall`, for a caller that already holds the queue."""
        refused = self._cannot_write() or (self.may(act) if act is not None else None)
        if refused is not None:
            return refused
        ledger = self.hall_ledger
        if ledger is None:
            return NO_HALL
        opened = await self._reopened(ledger)
        if opened is not None:
            return opened
        found = rule(self.hall)
        if isinstance(found, Refusal):
            return found
        written = await self._append(ledger, found, self.clock.now())
        if isinstance(written, Done):
            for record in written.records:
                self.hall = fold_hall(self.hall, record)
            await self._turn_hall(ledger)
            self.publish()
        return written

    async def _turn_hall(self, ledger: Ledger) -> None:
        """Closes a segment of the hall journal that has grown too long, and begins the next."""
        device, profile = self.device, self.hall.profile
        if device is None or profile is None:
            return
        try:
            self.hall_ledger = await self.in_writer(
                lambda: turned(self.layout, self.disk, ledger, profile.id, device, self.clock)
            )
        except (JournalError, OSError):
            # what was asked is on disk; the next start begins the new segment
            ledger.usable = False

    def _cannot_write(self) -> Refusal | None:
        if self.read_only is not None:
            return Refusal("read_only", self.read_only)
        return None

    @property
    def idle(self) -> bool:
        """Is no wish under way?"""
        return not self._running

    async def in_writer(self, work: Callable[[], T]) -> T:
        """Runs something that blocks in the one writer thread."""
        if self.at_once:
            return work()
        return await asyncio.get_running_loop().run_in_executor(self._writer, work)

    async def _append(self, ledger: Ledger, events: list[Event], now: datetime) -> Outcome:
        mono = self.clock.mono_ms()
        documents = [event.document(now, mono) for event in events]
        try:
            records = await self.in_writer(lambda: ledger.append(documents))
        except NotStorable as error:
            return Refusal("not_storable", error.text)
        except WriteFailed as error:
            return await self._after_failure(ledger, error)
        except JournalError as error:
            return self.failed(error.text)
        self.not_saved = None
        return Done(records)

    async def _after_failure(self, ledger: Ledger, error: WriteFailed) -> Outcome:
        """The write failed. What the file really holds decides; fsync is never tried again."""
        text = await self.text_of_failure(error)
        try:
            there = await self.in_writer(lambda: ledger.reopen(error))
        except (JournalError, OSError):
            return self.failed(text)
        if there:
            self.not_saved = None
            return Done(there)
        return self.failed(text)

    async def text_of_failure(self, error: JournalError) -> Text:
        """What is said of a failed write; a full disk is given the reserve, so that the shift can go on."""
        cause = getattr(error, "cause", None)
        full = getattr(cause, "errno", None) in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
        if full and self.reserve is not None and await self.in_writer(self.reserve.release):
            return DISK_FULL
        return error.text

    def failed(self, text: Text) -> NotSaved:
        """Remembers that the last write failed, and tells everybody."""
        self.not_saved = text
        self.publish()
        return NotSaved(text)

    async def _reopened(self, ledger: Ledger) -> NotSaved | None:
        """Opens a journal again that closed itself after a failed write."""
        if ledger.usable:
            return None
        try:
            await self.in_writer(lambda: ledger.reopen(None))
        except JournalError as error:
            return self.failed(error.text)
        except OSError as error:
            return self.failed(CANNOT_OPEN.fill(why=error.strerror))
        return None

    async def close(self) -> None:
        """Lets everything under way finish, then closes the journals and frees the lock."""
        while self._running:
            await asyncio.gather(*tuple(self._running), return_exceptions=True)
        await self.in_writer(self._close_files)
        self._writer.shutdown(wait=True)

    def _close_files(self) -> None:
        self.drafts.flush()
        for ledger in (self.shift_ledger, self.hall_ledger):
            if ledger is not None:
                ledger.close()
        if self.lock is not None:
            self.lock.release()
