"""What money leaves to be done: camera records, missing papers, notes for the bank, receipts (L10, L13)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Literal

from dutyterm.i18n import Text
from dutyterm.model.money import format_fen
from dutyterm.model.record import Event
from dutyterm.shift import open_items
from dutyterm.shift.cash.facts import ValuableCounted
from dutyterm.shift.cash.ladder import Asked
from dutyterm.shift.cash.state import Transfer
from dutyterm.shift.cash.stock import difference
from dutyterm.shift.cash.told import till_name, transfer_name
from dutyterm.shift.shift import Scene

LATEST = time(23, 59)
"""When something of this day is due."""

NOON = time(12)
"""When something of the next day is due (OPN-25; D)."""


def camera(scene: Scene, till: str, asked: Asked) -> list[Event]:
    """The camera's record is to be exported before it is overwritten."""
    if asked.footage_warn is None or asked.footage_until is None:
        return []
    title = _CAMERA.fill(till=till_name(scene, till), day=asked.footage_until)
    return [_opened(scene, title, asked.footage_warn)]


def papers(scene: Scene, till: str, missing: int) -> list[Event]:
    """Papers that are missing although the money is there: their own settlement, never a shortage (M10)."""
    if not missing:
        return []
    return [_opened(scene, _PAPERS.fill(till=till_name(scene, till), n=missing), _tomorrow(scene))]


def note_for_the_bank(scene: Scene, envelope: str) -> list[Event]:
    """An envelope goes to the bank on the next working day (e.5)."""
    return [_opened(scene, _NOTE.fill(envelope=envelope), _tomorrow(scene))]


def note_handed_in(scene: Scene, envelope: str, receipt: str) -> list[Event]:
    """The bank has the envelope: what reminded of it is settled by itself."""
    title = _NOTE.fill(envelope=envelope)
    return [
        Event(open_items.OpenItemClosed(ref=item.ref, result=receipt, by_itself=True), scene.by)
        for item in open_items.of(scene.shift).open()
        if item.title == title
    ]


def lost(scene: Scene, name: Text, made: ValuableCounted) -> list[Event]:
    """Something handed over with the cash is not all there: the hall manager hears of it today (e.6)."""
    title = _lost_title(name, made)
    if any(item.title == title for item in open_items.of(scene.shift).open()):
        return []
    due = datetime.combine(scene.now.date(), LATEST, scene.now.tzinfo)
    fact = open_items.OpenItemOpened(sort="note", title=title, due=due, owner=scene.by)
    return [Event(fact, scene.by)]


def found_again(scene: Scene, name: Text, before: ValuableCounted) -> list[Event]:
    """Counted once more and all there: what was opened for the last count is settled by itself."""
    title = _lost_title(name, before)
    return [
        Event(open_items.OpenItemClosed(ref=item.ref, result="复点相符", by_itself=True), scene.by)
        for item in open_items.of(scene.shift).open()
        if item.title == title
    ]


def _lost_title(name: Text, made: ValuableCounted) -> Text:
    what = Text(f"{name.zh} {made.what}".strip(), f"{name.en} {made.what}".strip())
    if made.gone:
        return _LOST_NAMED.fill(what=what, numbers=" ".join(made.gone))
    return _LOST.fill(what=what, n=difference(made) or -(made.missing + made.gap))


def receipt(scene: Scene, bag: str, ref: str) -> list[Event]:
    """The bank's receipt is to be fetched (OPN-25)."""
    title = _RECEIPT.fill(bag=bag)
    return [_opened(scene, title, _tomorrow(scene), sort="receipt", source=ref)]


def received(scene: Scene, ref: str, result: str) -> list[Event]:
    """The receipt is there: what waited for it is settled by itself."""
    waiting = [item for item in open_items.of(scene.shift).open() if ref and item.source == ref]
    return [
        Event(open_items.OpenItemClosed(ref=item.ref, result=result, by_itself=True), scene.by)
        for item in waiting
    ]


def transfer(scene: Scene, one: Transfer) -> list[Event]:
    """A till was counted although this waits: somebody goes after it (the named way out)."""
    title = _TRANSFER.fill(what=transfer_name(scene, one))
    return [_opened(scene, title, _tomorrow(scene), source=one.ref)]


def report(scene: Scene, till: str, ref: str, pouch: str) -> list[Event]:
    """The closing report that could not be had; the old day is closed before a new one begins (CLS-05)."""
    title = _REPORT.fill(till=till_name(scene, till), pouch=pouch)
    return [_opened(scene, title, _tomorrow(scene), source=ref)]


def box(scene: Scene, terminal: str, fen: int) -> list[Event]:
    """A terminal printed another sum than lay in its box (CLS-13)."""
    return [_opened(scene, _BOX.fill(terminal=terminal, fen=format_fen(fen)), _tomorrow(scene))]


def settled_for(scene: Scene, till: str, holder: str) -> list[Event]:
    """Somebody's till was counted without that person, who is told and looks at it (M16)."""
    return [_opened(scene, _SETTLED.fill(till=till_name(scene, till)), _tomorrow(scene), owner=holder)]


def finding(scene: Scene, what: Text, words: str) -> list[Event]:
    """What the auditor found goes to the hall manager."""
    return [_opened(scene, _FINDING.fill(what=what, words=words), _tomorrow(scene))]


def lacking(scene: Scene, numbers: tuple[str, ...]) -> list[Event]:
    """Reversals whose papers are not whole go to the auditor (CLS-09)."""
    if not numbers:
        return []
    title = _LACKING.fill(n=len(numbers), numbers=" ".join(numbers[:5]))
    return [_opened(scene, title, _tomorrow(scene))]


def forms(scene: Scene, more: int) -> list[Event]:
    """Order forms that are missing, or too many (CLS-10)."""
    words = _FORMS_MORE if more > 0 else _FORMS_FEWER
    return [_opened(scene, words.fill(n=abs(more)), _tomorrow(scene))]


def _opened(
    scene: Scene,
    title: Text,
    day: date,
    sort: Literal["note", "receipt"] = "note",
    source: str | None = None,
    owner: str | None = None,
) -> Event:
    due = datetime.combine(day, NOON, scene.now.tzinfo)
    fact = open_items.OpenItemOpened(sort=sort, title=title, due=due, owner=owner or scene.by, source=source)
    return Event(fact, scene.by)


def _tomorrow(scene: Scene) -> date:
    return scene.now.date() + timedelta(days=1)


_TRANSFER = Text("未确认的转移: {what}", "transfer not confirmed: {what}")
_REPORT = Text(
    "待扎账: {till},封包 {pouch},系统恢复后先扎账", "closing report to come: {till}, pouch {pouch}"
)
_BOX = Text("{terminal} 钞箱与凭条差 {fen},报稽核", "box of {terminal} differs by {fen}: to the auditor")
_SETTLED = Text("{till} 由别人代结,请本人核对", "{till} was closed by others: its holder checks it")
_FINDING = Text("稽核发现: {what} {words}", "the auditor found: {what} {words}")
_LACKING = Text("缺单据 {n} 笔交稽核: {numbers}", "{n} without papers, to the auditor: {numbers}")
_FORMS_FEWER = Text("缺受理单 {n} 张", "{n} order forms are missing")
_FORMS_MORE = Text("多受理单 {n} 张", "{n} order forms too many")
_CAMERA = Text(
    "导出监控: {till}长短款,{day} 前会被覆盖",
    "export the camera's record: {till}, overwritten by {day}",
)
_PAPERS = Text("补凭证: {till} 缺 {n} 张,不是短款", "papers missing: {till}, {n}; no shortage")
_LOST = Text("{what} 差 {n}: 当日报厅经理", "{what}, off by {n}: to the hall manager today")
_LOST_NAMED = Text(
    "{what} 少 {numbers}: 当日报厅经理", "{what}, missing {numbers}: to the hall manager today"
)
_NOTE = Text("信封 {envelope} 交银行,登记回执", "envelope {envelope} to the bank, note its receipt")
_RECEIPT = Text("款包 {bag} 的银行回单", "the bank's receipt for bag {bag}")
