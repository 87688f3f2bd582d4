"""One emergency: the three reports, its course, the after-action form; over whatever is shown (P8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import events
from textual.widget import Widget

from dutyterm.desk.case_papers import make_case
from dutyterm.desk.cases import Case, case_here
from dutyterm.desk.outcome import Done, NotSaved
from dutyterm.desk.printing import Sort
from dutyterm.i18n import Text
from dutyterm.review.cases import head
from dutyterm.review.reports import KINDS
from dutyterm.shift.procedures.after_facts import AnswerField
from dutyterm.shift.procedures.after_words import NEEDED
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.cases import questions
from dutyterm.tui.screens.cases.form_rows import form_rows, state
from dutyterm.tui.screens.over import OverPage
from dutyterm.tui.views.ask_rows import dialogue_rows
from dutyterm.tui.views.case import (
    LONG_AGO,
    PAPER,
    TABS,
    FormRow,
    Tab,
    course_rows,
    form_pane,
    form_row,
    head_rows,
    report_rows,
)
from dutyterm.tui.views.spans import Row, row
from dutyterm.tui.views.walk_body import Body, lay_out
from dutyterm.tui.widgets.full_rows import FullRows

if TYPE_CHECKING:
    from dutyterm.tui.app import DutyApp

_STEPS: Final = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8, "home": -100_000, "end": 100_000}


async def open_case(app: DutyApp, run: str, tab: Tab) -> None:
    """One side of a case that the open shift knows."""
    case = case_here(app.emergencies, app.session, run)
    if case is not None:
        await app.push_screen(CasePage(case, tab))


class CasePage(FlowPage, OverPage):
    """Digits change the side that is shown; on the form Enter answers; Space says that a report went out."""

    NAME: ClassVar[str] = "case"
    TITLE_TEXT: ClassVar[Text] = Text("应急事件", "Emergency")
    CSS_PATH = "cases.tcss"

    def __init__(self, case: Case, tab: Tab = "flash") -> None:
        super().__init__()
        self.known = case
        """As it was found; what the open shift knows by now comes first."""
        self.tab: Tab = tab
        self.at: str | None = None
        """The row of the form with the cursor."""
        self.top = 0
        """First row that is seen, of what is only read."""
        self._offset = 0

    # --- looking ---------------------------------------------------------------------------------

    @property
    def case(self) -> Case:
        """The case now; without names while the screen is locked."""
        found = case_here(self.duty.emergencies, self.duty.session, self.known.run.id)
        case = self.known if found is None or not self.known.here else found
        return replace(case, names={}) if self.duty.locked else case

    @property
    def draft_prefix(self) -> str:
        """Begins the keys of the drafts of this page."""
        return questions.PREFIX

    @property
    def takes_text(self) -> bool:
        """Do letters and signs go into a text now, exactly as typed?"""
        return self.flow is not None and self.flow.dialogue.takes_text

    def compose_body(self) -> Iterable[Widget]:
        """All rows are one widget."""
        yield FullRows(id="case")

    def on_mount(self) -> None:
        """First drawing."""
        self.call_after_refresh(self.update_view)

    def on_full_rows_resized(self) -> None:
        """Rows are measured anew."""
        self.update_view()

    def tick(self) -> None:
        """What is left until something is due runs on."""
        if self.flow is None:
            self.update_view()

    def update_view(self) -> None:
        """The head, and the side that is shown."""
        if not self.is_mounted:
            return
        widget = self.query_one("#case", FullRows)
        width, height = widget.size
        if width <= 0 or height <= 0:
            return
        case = self.case
        top = head_rows(head(case.view), state(case), self.tab, self.lang, width, drill=case.run.drill)
        if self.tab == "form":
            body = self._form_body(case, top, width)
            laid = lay_out(body, width, height, self._offset)
            self._offset = laid.offset
        else:
            rows = tuple(self._told(case, width))
            self.top = max(0, min(self.top, len(rows) - (height - len(top) - 2)))
            room = height - len(top) - 2
            # the cursor is not shown here: it only says which rows are seen
            body = Body(top, rows, self.top + (1 if room > 3 else 0), (), 0, lang=self.lang)
            laid = lay_out(body, width, height, self.top)
        widget.show(laid.rows)
        self.hint(self._hints(case))

    def _hints(self, case: Case) -> Text:
        if self.flow is not None:
            return _ASKED
        if not case.here:
            return _COURSE
        return _FORM if self.tab == "form" else _COURSE if self.tab == "course" else _REPORT

    def _told(self, case: Case, width: int) -> list[Row]:
        if self.tab == "course":
            told = (case.course(), case.steps())
            return course_rows(*told, self.lang, width, names=not self.duty.locked)
        kind = next(kind for kind in KINDS if kind == self.tab)
        return report_rows(case.report(kind), self.lang, width, case.now, here=case.here)

    def _form_body(self, case: Case, top: tuple[Row, ...], width: int) -> Body:
        if self.duty.locked or self.duty.session is None or self.duty.session.who is None:
            return Body(top, (row(" " + _SIGN_IN.to(self.lang), "warning"),), 0, (), 0)
        rows = form_rows(case)
        here = self._here(rows)
        shown = tuple(form_row(one, self.lang, width, here=one is here) for one in rows)
        pane = form_pane(here, self.lang, width, here=case.here)
        if self.flow is not None:
            pane = dialogue_rows(self.flow.dialogue, width, lambda text: text.to(self.lang))
        return Body(top, shown, rows.index(here), pane, 3, asks=self.flow is not None, lang=self.lang)

    def _here(self, rows: list[FormRow]) -> FormRow:
        chosen = next((one for one in rows if one.id == self.at), None)
        first = next((one for one in rows if one.needed and not one.answered), None)
        return chosen or first or rows[-1]

    # --- keys ------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Digits, arrows, Enter; what is left is for the command table."""
        if self.flow is not None:
            used = await self.key_in_flow(event.key, event.character)
        else:
            used = await self._pressed(event.key, event.character or "")
        if used:
            event.stop()

    async def _pressed(self, key: str, char: str) -> bool:
        if char and char in "123456789"[: len(TABS)]:
            self.tab, self.top, self._offset = TABS[int(char) - 1][0], 0, 0
        elif char == PAPER:
            await self._paper()
        elif key in _STEPS:
            self._move(_STEPS[key])
        elif key == "space":
            await self._handed_in()
        elif key == "enter" and self.tab == "form":
            self._answer()
        elif key == "plus" and self.tab == "form":
            self._open(None, new=True)
        else:
            return False
        self.update_view()
        return True

    def _move(self, step: int) -> None:
        if self.tab != "form":
            self.top = max(0, min(self.top + step, 100_000))
            return
        rows = form_rows(self.case)
        at = rows.index(self._here(rows)) + step
        self.at = rows[min(max(at, 0), len(rows) - 1)].id

    async def _handed_in(self) -> None:
        """Space: this report went to the hall manager."""
        kind = next((kind for kind in KINDS if kind == self.tab), None)
        if kind is None:
            self.say(_NO_SPACE)
            return
        case = self.case
        if not case.here:
            self.say(LONG_AGO)
            return
        outcome = await self.duty.emergencies.report(self.duty.session, case.run.id, kind)
        if isinstance(outcome, NotSaved):
            self.say(outcome.text, "error")
        else:
            self.show_outcome(outcome)

    def _answer(self) -> None:
        rows = form_rows(self.case)
        self._open(self._here(rows))

    def _open(self, one: FormRow | None, *, new: bool = False) -> None:
        session, case = self.duty.session, self.case
        if session is None or session.who is None or self.duty.locked:
            self.say(_SIGN_IN)
        elif not case.here:
            self.say(LONG_AGO)
        elif case.run.running:
            self.say(_GOES_ON)
        elif case.run.form.signed:
            self.say(_SIGNED)
        elif new or (one is not None and one.kind == "new"):
            self.open_flow(questions.action(session, case))
        elif one is not None and one.kind == "field":
            self.open_flow(questions.field(session, case, cast(AnswerField, one.id)))
        elif one is not None and one.kind == "sign":
            self.open_flow(questions.sign(session, case))
        elif one is not None:
            self.say(_FACT if one.kind == "fact" else _ACTION)

    async def _paper(self) -> None:
        """What is shown, on paper."""
        from dutyterm.desk.printer import can_print
        from dutyterm.paper.formats import missing
        from dutyterm.tui.dialogs.paper import make_and_tell

        session, case = self.duty.session, self.case
        if session is None or self.duty.locked:
            self.say(_SIGN_IN)
            return
        sort: Sort = "after_action" if self.tab == "form" else self.tab
        prints, pdf = can_print(session.layout), missing("pdf") is None
        told = await make_and_tell(
            self.duty, session, lambda s, wanted: make_case(s, wanted, case, sort), prints=prints, pdf=pdf
        )
        self.say(*told)

    async def on_paste(self, event: events.Paste) -> None:
        """A paste goes into the words that are asked for."""
        event.stop()
        await self.paste_in_flow(event.text)

    # --- commands of the page ---------------------------------------------------------------------

    def do_exception(self) -> None:
        """`*`: 5 takes an action off."""
        session, case = self.duty.session, self.case
        if self.tab != "form" or session is None or session.who is None or self.duty.locked:
            self.say(_NO_EXCEPTION)
        elif self.flow is None:
            here = self._here(form_rows(case))
            number = int(here.id.partition("/")[2]) if here.kind == "action" else None
            self.open_flow(questions.exceptions(session, case, number))

    def do_next(self) -> None:
        """Tab: the next field that must be there."""
        self._turn(1)

    def do_previous(self) -> None:
        """Shift+Tab."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if self.tab != "form":
            self.say(self.hints)
            return
        rows = form_rows(self.case)
        at = rows.index(self._here(rows))
        order = [rows[(at + step * n) % len(rows)] for n in range(1, len(rows) + 1)]
        left = [one for one in order if one.id in NEEDED and not one.answered]
        self.at = (left or [one for one in order if one.kind == "sign"])[0].id
        self.update_view()

    async def do_back(self) -> None:
        """Esc: out of the dialogue, then back to what was there."""
        if self.flow is not None:
            self.open_flow(None)
        else:
            await super().do_back()

    def hold(self) -> None:
        """What is half-typed is on disk before anything covers the page."""
        if self.duty.session is not None:
            self.duty.session.drafts.flush()

    def flow_done(self, flow: Flow, outcome: Done) -> None:
        """On disk: on to what is still missing."""
        self.show_outcome(outcome)
        self.at = None
        if flow.id == questions.SIGN:
            self.say(_DONE, "good")

    def focus_help(self) -> HelpText:
        """What the page is for."""
        return HelpText(self.TITLE_TEXT, _HELP, ("W15", "D"))


_REPORT: Final = Text(
    "1-5 换看 | 6 出纸 | 上下 看 | Space 已报出 | Esc 返回",
    "1-5 other side | 6 paper | Up Down | Space handed in | Esc back",
)
_COURSE: Final = Text(
    "1-5 换看 | 6 出纸 | 上下 PgUp PgDn 看 | Esc 返回", "1-5 other side | 6 paper | Up Down PgUp PgDn | Esc"
)
_FORM: Final = Text(
    "Enter 填 | + 改进 | Tab 下一必填 | * 例外 | 1-5 换看 | 6 出纸 | Esc",
    "Enter answers | + action | Tab next needed | * except | 6 paper | Esc",
)
_ASKED: Final = Text(
    "数字 选 | Enter 记下 | Backspace 上一问 | Esc 离开,草稿留着",
    "digit choose | Enter records | Backspace one back | Esc leave, draft stays",
)
_SIGN_IN: Final = Text("先登录、解锁,再填复盘表。", "Sign in and unlock first; then the review.")
_GOES_ON: Final = Text("还没解除: 复盘在解除以后填。", "It goes on: the review comes after the stand-down.")
_SIGNED: Final = Text("已签,不再改。", "It is signed and changes no more.")
_FACT: Final = Text("这一行取自记录。", "This row is from the records.")
_ACTION: Final = Text("撤下按 * 5,再重新加。", "* 5 takes it off; then add it anew.")
_NO_SPACE: Final = Text("这里没有要报出的: 1 到 3 是报告。", "Nothing to hand in here: 1 to 3 are reports.")
_NO_EXCEPTION: Final = Text("例外只在复盘表上(5)。", "Exceptions are on the review only (5).")
_DONE: Final = Text("事后总结已签,改进已转为未结事项。", "Signed; its actions are open items now.")
_HELP: Final = Text(
    "1 速报 2 续报 3 终报: 从记录填好,照念或照抄;____ 由人补。报给厅经理后按 Space,计时就停。"
    "4 经过: 发生的先后和各步的时限、实际。"
    "5 复盘: 上面是取自记录的事实,下面填原因、为什么、改进、结论;方框的必填。"
    "改进写明谁、哪天前,签名后成为未结事项。"
    "厅经理用 PIN 签,签了不再改;没签以前它一直是未结事项,过了时限签会写明迟了多少。"
    "6 把正在看的写成纸。演练处处标明演练,不进统计。",
    "1 flash, 2 follow-up, 3 final report: filled in from the records, to be read out or copied; people "
    "fill in ____. Space says that it went to the hall manager and ends its timer. 4 the course: what "
    "happened in its order, each step with target and actual time. 5 the after-action review: facts from the "
    "records above, below them causes, whys, actions, conclusion; rows with a box are needed. An action "
    "names who and until when, and becomes an open item with the signature. The hall manager signs with the "
    "PIN; until then it stays an open item, and a late signature says so. 6 puts on paper what is shown. A "
    "drill is marked everywhere and counts in no figure.",
)
