"""The search normaliser: the same words from an accented, inflected or unvocalised spelling, in six languages.

Fold first (NFKC, case, marks), then stem, so that `educacion` and `educación` meet. A document is stemmed in its own
language; a query in every language that its script allows, ORed. Stemmers: Snowball (snowballstem.org).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

VERSION = "1"
WORD = re.compile(r"[^\W_]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ALEF = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})
_SNOWBALL = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}


def fold(text: str) -> str:
    """NFKC, case folded, marks stripped, Arabic letter forms made one."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_ALEF))
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFKC", kept).translate(_ALEF)


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(_SNOWBALL[language])


@lru_cache(maxsize=200_000)
def _stem(word: str, language: str) -> str:
    if language == "ar" and word.startswith("ال") and len(word) > 4:
        word = word[2:]
    return fold(str(_stemmer(language).stemWord(word))) if language in _SNOWBALL else word


def words(text: str) -> list[str]:
    """Folded words; runs of Chinese characters cut into pairs (a single character stays)."""
    found: list[str] = []
    for word in WORD.findall(fold(text)):
        at = 0
        for run in _HAN.finditer(word):
            if run.start() > at:
                found.append(word[at : run.start()])
            found += _pairs(run.group())
            at = run.end()
        if at < len(word):
            found.append(word[at:])
    return found


def _pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]


def _languages_of(word: str) -> tuple[str, ...]:
    if _ARABIC.search(word):
        return ("ar",)
    if _CYRILLIC.search(word):
        return ("ru",)
    return ("en", "fr", "es")


def tokens(text: str, language: str) -> list[str]:
    """What is indexed: each word's stem in the document's language (in its script's own, where that differs)."""
    found = []
    for word in words(text):
        fits = _languages_of(word)
        found.append(word if _HAN.match(word) else _stem(word, language if language in fits else fits[0]))
    return found


def query_tokens(text: str) -> list[list[str]]:
    """For each word asked, the tokens that answer it: any one will do."""
    asked: list[list[str]] = []
    for word in words(text):
        if _HAN.match(word):
            asked.append([word])
        else:
            asked.append(sorted({_stem(word, code) for code in _languages_of(word)}))
    return asked
