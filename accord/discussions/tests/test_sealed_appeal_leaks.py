"""Nothing leads from a decision or an appeal about a sealed name to the author: no row, page, letter, log line, order or time."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import models
from django.test import Client

from accord.directory.tests.makers import client_of
from accord.discussions.tests.sealing import decided, notice, page
from accord.discussions.tests.story import EMAIL, HOUR, KEPT, WHO, Story
from accord.kit import clock
from accord.moderation import actions
from accord.moderation.models import Appeal
from accord.people.models import Capacity, Person, Role
from accord.record.models import Draft, Event, Sent, unordered_id
from accord.record.tests.leaks import SIGN_INS, STAMPS, changed, rows
from accord.record.verifying import problems

pytestmark = pytest.mark.django_db
WORDS = "It is no advertising: the heron is a boat."
NOTICE = "A decision about what you wrote"


def test_nothing_of_a_notice_and_an_appeal_leads_to_the_author(story: Story, django_capture_on_commit_callbacks: Any) -> None:
    """The author looks, is refused, appeals twice, reads the answer; then every row, page, letter and line is looked through."""
    author, officer = story.author.person, story.hats[Role.SECRETARIAT]
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        made, client = decided(story.topic_, story.convener), client_of(author)
    path, before, events, lines = notice(made), rows(), Event.objects.count(), len(KEPT.lines)
    for address in (
        "/en/moderation/mine/",
        "/en/moderation/mine.json",
        f"/en/topics/{story.topic_.ref}/2/",
        path,
        f"{path}appeal/",
    ):
        assert f"moderation/sealed/{made.pk}/" in page(client, address), address
    sent = [
        client.post(f"{path}appeal/", {"once": "cd" * 16, "language": "en", **typed}).status_code
        for typed in ({"text": ""}, {"text": WORDS, "keep": "1"}, {"text": WORDS}, {"text": WORDS}, {"text": "Other words."})
    ]
    assert sent == [422, 409, 302, 302, 409]
    assert client.get(f"{path}appeal/").status_code == 404
    written = changed(before)
    assert set(written) - SIGN_INS - STAMPS == {"moderation_appeal"}
    (row,) = written["moderation_appeal"]
    assert not WHO.search(row)
    assert not HOUR.search(row)
    for table in SIGN_INS & set(written):
        assert not [one for one in written[table] if re.search("heron|sealed|appeal", one)], table
    assert (Event.objects.count(), Draft.objects.count() + Sent.objects.count()) == (events, story.drafts)
    given = Appeal.objects.get()
    readers = (story.colleague, story.convener, officer, story.hats[Role.SAFEGUARDING], story.rare, story.keepers[0])
    judged = ("moderation/", "moderation.json", f"moderation/{made.case_id}/", f"moderation/{made.case_id}.json",
              "moderation/mine/", f"moderation/appeals/{given.pk}/", f"topics/{story.topic_.ref}/2/", "owed/",
              "moderation/register/")  # fmt: skip
    pages = [page(client_of(reader.person), f"/en/{one}") for reader in readers for one in judged]
    assert sum("heron is a boat" in one for one in pages) >= 5
    assert not [one for one in pages if WHO.search(one)]
    answer = {"upheld": "yes", "text": "It is.", "version": 0}
    with django_capture_on_commit_callbacks(execute=True):
        assert client_of(officer.person).post(f"/en/moderation/appeals/{given.pk}/", answer).status_code == 302
    assert "It is." in page(client, path)
    with clock.standing_at(clock.now() + timedelta(days=1)):
        assert (actions.tell_what_was_appealed(), actions.tell_what_was_appealed()) == (1, 0)
    told = Event.objects.filter(verb="decision_appealed").latest("id")
    assert (told.capacity_id, told.card_id) == (None, None)
    for table, found in changed(before).items():
        assert table in SIGN_INS or not [one for one in found if WHO.search(one)], table
    assert not [letter for letter in mail.outbox if EMAIL in letter.recipients()]
    assert not [line for line in KEPT.lines[lines:] if WHO.search(line) or re.search("/sealed/|heron", line)]
    assert not problems()


def test_no_key_of_a_decision_or_appeal_and_no_order_leads_to_the_author(story: Story) -> None:
    """Column by column, three steps from the topic; and a row holds no place among others, nor an hour."""
    made = decided(story.topic_, story.convener, "warn")
    client_of(story.author.person).post(f"{notice(made)}appeal/", {"text": WORDS, "language": "en"})
    given = Appeal.objects.get()
    for one in (made, made.case, given):
        near = [one, *(row for model in _models_with_key_to(type(one)) for row in model._default_manager.all())]
        for row in near:
            for field in row._meta.fields:
                if isinstance(field, models.ForeignKey) and field.related_model in (Person, Capacity):
                    assert getattr(row, field.attname) not in (story.author.pk, story.author.person_id), f"{row._meta.label}"
    assert Appeal._meta.pk.default is unordered_id
    assert [f.attname for f in Appeal._meta.fields if isinstance(f, models.DateTimeField)] == ["answered_at"]  # the judge's act
    assert given.on == clock.today()


def _models_with_key_to(model: type[models.Model]) -> list[type[models.Model]]:
    return [one.related_model for one in model._meta.related_objects if isinstance(one.related_model, type)]


def test_to_all_others_there_is_no_notice(story: Story) -> None:
    """The same answer as where no decision is, to whoever judged it, reported it or opened the topic."""
    made = decided(story.topic_, story.convener)
    nowhere = made.pk + 1
    mine = client_of(story.author.person)
    assert NOTICE in page(mine, notice(made))
    for reader in (story.colleague, story.convener, story.hats[Role.SECRETARIAT], story.rare, story.keepers[0]):
        client = client_of(reader.person)
        for path in ("", "appeal/"):
            answers = [client.get(f"/en/moderation/sealed/{number}/{path}") for number in (made.pk, nowhere)]
            assert [one.status_code for one in answers] == [404, 404]
            assert answers[0].content.decode().replace(f"/{made.pk}/", f"/{nowhere}/") == answers[1].content.decode()
        assert client.get(f"/en/moderation/sealed/{made.pk}.json").status_code == 404
        assert client.get(f"/en/moderation/notices/{made.pk}/").status_code == 404
        assert client.post(f"{notice(made)}appeal/", {"text": WORDS, "language": "en"}).status_code == 404
        for path in ("/en/moderation/mine/", f"/en/topics/{story.topic_.ref}/2/"):
            assert f"moderation/sealed/{made.pk}/" not in page(client, path)
    assert mine.get(f"/en/moderation/notices/{made.pk}/").status_code == 404  # there a log would tell
    answer = Client().get(notice(made))
    assert (answer.status_code, "sealed" in answer["Location"]) == (302, False)
    assert not Appeal.objects.exists()


def test_the_page_of_the_post_and_lists_are_the_same_for_a_colleague(story: Story) -> None:
    """What was decided stands on the author's own pages alone: not in the file of the post, nor on the page of the topic."""
    made = decided(story.topic_, story.convener, "mask", words=("ochre",))
    mine, theirs = client_of(story.author.person), client_of(story.colleague.person)
    for path in (f"topics/{story.topic_.ref}.json", f"topics/{story.topic_.ref}/2.json"):
        assert page(mine, f"/en/{path}") == page(theirs, f"/en/{path}")
    assert "moderation/sealed/" not in page(mine, f"/en/topics/{story.topic_.ref}/")
    assert notice(made) in page(mine, f"/en/topics/{story.topic_.ref}/2/")
