"""How far a recommendation is carried out: told by its government, seen by an assessor, noted ones too."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import FollowUp, Recommendation
from accord.accountability.tests.test_recommendation_list import row, take
from accord.accountability.tests.test_reporting import Stage, client_of
from accord.people.models import Capacity
from accord.record.actions import Conflict
from accord.record.models import Event

pytestmark = pytest.mark.django_db
TOLD = {"progress": "in_progress", "rationale": "A bill is read.", "language": "en"}
SEEN = {**TOLD, "progress": "not_started", "rationale": "No bill was found.", "confidence": "high"}
VIEW = "The view of the assessor, not of the body that made it."


@pytest.fixture
def noted(stage: Stage) -> Recommendation:
    take([row(1, "Sign it.", body="upr", response="noted", response_word="Noted", session=41, recommending=("XAB",))])
    return Recommendation.objects.get()


def url(r: Recommendation, end: str = "") -> str:
    return f"/en/recommendations/{r.ref}/{end}"


def test_a_noted_one_is_followed(stage: Stage, noted: Recommendation) -> None:
    focal = client_of(stage.focal)
    assert "It is followed all the same" in Client().get(url(noted)).content.decode()
    assert focal.post(url(noted, "tell/"), TOLD).status_code == 302
    html = Client().get(url(noted)).content.decode()
    assert "As the government tells" in html
    assert "A bill is read." in html
    assert VIEW not in html
    listed = Client().get("/en/recommendations.json?world=demo&progress=in_progress&response=noted").json()["lines"]
    assert [line["ref"] for line in listed] == [noted.ref]
    assert "Government: In progress" in Client().get("/en/recommendations/?world=demo").content.decode()


def test_an_assessors_view_stands_as_one(stage: Stage, noted: Recommendation) -> None:
    assessor = client_of(stage.assessor)
    assert "Not told yet." in assessor.get(url(noted, "assess/")).content.decode()
    assert assessor.post(url(noted, "assess/"), SEEN).status_code == 302
    html = Client().get(url(noted)).content.decode()
    assert html.count(VIEW) == 1
    assert html.index("As an independent assessor sees it") < html.index(VIEW) < html.index("No bill was found.")
    noted.refresh_from_db()
    assert noted.progress == ""  # the list tells what the government says
    assert list(Event.objects.filter(verb="recommendation_assessed").values_list("capacity", flat=True)) == [stage.assessor.pk]


def test_wherever_it_is_told_it_says_whose_view_it_is(stage: Stage, noted: Recommendation) -> None:
    actions.follow_up(noted, TOLD, view="government", version=0, by=stage.focal)
    for path in ("countries/XAA/timeline/", "countries/XAA/timeline/?kind=recommendations"):
        assert VIEW not in Client().get(f"/en/{path}").content.decode()
    actions.follow_up(noted, SEEN, view="assessor", version=0, by=stage.assessor)
    for path in ("countries/XAA/timeline/", "countries/XAA/timeline/?kind=recommendations"):
        assert Client().get(f"/en/{path}").content.decode().count(VIEW) == 1
    moments = Client().get("/en/countries/XAA/timeline.json").json()["moments"]
    assert [m["about"] for m in moments if m["note"] == VIEW] == ["Not started"]
    told = Client().get(url(noted).rstrip("/") + ".json").json()["follow_ups"]
    assert [f["note"] for f in told] == ["", VIEW]


def test_the_government_comes_first(stage: Stage, noted: Recommendation) -> None:
    actions.follow_up(noted, SEEN, view="assessor", version=0, by=stage.assessor)
    actions.follow_up(noted, TOLD, view="government", version=0, by=stage.focal)
    told = Client().get(url(noted).rstrip("/") + ".json").json()["follow_ups"]
    assert [f["view"] for f in told] == ["government", "assessor"]


@pytest.mark.parametrize(
    ("who", "end", "may"),
    [("focal", "tell/", True), ("validator", "tell/", False), ("stranger", "tell/", False), ("assessor", "tell/", False),
     ("assessor", "assess/", True), ("own_assessor", "assess/", False), ("focal", "assess/", False),
     ("stranger", "assess/", False), ("secretariat", "assess/", False)],
)  # fmt: skip
def test_who_may(stage: Stage, noted: Recommendation, who: str, end: str, may: bool) -> None:
    client = client_of(getattr(stage, who))
    assert client.get(url(noted, end)).status_code == (200 if may else 404)
    assert client.post(url(noted, end), SEEN).status_code == (302 if may else 404)
    assert FollowUp.objects.count() == may


def test_an_assessor_who_became_the_countrys_own_is_refused_by_the_verb(stage: Stage, noted: Recommendation) -> None:
    person = stage.assessor.person
    Capacity.objects.create(person=person, role="focal_point", area=stage.home, state="active", starts_on="2020-01-01")
    with pytest.raises(ValidationError, match="never its assessor"):
        actions.follow_up(noted, SEEN, view="assessor", version=0, by=stage.assessor)


def test_done_needs_evidence(stage: Stage, noted: Recommendation) -> None:
    answer = client_of(stage.focal).post(url(noted, "tell/"), {**TOLD, "progress": "implemented"})
    assert answer.status_code == 422
    assert "Name the evidence, or say In progress." in answer.content.decode()


def test_a_stale_telling_writes_nothing_over(stage: Stage, noted: Recommendation) -> None:
    actions.follow_up(noted, TOLD, view="government", version=0, by=stage.focal)
    with pytest.raises(Conflict):
        actions.follow_up(noted, SEEN, view="government", version=0, by=stage.focal)
    answer = client_of(stage.focal).post(url(noted, "tell/"), {**SEEN, "version": "0"})
    assert answer.status_code == 409
    assert "A bill is read." in answer.content.decode()
    actions.follow_up(noted, {**TOLD, "progress": "not_relevant"}, view="government", version=1, by=stage.focal)
    body = Event.objects.filter(verb="recommendation_followed_up").latest("id").body
    assert body is not None
    assert (body["before"]["progress"], body["after"]["progress"]) == ("in_progress", "not_relevant")
    assert FollowUp.objects.count() == 1
