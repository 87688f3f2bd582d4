"""Opening the doors: what it brings is shown first, then Enter; late, and with defects (OPN-34)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from dutyterm.desk import lists
from dutyterm.i18n import Text, joined, same
from dutyterm.model.refusal import Refusal
from dutyterm.shift.lists import doors, rules
from dutyterm.shift.lists.place import At, locate
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import RunView
from dutyterm.tui.flow import FlowPage
from dutyterm.tui.screens.walk import flows
from dutyterm.tui.screens.walk.place import Marked, Place
from dutyterm.tui.views.run_head import limits_text


class DoorWishes(FlowPage):
    """The part of the walk that opens the doors."""

    opening: doors.Opening | None = None
    """A wish to open the doors that waits for the hall manager."""

    @property
    def place(self) -> Place:
        """The cursor."""
        raise NotImplementedError

    def settled(self, outcome: object, slot: Slot | None) -> bool:
        """Shows what became of a wish; True when it is on disk."""
        raise NotImplementedError

    async def mark_doors(self, at: At, answer: rules.Answer) -> None:
        """Shows what the time typed would bring and waits for Enter (law 3); what cannot be says so now."""
        wish = flows.opening(at.run.id, at.line.line.id, datetime.fromisoformat(str(answer.value)))
        would = doors.open_doors(self.session.scene(), wish)
        if isinstance(would, Refusal) and would.code != "late_reason":
            await self.open_doors(at, wish)
            return
        late = doors.late_by(at, wish.opened_at)
        brings = _BRINGS if late is None else joined(same(" "), [_LATE.fill(n=late), _BRINGS])
        shown = _OPEN_AT.fill(at=f"{wish.opened_at:%H:%M}")
        self.place.marks[answer.slot] = Marked(answer, shown, brings, limits_text(at.view), opens=wish)

    async def open_marked(self, view: RunView, wish: doors.Opening) -> None:
        """Enter at the marked time."""
        at = locate(self.session.scene(), view.run.id, wish.item)
        if isinstance(at, Refusal):
            self.refuse(at)
        else:
            await self.open_doors(at, wish)

    async def open_doors(self, at: At, wish: doors.Opening) -> None:
        """Opens the doors; asks why when late, says what blocks, and remembers the wish for `*` 3."""
        outcome = await lists.open_doors(self.session, wish)
        if isinstance(outcome, Refusal) and outcome.code == "late_reason":

            async def again(answers: Mapping[str, str]) -> None:
                self.flow = None
                await self.open_doors(at, replace(wish, late_reason=answers["late_reason"]))

            self.open_flow(flows.late_doors(wish, outcome.data.get("minutes", "?"), again))
            return
        blocked = isinstance(outcome, Refusal) and outcome.code == "doors_blocked"
        self.opening = wish if blocked else None
        self.settled(outcome, self.place.slot)

    async def with_defects(self, at: At) -> None:
        """`*` 3 at the doors: 带缺陷开门, the hall manager takes the defects (N34)."""
        scene = self.session.scene()
        wish = self.opening or flows.opening(at.run.id, at.line.line.id, scene.now)
        blocking = at.view.blocking("doors")
        late = doors.late_by(at, wish.opened_at)
        if not blocking:
            await self.open_doors(at, wish)
        elif late is not None and not wish.late_reason:

            async def then(answers: Mapping[str, str]) -> None:
                self.opening = replace(wish, late_reason=answers["late_reason"])
                await self.with_defects(at)

            self.open_flow(flows.late_doors(wish, late, then))
        else:
            self.open_flow(flows.defects(self.session, wish, tuple(v.line.id for v in blocking)))


_OPEN_AT = Text("开门 {at}", "doors open {at}")
_BRINGS = Text(
    "记下后门就算开了,不能收回;时间以后可以更正。",
    "Recorded, the doors are open for good; a wrong time can be changed.",
)
_LATE = Text("迟 {n} 分,要选原因。", "{n} min late, asks why.")
