"""The names a manual may use: figures, flags and parts of a hall, posts, derived answers."""

from __future__ import annotations

from dutyterm.model.people import Post, Role

FIGURES = frozenset(
    {
        "tills", "exits", "staff", "planned_tills", "min_tills", "min_staff", "terminals", "extinguishers",
        "kit_items", "cash_tills", "float_fen", "small_change_fen", "demo_devices", "keys", "overnight_fen",
        "reserve_fen", "drawer_fen", "seats",
        "handover_window_min", "handover_timeout_min", "forgotten_after_min",
        "idle_lock_min", "personal_days",
    }
)  # fmt: skip
"""Figures of a hall that limits and totals may name (`Premises.figure`)."""

FLAGS = frozenset(
    {"paper_invoices", "value_cards", "designated", "rare_coins", "cash_records", "amount_words"}
)
"""Facts of a hall that conditions may name."""

EACH = frozenset({"tills", "exits", "staff", "present", "open_items"})
"""What a line may be repeated for, besides parts that it names itself."""

PAGES = frozenset({"today", "lists", "cash", "log", "handover", "items"})
"""Pages of the program that a row of the timetable may lead to."""

MACHINES = frozenset({"limited_services", "open_items_read"})
"""Answers that are derived from other records."""

RECORDS = frozenset(
    {
        "safe_checked", "floats_issued", "small_change", "receipts", "reports", "counts", "tenders",
        "results", "boxes", "bagged", "moved", "overnight", "safe_sealed", "envelopes", "not_keyed",
        "papers_out", "stock_out", "seals_out", "reversals", "forms", "papers_in", "stock_in", "stored",
    }
)  # fmt: skip
"""Lines that the records of money answer, and the one that the register of manual acceptance answers."""

TOLD_FIGURES = frozenset({"not_keyed", "cash_over", "cash_short", "reversals"})
"""Figures of the day that records of this shift tell."""

POSTS = frozenset(str(post) for post in Post)
"""Posts that may be assigned."""

ROLES = frozenset(str(role) for role in Role)
"""Roles that may be named as readers of a category."""

WHO = ROLES | POSTS | {"key_holder", "code_holder", "second_person"}
"""Who may be named as doing a line."""
