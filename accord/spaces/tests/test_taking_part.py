"""Joining, asking, leaving; what an empty platform and an empty list say to whom."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accord.directory.actions import end_capacity
from accord.directory.tests.makers import active, client_of, person
from accord.people.models import Role
from accord.record.models import Event
from accord.spaces import access
from accord.spaces.actions import invitations, members
from accord.spaces.models import Membership
from accord.spaces.tests.makers import Stage, again

pytestmark = pytest.mark.django_db


def test_the_last_convener_is_not_made_a_member(stage: Stage) -> None:
    found = stage.platform("open")
    client, path = client_of(stage.convener.person), f"/en/{found.url}members/"
    assert client.post(path, {"email": stage.convener.person.email, "role": "member"}).status_code == 422
    assert access.may(again(stage.convener.person), found, "convene")
    stage.take_in(found, stage.focal, "convener")
    assert client.post(path, {"email": stage.convener.person.email, "role": "member"}).status_code == 302
    assert not access.may(again(stage.convener.person), found, "convene")


def test_joining_and_leaving(stage: Stage) -> None:
    found = stage.platform("open")
    client = client_of(stage.focal.person)
    assert client.post(f"/en/{found.url}join/", {"capacity": str(stage.focal.pk)}).status_code == 302
    member = Membership.objects.get(platform=found, capacity=stage.focal)
    with pytest.raises(ValidationError):
        members.join(found, person=stage.focal.person, capacity=stage.focal)
    assert client.get(f"/en/{found.url}join/").status_code == 404
    members.end_membership(member, by=stage.focal)
    assert access.memberships(again(stage.focal.person), found) == []
    only = Membership.objects.get(platform=found, capacity=stage.convener)
    with pytest.raises(ValidationError, match="another convener"):
        members.end_membership(only, by=stage.convener)


def test_nobody_joins_in_the_capacity_of_another(stage: Stage) -> None:
    found = stage.platform("open")
    answer = client_of(stage.other.person).post(f"/en/{found.url}join/", {"capacity": str(stage.focal.pk)})
    assert answer.status_code == 422
    assert not Membership.objects.filter(platform=found, capacity=stage.focal).exists()


def test_a_transparent_platform_takes_in_who_asks(stage: Stage) -> None:
    found = stage.platform("transparent")
    asking, convener = client_of(stage.focal.person), client_of(stage.convener.person)
    assert asking.post(f"/en/{found.url}ask/", {"capacity": str(stage.focal.pk), "reason": "We begin."}).status_code == 302
    assert not access.may_act(again(stage.focal.person), found)
    member = Membership.objects.get(platform=found, capacity=stage.focal)
    path = f"/en/{found.url}members/{member.pk}/take-in/"
    assert asking.get(path).status_code == 404
    assert convener.post(path, {"taken": "no"}).status_code == 422
    assert convener.post(path, {"taken": "yes"}).status_code == 302
    assert access.may_act(again(stage.focal.person), found)
    assert not Event.objects.filter(body__icontains="We begin.").exists()


def test_who_asked_reads_what_became_of_it_and_nobody_else_does(stage: Stage, client: Client) -> None:
    found = stage.platform("transparent")
    asking, convener = client_of(stage.focal.person), client_of(stage.convener.person)
    given = {"capacity": str(stage.focal.pk), "reason": "We begin."}
    asking.post(f"/en/{found.url}ask/", given)
    assert "You asked to join on" in asking.get(f"/en/{found.url}").content.decode()
    assert "not answered yet" in asking.get("/en/my/").content.decode()
    assert asking.get(f"/en/{found.url}ask/").status_code == 404
    member = Membership.objects.get(platform=found, capacity=stage.focal)
    convener.post(f"/en/{found.url}members/{member.pk}/take-in/", {"taken": "no", "reason": "Only river towns."})
    html = asking.get(f"/en/{found.url}").content.decode()
    assert "not granted" in html
    assert "Only river towns." in html
    assert "Only river towns." in asking.get("/en/my/").content.decode()
    for other in (client, convener, client_of(stage.other.person)):
        assert "Only river towns." not in other.get(f"/en/{found.url}").content.decode()
    assert asking.post(f"/en/{found.url}ask/", given).status_code == 302
    assert "Only river towns." not in asking.get(f"/en/{found.url}").content.decode()


def test_whose_membership_a_convener_ended_reads_why_on_their_own_page(stage: Stage) -> None:
    closed = stage.platform("restricted", title="Quiet heron")
    stage.take_in(closed, stage.focal)
    member, inside = Membership.objects.get(platform=closed, capacity=stage.focal), client_of(stage.convener.person)
    path = f"/en/{closed.url}members/{member.pk}/end/"
    assert inside.post(path, {}).status_code == 422
    assert inside.post(path, {"reason": "The task went to another ministry."}).status_code == 302
    html = client_of(stage.focal.person).get("/en/my/").content.decode()
    assert "The task went to another ministry." in html
    assert closed.ref not in html
    assert "heron" not in html
    assert "another ministry" not in client_of(stage.other.person).get("/en/my/").content.decode()


@pytest.mark.parametrize(("mode", "words"), [("open", "Sign in to join"), ("transparent", "Sign in to ask to join")])
def test_an_empty_platform_says_what_to_do_next(stage: Stage, client: Client, mode: str, words: str) -> None:
    found = stage.platform(mode)

    def said(reader: Client) -> str:
        return str(reader.get(f"/en/{found.url}").content.decode())

    assert words in said(client)
    assert "Its members begin." in said(client)
    own_name = said(client_of(stage.nobody))
    assert "you need a capacity here" in own_name
    assert ("Open the first topic" in own_name) == (mode == "open")
    convener = said(client_of(stage.convener.person))
    for path in ("threats/new/", "invite/", "actions/new/", "meetings/new/"):
        assert convener.split('id="begin"')[1].split("</section>")[0].count(f"{found.url}{path}") == 1, path
    invitations.invite(found, stage.here, text="You share the river.", language="en", by=stage.convener)
    assert 'id="begin"' not in said(client_of(stage.convener.person))


@pytest.mark.parametrize(
    "path", ["platforms/?kind=task_team", "threats/?country=XAC", "work-plan/?country=XAC", "meetings/?platform=luck"]
)
def test_a_list_that_is_empty_says_what_to_do_next(stage: Stage, client: Client, path: str) -> None:
    bare = path.partition("?")[0]
    assert "Take out a filter." in client.get(f"/en/{path}&world=demo").content.decode()
    html = client.get(f"/en/{bare}?world=demo").content.decode()
    assert "Take out a filter." not in html
    empty = html.split('class="empty"')[1].split("</div>")[0]
    assert ("/en/accounts/login/?next=/en/platforms/" if bare == "platforms/" else "/en/platforms/") in empty


def test_an_empty_work_plan_says_who_begins_it(stage: Stage, client: Client) -> None:
    found = stage.platform("transparent")
    path = f"/en/work-plan/?platform={found.ref}"
    assert "How one takes part stands on" in client.get(path).content.decode()
    assert "Begin with what one of you does already" in client_of(stage.convener.person).get(path).content.decode()


def test_a_member_who_hands_over_leaves_the_seat_to_the_successor(stage: Stage) -> None:
    closed = stage.platform("restricted")
    stage.take_in(closed, stage.focal, "convener")
    new = active(person("next"), Role.FOCAL_POINT, stage.officers, area=stage.here)
    end_capacity(stage.focal, by=stage.focal, reason="Moved on.", successor=new)
    assert not access.may_read(again(stage.focal.person), closed)
    assert access.may(again(new.person), closed, "convene")
