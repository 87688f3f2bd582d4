"""What `dutyterm doctor` says of the data directory: hall, lock, clock, manual, device key, PIN entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dutyterm.cli.check import Check
from dutyterm.cli.hall import manual_of, shift_files
from dutyterm.desk.clock import Clock
from dutyterm.hall.credentials import Credentials
from dutyterm.hall.device import DeviceKeyDamaged, load_device
from dutyterm.hall.layout import Layout
from dutyterm.hall.profile_form import missing_figures
from dutyterm.hall.state import HallState
from dutyterm.hall.vault import Vault
from dutyterm.i18n import Text, same
from dutyterm.journal.disk import Disk
from dutyterm.journal.errors import JournalError
from dutyterm.journal.lock import WriterLock
from dutyterm.manual.figures import named_figures
from dutyterm.manual.schema import Manual
from dutyterm.model.figures import figure_name
from dutyterm.review.shelf import newest
from dutyterm.shift import life


def hall_checks(layout: Layout, hall: HallState, clock: Clock, disk: Disk, *, write: bool) -> Iterator[Check]:
    """Everything about the hall in this data directory."""
    if hall.profile is None:
        yield Check("hall", "note", Text("这里还没有营业厅", "there is no hall here yet"))
        yield from _manual(layout, hall)
        return
    yield Check("hall", "ok", same(f"{hall.profile.name} ({hall.profile.id})"))
    clock.set_zone(hall.profile.zone)
    yield from _lock(layout, disk, clock.now(), write=write)
    yield from _shifts(layout, disk, clock.now())
    yield from _manual(layout, hall)
    yield _device(layout, hall, disk)
    yield _credentials(layout, hall)
    yield from _vault(layout, disk)


def _lock(layout: Layout, disk: Disk, now: datetime, *, write: bool) -> Iterator[Check]:
    if not write:
        return
    lock = WriterLock(layout.root, disk)
    if lock.acquire(now):
        lock.release()
        yield Check("lock", "ok", Text("没有程序占用", "no program holds it"))
    elif lock.problem is not None:
        yield Check("lock", "bad", same(lock.problem.strerror or str(lock.problem)))
    else:
        yield Check("lock", "note", lock.holder())


def _shifts(layout: Layout, disk: Disk, now: datetime) -> Iterator[Check]:
    count = sum(1 for _ in shift_files(layout))
    try:
        shelf = newest(disk, layout.shifts, limit=2)
    except OSError as error:
        yield Check("shifts", "bad", same(error.strerror or str(error)))
        return
    if not shelf:
        yield Check("shifts", "note", Text("还没有班次", "no shifts yet"))
        yield Check("clock", "ok", same(now.strftime("%Y-%m-%d %H:%M:%S %Z")))
        return
    state = Text("已封存", "sealed") if shelf[0].seal is not None else Text("未封存", "open")
    words = Text("{n} 班,最近 {id} {state}", "{n} shifts, the newest {id} is {state}")
    yield Check("shifts", "ok", words.fill(n=count, id=shelf[0].head.id, state=state))
    yield _clock(shelf[0].head.at, now)
    if not disk.exists(layout.root / "reserve.bin"):
        yield Check("reserve", "note", Text("没有备用空间(1 MB)", "the reserve of 1 MB is missing"))


def _clock(last: datetime, now: datetime) -> Check:
    shown = now.strftime("%Y-%m-%d %H:%M:%S %Z")
    if life.clock_doubt(last, now) == "back":
        words = Text(
            "{now} 早于最近一班({last}): 请核对时间", "{now} is before the newest shift ({last}): check it"
        )
        return Check("clock", "bad", words.fill(now=shown, last=last.strftime("%Y-%m-%d %H:%M")))
    return Check("clock", "ok", same(shown))


def _manual(layout: Layout, hall: HallState) -> Iterator[Check]:
    try:
        chosen = manual_of(layout, hall)
    except FileNotFoundError as error:
        yield Check("manual", "bad", same(str(error)))
        return
    if chosen.manual is None:
        yield Check("manual", "bad", Text("手册读不出", "the manual cannot be read"))
    else:
        cover = chosen.manual.cover
        yield Check("manual", "ok", same(f"{cover.id} {cover.version} ({chosen.manual.hash[:12]})"))
        yield from _figures(chosen.manual, hall)
        yield from _contacts(chosen.manual, hall)
    if chosen.waiting is not None:
        words = Text("新版 {v} 等厅经理启用", "version {v} waits for the hall manager")
        yield Check("manual.waiting", "note", words.fill(v=chosen.waiting.cover.version))
    for problem in chosen.problems:
        yield Check("manual.fault", "bad", problem.shown())


def _figures(manual: Manual, hall: HallState) -> Iterator[Check]:
    """Figures that limits name and this hall has not set: those limits compare nothing."""
    named = named_figures(manual)
    for name in () if hall.profile is None else missing_figures(hall.profile, tuple(named)):
        words = Text(
            "本厅没设「{what}」({name}),{lines} 没有比对: 在菜单「本厅」或 hall set 设",
            "{what} ({name}) is not set, {lines} compare nothing: set it in the menu, Hall, or by hall set",
        )
        told = words.fill(what=figure_name(name), name=name, lines=", ".join(named[name]))
        yield Check("hall.figure", "note", told)


def _contacts(manual: Manual, hall: HallState) -> Iterator[Check]:
    """Whom the cards call and who has no number yet: on a card there is only room for one."""
    asked = dict.fromkeys(id for card in manual.cards for id in card.calls)
    known = {contact.id: contact for contact in manual.contacts}
    left = [known[id].name for id in asked if id in known and known[id].number is None]
    if hall.profile is None or not left:
        return
    words = Text(
        "应急卡要打、还没有号码的 {n} 处: {names}。写进 additions/contacts.toml",
        "No number yet of {n} that the emergency cards call: {names}. Write them in additions/contacts.toml",
    )
    told = Text("、".join(name.zh for name in left), ", ".join(name.en for name in left))
    yield Check("hall.contacts", "note", words.fill(n=len(left), names=told))


def _device(layout: Layout, hall: HallState, disk: Disk) -> Check:
    if not disk.exists(layout.device_key):
        words = Text("本机没有身份文件(从别处复制的数据?)", "this PC has no identity file (copied data?)")
        return Check("device", "note", words)
    try:
        device = load_device(layout.device_key, disk)
    except DeviceKeyDamaged as error:
        return Check("device", "bad", error.text)
    except OSError as error:
        return Check("device", "bad", same(error.strerror or str(error)))
    if hall.device is not None and hall.device != device.id:
        words = Text(
            "本机 {id} 不是记录电脑({other})", "this PC is {id}; {other} is the one that writes for the hall"
        )
        return Check("device", "note", words.fill(id=device.id, other=hall.device))
    return Check("device", "ok", same(device.id))


def _credentials(layout: Layout, hall: HallState) -> Check:
    credentials = Credentials(layout.credentials)
    if not credentials.exists:
        words = Text(
            "PIN 文件不见了: 厅经理用恢复码登录",
            "the PIN file is gone: a hall manager uses the recovery code",
        )
        return Check("credentials", "bad", words)
    try:
        wrong = [
            person.name
            for person in hall.roster
            if (known := hall.credentials.get(person.id)) is not None
            and all(entry.mark != known.entry for entry in credentials.entries(person.id))
        ]
    except (JournalError, OSError) as error:
        return Check(
            "credentials", "bad", error.text if isinstance(error, JournalError) else same(str(error))
        )
    if wrong:
        words = Text("PIN 条目被替换或丢失: {who}", "PIN entries were replaced or lost: {who}")
        return Check("credentials", "bad", words.fill(who=", ".join(wrong)))
    words = Text("{n} 人有 PIN,共 {all} 人", "{n} of {all} people have a PIN")
    held = sum(person.id in hall.credentials for person in hall.roster)
    return Check("credentials", "ok", words.fill(n=held, all=len(hall.roster)))


def _vault(layout: Layout, disk: Disk) -> Iterator[Check]:
    """Full numbers of customers (N22); nothing is said where none was ever kept."""
    vault = Vault(layout.vault, disk)
    asides = tuple(vault.asides())
    if asides:
        words = Text(
            "有损坏后留存的号码文件 {names}: 到期自动删除", "files of numbers set aside as damaged: {names}"
        )
        yield Check("vault.aside", "note", words.fill(names=", ".join(path.name for path, _ in asides)))
    if not vault.exists:
        return
    try:
        found = vault.check()
    except (JournalError, OSError) as error:
        yield Check("vault", "bad", error.text if isinstance(error, JournalError) else same(str(error)))
        return
    if found.unfit:
        words = Text("{n} 个客户号码与登记时不符", "{n} numbers of customers are not those that were taken")
        yield Check("vault", "bad", words.fill(n=len(found.unfit)))
        return
    words = Text("客户号码 {held} 个,已删 {erased} 个", "{held} numbers of customers, {erased} erased by now")
    yield Check("vault", "ok", words.fill(held=found.held, erased=found.erased))
