"""Who may read what: categories of the log that are for some roles only."""

from __future__ import annotations

from dutyterm.desk.session import Session


def hidden_from(session: Session) -> frozenset[str]:
    """Categories of the log that are not for everybody, and not for the person signed in."""
    who, categories = session.who, session.manual.log.categories
    return frozenset(c.id for c in categories if c.only and (who is None or who.role not in c.only))
