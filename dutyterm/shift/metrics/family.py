"""The family of figures: what was recorded, and what was corrected by new records (domain 3g)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, cast

from dutyterm.model.moment import moment_text
from dutyterm.model.record import Fact, Record
from dutyterm.shift.frozen import put
from dutyterm.shift.metrics.figures import Figure
from dutyterm.shift.shift import Blocker, Scene, Shift
from dutyterm.values import dataclass

if TYPE_CHECKING:
    from dutyterm.manual.schema import Block

KEY = "metrics"


class MetricRecorded(Fact):
    """A figure of the shift; a later record of the same metric corrects it."""

    KIND = "metric.recorded"

    metric: str
    """Metric id of the manual's log."""
    value: int | None = None
    """In the metric's unit; None = unknown, which is not 0. With samples: the sum over all of them."""
    samples: int | None = None
    """How many samples an average rests on; of how many, for a percentage."""
    unknown_reason: str | None = None
    """Why there is no value."""
    reason: str | None = None
    """Why an earlier figure is corrected."""
    sampled: bool = False
    """Taken over from the samples of the rounds."""


FACTS: tuple[type[Fact], ...] = (MetricRecorded,)


@dataclass(frozen=True)
class Earlier:
    """A figure that was corrected."""

    figure: Figure
    at: datetime
    by: str | None
    reason: str
    """Why it was replaced; empty when the record gave none, which no rule writes."""


@dataclass(frozen=True)
class Recorded:
    """The figure that holds."""

    figure: Figure
    at: datetime
    by: str | None
    record: int
    sampled: bool = False
    earlier: tuple[Earlier, ...] = ()
    """Oldest first."""


@dataclass(frozen=True)
class Metrics:
    """All recorded figures by metric id. A metric that nobody recorded is not here."""

    by_id: Mapping[str, Recorded] = field(default_factory=dict)


EMPTY = Metrics()


def of(shift: Shift) -> Metrics:
    """This family's part of the shift."""
    return cast(Metrics, shift.parts[KEY])


def apply(part: Metrics, record: Record) -> Metrics:
    """The part after this record."""
    fact = record.fact
    if not isinstance(fact, MetricRecorded):
        return part
    old = part.by_id.get(fact.metric)
    earlier: tuple[Earlier, ...] = ()
    if old is not None:
        earlier = (*old.earlier, Earlier(old.figure, old.at, old.by, fact.reason or ""))
    figure = Figure(fact.value, fact.samples, fact.unknown_reason)
    new = Recorded(figure, record.at, record.by, record.id, fact.sampled, earlier)
    return Metrics(put(part.by_id, fact.metric, new))


def blocks(scene: Scene, what: Block) -> tuple[Blocker, ...]:
    """Figures hinder nothing; CLS-30 asks for them."""
    del scene, what
    return ()


def carry(shift: Shift) -> Mapping[str, object] | None:
    """Figures stay in their shift."""
    del shift
    return None


def summary(scene: Scene) -> Mapping[str, object]:
    """Recorded and sampled figures, and the computed waits; what nobody recorded is left out, not 0."""
    # asked for at sealing only; a start does without the views of lists
    from dutyterm.shift.metrics.samples import sampled, waits

    found_waits = waits(scene)
    found = {m.id: figure for m in scene.manual.log.metrics if (figure := sampled(scene, m)) is not None}
    return {
        "recorded": {id: _plain(known.figure) for id, known in of(scene.shift).by_id.items()},
        "sampled": {id: _plain(figure) for id, figure in found.items()},
        "waits": [wait.minutes for wait in found_waits],
        # the next shift of the day shows them beside its own: when, people, tills, minutes
        "waited": [[moment_text(w.at), w.waiting, w.open_tills, w.minutes] for w in found_waits],
    }


def _plain(figure: Figure) -> dict[str, object]:
    found: dict[str, object] = {"value": figure.value}
    if figure.samples is not None:
        found["samples"] = figure.samples
    if figure.unknown_reason is not None:
        found["unknown"] = figure.unknown_reason
    return found
