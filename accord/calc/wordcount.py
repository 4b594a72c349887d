"""How many words a text has, as limits on the length of documents count them."""

import re
import unicodedata

# Words, of the body alone: annexes and endnotes are not counted (OHCHR's guidance note for national reports).
TREATY_BODY = 21_200  # a periodic report to a treaty body: General Assembly resolution 68/268, paragraph 16
UNIVERSAL_REVIEW = 10_700  # a national report for the Universal Periodic Review: the same guidance note

_ALONE = "\u3005-\u3007\u3041-\u3096\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"  # ideographs, hiragana
_LETTER = rf"[^\W\d_{_ALONE}]"
_LETTER_OR_DIGIT = rf"[^\W_{_ALONE}]"
_SIGN = rf"[^\W{_ALONE}]"  # letter, digit or the low line
# MidLetter and MidNumLet, then MidNum, of the annex.
_IN_WORDS = "'.\u2018\u2019\u2024\u2027\ufe13\ufe52\ufe55\uff07\uff0e\uff1a:\u00b7\u0387\u055f\u05f4"
_IN_NUMBERS = (
    "',.;\u037e\u0589\u060c\u060d\u066c\u07f8\u2018\u2019\u2024\u2044\ufe10\ufe14\ufe50\ufe52\ufe54\uff07\uff0c\uff0e\uff1b"
)
_WORD = re.compile(
    rf"[{_ALONE}]|(?=_*{_LETTER_OR_DIGIT})(?:{_SIGN}|(?<={_LETTER})[{_IN_WORDS}](?={_LETTER})|(?<=\d)[{_IN_NUMBERS}](?=\d))+"
)
_UNSEEN = ("Mn", "Mc", "Me", "Cf")


def count(text: str) -> int:
    """Words of a text in any of the six languages of the United Nations. Pure; raises nothing.

    The default word boundaries of Unicode Standard Annex 29 (WB4 to WB13b), of which those pieces are words that hold a letter,
    a digit or an ideograph. `can't` and `3.5` are one word, `well-being` is two, each Chinese character is one. The page's
    script counts by the same rule (`kit.js`).
    """
    plain = text if text.isascii() else "".join(_seen(c) for c in text)
    return sum(1 for _word in _WORD.finditer(plain))


def _seen(character: str) -> str:
    """Marks and format characters belong to the letter before them (WB4); a space of no width parts words."""
    if character == "\u200b":
        return " "
    return "" if unicodedata.category(character) in _UNSEEN else character
