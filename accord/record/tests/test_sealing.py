"""Keys registered and confirmed, names sealed, opened by both custodians with a reason, told to those two, once."""

import json
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from accord.kit import clock
from accord.people.models import Area, Capacity, Organisation, Person
from accord.record.models import CustodianKey, Draft, Event, SealedName, SealedShare, Sent
from accord.record.sealing import actions, box
from accord.record.sealing.authors import is_of, mark_of

pytestmark = pytest.mark.django_db
ABOUT = "shadow-reports/k3f9"
NAME, EMAIL = "Zephyrine Quill", "zephyrine@demo.example"


def hat(role: str, email: str, **more: Any) -> Capacity:
    person = Person.objects.filter(email=email).first() or Person.objects.create_user(
        email, None, name=NAME if email == EMAIL else role, world="demo"
    )
    return Capacity.objects.create(person=person, role=role, state="active", starts_on="2020-01-01", **more)


class Cast:
    def __init__(self) -> None:
        self.area = Area.objects.create(code="XAA", iso3="XAA", kind="demo", world="demo", names={"en": "Aldoria"})
        self.body = Organisation.objects.create(slug="forum", kind="cso", names={"en": "Forum"}, area=self.area, world="demo")
        self.officer = hat("secretariat", "officer@demo.example")
        self.keepers = [hat("custodian", f"keeper-{n}@demo.example") for n in (1, 2)]
        self.secrets = []
        for keeper in self.keepers:
            self.secrets.append(self.key_of(keeper))
        self.author = hat("org_member", EMAIL, organisation=self.body)

    def key_of(self, keeper: Capacity) -> str:
        secret, public = box.new_key()
        actions.confirm_key(actions.register_key(keeper, public, by=self.officer), by=keeper)
        return secret

    def seal(self) -> SealedName:
        return actions.seal_name(ABOUT, self.author.person, self.author, area=self.area)

    def share(self, number: int) -> tuple[SealedShare, str]:
        found = SealedShare.objects.get(key__capacity=self.keepers[number])
        return found, box.open_with(self.secrets[number], found.sealed)

    def give(self, number: int, reason: str = "A court asks.") -> bool:
        found, opened = self.share(number)
        return actions.give_share(found, opened, reason=reason, by=self.keepers[number])


@pytest.fixture
def cast() -> Cast:
    return Cast()


def client_of(capacity: Capacity) -> Client:
    client = Client()
    client.force_login(capacity.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_both_custodians_read_the_name_and_nobody_else_does(cast: Cast) -> None:
    cast.seal()
    assert cast.give(0) is False
    assert cast.give(1) is True
    for number in (0, 1):
        found, _opened = cast.share(number)
        told = json.loads(box.open_with(cast.secrets[number], actions.take_answer(found, by=cast.keepers[number])))
        assert (told["name"], told["email"]) == (NAME, EMAIL)
        assert actions.take_answer(found, by=cast.keepers[number]) == ""
    assert not SealedShare.objects.exclude(given="").exists()


def test_the_event_says_who_and_why_and_never_the_name(cast: Cast) -> None:
    cast.seal()
    cast.give(0, "A court asks.")
    cast.give(1, "A child is in danger.")
    event = Event.objects.get(verb="sealed_name_opened")
    assert event.body["after"]["custodians"] == [k.pk for k in cast.keepers]
    assert event.body["after"]["reasons"] == ["A court asks.", "A child is in danger."]
    for body in Event.objects.values_list("body", flat=True):
        assert NAME not in str(body)
        assert EMAIL not in str(body)


def test_one_custodian_with_the_database_opens_nothing(cast: Cast) -> None:
    """Not with the other's share waiting in it either: that lies under the site's secret."""
    cast.seal()
    cast.give(0)
    row = SealedShare.objects.get(key__capacity=cast.keepers[0])
    mine = box.opened_share(cast.share(1)[1])
    given = __import__("base64").b64decode(row.given)
    for guess in (given[-32:], given[12:44], mine):
        with pytest.raises(ValueError, match="not the two shares"):
            box.join(SealedName.objects.get().sealed, mine, guess, ABOUT)


def test_a_wrong_share_a_missing_reason_and_another_person_are_refused(cast: Cast) -> None:
    cast.seal()
    found, opened = cast.share(0)
    other = cast.share(1)[1]
    for text, reason, by, words in (
        (other, "Why", cast.keepers[0], "something else"),
        ("nonsense", "Why", cast.keepers[0], "not an opened share"),
        (opened, " ", cast.keepers[0], "Say why"),
        (opened, "Why", cast.keepers[1], "Only the custodian"),
        (opened, "Why", cast.officer, "Only the custodian"),
    ):
        with pytest.raises(ValidationError, match=words):
            actions.give_share(found, text, reason=reason, by=by)
    assert not Event.objects.filter(verb="sealed_share_given").exists()


def test_a_custodian_who_came_to_act_for_the_country_opens_nothing(cast: Cast) -> None:
    cast.seal()
    Capacity.objects.create(
        person=cast.keepers[0].person, role="focal_point", area=cast.area, state="active", starts_on="2020-01-01"
    )
    with pytest.raises(ValidationError, match="acts for the country"):
        cast.give(0)


def test_a_share_that_waited_too_long_is_asked_for_again(cast: Cast) -> None:
    cast.seal()
    cast.give(0)
    with clock.standing_at(datetime.now(tz=clock.now().tzinfo) + timedelta(days=8)):
        assert cast.give(1) is False
        assert cast.give(0) is True


def test_names_are_sealed_to_two_others_who_are_not_of_the_country(cast: Cast) -> None:
    assert [k.capacity for k in actions.keys_for("demo", cast.area)] == cast.keepers
    with pytest.raises(ValidationError, match="not two custodians"):
        actions.keys_for("demo", cast.area, without=[cast.keepers[0].person_id])
    with pytest.raises(ValidationError, match="not two custodians"):
        actions.keys_for("real", cast.area)
    Capacity.objects.create(
        person=cast.keepers[1].person, role="org_member", organisation=cast.body, state="active", starts_on="2020-01-01"
    )
    with pytest.raises(ValidationError, match="not two custodians"):
        cast.seal()


def test_an_officer_alone_makes_no_key_that_seals(cast: Cast) -> None:
    third = hat("custodian", "keeper-3@demo.example")
    key = actions.register_key(third, box.new_key()[1], by=cast.officer)
    assert third.person_id not in [k.capacity.person_id for k in actions.keys_for("demo", None)]
    for by in (cast.officer, cast.keepers[0]):
        with pytest.raises(ValidationError, match="Only the custodian"):
            actions.confirm_key(key, by=by)
    for capacity, by, words in (
        (third, cast.keepers[0], "Only an officer"),
        (cast.author, cast.officer, "acts as custodian"),
        (hat("custodian", "officer@demo.example"), cast.officer, "their own"),
    ):
        with pytest.raises(ValidationError, match=words):
            actions.register_key(capacity, box.new_key()[1], by=by)


def test_a_new_key_ends_the_old_one_and_old_names_still_open(cast: Cast) -> None:
    cast.seal()
    cast.key_of(cast.keepers[0])
    assert CustodianKey.objects.filter(capacity=cast.keepers[0], ended_on=None).count() == 1
    cast.give(0)
    assert cast.give(1) is True


def test_the_pages_keep_no_share_and_no_trace_of_the_sending(cast: Cast) -> None:
    cast.seal()
    found, opened = cast.share(0)
    client = client_of(cast.keepers[0])
    url = f"/en/seals/shares/{found.pk}/"
    assert found.sealed in client.get(url).content.decode()
    assert client.post(url, {"share": opened, "reason": "", "keep": "1"}).json()["kept"] is False
    assert client.post(url, {"share": opened, "reason": "", "once": "ab" * 16}).status_code == 422
    assert client.post(url, {"share": opened, "reason": "A court asks.", "once": "ab" * 16}).status_code == 302
    assert not Draft.objects.exists()
    assert not Sent.objects.exists()
    out = Client()
    out.cookies = client.cookies
    client.logout()
    assert "/accounts/login/" in client.post(url, {"share": opened, "reason": "A court asks."})["Location"]
    assert "typed" not in client.session
    cast.give(1)
    again = client_of(cast.keepers[0])
    line = again.post(f"{url}answer/").content.decode()
    assert "accord-answer-1" in line
    assert NAME not in line
    assert "accord-answer-1" not in again.post(f"{url}answer/").content.decode()
    assert "sealed_name_opened" in Event.objects.values_list("verb", flat=True)


@pytest.mark.parametrize("path", ["seals/", "seals/shares/{share}/", "seals/keys/"])
def test_nobody_else_finds_the_pages(cast: Cast, path: str) -> None:
    cast.seal()
    found, _opened = cast.share(0)
    url = "/en/" + path.format(share=found.pk)
    for capacity in (cast.author, hat("safeguarding", "s@demo.example"), hat("member", "m@demo.example")):
        assert client_of(capacity).get(url).status_code == 404, capacity
    assert client_of(cast.keepers[1]).get(f"/en/seals/shares/{found.pk}/").status_code == 404
    assert client_of(cast.officer).get("/en/seals/keys/").status_code == 200
    assert client_of(cast.keepers[0]).get("/en/seals/").status_code == 200


def test_an_officer_registers_and_a_custodian_confirms_on_pages(cast: Cast) -> None:
    keeper = cast.keepers[0]
    _secret, public = box.new_key()
    officer, client = client_of(cast.officer), client_of(keeper)
    assert officer.post("/en/seals/keys/", {"capacity": keeper.pk, "public": "accord-public-1:eA=="}).status_code == 422
    assert officer.post("/en/seals/keys/", {"capacity": keeper.pk, "public": public}).status_code == 302
    key = CustodianKey.objects.get(public=public)
    url = f"/en/seals/keys/{key.pk}/"
    assert box.fingerprint(public) in client.get(url).content.decode()
    assert client_of(cast.keepers[1]).get(url).status_code == 404
    assert client.post(url, {}).status_code == 302
    key.refresh_from_db()
    assert key.confirmed_on == date.today()


def test_an_authors_mark_ties_nothing_without_the_secret(cast: Cast, settings: Any) -> None:
    person = cast.author.person
    mark = mark_of(person, ABOUT)
    assert is_of(person, ABOUT, mark)
    assert not is_of(cast.officer.person, ABOUT, mark)
    assert mark != mark_of(person, "shadow-reports/other")
    settings.SECRET_KEY = "another"
    assert not is_of(person, ABOUT, mark)


def test_the_command_writes_a_private_file_and_writes_over_none(tmp_path: Any, capsys: Any) -> None:
    path = tmp_path / "key"
    call_command("custodian-key", str(path))
    assert path.stat().st_mode & 0o777 == 0o600
    public = box.public_of(path.read_text().strip())
    said = capsys.readouterr().out
    assert public in said
    assert path.read_text().strip() not in said
    with pytest.raises(Exception, match="could not be made"):
        call_command("custodian-key", str(path))
    capsys.readouterr()
    call_command("custodian-key", str(tmp_path / "other"), "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["fingerprint"] == box.fingerprint(told["public"])


def test_a_share_of_somebody_who_is_no_custodian_any_more_opens_nothing(cast: Cast) -> None:
    cast.seal()
    cast.give(0)
    Capacity.objects.filter(pk=cast.keepers[0].pk).update(state="ended")
    assert cast.give(1) is False
    assert not Event.objects.filter(verb="sealed_name_opened").exists()


def test_what_waits_too_long_is_taken_away_when_lines_are_sealed(cast: Cast) -> None:
    cast.seal()
    cast.give(0)
    call_command("seal", stdout=StringIO())
    assert SealedShare.objects.exclude(given="").count() == 1
    SealedShare.objects.update(given_on=clock.today() - timedelta(days=8))
    call_command("seal", stdout=StringIO())
    assert not SealedShare.objects.exclude(given="").exists()
