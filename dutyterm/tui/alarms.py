"""What the app knows of emergencies: the cards, what goes on, what rings, what is not on disk yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from dutyterm.i18n import Text

if TYPE_CHECKING:
    from textual.worker import Worker

    from dutyterm.desk.card_notes import CardNote
    from dutyterm.desk.emergencies import Emergencies
    from dutyterm.desk.sensing import Senses
    from dutyterm.manual.schema import Card, Manual
    from dutyterm.shift.procedures.suggestions import Sensed
    from dutyterm.tui.app import DutyApp


class Alarms:
    """Mixed into the app. What the cards need is imported when a card is opened."""

    _shipped: Manual | None
    _emergencies: Emergencies | None
    _rung: set[tuple[object, ...]]
    """Timers that have rung since the start."""
    _senses: Senses | None
    _saving: Worker[None] | None
    """What waits is being written."""
    _suggested: frozenset[str]
    """What the PC told a minute ago."""

    def begin_alarms(self) -> None:
        """Nothing is known yet."""
        self._shipped, self._emergencies, self._rung = None, None, set()
        self._senses, self._suggested = None, frozenset()
        self._saving = None

    @property
    def _duty(self) -> DutyApp:
        return cast("DutyApp", self)

    @property
    def cards(self) -> tuple[Card, ...]:
        """The emergency cards: the manual's, else those that came with the program (N31)."""
        session = self._duty.session
        if session is not None and session.manual.cards:
            return tuple(session.manual.cards)
        return tuple(self.shipped().cards)

    def shipped(self) -> Manual:
        """The manual that came with the program, for when there is no other."""
        if self._shipped is None:
            self._shipped = _shipped_manual()
        return self._shipped

    @property
    def emergencies(self) -> Emergencies:
        """Cards at the desk."""
        if self._emergencies is None:
            from dutyterm.desk.emergencies import Emergencies

            self._emergencies = Emergencies(self.shipped, lambda: self._duty.clock.now(), self.senses)
        return self._emergencies

    def senses(self) -> Sensed:
        """What this PC told last of power and network; it is asked anew beside the screen."""
        if self._senses is None:
            from dutyterm.desk.sensing import Senses

            self._senses = Senses(lambda: self._duty.clock.mono_ms())
        self._senses.look()
        return self._senses.known

    def suggest(self) -> None:
        """Once a minute: what the PC has just begun to tell is said once, on whatever page is shown."""
        app = self._duty
        if app.locked or not (self.senses().bad or self._suggested):
            return  # nobody is there, or all is well: no page pays for the rest
        told = {one.source: one for one in self.emergencies.suggested(app.session) if one.source in _OF_PC}
        fresh = [one for source, one in told.items() if source not in self._suggested]
        self._suggested = frozenset(told)
        if fresh:
            card = next((card for card in app.cards if card.id == fresh[0].card), None)
            if card is not None:
                words = _SUGGESTS.fill(why=fresh[0].why, title=card.title, card=card.id, key=_key(card))
                app.say(words, "warning")

    @property
    def alarm(self) -> Text | None:
        """What goes on, for the header of every page: the newest real emergency, else a drill."""
        app, session = self._duty, self._duty.session
        if self._emergencies is None and (session is None or not _known(session)):
            return None  # nothing was begun since the start, and nothing was taken over
        going = self.emergencies.running(session)
        if not going:
            return None
        from dutyterm.tui.views.card_words import minutes_text

        real = [view for view in going if not view.run.drill]
        view = (real or list(going))[-1]
        words = _ALARM if real else _DRILL
        more = f" +{len(going) - 1}" if len(going) > 1 else ""
        text = words.fill(title=_short(view.card.title), n=minutes_text(app.now - view.run.t0))
        return Text(text.zh + more, text.en + more)

    def ring(self) -> None:
        """Once for every timer that has come due, on whatever page is shown (P4)."""
        app = self._duty
        for view in () if self.alarm is None else self.emergencies.running(app.session):
            for timer in view.timers:
                mark = (view.run.id, timer.kind, timer.step, timer.at)
                if timer.due(app.now) and mark not in self._rung:
                    from dutyterm.tui.views.card_words import timer_text

                    self._rung.add(mark)
                    app.bell()
                    words = _DRILL_RINGS if view.run.drill else _RINGS
                    card, what = view.card, timer_text(timer, app.now)
                    told = words.fill(title=_short(card.title), id=card.id, what=what, key=_key(card))
                    app.say(told, "warning")

    async def back_to_the_card(self) -> None:
        """The program was ended, or killed, in the middle of an emergency: its card comes first again."""
        if self.alarm is None:
            return
        real = [view for view in self.emergencies.running(self._duty.session) if not view.run.drill]
        if real:
            await self._duty.open_card(real[-1].card.id)

    @property
    def waiting_notes(self) -> tuple[CardNote, ...]:
        """Notes on emergency cards that are not in the log yet, oldest first."""
        notes = self._duty.card_notes
        return () if notes is None else notes.waiting

    @property
    def unsaved(self) -> int:
        """How much of emergencies is not on disk: steps and notes."""
        steps = 0 if self._emergencies is None else len(self._emergencies.waiting)
        return steps + len(self.waiting_notes)

    @property
    def saving(self) -> bool:
        """Is what waits being written now?"""
        return self._saving is not None and not self._saving.is_finished

    def save_waiting_soon(self) -> None:
        """Beside the keys: a disk that hangs must not keep anybody from a card."""
        if not self.saving:
            self._saving = self._duty.run_worker(self.save_waiting_notes(), group="waiting")

    async def save_waiting_notes(self) -> None:
        """Try again to write what waits; what was written is said."""
        app = self._duty
        if not self.unsaved:
            return
        written = 0 if self._emergencies is None else await self._emergencies.write_waiting(app.session)
        if app.card_notes is not None:
            written += await app.card_notes.write_waiting(app.session)
        if written:
            app.redraw()
            app.say(_WRITTEN.fill(n=written), "good")


def _known(session: object) -> bool:
    from dutyterm.desk.session import Session

    if not isinstance(session, Session):
        return False
    previous = session.past.previous
    if not session.has_open_shift:
        return previous is not None and _CARRIED in previous.carried
    if not session.shift.has(_CARRIED):
        return False  # without a record of one nothing of them is imported
    from dutyterm.shift.procedures import state as procedures

    return bool(procedures.of(session.shift).running())  # one that only waits for its form rings nothing


def _shipped_manual() -> Manual:
    from dutyterm.manual.load import load_manual
    from dutyterm.manual.schema import NO_MANUAL, Manual
    from dutyterm.manual.shipped import shipped_manual_dir

    try:
        found = load_manual(shipped_manual_dir())
    except FileNotFoundError:
        return NO_MANUAL
    return found if isinstance(found, Manual) else NO_MANUAL


def _short(title: Text) -> Text:
    """The first words of a title: the header has little room."""
    return Text(title.zh.replace("、", ",").split(",")[0], title.en.split(",")[0].split(" or ")[0])


def _key(card: Card) -> str:
    """What leads from F9 to just this card; Enter leads to what goes on, which may be another one."""
    return card.digit or "Enter"


_CARRIED: Final = "procedures"
"""Key of the emergencies in what a shift carries on."""

_ALARM: Final = Text("{title} {n}", "{title} {n}")
_DRILL: Final = Text("演练 {title} {n}", "DRILL {title} {n}")
_OF_PC: Final = ("battery", "link", "gateway")
_SUGGESTS: Final = Text("{why}。F9 {key} 看{title} {card} 卡", "{why}. F9 {key}: card {title} {card}")
_RINGS: Final = Text("{title} {id}: {what}。F9 {key} 到卡上", "{title} {id}: {what}. F9 {key}: the card")
_DRILL_RINGS: Final = Text(
    "演练 {title} {id}: {what}。F9 {key} 到卡上", "DRILL {title} {id}: {what}. F9 {key}: the card"
)
_WRITTEN: Final = Text(
    "等着的 {n} 条应急记录已写盘。", "Records of emergencies that were waiting are on disk now: {n}."
)
