"""Words of a choice, as `kit/displays.py` finds them."""

from typing import Any

import pytest
from django.utils import translation

from accord.people.models import Capacity, Role, hat_words


def test_a_choice_is_told_in_the_readers_words_and_translates_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    row, asked, words = Capacity(role=Role.ASSESSOR), [], {"of": ""}
    found: Any = translation._trans.gettext  # type: ignore[attr-defined]

    def gettext(word: str) -> str:
        asked.append(word)
        words["of"] = found(word)
        return words["of"]

    with translation.override("fr"):
        monkeypatch.setattr(translation._trans, "gettext", gettext)  # type: ignore[attr-defined]
        assert row.get_role_display() == words["of"] != "Independent assessor"
    assert asked == ["Independent assessor"]
    assert Capacity(role="of old").get_role_display() == "of old"


@pytest.mark.parametrize(("language", "comma"), [("en", ", "), ("ar", "، "), ("zh", "，"), ("ru", ", ")])
def test_a_role_and_its_country_are_parted_by_the_comma_of_the_language(language: str, comma: str) -> None:
    with translation.override(language):
        assert hat_words(Role.ASSESSOR, {"en": "Aldoria"}) == f"{Capacity(role=Role.ASSESSOR).get_role_display()}{comma}Aldoria"
