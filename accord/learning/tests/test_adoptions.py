"""Who has it from whom: a tree of countries, days from publication, nothing counted that is not told."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from accord.kit import clock
from accord.learning import actions
from accord.learning.models import Adoption
from accord.learning.tests.makers import World, client_of
from accord.record.actions import CardText, Conflict, audience, publish_card
from accord.record.models import Card

pytestmark = pytest.mark.django_db


def lineage(world: World) -> Any:
    """Published today: XAB 10 days later from it, XAC from XAB after 30; XAD before it was published here."""
    practice = world.checked()
    out = clock.today()
    moment = clock.now() + timedelta(days=60)
    with clock.standing_at(moment):
        first = world.adopt(practice, world.second, out + timedelta(days=10))
        world.adopt(practice, world.third, out + timedelta(days=30), first, kind="adapts", changed="At school.")
        world.adopt(practice, world.fourth, out - timedelta(days=5))
    return practice


def test_the_tree_the_list_and_the_rows_tell_the_same(world: World) -> None:
    lineage(world)
    told = Client().get("/en/practices/XAA-pr1.json").json()["lineage"]
    assert [(n["area_code"], n["depth"], n["days"], n["from_ref"]) for n in told["lines"]] == [
        ("XAD", 1, -5, "XAA-pr1"), ("XAB", 1, 10, "XAA-pr1"), ("XAC", 2, 30, "XAB-ad1"),
    ]  # fmt: skip
    assert (told["spread"]["median"], told["spread"]["counted"], told["spread"]["earlier"], told["generations"]) == (20, 2, 1, 2)
    rows = list(csv.DictReader(io.StringIO(Client().get("/en/practices/travel.csv?world=demo").content.decode())))
    assert {(r["country"], r["generation"], r["days"], r["counted"]) for r in rows} == {
        ("XAD", "1", "-5", "0"), ("XAB", "1", "10", "1"), ("XAC", "2", "30", "1"),
    }  # fmt: skip
    page = Client().get("/en/practices/travel.json?world=demo").json()
    assert (page["spread"]["median"], page["practices"], page["untouched"]) == (20, 1, 0)
    assert Client().get("/en/practices/travel.json").json()["lines"] == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_drawing_names_each_country_and_is_mirrored_for_arabic(world: World, language: str) -> None:
    practice = lineage(world)
    html = Client().get(f"/{language}{practice.url.join(('/', ''))}").content.decode()
    drawing = html[html.index('<figure class="chart lineage"') : html.index("</figure>")]
    for code in ("XAA", "XAB", "XAC", "XAD"):
        assert drawing.count(code) >= 2 - (code == "XAA")  # in the drawing and in the list
    dots = [float(one.split('"')[0]) for one in drawing.split('cx="')[1:] if not one.startswith('8"')]
    assert f'direction="{"rtl" if language == "ar" else "ltr"}"' in drawing
    assert (max(dots) > 200) == (language == "ar")


def test_cards_are_linked_to_what_they_come_from(world: World) -> None:
    lineage(world)
    ties = {
        (tie.card.ref, tie.relation, tie.other.ref) for card in Card.objects.filter(kind="adoption") for tie in card.links.all()
    }
    assert ("adoptions/XAB-ad1", "adopts", "practices/XAA-pr1") in ties
    assert ("adoptions/XAC-ad1", "adapts", "adoptions/XAB-ad1") in ties


def test_a_withdrawn_adoption_counts_no_more_and_its_children_stand_at_the_root(world: World) -> None:
    lineage(world)
    actions.withdraw_adoption(Adoption.objects.get(area__code="XAB"), by=world.second, reason="It was never begun.")
    told = Client().get("/en/practices/XAA-pr1.json").json()["lineage"]
    assert [(n["area_code"], n["depth"], n["from_ref"]) for n in told["lines"]] == [("XAD", 1, "XAA-pr1"), ("XAC", 1, "XAA-pr1")]
    html = Client().get("/en/adoptions/XAB-ad1/").content.decode()
    assert "It was never begun." in html


def test_what_makes_no_sense_is_refused(world: World) -> None:
    practice, other = world.checked(), world.checked(world.third)
    today = clock.today()
    with pytest.raises(ValueError, match="decided"):
        world.adopt(practice, world.second, today + timedelta(days=1))
    with pytest.raises(ValueError, match="changed"):
        world.adopt(practice, world.second, today, kind="adapts")
    first = world.adopt(other, world.second, today)
    with pytest.raises(ValueError, match="stands"):
        world.adopt(practice, world.fourth, today, first)
    world.step(practice, "withdraw")
    with pytest.raises(Conflict):
        world.adopt(practice, world.second, today)
    draft = world.draft(world.fourth)
    assert client_of(world.second).get(f"/en/practices/{draft.ref}/adopt/").status_code == 404


def test_it_is_entered_and_changed_by_form_by_its_adopter_alone(world: World) -> None:
    practice = world.checked()
    client, url = client_of(world.second), f"/en/practices/{practice.ref}/adopt/"
    typed = {"title": "Ours", "kind": "adapts", "decided_on": str(date(2020, 5, 1)), "stage": "pilot", "language": "en"}
    assert client.post(url, typed).status_code == 422
    assert client.post(url, typed | {"changed": "At school."})["Location"] == "/en/adoptions/XAB-ad1/"
    change = "/en/adoptions/XAB-ad1/edit/"
    assert client_of(world.owner).get(change).status_code == 404
    told = typed | {"changed": "At school.", "stage": "running", "version": 1, "reason": "It runs."}
    assert client.post(change, told).status_code == 302
    [line] = Client().get("/en/adoptions/XAB-ad1.json").json()["revisions"]
    assert line["changes"] == [["Stage", "pilot", "running"]]
    assert "Pilot → Running" in Client().get("/en/adoptions/XAB-ad1/").content.decode()


def test_what_was_changed_is_read_on_its_page(world: World) -> None:
    practice, day = world.checked(), date(2020, 5, 1)

    def changed(adoption: Adoption) -> str:
        html = Client().get(f"/en/{adoption.url}").content.decode()
        return html.partition('<h2 id="changed">What was changed</h2>')[2].partition("</section>")[0]

    adapted = world.adopt(practice, world.second, day, kind="adapts", changed="At school.\nIn the evening.")
    assert changed(adapted) == '<p lang="en" dir="ltr">At school.<br>In the evening.</p>'
    assert changed(world.adopt(practice, world.third, day)) == "<p>Replicated as it is.</p>"


def test_what_came_of_it_is_written_by_the_form_and_read_on_its_page(world: World) -> None:
    practice, client = world.checked(), client_of(world.second)
    typed = {"title": "Ours", "kind": "adopts", "decided_on": "2020-05-01", "stage": "pilot", "language": "en"}
    client.post(f"/en/practices/{practice.ref}/adopt/", typed)

    def results() -> str:
        html = Client().get("/en/adoptions/XAB-ad1/").content.decode()
        return html.partition('id="results"')[2].partition("</section>")[0]

    assert "Not told yet." in results()
    told = typed | {"results": "Six of ten came.\nNone at harvest.", "evidence": "https://study.example/9", "version": 1}
    assert client.post("/en/adoptions/XAB-ad1/edit/", told | {"reason": "It ended."}).status_code == 302
    assert '<p lang="en" dir="ltr">Six of ten came.<br>None at harvest.</p>' in results()
    assert 'href="https://study.example/9"' in results()
    assert "Not told yet." not in results()


def _threat(ref: str, audience_code: str = "public") -> Card:
    return publish_card(
        CardText(ref=f"threats/{ref}", kind="threat", url=f"threats/{ref}/", title={"en": ref}, language="en", world="demo",
                 audience=audience(audience_code, "demo"))
    )  # fmt: skip


def test_it_says_which_threat_it_answers_where_everyone_may_see_it(world: World) -> None:
    practice, open_one, closed = world.checked(), _threat("delta"), _threat("closed", "country:XAB")
    with pytest.raises(ValueError, match="everyone sees"):
        world.adopt(practice, world.second, date(2020, 5, 1), against=closed)
    client, url = client_of(world.second), f"/en/practices/{practice.ref}/adopt/"
    assert "closed" not in client.get(url).content.decode()
    typed = {"title": "Ours", "kind": "adopts", "decided_on": "2020-05-01", "stage": "pilot", "language": "en"}
    assert client.post(url, typed | {"against": closed.ref}).status_code == 422
    client.post(url, typed | {"against": open_one.ref})
    mine = Card.objects.get(ref="adoptions/XAB-ad1")
    assert mine.links.filter(relation="about", other=open_one).exists()
    page = Client().get("/en/adoptions/XAB-ad1/").content.decode()
    assert '<a href="/en/threats/delta/">' in page
    change = "/en/adoptions/XAB-ad1/edit/"
    assert 'value="threats/delta" selected' in client.get(change).content.decode()
    client.post(change, typed | {"against": "", "version": 1, "reason": "It was another one."})
    assert not mine.links.filter(relation="about").exists()
    earlier = "<del>delta</del>"
    assert earlier in Client().get("/en/adoptions/XAB-ad1/").content.decode()
    Card.objects.filter(pk=open_one.pk).update(audience=closed.audience)
    told = Client().get("/en/adoptions/XAB-ad1/").content.decode()
    assert earlier not in told
    assert "<del>threats/delta</del>" in told


def test_pages_ask_little(world: World, django_assert_max_num_queries: Any) -> None:
    lineage(world)
    for path, most in (("adoptions/XAC-ad1/", 15), ("practices/travel/?world=demo", 8), ("practices/travel.csv?world=demo", 5)):
        with django_assert_max_num_queries(most):
            assert Client().get(f"/en/{path}").status_code == 200


def test_nobody_adopts_what_is_their_own_and_a_second_entry_names_the_first(world: World) -> None:
    practice = world.checked()
    url = f"/en/practices/{practice.ref}/adopt/"
    for hat in (world.owner, world.helper):
        assert client_of(hat).get(url).status_code == 404
        with pytest.raises(ValueError, match="their own"):
            world.adopt(practice, hat, date(2024, 5, 1))
    made = world.adopt(practice, world.second, date(2024, 5, 1))
    assert f'href="/en/{made.url}"' in client_of(world.second).get(url).content.decode()
    assert made.url not in client_of(world.third).get(url).content.decode()
    assert client_of(world.member).get(url).status_code == 200  # a body of the same country


def test_from_whom_one_has_it_is_told_apart_and_is_never_oneself(world: World) -> None:
    practice = world.checked()
    for title in ("Evenings", "Mornings"):
        world.adopt(practice, world.second, date(2024, 5, 1), title=title)
    world.adopt(practice, world.fourth, date(2024, 5, 1))
    url = f"/en/practices/{practice.ref}/adopt/"
    seen = client_of(world.third).get(url).content.decode()
    assert ["XABland: Evenings (2024)" in seen, "XABland: Mornings (2024)" in seen, "XADland (2024)" in seen] == [True] * 3
    own = client_of(world.second).get(url).content.decode()
    assert "XADland (2024)" in own
    assert "XABland: Evenings" not in own
