"""Which list is walked: the one in progress, the one chosen; while there is none, all are offered."""

from __future__ import annotations

from dutyterm.desk import day
from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.shift.day.rows import list_view
from dutyterm.shift.lists.bulk import allowed
from dutyterm.shift.lists.place import complete, run_view
from dutyterm.shift.lists.state import Run, of
from dutyterm.tui.place import read_place, take_sent
from dutyterm.tui.screens.walk.rounds import RoundWishes
from dutyterm.tui.views import steps
from dutyterm.tui.views.list_choices import ListChoice, choice_rows, list_choices, suggested, unfinished
from dutyterm.tui.views.run_head import progress
from dutyterm.tui.views.spans import Row, row

_STEPS = {"up": -1, "down": 1, "home": -99, "end": 99}


class Choosing(RoundWishes):
    """The half of the walk that knows which list it is about."""

    list_id: str | None = None
    """None = all lists are offered."""
    run_id: str = ""
    """The run that is shown; empty = the newest, or one still to be begun."""
    choice: int | None = None
    """Row of the cursor among the lists; None = where it is suggested."""

    def come_back(self) -> None:
        """The walk puts its cursor where it was left."""
        raise NotImplementedError

    # --- which list -------------------------------------------------------------------------------

    @property
    def lists(self) -> tuple[str, ...]:
        """Ids of all lists of the manual."""
        return tuple(checklist.id for checklist in self.session.manual.lists)

    def run_of_list(self) -> Run | None:
        """The run that is shown; None when the list was not begun, or a new round of it is to begin."""
        if self.duty.session is None or self.list_id is None:
            return None
        known = of(self.session.shift)
        if self.run_id in known.runs:
            return known.runs[self.run_id]
        checklist = self.session.manual.list(self.list_id)
        rounds = checklist is not None and allowed(checklist)
        if rounds and not unfinished(self.session.scene(), self.list_id):
            return None
        return known.latest(self.list_id)

    def arrive(self, *, again: bool) -> None:
        """Where another page sends to, else what is in progress, else all lists are offered."""
        if self.duty.session is None:
            return
        sent = take_sent(self.session)
        if sent is not None:
            self._go_where_sent(*sent)
        elif not again or self.list_id is None or self._walked():
            self._go_on()
        if self.is_mounted:
            self.come_back()
            self.update_view()

    def _walked(self) -> bool:
        """Has what is shown no line left? Then its key leads on to the others."""
        run = self.run_of_list()
        return run is not None and complete(self.session.scene(), run)

    def offer(self) -> None:
        """All lists are offered; a manual with one list has nothing to choose."""
        lists, left = self.lists, self.list_id
        self.show_list(None if len(lists) > 1 else next(iter(lists), None))
        self.choice = lists.index(left) if left in lists else None

    def show_list(self, list_id: str | None, run: str = "") -> None:
        """Shows this list, and what was laid over the one before is put away."""
        self.list_id, self.run_id = list_id, run
        self.choice = self.flow = self.detail = None
        self.all_marked = False

    def _go_where_sent(self, list_id: str, line: str, run: str) -> None:
        self.show_list(list_id, run)
        found = self.run_of_list()
        view = run_view(self.session.scene(), found.id) if found is not None else None
        if view is None or isinstance(view, Refusal):
            return
        at = view.line(line)
        if at is not None:
            self.place.go(view.run, steps.place_in(at))

    def _go_on(self) -> None:
        kept = read_place(self.session)
        run = of(self.session.shift).runs.get(kept.get("run", ""))
        left = run.list if run is not None else self.list_id
        if kept.get("line") and (own := self._list_with(kept["line"])) is not None:
            left = own
        scene = self.session.scene()
        order = dict.fromkeys((self.list_id, left, *self.lists))
        going = next((id for id in order if id is not None and unfinished(scene, id)), None)
        if going is None:
            self.offer()
            self.choice = None
        elif going != self.list_id:
            self.show_list(going)

    def _list_with(self, line: str) -> str | None:
        return next((c.id for c in self.session.manual.lists if c.line(line) is not None), None)

    # --- choosing ---------------------------------------------------------------------------------

    def _choices(self) -> tuple[tuple[ListChoice, ...], int]:
        today, scene = day.today(self.session), self.session.scene()
        choices = list_choices(scene, today.entries, today.tasks)
        if self.choice is not None:
            return choices, min(self.choice, len(choices) - 1)
        run = of(scene.shift).runs.get(read_place(self.session).get("run", ""))
        return choices, suggested(choices, run.list if run is not None else "")

    def choosing_rows(self, width: int) -> list[Row]:
        """All lists, or how the chosen one is begun."""
        if self.list_id is None:
            choices, cursor = self._choices()
            return choice_rows(choices, cursor, self.lang, width, self.session.scene().now)
        run = self.run_of_list()
        if run is not None:
            found = run_view(self.session.scene(), run.id)
            if isinstance(found, Refusal):
                return [row(" " + found.text.to(self.lang), "warning")]
        checklist = self.session.manual.list(self.list_id)
        if checklist is None:
            return [row(" " + _NO_LIST.to(self.lang), "warning")]
        before = self._rounds_before()
        # the same count as at the head of the list and on the board: what is asked today
        view = None if before else list_view(self.session.scene(), checklist)
        n = len(checklist.lines) if view is None else progress(view)[1]
        ready = (_READY_AGAIN if before else _READY).fill(title=checklist.title, n=n, round=before + 1)
        rows = [row(" " + ready.to(self.lang), "title"), row(" > " + _STARTS.to(self.lang), "strong")]
        if before:
            rows.append(row("   " + _LOOK_BACK.fill(n=before).to(self.lang)))
        return rows

    def _rounds_before(self) -> int:
        return sum(run.list == self.list_id for run in of(self.session.shift).runs.values())

    async def key_without_run(self, key: str, char: str | None) -> bool:
        """A key while no run is shown."""
        if self.list_id is not None:
            return await self._key_before_start(self.list_id, key, char)
        choices, cursor = self._choices()
        if key in _STEPS:
            self.choice = min(max(0, cursor + _STEPS[key]), len(choices) - 1)
        elif key == "enter" and choices:
            await self.begin(choices[cursor].id)
        elif char is not None and char.isascii() and char.isdigit():
            n = int(char) - 1
            if not 0 <= n < len(choices):
                self.say(_NO_NUMBER.fill(n=char))
                return True
            self.show_list(choices[n].id)
        else:
            return False
        self.update_view()
        return True

    async def _key_before_start(self, list_id: str, key: str, char: str | None) -> bool:
        if key == "enter":
            await self.begin(list_id)
        elif char == "1" and self._rounds_before():
            latest = of(self.session.shift).latest(list_id)
            self.show_list(list_id, latest.id if latest is not None else "")
            self.update_view()
        else:
            return False
        return True

    async def begin(self, list_id: str) -> None:
        """Begins the list, or goes on where it is in progress."""
        self.show_list(list_id)
        if self.run_of_list() is None:
            await self.start_list(list_id)
        run = of(self.session.shift).latest(list_id)
        if run is not None and self.run_of_list() is not None:
            self.run_id = run.id
        self.update_view()

    async def do_back(self) -> None:
        """Esc: out of what is asked, then to all lists, then to today; drafts stay."""
        asks = self.flow is not None or self.detail is not None or self.all_marked
        if not asks and self.list_id is not None and len(self.lists) > 1:
            self.offer()
            self.update_view()
        else:
            await super().do_back()


_NO_LIST = Text("手册里没有这张清单。", "The manual has no such list.")
_NO_NUMBER = Text("没有第 {n} 张清单。", "There is no list {n}.")
_READY = Text("{title},今天要答 {n} 行,还没有开始。", "{title}, {n} lines today, not started yet.")
_READY_AGAIN = Text("{title},第 {round} 轮还没有开始。", "{title}, round {round} not started yet.")
_STARTS = Text("Enter 开始", "Enter starts it")
_LOOK_BACK = Text("1 看第 {n} 轮", "1 looks at round {n}")
