"""The paper pack: every list, card and blank form as a sheet with a code in its foot (N12)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from dutyterm.i18n import Text, same
from dutyterm.manual.schema import Manual
from dutyterm.model.premises import Premises
from dutyterm.paper.blank import blank_forms
from dutyterm.paper.card import card_sheet
from dutyterm.paper.document import Code, Document, Heading, Pairs, Paragraph, Signatures, Table
from dutyterm.paper.list_sheet import list_sheet
from dutyterm.values import dataclass


@dataclass(frozen=True)
class Sheet:
    """One paper of the pack."""

    id: str
    """Begins the name of its file: `list-opening`, `card-PWR`, `form-register`."""
    code: str
    """Ten digits, 5-5, of all that it says in both languages: the same words, the same code."""
    document: Document


def pack(manual: Manual, premises: Premises) -> tuple[Sheet, ...]:
    """Every sheet of this manual for this hall, cards first: those are needed in the dark."""
    version = Text(
        f"手册 {manual.cover.version} {manual.hash[:8]}  默认模板",
        f"manual {manual.cover.version} {manual.hash[:8]}  default template",
    )
    documents = [
        *((f"card-{card.id}", card_sheet(card, premises, manual)) for card in manual.cards),
        *((f"list-{checklist.id}", list_sheet(checklist, premises)) for checklist in manual.lists),
        *((f"form-{id}", form) for id, form in blank_forms(premises)),
    ]
    return tuple(_sheet(id, document, version) for id, document in documents)


def _sheet(id: str, document: Document, version: Text) -> Sheet:
    code = sheet_code(document)
    words = Text("{version}   纸码 {code}", "{version}   sheet code {code}")
    return Sheet(id, code, replace(document, foot=words.fill(version=version, code=code)))


def sheet_code(document: Document) -> str:
    """Ten decimal digits of what a sheet says, without its foot; typed to ask whether it is current."""
    said = "\x1f".join(f"{text.zh}\x1e{text.en}" for text in texts(document))
    digits = f"{int(hashlib.sha256(said.encode()).hexdigest(), 16) % 10**10:010d}"
    return f"{digits[:5]}-{digits[5:]}"


def texts(document: Document) -> Iterator[Text]:
    """Everything that a document says but its foot, in its order."""
    yield from (document.title, document.hall, document.about, *document.marks)
    for block in document.blocks:
        match block:
            case Heading():
                yield block.text
            case Paragraph():
                yield from (block.lead, block.text)
            case Pairs():
                yield from (one for row in block.rows for one in row)
            case Table():
                yield from (column.title for column in block.columns if block.rows)
                yield from (cell for row in block.rows for cell in row)
                yield from () if block.rows else (block.none,)
            case Code():
                yield from (block.label, same(block.value), block.note)
            case Signatures():
                yield from (one for line in block.lines for one in (line.label, same(line.name)))
