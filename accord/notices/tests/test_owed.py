"""What a person and a country owe: worked out from states, seen by whom it concerns, in few queries."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import Recommendation, ShadowReport
from accord.accountability.tests.test_reporting import client_of
from accord.directory.actions import nominate
from accord.formats.tests.test_calendar import read
from accord.notices.reads import country_lines, my_lines
from accord.notices.tests.conftest import Owing
from accord.people.models import Capacity, Person
from accord.record.owing import of_person

pytestmark = pytest.mark.django_db
TOLD: dict[str, Any] = {"completion": "limited", "rationale": "Begun.", "evidence": "", "values": []}


def again(hat: Capacity) -> Person:
    """As another request has the person."""
    return Person.objects.get(pk=hat.person_id)


def words(hat: Capacity) -> list[str]:
    return [line.what for line in my_lines(again(hat))]


def groups(client: Client, url: str = "/en/owed.json") -> dict[str, list[str]]:
    return {g["code"]: [line["what"] for line in g["lines"]] for g in client.get(url).json()["groups"]}


def test_it_follows_the_states_of_a_report(stage: Owing) -> None:
    assert "Write the report" in words(stage.focal)
    assert groups(client_of(stage.validator))["waiting"] == ["Sign the report once it is complete"]
    stage.report = actions.write_summary(stage.report, summary="Said.", language="en", version=1, by=stage.focal)
    actions.write_entry(stage.report, stage.commitment, TOLD, version=0, by=stage.focal)
    assert "Write the report" not in words(stage.focal)
    assert groups(client_of(stage.focal))["waiting"] == ["Submit the report"]
    assert groups(client_of(stage.validator))["month"] == ["Sign the report once it is complete"]
    stage.step("sign", stage.validator)
    assert words(stage.validator) == []
    assert "Submit the report" in groups(client_of(stage.focal))["month"]
    stage.step("submit", stage.focal)
    for hat in (stage.focal, stage.alternate, stage.validator, stage.contributor):  # what is left is the milestone
        assert not [what for what in words(hat) if "report" in what]
    ours = {"Write the report", "Sign the report once it is complete", "Submit the report"}
    assert not ours & {line.what for line in country_lines(stage.home, again(stage.focal))}
    assert words(stage.secretariat) == ["Check and publish a report"]
    stage.step("publish", stage.secretariat)
    assert words(stage.assessor) == ["Assess a report"]
    assert words(stage.own_assessor) == words(stage.secretariat) == []


def test_each_line_tells_minutes_what_blocks_it_and_whom_to_ask(stage: Owing) -> None:
    lines = {line.what: line for line in my_lines(again(stage.validator))}
    sign = lines["Sign the report once it is complete"]
    assert sign.blocked_by
    assert (sign.blocked_by.words, sign.blocked_by.url) == ("It is not written yet.", stage.report.url)
    assert sign.blocked_by.who == sign.contact == "Focal_Point (Focal point, XAA)"
    assert (sign.as_words, sign.person, sign.minutes) == ("Validating authority, XAA", "Validator", 30)
    write = next(line for line in my_lines(again(stage.focal)) if line.what == "Write the report")
    assert write.minutes == 30 + 20  # the summary and one commitment


def test_a_country_where_nobody_holds_the_capacity_says_so(stage: Owing) -> None:
    Capacity.objects.filter(pk=stage.validator.pk).update(state="ended")
    sign = next(line for line in country_lines(stage.home, again(stage.focal)) if line.what.startswith("Sign"))
    assert (sign.vacant, sign.person, sign.as_words) == (True, "", "Validating authority")
    assert "Nobody acts in this capacity now" in client_of(stage.focal).get("/en/countries/XAA/owed/").content.decode()


def test_what_is_late_stands_first_and_leads_to_its_form(stage: Owing) -> None:
    found = groups(client_of(stage.focal))
    assert found["overdue"] == ["Tell how far a milestone is"]
    url = next(line.url for line in my_lines(again(stage.focal)) if line.late)
    assert client_of(stage.focal).get(f"/en/{url}").status_code == 200
    actions.tell_milestone(
        stage.milestone, progress=100, done_on=stage.today, evidence="", version=stage.milestone.version, by=stage.focal
    )
    assert "overdue" not in groups(client_of(stage.focal))


@pytest.mark.parametrize("who", ["focal", "validator", "contributor", "secretariat", "assessor", "guard", "author"])
def test_every_line_leads_somewhere_that_its_reader_may_open(stage: Owing, who: str) -> None:
    hat = getattr(stage, who)
    stage.sent(False)
    nominate(Person.objects.create_user("new@demo.example", None, world="demo"), "alternate", area=stage.home, by=stage.focal)
    Recommendation.objects.create(ref="XAA-upr1", key="1", area=stage.home, text="Do.", response="pending", source="x")
    for line in my_lines(again(hat)):
        if not line.url.startswith("recommendations/XAA-upr1/"):  # made without its card
            assert client_of(hat).get(f"/en/{line.url}").status_code == 200, line


@pytest.mark.parametrize("who", ["focal", "alternate", "validator", "contributor", "secretariat"])
def test_every_line_of_a_country_leads_somewhere_that_its_reader_may_open(stage: Owing, who: str) -> None:
    """Also those of others: a milestone is told by a form that the validating authority and officers have not."""
    hat = getattr(stage, who)
    made = actions.draft_commitment({"title": "A law", "text": "t"}, by=stage.focal)
    actions.add_milestone(made, text="Step 1", due=stage.today + timedelta(1), weight=1, by=stage.focal)
    actions.publish_commitment(made, by=stage.focal)
    nominate(Person.objects.create_user("new@demo.example", None, world="demo"), "alternate", area=stage.home, by=stage.focal)
    lines = country_lines(stage.home, again(hat))
    assert [line.what for line in lines if line.url.startswith(f"commitments/{made.ref}/")] == ["Tell how far a milestone is"]
    for line in lines:
        assert not line.url or client_of(hat).get(f"/en/{line.url}").status_code == 200, line


ADDRESSES = ["/en/countries/XAA/owed/", "/en/countries/XAA/owed.json", "/en/countries/XAA/owed.csv", "/en/countries/XAA/owed.ics"]


@pytest.mark.parametrize("url", ADDRESSES)
def test_a_country_s_list_is_for_its_people_and_officers(stage: Owing, url: str) -> None:
    for hat in (stage.focal, stage.alternate, stage.validator, stage.contributor, stage.secretariat):
        assert client_of(hat).get(url).status_code == 200, hat
    for hat in (stage.stranger, stage.assessor, stage.own_assessor, stage.author, stage.guard, stage.keepers[0]):
        assert client_of(hat).get(url).status_code == 404, hat
    assert Client().get(url).status_code == 302
    real = Person.objects.create_user("officer@org.example", None)
    Capacity.objects.create(person=real, role="secretariat", state="active", starts_on="2020-01-01")
    client = Client()
    client.force_login(real, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(url).status_code == 404  # an officer of the other world
    assert client_of(stage.focal).get(url.replace("XAA", "QQQ")).status_code == 404


@pytest.mark.parametrize("url", ["/en/owed/", "/en/owed.json", "/en/owed.csv", "/en/owed.ics", "/en/owed/letters/"])
def test_ones_own_list_asks_for_a_sign_in(url: str) -> None:
    assert "/accounts/login/" in Client().get(url)["Location"]


def test_an_officer_reads_no_title_of_a_draft(stage: Owing) -> None:
    actions.draft_commitment({"title": "Unspoken plan", "text": "Not yet."}, by=stage.focal)
    assert "Unspoken plan" in client_of(stage.focal).get("/en/countries/XAA/owed/").content.decode()
    for url in ADDRESSES:
        text = client_of(stage.secretariat).get(url).content.decode()
        assert "Unspoken plan" not in text
        assert "XAA-c2" not in text
    lines = {line.what: line for line in country_lines(stage.home, again(stage.secretariat))}
    assert (lines["Write the report"].url, lines["Write the report"].about) == ("", [])


def test_a_shadow_report_that_waits_is_on_the_officers_own_list_alone(stage: Owing) -> None:
    stage.sent(True)
    ShadowReport.objects.update(seen_from=stage.today)  # drawn by lot
    looking = "Look at a shadow report for safety"
    assert words(stage.guard) == [looking]
    assert words(stage.author) == []
    for hat in (stage.focal, stage.secretariat, stage.validator, stage.colleague):
        assert looking not in words(hat)
    for hat in (stage.focal, stage.secretariat):
        for url in ADDRESSES:
            assert "shadow" not in client_of(hat).get(url).content.decode().lower()
    assert b"shadow" not in client_of(stage.guard).get("/en/owed.ics").content


def test_what_an_author_does_to_a_published_report_changes_no_country_s_list(stage: Owing) -> None:
    """A change that waits for an officer must not show by what its country is asked."""
    stage.sent(True)
    ShadowReport.objects.update(
        shown={"title": "T"}, state="published", published_on=stage.today, reply_until=stage.today + timedelta(9)
    )
    before = [line.key for line in my_lines(again(stage.focal))]
    assert any("shadow" in key for key in before)
    for state in ("sent", "returned"):
        ShadowReport.objects.update(state=state)
        assert [line.key for line in my_lines(again(stage.focal))] == before
    ShadowReport.objects.update(state="withdrawn")
    assert not any("shadow" in line.key for line in my_lines(again(stage.focal)))


def test_files_hold_what_the_page_holds(stage: Owing) -> None:
    client = client_of(stage.focal)
    rows = list(csv.DictReader(io.StringIO(client.get("/en/owed.csv").content.decode())))
    assert [row["what"] for row in rows] == words(stage.focal)
    assert rows[0]["due"] == (stage.today - timedelta(3)).isoformat()
    answer = client.get("/en/owed.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    told = read(answer.content)
    assert next(v for n, v in told if n == "SUMMARY") == "Tell how far a milestone is: A bill – A law"
    assert len({v for n, v in told if n == "UID"}) == len([line for line in my_lines(again(stage.focal)) if line.due])


def test_who_acts_for_nobody_is_told_what_to_do(stage: Owing) -> None:
    person = Person.objects.create_user("nobody@demo.example", None, world="demo")
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "You act for nobody here yet" in client.get("/en/owed/").content.decode()
    assert "You owe nothing now" in client_of(stage.assessor).get("/en/owed/").content.decode()


def crowded(stage: Owing, many: int) -> None:
    for n in range(many):
        made = actions.draft_commitment({"title": f"No. {n}", "text": "t"}, by=stage.focal)
        actions.add_milestone(made, text=f"Step {n}", due=stage.today + timedelta(n), weight=1, by=stage.focal)
        actions.publish_commitment(made, by=stage.focal)
        Recommendation.objects.create(ref=f"XAA-u{n}", key=f"u{n}", area=stage.home, text="Do.", response="pending", source="x")


@pytest.mark.parametrize(("url", "most"), [("/en/owed/", 15), ("/en/owed.json", 15), ("/en/countries/XAA/owed/", 15)])
def test_queries_do_not_grow_with_what_is_held(stage: Owing, url: str, most: int, django_assert_max_num_queries: Any) -> None:
    crowded(stage, 12)
    client = client_of(stage.focal)
    client.get(url)
    with django_assert_max_num_queries(most):
        text = client.get(url).content.decode()
    assert "Step 11" in text
    assert "Answer 7 more recommendations" in text


def test_an_officer_s_queries(stage: Owing, django_assert_max_num_queries: Any) -> None:
    client = client_of(stage.secretariat)
    for url, most in (("/en/owed/", 15), ("/en/countries/XAA/owed/", 18)):
        with django_assert_max_num_queries(most):
            client.get(url)


def test_a_hat_in_two_countries_lists_both_and_names_the_hat(stage: Owing) -> None:
    Capacity.objects.create(person=stage.focal.person, role="focal_point", area=stage.far, state="active", starts_on="2020-01-01")
    for n in range(7):
        for area in (stage.home, stage.far):
            Recommendation.objects.create(
                ref=f"{area.code}-v{n}", key=f"{area.code}{n}", area=area, text="Do.", response="pending", source="x"
            )
    lines = [line for line in my_lines(again(stage.focal)) if line.kind == "recommendation"]
    assert [line.as_words for line in lines].count("Focal point, XAB") == 6
    assert sum("2 more" in line.what for line in lines) == 2


def test_nothing_of_the_other_world(stage: Owing) -> None:
    nominate(Person.objects.create_user("real@org.example", None), "translator")
    assert not any("nomination" in line.key for line in my_lines(again(stage.secretariat)))
    assert all(a.duty.key for a in of_person(again(stage.secretariat)))
