"""Pages whose dialogues end in signatures: what was typed before them is forgotten once it is on disk."""

from __future__ import annotations

from dataclasses import replace

from dutyterm.desk.drafts import PRIVATE
from dutyterm.i18n import Text
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.screens.cash.signing import SIGN
from dutyterm.tui.views.ask_rows import answered_text


class SigningPage(FlowPage):
    """A dialogue leads on to the one that asks for PINs; its words are drafts until that one is granted."""

    _signs_for: str = ""
    """Id of the dialogue whose answers are being signed."""
    _facts: Text | None = None
    """Those answers, when the dialogue that asks for PINs does not tell them itself."""

    def open_flow(self, flow: Flow | None) -> None:
        """See FlowPage. Nobody signs what does not stand on the screen: the answers go along."""
        if flow is None or not flow.id.startswith(SIGN):
            self._signs_for, self._facts = "", None
        elif self.flow is None:
            self._facts = None  # nothing was asked before
        elif not self.flow.id.startswith(SIGN):
            self._signs_for = self.flow.id
            untold = flow.dialogue.title == self.flow.dialogue.title
            self._facts = answered_text(self.flow.dialogue) if untold else None
        if flow is not None and self._facts is not None and self._facts.zh:
            title, facts = flow.dialogue.title, self._facts
            told = Text(f"{title.zh}\n{facts.zh}", f"{title.en}\n{facts.en}")
            flow = replace(flow, dialogue=replace(flow.dialogue, title=told))
        super().open_flow(flow)

    def forget_answers(self) -> None:
        """They are on disk: the next dialogue of that name begins empty."""
        if self._signs_for:
            for secrecy in ("", PRIVATE):
                self.session.drafts.drop_all(f"{secrecy}{self.draft_prefix}/flow/{self._signs_for}/")
            self._signs_for = ""
