"""What everything in a manual is made of: frozen parts and texts in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from dutyterm.i18n import Text


def _words(value: object) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, Mapping):
        if set(value) != {"zh", "en"}:
            raise ValueError("needs both languages: { zh = ..., en = ... }")
        zh, en = value["zh"], value["en"]
        if not (isinstance(zh, str) and isinstance(en, str) and zh.strip() and en.strip()):
            raise ValueError("both languages need words")
        return Text(zh, en)
    raise ValueError("needs both languages: { zh = ..., en = ... }")


Words = Annotated[
    Text, BeforeValidator(_words), PlainSerializer(lambda t: {"zh": t.zh, "en": t.en}, return_type=dict)
]
"""A text of the manual, written `{ zh = "...", en = "..." }`."""


class Part(BaseModel):
    """Base of everything in a manual: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
