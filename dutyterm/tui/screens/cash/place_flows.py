"""What Enter does on a row that is no till: a packet, a bag, an envelope, something under way, the safe."""

from __future__ import annotations

from dutyterm.i18n import Text
from dutyterm.manual.cash import CashRules
from dutyterm.shift.cash.state import of
from dutyterm.tui.flow import Flow, FlowPage
from dutyterm.tui.screens.cash import bag_flows, review_flows, transfer_flows, valuable_flows
from dutyterm.tui.views.cash import Place


def next_flow(page: FlowPage, place: Place, rules: CashRules) -> Flow | Text:
    """The dialogue of the next step, or why there is none."""
    cash = of(page.session.shift)
    match place.sort:
        case "packets":
            return bag_flows.seal_bag(page) if cash.packets else _NOTHING_TO_BAG
        case "valuables":
            return valuable_flows.choose(page, rules)
        case "envelope":
            settled = cash.envelopes[place.id].handed is not None
            return _SETTLED if settled else bag_flows.hand_in(page, place.id)
        case "transfer":
            one = cash.transfers.get(place.id)
            return _SETTLED if one is None else transfer_flows.receive(page, one)
        case "reviews":
            return review_flows.reviews(page)
        case "audit":
            return review_flows.audit(page)
        case "bag":
            return _bag_flow(page, place, rules)
        case _:
            checked = cash.safe_checked is not None
            return bag_flows.seal_safe(page) if checked else bag_flows.check_safe(page)


def _bag_flow(page: FlowPage, place: Place, rules: CashRules) -> Flow | Text:
    bag = of(page.session.shift).bags[place.id]
    if place.step == "move":
        return bag_flows.move_bag(page, bag)
    if place.step == "credit":
        return bag_flows.credit(page, bag)
    return bag_flows.decide_credit(page, bag, rules) if place.step == "decide" else _SETTLED


_NOTHING_TO_BAG = Text("没有待封的款。", "Nothing waits for a bag.")
_SETTLED = Text("这一行已经办好。", "This row is settled.")
