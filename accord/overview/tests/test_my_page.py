"""My page leads straight to what is due, and says what can be tried where nothing is."""

from datetime import date, timedelta

import pytest
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import Milestone
from accord.accountability.tests.test_reporting import Stage, client_of
from accord.kit import clock
from accord.overview.ideas import IDEAS
from accord.people.models import Capacity, Organisation, Person, Role

pytestmark = pytest.mark.django_db


def my_page(client: Client, language: str = "en") -> str:
    return client.get(f"/{language}/my/").content.decode()


def test_a_late_milestone_is_named_and_leads_to_its_form(stage: Stage) -> None:
    made = actions.draft_commitment({"title": "قانون", "text": "نص", "language": "ar"}, by=stage.focal)
    actions.add_milestone(made, text="مشروع", due=date(2020, 1, 1), weight=1, by=stage.focal)
    actions.publish_commitment(made, by=stage.focal)
    html = my_page(client_of(stage.focal))
    link = f'<a href="/en/{made.url}milestones/{Milestone.objects.get().pk}/">'
    said = html.partition(link)[2].partition("</a>")[0]
    assert said == (
        'Tell how far a milestone is: <span lang="ar" dir="rtl">مشروع</span> – <span lang="ar" dir="rtl">قانون</span>'
    )


def test_what_is_due_in_the_readers_language_is_marked_where_it_is_not(stage: Stage) -> None:
    actions.add_milestone(stage.commitment, text="A bill", due=clock.today() - timedelta(days=9), weight=1, by=stage.focal)
    assert '<span lang="en" dir="ltr">A bill</span>' in my_page(client_of(stage.focal), "ar")


@pytest.mark.parametrize("role", IDEAS)
def test_each_capacity_without_a_task_says_what_it_can_try(role: str, stage: Stage) -> None:
    of = None if role in ("translator", "member", "org_member") else stage.far
    hat = stage.assessor if role == Role.ASSESSOR else stage._hat(role, of)
    if role == Role.ORG_MEMBER:
        hat.organisation = Organisation.objects.create(slug="aid", kind="cso", names={"en": "Aid"}, world="demo")
        hat.save()
    client = client_of(hat)
    html = my_page(client)
    words, _link, path = IDEAS[role]
    assert str(words).replace("'", "&#x27;") in html
    for part in html.partition('id="try"')[2].partition("</section>")[0].split('href="')[1:]:
        assert client.get(part.partition('"')[0].partition("#")[0]).status_code == 200, path


def test_a_statistician_is_not_asked_to_write_a_report(stage: Stage) -> None:
    assert "Write the report" not in my_page(client_of(stage._hat("statistician", stage.home)))
    assert "Write the report" in my_page(client_of(stage.contributor))


def test_typing_that_was_not_sent_is_named_and_led_back_to(stage: Stage) -> None:
    client = client_of(stage.focal)
    client.post("/en/commitments/new/?answers=", {"title": "Half", "keep": "1", "draft": "0"})
    assert '<a href="/en/commitments/new/?answers=">Make a commitment</a>' in my_page(client)
    assert client.post("/en/commitments/new/?answers=", {"discard": "1"})["Location"] == "/en/commitments/new/?answers="


def test_an_officer_finds_the_queues_and_an_organisation_its_shadow_reports(stage: Stage) -> None:
    officer = my_page(client_of(stage.secretariat))
    for path in ("moderation/", "directory/nominations/", "report/?world=demo"):
        assert f'<li><a href="/en/{path}">' in officer, path
    told = Organisation.objects.create(names={"en": "Voices"}, slug="voices", kind="cso", world="demo", verified_on=clock.today())
    person = Person.objects.create_user("voices@demo.example", None, world="demo")
    hat = Capacity.objects.create(person=person, role=Role.ORG_MEMBER, organisation=told, state="active", starts_on="2020-01-01")
    assert '<li><a href="/en/shadow-reports/new/">' in my_page(client_of(hat))
    assert "shadow-reports/new/" not in officer
