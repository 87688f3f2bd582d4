"""Notes on an emergency card: without a shift, without sign-in, without a disk (N31)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutyterm.i18n import Lang
from dutyterm.journal.disk import NoSyncDisk
from dutyterm.shift import entries, life
from dutyterm.tui.app import RETRY_MS
from tests.ui.kit import PINS, Ui, running
from tests.ui.snapshot import matches, widths


class BrokenDisk(NoSyncDisk):
    """Takes nothing while `broken`."""

    broken = False

    def write(self, handle: int, data: bytes) -> int:
        if self.broken:
            raise OSError(5, "Input/output error")
        return super().write(handle, data)


def notes(ui: Ui) -> tuple[entries.Entry, ...]:
    return entries.of(ui.session.shift).newest_first()


def waiting(ui: Ui) -> int:
    """How many notes are not written yet."""
    return len(ui.app.waiting_notes)


@pytest.mark.parametrize("key", ["plus", "f6"])
async def test_a_note_on_a_card_needs_neither_sign_in_nor_shift_n31(ui: Ui, key: str) -> None:
    await ui.press("f9", "1", key)
    assert ui.page == "CardNotePage"
    assert "没有开班: 会先开一个班外应急班" in ui.text
    await ui.press("2", "enter", "space")
    assert ui.page == "EmergencyPage"
    assert "已开班外应急班" in ui.text
    (note,) = notes(ui)
    assert (note.card, note.category, note.by) == ("PWR", "incident", None)
    assert note.text == "短时停电，已恢复"
    opened = life.of(ui.session.shift).opened
    assert opened is not None
    assert opened.sort == "outside"


async def test_a_second_note_goes_into_the_same_shift(ui: Ui) -> None:
    await ui.press("f9", "1", "plus", "2", "enter", "space")
    await ui.press("5", "plus", "0", *"smoke", "enter", *"-10", "enter")
    newest, first = notes(ui)
    assert (newest.card, newest.text, first.card) == ("FIRE", "smoke", "PWR")
    assert (newest.at - newest.occurred_at).total_seconds() >= 600


async def test_in_a_shift_the_note_is_that_of_who_is_signed_in(shift: Ui) -> None:
    await shift.press("f9", "1", "plus", "1", "enter", "space")
    (note,) = notes(shift)
    assert note.by == "p2"
    assert not shift.session.outside


async def test_on_a_locked_screen_nobody_is_named(shift: Ui) -> None:
    await shift.press("ctrl+k", "f9", "1", "plus", "1", "enter", "space")
    (note,) = notes(shift)
    assert note.by is None


async def test_the_regular_shift_seals_the_one_outside_hours_by_itself_n31(ui: Ui) -> None:
    await ui.press("f9", "1", "plus", "2", "enter", "space", "escape", "escape")
    await ui.sign_in()
    assert "班外应急班开着" in ui.text
    await ui.press("f3")
    assert "它会自动封存" in ui.text
    await ui.press("enter")
    assert ui.page == "OpenShiftPage"
    await ui.press("1")
    assert ui.page == "BoardPage"
    opened = life.of(ui.session.shift).opened
    assert opened is not None
    assert opened.sort == "regular"
    assert opened.previous is not None


async def test_the_seal_page_seals_a_shift_outside_hours_too(ui: Ui) -> None:
    await ui.press("f9", "1", "plus", "2", "enter", "space", "escape", "escape")
    await ui.sign_in()
    await ui.press("f7", "enter", *PINS["2"], "enter")
    assert not ui.session.has_open_shift
    assert ui.session.past.previous is not None


async def test_half_typed_words_come_back_on_the_same_card(ui: Ui) -> None:
    await ui.press("f9", "1", "plus", "0", *"half", "escape", "5", "plus")
    assert "half" not in ui.text
    await ui.press("escape", "1", "plus")
    assert "half" in ui.text
    await ui.press("f9", "1", "plus", *" typed", "enter", "space")
    assert notes(ui)[0].text == "half typed"
    await ui.press("escape", "escape")
    assert ui.page == "CardNotePage", "F9 was pressed here"
    assert "half" not in ui.text, "nothing is saved twice"


async def test_half_typed_words_come_back_after_a_kill(data: Path) -> None:
    async with running(data) as ui:
        await ui.press("f9", "1", "plus", "0", *"half")
        ui.session.drafts.flush()
    async with running(data) as ui:
        await ui.press("f9", "1", "plus")
        assert "half" in ui.text


async def test_with_a_broken_disk_the_note_is_shown_not_saved_and_written_later(data: Path) -> None:
    disk = BrokenDisk()
    async with running(data, disk=disk) as ui:
        disk.broken = True
        await ui.press("f9", "1", "plus", "2", "enter", "space")
        assert ui.page == "EmergencyPage"
        assert "NOT SAVED" in ui.text
        assert "短时停电" in ui.text
        assert waiting(ui) == 1
        await ui.press("ctrl+q")
        assert "离开就没有了" in ui.text
        await ui.press("escape")
        await ui.tick(RETRY_MS)
        assert waiting(ui) == 1
        disk.broken = False
        await ui.tick(RETRY_MS)
        assert waiting(ui) == 0
        assert "NOT SAVED" not in ui.text
        assert [n.card for n in notes(ui)] == ["PWR"]


async def test_what_waited_is_signed_by_who_wrote_it_and_not_by_who_came_later(data: Path) -> None:
    disk = BrokenDisk()
    async with running(data, disk=disk) as ui:
        disk.broken = True
        await ui.press("f9", "1", "plus", "2", "enter", "space", "escape", "escape")
        disk.broken = False
        await ui.sign_in()
        await ui.tick(RETRY_MS)
        assert [n.by for n in notes(ui)] == [None]


async def test_a_program_that_only_looks_keeps_the_note_in_memory(data: Path) -> None:
    async with running(data, read_only=True) as ui:
        await ui.press("f9", "1", "plus")
        assert "现在写不了盘" in ui.text
        await ui.press("2", "enter", "space")
        assert "NOT SAVED" in ui.text
        assert waiting(ui) == 1
        await ui.press("escape", "escape", "f9")
        assert "NOT SAVED" in ui.text


async def test_a_note_can_be_kept_when_the_data_cannot_be_looked_at(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the directory should be")
    async with running(tmp_path / "data") as ui:
        await ui.press("f9", "5", "plus", "0", *"fire", "enter", "space")
        assert ui.page == "EmergencyPage"
        assert "NOT SAVED" in ui.text


async def test_a_note_can_be_kept_before_the_hall_is_set_up(tmp_path: Path) -> None:
    async with running(tmp_path / "new") as ui:
        await ui.press("f9", "5", "plus", "0", *"fire", "enter", "space")
        assert waiting(ui) == 1
        await ui.press("escape", "escape")
        assert ui.page == "WizardPage"


async def test_a_number_that_must_not_be_stored_is_masked_n30(ui: Ui) -> None:
    await ui.press("f9", "1", "plus", "0", *"13812345678")
    assert "存为" in ui.text
    await ui.press("enter", "space")
    assert "13812345678" not in notes(ui)[0].text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_a_note_on_a_card_is_drawn_as_kept(data: Path, lang: Lang, size: tuple[int, int]) -> None:
    name = f"{lang}-{size[0]}x{size[1]}"
    async with running(data, lang=lang, size=size) as ui:
        await ui.press("f9", "1", "plus")
        assert widths(ui.app) == {size[0]}
        matches(f"card-note-{name}", ui.steady)
    async with running(data, lang=lang, size=size, read_only=True) as ui:
        await ui.press("f9", "1", "plus", "2", "enter", "space")
        assert widths(ui.app) == {size[0]}
        matches(f"card-note-unsaved-{name}", ui.steady)


class BrokenJournals(NoSyncDisk):
    """A disk on which no journal can be begun or written, but small files can."""

    broken = True

    def create(self, path: Path) -> int:
        if self.broken and path.suffix == ".duty":
            raise OSError(5, "Input/output error")
        return super().create(path)


async def test_a_note_that_could_not_be_saved_outlives_a_kill_and_is_written_later_n31(data: Path) -> None:
    disk = BrokenJournals()
    async with running(data, disk=disk) as ui:
        await ui.press("f9", "1", "plus", "0", *"dark", "enter", "space")
        assert waiting(ui) == 1
        assert "留作草稿" in ui.text, ui.text
        drafts = (data / "drafts.json").read_bytes()
        assert b"dark" in drafts, "on the disk at once, not after a while"
        written_at = ui.clock.now()
    async with running(data, disk=disk) as ui:
        assert waiting(ui) == 1
        await ui.press("f9")
        assert "未写盘" in ui.text
        await ui.press("ctrl+q")
        assert "只是草稿" in ui.text
        await ui.press("escape", "escape")
        disk.broken = False
        await ui.tick(RETRY_MS)
        assert waiting(ui) == 0
        (note,) = notes(ui)
        assert (note.card, note.text, note.by) == ("PWR", "dark", None)
        assert note.occurred_at == written_at
        assert not ui.session.drafts.begun_with("unsaved")
    async with running(data, disk=disk) as ui:
        assert waiting(ui) == 0


def test_sealing_a_shift_drops_half_typed_fields_but_no_note_that_waits(tmp_path: Path) -> None:
    from dutyterm.desk.drafts import UNSAVED, Drafts

    drafts = Drafts(tmp_path / "drafts.json", NoSyncDisk())
    drafts.put("opening-1/OPN-07//ups", "9")
    drafts.put(f"{UNSAVED}note/0000/PWR/2026-11-22T07:46:00+08:00/", "dark")
    drafts.drop_all("")
    assert len(drafts.keys()) == 1
    drafts.drop_all(UNSAVED)
    assert not drafts.keys()
