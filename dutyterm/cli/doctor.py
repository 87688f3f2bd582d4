"""`dutyterm doctor`: one look at terminal, disk, lock, clock, manual and keys, for support."""

from __future__ import annotations

from dutyterm.cli.check import Check
from dutyterm.cli.doctor_hall import hall_checks
from dutyterm.cli.doctor_input import input_checks, zone_check
from dutyterm.cli.doctor_machine import disk_checks, program_checks, terminal_checks
from dutyterm.cli.doctor_paper import paper_check
from dutyterm.cli.hall import hall_of
from dutyterm.cli.voice import BAD_NEWS, WELL, Voice
from dutyterm.desk.clock import SystemClock
from dutyterm.hall.layout import Layout
from dutyterm.i18n import same
from dutyterm.journal.disk import RealDisk
from dutyterm.options import Options

_SIGNS = {"ok": "  ", "note": "* ", "bad": "! "}


def run(voice: Voice, options: Options, as_json: bool) -> int:
    """Prints what was found; 1 when something has to be done. With --read-only nothing is written at all."""
    layout, disk, write = Layout(options.data), RealDisk(), not options.read_only
    hall = hall_of(layout, disk)
    zone = hall.profile.zone if hall.profile is not None else "Asia/Shanghai"
    checks = [
        *program_checks(),
        Check("data", "ok", same(str(options.data))),
        *terminal_checks(),
        *input_checks(),
        zone_check(zone),
        *disk_checks(options.data, disk, write=write),
        paper_check(),
        *hall_checks(layout, hall, SystemClock(), disk, write=write),
    ]
    bad = any(check.state == "bad" for check in checks)
    if as_json:
        found = [{"id": c.id, "state": c.state, "zh": c.text.zh, "en": c.text.en} for c in checks]
        voice.show_json({"well": not bad, "checks": found})
    else:
        for check in checks:
            voice.show(f"{_SIGNS[check.state]}{check.id:<18} {voice.words(check.text)}")
    return BAD_NEWS if bad else WELL
