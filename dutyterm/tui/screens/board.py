"""Today 今日: what to do now, the timetable, what is open, and what was written last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import ClassVar, Final

from textual import events
from textual.widget import Widget

from dutyterm.desk import day, reading
from dutyterm.desk.readers import hidden_from
from dutyterm.hall.permissions import Act
from dutyterm.i18n import Text
from dutyterm.shift import board, messages, open_items
from dutyterm.tui import place
from dutyterm.tui.page import HelpText, Page
from dutyterm.tui.screens.board_day import only_away, run_titles, said_titles, with_day
from dutyterm.tui.screens.board_hints import for_who_is_here, hints
from dutyterm.tui.views.board import BoardView, CardNow, Target, board_rows
from dutyterm.tui.views.plan import PlanRow, of_entry, of_group
from dutyterm.tui.views.recent import recent
from dutyterm.tui.views.step import Step, handover_step, step_of
from dutyterm.tui.widgets.full_rows import FullRows
from dutyterm.tui.widgets.header import day_text


class BoardPage(Page):
    """One cursor goes over the next step, the timetable and the open items; Enter opens."""

    NAME: ClassVar[str] = "today"
    TITLE_TEXT = Text("今日", "Today")

    def __init__(self) -> None:
        super().__init__()
        self.cursor = 0
        self._minute = ""
        self._view: BoardView | None = None

    def compose_body(self) -> Iterable[Widget]:
        """One block of rows, made for the room that there is."""
        yield FullRows(id="board")

    def on_mount(self) -> None:
        """First drawing."""
        self.update_view()

    def on_full_rows_resized(self) -> None:
        """Made anew for the new room, also when a status line of two rows took some of it."""
        self.update_view()

    def tick(self) -> None:
        """Minutes count down here."""
        minute = self.duty.now.strftime("%H:%M")
        if minute != self._minute:
            self.update_view()

    def update_view(self) -> None:
        """Derive the view from the session and draw it."""
        before, view = self._view, self._derived()
        self._view = view
        self._minute = view.now.strftime("%H:%M")
        self.cursor = _kept(before, view, self.cursor)
        widget = self.query_one("#board", FullRows)
        height = widget.size.height or self.app.size.height - 4
        widget.show(board_rows(view, self.lang, self.app.size.width, height, self.cursor))
        at = view.targets[self.cursor]
        self.hint(hints(view, at, self._row(at), self.session))

    def _derived(self) -> BoardView:
        session = self.session
        scene, today = session.scene(), day.today(session)
        stage = board.now_and_next(scene)
        none = stage.stage is board.Stage.NO_SHIFT
        rows = tuple(of_entry(entry, scene.now) for entry in today.entries)
        titles = {entry.row.id: Text(entry.row.title.zh, entry.row.title.en) for entry in today.entries}
        if not rows:  # a closed day, or a manual without a timetable
            rows = tuple(of_group(group, scene.now) for group in board.timetable(scene))
        opening = self._opening() if none or session.outside else None
        step = step_of(
            stage, rows, opening=opening, outside=session.outside, only_away=only_away(scene, stage.run)
        )
        view = BoardView(
            now=scene.now,
            step=for_who_is_here(self._handover() or step, session),
            rows=rows,
            waiting=board.waiting_items(scene) if not none else (),
            recent=recent(
                session.records, 6, hidden_from(session), titles, run_titles(scene), *said_titles(scene)
            ),
            before=self._before() if none else (),
            cards=self._cards(scene.now),
            messages=0 if none else len(messages.unread(scene)),
            unread=reading.version(session) if reading.due(session) else None,
            money=() if none else self._money(),
        )
        return view if none or session.outside else with_day(view, session, stage, today)

    def _cards(self, now: datetime) -> tuple[CardNow, ...]:
        """What goes on; without an emergency nothing of them is imported."""
        if self.duty.alarm is None:
            return ()
        from dutyterm.tui.views.board_cards import cards_now

        return cards_now(self.duty.emergencies.running(self.session), now)

    def _money(self) -> tuple[Text, ...]:
        """What the tills ask for, once there are any."""
        scene = self.session.scene()
        if not scene.shift.has("cash"):
            return ()
        from dutyterm.shift.cash.state import of

        if not of(scene.shift).tills:
            return ()
        from dutyterm.shift.cash.prompts import prompts

        return tuple(prompt.text for prompt in prompts(scene))

    def _handover(self) -> Step | None:
        """What a handover asks for first, of the managers."""
        from dutyterm.shift.handover.family import Stage, of
        from dutyterm.shift.handover.reading import reading
        from dutyterm.shift.handover.standing import MANAGERS

        session = self.session
        part, who = of(session.shift), session.who
        if not session.has_open_shift or not part.waits or who is None or who.role not in MANAGERS:
            return None
        found = reading(session.scene())
        giver = session.hall.people.get(part.giver or "")
        return handover_step(
            takes=who.id != part.giver,
            refused=part.stage is Stage.REFUSED,
            giver=giver.name if giver is not None else "--",
            read=found.read,
            total=found.total,
        )

    def _opening(self) -> Text:
        from dutyterm.desk.shifts import propose

        proposal = propose(self.session)
        code = proposal.likely or ""
        words = _OPENING.fill(day=day_text(proposal.day), code=code)
        profile, times = self.session.hall.profile, proposal.times
        usual = None if profile is None else profile.hours.weekdays[proposal.day.weekday()]
        if profile is None or (times and usual and times == usual.on(proposal.day, profile.zone)):
            return words
        hours = _CLOSED_DAY  # nobody expects a half day as one does a Monday
        if times is not None:
            hours = _OTHER_HOURS.fill(a=times.opens.strftime("%H:%M"), b=times.closes.strftime("%H:%M"))
        return Text(f"{words.zh},{hours.zh}", f"{words.en}; {hours.en}")

    def _before(self) -> tuple[Text, ...]:
        previous = self.session.past.previous
        if previous is None:
            return (_FIRST_SHIFT,)
        before = self.session.past.before or previous
        told = _FORGOTTEN if before.forgotten else _SEALED
        name = {"day": before.day.strftime("%m-%d"), "code": before.shift_code, "n": before.records}
        carried = previous.carried.get(open_items.KEY)
        left = carried.get("items") if isinstance(carried, Mapping) else None
        count = len(left) if isinstance(left, list | tuple) else 0
        return (told.fill(**name), _LEFT.fill(n=count))

    @property
    def targets(self) -> tuple[Target, ...]:
        """What the cursor can stand on."""
        return (self._view or self._derived()).targets

    async def on_key(self, event: events.Key) -> None:
        """Arrows, Home, End; Enter opens."""
        last = len(self.targets) - 1
        match event.key:
            case "up":
                self.cursor = max(0, self.cursor - 1)
            case "down":
                self.cursor = min(last, self.cursor + 1)
            case "pageup":
                self.cursor = max(0, self.cursor - 10)
            case "pagedown":
                self.cursor = min(last, self.cursor + 10)
            case "home":
                self.cursor = 0
            case "end":
                self.cursor = last
            case "right" | "left":
                self._jump_column(to_items=event.key == "right")
            case "enter":
                event.stop()
                await self._open(self.targets[self.cursor])
                return
            case "space":
                event.stop()
                await self._space()
                return
            case _:
                self._begin_time(event)
                return
        event.stop()
        self.update_view()

    async def _space(self) -> None:
        """Ticks a row that stands for nothing else; why another one is not ticked here is said."""
        row = self._row(self.targets[self.cursor])
        if row is not None and row.ticks:
            from dutyterm.tui.screens.board_ticks import tick

            await tick(self, row)
        else:
            self.say(_PASSES if row is not None and row.reminds_only else _IN_ITS_LIST)

    def _begin_time(self, event: events.Key) -> None:
        """A digit or `-` on such a row begins the time at which it was done."""
        row, char = self._row(self.targets[self.cursor]), event.character or ""
        if row is None or not row.ticks or row.ticked or len(char) != 1 or char not in "0123456789-":
            return
        from dutyterm.tui.screens.board_ticks import ask_time

        event.stop()
        ask_time(self, row, char)

    def do_exception(self) -> None:
        """`*` on a row that was ticked: another time, or taken back."""
        row = self._row(self.targets[self.cursor])
        if row is None or not row.ticks:
            self.say(_IN_ITS_LIST if row is None or not row.reminds_only else _PASSES)
            return
        from dutyterm.tui.screens.board_ticks import put_right

        self.run_worker(put_right(self, row), exclusive=True, group="ticks")

    def _row(self, target: Target) -> PlanRow | None:
        view = self._view or self._derived()
        if target.kind == "now":
            return view.step.row
        return next((r for r in view.rows if target.kind == "row" and r.id == target.id), None)

    def _jump_column(self, *, to_items: bool) -> None:
        kinds = ("item", "cash", "task", "drill", "reading") if to_items else ("now", "row")
        found = next((n for n, t in enumerate(self.targets) if t.kind in kinds), None)
        if found is not None:
            self.cursor = found

    async def _open(self, target: Target) -> None:
        if target.kind == "item":
            from dutyterm.tui.screens.items import show_item

            await show_item(self.duty, target.id)
        elif target.kind == "reading":
            await self.duty.do_reading()
        elif target.kind == "cash":
            await self.duty.action_run("cash")
        elif target.kind == "message":
            await self.duty.action_run("messages")
        elif target.kind == "card":
            await self.duty.open_card(target.id)
        elif target.kind == "drill":
            await self.duty.open_card(target.id)
            self.duty.say(_DRILL)
        elif target.kind == "now":
            await self._next_step()
        else:
            await self._to(target, self._row(target))

    async def _next_step(self) -> None:
        step = (self._view or self._derived()).step
        if step.kind == "open":
            refused = self.session.may(Act.OPEN_SHIFT)
            if refused is not None:
                # before anybody types a seal code of 15 digits
                self.say(refused.text, "warning")
                return
            from dutyterm.tui.screens.open_shift import OpenShiftPage

            await self.app.push_screen(OpenShiftPage())
        elif step.kind in ("seal", "handover"):
            await self.duty.action_run("handover")
        else:
            await self._to(step, step.row)

    async def _to(self, at: Target | Step, row: PlanRow | None) -> None:
        """The list at this line, or the row's emergency card or page."""
        if at.list is not None:
            place.send_to(self.session, at.list, at.line or "", at.run or "")
            await self.duty.action_run("lists")
        elif row is not None and row.card is not None:
            await self.duty.open_card(row.card)
        elif row is not None and row.page is not None:
            await self.duty.action_run(row.page)
        else:
            self.say(_TICK if row is not None and row.ticks else _PASSES)

    def do_next(self) -> None:
        """Tab: the next thing unfinished, round and round."""
        self._turn(1)

    def do_previous(self) -> None:
        """Shift+Tab."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        targets = self.targets
        order = [(self.cursor + step * n) % len(targets) for n in range(1, len(targets) + 1)]
        found = next((n for n in order if targets[n].unfinished), None)
        if found is None:
            self.say(_ALL_DONE)
        else:
            self.cursor = found
            self.update_view()

    def focus_help(self) -> HelpText:
        """How the board works."""
        return HelpText(self.TITLE_TEXT, _HELP, ("D",))


def _kept(before: BoardView | None, view: BoardView, cursor: int) -> int:
    """The cursor stays on what it stands on; on top it stays on top, where an emergency comes first."""
    targets = view.targets
    if cursor and before is not None and cursor < len(before.targets):
        old = before.targets[cursor]
        same = next((n for n, t in enumerate(targets) if (t.kind, t.id) == (old.kind, old.id)), None)
        if same is not None:
            return same
    return min(cursor, len(targets) - 1)


_OPENING: Final = Text("Enter 开班: {day} {code}班", "Enter: open shift {code} of {day}")
_CLOSED_DAY: Final = Text("今天休息", "closed today")
_OTHER_HOURS: Final = Text("今天 {a}-{b}", "today {a}-{b}")
_FIRST_SHIFT: Final = Text("这是本厅的第一个班。", "This will be the hall's first shift.")
_SEALED: Final = Text(
    "上一班 {day} {code} 已封存,{n} 条。", "The shift before, {day} {code}, is sealed: {n} records."
)
_FORGOTTEN: Final = Text(
    "上一班 {day} {code} 没有人封存,程序已代封,{n} 条。",
    "Nobody sealed the shift before, {day} {code}; the program did: {n} records.",
)
_LEFT: Final = Text("留给本班的未结: {n} 件。", "Open items that it leaves: {n}.")
_PASSES: Final = Text(
    "这一行只提醒,到时间自动过去,不用勾。", "This row only reminds: it passes with its time, nothing to tick."
)
_TICK: Final = Text(
    "没有可打开的:做了按 Space,不勾也自动过去。", "Nothing to open: Space when done; it passes by itself."
)
_DRILL: Final = Text("演练先按 * 9,再做第一步。", "For a drill press * 9 first, then the first step.")
_IN_ITS_LIST: Final = Text("按 Enter 打开,在里面做。", "Enter opens it; it is done there.")
_ALL_DONE: Final = Text("没有没做完的了。", "Nothing is unfinished.")
_HELP: Final = Text(
    "正在进行的应急在最上面,Enter 就到它的卡。下面是现在该做的一步,Enter 就去;"
    "有本厅用时记录的,写着预计几点完成,走完后半小时内写着用了几分、原来预计几分。"
    "左边是全天时间表: 有清单的行在清单里做;其他有方框的行做了按 Space,或键入几点做的(0815、-10),"
    "不勾也不算迟,勾错了按 *;没有方框的行只提醒,到时间自动过去。"
    "右边是未结事项,超时的在前,下面是等候的走势和最近记下的。"
    "提醒一次只有一条,不响,做了就没有。左右键换栏。",
    "An emergency that goes on stands on top: Enter leads to its card. Then the step to do now; Enter goes "
    "there. Where this hall has past durations, it says when "
    "the list will be done, and for half an hour after it what it took and what was predicted. On the "
    "left the timetable of the whole day: rows with a list are done there; on "
    "other rows with a box Space says done, or type when (0815, -10); they are never late without it, and * "
    "puts a tick right. Rows without a box only remind and pass with their time. On the right what is open, "
    "overdue first, then the waits of the day and what was written last. There is one reminder at most, "
    "without a sound; done, it is gone. Left and Right change the column.",
)
