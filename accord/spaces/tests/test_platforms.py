"""Platforms: what exists already is asked and printed; opened, revised, reviewed, archived; members and invited countries."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import Http404
from django.test import Client

from accord.directory.actions import describe_partnership
from accord.directory.tests.makers import client_of, country, person
from accord.directory.tests.test_partnerships import GIVEN
from accord.kit import clock, locale_format
from accord.people.models import Capacity, Role
from accord.record.actions import Conflict
from accord.record.models import Card
from accord.spaces import access
from accord.spaces.actions import invitations, meetings, members, platforms
from accord.spaces.models import Platform
from accord.spaces.reads.platforms import platform_list, platform_page
from accord.spaces.states import Unmet
from accord.spaces.tests.makers import Stage, again

pytestmark = pytest.mark.django_db


def elsewhere(stage: Stage, **more: Any) -> Platform:
    given = {
        "title": "River police network", "text": "Police of the river.", "kind": "working_group", "language": "en", "areas": [],
        "topics": [stage.trafficking], "host": "Rivers Council", "url_there": "https://river.example/", "source": "Its page",
        "as_of": clock.today(), "next_meeting_on": clock.today() + timedelta(days=9), "owner": None,
    } | more  # fmt: skip
    return platforms.tell_elsewhere(given, by=stage.hats[Role.SECRETARIAT])


def test_one_that_lives_elsewhere_is_listed_found_and_never_acted_on(stage: Stage, client: Client) -> None:
    there = elsewhere(stage)
    line = platform_list({"world": "demo", "where": "elsewhere"}, 0, stage.focal.person).lines[0]
    assert (line.ref, line.host, line.url_there, line.access) == (there.ref, "Rivers Council", "https://river.example/", "")
    assert client.get("/en/search.json?q=river+police&world=demo").json()["total"] == 1
    assert client.get(f"/en/{there.url}").status_code == 200
    for reader in (again(stage.focal.person), again(stage.officers[0])):
        assert not any(access.may(reader, there, verb) for verb in access.CLOSED_VERBS)


def test_ours_are_listed_with_who_convenes_them_and_when_they_meet(stage: Stage) -> None:
    found = stage.platform()
    stage.take_in(found, stage.focal, "convener")
    for days, title in ((40, "Later"), (9, "Sooner"), (3, "Over")):
        starts = clock.now() + timedelta(days=days)
        given = {"title": title, "starts_at": starts, "ends_at": starts + timedelta(hours=1), "zone": "UTC", "language": "en"}
        made = meetings.call_meeting(found, given, by=stage.convener)
    meetings.cancel_meeting(made, reason="Floods.", by=stage.convener)
    for page in (platform_list({"world": "demo"}, 0, AnonymousUser()).lines[0], platform_page(found.ref, AnonymousUser()).line):
        assert page.conveners == ["Land XAB", "Land XAA"]
        assert page.next_meeting_on == (clock.now() + timedelta(days=9)).date()


def test_an_existing_partnership_is_listed_with_its_host_its_countries_and_the_way_to_it(client: Client) -> None:
    area = country("KEN", "real")
    safe = describe_partnership("safe", GIVEN | {"host": "The <Council>"}, countries=[area])
    nothing = {"names": {"en": "Bare alliance"}, "host": "", "host_until": "", "url": "https://bare.example/"}
    bare = describe_partnership("bare", GIVEN | nothing)
    lines = {one["ref"]: one for one in client.get("/en/platforms.json").json()["partnerships"]}
    told = {
        ref: (one["host"], one["host_until"], one["url_there"], [c["code"] for c in one["countries"]])
        for ref, one in lines.items()
    }
    assert told == {
        f"partnerships/{safe.slug}": ("The <Council>", "2024", "https://safe.example/", ["KEN"]),
        f"partnerships/{bare.slug}": ("", "", "https://bare.example/", []),
    }
    listed = client.get("/en/platforms/").content.decode().split('id="there"')[1].split("</section>")[0]
    first, second = (listed.split("<li>")[at] for at in (2, 1))
    for words in ("The &lt;Council&gt;", "until 2024", "Land KEN", 'href="https://safe.example/" rel="noreferrer noopener"'):
        assert (words in first, words in second) == (True, False), words
    assert "Not read by us yet." in second
    narrowed = client.get("/en/platforms.json?country=KEN").json()["partnerships"]
    assert [one["ref"] for one in narrowed] == [f"partnerships/{safe.slug}"]


def test_a_meeting_elsewhere_that_is_over_is_no_next_one(stage: Stage, client: Client) -> None:
    there = elsewhere(stage, next_meeting_on=clock.today() - timedelta(days=1))
    assert platform_list({"world": "demo"}, 0, AnonymousUser()).lines[0].next_meeting_on is None
    assert "the last that was told of was on" in client.get(f"/en/{there.url}").content.decode()


def test_only_an_officer_tells_of_one_elsewhere(stage: Stage) -> None:
    assert client_of(stage.officers[0]).get("/en/platforms/elsewhere/").status_code == 200
    assert client_of(stage.focal.person).get("/en/platforms/elsewhere/").status_code == 404


@pytest.mark.parametrize(
    ("missing", "words"),
    [({"charter": " "}, "charter"), ({"topics": []}, "topic"), ({"review_on": None}, "review"),
     ({"review_on": clock.today() + timedelta(days=2000)}, "review"), ({"areas": []}, "2 countries")],
)  # fmt: skip
def test_what_has_to_be_true_before_it_opens(stage: Stage, missing: dict[str, Any], words: str) -> None:
    draft = stage.draft(**missing)
    with pytest.raises(Unmet, match=words):
        platforms.open_platform(draft, by=stage.convener)
    client = client_of(stage.convener.person)
    assert client.post(f"/en/{draft.url}open/", {"version": "0"}).status_code == 422
    assert Platform.objects.get(pk=draft.pk).state == "draft"


def test_a_group_is_seen_by_no_more_people_than_what_it_is_in(stage: Stage) -> None:
    closed = stage.platform("restricted")
    with pytest.raises(ValidationError, match="restricted"):
        platforms.begin_platform(stage.given(access="open"), by=stage.convener, parent=closed)
    inner = platforms.begin_platform(stage.given(access="restricted", title="Inner"), by=stage.convener, parent=closed)
    innermost = closed
    assert inner.parent == closed
    open_one = stage.platform(title="Open", topics=[stage.law])
    for _depth in range(3):
        innermost = open_one
        open_one = stage.platform(title="Deeper", topics=[stage.law])
        Platform.objects.filter(pk=open_one.pk).update(parent=innermost)
        open_one.refresh_from_db()
    with pytest.raises(ValidationError, match="three deep"):
        platforms.begin_platform(stage.given(), by=stage.convener, parent=open_one)


def test_a_platforms_page_lists_its_groups_that_the_reader_may_see(stage: Stage, client: Client) -> None:
    found = stage.platform()
    shown, closed = (
        platforms.begin_platform(stage.given(title=title, access=mode, topics=[on]), by=stage.convener, parent=found)
        for title, mode, on in (("Shown", "open", stage.law), ("Quiet heron", "restricted", stage.justice))
    )

    def groups(reader: Client) -> str:
        return reader.get(f"/en/{found.url}").content.decode().partition('id="groups"')[2].partition("</section>")[0]

    assert "None that you may see." in groups(client)  # both are drafts
    for one in (shown, closed):
        platforms.open_platform(one, by=stage.convener)
    for reader, sees in ((client, False), (client_of(stage.convener.person), True)):
        told = groups(reader)
        assert f'<a href="/en/{shown.url}"' in told
        assert (closed.url in told, closed.title in told) == (sees, sees)


def test_access_changes_between_open_and_transparent_alone(stage: Stage) -> None:
    found = platforms.change_access(stage.platform("open"), "transparent", by=stage.convener, reason="Too loud.")
    assert found.access == "transparent"
    with pytest.raises(ValidationError):
        platforms.change_access(found, "restricted", by=stage.convener, reason="No.")
    with pytest.raises(ValidationError):
        platforms.change_access(stage.platform("restricted"), "open", by=stage.convener, reason="No.")


def test_a_revision_keeps_the_old_wording_and_a_stale_one_changes_nothing(stage: Stage) -> None:
    found = stage.platform()
    platforms.edit_platform(found, stage.given(title="New"), version=1, by=stage.convener, reason="Clearer.")
    with pytest.raises(Conflict):
        platforms.edit_platform(found, stage.given(title="Stale"), version=1, by=stage.convener, reason="Late.")
    with pytest.raises(Conflict):
        platforms.edit_platform(found, stage.given(title="Silent"), version=2, by=stage.convener)
    page = platform_page(found.ref, again(stage.convener.person))
    assert (page.line.title, page.earlier[0].title, page.earlier[0].reason) == ("New", "The river corridor", "Clearer.")


def test_who_edits_at_the_same_time_reads_what_stands_in_words(stage: Stage) -> None:
    found = stage.platform()
    given = {"title": "Mine", "text": "x", "kind": "task_team", "areas": "XAA", "language": "en", "reason": "r", "version": "7"}
    html = client_of(stage.convener.person).post(f"/en/{found.url}edit/", given).content.decode()
    stands = html.split('class="facts"')[1].split("</dl>")[0]
    for words in ("Action platform", "Land XAA, Land XAB", "Trafficking", locale_format.day(found.review_on), "English"):
        assert words in stands, words
    for raw in ("action_platform", "[", "owner", "topics", "trafficking"):
        assert raw not in stands, raw


@pytest.mark.parametrize(
    ("missing", "words"),
    [({"charter": ""}, "charter"), ({"topics": []}, "topic"), ({"review_on": None}, "review"), ({"areas": []}, "2 countries"),
     ({"review_on": clock.today() + timedelta(days=2000)}, "review")],
)  # fmt: skip
def test_an_open_platform_keeps_what_it_was_opened_with(stage: Stage, missing: dict[str, Any], words: str) -> None:
    found = stage.platform()
    with pytest.raises(ValidationError, match=words):
        platforms.edit_platform(found, stage.given(**missing), version=1, by=stage.convener, reason="Shorter.")
    found.refresh_from_db()
    assert (found.version, found.charter) == (1, "We meet each month.")
    Platform.objects.filter(pk=found.pk).update(review_on=clock.today() - timedelta(days=1))  # late: told, and no hindrance
    late = stage.given(review_on=clock.today() - timedelta(days=1), title="New")
    assert platforms.edit_platform(found, late, version=1, by=stage.convener, reason="Clearer.").title == "New"


def test_a_task_team_is_reviewed_again_within_a_year(stage: Stage) -> None:
    found = stage.platform(kind=Platform.Kind.TASK)
    far, near = (clock.today() + timedelta(days=days) for days in (500, 300))
    given = {"goes_on": "yes", "review_on": str(far), "reason": "Half is done."}
    answer = client_of(stage.convener.person).post(f"/en/{found.url}review/", given)
    assert answer.status_code == 422
    assert "at the latest" in answer.content.decode()
    assert platforms.review_platform(found, goes_on=True, review_on=near, reason="Half.", by=stage.convener).review_on == near


def test_an_archived_platform_stays_readable_and_takes_nothing_more(stage: Stage, client: Client) -> None:
    found = stage.platform()
    platforms.review_platform(found, goes_on=False, review_on=None, reason="Its task is done.", by=stage.convener)
    html = client.get(f"/en/{found.url}").content.decode()
    assert "Its task is done." in html
    inside = client_of(stage.convener.person)
    for path in ("edit/", "join/", "threats/new/", "actions/new/", "meetings/new/", "invite/", "members/"):
        assert inside.get(f"/en/{found.url}{path}").status_code == 404, path
    assert found.ref not in client.get("/en/platforms.json?world=demo").content.decode()
    assert found.ref in client.get("/en/platforms.json?world=demo&state=archived").content.decode()


def test_an_officer_names_a_convener_where_none_is_left(stage: Stage) -> None:
    found = stage.platform("open")
    office, path = client_of(stage.officers[0]), f"/en/{found.url}members/"
    assert office.get(path).status_code == 404
    stage.convener.state = "ended"
    stage.convener.save()
    given = {"email": stage.focal.person.email, "role": "convener"}
    assert client_of(stage.other.person).post(path, given).status_code == 404
    assert office.post(path, given).status_code == 302
    assert access.may(again(stage.focal.person), found, "convene")
    assert office.get(path).status_code == 404


def test_a_country_answers_its_invitation(stage: Stage, client: Client) -> None:
    found = stage.platform("restricted")
    asked = invitations.invite(found, stage.here, text="You share the river.", language="en", by=stage.convener)
    focal, path = client_of(stage.focal.person), f"/en/platforms/invitations/{asked.pk}/"
    for other in (stage.other, stage.hats[Role.VALIDATOR], stage.hats[Role.SECRETARIAT], stage.convener):
        assert client_of(other.person).get(path).status_code == 404
    assert "Children are moved" in focal.get(path).content.decode()
    assert focal.post(path, {"answer": "later", "language": "en", "version": "1"}).status_code == 422
    answer = {"answer": "later", "reason": "After the elections.", "language": "en", "version": "1"}
    assert focal.post(path, answer).status_code == 302
    assert not access.may_read(again(stage.focal.person), found)
    assert focal.post(path, answer | {"answer": "yes", "version": "1"}).status_code == 409
    assert focal.post(path, {"answer": "yes", "language": "en", "version": "2"})["Location"] == f"/en/{found.url}"
    assert access.may_act(again(stage.focal.person), found)
    with pytest.raises(ValidationError):
        invitations.invite(found, stage.here, text="Again.", language="en", by=stage.convener)


@pytest.mark.parametrize("answer", ["no", "later"])
def test_a_country_says_no_or_later_with_a_reason_alone(stage: Stage, client: Client, answer: str) -> None:
    found = stage.platform()
    asked = invitations.invite(found, stage.here, text="You share the river.", language="en", by=stage.convener)
    focal, path = client_of(stage.focal.person), f"/en/platforms/invitations/{asked.pk}/"
    given = {"answer": answer, "language": "en", "version": 1}
    for reason in ("", "  "):
        refused = focal.post(path, given | {"reason": reason})
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
        with pytest.raises(ValidationError, match="Say why"):
            invitations.answer_invitation(asked, **given, reason=reason, by=stage.focal)
        asked.refresh_from_db()
        assert (asked.answer, asked.answered_on, asked.version) == ("", None, 1)
    assert focal.post(path, given | {"reason": "Our law forbids it."}).status_code == 302
    assert "Our law forbids it." in client.get(f"/en/{found.url}").content.decode()


def test_an_invitation_that_nobody_can_answer_says_so(stage: Stage, client: Client) -> None:
    found = stage.platform()
    for area in (stage.here, stage.far):
        invitations.invite(found, area, text="Come.", language="en", by=stage.convener)
    assert [(i.country.code, i.heard) for i in platform_page(found.ref, AnonymousUser()).invitations] == [
        ("XAA", True),
        ("XAC", False),
    ]
    assert client.get(f"/en/{found.url}").content.decode().count("so nobody can answer") == 1


def test_acts_stay_in_one_world(stage: Stage) -> None:
    real = Capacity.objects.create(person=person("real", "real"), role="secretariat", state="active", starts_on=clock.today())
    found = stage.platform("open")
    with pytest.raises(ValidationError):
        members.join(found, person=real.person, capacity=real)
    with pytest.raises(ValidationError, match="other"):
        members.bring_in(found, real, by=stage.convener)
    with pytest.raises(Http404):
        access.to_tell_elsewhere(again(real.person), elsewhere(stage).ref)
    assert not Card.objects.filter(world="real", kind="platform").exists()
