"""The OHCHR's thematic list of one review, in a made-up one of the same shape."""

import pytest

from accord.formats.messages import Unreadable
from accord.formats.recommendations import read_recommendations
from accord.formats.thematic_list import parted

HEAD = """# UPR 34th Session - Aland &amp; Isles - Thematic List of Recommendations

**Date:** November 2019
**Total Recommendations:** 2

---

Recommendation
Position
Theme: Right to education
"""
ONE = """121.1 Teach every child (Beland)
(Iran (Islamic Republic of));
Source of Position: A/HRC/43/15/Add.1 - Para.3
Supported
- Right to education
- Economic, social &amp; cultural rights
SDGs:
- 4 - QUALITY EDUCATION
Affected persons:
- Children

"""
NEWER = """121.2 Teach girls, too (Beland);
Source of Position: A/HRC/43/15 - Para 121
Noted
- Right to education
Groups of Persons:
- Women &amp; girls
- 4 - QUALITY EDUCATION
- 5 - GENDER EQUALITY
"""


def test_a_recommendation_is_read_whole() -> None:
    one, two = read_recommendations((HEAD + ONE + NEWER).encode()).rows
    assert (one.to, one.session, one.given_on, one.body) == ("Aland & Isles", 34, "2019-11", "upr")
    assert (one.text, one.recommending) == ("Teach every child", ("Beland", "Iran (Islamic Republic of)"))
    assert (one.symbol, one.paragraph, one.response_source) == ("A/HRC/43/15", "121.1", "A/HRC/43/15/Add.1 - Para.3")
    assert (one.response, one.response_word) == ("supported", "Supported")
    assert (one.issues, one.persons) == (("Right to education", "Economic, social & cultural rights"), ("Children",))
    assert (one.goals, two.goals) == (("4",), ("4", "5"))
    assert (two.response, two.persons) == ("noted", ("Women & girls",))


def test_a_count_that_is_not_met_is_noted() -> None:
    assert read_recommendations((HEAD + ONE + NEWER).encode()).notes == []
    found = read_recommendations((HEAD + ONE).encode())
    assert (found.notes, found.refused) == (["The list says 2 recommendations; 1 stand in it."], [])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [(" (Beland);", "", "recommending States in brackets"), ("Noted\n", "", "Expected Supported or Noted"),
     ("Noted\n", "Perhaps\n", "“Perhaps” fits no part")],
)  # fmt: skip
def test_what_fits_nowhere_is_refused_by_its_recommendation(old: str, new: str, words: str) -> None:
    found = read_recommendations((HEAD + ONE + NEWER.replace(old, new)).encode())
    assert [r.row for r in found.refused if words in r.message] == [2]


def test_a_list_without_recommendations_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_recommendations(HEAD.encode())


@pytest.mark.parametrize(
    ("text", "bare", "states"),
    [("Do it (A) (B);", "Do it", ["A", "B"]), ("Do it (now) soon (A).", "Do it (now) soon", ["A"]), ("Do it", "Do it", []),
     ("Do this (A); Do that (B) (A);", "Do this (A); Do that (B) (A)", ["A", "B"]), ("(A)", "(A)", []), ("x)", "x)", [])],
)  # fmt: skip
def test_states_stand_in_brackets_at_the_end(text: str, bare: str, states: list[str]) -> None:
    assert parted(text) == (bare, states)
