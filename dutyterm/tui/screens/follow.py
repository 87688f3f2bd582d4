"""More words for an entry that a search has found, or its correction; a sealed shift stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dutyterm.desk import log
from dutyterm.desk.outcome import Done
from dutyterm.i18n import Text, joined, same
from dutyterm.shift import entries, life
from dutyterm.tui.dialogs.choose import Choice, Choose
from dutyterm.tui.dialogs.text import TextDialog

if TYPE_CHECKING:
    from dutyterm.desk.find import Line
    from dutyterm.desk.outcome import Outcome
    from dutyterm.desk.session import Session
    from dutyterm.tui.page import Page

ADD: Final = "add"


def own(session: Session, line: Line) -> entries.Entry | None:
    """The entry, when it stands in the open shift."""
    opened = life.of(session.shift).opened
    if line.words is None or opened is None or line.journal != opened.journal:
        return None
    return entries.of(session.shift).by_id.get(line.id)


def later(session: Session, line: Line) -> list[Text]:
    """What the open shift says of the entry: additions, corrections with their reason."""
    if line.words is None or life.of(session.shift).opened is None:
        return []
    names = {id: person.name for id, person in session.hall.people.items()}
    zone = session.clock.now().tzinfo

    def told(head: Text, said: entries.Later, words: str) -> Text:
        at = said.at.astimezone(zone).strftime("%H:%M")
        return joined(same(" "), [head, same(f"{at} {names.get(said.by or '', '--')}: {words}")])

    entry = own(session, line)
    if entry is not None:
        return [
            *(told(_WAS.fill(why=_why(said)), said, said.text) for said in entry.struck),
            *(told(_ADDED, said, said.text) for said in entry.additions),
        ]
    known = entries.of(session.shift).followed.get(line.ref, ())
    return [
        told(_ADDED if said.reason is None else _CORRECTED.fill(why=_why(said)), said, said.text)
        for said in known
    ]


async def follow(page: Page, line: Line) -> bool:
    """Enter at a hit: add to it, or correct it with a reason; True when something was written."""
    session, app = page.session, page.app
    choices = [
        Choice(ADD, _ADD),
        *(Choice(reason, _CORRECT.fill(why=why)) for reason, why in entries.REASONS),
    ]
    picked = await app.push_screen_wait(Choose(_TITLE, choices, [line.whole]))
    if picked is None or line.words is None:
        return False
    entry = own(session, line)
    draft = f"follow/{line.ref}/{'add' if picked == ADD else 'correct'}"
    if picked != ADD and not session.drafts.get(draft):
        # the old words stand in the field to be changed; they themselves stay in their shift
        session.drafts.put(draft, line.words if entry is None else entry.text)

    async def submit(text: str) -> Outcome:
        reason = "" if picked == ADD else picked
        if entry is None:
            return await log.follow(session, line.ref, text, reason)
        if picked == ADD:
            return await log.add(session, entry.id, text)
        return await log.correct(session, entry.id, text, reason)

    outcome: list[Outcome] = []

    async def done(text: str) -> Outcome:
        outcome.append(await submit(text))
        return outcome[-1]

    lines = [_HERE if entry is None else _OWN]
    await app.push_screen_wait(TextDialog(_TITLE, lines=lines, draft=draft, submit=done))
    written = bool(outcome) and isinstance(outcome[-1], Done)
    if written:
        page.show_outcome(outcome[-1])
    return written


def _why(said: entries.Later) -> Text:
    return dict(entries.REASONS).get(said.reason or "", same(said.reason or ""))


_TITLE: Final = Text("补记、更正", "Add or correct")
_ADD: Final = Text("补记几句", "add words")
_CORRECT: Final = Text("更正: {why}", "correct: {why}")
_HERE: Final = Text(
    "那一班已封存,原文不动;这里写的记在现在这一班,注明是对它的补正。",
    "That shift is sealed and stays as it is; what is written now stands in the open shift "
    "and names the entry.",
)
_OWN: Final = Text("原文留着,更正的旧字划去。", "The entry stays; words that are corrected are struck out.")
_ADDED: Final = Text("补记", "Added")
_CORRECTED: Final = Text("更正({why})", "Corrected ({why})")
_WAS: Final = Text("更正前({why})", "Before the correction ({why})")
