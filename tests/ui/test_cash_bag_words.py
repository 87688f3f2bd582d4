"""In a hall that wants it, a signer may write the amount of a bag in capital numerals (N4)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dutyterm.desk.cash import results
from dutyterm.desk.outcome import Done
from dutyterm.i18n import Lang
from dutyterm.shift.cash.state import of
from tests.ui.cash_kit import CLERK, fast, pin, proofs
from tests.ui.kit import DUTY, Ui, found, running
from tests.ui.snapshot import matches, widths
from tests.ui.test_cash_said import reported
from tests.ui.test_cash_settled import to_row

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
WORDS = "壹仟贰佰元整"
"""1,700.00 counted, 500.00 of it stay."""


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("cash") / "hall"
    found(root, amount_words=True)
    return root


@pytest.fixture
def data(asking: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(asking, tmp_path / "hall"))


async def to_words(ui: Ui) -> None:
    """The numbers of bag and seal are typed; what comes next is asked."""
    await reported(ui, 120_000)
    session = ui.session
    for step in (
        results.decide_even(session, "01", 1, await proofs(ui, CLERK, DUTY)),
        results.keep(session, "01", 1, {"y10": 50}, await proofs(ui, CLERK, DUTY)),
    ):
        assert isinstance(await step, Done)
    await ui.settle()
    await to_row(ui, {"zh": "待封款", "en": "to be bagged"}[ui.app.lang])
    assert WORDS not in ui.text, "who may write them does not copy them"
    await ui.press("enter")
    assert "1,200.00" in ui.text
    await fast(ui, "B1", "enter")
    await fast(ui, "S1", "enter")
    assert WORDS not in ui.text


async def both(ui: Ui) -> str | None:
    """Both sign; the words that are on record then."""
    await pin(ui, DUTY)
    await ui.press(CLERK)
    await pin(ui, CLERK)
    return of(ui.session.shift).bags["B1"].words


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_words_of_an_input_method_are_taken_at_once_and_stand_above_the_pins(
    data: Path, lang: Lang
) -> None:
    async with running(data, lang=lang) as ui:
        await to_words(ui)
        assert {"zh": "金额大写?", "en": "The amount in capital numerals?"}[lang] in ui.text
        await fast(ui, WORDS)
        assert WORDS + "_" in ui.text
        await ui.press("enter")
        assert {"zh": f"签名人写的大写: {WORDS},与数字相符", "en": f"by a signer: {WORDS}, as"}[
            lang
        ] in ui.text
        assert await both(ui) == WORDS
        await to_row(ui, "B1")
        assert {"zh": f"签名人写的大写: {WORDS}", "en": f"as a signer wrote it: {WORDS}"}[lang] in ui.text


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_one_digit_leaves_the_words_to_the_program(data: Path, lang: Lang) -> None:
    async with running(data, lang=lang) as ui:
        await to_words(ui)
        before = len(ui.session.records)
        await ui.press("enter")
        assert {"zh": "按 1", "en": "Press 1"}[lang] in ui.text, "untouched it is not answered"
        await ui.press("1")
        assert f"人民币{WORDS}" in ui.text, "the program writes them above the PINs"
        assert len(ui.session.records) == before
        assert await both(ui) is None


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_words_of_another_amount_are_refused_where_they_are_written(data: Path, lang: Lang) -> None:
    async with running(data, lang=lang) as ui:
        await to_words(ui)
        await ui.press("0")
        await fast(ui, "壹仟贰佰元壹角", "enter")
        assert {"zh": "大写是 1,200.10 元,这一包是 1,200.00 元", "en": "The words say 1,200.10 yuan"}[
            lang
        ] in ui.text
        assert "PIN" not in ui.text
        await ui.press("backspace", "backspace")
        await fast(ui, "整", "enter")
        assert "PIN" in ui.text
        assert await both(ui) == WORDS


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_question_is_drawn_as_it_was(data: Path, lang: Lang, size: str) -> None:
    async with running(data, lang=lang, size=SIZES[size]) as ui:
        await to_words(ui)
        assert widths(ui.app) == {SIZES[size][0]}
        matches(f"cash-bag-words-{lang}-{size}", ui.steady)
