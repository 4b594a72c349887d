"""Words as limits on documents count them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc.wordcount import count

CASES = [
    ("", 0),
    (" … – !? _ ", 0),
    ("The quick (\u201cbrown\u201d) fox can\u2019t jump 32.3 feet, right?", 9),  # the annex's own example
    ("3,456.789 and 1; 2", 4),
    ("well-being of the State's children", 6),
    ("A/HRC/59/15/Add.1", 6),
    ("snake_case _ _止", 2),
    ("L'État et l’enfant, aujourd'hui", 4),
    ("Niñas, niños y adolescentes: 25,6 %", 5),
    ("Дети и семьи, 2\u00a0000 человек", 6),
    ("يَجِبُ أَنْ يُحْمَى الطِّفْلُ", 4),  # vowel signs part nothing
    ("القانون\u200fرقم 12", 2),  # a mark of direction belongs to the letter before it
    ("禁止体罚儿童。", 6),
    ("2024年共有12个案例", 8),
    ("カタカナ ひらがな", 5),
    ("one\u200btwo", 2),
    ("cafe\u0301 café", 2),
]


@pytest.mark.parametrize(("text", "words"), CASES)
def test_words_are_counted(text: str, words: int) -> None:
    assert count(text) == words


@given(st.text(), st.text())
def test_a_line_end_parts_two_texts(one: str, other: str) -> None:
    assert count(f"{one}\n{other}") == count(one) + count(other)
