"""Texts per language, kept as `{"en": "...", "ar": "..."}`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.utils import translation

type Texts = Mapping[str, str]
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


@dataclass(frozen=True)
class Text:
    """A text and the language it is really in, so that a page can mark it."""

    text: str
    lang: str

    def __str__(self) -> str:
        return self.text

    @property
    def direction(self) -> str:
        return "rtl" if self.lang == "ar" else "ltr"


@dataclass(frozen=True)
class Prose(Text):
    """Written in Markdown, and drawn so wherever a page shows the whole of it."""

    is_prose: ClassVar = True


def reader_language() -> str:
    return translation.get_language() or "en"


def comma() -> str:
    """Between two words of a line: Arabic and Chinese have their own."""
    return {"ar": "، ", "zh": "，"}.get(reader_language(), ", ")


def semicolon() -> str:
    """Between parts that may hold commas themselves: Arabic and Chinese have their own."""
    return {"ar": "؛ ", "zh": "；"}.get(reader_language(), "; ")


def colon() -> str:
    """Between two texts: French sets a space before it, Chinese has its own."""
    return {"fr": "\xa0: ", "zh": "："}.get(reader_language(), ": ")


def pick(texts: Texts, lang: str = "") -> Text:
    """The text in the reader's language, else English, else whatever there is."""
    wanted = lang or translation.get_language() or "en"
    for code in (wanted, "en", *texts):
        if texts.get(code):
            return Text(texts[code], code)
    return Text("", wanted)
