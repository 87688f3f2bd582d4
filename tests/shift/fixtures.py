"""A small manual with one of everything: each kind of field, repeats, conditions, sets, limits, machines."""

from __future__ import annotations

from functools import cache
from typing import Any

from dutyterm.manual.schema import Manual


def words(text: str) -> dict[str, str]:
    """The same words in both languages."""
    return {"zh": text, "en": text}


def field(id: str, kind: str, **more: Any) -> dict[str, Any]:
    """A field."""
    return {"id": id, "kind": kind, "label": words(id), **more}


def choice(id: str, **more: Any) -> dict[str, Any]:
    """An answer of a choice."""
    return {"id": id, "label": words(id), **more}


def line(id: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A line."""
    made = {
        "id": id,
        "group": "one",
        "title": words(f"line {id}"),
        "help": words(f"how {id} is done"),
        "fields": list(fields),
        "who": ["duty_manager"],
        "due": "T-30",
        "on_fail": {"do": words("repair"), "due": "T+210", "procedure": "SYS"},
        "source": ["D"],
    }
    return {**made, **more}


GOOD_BAD = [choice("good"), choice("slow", off=True), choice("bad", block=True, procedure="NET")]
YES_NO = [choice("yes"), choice("no", off=True)]

LINES = (
    line("A-01", field("outside", "choice", choices=GOOD_BAD), block="doors", away=True, due="T-40"),
    line("A-02", field("when", "time"), field("signed", "dual"), block="doors", away=True, due="T-40"),
    line("B-01", field("clear", "confirm"), each="exits", block="doors"),
    line("B-02", field("net", "choice", choices=GOOD_BAD), block="doors", limits=["card"]),
    line("B-03", field("usable", "number", warn={"min": "planned_tills"}), block="doors",
         block_when={"field": "usable", "below": "min_tills"}),
    line("B-04", field("working", "count", total="tills", block={"min": 1}), limits=["card"],
         na=[choice("none")]),
    line("B-05", field("count", "money", block={"min": 50000, "max": 50000}),
         field("signed", "dual", each=False), each="tills", limits=["till"], limits_part=True),
    line("C-01", field("leak", "choice", choices=YES_NO)),
    line("C-02", field("where", "text", choices=[choice("roof")]),
         when={"item": "C-01", "field": "leak", "is": ["no"]}),
    line("C-03", field("left", "confirm"), when={"item": "C-02", "field": "where", "is": ["roof"]}),
    line("C-04", field("state", "choice", choices=YES_NO), field("number", "text", optional=True,
         when={"field": "state", "is": ["no"]})),
    line("D-01", field("ask", "choice", choices=YES_NO), exclusive="who", on_fail={"do": words("-"),
         "open_item": False}, na=[choice("none")]),
    line("D-02", field("ask", "choice", choices=YES_NO), exclusive="who", on_fail={"do": words("-"),
         "open_item": False}),
    line("D-03", field("ask", "choice", choices=YES_NO), exclusive="who", on_fail={"do": words("-"),
         "open_item": False}),
    line("D-04", field("ask", "choice", choices=YES_NO), exclusive="who",
         when={"item": "C-01", "field": "leak", "is": ["no"]}),
    line("E-01", field("absent", "people"), field("posts", "assign", posts=["greeter", "guide"])),
    line("E-02", field("remark", "text"), required=False),
    line("E-03", field("paper", "text"), when={"flag": "paper_invoices"}),
    line("F-01", field("read", "machine", machine="open_items_read"), block="doors"),
    line("F-02", field("at", "time", late_reason_after=5),
         field("limited", "machine", machine="limited_services"),
         due="T", opens_doors=True, on_fail={"do": words("tell"), "open_item": False}),
)  # fmt: skip

ROUND = (
    line("R-01", field("seen", "confirm")),
    line("R-02", field("net", "choice", choices=GOOD_BAD)),
    line("R-03", field("state", "choice", choices=YES_NO), field("number", "number",
         when={"field": "state", "is": ["no"]})),
    line("R-04", field("clear", "confirm"), each="exits"),
    line("R-05", field("waiting", "number"), field("open_tills", "number"), bulk=False, required=False),
    line("R-06", field("minutes", "number"), bulk=False, required=False,
         each=[choice("first"), choice("second")]),
    line("R-07", field("printed", "time"), field("called", "time"), bulk=False, required=False,
         each=[choice("first"), choice("second")]),
    line("R-08", field("odd", "choice", choices=list(reversed(YES_NO))), required=False),
)  # fmt: skip

CLOSING = (
    line("Z-01", field("left_at", "time"), field("rest", "number", block={"max": 0}), block="leave",
         closes_doors=True, due="C+20"),
    line("Z-02", field("cases", "choice", choices=YES_NO), each="present", due="C+30"),
    line("Z-03", field("tidy", "confirm"), due="C+30", every="week"),
    line("Z-04", field("dark", "confirm"), away=True, block="leave", due="C+50"),
)  # fmt: skip


def metric(id: str, kind: str, **more: Any) -> dict[str, Any]:
    """A figure of the day."""
    return {"id": id, "kind": kind, "name": words(id), "unit": words("-"), "source": ["D"], **more}


METRICS = (
    metric("visitors", "count"),
    metric("wait", "minutes", averaged=True, better="low", fail=10, stretch=8, line="R-07"),
    metric("service", "minutes", averaged=True, better="low", fail=3, line="R-06", field="minutes"),
    metric("bundle", "percent", averaged=True, better="high", fail=90, stretch=100),
    metric("solved", "percent", better="high", fail=98),
    metric("variance", "fen"),
)


def row(id: str, *times: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A row of the timetable."""
    return {
        "id": id,
        "times": list(times),
        "title": words(f"row {id}"),
        "help": words(f"what {id} is for"),
        "source": ["D"],
        **more,
    }


ROWS = (
    row("W-01", {"at": "T-40"}, list="opening", lines=["A-01", "A-02"]),
    row("W-02", {"at": "T-20", "until": "T-8"}, list="opening", lines=["B-01", "B-02"]),
    row("W-03", {"at": "T"}, list="opening", lines=["F-02"]),
    row("W-04", {"at": "T+30"}, list="round"),
    row("W-05", {"at": "T+90", "until": "C-30", "every_minutes": 60}, list="round"),
    row("W-06", {"at": "09:30", "until": "11:30"}, {"at": "14:00", "until": "17:00"}),
    row("W-07", {"at": "12:30"}),
    row("W-08", {"at": "H-20", "until": "H"}),
    row("W-09", {"at": "C+5", "until": "C+30"}, list="closing", group="one"),
    row("W-10", {"at": "C+45"}, list="closing", lines=["Z-04"]),
    row("W-11", {"at": "T+10"}, list="no_such_list"),
)


@cache
def small_manual(content_hash: str = "a" * 64) -> Manual:
    """The manual of the fixtures, with four lists."""
    return Manual.model_validate(
        {
            "cover": {
                "id": "small",
                "version": "1",
                "title": words("small"),
                "note": words("默认模板"),
                "files": [],
                "changes": [],
            },
            "hash": content_hash,
            "lists": [
                {
                    "id": "opening",
                    "title": words("opening"),
                    "groups": [{"id": "one", "title": words("one")}],
                    "services": [{"id": i, "name": words(i)} for i in ("cash", "card", "till")],
                    "lines": list(LINES),
                },
                {
                    "id": "patrol",
                    "title": words("patrol"),
                    "groups": [{"id": "one", "title": words("one")}],
                    "lines": [line("P-01", field("seen", "confirm")), line("P-02", field("signed", "dual"))],
                },
                {
                    "id": "round",
                    "title": words("round"),
                    "groups": [{"id": "one", "title": words("one")}],
                    "bulk": True,
                    "min_per_shift": 2,
                    "lines": list(ROUND),
                },
                {
                    "id": "closing",
                    "title": words("closing"),
                    "groups": [{"id": "one", "title": words("one")}],
                    "bulk": True,
                    "lines": list(CLOSING),
                },
            ],
            "cards": [],
            "log": {
                "categories": [
                    {"id": "complaint", "name": words("complaint")},
                    {"id": "discipline", "name": words("discipline"), "only": ["hall_manager"]},
                ],
                "metrics": list(METRICS),
            },
            "day": {"id": "day", "title": words("day"), "rows": list(ROWS)},
        }
    )
