"""A manager gives somebody a PIN for one use: who, are you sure, and the PIN shown once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dutyterm.i18n import Text
from dutyterm.model.people import Person
from dutyterm.tui.dialogs.choose import Choice, Choose, Confirm
from dutyterm.tui.dialogs.person import PersonDialog

if TYPE_CHECKING:
    from dutyterm.tui.app import DutyApp


async def reset_somebody(app: DutyApp) -> None:
    """The whole conversation; run it in a worker."""
    session = app.session
    if session is None or session.who is None:
        return
    person = await app.push_screen_wait(PersonDialog(_WHO, session.hall.roster, not_me=session.who.id))
    if isinstance(person, Person):
        await reset_for(app, person)


async def reset_for(app: DutyApp, person: Person) -> None:
    """For this person; run it in a worker."""
    from dutyterm.desk.outcome import Done
    from dutyterm.desk.people import reset_pin
    from dutyterm.hall.credentials import issue_pin

    session = app.session
    if session is None:
        return
    sure = await app.push_screen_wait(Confirm(_SURE.fill(name=person.name), _YES))
    if sure != "yes":
        return
    pin = issue_pin(person.number)
    done = await reset_pin(session, person.id, pin)
    if isinstance(done, Done):
        shown = _SHOWN.fill(name=person.name, pin=pin)
        await app.push_screen_wait(Choose(_TITLE, [Choice("seen", _SEEN)], [shown]))
    else:
        app.say(done.text, "error")


_WHO: Final = Text("给谁一个新 PIN?", "Who gets a new PIN?")
_SURE: Final = Text(
    "给 {name} 一个一次性 PIN?原来的立刻作废。", "Give {name} a PIN for one use? The old one ends at once."
)
_YES: Final = Text("给", "give it")
_TITLE: Final = Text("一次性 PIN,只显示这一次", "PIN for one use, shown only now")
_SHOWN: Final = Text(
    "{name}: {pin}    当面告诉本人;第一次登录时必须改。",
    "{name}: {pin}    Tell it in person; it has to be changed at the first sign-in.",
)
_SEEN: Final = Text("已告诉本人", "told in person")
