"""Dialogues in the pane: digits pick, Enter takes words and PINs, Backspace goes back, PINs stay hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dutyterm.i18n import LANGS, Lang, Text, same
from dutyterm.tui.views.ask_rows import dialogue_rows
from dutyterm.tui.views.asks import NOW, Dialogue, Option, Question, numbered
from dutyterm.tui.views.spans import row_text, row_width

WHY = Question(
    "why",
    Text("为什么?", "Why?"),
    options=numbered((("slip", same("slip")), ("new", same("new")))),
    write=same("write"),
)
PIN = Question("pin", same("PIN"), "pin")
OTHER_PIN = Question("other", same("other PIN"), "pin", when=lambda a: a.get("why") == "slip")


def after(dialogue: Dialogue, keys: Iterable[str]) -> Dialogue:
    names = {"<": ("backspace", None), "!": ("enter", "\r"), " ": ("space", " ")}
    for key in keys:
        name, char = names.get(key, (key, key))
        pressed = dialogue.press(name, char)
        assert isinstance(pressed, Dialogue), pressed
        dialogue = pressed
    return dialogue


def said(dialogue: Dialogue, key: str) -> Text:
    pressed = dialogue.press("enter" if key == "!" else key, "\r" if key == "!" else key)
    assert isinstance(pressed, Text)
    return pressed


ASKED = Dialogue(same("title"), (WHY, PIN, OTHER_PIN))


def test_a_digit_picks_and_the_next_question_is_asked() -> None:
    assert after(ASKED, "2").question == PIN
    assert after(ASKED, "21234!").answers == {"why": "new", "pin": "1234"}
    assert after(ASKED, "21234!").question is None


def test_a_question_that_depends_on_an_answer_is_asked_only_then() -> None:
    assert after(ASKED, "11234!").question == OTHER_PIN


def test_zero_writes_words_and_backspace_returns_to_the_options() -> None:
    assert after(ASKED, "0电*!").answers == {"why": "电*"}
    assert not after(ASKED, "0x<<").writing
    assert said(after(ASKED, "0"), "!").zh


def test_a_word_of_an_input_method_is_written_at_once_where_zero_offers_to_write() -> None:
    assert after(ASKED, "电表!").answers == {"why": "电表"}
    assert not after(ASKED, "电<<").writing
    assert said(ASKED, "x").zh, "a letter alone may be a slip"
    assert said(Dialogue(same("title"), (replace(WHY, write=None),)), "电").zh


def test_a_pin_takes_digits_only_and_is_never_drawn() -> None:
    asked = after(ASKED, "2840")
    assert said(asked, "a").zh
    drawn = "\n".join(row_text(r) for r in dialogue_rows(asked, 78, lambda t: t.zh))
    assert "***_" in drawn
    assert "840" not in drawn


def test_a_refused_wish_asks_the_pins_again_and_keeps_the_rest() -> None:
    refused = after(ASKED, "11234!5678!").again()
    assert refused.answers == {"why": "slip"}
    assert after(Dialogue(same("t"), (WHY,)), "2").again().question == WHY


def test_what_is_not_allowed_stays_in_place_and_says_why() -> None:
    options = (Option("1", "defer", same("defer"), Text("已完成", "finished")), Option("2", "na", same("na")))
    asked = Dialogue(same("t"), (Question("what", same("?"), options=options),))
    assert "已完成" in said(asked, "1").zh
    assert after(asked, "2").answers == {"what": "na"}


def test_more_than_nine_options_stand_on_pages_and_zero_turns() -> None:
    many = Question(
        "which", same("?"), options=numbered(tuple((f"w{n}", same(f"name {n}")) for n in range(12)))
    )
    asked = Dialogue(same("t"), (many,))
    assert after(asked, "9").answers == {"which": "w8"}
    assert after(asked, "02").answers == {"which": "w10"}
    assert after(asked, "001").answers == {"which": "w0"}
    assert said(after(asked, "0"), "9").zh


def test_a_wrong_digit_is_told_every_digit_that_there_is_0_among_them() -> None:
    many = Question("m", same("m"), options=numbered(tuple((str(n), same(str(n))) for n in range(12))))
    usual = Question("u", same("u"), "text", options=numbered((("a", same("a")),)))
    plain = Question("p", same("p"), options=numbered((("a", same("a")), ("b", same("b")))))
    heard = {q.name: said(Dialogue(same("t"), (q,)), " ").zh for q in (WHY, many, plain)}
    assert heard == {
        "why": "按 1 到 2 或 0,Esc 离开。",
        "m": "按 1 到 9 或 0,Esc 离开。",
        "p": "按 1 到 2 选,Esc 离开。",
    }
    assert Dialogue(same("t"), (usual,)).press("space", " ") == Text(
        "按 1 或 0,Esc 离开。", "Press 1 or 0; Esc leaves."
    )


def test_a_time_is_now_with_space_or_what_is_typed() -> None:
    asked = Dialogue(
        same("t"), (Question("when", same("?"), "time", take=lambda t: f"<{t}>" if t else same("empty")),)
    )
    assert after(asked, " ").answers == {"when": f"<{NOW}>"}
    assert after(asked, "-10!").answers == {"when": "<-10>"}
    assert said(asked, "!").en == "empty"


def test_usual_words_go_into_the_field_and_can_be_changed() -> None:
    words = Question("text", same("?"), "text", options=numbered((("卡纸", same("卡纸")),)))
    asked = Dialogue(same("t"), (words,))
    assert after(asked, "1<了!").answers == {"text": "卡了"}
    assert after(asked, "01!").answers == {"text": "1"}
    assert after(asked, "断网!").answers == {"text": "断网"}


def test_a_number_of_a_person_is_shown_as_it_will_be_stored() -> None:
    """N30: the person sees the mask before Enter."""
    asked = after(Dialogue(same("t"), (Question("text", same("?"), "text"),)), "回电13812345678")
    drawn = "\n".join(row_text(r) for r in dialogue_rows(asked, 78, lambda t: t.zh))
    assert "存为: 回电138****5678" in drawn


def test_words_that_a_pin_is_going_to_sign_stand_whole_above_it() -> None:
    """S8: a reason of one's own is longer than a row."""
    words = "接班的人家里有急事,今天下午三点以前到不了,已经和厅经理在电话里说好,由我先把班交给代班的同事"
    asked = Dialogue(same("t"), (Question("why", same("为什么?"), "text"), PIN))
    asked = asked.answered(words)
    rows = [row_text(r) for r in dialogue_rows(asked, 78, lambda t: t.zh)]
    assert "".join(part.strip() for part in rows[1:-1]) == f"为什么: {words}"
    long = dialogue_rows(Dialogue(same("t"), asked.questions).answered(words * 20), 78, lambda t: t.zh)
    assert len(long) == 8
    assert all(row_width(r) <= 78 for r in long)
    assert row_text(long[-2]).endswith("..")


def test_a_dialogue_fits_its_cells_in_both_languages() -> None:
    many = numbered(
        tuple((f"w{n}", Text(f"第{n}种很长的选项名称", f"a rather long option {n}")) for n in range(9))
    )
    asked = Dialogue(Text("标题" * 30, "title " * 30), (Question("which", same("?"), options=many),))
    for lang in LANGS:

        def to(text: Text, lang: Lang = lang) -> str:
            return text.to(lang)

        for cells in (40, 80):
            assert all(row_width(r) <= cells for r in dialogue_rows(asked, cells, to))
