"""An officer is whoever acts for the secretariat now; nobody decides what they brought in themselves."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accord.directory import actions
from accord.directory.tests.makers import active, client_of, country, officers, organisation, person
from accord.people.models import Capacity, Organisation, Person, Role
from accord.record.access import audience_codes

pytestmark = pytest.mark.django_db


def test_the_power_ends_with_the_capacity() -> None:
    ada, ben, cyd = officers("ada", "ben", "cyd")
    waiting = actions.nominate(person("amina"), "translator")
    client = client_of(ada)
    assert client.get("/en/directory/nominations/").status_code == 200
    actions.end_capacity(ada.acting_as(Role.SECRETARIAT) or Capacity(), by=ben.acting_as(Role.SECRETARIAT), reason="Left.")
    assert client.get("/en/directory/nominations/").status_code == 404
    assert client.get(f"/en/directory/nominations/{waiting.pk}/").status_code == 404
    assert audience_codes(Person.objects.get(pk=ada.pk)) == {"public"}
    with pytest.raises(ValidationError, match="Only an officer"):
        actions.check_nomination(waiting, officer=ada, how="Still here?")
    assert actions.check_nomination(waiting, officer=cyd, how="Letter.").state == "checked"


def test_a_capacity_verified_by_two_officers_gives_the_power() -> None:
    first = officers("ada", "ben")
    new = person("new")
    assert client_of(new).get("/en/directory/nominations/").status_code == 404
    active(new, "secretariat", first)
    assert client_of(new).get("/en/directory/nominations/").status_code == 200
    assert "officers" in audience_codes(Person.objects.get(pk=new.pk))


def test_the_secretariats_capacity_is_of_no_country() -> None:
    with pytest.raises(ValidationError, match="of no country"):
        actions.nominate(person("amina"), "secretariat", area=country())


def test_who_nominated_does_not_check() -> None:
    ada, ben, cyd = officers("ada", "ben", "cyd")
    made = actions.nominate(person("amina"), "focal_point", area=country(), by=ada.acting_as(Role.SECRETARIAT))
    with pytest.raises(ValidationError, match="You nominated"):
        actions.check_nomination(made, officer=ada, how="I know her.")
    assert "You nominated this person" in client_of(ada).get("/en/directory/nominations/").content.decode()
    for officer in (ben, cyd):
        made = actions.check_nomination(made, officer=officer, how="Letter.")
    assert made.state == "active"


def test_who_registered_an_organisation_does_not_verify_it() -> None:
    ada, ben = officers("ada", "ben")
    assert client_of(ada).post("/en/directory/organisations/new/", {"name": "Aid", "kind": "cso"}).status_code == 302
    made = Organisation.objects.get()
    assert made.registered_by == ada
    answer = client_of(ada).post("/en/directory/organisations/aid/verify/", {"how": "Mine."})
    assert (answer.status_code, Client().get("/en/directory/organisations/aid/").status_code) == (422, 404)
    assert client_of(ben).post("/en/directory/organisations/aid/verify/", {"how": "Statutes."}).status_code == 302
    with pytest.raises(ValidationError, match="already"):
        actions.verify_organisation(made, officer=ben, how="Again.")


@pytest.mark.parametrize("role", ["assessor", "peer_reviewer"])
def test_a_country_does_not_end_who_is_independent_of_it(role: str) -> None:
    both = officers("ada", "ben")
    home = country()
    focal, judge = active(person("amina"), "focal_point", both, area=home), active(person("petra"), role, both, area=home)
    path = f"/en/directory/people/{judge.pk}/end/"
    assert client_of(focal.person).post(path, {"reason": "Too strict."}).status_code == 404
    with pytest.raises(ValidationError, match="Only the secretariat"):
        actions.end_capacity(judge, by=focal, reason="Too strict.")
    judge.refresh_from_db()
    assert judge.state == "active"
    assert client_of(both[0]).post(path, {"reason": "Her term is over."}).status_code == 302


def test_the_hand_over_offers_one_role_of_one_world_where_there_is_no_country() -> None:
    here, real = officers("ada", "ben"), officers("ria", "rob", world="real")
    home = country()
    mine, other = active(person("finn"), "member", here), active(person("gil"), "member", here)
    active(person("amina"), "focal_point", here, area=home)
    active(person("stranger", "real"), "member", real)
    html = client_of(mine.person).get(f"/en/directory/people/{mine.pk}/end/").content.decode()
    assert f'<option value="{other.pk}">Gil' in html
    for name in ("Amina", "Stranger", "Ada", "Ria"):
        assert name not in html
    ria = real[0].acting_as(Role.SECRETARIAT)
    with pytest.raises(ValidationError, match="successor"):
        actions.end_capacity(mine, by=mine, reason="Left.", successor=ria)


def test_an_assessor_inherits_nothing_of_the_country() -> None:
    both = officers("ada", "ben")
    home = country()
    focal, judge = active(person("amina"), "focal_point", both, area=home), active(person("petra"), "assessor", both, area=home)
    assert "Petra" not in client_of(focal.person).get(f"/en/directory/people/{focal.pk}/end/").content.decode()
    with pytest.raises(ValidationError, match="successor"):
        actions.end_capacity(focal, by=focal, reason="Left.", successor=judge)


def test_who_acts_for_an_organisation_is_nominated_in_its_name() -> None:
    both = officers("ada", "ben")
    aid = organisation("Aid", both)
    cso = active(person("mira"), "org_member", both, organisation=aid)
    given = {"email": "n@aid.demo.example", "name": "New", "role": "org_member", "body": "org:aid", "reason": "Letter."}
    assert client_of(cso.person).post("/en/directory/nominate/", given).status_code == 302
    assert Capacity.objects.get(person__email="n@aid.demo.example").nominated_by == cso
