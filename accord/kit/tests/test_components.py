"""Each shared part, rendered."""

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from accord.kit.charts import Judgement, Line, MapClass, Panel, draw_lines, rating, tile_map
from accord.kit.templatetags import kit
from accord.kit.widgets import NumberText


class Form(forms.Form):
    posts = forms.IntegerField(label="Posts", help_text="Filled, not made.", widget=NumberText())
    step = forms.ChoiceField(label="Step", widget=forms.RadioSelect, choices=[("1", "Little"), ("2", "Much")])
    note = forms.CharField(label="Note", required=False)


def part(name: str, **context: Any) -> str:
    with translation.override("en"):
        return render_to_string(
            f"kit/components/{name}.html", context, request=RequestFactory().get("/en/", {"after": "3", "q": "x"})
        )


def test_a_refused_form_keeps_what_was_typed_and_leads_to_each_field() -> None:
    html = part("form", form=Form({"posts": "about 140"}), button="Send")
    assert 'value="about 140"' in html
    assert 'type="number"' not in html
    targets = re.findall(r'<li><a href="#(\w+)">', html)
    assert len(targets) == 2
    assert all(f'id="{target}"' in html for target in targets)


def test_label_hint_message_and_control_come_in_this_order_and_are_tied() -> None:
    html = part("field", field=Form({"posts": "x"})["posts"])
    places = [html.index(piece) for piece in ("<label", 'class="hint"', 'class="msg"', "<input")]
    assert places == sorted(places)
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', html)
    assert described
    assert all(f'id="{one}"' in html for one in described[1].split())


def test_choices_stand_in_a_fieldset_with_a_legend() -> None:
    html = part("field", field=Form()["step"])
    assert "<legend>Step" in html
    assert html.count('<div class="pick">') == 2
    assert "(optional)" in part("field", field=Form()["note"])


def test_a_table_names_its_rows_and_folds_by_label() -> None:
    html = part("table", caption="C", head=["A", "B"], rows=[("x", "1")], numeric=1)
    assert '<th scope="row">x</th>' in html
    assert '<td data-label="B" class="n">1</td>' in html


def test_the_pager_goes_by_key_and_back_to_the_first_page() -> None:
    html = part("pager", next="9")
    assert 'href="?q=x"' in html
    assert 'href="?q=x&amp;after=9"' in html
    assert "Next" not in part("pager", next="")


def test_the_thread_has_eight_stations_and_one_is_this_page() -> None:
    html = part("thread", here="commitment", links={"indicator": [SimpleNamespace(title={"en": "Rate"}, url="indicators/x/")]})
    assert html.count("<li") == 8
    assert html.count("aria-current") == 1
    assert '<a href="/en/indicators/x/">Rate</a>' in html
    assert html.count("None linked yet") == 6


def test_a_chart_has_its_source_its_table_and_its_download() -> None:
    picture = draw_lines(Panel("T", "percent", [Line("All", [(2000, 1), (2001, 2)])]))
    html = part("chart", picture=picture, title="T", subtitle="Who", source="S", csv_url="/x.csv")
    for piece in ("<figcaption>T<span>Who</span>", "<svg", "Source:", "Download CSV", "<table"):
        assert piece in html


def test_a_map_carries_the_text_on_designations() -> None:
    html = part("chart", picture=tile_map({}, [MapClass("tile3", "yes")], {}, "T"), title="T", source="S", is_map=True)
    assert "legal status" in html


def test_a_rating_names_every_judge() -> None:
    picture = rating([Judgement("government", 1), Judgement("assessor", None)], ["a", "b"], "T")
    html = part("rating", picture=picture, steps=["a", "b"], who=["government", "assessor"])
    assert "Government: b" in html
    assert "Independent assessor: not given yet" in html


@pytest.mark.parametrize(
    ("name", "context", "piece"),
    [
        ("notice", {"words": "W", "kind": "err"}, 'class="notice err" role="alert"'),
        ("facts", {"facts": [("N", "V")]}, "<dt>N</dt><dd>V</dd>"),
        ("chips", {"chips": [{"words": "W", "url": "?", "chosen": True}], "label": "L"}, 'aria-current="true"'),
        (
            "timeline",
            {"events": [{"on": date(2026, 1, 2), "words": "W", "done": True}]},
            '<time datetime="2026-01-02">2 January 2026',
        ),
        ("stats", {"stats": [{"value": "1%", "words": "W", "source": "S"}]}, "<dt>W</dt><dd>1%</dd><dd>S</dd>"),
        ("empty", {"heading": "H", "words": "W", "url": "/x/", "link": "L"}, '<a href="/x/">L</a>'),
        ("crumbs", {"crumbs": [("A", "/a/")], "here": "B"}, '<a href="/a/">A</a>'),
        ("source", {"source": "<S>"}, "&lt;S&gt;"),
    ],
)
def test_a_small_part_shows_what_it_is_given(name: str, context: dict[str, Any], piece: str) -> None:
    assert piece in part(name, **context)


def test_a_state_is_a_shape_and_a_word_of_a_known_kind() -> None:
    assert kit.status("bad", "<Late>") == '<span class="tag bad">&lt;Late&gt;</span>'
    with pytest.raises(ValueError, match="purple"):
        kit.status("purple", "Late")


def test_options_are_escaped_marked_and_one_is_chosen() -> None:
    one, two = SimpleNamespace(code='A"B', words="<b>Côte</b>"), SimpleNamespace(code="C", words="دولة", lang="ar")
    html = kit.options([one, two], "C")
    assert html == (
        '<option value="A&quot;B">&lt;b&gt;Côte&lt;/b&gt;</option><option value="C" selected lang="ar" dir="rtl">دولة</option>'
    )
    assert "selected" not in part("country_select", id="x", countries=[one], chosen=None)
    assert '<option value="C" selected' in part("country_select", id="x", countries=[two], chosen="c")


def test_a_list_is_narrowed_by_fields_that_say_what_they_are() -> None:
    one = {"name": "kind", "label": "Kind", "every": "All kinds", "options": [], "chosen": ""}
    html = render_to_string(
        "kit/components/filters.html", {"page": {"filters": [one], "chosen": {}, "unknown": {}, "world": "real"}}
    )
    assert '<label for="f-kind">Kind</label><select id="f-kind" name="kind">' in html


def test_a_refused_form_is_told_in_the_title_and_has_the_focus() -> None:
    """Without a script: who hears the page begins at the summary."""
    told = {"form": Form({}), "button": "Send"}
    assert 'role="alert" tabindex="-1" autofocus>' in part("errors", **told)
    request = RequestFactory().get("/en/")
    with translation.override("en"):
        assert "<title>Error: " in render_to_string("kit/base.html", told, request=request)
        assert "<title> – Accord" in render_to_string("kit/base.html", told | {"form": Form()}, request=request)


@pytest.mark.parametrize(
    ("given", "language", "said"),
    [("2024-11-07", "en", "7 November 2024"), ("2024-11", "fr", "novembre 2024"), ("2024", "ar", "2024"), ("once", "en", "once")],
)
def test_a_day_of_a_source_is_said_in_the_readers_words(given: str, language: str, said: str) -> None:
    with translation.override(language):
        assert kit.dated(given) == said
