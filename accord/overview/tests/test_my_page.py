"""My page leads straight to what is due, and says what can be tried where nothing is."""

from datetime import date, timedelta

import pytest
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import Milestone
from accord.accountability.tests.test_reporting import Stage, client_of
from accord.kit import clock
from accord.overview.ideas import IDEAS
from accord.people.models import Organisation, Role

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
