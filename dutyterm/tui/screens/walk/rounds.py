"""The head row of a round: 1 marks that all is normal, Enter records it (R3, W2)."""

from __future__ import annotations

from dutyterm.desk import lists
from dutyterm.i18n import Text
from dutyterm.shift.lists.bulk import covered
from dutyterm.shift.lists.view import RunView
from dutyterm.tui.screens.walk.wishes import WalkWishes
from dutyterm.tui.views.run_head import foot_text


class RoundWishes(WalkWishes):
    """The part of the walk that confirms a round in one act."""

    async def all_normal(self, view: RunView, key: str, char: str | None) -> bool:
        """A key on the head row of a round: 1 marks, Enter records; False when it is for the page."""
        if key in ("enter", "backspace") and self.all_marked:
            self.all_marked = False
            if key == "enter":
                outcome = await lists.bulk(self.session, view.run.id, self.place.took_ms())
                after = self.run_view()
                if self.show_outcome(outcome) and after is not None:
                    self.say(foot_text(after), "good")
        elif char == "1" and covered(view):
            self.all_marked = True
        elif key == "enter" or (char is not None and char.isprintable() and char not in "*+/"):
            self.say(_MARK_FIRST if covered(view) else _ALL_ANSWERED)
        else:
            return False
        self.update_view()
        return True


_MARK_FIRST = Text("先按 1 标出,看过再按 Enter。", "1 marks it first; look at it, then Enter.")
_ALL_ANSWERED = Text("没有还没答的行。", "No line is left to answer.")
