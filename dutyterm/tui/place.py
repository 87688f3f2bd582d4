"""The place where a person was: kept with the drafts, so that a restart comes back to the same line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dutyterm.desk.session import Session

KEY: Final = "place"


def read_place(session: Session) -> dict[str, str]:
    """`page`, `run`, `line` as they were left; empty when nothing sensible is there."""
    try:
        found = json.loads(session.drafts.get(KEY) or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {k: v for k, v in found.items() if isinstance(k, str) and isinstance(v, str)}


def remember(session: Session, **parts: str) -> None:
    """Keep these parts of the place; the others stay."""
    kept = read_place(session)
    new = {**kept, **parts}
    if new != kept:
        session.drafts.put(KEY, json.dumps(new, ensure_ascii=True, sort_keys=True))


def remember_page(session: Session, page: str) -> None:
    """Keep the page; run and line of the list stay for when it is opened again."""
    remember(session, page=page)


def send_to(session: Session, list_id: str, line: str = "", run: str = "") -> None:
    """Ask the page of the lists to open this list, at this line, when it is shown next.

    Without a run it opens the one in progress, or offers to begin one. Call the command `lists` afterwards.
    """
    remember(session, to_list=list_id, to_line=line, to_run=run)


def take_sent(session: Session) -> tuple[str, str, str] | None:
    """List, line and run to which another page has sent; asked once, it is forgotten."""
    kept = read_place(session)
    if not kept.get("to_list"):
        return None
    remember(session, to_list="", to_line="", to_run="")
    return kept["to_list"], kept.get("to_line", ""), kept.get("to_run", "")
