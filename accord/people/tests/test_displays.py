"""Words of a choice, as `kit/displays.py` finds them."""

from typing import Any

import pytest
from django.utils import translation

from accord.people.models import Capacity, Role


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
