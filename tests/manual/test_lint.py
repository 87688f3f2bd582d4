"""Every rule of the lint finds one broken sample, and names file, line and item."""

# ruff: noqa: E501 -- a table: one broken sample in each row

from __future__ import annotations

import pytest

from tests.manual.kit import CARD, COVER, LOG, OPENING, faults, good, marked

# rule, what is replaced, by what (the line expected is marked), item, a word of the message
OF_LINES = [
    ("an unknown key", 'due = "T-38"', 'due = "T-38"\ncolour = "red"  # here', "A-1", "unknown key colour"),
    ("a missing key", '[[lines]]\nid = "A-2"\ngroup = "safety"', '[[lines]]  # here\nid = "A-2"', "A-2", "group is"),
    ("a missing language", 'title = { zh = "灭火器", en = "Extinguishers" }', 'title = { zh = "灭火器" }  # here', "A-2", "both lang"),
    ("an empty language", 'help = { zh = "先闻，再开灯。", en = "Smell first, then the lights." }', 'help = { zh = "先", en = " " }  # here', "A-1", "both lang"),
    ("a duplicate line id", 'id = "A-3"', 'id = "A-2"  # here', "A-2", "twice"),
    ("a duplicate field id", 'id = "degrees"', 'id = "usable"', "A-2", "field id usable is there twice"),
    ("a duplicate choice id", '"leak", label', '"none", label', "A-1", "choice id none"),
    ("an unknown group", 'group = "safety"\ntitle = { zh = "零钱"', 'group = "roof"  # here\ntitle = { zh = "零钱"', "A-3", "group roof"),
    ("an unknown service", 'limits = ["cash"]', 'limits = ["moon"]  # here', "A-2", "service moon"),
    ("an unknown post", 'who = ["guard"]', 'who = ["pilot"]  # here', "A-2", "role pilot"),
    ("nobody to do it", 'who = ["guard"]', 'who = []  # here', "A-2", "nobody"),
    ("an unknown repetition", 'each = "tills"', 'each = "cats"  # here', "A-3", "repeat for cats"),
    ("an unknown source", 'due = "T-30"\nlimits = ["cash"]\nsource = ["D"]', 'due = "T-30"\nlimits = ["cash"]\nsource = ["L99"]  # here', "A-2", "L99"),
    ("no source", 'limits = ["cash"]\nsource = ["D"]', 'limits = ["cash"]\nsource = []  # here', "A-2", "no source"),
    ("an unknown card", 'procedure = "NET"', 'procedure = "UFO"  # here', "A-3", "card UFO"),
    ("a due time that is none", 'due = "T-30"', 'due = "08:00"  # here', "A-2", "T-40"),
    ("an unknown kind", 'kind = "count"', 'kind = "tally"  # here', "A-2", "one of"),
    ("a count without total", 'total = "extinguishers"\n', "", "A-2", "count needs total"),
    ("money without limits", 'warn = { min = "small_change_fen" }\n', "", "A-3", "money needs"),
    ("a number without unit", 'unit = { zh = "度", en = "deg" }\n', "", "A-2", "number needs unit"),
    ("a choice without choices", 'kind = "choice"\nchoices = [\n  { id = "none", label = { zh = "无", en = "nothing" } },\n  { id = "leak", label = { zh = "漏水", en = "water" }, block = true },\n]', 'kind = "choice"', "A-1", "choice needs choices"),
    ("choices of a number", 'unit = { zh = "度", en = "deg" }', 'unit = { zh = "度", en = "deg" }\nchoices = [{ id = "x", label = { zh = "好", en = "x" } }]  # here', "A-2", "number does not use choices"),
    ("an unknown figure", 'total = "extinguishers"', 'total = "elephants"  # here', "A-2", "figure of the hall elephants"),
    ("a boolean as a limit", "warn = { min = 2 }", "warn = { min = true }  # here", "A-2", "number"),
    ("a fraction as a limit", "warn = { min = 16, max = 30 }", "warn = { min = 16.5, max = 30 }  # here", "A-2", "number"),
    ("limits that exclude everything", "{ min = 16, max = 30 }", "{ min = 30, max = 16 }  # here", "A-2", "excludes every"),
    ("limits without an end", "{ min = 16, max = 30 }", "{}  # here", "A-2", "needs min or max"),
    ("warn and block apart", "warn = { min = 16, max = 30 }", "warn = { min = 16, max = 30 }  # here\nblock = { min = 31 }", "A-2", "together exclude"),
    ("a first answer that is off", '"none", label = { zh = "无", en = "nothing" } }', '"none", label = { zh = "无", en = "nothing" }, off = true }', "A-1", "first choice"),
    ("a field without label among several", 'label = { zh = "温度", en = "degrees" }\n', "", "A-2", "needs a label"),
    ("each = false without each", 'kind = "number"', 'kind = "number"\neach = false  # here', "A-2", "repeats"),
    ("a block without effect", 'block = "doors"\nsource', "source", "A-1", "no block or limits"),
    ("a part without parts", 'limits = ["cash"]', 'limits = ["cash"]\nlimits_part = true  # here', "A-2", "limits_part"),
    ("a set of one", 'due = "T-30"', 'due = "T-30"\nexclusive = "one"  # here', "A-2", "one line only"),
    ("doors without a time", 'due = "T-30"', 'due = "T-30"\nopens_doors = true  # here', "A-2", "needs a time"),
    ("a condition on an unknown line", 'item = "A-1"', 'item = "A-9"', "A-3", "not in the list"),
    ("a condition on a later line", 'due = "T-38"', 'due = "T-38"\nwhen = { item = "A-2", field = "degrees", below = 3 }  # here', "A-1", "comes later"),
    ("a condition on an unknown field", 'field = "night"', 'field = "day"', "A-3", "field day"),
    ("a condition on an unknown choice", 'is = ["leak"]', 'is = ["flood"]', "A-3", "no choice flood"),
    ("a condition that always holds", 'is = ["leak"]', 'is = ["none", "leak"]', "A-3", "always"),
    ("a condition that says nothing", 'field = "night", is = ["leak"]', 'field = "night"', "A-3", "can never hold"),
    ("a number asked of a choice", 'is = ["leak"]', "below = 3", "A-3", "is not a number"),
    ("a range that is everything", 'item = "A-1", field = "night", is = ["leak"]', 'item = "A-2", field = "degrees", below = 4, above = 3', "A-3", "always"),
    ("a count below zero", 'item = "A-1", field = "night", is = ["leak"]', 'item = "A-2", field = "usable", below = 0', "A-3", "between 0 and"),
    ("an answer and a number together", 'is = ["leak"]', 'is = ["leak"], below = 3', "A-3", "number"),
    ("an unknown flag", 'item = "A-1", field = "night", is = ["leak"]', 'flag = "full_moon"', "A-3", "flag full_moon"),
    ("a title too wide in zh", 'zh = "灭火器", en', 'zh = "灭火器灭火器灭火器灭火器灭火器", en', "A-2", "too wide"),
    ("a title too wide in en", 'en = "Extinguishers"', f'en = "{"x" * 45}"', "A-2", "too wide"),
    ("an answer too wide", 'zh = "漏水"', 'zh = "漏水漏水漏水漏"', "A-1", "too wide"),
    ("a glyph of uncertain width", "Count the usable ones.", "Count → usable ones…", "A-2", "→…"),
    ("a control character", "Count the usable ones.", "Count\\u0007 the ones", "A-2", "U+0007"),
    ("a direction mark", "Count the usable ones.", "Count\\u202e the ones", "A-2", "U+202E"),
    ("help that repeats the title", 'zh = "只数能用的。"', 'zh = "灭火器。"', "A-2", "repeats the title"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "old", "new", "item", "word"), OF_LINES, ids=[row[0] for row in OF_LINES])
def test_a_broken_line_is_named_with_file_line_and_item(
    rule: str, old: str, new: str, item: str, word: str
) -> None:
    assert OPENING.count(old) == 1, rule
    text = OPENING.replace(old, new)
    found = [p for p in faults(opening=text) if word in p.text.en]
    assert len(found) == 1, [p.shown().en for p in faults(opening=text)]
    assert (found[0].file, found[0].item) == ("opening.toml", item)
    if "# here" in text:
        assert found[0].line == marked(text)
    else:
        lines = text.splitlines()
        first = lines.index(f'id = "{item}"') + 1
        later = [n for n, line in enumerate(lines, 1) if n > first and line == "[[lines]]"]
        assert first <= (found[0].line or 0) < min(later, default=len(lines) + 1)
    assert found[0].text.zh != found[0].text.en


OF_OTHERS = [
    ("an unknown key of the cover", "cover", COVER + "colour = 1  # here\n", "manual.toml", None, "colour"),
    ("a version without its change", "cover", COVER.replace('version = "1"\n', 'version = "2"  # here\n'), "manual.toml", None, "version 2"),
    ("a date that is none", "cover", COVER.replace("2026-11-22", "2026-13-22"), "manual.toml", None, "2026-13-22"),
    ("a step twice", "card", CARD.replace('} }]', '} }, { no = "1", due = "none", text = { zh = "看", en = "see" } }]  # here'), "emergency/net.toml", "NET", "step 1"),
    ("a card without steps", "card", CARD.replace('steps = [{ no = "1", due = "none", text = { zh = "看灯", en = "look" } }]', "steps = []  # here"), "emergency/net.toml", "NET", "no steps"),
    ("a digit that is none", "card", CARD.replace('digit = "3"', 'digit = "0"  # here'), "emergency/net.toml", "NET", "1 to 9"),
    ("a glyph in a card", "card", CARD.replace("look at the lamps", "“look”"), "emergency/net.toml", "NET", "“”"),
    ("a reader that is no role", "log", LOG + 'only = ["king"]  # here\n', "log.toml", "cash", "role king"),
    ("a category twice", "log", LOG + LOG.replace('id = "cash"', 'id = "cash"  # here'), "log.toml", "cash", "twice"),
    ("an unknown key of a category", "log", LOG + 'shade = "x"  # here\n', "log.toml", "cash", "shade"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "which", "text", "file", "item", "word"), OF_OTHERS, ids=[row[0] for row in OF_OTHERS]
)
def test_a_broken_cover_card_or_log_is_named_with_file_line_and_item(
    rule: str, which: str, text: str, file: str, item: str | None, word: str
) -> None:
    found = [p for p in faults(**{which: text}) if word in p.text.en]
    assert len(found) == 1, rule
    assert (found[0].file, found[0].item) == (file, item)
    if "# here" in text:
        assert found[0].line == marked(text)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("min = 2 ", "min = 2.5 ", "min must be a whole number or the name of a figure, e.g. tills"),
        ("min = 2 ", "min = [] ", "min must be a whole number or the name of a figure, e.g. tills"),
        ("required = false", 'required = "perhaps"', "required must be true or false"),
        ('who = ["guard"]', 'who = "guard"', "who must be a list: [ ... ]"),
        ('each = "tills"', "each = 3", "each must be a name such as tills, or a list of parts"),
        ('each = "tills"', 'each = [{ id = "a" }]', "label is missing"),
        (
            'kind = "money"',
            'kind = "cash"',
            "kind must be one of: confirm, choice, number, count, money, text",
        ),
        ('title = { zh = "零钱", en = "Change" }', 'title = "零钱"', "title needs both languages"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told_once_and_in_words(old: str, new: str, words: str) -> None:
    (found,) = faults(opening=OPENING.replace(old, new))
    assert found.text.en.startswith(words)
    assert found.line is not None
    assert OPENING.splitlines()[found.line - 1].startswith(old.split(" = ")[0].replace("min", "warn"))


def test_two_cards_cannot_have_the_same_digit() -> None:
    other = CARD.replace('"NET"', '"SYS"')
    found = faults(**{"add_emergency/sys": other})
    assert ["digit 3 belongs to NET" in p.text.en for p in found] == [True]
    assert (found[0].file, found[0].item, found[0].line) == ("additions/emergency/sys.toml", "SYS", 2)


def test_more_than_nine_choices_have_no_digits_left() -> None:
    many = "".join(f'  {{ id = "c{n}", label = {{ zh = "甲{n}", en = "c{n}" }} }},\n' for n in range(8))
    text = OPENING.replace("block = true },\n]", "block = true },\n" + many + "]")
    assert ["more than 9" in p.text.en for p in faults(opening=text)] == [True]


def test_the_small_manual_of_these_tests_is_sound() -> None:
    assert [line.id for line in good().lists[0].lines] == ["A-1", "A-2", "A-3"]


def test_all_problems_are_reported_at_once_from_the_top() -> None:
    text = OPENING.replace('who = ["guard"]', 'who = ["pilot"]').replace(
        'group = "safety"\ntitle = { zh = "夜', 'group = "x"\ntitle = { zh = "夜'
    )
    assert [p.item for p in faults(opening=text)] == ["A-1", "A-2"]
