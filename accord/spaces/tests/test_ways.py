"""What leads on from a page: to a form that opens, back to where one was, to all of a list; and nothing that leads to nowhere."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client

from accord.directory.tests.makers import client_of, organisation
from accord.kit import clock
from accord.people.models import Role
from accord.spaces.actions import consultations, invitations
from accord.spaces.actions.platforms import review_platform
from accord.spaces.models import Meeting, Membership
from accord.spaces.reads import meetings as reads
from accord.spaces.tests.makers import Stage
from accord.spaces.tests.test_meetings import called, consent, prepared
from accord.spaces.tests.test_threats import described
from accord.spaces.tests.test_workplan import proposed

pytestmark = pytest.mark.django_db


def read(client: Client, path: str) -> str:
    answer = client.get(f"/en/{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize("mode", ["open", "transparent"])
def test_who_signs_in_comes_back_to_the_page_that_tells_what_is_open_to_them(stage: Stage, client: Client, mode: str) -> None:
    """A member, to whom the form itself does not open, too."""
    found = stage.platform(mode)
    meeting = called(stage, found)
    for path in (found.url, meeting.url):
        way = f"/en/accounts/login/?next={quote(f'/en/{path}', safe='/')}"
        assert read(client, path).count(f'"{way}"') == 2, path  # in its head, and where it asks to join or register
    assert "Members of the platform register." not in read(client, meeting.url)
    outside = read(client_of(stage.focal.person), meeting.url)
    assert ("Members of the platform register." in outside) == (mode == "transparent")


def test_an_archived_platform_offers_nothing_that_does_not_open(stage: Stage) -> None:
    found, focal = stage.platform(), client_of(stage.focal.person)
    invitations.invite(found, stage.here, text="Come.", language="en", by=stage.convener)
    proposed(stage, found)
    plan = f"work-plan/?platform={found.ref}"
    offers = ("Answer for your country", "Agree for my country")
    assert [words in read(focal, path) for words, path in zip(offers, (found.url, plan), strict=True)] == [True, True]
    review_platform(found, goes_on=False, review_on=None, reason="Done.", by=stage.convener)
    assert [words in read(focal, path) for words, path in zip(offers, (found.url, plan), strict=True)] == [False, False]


def test_all_meetings_are_reached_page_by_page(stage: Stage, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reads, "PAGE", 2)
    found = stage.platform()
    made = [called(stage, found, hours=hours, title=f"Number {n}") for n, hours in enumerate((48, 24, 48, 72, 24))]
    for past, order in ((False, (1, 4, 0, 2, 3)), (True, (3, 2, 0, 4, 1))):
        if past:
            for one in made:
                days = {"starts_at": one.starts_at.replace(year=2020), "ends_at": one.ends_at.replace(year=2020)}
                Meeting.objects.filter(pk=one.pk).update(**days)
        path, seen = f"meetings/?world=demo{'&past=1' if past else ''}", []
        after = 0
        for _page in range(3):
            told_of = client.get(f"/en/{path.replace('/', '.json', 1)}&after={after}").json()
            seen += [one["title"] for one in told_of["lines"]]
            after = told_of["next"]
        assert (seen, after) == ([f"Number {n}" for n in order], 0)
        assert f"after={made[order[1]].pk}" in read(client, path)


def test_filtering_keeps_how_a_list_is_shown(stage: Stage, client: Client) -> None:
    found = stage.platform()
    proposed(stage, found)
    board = read(client, "work-plan/?view=board&world=demo&status=planned")
    assert '<input type="hidden" name="view" value="board">' in board
    assert "world=demo&amp;view=board" in board
    assert 'name="view"' not in read(client, "work-plan/?world=demo")
    assert '<input type="hidden" name="past" value="1">' in read(client, "meetings/?past=1&world=demo")
    assert 'name="past"' not in read(client, "meetings/?world=demo")


def test_the_work_plan_is_read_by_organisation(stage: Stage, client: Client) -> None:
    found = stage.platform()
    made = proposed(stage, found)
    body = made.organisation
    assert body is not None
    page = read(client, f"directory/organisations/{body.slug}/")
    assert f"work-plan/?organisation={body.slug}&amp;world=demo" in page
    assert made.title in read(client, f"work-plan/?organisation={body.slug}&world=demo")
    other = organisation("Watch", stage.officers, stage.there)
    assert "work-plan/" not in read(client, f"directory/organisations/{other.slug}/")
    proposed(stage, found, title="Watch the piers", organisation=other)
    html = read(client, f"work-plan/?organisation={other.slug}&world=demo")
    assert (made.title in html, "Watch the piers" in html) == (False, True)


def test_no_filter_names_a_body_whose_actions_one_may_not_read(stage: Stage, client: Client) -> None:
    """Nor one that nobody has verified yet, whose page officers alone see."""
    closed, other = stage.platform("restricted"), organisation("Watch Over Rivers", stage.officers, stage.there)
    proposed(stage, closed, organisation=other)
    inside, plan = client_of(stage.convener.person), f"work-plan/?organisation={other.slug}&world=demo"
    body = f"directory/organisations/{other.slug}/"
    assert ["Watch Over Rivers" in read(reader, plan) for reader in (client, inside)] == [False, True]
    assert ["What it does in joint work plans" in read(reader, body) for reader in (client, inside)] == [False, True]
    assert "is no choice here" in read(client, plan)


def test_a_draft_is_shared_with_another_convener_and_nobody_else(stage: Stage) -> None:
    draft = stage.draft()
    client = client_of(stage.convener.person)
    assert f'"/en/platforms/{draft.ref}/members/"' in read(client, draft.url)
    form = f"/en/platforms/{draft.ref}/members/"
    assert 'value="member"' not in client.get(form).content.decode()
    assert client.post(form, {"email": stage.focal.person.email, "role": "member"}).status_code == 422
    assert client_of(stage.focal.person).get(f"/en/{draft.url}").status_code == 404
    assert client.post(form, {"email": stage.focal.person.email, "role": "convener"}).status_code == 302
    assert draft.memberships.filter(role=Membership.Role.CONVENER).count() == 2
    assert client_of(stage.focal.person).get(f"/en/{draft.url}").status_code == 200


def test_things_lead_to_where_they_are_talked_about(stage: Stage, client: Client) -> None:
    threat, consultation = described(stage), prepared(stage)
    for made in (threat, proposed(stage, threat.platform), called(stage, threat.platform), consultation):
        assert f"/en/discussions/on/{made.platform.card_ref}/" in read(client, made.url), made.url
        assert read(client, f"discussions/on/{made.platform.card_ref}/")


def test_a_step_that_a_colleague_took_leads_to_the_page(stage: Stage) -> None:
    made, forum = prepared(stage), stage.hats[Role.ORG_MEMBER]
    made = consultations.record_consent(made, **consent(), version=1, by=forum)
    made = consultations.publish_results(
        made, results="Light.", answer_due=clock.today() + timedelta(days=9), version=2, by=forum
    )
    convener, path = client_of(stage.convener.person), f"/en/{made.url}changed/"
    assert convener.get(path).status_code == 200
    consultations.tell_change(made, changed="Lamps.", version=3, by=stage.convener)
    answer = convener.get(path)
    assert (answer.status_code, answer["Location"]) == (302, f"/en/{made.url}")
    assert client_of(stage.focal.person).get(path).status_code == 404
