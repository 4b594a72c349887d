"""The demonstration: a whole partnership in small, made by actions, never mixed with the real world."""

import json
import re
from collections import Counter
from datetime import date, timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from accord.accountability.actions import join_cycle, open_cycle
from accord.accountability.actions.cards import report_card
from accord.accountability.models import (
    Action,
    ActionPlan,
    Cluster,
    Commitment,
    Cycle,
    Edition,
    FollowUp,
    Pathfinding,
    PeerReview,
    Rating,
    Recommendation,
    Report,
    ShadowReport,
)  # fmt: skip
from accord.directory.actions import appoint_officer, publish_country
from accord.discussions.models import Post, Topic
from accord.kit import clock
from accord.learning.models import Adoption, Exchange, Practice
from accord.overview import demo
from accord.overview.checks import no_demonstration
from accord.overview.report.build import build_global_report
from accord.people.models import Area, Capacity, Person, Role
from accord.record.actions import seal
from accord.record.actions.events import problems
from accord.record.models import Card, Event, Link, SealedShare
from accord.record.reads import history
from accord.record.sealing import box
from accord.spaces.models import Consultation, Corridor, JointAction, Platform, Solution, Threat

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_it_holds_what_was_asked_for() -> None:
    assert Area.objects.filter(kind="demo").count() == 6
    states = Counter(Commitment.objects.filter(world="demo").values_list("state", flat=True))
    assert sum(states.values()) == 41
    assert set(states) == set(Commitment.State.values)
    assert Cycle.objects.filter(world="demo").count() == 3
    assert set(Report.objects.values_list("state", flat=True)) == set(Report.State.values)
    acting = set(Capacity.objects.active().values_list("role", flat=True))
    assert acting == set(Role.values) - {Role.SYSTEM}
    bodies = Counter(Recommendation.objects.filter(area__world="demo").values_list("body", flat=True))
    assert bodies == {"upr": 22, "crc": 4, "cedaw": 1, "cat": 1, "sp": 1, "regional": 1, "own": 8}
    assert set(Cluster.objects.values_list("state", flat=True)) == {"proposed", "confirmed"}
    assert set(FollowUp.objects.values_list("view", flat=True)) == {"government", "assessor"}
    assert set(ActionPlan.objects.values_list("state", flat=True)) == {"drafting", "co_creation", "in_force"}
    assert set(Action.objects.values_list("status", flat=True)) == set(Action.Status.values)
    assert set(Action.objects.values_list("state", flat=True)) == {"draft", "public", "revised", "withdrawn"}
    assert Pathfinding.objects.count() == 3
    reviews = PeerReview.objects.filter(round__slug="peers-demo").values_list("area__code", "state")
    assert dict(reviews) == {
        "XAA": "final", "XAB": "answers", "XAC": "recommending", "XAD": "questions", "XAE": "scheduled", "XAF": "aside",
    }  # fmt: skip
    assert sorted(Edition.objects.values_list("state", flat=True)) == ["drafting", "published"]
    assert set(Practice.objects.values_list("state", flat=True)) == set(Practice.State.values) - {Practice.State.GIVEN_UP}
    assert Adoption.objects.filter(source__source__isnull=False).exists()  # three generations
    assert Exchange.objects.get().notes.filter(months=6).exists()
    [council] = Practice.objects.filter(area=None)
    assert (council.ref, council.place, council.offers.get().ref) == ("six-rivers-council-pr1", None, "six-rivers-council-of1")
    assert Platform.objects.filter(elsewhere=True).count() == 1
    assert set(Platform.objects.ours().values_list("access", flat=True)) == set(Platform.Access.values)
    assert set(Platform.objects.values_list("state", flat=True)) == {"active", "archived"}
    assert JointAction.objects.count() == 6
    [carried] = Link.objects.filter(card__kind="commitment", relation="implements", other__kind="joint_action")
    first = JointAction.objects.get(ref=carried.other.ref.partition("/")[2])
    assert (carried.card.title, carried.card.audience.code) == ({"en": first.title}, "public")
    assert first.topics.count() == carried.card.topics.count() > 0
    measured = Link.objects.filter(card__kind="threat", relation="measured_by").values_list("other__ref", flat=True)
    assert set(measured) == {"indicators/16.2.2", "indicators/16.2.3"}  # of the second the starter facts have a world's value
    assert set(Corridor.objects.values_list("part", flat=True)) == set(Corridor.Part.values)
    assert [*Threat.objects.order_by("id").values_list("online", "form__code")] == [(False, "trafficking"), (True, "online")]
    assert Solution.objects.exclude(results="").count() == 1
    assert set(Topic.objects.values_list("kind", flat=True)) == {"discussion", "question"}
    sealed = Topic.objects.get(chatham=True)
    assert set(sealed.posts.values_list("alias", flat=True)) == {"moderator", "focal_point", ""}
    assert not sealed.posts.exclude(person=None).exists()
    assert [(one.number, "girl" in one.text) for one in sealed.posts.filter(state="masked")] == [(3, False)]
    author = signed_in("nhri@xaa.demo.example").get("/en/moderation/mine.json").json()
    assert [one["decided"] for one in author["notices"]] == ["Words masked"]
    assert Topic.objects.exclude(answer=None).count() == 2
    assert Topic.objects.exclude(outcome="").get().actions.filter(done_on=None).count() == 2
    assert set(Consultation.objects.values_list("state", flat=True)) == {"answered"}


def test_two_completed_cycles_make_a_trend_and_a_history_of_the_gap(client: Client) -> None:
    history = client.get("/en/countries/XAA/accountability.json").json()["history"]
    assert [(one["cycle"]["en"], one["gaps"]["compared"] > 0) for one in history] == [
        ("Demonstration cycle 1", True), ("Demonstration pilot cycle", True),
    ]  # fmt: skip
    edition = Edition.objects.get(state="published")
    trends = client.get(f"/en/{edition.url.rstrip('/')}.json").json()["trends"]
    assert trends["finding"] == "2 of 3 members rated in Demonstration pilot cycle or Demonstration cycle 1 were rated in both"
    assert len(trends["tables"]) == 2
    assert len(trends["charts"]) == 2


def test_four_judgements_stand_on_one_row_of_the_report_and_of_the_scorecard(client: Client) -> None:
    judged = client.get("/en/countries/XAA/scorecard.json").json()["judged"]
    assert all(any(row[who] for row in judged) for who in ("own", "independent", "civil", "peers"))
    promised = client.get("/en/countries/XAA/accountability.json").json()["commitments"]
    assert max(row["peers"] for row in promised) == 2
    table = build_global_report(clock.today().year, "demo").promises.tables[1]
    rows = [dict(zip((c.name for c in table.columns), (cell.text for cell in row), strict=True)) for row in table.rows]
    full = [row for row in rows if row["Country"] == "Aldoria" and row["Peers"] != "–"]
    assert full
    assert all(row["Civil society"].endswith("of 3 reports)") and "; " in row["Peers"] for row in full)


def test_a_closed_task_team_is_seen_by_its_members_alone(client: Client) -> None:
    closed = Platform.objects.get(access="restricted", parent__isnull=False)
    for who, status in (("focal-point@xaa", 200), ("focal-point@xab", 200), ("validator@xab", 404), ("focal-point@xac", 404)):
        assert signed_in(f"{who}.demo.example").get(f"/en/{closed.url}").status_code == status, who
    for reader in (client, signed_in("secretariat@demo.example"), signed_in("safeguarding@demo.example")):
        assert reader.get(f"/en/{closed.url}").status_code == 404
        for path in (
            "platforms/safe-crossings-of-the-six-rivers.json",
            "meetings.json?world=demo",
            "search.json?q=recruiters&world=demo",
        ):
            assert closed.ref not in reader.get(f"/en/{path}").content.decode(), path


def test_civil_society_speaks_once_under_a_networks_name_and_its_custodians_hold_keys() -> None:
    named, sealed = (ShadowReport.objects.filter(network__isnull=one) for one in (True, False))
    assert (named.filter(state="published").count(), sealed.filter(state="published").count()) == (2, 1)
    assert named.exclude(reply="").exists()
    shares = SealedShare.objects.exclude(name__subject__startswith="posts/")  # those are of a discussion
    line = shares.get(key__capacity__person__email="custodian@demo.example").sealed
    secret = (settings.HOME / "demo-keys/custodian").read_text().strip()
    assert box.open_with(secret, line).startswith(f"{box.OPENED}:")


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
    for path in (
        "recommendations",
        "commitments",
        "plans",
        "actions",
        "cycles",
        "directory",
        "directory/organisations",
        "directory/people",
        "peer-reviews",
        "practices",
        "practices/travel",
        "offers",
        "platforms",
        "threats",
        "work-plan",
        "work-plan/matrix",
        "meetings",
        "discussions",
    ):
        assert "XAA" not in client.get(f"/en/{path}.json").content.decode(), path


@pytest.mark.parametrize(
    "path",
    ["countries/XAA/", "commitments/XAA-c1/", "commitments/?country=XAA", "plans/XAA-p1/", "actions/XAA-a1/",
     "plans/?world=demo", "actions/?world=demo", "countries/XAA/pathfinding/", "countries/XAA/accountability/", "countries/XAA/timeline/", "countries/XAA/scorecard/",
     "themes/inspire-i1/?world=demo", "recommendations/?country=XAA", "recommendations/XAA-upr41-1/",
     "practices/?world=demo", "practices/XAA-pr1/", "practices/travel/?world=demo",
     "adoptions/XAB-ad1/", "offers/?world=demo", "offers/XAA-of1/", "exchanges/XAB-ex1/", "countries/XAD/learn/",
     "recommendations/alike/XAA/",
     "peer-reviews/?world=demo", "peer-reviews/rounds/peers-demo/", "peer-reviews/XAA-peers-demo/", "peer-reviews/XAF-peers-demo/",
     "reports/XAA-demo-1/", "cycles/demo-1/", "cycles/?world=demo", "directory/?world=demo", "directory/organisations/?world=demo",
     "directory/people/?world=demo", "directory/organisations/six-rivers-council/",
     *(f"{path}?world=demo" for path in ("platforms/", "threats/", "work-plan/", "work-plan/matrix/", "meetings/", "discussions/")),
     "discussions/on/practices/XAA-pr1/", "discussions/on/platforms/safe-crossings-of-the-six-rivers/",
     "countries/XAA/coordination/", *(f"{kind}/safe-crossings-of-the-six-rivers{part}/" for kind, part in (
         ("platforms", ""), ("threats", "-t1"), ("solutions", "-s1"), ("statements", "-j1"), ("joint-actions", "-a1"),
         ("meetings", "-m1"), ("consultations", "-y1")))],
)  # fmt: skip
def test_each_page_says_that_it_is_made_up(client: Client, path: str) -> None:
    html = client.get(f"/en/{path}").content.decode()
    assert 'class="notice demo"' in html
    assert html.count("<h1") == 1


def test_pages_of_members_ask_little_and_say_that_they_are_made_up(django_assert_max_num_queries: object) -> None:
    client = signed_in("focal-point@xaa.demo.example")
    for path in (
        "my/",
        "commitments/new/",
        "plans/new/",
        "actions/new/",
        "reports/XAA-demo-2/",
        "recommendations/XAA-upr41-1/answer/",
        "recommendations/XAA-upr41-1/tell/",
        "recommendations/alike/XAA/",
        "recommendations/alike/XAA/compare/",
        "directory/nominate/",
        "practices/new/",
        "practices/XAA-pr1/",
        "practices/XAA-pr2/step/submit/",
        "offers/new/need/",
        "exchanges/XAB-ex1/",
        "discussions/?world=demo",
        "discussions/mine/",
        "discussions/on/practices/XAA-pr1/",
        "discussions/on/platforms/safe-crossings-of-the-six-rivers/new/",
        "platforms/new/",
        "platforms/safe-crossings-of-the-six-rivers/",
        "platforms/safe-crossings-of-the-six-rivers/threats/new/",
        "platforms/safe-crossings-of-the-six-rivers/actions/new/",
        "platforms/safe-crossings-of-the-six-rivers/actions/load/",
        "platforms/safe-crossings-of-the-six-rivers/agree/",
        "platforms/safe-crossings-of-the-six-rivers/meetings/new/",
        "platforms/safe-crossings-of-the-six-rivers/invite/",
        "threats/safe-crossings-of-the-six-rivers-t1/solutions/new/",
        "meetings/safe-crossings-of-the-six-rivers-m2/register/",
    ):
        # One's own page asks each room that one owes something in for it: here that is every room.
        with django_assert_max_num_queries(48 if path == "my/" else 40):  # type: ignore[operator]
            response = client.get(f"/en/{path}")
        assert response.status_code == 200, path
        assert 'class="notice demo"' in response.content.decode(), path


def test_log_ins_are_printed_and_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accord.overview.facts.are_loaded", lambda: True)  # all of them would be loaded for this
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


def test_printed_log_ins_are_those_that_work() -> None:
    signed_in("focal-point@xaa.demo.example").post(
        "/en/directory/nominate/",
        {"email": "n@demo.example", "name": "New", "role": "contributor", "body": "country:XAA", "reason": "Letter."},
    )
    made = Capacity.objects.get(person__email="n@demo.example")
    for email in ("officer@demo.example", "officer-2@demo.example"):
        signed_in(email).post(f"/en/directory/nominations/{made.pk}/", {"how": "Letter."})
    made.refresh_from_db()
    assert made.state == "active"
    assert "n@demo.example" not in [login.email for login in demo.logins()]


def test_its_officers_see_nothing_unpublished_of_the_real_world_and_no_real_officer_sees_its_own() -> None:
    land = Area.objects.create(code="XKA", iso3="XKA", kind="member_state", names={"en": "Land"})
    publish_country(land)
    person = Person.objects.create_user("kim@org.example", None)
    focal = Capacity.objects.create(person=person, role="focal_point", area=land, state="active", starts_on="2020-01-01")
    officer = Person.objects.create_user("officer@org.example", None)
    appoint_officer(officer)
    cycle = open_cycle("c1", {"en": "Cycle"}, opens=date(2020, 1, 1), due=date(2099, 1, 1), by=focal)
    report = join_cycle(cycle, by=focal)
    Report.objects.filter(pk=report.pk).update(state="submitted")
    report.refresh_from_db()
    report_card(report)
    real, made_up = Client(), signed_in("secretariat@demo.example")
    real.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    for client, sees, not_sees in ((real, "XKA-c1", "XAC-demo-2"), (made_up, "XAC-demo-2", "XKA-c1")):
        for end in ("/", ".json"):
            assert client.get(f"/en/reports/{sees}{end}").status_code == 200
            assert client.get(f"/en/reports/{not_sees}{end}").status_code == 404
        for world in ("real", "demo"):
            found = client.get(f"/en/search.json?q={not_sees}&world={world}&kind=report").json()
            assert found["total"] == 0, (not_sees, world)
        card = Card.objects.get(ref=f"reports/{not_sees}")
        assert history(card, Person.objects.get(pk=client.session["_auth_user_id"])) == []


def test_the_report_of_the_demonstration_counts_gaps(client: Client) -> None:
    told = client.get("/en/report/2024.json?world=demo").json()["promises"]
    counted = [int(stat["shown"]) for stat in told["stats"]]
    assert sum(counted) > 0
    assert counted[0] > 0
    assert told["coverage"][0]["text"].startswith("Coverage: 4 of 6")
    real = client.get("/en/report/2024.json").json()["promises"]
    assert real["stats"] == []


def test_its_published_edition_has_authors_answers_and_an_erratum(client: Client) -> None:
    edition = Edition.objects.get(state="published")
    html = client.get(f"/en/{edition.url}").content.decode()
    for words in (
        "Mira Stell",
        "Not correct",
        "No answer",
        "Erratum 1, ",
        "budgets are late in three",
        "Joined members that did not report",
    ):
        assert words in html, words
    assert 'class="notice demo"' in html
    assert "demo-" not in client.get("/en/report.json").content.decode()
    assert Edition.objects.get(state="drafting").ref not in client.get("/en/report.json?world=demo").content.decode()


def test_dates_are_told_from_today() -> None:
    due = Cycle.objects.get(slug="demo-2").due
    assert clock.today() < due < clock.today() + timedelta(days=60)


def test_the_flag_of_the_command_leaves_so_many_posts() -> None:
    """It goes on where it was, and seals what it did."""
    before, told = Post.objects.count(), StringIO()
    for asked, stands in (("30", 30), ("34", 34), ("9", 34)):
        call_command("demo", "--posts", asked, stdout=StringIO(), stderr=told)
        assert Post.objects.count() - before == stands
    assert re.findall(r"(\d+) posts, ", told.getvalue()) == ["30", "34", "34"]
    assert not Event.objects.filter(position__isnull=True).exists()
