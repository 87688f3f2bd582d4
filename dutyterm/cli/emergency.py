"""`dutyterm emergency`: cases of all shifts, one of them, its reports, and figures for each card."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any, Final, TypeVar

from dutyterm.cli import paper
from dutyterm.cli.acting import no_hall
from dutyterm.cli.hall import hall_of
from dutyterm.cli.voice import BAD_NEWS, WELL, Voice
from dutyterm.desk.case_papers import answers, make_case, sheet
from dutyterm.desk.cases import Case, Found, all_cases, find_case, title_of
from dutyterm.desk.emergencies import Emergencies
from dutyterm.desk.house import open_house
from dutyterm.desk.outcome import NotSaved
from dutyterm.desk.printing import Made, Sort, Wanted
from dutyterm.desk.session import Session
from dutyterm.hall.layout import Layout
from dutyterm.i18n import Text
from dutyterm.journal.disk import RealDisk
from dutyterm.model.moment import moment_text
from dutyterm.model.refusal import Refusal
from dutyterm.options import Options
from dutyterm.paper.as_text import text as as_text
from dutyterm.review.emergencies import CardStatistics, CaseFigures, Spread, statistics
from dutyterm.values import dataclass

T = TypeVar("T")

SORTS: Final[dict[str, Sort]] = {
    "flash": "flash",
    "follow-up": "follow_up",
    "final": "final",
    "course": "course",
    "after-action": "after_action",
}
"""As they are typed."""

LOOK_BACK: Final = 366
"""Days, unless a day is named."""


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    since: str | None = None
    until: str | None = None
    card: str | None = None
    drills: bool = False


@dataclass(frozen=True)
class OnPaper:
    """How a paper is wished; nothing of it = the report is told on stdout."""

    formats: tuple[str, ...] = ()
    out: str | None = None
    send: bool = False

    @property
    def wished(self) -> bool:
        """Is there to be a paper?"""
        return bool(self.formats) or self.out is not None or self.send


def list_cases(voice: Voice, options: Options, asked: Asked, as_json: bool) -> int:
    """The cases, newest first; 1 when a file was passed over."""

    def told(session: Session, found: Found) -> int:
        kept = [case for case in reversed(found.cases) if _wanted(case, asked)]
        if as_json:
            voice.show_json({"cases": [_case_json(case) for case in kept]})
        else:
            for case in kept:
                voice.show(_case_line(session, case, voice))
        return WELL

    return _over_time(voice, options, asked, told)


def stats(voice: Voice, options: Options, asked: Asked, as_json: bool) -> int:
    """Figures of each card; drills and real cases are never told together."""

    def told(session: Session, found: Found) -> int:
        kept = [case for case in found.cases if _wanted(case, asked)]
        cards = statistics(kept, drills=asked.drills)
        if as_json:
            since, until = _since(session, asked), asked.until
            voice.show_json(
                {
                    "since": since.isoformat() if isinstance(since, date) else None,
                    "until": until,
                    "drills": asked.drills,
                    "cards": [_card_json(one) for one in cards],
                }
            )
        else:
            for one in cards:
                voice.show(_card_line(session, one, voice))
        return WELL

    return _over_time(voice, options, asked, told)


def show(voice: Voice, options: Options, id: str, as_json: bool) -> int:
    """Facts, answers, course and steps of one case."""

    async def told(session: Session) -> int:
        case = await asyncio.to_thread(find_case, _cards(session), session, id)
        if case is None:
            return voice.wrong(_UNKNOWN.fill(id=id))
        if as_json:
            voice.show_json(_whole_json(case))
        else:
            voice.show("\n".join([_text(case, "after_action", voice), _text(case, "course", voice)]))
        return WELL

    return _looking(voice, options, told)


def report(voice: Voice, options: Options, id: str, sort: str, on_paper: OnPaper, as_json: bool) -> int:
    """One report: told on stdout, or as a counted paper."""
    wanted = SORTS.get(sort)
    if wanted is None:
        return voice.wrong(_NO_SORT.fill(sort=sort, sorts=", ".join(SORTS)))
    if on_paper.wished:
        asked = paper.Asked(on_paper.formats, on_paper.out, on_paper.send, False, as_json)
        return paper.make_paper(voice, options, asked, _maker(id, wanted))

    async def told(session: Session) -> int:
        case = await asyncio.to_thread(find_case, _cards(session), session, id)
        if case is None:
            return voice.wrong(_UNKNOWN.fill(id=id))
        if not as_json:
            voice.show(_text(case, wanted, voice))
        elif wanted in ("flash", "follow_up", "final"):
            voice.show_json(_report_json(case, wanted))
        else:
            voice.show_json(_whole_json(case))
        return WELL

    return _looking(voice, options, told)


def _maker(id: str, sort: Sort) -> Callable[[Session, Wanted], Awaitable[Made | Refusal | NotSaved]]:
    async def made(session: Session, wanted: Wanted) -> Made | Refusal | NotSaved:
        case = await asyncio.to_thread(find_case, _cards(session), session, id)
        if case is None:
            return Refusal("unknown_case", _UNKNOWN.fill(id=id))
        return await make_case(session, wanted, case, sort)

    return made


def _cards(session: Session) -> Emergencies:
    return Emergencies(lambda: session.manual, session.clock.now)


def _looking(voice: Voice, options: Options, work: Callable[[Session], Awaitable[int]]) -> int:
    """Opens the hall to look only: nothing is written, whoever else has it open."""
    if hall_of(Layout(options.data), RealDisk()).profile is None:
        return voice.wrong(no_hall(options))

    async def looked() -> int:
        house = await open_house(replace(options, read_only=True))
        if house.session is None:
            return voice.wrong(house.message or no_hall(options))
        try:
            if house.state not in ("ready", "locked_out"):
                return voice.wrong(house.message or no_hall(options))
            return await work(house.session)
        finally:
            await house.session.close()

    return asyncio.run(looked())


def _over_time(voice: Voice, options: Options, asked: Asked, told: Callable[[Session, Found], int]) -> int:
    async def work(session: Session) -> int:
        since, until = _since(session, asked), _day(asked.until)
        for one in (since, until):
            if isinstance(one, Refusal):
                return voice.wrong(one.text)
        if isinstance(since, Refusal) or isinstance(until, Refusal):
            return BAD_NEWS  # not reached: said above
        found = await asyncio.to_thread(all_cases, _cards(session), session, since, until)
        code = told(session, found)
        if found.unsealed:
            voice.tell(_PASSED.fill(n=found.unsealed))
            return BAD_NEWS
        return code

    return _looking(voice, options, work)


def _since(session: Session, asked: Asked) -> date | Refusal:
    found = _day(asked.since)
    return session.clock.now().date() - timedelta(days=LOOK_BACK) if found is None else found


def _day(typed: str | None) -> date | Refusal | None:
    if typed is None:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return Refusal("not_a_date", _NO_DAY.fill(typed=typed))


def _wanted(case: CaseFigures, asked: Asked) -> bool:
    """Without --drills the list shows both, marked; the figures take one or the other by themselves."""
    fits = asked.card is None or case.card.casefold() == asked.card.casefold()
    return fits and (case.drill or not asked.drills)


def _text(case: Case, sort: Sort, voice: Voice) -> str:
    # the first copy mark is left out: what is told on stdout is no paper
    return as_text(sheet(case, sort, 1), voice.lang).rstrip("\n")


def _case_line(session: Session, case: CaseFigures, voice: Voice) -> str:
    title = voice.words(title_of(session.manual, case.card))
    drill = voice.words(Text("演练", "DRILL")) if case.drill else voice.words(Text("真实", "real"))
    down = "-" if case.down_s is None else str(case.down_s // 60)
    state = Text("进行中", "going on") if case.ended_s is None else Text("已解除", "over")
    if case.reviewed:
        state = Text("已复盘", "reviewed")
    elif case.review_due is not None:
        state = Text("待复盘 {d}", "review due {d}").fill(d=f"{case.review_due:%Y-%m-%d %H:%M}")
    parts = (f"{case.t0:%Y-%m-%d %H:%M}", case.run, title, drill, down, voice.words(state))
    return "\t".join(parts)


def _card_line(session: Session, one: CardStatistics, voice: Voice) -> str:
    words = Text(
        "{n} 次,中断均 {down} 分(按时 {dt}),首播均 {said} 分(按时 {st}),人数 {people},投诉 {cpl},"
        "步骤按时 {ok} 迟 {late} 跳过 {skipped},复盘 {signed}/{asked}",
        "cases {n}, down {down} min on average (in time {dt}), first announcement {said} min (in time {st}), "
        "people {people}, complaints {cpl}, steps in time {ok} late {late} skipped {skipped}, "
        "reviews {signed}/{asked}",
    )
    told = words.fill(
        n=one.events,
        down=_mean(one.down),
        dt=_of(one.down),
        said=_mean(one.said),
        st=_of(one.said),
        people=_total(one.people),
        cpl=_total(one.complaints),
        ok=one.done - one.late,
        late=one.late,
        skipped=one.skipped,
        signed=one.reviews_signed,
        asked=one.reviews_asked,
    )
    drill = voice.words(Text("演练 ", "DRILL ")) if one.drill else ""
    return f"{one.card}\t{drill}{voice.words(title_of(session.manual, one.card))}\t{voice.words(told)}"


def _mean(spread: Spread) -> str:
    return "-" if spread.mean is None else str(spread.mean // 60)


def _of(spread: Spread) -> str:
    return "-" if not spread.targets else f"{spread.in_time}/{spread.targets}"


def _total(spread: Spread) -> str:
    return "-" if not spread.known else str(spread.total)


def _case_json(case: CaseFigures) -> dict[str, Any]:
    told = asdict(case)
    told["t0"] = moment_text(case.t0)
    told["review_due"] = None if case.review_due is None else moment_text(case.review_due)
    return told


def _card_json(one: CardStatistics) -> dict[str, Any]:
    told = asdict(one)
    for name in ("down", "said", "people", "complaints"):
        spread: Spread = getattr(one, name)
        unit = "_s" if name in ("down", "said") else ""
        told.pop(name)
        told[name + unit] = {
            "known": spread.known,
            "total": spread.total,
            "mean": spread.mean,
            "most": spread.most if spread.known else None,
            "in_time": spread.in_time,
            "with_target": spread.targets,
        }
    return told


def _report_json(case: Case, sort: str) -> dict[str, Any]:
    told = next(case.report(kind) for kind in ("flash", "follow_up", "final") if kind == sort)
    return {
        "run": case.run.id,
        "sort": sort,
        "drill": told.drill,
        "title": {"zh": told.title.zh, "en": told.title.en},
        "due": None if told.due is None else moment_text(told.due),
        "given": None if told.given is None else moment_text(told.given),
        "lines": [_pair(line.label, line.value) for line in told.lines],
    }


def _whole_json(case: Case) -> dict[str, Any]:
    form = case.run.form
    return {
        "run": case.run.id,
        "card": case.run.card,
        "drill": case.run.drill,
        "facts": [_pair(line.label, line.value) for line in case.facts()],
        "course": [
            {
                "at": moment_text(one.at),
                "late": one.late,
                "who": one.who,
                "zh": one.what.zh,
                "en": one.what.en,
            }
            for one in case.course()
        ],
        "steps": [
            {
                "no": step.no,
                "done": None if step.done is None else moment_text(step.done),
                "over_s": None if step.over is None else int(step.over.total_seconds()),
                "result": {"zh": step.result.zh, "en": step.result.en},
            }
            for step in case.steps()
        ],
        "review": {
            "due": None if form.due is None else moment_text(form.due),
            "signed": None if form.signed_at is None else moment_text(form.signed_at),
            "late_min": form.late_min,
            "answers": [_pair(label, value) for label, value in answers(case)],
            "actions": [
                {
                    "number": action.number,
                    "what": action.what,
                    "owner": action.owner,
                    "due": moment_text(action.due),
                }
                for action in form.actions
            ],
        },
    }


def _pair(label: Text, value: Text) -> dict[str, Any]:
    return {"label": {"zh": label.zh, "en": label.en}, "value": {"zh": value.zh, "en": value.en}}


_UNKNOWN: Final = Text(
    "没有事件「{id}」,或那一班的手册不在这里。用 emergency list 看事件号。",
    'There is no case "{id}", or the manual of that shift is not here. See emergency list.',
)
_NO_SORT: Final = Text("没有「{sort}」这种。可用: {sorts}。", 'There is no "{sort}". There are: {sorts}.')
_NO_DAY: Final = Text("「{typed}」 不是日期。写作 2026-11-22。", '"{typed}" is no date. Write 2026-11-22.')
_PASSED: Final = Text(
    "{n} 个班次文件没有可读的封存行,没有算进来;用 verify 查看。",
    "{n} shift files have no readable seal and are not counted; see verify.",
)
