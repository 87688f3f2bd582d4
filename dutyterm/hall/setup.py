"""The first-run wizard as a model: one question at a time, numbered defaults, digits are enough."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import Final, Literal

from dutyterm.hall.crew import sample_crew
from dutyterm.hall.defaults import sample_profile
from dutyterm.hall.founding import Founding, NewPerson
from dutyterm.hall.pins import pin_digits, pin_refusal
from dutyterm.hall.profile import HALL_ID_LIMIT, HallClass
from dutyterm.hall.setup_steps import STEPS, Option, Step
from dutyterm.i18n import Lang, Text
from dutyterm.model.hours import Span
from dutyterm.model.people import Role
from dutyterm.model.refusal import Refusal
from dutyterm.model.typed import keyed, parse_int, plain, shown
from dutyterm.values import dataclass

Way = Literal["hall", "demo"]
_HOURS: Final = re.compile(
    r"(?P<a>[0-9]{1,2}):?(?P<b>[0-9]{2})[- /]+(?P<c>[0-9]{1,2}):?(?P<d>[0-9]{2})"
    r"|(?P<e>[0-9]{1,2})(?P<f>[0-9]{2})(?P<g>[0-9]{2})(?P<h>[0-9]{2})"  # a number pad has no Space
)


@dataclass(frozen=True)
class Setup:
    """The answers so far. A wish gives a new Setup or a Refusal; nothing is written before the end."""

    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    lang: Lang = "zh"
    """Language of the names that are offered; what was answered stays as it was."""

    @property
    def step(self) -> Step | None:
        """The next question; None when everything is answered."""
        return next((s for s in self.steps if s.id not in self.answers), None)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The questions that are asked on the way that was chosen."""
        return STEPS[:1] if self.way == "demo" else STEPS

    @property
    def way(self) -> Way | None:
        """Set up this hall, or open the demo hall; None before that is answered."""
        match self.answers.get("way"):
            case "demo":
                return "demo"
            case "hall":
                return "hall"
            case _:
                return None

    def answer(self, typed: str) -> Setup | Refusal:
        """Answers the current question.

        One digit takes the option with that number, nothing at all takes the default, anything else is the
        answer itself where the question allows it.
        """
        step = self.step
        if step is None:
            return Refusal("complete", Text("已经全部回答。", "Everything is answered."))
        value = _taken(step, typed, self.lang)
        if isinstance(value, str):
            value = _CHECKS.get(step.id, _any)(self, value)
        return (
            value if isinstance(value, Refusal) else replace(self, answers={**self.answers, step.id: value})
        )

    def back(self) -> Setup:
        """One question back; the first one stays."""
        answered = [s.id for s in self.steps if s.id in self.answers]
        gone = {answered[-1]} if answered else set()
        # The PIN is typed twice; going back from the second asks for both again.
        if "pin" in self.answers and "pin_again" not in self.answers:
            gone.add("pin")
        return replace(self, answers={k: v for k, v in self.answers.items() if k not in gone})

    def said(self, step: Step) -> Text | None:
        """What was answered to a question, for the list of answers; None before, stars for a PIN."""
        value = self.answers.get(step.id)
        if value is None:
            return None
        if step.secret:
            return Text("******", "******")
        option = next((o for o in step.options if o.value == value), None)
        return option.label if option and not option.named else Text(value, value)

    def founding(self) -> Founding:
        """The hall that was described. Raises ValueError while a question is open, or for the demo."""
        if self.step is not None or self.way != "hall":
            raise ValueError("the wizard is not finished")
        said = self.answers
        start, end = said["hours"].split("-")
        profile = sample_profile(
            id=said["hall_id"],
            name=said["name"],
            hall_class=HallClass(said["class"]),
            hours=Span(start=start, end=end),
            closed_weekdays=[int(day) for day in said["closed"]],
            tills=int(said["tills"]),
            exits=int(said["exits"]),
            shifts=int(said["shifts"]),
            min_staff=int(said["min_staff"]),
            lang=self.lang,
        )
        manager = NewPerson(said["number"], said["manager"], Role.HALL_MANAGER)
        sample = said["crew"] == "sample"
        crew = sample_crew(int(said["tills"]), manager.number, self.lang) if sample else ()
        return Founding(profile, (manager, *crew), (said["pin"],), hand_out=True)


def _taken(step: Step, typed: str, lang: Lang) -> str | Refusal:
    text = pin_digits(typed) if step.secret else plain(typed).strip()
    if not text and step.default is not None:
        return step.default
    option = _option(step, keyed(text))
    if option:
        return option.label.to(lang) if option.named else option.value
    # one digit alone is a slip of the finger, never the name of a hall
    slip = bool(step.options) and len(keyed(text)) == 1 and keyed(text).isdecimal()
    if step.typed and text and not slip:
        return text
    numbers = f"1-{len(step.options)}"
    if slip and step.typed:
        words = Text(
            "没有第 {typed} 项。按 {numbers},或写出来。", "There is no {typed}: {numbers}, or write it."
        )
        return Refusal("no_such_option", words.fill(typed=keyed(text), numbers=numbers))
    if not step.typed:
        words = Text("请按 {numbers} 选择。", "Choose with {numbers}.")
        return Refusal("no_such_option", words.fill(numbers=numbers))
    return Refusal("empty", Text("还没有内容。", "Nothing typed yet."))


def _option(step: Step, text: str) -> Option | None:
    if step.typed == "number" or not (len(text) == 1 and text.isdecimal()):
        return None
    n = int(text)
    return step.options[n - 1] if 1 <= n <= len(step.options) else None


def _any(_setup: Setup, value: str) -> str | Refusal:
    return value


def _name(_setup: Setup, value: str) -> str | Refusal:
    name = " ".join(value.split())
    if len(name) <= 40:
        return name
    return Refusal("too_long", Text("名称最多 40 字。", "A name has at most 40 characters."))


def _person(_setup: Setup, value: str) -> str | Refusal:
    name = " ".join(value.split())
    if len(name) <= 20:
        return name
    return Refusal("too_long", Text("姓名最多 20 字。", "A person's name has at most 20 characters."))


def _hall_id(_setup: Setup, value: str) -> str | Refusal:
    text = keyed(value).lower()
    # A code that is digits only (an organisation code) gets a letter before it.
    text = f"h{text}" if text[:1].isdigit() else text
    try:
        return sample_profile(id=text).id
    except ValueError:
        words = Text(
            "编号只用小写字母、数字和减号,最多 {n} 位,不能是 con、nul 等。数字也行。",
            "An id has a-z, 0-9 and single dashes, at most {n}, not con, nul or the like. Digits will do.",
        )
        return Refusal("bad_hall_id", words.fill(n=HALL_ID_LIMIT))


def _hours(_setup: Setup, value: str) -> str | Refusal:
    return span_text(value)


def span_text(value: str) -> str | Refusal:
    """`08:30-18:00` of what was typed: `0830 1800`, `8:30-18:00`, `08301800`."""
    found = _HOURS.fullmatch(keyed(value))
    words = Text(
        "「{typed}」 不是营业时间。写开门和关门,如 0830 1800。",
        '"{typed}" is no opening time. Write opening and closing, e.g. 0830 1800.',
    )
    if not found:
        return Refusal("bad_hours", words.fill(typed=shown(value)))
    hour, minute, to_hour, to_minute = (part for part in found.groups() if part is not None)
    start, end = f"{hour:0>2}:{minute}", f"{to_hour:0>2}:{to_minute}"
    try:
        span = Span(start=start, end=end)
    except ValueError:
        return Refusal("bad_hours", words.fill(typed=shown(value)))
    if span.start == span.end:
        return Refusal("bad_hours", words.fill(typed=shown(value)))
    return f"{span.start}-{span.end}"


def _count(lowest: int, highest: int) -> Callable[[Setup, str], str | Refusal]:
    def check(_setup: Setup, value: str) -> str | Refusal:
        number = parse_int(value, lowest, highest)
        return number if isinstance(number, Refusal) else str(number)

    return check


def _number(_setup: Setup, value: str) -> str | Refusal:
    text = keyed(value).upper()
    if text.isascii() and text.isalnum() and len(text) <= 12:
        return text
    return Refusal(
        "bad_number", Text("工号要 1 至 12 位数字或字母。", "A staff number has 1 to 12 digits or letters.")
    )


def _pin(setup: Setup, value: str) -> str | Refusal:
    return pin_refusal(value, setup.answers["number"]) or value


def _pin_again(setup: Setup, value: str) -> str | Refusal:
    if value == setup.answers["pin"]:
        return "same"
    words = Text("两次不一样。再输一次,或按 Esc 重设。", "Not the same. Type it again, or go back with Esc.")
    return Refusal("pin_differs", words)


_CHECKS: Final[Mapping[str, Callable[[Setup, str], str | Refusal]]] = {
    "name": _name,
    "hall_id": _hall_id,
    "hours": _hours,
    "tills": _count(1, 99),
    "exits": _count(1, 40),
    "min_staff": _count(1, 99),
    "manager": _person,
    "number": _number,
    "pin": _pin,
    "pin_again": _pin_again,
}
