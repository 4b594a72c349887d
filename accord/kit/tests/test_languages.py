"""Words are marked with the language they are really in."""

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext_lazy

from accord.kit import interface
from accord.kit.templatetags import kit
from accord.kit.texts import pick

NAMES = {"en": "Land", "ar": "أرض"}


def test_a_text_falls_back_to_english_and_says_so() -> None:
    with translation.override("fr"):
        assert pick(NAMES).lang == "en"
        assert kit.text(NAMES) == '<span lang="en" dir="ltr">Land</span>'
    with translation.override("ar"):
        assert kit.text(NAMES) == '<span lang="ar" dir="rtl">أرض</span>'
    with translation.override("en"):
        assert kit.text(NAMES) == "Land"


def test_a_text_is_escaped() -> None:
    with translation.override("fr"):
        assert "<b>" not in kit.text({"en": "<b>"})


def test_a_page_is_in_the_language_of_most_of_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"One", "Two"}
    monkeypatch.setattr(interface, "is_translated", lambda words, language: words in known)
    mostly = Template('{% load i18n %}{% translate "One" %}{% if x %}{% blocktranslate %}Two{% endblocktranslate %}{% endif %}')
    hardly = Template('{% load i18n %}{% translate "One" %}{% translate "Six" %}{% translate "Ten" %}')
    assert interface.page_language(mostly, "ar") == "ar"
    assert interface.page_language(hardly, "ar") == "en"
    assert interface.page_language(hardly, "en") == "en"


def test_a_label_of_a_form_says_when_it_is_english() -> None:
    label = gettext_lazy("a sentence that no catalogue holds")
    with translation.override("ar"):
        assert kit.words(label) == '<span lang="en" dir="ltr">a sentence that no catalogue holds</span>'
    with translation.override("en"):
        assert kit.words(label) == "a sentence that no catalogue holds"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["es", "fr", "ru", "zh"])
def test_a_frame_without_a_catalogue_is_marked_as_english(client: Client, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interface, "is_translated", lambda words, language: False)
    html = client.get(f"/{language}/about/").content.decode()
    assert f'<html lang="{language}" dir="ltr">' in html
    assert '<body lang="en" dir="ltr">' in html


@pytest.mark.django_db
def test_an_english_part_of_an_arabic_page_runs_from_the_left(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interface, "is_translated", lambda words, language: words == interface.FRAME)
    html = client.get("/ar/about/").content.decode()
    assert "<body>" in html
    assert '<main id="content" lang="en" dir="ltr">' in html


@pytest.mark.django_db
def test_the_language_menu_leads_to_the_same_page_and_names_each_language_itself(client: Client) -> None:
    html = client.get("/en/about/?x=1").content.decode()
    assert '<a href="/ar/about/?x=1" lang="ar" hreflang="ar" dir="rtl">العربية</a>' in html
    assert '<a href="/zh/about/?x=1" lang="zh" hreflang="zh" dir="ltr">中文</a>' in html


def test_a_page_key_is_taken_out_of_the_query(rf: object) -> None:
    request = rf.get("/", {"a": "1", "after": "9"})  # type: ignore[attr-defined]
    assert kit.query_with(Context({"request": request}), after="", a="2") == "?a=2"


def test_what_others_translated_is_in_chinese_too() -> None:
    with translation.override("zh"):
        assert translation.gettext("This field is required.") == "这个字段是必填项。"
        assert translation.gettext("Remember Me") != "Remember Me"
        assert translation.gettext("Nobody said this.") == "Nobody said this."
    with translation.override("en"):
        assert translation.gettext("This field is required.") == "This field is required."
