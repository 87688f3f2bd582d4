"""Where all the money is, and the equation that no movement, count or handover may break."""

from __future__ import annotations

from collections.abc import Mapping

from dutyterm.shift.cash.state import Cash, Span, Till


def book(span: Span) -> int:
    """What the records of this closure put into the drawer; the takings of the day come on top."""
    return span.base + sum(span.topups) - sum(drop.fen for drop in span.drops)


def gain(span: Span) -> int:
    """What the count found beyond the records: takings and difference; the report tells them apart."""
    return 0 if span.counted is None else span.counted.total - book(span)


def drawer(span: Span) -> int:
    """What lies in the drawer: by the records until it is counted, then as counted."""
    return book(span) + gain(span)


def till_money(till: Till) -> int:
    """What lies in this till: its newest closure, or the float that the last one left.

    Beside it what an earlier closing left sealed apart, because its report is still to come (待扎账).
    """
    apart = sum(drawer(span) for span in till.spans[:-1] if span.kept is None)
    if till.kept is not None:
        return till.kept.total + apart
    return (drawer(till.span) if till.span is not None else 0) + apart


def places(cash: Cash) -> Mapping[str, int]:
    """Fen by place: reserve, tills, money under way, packets in the safe, bags that are not credited yet."""
    found = {f"till:{till.id}": till_money(till) for till in cash.tills.values()}
    found["reserve"] = cash.reserve or 0
    found["under way"] = sum(one.fen for one in cash.transfers.values())
    found["packets"] = sum(packet.fen for packet in cash.packets.values())
    found["bags"] = sum(bag.fen for bag in cash.bags.values() if bag.credited is None)
    return found


def overnight(cash: Cash) -> int:
    """Cash that stays in the hall: everything but bags that have left it (CLS-17)."""
    inside = sum(bag.fen for bag in cash.bags.values() if bag.where in ("sealed", "safe"))
    found = places(cash)
    return sum(fen for place, fen in found.items() if place != "bags") + inside


def flows(cash: Cash) -> Mapping[str, int]:
    """Fen that came in (above 0) or went out since the shift began, by cause."""
    return {
        "taken over": sum(cash.taken_over.values()),
        "brought in": cash.brought_in,
        "moved": cash.moved,
        "adjusted": cash.adjusted,
        "boxes": cash.boxes_fen,
        "takings and differences": counted_gain(cash),
        "banked": -sum(bag.fen for bag in cash.bags.values() if bag.credited is not None),
    }


def counted_gain(cash: Cash) -> int:
    """The gain of every closure that is known here."""
    return sum(gain(span) for till in cash.tills.values() for span in till.spans)


def balanced(cash: Cash) -> bool:
    """Is all money where the flows say?"""
    return sum(places(cash).values()) == sum(flows(cash).values())
