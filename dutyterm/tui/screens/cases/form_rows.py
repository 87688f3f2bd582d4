"""The after-action form as the rows on which a cursor stands."""

from __future__ import annotations

from dutyterm.desk.case_papers import answer_text
from dutyterm.desk.cases import Case
from dutyterm.i18n import Text, same
from dutyterm.review.cases import safe, span
from dutyterm.shift.procedures.after_action import missing
from dutyterm.shift.procedures.after_words import FIELDS, NEEDED, WHYS
from dutyterm.tui.views.case import FormRow


def form_rows(case: Case) -> list[FormRow]:
    """Facts, fields, actions, the signature. A further `why` comes when the one before it was answered."""
    form = case.run.form
    rows = [FormRow("fact", f"fact/{n}", line.label, line.value) for n, line in enumerate(case.facts())]
    for name, label in FIELDS.items():
        value = form.answers.get(name)
        nth = WHYS.index(name) if name in WHYS else 0
        if nth and value is None and (form.signed or WHYS[nth - 1] not in form.answers):
            continue
        said = safe(answer_text(case, name, value))
        rows.append(FormRow("field", name, label, said, name in NEEDED, value is not None))
    for action in form.actions:
        owner = case.names.get(action.owner, "" if not case.names else action.owner)
        words = Text("{what} {who} {at} 前", "{what} {who} until {at}")
        told = words.fill(what=action.what, who=owner, at=f"{action.due:%m-%d}")
        label = Text(f"改进 A{action.number}", f"action A{action.number}")
        rows.append(FormRow("action", f"action/{action.number}", label, safe(told), answered=True))
    if not form.signed:
        rows.append(FormRow("new", "new", Text("加一项改进", "add an action"), same("")))
    rows.append(FormRow("sign", "sign", Text("签名", "signature"), signature(case), answered=form.signed))
    return rows


def signature(case: Case) -> Text:
    """Who signed and when, else what is missing and until when it is due."""
    form = case.run.form
    if form.signed_at is not None:
        who = case.names.get(form.signed_by or "", "")
        late = Text(f",迟 {form.late_min} 分", f", {form.late_min} min late") if form.late_min else same("")
        words = Text("{who} {at} 已签{late}", "signed by {who} {at}{late}")
        return words.fill(who=who, at=f"{form.signed_at:%m-%d %H:%M}", late=late)
    if left := missing(case.run):
        names = Text("、".join(t.zh for t in left), ", ".join(t.en for t in left))
        return Text("还差: {names}", "missing: {names}").fill(names=names)
    return Text("可以签: Enter", "ready to be signed: Enter")


def state(case: Case) -> Text:
    """Where the case stands, for its head: going on, the form due or overdue, signed, not asked for."""
    run, form, now = case.run, case.run.form, case.now
    if run.running:
        return Text("进行中", "going on")
    if form.signed:
        return Text("已解除,复盘已签", "stood down, review signed")
    if form.due is None:
        return Text("已解除,不要求复盘", "stood down, no review asked for")
    at = f"{form.due.astimezone(now.tzinfo):%m-%d %H:%M}"
    if form.due < now:
        return Text("复盘限 {at},已超 {t}", "review due {at}, {t} over").fill(at=at, t=span(now - form.due))
    return Text("复盘限 {at},余 {t}", "review due {at}, {t} left").fill(at=at, t=span(form.due - now))
