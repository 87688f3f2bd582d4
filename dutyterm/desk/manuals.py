"""Activating a newer manual: the hall manager's word, valid from the next shift on (L16, R2-14)."""

from __future__ import annotations

from dutyterm.desk.outcome import Done, NotSaved, Outcome
from dutyterm.desk.session import Session
from dutyterm.hall.permissions import Act
from dutyterm.hall.rules import activate_manual
from dutyterm.i18n import Text
from dutyterm.manual.shipped import shipped_manual_dir
from dutyterm.manual.versions import keep
from dutyterm.model.refusal import Refusal


async def activate_waiting(session: Session) -> Outcome:
    """The newer good version that waits becomes the one of the next shift; an open shift keeps its own."""

    async def work() -> Outcome:
        refused = session.may(Act.ACTIVATE_MANUAL)
        waiting, who = session.waiting_manual, session.who
        if refused is not None or who is None:
            return refused or Refusal("sign_in", Text("请先登录。", "Sign in first."))
        if waiting is None:
            return Refusal("no_manual", Text("没有等待启用的手册。", "No newer manual is waiting."))
        layout = session.layout
        try:
            kept = await session.in_writer(lambda: keep(shipped_manual_dir(), layout.additions, layout.root))
        except OSError as error:
            why = error.strerror or str(error)
            return NotSaved(Text("未写盘: {why}。", "NOT SAVED: {why}.").fill(why=why))
        if isinstance(kept, tuple) or kept.name != waiting.hash:
            return Refusal(
                "manual_changed",
                Text(
                    "手册文件刚才又变了,请重新打开程序再启用。",
                    "The manual's files changed; start again, then activate.",
                ),
            )
        cover = waiting.cover
        done = await session.do_hall(
            lambda hall: activate_manual(hall, who.id, cover.id, cover.version, waiting.hash),
            Act.ACTIVATE_MANUAL,
        )
        if isinstance(done, Done):
            session.active_manual = waiting
            session.waiting_manual = None
            if not session.has_open_shift:
                session.manual = waiting
            session.notices = tuple(n for n in session.notices if n.kind != "manual_waiting")
            session.publish()
        return done

    return await session.queued(work)
