"""Nobody judges a country that they act for: asked at each step, of every hat they hold."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accord.accountability import access, actions
from accord.accountability.models import Rating, Report
from accord.accountability.tests.test_reporting import RATED, Stage, client_of, shown
from accord.directory.actions import end_capacity
from accord.people.models import Capacity, Organisation, Person
from accord.record.models import Event
from accord.record.owing import of_person

pytestmark = pytest.mark.django_db


def also(hat: Capacity, role: str, **of: Any) -> Capacity:
    """Another hat of the same person."""
    return Capacity.objects.create(person=hat.person, role=role, state="active", starts_on="2020-01-01", **of)


def in_an_organisation(hat: Capacity, stage: Stage) -> Capacity:
    body = Organisation.objects.create(slug="aid", kind="cso", names={"en": "Aid"}, area=stage.home, world="demo")
    return also(hat, "org_member", organisation=body)


def test_a_member_of_an_organisation_of_the_country_does_not_assess_it(stage: Stage) -> None:
    stage.until("published")
    assert client_of(stage.assessor).get(f"{stage.url}assess/").status_code == 200
    in_an_organisation(stage.assessor, stage)
    assert client_of(stage.assessor).get(f"{stage.url}assess/").status_code == 404
    assert "Assess a report" not in [t.duty.words for t in of_person(Person.objects.get(pk=stage.assessor.person_id))]
    with pytest.raises(ValidationError, match="never its assessor"):
        actions.take_up_assessment(stage.report, declaration="none", by=stage.assessor)


def test_an_assessor_who_became_the_countrys_own_neither_rates_nor_releases(stage: Stage) -> None:
    stage.until("published")
    actions.take_up_assessment(stage.report, declaration="none", by=stage.assessor)
    actions.rate(stage.report, stage.commitment, RATED, version=0, by=stage.assessor)
    also(stage.assessor, "focal_point", area=stage.home)
    client = client_of(stage.assessor)
    for path in ("step/release/", f"rate/{stage.commitment.ref}/", "assess/"):
        assert client.get(stage.url + path).status_code == 404, path
        assert client.post(stage.url + path, RATED).status_code == 404, path
    with pytest.raises(ValidationError, match="never its assessor"):
        stage.step("release", stage.assessor)
    with pytest.raises(ValidationError, match="never its assessor"):
        actions.rate(stage.report, stage.commitment, RATED, version=1, by=stage.assessor)
    assert Report.objects.get().state == "published"


def test_nobody_assesses_without_a_declaration(stage: Stage) -> None:
    """The form asks for it, and so does the verb, whoever calls it."""
    stage.until("published")
    client, whole = client_of(stage.assessor), {"declaration": "none", "agree": "on"}
    for given in ({}, whole | {"declaration": "  "}, {"declaration": "none"}):
        assert client.post(f"{stage.url}assess/", given).status_code == 422, given
    for blank in ("", " \n"):
        with pytest.raises(ValidationError, match="could conflict"):
            actions.take_up_assessment(stage.report, declaration=blank, by=stage.assessor)
    assert Report.objects.get().assessor is None
    assert client.post(f"{stage.url}assess/", whole).status_code == 302


def test_another_takes_up_what_the_countrys_own_may_not_finish(stage: Stage) -> None:
    stage.until("published")
    actions.take_up_assessment(stage.report, declaration="none", by=stage.assessor)
    actions.rate(stage.report, stage.commitment, RATED, version=0, by=stage.assessor)
    next_one = stage._hat("assessor", stage._area("XAC"))
    assert client_of(next_one).get(f"{stage.url}assess/").status_code == 404
    also(stage.assessor, "focal_point", area=stage.home)
    assert "Take up the assessment" in client_of(next_one).get(stage.url).content.decode()
    answer = client_of(next_one).post(f"{stage.url}assess/", {"declaration": "none of mine", "agree": "on"})
    assert answer.status_code == 302
    report = Report.objects.get()
    assert (report.assessor, report.declaration, Rating.objects.count()) == (next_one, "none of mine", 0)


def test_ending_an_assessor_sets_the_report_free(stage: Stage) -> None:
    stage.until("published")
    actions.take_up_assessment(stage.report, declaration="none", by=stage.assessor)
    actions.rate(stage.report, stage.commitment, RATED, version=0, by=stage.assessor)
    end_capacity(stage.assessor, by=stage.secretariat, reason="Ill.")
    report = Report.objects.get()
    assert (report.state, report.assessor, report.declaration) == ("published", None, "")
    assert not Rating.objects.exists()
    assert Event.objects.filter(verb="assessment_given_back", card_ref=f"reports/{report.ref}").count() == 1
    next_one = stage._hat("assessor", stage._area("XAC"))
    assert client_of(next_one).get(f"{stage.url}assess/").status_code == 200


def test_what_was_released_stays_the_assessors(stage: Stage) -> None:
    stage.until("rated")
    end_capacity(stage.assessor, by=stage.secretariat, reason="Her term is over.")
    assert Report.objects.get().assessor == stage.assessor
    assert Rating.objects.count() == 1


@pytest.mark.parametrize("kind", ["focal point", "member of an organisation"])
def test_an_officer_of_the_country_takes_no_step_of_the_secretariat(stage: Stage, kind: str) -> None:
    """One person would submit and publish the same report alone."""
    stage.until("submitted")
    client = client_of(stage.secretariat)
    assert client.get(f"{stage.url}step/publish/").status_code == 200
    if kind == "focal point":
        also(stage.secretariat, "focal_point", area=stage.home)
    else:
        in_an_organisation(stage.secretariat, stage)
    for code in ("publish", "return"):
        assert client.get(f"{stage.url}step/{code}/").status_code == 404
        assert client.post(f"{stage.url}step/{code}/", {"reason": "Mine."}).status_code == 404
    with pytest.raises(ValidationError, match="or its officer"):
        stage.step("publish", stage.secretariat)
    assert "Check and publish a report" not in [
        t.duty.words for t in of_person(Person.objects.get(pk=stage.secretariat.person_id))
    ]
    other = Capacity.objects.create(
        person=Person.objects.create_user("ben@demo.example", None, world="demo"), role="secretariat", state="active",
        starts_on="2020-01-01",
    )  # fmt: skip
    client, url = client_of(other), f"{stage.url}step/publish/"
    assert client.post(url, {"shown": shown(client, url)}).status_code == 302


def test_nobody_gives_two_of_the_four_judgements(stage: Stage) -> None:
    """One person of an international organisation who is an assessor and a peer reviewer of another country, too."""
    body = Organisation.objects.create(slug="world", kind="cso", names={"en": "World"}, world="demo", verified_on="2020-01-01")
    speaker = also(stage.assessor, "org_member", organisation=body)
    peer = also(stage.assessor, "peer_reviewer", area=stage.far)
    assert access.may_speak_of(speaker, stage.home)
    assert access.may_review(peer, stage.far, stage.home)
    stage.until("published")
    told = {"title": "Otherwise", "text": "Courts wait.", "language": "en", "indicators": []}
    made = actions.begin_named(stage.home, told, by=speaker)
    assert not access.may_review(peer, stage.far, stage.home)
    assert client_of(stage.assessor).get(f"{stage.url}assess/").status_code == 404
    with pytest.raises(ValidationError, match="as a peer, or for civil society"):
        actions.take_up_assessment(stage.report, declaration="none", by=stage.assessor)
    actions.withdraw_shadow(made)
    actions.take_up_assessment(stage.report, declaration="none", by=stage.assessor)
    assert not access.may_review(peer, stage.far, stage.home)
    assert not access.may_speak_of(speaker, stage.home)
    with pytest.raises(ValidationError):
        actions.begin_named(stage.home, told, by=speaker)


def test_no_hat_of_one_world_joins_a_cycle_of_the_other(stage: Stage) -> None:
    stage.cycle.world = "real"
    with pytest.raises(ValueError, match="own world"):
        actions.join_cycle(stage.cycle, by=stage.stranger)
