"""The search normaliser: the same words from an accented, inflected or unvocalised spelling, in six languages.

Fold first (NFKC, case, marks), then stem, so that `educacion` and `educación` meet. A document is stemmed in its own
language; a query in every language that its script allows, ORed. Words that say nothing by themselves (the, de, в) are
left out on both sides, so that a phrase keeps its order. Stemmers: Snowball (snowballstem.org).
"""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Any

VERSION = "3"  # written beside the index: a change of any rule here needs `accord reindex`
LONGEST = 200  # letters of a word that count; PostgreSQL refuses a token of more than 2,046 bytes
WORD = re.compile(r"[^\W_]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ALEF = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_BREVE = "\u0306"  # й is a letter of its own: without its breve the Russian stemmer misses every adjective
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\w)|['’]s\b")
_SPELT = re.compile(r"[\w\u0300-\u036f\u0640\u064b-\u065f\u0670]+")  # a word as written, marks and all (no `_`: `spans`)
_SPELT_ASCII = re.compile(r"[0-9A-Za-z]+")  # the same in plain letters, three times as fast: a page of results asks 20 times
_SNOWBALL = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}
_EMPTY = {
    "en": "the a an of to in on at for and or by with from is are was be as that this its",
    "fr": "le la les un une des du de et en au aux par pour dans que qui ce ces se a est ou",
    "es": "el la los las un una de del y en por para con al que se su sus a o es",
    "ru": "и в во на с со по о об для от к ко из за не что как а",
    "ar": "في من على الي عن ان او و مع هذا هذه التي الذي",
    "zh": "",
}
# "Violence against children" is written in many ways: asked for with this word, pages are meant that say it otherwise, too.
# Left out of a query alone, so that an index and what is near to what stay as they are.
_AGAINST = frozenset(("against", "contre", "contra", "против", "ضد"))
# In Chinese it stands within a run of characters, whose pairs across it would be asked for, too.
_AGAINST_HAN = re.compile(r"(?<=暴力)侵害|针对|\b对(?=\w\w)|(?<=\w\w)的(?=\w\w)|(?<=儿童|妇女|女童)行为")
# Plurals that no stemmer joins to their singular: the words of this house. Read with the stemmer of the language.
_PLURALS = {
    "en": "children child, women woman, men man, people person",
    "fr": "",
    "es": "",
    "ru": "ребенка ребенок, ребенку ребенок, ребенком ребенок",
    "ar": "اطفال طفل, حقوق حق, مدارس مدرسه, قوانين قانون, دول دوله, فتيات فتاه, اسر اسره, خطط خطه, برامج برنامج,"
    " تقارير تقرير, معايير معيار, التزامات التزام, جرائم جريمه, اهداف هدف",
}


def fold(text: str) -> str:
    """NFKC, case folded, marks stripped, Arabic letter forms and digits made one."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_ALEF))
    kept = "".join(c for i, c in enumerate(decomposed) if not unicodedata.combining(c) or _is_short_i(decomposed, i))
    return unicodedata.normalize("NFKC", kept).translate(_ALEF).translate(_DIGITS)


def _is_short_i(text: str, at: int) -> bool:
    return text[at] == _BREVE and text[at - 1 : at] == "и"


_own = threading.local()


def _stemmer(language: str) -> Any:
    """Each thread's own: it writes down the word that it is at."""
    held: dict[str, Any] = vars(_own)
    if language not in held:
        import snowballstemmer

        held[language] = snowballstemmer.stemmer(_SNOWBALL[language])
    return held[language]


@lru_cache(maxsize=8)
def _singulars(language: str) -> dict[str, str]:
    """Stem of a plural -> stem of its singular."""
    pairs = [pair.split() for pair in _PLURALS.get(language, "").split(",") if pair.strip()]
    return {_bare_stem(plural, language): _bare_stem(singular, language) for plural, singular in pairs}


@lru_cache(maxsize=8)
def _empty(language: str) -> frozenset[str]:
    """Words left out of an index in the language; with "" those of all languages, left out of a query."""
    known = " ".join(_EMPTY.values()) if not language else _EMPTY.get(language, "")
    return frozenset(fold(known).split())


@lru_cache(maxsize=50_000)
def _stem(word: str, language: str) -> str:
    stem = _bare_stem(word, language)
    return _singulars(language).get(stem, stem)


def _bare_stem(word: str, language: str) -> str:
    if language not in _SNOWBALL:
        return word
    if language == "ar":
        word = _without_article(word)
    return fold(str(_stemmer(language).stemWord(word)))


def _without_article(word: str) -> str:
    """`العنف` and, with a leading "and" or "so", `والعنف` -> `عنف`; short words stay whole."""
    for article in ("وال", "فال", "ال"):
        if word.startswith(article) and len(word) > len(article) + 2:
            return word[len(article) :]
    return word


def words(text: str) -> list[str]:
    """Folded words; runs of Chinese characters cut into pairs (a single character stays)."""
    folded = _ELISION.sub("", fold(text))
    if not _HAN.search(folded):
        return [word[:LONGEST] for word in WORD.findall(folded)]
    found: list[str] = []
    for word in WORD.findall(folded):
        at = 0
        for run in _HAN.finditer(word):
            if run.start() > at:
                found.append(word[at : run.start()][:LONGEST])
            found += _pairs(run.group())
            at = run.end()
        if at < len(word):
            found.append(word[at:][:LONGEST])
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
    empty = _empty(language or "en")
    return [_token(word, language) for word in words(text) if word not in empty]


@lru_cache(maxsize=200_000)
def _token(word: str, language: str) -> str:
    if _HAN.match(word):
        return word
    fits = _languages_of(word)
    return _stem(word, language if language in fits else fits[0])


@lru_cache(maxsize=50_000)
def _tokens_of(word: str, language: str) -> frozenset[str]:
    """Of one word as written: a page of results asks about the same words again and again."""
    return frozenset(tokens(word, language))


@lru_cache(maxsize=50_000)
def _folded(pair: str) -> str:
    return fold(pair)


def query_tokens(text: str) -> list[list[str]]:
    """For each word asked, the tokens that answer it: any one will do. Empty where only empty words were asked."""
    asked: list[list[str]] = []
    for word in words(_AGAINST_HAN.sub(" ", text)):
        if word in _empty("") or word in _AGAINST:
            continue
        if _HAN.match(word):
            asked.append([word])
        else:
            asked.append(sorted({_stem(word, code) for code in _languages_of(word)}))
    return asked


type Span = tuple[int, int]
type Answers = dict[tuple[str, str], tuple[Span, ...]]  # where in a word as written, in a language, it answers one question


def spans(
    text: str, asked: list[list[str]], language: str, *, within: int | None = None, known: Answers | None = None
) -> list[Span]:
    """Where words asked for (as `query_tokens` gives them) stand in the text as written: [start, end), in order.

    In a run of Chinese only the characters asked for are marked; an elided article (l’) stays outside. `within`: look no
    further than so many characters past the first one found. `known`: kept by the caller from text to text of one question.
    """
    wanted = {token for group in asked for token in group}
    found: list[Span] = []
    answers: Answers = {} if known is None else known
    for hit in _SPELT_ASCII.finditer(text) if text.isascii() else _SPELT.finditer(text.replace("_", " ")):
        if found and within is not None and hit.start() > found[0][0] + within:
            break
        word = hit.group()
        places = answers.get((word, language))
        if places is None:
            places = answers[word, language] = tuple(_places(word, wanted, language))
        if places:
            at = hit.start()
            found += [(at + start, at + end) for start, end in places]
    return found


def _places(word: str, wanted: set[str], language: str) -> list[Span]:
    """All of the word where it answers; in Chinese the pairs that do, those that touch as one."""
    runs = [run.span() for run in _HAN.finditer(word)]
    if not runs:
        return [] if wanted.isdisjoint(_tokens_of(word, language)) else [(0, len(word))]
    found: list[Span] = []
    for start, end in runs:
        if end - start == 1 and fold(word[start:end]) in wanted:
            found.append((start, end))
        for at in range(start, end - 1):
            if _folded(word[at : at + 2]) in wanted:
                if found and found[-1][1] >= at:
                    found[-1] = (found[-1][0], at + 2)
                else:
                    found.append((at, at + 2))
    return found
