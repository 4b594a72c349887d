"""A partnership is described by us, with its source, until whoever speaks for it confirms what the page says."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accord.directory import actions
from accord.directory.models import Partnership
from accord.directory.tests.makers import active, client_of, country, officers, organisation
from accord.people.models import Person
from accord.record.models import Event, Topic

pytestmark = pytest.mark.django_db
GIVEN: dict[str, Any] = {
    "names": {"en": "Safe Land"}, "mandate": {"en": "Works for safety."}, "supplements": {"en": "Accord links to it."},
    "host": "UNICEF", "host_from": "2020", "host_until": "2024", "url": "https://safe.example/",
    "countries_source": "safe.example/list",
    "source": "safe.example", "as_of": date(2026, 1, 1),
}  # fmt: skip


@pytest.fixture
def both() -> list[Person]:
    return officers("ria", "rob", world="real")


def described(**more: Any) -> Partnership:
    topics = [Topic.objects.get_or_create(code="online", defaults={"scheme": "form", "names": {"en": "Online"}})[0]]
    area = country("XKA", "real") if not Partnership.objects.exists() else Partnership.objects.get().countries.get()
    return actions.describe_partnership("safe", GIVEN | more, countries=[area], topics=topics)


def test_the_page_tells_countries_topics_and_host_dates() -> None:
    described()
    html = Client().get("/en/partnerships/").content.decode()
    for words in ("1 country", "safe.example/list", "Land XKA", "Online", "since 2020", "until 2024", "Our description"):
        assert words in html, words
    line = Client().get("/en/partnerships.json?country=xka").json()["partnerships"][0]
    assert [c["code"] for c in line["countries"]] == ["XKA"]
    assert (line["topics"], line["host_until"], line["confirmed_on"]) == ([{"en": "Online"}], "2024", None)
    assert "may_confirm" not in line
    assert Client().get("/en/partnerships.json?country=XXX").json()["partnerships"] == []


def test_whoever_speaks_for_it_confirms_the_description(both: list[Person]) -> None:
    described()
    aid, other = organisation("Aid", both, world="real"), organisation("Other", both, world="real")
    mine = active(Person.objects.create_user("a@aid.example", None), "org_member", both, organisation=aid)
    theirs = active(Person.objects.create_user("o@other.example", None), "org_member", both, organisation=other)
    path = "/en/partnerships/safe/confirm/"
    assert client_of(mine.person).get(path).status_code == 404
    assert client_of(both[0]).post("/en/partnerships/safe/organisation/", {"organisation": "aid"}).status_code == 302
    assert client_of(mine.person).get("/en/partnerships/safe/organisation/").status_code == 404
    assert client_of(theirs.person).get(path).status_code == 404
    with pytest.raises(ValidationError, match="acts for that organisation"):
        actions.confirm_partnership(Partnership.objects.get(), by=theirs)
    assert "Confirm the description" in client_of(mine.person).get("/en/partnerships/").content.decode()
    assert "Works for safety." in client_of(mine.person).get(path).content.decode()
    assert client_of(mine.person).post(path, {}).status_code == 302
    html = Client().get("/en/partnerships/").content.decode()
    assert "Confirmed by that body on" in html
    assert "Our description" not in html
    event = Event.objects.get(verb="partnership_confirmed")
    assert (event.capacity, event.body["after"]["mandate"]) == (mine, {"en": "Works for safety."})


def test_a_changed_description_is_ours_again(both: list[Person]) -> None:
    made = described()
    aid = organisation("Aid", both, world="real")
    mine = active(Person.objects.create_user("a@aid.example", None), "org_member", both, organisation=aid)
    actions.confirm_partnership(actions.tie_partnership(made, aid, officer=both[0]), by=mine)
    described(as_of=date(2026, 2, 1))
    assert Partnership.objects.get().confirmed_on is not None
    described(host="WHO")
    assert Partnership.objects.get().confirmed_on is None


def test_only_a_verified_organisation_of_the_real_world_speaks_for_one(both: list[Person]) -> None:
    made = described()
    here = officers("ada", "ben")
    new = actions.register_organisation({"en": "New"}, "cso", area=None)
    for body in (new, organisation("Demo aid", here)):
        with pytest.raises(ValidationError, match="verified organisation"):
            actions.tie_partnership(made, body, officer=both[0])
    assert client_of(here[0]).get("/en/partnerships/safe/organisation/").status_code == 404
    with pytest.raises(ValidationError, match="Only an officer"):
        actions.tie_partnership(made, organisation("Aid", both, world="real"), officer=here[0])
