"""People 人员: the roster with its digits; the hall manager adds, changes, orders, gives PINs, lets go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from dutyterm.desk import roster
from dutyterm.desk.outcome import Done, Outcome
from dutyterm.desk.reading import version
from dutyterm.hall.reading import must_read, unread
from dutyterm.hall.rules import NAME_LIMIT, number_refusal
from dutyterm.i18n import Lang, Text, joined, same
from dutyterm.model.people import ROLE_NAMES, Person, Role
from dutyterm.tui.flow import Flow
from dutyterm.tui.page import HelpText
from dutyterm.tui.screens.listing import ListingPage
from dutyterm.tui.views.asks import Dialogue, Option, Question, numbered
from dutyterm.tui.views.cells import pad
from dutyterm.tui.views.spans import Row, Span


class PeoplePage(ListingPage):
    """Everybody who is here; the n-th has the digit n."""

    NAME: ClassVar[str] = "people"
    TITLE_TEXT: ClassVar[Text] = Text("人员", "People")
    HINTS = Text(
        "数字、上下 选人 | Enter 变更 | 0 加一人 | * 发 PIN | Esc 返回",
        "Digit, Up Down: who | Enter: change | 0 add | * give PINs | Esc back",
    )

    @property
    def draft_prefix(self) -> str:
        """Begins the keys of the drafts of this page."""
        return "people"

    @property
    def people(self) -> tuple[Person, ...]:
        """The roster."""
        return self.session.hall.roster

    def listed(self) -> Sequence[Row]:
        """Digit, number, name, role, and whether there is a PIN."""
        return [self._row(n, person) for n, person in enumerate(self.people, 1)]

    def _row(self, n: int, person: Person) -> Row:
        known = self.session.hall.credentials.get(person.id)
        pin = _NO_PIN if known is None else _ONE_USE if known.must_change else same("")
        notes = [pin] if pin.zh else []
        if must_read(self.session.hall, person):
            notes.append(_UNREAD)
        return (
            Span(f"{n if n <= 9 else '':>2}  ", "strong"),
            Span(pad(person.number, 13)),
            Span(pad(person.name, 22), "strong"),
            Span(pad(ROLE_NAMES[person.role].to(self.lang), 18)),
            Span(joined(Text("、", ", "), notes).to(self.lang), "warning"),
        )

    @property
    def foot(self) -> Text:
        """From when changes hold; and who has not confirmed the manual in force (R2-14)."""
        missing = unread(self.session.hall)
        if not missing:
            return self.KEEPS
        names = joined(Text("、", ", "), [same(person.name) for person in missing])
        return _WHO_UNREAD.fill(keeps=self.KEEPS, v=version(self.session), n=len(missing), names=names)

    def digit(self, digit: int) -> None:
        """0 adds somebody."""
        if digit == 0:
            self.open_flow(self._adding())
        else:
            super().digit(digit)

    def do_exception(self) -> None:
        """`*`: a PIN for one use for everybody who has none of their own."""
        from dutyterm.tui.screens.pin_slips import give_to_all

        self.app.run_worker(give_to_all(self.duty), exclusive=True, group="reset")

    def open_row(self, n: int) -> None:
        """What can be done with this person."""
        if n < len(self.people):
            self.open_flow(self._menu(self.people[n]))

    def focus_help(self) -> HelpText:
        """How people are kept."""
        return HelpText(self.TITLE_TEXT, _HELP, ("D",))

    def flow_done(self, flow: Flow, outcome: Done) -> None:
        """The cursor goes with the person; who left is no longer signed in."""
        super().flow_done(flow, outcome)
        person = flow.id.partition("/")[2]
        if flow.id == "add":
            self.cursor = len(self.people) - 1
        else:
            self.cursor = next((n for n, p in enumerate(self.people) if p.id == person), self.cursor)
        if self.session.who is None:
            self.app.call_later(self.duty.do_sign_out)

    # --- dialogues --------------------------------------------------------------------------------

    def _number(self, own: str | None) -> Question:
        def take(typed: str) -> str | Text:
            refused = number_refusal(self.session.hall, typed, own)
            return typed if refused is None else refused.text

        return Question("number", Text("工号", "Staff number"), "text", take=take)

    def _name_of(self, typed: str) -> str | Text:
        return typed if len(typed) <= NAME_LIMIT else _LONG

    def _adding(self) -> Flow:
        names = [
            Question(
                f"name/{role}",
                Text("姓名", "Name"),
                "text",
                options=numbered(
                    tuple((text, same(text)) for text in _usual_names(self.people, role, self.lang))
                ),
                when=lambda a, role=role: a.get("role") == role,  # type: ignore[misc]
                take=self._name_of,
            )
            for role in Role
        ]

        async def save(answers: Mapping[str, str]) -> Outcome:
            role = Role(answers["role"])
            return await roster.add(self.session, answers["number"], answers[f"name/{role}"], role)

        title = Text("加一人(没有 PIN;加好后给一次性 PIN)", "Add somebody (no PIN yet: give one afterwards)")
        return Flow("add", Dialogue(title, (self._number(None), _ROLE, *names)), save, keeps=True)

    def _menu(self, person: Person) -> Flow:
        async def chosen(answers: Mapping[str, str]) -> Outcome | None:
            what = answers["what"]
            if what in ("up", "down"):
                return await roster.move(self.session, person.id, -1 if what == "up" else 1)
            if what == "pin":
                self.open_flow(None)
                self._give_pin(person)
            else:
                self.open_flow(self._change(person, what))
            return None

        return Flow(f"menu/{person.id}", Dialogue(_titled(person), (_WHAT,)), chosen)

    def _change(self, person: Person, what: str) -> Flow:
        async def save(answers: Mapping[str, str]) -> Outcome | None:
            match what:
                case "name":
                    return await roster.change(self.session, person.id, name=answers["name"])
                case "number":
                    return await roster.change(self.session, person.id, number=answers["number"])
                case "role":
                    return await roster.change(self.session, person.id, role=Role(answers["role"]))
            if answers["leave"] == "yes":
                return await roster.leave(self.session, person.id)
            self.open_flow(None)
            return None

        questions = {
            "name": Question("name", Text("新的姓名", "New name"), "text", take=self._name_of),
            "number": self._number(person.id),
            "role": _ROLE,
            "leave": _LEAVE,
        }
        return Flow(f"{what}/{person.id}", Dialogue(_titled(person), (questions[what],)), save)

    def _give_pin(self, person: Person) -> None:
        from dutyterm.tui.dialogs.reset_pin import reset_for

        self.app.run_worker(reset_for(self.duty, person), exclusive=True, group="reset")


def _titled(person: Person) -> Text:
    return Text("{number} {name}", "{number} {name}").fill(number=person.number, name=person.name)


def _usual_names(people: Sequence[Person], role: Role, lang: Lang) -> list[str]:
    """Placeholder names, so that nobody has to type one."""
    taken = {person.name for person in people}
    label = Text(f"{ROLE_NAMES[role].zh}{{n}}", f"{ROLE_NAMES[role].en} {{n}}".capitalize())
    free = (label.fill(n=n).to(lang) for n in range(1, len(people) + 4))
    return [name for name in free if name not in taken][:3]


_NO_PIN: Final = Text("还没有 PIN", "no PIN yet")
_ONE_USE: Final = Text("一次性 PIN", "PIN for one use")
_UNREAD: Final = Text("未阅手册", "unread")
_WHO_UNREAD: Final = Text(
    "{keeps}手册 {v} 的更新还有 {n} 人没有确认: {names}。",
    "{keeps} Changes of manual {v} not confirmed by {n}: {names}.",
)
_LONG: Final = Text("姓名最多 20 字。", "A name has at most 20 characters.")
_ROLE: Final = Question(
    "role", Text("角色?", "Role?"), options=numbered(tuple((role.value, ROLE_NAMES[role]) for role in Role))
)
_LEAVE: Final = Question(
    "leave",
    Text("离厅?以后不能再签名,记录都留着。", "Leaves? Signs no more; every record stays."),
    options=(Option("1", "yes", Text("离厅", "leaves")), Option("2", "no", Text("不,留下", "no, stays"))),
)
_WHAT: Final = Question(
    "what",
    Text("变更什么?", "Change what?"),
    options=(
        Option("1", "name", Text("姓名", "name")),
        Option("2", "number", Text("工号", "staff number")),
        Option("3", "role", Text("角色", "role")),
        Option("4", "up", Text("上移一位", "one up")),
        Option("5", "down", Text("下移一位", "one down")),
        Option("6", "pin", Text("给一次性 PIN", "PIN for one use")),
        Option("7", "leave", Text("离厅", "leaves the hall")),
    ),
)
_HELP: Final = Text(
    "名册的顺序就是登录时的数字。人离厅后不能再签名,但永远留在记录里,工号可以给别人。"
    "新人没有 PIN:选 6 给一次性的,或按 * 一次发给所有没有自己 PIN 的人。"
    "未阅手册: 手册改动还没有确认看过。",
    "The order of the roster gives the digits for signing in. Who leaves signs no more and stays in every "
    "record; the number may be given again. Somebody new has no PIN: give one for one use with 6, "
    "or with * to everybody who has none of their own. Unread: has not yet confirmed what changed in the "
    "manual.",
)
