"""Each marked word stands in each of the other five languages, with the same placeholders."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from accord.kit.texts import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent / "accord"
ONE, TWO = ("_", "_lazy", "gettext", "gettext_lazy"), ("ngettext", "ngettext_lazy")
KEYWORDS = dict.fromkeys(ONE) | dict.fromkeys(TWO, (1, 2))
TAG = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
BLOCK = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*(?:plural|endblocktranslate)\s*%}", re.DOTALL)
PLACE = re.compile(r"%\(\w+\)[sd]")


def marked() -> Iterator[tuple[str, Path]]:
    for path in ROOT.rglob("*.py"):
        if not {"tests", "migrations"} & set(path.parts):
            for _line, words, _comments, _context in extract_from_file("python", str(path), keywords=KEYWORDS):
                yield (words[0] if isinstance(words, tuple) else words), path
    for path in ROOT.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for double, single in TAG.findall(text):
            yield double or single, path
        for words in BLOCK.findall(text):
            yield re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", words), path


@pytest.fixture(scope="module")
def words() -> dict[str, Path]:
    return {words: path for words, path in marked() if words}


def catalog(language: str) -> Catalog:
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_each_marked_word_is_translated(words: dict[str, Path], language: str) -> None:
    told = {(m.id if isinstance(m.id, str) else m.id[0]): m for m in catalog(language) if m.id and m.string}
    missing = {said: path.relative_to(ROOT) for said, path in words.items() if said not in told}
    assert not missing
    for said, message in told.items():
        forms = [message.string] if isinstance(message.string, str) else message.string
        known = set(PLACE.findall(said)) | set(PLACE.findall(message.id if isinstance(message.id, str) else message.id[1]))
        assert all(set(PLACE.findall(form)) <= known for form in forms), (language, said)


def test_thousands_in_arabic_are_parted_by_a_space_that_keeps_their_order() -> None:
    """Around a plain space two groups of digits change places where the line runs from the right: 100 000 is read 000 100."""
    root = Path(__file__).resolve().parent.parent / "accord"
    for file in (root / "locale/ar/LC_MESSAGES/django.po", *root.glob("*/facts/*.csv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            arabic = re.findall(r"[\u0621-\u064a][^,\"]*", line)
            assert not any(re.search(r"\d \d{3}\b", part) for part in arabic), (file.name, line)
