"""Rows of a list: a mark for every way a line can end, the answer beside it, nothing wider than its cells."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dutyterm.i18n import LANGS, Lang, Text
from dutyterm.shift.lists import exceptions
from dutyterm.shift.lists.state import Slot
from dutyterm.shift.lists.view import Mark, premises_of
from dutyterm.tui.views import pane, steps
from dutyterm.tui.views.cells import width
from dutyterm.tui.views.drawing import Drawing
from dutyterm.tui.views.line_detail import detail_rows
from dutyterm.tui.views.line_help import help_rows
from dutyterm.tui.views.lines import line_row, list_rows, title_cells
from dutyterm.tui.views.marks import MARKS
from dutyterm.tui.views.run_head import head_row
from dutyterm.tui.views.spans import row_text, row_width
from tests.shift.fixtures import small_manual
from tests.shift.world import MANAGER, World


def drawing(world: World, run: str, place: Slot | None = None, lang: Lang = "zh", cells: int = 80) -> Drawing:
    services = world.view(run).checklist.services
    return Drawing(lang, cells, world.now, premises_of(world.scene), services, place)


def shown(world: World, run: str, item: str) -> str:
    return row_text(line_row(world.line(run, item), drawing(world, run)))


def small() -> tuple[World, str]:
    world = World(small_manual())
    return world, world.start()


def test_every_mark_has_a_sign_a_tone_and_a_word_of_its_own() -> None:
    """L2: never colour alone. Only inactive and not applicable share a sign; their words differ."""
    assert set(MARKS) == set(Mark)
    assert len({(look.sign, look.name) for look in MARKS.values()}) == len(Mark)
    assert all(len(look.sign) == 3 for look in MARKS.values())


def test_a_line_to_do_shows_what_to_press_and_what_it_blocks() -> None:
    world, run = small()
    assert "[ ] B-02" in shown(world, run, "B-02")
    assert "1 good  2 slow  3 bad" in shown(world, run, "B-02")
    assert shown(world, run, "B-02").endswith("阻断")


def test_a_line_off_the_norm_shows_why_and_its_open_item() -> None:
    """L10, L11."""
    world, run = small()
    world.answer(run, "B-03", "usable", 1)
    assert "[!] B-03" in shown(world, run, "B-03")
    assert "1 低于 2 > 未结 #1" in shown(world, run, "B-03")


def test_a_late_line_says_by_how_much_and_an_away_line_is_never_late() -> None:
    world, run = small()
    due = world.line(run, "B-02").due
    assert due is not None
    world.now = due + timedelta(minutes=7)
    assert shown(world, run, "B-02").endswith("迟 7 分")
    assert "迟" not in shown(world, run, "A-01")


def test_exceptions_show_until_when_who_and_why() -> None:
    """L5, L9, N10, N34."""
    world, run = small()
    world.do(exceptions.defer, run, "B-05", "after_open", "no_time")
    world.do(exceptions.override, run, "B-02", MANAGER, "phone", "service_first")
    world.do(exceptions.not_applicable, run, "B-04", "none")
    assert "[>] B-05" in shown(world, run, "B-05")
    assert "缓办 > 开门后" in shown(world, run, "B-05")
    assert "[o] B-02" in shown(world, run, "B-02")
    assert "越权 张强 电话授权" in shown(world, run, "B-02")
    assert "[-] B-04" in shown(world, run, "B-04")
    assert "不适用: none" in shown(world, run, "B-04")
    assert "今天不用答" in shown(world, run, "C-02")
    head = row_text(head_row(world.view(run), drawing(world, run)))
    assert "缓办 1" in head
    assert "越权 1" in head


def test_the_current_line_unfolds_into_its_parts_and_others_do_not() -> None:
    world, run = small()
    d = drawing(world, run, Slot("B-01", "back", "clear"))
    rows, cursor = list_rows(world.view(run), d)
    assert "    > [ ] 后门" in row_text(rows[cursor])
    assert row_text(rows[cursor - 2]).startswith(">[ ] B-01")
    assert len(rows) == len(world.view(run).lines) + 2


def test_half_typed_text_is_shown_where_it_belongs() -> None:
    world, run = small()
    slot = Slot("B-03", "", "usable")
    d = Drawing("zh", 80, world.now, premises_of(world.scene), place=slot, drafts={slot: "14"})
    assert "14_" in row_text(line_row(world.line(run, "B-03"), d))


def test_an_answer_that_waits_for_enter_is_no_tick() -> None:
    world, run = small()
    slot = Slot("B-02", "", "net")
    d = Drawing("zh", 80, world.now, premises_of(world.scene), place=slot, marks={slot: Text("慢", "slow")})
    made = row_text(line_row(world.line(run, "B-02"), d))
    assert "[ ] B-02" in made
    assert "慢 ? Enter 记下" in made


def test_the_detail_keeps_every_earlier_answer_with_its_reason() -> None:
    """L14."""
    world, run = small()
    world.answer(run, "B-03", "usable", 1)
    world.answer(run, "B-03", "usable", 2, reason="slip")
    text = "\n".join(row_text(r) for r in detail_rows(world.line(run, "B-03"), drawing(world, run)))
    assert "原为 1 (按错、写错)" in text
    assert "how B-03 is done" in text


def test_a_changed_line_is_marked_and_its_old_wording_is_in_the_detail() -> None:
    """N17."""
    world, run = small()
    d = Drawing(
        "zh", 80, world.now, premises_of(world.scene), changed={"B-03": Text("原文: 旧", "It was: old")}
    )
    assert "改 " in row_text(line_row(world.line(run, "B-03"), d))
    assert "原文: 旧" in "\n".join(row_text(r) for r in detail_rows(world.line(run, "B-03"), d))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [40, 60, 79, 80, 120])
def test_every_row_of_the_real_list_fits_before_and_after_it_is_walked(lang: Lang, width: int) -> None:
    world = World()
    run = world.start()
    for walked in (False, True):
        if walked:
            world.finish(run)
        for line in world.view(run).lines:
            d = drawing(world, run, steps.place_in(line), lang, width)
            rows = [*list_rows(world.view(run), d)[0], head_row(world.view(run), d)]
            rows += [*help_rows(line, d, 5), *detail_rows(line, d)]
            slot = steps.slot_at(world.view(run), d.place or Slot("", "", ""))
            rows += pane.asked_rows(line, slot, d)
            assert max(row_width(r) for r in rows) <= width


def test_roster_numbers_need_no_space_between_them() -> None:
    assert pane.roster_digits("8629") == ("8", "6", "2", "9")
    assert pane.roster_digits("2012") == ("2", "12")
    assert pane.roster_digits("0") == ("0",)


# --- where the cursor goes ---------------------------------------------------------------------------


def test_an_answer_jumps_to_the_next_unfinished_line_past_inactive_ones() -> None:
    """L1."""
    world, run = small()
    world.answer(run, "C-01", "leak", "yes")
    assert steps.jump(world.view(run), Slot("C-01", "", "leak")) == Slot("C-04", "", "state")


def test_a_jump_goes_forward_only_and_passes_half_typed_lines() -> None:
    world, run = small()
    view = world.view(run)
    assert steps.jump(view, Slot("B-03", "", "usable"), {"B-04"}) == Slot("B-05", "01", "count")
    last = view.lines[-1].line.id
    assert steps.jump(view, Slot(last, "", "limited")) is None


def test_tab_goes_around_and_back() -> None:
    """L15."""
    world, run = small()
    view = world.view(run)
    first = Slot("A-01", "", "outside")
    assert steps.tab(view, first) == Slot("A-02", "", "when")
    assert steps.tab(view, first, back=True) == Slot("F-02", "", "at")
    assert steps.tab(view, Slot("F-02", "", "at")) == first


def test_neighbouring_lines_to_be_signed_come_onto_one_sheet() -> None:
    world = World()
    run = world.start()
    world.answer(run, "OPN-19", "seal", "same")
    assert steps.jump(world.view(run), Slot("OPN-19", "", "seal")) == Slot("OPN-20", "01", "counted")
    world.answer(run, "OPN-20", "counted", 50_000, "01")
    world.answer(run, "OPN-20", "counted", 50_000, "02")
    assert steps.jump(world.view(run), Slot("OPN-20", "02", "counted")) == Slot("OPN-20", "", "signed")


def test_arrows_move_row_by_row_and_stay_at_the_ends() -> None:
    world, run = small()
    view = world.view(run)
    first, last = steps.place_in(view.lines[0]), steps.place_in(view.lines[-1])
    assert steps.row_step(view, first, -1) == first
    assert steps.row_step(view, Slot("B-01", "front", "clear"), 1) == Slot("B-01", "back", "clear")
    assert steps.row_step(view, Slot("B-01", "back", "clear"), 1).item == "B-02"
    assert steps.line_step(view, first, 10_000) == last
    here = first
    for _ in range(200):
        here = steps.row_step(view, here, 1)
    assert here.item == last.item, "no row holds the cursor fast"


def test_sideways_reaches_what_is_optional() -> None:
    world, run = small()
    world.answer(run, "C-04", "state", "no")
    view = world.view(run)
    assert steps.field_step(view, Slot("C-04", "", "state"), 1) == Slot("C-04", "", "number")
    assert steps.field_step(view, Slot("C-04", "", "number"), 1) == Slot("C-04", "", "number")


@pytest.mark.parametrize("lang", LANGS)
def test_every_title_of_the_shipped_lists_stands_whole_at_80_columns(lang: Lang) -> None:
    world = World()
    room = title_cells(drawing(world, world.start(), lang=lang))
    titles = [line.title.to(lang) for checklist in world.manual.lists for line in checklist.lines]
    assert [title for title in titles if width(title) > room] == []
