"""A question lands with the contact as a task and a mail; nobody else reads it."""

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accord.learning import actions
from accord.learning.models import Question
from accord.learning.tests.makers import World, client_of
from accord.record.actions import Conflict
from accord.record.models import Event
from accord.record.owing import of_person

pytestmark = pytest.mark.django_db
URL = "/en/practices/XAA-pr1/"


@pytest.fixture(scope="module")
def built(one_world: None) -> World:
    return World("real")  # the demonstration writes to nobody


def ask(world: World, **more: Any) -> Question:
    return actions.ask_owner(world.checked(), text="How were fathers won?", language="en", by=world.fourth)


def test_it_is_the_contacts_task_and_a_mail_without_the_question(world: World, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked = ask(world)
    [letter] = mail.outbox
    assert letter.to == [world.owner.person.email]
    assert f"practices/XAA-pr1/questions/{asked.pk}/" in letter.body
    assert "fathers" not in letter.body
    [task] = of_person(world.owner.person)
    assert task.duty.url == f"practices/XAA-pr1/questions/{asked.pk}/"
    assert of_person(world.helper.person) == []


def test_it_is_read_by_who_asked_and_who_answers_alone(world: World) -> None:
    asked = ask(world)
    url = f"{URL}questions/{asked.pk}/"
    seen = {
        name: client_of(getattr(world, name)).get(url).status_code
        for name in ("owner", "helper", "fourth", "second", "officer", "member")
    }
    assert seen == {"owner": 200, "helper": 200, "fourth": 200, "second": 404, "officer": 404, "member": 404}
    assert "/accounts/login/" in Client().get(url)["Location"]
    assert "fathers" not in str(list(Event.objects.values_list("body", flat=True)))
    assert "Question asked" not in Client().get(URL).content.decode()


def test_an_answer_ends_the_task_and_is_mailed_as_notice(world: World, django_capture_on_commit_callbacks: Any) -> None:
    asked = ask(world)
    client = client_of(world.owner)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"{URL}questions/{asked.pk}/answer/", {"text": "In person.", "language": "en"}).status_code == 302
    assert mail.outbox[-1].to == [world.fourth.person.email]
    assert of_person(world.owner.person) == []
    assert "In person." in client_of(world.fourth).get(f"{URL}questions/{asked.pk}/").content.decode()
    assert (
        client_of(world.helper).post(f"{URL}questions/{asked.pk}/answer/", {"text": "No.", "language": "en"}).status_code == 409
    )


def test_where_the_contacts_capacity_ended_the_owners_people_are_asked(world: World) -> None:
    ask(world)
    world.owner.state, world.owner.ends_on = "ended", date(2024, 1, 1)
    world.owner.save()
    assert [str(t.hat) for t in of_person(world.helper.person)] == [str(world.helper)]


def test_five_wait_at_most_and_the_owner_does_not_ask_itself(world: World) -> None:
    practice = world.checked()
    client = client_of(world.fourth)
    codes = [client.post(f"{URL}ask/", {"text": f"Question {n}?", "language": "en"}).status_code for n in range(6)]
    assert codes == [302] * 5 + [422]
    assert client_of(world.owner).get(f"{URL}ask/").status_code == 404
    assert "/accounts/login/" in Client().get(f"{URL}ask/")["Location"]
    assert practice.questions.count() == 5


def test_who_adopted_it_is_asked_as_well_and_the_owner_reads_nothing_of_it(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    made = world.adopt(world.checked(), world.second, date(2024, 5, 1))
    client, url = client_of(world.fourth), f"/en/adoptions/{made.ref}/ask/"
    assert f'href="{url}"' in client.get(f"/en/adoptions/{made.ref}/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        sent = client.post(url, {"text": "What did you change?", "language": "en"})
    asked = Question.objects.get()
    assert sent["Location"] == f"{URL}questions/{asked.pk}/"
    assert mail.outbox[-1].to == [world.second.person.email]
    assert [task.duty.url for task in of_person(world.second.person)] == [f"practices/XAA-pr1/questions/{asked.pk}/"]
    assert of_person(world.owner.person) == []
    seen = {name: client_of(getattr(world, name)).get(f"{URL}questions/{asked.pk}/").status_code
            for name in ("owner", "helper", "second", "third", "officer", "fourth")}  # fmt: skip
    assert seen == {"owner": 404, "helper": 404, "second": 200, "third": 404, "officer": 404, "fourth": 200}
    assert client_of(world.owner).get(f"{URL}questions/{asked.pk}/answer/").status_code == 404
    assert client_of(world.owner).get("/en/learn/mine.json").json()["to_us"] == []
    assert len(client_of(world.second).get("/en/learn/mine.json").json()["to_us"]) == 1
    answered = client_of(world.second).post(f"{URL}questions/{asked.pk}/answer/", {"text": "The hour.", "language": "en"})
    assert answered.status_code == 302
    assert of_person(world.second.person) == []


def test_an_adopter_does_not_ask_itself_and_what_was_withdrawn_is_asked_about_no_more(world: World) -> None:
    practice = world.checked()
    made = world.adopt(practice, world.second, date(2024, 5, 1))
    url = f"/en/adoptions/{made.ref}/ask/"
    assert client_of(world.second).get(url).status_code == 404
    assert client_of(world.owner).get(url).status_code == 200
    assert "/accounts/login/" in Client().get(url)["Location"]
    other = world.checked(world.third)
    with pytest.raises(ValueError, match="of the practice"):
        actions.ask_owner(other, text="How?", language="en", by=world.fourth, adoption=made)
    actions.withdraw_adoption(made, by=world.second, reason="It ended.")
    assert client_of(world.fourth).get(url).status_code == 404
    with pytest.raises(Conflict):
        actions.ask_owner(practice, text="How?", language="en", by=world.fourth, adoption=made)
