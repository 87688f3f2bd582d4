"""Answers to the questions of a card, turned into wishes at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dutyterm.desk.emergencies import Emergencies
from dutyterm.desk.outcome import Outcome
from dutyterm.desk.session import Session
from dutyterm.shift.procedures.words import UNTIL
from dutyterm.tui.screens.card_asks import ONE_MORE, WHAT

Answers = Mapping[str, str]


async def recorded(desk: Emergencies, session: Session | None, run: str, answers: Answers) -> Outcome | None:
    """What is recorded of the whole card; None = it is to be stood down, which the page does."""
    match answers[WHAT]:
        case "say":
            return await desk.say(session, run, int(answers["number"]))
        case "call":
            return await desk.call(session, run, answers["contact"], answers["result"])
        case "roles":
            return await roles(desk, session, run, answers)
        case "claim":
            return await desk.claim(session, run)
        case "level":
            return await desk.set_level(session, run, int(answers["level"]))
        case "count" if answers["of"] == ONE_MORE:
            return await desk.count_one_more(session, run, "insisted")
        case "count":
            return await desk.count(session, run, answers["of"], int(answers["figure"]))
        case "report":
            return await desk.report(session, run, answers["report"])
        case "off":
            return await desk.put_off(session, run, answers["timer"], int(answers["minutes"]))
        case "start":
            return await desk.move_start(session, run, datetime.fromisoformat(answers["t0"]))
    return None


async def roles(desk: Emergencies, session: Session | None, run: str, answers: Answers) -> Outcome:
    """Who leads, records, speaks."""
    return await desk.give_roles(session, run, answers["lead"], answers["recorder"], answers["comms"])


async def excepted(
    desk: Emergencies, session: Session | None, run: str, step: str, answers: Answers
) -> Outcome | None:
    """A step is skipped, put off or taken back; None = something else was chosen, which the page does."""
    reason = answers.get("reason", "")
    match answers[WHAT]:
        case "skip" if reason in dict(UNTIL):
            return await desk.defer(session, run, step, reason)
        case "skip":
            return await desk.skip(session, run, step, reason)
        case "back":
            return await desk.take_back(session, run, step, reason)
    return None
