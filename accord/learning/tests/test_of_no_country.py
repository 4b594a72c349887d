"""What a body of no country did is its own: where it was done gives nobody a right over it."""

import csv
import io
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accord.kit.texts import LANGUAGES
from accord.learning import actions
from accord.learning.access.hats import acts_for, is_official, stands_apart
from accord.learning.models import Practice
from accord.learning.tests.makers import WRITTEN, World, client_of
from accord.people.models import Capacity, Organisation
from accord.record.actions import Conflict, seal
from accord.record.actions.events import problems
from accord.record.models import Card
from accord.record.owing import of_person

pytestmark = pytest.mark.django_db
LIST = "/en/practices.json?world=demo"
TYPED = {name: str(said) for name, said in WRITTEN.items()} | {"topics": ["inspire-p"]}


@pytest.fixture
def envoy(world: World) -> Capacity:
    return world.body("agency")


def done_in(world: World, envoy: Capacity, code: str = "XAB", **more: Any) -> Practice:
    return world.checked(envoy, place=world.areas[code] if code else None, **more)


def refs(asked: str) -> list[str]:
    return [line["ref"] for line in Client().get(f"{LIST}&{asked}").json()["lines"]]


def test_it_is_written_by_form_where_it_was_done_or_in_several_countries(world: World, envoy: Capacity) -> None:
    client = client_of(envoy)
    assert 'name="place"' in client.get("/en/practices/new/").content.decode()
    assert client.post("/en/practices/new/", TYPED | {"place": "XAB"})["Location"] == "/en/practices/agency-pr1/"
    assert client.post("/en/practices/new/", TYPED | {"place": ""})["Location"] == "/en/practices/agency-pr2/"
    assert client.post("/en/practices/new/", TYPED | {"place": "KEN"}).status_code == 422
    one, two = Practice.objects.order_by("pk")
    assert (one.area, one.place, two.area, two.place) == (None, world.areas["XAB"], None, None)
    assert (one.owner, one.contact, one.world) == (envoy.organisation, envoy, "demo")
    page, edit = "/en/practices/agency-pr2/", "/en/practices/agency-pr2/edit/"
    assert two.place_open
    assert "Where it was done: not told" in client.get(page).content.decode()
    assert client.post(edit, TYPED | {"place": "several", "version": 1}).status_code == 302
    assert "Where it was done: several countries" in client.get(page).content.decode()
    assert 'value="several" selected' in client.get(edit).content.decode()
    while seal():
        pass
    assert list(problems()) == []
    told = TYPED | {"place": "XAC", "version": 2}
    assert client.post("/en/practices/agency-pr2/edit/", told).status_code == 302
    assert Practice.objects.get(ref="agency-pr2").place == world.areas["XAC"]
    assert 'value="XAC" selected' in client.get("/en/practices/agency-pr2/edit/").content.decode()


def test_a_body_that_nobody_verified_enters_nothing(world: World) -> None:
    stranger = world.body("unknown", verified_on=None)
    assert client_of(stranger).get("/en/practices/new/").status_code == 404
    with pytest.raises(ValueError, match="verified"):
        world.draft(stranger)


def test_a_country_says_no_other_place(world: World) -> None:
    client = client_of(world.owner)
    assert 'name="place"' not in client.get("/en/practices/new/").content.decode()
    assert client.post("/en/practices/new/", TYPED | {"place": "XAB"}).status_code == 302
    assert Practice.objects.get().place is None
    with pytest.raises(ValueError, match="of no country"):
        world.draft(place=world.areas["XAB"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.update(place=world.areas["XAB"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Practice.objects.update(area=None, owner=None)


def test_its_draft_is_read_by_its_own_people_alone(world: World, envoy: Capacity) -> None:
    made = world.draft(envoy, place=world.areas["XAB"])
    others = [world.second, world.owner, world.member, world.body("other"), world.officer]
    assert client_of(envoy).get(f"/en/{made.url}").status_code == 200
    assert {client_of(hat).get(f"/en/{made.url}").status_code for hat in others} == {404}
    made = world.step(made, "submit")
    assert [client_of(hat).get(f"/en/{made.url}").status_code for hat in (world.officer, world.second)] == [200, 404]


def test_nobody_of_the_country_where_it_was_done_changes_it(world: World, envoy: Capacity) -> None:
    """Nor its government's contact, nor a body of it, nor another body of no country."""
    made, there = done_in(world, envoy), world.areas["XAB"]
    ministry = Organisation.objects.create(
        slug="ministry", names={"en": "Ministry"}, kind="government", area=there, world="demo", verified_on="2020-01-01"
    )
    others = [
        world.second, world.hat("contributor", "XAB"), world.hat("alternate", "XAB"), world.hat("org_member", body=ministry),
        world.hat("org_member", body=Organisation.objects.create(slug="ngo", names={"en": "Ngo"}, kind="cso", area=there,
        world="demo", verified_on="2020-01-01")), world.body("other"), world.member,
    ]  # fmt: skip
    assert not is_official(made)
    assert acts_for(envoy, made)
    for hat in others:
        assert not acts_for(hat, made)
        client = client_of(hat)
        for path in ("edit", "evidence/new", "update", "contact", "step/withdraw"):
            assert client.get(f"/en/{made.url}{path}/").status_code == 404, (hat, path)
            assert client.post(f"/en/{made.url}{path}/", TYPED | {"version": 1, "reason": "Ours."}).status_code == 404
        with pytest.raises(ValueError, match="owner"):
            actions.answer_for(made, by=hat)
        assert "edit/" not in client.get(f"/en/{made.url}").content.decode()
    assert f"/en/{made.url}edit/" in client_of(envoy).get(f"/en/{made.url}").content.decode()


def test_a_government_body_of_no_country_is_no_governments(world: World) -> None:
    union = world.body("union", "government")
    made = done_in(world, union)
    assert not is_official(made)
    assert client_of(world.second).get(f"/en/{made.url}edit/").status_code == 404
    assert client_of(union).get(f"/en/{made.url}edit/").status_code == 200
    audience = world.draft(union, place=world.areas["XAB"])
    assert Card.objects.get(ref=f"practices/{audience.ref}").audience.code == "org:union"


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_page_and_lists_name_the_body_first(world: World, envoy: Capacity, language: str) -> None:
    here, everywhere = done_in(world, envoy), done_in(world, envoy, "")
    there = f'<a href="/{language}/countries/XAB/">'
    body = f'<a href="/{language}/directory/organisations/agency/">'
    page = Client().get(f"/{language}/{here.url}").content.decode()
    assert page.index(body) < page.index(there)
    assert there not in Client().get(f"/{language}/{everywhere.url}").content.decode()
    listed = Client().get(f"/{language}/practices/?world=demo").content.decode()
    assert (listed.count(body), listed.count(there)) == (2, 1)


def test_lists_are_narrowed_to_a_country_or_to_bodies_of_none(world: World, envoy: Capacity) -> None:
    done_in(world, envoy)
    done_in(world, envoy, "")
    world.checked(world.second)
    assert refs("country=XAB") == ["agency-pr1", "XAB-pr1"]
    assert refs("country=none") == ["agency-pr1", "agency-pr2"]
    assert refs("country=XAA") == []
    page = Client().get(f"{LIST}&country=none").json()
    assert (page["world"], page["unknown"], page["lines"][0]["area"]) == ("demo", {}, None)
    assert [page["lines"][at]["place_code"] for at in (0, 1)] == ["XAB", ""]
    rows = csv.DictReader(io.StringIO(Client().get("/en/practices.csv?world=demo").content.decode()))
    assert [(row["country"], row["owner"], row["done_in"]) for row in rows] == [
        ("", "agency", "XAB"), ("", "agency", ""), ("XAB", "", ""),
    ]  # fmt: skip
    assert refs("q=evenings+agency-pr1") == ["agency-pr1"]


def test_who_judges_it_stands_apart_from_it_and_from_where_it_was_done(world: World, envoy: Capacity) -> None:
    here, everywhere = done_in(world, envoy), done_in(world, envoy, "")
    assert not stands_apart(world.peer.person, here)
    assert stands_apart(world.peer.person, everywhere)
    assert client_of(world.peer).get(f"/en/{here.url}review/").status_code == 404
    with pytest.raises(ValueError, match="another country"):
        actions.take_up_review(here, declaration="none", by=world.peer)
    assert client_of(world.peer).get(f"/en/{everywhere.url}review/").status_code == 200
    assert client_of(world.other_peer).get(f"/en/{here.url}review/").status_code == 200
    world.hat("org_member", body=envoy.organisation, person=world.other_peer.person)
    for practice in (here, everywhere):
        assert not stands_apart(world.other_peer.person, practice)
        assert client_of(world.other_peer).get(f"/en/{practice.url}review/").status_code == 404
    waiting = client_of(world.peer).get("/en/learn/mine.json").json()["waiting"]
    assert [line["url"] for line in waiting] == [everywhere.url]


def test_an_officer_of_the_body_checks_nothing_of_it(world: World, envoy: Capacity) -> None:
    made = world.step(world.draft(envoy), "submit")
    world.hat("org_member", body=envoy.organisation, person=world.officer.person)
    with pytest.raises(ValueError, match="checks nothing"):
        world.step(made, "check")


def test_numbers_of_bodies_are_told_apart_from_those_of_countries_and_of_each_other(world: World) -> None:
    net, longer, like_a_code = world.body("net"), world.body("net-pr"), world.body("xaa")
    made = [world.draft(by).ref for by in (net, longer, net, world.owner, like_a_code, world.owner, like_a_code)]
    assert made == ["net-pr1", "net-pr-pr1", "net-pr2", "XAA-pr1", "xaa-pr1", "XAA-pr2", "xaa-pr2"]


def test_questions_to_it_are_owed_by_its_people_and_stand_on_their_page(world: World, envoy: Capacity) -> None:
    made = done_in(world, envoy)
    asked = actions.ask_owner(made, text="How?", language="en", by=world.second)
    url = f"practices/{made.ref}/questions/{asked.pk}/"
    assert [t.duty.url for t in of_person(envoy.person)] == [url]
    assert of_person(world.second.person) == []
    assert client_of(world.second).get(f"/en/{url}answer/").status_code == 404
    mine = client_of(envoy).get("/en/learn/mine.json").json()
    assert ([p["url"] for p in mine["practices"]], [q["url"] for q in mine["to_us"]]) == ([made.url], [url])
    assert mine["writes"]
    assert client_of(world.second).get("/en/learn/mine.json").json()["practices"] == []
    assert client_of(envoy).post(f"/en/{url}answer/", {"text": "So.", "language": "en"}).status_code == 302
    assert of_person(envoy.person) == []


def test_where_it_was_done_is_revised_with_a_reason_and_stands_in_the_journal(world: World, envoy: Capacity) -> None:
    made = done_in(world, envoy)
    given = {name: getattr(made, name) for name in WRITTEN}
    with pytest.raises(Conflict) as clash:
        actions.edit_practice(made, given | {"place": world.areas["XAD"]}, version=9, by=envoy, reason="Late.")
    assert (clash.value.theirs["place"], clash.value.mine["place"]) == ("XAB", "XAD")
    actions.edit_practice(made, given | {"place": world.areas["XAC"]}, version=1, by=envoy, reason="It moved.")
    assert [c.code for c in Card.objects.get(ref="practices/agency-pr1").areas.all()] == ["XAC"]
    page = Client().get("/en/practices/agency-pr1/").content.decode()
    assert "<del>XABland</del> → <ins>XACland</ins>" in page
    while seal():
        pass
    assert problems() == []
    Practice.objects.update(place=world.areas["XAD"])
    assert [one["ref"] for one in problems()] == ["practices/agency-pr1"]
