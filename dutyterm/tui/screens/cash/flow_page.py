"""Pages whose dialogues end in signatures: what was typed before them is forgotten once it is on disk."""

from __future__ import annotations

from dutyterm.desk.drafts import PRIVATE
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.screens.cash.signing import SIGN


class SigningPage(FlowPage):
    """A dialogue leads on to the one that asks for PINs; its words are drafts until that one is granted."""

    _signs_for: str = ""
    """Id of the dialogue whose answers are being signed."""

    def open_flow(self, flow: Flow | None) -> None:
        """See FlowPage."""
        if flow is None or not flow.id.startswith(SIGN):
            self._signs_for = ""
        elif self.flow is not None and not self.flow.id.startswith(SIGN):
            self._signs_for = self.flow.id
        super().open_flow(flow)

    def forget_answers(self) -> None:
        """They are on disk: the next dialogue of that name begins empty."""
        if self._signs_for:
            for secrecy in ("", PRIVATE):
                self.session.drafts.drop_all(f"{secrecy}{self.draft_prefix}/flow/{self._signs_for}/")
            self._signs_for = ""
