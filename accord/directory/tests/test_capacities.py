"""Nominated, checked by two officers, active, ended with what was open handed over; organisations; filters and CSV."""

from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from accord.accountability.actions import draft_commitment
from accord.directory import actions
from accord.directory.actions import capacities, nominate, publish_country
from accord.people.models import Area, Capacity, Organisation, Person, Role
from accord.record.actions import save_draft
from accord.record.models import Draft, Event

pytestmark = pytest.mark.django_db


def person(name: str, **more: Any) -> Person:
    return Person.objects.create_user(f"{name}@demo.example", None, world="demo", name=name.title(), **more)


def client_of(who: Person) -> Client:
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def home() -> Area:
    area = Area.objects.create(code="XAA", iso3="XAA", kind="demo", world="demo", names={"en": "Aldoria"})
    publish_country(area)
    return area


@pytest.fixture
def officers() -> list[Person]:
    found = [person(name) for name in ("ada", "ben")]
    for officer in found:
        actions.appoint_officer(officer)
    return found


def active(who: Person, role: str, officers: list[Person], **of: Any) -> Capacity:
    made = actions.nominate(who, role, **of)
    for officer in officers:
        made = actions.check_nomination(made, officer=officer, how="The letter was read.")
    return made


def test_two_different_officers_make_it_active(home: Area, officers: list[Person]) -> None:
    made = actions.nominate(person("amina"), "focal_point", area=home)
    assert made.state == "nominated"
    made = actions.check_nomination(made, officer=officers[0], how="Letter.")
    assert made.state == "checked"
    with pytest.raises(ValidationError, match="another officer"):
        actions.check_nomination(made, officer=officers[0], how="Letter again.")
    made = actions.check_nomination(made, officer=officers[1], how="Call.")
    assert (made.state, made.starts_on is not None) == ("active", True)
    verbs = list(Event.objects.filter(verb__startswith="capacity").order_by("id").values_list("verb", flat=True))
    assert verbs == ["capacity_nominated", "capacity_checked", "capacity_active"]


def test_nobody_checks_themselves_and_only_officers_check(home: Area, officers: list[Person]) -> None:
    mine = actions.nominate(officers[0], "translator")
    with pytest.raises(ValidationError, match="own nomination"):
        actions.check_nomination(mine, officer=officers[0], how="Me.")
    with pytest.raises(ValidationError, match="Only an officer"):
        actions.check_nomination(mine, officer=person("eve"), how="Hm.")


def test_an_officer_of_one_world_decides_nothing_in_the_other(home: Area) -> None:
    real = Person.objects.create_user("real@example.org", None)
    actions.appoint_officer(real)
    made = actions.nominate(person("amina"), "focal_point", area=home)
    with pytest.raises(ValidationError):
        actions.check_nomination(made, officer=real, how="Letter.")
    with pytest.raises(ValidationError, match="world"):
        actions.nominate(real, "focal_point", area=home)


def test_a_nominee_sees_nothing_of_the_country_until_active(home: Area, officers: list[Person]) -> None:
    who = person("amina")
    made = actions.nominate(who, "focal_point", area=home)
    focal = active(person("old"), "focal_point", officers, area=home)
    draft = draft_commitment({"title": "T", "text": "Text"}, by=focal)
    for officer in officers:
        assert client_of(who).get(f"/en/{draft.url}").status_code == 404
        made = actions.check_nomination(made, officer=officer, how="Letter.")
    assert client_of(who).get(f"/en/{draft.url}").status_code == 200


def test_ending_hands_over_contacts_and_typing(home: Area, officers: list[Person]) -> None:
    ministry = actions.register_organisation({"en": "Ministry"}, "government", area=home, world="demo")
    ministry = actions.verify_organisation(ministry, officer=officers[0], how="Known.")
    old = active(person("old"), "focal_point", officers, area=home, organisation=ministry)
    new = active(person("new"), "alternate", officers, area=home, organisation=ministry)
    made = draft_commitment({"title": "T", "text": "Text", "lead": ministry}, by=old)
    assert made.contact == old
    save_draft(old.person, "report/XAA-c1@en", {"summary": ["Half done"]})
    assert actions.end_capacity(old, by=old, reason="A new post.", successor=new) == 2
    made.refresh_from_db()
    assert made.contact == new
    assert Draft.objects.get().person == new.person
    assert client_of(old.person).get(f"/en/{made.url}").status_code == 404
    assert client_of(new.person).get(f"/en/{made.url}").status_code == 200


def test_a_successor_is_of_the_same_country(home: Area, officers: list[Person]) -> None:
    far = Area.objects.create(code="XAB", iso3="XAB", kind="demo", world="demo", names={"en": "Far"})
    old, other = (
        active(person("old"), "focal_point", officers, area=home),
        active(person("new"), "focal_point", officers, area=far),
    )
    with pytest.raises(ValidationError, match="same country"):
        actions.end_capacity(old, by=None, reason="", successor=other)


def test_the_whole_way_in_the_browser(home: Area, officers: list[Person]) -> None:
    focal = active(person("amina"), "focal_point", officers, area=home)
    given = {
        "email": "New@ministry.demo.example",
        "name": "New One",
        "role": "alternate",
        "body": "country:XAA",
        "reason": "Letter 7.",
    }
    assert client_of(focal.person).post("/en/directory/nominate/", given).status_code == 302
    made = Capacity.objects.get(person__email="new@ministry.demo.example")
    assert mail.outbox == []  # the demonstration writes to nobody
    assert made.nominated_by == focal
    for officer in officers:
        assert client_of(officer).post(f"/en/directory/nominations/{made.pk}/", {"how": "Letter."}).status_code == 302
    made.refresh_from_db()
    assert made.state == "active"
    assert client_of(focal.person).get("/en/directory/nominations/").status_code == 404
    assert client_of(focal.person).post(f"/en/directory/people/{made.pk}/end/", {"reason": "Left."}).status_code == 302


def test_a_focal_point_nominates_for_her_own_country_alone(home: Area, officers: list[Person]) -> None:
    Area.objects.create(code="XAB", iso3="XAB", kind="demo", world="demo", names={"en": "Far"})
    focal = active(person("amina"), "focal_point", officers, area=home)
    given = {"email": "x@m.demo.example", "name": "X", "role": "alternate", "body": "country:XAB", "reason": "Letter."}
    assert client_of(focal.person).post("/en/directory/nominate/", given).status_code == 422
    assert client_of(focal.person).post("/en/directory/nominate/", given | {"role": "secretariat"}).status_code == 422
    assert client_of(person("none")).get("/en/directory/nominate/").status_code == 404


def test_an_organisation_is_seen_once_verified(home: Area, officers: list[Person]) -> None:
    given = {"name": "Aid", "kind": "cso", "country": "XAA"}
    assert client_of(person("someone")).post("/en/directory/organisations/new/", given).status_code == 302
    made = Organisation.objects.get()
    assert Client().get(f"/en/directory/organisations/{made.slug}/").status_code == 404
    assert (
        client_of(officers[0]).post(f"/en/directory/organisations/{made.slug}/verify/", {"how": "Statutes."}).status_code == 302
    )
    assert Client().get(f"/en/directory/organisations/{made.slug}/").status_code == 200
    found = Client().get("/en/directory/organisations.json?country=XAA&kind=cso").json()["lines"]
    assert [line["slug"] for line in found] == ["aid"]
    assert Client().get("/en/directory/organisations.json?country=XAA&kind=nhri").json()["lines"] == []
    rows = Client().get("/en/directory/organisations.csv?country=XAA").content.decode().splitlines()
    assert rows[0] == "slug,name,kind,country,url,verified_on,world"
    assert rows[1].startswith("aid,Aid,cso,XAA")
    same = client_of(person("other")).post("/en/directory/organisations/new/", given)
    assert same.status_code == 422


def test_names_of_people_are_for_members(home: Area, officers: list[Person]) -> None:
    focal = active(person("amina"), "focal_point", officers, area=home)
    url = "/en/directory/people/?country=XAA"
    assert "Amina" not in Client().get(url).content.decode()
    assert "Amina" in client_of(focal.person).get(url).content.decode()
    rows = client_of(focal.person).get("/en/directory/people.csv?country=XAA").content.decode()
    assert "Amina" not in rows
    assert "focal_point,XAA" in rows


def test_a_real_nominee_is_told_by_mail_and_a_refused_one_is_not() -> None:
    land = Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Land"})
    officer = Person.objects.create_user("officer@org.example", None)
    call_command("officer", "officer@org.example", stdout=StringIO())
    call_command("officer", "officer@org.example", stdout=StringIO())
    assert Capacity.objects.filter(person=officer, role="secretariat", state="active").count() == 1
    client = client_of(Person.objects.get(pk=officer.pk))
    given = {
        "email": "new@ministry.example",
        "name": "New",
        "role": "focal_point",
        "body": f"country:{land.code}",
        "reason": "Letter.",
    }
    assert client.post("/en/directory/nominate/", given).status_code == 302
    assert client.post("/en/directory/nominate/", given).status_code == 422
    assert [m.to for m in mail.outbox] == [["new@ministry.example"]]


def test_one_capacity_does_not_flood_the_officers(home: Area, officers: list[Person]) -> None:
    focal = active(person("amina"), "focal_point", officers, area=home)
    for number in range(20):
        actions.nominate(person(f"n{number}"), "contributor", area=home, by=focal)
    with pytest.raises(ValidationError, match="Twenty"):
        actions.nominate(person("one-more"), "contributor", area=home, by=focal)


def test_two_officers_who_nominate_the_same_person_at_once_make_one_nomination(
    home: Area, officers: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each looks before the other has written; on PostgreSQL both would else."""
    who, one = person("twice"), officers[0].acting_as(Role.SECRETARIAT)
    for role, area in ((Role.FOCAL_POINT, home), (Role.SAFEGUARDING, None)):  # without a country or body, too
        given = {"person": who, "role": role, "area": area}

        def meanwhile(by: Capacity | None, given: dict[str, Any] = given) -> None:
            Capacity.objects.create(**given)

        with monkeypatch.context() as patched:
            patched.setattr(capacities, "_has_room", meanwhile)
            with pytest.raises(ValidationError, match="already"):
                nominate(**given, by=one)
        Capacity.objects.filter(**given).update(state="refused")
        first = nominate(**given, by=one)  # what was refused, or ended, may be asked for again
        Capacity.objects.filter(pk=first.pk).update(state="ended")
        assert nominate(**given, by=one).state == "nominated"
        assert Capacity.objects.filter(**given).count() == 2
