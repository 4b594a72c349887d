"""Who may do what: capacity x whose item x how public, in process; then through the pages."""

import pytest

from accord.moderation import access
from accord.moderation.tests.makers import Cast, again, client_of
from accord.people.models import Capacity, Role
from accord.record.models import Card

pytestmark = pytest.mark.django_db
OFFICE = {Role.SAFEGUARDING, Role.SECRETARIAT}


def expected(role: str, *, country: str, public: bool, safety: bool, own: bool) -> bool:
    """The rule again, in other words: officers of no hat in the country; behind closed doors safeguarding, for safety."""
    if role not in OFFICE or own or country == "XAA":
        return False
    return public or (role == Role.SAFEGUARDING and safety)


@pytest.mark.parametrize("public", [True, False])
@pytest.mark.parametrize("ground", ["child", "spam"])
def test_every_capacity_against_every_item(cast: Cast, public: bool, ground: str) -> None:
    card: Card = cast.card() if public else cast.closed()
    case = cast.reported(card, ground)
    checked = 0
    for role in Role.values:
        for country in ("", "XAA", "XAB"):
            hat = cast.hat(role, country, n=90 + checked)
            if country:  # an officer who holds a hat of a country besides
                Capacity.objects.create(person=hat.person, role=role, state="active", starts_on="2020-01-01")
            user = again(hat)
            want = expected(role, country=country, public=public, safety=ground == "child", own=False)
            assert bool(access.judges(user, card, safety=ground == "child")) == want, (role, country)
            if want or not country:
                status = client_of(hat).get(f"/en/moderation/{case.pk}/").status_code
                assert status == (200 if want else 404), (role, country)
            checked += 1
            hat.person.capacities.all().delete()
            hat.person.delete()
    assert checked == len(Role.values) * 3


def test_nobody_judges_their_own_or_a_colleagues(cast: Cast) -> None:
    mine = cast.card(by=cast.office, areas=[])
    assert not access.judges(again(cast.office), mine)
    assert access.judges(again(cast.office_2), mine)


def test_the_verb_asks_again_who_judges(cast: Cast) -> None:
    card = cast.card()
    for hat in (cast.author, cast.colleague, cast.other):
        with pytest.raises(ValueError, match="judges nothing of it"):
            cast.decided(card, by=hat)
    cast.hat("contributor", "XAA", person=cast.office.person)  # since the page was shown
    with pytest.raises(ValueError, match="judges nothing of it"):
        cast.decided(card, by=cast.office)


def test_an_officer_of_the_other_world_judges_nothing(cast: Cast) -> None:
    person = cast.guard.person
    type(person).objects.filter(pk=person.pk).update(world="real")
    assert not access.judges(again(cast.guard), cast.card())


def test_behind_closed_doors_an_officer_reads_nothing_and_hides_all_the_same(cast: Cast) -> None:
    card = cast.closed()
    case = cast.reported(card, "child", text="Page two shows a face.")
    page = client_of(cast.guard).get(f"/en/moderation/{case.pk}/").content.decode()
    assert "Zebra" not in page
    assert "Okapi" not in page
    assert "Page two shows a face." in page
    assert "Zebra" not in client_of(cast.guard).get("/en/moderation.json").content.decode()
    path = f"/en/moderation/{case.pk}/hide/"
    assert "Zebra" not in client_of(cast.guard).get(path).content.decode()
    assert client_of(cast.guard).get(f"/en/moderation/{case.pk}/warn/").status_code == 404
    assert client_of(cast.guard).post(f"/en/moderation/{case.pk}/warn/", {"ground": "child", "text": "A."}).status_code == 404
    assert client_of(cast.guard).post(path, {"ground": "spam", "text": "Noise.", "version": 0}).status_code == 422
    sent = client_of(cast.guard).post(path, {"ground": "child", "text": "A face is seen.", "version": 0})
    assert sent.status_code == 302
    assert Card.objects.get(pk=card.pk).audience.code == "held"


def test_no_gap_between_ids_tells_of_a_case_that_is_not_ones_own(cast: Cast) -> None:
    """By lot of 2**53: three that stand within a thousand of each other would be no lot."""
    ids = sorted(cast.reported(card).pk for card in (cast.card(), cast.closed(), cast.card()))
    assert ids[2] - ids[0] > 1000


def test_a_stale_page_of_a_case_is_told(cast: Cast) -> None:
    card = cast.card()
    case = cast.reported(card)
    cast.decided(card, "hide", "child")
    answer = client_of(cast.guard).post(f"/en/moderation/{case.pk}/hide/", {"ground": "spam", "text": "Noise.", "version": 0})
    assert answer.status_code == 409
    assert "Noise." in answer.content.decode()


def test_a_queue_says_what_its_emptiness_means(cast: Cast) -> None:
    assert "Nothing waits for you." in client_of(cast.guard).get("/en/moderation/").content.decode()
    assert client_of(cast.author).get("/en/moderation/").status_code == 404


def test_the_queue_asks_few_queries(cast: Cast, django_assert_max_num_queries: object) -> None:
    for number in range(3):
        cast.reported(cast.card(title=f"Zebra {number}"))
    client = client_of(cast.guard)
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        assert client.get("/en/moderation/").status_code == 200
