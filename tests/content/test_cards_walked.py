"""How the emergency cards are walked, against a table typed from the rules of the trade (3f.1 to 3f.13)."""

from __future__ import annotations

import pytest

from dutyterm.manual.procedure import Card, CardStep
from dutyterm.manual.target import Target, parse_target
from tests.content.table import shipped

# card, then: step ; target ; what is decided ; branch ; contacts called ; marks
# a branch with `?` holds as well while nothing is decided
# `know` = nothing is ticked, `?` = may stay open, `back` = says that it is back, `say n`, `wait s`
TABLE = """
PWR
1 ; t+30s
2 ; t+1m
3 ; t+1m ; no yes>FIRE
4 ; t+1m
5 ; t+2m ; hall building area
6 ; t+3m ; ; ; property electricity ; say1
7 ; t+5m ; ; ; hall_manager it
8 ; t+5m
9 ; t+10m ; a b>MAN c/2
9A ; none ; ; 9=a
9B ; none ; ; 9=b ; neighbour
9C ; none ; ; 9=c ; hall_manager courier ; say4
10 ; every 15m ; ; ; ; ? say5
11 ; back ; ; ; ; back wait120 hold
11A ; back ; ; ; ; 8parts
12 ; back+10m ; ; ; ; 3parts
13 ; back+15m
14 ; day
15 ; back+60m ; ; ; ; say6
16 ; review
N ; ; ; ; ; know
SYS
1 ; t+0s
2 ; t+1m ; one/4 tills/3 hall/2 halls/1
2A ; t+5m ; ; 2=one
2B ; t+3m ; ; 2=tills,hall,halls ; it ; say1
3 ; t+5m ; ; 2=tills,hall,halls? ; hall_manager county
4 ; t+5m ; ; 2=tills,hall,halls?
5 ; t+10m ; short medium>MAN long ; 2=tills,hall,halls?
6 ; t+10m ; ; 2=tills,hall,halls?
7 ; every 15m ; ; 2=tills,hall,halls? ; ; ? say4
8 ; back ; ; ; ; back
9 ; back
10 ; day ; ; 2=tills,hall,halls?
11 ; none ; ; ; ; say6
NET
1 ; t+2m ; one/4 tills/2 building/2 area/2
2 ; t+3m ; ; ; ; wait120
2A ; t+5m ; ; 1=one ; network
3 ; t+3m ; ; 1=tills,building,area? ; network ; say1
4 ; t+5m ; switched none ; 1=tills,building,area?
5 ; t+5m ; fine down ; 1=tills,building,area? ; security
6 ; t+5m ; ; 1=tills,building,area?
7 ; t+10m ; short medium>MAN long ; 1=tills,building,area? ; hall_manager
8 ; every 15m ; ; 1=tills,building,area? ; ; ? say2
9 ; back ; ; ; ; back 5parts
10 ; day
PEAK
0 ; none ; normal blue yellow orange/3 red/2
1 ; none ; ; 0=blue,yellow,orange,red
1A ; none ; ; 0=blue ; ; ?
1B ; none ; ; 0=blue ; ; ?
1C ; none ; ; 0=blue ; ; ?
1D ; none ; ; 0=blue ; ; ?
2 ; 0+5m ; ; 0=yellow,orange,red ; ; say1
2A ; none ; ; 0=yellow ; ; ?
2B ; none ; ; 0=yellow ; ; ?
2C ; none ; ; 0=yellow ; ; ?
2D ; none ; ; 0=yellow ; ; ?
3 ; 0+10m ; ; 0=orange,red ; hall_manager
3R ; none ; ; 0=orange,red ; ; ?
3A ; none ; ; 0=orange,red ; ; ?
3B ; none ; ; 0=orange,red ; ; ?
3C ; none ; ; 0=orange,red ; ; ?
3D ; none ; ; 0=orange,red ; ; ?
4 ; 0+1m ; ; 0=red ; hall_manager county
4R ; none ; ; 0=red ; ; ?
5 ; none
FIRE
1 ; t+30s
2 ; t+1m ; ; ; fire
3 ; t+1m ; ; ; ; say1
4 ; t+1m ; small out
5 ; ; ; ; ; know
6 ; t+3m
7 ; t+5m ; all missing/1
8 ; t+5m
9 ; t+5m ; ; ; hall_manager ambulance
10 ; back ; ; ; ; back
11 ; review ; ; ; neighbour ; say2
ROB
0 ; ; ; ; ; know
T ; none ; robbery armed/1 theft
1 ; none ; ; T=robbery,armed?
2 ; none ; ; T=robbery,armed? ; ; ?
3 ; none ; ; T=robbery,armed?
4 ; 3+1m ; ; T=robbery,armed? ; police ambulance
4T ; t+1m ; ; T=theft ; police
5 ; 3+3m
6 ; 3+5m ; ; ; hall_manager ; say1
7 ; 3+10m
8 ; none ; ; ; ; back
9 ; t+30m ; ; ; pr
10 ; t+24h
CFT
1 ; none ; kept_off taken
2 ; t+1m ; ; 1=kept_off ; ; say1
3 ; t+3m ; ; 1=kept_off ; police ; ?
4 ; none ; ; 1=taken
5 ; workday ; ; 1=taken ; bank
L ; none
D ; ; ; ; ; know
MED
1 ; t+30s
2 ; t+1m ; call seat ; ; ambulance
2A ; t+1m
3 ; t+1m ; breathing cpr
4 ; t+2m ; ; ; ; say1
5 ; t+5m ; ; ; relative hall_manager
6 ; none ; ; ; ; back
7 ; t+30m
8 ; t+24h ; ; ; insurance
WEA
0 ; none ; yellow orange/3 red/2 water/2
A ; none ; ; 0=yellow,orange,red?
B ; 0+30m ; ; 0=orange,red? ; hall_manager courier
C ; none ; ; 0=red? ; ; say1
1 ; t+0s ; ; 0=water?
2 ; t+3m ; ; 0=water? ; ; say1
3 ; t+5m ; ; 0=water?
4 ; t+10m ; ; 0=water? ; hall_manager property ; say2
5 ; back ; ; 0=water? ; ; back say3
D ; none ; ; ; ; ?
E ; none ; ; ; ; ?
F ; none ; ; ; ; ?
CPL
L1 ; ; ; ; ; know
L2 ; ; ; ; ; know
L3 ; ; ; ; ; know
L4 ; ; ; ; ; know
L5 ; ; ; ; ; know
0 ; none ; complaint violence/3 group/3
1 ; t+0s ; ; 0=complaint?
2 ; t+1m ; ; 0=complaint?
3 ; t+5m ; ; 0=complaint?
4 ; t+10m ; ; 0=complaint? ; ; say1
5 ; t+20m ; ; 0=complaint?
6 ; none ; ; 0=complaint? ; ; ?
7 ; none ; ; 0=complaint? ; ; back
8 ; day ; ; 0=complaint?
A ; ; ; ; ; know
B ; ; ; ; ; know
C ; 0+5m ; ; 0=violence? ; police hall_manager
D ; none ; ; 0=violence,group? ; pr
LEAK
1 ; t+5m
2 ; t+10m ; ; ; hall_manager
3 ; t+30m ; ; ; infosec
4 ; t+60m ; ; ; ; back
5 ; ; ; ; ; know
5A ; ; ; ; ; know
6 ; t+24h
MAN
1 ; ; ; ; ; know
2 ; ; ; ; ; know
3 ; ; ; ; ; know
4 ; ; ; ; ; know
5 ; ; ; ; ; know
6 ; none ; ; ; ; say1
7 ; ; ; ; ; know
8 ; ; ; ; ; know
9 ; ; ; ; ; know
10 ; ; ; ; ; know
11 ; day
12 ; day
13 ; day ; ; ; ; ?
14 ; day ; ; ; ; back
15 ; ; ; ; ; know
"""

GRADES = {
    **dict.fromkeys(("FIRE", "ROB", "GAS", "EQ"), 2),
    **dict.fromkeys(("PWR", "MED", "LEAK", "GRP"), 3),
    **dict.fromkeys(
        ("SYS", "NET", "PEAK", "WEA", "CPL", "NIGHT", "CFT", "MAN", "FRD", "LIFT", "WATER", "COURIER"), 4
    ),
}
"""The level that a case begins with (3f.0); it becomes graver by decisions, by time, by hand."""

LEVELS = {1: (5, 30, 10, 30, 24), 2: (5, 30, 15, 30, 24), 3: (10, 120, 15, 30, 72), 4: (None,) * 5}
"""Phone, flash report, news, look again: minutes; review: hours (3f.0)."""

BY_CARD: dict[str, list[list[str]]] = {}
_rows: list[list[str]] = []
for _line in TABLE.strip().splitlines():
    if ";" not in _line:
        _rows = BY_CARD.setdefault(_line, [])
    else:
        _rows.append([cell.strip() for cell in (_line + " ; ; ; ; ; ").split(";")][:6])


def _said(step: CardStep) -> list[str]:
    """A step as a row of the table."""
    choices = " ".join(
        c.id + (f">{c.card}" if c.card else "") + (f"/{c.level}" if c.level else "") for c in step.choices
    )
    marks = [
        "know" if step.kind == "know" else "",
        "" if step.required else "?",
        "back" if step.recovered else "",
        f"wait{step.wait}" if step.wait else "",
        "hold" if step.hold else "",
        f"{len(step.parts)}parts" if step.parts else "",
        *(f"say{n}" for n in step.say),
    ]
    branch = f"{step.only.step}={','.join(step.only.is_)}" if step.only else ""
    if step.only and step.only.undecided:
        branch += "?"
    return [step.no, step.due, choices, branch, " ".join(step.calls), " ".join(m for m in marks if m)]


def _card(id: str) -> Card:
    card = shipped().card(id)
    assert card is not None
    return card


@pytest.mark.parametrize("card", sorted(BY_CARD))
def test_every_step_is_walked_as_the_trade_has_it(card: str) -> None:
    assert [_said(step) for step in _card(card).steps] == BY_CARD[card]


def test_the_table_has_every_full_card() -> None:
    full = {"PWR", "SYS", "NET", "PEAK", "FIRE", "ROB", "CFT", "MED", "WEA", "CPL", "LEAK", "MAN"}
    assert set(BY_CARD) == full


def test_a_case_begins_with_its_level() -> None:
    assert {card.id: card.grade for card in shipped().cards if card.walked} == GRADES


@pytest.mark.parametrize("level", sorted(LEVELS))
def test_a_level_asks_for_what_the_common_frame_says(level: int) -> None:
    rule = shipped().level(level)
    assert rule is not None
    assert (rule.phone, rule.flash, rule.news, rule.again, rule.review) == LEVELS[level]


def test_an_hour_without_power_is_graver() -> None:
    escalation = _card("PWR").escalate
    assert escalation is not None
    assert (escalation.after, escalation.level) == (60, 2)


def test_a_primary_card_marks_those_that_only_follow_from_it_p2() -> None:
    inhibits = {card.id: " ".join(card.inhibits) for card in shipped().cards if card.inhibits}
    assert inhibits == {
        "PWR": "SYS NET",
        "NET": "SYS",
        "FIRE": "PWR SYS NET PEAK",
        "GAS": "PWR SYS NET",
        "EQ": "PWR SYS NET PEAK",
        "WEA": "WATER",
    }


def test_nothing_that_threatens_life_is_ever_marked_as_a_mere_consequence() -> None:
    marked = {id for card in shipped().cards for id in card.inhibits}
    assert not marked & {"FIRE", "ROB", "MED", "GAS", "EQ", "LIFT", "CPL"}


def test_the_recovery_order_after_a_power_cut_is_ticked_part_by_part() -> None:
    step = _card("PWR").step("11A")
    assert step is not None
    assert " ".join(part.id for part in step.parts) == "main ups net tills pos tickets self rest"


def test_public_numbers_are_filled_in_and_the_hall_has_to_add_the_others() -> None:
    numbers = {contact.id: contact.number for contact in shipped().contacts}
    public = {"fire": "119", "police": "110", "ambulance": "120", "traffic": "122", "electricity": "95598"}
    assert {id: numbers[id] for id in public} == public
    assert [id for id in ("property", "hall_manager", "it", "security") if numbers[id]] == []


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("t+30s", Target("start", 30)),
        ("back", Target("back")),
        ("back+10m", Target("back", 600)),
        ("3+1m", Target("step", 60, "3")),
        ("every 15m", Target("every", 900)),
        ("t+24h", Target("start", 86400)),
        ("day", Target("day")),
        ("none", Target("none")),
        ("", None),
        ("t", None),
        ("+5m", None),
        ("every 0m", None),
        ("5 min", None),
    ],
)
def test_targets_as_they_are_written(written: str, target: Target | None) -> None:
    assert parse_target(written) == target


def test_what_lies_beyond_the_card_is_known() -> None:
    later = [step.no for step in _card("PWR").steps if (t := parse_target(step.due)) is not None and t.later]
    assert later == ["14", "16"]
