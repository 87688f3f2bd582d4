"""Opening the house: lock, hall, manual, the shift that was open; and what must be told about it."""

from __future__ import annotations

from typing import Literal

from dutyterm.desk.clock import Clock, SystemClock
from dutyterm.desk.files import read_hall_journal
from dutyterm.desk.resume import resume_shift, tell
from dutyterm.desk.session import Session
from dutyterm.hall.credentials import Credentials
from dutyterm.hall.device import DeviceKeyDamaged, load_device
from dutyterm.hall.layout import Layout
from dutyterm.hall.state import fold_all
from dutyterm.i18n import Text, joined, same
from dutyterm.journal.disk import Disk, RealDisk
from dutyterm.journal.errors import JournalError
from dutyterm.journal.lock import WriterLock
from dutyterm.journal.reserve import Reserve
from dutyterm.manual.later import label_of
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.manual.versions import choose
from dutyterm.options import Options
from dutyterm.values import dataclass

State = Literal["new", "ready", "locked_out", "unusable"]


@dataclass(frozen=True)
class House:
    """What was found in a data directory."""

    state: State
    """new: no hall yet, the wizard makes one. locked_out: the PIN file is gone, the recovery code helps.
    unusable: not even looking is possible; `message` says why."""
    session: Session | None
    message: Text | None = None


async def open_house(
    options: Options,
    *,
    clock: Clock | None = None,
    disk: Disk | None = None,
    resume: bool = True,
    at_once: bool = False,
) -> House:
    """Opens a data directory, whatever state it is in. Never raises for what lies on the disk.

    Without `resume` the shifts are left alone: for who changes the hall's own affairs only. `at_once` is for
    who shows nothing yet and so keeps nobody waiting: no two threads take turns (5 ms, 0.4 MiB).
    """
    clock, disk = clock or SystemClock(), disk or RealDisk()
    session = Session(layout=Layout(options.data), disk=disk, clock=clock, at_once=at_once)
    try:
        return await _opened(session, options, resume)
    finally:
        session.at_once = False


async def _opened(session: Session, options: Options, resume: bool) -> House:
    layout, disk = session.layout, session.disk
    _take_lock(session, options)
    try:
        found = await session.in_writer(lambda: _read_hall(session))
        manual = await session.in_writer(lambda: _choose_manual(session))
    except (JournalError, OSError, DeviceKeyDamaged) as error:
        text = error.text if isinstance(error, JournalError | DeviceKeyDamaged) else _os_text(error)
        await session.close()
        return House("unusable", None, text)
    if not manual:
        await session.close()
        return House("unusable", None, _NO_MANUAL)
    if not found:
        return _new(session)
    session.credentials = Credentials(layout.credentials)
    if session.read_only is None:
        session.find_drafts()
        session.drafts.newest = lambda: session.records[-1].id if session.records else 0
        session.reserve = Reserve(layout.root, disk)
        if disk.exists(layout.pin_slips):
            from dutyterm.desk.pin_slips import tidy

            await session.in_writer(lambda: tidy(session))
        if not await session.in_writer(session.reserve.restore):
            tell(session, "space", _NO_SPACE)
    if resume:
        await resume_shift(session)
    if session.read_only is None and _has_numbers(session):
        from dutyterm.desk.vault import tidy_now

        await session.queued(lambda: tidy_now(session))
    _warn_of_credentials(session)
    missing = not session.credentials.exists
    return House("locked_out" if missing else "ready", session)


def _has_numbers(session: Session) -> bool:
    """Does a vault lie here, or what a kill left of one? Most halls have none, and pay nothing for it."""
    try:
        names = session.disk.list(session.layout.root)
    except OSError:
        return False
    return any(name.lstrip(".").startswith(session.layout.vault.stem) for name in names)


_NO_MANUAL = Text("找不到默认手册,请重新安装。", "The default manual is missing; install again.")

_NEWER = Text("有新版手册 {v},厅经理启用后生效。", "A newer manual {v} waits for the hall manager.")
_ADDED = Text(
    "本厅对手册的增改还没有生效,等厅经理启用(菜单「手册」)。",
    "The hall's additions to the manual wait for the hall manager (menu, Manual).",
)
_NO_SPACE = Text(
    "磁盘空间不足: 备用空间(1 MB)留不出来,请清理磁盘。",
    "The disk is nearly full: the reserve of 1 MB cannot be kept; please free some space.",
)


_HALL_CUT = Text(
    "人员、PIN 或手册的上一次变更写盘中断,没有记下;请核对后重做。",
    "The last change of people, PINs or the manual was cut off and is not saved; check and do it again.",
)

_HALL_LOST = Text(
    "营业厅资料读不出来: {what}请从备份恢复 hall 文件夹;不会另建新厅。",
    "The hall's own journal cannot be read: {what} Restore the folder hall from a backup; none is made anew.",
)


def _os_text(error: Exception) -> Text:
    why = getattr(error, "strerror", None) or str(error)
    return Text("数据目录打不开: {why}。", "The data directory cannot be opened: {why}.").fill(why=why)


def _take_lock(session: Session, options: Options) -> None:
    if options.read_only:
        session.read_only = Text("只读方式打开(--read-only)。", "Opened to look only (--read-only).")
        return
    lock = WriterLock(session.layout.root, session.disk)
    if lock.acquire(session.clock.now()):
        session.lock = lock
        return
    if lock.problem is not None:
        session.read_only = Text(
            "数据目录不能写({why}),现在只读。", "The data directory cannot be written ({why}); looking only."
        ).fill(why=lock.problem.strerror or str(lock.problem))
        return
    session.read_only = Text("只读: {who}。", "Looking only: {who}.").fill(who=lock.holder())


def _read_hall(session: Session) -> bool:
    """Reads device and hall journal; False when no hall was set up here yet."""
    layout, disk = session.layout, session.disk
    if not disk.exists(layout.hall) or not any(n.endswith(".duty") for n in disk.list(layout.hall)):
        return False
    # a program that only looks leaves no trace, and a copy of the data has no key of its own
    if session.read_only is None or disk.exists(layout.device_key):
        session.device = load_device(layout.device_key, disk)
    found = read_hall_journal(layout, disk, session.device, session.clock, writing=session.read_only is None)
    if found.problem is not None and session.read_only is None:
        session.read_only = found.problem
    session.hall_ledger = found.ledger
    session.hall = fold_all(found.records)
    for damage in found.damaged:
        tell(session, "damaged", damage)
    if session.hall.profile is None:
        if found.damaged or disk.exists(layout.shifts):
            raise JournalError(_HALL_LOST.fill(what=found.damaged[0] if found.damaged else same("")))
        return False
    recovered = found.ledger.journal.recovered if found.ledger is not None else None
    if recovered is not None and recovered.kind == "marked":
        tell(session, "cut", _HALL_CUT)
    session.clock.set_zone(session.hall.profile.zone)
    if (
        session.hall.device is not None
        and session.device is not None
        and session.hall.device != session.device.id
        and session.read_only is None
    ):
        session.elsewhere = True
        session.read_only = Text(
            "只读: 这台电脑不是本厅的记录电脑({device} 是)。厅经理可在菜单「换机」登记本机。",
            "Looking only: another PC ({device}) writes for the hall. Its manager can move it (menu: Move).",
        ).fill(device=session.hall.device)
    return True


def _new(session: Session) -> House:
    if session.read_only is not None:
        return House(
            "unusable",
            session,
            Text(
                "这里还没有营业厅,只读方式不能新建。",
                "There is no hall here yet, and looking only cannot make one.",
            ),
        )
    return House("new", session)


def _choose_manual(session: Session) -> bool:
    """The manual that the hall activated, in a new hall the shipped one; False when there is none at all."""
    active = session.hall.manual.content if session.hall.manual is not None else None
    layout = session.layout
    # in a new hall nothing is kept yet: founding it does that
    write = session.read_only is None and session.hall.profile is not None
    try:
        chosen = choose(active, shipped_manual_dir(), layout.additions, layout.root, write=write)
    except FileNotFoundError:
        return False
    if chosen.found is None:
        return False
    session.manual = session.active_manual = chosen.found
    if session.hall.profile is None:
        return True
    if chosen.newer is not None:
        session.waiting_manual = chosen.newer
        label = label_of(chosen.newer)
        own = label == label_of(chosen.found)  # only what the hall adds is new
        tell(session, "manual_waiting", _ADDED if own else _NEWER.fill(v=label))
    if chosen.problems:
        lines = joined(same("\n"), [problem.shown() for problem in chosen.problems])
        tell(
            session, "manual",
            Text("手册有 {n} 处错,仍用旧版。", "The manual has {n} faults; the last good one is used.").fill(
                n=len(chosen.problems)
            ),
            lines,
        )  # fmt: skip
    return True


def _warn_of_credentials(session: Session) -> None:
    credentials, hall = session.credentials, session.hall
    if credentials is None or not credentials.exists:
        tell(
            session, "credentials",
            Text(
                "PIN 文件不见了: 谁也不能登录。厅经理用恢复码设新 PIN。F9 照常可用。",
                "The PIN file is gone: nobody can sign in. The recovery code gives a hall manager a new PIN.",
            ),
        )  # fmt: skip
        return
    try:
        replaced = [
            person.name
            for person in hall.roster
            if (known := hall.credentials.get(person.id)) is not None
            and all(entry.mark != known.entry for entry in credentials.entries(person.id))
        ]
    except (JournalError, OSError) as error:
        tell(session, "credentials", error.text if isinstance(error, JournalError) else _os_text(error))
        return
    if replaced:
        tell(
            session, "credentials",
            Text(
                "PIN 条目被替换或丢失: {who}。这些人不能签名,请另一位经理重置并查明。",
                "PIN entries were replaced or lost: {who}. They cannot sign until reset by another.",
            ).fill(who=", ".join(replaced)),
        )  # fmt: skip
