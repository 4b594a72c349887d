import pytest
from django.template import engines
from django.utils import translation

from accord.kit.i18n_tags import KeptWords

_from = engines["django"].from_string


@pytest.mark.parametrize("autoescape", ["on", "off"])
def test_words_are_those_of_the_language_each_time(autoescape: str) -> None:
    made = _from("{% load i18n %}{% autoescape " + autoescape + " %}{% translate 'Search' %}{% endautoescape %}")
    told = {}
    for language in ("en", "fr", "ar", "en"):
        with translation.override(language):
            told[language] = made.render({})
    assert told["en"] == "Search"
    assert len({*told.values()}) == 3
    with translation.override("fr"):
        assert made.render({}) == translation.gettext("Search") == told["fr"]


def test_words_go_into_a_name_and_per_cent_signs_stay() -> None:
    made = _from("{% load i18n %}{% translate '100% of <b>' as said %}[{{ said }}]{% trans 'Search' %}")
    with translation.override("en"):
        assert made.render({}) == made.render({}) == "[100% of <b>]Search"


def test_what_is_not_plain_is_asked_anew() -> None:
    made = _from("{% load i18n %}{% translate word %}{% translate 'Search'|upper %}")
    with translation.override("en"):
        assert [made.render({"word": word}) for word in ("a", "b")] == ["aSEARCH", "bSEARCH"]
    assert not list(made.template.nodelist.get_nodes_by_type(KeptWords))
    assert len(_from("{% load i18n %}{% translate 'Search' %}").template.nodelist.get_nodes_by_type(KeptWords)) == 1
