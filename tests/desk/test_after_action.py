"""The after-action form at the desk: who signs, what it settles, where it is found, its papers (P8, N13)."""

from __future__ import annotations

from datetime import timedelta

from dutyterm.desk import after_action, items
from dutyterm.desk.card_notes import CardNote, CardNotes
from dutyterm.desk.case_papers import make_case, sheet
from dutyterm.desk.cases import all_cases, case_here, find_case
from dutyterm.desk.emergencies import Emergencies
from dutyterm.desk.printing import Made, Wanted
from dutyterm.desk.session import Session
from dutyterm.i18n import LANGS
from dutyterm.manual.schema import Card
from dutyterm.paper.as_text import text
from dutyterm.review.emergencies import statistics
from dutyterm.shift import entries, open_items
from dutyterm.shift.procedures import state
from tests.desk.handover_kit import SECOND, accepted, early_shift, read_all, sign_in, submitted
from tests.desk.kit import DUTY, PINS, Hall, done, refused
from tests.desk.test_emergencies import desk, run_of

MANAGER = "p1"
"""The hall manager."""

FILLED = {"cause": "equipment", "why1": "总闸老化", "drill": "yes", "conclusion": "换总闸,补一次演练"}


async def finished(hall: Hall, session: Session, card: str = "PWR", *, drill: bool = False) -> str:
    """A case from the first key to its stand-down; its run."""
    emergencies = desk(hall)
    first = emergencies.before(session, _card(session, card), hall.clock.now(), drill=drill)
    assert first is not None
    assert first.current is not None
    step = first.current.step
    answer = step.choices[0].id if step.choices else None
    done(await emergencies.begin(session, card, hall.clock.now(), step.no, drill=drill, choice=answer))
    run = run_of(emergencies, session, card).id
    for _ in range(60):
        view = emergencies.of_card(session, card)
        assert view is not None
        todo = next((step for step in view.steps if step.needed), None)
        if todo is None:
            break
        hall.clock.wait(seconds=130)
        if todo.step.choices:
            done(await emergencies.decide(session, run, todo.step.no, todo.step.choices[0].id))
        else:
            done(await emergencies.tick(session, run, todo.step.no))
    done(await emergencies.stand_down(session, run))
    return run


def _card(session: Session, id: str) -> Card:
    found = session.manual.card(id)
    assert found is not None
    return found


async def filled(session: Session, run: str) -> None:
    for field, typed in FILLED.items():
        done(await after_action.answer(session, run, field, typed))


def form_items(session: Session, run: str) -> list[open_items.Item]:
    return [i for i in open_items.of(session.shift).open() if i.part == run and i.field == "after_action"]


async def test_the_hall_manager_signs_with_the_pin_and_nobody_else(hall: Hall) -> None:
    session = await early_shift(hall)
    run = await finished(hall, session)
    await filled(session, run)
    assert refused(await after_action.sign(session, run, PINS[DUTY])) == "not_permitted"
    await sign_in(session, MANAGER)
    assert refused(await after_action.sign(session, run, "000000")) == "wrong_pin"
    done(await after_action.sign(session, run, PINS[MANAGER]))
    form = state.of(session.shift).by_id[run].form
    assert (form.signed_by, form.late_min) == (MANAGER, None)
    assert refused(await after_action.answer(session, run, "why2", "x")) == "signed"
    await hall.close()
    hall.assert_sound()


async def test_its_open_item_is_settled_by_the_signature_and_by_nothing_else(hall: Hall) -> None:
    session = await early_shift(hall)
    run = await finished(hall, session)
    (item,) = form_items(session, run)
    assert refused(await items.close(session, item.ref, "写在纸上了")) == "sign_the_form"
    await filled(session, run)
    done(await after_action.agree(session, run, "换总闸", SECOND, hall.clock.now() + timedelta(days=14)))
    await sign_in(session, MANAGER)
    done(await after_action.sign(session, run, PINS[MANAGER]))
    assert form_items(session, run) == []
    (action,) = [i for i in open_items.of(session.shift).open() if i.part == run and i.field is None]
    assert (action.title.zh, action.owner) == ("换总闸", SECOND)
    await hall.close()
    hall.assert_sound()


async def test_until_it_is_signed_it_is_read_at_the_handover_and_filled_in_by_the_next_shift(
    hall: Hall,
) -> None:
    session = await early_shift(hall)
    run = await finished(hall, session)
    done(await after_action.answer(session, run, "why1", "总闸老化"))
    await submitted(session)
    await sign_in(session, SECOND)
    assert await read_all(session) >= 1
    await accepted(session)
    (item,) = form_items(session, run)
    assert item.carried
    case = case_here(desk(hall), session, run)
    assert case is not None
    assert case.run.past
    assert case.run.form.answers == {"why1": "总闸老化"}
    await filled(session, run)
    await sign_in(session, MANAGER)
    hall.clock.wait(hours=80)
    done(await after_action.sign(session, run, PINS[MANAGER]))
    late = state.of(session.shift).by_id[run].form.late_min
    assert late is not None
    assert late > 0
    await hall.close()
    hall.assert_sound()


async def test_after_a_restart_the_form_is_as_it_was(hall: Hall) -> None:
    session = await early_shift(hall)
    run = await finished(hall, session)
    await filled(session, run)
    before = state.of(session.shift).by_id[run]
    await hall.kill(session)
    session = await hall.start(MANAGER)
    assert state.of(session.shift).by_id[run] == before
    done(await after_action.sign(session, run, PINS[MANAGER]))


async def test_an_earlier_case_is_found_in_its_file_and_counted_once(hall: Hall) -> None:
    session = await early_shift(hall)
    run = await finished(hall, session)
    drill = await finished(hall, session, "CFT", drill=True)
    day = hall.clock.now().date()
    await submitted(session)
    await sign_in(session, SECOND)
    await read_all(session)
    await accepted(session)
    emergencies = desk(hall)
    found = all_cases(emergencies, session, day)
    assert [(case.run, case.drill) for case in found.cases] == [(run, False), (drill, True)]
    assert found.unsealed == 0
    assert [one.events for one in statistics(found.cases)] == [1]
    old = find_case(emergencies, session, drill)
    assert old is not None
    assert not old.here
    assert old.run.drill
    assert find_case(emergencies, session, "PWR.0101-000000") is None
    assert all_cases(emergencies, session, day + timedelta(days=1)).cases == ()


async def test_every_sheet_of_a_drill_says_that_it_is_one_on_every_page_n13(hall: Hall) -> None:
    session = await early_shift(hall)
    run = await finished(hall, session, "CFT", drill=True)
    case = case_here(desk(hall), session, run)
    assert case is not None
    for sort in ("flash", "follow_up", "final", "course", "after_action"):
        paper = sheet(case, sort, 1)
        for lang, word in zip(LANGS, ("演练", "DRILL"), strict=True):
            pages = text(paper, lang).split("\f")
            assert all(word in "".join(page.strip().splitlines()[:5]) for page in pages), (sort, lang)
            assert any(word in mark.to(lang) for mark in paper.marks)
            assert paper.title.to(lang).startswith(word)


async def test_a_note_on_the_card_of_a_drill_says_so_and_counts_in_no_figure_n13(hall: Hall) -> None:
    session = await early_shift(hall)
    before = entries.summary(session.scene())
    emergencies, notes = desk(hall), CardNotes()
    done(await emergencies.begin(session, "WATER", hall.clock.now(), "1", drill=True))
    done(await notes.write(session, CardNote("WATER", "阀门找了三分钟", hall.clock.now(), session.who)))
    (entry,) = entries.of(session.shift).by_id.values()
    assert entry.text == "演练 DRILL: 阀门找了三分钟"
    assert entries.summary(session.scene()) == before
    done(await notes.write(session, CardNote("PWR", "跳闸", hall.clock.now(), session.who)))
    assert entries.summary(session.scene())["count"] == 1


async def test_its_papers_are_counted_and_say_whether_it_is_signed(hall: Hall) -> None:
    session = await early_shift(hall)
    run = await finished(hall, session)
    await filled(session, run)
    emergencies = Emergencies(lambda: session.manual, hall.clock.now)

    async def printed(sort: str) -> tuple[Made, str]:
        case = find_case(emergencies, session, run)
        assert case is not None
        made = await make_case(session, Wanted("zh"), case, sort)  # type: ignore[arg-type]
        assert isinstance(made, Made), made
        assert all(":" not in path.name for path in made.files)
        return made, made.files[0].read_text(encoding="utf-8")

    made, told = await printed("after_action")
    assert made.copy == 1
    assert "未签" in told
    assert "总闸老化" in told
    await sign_in(session, MANAGER)
    done(await after_action.sign(session, run, PINS[MANAGER]))
    made, told = await printed("after_action")
    assert made.copy == 2
    assert "未签" not in told
    assert "已签" in told
    made, told = await printed("flash")
    assert made.copy == 1
    assert "速报" in told
    _, told = await printed("course")
    assert "应急步骤 PWR 1" in told
    await hall.close()
    hall.assert_sound()
