"""The demonstration: a whole partnership in small, made by actions, never mixed with the real world."""

import json
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from accord.accountability.models import Commitment, Cycle, Rating, Recommendation, Report
from accord.kit import clock
from accord.overview import demo
from accord.overview.checks import no_demonstration
from accord.people.models import Area, Capacity, Organisation, Person, Role
from accord.record.actions import seal
from accord.record.actions.events import problems
from accord.record.models import Card, Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_it_holds_what_was_asked_for() -> None:
    assert Area.objects.filter(kind="demo").count() == 6
    states = Counter(Commitment.objects.filter(world="demo").values_list("state", flat=True))
    assert sum(states.values()) == 40
    assert set(states) == set(Commitment.State.values)
    assert Cycle.objects.filter(world="demo").count() == 2
    assert set(Report.objects.values_list("state", flat=True)) == set(Report.State.values)
    acting = set(Capacity.objects.active().values_list("role", flat=True))
    assert acting == set(Role.values) - {Role.SYSTEM}
    assert Recommendation.objects.filter(area__world="demo").count() == 22


def test_ratings_disagree_and_are_answered() -> None:
    rated = Rating.objects.filter(released_at__isnull=False)
    own = {(e.report_id, e.commitment_id): e.completion for r in Report.objects.all() for e in r.entries.all()}
    assert any(own[r.report_id, r.commitment_id] != r.completion for r in rated)
    assert any(own[r.report_id, r.commitment_id] == r.completion for r in rated)
    assert rated.exclude(reply="").exists()


def test_no_assessor_is_of_the_assessed_country() -> None:
    assert not [r for r in Report.objects.exclude(assessor=None) if r.assessor and r.assessor.area_id == r.area_id]


def test_it_is_never_mixed_with_the_real_world(client: Client) -> None:
    assert "Aldoria" not in client.get("/en/").content.decode()
    assert client.get("/en/search.json?q=Aldoria").json()["total"] == 0
    assert client.get("/en/search.json?q=Aldoria&country=XAA").json()["total"] > 0
    for path in ("recommendations", "commitments", "cycles", "directory", "directory/organisations", "directory/people"):
        assert "XAA" not in client.get(f"/en/{path}.json").content.decode(), path


@pytest.mark.parametrize(
    "path",
    ["countries/XAA/", "commitments/XAA-c1/", "commitments/?country=XAA", "recommendations/?country=XAA", "recommendations/XAA-upr41-1/",
     "reports/XAA-demo-1/", "cycles/demo-1/", "cycles/?world=demo", "directory/?world=demo", "directory/organisations/?world=demo",
     "directory/people/?world=demo", "directory/organisations/six-rivers-council/"],
)  # fmt: skip
def test_each_page_says_that_it_is_made_up(client: Client, path: str) -> None:
    html = client.get(f"/en/{path}").content.decode()
    assert 'class="notice demo"' in html
    assert html.count("<h1") == 1


def test_pages_of_members_ask_little_and_say_that_they_are_made_up(django_assert_max_num_queries: object) -> None:
    client = signed_in("focal-point@xaa.demo.example")
    for path in ("my/", "commitments/new/", "reports/XAA-demo-2/", "recommendations/XAA-upr41-1/answer/", "directory/nominate/"):
        with django_assert_max_num_queries(40):  # type: ignore[operator]
            response = client.get(f"/en/{path}")
        assert response.status_code == 200, path
        assert 'class="notice demo"' in response.content.decode(), path


def test_log_ins_are_printed_and_work() -> None:
    out = StringIO()
    call_command("demo", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert {"capacity", "email", "password", "country", "url"} == set(told[0])
    assert {t["capacity"] for t in told} == set(Role.values) - {Role.SYSTEM}
    one = next(t for t in told if t["email"] == "focal-point@xaa.demo.example")
    assert one["country"] == "XAA"
    assert Person.objects.get(email=one["email"]).check_password(one["password"])


def test_a_site_with_it_is_refused_by_the_deploy_check() -> None:
    assert [e.id for e in no_demonstration(None)] == ["accord.E002"]


def test_the_journal_stands() -> None:
    seal(100_000)
    assert problems() == []


def test_clearing_removes_all_and_the_journal_still_stands() -> None:
    seal(100_000)
    before = Event.objects.count()
    call_command("demo", "--clear", stdout=StringIO())
    seal(100_000)
    assert not Area.objects.filter(world="demo").exists()
    assert not Person.objects.exists()
    assert not Organisation.objects.filter(world="demo").exists()
    assert not Card.objects.filter(world="demo").exists()
    assert Event.objects.count() == before + 1
    assert problems() == []
    assert no_demonstration(None) == []
    assert not demo.is_loaded()


def test_the_report_of_the_demonstration_counts_gaps(client: Client) -> None:
    told = client.get("/en/report/2024.json?world=demo").json()["promises"]
    counted = [int(stat["shown"]) for stat in told["stats"]]
    assert sum(counted) > 0
    assert counted[0] > 0
    assert told["coverage"][0]["text"].startswith("Coverage: 4 of 6")
    real = client.get("/en/report/2024.json").json()["promises"]
    assert real["stats"] == []


def test_dates_are_told_from_today() -> None:
    due = Cycle.objects.get(slug="demo-2").due
    assert clock.today() < due < clock.today() + timedelta(days=60)
