"""Rules for who takes over: read, reserve, accept, refuse; and the hall manager's ruling (S6, N15, N16)."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.manual.schema import Words
from dutyterm.model.people import Role
from dutyterm.model.record import Event
from dutyterm.model.refusal import Refusal
from dutyterm.shift import life, messages, open_items
from dutyterm.shift.handover import facts
from dutyterm.shift.handover.family import Handover, Stage, of
from dutyterm.shift.handover.reading import Reading, Row, reading
from dutyterm.shift.handover.standing import chosen, waiting
from dutyterm.shift.lists import reasons
from dutyterm.shift.shift import Scene
from dutyterm.shift.words import NAME_LIMIT, stored

SOURCE = "WF-14"
"""Row of the day that items of a handover come from."""

ALONE: reasons.Options = (
    ("not_come", Text("交班人已离厅", "the outgoing manager has left")),
    ("ill", Text("交班人突发疾病", "the outgoing manager fell ill")),
    ("emergency", Text("应急处置中,脱不开身", "an emergency keeps them")),
    ("forgotten", Text("上一班无人交班", "nobody handed the shift over")),
)
"""Why nobody signs the handover with the taker (N15), by digit."""


# --- the taker -------------------------------------------------------------------------------------


def read(scene: Scene, ref: str, remark: str = "") -> list[Event] | Refusal:
    """The taker has read one row; name and time are those of the record."""
    row = _row(scene, ref)
    if isinstance(row, Refusal):
        return row
    words = stored(remark, NAME_LIMIT, empty_ok=True)
    if isinstance(words, Refusal):
        return words
    if row.tick is not None:
        return Refusal("already_read", Text("这一条您已读过。", "You have read this one."))
    events = [Event(facts.HandoverRead(ref=ref, remark=words or None), scene.by)]
    if row.sort == "item":  # the same tick that OPN-33 asks for
        ticked = open_items.read(scene, ref)
        # the tick of the handover is the item's own, unless something was remarked
        events = [*(events if words else []), *ticked] if not isinstance(ticked, Refusal) else events
    elif row.sort == "message":
        ticked = messages.read(scene, ref)
        events += ticked if not isinstance(ticked, Refusal) else []
    return events


def reserve(scene: Scene, ref: str, words: str) -> list[Event] | Refusal:
    """A reservation on one row; empty words take it back. It marks the row as read, too."""
    row = _row(scene, ref)
    if isinstance(row, Refusal):
        return row
    said = stored(words, NAME_LIMIT, empty_ok=True)
    if isinstance(said, Refusal):
        return said
    if not said and row.reservation is None:
        return Refusal("empty", Text("写几个字说明保留什么。", "Say in a few words what is reserved."))
    if said == row.reservation:
        return Refusal("unchanged", Text("没有变化,没有记下。", "Nothing is different; nothing was written."))
    events = [Event(facts.HandoverReserved(ref=ref, words=said or None), scene.by)]
    if not row.done:
        ticked = read(scene, ref)
        events += ticked if not isinstance(ticked, Refusal) else []
    return events


def accept(
    scene: Scene, shown: str, *, with_reservations: bool = False, no_witness: str = ""
) -> list[Event] | Refusal:
    """The person signed in takes over. PINs are the desk's matter.

    `shown` is the hash of what was on screen (N16). Everything must be read. With reservations each becomes
    an open item; without a witness the hall manager is to countersign (N15).
    """
    found = ready(scene, shown)
    if isinstance(found, Refusal):
        return found
    if with_reservations != bool(found.reservations):
        return Refusal(
            "reservations",
            Text("有 {n} 条保留: 请按 2 带保留接班。", "{n} reservations: take over with them, 2.").fill(
                n=found.reservations
            )
            if found.reservations
            else Text("还没有保留。先在一条上按 * 6。", "No reservation yet: * 6 on a row makes one."),
        )
    reason: str | None = None
    if no_witness:
        checked = chosen(ALONE, no_witness)
        if isinstance(checked, Refusal):
            return checked
        reason = checked
    how: facts.How = "no_witness" if reason else "overnight" if found.overnight else "in_person"
    fact = facts.HandoverAccepted(
        giver=found.giver, seal=found.seal, shown=found.shown, how=how,
        reserved=found.reservations, reason=reason,
    )  # fmt: skip
    events = [Event(fact, scene.by), *_reservation_items(scene, found), *_dispute_over(scene, _ACCEPTED)]
    if reason:
        why = reasons.text_of(ALONE, reason)
        title = Text(f"无证人接班,厅经理补签: {why.zh}", f"no witness at the handover; countersign: {why.en}")
        events.append(_item(scene, title, "no_witness", _hall_manager(scene)))
    return events


def ready(scene: Scene, shown: str) -> Reading | Refusal:
    """The reading that the person signed in may sign now, or why not."""
    part = waiting(scene)
    if isinstance(part, Refusal):
        return part
    refused = _is_taker(scene, part)
    if refused is not None:
        return refused
    found = reading(scene)
    if not found.complete:
        words = Text("还有 {n} 条没读: 按 Tab 到下一条。", "{n} not read yet: Tab goes to the next one.")
        left = found.total - found.read
        return Refusal("unread", words.fill(n=left), {"left": left})
    if shown != found.shown:
        return Refusal(
            "shown_changed",
            Text(
                "交接内容刚刚变了,请看过再签。",
                "What is handed over has just changed; look at it and sign again.",
            ),
        )
    return found


def refuse(scene: Scene, words: str) -> list[Event] | Refusal:
    """The person signed in does not take over; it becomes an item for the hall manager to decide."""
    part = waiting(scene)
    if isinstance(part, Refusal):
        return part
    refused = _is_taker(scene, part)
    if refused is not None:
        return refused
    if part.stage is Stage.REFUSED:
        return Refusal("refused_already", Text("已有异议,等厅经理裁定。", "Refused already: see F7."))
    said = stored(words, NAME_LIMIT)
    if isinstance(said, Refusal):
        return said
    fact = facts.HandoverRefused(giver=part.giver, seal=part.seal, shown=reading(scene).shown, words=said)
    title = Text(f"接班有异议,厅经理裁定: {said}", f"handover refused, hall manager to decide: {said}")
    return [Event(fact, scene.by), _item(scene, title, "refused", _hall_manager(scene))]


# --- the hall manager ------------------------------------------------------------------------------


def decide(
    scene: Scene, ruling: facts.Ruling, words: str, manager: str, medium: str
) -> list[Event] | Refusal:
    """The hall manager's ruling on a refused handover, on site or by telephone."""
    part = of(scene.shift)
    if part.stage is not Stage.REFUSED:
        return Refusal("nothing_refused", Text("现在没有待裁定的交接。", "No refused handover waits."))
    opened = life.of(scene.shift).opened
    person = next((p for p in opened.premises.roster if p.id == manager), None) if opened else None
    if person is None or person.role is not Role.HALL_MANAGER:
        return Refusal(
            "manager_needed", Text("只有厅经理可以裁定。选一位厅经理。", "Choose a hall manager to decide.")
        )
    if not reasons.known(reasons.MEDIA, medium):
        return Refusal(
            "medium_needed", Text("选裁定方式: 在场、电话或消息。", "Choose how: on site, phone or message.")
        )
    said = stored(words, NAME_LIMIT)
    if isinstance(said, Refusal):
        return said
    fact = facts.HandoverDecided(manager=manager, medium=medium, ruling=ruling, words=said)
    events = [Event(fact, scene.by)]
    if ruling == "take_over":
        events += _reservation_items(scene, reading(scene))
    return [*events, *_dispute_over(scene, said)]


# --- helpers ---------------------------------------------------------------------------------------

_ACCEPTED = "接班人后来接班"

_RESERVED = Text("保留: {words} ({title})", "reserved: {words} ({title})")


def _is_taker(scene: Scene, part: Handover) -> Refusal | None:
    if scene.who is None:
        return Refusal("sign_in", Text("先登录再接班。", "Sign in before taking over."))
    if scene.who.id == part.giver:
        return Refusal(
            "own_handover",
            Text(
                "不能自己接自己的班。请接班人登录;要继续当班,请收回交班。",
                "Nobody takes over from themselves: let the next manager sign in, or recall it to go on.",
            ),
        )
    return None


def _row(scene: Scene, ref: str) -> Row | Refusal:
    part = waiting(scene)
    if isinstance(part, Refusal):
        return part
    refused = _is_taker(scene, part)
    if refused is not None:
        return refused
    row = next((row for row in reading(scene).rows if row.ref == ref), None)
    return row or Refusal("unknown_row", Text("交接里没有这一条。", "The handover has no such row."))


def _reservation_items(scene: Scene, found: Reading) -> list[Event]:
    """Every reservation comes back each shift until it is settled."""
    return [
        _item(
            scene,
            _RESERVED.fill(words=row.reservation, title=row.title),
            "reserved",
            found.giver,
            source=row.ref,
        )
        for row in found.rows
        if row.reservation is not None
    ]


def _item(scene: Scene, title: Words, part: str, owner: str | None, source: str | None = None) -> Event:
    short = Text(title.zh[: 2 * NAME_LIMIT], title.en[: 2 * NAME_LIMIT])
    fact = open_items.OpenItemOpened(
        sort="note", title=short, item=SOURCE, part=part, owner=owner, source=source
    )
    return Event(fact, scene.by)


def _dispute_over(scene: Scene, result: str) -> list[Event]:
    """The items that refusals opened are settled by what became of the handover."""
    return [
        Event(open_items.OpenItemClosed(ref=item.ref, result=result, by_itself=True), scene.by)
        for item in open_items.of(scene.shift).open()
        if (item.item, item.part) == (SOURCE, "refused")
    ]


def _hall_manager(scene: Scene) -> str | None:
    opened = life.of(scene.shift).opened
    roster = opened.premises.roster if opened is not None else ()
    return next((person.id for person in roster if person.role is Role.HALL_MANAGER), None)
