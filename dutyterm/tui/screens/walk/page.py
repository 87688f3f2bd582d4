"""The page on which a list is walked; it turns keys into wishes and the state into rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.widget import Widget

from dutyterm.i18n import Text
from dutyterm.manual.card_names import spelled
from dutyterm.shift import life
from dutyterm.shift.lists.place import run_view
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import RunView, SlotView
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.walk import flows, hints
from dutyterm.tui.screens.walk.choosing import Choosing
from dutyterm.tui.screens.walk.drawn import body_of, drawing
from dutyterm.tui.screens.walk.keys import press, writes
from dutyterm.tui.screens.walk.place import Place
from dutyterm.tui.views import all_normal, line_help, steps
from dutyterm.tui.views.asks import Dialogue
from dutyterm.tui.views.line_detail import detail_rows
from dutyterm.tui.views.spans import Row
from dutyterm.tui.views.walk_body import lay_out
from dutyterm.tui.widgets.full_rows import FullRows

_ROW_KEYS = {"up": -1, "down": 1}
_LINE_KEYS = {"pageup": -8, "pagedown": 8, "home": -10_000, "end": 10_000}
_FIELD_KEYS = {"left": -1, "right": 1}
_SPACE_KINDS = ("confirm", "time", "dual")


class WalkPage(Choosing):
    """A list, walked line by line."""

    NAME: ClassVar[str] = "lists"
    TITLE_TEXT: ClassVar[Text] = Text("检查清单", "Checklist")
    CSS_PATH = "walk.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._place: Place | None = None
        self._offset = 0
        self._shown: Slot | None = None
        self._at_work = False
        self._to_draw = False
        """A key is being worked off; what it changes is drawn once, when it is done."""
        self._frame_too = False
        self._rows: FullRows | None = None
        self._pressed_ms = 0
        """When the key that is being worked off was pressed."""

    # --- state ------------------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        """The cursor."""
        opened = life.of(self.session.shift).opened
        journal = opened.journal if opened is not None else ""
        known = self._place
        if known is None or known.session is not self.session or known.journal != journal:
            known = self._place = Place(self.session, journal, since_ms=self.session.clock.mono_ms())
            self.flow, self.detail, self.opening, self._offset = None, None, None, 0
            self.all_marked = False
        return known

    @property
    def dialogue(self) -> Dialogue | None:
        """The dialogue in the lower pane, when there is one."""
        return None if self.flow is None else self.flow.dialogue

    @property
    def takes_text(self) -> bool:
        """Do letters and signs go into a text now, exactly as typed?"""
        if self.dialogue is not None:
            return self.dialogue.takes_text
        view = self.run_view()
        slot = None if view is None else steps.slot_at(view, self.place.slot)
        if view is None or slot is None or self.detail is not None:
            return False
        return writes(slot, self.place.buffer(view.run), writing=self.place.writing)

    def run_view(self) -> RunView | None:
        """The run as it stands."""
        run = self.run_of_list()
        found = None if run is None else run_view(self.session.scene(), run.id)
        return found if isinstance(found, RunView) else None

    def settle(self, view: RunView) -> None:
        """Puts the cursor where it belongs when it is nowhere, or another page has sent it elsewhere."""
        place = self.place
        place.enter(view.run)
        kept = place.remembered(view.run)
        if kept is not None and kept == place.left:
            return  # looking again at another line for a moment
        if kept is not None and kept.item != place.slot.item and all_normal.stands(view, kept):
            line = view.line(kept.item)
            known = line is None or steps.slot_at(view, kept) is not None
            place.go(view.run, kept if known or line is None else steps.place_in(line))
        elif not all_normal.stands(view, place.slot):
            place.go(view.run, all_normal.first(view))

    # --- drawing ----------------------------------------------------------------------------------

    def compose_body(self) -> Iterable[Widget]:
        """All rows are one widget: the list scrolls by itself."""
        self._rows = FullRows(id="walk")
        yield self._rows

    def on_full_rows_resized(self) -> None:
        """Rows are measured anew."""
        self.update_view()

    def come_back(self) -> None:
        """The cursor goes where it was left, after an interruption to what is looked at again (N8)."""
        view = self.run_view()
        if view is None:
            return
        self.settle(view)
        again = self.to_look_again(view)
        if again is not None:
            self.place.look(view.run, again)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """The page is on top again."""
        self.come_back()
        super().on_screen_resume(event)
        self.call_after_refresh(self.update_view)

    def tick(self) -> None:
        """Lateness and the interruption are counted from the clock."""
        self.update_view()

    def update_view(self) -> None:
        """Draw the run, or how to start it; while a key is worked off, when that is done."""
        if self._at_work:
            self._to_draw = True
        else:
            self._draw()

    def redraw(self) -> None:
        """The frame is drawn with the body: else the tick of a line would come a picture later."""
        if self._at_work:
            self._to_draw = self._frame_too = True
        else:
            super().redraw()

    def _draw(self) -> None:
        if self.duty.session is None or not self.is_mounted:
            return
        widget = self._rows
        if widget is None or not widget.is_attached:
            return  # the program is closing
        width, height = widget.size
        if width <= 0 or height <= 0:
            return
        view = self.run_view()
        if view is None:
            widget.show(self.choosing_rows(width))
            self.hint(hints.CHOOSE if self.list_id is None else hints.START)
            return
        self.settle(view)
        if self.detail is not None:
            widget.show(self._detail_rows(view, width, height))
            self.hint(hints.DETAIL)
            return
        if self._shown != self.place.slot:
            self._shown, self.pane_from = self.place.slot, 0
        signing = self.flow is not None and self.flow.id == flows.SIGN
        body = body_of(
            self.session,
            view,
            self.place,
            self.dialogue,
            self.lang,
            width,
            signing_now=signing,
            all_marked=self.all_marked,
        )
        body = replace(body, pane_from=self.pane_from)
        laid = lay_out(body, width, height, self._offset)
        self._offset, self.pane_hidden, self.pane_rows = laid.offset, laid.hidden, laid.pane_rows
        widget.show(laid.rows)
        typed = bool(self.place.buffer(view.run).text) or self.place.writing
        slot = steps.slot_at(view, self.place.slot)
        alone = self._by_records(view)
        again = slot is not None and self.asked_again(view, slot)
        self.hint(hints.of(self.dialogue, slot, self.place, typed=typed, by_records=alone, again=again))

    def _by_records(self, view: RunView) -> bool:
        """Does the cursor stand on a line that only records answer?"""
        line = view.line(self.place.slot.item)
        return line is not None and line.by_records

    def _detail_rows(self, view: RunView, width: int, height: int) -> list[Row]:
        line = view.line(self.place.slot.item) or view.lines[0]
        d = drawing(self.session, view, self.place, self.lang, width)
        rows = detail_rows(line, d, self.session.manual.cover.sources)
        first = max(0, min(self.detail or 0, len(rows) - height))
        self.detail = first
        return list(rows[first : first + height])

    def focus_help(self) -> HelpText:
        """The help of the line under the cursor, with its source."""
        view = self.run_view()
        if view is not None and self.place.slot == all_normal.ALL:
            return HelpText(all_normal.TITLE, all_normal.HELP, ("R3", "W2"))
        line = None if view is None else view.line(self.place.slot.item)
        if line is None:
            return HelpText(self.TITLE_TEXT, self.hints)
        cards = self.session.manual.cards
        fail, how = spelled(line_help.fail_text(line.line), cards), spelled(line.line.help, cards)
        title = Text(f"{line.line.id} {line.line.title.zh}", f"{line.line.id} {line.line.title.en}")
        body = Text(f"{how.zh}\n{fail.zh}", f"{how.en}\n{fail.en}")
        return HelpText(title, body, line.line.source)

    def hold(self) -> None:
        """What is half-typed is on disk before anything covers the page."""
        if self.duty.session is not None:
            self.session.drafts.flush()

    # --- keys -------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Answers and moves; what is left is for the command table."""
        self._pressed_ms = self.duty.pressed_ms(event)
        self._at_work = True  # the record, the cursor that goes on and the end of the key: one picture
        try:
            used = await self._pressed(event.key, event.character)
        finally:
            self._at_work = False
            if self._frame_too:
                self.redraw()
            elif self._to_draw:
                self._draw()
            self._to_draw = self._frame_too = False
        if used:
            event.stop()

    async def _pressed(self, key: str, char: str | None) -> bool:
        view = self.run_view()
        if view is None:
            return await self.key_without_run(key, char)
        if self.flow is not None:
            return await self.key_in_flow(key, char)
        if self.detail is not None:
            return self._in_detail(key, char)
        if self.place.slot == all_normal.ALL and await self.all_normal(view, key, char):
            return True
        slot = steps.slot_at(view, self.place.slot)
        if slot is not None and await self._at_slot(view, slot, key, char):
            return True
        return self._moved(view, key)

    def _in_detail(self, key: str, char: str | None) -> bool:
        step = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -10_000, "end": 10_000}.get(key)
        if key == "enter":
            self.detail = None
        elif step is not None and self.detail is not None:
            self.detail = max(0, self.detail + step)
        elif char is not None and char.isprintable() and char not in "*+/":
            self.say(
                Text(
                    "在清单里答: 先按 Enter 或 Esc 回去。",
                    "Answer in the list: Enter or Esc goes back first.",
                )
            )
        else:
            return False
        self.update_view()
        return True

    async def _at_slot(self, view: RunView, slot: SlotView, key: str, char: str | None) -> bool:
        guard, pressed_ms = self.duty.guard, self._pressed_ms
        buffer, alone = self.place.buffer(view.run), self._by_records(view)
        act = press(slot, buffer, key, char, writing=self.place.writing, by_records=alone)
        if guard.ignores(key, pressed_ms):
            self.say(Text("按得太快,这一下没有算。", "Too fast: this key was not counted."))
            return True
        before = self.place.slot
        used = await self.act(view, slot, act, key)
        if used and self.place.slot != before:
            changed = key == "space" and self._space_means_else(view, slot)
            guard.jumped(key, pressed_ms, meaning_changed=changed)
        return used

    def _space_means_else(self, view: RunView, before: SlotView) -> bool:
        """Would Space answer something of another kind where the cursor stands now?"""
        here = steps.slot_at(view, self.place.slot)
        return here is not None and here.spec.kind in _SPACE_KINDS and here.spec.kind != before.spec.kind

    def _moved(self, view: RunView, key: str) -> bool:
        here = self.place.slot
        if all_normal.to_head(view, here, key):
            to = all_normal.ALL
        elif here == all_normal.ALL:
            to = all_normal.from_head(view, key) or here
            if to == here and key not in (*_ROW_KEYS, *_LINE_KEYS, *_FIELD_KEYS):
                return False
        elif key in _ROW_KEYS:
            to = steps.row_step(view, here, _ROW_KEYS[key])
        elif key in _LINE_KEYS:
            to = steps.line_step(view, here, _LINE_KEYS[key])
        elif key in _FIELD_KEYS:
            to = steps.field_step(view, here, _FIELD_KEYS[key])
        elif key == "enter":
            self.detail = 0
            self.update_view()
            return True
        else:
            return False
        self.all_marked = False
        self.place.go(view.run, to)
        self.update_view()
        return True

    async def on_paste(self, event: events.Paste) -> None:
        """A paste goes into a text or a figure, whole, cleaned; never into a choice or a PIN."""
        event.stop()
        view = self.run_view()
        slot = None if view is None else steps.slot_at(view, self.place.slot)
        if self.flow is not None:
            await self.paste_in_flow(event.text)
        elif view is None or slot is None or self.detail is not None or not _takes_paste(slot):
            self.say(Text("这里不能粘贴。", "Nothing can be pasted here."))
        else:
            self.place.put(view.run, self.place.buffer(view.run).insert(event.text))
        self.update_view()


def _takes_paste(slot: SlotView) -> bool:
    return slot.spec.kind in ("text", "number", "count", "money", "time")
