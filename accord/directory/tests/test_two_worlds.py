"""The demonstration, which anyone may sign in to, and the real world: neither sees or takes anything of the other."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accord.directory import actions
from accord.directory.tests.makers import active, client_of, country, officers, organisation, person
from accord.people.invitations import account_for
from accord.people.models import Capacity, Person, Role
from accord.record.models import Audience

pytestmark = pytest.mark.django_db


def test_names_are_shown_within_ones_own_world() -> None:
    here, real = officers("ada", "ben"), officers("ria", "rob", world="real")
    aid = organisation("Aid", here)
    active(person("amina"), "focal_point", here, area=country())
    active(person("mira"), "org_member", here, organisation=aid)
    active(person("kim", "real"), "focal_point", real, area=country("XKA", "real"))
    for path, name in (("people/?world=demo", "Amina"), ("organisations/aid/", "Mira")):
        assert name in client_of(here[0]).get(f"/en/directory/{path}").content.decode()
        assert name not in client_of(real[0]).get(f"/en/directory/{path}").content.decode(), path
    assert "Kim" in client_of(real[0]).get("/en/directory/people/").content.decode()
    assert "Kim" not in client_of(here[0]).get("/en/directory/people/").content.decode()


def test_an_unverified_organisation_is_seen_by_officers_of_its_world() -> None:
    here, real = officers("ada"), officers("ria", world="real")
    actions.register_organisation({"en": "Secretariat of Six"}, "cso", area=None, world="demo")
    actions.register_organisation({"en": "Realm of Seven"}, "cso", area=None, world="real")
    for client, own, other in ((client_of(here[0]), "demo", "real"), (client_of(real[0]), "real", "demo")):
        slugs = {"demo": "secretariat-of-six", "real": "realm-of-seven"}
        assert client.get(f"/en/directory/organisations/{slugs[own]}/").status_code == 200
        assert client.get(f"/en/directory/organisations/{slugs[other]}/").status_code == 404
        words = {"demo": "six", "real": "seven"}
        assert client.get(f"/en/search.json?q={words[own]}&world={own}").json()["total"] == 1
        for world in ("real", "demo"):
            assert client.get(f"/en/search.json?q={words[other]}&world={world}").json()["total"] == 0
    assert sorted(Audience.objects.filter(code="officers").values_list("world", flat=True)) == ["demo", "real"]


def nominate(client: Client, email: str, body: str, role: str = "secretariat") -> int:
    given = {"email": email, "name": "N", "role": role, "body": body, "reason": "Letter."}
    return client.post("/en/directory/nominate/", given).status_code


def test_the_demonstration_nominates_no_real_account_and_no_real_address() -> None:
    here = officers("ada", "ben")
    real = person("ria", "real")
    client = client_of(here[0])
    for email in (real.email, "new@ministry.example", "x@notdemo.example", "x@demo.example.org"):
        assert nominate(client, email, "office:") == 422, email
    assert not Capacity.objects.exclude(person__in=here).exists()
    assert not Person.objects.filter(email="new@ministry.example").exists()
    with pytest.raises(ValidationError, match="one world"):
        actions.nominate(real, "secretariat", by=here[0].acting_as(Role.SECRETARIAT))
    assert nominate(client, "new@ministry.demo.example", "office:") == 302


def test_a_real_nomination_takes_no_address_of_the_demonstration() -> None:
    here, real = officers("ada"), officers("ria", world="real")
    assert nominate(client_of(real[0]), here[0].email, "office:") == 422
    assert nominate(client_of(real[0]), "new@xaa.demo.example", "office:") == 422
    with pytest.raises(ValidationError):
        account_for(here[0].email, name="", world="real")


def test_nobody_ends_a_capacity_of_the_other_world() -> None:
    here, real = officers("ada"), officers("ria", world="real")
    hats = [one.acting_as(Role.SECRETARIAT) for one in (*here, *real)]
    assert hats[0]
    assert hats[1]
    with pytest.raises(ValidationError, match="one world"):
        actions.end_capacity(hats[0], by=hats[1], reason="No.")
    assert client_of(real[0]).get(f"/en/directory/people/{hats[0].pk}/end/").status_code == 404


def test_a_row_that_ties_two_worlds_gives_nothing() -> None:
    real = person("ria", "real")
    Capacity.objects.create(person=real, role="focal_point", area=country(), state="active", starts_on="2020-01-01")
    assert not real.active_capacities().exists()
    assert real.hats == []


def test_a_refused_nomination_makes_no_account() -> None:
    both = officers("ada", "ben")
    home = country()
    focal = active(person("amina"), "focal_point", both, area=home)
    with pytest.raises(ValidationError, match="of a country"):
        actions.nominate_address("a@demo.example", "A", "focal_point", by=focal)
    assert not Person.objects.filter(email="a@demo.example").exists()
    for number in range(20):
        actions.nominate(person(f"n{number}"), "contributor", area=home, by=focal)
    before = Person.objects.count()
    client = client_of(focal.person)
    for number in range(3):
        assert nominate(client, f"more{number}@xaa.demo.example", "country:XAA", "contributor") == 422
    assert Person.objects.count() == before
