"""Pages with a dialogue in them: questions are answered key by key, then one wish is made of the answers."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from dutyterm.desk.drafts import PRIVATE
from dutyterm.desk.outcome import Done, Outcome
from dutyterm.desk.session import Session
from dutyterm.i18n import Text
from dutyterm.model.refusal import Refusal
from dutyterm.tui.page import Page
from dutyterm.tui.views.asks import Dialogue, Question
from dutyterm.values import dataclass

Finish = Callable[[Mapping[str, str]], Awaitable[Outcome | None]]
"""What is done with the answers; None = it led on to something else."""

_KEYS = frozenset(("enter", "backspace", "left", "right", "home", "end"))
_ANSWERS = "answers"


@dataclass(frozen=True)
class Flow:
    """A dialogue, and what is wished when it is answered."""

    id: str
    """For the drafts of its words."""
    dialogue: Dialogue
    finish: Finish
    keeps: bool = False
    """Answers are drafts too, so that the whole dialogue comes back after a kill; never PINs."""
    drafted: bool = True
    """False: what is half-typed is no draft either; a number is not kept in order to be erased."""


def restored(session: Session, prefix: str, flow: Flow) -> Flow:
    """The flow as far as its answers were kept."""
    questions = {q.name: q for q in flow.dialogue.questions if q.kind != "pin"}
    kept = {
        name: word
        for private in (False, True)
        for name, word in _kept(session, _answers_key(prefix, flow.id, private=private)).items()
        if name in questions and questions[name].private is private
    }
    # in the order of the questions, so that Backspace takes back the last one
    answers = {name: kept[name] for name in questions if name in kept}
    return replace(
        flow, dialogue=_with_words(session, prefix, flow.id, replace(flow.dialogue, answers=answers))
    )


def _kept(session: Session, key: str) -> dict[str, str]:
    try:
        kept = json.loads(session.drafts.get(key) or "{}")
    except ValueError:
        return {}
    return {k: v for k, v in kept.items() if isinstance(v, str)} if isinstance(kept, dict) else {}


def _answers_key(prefix: str, id: str, *, private: bool) -> str:
    return f"{PRIVATE if private else ''}{prefix}/flow/{id}/{_ANSWERS}"


def _words_key(prefix: str, id: str, asked: Question) -> str:
    return f"{PRIVATE if asked.private else ''}{prefix}/flow/{id}/{asked.name}"


def _is_drafted(asked: Question) -> bool:
    """Is what is half-typed kept? No PIN is, nor a staff number: somebody may type the PIN into its field."""
    return asked.kind != "pin" and asked.words is None


def _with_words(session: Session, prefix: str, id: str, dialogue: Dialogue) -> Dialogue:
    asked = dialogue.question
    words = session.drafts.get(_words_key(prefix, id, asked)) if asked is not None else ""
    if asked is None or not _is_drafted(asked) or not words or dialogue.buffer.text:
        return dialogue
    if asked.kind == "option" and not dialogue.writing:
        return dialogue
    return replace(dialogue, buffer=dialogue.buffer.insert(words), writing=asked.kind != "time")


class FlowPage(Page):
    """A page that may have a dialogue open."""

    flow: Flow | None = None

    @property
    def draft_prefix(self) -> str:
        """Begins the keys of the drafts of this page's dialogues."""
        raise NotImplementedError

    def open_flow(self, flow: Flow | None) -> None:
        """Opens a dialogue, or closes it; what was typed in it stays a draft."""
        self.flow = flow
        if flow is not None and flow.drafted:
            self.flow = replace(
                flow, dialogue=_with_words(self.session, self.draft_prefix, flow.id, flow.dialogue)
            )
        self.update_view()

    def flow_done(self, flow: Flow, outcome: Done) -> None:
        """Its wish is on disk."""
        raise NotImplementedError

    def flow_refused(self, flow: Flow, outcome: Outcome) -> bool:
        """Its wish was not granted; True when the page has dealt with that."""
        del flow, outcome
        return False

    async def key_in_flow(self, key: str, char: str | None) -> bool:
        """A key for the open dialogue; False when it is for the page or the program."""
        printable = char is not None and char.isprintable()
        if self.flow is None or (not printable and key not in _KEYS):
            return False  # Tab and Esc have a character too
        await self._went_on(self.flow.dialogue.press(key, char))
        return True

    async def paste_in_flow(self, text: str) -> None:
        """A paste into the open dialogue."""
        if self.flow is not None:
            await self._went_on(self.flow.dialogue.pasted(text))

    async def _went_on(self, after: Dialogue | Text) -> None:
        flow = self.flow
        if flow is None:
            return
        if isinstance(after, Text):
            self.say(after)
            return
        drafts, prefix = self.session.drafts, self.draft_prefix
        asked, before = after.question, flow.dialogue.question
        opens_text = after.takes_text and not flow.dialogue.takes_text
        if asked is not None and _is_drafted(asked) and flow.drafted:
            if asked is not before or (opens_text and not after.buffer.text):
                after = _with_words(self.session, self.draft_prefix, flow.id, after)
            if after.takes_text or asked.kind == "time":
                drafts.put(_words_key(prefix, flow.id, asked), after.buffer.text)
        if flow.keeps:
            for private in (False, True):
                names = {q.name for q in after.questions if q.kind != "pin" and q.private is private}
                kept = {k: v for k, v in after.answers.items() if k in names}
                key = _answers_key(prefix, flow.id, private=private)
                drafts.put(key, json.dumps(kept, ensure_ascii=False) if kept else "")
        self.flow = replace(flow, dialogue=after)
        if after.question is None:
            await self._finish(self.flow)
        self.update_view()

    async def _finish(self, flow: Flow) -> None:
        outcome = await flow.finish(flow.dialogue.answers)
        if outcome is None:
            return  # it led on to something else
        if isinstance(outcome, Done):
            self.flow = None
            for secrecy in ("", PRIVATE):
                self.session.drafts.drop_all(f"{secrecy}{self.draft_prefix}/flow/{flow.id}/")
            self.flow_done(flow, outcome)
        elif isinstance(outcome, Refusal) and outcome.code == "must_change_pin":
            self._choose_own_pin(flow, outcome)
        elif not self.flow_refused(flow, outcome):
            # what was typed last is asked again, with its words still there; a PIN is typed anew
            back = flow.dialogue.again()
            self.flow = replace(flow, dialogue=_with_words(self.session, self.draft_prefix, flow.id, back))
            self.show_outcome(outcome)

    def _choose_own_pin(self, flow: Flow, refused: Refusal) -> None:
        """A PIN for one use signs nothing: its owner chooses an own one here, and that one signs."""
        from dutyterm.tui.dialogs.new_pin import ChangePin

        person = self.session.hall.people.get(str(refused.data.get("person", "")))
        asked = [
            q.name for q in flow.dialogue.questions if q.kind == "pin" and q.name in flow.dialogue.answers
        ]
        if person is None or not asked:
            self.show_outcome(refused)
            return
        own = self.session.who is not None and self.session.who.id == person.id
        name = asked[0] if own else asked[-1]
        answers = flow.dialogue.answers
        title = _OWN_PIN.fill(name=person.name)
        dialog = ChangePin(title, known=answers[name], person=person.id)

        async def changed(done: bool | None) -> None:
            if self.flow is not flow:
                return
            if done:
                signs = replace(flow.dialogue, answers={**answers, name: dialog.chosen})
                self.flow = replace(flow, dialogue=signs)
                await self._finish(self.flow)
            else:
                self.flow = replace(flow, dialogue=flow.dialogue.again())
                self.show_outcome(refused)
            self.update_view()

        self.app.push_screen(dialog, changed)


_OWN_PIN = Text(
    "{name}: 一次性 PIN 不签名。现在换成自己的,随即用它签名。",
    "{name}: a PIN for one use signs nothing. Choose your own now; it signs at once.",
)
