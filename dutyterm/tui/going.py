"""What the menu finds beside commands, and how each of these is opened (N28)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from dutyterm.i18n import Text
from dutyterm.tui.commands import BY_ID

if TYPE_CHECKING:
    from dutyterm.review.palette import Target
    from dutyterm.tui.app import DutyApp

KEYS: Final = {"card": "F9", "list": "F3", "line": "F3", "entry": "F6"}
"""The page on which each of them is."""


def things_of(app: DutyApp) -> Iterator[Target]:
    """All that can be opened now: cards always, the rest for whoever may open the page that it is on."""
    from dutyterm.manual.schema import NO_MANUAL
    from dutyterm.review.palette import card_targets, targets
    from dutyterm.shift import entries, open_items

    yield from card_targets(app.cards)
    session = app.session
    if session is None:
        return
    if _can(app, "lists"):
        yield from (one for one in targets(manual=session.manual) if one.sort != "card")
    if _can(app, "items"):
        yield from targets(manual=NO_MANUAL, items=open_items.of(session.shift).open())
    if _can(app, "search"):
        yield from targets(manual=NO_MANUAL, people=session.hall.roster)
    if _can(app, "log"):
        from dutyterm.desk.readers import hidden_from

        hidden = hidden_from(session)
        told = entries.of(session.shift).newest_first()
        yield from targets(manual=NO_MANUAL, entries=(e for e in told if e.category not in hidden))


def address(one: Target) -> str:
    """What `go` understands: `line:opening/OPN-05`, `person:p3`."""
    return f"{one.sort}:{one.within}/{one.id}" if one.within else f"{one.sort}:{one.id}"


def about(one: Target) -> Text:
    """What it is, beside its name."""
    name = _SORTS.get(one.sort, Text("", ""))
    known = one.about if one.about.zh else Text(one.id, one.id) if one.sort in ("list", "line") else None
    if known is None:
        return name
    return known if one.sort == "card" else Text(f"{name.zh} {known.zh}", f"{name.en} {known.en}")


async def go(app: DutyApp, address: str) -> None:
    """Open what stands at this address."""
    sort, _, id = address.partition(":")
    session = app.session
    if sort == "card":
        await app.open_card(id)
    elif session is None:
        return
    elif sort in ("list", "line"):
        from dutyterm.tui.place import send_to

        within, _, line = id.partition("/") if sort == "line" else (id, "", "")
        send_to(session, within, line)
        await app.action_run("lists")
    elif sort == "item":
        from dutyterm.tui.screens.items import show_item

        await show_item(app, id)
    elif sort == "person":
        from dutyterm.tui.screens.search import SearchPage

        app.hold()
        if not app.is_open(SearchPage):
            await app.push_screen(SearchPage(person=id))
    elif sort == "entry":
        from dutyterm.tui.screens.notes import NotesPage

        await app.action_run("log")
        page = app.screen
        if isinstance(page, NotesPage) and id.isdecimal():
            page.only, page.here, page.detail = None, int(id), 0
            page.update_view()


def _can(app: DutyApp, command: str) -> bool:
    return BY_ID[command].available(app) is None


_SORTS: Final = {
    "list": Text("清单", "list"),
    "line": Text("清单行", "line"),
    "item": Text("未结", "open item"),
    "person": Text("记过什么", "what was written by"),
    "entry": Text("日志", "log entry"),
}
