"""The message book 留言本: notes to whoever comes next, who must read them and who has (S2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar, Final, cast

from textual import events

from dutyterm.desk import messages as wishes
from dutyterm.desk.outcome import Done, Outcome
from dutyterm.i18n import Text, same
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed_time import parse_date
from dutyterm.shift import messages
from dutyterm.shift.lists.view import premises_of
from dutyterm.tui.flow import Flow, restored
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.handover.flows import WRITE, named, phrases, signed_in
from dutyterm.tui.screens.listing import ListingPage
from dutyterm.tui.views.asks import Dialogue, Question, numbered
from dutyterm.tui.views.cells import pad
from dutyterm.tui.views.spans import Row, Span


class MessagesPage(ListingPage):
    """Notes that hold today, important ones first."""

    NAME: ClassVar[str] = "messages"
    TITLE_TEXT: ClassVar[Text] = Text("留言本", "Message book")
    HINTS = Text(
        "Space 已读、下一条 | + 写留言 | Enter 撤下自己的 | Esc 返回",
        "Space read, next | + write | Enter takes one's own out | Esc",
    )

    @property
    def draft_prefix(self) -> str:
        """Begins the keys of the drafts of this page."""
        return "messages"

    @property
    def shown(self) -> tuple[messages.Message, ...]:
        """What holds today."""
        return messages.holding(self.session.scene()) if self.session.has_open_shift else ()

    def listed(self) -> Sequence[Row]:
        """Read mark, day, who, words."""
        me, lang = signed_in(self.session), self.lang
        rows: list[Row] = []
        for message in self.shown:
            read = message.read_by(me)
            sign = "!" if message.priority == "important" or me in message.missing else " "
            at = message.at.astimezone(self.duty.now.tzinfo).strftime("%m-%d %H:%M")
            rows.append(
                (
                    Span("[x]" if read else "[ ]", "done" if read else "todo"),
                    Span(f" {sign} ", "block"),
                    Span(f"{at} {pad(named(self.session, message.by), 8)} ", "dim"),
                    Span(message.text, "dim" if read else "plain"),
                )
            )
        return rows or [(Span("  " + _NONE.to(lang), "dim"),)]

    def detail(self) -> Text:
        """Who must read it, who has, until when."""
        found = self.shown
        if not found:
            return _HELP
        message = found[min(self.cursor, len(found) - 1)]
        parts = [same(message.text)]
        if message.until is not None:
            parts.append(_UNTIL.fill(day=message.until.strftime("%m-%d")))
        if message.missing:
            names = ", ".join(named(self.session, person) for person in message.missing)
            parts.append(_MISSING.fill(names=names))
        read = ", ".join(named(self.session, person) for person, _ in message.read)
        parts.append(_READ_BY.fill(names=read) if read else _UNREAD)
        return Text("   ".join(p.zh for p in parts), "   ".join(p.en for p in parts))

    def update_view(self) -> None:
        """The pane tells of the note under the cursor."""
        if self.duty.session is not None:
            self.KEEPS = self.detail()
        super().update_view()

    # --- keys -------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Space reads, `+` writes; the rest is that of every listing."""
        if self.flow is None and event.key in ("space", "plus"):
            event.stop()
            event.prevent_default()  # Textual hands a key to every class of the page in turn
            await (self._read() if event.key == "space" else self._write())
            self.update_view()

    async def _read(self) -> None:
        found = self.shown
        if not found:
            self.say(_NONE)
            return
        message = found[min(self.cursor, len(found) - 1)]
        if self.show_outcome(await wishes.read(self.session, message.ref)):
            self.do_next()

    async def _write(self) -> None:
        refused = self.duty_gate()
        if refused is not None:
            self.refuse(refused)
        else:
            self.open_flow(restored(self.session, self.draft_prefix, self._new()))

    def duty_gate(self) -> Refusal | None:
        """Why who is signed in cannot write now."""
        from dutyterm.hall.permissions import Act

        return self.session.may(Act.WRITE_ENTRY)

    def open_row(self, n: int) -> None:
        """Enter: one's own note can be taken out."""
        found = self.shown
        if n < len(found):
            self.open_flow(self._withdraw(found[n]))
        else:
            self.open_flow(restored(self.session, self.draft_prefix, self._new()))

    def digit(self, digit: int) -> None:
        """Here digits are answers only."""
        del digit
        self.say(self.HINTS)

    def _new(self) -> Flow:
        today = self.session.scene().now.date()

        def day(typed: str) -> str | Text:
            if typed in ("0", "-"):
                return "-"
            found = parse_date(typed, today)
            return found.text if isinstance(found, Refusal) else found.isoformat()

        me = signed_in(self.session)
        others = tuple((p.id, same(p.name)) for p in premises_of(self.session.scene()).roster if p.id != me)
        questions = (
            Question(
                "priority",
                Text("轻重?", "How important?"),
                options=numbered(tuple(messages.PRIORITIES.items())),
            ),
            Question(
                "until",
                Text("有效到哪天?", "Valid until?"),
                options=numbered((("-", _NEXT), (today.isoformat(), _TODAY))),
                write=Text("写日期,如 1203 或 +3", "a day, e.g. 1203 or +3"),
                take=day,
            ),
            Question(
                "reader",
                Text("谁必读?", "Who must read it?"),
                options=numbered((("", Text("下一班经理", "the next manager")), *others)),
            ),
            Question("text", Text("留言", "The note"), "text"),
        )

        async def save(a: Mapping[str, str]) -> Outcome:
            return await wishes.write(
                self.session,
                a["text"],
                priority=cast(messages.Priority, a["priority"]),
                until=None if a["until"] == "-" else date.fromisoformat(a["until"]),
                must_read=(a["reader"],) if a["reader"] else (),
            )

        return Flow("new", Dialogue(Text("写留言", "A new note"), questions), save, keeps=True)

    def _withdraw(self, message: messages.Message) -> Flow:
        reasons = phrases(self.lang, Text("已办好", "dealt with"), Text("写错了", "written by mistake"))
        question = Question("why", Text("为什么撤下?", "Why?"), options=numbered(reasons), write=WRITE)
        title = Text(f"撤下: {message.text}", f"Take out: {message.text}")
        return Flow(
            f"withdraw/{message.ref}",
            Dialogue(title, (question,)),
            lambda a: wishes.withdraw(self.session, message.ref, a["why"]),
        )

    def flow_done(self, flow: Flow, outcome: Done) -> None:
        """On disk."""
        del flow
        self.show_outcome(outcome)

    def focus_help(self) -> HelpText:
        """What a note is for."""
        return HelpText(self.TITLE_TEXT, _HELP, ("S2",))


_NONE: Final = Text("没有留言。按 + 写一条。", "No notes. + writes one.")
_UNTIL: Final = Text("有效到 {day}", "until {day}")
_MISSING: Final = Text("还没读: {names}", "still to read it: {names}")
_READ_BY: Final = Text("读过: {names}", "read by: {names}")
_UNREAD: Final = Text("还没有人读", "nobody has read it")
_NEXT: Final = Text("下一班读过为止", "until the next manager has read it")
_TODAY: Final = Text("今天", "today")
_HELP: Final = Text(
    "留言给下一班的经理: 接班时排在要读的里面。必读的人没读,它就一直在;写了有效期的,到那天为止。",
    "Notes to the next manager: they are among what is read at a handover. A note stays until who must read "
    "it has; one with a last day stays until that day.",
)
