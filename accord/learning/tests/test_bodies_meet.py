"""Bodies of no country adopt in a country, offer and seek, and meet countries and each other."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accord.kit import clock
from accord.learning import actions
from accord.learning.access.hats import acts_for
from accord.learning.models import Adoption, Exchange, Offer, Practice
from accord.learning.news import news
from accord.learning.tests.makers import PLAN, World, client_of
from accord.learning.tests.test_exchanges import step
from accord.people.models import Capacity
from accord.record.actions import seal
from accord.record.actions.events import problems
from accord.record.models import Card
from accord.record.owing import of_person

pytestmark = pytest.mark.django_db
TYPED = {"title": "Ours", "kind": "adopts", "decided_on": "2020-05-01", "stage": "pilot", "language": "en"}
SAID = {"text": "It went well.", "used": "", "language": "en"}


@pytest.fixture
def envoy(world: World) -> Capacity:
    return world.body("agency")


def sealed_and_sound() -> bool:
    while seal():
        pass
    return problems() == []


def test_it_adopts_in_a_country_that_its_form_asks_for(world: World, envoy: Capacity) -> None:
    practice, client = world.checked(), client_of(envoy)
    url = f"/en/practices/{practice.ref}/adopt/"
    assert 'name="place"' in client.get(url).content.decode()
    assert 'name="place"' not in client_of(world.second).get(url).content.decode()
    assert client.post(url, TYPED).status_code == 422
    assert client.post(url, TYPED | {"place": "XAB"})["Location"] == "/en/adoptions/agency-ad1/"
    made = Adoption.objects.get()
    assert (made.area, made.place, made.owner) == (None, world.areas["XAB"], envoy.organisation)
    assert [c.code for c in Card.objects.get(ref="adoptions/agency-ad1").areas.all()] == ["XAB"]
    page = Client().get("/en/adoptions/agency-ad1/").content.decode()
    assert page.index("/directory/organisations/agency/") < page.index("/countries/XAB/")
    again = client.get(url).content.decode()  # it is told that it entered one already, and where others go
    assert ("/en/adoptions/agency-ad1/" in again, "For another country go on here." in again) == (True, True)
    mine = client.get("/en/learn/mine.json").json()["adoptions"]
    assert [(line["url"], line["area"]["en"]) for line in mine] == [("adoptions/agency-ad1/", "XABland")]
    assert sealed_and_sound()
    Adoption.objects.update(place=world.areas["XAC"])
    assert [one["ref"] for one in problems()] == ["adoptions/agency-ad1"]


def test_an_adoption_is_in_one_country(world: World, envoy: Capacity) -> None:
    practice, today = world.checked(), clock.today()
    with pytest.raises(ValueError, match="in one country"):
        world.adopt(practice, envoy, today)
    with pytest.raises(ValueError, match="in one country"):
        world.adopt(practice, world.second, today, place=world.areas["XAC"])
    world.adopt(practice, envoy, today, place=world.areas["XAC"])
    for wrong in ({"place": None}, {"area": world.areas["XAB"]}, {"owner": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Adoption.objects.update(**wrong)


def test_nobody_of_that_country_changes_it(world: World, envoy: Capacity) -> None:
    made = world.adopt(world.checked(), envoy, date(2024, 5, 1), place=world.areas["XAB"])
    for hat in (world.second, world.hat("contributor", "XAB"), world.body("other"), world.owner):
        assert not acts_for(hat, made)
        for path in ("edit", "withdraw"):
            assert client_of(hat).post(f"/en/{made.url}{path}/", TYPED | {"reason": "Ours."}).status_code == 404
    changed = TYPED | {"stage": "running", "version": 1, "reason": "It runs."}
    assert client_of(envoy).post(f"/en/{made.url}edit/", changed).status_code == 302
    assert Adoption.objects.get().place == world.areas["XAB"]


def lineage(world: World, practice: Practice) -> dict[str, Any]:
    return dict(Client().get(f"/en/{practice.url.rstrip('/')}.json").json()["lineage"])


def test_a_lineage_is_a_tree_of_countries_whoever_adopts_in_them(world: World, envoy: Capacity) -> None:
    """Its root is the body; what was adopted where it was done is at home, and counted apart."""
    practice, out = world.checked(envoy, place=world.areas["XAA"]), clock.today()
    other = world.body("other")
    with clock.standing_at(clock.now() + timedelta(days=60)):
        first = world.adopt(practice, other, out + timedelta(days=10), place=world.areas["XAB"])
        world.adopt(practice, world.third, out + timedelta(days=30), first)
        world.adopt(practice, world.owner, out + timedelta(days=20))
    told = lineage(world, practice)
    assert [(n["area_code"], n["depth"], n["from_area"]["en"], (n["body"] or {}).get("en")) for n in told["lines"]] == [
        ("XAB", 1, "Agency", "Other"), ("XAC", 2, "XABland", None), ("XAA", 1, "Agency", None),
    ]  # fmt: skip
    assert (told["spread"]["counted"], told["spread"]["at_home"], told["spread"]["countries"]) == (2, 1, 2)
    html = Client().get(f"/ar/{practice.url}").content.decode()
    drawing = html[html.index('<figure class="chart lineage"') : html.index("</figure>")]
    assert ("Agency" in drawing, "بلد XAB · Other" in drawing) == (True, True)
    rows = {r["adoption"]: r for r in csv.DictReader(io.StringIO(
        Client().get("/en/practices/travel.csv?world=demo").content.decode()))}  # fmt: skip
    row = rows[first.ref]
    assert [row[name] for name in ("practice_country", "practice_owner", "country", "owner", "counted")] == [
        "XAA", "agency", "XAB", "other", "1",
    ]  # fmt: skip
    assert rows["XAA-ad1"]["counted"] == "0"
    assert Client().get("/en/practices/travel/?world=demo").status_code == 200


def test_of_a_practice_done_in_several_countries_every_country_is_another(world: World, envoy: Capacity) -> None:
    practice = world.checked(envoy)
    world.adopt(practice, world.owner, clock.today())
    assert lineage(world, practice)["spread"]["counted"] == 1
    rows = list(csv.DictReader(io.StringIO(Client().get("/en/practices/travel.csv?world=demo").content.decode())))
    assert [(r["practice_country"], r["from_country"], r["counted"]) for r in rows] == [("", "", "1")]


def test_long_names_are_cut_in_the_drawing_alone(world: World, envoy: Capacity) -> None:
    practice, name = world.checked(), "An International Network of Very Many Organisations for Children"
    long = world.body("long", names={"en": name})
    world.adopt(practice, long, clock.today(), place=world.areas["XAB"])
    html = Client().get(f"/en/{practice.url}").content.decode()
    drawing = html[html.index("<svg", html.index('<figure class="chart lineage"')) : html.index("</figure>")]
    assert f"{name}</text>" not in drawing
    assert "XABland · An International" in drawing
    assert f">{name}</a>" in html


def test_it_has_an_adoption_from_its_own_in_another_country_alone(world: World, envoy: Capacity) -> None:
    practice = world.checked()
    first = world.adopt(practice, envoy, date(2024, 5, 1), place=world.areas["XAB"])
    client, url = client_of(envoy), f"/en/practices/{practice.ref}/adopt/"
    assert "XABland · Agency (2024)" in client.get(url).content.decode()
    assert client.post(url, TYPED | {"place": "XAB", "source": first.ref}).status_code == 422
    assert client.post(url, TYPED | {"place": "XAC", "source": first.ref}).status_code == 302
    own = world.checked(envoy)
    assert client.get(f"/en/practices/{own.ref}/adopt/").status_code == 404
    with pytest.raises(ValueError, match="their own"):
        world.adopt(own, envoy, date(2024, 5, 1), place=world.areas["XAB"])


def test_an_offer_is_entered_by_form_and_found_beside_those_of_countries(world: World, envoy: Capacity) -> None:
    typed = {"title": "A nurse", "kind": "mentor", "text": "Calls.", "languages": ["en"], "language": "en"}
    sent = client_of(envoy).post("/en/offers/new/offer/", typed | {"topics": ["inspire-p"]})
    assert sent["Location"] == "/en/offers/agency-of1/"
    for language in ("en", "ar", "es", "fr", "ru", "zh"):
        link = f'<a href="/{language}/directory/organisations/agency/">'
        for path in ("offers/agency-of1/", "offers/?world=demo"):
            assert link in Client().get(f"/{language}/{path}").content.decode(), (language, path)
    world.offer("offer", world.second)

    def refs(asked: str) -> list[str]:
        return [line["ref"] for line in Client().get(f"/en/offers.json?world=demo&{asked}").json()["lines"]]

    assert (refs(""), refs("country=none"), refs("country=XAB")) == (["agency-of1", "XAB-of1"], ["agency-of1"], ["XAB-of1"])
    rows = csv.DictReader(io.StringIO(Client().get("/en/offers.csv?world=demo").content.decode()))
    assert [(row["country"], row["owner"]) for row in rows] == [("", "agency"), ("XAB", "")]
    for hat in (world.second, world.body("other")):
        assert client_of(hat).get("/en/offers/agency-of1/edit/").status_code == 404
    assert client_of(envoy).get("/en/offers/agency-of1/edit/").status_code == 200
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(ref="agency-of1").update(owner=None)


def fits(offer: Offer) -> list[tuple[str, list[str]]]:
    page = Client().get(f"/en/{offer.url.rstrip('/')}.json").json()
    return [(fit["line"]["ref"], [reason.partition(":")[0] for reason in fit["reasons"]]) for fit in page["fits"]]


def test_what_fits_it_has_reasons_but_no_region_and_stands_after_an_equal_country(world: World, envoy: Capacity) -> None:
    for code in ("XAA", "XAB"):
        world.areas[code].ldc = True
        world.areas[code].save()
    need = world.offer("need", world.second)
    world.offer("offer", envoy)
    world.offer("offer", world.owner)
    common = ["the same kind", "topics in common", "language in common"]
    assert fits(need) == [("XAA-of1", [*common, "the same group of countries"]), ("agency-of1", common)]
    own = world.offer("need", envoy)
    assert fits(own) == [("XAA-of1", common)]  # nobody meets themselves
    assert [ref for ref, _reasons in fits(world.offer("need", world.body("other")))] == ["XAA-of1", "agency-of1"]


def test_it_meets_a_country_and_both_report(world: World, envoy: Capacity) -> None:
    offer, need = world.offer("offer", envoy), world.offer("need", world.second)
    client = client_of(world.second)
    assert f"/propose/?mine={need.ref}" in client.get(f"/en/{offer.url}").content.decode()
    made = actions.propose_exchange(offer, PLAN, by=world.second, mine=need)
    assert (made.giver, made.giver_body, made.taker, made.proposed_by) == (
        None, envoy.organisation, world.areas["XAB"], "taker",
    )  # fmt: skip
    stranger = world.body("other")
    assert [client_of(hat).get(f"/en/{made.url}").status_code for hat in (envoy, stranger, world.owner)] == [200, 404, 404]
    assert [t.duty.words for t in of_person(envoy.person)] == ["Agree to an exchange, or decline"]
    assert of_person(stranger.person) == []
    made = step(step(made, "agree", envoy), "held", world.second)
    told = [(hat, [t.duty.words for t in of_person(hat.person)]) for hat in (envoy, world.second, stranger)]
    months = ["Report on an exchange", "Say what became of an exchange after 6 months",
              "Say what became of an exchange after 12 months"]  # fmt: skip
    assert [(hat, sorted(words)) for hat, words in told] == [
        (envoy, sorted(months)), (world.second, sorted(months)), (stranger, []),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="two sides"):
        actions.note_exchange(made, months=0, **SAID, by=stranger)
    assert client_of(envoy).post(f"/en/{made.url}notes/0/", SAID).status_code == 302
    assert Exchange.objects.get().state == "held"
    assert client_of(world.second).post(f"/en/{made.url}notes/0/", SAID).status_code == 302
    assert Exchange.objects.get().state == "done"
    page = Client().get(f"/en/{made.url.rstrip('/')}.json").json()
    assert (page["giver"]["en"], page["giver_url"], page["giver_body"]) == ("Agency", "directory/organisations/agency/", None)
    assert [(n["area"]["en"], n["text"]) for n in page["notes"][:2]] == [("Agency", SAID["text"]), ("XABland", SAID["text"])]
    for language in ("en", "ar", "ru"):
        link = f'href="/{language}/directory/organisations/agency/"'
        assert link in Client().get(f"/{language}/{made.url}").content.decode()
    assert [x["giver"]["en"] for x in client_of(envoy).get("/en/learn/mine.json").json()["exchanges"]] == ["Agency"]
    assert sealed_and_sound()


def test_two_bodies_meet_and_no_body_meets_itself(world: World, envoy: Capacity) -> None:
    other, colleague = world.body("other"), world.hat("org_member", body=envoy.organisation, person=world.reader.person)
    offer = world.offer("offer", envoy)
    assert client_of(colleague).get(f"/en/offers/{offer.ref}/propose/").status_code == 404
    with pytest.raises(ValueError, match="two countries"):
        actions.propose_exchange(offer, PLAN, by=colleague)
    with pytest.raises(ValueError, match="same kind"):
        actions.propose_exchange(offer, PLAN, by=other, mine=world.offer("need", world.body("third")))
    made = actions.propose_exchange(offer, PLAN, by=other)
    assert (made.ref, made.giver, made.taker, made.proposer.owner) == ("other-ex1", None, None, other.organisation)
    made = step(made, "agree", envoy)
    made = actions.rewrite_plan(made, PLAN | {"plan": "By letter."}, version=made.version, by=envoy)
    assert (made.proposed_by, made.state) == ("giver", "proposed")
    assert client_of(envoy).get(f"/en/{made.url}step/agree/").status_code == 404
    made = step(step(made, "agree", other), "held", envoy)
    for hat in (envoy, other):
        actions.note_exchange(made, months=0, **SAID, by=hat)
    assert [n.side for n in made.notes.all()] == ["giver", "taker"]
    assert sealed_and_sound()
    for wrong in ({"giver_body": None}, {"taker_body": envoy.organisation}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Exchange.objects.update(**wrong)


def test_letters_tell_a_body_who_adopted_and_what_fits(world: World, envoy: Capacity) -> None:
    practice = world.checked(envoy)
    world.offer("need", envoy)
    moment = clock.now() - timedelta(days=1)
    other = world.body("other")
    world.adopt(practice, other, clock.today(), place=world.areas["XAB"])
    world.offer("offer", world.second)
    told = [(one.kind, one.about[0]) for one in news("demo", moment) if one.person == envoy.person.pk]
    assert sorted(kind for kind, _about in told) == ["adopted", "fits"]
    assert {"en": "Other"} in [about for _kind, about in told]
    peers = {one.person for one in news("demo", moment) if one.kind == "waiting"}
    assert peers == {world.peer.person.pk, world.other_peer.person.pk}


def test_a_body_that_is_given_a_country_meets_itself_no_more_than_before(world: World, envoy: Capacity) -> None:
    offer = world.offer("offer", envoy)
    assert envoy.organisation
    envoy.organisation.area = world.areas["XAA"]
    envoy.organisation.save()
    envoy.refresh_from_db()
    assert client_of(envoy).get(f"/en/{offer.url}propose/").status_code == 404
    with pytest.raises(ValueError, match="two countries"):
        actions.propose_exchange(offer, PLAN, by=envoy)
