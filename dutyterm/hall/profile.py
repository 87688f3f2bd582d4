"""The profile of a hall: name, class, opening hours, tills, exits, shifts, figures (domain 1.1, 0)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from dutyterm.i18n import Text
from dutyterm.model.hours import ClockTime, Hours, Span
from dutyterm.model.people import Person
from dutyterm.model.premises import Place, Premises

_HALL_ID: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_WINDOWS_DEVICES: Final = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_CODE: Final = re.compile(r"[A-Z][A-Z0-9]{0,2}")

HALL_ID_LIMIT: Final = 24
"""Characters of a hall id; it begins every file name."""


class HallClass(StrEnum):
    """Class of a hall; inspection weights depend on it."""

    STANDARD = "standard"
    FLAGSHIP = "flagship"
    CENTRE = "centre"
    COMMUNITY = "community"


CLASS_NAMES: Final[dict[HallClass, Text]] = {
    HallClass.STANDARD: Text("标准厅", "standard hall"),
    HallClass.FLAGSHIP: Text("旗舰厅", "flagship hall"),
    HallClass.CENTRE: Text("中心厅", "central hall"),
    HallClass.COMMUNITY: Text("社区厅", "community hall"),
}
"""What each class is called."""


def _hall_id(text: str) -> str:
    if len(text) > HALL_ID_LIMIT or not _HALL_ID.fullmatch(text):
        raise ValueError("a hall id has 1 to 24 of a-z, 0-9 and single dashes, and begins with a letter")
    # Windows cannot make a file whose name before the first dot is a device.
    if _WINDOWS_DEVICES.fullmatch(text):
        raise ValueError(f"{text!r} is a device name of Windows and cannot begin a file name")
    return text


def _shift_code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise ValueError("a shift code is a capital letter and up to two more letters or digits")
    return text


HallId = Annotated[str, AfterValidator(_hall_id)]
"""ASCII, lowercase, never changes: it begins every file name of the hall."""


class ShiftPlan(BaseModel):
    """One planned shift 班次 of a day."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    code: Annotated[str, AfterValidator(_shift_code)]
    """As on the roster, e.g. `A`."""
    name: str
    start: ClockTime
    end: ClockTime

    @property
    def span(self) -> Span:
        """From when until when it goes."""
        return Span(start=self.start, end=self.end)


class Profile(BaseModel):
    """What a hall is. Raises pydantic.ValidationError when figures contradict each other."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    id: HallId
    name: Annotated[str, Field(min_length=1, max_length=40)]
    hall_class: HallClass = HallClass.STANDARD
    hours: Hours
    tills: Annotated[tuple[Place, ...], Field(min_length=1, max_length=99)]
    exits: Annotated[tuple[Place, ...], Field(min_length=1, max_length=40)]
    shifts: Annotated[tuple[ShiftPlan, ...], Field(min_length=1, max_length=9)]
    planned_tills: Annotated[int, Field(ge=1)]
    """Tills that should be open (OPN-11)."""
    min_tills: Annotated[int, Field(ge=1)]
    """Below this the doors stay shut (OPN-11)."""
    min_staff: Annotated[int, Field(ge=1)]
    """Below this the doors stay shut (OPN-26)."""
    numbers: Mapping[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    """Further figures that limits may name, e.g. `float_fen`, `terminals`, `kit_items`."""
    flags: Mapping[str, bool] = Field(default_factory=dict)
    """Facts that conditions may name, e.g. `paper_invoices`."""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Profile:
        for what, names in (
            ("till", [t.id for t in self.tills]),
            ("exit", [e.id for e in self.exits]),
            ("shift", [s.code for s in self.shifts]),
        ):
            if len(set(names)) != len(names):
                raise ValueError(f"a {what} is named twice")
        if not self.min_tills <= self.planned_tills <= len(self.tills):
            raise ValueError("min_tills, planned_tills and the number of tills must not decrease")
        return self

    @property
    def zone(self) -> str:
        """Name of the hall's time zone."""
        return self.hours.zone

    def shift(self, code: str) -> ShiftPlan | None:
        """The planned shift with that code."""
        return next((s for s in self.shifts if s.code == code), None)

    def premises(self, roster: Sequence[Person] = ()) -> Premises:
        """What a shift must know of this hall, with the people of its roster."""
        own = {"planned_tills": self.planned_tills, "min_tills": self.min_tills, "min_staff": self.min_staff}
        return Premises(
            hall=self.id,
            name=self.name,
            hall_class=self.hall_class.value,
            zone=self.zone,
            tills=self.tills,
            exits=self.exits,
            roster=tuple(roster),
            numbers={**self.numbers, **own},
            flags=dict(self.flags),
        )
