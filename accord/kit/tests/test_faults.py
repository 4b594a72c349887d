"""A refused row is told in the reader's language where its sentence is translated, and marked as English where it is not."""

import pytest
from django.utils import translation

from accord.formats.messages import refuse
from accord.formats.result import Refusal
from accord.kit import faults
from accord.kit.templatetags.kit import fault

TRANSLATED = {"The cell has %(size)d characters; at most %(limit)d fit. Shorten it.": "%(size)d حرفا، والحد %(limit)d."}


@pytest.fixture(autouse=True)
def catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "gettext", lambda words: TRANSLATED.get(words, words))


def test_the_template_is_translated_and_then_filled_in() -> None:
    with translation.override("ar"):
        assert (
            fault(refuse("long_value", 3, "text", "x", size=50, limit=20))
            == '<span lang="ar" dir="rtl">50 حرفا، والحد 20.</span>'
        )


def test_what_has_no_translation_is_marked_as_english_and_escaped() -> None:
    with translation.override("ar"):
        said = fault(refuse("bad_status", 3, "status", "<b>", expected="planned"))
    assert said.startswith('<span lang="en" dir="ltr">')
    assert "&lt;b&gt;" in said


def test_a_translation_that_names_what_is_not_there_breaks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "gettext", lambda _words: "%(no_such)s")
    with translation.override("fr"):
        assert "Shorten it." in fault(refuse("long_value", 3, "text", "x", size=50, limit=20))


def test_a_fault_of_a_form_keeps_its_own_words() -> None:
    with translation.override("fr"):
        assert fault(Refusal(1, "text", "", "Déjà traduit.", "answer")) == '<span lang="fr" dir="ltr">Déjà traduit.</span>'
